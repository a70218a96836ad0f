//! What can be *kept* through the interface: decisions, notes, stars, tags, searches. The deeds of the screens do it, with the same checks.

use crate::{
    model::{
        beside::{About, Beside},
        entry::EntryId,
    },
    web::{
        addresses,
        api::{Sent, Trouble, done::told},
        asking::{Ask, Missing, Opened, Refusal},
        deeds::{self, Done, put_beside},
        pages::search::to_keep,
    },
};

fn is_on(ask: &Ask) -> bool {
    ask.typed("on") == "true"
}

/// Puts it beside the records, and says so.
fn put(ask: &Ask, opened: &Opened, what: (Beside, &str), (to, said): (String, String)) -> Result<Sent, Trouble> {
    told(ask, |ask| put_beside(ask, opened, what, Done { to, said }))
}

pub(super) fn decide(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    if opened.matter.finding(ask.typed("finding")).is_none() {
        return Err(Trouble::new(
            404,
            "There is no such finding in this case",
            "Its findings are at /findings below the case.",
        ));
    }
    told(ask, deeds::decide)
}

/// What a note is about: one entry, finding or warning, or the case.
fn about(ask: &Ask, opened: &Opened) -> Result<About, Trouble> {
    let (entry, finding, warning) = (ask.typed("entry"), ask.typed("finding"), ask.typed("warning"));
    match (entry, finding, warning) {
        ("", "", "") => Ok(About::Case),
        (entry, "", "") => Ok(About::Entry(EntryId(entry.to_owned()))),
        ("", finding, "") => Ok(About::Finding(finding.to_owned())),
        ("", "", id) => {
            let found = opened.matter.warnings.iter().find(|w| w.id == id);
            let found = found.ok_or_else(|| Refusal::NotThere(Missing::warning(&opened.slug)))?;
            Ok(About::Warning(found.triggers.clone()))
        }
        _ => Err(Trouble::new(
            422,
            "A note is about one thing",
            "Send one of `entry`, `finding` and `warning`, or none for the case. Nothing was changed.",
        )),
    }
}

pub(super) fn note(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let about = about(ask, &opened)?;
    let text = ask.typed("text").to_owned();
    let to = match &about {
        About::Entry(id) => opened.entry(id),
        About::Finding(id) => addresses::finding(&opened.slug, id),
        About::Warning(_) => opened.warning(ask.typed("warning")),
        _ => addresses::case(&opened.slug),
    };
    let what = Beside::Note { about, text };
    put(ask, &opened, (what, "text"), (to, "The note is kept.".to_owned()))
}

pub(super) fn star(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let (entry, on) = (EntryId(ask.typed("entry").to_owned()), is_on(ask));
    let said = format!("{entry} {}.", if on { "is starred" } else { "is no longer starred" });
    let to = opened.entry(&entry);
    put(ask, &opened, (Beside::Star { entry, on }, "entry"), (to, said))
}

pub(super) fn tag(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let (entry, tag, on) = (
        EntryId(ask.typed("entry").to_owned()),
        ask.typed("tag").to_owned(),
        is_on(ask),
    );
    let said = format!(
        "{entry} {} “{tag}”.",
        if on { "is tagged" } else { "is no longer tagged" }
    );
    let to = opened.entry(&entry);
    put(ask, &opened, (Beside::Tag { entry, tag, on }, "tag"), (to, said))
}

pub(super) fn search(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let what = to_keep(ask.typed("name"), ask.typed("asked"), is_on(ask));
    let said = if is_on(ask) {
        "The search is kept."
    } else {
        "The search is taken away."
    };
    let to = opened.address("searches");
    put(ask, &opened, (what, "name"), (to, said.to_owned()))
}
