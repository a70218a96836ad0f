//! Why there is a finding: everything that a practitioner needs to contest it, as data.

use serde::Serialize;

use crate::{
    model::{
        case::Case,
        entry::Entry,
        finding::{Cited, Finding, NearMiss, Searched, Step, Window, WindowBasis},
        matter::{Matter, PatternCard},
        mention::{Mention, Reading, Who, how},
        when::When,
    },
    rulebook::load::Rulebook,
};

/// The whole explanation of a finding.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The finding.
    pub finding: Finding,
    /// Version of the program, and SHA-256 of the rules that judged.
    pub program: String,
    /// SHA-256 of the rules.
    pub rules_sha256: String,
    /// The pattern as people read it.
    pub pattern: PatternCard,
    /// Its shape, and what that looks for.
    pub shape: String,
    /// Entries that triggered it.
    pub triggers: Vec<Evidence>,
    /// Earlier entries without which it would be no warning, the latest five.
    pub earlier: Vec<Evidence>,
    /// What the case file says was in force on the day, without which it would be none.
    pub in_force: Vec<String>,
    /// Expected responses.
    pub steps: Vec<StepExplained>,
    /// The window, and how its ends were reckoned.
    pub window: Option<Window>,
    /// The window's arithmetic in words.
    pub arithmetic: String,
    /// What was searched.
    pub searched: Searched,
    /// Coverage of the agencies, in words.
    pub coverage: Vec<String>,
    /// Why nobody can tell; empty when the record settles it.
    pub unclear: String,
}

/// A cited entry, and everything read of it that matters here.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// The entry.
    pub entry: String,
    /// Agency that wrote it.
    pub agency: String,
    /// When the agency knew: the entry's own date, as written.
    pub known: When,
    /// When it was typed, if the entry says so.
    pub typed: Option<When>,
    /// Its text.
    pub text: String,
    /// Concept, and its label; empty when the entry is cited as a whole.
    pub concept: String,
    /// Words for the concept.
    pub label: String,
    /// The bytes that made it count.
    pub quote: String,
    /// First byte and the byte after the last.
    pub bytes: (usize, usize),
    /// The phrase or code of the rule that fired.
    pub literal: String,
    /// Whose reading: rules, code, reviewer.
    pub hand: String,
    /// What is said of it.
    pub assertion: Vec<String>,
    /// Modifiers that act on it: id and words.
    pub applied: Vec<String>,
    /// Modifiers that were looked at and stopped: id, words, what stopped them.
    pub blocked: Vec<String>,
    /// Who does it, to whom, and how that was told.
    pub people: Vec<String>,
    /// When it happened, as the sentence says.
    pub happened: Option<When>,
}

/// A step, with its evidence.
#[derive(Debug, Clone, Serialize)]
pub struct StepExplained {
    /// What was expected.
    pub label: String,
    /// Does it decide the outcome?
    pub required: bool,
    /// What the record shows, in words.
    pub outcome: String,
    /// Entries that show it.
    pub shown_by: Vec<Evidence>,
    /// What came near, with the reason it does not count.
    pub near: Vec<(Evidence, String)>,
    /// Phrases that were looked for: how many concepts and phrases.
    pub looked_for: String,
}

/// Explains a finding; nothing when there is none of this id (or none that begins so).
pub fn explain(matter: &Matter, book: &Rulebook, id: &str) -> Option<Explanation> {
    let finding = matter
        .finding(id)
        .or_else(|| {
            let mut all = matter
                .findings
                .iter()
                .filter(|f| f.id.to_lowercase().starts_with(&id.to_lowercase()));
            all.next().filter(|_| all.next().is_none())
        })?
        .clone();
    let rules = book.of_case(&matter.settled);
    let pattern = rules.patterns.iter().find(|p| p.id == finding.pattern)?;
    let shape = crate::patterns::shapes::by_name(&pattern.shape)?;
    let steps = finding
        .steps
        .iter()
        .map(|s| {
            let rule = pattern.responses.iter().find(|r| s.label.starts_with(&r.label));
            let any = rule.map_or_else(Vec::new, |r| shape.looks_for(&r.any, &finding));
            step(matter, book, &any, s)
        })
        .collect();
    Some(Explanation {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rules_sha256: matter.rules_sha256.clone(),
        pattern: matter.patterns.get(&finding.pattern)?.clone(),
        shape: format!("{}: {}", shape.name(), shape.about()),
        triggers: finding.triggers.iter().filter_map(|c| evidence(matter, c)).collect(),
        earlier: finding.earlier.iter().filter_map(|c| evidence(matter, c)).collect(),
        in_force: finding.in_force.clone(),
        steps,
        window: finding.window.clone(),
        arithmetic: arithmetic(&finding, matter.case.agency_name(&finding.agency)),
        searched: finding.searched.clone(),
        coverage: coverage(matter),
        unclear: finding.unclear.clone(),
        finding,
    })
}

