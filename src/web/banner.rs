//! The *banner* on every page of a case of which something is masked for the visitor: what can be seen, and where that is changed.

use serde::Serialize;

use crate::web::{
    addresses,
    asking::Ask,
    through::{is_covered, lens_of},
    words,
};

/// What stands on every page while something is masked.
#[derive(Debug, Serialize)]
pub(crate) struct Banner {
    /// What can be seen.
    pub(super) words: String,
    /// Where the mask is lifted.
    lift: String,
    /// Where another day is set.
    other: String,
    /// The day as it stands in the form: the last that can be seen, or what was typed and could not be taken.
    day: String,
    /// Is there a day, from which one goes on to the day before or after?
    is_day: bool,
    /// Where it is told what is masked, and why.
    about: String,
    /// Is there a lens that can be lifted at once?
    is_set: bool,
    /// Is the final event masked?
    is_blind: bool,
    /// Is it masked because nobody knows who looks?
    is_nameless: bool,
}

/// The word that the ids of the banner's form begin with.
const FORM: &str = "lens-";

/// The banner for a visitor who looks at a case; nothing where nothing is masked.
pub(crate) fn banner(ask: &Ask) -> Option<Banner> {
    let slug = ask.part("case");
    let matter = ask.unmasked.get(slug).ok().flatten()?;
    // Of a case that is covered nothing is told, not even whose knowledge it was looked at through.
    if is_covered(&*ask.cases, slug, Some(&matter.case)) {
        return None;
    }
    let lens = lens_of(&ask.visitor, slug, &matter.settled);
    (!lens.is_clear()).then(|| Banner {
        words: lens.in_words(&matter.case),
        lift: addresses::of_case(slug, "knowledge/lift"),
        other: addresses::of_case(slug, "knowledge/day"),
        day: if ask.typed("form") == FORM {
            ask.typed("day").to_owned()
        } else {
            lens.until.map_or_else(String::new, words::day)
        },
        is_day: lens.until.is_some(),
        about: if lens.blind.is_some() {
            addresses::of_case(slug, "knowledge/judgement")
        } else {
            addresses::of_case(slug, "knowledge")
        },
        is_set: lens.agency.is_some() || lens.until.is_some(),
        is_blind: lens.blind.is_some(),
        is_nameless: lens.blind.as_deref() == Some(""),
    })
}
