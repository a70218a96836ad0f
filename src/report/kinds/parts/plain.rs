//! The *version for families*: dates and plain sentences without abbreviations, to be finished by a person.

use crate::{
    model::finding::{FindingKind, Outcome, Warning},
    report::{
        document::{Block, Inline, text},
        kinds::parts::{day, glossary::Glossary, links::Links},
    },
};

/// What each warning says, in plain sentences; only what a reviewer did not reject.
pub(crate) fn told(links: &Links<'_>, glossary: &Glossary) -> Vec<Block> {
    let mut out = vec![Block::Note(text(
        "A draft for a person to finish. It is checked with the victim liaison officer or the family’s advocate before anybody else sees it. \
         Names are those that the family chooses.",
    ))];
    let warnings = links.warnings();
    if warnings.is_empty() {
        out.push(Block::Paragraph(text(
            "Nothing was found that this version could tell. It is written by hand from the chronology.",
        )));
    }
    for warning in warnings {
        let told = Told::of(links, warning, glossary);
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}. ", day(warning.date))),
            Inline::Text(told.opening),
        ]));
        if !told.followed.is_empty() {
            out.push(Block::List(told.followed.into_iter().map(text).collect()));
        }
        if !told.open.is_empty() {
            let labels: Vec<String> = told.open.iter().map(|l| glossary.spelled_out(l)).collect();
            out.push(Block::Paragraph(vec![Inline::Small(format!(
                "For the author, to say in plain words: {}.",
                labels.join("; ")
            ))]));
        }
    }
    let good = links.standing().filter(|f| f.kind == FindingKind::Good).count();
    if good > 0 {
        out.push(Block::Paragraph(text(
            "The records also show things that were done well. They are told in the part on good practice.",
        )));
    }
    out
}

/// A warning in plain words.
struct Told {
    /// Whose records tell of it, and of what.
    opening: String,
    /// What the records show of what was expected, a sentence for each outcome.
    followed: Vec<String>,
    /// What the glossary has no plain words for.
    open: Vec<String>,
}

impl Told {
    fn of(links: &Links<'_>, warning: &Warning, glossary: &Glossary) -> Self {
        let mut open = Vec::new();
        let opening = opening(links, warning, (glossary, &mut open));
        let followed = followed(links, warning, (glossary, &mut open));
        Self {
            opening,
            followed,
            open,
        }
    }
}

/// Plain words, and where labels go that have none.
type Words<'a> = (&'a Glossary, &'a mut Vec<String>);

/// Whose records tell of it, and of what.
fn opening(links: &Links<'_>, warning: &Warning, (glossary, open): Words<'_>) -> String {
    let names: Vec<String> = links
        .knew(warning)
        .into_iter()
        .map(|e| glossary.spelled_out(links.matter.case.agency_name(&e.agency)))
        .collect();
    let whose = match names.as_slice() {
        [] => "The records".to_owned(),
        [one] => format!("The records of {one}"),
        [all @ .., last] => format!("The records of {} and {last}", all.join(", ")),
    };
    let mut clauses: Vec<String> = Vec::new();
    for label in &warning.about {
        // `Said that police would be told`, `Threat (denied)`: the clause is of the label, and tells what else is said of it.
        let (bare, more) = label.split_once(" (").unwrap_or((label, ""));
        let more = more.trim_end_matches(')');
        match (label.strip_prefix("Said that "), glossary.matter(bare)) {
            (Some(promise), _) => clauses.push(format!("somebody said that {}", glossary.spelled_out(promise))),
            (None, Some(plain)) if more.is_empty() => clauses.push(plain.to_owned()),
            (None, Some(plain)) => clauses.push(format!("{plain} ({more})")),
            (None, None) => open.push(label.clone()),
        }
    }
    if clauses.is_empty() {
        format!("{whose} tell of something that the author puts into words.")
    } else {
        format!("{whose} say that {}.", clauses.join(", and that "))
    }
}

/// What the records show of what was expected, a sentence for each outcome.
fn followed(links: &Links<'_>, warning: &Warning, (glossary, open): Words<'_>) -> Vec<String> {
    let findings = links.findings_of(warning);
    let mut said: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (outcome, words) in [
        (
            Outcome::Met,
            "The records show, in the time in which it was looked for, that",
        ),
        (Outcome::Late, "The records show, but later, that"),
        (
            Outcome::Missed,
            "We looked for a record of the following, and the records we were given hold none: that",
        ),
        (
            Outcome::CannotTell,
            "We looked for the following, and the records we were given cannot tell us: that",
        ),
    ] {
        let is_shown = matches!(outcome, Outcome::Met | Outcome::Late);
        let gaps = findings
            .iter()
            .filter(|f| f.kind == FindingKind::Gap && f.part_of.is_empty());
        let mut clauses: Vec<&str> = Vec::new();
        for step in gaps.filter(|f| is_shown || f.outcome == outcome).flat_map(|f| &f.steps) {
            let counts = if is_shown {
                !step.shown_by.is_empty()
            } else {
                step.required
            };
            if step.outcome != outcome || !counts {
                continue;
            }
            match glossary.step(&step.label) {
                Some(plain) if !said.contains(&plain) => {
                    said.push(plain);
                    clauses.push(plain);
                }
                Some(_) => {}
                None if open.contains(&step.label) => {}
                None => open.push(step.label.clone()),
            }
        }
        if !clauses.is_empty() {
            out.push(format!("{words} {}.", clauses.join("; that ")));
        }
    }
    out
}
