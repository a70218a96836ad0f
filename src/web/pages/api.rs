//! The interface for programs, as a page for people: every address, what it takes and what it answers.

use serde::Serialize;

use crate::web::{
    api::{ROOT, Verb, registry::endpoints},
    asking::{Ask, Link, Refusal, Reply},
};

#[derive(Serialize)]
struct Body {
    document: String,
    endpoints: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    verb: &'static str,
    path: String,
    about: &'static str,
    takes: Vec<Takes>,
    body: bool,
}

#[derive(Serialize)]
struct Takes {
    name: &'static str,
    kind: &'static str,
    required: bool,
    choices: String,
    about: &'static str,
}

/// Shows every address.
#[allow(clippy::unnecessary_wraps, reason = "every page may refuse")]
pub(crate) fn show(_: &Ask) -> Result<Reply, Refusal> {
    let endpoints = endpoints().map(|e| Row {
        verb: if e.verb == Verb::Get { "GET" } else { "POST" },
        path: format!("{ROOT}{}", e.path),
        about: e.about,
        body: e.verb == Verb::Post,
        takes: e
            .takes
            .iter()
            .map(|p| Takes {
                name: p.name,
                kind: p.kind.code(),
                required: p.required,
                choices: p.choices.join(", "),
                about: p.about,
            })
            .collect(),
    });
    let body = Body {
        document: format!("{ROOT}/openapi.json"),
        endpoints: endpoints.collect(),
    };
    Ok(Reply::outside(
        "For notebooks and other programs",
        vec![Link::new("Cases", "/")],
        body,
    ))
}
