//! The *version for families*: dates and plain sentences without abbreviations, to be finished by a person. What there is no record of is
//! told once for each step, with the days and the records that were looked through; see `sought`.

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::{Cited, FindingKind, Outcome, Warning},
    },
    patterns::warnings::narrow,
    report::{
        document::{Block, Inline, text},
        kinds::parts::{closing, day, glossary::Glossary, links::Links, sought},
    },
};

/// What each warning says, in plain sentences; only what a reviewer did not reject.
pub(crate) fn told(links: &Links<'_>, glossary: &Glossary) -> Vec<Block> {
    let mut out = vec![Block::Note(text(
        "A draft for a person to finish. It is checked with the victim liaison officer or the family’s advocate before anybody else sees it. \
         Names are those that the family chooses.",
    ))];
    let warnings = links.warnings();
    if warnings.is_empty() {
        out.push(Block::Paragraph(text(links.none(
            |_| true,
            "Nothing was found that this version could tell. It is written by hand from the chronology.",
        ))));
    }
    for warning in &warnings {
        out.push(Block::Paragraph(vec![
            Inline::Strong(format!("{}. ", links.day_of(warning))),
            Inline::Text(opening(links, warning, glossary)),
        ]));
        let followed = followed(links, warning, glossary);
        if !followed.is_empty() {
            out.push(Block::List(followed.into_iter().map(text).collect()));
        }
    }
    out.extend(event(links, glossary));
    out.extend(sought::blocks(links, glossary, &warnings));
    let good = links.standing().filter(|f| f.kind == FindingKind::Good).count();
    if good > 0 {
        out.push(Block::Paragraph(text(
            "The records also show things that were done well. They are told in the part on good practice.",
        )));
    }
    out
}

/// The day of the final event, and which records tell of it.
fn event(links: &Links<'_>, glossary: &Glossary) -> Option<Block> {
    let matter = links.matter;
    let on = matter.case.event?;
    let telling: Vec<&Entry> = matter
        .entries
        .iter()
        .filter(|e| closing::tells_of_event(matter, e))
        .collect();
    let words = if telling.is_empty() {
        "The event that led to this review. The records we were given hold no entry of that day or the week after it."
            .to_owned()
    } else {
        let whose = records(links, glossary, telling.iter().map(|e| &e.agency));
        let mut refs: Vec<String> = telling.iter().map(|e| sought::called(links, glossary, e)).collect();
        refs.dedup();
        format!(
            "The event that led to this review. {whose} hold entries of that day or the week after it ({}).",
            refs.join("; ")
        )
    };
    Some(Block::Paragraph(vec![
        Inline::Strong(format!("{}. ", day(on))),
        Inline::Text(words),
    ]))
}

/// The records of these agencies, each once, as the subject of a sentence.
fn records<'a>(links: &Links<'_>, glossary: &Glossary, of: impl Iterator<Item = &'a AgencyId>) -> String {
    let mut names: Vec<String> = Vec::new();
    for id in of {
        let name = glossary.spelled_out(links.matter.case.agency_name(id));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => "The records".to_owned(),
        [one] => format!("The records of {one}"),
        [all @ .., last] => format!("The records of {} and {last}", all.join(", ")),
    }
}

