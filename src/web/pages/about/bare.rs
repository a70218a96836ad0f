//! The bare facts of a case on its page: as they stand, who said so since the case was started and why, and the forms that say them anew.
//! All of it is of the whole case: where something is masked there is none of it.

use serde::Serialize;

use crate::{
    model::{
        bare_fact::BareFact,
        case::{Agency, Case, CaseKind, in_words_first},
        matter::Matter,
        settled::Settled,
    },
    review::{lens::is_after_all, settling::said_of},
    web::{
        asking::{Ask, Opened},
        records::Choice,
        through, words,
    },
};

/// Kinds of review.
pub(crate) const KINDS: [CaseKind; 2] = [CaseKind::Sfo, CaseKind::Dhr];
/// The word of the form that says what the case is.
const CASE: &str = "case-";
/// The word of the form that adds an agency.
const NEW: &str = "agency-new-";

/// What the case is.
#[derive(Serialize)]
pub(super) struct Bare {
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    fields: Vec<(&'static str, String)>,
    title: String,
    kind: String,
    from: String,
    to: String,
    event: String,
    because: String,
    seen: String,
    agencies: Vec<Card>,
    new: Card,
}

/// One fact.
#[derive(Serialize)]
struct Row {
    what: &'static str,
    value: String,
    said: String,
}

/// An agency, and the form that says anew what it is.
#[derive(Serialize)]
struct Card {
    form: String,
    id: String,
    called: String,
    is: String,
    /// Is it of no kind that the rules look for?
    is_open: bool,
    records: &'static str,
    said: String,
    kinds: Vec<Choice>,
    name: String,
    kind: String,
    because: String,
    seen: String,
}

/// What the case is; nothing where something is masked for who asks.
pub(super) fn of(ask: &Ask, opened: &Opened) -> anyhow::Result<Option<Bare>> {
    if through::is_masked(ask, &opened.slug)? {
        return Ok(None);
    }
    let matter = &opened.matter;
    let known = ask.cases.bringing().agency_kinds();
    let is_sent = ask.typed("form") == CASE;
    let typed = |field: &str| {
        if is_sent && ask.has(field) {
            ask.typed(field).to_owned()
        } else {
            shown(&matter.case, field)
        }
    };
    // What the form showed first is sent back with it, so that only what was changed is kept.
    let was = |field: &'static str| {
        let name = format!("was-{field}");
        let was = if is_sent && ask.has(&name) {
            ask.typed(&name).to_owned()
        } else {
            shown(&matter.case, field)
        };
        (field, was)
    };
    let agencies = (0..).zip(&matter.case.agencies);
    Ok(Some(Bare {
        rows: rows(matter),
        kinds: KINDS.iter().map(|k| Choice::new(k.code(), k.words())).collect(),
        fields: ["title", "kind", "from", "to", "event"].map(was).into(),
        title: typed("title"),
        kind: typed("kind"),
        from: typed("from"),
        to: typed("to"),
        event: typed("event"),
        because: if is_sent {
            ask.typed("because").to_owned()
        } else {
            String::new()
        },
        seen: seen(ask, opened, CASE),
        agencies: agencies
            .map(|(at, a)| card(ask, opened, (format!("agency-{at}-"), Some(a)), &known))
            .collect(),
        new: card(ask, opened, (NEW.to_owned(), None), &known),
    }))
}

/// What a field of the form shows before anybody changes it.
pub(crate) fn shown(case: &Case, field: &str) -> String {
    match field {
        "title" => case.title.clone(),
        "kind" => case.kind.code().to_owned(),
        "from" => words::day(case.review_from),
        "to" => words::day(case.review_to),
        "event" => case.event.map_or_else(String::new, words::day),
        _ => String::new(),
    }
}

/// Up to which settlement the sender of a form knew, where it comes back: what somebody else said since is still to be shown.
fn seen(ask: &Ask, opened: &Opened, form: &str) -> String {
    if ask.typed("form") == form && ask.has("seen") {
        ask.typed("seen").to_owned()
    } else {
        opened.seen().to_string()
    }
}

fn rows(matter: &Matter) -> Vec<Row> {
    let case = &matter.case;
    let row = |what, value, is_it: &dyn Fn(&BareFact) -> bool| Row {
        what,
        value,
        said: said(said_of(&matter.settled, is_it), "As the case was set up"),
    };
    let event = case.event.map_or_else(
        || "No day given".to_owned(),
        |day| {
            let day = words::day(day);
            doubt(matter, case).map_or_else(|| day.clone(), |doubt| format!("{day}. {doubt}"))
        },
    );
    vec![
        row("Title", case.title.clone(), &|f| matches!(f, BareFact::Title(_))),
        row("Kind of review", case.kind.words().to_owned(), &|f| {
            matches!(f, BareFact::Kind(_))
        }),
        row(
            "Days under review",
            words::days(case.review_from, case.review_to),
            &|f| matches!(f, BareFact::Review { .. }),
        ),
        row("Day of the offence or death", event, &|f| {
            matches!(f, BareFact::Event(_))
        }),
    ]
}

/// What lets doubt the day of the event of a case as it is stated, in words. The mask of the outcome rests on this day.
pub(crate) fn doubt(matter: &Matter, stated: &Case) -> Option<&'static str> {
    let event = stated.event?;
    if is_after_all(matter, event) {
        return Some("Check this day: it lies after every entry, so that the final event cannot be masked by it.");
    }
    let is_outside = event < stated.review_from || event > stated.review_to;
    is_outside.then_some("Check this day: it lies outside the days under review.")
}

/// Who said something, when and why.
fn said(settled: Option<&Settled>, otherwise: &str) -> String {
    settled.map_or_else(
        || otherwise.to_owned(),
        |s| format!("{}, {}: {}", s.who, words::logged(&s.at), s.because),
    )
}

fn card(ask: &Ask, opened: &Opened, (form, agency): (String, Option<&Agency>), known: &[(String, String)]) -> Card {
    let is_sent = ask.typed("form") == form;
    let typed = |field: &str, otherwise: &str| if is_sent { ask.typed(field) } else { otherwise }.to_owned();
    let (name, kind) = agency.map_or(("", ""), |a| (a.name.as_str(), a.kind.as_str()));
    let label = known
        .iter()
        .find(|(code, _)| code == kind)
        .map(|(_, label)| label.clone());
    let mut kinds = vec![Choice::new("", "As its name says")];
    if label.is_none() && !kind.is_empty() {
        kinds.push(Choice::new(kind, in_words_first(kind)));
    }
    kinds.extend(known.iter().map(|(code, label)| Choice::new(code, label)));
    let settled = agency.and_then(|a| {
        said_of(
            &opened.matter.settled,
            &|f| matches!(f, BareFact::Agency { id, .. } if *id == a.id),
        )
    });
    Card {
        id: agency.map_or_else(String::new, |a| a.id.0.clone()),
        called: name.to_owned(),
        is: label.unwrap_or_else(|| in_words_first(kind)),
        is_open: kind == "other",
        records: if agency.is_some_and(|a| !a.files.is_empty()) {
            "Supplied"
        } else {
            "Not supplied"
        },
        said: said(settled, "As the case was set up, or as its files came in"),
        kinds,
        name: typed("name", name),
        kind: typed("kind", kind),
        because: typed("because", ""),
        seen: seen(ask, opened, &form),
        form,
    }
}
