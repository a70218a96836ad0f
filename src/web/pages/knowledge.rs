//! Who knew what, when: the lens over the whole case, and a question about who knew of a warning by a day, answered in words.

mod nothing;
mod shown;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    app::starting::EVERY_AGENCY,
    model::{case::Agency, finding::Warning, lens::Lens, matter::Matter},
    report,
    review::{
        knowledge::Knowledge,
        ledger::{Fact, Ledger},
        lens::{Known, known, own_day},
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        evidence::QuoteView,
        records::Choice,
        through,
        words::{self, AgencyMark},
    },
};

pub(super) use nothing::{Nothing, nothing};
pub(crate) use shown::how;
pub(super) use shown::{Shown, shown, since};

/// Warnings offered in the question; with more, the ledger has them all.
const OFFERED: usize = 300;

#[derive(Serialize)]
struct Body {
    address: String,
    lens: LensForm,
    sees: Vec<Sees>,
    question: Question,
    pages: Vec<Card>,
}

/// The form of the lens.
#[derive(Serialize)]
struct LensForm {
    agencies: Vec<Choice>,
    agency: String,
    day: String,
    fault: String,
    /// The first and the last day that can be chosen.
    from: String,
    to: String,
    span: String,
    before: Option<Link>,
    after: Option<Link>,
    link: String,
    is_set: bool,
}

/// What of an agency's entries can be seen.
#[derive(Serialize)]
struct Sees {
    agency: AgencyMark,
    words: String,
}

/// Who knew of a warning by a day?
#[derive(Serialize)]
struct Question {
    warnings: Vec<Choice>,
    about: String,
    by: String,
    fault: String,
    heading: String,
    /// The day asked for lies before all that the warning cites: nobody is asked about days that had not come.
    early: String,
    answers: Vec<Answer>,
}

/// What the records show of one agency.
#[derive(Serialize)]
struct Answer {
    /// Its place on the page.
    anchor: String,
    agency: AgencyMark,
    held: Vec<Held>,
    /// Where they show nothing: what that means.
    nothing: Option<Nothing>,
}

/// One thing that an agency held.
#[derive(Serialize)]
struct Held {
    since: String,
    is_response: bool,
    how: Shown,
    quote: QuoteView,
}

#[derive(Serialize)]
struct Card {
    page: Link,
    about: &'static str,
}

/// Shows the lens, and answers the question.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let body = Body {
        address: opened.address("knowledge"),
        lens: lens_form(ask, &opened)?,
        sees: sees(&opened.matter),
        question: question(ask, &opened),
        pages: pages(&opened),
    };
    Ok(opened.page("Who knew what, when", body))
}

fn pages(opened: &Opened) -> Vec<Card> {
    [
        (
            "Knowledge ledger",
            "knowledge/ledger",
            "Warning by warning: what each agency held, since when, and by which entry.",
        ),
        (
            "Consultation matrix",
            "knowledge/consultation",
            "Agencies beside warnings: who held information, was told, was asked, answered late.",
        ),
        (
            "Judge without the outcome",
            "knowledge/judgement",
            "Mask the final event and what came after, record a judgement, and set it beside later decisions.",
        ),
    ]
    .into_iter()
    .map(|(label, page, about)| Card {
        page: Link::new(label, opened.address(page)),
        about,
    })
    .collect()
}

/// The case as far as this visitor may choose from it: all of it, or without the final event.
fn frame(ask: &Ask, opened: &Opened) -> Result<(Lens, std::sync::Arc<Matter>), Refusal> {
    let found = through::frame(&*ask.unmasked, &ask.visitor, &opened.slug)?;
    Ok(found.unwrap_or_else(|| (Lens::default(), std::sync::Arc::clone(&opened.matter))))
}

fn lens_form(ask: &Ask, opened: &Opened) -> Result<LensForm, Refusal> {
    let (lens, frame) = frame(ask, opened)?;
    let days = days(&frame, &lens);
    let agency = lens
        .agency
        .as_ref()
        .map_or_else(|| EVERY_AGENCY.to_owned(), |a| a.0.clone());
    let address = |page: &str, day: Option<NaiveDate>| {
        let day = day.map_or(String::new(), |d| d.to_string());
        addresses::with_query(&opened.address(page), &[("knew", &agency), ("knew-by", &day)])
    };
    let to_day = |day: Option<&NaiveDate>, words: &str| {
        day.map(|d| Link::new(format!("{words}: {}", words::day(*d)), address("knowledge", Some(*d))))
    };
    let (before, after) = match lens.until {
        Some(until) => (
            to_day(days.range(..until).next_back(), "Previous day with an entry"),
            to_day(days.range(until..).find(|d| **d != until), "Next day with an entry"),
        ),
        None => (to_day(days.iter().next_back(), "Last day with an entry"), None),
    };
    let (first, last) = (days.first(), days.last());
    let asked = ask.one("knew-by");
    let masked = match words::typed_days(asked) {
        Some((_, last)) => through::masked_day(&*ask.unmasked, &ask.visitor, &opened.slug, last)?,
        None => None,
    };
    let fault = masked.unwrap_or_else(|| fault_of(asked));
    Ok(LensForm {
        agencies: [Choice::new(EVERY_AGENCY, "Any agency")]
            .into_iter()
            .chain(frame.case.agencies.iter().map(|a| Choice::new(&*a.id.0, &*a.name)))
            .collect(),
        day: match lens.until {
            _ if !fault.is_empty() => asked.to_owned(),
            Some(day) => words::day(day),
            None => String::new(),
        },
        fault,
        from: first.map_or(String::new(), ToString::to_string),
        to: last.map_or(String::new(), ToString::to_string),
        span: match first.zip(last) {
            Some((first, last)) => format!("Entries became known from {}", words::days(*first, *last)),
            None => "The records show no day on which anything became known".to_owned(),
        },
        before,
        after,
        link: address("chronology", lens.until),
        is_set: lens.agency.is_some() || lens.until.is_some(),
        agency,
    })
}

