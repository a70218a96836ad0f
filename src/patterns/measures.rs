//! *Measures*: the thematic table's questions to one case, as data, and what its records show of each.
//!
//! A measure rests on findings and mentions that were already judged; it judges nothing anew. What is published beside it
//! is data too. Counting over cases is left to `tally`.

mod contacts;
mod counted;
pub mod tally;

use counted::{none_accepted, of_patterns, result_of};
use serde::Deserialize;

use crate::model::{
    case::Sex,
    finding::{Outcome, Severity},
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

/// How a case is measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// Every finding of these patterns is met.
    Answered {
        /// Ids of patterns.
        patterns: Vec<String>,
    },
    /// No finding of these patterns is missed or late.
    Clear {
        /// Ids of patterns.
        patterns: Vec<String>,
        /// Findings below this severity do not count.
        #[serde(default)]
        least: Option<Severity>,
        /// Applies when the case file has one of these facts, …
        #[serde(default)]
        facts: Vec<String>,
        /// … or the records one of these mentions, …
        #[serde(default)]
        mentions: Vec<String>,
        /// … or the roster one of these roles. Always, when none of the three is named.
        #[serde(default)]
        roles: Vec<String>,
    },
    /// A mention of `by` after the first of `after`.
    Followed {
        /// Concepts that make it apply; none when `sex` does.
        #[serde(default)]
        after: Vec<String>,
        /// Concepts that answer.
        by: Vec<String>,
        /// Applies when the subject is of this sex.
        #[serde(default)]
        sex: Option<Sex>,
    },
    /// No gap between contacts above `days`, and a meeting in private in every run of `days`.
    Contact {
        /// Days.
        days: i64,
        /// Concepts that are contacts.
        any: Vec<String>,
        /// Those that are meetings in private, unless the entry also has one of `public`.
        private: Vec<String>,
        /// Concepts of public places.
        public: Vec<String>,
    },
    /// No contact in a public place.
    Private {
        /// Concepts that are meetings.
        any: Vec<String>,
        /// Concepts of public places.
        public: Vec<String>,
    },
    /// Every agency known to be involved was contacted: findings of these patterns, one an agency.
    Consulted {
        /// Ids of patterns.
        patterns: Vec<String>,
    },
    /// A number, no result.
    Counted {
        /// Concepts.
        mentions: Vec<String>,
    },
    /// Only a reviewer can say.
    Reviewer,
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
    /// Who set it, when a reviewer did, with what the records alone would have given.
    pub reviewer: Option<(String, Standing)>,
    /// For measures that count: how many.
    pub count: Option<usize>,
    /// For measures with parts in one case (agencies consulted): how many of how many.
    pub parts: Option<(usize, usize)>,
}

impl Measured {
    fn new(standing: Standing, why: impl Into<String>) -> Self {
        Self {
            standing,
            why: why.into(),
            refs: Vec::new(),
            reviewer: None,
            count: None,
            parts: None,
        }
    }

    fn resting_on(mut self, refs: Vec<String>) -> Self {
        self.refs = refs;
        self
    }
}

