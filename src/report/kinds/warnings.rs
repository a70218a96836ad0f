//! Warnings and findings: the evidence, what was expected, what the record shows of it, what was searched.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        finding::{Cited, Finding, FindingKind, Outcome, Step, Warning},
        matter::{Matter, PatternCard},
        quote::Part,
    },
    report::{
        self, Kind, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{
            audit, beside, count, day, decisions, entry_line, happened, heading, heads, links::Links, marked,
            near::Near, opening, plain_table, point, practice, refs, supplied, table_or,
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Warnings;

impl Kind for Warnings {
    fn name(&self) -> &'static str {
        "warnings"
    }

    fn for_whom(&self) -> &'static str {
        "reviewers, to go through warnings with their evidence"
    }

    fn about(&self) -> &'static str {
        "Warnings with their evidence, expected responses and questions"
    }

    fn holds(&self) -> &'static [report::Part] {
        &[report::Part::Table, report::Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "warnings and what followed", settings);
        out.blocks.extend(supplied(matter));
        let links = Links::new(matter);
        out.blocks.extend(blocks(&links));
        out.blocks.extend(audit::acts(matter));
        out.blocks.extend(sources(matter));
        out.main = Some("warnings".to_owned());
        out.happenings = happened::warnings(&links);
        out
    }
}

/// Warnings and good practice as blocks.
pub(crate) fn blocks(links: &Links<'_>) -> Vec<Block> {
    let matter = links.matter;
    let told: Vec<&Warning> = matter
        .warnings
        .iter()
        .filter(|w| !links.findings_of(w).is_empty())
        .collect();
    let mut out = vec![
        heading(2, "Warnings", "warnings"),
        Block::Note(text(if matter.decisions_are_masked {
            "Nothing below is a finding of the review before a reviewer accepts it. Decisions are not shown while part of the case is \
                 masked."
        } else {
            "Nothing below is a finding of the review before a reviewer accepts it. Beside each stands what was decided, by whom and \
                 why; where nothing stands it is not yet decided: a prompt for a reviewer."
        })),
        practice::balance(links),
    ];
    out.extend(summary(links, &told));
    let mut near = Near::default();
    for warning in told {
        out.extend(one(links, warning, &mut near));
    }
    out.push(Block::Heading(2, "What was done well".to_owned(), None));
    let good: Vec<&Finding> = links.standing().filter(|f| f.kind == FindingKind::Good).collect();
    if good.is_empty() {
        let none = "Searched, none found in the records supplied.";
        let none = links.none(|f| f.kind == FindingKind::Good, none);
        out.push(Block::Paragraph(text(none)));
    }
    for finding in good {
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}: ", links.deciding().title(finding))),
            Inline::Text(links.deciding().says(finding)),
            Inline::Small(
                decisions::verdict(matter, finding)
                    .map_or_else(String::new, |_| format!(" ({})", decisions::words(matter, finding))),
            ),
        ]));
        out.extend(evidence(links, finding.triggers.iter().take(3)));
    }
    out.extend(decisions::rejected(links));
    out
}

fn summary(links: &Links<'_>, told: &[&Warning]) -> Vec<Block> {
    let rows: Vec<_> = told
        .iter()
        .map(|w| {
            let severity = links.standing_of(w).1;
            vec![
                vec![Inline::Strong(w.id.clone())],
                text(links.day_of(w)),
                text(w.title.clone()),
                text(severity.code()),
                text(links.response_to(w)),
                refs(links.cited(w).into_iter().map(|e| &e.id)),
                decided(links, w),
            ]
        })
        .collect();
    point(
        plain_table(
            "warnings",
            &count(rows.len(), "warning", "warnings"),
            &[
                ("No.", 6),
                ("First day", 13),
                ("Warning", 32),
                ("Severity", 8),
                ("Response", 12),
                ("Entries", 16),
                ("Decisions", 13),
            ],
            rows,
        ),
        &links.none(
            |_| true,
            "No warning was found in the records supplied. What was searched stands under “What was supplied”; a warning that a reviewer \
             sees and the program does not is added by a mention on the entry.",
        ),
    )
}

/// How many findings of a warning were decided; nothing where none was, which the note above the table says once.
fn decided(links: &Links<'_>, warning: &Warning) -> Vec<Inline> {
    let findings = links.findings_of(warning);
    if findings.iter().any(|f| decisions::verdict(links.matter, f).is_some()) {
        vec![Inline::Small(decisions::decided(links.matter, &findings))]
    } else {
        Vec::new()
    }
}

