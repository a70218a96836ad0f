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
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}. ", day(warning.date))),
            Inline::Text(glossary.spelled_out(&sentences(links, warning))),
        ]));
    }
    let good = links.standing().filter(|f| f.kind == FindingKind::Good).count();
    if good > 0 {
        out.push(Block::Paragraph(text(
            "The records also show things that were done well. They are told in the part on good practice.",
        )));
    }
    out
}

fn sentences<'a>(links: &Links<'a>, warning: &'a Warning) -> String {
    let names: Vec<&str> = warning
        .knew
        .iter()
        .map(|k| links.matter.case.agency_name(&k.agency))
        .collect();
    let wrote = match names.as_slice() {
        [] => "It was written down".to_owned(),
        [one] => format!("{one} wrote this down"),
        [all @ .., last] => format!("{} and {last} wrote this down", all.join(", ")),
    };
    let mut out = format!("{wrote}: {}.", lower_first(&warning.title));
    for (outcome, words) in [
        (Outcome::Met, "The records show that this followed in time"),
        (Outcome::Late, "The records show that this followed later"),
        (Outcome::Missed, "The records we were given have nothing about this"),
        (Outcome::CannotTell, "The records we were given do not tell us about this"),
    ] {
        let labels: Vec<String> = links
            .checklist(warning)
            .into_iter()
            .filter(|c| c.outcome == outcome)
            .map(|c| lower_first(&c.label))
            .collect();
        if !labels.is_empty() {
            out.push_str(&format!(" {words}: {}.", labels.join("; ")));
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
