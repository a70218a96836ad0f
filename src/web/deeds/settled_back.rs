//! Taking back what was settled, with a reason: both stay on record.

use crate::{
    app::settling::{self, Signed},
    review::settled_words,
    web::{
        asking::Ask,
        deeds::{Done, Undone, keep, nameless, way_back},
    },
};

/// Takes a settlement back, by its number.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let (who, because) = (ask.visitor.name(), ask.typed("because"));
    if who.is_empty() {
        return Err(nameless());
    }
    if because.is_empty() {
        return Err(Undone::fault("because", "Enter why it is taken back"));
    }
    let number: u64 = ask.typed("number").parse().unwrap_or(0);
    let undo = settling::undo(&opened.matter, number).map_err(|_| {
        Undone::fault(
            "because",
            "This cannot be taken back: look at the list again, somebody may have done so",
        )
    })?;
    let about = settled_words::in_words(&opened.matter, &undo);
    let signed = Signed {
        who,
        because: because.to_owned(),
    };
    let settled = settling::settled(undo, &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("activity")),
        said: "It is taken back. Both stay on record.".to_owned(),
    };
    keep(ask, (&opened, &settled), &about, done)
}
