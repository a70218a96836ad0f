//! The *thematic table*: measures over a set of cases, beside what was published. One document over many matters.

use crate::{
    patterns::measures::{
        Measure, Measured, Share, Standing,
        tally::{LEAST, Tally, median},
    },
    report::{
        Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::heads,
    },
};

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
    let title = format!("Thematic table: {} cases", thematic.cases.len());
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
        ]
    });
    Table {
        name: "Measures".to_owned(),
        caption: format!(
            "Inspectors' published judgement beside recorded evidence of this set ({} cases)",
            thematic.cases.len()
        ),
        head: heads(&[
            ("Measure", 24),
            ("HMIP published (judgement)", 22),
            ("This set: met", 8),
            ("Not evidenced", 9),
            ("Not applicable", 9),
            ("Not determinable", 9),
            ("n/N", 6),
            ("% met (95% interval)", 13),
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

fn cases(thematic: &Thematic) -> Table {
    let mut rows = Vec::new();
    for (at, case) in thematic.cases.iter().enumerate() {
        for line in &thematic.lines {
            let Some(result) = line.results.get(at) else {
                continue;
            };
            rows.push(vec![
                text(case.clone()),
                text(line.measure.code.clone()),
                standing(result),
                text(result.why.clone()),
                vec![Inline::Small(result.refs.join(", "))],
            ]);
        }
    }
    Table {
        name: "Cases".to_owned(),
        caption: "What the records of each case show, and what it rests on".to_owned(),
        head: heads(&[
            ("Case", 20),
            ("Measure", 10),
            ("Result", 16),
            ("Why", 30),
            ("Findings or entries", 24),
        ]),
        rows,
        ..Table::default()
    }
}

fn standing(result: &Measured) -> Vec<Inline> {
    let mut out = match (result.count, &result.reviewer) {
        (Some(count), None) => text(format!("counted: {count}")),
        _ => text(result.standing.words()),
    };
    if let Some((who, records)) = &result.reviewer {
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
