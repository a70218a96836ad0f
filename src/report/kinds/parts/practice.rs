//! *Practice*: findings as rows of the tables in which reviewers judge practice, and the boxes that they fill in.

use crate::{
    model::{
        entry::Entry,
        finding::{Finding, FindingKind, Outcome, Warning},
    },
    report::{
        document::{Block, Inline, Table, text},
        kinds::parts::{
            about, agency, count, day, days, decisions, heading, lines, links::Links, plain_table, refs, table,
            table_or,
        },
    },
};

/// Columns of the table in which practice is judged.
const HEAD: &[(&str, u8)] = &[
    ("Ref", 7),
    ("Area and HMIP stage", 11),
    ("What was expected (source, how it was read, in force)", 25),
    ("What the record shows", 20),
    ("Rung", 5),
    ("Gap or good", 8),
    ("Context", 16),
    ("Reviewer view", 8),
];

/// Questions at a decision point; all of them stand in the report “warnings”.
const QUESTIONS: usize = 5;

/// Findings as a table of practice.
pub(crate) fn judged(links: &Links<'_>, name: &str, caption: &str, findings: &[&Finding]) -> Table {
    let order = |f: &Finding| {
        let area = links
            .matter
            .patterns
            .get(&f.pattern)
            .map_or("", |c| c.place.area.as_str());
        let areas = &links.matter.outline.areas;
        areas.iter().position(|a| a == area).unwrap_or(areas.len())
    };
    let mut findings = findings.to_vec();
    findings.sort_by_key(|f| order(f));
    let rows = findings.iter().map(|f| row(links, f)).collect();
    plain_table(name, caption, HEAD, rows)
}

fn row(links: &Links<'_>, finding: &Finding) -> Vec<Vec<Inline>> {
    let card = links.matter.patterns.get(&finding.pattern);
    let steps: Vec<Vec<Inline>> = finding
        .steps
        .iter()
        .filter(|s| s.required)
        .map(|s| text(s.label.clone()))
        .collect();
    let mut expected = steps;
    expected.dedup();
    let window = finding.window.as_ref().map(|w| (w.length.as_str(), w.basis));
    expected.push(vec![Inline::Small(about::authority(card, window))]);
    expected.extend(policy(links, finding).map(|p| vec![Inline::Small(p)]));
    let mut shows = vec![text(shown(finding))];
    if !finding.unclear.is_empty() {
        shows.push(vec![Inline::Small(finding.unclear.clone())]);
    }
    vec![
        refs(finding.triggers.iter().map(|t| &t.quote.entry)),
        card.map_or_else(Vec::new, |c| {
            lines(vec![
                text(c.place.area.clone()),
                vec![Inline::Small(c.place.stage.clone())],
            ])
        }),
        lines(expected),
        lines(shows),
        text(finding.rung.code()),
        text(kind(finding)),
        lines(
            context(links, finding)
                .into_iter()
                .map(|c| vec![Inline::Small(c)])
                .collect(),
        ),
        vec![Inline::Small(decisions::words(links.matter, finding))],
    ]
}

/// What the record shows. Where it holds none of the steps, they stand in the cell beside and are not told again.
fn shown(finding: &Finding) -> String {
    match &finding.window {
        Some(w) if finding.kind == FindingKind::Gap && finding.outcome == Outcome::Missed => format!(
            "In the records supplied there is no record of this, {}. Highest response on record in that time: {} ({}).",
            days(w.from, w.to),
            finding.rung.code(),
            finding.rung.words()
        ),
        _ => finding.says.clone(),
    }
}

/// Gap or good, with the outcome.
pub(crate) fn kind(finding: &Finding) -> String {
    match finding.kind {
        FindingKind::Good => "Good".to_owned(),
        FindingKind::Context => format!("Context ({})", finding.outcome.words()),
        FindingKind::Gap if finding.outcome == Outcome::Met => "Responded to".to_owned(),
        FindingKind::Gap if finding.outcome == Outcome::CannotTell => "Cannot tell".to_owned(),
        FindingKind::Gap => format!("Gap ({})", finding.outcome.words()),
    }
}

