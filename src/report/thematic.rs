//! The *thematic table*: measures over a set of cases, beside what was published. One document over many matters.

use crate::{
    patterns::measures::{
        Measure, Measured, Share, Standing,
        tally::{LEAST, Tally, median},
    },
    report::{
        Part, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::heads,
    },
};

/// What its document always holds: it is offered only in formats that can write it.
pub const HOLDS: &[Part] = &[Part::Table];

/// A measure with its result in every case of the set, in the order of the cases.
#[derive(Debug, Clone)]
pub struct Line {
    /// The measure.
    pub measure: Measure,
    /// One result a case.
    pub results: Vec<Measured>,
}

/// What the table is made of.
#[derive(Debug, Clone)]
pub struct Thematic {
    /// Titles of the cases.
    pub cases: Vec<String>,
    /// The measures.
    pub lines: Vec<Line>,
    /// Sentences that stand above the table: where the figures come from, cautions.
    pub cautions: Vec<String>,
    /// Later published figures: code, what it says, figure, source.
    pub later: Vec<[String; 4]>,
    /// SHA-256 of the rules.
    pub rules_sha256: String,
}

/// The document.
pub fn compose(thematic: &Thematic, settings: &Settings) -> Document {
    let title = match thematic.cases.len() {
        1 => "Thematic table: 1 case".to_owned(),
        count => format!("Thematic table: {count} cases"),
    };
    let mut lines = vec![Inline::Small(format!(
        "Rules {}",
        thematic.rules_sha256.get(..16).unwrap_or("")
    ))];
    if let Some(made) = &settings.made_at {
        lines.push(Inline::Small(format!(" · made on {made}")));
    }
    let mut blocks = vec![
        Block::Heading(1, title.clone(), None),
        Block::Paragraph(lines),
        Block::Note(text(
            "What follows are prompts for reviewers, not findings of fact. They say what the records supplied show. Absence of a record is not absence of an act.",
        )),
        Block::List(thematic.cautions.iter().map(|c| text(c.clone())).collect()),
        Block::Heading(2, "Measures".to_owned(), None),
        Block::Table(measures(thematic)),
        Block::Heading(2, "Cautions of single measures".to_owned(), None),
        Block::List(cautions(thematic)),
        Block::Heading(2, "Case by case".to_owned(), None),
        Block::Table(cases(thematic)),
        Block::Heading(2, "How each measure is told".to_owned(), None),
        Block::Table(meanings(thematic)),
    ];
    if !thematic.later.is_empty() {
        blocks.push(Block::Heading(2, "Later published figures".to_owned(), None));
        let rows = thematic
            .later
            .iter()
            .map(|l| l.iter().map(|c| text(c.clone())).collect());
        blocks.push(Block::Table(Table {
            name: "Later figures".to_owned(),
            caption: "Figures of other samples and other questions, for orientation".to_owned(),
            head: heads(&[("Code", 10), ("What it says", 40), ("Published", 20), ("Source", 30)]),
            rows: rows.collect(),
            ..Table::default()
        }));
    }
    Document {
        title,
        marking: settings.marking.clone(),
        blocks,
        ..Document::default()
    }
}

