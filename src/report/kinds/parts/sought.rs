//! *Sought*: what was looked for and is not on record in the days and records looked through, told once for each step. It says which days
//! and whose records, and names entries that speak of the step on other days, so that “no record” is never taken for “never”.

use crate::{
    model::{
        case::AgencyId,
        finding::{Finding, FindingKind, Outcome, Step, Warning},
    },
    report::{
        document::{Block, text},
        kinds::{
            coverage::{self, names},
            parts::{
                beside::{Beside, days_of, looked_for},
                days,
                glossary::Glossary,
                heading, lines,
                links::Links,
                table,
            },
        },
    },
};

/// A line of a step: from which day on, from when to when, in whose records.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    looked: String,
    other: String,
}

/// Steps by what is said of them, in the order in which they come up first.
type Steps = Vec<(String, Vec<Line>)>;

/// What is not on record, and what cannot be told, as two tables; nothing where there is neither.
pub(crate) fn blocks(links: &Links<'_>, glossary: &Glossary, warnings: &[&Warning]) -> Vec<Block> {
    let usual = coverage::usual(links).map(|(cover, _)| cover).unwrap_or_default();
    let missed = steps(links, glossary, warnings, (Outcome::Missed, &usual));
    let unclear = steps(links, glossary, warnings, (Outcome::CannotTell, &usual));
    let mut out = Vec::new();
    if missed.is_empty() && unclear.is_empty() {
        return out;
    }
    out.push(heading(3, "What we looked for and did not find on record", "sought"));
    out.push(Block::Paragraph(text(format!(
        "Beside each step stand the days on which a record called for it, and the days and records that we looked through. It can have been \
         done without a record, or be told in a record that we were not given. Where other entries speak of the same step, they are named. \
         Where nothing else is said, we looked in the records of: {}.",
        if usual.is_empty() { "those agencies that are named".to_owned() } else { names(links.matter, &usual) }
    ))));
    let mut add = |name: &str, caption: &str, steps: Steps| {
        let rows = steps.into_iter().map(|(clause, told)| {
            vec![
                text(upper(&clause)),
                lines(told.iter().map(|l| text(l.looked.clone())).collect()),
                lines(others(&told).into_iter().map(text).collect()),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            let head = [
                ("What we looked for", 24),
                ("After which day, and where we looked", 44),
                ("Where else the records speak of it", 32),
            ];
            out.push(table(name, caption, &head, rows));
        }
    };
    add(
        "no record",
        "No record in these days, in the records that we looked through",
        missed,
    );
    add(
        "cannot tell for families",
        "The records that we were given cannot tell us",
        unclear,
    );
    out
}

fn steps(
    links: &Links<'_>,
    glossary: &Glossary,
    warnings: &[&Warning],
    (outcome, usual): (Outcome, &[AgencyId]),
) -> Steps {
    let mut out: Steps = Vec::new();
    for warning in warnings {
        let findings = links.findings_of(warning);
        let gaps = findings
            .iter()
            .filter(|f| f.kind == FindingKind::Gap && f.part_of.is_empty() && f.outcome == outcome);
        for (finding, step) in gaps.flat_map(|f| f.steps.iter().map(move |s| (*f, s))) {
            if !step.required || step.outcome != outcome {
                continue;
            }
            let clause = glossary.clause(&step.label);
            let line = line(links, warning, (finding, step), usual);
            match out.iter_mut().find(|(c, _)| *c == clause) {
                Some((_, told)) if told.contains(&line) => {}
                Some((_, told)) => told.push(line),
                None => out.push((clause, vec![line])),
            }
        }
    }
    out
}

fn line(links: &Links<'_>, warning: &Warning, (finding, step): (&Finding, &Step), usual: &[AgencyId]) -> Line {
    let (from, to) = days_of(finding);
    let searched = &finding.searched;
    let is_own = looked_for(links, finding, &step.label).is_some_and(|l| l.own);
    let whose = match searched.agencies.as_slice() {
        _ if is_own => format!(", in the records of {} itself", links.matter.case.agency_name(&finding.agency)),
        [] => ", in no records that cover all of these days".to_owned(),
        same if same == usual => String::new(),
        others => format!(", in the records of {}", names(links.matter, others)),
    };
    let other = match step.outcome {
        Outcome::Missed => Beside::of(links, finding, step).words(links),
        _ => None,
    };
    Line {
        looked: format!("{}: looked for {}{whose}", links.day_of(warning), between(from, to)),
        other: other.map_or_else(String::new, |words| format!("{}: {words}", links.day_of(warning))),
    }
}

fn between(from: chrono::NaiveDate, to: chrono::NaiveDate) -> String {
    if from == to {
        format!("on {}", days(from, to))
    } else {
        format!("from {}", days(from, to))
    }
}

/// What is said elsewhere, each once.
fn others(told: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in told.iter().filter(|l| !l.other.is_empty()) {
        if !out.contains(&line.other) {
            out.push(line.other.clone());
        }
    }
    out
}

fn upper(clause: &str) -> String {
    format!("That {clause}")
}
