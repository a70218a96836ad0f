//! *Practice*: findings as rows of the tables in which reviewers judge practice, and the boxes that they fill in.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        entry::Entry,
        finding::{Finding, FindingKind, Outcome, Warning},
        matter::Matter,
        settled::Verdict,
    },
    patterns::wording,
    report::{
        document::{Block, Inline, Table, text},
        kinds::parts::{
            about, agency, beside, count, day, days, decisions, heading, lines, links::Links, plain_table, refs, table,
            table_or,
        },
    },
    review::deciding::OWN_WORDS,
};

/// Columns of the table in which practice is judged.
const HEAD: &[(&str, u8)] = &[
    ("Ref", 8),
    ("Area and HMIP stage", 14),
    ("What was expected (source, how it was read, in force)", 25),
    ("What the record shows", 20),
    ("Rung", 5),
    ("Gap or good", 7),
    ("Context", 14),
    ("Reviewer view", 7),
];

/// Questions at a decision point; all of them stand in the report “warnings”.
const QUESTIONS: usize = 5;

/// What decision points told already: the number of the warning at which each line stands in full.
pub(crate) type Told = BTreeMap<String, String>;

/// Findings as a table of practice. What a pattern expects, on what authority, and what is to be ruled out stands in its first row;
/// rows after it that expect the same point there.
pub(crate) fn judged(links: &Links<'_>, name: &str, caption: &str, findings: &[&Finding]) -> Table {
    let area = |f: &Finding| {
        let card = links.matter.patterns.get(&f.pattern);
        let area = card.map_or("", |c| c.place.area.as_str());
        let areas = &links.matter.outline.areas;
        areas.iter().position(|a| a == area).unwrap_or(areas.len())
    };
    let mut findings = findings.to_vec();
    findings.sort_by(|a, b| (area(a), &a.pattern).cmp(&(area(b), &b.pattern)));
    let mut told: Vec<(&str, Vec<Vec<Inline>>)> = Vec::new();
    let (mut rows, mut beside_told) = (Vec::new(), BTreeSet::new());
    for finding in findings {
        let (same, ruled_out) = expected(links, finding);
        let first = told.iter().find(|(p, _)| *p == finding.pattern.as_str());
        let is_again = first.is_some_and(|(_, words)| *words == same);
        if first.is_none() {
            told.push((&finding.pattern, same.clone()));
        }
        let mut shared = vec![vec![Inline::Strong(finding.pattern.clone())]];
        match shared.first_mut().filter(|_| is_again) {
            Some(line) => line.push(Inline::Small(", as in its first row above".to_owned())),
            None => shared.extend(same),
        }
        let mut beside = context(links, finding);
        for line in &mut beside {
            if !beside_told.insert(line.clone()) {
                // A condition or a fact of the case file: its words stand at the first row that it bears on.
                *line = line
                    .split_once(": ")
                    .map_or(line.clone(), |(what, _)| format!("{what} (above)"));
            }
        }
        beside.extend(ruled_out.filter(|_| !is_again));
        rows.push(row(links, finding, (shared, beside)));
    }
    let caption = format!(
        "{caption}. R0 to R5 is the highest response on record, of any kind, in the days looked at. {}: \
         the row is a prompt",
        decisions::none_in_cell(links.matter)
    );
    plain_table(name, &caption, HEAD, rows)
}

/// What a pattern expects and on what authority, and what a fair reader has to rule out first.
fn expected(links: &Links<'_>, finding: &Finding) -> (Vec<Vec<Inline>>, Option<String>) {
    let card = links.matter.patterns.get(&finding.pattern);
    let required = finding.steps.iter().filter(|s| s.required);
    let mut out: Vec<Vec<Inline>> = required.map(|s| text(s.label.clone())).collect();
    out.dedup();
    let window = finding.window.as_ref().map(|w| (w.length.as_str(), w.basis));
    out.push(vec![Inline::Small(about::authority(card, window))]);
    let is_open = finding.kind != FindingKind::Good && finding.outcome != Outcome::Met;
    let first = card.filter(|_| is_open).and_then(|c| c.consider.first());
    (out, first.map(|c| format!("To rule out: {c}")))
}

/// What a row says of what is expected, and beside it.
type Shared = (Vec<Vec<Inline>>, Vec<String>);

fn row(links: &Links<'_>, finding: &Finding, (mut expected, context): Shared) -> Vec<Vec<Inline>> {
    let own = links.deciding().told_own_words(finding);
    let is_reworded = own.is_some();
    let card = links.matter.patterns.get(&finding.pattern);
    expected.extend(policy(links, finding).map(|p| vec![Inline::Small(p)]));
    let mut shows = vec![text(own.unwrap_or_else(|| shown(finding)))];
    if !finding.unclear.is_empty() && !is_reworded {
        shows.push(vec![Inline::Small(finding.unclear.clone())]);
    }
    let beside = beside::of_finding(links, finding)
        .into_iter()
        .chain(beside::holes(links, finding));
    let beside: Vec<String> = beside.collect();
    if !beside.is_empty() && !is_reworded {
        shows.push(vec![Inline::Small(beside.join(" "))]);
    }
    let small = |c: String| vec![Inline::Small(c)];
    let context = context
        .into_iter()
        .chain(decisions::sense(links.matter, finding))
        .map(small);
    let decided = decisions::verdict(links.matter, finding).map(|_| decisions::words(links.matter, finding));
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
        text(decided_kind(decisions::agreed(links.matter, finding), finding)),
        lines(context.collect()),
        decided.map_or_else(Vec::new, |d| vec![Inline::Small(d)]),
    ]
}

