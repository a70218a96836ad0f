//! *Act words*: what a reviewer did to the reading of an entry, in words. Screens tell it from here.

use std::collections::BTreeSet;

use crate::model::{
    act::{Act, Deed, Pointed},
    matter::Matter,
    mention::Mention,
};

/// What was done, without who did it and why.
pub fn in_words(matter: &Matter, act: &Act) -> String {
    let label = |id: &str| matter.concepts.get(id).map_or(id, String::as_str).to_owned();
    let said = |words: Vec<&str>| words.join(", ").replace('-', " ");
    match &act.deed {
        Deed::Add(given) => format!(
            "added “{}”, read as {} ({})",
            given.quote.text,
            label(&given.concept),
            said(given.assertion.words())
        ),
        Deed::Strike(pointed) => format!(
            "struck out {}, read as {}",
            words_at(matter, act, pointed),
            label(&pointed.concept)
        ),
        Deed::Correct(pointed, given) => format!(
            "corrected {}, read as {}, to “{}”, read as {} ({})",
            words_at(matter, act, pointed),
            label(&pointed.concept),
            given.quote.text,
            label(&given.concept),
            said(given.assertion.words())
        ),
        Deed::Undo(number) => match matter.acts.iter().find(|a| a.number == *number) {
            Some(other) if !matches!(other.deed, Deed::Undo(_)) => {
                format!("took back that {} {}", other.who, in_words(matter, other))
            }
            _ => "took back what was done to a reading".to_owned(),
        },
    }
}

/// The words that a mention was read in, as the entry has them; what is meant where they are not there any more.
fn words_at(matter: &Matter, act: &Act, pointed: &Pointed) -> String {
    let mentions = matter.entry(&act.entry).map(|(_, reading)| reading.mentions.as_slice());
    let is_meant =
        |m: &&Mention| m.concept == pointed.concept && pointed.at.is_none_or(|at| at == (m.quote.part, m.quote.start));
    let of: BTreeSet<&str> = mentions
        .unwrap_or_default()
        .iter()
        .filter(is_meant)
        .map(|m| m.quote.text.as_str())
        .collect();
    if of.is_empty() {
        return "words of the entry".to_owned();
    }
    let quoted: Vec<String> = of.into_iter().map(|w| format!("“{w}”")).collect();
    quoted.join(" and ")
}

/// Who did what, and why, as one line.
pub fn line(matter: &Matter, act: &Act) -> String {
    let because = if act.because.is_empty() {
        String::new()
    } else {
        format!(": {}", act.because)
    };
    format!(
        "{} {}, because {}{because}",
        act.who,
        in_words(matter, act),
        act.reason.words()
    )
}
