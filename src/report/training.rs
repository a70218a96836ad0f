//! Papers of *training*: the facilitator's pack of an exercise, and what the groups of a run decided beside what was found. They compare
//! decisions; no number in them is a mark of anybody.

mod words;

pub(crate) use super::kinds::parts::about::in_force as rule_in_force;
pub use words::{after, source};

use words::covered;

use std::collections::BTreeMap;

use crate::{
    model::{entry::EntryId, when::day_in_words},
    report::{
        Part, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::heads,
    },
    training::{
        exercise::Exercise,
        marking::{Beside, Comparison, Expected, Point},
        offered::Offered,
        run::Run,
        seen::Seen,
    },
};

/// What its documents always hold: they are offered only in formats that can write it.
pub const HOLDS: &[Part] = &[Part::Table];

/// Stands at the top of whatever tells what groups decided.
const NO_SCORE: &str = "This sets decisions side by side, so that they can be talked about. It is no test and no mark of any person or group: who decided \
     otherwise may have had good reasons. That something is not on record does not mean that it was not done.";

/// An exercise, with all that its facilitator needs.
#[derive(Debug, Clone, Copy)]
pub struct Pack<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Name of the agency through whose eyes it is seen.
    pub agency: &'a str,
    /// Were the days of the case moved? Then nobody can say which rules were in force on them.
    pub days_moved: bool,
    /// Every entry, as groups see it.
    pub entries: &'a [Seen],
    /// What could be seen.
    pub points: &'a [Point],
    /// What is offered at every stop point.
    pub offered: &'a Offered,
}

/// What the groups of a run decided.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Name of the agency through whose eyes it was seen.
    pub agency: &'a str,
    /// The run.
    pub run: &'a Run,
    /// Numbers of entries in the exercise.
    pub numbers: &'a BTreeMap<EntryId, usize>,
    /// The comparison.
    pub comparison: &'a Comparison,
    /// What was offered at every stop point.
    pub offered: &'a Offered,
    /// Are words told that groups wrote? They may name people.
    pub with_words: bool,
}

/// The facilitator's pack.
pub fn pack(pack: &Pack<'_>, settings: &Settings) -> Document {
    let exercise = pack.exercise;
    let title = format!("Facilitator’s pack: {}", exercise.title);
    let mut blocks = vec![
        Block::Heading(1, title.clone(), None),
        Block::Paragraph(made(settings)),
        Block::Note(text(
            "For the facilitator alone: it tells what becomes known later and what was found. Do not hand it to groups before the discussion.",
        )),
        Block::Paragraph(text(exercise.about.clone())),
        Block::Paragraph(text(format!("Seen through the eyes of {}.", pack.agency))),
        Block::Heading(2, "Aims".to_owned(), None),
        list(&exercise.aims),
        Block::Heading(
            2,
            "Content warnings, to be said before anything is shown".to_owned(),
            None,
        ),
        list(&exercise.content),
        Block::Paragraph(text(
            "Anybody may leave at any time without saying why. Say so at the beginning, and say where you can be found afterwards.",
        )),
        Block::Heading(2, "How to run it".to_owned(), None),
        list(&exercise.facilitator.notes),
        Block::Heading(2, "Timetable".to_owned(), None),
        Block::Table(timetable(exercise, pack.entries)),
    ];
    if pack.days_moved {
        blocks.push(Block::Paragraph(text(
            "The days of this case were moved, so which rules were in force on them is not told.",
        )));
    }
    let numbers = numbers_of(pack.entries);
    for (at, stage) in exercise.stages.iter().enumerate() {
        blocks.push(Block::NewPage);
        blocks.push(Block::Heading(
            2,
            format!("Stage {}: {} (to {})", at + 1, stage.title, day_in_words(stage.until)),
            None,
        ));
        blocks.push(Block::Paragraph(text(stage.brief.trim().to_owned())));
        let new: Vec<&Seen> = pack.entries.iter().filter(|e| e.stage == at).collect();
        blocks.push(Block::Table(entries(at, &new)));
        if !stage.asks.is_empty() {
            blocks.push(Block::Heading(3, "Asked at the stop point".to_owned(), None));
            blocks.push(list(&stage.asks));
        }
        blocks.push(Block::Heading(3, "What could be seen by now".to_owned(), None));
        let here: Vec<&Point> = pack.points.iter().filter(|p| p.stage == at).collect();
        if here.is_empty() {
            blocks.push(Block::Paragraph(text(
                "Nothing was found that first could be seen in this stage.",
            )));
        }
        for point in here {
            blocks.extend(told(point, &|id| number(&numbers, id)));
        }
    }
    blocks.push(Block::NewPage);
    blocks.push(Block::Heading(2, "Discussion".to_owned(), None));
    blocks.push(list(&exercise.facilitator.discuss));
    blocks.push(Block::Heading(2, "Debrief".to_owned(), None));
    blocks.push(list(&exercise.facilitator.debrief));
    blocks.push(Block::Heading(2, "What groups can choose from".to_owned(), None));
    let offered: Vec<String> = pack.offered.responses.iter().map(|r| r.words.clone()).collect();
    blocks.push(list(&offered));
    Document {
        title,
        marking: settings.marking.clone(),
        blocks,
        ..Document::default()
    }
}

