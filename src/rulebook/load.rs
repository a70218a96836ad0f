//! Loading: rule files into the forms that `text` and `patterns` use, with errors that name file and line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    model::{
        columns::Headings,
        finding::{InForce, WindowBasis},
    },
    patterns::{calendar::Calendar, length::Length, pattern::Pattern, shapes, source::SourceTag},
    rulebook::{
        areas::{self, Areas},
        columns,
        files::Files,
        measures, names, same_event,
    },
    text::{
        reading::Lexicon,
        rules::{
            AgenciesFile, CodesFile, ConceptRule, ContextFile, Family, LexiconFile, ReadingRules, RolesFile, SetsFile,
            TerminatorsFile,
        },
        unknown_names::NameRules,
    },
};

/// All rules, ready for use.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Reading rules, compiled.
    pub lexicon: Lexicon,
    /// Patterns, by id.
    pub patterns: Vec<Pattern>,
    /// Modifiers of clinical notes (`rules/clinical/`), used only to measure the engine on clinical kits.
    pub clinical: ReadingRules,
    /// Working days.
    pub calendar: Calendar,
    /// The policy calendar: what was in force when.
    pub policy: Vec<PolicyRule>,
    /// Publications, by key.
    pub sources: BTreeMap<String, SourceRule>,
    /// Headings of columns and what they mean.
    pub headings: Headings,
    /// Words by which names of people are told from others.
    pub names: NameRules,
    /// Areas and lines of enquiry of reports.
    pub areas: Areas,
    /// When entries are offered as perhaps telling of one event.
    pub same_event: crate::review::same_event::Rules,
    /// Measures of the thematic table, as written: they are read and checked when a table is made (`rulebook::measures`). Nothing where
    /// the rules have none.
    pub measures: Option<String>,
    /// Lists and levels by which cases are anonymised, as written: they are read and checked when they are asked for
    /// (`rulebook::disguise`).
    pub disguise: std::sync::Arc<BTreeMap<String, String>>,
    /// SHA-256 of all rule files.
    pub sha256: String,
}

/// A rule file that is wrong.
#[derive(Debug, thiserror::Error)]
#[error("rules/{file}: {what}")]
pub struct RuleError {
    file: String,
    pub(super) what: String,
}

/// `rules/sources.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    source: Vec<SourceRule>,
}

/// A publication.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRule {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Address, as text.
    pub address: String,
    /// How much of it was read.
    pub read: String,
    /// For example that the address is a mirror.
    #[serde(default)]
    pub note: String,
}

/// `rules/policy.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    policy: Vec<PolicyRule>,
}

/// A rule of policy or law, and the days on which it was in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyRule {
    /// First and last day, both included.
    #[serde(with = "crate::model::day::optional")]
    from: Option<NaiveDate>,
    #[serde(default, with = "crate::model::day::optional")]
    to: Option<NaiveDate>,
    rule: String,
    #[serde(default)]
    source: Option<String>,
    tag: SourceTag,
    patterns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysFile {
    #[serde(rename = "source")]
    _source: String,
    holidays: Vec<String>,
}

impl Rulebook {
    /// The same rules without a single phrase or code of a concept: nothing is read, everything is judged.
    ///
    /// # Errors
    /// When what is left of the reading rules cannot be compiled, which rules that were loaded cannot come to.
    pub fn unread(&self) -> Result<Self, crate::text::phrase::PhraseError> {
        let mut rules = self.lexicon.rules().clone();
        for concept in &mut rules.concepts {
            concept.possible.clear();
            concept.phrases.clear();
            concept.not.clear();
        }
        rules.codes.clear();
        Ok(Self {
            lexicon: Lexicon::new(rules)?,
            ..self.clone()
        })
    }

    /// Reads and checks rule files.
    pub fn load(files: &Files) -> Result<Self, RuleError> {
        let reading = reading_rules(files)?;
        let concepts: BTreeSet<String> = reading.concepts.iter().map(|c| c.id.clone()).collect();
        if concepts.len() != reading.concepts.len() {
            return Err(wrong("lexicons", "a concept id is used twice"));
        }
        let guessed = |c: &&ConceptRule| c.family == Family::Practice && !c.possible.is_empty();
        if let Some(concept) = reading.concepts.iter().find(guessed) {
            let why = "is a step of practice, and steps are not guessed: move its `possible` phrases to `phrases`, or leave them out";
            return Err(wrong("lexicons", format!("`{}` {why}", concept.id)));
        }
        for code in &reading.codes {
            if !concepts.contains(&code.concept) {
                return Err(wrong("codes", format!("there is no concept `{}`", code.concept)));
            }
        }
        let lexicon = Lexicon::new(reading).map_err(|e| wrong("lexicons, context or codes", e))?;
        let sources = sources(files)?;
        let patterns = patterns(files, &concepts, &sources)?;
        let policy = policy(files, &sources)?;
        Ok(Self {
            lexicon,
            clinical: clinical(files)?,
            policy,
            patterns,
            calendar: calendar(files)?,
            sources,
            headings: columns::load(files)?,
            names: names::load(files)?,
            same_event: same_event::load(files, &concepts)?,
            areas: areas::load(files)?,
            measures: files.get(measures::FILE).map(str::to_owned),
            disguise: std::sync::Arc::new(files.all_below("anonymise/")),
            sha256: files.sha256(),
        })
    }

