//! *Measures*: the thematic table's questions to one case, as data, and what its records show of each.
//!
//! A measure rests on findings and mentions that were already judged; it judges nothing anew. What is published beside it
//! is data too. Counting over cases is left to `tally`.

mod contacts;
mod counted;
mod findings;
mod followed;
mod rule;
mod said;
mod sourced;
pub mod tally;
mod visited;

pub use rule::{Rule, Ways};
use serde::Deserialize;

use crate::model::{
    matter::Matter,
    settled::{Settlement, standing},
};

/// What the records of one case show of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Evidence is on record.
    Met,
    /// The records cover the days and hold none.
    NotEvidenced,
    /// The question does not arise.
    NotApplicable,
    /// The records do not cover the days, or only a person can say.
    NotDeterminable,
}

impl Standing {
    /// All of them, in the order of the table.
    pub const ALL: &'static [Self] = &[
        Self::Met,
        Self::NotEvidenced,
        Self::NotApplicable,
        Self::NotDeterminable,
    ];

    /// The code used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotEvidenced => "not-evidenced",
            Self::NotApplicable => "not-applicable",
            Self::NotDeterminable => "not-determinable",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotEvidenced => "not evidenced",
            Self::NotApplicable => "not applicable",
            Self::NotDeterminable => "not determinable",
        }
    }

    /// The standing with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }
}

/// A measure, as `rules/measures.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its code, `M18-01`.
    pub code: String,
    /// What it asks, in words.
    pub title: String,
    /// The published figure, as text; words when there is none.
    pub published: String,
    /// What the published figure is a share of.
    pub share: Share,
    /// What was published, in words.
    pub says: String,
    /// When it applies.
    pub applies: String,
    /// When it is met.
    pub met: String,
    /// What a reader must know of it.
    #[serde(default)]
    pub caution: String,
    /// How a case is measured.
    pub rule: Rule,
}

/// What a published figure is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// Of cases in which things were so.
    Met,
    /// Of cases in which they were not.
    NotEvidenced,
    /// A number of cases.
    Count,
    /// Words, no figure.
    None,
}

/// What the records of one case show of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The result that holds.
    pub standing: Standing,
    /// Why, in words; the reviewer's reason when a reviewer set it.
    pub why: String,
    /// Ids of findings or entries it rests on.
    pub refs: Vec<String>,
    /// The words of some of them, so that a reader can see for himself.
    pub shown: Vec<Shown>,
    /// Who set it, when a reviewer did, with what the records alone would have given.
    pub reviewer: Option<(String, Standing)>,
    /// For measures that count: how many.
    pub count: Option<usize>,
    /// For measures with parts in one case (agencies consulted): how many of how many.
    pub parts: Option<(usize, usize)>,
}

/// Words of a record on which a result rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The finding or entry whose words they are.
    pub of: String,
    /// The day of the entry, as written.
    pub day: String,
    /// The words, as they stand in the record.
    pub words: String,
}

impl Measured {
    fn new(standing: Standing, why: impl Into<String>) -> Self {
        Self {
            standing,
            why: why.into(),
            refs: Vec::new(),
            shown: Vec::new(),
            reviewer: None,
            count: None,
            parts: None,
        }
    }

    fn resting_on(mut self, refs: Vec<String>) -> Self {
        self.refs = refs;
        self
    }

    /// Rests on these words, each of an entry.
    fn showing(mut self, shown: Vec<Shown>) -> Self {
        for words in &shown {
            if !self.refs.contains(&words.of) {
                self.refs.push(words.of.clone());
            }
        }
        self.shown = shown;
        self
    }
}

/// Measures a case; a reviewer's result stands before that of the records.
pub fn measure(measure: &Measure, ways: &Ways, matter: &Matter) -> Measured {
    let mut out = by_records(&measure.rule, ways, matter);
    let set = standing(&matter.settled).into_iter().rev().find_map(|s| match &s.what {
        Settlement::Measure { measure: code, result } if *code == measure.code => Some((s, Standing::of_code(result)?)),
        _ => None,
    });
    if let Some((settled, result)) = set {
        let who = format!("{}, {}", settled.who, settled.at);
        out.reviewer = Some((who, out.standing));
        out.standing = result;
        out.why.clone_from(&settled.because);
    }
    out
}

fn by_records(rule: &Rule, ways: &Ways, matter: &Matter) -> Measured {
    match rule {
        Rule::Answered { patterns } => findings::answered(matter, patterns),
        Rule::Clear(clear) => findings::clear(clear, ways, matter),
        Rule::Consulted { patterns } => findings::consulted(matter, patterns),
        Rule::Followed(followed) => followed::measure(followed, ways, matter),
        Rule::Visited(visited) => visited::measure(visited, matter),
        Rule::Sourced(sourced) => sourced::measure(sourced, matter),
        Rule::Contact { days } => contacts::gaps(*days, ways, matter),
        Rule::Private {} => contacts::places(ways, matter),
        Rule::Progress(progress) => contacts::progress(progress, ways, matter),
        Rule::Counted { mentions, after } => followed::counted(mentions, after, matter),
        Rule::Reviewer => Measured::new(Standing::NotDeterminable, "only a reviewer can say"),
    }
}
