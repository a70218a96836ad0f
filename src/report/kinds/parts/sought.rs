//! *Sought*: what was looked for and is not on record in the days and records looked through, told once for each step. It says which days
//! and whose records, and names entries that speak of the step on other days, so that “no record” is never taken for “never”.

use chrono::NaiveDate;

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::{Finding, FindingKind, Outcome, Step, Warning},
    },
    report::{
        document::{Block, Inline, text},
        kinds::{
            coverage::{self, names},
            parts::{
                beside::{Beside, NOT_COUNTED, days_of, looked_for},
                days,
                glossary::Glossary,
                heading, lines,
                links::{Links, dated},
                table,
            },
        },
    },
};

/// Where a step was looked for after one warning.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// The day of the warning, where the days looked through begin on another.
    after: String,
    from: NaiveDate,
    to: NaiveDate,
    /// In whose records, where that is not told above the table.
    whose: String,
    /// What stands in these days all the same, or why nobody can tell.
    beside: Vec<String>,
    /// Entries of which that tells.
    inside: Vec<EntryId>,
    /// Entries of other days, with the days that they can be of.
    other: Vec<(EntryId, (NaiveDate, NaiveDate), String)>,
}

impl Line {
    /// Is what this says already said by another line? Where there is no record in more days there is none in fewer.
    fn is_in(&self, other: &Self) -> bool {
        self.whose == other.whose && other.from <= self.from && self.to <= other.to && self.beside == other.beside
    }

    fn days(&self) -> String {
        let days = days(self.from, self.to);
        if self.after.is_empty() {
            days
        } else {
            format!("{days} (for {})", self.after)
        }
    }
}

