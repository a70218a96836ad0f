//! The list of cases.

use serde::Serialize;

use crate::web::{
    addresses,
    asking::{Ask, Link, Refusal, Reply},
    words,
};

#[derive(Serialize)]
struct Body {
    cases: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    case: Link,
    kind: &'static str,
    entries: String,
    agencies: String,
    problems: Link,
    /// Why it cannot be opened; empty where it can.
    closed: String,
}

/// Lists the cases of the home folder.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let cases = ask
        .cases
        .list()?
        .into_iter()
        .map(|listing| Row {
            problems: Link::new(
                words::number(listing.problems),
                if listing.problems == 0 {
                    String::new()
                } else {
                    addresses::of_case(&listing.slug, "problems")
                },
            ),
            closed: listing.closed.unwrap_or_default(),
            case: Link::new(listing.title, addresses::case(&listing.slug)),
            kind: listing.kind.words(),
            entries: words::number(listing.entries),
            agencies: words::number(listing.agencies),
        })
        .collect();
    Ok(Reply::outside("Cases", Vec::new(), Body { cases }))
}
