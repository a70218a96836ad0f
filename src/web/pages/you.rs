//! Who sits in front of the screens: the name that stands beside every decision.

use serde::Serialize;

use crate::web::asking::{Ask, Refusal, Reply};

#[derive(Serialize)]
struct Body {
    name: String,
    back: String,
    /// Does the name stay, because the link was made for it?
    stays: bool,
}

/// Shows the form for the name.
#[expect(clippy::unnecessary_wraps, reason = "called as every other page is")]
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let was_sent = !ask.form.fields.is_empty();
    let (name, back) = if was_sent {
        (ask.typed("name").to_owned(), ask.typed("back").to_owned())
    } else {
        (ask.visitor.name(), ask.one("back").to_owned())
    };
    let body = Body {
        name,
        back,
        stays: ask.visitor.visits.printed(ask.visitor.id).is_some(),
    };
    Ok(Reply::outside("Your name", Vec::new(), body))
}
