//! Who knew what, when: the lens over the whole case, and a question about who knew of a warning by a day, answered in words.

mod nothing;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{case::Agency, finding::Warning, lens::Lens, matter::Matter},
    report,
    review::{
        ledger::{Fact, Ledger},
        lens::{How, Known, known, own_day},
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        evidence::{self, QuoteView},
        records::Choice,
        through,
        words::{self, AgencyMark},
    },
};

pub(super) use nothing::{Nothing, nothing};

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
    answers: Vec<Answer>,
}

/// What the records show of one agency.
#[derive(Serialize)]
struct Answer {
    agency: AgencyMark,
    held: Vec<Held>,
    /// Where they show nothing: what that means.
    nothing: Option<Nothing>,
}

/// One thing that an agency held.
#[derive(Serialize)]
struct Held {
    since: String,
    how: String,
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
    let whole = ask.unmasked.get(&opened.slug)?;
    let lens = whole.as_ref().map_or_else(Lens::default, |m| {
        through::lens_of(&ask.visitor, &opened.slug, &m.settled)
    });
    let frame = match &lens.blind {
        Some(_) => {
            let blind = Lens {
                blind: lens.blind.clone(),
                ..Lens::default()
            };
            ask.unmasked.get_by(&opened.slug, &blind)?
        }
        None => whole,
    };
    Ok((lens, frame.unwrap_or_else(|| std::sync::Arc::clone(&opened.matter))))
}

fn lens_form(ask: &Ask, opened: &Opened) -> Result<LensForm, Refusal> {
    let (lens, frame) = frame(ask, opened)?;
    let days = days(&frame, &lens);
    let agency = lens.agency.as_ref().map_or_else(|| "all".to_owned(), |a| a.0.clone());
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
    Ok(LensForm {
        agencies: [Choice::new("all", "Any agency")]
            .into_iter()
            .chain(frame.case.agencies.iter().map(|a| Choice::new(&*a.id.0, &*a.name)))
            .collect(),
        day: match lens.until {
            _ if !asked.is_empty() && words::typed_days(asked).is_none() => asked.to_owned(),
            Some(day) => words::day(day),
            None => String::new(),
        },
        fault: fault_of(asked),
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

/// What is wrong with a typed day; empty when nothing is.
pub(super) fn fault_of(typed: &str) -> String {
    if typed.is_empty() || words::typed_days(typed).is_some() {
        String::new()
    } else {
        "Enter a day, such as 16 January 2018 or 16/1/2018".to_owned()
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
        let agencies = matter.case.agencies.iter();
        out.answers = agencies
            .map(|a| answer(opened, a, (&ledger, warning, &facts), by))
            .collect();
    } else if !by.is_empty() && out.fault.is_empty() && warning.is_none() {
        "Choose a warning".clone_into(&mut out.fault);
    }
    out
}

fn answer(
    opened: &Opened,
    agency: &Agency,
    (ledger, warning, facts): (&Ledger<'_>, &Warning, &[Fact<'_>]),
    by: NaiveDate,
) -> Answer {
    let held: Vec<Held> = facts
        .iter()
        .filter_map(|f| {
            let (_, known) = f.held.iter().find(|(a, _)| a.id == agency.id)?;
            (known.from <= by).then(|| held(opened, f, known))
        })
        .collect();
    Answer {
        agency: words::agency(&opened.matter.case, &agency.id),
        nothing: held
            .is_empty()
            .then(|| nothing(opened, &ledger.untied(warning, agency, Some(by)))),
        held,
    }
}

/// What an agency held, in words.
fn held(opened: &Opened, fact: &Fact<'_>, known: &Known) -> Held {
    let how = how(&opened.matter, fact, known);
    Held {
        since: since(&opened.matter, fact, known),
        how: if fact.is_response {
            format!("a response to the warning: {how}")
        } else {
            how
        },
        quote: QuoteView::of(opened, fact.cited),
    }
}

/// Since when an agency held something: as its record has the date, where that is not known to the day.
pub(super) fn since(matter: &Matter, fact: &Fact<'_>, known: &Known) -> String {
    let shown_by = match &known.how {
        How::Own | How::Told(_) | How::Made(_) => Some(fact.entry),
        How::Same(id) | How::Meeting(id) => matter.entry(id).map(|(entry, _)| entry),
    };
    let vague = shown_by.filter(|e| !e.when.is_known_day() && e.when.latest == known.from);
    match vague {
        Some(entry) if entry.when.earliest < entry.when.latest => {
            format!("{} (at the latest {})", entry.when.shown(), words::day(known.from))
        }
        Some(entry) => entry.when.shown(),
        None => words::day(known.from),
    }
}

/// How the records show that an agency held something.
pub(crate) fn how(matter: &Matter, fact: &Fact<'_>, known: &Known) -> String {
    let writer = matter.case.agency_name(&fact.entry.agency);
    let typed_later = known.from > fact.entry.when.latest;
    match &known.how {
        How::Own if typed_later => "its own entry, from the day on which it was typed".to_owned(),
        How::Own if fact.entry.when.earliest < fact.entry.when.latest => {
            "its own entry, from the last day that its date can mean".to_owned()
        }
        How::Own => "its own entry".to_owned(),
        How::Told(quote) => format!(
            "{writer}’s entry says that it was told: “{}”",
            evidence::sentence(matter, quote)
        ),
        How::Made(quote) => format!(
            "{writer}’s entry says that it made the contact: “{}”",
            evidence::sentence(matter, quote)
        ),
        How::Same(id) => format!("its own entry {id} tells the same"),
        How::Meeting(id) => format!("its own entry {id} tells of the same meeting"),
    }
}