/// What the groups of a run decided, beside what was found.
pub fn decided(decided: &Decided<'_>, settings: &Settings) -> Document {
    let title = format!("What groups decided: {}", decided.exercise.title);
    let mut blocks = vec![
        Block::Heading(1, title.clone(), None),
        Block::Paragraph(made(settings)),
        Block::Note(text(NO_SCORE)),
        Block::Paragraph(text(format!(
            "Seen through the eyes of {}. {} of {} stages were released, to {} groups.",
            decided.agency,
            decided.run.released.len(),
            decided.exercise.stages.len(),
            decided.run.groups.len()
        ))),
    ];
    if decided.with_words {
        blocks.push(Block::Note(text(
            "This has words that groups wrote. They may name or describe real people: read them before you pass it on.",
        )));
    }
    for beside in &decided.comparison.points {
        blocks.extend(told(&beside.point, &|id| number(decided.numbers, id)));
    }
    blocks.push(Block::Heading(2, "Decisions side by side".to_owned(), None));
    blocks.push(Block::Paragraph(text(
        "Days are counted from stop point to stop point: how far apart those lie was set by the exercise, and by no group.",
    )));
    blocks.push(Block::Table(decisions(decided)));
    blocks.push(Block::Heading(
        2,
        "What groups saw beyond the findings".to_owned(),
        None,
    ));
    if decided.comparison.further.is_empty() {
        blocks.push(Block::Paragraph(text(
            "No group marked an entry beside those on which these findings rest.",
        )));
    } else {
        blocks.push(Block::Table(further(decided)));
    }
    Document {
        title,
        marking: settings.marking.clone(),
        blocks,
        main: Some("Decisions".to_owned()),
        ..Document::default()
    }
}

fn made(settings: &Settings) -> Vec<Inline> {
    let made = settings.made_at.as_ref();
    vec![Inline::Small(made.map_or_else(
        || "Made by Forewarned".to_owned(),
        |m| format!("Made by Forewarned on {m}"),
    ))]
}

fn list(lines: &[String]) -> Block {
    Block::List(lines.iter().map(|l| text(l.clone())).collect())
}

fn numbers_of(entries: &[Seen]) -> BTreeMap<EntryId, usize> {
    entries.iter().map(|e| (e.id.clone(), e.number)).collect()
}

/// An entry by its number in the exercise; one that no stage releases by its own.
fn number(numbers: &BTreeMap<EntryId, usize>, id: &EntryId) -> String {
    match numbers.get(id) {
        Some(number) => format!("entry {number} ({id})"),
        None => format!("{id} (not released to groups)"),
    }
}