fn measures(thematic: &Thematic) -> Table {
    let rows = thematic.lines.iter().map(|line| {
        let tally = Tally::of(&line.results);
        vec![
            vec![
                Inline::Strong(line.measure.code.clone()),
                Inline::Break,
                Inline::Text(line.measure.title.clone()),
            ],
            vec![
                Inline::Strong(line.measure.published.clone()),
                Inline::Break,
                Inline::Small(line.measure.says.clone()),
            ],
            number(line, tally.met),
            number(line, tally.not_evidenced),
            number(line, tally.not_applicable),
            number(line, tally.not_determinable),
            text(if is_count(line) {
                "–".to_owned()
            } else {
                format!("{}/{}", tally.met, tally.counted())
            }),
            share(line, tally),
            which(thematic, line),
        ]
    });
    Table {
        name: "Measures".to_owned(),
        caption: format!(
            "Inspectors' published judgement beside recorded evidence of this set ({} cases)",
            thematic.cases.len()
        ),
        head: heads(&[
            ("Measure", 20),
            ("HMIP published (judgement)", 18),
            ("This set: met", 6),
            ("Not evidenced", 8),
            ("Not applicable", 8),
            ("Not determinable", 9),
            ("n/N", 5),
            ("% met (95% interval)", 11),
            ("Cases", 15),
        ]),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// A measure that counts has no results to count.
fn is_count(line: &Line) -> bool {
    line.results.iter().any(|r| r.count.is_some())
}

fn number(line: &Line, count: usize) -> Vec<Inline> {
    text(if is_count(line) {
        "–".to_owned()
    } else {
        count.to_string()
    })
}

fn share(line: &Line, tally: Tally) -> Vec<Inline> {
    let counts: Vec<usize> = line.results.iter().filter_map(|r| r.count).collect();
    if !counts.is_empty() {
        let with = counts.iter().filter(|c| **c > 0).count();
        return text(format!("counted in {with} of {} cases", line.results.len()));
    }
    let mut out = match tally.share() {
        Some((share, low, high)) => text(format!("{share:.0}% ({low:.0} to {high:.0})")),
        None => text(format!("not given: fewer than {LEAST} cases count")),
    };
    if let (Some((share, ..)), Share::NotEvidenced) = (tally.share(), line.measure.share) {
        out.push(Inline::Break);
        out.push(Inline::Small(format!(
            "not evidenced {:.0}%, to be read beside the published figure",
            100.0 - share
        )));
    }
    let parts: Vec<(usize, usize)> = line.results.iter().filter_map(|r| r.parts).collect();
    if let Some(middle) = median(&parts) {
        out.push(Inline::Break);
        out.push(Inline::Small(format!(
            "median over cases: {middle:.0}% of known agencies"
        )));
    }
    out
}

/// The name by which the first row of a case is pointed at.
fn anchor(at: usize) -> String {
    format!("case-{}", at + 1)
}

/// The cases by their results, each pointing at its own; a star where a reviewer set it.
fn which(thematic: &Thematic, line: &Line) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for standing in Standing::ALL.iter().copied() {
        let is_in = |r: &Measured| match r.count {
            Some(count) if r.reviewer.is_none() => standing == Standing::NotApplicable && count > 0,
            _ => r.standing == standing,
        };
        let mut all = line.results.iter().enumerate().filter(|(_, r)| is_in(r)).peekable();
        if all.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        let words = if is_count(line) { "counted" } else { standing.words() };
        out.push(Inline::Small(format!("{words}: ")));
        for (number, (at, result)) in all.enumerate() {
            if number > 0 {
                out.push(Inline::Text(", ".to_owned()));
            }
            let title = thematic.cases.get(at).cloned().unwrap_or_default();
            let count = result.count.map_or(String::new(), |c| format!(" ({c})"));
            let star = if result.reviewer.is_some() { SET } else { "" };
            out.push(Inline::Link(anchor(at), format!("{title}{count}{star}")));
        }
    }
    out
}

/// What marks a result that a reviewer set.
const SET: &str = " *";

fn cautions(thematic: &Thematic) -> Vec<Vec<Inline>> {
    thematic
        .lines
        .iter()
        .filter(|l| !l.measure.caution.is_empty())
        .map(|l| {
            vec![
                Inline::Strong(format!("{}: ", l.measure.code)),
                Inline::Text(l.measure.caution.clone()),
            ]
        })
        .collect()
}

/// The results of all cases; the first row of each can be pointed at.
fn cases(thematic: &Thematic) -> Table {
    let mut rows = Vec::new();
    for (at, case) in thematic.cases.iter().enumerate() {
        for (number, line) in thematic.lines.iter().enumerate() {
            let Some(result) = line.results.get(at) else {
                continue;
            };
            rows.push(vec![
                if number == 0 {
                    vec![Inline::Named(anchor(at), case.clone())]
                } else {
                    text(case.clone())
                },
                text(line.measure.code.clone()),
                standing(result),
                text(result.why.clone()),
                evidence(result),
            ]);
        }
    }
    Table {
        name: "Cases".to_owned(),
        caption: "What the records of each case show, and the words it rests on; a star marks what a reviewer set"
            .to_owned(),
        head: heads(&[
            ("Case", 12),
            ("Measure", 8),
            ("Result", 14),
            ("Why", 26),
            ("Findings or entries, and their words", 40),
        ]),
        rows,
        ..Table::default()
    }
}

/// So many findings or entries are named without their words.
const NAMED: usize = 12;

/// What a result rests on: the words of the entries first, then the rest by name.
fn evidence(result: &Measured) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for shown in &result.shown {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Small(format!(
            "{} ({}): “{}”",
            shown.of, shown.day, shown.words
        )));
    }
    let rest: Vec<&str> = result
        .refs
        .iter()
        .filter(|r| !result.shown.iter().any(|s| s.of == **r))
        .map(String::as_str)
        .collect();
    if rest.is_empty() {
        return out;
    }
    if !out.is_empty() {
        out.push(Inline::Break);
    }
    let named = rest.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = match rest.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    out.push(Inline::Small(format!("{named}{more}")));
    out
}

fn standing(result: &Measured) -> Vec<Inline> {
    let mut out = match (result.count, &result.reviewer) {
        (Some(count), None) => text(format!("counted: {count}")),
        _ => text(result.standing.words()),
    };
    if let Some((who, records)) = &result.reviewer {
        out.push(Inline::Strong(SET.to_owned()));
        out.push(Inline::Break);
        out.push(Inline::Small(format!(
            "set by {who}; by the records: {}",
            Standing::words(*records)
        )));
    }
    out
}

fn meanings(thematic: &Thematic) -> Table {
    let rows = thematic.lines.iter().map(|l| {
        vec![
            text(l.measure.code.clone()),
            text(l.measure.applies.clone()),
            text(l.measure.met.clone()),
        ]
    });
    Table {
        name: "Meanings".to_owned(),
        caption: "When a measure applies, and when it is met".to_owned(),
        head: heads(&[("Code", 12), ("Applies when", 44), ("Met when", 44)]),
        rows: rows.collect(),
        ..Table::default()
    }
}
