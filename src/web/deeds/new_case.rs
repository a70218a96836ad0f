//! A case is started from its bare facts.

use chrono::NaiveDate;

use crate::{
    app::{
        clock,
        starting::{NewCase, Started},
    },
    model::{case::CaseKind, who},
    web::{
        addresses,
        asking::{Ask, Fault},
        deeds::{Done, Undone, signing::unnamed},
        pages::new_case::{AGENCIES, PEOPLE},
        records::ROLES,
        words,
    },
};

/// No title or name is longer, in characters.
pub(super) const LONGEST: usize = 150;

/// Starts it.
pub(crate) fn start(ask: &Ask) -> Result<Done, Undone> {
    let who = ask.visitor.name();
    let mut faults = Vec::new();
    if who.is_empty() {
        faults.push(unnamed());
    }
    let title = one_line(ask, "title", "a title", &mut faults);
    if title.is_empty() && !faults.iter().any(|f| f.field == "title") {
        faults.push(Fault::of(
            "title",
            "Enter a title, for example the name that the review goes by",
        ));
    }
    let kind = match ask.typed("kind") {
        "sfo" => Some(CaseKind::Sfo),
        "dhr" => Some(CaseKind::Dhr),
        _ => {
            faults.push(Fault::of("kind", "Choose what kind of review this is"));
            None
        }
    };
    let from = day(ask, "from", "the first day under review", &mut faults);
    let to = day(ask, "to", "the last day under review", &mut faults);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        faults.push(Fault::of("to", "The last day under review lies before the first"));
    }
    let event = match ask.typed("event") {
        "" => None,
        _ => event_day(ask, &mut faults),
    };
    let people = people(ask, &mut faults);
    let agencies = agencies(ask, &mut faults);
    let (Some(kind), Some(from), Some(to), true) = (kind, from, to, faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    let new = NewCase {
        title: title.clone(),
        kind,
        review: (from, to),
        event,
        people,
        agencies,
    };
    match ask.cases.bringing().start(&new, &who)? {
        Started::Made(slug) => Ok(Done {
            to: addresses::of_case(&slug, "import"),
            said: format!("The case {title} is started. Bring in what agencies sent, or do so later."),
        }),
        Started::TitleTaken(_) => Err(Undone::fault(
            "title",
            "There is a case of this name already. Give this one another title, or open that one from the list of cases",
        )),
    }
}

fn people(ask: &Ask, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let subject = one_line(ask, "subject", "a name", faults);
    if !subject.is_empty() {
        out.push((subject, "subject".to_owned()));
    }
    for number in 1..=PEOPLE {
        let field = format!("person-{number}");
        let name = one_line(ask, &field, "a name", faults);
        let role = ask.typed(&format!("role-{number}"));
        if name.is_empty() {
            continue;
        }
        if !ROLES.iter().any(|(code, _)| *code == role) {
            faults.push(Fault::of(
                &format!("role-{number}"),
                format!("Choose what {name} is in this case"),
            ));
        }
        if out
            .iter()
            .any(|(n, _): &(String, String)| n.to_lowercase() == name.to_lowercase())
        {
            faults.push(Fault::of(&field, format!("{name} stands here twice")));
        }
        out.push((name, role.to_owned()));
    }
    out
}

fn agencies(ask: &Ask, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
    let known = ask.cases.bringing().agency_kinds();
    let mut out: Vec<(String, String)> = Vec::new();
    for number in 1..=AGENCIES {
        let field = format!("agency-{number}");
        let name = one_line(ask, &field, "a name", faults);
        let kind = ask.typed(&format!("agency-kind-{number}"));
        if name.is_empty() {
            continue;
        }
        if !kind.is_empty() && !known.iter().any(|(code, _)| code == kind) {
            faults.push(Fault::of(
                &format!("agency-kind-{number}"),
                format!("Choose what kind of agency {name} is"),
            ));
        }
        if out.iter().any(|(n, _)| n.to_lowercase() == name.to_lowercase()) {
            faults.push(Fault::of(&field, format!("{name} stands here twice")));
        }
        // Left open, the rules tell the kind from the name.
        let kind = if kind.is_empty() { "other" } else { kind };
        out.push((name, kind.to_owned()));
    }
    out
}

/// Words of one line, each of whose signs is seen; empty where nothing was entered.
pub(super) fn one_line(ask: &Ask, field: &str, what: &str, faults: &mut Vec<Fault>) -> String {
    let text = ask.typed(field);
    if !text.is_empty() && !who::is_line(text, LONGEST) {
        faults.push(Fault::of(
            field,
            format!("Enter {what} of one line, at most {LONGEST} characters, each of them visible"),
        ));
    }
    text.to_owned()
}

/// A day.
/// The day of the offence or death, which has come.
pub(super) fn event_day(ask: &Ask, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let event = day(ask, "event", "the day of the offence or death", faults);
    if event.is_some_and(|event| event > clock::today()) {
        faults.push(Fault::of(
            "event",
            "The day of the offence or death lies in the future. Enter the day on which it was",
        ));
        return None;
    }
    event
}

pub(super) fn day(ask: &Ask, field: &str, what: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let found = words::typed_days(ask.typed(field)).filter(|(from, to)| from == to);
    if found.is_none() {
        faults.push(Fault::of(field, format!("Enter {what}, like 29/1/2018")));
    }
    found.map(|(from, _)| from)
}
