//! The *cells* of the chronology: what a column says of an entry. Which columns there are is left to the chronology.

use crate::{
    model::{
        case::AgencyId,
        finding::{Finding, FindingKind},
        mention::Who,
        when::When,
    },
    report::{
        document::{Inline, text},
        kinds::parts::{
            about, agency, days, decisions, lines,
            links::{self, SAME_EVENT, TWO_ACCOUNTS, is_asserted},
            practice, told, when,
        },
    },
};

use super::Row;

pub(super) fn dated(date: &When) -> Vec<Inline> {
    let mut out = when(date);
    if date.is_stamp() {
        out.extend([Inline::Break, Inline::Small(format!("as written: {}", date.written))]);
    }
    if let Some(remark) = &date.remark {
        out.extend([Inline::Break, Inline::Small(remark.clone())]);
    }
    out
}

/// Exact, approximate or between, and how it was read where that is not plain.
pub(super) fn precision(date: &When) -> String {
    let how = if date.earliest != date.latest {
        format!(
            "between {} and {}",
            date.earliest.format("%d/%m/%Y"),
            date.latest.format("%d/%m/%Y")
        )
    } else if date.doubtful {
        "approximate: marked as doubtful".to_owned()
    } else if date.time.is_some() {
        "exact, with a time".to_owned()
    } else {
        "exact day".to_owned()
    };
    match &date.remark {
        Some(remark) => format!("{how}; {remark}"),
        None => how,
    }
}

/// Each agency's own clock: its own entry, other accounts of the same event, and the first entries that the warnings cite.
pub(super) fn known_by(row: &Row<'_>) -> Vec<Inline> {
    let matter = row.links.matter;
    let mut all: Vec<(String, Vec<Inline>)> = Vec::new();
    let mut add = |id: &AgencyId, from, to, entry: &str| {
        if !all.iter().any(|(known, _)| *known == id.0) {
            let line = vec![
                agency(matter, id),
                Inline::Text(format!(" {} ", days(from, to))),
                Inline::Small(entry.to_owned()),
            ];
            all.push((id.0.clone(), line));
        }
    };
    let own = &row.entry.when;
    add(&row.entry.agency, own.earliest, own.latest, &row.entry.id.0);
    let same = row.links.others(&row.entry.id).iter().filter(|o| o.how == SAME_EVENT);
    for other in same.filter_map(|o| row.links.entry(o.entry)) {
        add(&other.agency, other.when.earliest, other.when.latest, &other.id.0);
    }
    for warning in row.links.warnings_at(&row.entry.id) {
        for knew in row.links.knew(warning) {
            add(&knew.agency, knew.when.earliest, knew.when.latest, &knew.id.0);
        }
    }
    lines(all.into_iter().map(|(_, line)| line).collect())
}

/// At an entry that a warning rests on: what agencies had written down by that day of the things that warnings rest on.
pub(super) fn known_then(row: &Row<'_>) -> Vec<Inline> {
    if row.links.warnings_at(&row.entry.id).is_empty() {
        return Vec::new();
    }
    let now = row.links.place(&row.entry.id);
    let earlier = row
        .firsts
        .iter()
        .filter(|f| row.links.place(&f.entry.id) < now && f.entry.when.latest <= row.entry.when.earliest);
    let all = earlier.map(|f| {
        let since = days(f.entry.when.earliest, f.entry.when.latest);
        vec![
            Inline::Text(format!("{}: ", row.links.label(f.concept))),
            agency(row.links.matter, f.agency),
            Inline::Small(format!(" since {since} ({})", f.entry.id)),
        ]
    });
    lines(all.collect())
}

pub(super) fn source(row: &Row<'_>) -> Vec<Inline> {
    let origin = &row.entry.origin;
    let part = if origin.part.is_empty() {
        String::new()
    } else {
        format!(", {}", origin.part)
    };
    lines(vec![
        text(row.entry.source.clone()),
        vec![Inline::Small(format!("{}{part}, row {}", origin.file, origin.row))],
    ])
}

/// Everybody on the roster whom the entry names or means, without names, and the names of others. Nouns (`her mother`) name nobody.
pub(super) fn people(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for found in row.reading.iter().flat_map(|r| &r.people) {
        let who = match &found.who {
            Who::Person(id) => about::pseudonym(&row.links.matter.case, id),
            Who::Other(_) | Who::Unresolved => match about::stranger(found) {
                Some(name) => name,
                None => continue,
            },
        };
        if !out.contains(&who) {
            out.push(who);
        }
    }
    lines(out.into_iter().map(text).collect())
}

pub(super) fn children(row: &Row<'_>) -> Vec<Inline> {
    let case = &row.links.matter.case;
    let mut out: Vec<String> = Vec::new();
    for found in row.reading.iter().flat_map(|r| &r.people) {
        if let Who::Person(id) = &found.who {
            let is_child = case.person(id).is_some_and(|p| p.role == "child");
            if is_child && !out.contains(&id.0) {
                out.push(id.0.clone());
            }
        }
    }
    text(out.join(", "))
}

