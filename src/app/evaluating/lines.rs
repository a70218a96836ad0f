//! Readings against marked lines: `{"concept": "stalking", "label": true, "agency": "police", "text": "…"}`, one JSON object a line.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use crate::{
    app::evaluating::Counts,
    model::mention::{Hand, Mention},
    patterns::{examples, scene::Scene},
    rulebook::load::Rulebook,
    text::rules::Family,
};

/// Concept of a routine line: any.
const ANY: &str = "*";

/// A marked line.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// Concept that is asked about; `*` with `label: false` says that the line is routine: whatever is found there is listed.
    pub concept: String,
    /// Does the line state it, as so and now?
    pub label: bool,
    /// Kind of agency that wrote it.
    #[serde(default)]
    pub agency: String,
    /// The line.
    pub text: String,
}

/// What was found of marked lines.
#[derive(Debug, Clone, Default)]
pub struct LineReport {
    /// Counts by concept.
    pub concepts: BTreeMap<String, Counts>,
    /// Lines that state a concept and were not found, with what was found of the concept.
    pub missed: Vec<(Line, String)>,
    /// Lines that do not state it and were found, with the words that were.
    pub false_alarms: Vec<(Line, String)>,
}

impl LineReport {
    /// All concepts together.
    pub fn total(&self) -> Counts {
        self.concepts.values().fold(Counts::default(), |a, b| Counts {
            hit: a.hit + b.hit,
            missed: a.missed + b.missed,
            false_alarms: a.false_alarms + b.false_alarms,
        })
    }
}

/// Reads marked lines; an error names the line.
pub fn read(text: &str) -> anyhow::Result<Vec<Line>> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(n, l)| {
            serde_json::from_str(l).with_context(|| {
                format!(
                    "line {}: wants {{\"concept\": …, \"label\": true or false, \"text\": …}}",
                    n + 1
                )
            })
        })
        .collect()
}

/// Reads every line by the rules and compares.
pub fn evaluate(lines: &[Line], book: &Rulebook) -> LineReport {
    let mut out = LineReport::default();
    for line in lines {
        let found: Vec<Mention> = examples::read_line(&book.lexicon, &line.text, &line.agency)
            .into_iter()
            .filter(|m| m.hand != Hand::Reader && (line.concept == ANY || m.concept == line.concept))
            .collect();
        if line.concept == ANY {
            for m in &found {
                let is_practice = book.lexicon.family(&m.concept) == Some(Family::Practice);
                if if is_practice {
                    Scene::is_done(m)
                } else {
                    Scene::may_trigger(m, &[])
                } {
                    out.concepts.entry(m.concept.clone()).or_default().false_alarms += 1;
                    let line = Line {
                        concept: m.concept.clone(),
                        ..line.clone()
                    };
                    out.false_alarms
                        .push((line, format!("“{}” by {}", m.quote.text, m.literal)));
                }
            }
            continue;
        }
        let is_practice = book.lexicon.family(&line.concept) == Some(Family::Practice);
        let counts = |m: &&Mention| {
            if is_practice {
                Scene::is_done(m)
            } else {
                Scene::may_trigger(m, &[])
            }
        };
        let hit = found.iter().find(counts);
        let tally = out.concepts.entry(line.concept.clone()).or_default();
        match (line.label, hit) {
            (true, Some(_)) => tally.hit += 1,
            (true, None) => {
                tally.missed += 1;
                let set_aside: Vec<String> = found
                    .iter()
                    .map(|m| format!("“{}” {}", m.quote.text, m.assertion.words().join("+")))
                    .collect();
                out.missed.push((line.clone(), set_aside.join(" · ")));
            }
            (false, Some(m)) => {
                tally.false_alarms += 1;
                out.false_alarms
                    .push((line.clone(), format!("“{}” by {}", m.quote.text, m.literal)));
            }
            (false, None) => {}
        }
    }
    out
}