    /// Reads one pattern file, as `forewarned patterns test` does.
    pub fn read_pattern(&self, name: &str, text: &str) -> Result<Pattern, RuleError> {
        let pattern: Pattern = parse(name, text)?;
        check(name, &pattern, &self.concept_ids(), &|key| {
            self.sources.contains_key(key)
        })?;
        Ok(pattern)
    }

    /// Ids of all concepts.
    pub(super) fn concept_ids(&self) -> BTreeSet<String> {
        self.lexicon.rules().concepts.iter().map(|c| c.id.clone()).collect()
    }

    /// Rules in force on a day that bear on one of these patterns, in the order of the file.
    pub fn in_force(&self, day: NaiveDate, patterns: &BTreeSet<&str>) -> Vec<InForce> {
        let bears = |p: &&PolicyRule| p.patterns.iter().any(|id| patterns.contains(id.as_str()));
        self.policy
            .iter()
            .filter(bears)
            .filter_map(|p| {
                let from = p.from.filter(|f| *f <= day)?;
                p.to.is_none_or(|to| day <= to).then(|| InForce {
                    rule: p.rule.clone(),
                    from,
                    to: p.to,
                    source: p.source.clone().unwrap_or_default(),
                    tag: p.tag.words().to_owned(),
                })
            })
            .collect()
    }

    /// Labels of concepts, by id.
    pub fn concept_labels(&self) -> BTreeMap<String, String> {
        self.lexicon
            .rules()
            .concepts
            .iter()
            .map(|c| (c.id.clone(), c.label.clone()))
            .collect()
    }
}

pub(super) fn wrong(file: &str, what: impl ToString) -> RuleError {
    RuleError {
        file: file.to_owned(),
        what: what.to_string(),
    }
}

pub(super) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, RuleError> {
    toml::from_str(text).map_err(|e| wrong(file, e.to_string().trim_end()))
}

fn reading_rules(files: &Files) -> Result<ReadingRules, RuleError> {
    let mut out = ReadingRules::default();
    for (path, text) in files.below("lexicons/") {
        match path {
            "lexicons/sets.toml" => {
                out.sets = parse::<SetsFile>(path, text)?
                    .set
                    .into_iter()
                    .map(|s| (s.id, s.words))
                    .collect();
            }
            "lexicons/roles.toml" => out.roles = parse::<RolesFile>(path, text)?.role,
            _ => out.concepts.extend(parse::<LexiconFile>(path, text)?.concept),
        }
    }
    for (path, text) in files.below("context/") {
        if path == "context/terminators.toml" {
            let file = parse::<TerminatorsFile>(path, text)?;
            (out.terminators, out.idioms) = (file.words, file.idioms);
        } else {
            out.modifiers.extend(parse::<ContextFile>(path, text)?.modifier);
        }
    }
    for (path, text) in files.below("codes/") {
        out.codes.extend(parse::<CodesFile>(path, text)?.code);
    }
    if let Some(text) = files.get("agencies.toml") {
        let agencies: AgenciesFile = parse("agencies.toml", text)?;
        (out.agencies, out.managers) = (agencies.agency, agencies.manager);
    }
    out.names = names::load(files)?;
    Ok(out)
}

fn policy(files: &Files, sources: &BTreeMap<String, SourceRule>) -> Result<Vec<PolicyRule>, RuleError> {
    let file = "policy.toml";
    let Some(text) = files.get(file) else {
        return Ok(Vec::new());
    };
    let all = parse::<PolicyFile>(file, text)?.policy;
    for rule in &all {
        if rule.from.is_none() {
            return Err(wrong(file, format!("“{}” has no `from`", rule.rule)));
        }
        match &rule.source {
            Some(key) if !sources.contains_key(key) => {
                return Err(wrong(file, format!("the source `{key}` is not in rules/sources.toml")));
            }
            None if rule.tag != SourceTag::KnownNotRead => {
                return Err(wrong(
                    file,
                    format!(
                        "“{}” names no source; only what is known and not read may do so",
                        rule.rule
                    ),
                ));
            }
            _ => {}
        }
    }
    Ok(all)
}

