//! What is stated of a case: what it is, conditions, how it was managed, and by which rules it is judged.

pub(crate) mod bare;

use serde::Serialize;

use crate::{
    model::case::{Case, in_words_first},
    web::{
        asking::{Ask, Refusal, Reply},
        records::Choice,
        words,
    },
};

#[derive(Serialize)]
struct Body {
    bare: Option<bare::Bare>,
    conditions: Vec<DatedRow>,
    facts: Vec<DatedRow>,
    rules: String,
    people: String,
    address: String,
    seen: u64,
    condition_kinds: Vec<Choice>,
    fact_kinds: Vec<Choice>,
    typed: Typed,
}

/// Kinds of conditions that can be stated on the screen.
pub(crate) const CONDITIONS: &[&str] = &[
    "no-contact",
    "exclusion",
    "residence",
    "disclose-relationship",
    "curfew",
    "programme",
    "other",
];

/// Kinds of dated facts that the case file knows.
pub(crate) const FACTS: &[&str] = &[
    "risk-level",
    "mappa-level",
    "contact-plan",
    "index-offence",
    "release",
    "order-start",
    "allocation",
];

/// What was filled in, where something is wrong with it.
#[derive(Serialize)]
struct Typed {
    from: String,
    to: String,
    date: String,
    kind: String,
    text: String,
    value: String,
    because: String,
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
        bare: bare::of(ask, &opened)?,
        conditions: conditions(case),
        facts: facts(case),
        rules: opened.matter.rules_sha256.clone(),
        people: opened.address("people"),
        address: opened.address("about"),
        seen: opened.seen(),
        condition_kinds: kinds(CONDITIONS),
        fact_kinds: kinds(FACTS),
        typed: typed(ask),
    };
    Ok(opened.page("What is stated of the case", body))
}

fn kinds(codes: &[&str]) -> Vec<Choice> {
    let first = Choice::new("", "Choose");
    let all = codes.iter().map(|c| Choice::new(*c, in_words_first(c)));
    std::iter::once(first).chain(all).collect()
}

fn typed(ask: &Ask) -> Typed {
    let typed = |name: &str| ask.typed(name).to_owned();
    Typed {
        from: typed("from"),
        to: typed("to"),
        date: typed("date"),
        kind: typed("kind"),
        text: typed("text"),
        value: typed("value"),
        because: typed("because"),
    }
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
