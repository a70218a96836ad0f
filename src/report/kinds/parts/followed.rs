//! The terms of reference and the *lines of enquiry followed* by a review, with what its members attached to them.

use crate::{
    model::{
        beside::About,
        entry::Entry,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement},
    },
    report::{
        Settings,
        document::{Block, Inline, Table, text},
        kinds::parts::{agency, count, day, decisions, heading, heads, lines, refs, table_or, when},
    },
    review::{
        deciding::{Deciding, OTHERWISE},
        enquiry::{Attached, Enquiry, own_words},
        margin::Line,
    },
};

/// The terms of reference in words; nothing where nobody wrote any.
pub(crate) fn terms(matter: &Matter) -> Vec<Inline> {
    let enquiry = Enquiry::new(matter);
    let Some((words, by)) = enquiry.margin().terms else {
        return Vec::new();
    };
    let mut out: Vec<Vec<Inline>> = words.lines().map(text).collect();
    out.push(vec![Inline::Small(signed(by))]);
    lines(out)
}

/// Who wrote something and on what day.
fn signed(by: &Settled) -> String {
    format!("{}, {}", by.who, decisions::day_of(&by.at))
}

/// The lines that are told: all, or those chosen.
pub(crate) fn chosen<'a>(enquiry: &Enquiry<'a>, settings: &Settings) -> Vec<Line<'a>> {
    let mut all = enquiry.margin().lines;
    all.retain(|l| settings.lines.is_empty() || settings.lines.iter().any(|id| id == l.id));
    all
}

/// Titles and questions of the lines that are told, in lines; empty where the review follows none.
pub(crate) fn named(matter: &Matter, settings: &Settings) -> Vec<Inline> {
    let enquiry = Enquiry::new(matter);
    let all = chosen(&enquiry, settings).into_iter().map(|l| {
        vec![
            Inline::Strong(l.title.to_owned()),
            Inline::Text(format!(": {}", l.question)),
        ]
    });
    lines(all.collect())
}

/// Each line with its evidence and what the records show; nothing where the review follows none. Headings are of this level.
pub(crate) fn told(matter: &Matter, settings: &Settings, level: u8) -> Vec<Block> {
    let enquiry = Enquiry::new(matter);
    let mut out = Vec::new();
    for line in chosen(&enquiry, settings) {
        out.push(heading(level, line.title, &format!("line-{}", line.id)));
        out.push(Block::Paragraph(vec![
            Inline::Strong("Question: ".to_owned()),
            Inline::Text(line.question.to_owned()),
        ]));
        let attached = enquiry.attached(&line);
        out.extend(shown(matter, &enquiry, (&line, &attached)));
        out.push(evidence(matter, &enquiry, (&line, &attached)));
        if let Some((words, by)) = own_words(&line) {
            let mut said: Vec<Vec<Inline>> = vec![vec![Inline::Strong("What the panel makes of it:".to_owned())]];
            said.extend(words.lines().map(text));
            said.push(vec![Inline::Small(signed(by))]);
            out.push(Block::Note(lines(said)));
        }
    }
    out
}