/// What the record shows. Where it holds none of the steps, they stand in the cell beside, as the highest response does, and are not told
/// again.
fn shown(finding: &Finding) -> String {
    match &finding.window {
        Some(w)
            if finding.kind == FindingKind::Gap && finding.outcome == Outcome::Missed && !is_part_shown(finding) =>
        {
            format!(
                "In the records supplied there is no record of this, {}.",
                days(w.from, w.to)
            )
        }
        _ => finding.says.clone(),
    }
}

/// Is something of what was looked for on record, although not all? Then “no record of this” would be wrong of that.
fn is_part_shown(finding: &Finding) -> bool {
    finding.steps.iter().any(|s| s.required && wording::is_on_record(s))
}

/// Gap or good, with the outcome.
fn kind(finding: &Finding) -> String {
    match finding.kind {
        FindingKind::Good => "Good".to_owned(),
        FindingKind::Context => format!("Context ({})", finding.outcome.words()),
        FindingKind::Gap if finding.outcome == Outcome::Met => "Responded to".to_owned(),
        FindingKind::Gap if finding.outcome == Outcome::CannotTell => "Cannot tell".to_owned(),
        FindingKind::Gap => format!("Gap ({})", finding.outcome.words()),
    }
}

/// The same of a finding on which reviewers may have decided: what they put in other words is not told as the program's result, and what
/// they did not accept is no gap and no good practice. While they differ, none of them has settled it, and the program's result stands.
fn decided_kind(agreed: Option<Verdict>, finding: &Finding) -> String {
    match agreed {
        Some(Verdict::Amend) => OWN_WORDS.to_owned(),
        Some(Verdict::Reject) => "Not accepted".to_owned(),
        _ => kind(finding),
    }
}

/// Gap or good, and what the records show; of what a reviewer put in other words, only that it was.
pub(crate) fn named(matter: &Matter, finding: &Finding) -> String {
    let agreed = decisions::agreed(matter, finding);
    let kind = decided_kind(agreed, finding);
    if agreed == Some(Verdict::Amend) {
        return kind;
    }
    format!("{kind}: {}", finding.title)
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
    out
}

/// Findings of good practice.
pub(crate) fn good(links: &Links<'_>) -> Vec<Block> {
    let rows = links.standing().filter(|f| f.kind == FindingKind::Good).map(|f| {
        vec![
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
            vec![agency(links.matter, &f.agency)],
            text(links.deciding().title(f)),
            text(links.deciding().says(f)),
            decisions::verdict(links.matter, f).map_or_else(Vec::new, |_| text(decisions::words(links.matter, f))),
        ]
    });
    vec![table_or(
        "good practice",
        &format!(
            "Good practice, looked for with the same effort as gaps. {}",
            decisions::none_in_cell(links.matter)
        ),
        &[
            ("Entries", 9),
            ("Agency", 17),
            ("What", 25),
            ("What the record shows", 37),
            ("Reviewer view", 12),
        ],
        rows.collect(),
        &links.none(
            |f| f.kind == FindingKind::Good,
            "Searched, none found in the records supplied. A reviewer who knows of some adds it by a mention on the entry.",
        ),
    )]
}

/// How many warnings the record shows an answer to, beside those it does not: both are told.
pub(crate) fn balance(links: &Links<'_>) -> Block {
    let all: Vec<&Warning> = links.warnings().into_iter().filter(|w| links.asks(w)).collect();
    // The best that is on record for each: that something else is without a record is told beside it.
    let of = |o: Outcome| all.iter().filter(|w| links.range_of(w).0 == o).count();
    let open = all.iter().filter(|w| links.range_of(w).1 == Outcome::Missed).count();
    let late = match of(Outcome::Late) {
        0 => String::new(),
        n => format!(", for {n} only one recorded late"),
    };
    let unclear = match of(Outcome::CannotTell) {
        0 => String::new(),
        n => format!("; for {n} the records do not settle it"),
    };
    let reworded = links
        .warnings()
        .into_iter()
        .filter(|w| links.is_in_own_words(w))
        .count();
    let reworded = match reworded {
        0 => String::new(),
        n => format!(" Of {n} more, reviewers put what was found in their own words."),
    };
    Block::Paragraph(text(format!(
        "{} looked at for what followed. The records supplied show at least one of the steps looked for in time for {}{late}{unclear}; and for {} \
         there is no record of any. Several steps can be looked for after one warning: for {open} of them, \
         whatever else is on record, at least one is without a record.{reworded}",
        count(all.len(), "warning", "warnings"),
        of(Outcome::Met),
        of(Outcome::Missed)
    )))
}