/// The days in which a step was looked for, by whose records.
fn looked(told: &[Line]) -> Vec<Vec<Inline>> {
    let mut by_records: Vec<(&str, Vec<String>)> = Vec::new();
    for line in told {
        match by_records.iter_mut().find(|(w, _)| *w == line.whose) {
            Some((_, days)) => days.push(line.days()),
            None => by_records.push((&line.whose, vec![line.days()])),
        }
    }
    let words = |(whose, days): (&str, Vec<String>)| text(format!("{whose}{}", days.join("; ")));
    by_records.into_iter().map(words).collect()
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
    let whose = if usual.is_empty() {
        "those agencies that are named".to_owned()
    } else {
        names(links.matter, &usual)
    };
    out.push(Block::Paragraph(text(format!(
        "Beside each step stand the days in which we looked for it. It can have been done without a record, or be told in a record that we \
         were not given. The last column names entries that speak of the same kind of step in these days or on the days nearest to them; such \
         an entry can be about another event. Where nothing else is said, we looked in the records of: {whose}."
    ))));
    let mut add = |name: &str, caption: &str, last: &str, steps: Steps| {
        let rows = steps.into_iter().map(|(clause, told)| {
            vec![
                text(format!("That {clause}")),
                lines(looked(&told)),
                lines(others(&told).into_iter().map(text).collect()),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            let head = [("What we looked for", 26), ("In which days we looked", 36), (last, 38)];
            out.push(table(name, caption, &head, rows));
        }
    };
    add(
        "no record",
        "No record in these days, in the records that we looked through",
        "Where the records speak of it otherwise",
        missed,
    );
    add(
        "cannot tell for families",
        "The records that we were given cannot tell us",
        "Why",
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
        let findings = links.results_of(warning);
        let gaps = findings
            .iter()
            .filter(|f| f.kind == FindingKind::Gap && f.part_of.is_empty() && f.outcome == outcome);
        for (finding, step) in gaps.flat_map(|f| f.steps.iter().map(move |s| (*f, s))) {
            if !step.required || step.outcome != outcome {
                continue;
            }
            let clause = glossary.clause(&step.label);
            let line = line((links, glossary), warning, (finding, step), usual);
            match out.iter_mut().find(|(c, _)| *c == clause) {
                Some((_, told)) => add_line(told, line),
                None => out.push((clause, vec![line])),
            }
        }
    }
    out
}

fn line(
    (links, glossary): (&Links<'_>, &Glossary),
    warning: &Warning,
    (finding, step): (&Finding, &Step),
    usual: &[AgencyId],
) -> Line {
    let (from, to) = days_of(finding);
    let searched = &finding.searched;
    let is_own = looked_for(links, finding, &step.label).is_some_and(|l| l.own);
    let whose = match searched.agencies.as_slice() {
        _ if is_own => format!(
            "In the records of {} itself: ",
            links.matter.case.agency_name(&finding.agency)
        ),
        [] => "No records supplied cover all of these days: ".to_owned(),
        same if same == usual => String::new(),
        others => format!("In the records of {}: ", names(links.matter, others)),
    };
    let called = |e: &Entry| called(links, glossary, e);
    let (beside, inside, other) = match step.outcome {
        Outcome::Missed => {
            let beside = Beside::of_the_case(links, finding, step);
            let of = |e: &Entry, words: String| (e.id.clone(), (e.when.earliest, e.when.latest), words);
            let nearest = beside.before.into_iter().chain(beside.after);
            let names = beside
                .names
                .iter()
                .map(|e| of(e, format!("{} (names somebody at risk)", called(e))));
            let own = |e: &Entry| format!("{} (the agency’s own entry about this)", called(e));
            let held = beside.held_elsewhere.iter().map(|e| of(e, own(e)));
            let names = held.chain(names);
            let other = nearest.map(|e| of(e, called(e))).chain(names).collect();
            (beside.in_days(links, &called), beside.ids_in_days(), other)
        }
        _ => (vec![unclear(links, glossary, finding)], Vec::new(), Vec::new()),
    };
    Line {
        after: if from == warning.date {
            String::new()
        } else {
            links.day_of(warning)
        },
        from,
        to,
        whose,
        beside,
        inside,
        other,
    }
}

/// An entry as a family is told of it: whose it is, and of what day.
pub(crate) fn called(links: &Links<'_>, glossary: &Glossary, entry: &Entry) -> String {
    let whose = glossary.spelled_out(links.matter.case.agency_name(&entry.agency));
    format!("{whose}, {}", dated(&entry.when))
}

/// Why nobody can tell, with entries called as a family is told of them.
fn unclear(links: &Links<'_>, glossary: &Glossary, finding: &Finding) -> String {
    let named = links
        .matter
        .entries
        .iter()
        .filter(|e| finding.unclear.contains(&e.id.0));
    let mut named: Vec<&Entry> = named.collect();
    // `PRB-1` stands inside `PRB-10`.
    named.sort_by_key(|e| std::cmp::Reverse(e.id.0.len()));
    named.into_iter().fold(finding.unclear.clone(), |words, e| {
        words.replace(&e.id.0, &format!("of {}", called(links, glossary, e)))
    })
}

/// Adds a line, unless what it says is said; lines that it says better go.
fn add_line(told: &mut Vec<Line>, line: Line) {
    match told.iter_mut().find(|known| line.is_in(known) || known.is_in(&line)) {
        Some(known) => {
            let mut wider = if line.is_in(known) { known.clone() } else { line.clone() };
            // The entries nearest to fewer days are nearest to more of them, or stand in them.
            wider.other = known.other.iter().chain(&line.other).cloned().collect();
            *known = wider;
        }
        None => told.push(line),
    }
}

/// What stands elsewhere: what is in the days looked through, with the days, and every entry of other days once.
fn others(told: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut seen: Vec<&EntryId> = Vec::new();
    let mut on_other_days: Vec<&str> = Vec::new();
    for line in told {
        for words in line.beside.iter().filter(|w| !w.is_empty()) {
            let is_reason = words.ends_with('.');
            let said = if is_reason {
                words.clone()
            } else {
                format!("{}: {words}", line.days())
            };
            if !out.contains(&said) {
                out.push(said);
            }
        }
        for (id, days, words) in &line.other {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            // What lies in days that another line tells of is of no other days than these.
            let is_told = told.iter().any(|l| l.inside.contains(id));
            match told.iter().find(|l| l.from <= days.1 && days.0 <= l.to) {
                Some(_) if is_told => {}
                Some(inside) => out.push(format!("{}: {NOT_COUNTED}: {words}", inside.days())),
                None => on_other_days.push(words),
            }
        }
    }
    if !on_other_days.is_empty() {
        out.push(format!("On other days: {}", on_other_days.join("; ")));
    }
    out
}
