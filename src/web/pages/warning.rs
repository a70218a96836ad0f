//! One warning by its number, beside the list it belongs to. A finding's id in its place leads to the warning that it belongs to now.

use crate::web::{
    asking::{Ask, Missing, Refusal, Reply},
    pages::warnings,
    queue::Queue,
};

/// Shows the warning.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let queue = Queue::of(ask, &opened);
    let wanted = ask.part("warning");
    if let Some(item) = queue.get(wanted) {
        return Ok(warnings::one(ask, &queue, item));
    }
    match warnings::address_of(&opened, wanted) {
        Some(address) => Ok(Reply::Moved(address)),
        None => Err(Refusal::NotThere(Missing::warning(&opened.slug))),
    }
}
