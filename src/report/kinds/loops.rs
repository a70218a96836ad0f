//! The open-loop tracker: what was promised or planned, by when, and what the records show of it afterwards.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    model::{
        entry::{Entry, EntryId},
        finding::{Cited, Finding, Outcome, WindowBasis},
        matter::Matter,
        mention::{Factuality, Hand, Span},
        quote::Part,
    },
    report::{
        self, Kind, Settings,
        document::{Block, Document, Inline, text},
        kinds::parts::{
            agency, day, decisions, happened, heading, lines,
            links::Links,
            opening, plain_table, point, refs, table, table_or, when,
            whose::{Whose, whose},
        },
    },
    text::due::stated,
};

/// See the module.
#[derive(Debug)]
pub struct Loops;

/// Shape of patterns that look for what was planned and is not shown done.
const LOOP: &str = "loop";

impl Kind for Loops {
    fn name(&self) -> &'static str {
        "loops"
    }

    fn title(&self) -> String {
        "Open loops".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "reviewers, on what was promised and what followed"
    }

    fn about(&self) -> &'static str {
        "What was promised or planned, by when, and what followed"
    }

    fn holds(&self) -> &'static [report::Part] {
        &[report::Part::Table, report::Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "open loops", settings);
        let links = Links::new(matter);
        let loops: Vec<&Finding> = links.standing().filter(|f| is_loop(matter, f)).collect();
        out.blocks
            .push(heading(2, "What was promised, and what followed", "loops"));
        out.blocks.push(Block::Paragraph(text(
            "An intention is not an act. Each line is something protective that an entry says will be done, and whose words name nobody \
             else than the agency that wrote it. Where the program reads no day in the words, the days looked through are a working figure \
             of reviewers and not policy.",
        )));
        let (own, theirs): (Vec<&Finding>, Vec<&Finding>) =
            loops.iter().copied().partition(|f| promiser(&links, f).is_recorders());
        let rows: Vec<Line> = own.iter().map(|f| row(&links, f)).collect();
        out.blocks.extend(point(
            plain_table(
                "loops",
                &format!(
                    "Promises and planned actions, those without a record first. {}",
                    decisions::none_in_cell(matter)
                ),
                &[
                    ("Entry", 9),
                    ("Written", 11),
                    ("Recorded by", 14),
                    ("What was promised", 22),
                    ("Due", 14),
                    ("What the records show", 20),
                    ("Reviewer view", 10),
                ],
                sorted(rows),
            ),
            &links.none(|f| is_loop(matter, f), "No promise was found in the records supplied."),
        ));
        out.blocks.extend(of_others(&links, &theirs));
        let not_accepted: Vec<&Finding> = links.rejected().filter(|f| is_loop(matter, f)).collect();
        out.blocks
            .extend(decisions::rejected_of(&links, |f| is_loop(matter, f)));
        out.blocks
            .extend(others(&links, &[loops.as_slice(), &not_accepted].concat()));
        out.main = Some("loops".to_owned());
        out.happenings = loops.iter().flat_map(|f| told(&links, f)).collect();
        out
    }
}

fn is_loop(matter: &Matter, finding: &Finding) -> bool {
    matter
        .patterns
        .get(&finding.pattern)
        .is_some_and(|c| c.place.shape == LOOP)
}

type Line = (Outcome, Vec<Vec<Inline>>);