fn clinical(files: &Files) -> Result<ReadingRules, RuleError> {
    let mut out = ReadingRules::default();
    for (path, text) in files.below("clinical/") {
        if path.ends_with("terminators.toml") {
            let file = parse::<TerminatorsFile>(path, text)?;
            (out.terminators, out.idioms) = (file.words, file.idioms);
        } else {
            out.modifiers.extend(parse::<ContextFile>(path, text)?.modifier);
        }
    }
    Ok(out)
}

fn sources(files: &Files) -> Result<BTreeMap<String, SourceRule>, RuleError> {
    let Some(text) = files.get("sources.toml") else {
        return Ok(BTreeMap::new());
    };
    Ok(parse::<SourcesFile>("sources.toml", text)?
        .source
        .into_iter()
        .map(|s| (s.key.clone(), s))
        .collect())
}

fn calendar(files: &Files) -> Result<Calendar, RuleError> {
    let file = "bank_holidays.toml";
    let Some(text) = files.get(file) else {
        return Ok(Calendar::default());
    };
    let mut days = Vec::new();
    for written in parse::<HolidaysFile>(file, text)?.holidays {
        days.push(
            NaiveDate::parse_from_str(&written, "%Y-%m-%d")
                .map_err(|_| wrong(file, format!("`{written}` is no day; write it as 2018-12-25")))?,
        );
    }
    Ok(Calendar::new(days))
}

fn patterns(
    files: &Files,
    concepts: &BTreeSet<String>,
    sources: &BTreeMap<String, SourceRule>,
) -> Result<Vec<Pattern>, RuleError> {
    let mut out: Vec<Pattern> = Vec::new();
    for (path, text) in files.below("patterns/") {
        let pattern: Pattern = parse(path, text)?;
        check(path, &pattern, concepts, &|key| sources.contains_key(key))?;
        if out.iter().any(|p| p.id == pattern.id) {
            return Err(wrong(path, format!("the id {} is used twice", pattern.id)));
        }
        out.push(pattern);
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    for pattern in &out {
        let unknown = pattern.part_of.iter().find(|p| !out.iter().any(|o| o.id == p.pattern));
        if let Some(part) = unknown {
            let said = format!(
                "{} is said to be part of {}, which there is not",
                pattern.id, part.pattern
            );
            return Err(wrong("patterns", said));
        }
    }
    Ok(out)
}

/// What makes a pattern file wrong, beyond its form.
pub(super) fn check(
    file: &str,
    pattern: &Pattern,
    concepts: &BTreeSet<String>,
    is_source: &dyn Fn(&str) -> bool,
) -> Result<(), RuleError> {
    if let Some(unknown) = pattern.concepts().into_iter().find(|c| !concepts.contains(*c)) {
        return Err(wrong(
            file,
            format!("there is no concept `{unknown}` in rules/lexicons"),
        ));
    }
    if shapes::by_name(&pattern.shape).is_none() {
        let all: Vec<&str> = shapes::SHAPES.iter().map(|s| s.name()).collect();
        return Err(wrong(
            file,
            format!("there is no shape `{}`; there are {}", pattern.shape, all.join(", ")),
        ));
    }
    if let Some(unknown) = pattern.sources.iter().find(|s| !is_source(&s.key)) {
        return Err(wrong(
            file,
            format!("the source `{}` is not in rules/sources.toml", unknown.key),
        ));
    }
    for written in pattern.spans() {
        Length::parse(written).map_err(|e| wrong(file, e))?;
    }
    pattern.lengths().map_err(|e| wrong(file, e))?;
    if pattern.window.is_none() && shapes::by_name(&pattern.shape).is_some_and(shapes::Shape::wants_window) {
        return Err(wrong(
            file,
            format!("it has no [window]; the shape `{}` wants one", pattern.shape),
        ));
    }
    if pattern
        .window
        .as_ref()
        .is_some_and(|w| w.basis != WindowBasis::ReviewerSet && !w.source.as_ref().is_some_and(|s| is_source(s)))
    {
        return Err(wrong(
            file,
            "its window is not reviewer-set, so it wants a `source` that is in rules/sources.toml",
        ));
    }
    if pattern
        .window
        .as_ref()
        .is_some_and(|w| w.basis == WindowBasis::ThisCase)
    {
        return Err(wrong(
            file,
            "a window is of this case only where its reviewers set it on screen",
        ));
    }
    if pattern.consider.is_empty() || pattern.ask.is_empty() || pattern.sources.is_empty() {
        return Err(wrong(file, "`consider`, `ask` and at least one [[source]] are wanted"));
    }
    if pattern.summary.chars().count() > 200 {
        return Err(wrong(
            file,
            format!(
                "the summary has {} characters; 200 at most",
                pattern.summary.chars().count()
            ),
        ));
    }
    Ok(())
}
