//! Warnings and findings: the evidence, what was expected, what the record shows of it, what was searched.

use std::collections::BTreeMap;

use crate::{
    model::{
        finding::{Basis, Cited, Finding, FindingKind, Outcome, Step, Warning},
        matter::{Matter, PatternCard},
        quote::Part,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{day, entry_line, heads, marked, opening, supplied},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Warnings;

impl Kind for Warnings {
    fn name(&self) -> &'static str {
        "warnings"
    }

    fn about(&self) -> &'static str {
        "Warnings with their evidence, expected responses and questions"
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "warnings and what followed", settings);
        out.blocks.extend(supplied(matter));
        out.blocks.push(Block::NewPage);
        out.blocks.extend(blocks(matter));
        out.blocks.extend(sources(matter));
        out
    }
}

/// Warnings and good practice as blocks.
pub(crate) fn blocks(matter: &Matter) -> Vec<Block> {
    let mut out = vec![
        Block::Heading(2, "Warnings".to_owned(), Some("warnings".to_owned())),
        summary(matter),
    ];
    for warning in matter.warnings.iter().filter(|w| !counted(matter, w).is_empty()) {
        out.extend(one(matter, warning));
    }
    out.push(Block::Heading(2, "What was done well".to_owned(), None));
    let good: Vec<&Finding> = matter
        .findings
        .iter()
        .filter(|f| f.kind == FindingKind::Good && f.basis != Basis::Suggested)
        .collect();
    if good.is_empty() {
        out.push(Block::Paragraph(text("Searched, none found in the records supplied.")));
    }
    for finding in good {
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}: ", finding.title)),
            Inline::Text(finding.says.clone()),
        ]));
        out.extend(evidence(matter, finding.triggers.iter().take(3)));
    }
    out
}

/// The findings of a warning that a report may tell: one that rests on a suggestion is for the screens until a person accepts it.
fn counted<'a>(matter: &'a Matter, warning: &Warning) -> Vec<&'a Finding> {
    warning
        .findings
        .iter()
        .filter_map(|id| matter.finding(id))
        .filter(|f| f.basis != Basis::Suggested)
        .collect()
}

fn summary(matter: &Matter) -> Block {
    let rows: Vec<_> = matter
        .warnings
        .iter()
        .filter(|w| !counted(matter, w).is_empty())
        .map(|w| {
            let refs: Vec<&str> = w.triggers.iter().map(|t| t.0.as_str()).collect();
            vec![
                vec![Inline::Strong(w.id.clone())],
                text(day(w.date)),
                text(w.title.clone()),
                text(w.severity.code()),
                text(w.outcome.words()),
                vec![Inline::Small(refs.join(", "))],
            ]
        })
        .collect();
    Block::Table(Table {
        name: String::new(),
        caption: format!("{} warnings", rows.len()),
        head: heads(&[
            ("No.", 6),
            ("First known", 14),
            ("Warning", 38),
            ("Severity", 9),
            ("Response", 13),
            ("Entries", 20),
        ]),
        rows,
    })
}

fn one(matter: &Matter, warning: &Warning) -> Vec<Block> {
    let mut out = vec![
        Block::Heading(
            3,
            format!("{} · {} · {}", warning.id, day(warning.date), warning.title),
            Some(warning.id.clone()),
        ),
        Block::Paragraph(vec![Inline::Strong(format!(
            "Severity {} · {}",
            warning.severity.code(),
            warning.outcome.words()
        ))]),
    ];
    let findings = counted(matter, warning);
    out.extend(evidence(matter, findings.iter().flat_map(|f| &f.triggers)));
    for finding in findings {
        out.extend(finding_blocks(matter, finding));
    }
    out
}

/// The entries cited, each once, in order, with the cited words marked.
fn evidence<'a>(matter: &Matter, cited: impl Iterator<Item = &'a Cited>) -> Vec<Block> {
    let mut ranges: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for c in cited {
        if let Some(place) = matter.entries.iter().position(|e| e.id == c.quote.entry) {
            let all = ranges.entry(place).or_default();
            if c.quote.part == Part::Text {
                all.push((c.quote.start, c.quote.end));
            }
        }
    }
    let mut out = Vec::new();
    for (place, ranges) in ranges {
        if let Some(entry) = matter.entries.get(place) {
            let mut line = entry_line(matter, entry);
            line.push(Inline::Break);
            line.extend(marked(&entry.text, ranges));
            out.push(Block::Quote(line));
        }
    }
    out
}

