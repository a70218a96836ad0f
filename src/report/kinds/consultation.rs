//! The consultation matrix: for each warning and each agency, what the record shows of who held it, was told, was asked, answered.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::Agency,
        finding::{Cited, Warning},
        matter::Matter,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{days, enquiry::Concepts, heading, lines, links::Links, opening, point},
    },
    review::{
        between::Way,
        consultation::{self, Cell, Supplied},
        lens::Telling,
    },
};

/// See the module.
#[derive(Debug)]
pub struct Consultation;

/// Entries of an agency that a cell lists.
const LISTED: usize = 5;

impl Kind for Consultation {
    fn name(&self) -> &'static str {
        "consultation"
    }

    fn title(&self) -> String {
        "Consultation matrix".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the panel, on who was asked and who was told"
    }

    fn about(&self) -> &'static str {
        "Who wrote of it, was told, was asked and answered: agencies beside warnings"
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "consultation matrix", settings);
        let links = Links::new(matter);
        out.blocks.push(heading(2, "Warnings and agencies", "matrix"));
        out.blocks.push(Block::Paragraph(text(
            "A cell names the agency’s own entries: those that the warning cites, and those that show a step of its own. What an entry of another \
             agency says of contact with it stands there too, each time with the words “as … tells it”: that is no record of the agency named at \
             the head. That an agency’s entry is cited does not say that the agency knew all of the warning: it may tell of another part. Where a \
             warning cites no entry of an agency, the cell says so, with the first entries that the agency itself made in the days looked \
             through: whether they bear on the warning is for the reader.",
        )));
        let warnings = links.warnings();
        let empty = if matter.case.agencies.is_empty() {
            "The case names no agency yet. Add [[agency]] to case.toml and import records.".to_owned()
        } else {
            let none = "No warning was found in the records supplied, so there is nothing to set beside the agencies.";
            links.none(|_| true, none)
        };
        out.blocks.extend(point(matrix(&links, &warnings), &empty));
        out.main = Some("consultation".to_owned());
        out
    }
}

fn matrix(links: &Links<'_>, warnings: &[&Warning]) -> Table {
    let (agencies, telling) = (&links.matter.case.agencies, Concepts::telling());
    let share = u8::try_from(80 / agencies.len().max(1)).unwrap_or(1);
    let mut head = vec![("Warning".to_owned(), 20)];
    head.extend(agencies.iter().map(|a| (a.name.clone(), share)));
    let rows = warnings.iter().map(|w| {
        let mut row = vec![lines(vec![
            vec![
                Inline::Strong(w.id.clone()),
                Inline::Text(format!(" {}", links.day_of(w))),
            ],
            text(w.title.clone()),
        ])];
        row.extend(
            agencies
                .iter()
                .map(|a| lines(cell(links, (w, a), &telling).into_iter().map(text).collect())),
        );
        row
    });
    Table {
        name: "consultation".to_owned(),
        caption: "What each agency wrote, was told, was asked and answered, as the records show".to_owned(),
        rows: rows.collect(),
        head,
        ..Table::default()
    }
}

/// What the record shows of an agency and a warning, a line each.
fn cell(links: &Links<'_>, (warning, agency): (&Warning, &Agency), telling: &Telling) -> Vec<String> {
    let cell = consultation::cell(links.matter, links.known(), (warning, agency), telling);
    lines_of(links.matter, &cell)
}

/// The lines of a cell, as report and screen tell them.
pub(crate) fn lines_of(matter: &Matter, cell: &Cell<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut say = |line: String| {
        if !out.contains(&line) {
            out.push(line);
        }
    };
    if !cell.held.is_empty() {
        let held: Vec<&str> = cell.held.iter().map(|e| e.id.0.as_str()).collect();
        say(format!("Its entries that the warning cites: {}", held.join(", ")));
    }
    for contact in &cell.contacts {
        let label = |id: &'_ str| matter.concepts.get(id).map_or(id.to_owned(), Clone::clone);
        let labels: BTreeSet<String> = contact.mentions.iter().map(|m| label(&m.concept)).collect();
        let from = matter.case.agency_name(&contact.entry.agency);
        let what = labels.into_iter().collect::<Vec<_>>().join("; ");
        let how = match (contact.is_planned, contact.comes_near) {
            (true, _) => "Only planned, not done",
            (false, true) if contact.disputed.is_some() => "Sent, and that it was received is disputed",
            (false, true) => "Comes near, and does not count",
            (false, false) => "Contact",
        };
        let lost = contact.disputed.map_or_else(String::new, |m| {
            format!(" ({} says: “{}”)", m.quote.entry, m.quote.text)
        });
        say(format!(
            "{how}, as {from} tells it in {}: {what}{lost}",
            contact.entry.id
        ));
    }
    for party in &cell.parties {
        let what = match party.way {
            Way::Told => "It was told",
            Way::Made => "It made the contact",
            Way::Named => "Contact with it",
            Way::Wrote => "Contact, in its own entry",
        };
        let quote = &party.quote.text;
        say(if party.way == Way::Wrote {
            format!("{what} {}: “{quote}”", party.entry.id)
        } else {
            let from = matter.case.agency_name(&party.entry.agency);
            format!("{what}, as {from} tells it in {}: “{quote}”", party.entry.id)
        });
    }
    for late in &cell.late {
        say(format!("Response recorded late: {}", refs_of(late)));
    }
    for cited in &cell.never_asked {
        say(format!(
            "Known to be involved, no contact with it on record: {}",
            cited.quote.entry
        ));
    }
    if !cell.steps.is_empty() {
        say(format!("Its own steps: {}", refs_of(&cell.steps)));
    }
    if !cell.is_cited() && matches!(cell.supplied, Supplied::All | Supplied::Partly | Supplied::NotStated) {
        out.push("This warning cites no entry of this agency".to_owned());
        out.push(own_entries(cell));
    }
    let (from, to) = cell.days;
    match cell.supplied {
        Supplied::NotStated => out.push("For which days its records were supplied is not stated".to_owned()),
        Supplied::No => out.push("Records not supplied".to_owned()),
        Supplied::Partly => out.push(format!("Records not supplied for all of {}", days(from, to))),
        Supplied::All => {}
    }
    out
}

/// Refs of entries, each once, in order.
fn refs_of(cited: &[&Cited]) -> String {
    let refs: BTreeSet<&str> = cited.iter().map(|c| c.quote.entry.0.as_str()).collect();
    refs.into_iter().collect::<Vec<_>>().join(", ")
}

/// The entries of an agency in the days looked through, the first of them by their refs.
fn own_entries(cell: &Cell<'_>) -> String {
    let of = days(cell.days.0, cell.days.1);
    let first: Vec<&str> = cell.own.iter().take(LISTED).map(|e| e.id.0.as_str()).collect();
    match cell.own.len().saturating_sub(first.len()) {
        _ if cell.own.is_empty() => format!("No entry of its own of {of} stands in the records supplied"),
        0 => format!("Its own entries of {of}: {}", first.join(", ")),
        more => format!("Its own entries of {of}: {} and {more} more", first.join(", ")),
    }
}
