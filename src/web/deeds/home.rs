//! Somebody says that they have looked at what changed.

use crate::web::{
    addresses,
    asking::Ask,
    deeds::{Done, Undone, nameless},
};

/// Remembers it.
pub(crate) fn looked(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let sequence = ask.typed("sequence").parse().unwrap_or(0);
    ask.cases.bringing().looked(&opened.slug, &who, sequence)?;
    Ok(Done {
        to: addresses::case(&opened.slug),
        said: "You have looked at these changes.".to_owned(),
    })
}
