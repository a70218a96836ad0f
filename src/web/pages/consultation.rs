//! The consultation matrix: agencies beside warnings, and for each cell the evidence. Made of the same cells as its report.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{
        finding::{Cited, Warning},
        mention::Mention,
    },
    report,
    review::{
        between::Between,
        consultation::{self, Cell, Contact, Shows},
        knowledge::Knowledge,
    },
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        evidence::QuoteView,
        paging::{self, Long, Paging},
        words::{self, AgencyMark, Tag},
    },
};

/// Warnings on one page.
const PER_PAGE: usize = 25;
/// Entries of an agency's own that a cell's page lists.
const OWN: usize = 50;

#[derive(Serialize)]
struct Body {
    legend: Vec<Legend>,
    agencies: Vec<AgencyMark>,
    rows: Vec<Row>,
    paging: Paging,
    /// Where all stand on one page, to be printed; empty where they do.
    whole: String,
    csv: String,
}

#[derive(Serialize)]
struct Legend {
    tag: Tag,
    about: &'static str,
}

#[derive(Serialize)]
struct Row {
    warning: Link,
    id: String,
    title: String,
    date: String,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    agency: String,
    address: String,
    shows: Vec<Tag>,
}

#[derive(Serialize)]
struct CellBody {
    agency: AgencyMark,
    warning: Link,
    shows: Vec<Tag>,
    lines: Vec<String>,
    groups: Vec<Group>,
    days: String,
    own: Vec<Link>,
    own_more: usize,
    before: Option<Link>,
    after: Option<Link>,
}

/// Quotes that show one thing.
#[derive(Serialize)]
struct Group {
    /// Its place on the page.
    anchor: String,
    label: String,
    quotes: Vec<QuoteView>,
}

fn tag(shows: Shows) -> Tag {
    Tag {
        code: shows.code(),
        words: shows.words(),
        sign: shows.sign(),
    }
}

/// The warnings in the order of the timeline.
fn in_order(opened: &Opened) -> Vec<&Warning> {
    let known = Knowledge::new(&opened.matter);
    let stands = |w: &&Warning| !known.findings_of(w).is_empty();
    let mut all: Vec<&Warning> = opened.matter.warnings.iter().filter(stands).collect();
    all.sort_by_key(|w| (w.date, w.id.len(), w.id.as_str()));
    all
}

/// Shows the matrix.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let (known, telling) = (Knowledge::new(matter), report::telling());
    let all = in_order(&opened);
    let long = Long {
        total: all.len(),
        per_page: paging::per_page(ask.one("all"), PER_PAGE),
        called: ("warning", "warnings"),
    };
    let (address_here, pairs) = (opened.address("knowledge/consultation"), [("all", ask.one("all"))]);
    let paging = Paging::of(&long, ask.one("page"), &address_here, &pairs);
    let whole = Paging::whole(&paging, &address_here, &pairs);
    let rows = paging.part(&all).iter().map(|w| Row {
        warning: Link::new(format!("{}: {}", w.id, w.title), opened.warning(&w.id)),
        id: w.id.clone(),
        title: w.title.clone(),
        date: words::warning_day(&known, w),
        cells: matter
            .case
            .agencies
            .iter()
            .map(|a| CellView {
                agency: a.name.clone(),
                address: address(&opened, (w, &a.id.0), ask.one("all")),
                shows: consultation::cell(matter, &known, (w, a), &telling)
                    .shows(&telling)
                    .into_iter()
                    .map(tag)
                    .collect(),
            })
            .collect(),
    });
    let body = Body {
        legend: Shows::ALL
            .iter()
            .map(|s| Legend {
                tag: tag(*s),
                about: s.about(),
            })
            .collect(),
        agencies: matter
            .case
            .agencies
            .iter()
            .map(|a| words::agency(&matter.case, &a.id))
            .collect(),
        rows: rows.collect(),
        whole,
        paging,
        csv: opened.address("report/consultation.csv"),
    };
    let above = vec![Link::new("Who knew what", opened.address("knowledge"))];
    Ok(opened.page_under("Consultation matrix", above, body))
}

/// The address of a cell; `all` tells that it was opened from the page that has all warnings.
fn address(opened: &Opened, (warning, agency): (&Warning, &str), all: &str) -> String {
    let page = format!(
        "knowledge/consultation/{}/{}",
        addresses::escape(&warning.id),
        addresses::escape(agency)
    );
    addresses::with_query(&opened.address(&page), &[("all", all)])
}

/// The page of the matrix on which the warning at this place stands, at its row.
fn row(opened: &Opened, (at, warning): (usize, &Warning), all: &str) -> String {
    let page = at / paging::per_page(all, PER_PAGE) + 1;
    let page = if page > 1 { page.to_string() } else { String::new() };
    let asked = [("all", all), ("page", page.as_str())];
    let matrix = addresses::with_query(&opened.address("knowledge/consultation"), &asked);
    format!("{matrix}#{}", warning.id)
}