/// The boxes in which a reviewer says whether practice was sufficient: an area, what was found in it, and room to judge.
pub(crate) fn sufficiency(areas: Vec<(String, String)>) -> Block {
    let rows = areas.into_iter().map(|(area, found)| {
        let first = lines(vec![vec![Inline::Strong(area)], text(found)]);
        vec![first, Vec::new(), Vec::new(), Vec::new()]
    });
    table(
        "sufficiency",
        "Areas of practice: what was found, and boxes for the reviewer",
        &[
            ("Area, and what was found", 36),
            ("Was practice sufficient: yes, no, partly, not applicable?", 18),
            (
                "Why did it make sense at the time: system, workload, policy, knowledge?",
                23,
            ),
            ("Reasons for the judgement", 23),
        ],
        rows.collect(),
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
pub(crate) fn decision_point<'a>(links: &Links<'a>, warning: &'a Warning, told: &mut Told) -> Vec<Block> {
    let matter = links.matter;
    let findings = links.findings_of(warning);
    let results = links.results_of(warning);
    let own = findings
        .iter()
        .filter_map(|f| Some(text(format!("{}. {}", f.held(), links.deciding().told_own_words(f)?))));
    let mut shown: Vec<Vec<Inline>> = own.collect();
    let all = links.checklist(warning).into_iter();
    let on_record = all.filter(|c| c.outcome != Outcome::Missed && !c.shown_by.is_empty());
    shown.extend(on_record.map(|c| {
        let which = links.shown(&c, &results);
        text(format!("{}: {} ({which})", c.label, c.outcome.words()))
    }));
    let recorded = if shown.is_empty() {
        text(format!(
            "None of those looked for. Highest response of any kind on record: {} ({}).",
            warning.rung.code(),
            warning.rung.words()
        ))
    } else {
        lines(shown)
    };
    let row = |what: &str, words: Vec<Inline>| vec![vec![Inline::Strong(what.to_owned())], words];
    let mut entries = text("Entries: ");
    entries.extend(refs(links.cited(warning).into_iter().map(|e| &e.id)));
    let policy = once(warning.policy.iter().map(about::in_force), &warning.id, told);
    let asks = once(warning.asks.iter().take(QUESTIONS).cloned(), &warning.id, told);
    let is_decided = findings.iter().any(|f| decisions::verdict(matter, f).is_some());
    let mut rows = vec![
        row(
            "What was on record, and with whom",
            lines(known(links, warning).into_iter().chain([entries]).collect()),
        ),
        row("Steps on record", recorded),
    ];
    // Where nothing is decided, and no policy known, the chapter says so once.
    rows.extend(is_decided.then(|| row("Decided by reviewers", text(decisions::decided(matter, &findings)))));
    rows.extend((!policy.is_empty()).then(|| row("Policy in force", lines(policy))));
    rows.extend([
        row("Questions to ask", lines(asks)),
        row(
            "For the reviewer",
            lines(vec![
                text("Options at the time:"),
                text("Reason recorded:"),
                text("The manager’s part:"),
            ]),
        ),
    ]);
    vec![
        heading(
            3,
            &format!("{} · {} · {}", warning.id, links.day_of(warning), warning.title),
            &warning.id,
        ),
        table(
            &format!("Decisions by warning: {}", warning.id),
            &format!("Decision point {}", warning.id),
            &[("What", 20), ("On record, or for the reviewer", 80)],
            rows,
        ),
    ]
}

/// Lines that were not told yet; of the others, the warnings at which they stand.
fn once(all: impl Iterator<Item = String>, here: &str, told: &mut Told) -> Vec<Vec<Inline>> {
    let mut out = Vec::new();
    let mut at: Vec<String> = Vec::new();
    for line in all {
        match told.get(&line) {
            Some(place) if !at.contains(place) => at.push(place.clone()),
            Some(_) => {}
            None => {
                told.insert(line.clone(), here.to_owned());
                out.push(text(line));
            }
        }
    }
    if !at.is_empty() {
        let also = if out.is_empty() { "As at" } else { "Also as at" };
        out.push(text(format!("{also} {}", at.join(", "))));
    }
    out
}

/// The first entry of each agency that a warning cites, in lines. Whether the agency knew before is another question.
pub(crate) fn known(links: &Links<'_>, warning: &Warning) -> Vec<Vec<Inline>> {
    let line = |entry: &Entry| {
        let (from, to) = (entry.when.earliest, entry.when.latest);
        let since = if from == to {
            format!(" first cited: {} ", day(from))
        } else {
            format!(" first cited: some day between {} and {} ", day(from), day(to))
        };
        vec![
            agency(links.matter, &entry.agency),
            Inline::Text(since),
            Inline::Small(entry.id.0.clone()),
        ]
    };
    links.knew(warning).into_iter().map(line).collect()
}