/// What the records show: findings attached that reviewers accepted.
fn shown(matter: &Matter, enquiry: &Enquiry<'_>, (line, attached): (&Line<'_>, &[Attached<'_>])) -> Vec<Block> {
    let accepted = enquiry.accepted(attached);
    let deciding = Deciding::of_matter(matter);
    let open = attached
        .iter()
        .flat_map(|a| &a.findings)
        .filter(|f| matter.decision(f).is_none())
        .count();
    let rows = accepted.into_iter().map(|(finding, by)| {
        vec![
            text(deciding.title(finding)),
            vec![agency(matter, &finding.agency)],
            text(deciding.says(finding)),
            refs(finding.triggers.iter().map(|t| &t.quote.entry)),
            decided(matter, (finding, by)),
        ]
    });
    let mut out = vec![table_or(
        &format!("Shown by line: {}", line.id),
        &format!("{}: what the records show, as reviewers accepted it", line.title),
        &[
            ("What", 20),
            ("Agency", 12),
            ("What the records supplied show", 38),
            ("Entries", 10),
            ("Decision", 20),
        ],
        rows.collect(),
        "No finding attached to this line is accepted yet.",
    )];
    if open > 0 {
        out.push(Block::Paragraph(text(format!(
            "{} attached to this line{}; none of them stands in this table.",
            count(open, "finding is", "findings are"),
            if matter.decisions_are_masked {
                ", and decisions are not shown while part of the case is masked"
            } else {
                " and not yet decided on"
            }
        ))));
    }
    out
}

fn decided(matter: &Matter, (finding, by): (&Finding, &Settled)) -> Vec<Inline> {
    let deciding = Deciding::of_matter(matter);
    if deciding.is_disagreed(finding) {
        return text(decisions::words(matter, finding));
    }
    let verdict = match &by.what {
        Settlement::Decision { verdict, .. } => verdict.words(),
        _ => "",
    };
    let of = &finding.pattern;
    let why = match deciding.own_words(finding) {
        // The words stand in the cell before.
        Some(_) => String::new(),
        None => format!(": {}", by.because),
    };
    lines(vec![
        text(format!("{verdict}{why}")),
        vec![Inline::Small(format!(
            "{}; pattern {of}, version {}",
            signed(by),
            finding.version
        ))],
    ])
}

fn evidence(matter: &Matter, enquiry: &Enquiry<'_>, (line, attached): (&Line<'_>, &[Attached<'_>])) -> Block {
    let rows: Vec<Vec<Vec<Inline>>> = attached
        .iter()
        .map(|a| {
            let (date, whose, what, says) = cells(matter, enquiry, a);
            let seen = if a.text.is_empty() { Vec::new() } else { text(a.text) };
            vec![date, whose, what, says, seen, vec![Inline::Small(signed(a.by))]]
        })
        .collect();
    if rows.is_empty() {
        return Block::Paragraph(text("Nothing is attached to this line yet."));
    }
    Block::Table(Table {
        name: format!("Evidence by line: {}", line.id),
        caption: format!("{}: evidence in the order of its days", line.title),
        head: heads(&[
            ("Date", 12),
            ("Agency", 12),
            ("What", 12),
            ("What the record says", 36),
            ("What it shows, as the panel sees it", 18),
            ("Attached by", 10),
        ]),
        rows,
        ..Table::default()
    })
}

type Cells = (Vec<Inline>, Vec<Inline>, Vec<Inline>, Vec<Inline>);

fn cells(matter: &Matter, enquiry: &Enquiry<'_>, a: &Attached<'_>) -> Cells {
    let gone = || {
        // A report of accepted findings alone leaves the others out: they are in the case.
        text(if matter.untold.is_empty() {
            "Not in the case any more: records or readings changed since it was attached."
        } else {
            "Not told here: nothing of it is accepted, or records or readings changed since it was attached."
        })
    };
    let quoted = || {
        let all = enquiry.cited(&a.findings).into_iter().map(|c| {
            vec![
                Inline::Small(format!("{}: ", c.quote.entry)),
                Inline::Marked(c.quote.text.clone()),
            ]
        });
        all.collect::<Vec<_>>()
    };
    let on = |e: Option<&Entry>| e.map_or_else(Vec::new, |e| when(&e.when));
    match a.about {
        About::Entry(id) => (
            on(a.entry),
            a.entry.map_or_else(Vec::new, |e| vec![agency(matter, &e.agency)]),
            vec![Inline::Strong(id.0.clone())],
            a.entry.map_or_else(gone, |e| text(e.text.clone())),
        ),
        About::Finding(id) => {
            let Some(finding) = a.findings.first() else {
                return (Vec::new(), Vec::new(), text(format!("finding {id}")), gone());
            };
            let first = finding.triggers.first().and_then(|t| enquiry.entry(&t.quote.entry));
            let deciding = Deciding::of_matter(matter);
            let (title, shows) = (deciding.title(finding), deciding.says(finding));
            let mut says = vec![text(format!("{title}. {shows}"))];
            says.extend(quoted());
            let decision = vec![Inline::Small(decisions::words(matter, finding))];
            (
                on(first),
                vec![agency(matter, &finding.agency)],
                lines(vec![text("Finding"), decision]),
                lines(says),
            )
        }
        About::Warning(_) => {
            let Some(warning) = a.warning else {
                return (Vec::new(), Vec::new(), text("Warning"), gone());
            };
            let mut says = vec![text(warning.title.clone())];
            let deciding = Deciding::of_matter(matter);
            let own = a.findings.iter().filter_map(|f| deciding.told_own_words(f));
            says.extend(own.map(text));
            says.extend(quoted());
            let weight = deciding.weight(&a.findings, (warning.severity, warning.outcome));
            let outcome = match weight {
                _ if deciding.is_in_own_words(&a.findings) => OTHERWISE,
                Some((_, outcome)) => outcome.words(),
                None => "not accepted",
            };
            (
                text(day(warning.date)),
                Vec::new(),
                lines(vec![
                    text(format!("Warning {}", warning.id)),
                    vec![Inline::Small(outcome.to_owned())],
                ]),
                lines(says),
            )
        }
        About::Search(asked) => (Vec::new(), Vec::new(), text("Search"), text(asked.clone())),
        About::Case => (Vec::new(), Vec::new(), text("The case"), Vec::new()),
    }
}
