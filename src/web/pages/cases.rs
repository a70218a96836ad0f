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
    let is_anonymised = |level: &str| level != "invented";
    let levels = if listed.iter().filter_map(|c| c.disguised.as_deref()).any(is_anonymised) {
        ask.cases.bringing().levels()?
    } else {
        Vec::new()
    };
    let cases = listed
        .into_iter()
        .map(|listing| Row {
            tag: match listing.disguised.as_deref() {
                None => String::new(),
                Some("invented") => "invented sample".to_owned(),
                Some(id) => {
                    let level = levels.iter().find(|l| l.id == id).map_or(id, |l| l.title.as_str());
                    format!("anonymised: {level}")
                }
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