/// Shows what one cell rests on.
pub(crate) fn cell(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let all = in_order(&opened);
    let at = all.iter().position(|w| w.id == ask.part("warning"));
    let Some((at, warning)) = at.and_then(|at| Some((at, *all.get(at)?))) else {
        return Err(Refusal::NotThere(Missing::warning(&opened.slug)));
    };
    let Some(agency) = matter.case.agencies.iter().find(|a| a.id.0 == ask.part("agency")) else {
        return Err(Refusal::NotThere(Missing::page()));
    };
    let known = Knowledge::new(matter);
    let cell = consultation::cell(matter, &known, (warning, agency), &report::telling());
    let all_asked = ask.one("all");
    let here = address(&opened, (warning, &agency.id.0), all_asked);
    let own = format!("{here}#own");
    let neighbour = |at: Option<usize>| {
        let other = all.get(at?)?;
        Some(Link::new(
            other.id.clone(),
            address(&opened, (other, &agency.id.0), all_asked),
        ))
    };
    let body = CellBody {
        agency: words::agency(&matter.case, &agency.id),
        warning: Link::new(
            format!("{}: {}", warning.id, warning.title),
            opened.warning(&warning.id),
        ),
        shows: cell.shows(&report::telling()).into_iter().map(tag).collect(),
        lines: report::consultation_lines(matter, &cell),
        groups: groups(&opened, &known, (warning, &cell), &here),
        days: words::days(cell.days.0, cell.days.1),
        own: cell
            .own
            .iter()
            .take(OWN)
            .map(|e| Link::new(format!("{}, {}", e.id, e.when.shown()), opened.entry_from(&e.id, &own)))
            .collect(),
        own_more: cell.own.len().saturating_sub(OWN),
        before: neighbour(at.checked_sub(1)),
        after: neighbour(Some(at + 1)),
    };
    let above = vec![
        Link::new("Who knew what", opened.address("knowledge")),
        Link::new("Consultation matrix", row(&opened, (at, warning), all_asked)),
    ];
    Ok(opened.page_under(format!("{} and {}", warning.id, agency.name), above, body))
}

fn groups(opened: &Opened, known: &Knowledge<'_>, of: (&Warning, &Cell<'_>), here: &str) -> Vec<Group> {
    let mut shown = BTreeSet::new();
    evidence(known, of)
        .iter()
        .zip(1..)
        .map(|((label, all), n)| {
            let anchor = format!("shows-{n}");
            let back = format!("{here}#{anchor}");
            let mut quotes: Vec<QuoteView> = all.iter().map(|c| QuoteView::of(opened, c)).collect();
            for quote in &mut quotes {
                quote.in_place(opened, &back, &mut shown);
            }
            Group {
                label: (*label).to_owned(),
                anchor,
                quotes,
            }
        })
        .collect()
}

/// What a cell rests on, by what it shows; each quote once.
pub(crate) fn evidence(
    known: &Knowledge<'_>,
    (warning, cell): (&Warning, &Cell<'_>),
) -> Vec<(&'static str, Vec<Cited>)> {
    let held: BTreeSet<_> = cell.held.iter().map(|e| &e.id).collect();
    let findings = known.findings_of(warning);
    let triggers = findings.iter().flat_map(|f| &f.triggers);
    let held: Vec<&Cited> = triggers.filter(|c| held.contains(&c.quote.entry)).collect();
    let contacts = |fits: fn(&&Contact<'_>) -> bool| -> Vec<Cited> {
        let all = cell.contacts.iter().filter(fits);
        all.flat_map(|c| &c.mentions).map(|m| cite(m)).collect()
    };
    let done = contacts(|c| !c.is_planned && !c.comes_near);
    let lost = cell.contacts.iter().filter_map(|c| c.disputed).map(cite);
    let lost: Vec<Cited> = lost.collect();
    let parties: Vec<Cited> = cell.parties.iter().map(|p| between(p)).collect();
    let (near, planned) = (contacts(|c| !c.is_planned && c.comes_near), contacts(|c| c.is_planned));
    [
        ("Its own entries that the warning cites", once(&held)),
        (
            "Contact with it, as other agencies tell it",
            once(&done.iter().collect::<Vec<_>>()),
        ),
        (
            "Contact between it and another agency, in other words",
            once(&parties.iter().collect::<Vec<_>>()),
        ),
        (
            "Contact with it that comes near, and does not count",
            once(&near.iter().collect::<Vec<_>>()),
        ),
        (
            "Sent to it, and said not to have arrived",
            once(&lost.iter().collect::<Vec<_>>()),
        ),
        (
            "Contact with it that was only planned",
            once(&planned.iter().collect::<Vec<_>>()),
        ),
        (
            "Said to be involved, with no contact on record",
            once(&cell.never_asked),
        ),
        ("Response recorded late", once(&cell.late.concat())),
        ("Its own steps", once(&cell.steps)),
    ]
    .into_iter()
    .filter(|(_, quotes)| !quotes.is_empty())
    .collect()
}

/// Each quote once.
fn once(all: &[&Cited]) -> Vec<Cited> {
    let mut seen = BTreeSet::new();
    all.iter()
        .filter(|c| seen.insert((&c.quote.entry, c.quote.start, &c.concept)))
        .map(|c| (*c).clone())
        .collect()
}

fn between(party: &Between<'_>) -> Cited {
    Cited {
        quote: party.quote.clone(),
        concept: String::new(),
        assertion: Vec::new(),
    }
}

fn cite(mention: &Mention) -> Cited {
    Cited {
        quote: mention.quote.clone(),
        concept: mention.concept.clone(),
        assertion: mention.assertion.words().into_iter().map(str::to_owned).collect(),
    }
}
