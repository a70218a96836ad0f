//! The *version for families*: dates and plain sentences without abbreviations, to be finished by a person.

use crate::{
    model::finding::{FindingKind, Outcome, Warning},
    report::{
        document::{Block, Inline, text},
        kinds::parts::{day, glossary::Glossary, links::Links, practice},
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
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}. ", day(warning.date))),
            Inline::Text(glossary.spelled_out(&opening(links, warning))),
        ]));
        let items: Vec<Vec<Inline>> = followed(links, warning)
            .into_iter()
            .map(|line| text(glossary.spelled_out(&line)))
            .collect();
        if !items.is_empty() {
            out.push(Block::List(items));
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

/// Whose records tell of it, and of what.
fn opening(links: &Links<'_>, warning: &Warning) -> String {
    let names: Vec<&str> = practice::knew(links, warning)
        .into_iter()
        .map(|e| links.matter.case.agency_name(&e.agency))
        .collect();
    let whose = match names.as_slice() {
        [] => "The records tell of this".to_owned(),
        [one] => format!("The records of {one} tell of this"),
        [all @ .., last] => format!("The records of {} and {last} tell of this", all.join(", ")),
    };
    format!("{whose}: {}.", lower_first(&warning.title))
}

/// What the records show of what was expected, a sentence for each outcome.
fn followed(links: &Links<'_>, warning: &Warning) -> Vec<String> {
    let findings = links.findings_of(warning);
    let gaps = || {
        findings
            .iter()
            .filter(|f| f.kind == FindingKind::Gap && f.part_of.is_empty())
    };
    let mut said: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for (outcome, words) in [
        (Outcome::Met, "The records show that this followed in time"),
        (Outcome::Late, "The records show that this followed later"),
        (
            Outcome::Missed,
            "We looked for this, and the records we were given have nothing about it",
        ),
        (
            Outcome::CannotTell,
            "We looked for this, and the records we were given do not tell whether it was done",
        ),
    ] {
        let is_shown = matches!(outcome, Outcome::Met | Outcome::Late);
        let mut labels: Vec<String> = Vec::new();
        for finding in gaps().filter(|f| is_shown || f.outcome == outcome) {
            let steps = finding.steps.iter();
            let here: Vec<String> = steps
                .filter(|s| s.outcome == outcome && if is_shown { !s.shown_by.is_empty() } else { s.required })
                .map(|s| lower_first(&s.label))
                .filter(|label| !said.contains(label))
                .collect();
            said.extend(here.iter().cloned());
            if is_shown {
                labels.extend(here);
            } else if !here.is_empty() {
                // Any one of the steps that a finding asks for may be enough.
                labels.push(here.join(", or "));
            }
        }
        if !labels.is_empty() {
            out.push(format!("{words}: {}.", labels.join("; ")));
        }
    }
    out
}

/// The words with a small first letter, unless they begin with an abbreviation.
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => words.to_owned(),
    }
}
