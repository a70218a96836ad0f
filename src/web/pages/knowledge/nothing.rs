//! *Nothing tied*: what is told of an agency of which the program ties no entry to a warning. Never that it did not know: entries of its own
//! that may tell of it stand beside, and for which days there are none.

use serde::Serialize;

use crate::{
    model::entry::Entry,
    review::{consultation::Supplied, untied::Untied},
    web::{
        asking::{Link, Opened},
        words,
    },
};

/// Entries of an agency that are listed.
const LISTED: usize = 5;

/// What stands in the records of an agency to which the program ties nothing of a warning.
#[derive(Serialize)]
pub(in crate::web::pages) struct Nothing {
    /// In words.
    pub(in crate::web::pages) words: String,
    /// Entries of its own that may tell of it.
    may_tell: Vec<MayTell>,
    /// Of more of them, and of its other entries of these days.
    more: String,
}

impl Nothing {
    /// Is there nothing to list?
    pub(in crate::web::pages) fn is_bare(&self) -> bool {
        self.may_tell.is_empty() && self.more.is_empty()
    }
}

/// An entry of an agency's own that may tell of a warning.
#[derive(Serialize)]
struct MayTell {
    entry: Link,
    words: String,
}

/// What it means that the program ties nothing of an agency to a warning: never that it did not know. Its entries lead back to this address.
pub(in crate::web::pages) fn nothing(opened: &Opened, untied: &Untied<'_>, back: &str) -> Nothing {
    let days = words::days(untied.days.0, untied.days.1);
    let mut words = match untied.supplied {
        Supplied::No => "Its records were not supplied, so nobody can tell from them.".to_owned(),
        _ if !untied.may_tell.is_empty() => {
            "No entry of its own is tied to this one by the program. These may tell of it:".to_owned()
        }
        _ if !untied.others.is_empty() => format!(
            "No entry of its own is tied to this one by the program. Whether its entries of {days} bear on it is for the reader."
        ),
        _ => {
            format!("No entry of its own of {days} stands in the records supplied. That says nothing of what it knew.")
        }
    };
    let gap = match untied.supplied {
        Supplied::Partly => "Its records are not supplied for all of the days looked through.",
        Supplied::NotStated => "For which days its records were supplied is not stated.",
        Supplied::All | Supplied::No => "",
    };
    if !gap.is_empty() {
        words = format!("{gap} {words}");
    }
    let link = |entry: &Entry| {
        Link::new(
            format!("{} ({})", entry.id, entry.when.shown()),
            opened.entry_from(&entry.id, back),
        )
    };
    let shown = untied.may_tell.iter().take(LISTED);
    let may_tell: Vec<MayTell> = shown
        .map(|(entry, quote)| MayTell {
            entry: link(entry),
            words: quote.text.trim().to_owned(),
        })
        .collect();
    let left = untied.may_tell.len() - may_tell.len();
    let more = match (left, untied.others.len()) {
        (0, 0) => String::new(),
        (0, others) if may_tell.is_empty() => first_of(&untied.others, others),
        (0, others) => format!("Its other entries of {days}: {}", first_of(&untied.others, others)),
        (left, _) => format!(
            "And {} of {days}: read its chronology.",
            words::count(left, "more entry", "more entries")
        ),
    };
    Nothing { words, may_tell, more }
}

/// The first of some entries by their refs.
fn first_of(entries: &[&Entry], all: usize) -> String {
    let refs: Vec<&str> = entries.iter().take(LISTED).map(|e| e.id.0.as_str()).collect();
    match all - refs.len() {
        0 => refs.join(", "),
        more => format!("{} and {more} more", refs.join(", ")),
    }
}
