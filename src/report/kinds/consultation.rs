//! The consultation matrix: for each warning and each agency, what the record shows of who held it, was told, was asked, answered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    model::{
        case::Agency,
        entry::EntryId,
        finding::{Cited, Finding, Outcome, Warning},
        matter::Matter,
        mention::Factuality,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{
            days,
            enquiry::Concepts,
            heading, lines,
            links::{Links, is_asserted},
            opening, point,
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Consultation;

/// Shape of patterns that look for an agency with which no contact is on record.
const NOT_ASKED: &str = "unconsulted";

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
            "The case names no agency yet. Add [[agency]] to case.toml and import records."
        } else {
            "No warning was found in the records supplied, so there is nothing to set beside the agencies."
        };
        out.blocks.extend(point(matrix(&links, &warnings), empty));
        out.main = Some("consultation".to_owned());
        out
    }
}

fn matrix(links: &Links<'_>, warnings: &[&Warning]) -> Table {
    let agencies = &links.matter.case.agencies;
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
                .map(|a| lines(cell(links, w, a).into_iter().map(text).collect())),
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
fn cell(links: &Links<'_>, warning: &Warning, agency: &Agency) -> Vec<String> {
    let findings = links.findings_of(warning);
    let mut out: Vec<String> = Vec::new();
    let mut say = |line: String| {
        if !out.contains(&line) {
            out.push(line);
        }
    };
    let held: Vec<&str> = links
        .cited(warning)
        .into_iter()
        .filter(|e| e.agency == agency.id)
        .map(|e| e.id.0.as_str())
        .collect();
    if !held.is_empty() {
        say(format!("Its entries that the warning cites: {}", held.join(", ")));
    }
    for ((id, is_planned), labels) in contacts(links, &findings, agency) {
        let from = links.entry(id).map_or("", |e| links.matter.case.agency_name(&e.agency));
        let what = labels.into_iter().collect::<Vec<_>>().join("; ");
        let how = if is_planned {
            "Only planned, not done"
        } else {
            "Contact"
        };
        say(format!("{how}, as {from} tells it in {id}: {what}"));
    }
    for finding in findings.iter().filter(|f| f.agency == agency.id) {
        if finding.outcome == Outcome::Late {
            let shown: BTreeSet<&str> = finding
                .steps
                .iter()
                .flat_map(|s| &s.shown_by)
                .map(|c| c.quote.entry.0.as_str())
                .collect();
            say(format!(
                "Response recorded late: {}",
                shown.into_iter().collect::<Vec<_>>().join(", ")
            ));
        }
    }
    for id in never_asked(links, &findings, agency) {
        say(format!("Known to be involved, no contact with it on record: {id}"));
    }
    let answers: BTreeSet<&str> = findings
        .iter()
        .flat_map(|f| &f.steps)
        .flat_map(|s| &s.shown_by)
        .filter(|c| links.entry(&c.quote.entry).is_some_and(|e| e.agency == agency.id))
        .map(|c| c.quote.entry.0.as_str())
        .collect();
    if !answers.is_empty() {
        say(format!(
            "Its own steps: {}",
            answers.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    let is_cited = !out.is_empty();
    let (from, to) = looked_at(warning, &findings);
    let own = own_entries(links, agency, from, to);
    let is_read = links.matter.entries.iter().any(|e| e.agency == agency.id);
    let covered = links.matter.coverage.iter().find(|c| c.agency == agency.id);
    if !is_cited && (covered.is_some() || is_read) {
        out.push("This warning cites no entry of it".to_owned());
        out.push(own);
    }
    match covered {
        None if is_read => out.push("For which days its records were supplied is not stated".to_owned()),
        None => out.push("Records not supplied".to_owned()),
        Some(c) if !c.covers(from, to) => out.push(format!("Records not supplied for all of {}", days(from, to))),
        Some(_) => {}
    }
    out
}

/// The entries of an agency in the days looked through, the first of them by their refs.
fn own_entries(links: &Links<'_>, agency: &Agency, from: NaiveDate, to: NaiveDate) -> String {
    let own: Vec<&str> = links
        .matter
        .entries
        .iter()
        .filter(|e| e.agency == agency.id && e.when.earliest <= to && e.when.latest >= from)
        .map(|e| e.id.0.as_str())
        .collect();
    let first: Vec<&str> = own.iter().take(LISTED).copied().collect();
    match own.len().saturating_sub(first.len()) {
        _ if own.is_empty() => format!("It has no entry of {} among the records supplied", days(from, to)),
        0 => format!("Its own entries of {}: {}", days(from, to), first.join(", ")),
        more => format!(
            "Its own entries of {}: {} and {more} more",
            days(from, to),
            first.join(", ")
        ),
    }
}

/// The days that the findings of a warning looked at.
fn looked_at(warning: &Warning, findings: &[&Finding]) -> (NaiveDate, NaiveDate) {
    let from = findings.iter().map(|f| f.searched.from).chain([warning.date]).min();
    let to = findings.iter().map(|f| f.searched.to).chain([warning.date]).max();
    (from.unwrap_or(warning.date), to.unwrap_or(warning.date))
}

/// What an entry says of contact with an agency, and whether that was only planned.
type Contacts<'a> = BTreeMap<(&'a EntryId, bool), BTreeSet<&'a str>>;

/// Steps of other agencies that are directed to this one: in the entries a warning rests on, and in those that show or come near a response.
fn contacts<'a>(links: &Links<'a>, findings: &[&'a Finding], agency: &Agency) -> Contacts<'a> {
    let contact = Concepts::built_in().contact;
    let steps = findings.iter().flat_map(|f| &f.steps);
    let near = steps.clone().flat_map(|s| s.near.iter().map(|n| &n.cited));
    let shown = steps.flat_map(|s| &s.shown_by).chain(near);
    let cited: BTreeSet<&EntryId> = findings
        .iter()
        .flat_map(|f| &f.triggers)
        .chain(shown)
        .map(|c: &Cited| &c.quote.entry)
        .collect();
    let mut out = Contacts::new();
    for id in cited {
        let Some(reading) = links
            .reading(id)
            .filter(|_| links.entry(id).is_some_and(|e| e.agency != agency.id))
        else {
            continue;
        };
        for mention in &reading.mentions {
            let fits = contact.contains(&mention.concept)
                && mention.toward.as_deref() == Some(agency.kind.as_str())
                && (is_asserted(mention)
                    || (mention.struck.is_none() && mention.assertion.factuality == Factuality::Planned));
            if fits {
                let planned = mention.assertion.factuality == Factuality::Planned;
                out.entry((id, planned))
                    .or_default()
                    .insert(links.label(&mention.concept));
            }
        }
    }
    out
}

/// Entries that name this agency as involved, where no contact with it is on record.
fn never_asked<'a>(links: &Links<'a>, findings: &[&'a Finding], agency: &Agency) -> Vec<&'a EntryId> {
    let shape = |f: &Finding| {
        links
            .matter
            .patterns
            .get(&f.pattern)
            .is_some_and(|c| c.place.shape == NOT_ASKED)
    };
    let mut out = Vec::new();
    for finding in findings.iter().filter(|f| shape(f) && f.outcome == Outcome::Missed) {
        for trigger in finding.triggers.iter().take(1) {
            let names = links.reading(&trigger.quote.entry).is_some_and(|r| {
                r.mentions.iter().any(|m| {
                    m.quote.start == trigger.quote.start
                        && m.concept == trigger.concept
                        && m.toward.as_deref() == Some(agency.kind.as_str())
                })
            });
            if names {
                out.push(&trigger.quote.entry);
            }
        }
    }
    out
}
