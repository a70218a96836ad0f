//! The timeline: the picture, the same as a table, key dates, silences, and the warnings on it.

use chrono::NaiveDate;

use crate::{
    model::{
        case::{in_words, in_words_first},
        matter::{Matter, NOT_SHOWN},
    },
    report::{
        Kind, Part, Settings,
        document::{Block, Document, Inline, text},
        kinds::parts::{
            agency, count, day, days, happened, heading, lines, links::Links, opening, plain_table, point, refs,
            table_or,
        },
    },
    timeline::{picture, silences},
};

/// See the module.
#[derive(Debug)]
pub struct Timeline;

impl Kind for Timeline {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn for_whom(&self) -> &'static str {
        "a meeting, on a wall or a screen"
    }

    fn about(&self) -> &'static str {
        "The timeline as a picture and as a table, with key dates, silences and warnings"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Picture, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "timeline", settings);
        let links = Links::new(matter);
        out.blocks.extend(lanes(&links));
        if !matter.entries.is_empty() {
            // Heading and picture fill a page together; behind other words the picture alone would go to the next.
            out.blocks.push(Block::NewPage);
        }
        out.blocks.push(heading(2, "The picture", "picture"));
        if matter.entries.is_empty() {
            out.blocks.push(Block::Paragraph(text(
                "There is nothing to draw yet. Import the agencies’ records.",
            )));
        } else {
            out.blocks.push(Block::Picture(
                picture::svg(matter).replace("href=\"warnings#", "href=\"#"),
            ));
        }
        out.blocks.extend(key_dates(matter));
        out.blocks.extend(quiet(matter));
        out.blocks.extend(warnings(&links));
        out.main = Some("lanes".to_owned());
        out.happenings = dates(matter)
            .into_iter()
            .map(|(at, what, words)| happened::on(at, words, &what, Vec::new()))
            .chain(happened::warnings(&links))
            .collect();
        out
    }
}

/// What the picture shows, as a table.
fn lanes(links: &Links<'_>) -> Vec<Block> {
    let matter = links.matter;
    let numbers: Vec<&str> = links.warnings().iter().map(|w| w.id.as_str()).collect();
    let rows = matter
        .case
        .agencies
        .iter()
        .zip(picture::table(matter))
        .map(|(a, lane)| {
            vec![
                vec![agency(matter, &a.id)],
                text(lane.entries.to_string()),
                text(lane.first),
                text(lane.last),
                text(lane.supplied),
                text(if lane.silence.is_empty() {
                    "none of note".to_owned()
                } else {
                    lane.silence
                }),
                text(
                    numbers
                        .iter()
                        .filter(|n| lane.warnings.iter().any(|w| w == *n))
                        .copied()
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
            ]
        });
    let mut out = vec![heading(2, "Agency by agency", "lanes")];
    out.extend(point(
        plain_table(
            "lanes",
            "What the picture shows, agency by agency",
            &[
                ("Agency", 18),
                ("Entries", 8),
                ("First entry", 13),
                ("Last entry", 13),
                ("Days supplied", 18),
                ("Longest time without an entry", 16),
                ("Warnings", 14),
            ],
            rows.collect(),
        ),
        "The case names no agency yet. Add [[agency]] to case.toml, with the files that it supplied.",
    ));
    out
}

const LAST_DAY: &str = "Last day under review";
const EVENT: &str = "The event that led to the review";

/// Dated things that the case file states: day, what it is, words.
pub(crate) fn dates(matter: &Matter) -> Vec<(NaiveDate, String, String)> {
    let case = &matter.case;
    let mut out = vec![(
        case.review_from,
        "Review".to_owned(),
        "First day under review".to_owned(),
    )];
    if !matter.end_is_masked {
        out.push((case.review_to, "Review".to_owned(), LAST_DAY.to_owned()));
    }
    out.extend(case.event.map(|e| (e, "Event".to_owned(), EVENT.to_owned())));
    out.extend(
        case.facts
            .iter()
            .map(|f| (f.date, in_words_first(&f.kind), f.value.clone())),
    );
    for condition in &case.conditions {
        let kind = in_words(&condition.kind);
        out.push((
            condition.from,
            format!("Condition begins: {kind}"),
            condition.text.clone(),
        ));
        out.extend(
            condition
                .to
                .map(|to| (to, format!("Condition ends: {kind}"), condition.text.clone())),
        );
    }
    out.sort();
    out
}

/// Key dates as blocks.
pub(crate) fn key_dates(matter: &Matter) -> Vec<Block> {
    let rows = dates(matter)
        .into_iter()
        .map(|(at, what, words)| vec![text(day(at)), text(what), text(words)]);
    let masked = [("Review", LAST_DAY), ("Event", EVENT)].map(|(what, words)| {
        let is_told = what == "Event" && matter.case.event.is_some();
        (matter.end_is_masked && !is_told).then(|| vec![text(NOT_SHOWN), text(what), text(words)])
    });
    let rows = rows.chain(masked.into_iter().flatten());
    vec![
        heading(2, "Key dates", "dates"),
        table_or(
            "key dates",
            "Dates that the case file states",
            &[("Date", 18), ("What", 20), ("Words", 62)],
            rows.collect(),
            "The case file states no dates.",
        ),
    ]
}

/// Stretches without an entry.
pub(crate) fn quiet(matter: &Matter) -> Vec<Block> {
    let rows = matter.timeline.silences.iter().map(|s| {
        vec![
            vec![agency(matter, &s.agency)],
            lines(vec![
                text(days(s.from, s.to)),
                vec![Inline::Small(silences::beside(s, &matter.entries).to_owned())],
            ]),
            text(s.days.to_string()),
        ]
    });
    vec![
        heading(2, "Silences", "silences"),
        Block::Paragraph(text(
            "Stretches of days supplied in which an agency wrote nothing, where that is long for this agency. A silence in the records is \
             not proof that nothing was done. Days before an agency’s first entry or after its last, when it may not have been involved, are \
             no break in what it wrote: the table says so beside them.",
        )),
        table_or(
            "silences",
            "The longest silences",
            &[("Agency", 30), ("Days without an entry", 50), ("How many", 20)],
            rows.collect(),
            "No silence of note in the days supplied.",
        ),
    ]
}

fn warnings(links: &Links<'_>) -> Vec<Block> {
    let mut out = vec![heading(2, "Warnings", "warnings")];
    let all = links.warnings();
    if all.is_empty() {
        let none = links.none(|_| true, "No warning was found in the records supplied.");
        out.push(Block::Paragraph(text(none)));
        return out;
    }
    out.push(Block::Paragraph(text(format!(
        "{}, in the order of the timeline. {}.",
        count(all.len(), "warning", "warnings"),
        if links.matter.decisions_are_masked {
            "Decisions are not shown while part of the case is masked"
        } else {
            "Each is a prompt for a reviewer until it is decided on"
        }
    ))));
    for warning in all {
        let severity = links.standing_of(warning).1;
        out.push(heading(
            3,
            &format!("{} · {} · {}", warning.id, links.day_of(warning), warning.title),
            &warning.id,
        ));
        let mut line = vec![Inline::Text(format!(
            "Severity {}, {}. Entries: ",
            severity.code(),
            links.response_to(warning)
        ))];
        line.extend(refs(links.cited(warning).into_iter().map(|e| &e.id)));
        out.push(Block::Paragraph(line));
    }
    out
}