fn finding_blocks(matter: &Matter, finding: &Finding) -> Vec<Block> {
    let mut out = vec![
        Block::Heading(
            4,
            format!(
                "{} ({}, version {}): {}",
                finding.title,
                finding.pattern,
                finding.version,
                finding.outcome.words()
            ),
            None,
        ),
        Block::Paragraph(text(finding.says.clone())),
    ];
    if !finding.unclear.is_empty() {
        out.push(Block::Note(text(finding.unclear.clone())));
    }
    let rows = finding.steps.iter().map(step_row).collect();
    out.push(Block::Table(Table {
        name: String::new(),
        caption: "Expected responses".to_owned(),
        head: heads(&[
            ("Expected", 30),
            ("On record", 16),
            ("Entries", 18),
            ("Comes near, and does not count", 36),
        ]),
        rows,
    }));
    let searched = &finding.searched;
    let names = |ids: &[crate::model::case::AgencyId]| {
        ids.iter()
            .map(|id| matter.case.agency_name(id).to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut line = vec![Inline::Small(format!(
        "Searched: {} entries, {} to {}; records that cover all of those days: {}.",
        searched.entries,
        day(searched.from),
        day(searched.to),
        if searched.agencies.is_empty() {
            "none".to_owned()
        } else {
            names(&searched.agencies)
        }
    ))];
    if !searched.not_supplied.is_empty() {
        line.push(Inline::Small(format!(
            " Not supplied for all of those days: {}.",
            names(&searched.not_supplied)
        )));
    }
    if let Some(window) = &finding.window {
        line.push(Inline::Small(format!(
            " Window: {} ({}).",
            window.length,
            window.basis.words()
        )));
    }
    line.push(Inline::Small(format!(
        " Highest response on record: {} ({}).",
        finding.rung.code(),
        finding.rung.words()
    )));
    out.push(Block::Paragraph(line));
    let card = matter.patterns.get(&finding.pattern);
    if let Some(card) = card.filter(|_| finding.outcome != Outcome::Met) {
        out.push(Block::Paragraph(vec![Inline::Strong("To rule out first".to_owned())]));
        out.push(Block::List(card.consider.iter().map(|c| text(c.clone())).collect()));
        out.push(Block::Paragraph(vec![Inline::Strong("Questions to ask".to_owned())]));
        out.push(Block::List(card.ask.iter().map(|a| text(a.clone())).collect()));
    }
    out
}

fn step_row(step: &Step) -> Vec<Vec<Inline>> {
    let label = if step.required {
        vec![Inline::Strong(step.label.clone())]
    } else {
        vec![
            Inline::Text(step.label.clone()),
            Inline::Small(" (also looked for)".to_owned()),
        ]
    };
    let refs: Vec<String> = step
        .shown_by
        .iter()
        .map(|c| format!("{} “{}”", c.quote.entry, c.quote.text))
        .collect();
    let near: Vec<String> = step
        .near
        .iter()
        .map(|n| format!("{} “{}”: {}", n.cited.quote.entry, n.cited.quote.text, n.why))
        .collect();
    vec![
        label,
        text(step.outcome.words()),
        vec![Inline::Small(refs.join("; "))],
        vec![Inline::Small(near.join("; "))],
    ]
}

/// The patterns that were judged, with their windows and sources.
pub(crate) fn sources(matter: &Matter) -> Vec<Block> {
    let rows = matter
        .patterns
        .values()
        .map(|card: &PatternCard| {
            let sources: Vec<String> = card
                .sources
                .iter()
                .map(|s| format!("{} ({}; {}): {} [{}]", s.title, s.address, s.at, s.says, s.tag))
                .collect();
            vec![
                vec![
                    Inline::Strong(card.id.clone()),
                    Inline::Break,
                    Inline::Text(card.title.clone()),
                ],
                text(card.window.clone()),
                vec![Inline::Small(sources.join(" · "))],
            ]
        })
        .collect();
    vec![
        Block::NewPage,
        Block::Heading(2, "Patterns, windows and sources".to_owned(), None),
        Block::Paragraph(text(
            "A window marked reviewer-set is a working figure of reviewers. It is not policy.",
        )),
        Block::Table(Table {
            name: String::new(),
            caption: "What was looked for, and on what authority".to_owned(),
            head: heads(&[("Pattern", 24), ("Window", 24), ("Sources", 52)]),
            rows,
        }),
    ]
}
