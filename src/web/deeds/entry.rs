//! What is put beside an entry: a note, a star, a tag, that something was decided there. Nothing is judged anew by it.

use crate::{
    model::{
        beside::{About, Beside},
        entry::EntryId,
    },
    web::{
        asking::{Ask, Opened, Refusal},
        deeds::{
            Done, Undone,
            offer::{Kind::Text, Offer, SEEN, may, must, of},
            put_beside, way_back,
        },
    },
};

/// What a program sends of a key decision point.
pub(super) const KEY: Offer = Offer {
    about: "Makes an entry a key decision point, changes what was decided there, or makes it none any more",
    takes: &[
        must("decided", Text, "what was decided there, as the panel sees it"),
        of(may("on", Text, "`no` makes it none any more"), &["yes", "no"]),
        SEEN,
    ],
};

/// The case and the entry that the address names.
pub(super) fn named(ask: &Ask) -> Result<(Opened, EntryId), Refusal> {
    let opened = ask.case()?;
    ask.entry_at(&opened)?;
    Ok((opened, EntryId(ask.part("entry").to_owned())))
}

/// Puts it beside the entry, and leads back to where the form was sent from.
fn put(
    ask: &Ask,
    (opened, entry): (&Opened, &EntryId),
    (what, field): (Beside, &str),
    said: String,
) -> Result<Done, Undone> {
    let to = way_back(ask, opened.entry(entry));
    put_beside(ask, opened, (what, field), Done { to, said })
}

/// Keeps a note.
pub(crate) fn note(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let what = Beside::Note {
        about: About::Entry(entry.clone()),
        text: ask.typed("text").to_owned(),
    };
    let said = format!("Your note on {entry} is kept.");
    put(ask, (&opened, &entry), (what, "text"), said)
}

/// Puts a star there, or takes it away.
pub(crate) fn star(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let on = match ask.typed("on") {
        "yes" => true,
        "no" => false,
        _ => return Err(Undone::fault("on", "Say whether the entry is to be starred")),
    };
    let said = format!("{entry} is {}starred.", if on { "" } else { "no longer " });
    let what = Beside::Star {
        entry: entry.clone(),
        on,
    };
    put(ask, (&opened, &entry), (what, "on"), said)
}

/// Puts a tag there, or takes it away.
pub(crate) fn tag(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let on = ask.typed("on") != "no";
    let tag = ask.typed("tag").to_owned();
    let said = format!("{entry} is {}tagged “{tag}”.", if on { "" } else { "no longer " });
    let what = Beside::Tag {
        entry: entry.clone(),
        tag,
        on,
    };
    put(ask, (&opened, &entry), (what, "tag"), said)
}

/// Makes the entry a key decision point, or none any more.
pub(crate) fn key(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let on = ask.typed("on") != "no";
    let said = format!("{entry} is {}a key decision point.", if on { "" } else { "no longer " });
    let what = Beside::KeyPoint {
        entry: entry.clone(),
        text: ask.typed("decided").to_owned(),
        on,
    };
    put(ask, (&opened, &entry), (what, "decided"), said)
}
