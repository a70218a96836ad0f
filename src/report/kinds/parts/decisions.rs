//! *Decisions* as reports tell them: what a reviewer said of a finding, what was not accepted, what reviewers changed in readings.

use crate::{
    model::{
        act::{Deed, Given, Pointed},
        finding::Finding,
        matter::Matter,
        quote::Quote,
        settled::{Settlement, Verdict},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{day, links::Links, refs, table},
    },
};

/// What stands beside a finding on which nobody decided.
pub(crate) const UNDECIDED: &str = "not yet decided: a prompt for a reviewer";

/// The decision on a finding in a line: verdict, who, when, why.
pub(crate) fn words(matter: &Matter, finding: &Finding) -> String {
    let Some(settled) = matter.decision(finding) else {
        return UNDECIDED.to_owned();
    };
    let verdict = match &settled.what {
        Settlement::Decision { verdict, .. } => verdict.words(),
        _ => return UNDECIDED.to_owned(),
    };
    let why = if settled.because.is_empty() {
        String::new()
    } else {
        format!(": {}", settled.because)
    };
    format!("{verdict} by {} on {}{why}", settled.who, day_of(&settled.at))
}

/// The day of a time as journals write it, in words; a time written otherwise stays as it is.
fn day_of(at: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(at).map_or_else(|_| at.to_owned(), |t| day(t.date_naive()))
}

/// The verdict alone.
pub(crate) fn verdict(matter: &Matter, finding: &Finding) -> Option<Verdict> {
    match &matter.decision(finding)?.what {
        Settlement::Decision { verdict, .. } => Some(*verdict),
        _ => None,
    }
}

/// How many of these findings were decided, in words.
pub(crate) fn decided(matter: &Matter, findings: &[&Finding]) -> String {
    let done = findings.iter().filter(|f| verdict(matter, f).is_some()).count();
    match (done, findings.len()) {
        (0, _) => UNDECIDED.to_owned(),
        (done, all) => format!("{done} of {all} decided"),
    }
}

/// Findings that reviewers did not accept, each with the reason; nothing when there are none.
pub(crate) fn rejected(links: &Links<'_>) -> Vec<Block> {
    let rows: Vec<_> = links
        .rejected()
        .map(|f| {
            vec![
                text(f.title.clone()),
                text(format!("{}, version {}", f.pattern, f.version)),
                refs(f.triggers.iter().map(|t| &t.quote.entry)),
                text(words(links.matter, f)),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(
            2,
            "Looked at and not accepted".to_owned(),
            Some("not-accepted".to_owned()),
        ),
        Block::Paragraph(text(
            "Reviewers looked at these and did not accept them. They are kept here with the reasons and count for nothing above.",
        )),
        table(
            "not accepted",
            "Not accepted, with reasons",
            &[
                ("What the program had put forward", 34),
                ("Pattern", 14),
                ("Entries", 16),
                ("Decision", 36),
            ],
            rows,
        ),
    ]
}

/// What reviewers changed in readings of entries; nothing when there is nothing.
pub(crate) fn acts(matter: &Matter) -> Vec<Block> {
    if matter.acts.is_empty() {
        return Vec::new();
    }
    let rows = matter
        .acts
        .iter()
        .map(|act| {
            let stray = matter.strays.iter().find(|(number, _)| *number == act.number);
            let why = match (act.because.as_str(), stray) {
                ("", None) => act.reason.code().to_owned(),
                (because, None) => format!("{}: {because}", act.reason.code()),
                (because, Some((_, stray))) => {
                    format!(
                        "{}: {because} (could not be laid over the reading: {stray})",
                        act.reason.code()
                    )
                }
            };
            vec![
                text(act.number.to_string()),
                text(format!("{}, {}", day_of(&act.at), act.who)),
                vec![Inline::Strong(act.entry.0.clone())],
                text(deed(matter, &act.deed)),
                text(why),
            ]
        })
        .collect();
    vec![
        Block::Heading(2, "Readings that reviewers changed".to_owned(), Some("acts".to_owned())),
        table(
            "acts",
            "What reviewers said of the reading of entries, in order",
            &[("No.", 5), ("When, who", 20), ("Entry", 12), ("What", 35), ("Why", 28)],
            rows,
        ),
    ]
}

/// An act in words.
fn deed(matter: &Matter, deed: &Deed) -> String {
    let label = |id: &str| matter.concepts.get(id).map_or(id, String::as_str).to_owned();
    let given = |g: &Given| {
        let Quote { text, .. } = &g.quote;
        format!(
            "“{text}” read as {} ({})",
            label(&g.concept),
            g.assertion.words().join(", ")
        )
    };
    let pointed = |p: &Pointed| match p.at {
        Some((_, start)) => format!("{} at byte {start}", label(&p.concept)),
        None => format!("every {}", label(&p.concept)),
    };
    match deed {
        Deed::Add(g) => format!("added: {}", given(g)),
        Deed::Strike(p) => format!("struck out: {}", pointed(p)),
        Deed::Correct(p, g) => format!("{} corrected to {}", pointed(p), given(g)),
        Deed::Undo(number) => format!("took act {number} back"),
    }
}

/// What people settled, in words, in order.
pub(crate) fn settlements(matter: &Matter) -> Vec<Vec<Vec<Inline>>> {
    matter
        .settled
        .iter()
        .map(|s| {
            vec![
                text(s.number.to_string()),
                text(s.at.clone()),
                text(s.who.clone()),
                text(settlement(matter, &s.what)),
                text(s.because.clone()),
            ]
        })
        .collect()
}

fn settlement(matter: &Matter, what: &Settlement) -> String {
    match what {
        Settlement::Decision {
            finding,
            version,
            verdict,
        } => {
            let title = matter
                .finding(finding)
                .map_or("a finding no longer made", |f| f.title.as_str());
            format!(
                "finding {finding} (pattern version {version}) {}: {title}",
                verdict.words()
            )
        }
        Settlement::Person(person) => format!(
            "{} is on the roster as {}: {}",
            person.id,
            person.role,
            person.names.join(", ")
        ),
        Settlement::Name { name, person } => format!("the name “{name}” is {person}"),
        Settlement::NoPerson { name } => format!("the name “{name}” is nobody’s who matters here"),
        Settlement::Coverage {
            agency,
            from,
            to,
            holes,
        } => format!(
            "records of {} supplied from {from} to {to}, {} missing in between",
            matter.case.agency_name(agency),
            match holes.len() {
                0 => "nothing".to_owned(),
                1 => "one span".to_owned(),
                n => format!("{n} spans"),
            }
        ),
        Settlement::NotTheSame { first, second } => format!("{first} and {second} do not tell the same"),
        Settlement::TheSame { first, second } => format!("{first} and {second} tell of one event"),
        Settlement::Conflict { first, second, .. } => format!("{first} and {second} differ; looked at"),
        Settlement::Measure { measure, result } => format!("measure {measure}: {result}"),
        Settlement::Undo(number) => format!("took settlement {number} back"),
    }
}