/// Gap or good, and what the records show.
pub(crate) fn named(finding: &Finding) -> String {
    format!("{}: {}", kind(finding), finding.title)
}

/// Where the rules stand that were in force on the day of the warning that a finding belongs to.
fn policy(links: &Links<'_>, finding: &Finding) -> Option<String> {
    let of = |w: &&&Warning| w.findings.contains(&finding.id);
    let at = finding.triggers.first().map(|t| &t.quote.entry);
    let warning = at.and_then(|id| links.warnings_at(id).iter().find(of));
    let warning = warning.filter(|w| !w.policy.is_empty())?;
    let sources: Vec<&str> = warning
        .policy
        .iter()
        .map(|p| p.source.as_str())
        .filter(|s| !s.is_empty())
        .collect();
    Some(format!("In force, see {}: {}", warning.id, sources.join(", ")))
}

/// What stands beside a finding: context about the same entries, conditions in force, and what else could explain it.
fn context(links: &Links<'_>, finding: &Finding) -> Vec<String> {
    let mut out: Vec<String> = finding.in_force.clone();
    for trigger in finding.triggers.iter().take(1) {
        let beside = links.findings_at(&trigger.quote.entry).iter();
        out.extend(
            beside
                .filter(|f| f.kind == FindingKind::Context && f.id != finding.id && f.part_of.is_empty())
                .map(|f| f.says.clone()),
        );
    }
    if finding.kind != FindingKind::Good && finding.outcome != Outcome::Met {
        let card = links.matter.patterns.get(&finding.pattern);
        out.extend(
            card.iter()
                .flat_map(|c| &c.consider)
                .take(1)
                .map(|c| format!("To rule out: {c}")),
        );
    }
    out
}

/// Findings of good practice.
pub(crate) fn good(links: &Links<'_>) -> Vec<Block> {
    let rows = links.standing().filter(|f| f.kind == FindingKind::Good).map(|f| {
        vec![
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
            vec![agency(links.matter, &f.agency)],
            text(f.title.clone()),
            text(f.says.clone()),
            vec![Inline::Small(decisions::words(links.matter, f))],
        ]
    });
    vec![table_or(
        "good practice",
        "Good practice, looked for with the same effort as gaps",
        &[
            ("Entries", 14),
            ("Agency", 16),
            ("What", 22),
            ("What the record shows", 32),
            ("Reviewer view", 16),
        ],
        rows.collect(),
        "Searched, none found in the records supplied. A reviewer who knows of some adds it by a mention on the entry.",
    )]
}

/// How many warnings the record shows an answer to, beside those it does not: both are told.
pub(crate) fn balance(links: &Links<'_>) -> Block {
    let has_gap = |w: &&Warning| links.findings_of(w).iter().any(|f| f.kind == FindingKind::Gap);
    let all: Vec<&Warning> = links.warnings().into_iter().filter(has_gap).collect();
    // The best that is on record for each: that something else is without a record is told beside it.
    let best = |w: &Warning| {
        let findings = links.findings_of(w);
        let gaps = || findings.iter().filter(|f| f.kind == FindingKind::Gap);
        let order = [Outcome::Met, Outcome::Late, Outcome::CannotTell];
        let found = order.into_iter().find(|o| gaps().any(|f| f.outcome == *o));
        found.unwrap_or(Outcome::Missed)
    };
    let of = |o: Outcome| all.iter().filter(|w| best(w) == o).count();
    let open = all.iter().filter(|w| links.standing_of(w).0 == Outcome::Missed).count();
    Block::Paragraph(text(format!(
        "{} looked at for what followed. The records supplied show at least one expected response in time for {}, for {} more only one \
         recorded late; for {} the records do not settle it, and for {} there is no record of any. Several patterns can expect several \
         responses to one warning: for {open} of them at least one response is without a record.",
        count(all.len(), "warning", "warnings"),
        of(Outcome::Met),
        of(Outcome::Late),
        of(Outcome::CannotTell),
        of(Outcome::Missed)
    )))
}