fn step(matter: &Matter, book: &Rulebook, any: &[String], step: &Step) -> StepExplained {
    let concepts = book.lexicon.rules().concepts.iter();
    let phrases: usize = concepts.filter(|c| any.contains(&c.id)).map(|c| c.phrases.len()).sum();
    let looked_for = if any.is_empty() {
        String::new()
    } else {
        format!("{} ({phrases} phrases)", any.join(", "))
    };
    StepExplained {
        label: step.label.clone(),
        required: step.required,
        outcome: step.outcome.words().to_owned(),
        shown_by: step.shown_by.iter().filter_map(|c| evidence(matter, c)).collect(),
        near: step
            .near
            .iter()
            .filter_map(|NearMiss { cited, why }| Some((evidence(matter, cited)?, why.clone())))
            .collect(),
        looked_for,
    }
}

fn evidence(matter: &Matter, cited: &Cited) -> Option<Evidence> {
    let (entry, reading) = matter.entry(&cited.quote.entry)?;
    let mention = reading
        .mentions
        .iter()
        .find(|m| m.struck.is_none() && m.quote == cited.quote && m.concept == cited.concept);
    Some(Evidence {
        entry: entry.id.0.clone(),
        agency: matter.case.agency_name(&entry.agency).to_owned(),
        known: entry.when.clone(),
        typed: reading.typed.clone(),
        text: entry.text.clone(),
        concept: cited.concept.clone(),
        label: matter.concepts.get(&cited.concept).cloned().unwrap_or_default(),
        quote: cited.quote.text.clone(),
        bytes: (cited.quote.start, cited.quote.end),
        literal: mention.map_or("the entry as a whole".to_owned(), |m| m.literal.clone()),
        hand: mention.map_or("", Mention::hand_word).to_owned(),
        assertion: cited.assertion.clone(),
        applied: modifiers(mention, true),
        blocked: modifiers(mention, false),
        people: mention.map_or_else(Vec::new, |m| people(&matter.case, entry, reading, m)),
        happened: mention.and_then(|m| m.happened.clone()),
    })
}

fn modifiers(mention: Option<&Mention>, applied: bool) -> Vec<String> {
    mention
        .into_iter()
        .flat_map(|m| &m.modifiers)
        .filter(|a| a.blocked_by.is_none() == applied)
        .map(|a| match &a.blocked_by {
            None => format!("{} (“{}”)", a.modifier, a.words),
            Some(by) => format!("{} (“{}”), stopped by “{by}”", a.modifier, a.words),
        })
        .collect()
}

fn people(case: &Case, entry: &Entry, reading: &Reading, mention: &Mention) -> Vec<String> {
    let name = |who: &Who| match who {
        Who::Person(id) => case.person(id).map_or_else(
            || id.0.clone(),
            |p| format!("{} ({})", p.names.first().map_or("", String::as_str), p.role),
        ),
        Who::Other(name) => format!("somebody not on the roster (“{name}”)"),
        Who::Unresolved => "not told; counted as possible".to_owned(),
    };
    let mut out = vec![
        format!("who: {}", name(&mention.actor)),
        format!("to whom: {}", name(&mention.target)),
    ];
    let near = reading
        .people
        .iter()
        .filter(|p| p.span.start >= mention.sentence.start && p.span.end <= mention.sentence.end);
    out.extend(near.map(|p| match p.how.as_str() {
        how::ANOTHER => format!(
            "“{}” is nobody on the roster, for it has {} before the surname; counted as possible",
            p.words, p.how
        ),
        how::AUTHOR => format!("“{}”: {}; not told who is meant, counted as possible", p.words, p.how),
        how::SHARED => format!("“{}” is {} on the roster; counted as possible", p.words, p.how),
        _ => format!("“{}” read as {} by {}", p.words, name(&p.who), p.how),
    }));
    if let Some(kind) = &mention.toward {
        out.push(format!("toward: {kind}"));
    }
    debug_assert_eq!(entry.id, reading.entry);
    out
}

fn arithmetic(finding: &Finding, agency: &str) -> String {
    let Some(window) = &finding.window else {
        return String::new();
    };
    if window.basis == WindowBasis::NoLimit {
        return format!(
            "It was looked at from {} to {}: {}. There is no time limit.",
            window.from, window.to, window.length
        );
    }
    format!(
        "It begins on {}, the first day on which {} can have known; day 0 is that day. Counted from there, {} end on {} at the latest. Working days skip weekends and the bank holidays of England and Wales. The length is {}.",
        window.from,
        agency,
        window.length,
        window.to,
        window.basis.words()
    )
}

fn coverage(matter: &Matter) -> Vec<String> {
    matter
        .case
        .agencies
        .iter()
        .map(|a| match matter.coverage.iter().find(|c| c.agency == a.id) {
            Some(c) => {
                let holes: Vec<String> = c.holes.iter().map(|h| format!("{} to {}", h.from, h.to)).collect();
                let but = if holes.is_empty() {
                    String::new()
                } else {
                    format!(", without {}", holes.join(" and "))
                };
                format!("{}: {} to {}{but}", a.name, c.from, c.to)
            }
            None => format!("{}: known to be involved, no records supplied", a.name),
        })
        .collect()
}
