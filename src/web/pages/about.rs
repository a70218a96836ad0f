//! What the case file states of a case: conditions, how it was managed, and by which rules it is judged.

use serde::Serialize;

use crate::{
    model::case::{Case, in_words_first},
    web::{
        asking::{Ask, Refusal, Reply},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    conditions: Vec<DatedRow>,
    facts: Vec<DatedRow>,
    rules: String,
    people: String,
}

#[derive(Serialize)]
struct DatedRow {
    when: String,
    kind: String,
    words: String,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let case = &opened.matter.case;
    let body = Body {
        conditions: conditions(case),
        facts: facts(case),
        rules: opened.matter.rules_sha256.clone(),
        people: opened.address("people"),
    };
    Ok(opened.page("Conditions and how the case was managed", body))
}

fn conditions(case: &Case) -> Vec<DatedRow> {
    case.conditions
        .iter()
        .map(|c| DatedRow {
            when: c
                .to
                .map_or_else(|| format!("from {}", words::day(c.from)), |to| words::days(c.from, to)),
            kind: in_words_first(&c.kind),
            words: c.text.clone(),
        })
        .collect()
}

fn facts(case: &Case) -> Vec<DatedRow> {
    case.facts
        .iter()
        .map(|f| DatedRow {
            when: words::day(f.date),
            kind: in_words_first(&f.kind),
            words: f.value.clone(),
        })
        .collect()
}
