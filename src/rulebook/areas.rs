//! The *areas* and lines of enquiry under which reports tell of patterns: `rules/report_areas.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    model::matter::{Outline, PatternCard, Place},
    patterns::pattern::Pattern,
    rulebook::{
        files::Files,
        load::{RuleError, Rulebook, parse, wrong},
    },
    text::rules::Family,
};

const FILE: &str = "report_areas.toml";

/// `rules/report_areas.toml`; empty when a folder of rules has none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Areas {
    #[serde(default)]
    area: Vec<Group>,
    #[serde(default)]
    line: Vec<Group>,
    #[serde(default)]
    stage: Vec<Stage>,
    #[serde(default)]
    sense: Sense,
}

/// What is shown beside the question why something might have made sense at the time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sense {
    concepts: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    code: String,
    words: String,
}

impl Group {
    fn names(&self, id: &str) -> bool {
        self.patterns.iter().any(|p| p == id)
    }

    fn holds(&self, id: &str) -> bool {
        let starts = |p: &String| p.strip_suffix('*').is_some_and(|start| id.starts_with(start));
        self.names(id) || self.patterns.iter().any(starts)
    }
}

/// Reads and checks the file.
pub(super) fn load(files: &Files) -> Result<Areas, RuleError> {
    let Some(text) = files.get(FILE) else {
        return Ok(Areas::default());
    };
    let areas: Areas = parse(FILE, text)?;
    for group in areas.area.iter().chain(&areas.line) {
        if let Some(odd) = group
            .patterns
            .iter()
            .find(|p| p.trim_end_matches('*').is_empty() || p.matches('*').count() > usize::from(p.ends_with('*')))
        {
            return Err(wrong(
                FILE,
                format!(
                    "{}: `{odd}` names no pattern; write an id, or the start of ids and a star",
                    group.name
                ),
            ));
        }
    }
    Ok(areas)
}

impl Areas {
    /// Where a pattern stands.
    pub(super) fn place(&self, pattern: &Pattern) -> Place {
        let id = pattern.id.as_str();
        let by_id = self.area.iter().find(|a| a.names(id));
        let area = by_id.or_else(|| self.area.iter().find(|a| a.holds(id)));
        let (code, dimension) = pattern.hmip.split_once('-').unwrap_or((pattern.hmip.as_str(), ""));
        let words = self
            .stage
            .iter()
            .find(|s| s.code == code)
            .map_or(code, |s| s.words.as_str());
        Place {
            shape: pattern.shape.clone(),
            stage: if dimension.is_empty() {
                words.to_owned()
            } else {
                format!("{words}: {dimension}")
            },
            area: area.map_or(String::new(), |a| a.name.clone()),
            lines: self
                .line
                .iter()
                .filter(|l| l.holds(id))
                .map(|l| l.name.clone())
                .collect(),
        }
    }
}

impl Rulebook {
    /// Patterns as people read them, by id.
    pub fn cards(&self) -> BTreeMap<String, PatternCard> {
        let source = |key: &str| self.sources.get(key).map(|s| (s.title.clone(), s.address.clone()));
        self.patterns
            .iter()
            .map(|p| {
                let mut card = p.card(&source);
                card.place = self.areas.place(p);
                (p.id.clone(), card)
            })
            .collect()
    }

    /// The headings of reports that are data, in their order.
    pub fn outline(&self) -> Outline {
        let names = |groups: &[Group]| groups.iter().map(|g| g.name.clone()).collect();
        Outline {
            areas: names(&self.areas.area),
            lines: names(&self.areas.line),
            practice: self
                .lexicon
                .rules()
                .concepts
                .iter()
                .filter(|c| c.family == Family::Practice && !c.measured)
                .map(|c| c.id.clone())
                .collect(),
            sense: self.areas.sense.concepts.iter().cloned().collect(),
            families: self.families(),
        }
    }

    /// Concepts by family, those that follow a warning last.
    fn families(&self) -> Vec<(String, Vec<String>)> {
        let named = [
            (Family::Harm, "Harm and threats"),
            (Family::Event, "Changes and events"),
            (Family::Practice, "What professionals did"),
            (Family::Context, "Around it"),
        ];
        named
            .map(|(family, name)| {
                let all = self.lexicon.rules().concepts.iter();
                let ids = all.filter(|c| c.family == family).map(|c| c.id.clone()).collect();
                (name.to_owned(), ids)
            })
            .into()
    }
}