/// The box in which a reviewer says whether practice in an area was sufficient.
pub(crate) fn sufficiency() -> Block {
    let row = |q: &str| vec![text(q), Vec::new()];
    table(
        "",
        "For the reviewer",
        &[("Question", 36), ("Answer", 64)],
        vec![
            row("Was practice sufficient: yes, no, partly, not applicable?"),
            row("Why did it make sense at the time: system, workload, policy, knowledge?"),
            row("Reasons for the judgement"),
        ],
    )
}

/// Blank lines of a plan of action.
pub(crate) fn action_plan(rows: usize) -> Block {
    let head: &[(&str, u8)] = &[
        ("No.", 5),
        ("Learning", 22),
        ("Action", 23),
        ("Owner", 12),
        ("By when", 10),
        ("What will change", 14),
        ("How it is measured", 14),
    ];
    let row = |n: usize| {
        let mut cells = vec![Vec::new(); head.len()];
        if let Some(first) = cells.first_mut() {
            *first = text(n.to_string());
        }
        cells
    };
    table(
        "action plan",
        "Action plan, for the panel to fill in",
        head,
        (1..=rows).map(row).collect(),
    )
}

/// One decision point: who knew, what was expected, what is on record, and boxes for the reviewer.
pub(crate) fn decision_point<'a>(links: &Links<'a>, warning: &'a Warning) -> Vec<Block> {
    let matter = links.matter;
    let findings = links.findings_of(warning);
    let shown: Vec<Vec<Inline>> = links
        .checklist(warning)
        .into_iter()
        .filter(|c| c.outcome != Outcome::Missed && !c.shown_by.is_empty())
        .map(|c| {
            let refs: Vec<&str> = c.shown_by.iter().map(|e| e.0.as_str()).collect();
            text(format!("{}: {} ({})", c.label, c.outcome.words(), refs.join(", ")))
        })
        .collect();
    let recorded = if shown.is_empty() {
        text(format!(
            "None of the steps that the program looks for. Highest response on record: {} ({}).",
            warning.rung.code(),
            warning.rung.words()
        ))
    } else {
        lines(shown)
    };
    let row = |what: &str, words: Vec<Inline>| vec![vec![Inline::Strong(what.to_owned())], words];
    let policy: Vec<Vec<Inline>> = warning.policy.iter().map(|p| text(about::in_force(p))).collect();
    vec![
        heading(
            3,
            &format!("{} · {} · {}", warning.id, day(warning.date), warning.title),
            &warning.id,
        ),
        table(
            "",
            &format!(
                "Decision point {}: {}",
                warning.id,
                decisions::decided(matter, &findings)
            ),
            &[("What", 24), ("On record, or for the reviewer", 76)],
            vec![
                row("Entries", refs(warning.triggers.iter())),
                row("What was known, and by whom", lines(known(links, warning))),
                row("Options at the time", Vec::new()),
                row("Steps on record", recorded),
                row("Reason recorded", Vec::new()),
                row(
                    "Policy in force",
                    if policy.is_empty() {
                        text("The rules of this program hold none for that day.")
                    } else {
                        lines(policy)
                    },
                ),
                row("The manager’s part", Vec::new()),
                row(
                    "Questions to ask",
                    lines(warning.asks.iter().take(QUESTIONS).map(|a| text(a.clone())).collect()),
                ),
            ],
        ),
    ]
}

/// Who knew of a warning, and since when, in lines.
pub(crate) fn known(links: &Links<'_>, warning: &Warning) -> Vec<Vec<Inline>> {
    let line = |entry: &Entry| {
        let (from, to) = (entry.when.earliest, entry.when.latest);
        let since = if from == to {
            format!(" since {} ", day(from))
        } else {
            format!(" since some day between {} and {} ", day(from), day(to))
        };
        vec![
            agency(links.matter, &entry.agency),
            Inline::Text(since),
            Inline::Small(entry.id.0.clone()),
        ]
    };
    links.knew(warning).into_iter().map(line).collect()
}