/// What is said of words that are no day.
pub(crate) const NO_DAY: &str = "Enter a day, such as 16 January 2018 or 16/1/2018";

/// What is wrong with a typed day; empty when nothing is.
pub(super) fn fault_of(typed: &str) -> String {
    if typed.is_empty() || words::typed_days(typed).is_some() {
        String::new()
    } else {
        NO_DAY.to_owned()
    }
}

/// The days on which something became known.
fn days(matter: &Matter, lens: &Lens) -> BTreeSet<NaiveDate> {
    match &lens.agency {
        Some(agency) => known(matter, agency, &report::telling())
            .into_iter()
            .flatten()
            .map(|k| k.from)
            .collect(),
        None => matter
            .entries
            .iter()
            .zip(&matter.readings)
            .map(|(entry, reading)| own_day(entry, reading))
            .collect(),
    }
}

fn sees(matter: &Matter) -> Vec<Sees> {
    let of = |a: &Agency| matter.entries.iter().filter(|e| e.agency == a.id).count();
    let agencies = matter.case.agencies.iter();
    agencies
        .map(|a| Sees {
            agency: words::agency(&matter.case, &a.id),
            words: match of(a) {
                // Under a lens nobody can tell which records there are beside those that are shown.
                0 if a.files.is_empty() && !matter.decisions_are_masked => "no entry: records not supplied".to_owned(),
                0 => "no entry".to_owned(),
                n => words::count(n, "entry", "entries"),
            },
        })
        .collect()
}

fn question(ask: &Ask, opened: &Opened) -> Question {
    let matter = &opened.matter;
    let (about, by) = (ask.one("about"), ask.one("by"));
    let by_day = words::typed_days(by).map(|(_, last)| last);
    let label = |w: &Warning| format!("{}: {}", w.id, w.title);
    let warning = matter.warnings.iter().find(|w| w.id == about);
    let mut out = Question {
        warnings: matter
            .warnings
            .iter()
            .take(OFFERED)
            .map(|w| Choice::new(&*w.id, label(w)))
            .collect(),
        about: about.to_owned(),
        by: by.to_owned(),
        fault: fault_of(by),
        heading: String::new(),
        early: String::new(),
        answers: Vec::new(),
    };
    if let Some((warning, by)) = warning.zip(by_day) {
        let ledger = Ledger::new(matter, &report::telling());
        let facts = ledger.facts(warning);
        out.heading = format!(
            "Who knew of {} by {}, as far as the records show",
            warning.id,
            words::day(by)
        );
        // The day of the lens does not stand in the way back: it would put a lens on again that was changed or lifted since.
        let asked = [("about", about), ("by", ask.one("by"))];
        let here = addresses::with_query(&opened.address("knowledge"), &asked);
        let was_there = |f: &Fact<'_>| f.held.iter().any(|(_, known)| known.from <= by);
        if by < warning.date && !facts.iter().any(was_there) {
            out.early = format!(
                "Nothing that this warning cites was on record by then: {} begins on {}.",
                warning.id,
                words::warning_day(&Knowledge::new(matter), warning)
            );
            return out;
        }
        let agencies = (1..).zip(&matter.case.agencies);
        out.answers = agencies
            .map(|(n, a)| answer(opened, (a, &here, n), (&ledger, warning, &facts), by))
            .collect();
    } else if !by.is_empty() && out.fault.is_empty() && warning.is_none() {
        "Choose a warning".clone_into(&mut out.fault);
    }
    out
}

fn answer(
    opened: &Opened,
    (agency, here, n): (&Agency, &str, usize),
    (ledger, warning, facts): (&Ledger<'_>, &Warning, &[Fact<'_>]),
    by: NaiveDate,
) -> Answer {
    let anchor = format!("knew-{n}");
    let back = format!("{here}#{anchor}");
    let mut before = BTreeSet::new();
    let held: Vec<Held> = facts
        .iter()
        .filter_map(|f| {
            let (_, known) = f.held.iter().find(|(a, _)| a.id == agency.id)?;
            (known.from <= by).then(|| held(opened, (f, known), (&back, &mut before)))
        })
        .collect();
    Answer {
        anchor,
        agency: words::agency(&opened.matter.case, &agency.id),
        nothing: held
            .is_empty()
            .then(|| nothing(opened, &ledger.untied(warning, agency, Some(by)), &back)),
        held,
    }
}

/// What an agency held, in words.
fn held(opened: &Opened, (fact, known): (&Fact<'_>, &Known), (back, before): (&str, &mut BTreeSet<String>)) -> Held {
    let mut quote = QuoteView::of(opened, fact.cited);
    quote.in_place(opened, back, before);
    Held {
        since: since(&opened.matter, fact, known),
        is_response: fact.is_response,
        how: shown(opened, (fact, known), (back, before)),
        quote,
    }
}
