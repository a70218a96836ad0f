//! Starting a case from the browser: its bare facts. Records, people and agencies can be added later.

use serde::Serialize;

use crate::{
    model::case::CaseKind,
    web::{
        asking::{Ask, Link, Refusal, Reply},
        records::{self, Choice},
    },
};

/// Lines for other people, and for agencies.
pub(crate) const PEOPLE: usize = 4;
/// The same for agencies.
pub(crate) const AGENCIES: usize = 8;

#[derive(Serialize)]
struct Body {
    kinds: Vec<Choice>,
    roles: Vec<Choice>,
    agency_kinds: Vec<Choice>,
    typed: Typed,
    people: Vec<Line>,
    agencies: Vec<Line>,
    nameless: bool,
}

#[derive(Serialize)]
struct Typed {
    title: String,
    kind: String,
    from: String,
    to: String,
    event: String,
    subject: String,
}

/// A line with a name and a choice beside it.
#[derive(Serialize)]
struct Line {
    number: usize,
    name: String,
    choice: String,
}

/// Shows the form.
#[allow(clippy::unnecessary_wraps, reason = "every page may refuse")]
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let typed = |name: &str| ask.typed(name).to_owned();
    let lines = |word: &str, choice: &str, most: usize, otherwise: &str| {
        (1..=most)
            .map(|number| {
                let chosen = typed(&format!("{choice}-{number}"));
                Line {
                    number,
                    name: typed(&format!("{word}-{number}")),
                    choice: if chosen.is_empty() {
                        otherwise.to_owned()
                    } else {
                        chosen
                    },
                }
            })
            .collect()
    };
    let kinds = ask.cases.bringing().agency_kinds();
    let body = Body {
        kinds: [CaseKind::Sfo, CaseKind::Dhr]
            .into_iter()
            .map(|k| Choice::new(k.code(), k.words()))
            .collect(),
        roles: records::roles(),
        agency_kinds: [Choice::new("", "As its name says")]
            .into_iter()
            .chain(kinds.into_iter().map(|(code, label)| Choice::new(code, label)))
            .collect(),
        typed: Typed {
            title: typed("title"),
            kind: typed("kind"),
            from: typed("from"),
            to: typed("to"),
            event: typed("event"),
            subject: typed("subject"),
        },
        people: lines("person", "role", PEOPLE, "victim"),
        agencies: lines("agency", "agency-kind", AGENCIES, ""),
        nameless: ask.visitor.name().is_empty(),
    };
    Ok(Reply::outside("Start a case", vec![Link::new("Cases", "/")], body))
}