/// Those without a record first; otherwise in the order of the timeline.
fn sorted(mut rows: Vec<Line>) -> Vec<Vec<Vec<Inline>>> {
    rows.sort_by_key(|(outcome, _)| *outcome);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(links: &Links<'_>, finding: &Finding) -> Line {
    let first = finding.triggers.first();
    let entry = first.and_then(|t| links.entry(&t.quote.entry));
    let promised = promised(links, finding, &promiser(links, finding));
    let cells = vec![
        refs(finding.triggers.iter().map(|t| &t.quote.entry)),
        entry.map_or_else(Vec::new, |e| when(&e.when)),
        recorders(links, finding),
        promised,
        text(due(finding)),
        followed(links, finding),
        decisions::beside(links.matter, finding),
    ];
    (finding.outcome, cells)
}

/// The agencies whose entries a finding rests on.
fn recorders(links: &Links<'_>, finding: &Finding) -> Vec<Inline> {
    let mut out = vec![&finding.agency];
    for entry in finding.triggers.iter().filter_map(|t| links.entry(&t.quote.entry)) {
        if !out.contains(&&entry.agency) {
            out.push(&entry.agency);
        }
    }
    lines(out.into_iter().map(|id| vec![agency(links.matter, id)]).collect())
}

/// Whose the promise of a finding is, as its words say.
fn promiser(links: &Links<'_>, finding: &Finding) -> Whose {
    let first = finding.triggers.first().filter(|t| t.quote.part == Part::Text);
    let entry = first.and_then(|t| links.entry(&t.quote.entry));
    match (first, entry) {
        (Some(t), Some(entry)) => whose(
            links,
            entry,
            Span {
                start: t.quote.start,
                end: t.quote.end,
            },
        ),
        _ => Whose::Unsaid,
    }
}

/// The words of a promise, what they were read as, and whom they name.
fn promised(links: &Links<'_>, finding: &Finding, whose: &Whose) -> Vec<Inline> {
    let Some(first) = finding.triggers.first() else {
        return Vec::new();
    };
    let mut out = vec![
        vec![Inline::Marked(first.quote.text.clone())],
        vec![Inline::Small(links.label(&first.concept).to_owned())],
    ];
    if let Whose::Recorder(words) = whose {
        out.push(vec![Inline::Small(format!("promised, in its words, by “{words}”"))]);
    }
    // Entries of several agencies can stand under one finding: what each of them says is told as that agency's own words.
    for other in finding.triggers.iter().skip(1).filter(|t| t.quote.part == Part::Text) {
        let Some(entry) = links.entry(&other.quote.entry).filter(|e| e.agency != finding.agency) else {
            continue;
        };
        out.push(vec![
            Inline::Text(format!(
                "{} of {}, in its own entry: ",
                entry.id,
                links.matter.case.agency_name(&entry.agency)
            )),
            Inline::Marked(other.quote.text.clone()),
            Inline::Small(by_whom(links, entry, other)),
        ]);
    }
    lines(out)
}

/// Whom the words of an entry name as the one who promises.
fn by_whom(links: &Links<'_>, entry: &Entry, cited: &Cited) -> String {
    let (start, end) = (cited.quote.start, cited.quote.end);
    match whose(links, entry, Span { start, end }) {
        Whose::Unsaid => String::new(),
        Whose::Recorder(words) | Whose::Other(words) => format!(" promised, in its words, by “{words}”"),
    }
}

/// Promises of somebody else that an entry tells of: shown with what the records hold of them, and no open loop of the agency that wrote.
fn of_others(links: &Links<'_>, theirs: &[&Finding]) -> Vec<Block> {
    if theirs.is_empty() {
        return Vec::new();
    }
    let rows = theirs.iter().map(|f| {
        let whose = promiser(links, f);
        let entry = f.triggers.first().and_then(|t| links.entry(&t.quote.entry));
        vec![
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
            entry.map_or_else(Vec::new, |e| when(&e.when)),
            vec![agency(links.matter, &f.agency)],
            text(format!("“{}”", whose.words())),
            promised(links, f, &whose),
            text(due(f)),
            lines(vec![followed(links, f), decisions::beside(links.matter, f)]),
        ]
    });
    vec![
        heading(2, "Promises that an entry gives to somebody else", "promises-of-others"),
        Block::Paragraph(text(
            "The words of these name another agency or its worker, somebody who is no professional, or “he”, “she” or “they”. They are no open loop of the \
             agency that wrote them down; whose they are, and what became of them, is for the reader to ask.",
        )),
        table(
            "promises of others",
            "Promised by somebody else, as the entry says",
            &[
                ("Entry", 9),
                ("Written", 11),
                ("Recorded by", 14),
                ("Whose, in the words", 12),
                ("What was promised", 20),
                ("Due", 14),
                ("What the records show", 20),
            ],
            rows.collect(),
        ),
    ]
}

/// The day by which it was due, where the promise states one.
fn due(finding: &Finding) -> String {
    match &finding.window {
        Some(w)
            if !matches!(w.basis, WindowBasis::ReviewerSet | WindowBasis::ThisCase)
                || w.length.starts_with("the day") =>
        {
            format!("{}: {}", day(w.to), w.length)
        }
        Some(w) => format!(
            "no day read in its words; looked for until {} ({})",
            day(w.to),
            w.basis.words()
        ),
        None => "no day read in its words".to_owned(),
    }
}

/// What the records show afterwards.
fn followed(links: &Links<'_>, finding: &Finding) -> Vec<Inline> {
    if let Some(own) = links.deciding().told_own_words(finding) {
        return text(own);
    }
    let mut out = Vec::new();
    for cited in finding.steps.iter().filter(|s| s.required).flat_map(|s| &s.shown_by) {
        let on = links
            .entry(&cited.quote.entry)
            .map_or(String::new(), |e| e.when.shown());
        out.push(vec![
            Inline::Text(format!("Done, {on}: ")),
            Inline::Marked(cited.quote.text.clone()),
            Inline::Small(format!(" {}", cited.quote.entry)),
        ]);
    }
    let (state, words) = match finding.outcome {
        Outcome::Met => ("Closed", String::new()),
        Outcome::Late => ("Closed late", String::new()),
        Outcome::Missed if !promiser(links, finding).is_recorders() => {
            ("No record", " in what was searched that it was done".to_owned())
        }
        Outcome::Missed => (
            "Open",
            end(links, finding).map_or(": no record that it was done".to_owned(), |d| {
                format!(
                    ": no record that it was done, up to the end of the agency’s records on {}",
                    day(d)
                )
            }),
        ),
        Outcome::CannotTell => ("Cannot tell", format!(". {}", finding.unclear)),
    };
    out.insert(0, vec![Inline::Strong(state.to_owned()), Inline::Text(words)]);
    for near in finding.steps.iter().flat_map(|s| &s.near).take(3) {
        out.push(vec![Inline::Small(format!(
            "Comes near: {} “{}”, {}",
            near.cited.quote.entry, near.cited.quote.text, near.why
        ))]);
    }
    lines(out)
}

/// Last day of the records of the agency that promised.
fn end(links: &Links<'_>, finding: &Finding) -> Option<NaiveDate> {
    let own = links.matter.coverage.iter().find(|c| c.agency == finding.agency);
    own.map(|c| c.to)
}

fn told(links: &Links<'_>, finding: &Finding) -> Vec<crate::report::document::Happening> {
    let Some(trigger) = finding.triggers.first() else {
        return Vec::new();
    };
    let Some(entry) = links.entry(&trigger.quote.entry) else {
        return Vec::new();
    };
    let fields = vec![
        ("ref".to_owned(), entry.id.0.clone()),
        (
            "agency".to_owned(),
            links.matter.case.agency_name(&entry.agency).to_owned(),
        ),
        (
            "outcome".to_owned(),
            decisions::outcome(links.deciding(), finding).to_owned(),
        ),
    ];
    let message = match promiser(links, finding) {
        Whose::Other(words) => format!("Promised, as the entry says, by “{words}”: {}", trigger.quote.text),
        Whose::Recorder(_) | Whose::Unsaid => format!("Promised: {}", trigger.quote.text),
    };
    let mut out = vec![happened::on(entry.when.earliest, message, "Promise", fields.clone())];
    out.extend(finding.window.as_ref().map(|w| {
        let message = format!("Due ({}): {}", w.length, trigger.quote.text);
        happened::on(w.to, message, "Promise due", fields)
    }));
    out
}

/// Planned steps that no finding speaks of: shown, so that nothing planned is lost, and not judged.
fn others(links: &Links<'_>, loops: &[&Finding]) -> Vec<Block> {
    let judged: BTreeSet<(&EntryId, usize, usize)> = loops
        .iter()
        .flat_map(|f| &f.triggers)
        .filter(|t| t.quote.part == Part::Text)
        .map(|t| (&t.quote.entry, t.quote.start, t.quote.end))
        .collect();
    let mut rows = Vec::new();
    for (entry, reading) in links.matter.entries.iter().zip(&links.matter.readings) {
        let mut by_sentence: BTreeMap<Span, (BTreeSet<&str>, Option<NaiveDate>)> = BTreeMap::new();
        for mention in &reading.mentions {
            let is_plan = mention.assertion.factuality == Factuality::Planned
                && links.matter.outline.practice.contains(&mention.concept)
                && mention.struck.is_none()
                && mention.hand != Hand::Reader
                && mention.quote.part == Part::Text;
            let quote = &mention.quote;
            let mut told = judged.iter().filter(|(id, ..)| **id == entry.id);
            // The same words are one promise, whatever they were read as.
            if !is_plan || told.any(|(_, start, end)| *start < quote.end && quote.start < *end) {
                continue;
            }
            let span = Span {
                start: mention.quote.start,
                end: mention.quote.end,
            };
            let by = stated(&entry.text, mention.sentence, span, entry.when.earliest);
            let (labels, due) = by_sentence.entry(mention.sentence).or_default();
            labels.insert(links.label(&mention.concept));
            *due = due.or(by);
        }
        rows.extend(by_sentence.into_iter().map(|(sentence, (labels, by))| {
            vec![
                vec![Inline::Strong(entry.id.0.clone())],
                when(&entry.when),
                vec![agency(links.matter, &entry.agency)],
                text(labels.into_iter().collect::<Vec<_>>().join("; ")),
                text(entry.text.get(sentence.start..sentence.end).unwrap_or("").trim()),
                text(by.map_or("no day read in its words".to_owned(), day)),
            ]
        }));
    }
    vec![
        heading(2, "Other plans in the records", "other-plans"),
        Block::Paragraph(text(
            "Steps that entries speak of as planned and that the program has not judged: no pattern takes them up. That they stand here says \
             nothing of whether they were done. They count as open until somebody has read on.",
        )),
        table_or(
            "other plans",
            "Planned; the program has not judged whether it was done",
            &[
                ("Entry", 10),
                ("Written", 12),
                ("Recorded by", 16),
                ("What", 18),
                ("Its sentence", 30),
                ("Due", 14),
            ],
            rows,
            "No other entry was read as a plan. Entries may tell of plans in words that the program does not know.",
        ),
    ]
}
