//! Identifiers and names against notes in which they are marked: what is gone after finding, and what was to stay and did.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use crate::{
    anonymise::{
        lists::Lists,
        marks::normal,
        named::{Role, people},
        recognisers::spots,
    },
    model::mention::Span,
};

/// Stands in the place of each thing found.
const TAKEN_OUT: char = '█';

/// Marked notes.
#[derive(Debug, Deserialize)]
pub struct MarkedNotes {
    /// The notes.
    pub notes: Vec<MarkedNote>,
    /// Sentences that name somebody by a given name alone.
    #[serde(default, rename = "freeTextNames")]
    pub free: Vec<FreeName>,
}

/// One note.
#[derive(Debug, Deserialize)]
pub struct MarkedNote {
    /// Its text.
    pub text: String,
    /// What is to be gone.
    pub gold: Vec<Gold>,
    /// What is to stay.
    #[serde(default)]
    pub preserve: Vec<Preserve>,
}

/// Something to be gone.
#[derive(Debug, Deserialize)]
pub struct Gold {
    /// As it is, perhaps in another spacing than in the text.
    pub value: String,
    /// What it is.
    pub cat: String,
}

/// Something to stay.
#[derive(Debug, Deserialize)]
pub struct Preserve {
    /// As it stands.
    pub value: String,
    /// Why.
    pub reason: String,
}

/// A sentence with a given name.
#[derive(Debug, Deserialize)]
pub struct FreeName {
    /// The sentence.
    pub text: String,
    /// The name.
    pub name: String,
}

/// What was counted.
#[derive(Debug, Default)]
pub struct Score {
    /// Per category, gone and all.
    pub gone: BTreeMap<String, (usize, usize)>,
    /// Per reason, kept and all.
    pub kept: BTreeMap<String, (usize, usize)>,
    /// What is still there: category, value, text after finding.
    pub left: Vec<(String, String, String)>,
    /// What was lost: reason, value, text after finding.
    pub lost: Vec<(String, String, String)>,
}

/// Reads marked notes.
///
/// # Errors
/// When the text is not in this form.
pub fn read(text: &str) -> anyhow::Result<MarkedNotes> {
    serde_json::from_str(text)
        .context("no marked notes: they are JSON with `notes`, each with `text`, `gold` and `preserve`")
}

/// Takes out what is found and counts. People who are named by their work, and dates that are no days of birth, stay.
pub fn measure(marked: &MarkedNotes, lists: &Lists) -> Score {
    let mut out = Score::default();
    for note in &marked.notes {
        let redacted = redact(&note.text, lists);
        for gold in &note.gold {
            out.gold(&gold.cat, &gold.value, &redacted);
        }
        for preserve in &note.preserve {
            out.preserve(preserve, &note.text, &redacted);
        }
    }
    for free in &marked.free {
        out.gold("GIVEN_NAME_ALONE", &free.name, &redact(&free.text, lists));
    }
    out
}

/// A text with a black square in the place of each thing found.
fn redact(text: &str, lists: &Lists) -> String {
    let mut found: Vec<Span> = spots(text, lists).into_iter().map(|s| s.span).collect();
    found.extend(
        people(text, lists)
            .into_iter()
            .filter(|n| n.role == Role::Lay)
            .map(|n| n.span),
    );
    found.sort();
    let mut out = String::new();
    let mut at = 0;
    for span in found {
        if span.start >= at {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push(TAKEN_OUT);
        }
        at = at.max(span.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

impl Score {
    fn gold(&mut self, cat: &str, value: &str, redacted: &str) {
        let counts = self.gone.entry(cat.to_owned()).or_default();
        counts.1 += 1;
        // No spelling of it with other blanks or dashes may be left; what was taken out parts what stands beside it.
        let wanted = normal(value);
        if redacted.split(TAKEN_OUT).any(|part| normal(part).contains(&wanted)) {
            self.left.push((cat.to_owned(), value.to_owned(), redacted.to_owned()));
        } else {
            counts.0 += 1;
        }
    }

    fn preserve(&mut self, preserve: &Preserve, text: &str, redacted: &str) {
        let counts = self.kept.entry(preserve.reason.clone()).or_default();
        counts.1 += 1;
        let many = |text: &str| text.matches(preserve.value.as_str()).count();
        if many(redacted) >= many(text) {
            counts.0 += 1;
        } else {
            self.lost
                .push((preserve.reason.clone(), preserve.value.clone(), redacted.to_owned()));
        }
    }
}
