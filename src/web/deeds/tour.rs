//! Leaving the tour: the bar that leads on is no longer shown.

use crate::web::{
    asking::Ask,
    deeds::{Done, Undone, way_back},
};

/// The visitor is on no tour any more.
#[expect(clippy::unnecessary_wraps, reason = "called as every other deed is")]
pub(crate) fn leave(ask: &Ask) -> Result<Done, Undone> {
    ask.visitor.visits.tours(ask.visitor.id, 0);
    Ok(Done {
        to: way_back(ask, "/".to_owned()),
        said: "You have left the tour. The guide leads back to it.".to_owned(),
    })
}
