//! What can be *kept* through the interface: decisions, notes, stars, tags, searches. The deeds of the screens do it, with the same checks.

use crate::{
    model::{
        beside::{About, Beside},
        entry::EntryId,
    },
    web::{
        api::{Sent, Trouble, answers::Kept, look::sent},
        asking::{Ask, Missing, Opened, Refusal},
        deeds::{self, Done, put_beside},
        pages::search::to_keep,
    },
};

/// Says what was kept.
fn kept(ask: &Ask, done: Done) -> Result<Sent, Trouble> {
    sent(Kept {
        said: done.said,
        seen: ask.case()?.seen(),
    })
}

fn is_on(ask: &Ask) -> bool {
    ask.typed("on") == "true"
}

fn done(said: String) -> Done {
    Done {
        to: String::new(),
        said,
    }
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
    let done = deeds::decide(ask)?;
    kept(ask, done)
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
    let what = Beside::Note { about, text };
    let done = put_beside(ask, &opened, (what, "text"), done("The note is kept.".to_owned()))?;
    kept(ask, done)
}

pub(super) fn star(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let (entry, on) = (EntryId(ask.typed("entry").to_owned()), is_on(ask));
    let said = format!("{entry} {}.", if on { "is starred" } else { "is no longer starred" });
    let done = put_beside(ask, &opened, (Beside::Star { entry, on }, "entry"), done(said))?;
    kept(ask, done)
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
    let done = put_beside(ask, &opened, (Beside::Tag { entry, tag, on }, "tag"), done(said))?;
    kept(ask, done)
}

pub(super) fn search(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let what = to_keep(ask.typed("name"), ask.typed("asked"), is_on(ask));
    let said = if is_on(ask) {
        "The search is kept."
    } else {
        "The search is taken away."
    };
    let done = put_beside(ask, &opened, (what, "name"), done(said.to_owned()))?;
    kept(ask, done)
}
