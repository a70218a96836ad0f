//! A wrong import, or one file of it, leaves the case again, with who and why.

use crate::{
    app::settling::Signed,
    web::{
        asking::{Ask, Fault, Link, Missing, Refusal},
        deeds::{Done, Undone},
        pages::take_back::request,
        plain,
    },
};

/// Takes it back.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let (who, because) = (ask.visitor.name(), ask.typed("because").to_owned());
    let mut faults = Vec::new();
    if who.is_empty() {
        faults.push(Fault::of(
            "you",
            "Say who you are first: a name stands beside what was taken back",
        ));
    }
    if because.is_empty() {
        faults.push(Fault::of("because", "Enter why it is taken back"));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let bringing = ask.cases.bringing();
    let done = bringing
        .taking(&request(ask, &opened.slug))
        .and_then(|taking| bringing.take_back(&taking, &Signed { who, because }));
    match done {
        Ok(()) => Ok(Done {
            to: opened.address("files"),
            said: "It was taken back. The same file brought in again brings its entries and decisions back.".to_owned(),
        }),
        Err(why) => Err(Undone::Refusal(Refusal::NotThere(Missing {
            what: format!("Nothing was taken back: {}.", plain::on_screen(&why.to_string())),
            next: "Look at the list of files, and try again from there.".to_owned(),
            back: Link::new("Files of the case", opened.address("files")),
        }))),
    }
}
