//! The *deeds*: what can be done from the screens. One file each, one line each in `DEEDS`.
//!
//! A deed is a plain function from a form to a use case of `app`. Done, it leads on to the page that shows it; not done, the
//! page of the form is shown again with what was filled in and what is wrong with it. No deed is done by looking at a page.

mod decide;
mod you;

use serde::Serialize;

use crate::web::asking::{Ask, Fault, Link, Refusal};

/// A deed: where its form is sent, and what does it.
pub(crate) struct Deed {
    /// Its address, with `{case}` and other variable parts.
    pub(crate) path: &'static str,
    /// Name of the page that has its form, shown again when something is wrong with it.
    pub(crate) page: &'static str,
    /// No more bytes are taken.
    pub(crate) limit: usize,
    /// Does it.
    pub(crate) act: fn(&Ask) -> Result<Done, Undone>,
}

/// Every deed.
pub(crate) const DEEDS: &[Deed] = &[
    deed("/you", "you", you::call),
    deed("/case/{case}/warning/{warning}/decide", "warning", decide::decide),
];

/// Words only: no form that has no file is longer.
const WORDS: usize = 2 * 1024 * 1024;

const fn deed(path: &'static str, page: &'static str, act: fn(&Ask) -> Result<Done, Undone>) -> Deed {
    Deed {
        path,
        page,
        limit: WORDS,
        act,
    }
}

/// What was done, and the page that shows it.
pub(crate) struct Done {
    /// Address of the page.
    pub(crate) to: String,
    /// One sentence that says what was done.
    pub(crate) said: String,
}

/// Why a deed was not done. Nothing was changed.
pub(crate) enum Undone {
    /// What was filled in cannot be taken.
    Faults(Vec<Fault>),
    /// Somebody else was quicker.
    Clash(Box<Clash>),
    /// What it is about is not there, or a fault of ours.
    Refusal(Refusal),
}

/// Somebody else settled the same thing while a form was filled in: both are shown, and the person chooses.
#[derive(Debug, Serialize)]
pub(crate) struct Clash {
    /// What both are about.
    pub(crate) about: String,
    /// What the other person did: lines of words.
    pub(crate) theirs: Vec<String>,
    /// What was filled in: lines of words.
    pub(crate) yours: Vec<String>,
    /// Where the form is sent again.
    pub(crate) address: String,
    /// Its fields, now knowing of what the other person did.
    pub(crate) again: Vec<(String, String)>,
    /// The way back, leaving what the other person did.
    pub(crate) back: Link,
}

impl From<Refusal> for Undone {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<anyhow::Error> for Undone {
    fn from(error: anyhow::Error) -> Self {
        Self::Refusal(Refusal::Fault(error))
    }
}

impl Undone {
    /// One thing is wrong with what was filled in.
    pub(crate) fn fault(field: &str, words: impl Into<String>) -> Self {
        Self::Faults(vec![Fault::of(field, words)])
    }
}

/// The form's fields with the number of the last settlement that its sender now knows of.
pub(crate) fn knowing(ask: &Ask, seen: u64) -> Vec<(String, String)> {
    ask.form
        .fields
        .iter()
        .filter(|(name, _)| name != "seen")
        .cloned()
        .chain([("seen".to_owned(), seen.to_string())])
        .collect()
}
