//! The list of cases.

use serde::Serialize;

use crate::{
    model::case::is_anonymised,
    web::{
        addresses,
        asking::{Ask, Link, Refusal, Reply},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    cases: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    case: Link,
    /// What it is where nobody in it is real; empty for a real case.
    tag: String,
    kind: &'static str,
    entries: String,
    agencies: String,
    problems: Link,
    /// Why it cannot be opened; empty where it can.
    closed: String,
}

/// Lists the cases of the home folder.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let listed = ask.cases.list()?;
    let levels = if listed.iter().any(|c| is_anonymised(c.disguised.as_deref())) {
        ask.cases.bringing().levels()?
    } else {
        Vec::new()
    };
    let cases = listed
        .into_iter()
        .map(|listing| Row {
            tag: match listing.disguised.as_deref() {
                None => String::new(),
                Some(id) if is_anonymised(Some(id)) => {
                    let level = levels.iter().find(|l| l.id == id).map_or(id, |l| l.title.as_str());
                    format!("anonymised: {level}")
                }
                Some(_) => "invented sample".to_owned(),
            },
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
