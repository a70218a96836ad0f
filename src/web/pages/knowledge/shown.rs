//! How the records have *shown* that an agency held something: since when, in which words, and by which entry of its own.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{entry::EntryId, matter::Matter},
    review::{
        ledger::Fact,
        lens::{How, Known},
    },
    web::{
        asking::{Link, Opened},
        evidence::{self, MarkedPiece},
        words,
    },
};

/// How the records show that an agency held something, with the entry that proves it where that is another than the one quoted.
#[derive(Serialize)]
pub(in crate::web::pages) struct Shown {
    /// In words, up to the entry that is named.
    words: String,
    /// The agency's own entry, with the way back.
    entry: Option<Link>,
    /// What it tells.
    tells: &'static str,
    /// The whole of it, to be opened in place; empty where it is on the page already.
    whole: Vec<MarkedPiece>,
}

/// The same as `how`, with a way back from the entry that proves it to this address.
pub(in crate::web::pages) fn shown(
    opened: &Opened,
    (fact, known): (&Fact<'_>, &Known),
    (back, before): (&str, &mut BTreeSet<String>),
) -> Shown {
    let Some((id, tells)) = proof(known) else {
        return Shown {
            words: how(&opened.matter, fact, known),
            entry: None,
            tells: "",
            whole: Vec::new(),
        };
    };
    let (entry, whole) = evidence::in_place(opened, id, back, before);
    Shown {
        words: OWN.to_owned(),
        entry: Some(entry),
        tells,
        whole,
    }
}

/// What is said of an entry that the agency wrote itself.
const OWN: &str = "its own entry";

/// The entry of an agency's own that proves that it held what another tells, and what it tells.
fn proof(known: &Known) -> Option<(&EntryId, &'static str)> {
    match &known.how {
        How::Same(id) => Some((id, "tells the same")),
        How::Meeting(id) => Some((id, "tells of the same meeting")),
        How::Own | How::Told(_) | How::Made(_) => None,
    }
}

/// Since when an agency held something: as its record has the date, where that is not known to the day.
pub(in crate::web::pages) fn since(matter: &Matter, fact: &Fact<'_>, known: &Known) -> String {
    let shown_by = match &known.how {
        How::Own | How::Told(_) | How::Made(_) => Some(fact.entry),
        How::Same(id) | How::Meeting(id) => matter.entry(id).map(|(entry, _)| entry),
    };
    let vague = shown_by.filter(|e| !e.when.is_known_day() && e.when.latest == known.from);
    match vague {
        Some(entry) if entry.when.earliest < entry.when.latest => {
            format!("{} (at the latest {})", entry.when.shown(), words::day(known.from))
        }
        Some(entry) => entry.when.shown(),
        None => words::day(known.from),
    }
}

/// How the records show that an agency held something.
pub(crate) fn how(matter: &Matter, fact: &Fact<'_>, known: &Known) -> String {
    let writer = matter.case.agency_name(&fact.entry.agency);
    let typed_later = known.from > fact.entry.when.latest;
    match &known.how {
        How::Own if typed_later => "its own entry, from the day on which it was typed".to_owned(),
        How::Own if fact.entry.when.earliest < fact.entry.when.latest => {
            "its own entry, from the last day that its date can mean".to_owned()
        }
        How::Own => OWN.to_owned(),
        How::Told(quote) => format!(
            "{writer}’s entry says that it was told: “{}”",
            evidence::sentence(matter, quote)
        ),
        How::Made(quote) => format!(
            "{writer}’s entry says that it made the contact: “{}”",
            evidence::sentence(matter, quote)
        ),
        How::Same(_) | How::Meeting(_) => {
            proof(known).map_or_else(String::new, |(id, tells)| format!("{OWN} {id} {tells}"))
        }
    }
}
