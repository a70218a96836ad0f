//! What is put beside a warning or one of its findings: notes, and why it might have made sense.

use crate::{
    model::{
        beside::{About, Beside},
        entry::EntryId,
    },
    web::{
        asking::{Ask, Opened},
        deeds::{
            Done, Undone, decide,
            offer::{Kind::Text, Offer, SEEN, must},
            put_beside,
        },
        queue::Queue,
    },
};

/// What a program sends of it.
pub(super) const SENSE: Offer = Offer {
    about: "Says why what a finding tells might have made sense at the time; empty words take it away",
    takes: &[must("text", Text, "the words"), SEEN],
};

/// Why what was done might have made sense at the time.
pub(crate) fn sense(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    signed(ask)?;
    let what = Beside::Sense {
        finding: ask.typed("finding").to_owned(),
        text: ask.typed("text").to_owned(),
    };
    let done = Done {
        to: box_of(ask, place(ask, &opened, ask.typed("finding"))),
        said: if ask.typed("text").is_empty() {
            "The words are taken away; they stay on record.".to_owned()
        } else {
            "Kept: why it might have made sense at the time.".to_owned()
        },
    };
    put_beside(ask, &opened, (what, "text"), done)
}

/// The box in which the words were written, which stands open: there one sees that they are kept.
fn box_of(ask: &Ask, place: String) -> String {
    let form = ask.typed("form");
    let is_plain = !form.is_empty() && form.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match place.split_once('#') {
        Some((page, _)) if is_plain => format!("{page}#{form}box"),
        _ => place,
    }
}

/// A note on the warning, or on one of its findings.
pub(crate) fn note(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    signed(ask)?;
    let finding = ask.typed("finding");
    let about = if finding.is_empty() {
        warning(ask)
    } else {
        About::Finding(finding.to_owned())
    };
    let what = Beside::Note {
        about,
        text: ask.typed("text").to_owned(),
    };
    let done = Done {
        to: place(ask, &opened, finding),
        said: "Your note is kept.".to_owned(),
    };
    put_beside(ask, &opened, (what, "text"), done)
}

/// The warning that the form was on, by the entries that trigger it: its number may have changed since.
fn warning(ask: &Ask) -> About {
    let refs = ask.form.fields.iter().filter(|(name, _)| name == "trigger");
    About::Warning(refs.map(|(_, value)| EntryId(value.clone())).collect())
}

fn signed(ask: &Ask) -> Result<(), Undone> {
    let mut faults = Vec::new();
    decide::named(ask, &mut faults);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Undone::Faults(faults))
    }
}

/// Where the form stood.
fn place(ask: &Ask, opened: &Opened, finding: &str) -> String {
    if let Some(found) = opened.matter.finding(finding) {
        return decide::at(ask, opened, found);
    }
    let queue = Queue::of(ask, opened);
    match queue.get(ask.part("warning")) {
        Some(item) => format!("{}#notes", queue.address_of(item)),
        None => opened.address("warnings"),
    }
}
