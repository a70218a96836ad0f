//! *About the case*, as it was supplied with it: people, conditions in force, how the case was managed, rules of the day.

use crate::{
    model::{
        case::{Case, Person, PersonId, in_words_first},
        finding::{InForce, WindowBasis},
        matter::{Matter, PatternCard},
        mention::{PersonMention, Who, how},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{day, table_or},
    },
};

/// Somebody on the roster without a name: the case's id for him or her, and the role.
pub(crate) fn pseudonym(case: &Case, id: &PersonId) -> String {
    case.person(id)
        .map_or_else(|| id.0.clone(), |p| format!("{} ({})", p.id, p.role))
}

/// Somebody named who is not on the roster, as it is written there. A noun (`her mother`) is no name and tells nothing here.
pub(crate) fn stranger(found: &PersonMention) -> Option<String> {
    let words = found.words.trim();
    match (&found.who, found.how.as_str()) {
        // The surname is one that the roster has: it is not printed beside pseudonyms.
        (Who::Unresolved, how::ANOTHER) => {
            Some("not on the roster: somebody with the surname of a person on it".to_owned())
        }
        // It fits several people of the roster, whose surname is not printed beside pseudonyms.
        (_, how::SHARED) => None,
        (Who::Other(_), how::TITLE) => Some(format!("not on the roster: {words}")),
        (Who::Other(name), _) => {
            let name: Vec<&str> = name.split_whitespace().collect();
            let written: Vec<&str> = words.split_whitespace().collect();
            let from = written.len().checked_sub(name.len()).filter(|at| *at > 0)?;
            let own = written.get(from..)?;
            let is_name = own.iter().zip(&name).all(|(w, n)| {
                let cut = w.trim_matches(|c: char| !c.is_alphabetic());
                cut.chars().next().is_some_and(char::is_uppercase)
                    && cut.chars().count() > 1
                    && cut.to_lowercase().starts_with(n)
            });
            is_name.then(|| format!("not on the roster: {}", own.join(" ")))
        }
        _ => None,
    }
}

/// Everybody on the roster who is no professional, by role. Words of the case file that hold a name of the roster are not printed.
pub(crate) fn people(matter: &Matter) -> Block {
    let row = |p: &Person| {
        vec![
            vec![Inline::Strong(p.id.0.clone())],
            text(p.role.clone()),
            text(relation(&matter.case, p)),
            Vec::new(),
        ]
    };
    let people = matter.case.people.iter().filter(|p| !p.is_professional());
    table_or(
        "people",
        "People, by role. Names of the roster are left out of this table; conditions and dates stand in the words of the case file, and \
         names can stand in them. Names used in the report are chosen with the family and written here",
        &[
            ("In the case file", 14),
            ("Role", 18),
            ("Relation", 42),
            ("Name used in the report", 26),
        ],
        people.map(row).collect(),
        "Nobody is on the roster yet. Add [[person]] to case.toml, or add people on the page of the case.",
    )
}

/// How somebody is related to others: in the words of the case file, or where these hold a name, by the roles of those named.
fn relation(case: &Case, person: &Person) -> String {
    let words = person.relation.as_deref().unwrap_or_default();
    let mut named: Vec<&Person> = case.people.iter().filter(|p| holds_name(words, p)).collect();
    if named.is_empty() {
        let of = person.of.as_ref().map(|of| format!("of {}", pseudonym(case, of)));
        let parts = [Some(words.to_owned()).filter(|w| !w.is_empty()), of];
        return parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    }
    named.retain(|p| p.id != person.id);
    let mut out: Vec<String> = Vec::new();
    for id in person.of.iter().chain(named.iter().map(|p| &p.id)) {
        let who = pseudonym(case, id);
        if !out.contains(&who) {
            out.push(who);
        }
    }
    if out.is_empty() {
        "stands in the case file with a name".to_owned()
    } else {
        format!("to {}; how, stands in the case file with names", out.join(" and "))
    }
}

/// Do words hold a name of somebody, whole or in part?
fn holds_name(words: &str, person: &Person) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let apart = text.split(|c: char| !c.is_alphanumeric());
        apart.filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let said = parts(words);
    // A small word of a name, such as `de`, is no name; initials in capitals are one.
    let is_name = |w: &String| w.chars().count() > 1 && w.starts_with(char::is_uppercase);
    let titles = ["Mr", "Mrs", "Ms", "Miss", "Dr", "PC", "DC", "DS"];
    person
        .names
        .iter()
        .flat_map(|n| parts(n))
        .filter(|w| is_name(w) && !titles.contains(&w.as_str()))
        .any(|name| said.iter().any(|w| w.to_lowercase() == name.to_lowercase()))
}

/// Conditions of licences, orders and bail, with the days on which they were in force.
pub(crate) fn conditions(matter: &Matter) -> Block {
    let rows = matter.case.conditions.iter().map(|c| {
        vec![
            text(day(c.from)),
            text(c.to.map_or("open".to_owned(), day)),
            text(in_words_first(&c.kind)),
            text(c.text.clone()),
        ]
    });
    table_or(
        "conditions",
        "Conditions and the days on which they were in force",
        &[("From", 14), ("To", 14), ("Kind", 16), ("Words", 56)],
        rows.collect(),
        "The case file states no conditions. Where there was a licence, an order or bail, add it on the page “What is stated of the case” of the case, or add [[condition]] to case.toml.",
    )
}

/// Dated facts about how the case was managed: level of risk, MAPPA, planned contact, orders, allocation.
pub(crate) fn management(matter: &Matter) -> Block {
    let mut facts: Vec<_> = matter.case.facts.iter().collect();
    facts.sort_by(|a, b| (a.date, &a.kind).cmp(&(b.date, &b.kind)));
    let rows = facts.iter().map(|f| {
        let until = facts
            .iter()
            .find(|o| o.kind == f.kind && o.date > f.date)
            .map_or(String::new(), |o| format!("until {}", day(o.date)));
        vec![
            text(day(f.date)),
            text(in_words_first(&f.kind)),
            text(f.value.clone()),
            text(until),
        ]
    });
    table_or(
        "management",
        "How the case was managed: levels of risk and MAPPA, planned contact, orders, allocation",
        &[("Date", 16), ("What", 18), ("Value", 46), ("Held", 20)],
        rows.collect(),
        "The case file states no dated facts. Add them on the page “What is stated of the case” of the case, or add [[fact]] to \
         case.toml: risk-level, mappa-level, contact-plan, release, allocation.",
    )
}

/// A rule in force, in a line.
pub(crate) fn in_force(rule: &InForce) -> String {
    let to = rule.to.map_or(String::new(), |to| format!(" to {}", day(to)));
    let source = if rule.source.is_empty() {
        String::new()
    } else {
        format!(", {}", rule.source)
    };
    format!(
        "{} (in force from {}{to}{source}; {})",
        rule.rule,
        day(rule.from),
        rule.tag
    )
}

/// On what authority something was expected: the window, and keys of publications with how they were read. Their titles stand with the patterns.
pub(crate) fn authority(card: Option<&PatternCard>, window: Option<(&str, WindowBasis)>) -> String {
    let mut out = Vec::new();
    if let Some((length, basis)) = window {
        out.push(format!("Within {length} ({})", basis.words()));
    }
    let mut keys: Vec<String> = Vec::new();
    for source in card.iter().flat_map(|c| &c.sources) {
        let key = format!("{} ({})", source.key, source.tag);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if !keys.is_empty() {
        out.push(format!("Sources: {}", keys.join(", ")));
    }
    out.join(". ")
}