fn one(links: &Links<'_>, warning: &Warning, near: &mut Near) -> Vec<Block> {
    let severity = links.standing_of(warning).1;
    let mut out = vec![
        heading(
            3,
            &format!("{} · {} · {}", warning.id, links.day_of(warning), warning.title),
            &warning.id,
        ),
        Block::Paragraph(vec![Inline::Strong(format!(
            "Severity {} · {}",
            severity.code(),
            links.response_to(warning)
        ))]),
    ];
    let findings = links.findings_of(warning);
    out.extend(evidence(links, findings.iter().flat_map(|f| &f.triggers)));
    for (number, finding) in (1..).zip(findings) {
        out.extend(finding_blocks(
            links,
            &format!("{}.{number}", warning.id),
            finding,
            near,
        ));
    }
    out
}

/// The entries cited, each once, in order, with the cited words marked.
fn evidence<'a>(links: &Links<'_>, cited: impl Iterator<Item = &'a Cited>) -> Vec<Block> {
    let mut ranges: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for c in cited {
        if let Some(place) = links.place(&c.quote.entry) {
            let all = ranges.entry(place).or_default();
            if c.quote.part == Part::Text {
                all.push((c.quote.start, c.quote.end));
            }
        }
    }
    let mut out = Vec::new();
    for (place, ranges) in ranges {
        if let Some(entry) = links.matter.entries.get(place) {
            let mut line = entry_line(links.matter, entry);
            line.push(Inline::Break);
            line.extend(marked(&entry.text, ranges));
            out.push(Block::Quote(line));
        }
    }
    out
}

/// The outcome, where the title does not tell it already.
fn outcome_beside(links: &Links<'_>, finding: &Finding) -> String {
    let words = decisions::outcome(links.deciding(), finding);
    if finding.title.contains(words) {
        String::new()
    } else {
        format!(": {words}")
    }
}

fn finding_blocks(links: &Links<'_>, name: &str, finding: &Finding, near: &mut Near) -> Vec<Block> {
    let matter = links.matter;
    let mut out = vec![
        Block::Heading(
            4,
            format!(
                "{name} · {} ({}, version {}){}",
                links.deciding().title(finding),
                finding.pattern,
                finding.version,
                outcome_beside(links, finding)
            ),
            None,
        ),
        Block::Paragraph(text(links.deciding().says(finding))),
    ];
    if let Some(own) = links.deciding().own_words(finding) {
        out.push(Block::Paragraph(vec![Inline::Small(format!(
            "What the program found, put in other words by {}: {}",
            links.deciding().own_words_by(finding, &own),
            finding.says
        ))]));
    }
    let others = beside::of_finding(links, finding);
    if !others.is_empty() {
        out.push(Block::Paragraph(vec![Inline::Small(others.join(" "))]));
    }
    if decisions::verdict(matter, finding).is_some() {
        out.push(Block::Paragraph(vec![
            Inline::Strong("Decision: ".to_owned()),
            Inline::Text(decisions::words(matter, finding)),
        ]));
    }
    out.extend(decisions::sense(matter, finding).map(|s| Block::Paragraph(text(s))));
    if !finding.unclear.is_empty() && !links.is_reworded(finding) {
        out.push(Block::Note(text(finding.unclear.clone())));
    }
    let rows = finding
        .steps
        .iter()
        .map(|s| step_row(links, s, near.cell(links, s, name)))
        .collect();
    out.push(Block::Table(Table {
        // Named after the finding, so that a workbook holds all of them on one sheet, each row under its heading.
        name: format!("Expected by finding: {}", finding.id),
        caption: "Expected responses".to_owned(),
        head: heads(&[
            ("Expected", 30),
            ("On record", 16),
            ("Entries", 18),
            ("Comes near, and does not count", 36),
        ]),
        rows,
        ..Table::default()
    }));
    out.push(Block::Paragraph(searched(links, finding)));
    let card = matter.patterns.get(&finding.pattern);
    let told = card.and_then(|c| near.card(c, name));
    if let Some(place) = told.filter(|_| finding.outcome != Outcome::Met) {
        out.push(Block::Paragraph(vec![Inline::Small(format!(
            "What to rule out first, and questions to ask: as at {place}."
        ))]));
    } else if let Some(card) = card.filter(|_| finding.outcome != Outcome::Met) {
        near.tell(card, name);
        out.push(Block::Paragraph(vec![Inline::Strong("To rule out first".to_owned())]));
        out.push(Block::List(card.consider.iter().map(|c| text(c.clone())).collect()));
        out.push(Block::Paragraph(vec![Inline::Strong("Questions to ask".to_owned())]));
        out.push(Block::List(card.ask.iter().map(|a| text(a.clone())).collect()));
    }
    out
}

