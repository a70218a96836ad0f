//! A wrong import, or one file of it, leaves the case again, with who and why.

use crate::{
    app::matters::why_closed,
    web::{
        asking::{Ask, Refusal},
        deeds::{
            Done, Undone,
            offer::{BECAUSE, Kind::Text, Offer, may, must},
            signing::signed,
        },
        pages::take_back::{not_taken, request},
    },
};

/// What a program sends of it.
pub(super) const BACK: Offer = Offer {
    about: "Takes an import, or one file of it, back; the same file brought in again brings its entries and decisions back",
    takes: &[
        must("what", Text, "number of an import, or the name of a file"),
        may("agency", Text, "whose the file is (id)"),
        BECAUSE,
    ],
};

/// Takes it back.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "Enter why it is taken back", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let bringing = ask.cases.bringing();
    let done = bringing
        .taking(&request(ask, &opened.slug))
        .and_then(|taking| bringing.take_back(&taking, &signed));
    match done {
        Ok(()) => Ok(Done {
            to: opened.address("files"),
            said: "It was taken back. The same file brought in again brings its entries and decisions back.".to_owned(),
        }),
        // The file cannot be written to: the form comes back with its words.
        Err(why) if why_closed(&why).is_some() => Err(Undone::Refusal(Refusal::Fault(why))),
        Err(why) => Err(Undone::Refusal(not_taken(&opened, "Nothing was taken back", &why))),
    }
}
