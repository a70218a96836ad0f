//! The *view* of the chronology: which details are shown, and whether texts are cut short. It is part of the address, and is
//! remembered as long as a visit lasts.

use std::collections::BTreeSet;

use crate::web::{asking::Ask, concepts::Choice};

/// Details that can be chosen, and what stands beside their ticks.
const DETAILS: [(&str, &str); 7] = [
    ("type", "Type of contact"),
    ("author", "Author"),
    ("source", "Source"),
    ("typed", "When it was typed"),
    ("record", "File and row"),
    ("marks", "Warnings and links"),
    ("tags", "Tags, notes, key points"),
];

/// What is shown before anybody chose.
const AT_FIRST: [&str; 4] = ["type", "author", "marks", "tags"];

/// Under which the choice is remembered.
const KEPT_AS: &str = "chronology";

/// How the chronology is shown.
pub(super) struct View {
    details: BTreeSet<&'static str>,
    pub(super) is_compact: bool,
    pub(super) is_print: bool,
}

impl View {
    /// The view that is asked for, or else the one that this visitor chose last.
    pub(super) fn of(ask: &Ask) -> Self {
        let visits = &ask.visitor.visits;
        let (asked, is_compact): (Vec<String>, bool) = if ask.one("view").is_empty() {
            match visits.chosen(ask.visitor.id, KEPT_AS) {
                Some(kept) => {
                    let all: Vec<String> = kept.split(' ').map(str::to_owned).collect();
                    let is_compact = all.iter().any(|w| w == "compact");
                    (all, is_compact)
                }
                None => (AT_FIRST.map(str::to_owned).into(), false),
            }
        } else {
            (ask.many("show"), ask.one("compact") == "yes")
        };
        let known = DETAILS.iter().map(|(code, _)| *code);
        let is_print = ask.one("print") == "yes";
        let view = Self {
            details: known.filter(|c| asked.iter().any(|a| a == c)).collect(),
            // Paper is read without the screen beside it: what is printed is the whole of every text.
            is_compact: is_compact && !is_print,
            is_print,
        };
        if !ask.one("view").is_empty() {
            let mut words: Vec<&str> = view.details.iter().copied().collect();
            words.extend(is_compact.then_some("compact"));
            visits.choose(ask.visitor.id, KEPT_AS, words.join(" "));
        }
        view
    }

    /// Is this detail shown?
    pub(super) fn has(&self, detail: &str) -> bool {
        self.details.contains(detail)
    }

    /// What can be chosen.
    pub(super) fn choices(&self) -> Vec<Choice> {
        DETAILS
            .iter()
            .map(|(code, label)| Choice::of(code, *label, self.has(code)))
            .collect()
    }

    /// The text as far as it is shown, and whether that is not all of it.
    pub(super) fn text<'a>(&self, text: &'a str, short: usize) -> (&'a str, bool) {
        if !self.is_compact {
            return (text, false);
        }
        let Some((end, _)) = text.char_indices().nth(short) else {
            return (text, false);
        };
        let part = text.get(..end).unwrap_or(text);
        let whole_words = part.rfind(char::is_whitespace).filter(|at| *at > short / 2);
        (part.get(..whole_words.unwrap_or(end)).unwrap_or(part), true)
    }
}

/// Is this a name under which the view is asked for?
pub(super) fn is_of_view(name: &str) -> bool {
    ["view", "show", "compact"].contains(&name)
}