/// In which days and records it was looked for, and what counts there.
fn searched(links: &Links<'_>, finding: &Finding) -> Vec<Inline> {
    let searched = &finding.searched;
    let names = |ids: &[crate::model::case::AgencyId]| {
        ids.iter()
            .map(|id| links.matter.case.agency_name(id).to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut line = vec![Inline::Small(format!(
        "Searched: {}, {} to {}; records that cover all of those days: {}.",
        count(searched.entries, "entry", "entries"),
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
    // What is said of a finding without a record tells it already.
    if matches!(finding.outcome, Outcome::CannotTell | Outcome::Met) {
        line.push(Inline::Small(format!(
            " Highest response on record: {} ({}).",
            finding.rung.code(),
            finding.rung.words()
        )));
    }
    line
}

fn step_row(links: &Links<'_>, step: &Step, near: Vec<Inline>) -> Vec<Vec<Inline>> {
    let kinds = links.matter.kinds_shown(step).join("; ");
    let shown = if kinds.is_empty() { &step.label } else { &kinds };
    let mut label = vec![if step.required {
        Inline::Strong(shown.clone())
    } else {
        Inline::Text(shown.clone())
    }];
    if !kinds.is_empty() {
        label.push(Inline::Small(format!(" (looked for: {})", step.label)));
    }
    if !step.required {
        label.push(Inline::Small(" (also looked for)".to_owned()));
    }
    let refs: Vec<String> = step
        .shown_by
        .iter()
        .map(|c| match links.kind_of_step(&step.label, &c.concept) {
            kind if kind == step.label => format!("{} “{}”", c.quote.entry, c.quote.text),
            kind => format!("{}: {kind} “{}”", c.quote.entry, c.quote.text),
        })
        .collect();
    vec![
        label,
        text(step.outcome.words()),
        vec![Inline::Small(refs.join("; "))],
        near,
    ]
}

/// The publications that patterns with a finding which stands come from, each once.
pub(crate) fn sources_used(links: &Links<'_>) -> Vec<Block> {
    let used: BTreeSet<&str> = links.standing().map(|f| f.pattern.as_str()).collect();
    let of = |card: &&PatternCard| used.contains(card.id.as_str());
    let mut all: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for source in links.matter.patterns.values().filter(of).flat_map(|c| &c.sources) {
        let place = (source.key.as_str(), source.title.as_str(), source.address.as_str());
        all.entry(place).or_default().insert(&source.tag);
    }
    let rows = all.into_iter().map(|((key, title, address), tags)| {
        vec![
            vec![Inline::Strong(key.to_owned())],
            vec![Inline::Text(format!("{title} ")), Inline::Small(address.to_owned())],
            text(tags.into_iter().collect::<Vec<_>>().join("; ")),
        ]
    });
    vec![
        heading(2, "Publications", "publications"),
        table_or(
            "publications",
            "Publications by their keys, for the patterns that found something. What each says stands in the report “warnings”",
            &[("Key", 12), ("Publication", 72), ("How it was read", 16)],
            rows.collect(),
            &links.none(|_| true, "No pattern found anything."),
        ),
    ]
}

/// The patterns that were judged, with their windows and sources.
pub(crate) fn sources(matter: &Matter) -> Vec<Block> {
    let rows = matter
        .patterns
        .values()
        .map(|card| {
            let sources: Vec<String> = card
                .sources
                .iter()
                .map(|s| {
                    format!(
                        "{}: {} ({}; {}): {} [{}]",
                        s.key, s.title, s.address, s.at, s.says, s.tag
                    )
                })
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
        Block::Heading(2, "Patterns, windows and sources".to_owned(), None),
        Block::Paragraph(text(
            "A window marked reviewer-set is a working figure of reviewers. It is not policy.",
        )),
        Block::Table(Table {
            name: "patterns".to_owned(),
            caption: "What was looked for, and on what authority".to_owned(),
            head: heads(&[("Pattern", 24), ("Window", 24), ("Sources", 52)]),
            rows,
            ..Table::default()
        }),
    ]
}