fn timetable(exercise: &Exercise, entries: &[Seen]) -> Table {
    let rows = exercise.stages.iter().enumerate().map(|(at, stage)| {
        let minutes = exercise
            .minutes_of(at)
            .map_or("as released".to_owned(), |m| format!("{m} minutes"));
        let new = entries.iter().filter(|e| e.stage == at).count();
        vec![
            text((at + 1).to_string()),
            text(stage.title.clone()),
            text(day_in_words(stage.until)),
            text(new.to_string()),
            text(minutes),
        ]
    });
    Table {
        name: "Timetable".to_owned(),
        caption: "Stages, in order".to_owned(),
        head: heads(&[
            ("Stage", 8),
            ("Title", 42),
            ("Last day", 20),
            ("New entries", 15),
            ("Time", 15),
        ]),
        rows: rows.collect(),
        ..Table::default()
    }
}

fn entries(at: usize, new: &[&Seen]) -> Table {
    let rows = new.iter().map(|e| {
        let mut whose = vec![Inline::Text(e.agency.clone())];
        if !e.known_by.is_empty() {
            whose.push(Inline::Break);
            whose.push(Inline::Small(e.known_by.clone()));
        }
        vec![
            vec![
                Inline::Strong(e.number.to_string()),
                Inline::Break,
                Inline::Small(e.id.0.clone()),
            ],
            text(e.day.clone()),
            whose,
            text(e.kind.clone()),
            text(e.text.clone()),
        ]
    });
    Table {
        name: format!("Entries by stage: {}", at + 1),
        caption: format!("Released with stage {}", at + 1),
        head: heads(&[
            ("Entry", 10),
            ("Day", 14),
            ("Written by", 16),
            ("Type", 15),
            ("Text", 45),
        ]),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// A point: what could be seen, from which entries, what was expected, what the records show, and on what authority.
fn told(point: &Point, number: &dyn Fn(&EntryId) -> String) -> Vec<Block> {
    let from: Vec<String> = point.triggers.iter().map(number).collect();
    let mut first = format!("Known from {}: {}.", day_in_words(point.known), from.join(", "));
    if point.in_part {
        first.push_str(" It rests on other entries too, of which no record shows that this agency knew.");
    }
    let mut out = vec![
        Block::Heading(4, point.title.clone(), None),
        Block::Paragraph(text(first)),
    ];
    out.push(Block::Paragraph(text(point.by().to_owned())));
    out.extend(point.says.iter().map(|s| Block::Paragraph(text(s.clone()))));
    if !point.expected.is_empty() {
        out.push(Block::List(
            point.expected.iter().map(|e| expected(e, number)).collect(),
        ));
    }
    let mut listed = |head: &str, all: Vec<Vec<Inline>>| {
        if !all.is_empty() {
            out.push(Block::Paragraph(vec![Inline::Strong(head.to_owned())]));
            out.push(Block::List(all));
        }
    };
    listed(
        "Rules in force on that day",
        point.policy.iter().map(|rule| text(rule_in_force(rule))).collect(),
    );
    listed(
        "Where it comes from, also later than that day",
        point.sources.iter().map(|s| text(source(s))).collect(),
    );
    out
}

fn expected(one: &Expected, number: &dyn Fn(&EntryId) -> String) -> Vec<Inline> {
    let shown: Vec<String> = one.shown_by.iter().map(number).collect();
    let shown = if shown.is_empty() {
        String::new()
    } else {
        format!(": {}", shown.join(", "))
    };
    vec![
        Inline::Strong(one.label.clone()),
        Inline::Text(format!(
            " (expected of {}): {}{shown}",
            one.asked_of(),
            one.outcome.words()
        )),
    ]
}

fn decisions(decided: &Decided<'_>) -> Table {
    let mut head = vec![
        ("What could be seen", 20),
        ("Known from", 10),
        ("Expected, and what the records show", 18),
        ("Group", 6),
        ("Marked as a warning", 14),
        ("Chose", 16),
        ("Would tell", 10),
        ("Among it what was expected", 12),
    ];
    if decided.with_words {
        head.push(("In its own words", 20));
    }
    let mut rows = Vec::new();
    for beside in &decided.comparison.points {
        for group in decided.run.groups.keys() {
            rows.push(row(decided, beside, *group));
        }
    }
    Table {
        name: "Decisions".to_owned(),
        caption: "Each thing that could be seen, with what each group decided".to_owned(),
        head: heads(&head),
        rows,
        keys: 1,
        ..Table::default()
    }
}

fn row(decided: &Decided<'_>, beside: &Beside, group: u16) -> Vec<Vec<Inline>> {
    let point = &beside.point;
    let records = |e: &Expected| {
        let aside = match (e.is_own, e.was_on_record) {
            (false, _) => format!(", expected of {} and not of this agency", e.of),
            (true, true) => ", already on record by this stop point".to_owned(),
            (true, false) => String::new(),
        };
        format!("{} ({}{aside})", e.label, e.outcome.words())
    };
    let records: Vec<String> = point.expected.iter().map(records).collect();
    let marked = beside.marked.iter().find(|m| m.group == group);
    let chose = beside.chose.iter().find(|c| c.group == group);
    let words =
        |list: &[String], of: &dyn Fn(&str) -> String| list.iter().map(|i| of(i)).collect::<Vec<_>>().join("; ");
    let offered = decided.offered;
    let nothing = if decided.run.came_after(group, point.stage) {
        "had not joined by then"
    } else {
        "nothing recorded at that stop point"
    };
    let mut out = vec![
        text(point.title.clone()),
        text(day_in_words(point.known)),
        text(records.join("; ")),
        text(format!("Group {group}")),
        text(marked.map_or_else(
            || match chose {
                Some(_) => "not marked".to_owned(),
                None => nothing.to_owned(),
            },
            |m| format!("at stage {}, {}", m.stage + 1, after(m.days)),
        )),
        text(chose.map_or_else(
            || nothing.to_owned(),
            |c| words(&c.would, &|i| offered.response_words(i).to_owned()),
        )),
        text(chose.map_or_else(String::new, |c| words(&c.tell, &|i| offered.whom_words(i).to_owned()))),
        text(chose.map_or_else(String::new, covered)),
    ];
    if decided.with_words {
        let mut own: Vec<&str> = Vec::new();
        own.extend(marked.iter().flat_map(|m| &m.entries).map(|(_, sees)| sees.as_str()));
        own.extend(
            chose
                .iter()
                .flat_map(|c| [c.would_own.as_str(), c.tell_own.as_str(), c.why.as_str()]),
        );
        own.retain(|w| !w.trim().is_empty());
        out.push(text(own.join(" · ")));
    }
    out
}

fn further(decided: &Decided<'_>) -> Table {
    let rows = decided.comparison.further.iter().flat_map(|f| {
        f.marks.iter().map(move |(group, stage, sees)| {
            let mut out = vec![
                text(number(decided.numbers, &f.entry)),
                text(format!("Group {group}")),
                text((stage + 1).to_string()),
            ];
            if decided.with_words {
                out.push(text(sees.clone()));
            }
            out
        })
    });
    let mut head = vec![("Entry", 40), ("Group", 20), ("Stage", 10)];
    if decided.with_words {
        head.push(("What it saw", 30));
    }
    Table {
        name: "Beyond the findings".to_owned(),
        caption: "Entries that groups took for a warning and on which no finding of those rests that decisions are set beside: worth talking about".to_owned(),
        head: heads(&head),
        rows: rows.collect(),
        ..Table::default()
    }
}