/// Measures a case; a reviewer's result stands before that of the records.
pub fn measure(measure: &Measure, matter: &Matter) -> Measured {
    let mut out = by_records(&measure.rule, matter);
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

fn by_records(rule: &Rule, matter: &Matter) -> Measured {
    match rule {
        Rule::Answered { patterns } => answered(matter, patterns),
        Rule::Clear { .. } => clear(rule, matter),
        Rule::Followed { after, by, sex } => followed(matter, after, by, *sex),
        Rule::Contact { .. } | Rule::Private { .. } => contacts::measure(rule, matter),
        Rule::Consulted { patterns } => consulted(matter, patterns),
        Rule::Counted { mentions } => {
            let all = contacts::done(matter, mentions);
            Measured {
                count: Some(all.len()),
                ..Measured::new(Standing::NotApplicable, counted_in_words(all.len()))
            }
            .resting_on(all.into_iter().map(|(e, _)| e.id.0.clone()).collect())
        }
        Rule::Reviewer => Measured::new(Standing::NotDeterminable, "only a reviewer can say"),
    }
}

fn answered(matter: &Matter, patterns: &[String]) -> Measured {
    let counted = of_patterns(matter, patterns, None);
    let none = none_accepted(&counted).unwrap_or_else(|| {
        if contacts::supervision_covered(matter) {
            Measured::new(Standing::NotApplicable, "nothing on record that would call for it")
        } else {
            Measured::new(
                Standing::NotDeterminable,
                "nothing on record that would call for it, and the records of supervision do not cover the period",
            )
        }
    });
    result_of(&counted, none)
}

fn clear(rule: &Rule, matter: &Matter) -> Measured {
    let Rule::Clear {
        patterns,
        least,
        facts,
        mentions,
        roles,
    } = rule
    else {
        return Measured::new(Standing::NotDeterminable, "");
    };
    let always = facts.is_empty() && mentions.is_empty() && roles.is_empty();
    let applies = always
        || matter.case.facts.iter().any(|f| facts.contains(&f.kind))
        || matter.case.people.iter().any(|p| roles.contains(&p.role))
        || !contacts::done(matter, mentions).is_empty();
    let counted = of_patterns(matter, patterns, *least);
    if !applies && counted.stand.is_empty() {
        return Measured::new(
            Standing::NotApplicable,
            "nothing in the case or its records that would call for it",
        );
    }
    let none = if contacts::supervision_covered(matter) {
        Measured::new(Standing::Met, "searched, no gap found")
    } else {
        Measured::new(
            Standing::NotDeterminable,
            "the records of supervision do not cover the period",
        )
    };
    result_of(&counted, none)
}

fn followed(matter: &Matter, after: &[String], by: &[String], sex: Option<Sex>) -> Measured {
    let first = contacts::done(matter, after).into_iter().next();
    let applies = first.is_some() || sex.is_some_and(|s| matter.case.subject().is_some_and(|p| p.sex == Some(s)));
    if !applies {
        return Measured::new(Standing::NotApplicable, "nothing on record that would call for it");
    }
    let from = first.as_ref().map(|(e, _)| e.when.earliest);
    let answers: Vec<String> = contacts::done(matter, by)
        .into_iter()
        .filter(|(e, _)| from.is_none_or(|f| e.when.latest >= f))
        .map(|(e, _)| e.id.0.clone())
        .collect();
    if !answers.is_empty() {
        return Measured::new(Standing::Met, "on record").resting_on(answers);
    }
    if contacts::supervision_covered(matter) {
        let refs = first.into_iter().map(|(e, _)| e.id.0.clone()).collect();
        Measured::new(Standing::NotEvidenced, "searched, none on record").resting_on(refs)
    } else {
        Measured::new(
            Standing::NotDeterminable,
            "the records of supervision do not cover the period",
        )
    }
}

/// One finding an agency: how many of those known to be involved were contacted.
fn consulted(matter: &Matter, patterns: &[String]) -> Measured {
    let counted = of_patterns(matter, patterns, None);
    let count = |is: fn(Outcome) -> bool| counted.stand.iter().filter(|f| is(f.outcome)).count();
    let (met, told) = (count(|o| o == Outcome::Met), count(|o| o != Outcome::CannotTell));
    let none =
        none_accepted(&counted).unwrap_or_else(|| Measured::new(Standing::NotApplicable, not_called_for(matter)));
    let mut out = result_of(&counted, none);
    if told > 0 {
        out.parts = Some((met, told));
    }
    out
}

/// What was looked for, and the agencies that are known to be involved without a record of theirs.
fn not_called_for(matter: &Matter) -> String {
    let involved: Vec<&str> = matter
        .case
        .agencies
        .iter()
        .filter(|a| a.involved && a.files.is_empty())
        .map(|a| a.name.as_str())
        .collect();
    if involved.is_empty() {
        "no entry called for consulting a further agency".to_owned()
    } else {
        format!(
            "no entry called for consulting a further agency; involved and not supplied: {}",
            involved.join(", ")
        )
    }
}

fn counted_in_words(count: usize) -> String {
    match count {
        0 => "the program found none; it looks only for words that it knows; a number, no result".to_owned(),
        1 => "1 entry on record; a number, no result".to_owned(),
        count => format!("{count} entries on record; a number, no result"),
    }
}