/// Who tells, in the words of the record; whom a note without such words has it from is not stated.
pub(super) fn told_by(row: &Row<'_>) -> Vec<Inline> {
    let said = told::by(row.links, row.entry);
    if said.is_empty() {
        return vec![Inline::Small(told::NOT_STATED.to_owned())];
    }
    lines(said.into_iter().map(|w| text(format!("“{w}”"))).collect())
}

pub(super) fn concepts(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for mention in row.reading.iter().flat_map(|r| &r.mentions).filter(|m| is_asserted(m)) {
        let words = mention.assertion.words();
        let label = row.links.label(&mention.concept);
        let said = if words == ["plain"] {
            label.to_owned()
        } else {
            format!("{label} ({})", words.join(", "))
        };
        if !out.contains(&said) {
            out.push(said);
        }
    }
    lines(out.into_iter().map(|c| vec![Inline::Small(c)]).collect())
}

pub(super) fn warnings(row: &Row<'_>) -> Vec<Inline> {
    let all = row.links.numbers_at(&row.entry.id).into_iter();
    lines(all.map(|w| vec![Inline::Strong(w.to_owned())]).collect())
}

/// Expected responses that this entry shows.
pub(super) fn action(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for (_, step, _) in row.links.answers_at(&row.entry.id) {
        let line = format!("{} ({})", step.label, step.outcome.words());
        if !out.contains(&line) {
            out.push(line);
        }
    }
    lines(out.into_iter().map(text).collect())
}

pub(super) fn rung(row: &Row<'_>) -> Vec<Inline> {
    let highest = row.links.findings_at(&row.entry.id).iter().map(|f| f.rung).max();
    highest.map_or_else(Vec::new, |r| text(format!("{}: {}", r.code(), r.words())))
}

/// Gaps and good practice that rest on the entry; what is part of another is told there.
fn counted<'a>(row: &Row<'a>) -> Vec<&'a Finding> {
    let all = row.links.findings_at(&row.entry.id).iter().copied();
    all.filter(|f| f.part_of.is_empty()).collect()
}

pub(super) fn expected(row: &Row<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for finding in counted(row).into_iter().filter(|f| f.kind == FindingKind::Gap) {
        let card = row.links.matter.patterns.get(&finding.pattern);
        out.extend(
            finding
                .steps
                .iter()
                .filter(|s| s.required)
                .map(|s| text(s.label.clone())),
        );
        let window = finding.window.as_ref().map(|w| (w.length.as_str(), w.basis));
        out.push(vec![Inline::Small(about::authority(card, window))]);
    }
    lines(out)
}

pub(super) fn judgement(row: &Row<'_>) -> Vec<Inline> {
    let matter = row.links.matter;
    lines(
        counted(row)
            .into_iter()
            .map(|f| {
                vec![
                    Inline::Text(format!("{} · ", practice::named(matter, f))),
                    Inline::Small(decisions::words(matter, f)),
                ]
            })
            .collect(),
    )
}

/// Accounts that differ first, each with its mark; then those of the same event.
pub(super) fn other_accounts(row: &Row<'_>) -> Vec<Inline> {
    let mut others: Vec<_> = row.links.others(&row.entry.id).iter().collect();
    others.sort_by_key(|o| o.how != TWO_ACCOUNTS);
    let line = |o: &links::Other<'_>| {
        let why = Inline::Small(format!(" ({})", o.why));
        let what = format!("{}: {}", o.how, o.entry);
        if o.how == TWO_ACCOUNTS {
            vec![Inline::Marked(format!("≠ {what}")), why]
        } else {
            vec![Inline::Small(what), why]
        }
    };
    lines(others.into_iter().map(line).collect())
}

pub(super) fn further(row: &Row<'_>) -> Vec<Inline> {
    let all = row.entry.further.iter().filter(|f| !is_comment(&f.name));
    lines(
        all.map(|f| vec![Inline::Small(format!("{}: {}", f.name, f.value))])
            .collect(),
    )
}

pub(super) fn typed(row: &Row<'_>) -> Vec<Inline> {
    let said = row.reading.and_then(|r| r.typed.as_ref());
    row.entry.recorded.as_ref().or(said).map_or_else(Vec::new, when)
}

fn is_comment(heading: &str) -> bool {
    heading.to_lowercase().contains("comment")
}

pub(super) fn comment(row: &Row<'_>) -> Vec<Inline> {
    let all = row.entry.further.iter().filter(|f| is_comment(&f.name));
    lines(all.map(|f| text(f.value.clone())).collect())
}

/// What reviewers said of the reading of this entry.
pub(super) fn note(row: &Row<'_>) -> Vec<Inline> {
    let acts = row.links.matter.acts.iter().filter(|a| a.entry == row.entry.id);
    lines(
        acts.map(|a| {
            vec![Inline::Small(format!(
                "{} ({}): {} {}",
                a.who,
                a.at,
                a.reason.code(),
                a.because
            ))]
        })
        .collect(),
    )
}
