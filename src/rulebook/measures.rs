//! `rules/measures.toml`: the measures of the thematic table, and the figures published beside them.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    patterns::measures::{Measure, Rule, Ways},
    rulebook::load::{RuleError, Rulebook, parse, wrong},
};

pub(super) const FILE: &str = "measures.toml";

/// Measures with what is said about all of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// The measures, in the order of the table.
    #[serde(rename = "measure")]
    pub all: Vec<Measure>,
    /// Later published figures, shown for comparison.
    #[serde(default)]
    pub later: Vec<Later>,
    /// How contact is told.
    pub ways: Ways,
    /// What was published, and cautions.
    pub about: About,
}

/// A later published figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// Its code.
    pub code: String,
    /// What it says.
    pub says: String,
    /// The figure.
    pub published: String,
    /// Key of its source.
    pub source: String,
}

/// Where the published figures come from, and cautions that stand above the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Key of their source.
    pub source: String,
    /// The sample they were made on.
    pub sample: String,
    /// Key of the source that describes it.
    pub sample_source: String,
    /// Sentences.
    pub cautions: Vec<String>,
}

/// The measures of these rules.
///
/// # Errors
/// When the file is not there or not in its form, when a code occurs twice, or when it names a pattern or a source that is not there.
pub fn load(book: &Rulebook) -> Result<Measures, RuleError> {
    let text = book
        .measures
        .as_deref()
        .ok_or_else(|| wrong(FILE, "is not there; take it from the rules built into the program"))?;
    let out: Measures = parse(FILE, text)?;
    let mut codes = BTreeSet::new();
    let patterns: BTreeSet<&str> = book.patterns.iter().map(|p| p.id.as_str()).collect();
    let concepts = book.concept_labels();
    for measure in &out.all {
        if !codes.insert(measure.code.as_str()) {
            return Err(wrong(FILE, format!("the code {} occurs twice", measure.code)));
        }
        let (ids, mentions) = named(&measure.rule);
        if let Some(id) = ids.into_iter().find(|id| !patterns.contains(id.as_str())) {
            return Err(wrong(FILE, format!("{}: there is no pattern {id}", measure.code)));
        }
        if let Some(id) = mentions.into_iter().find(|id| !concepts.contains_key(*id)) {
            return Err(wrong(FILE, format!("{}: there is no concept {id}", measure.code)));
        }
    }
    if let Some(id) = out.ways.concepts().find(|id| !concepts.contains_key(*id)) {
        return Err(wrong(FILE, format!("[ways]: there is no concept {id}")));
    }
    let keys = out.later.iter().map(|l| &l.source);
    let keys = keys.chain([&out.about.source, &out.about.sample_source]);
    for key in keys {
        if !book.sources.contains_key(key) {
            return Err(wrong(FILE, format!("the source `{key}` is not in rules/sources.toml")));
        }
    }
    Ok(out)
}

/// Patterns and concepts that a rule names.
fn named(rule: &Rule) -> (Vec<&String>, Vec<&String>) {
    match rule {
        Rule::Answered { patterns } | Rule::Consulted { patterns } => (patterns.iter().collect(), Vec::new()),
        Rule::Clear(r) => (r.patterns.iter().collect(), r.mentions.iter().collect()),
        Rule::Followed(r) => (
            r.patterns.iter().collect(),
            r.after.iter().chain(&r.by).chain(&r.unless).collect(),
        ),
        Rule::Visited(r) => (
            r.patterns.iter().chain(&r.concerns).collect(),
            r.promised.iter().chain(&r.visit).collect(),
        ),
        Rule::Sourced(r) => (r.patterns.iter().collect(), r.assessment.iter().collect()),
        Rule::Progress(r) => (Vec::new(), r.work.iter().collect()),
        Rule::Counted { mentions, after } => (Vec::new(), mentions.iter().chain(after).collect()),
        Rule::Contact { .. } | Rule::Private {} | Rule::Reviewer => (Vec::new(), Vec::new()),
    }
}
