//! *Act words*: what a reviewer did to the reading of an entry, in words. Screens tell it from here.

use crate::model::{
    act::{Act, Deed},
    matter::Matter,
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
        Deed::Strike(pointed) => format!("struck out {}", label(&pointed.concept)),
        Deed::Correct(pointed, given) => format!(
            "corrected {} to “{}”, read as {} ({})",
            label(&pointed.concept),
            given.quote.text,
            label(&given.concept),
            said(given.assertion.words())
        ),
        Deed::Undo(number) => match matter.acts.iter().find(|a| a.number == *number) {
            Some(other) if !matches!(other.deed, Deed::Undo(_)) => {
                format!("took back act {number} ({})", in_words(matter, other))
            }
            _ => format!("took back act {number}"),
        },
    }
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