/// Whose records tell of it, and of what.
fn opening(links: &Links<'_>, warning: &Warning, glossary: &Glossary) -> String {
    let warning = &as_it_stands(links, warning);
    let whose = records(links, glossary, links.knew(warning).into_iter().map(|e| &e.agency));
    let mut clauses: Vec<String> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for label in &warning.about {
        // `Said that police would be told`, `Threat (denied)`: the clause is of the label, and tells what else is said of it.
        let (bare, more) = label.split_once(" (").unwrap_or((label, ""));
        let more = more.trim_end_matches(')');
        match (label.strip_prefix("Said that "), glossary.matter(bare)) {
            (Some(promise), _) => clauses.push(format!("somebody said that {}", glossary.spelled_out(promise))),
            (None, Some(plain)) if more.is_empty() => clauses.push(plain.to_owned()),
            (None, Some(plain)) if more == "denied" => {
                clauses.push(format!("{plain}; somebody denies that"));
            }
            (None, Some(plain)) => clauses.push(format!("{plain} ({more})")),
            (None, None) => others.push(glossary.lower(label)),
        }
    }
    match (clauses.is_empty(), others.is_empty()) {
        (true, true) => format!("{whose} tell of something that the author puts into words."),
        (true, false) => format!("{whose} hold this: {}.", others.join("; ")),
        (false, true) => format!("{whose} say that {}.", clauses.join(", and that ")),
        (false, false) => format!(
            "{whose} say that {}. They also hold this: {}.",
            clauses.join(", and that "),
            others.join("; ")
        ),
    }
}

/// A warning as the findings make it that reviewers left standing: what they did not accept is not told.
fn as_it_stands(links: &Links<'_>, warning: &Warning) -> Warning {
    let mut out = warning.clone();
    let day = |id: &EntryId| links.entry(id).map(|e| e.when.earliest);
    narrow(&mut out, &links.findings_of(warning), &links.matter.concepts, &day);
    out
}

/// Where an entry that shows a step stands beside the first day of the warning and the days looked through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    InTime,
    Late,
}

/// What the records show of what was expected, with the entries and their days, a sentence for each place in time.
fn followed(links: &Links<'_>, warning: &Warning, glossary: &Glossary) -> Vec<String> {
    let findings = links.results_of(warning);
    let own = { links.findings_of(warning).into_iter() }.filter_map(|f| links.deciding().told_own_words(f));
    let mut told: Vec<(Place, String, Vec<String>)> = Vec::new();
    let gaps = findings
        .iter()
        .filter(|f| f.kind == FindingKind::Gap && f.part_of.is_empty());
    for step in gaps.flat_map(|f| &f.steps) {
        for cited in &step.shown_by {
            let Some(entry) = links.entry(&cited.quote.entry) else {
                continue;
            };
            let Some(place) = place(warning, entry, step.outcome) else {
                continue;
            };
            let clause = clause(links, glossary, &step.label, cited);
            let at = sought::called(links, glossary, entry);
            match told.iter_mut().find(|(p, c, _)| *p == place && *c == clause) {
                Some((_, _, refs)) if refs.contains(&at) => {}
                Some((_, _, refs)) => refs.push(at),
                None => told.push((place, clause, vec![at])),
            }
        }
    }
    let sentence = |(place, words): (Place, &str)| {
        let clauses: Vec<String> = told
            .iter()
            .filter(|(p, ..)| *p == place)
            .map(|(_, clause, refs)| format!("{clause} ({})", refs.join("; ")))
            .collect();
        (!clauses.is_empty()).then(|| format!("{words} {}.", clauses.join("; that ")))
    };
    let of_records = [
        (Place::Before, "Before this day, the records already show that"),
        (
            Place::InTime,
            "The records show, in the time in which it was looked for, that",
        ),
        (Place::Late, "The records show, but later, that"),
    ];
    own.chain(of_records.into_iter().filter_map(sentence)).collect()
}

fn place(warning: &Warning, entry: &Entry, outcome: Outcome) -> Option<Place> {
    match outcome {
        Outcome::Met | Outcome::Late if entry.when.latest < warning.date => Some(Place::Before),
        Outcome::Met => Some(Place::InTime),
        Outcome::Late => Some(Place::Late),
        Outcome::Missed | Outcome::CannotTell => None,
    }
}

/// A step as a clause: where its label joins several kinds of step, only the kind that the words of the entry were read as.
fn clause<'a>(links: &Links<'a>, glossary: &Glossary, label: &'a str, cited: &'a Cited) -> String {
    let kind = links.kind_of_step(label, &cited.concept);
    glossary.clause(if kind == label { label } else { kind })
}
