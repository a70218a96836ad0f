//! *About the case*, as it was supplied with it: people, conditions in force, how the case was managed, rules of the day.

use crate::{
    model::{
        case::{Case, Person, PersonId},
        finding::{InForce, WindowBasis},
        matter::{Matter, PatternCard},
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

/// Everybody on the roster who is no professional; names are left out.
pub(crate) fn people(matter: &Matter) -> Block {
    let row = |p: &Person| {
        let of =
            p.of.as_ref()
                .map_or(String::new(), |of| format!("of {}", pseudonym(&matter.case, of)));
        let relation = p.relation.clone().unwrap_or_default();
        vec![
            vec![Inline::Strong(p.id.0.clone())],
            text(p.role.clone()),
            text(
                [relation, of]
                    .iter()
                    .filter(|w| !w.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            Vec::new(),
        ]
    };
    let people = matter.case.people.iter().filter(|p| !p.is_professional());
    table_or(
        "people",
        "People, without their names. Names used in the report are chosen with the family and written here",
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

/// Conditions of licences, orders and bail, with the days on which they were in force.
pub(crate) fn conditions(matter: &Matter) -> Block {
    let rows = matter.case.conditions.iter().map(|c| {
        vec![
            text(day(c.from)),
            text(c.to.map_or("open".to_owned(), day)),
            text(c.kind.clone()),
            text(c.text.clone()),
        ]
    });
    table_or(
        "conditions",
        "Conditions and the days on which they were in force",
        &[("From", 14), ("To", 14), ("Kind", 16), ("Words", 56)],
        rows.collect(),
        "The case file states no conditions. Where there was a licence, an order or bail, add [[condition]] to case.toml.",
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
            text(f.kind.replace('-', " ")),
            text(f.value.clone()),
            text(until),
        ]
    });
    table_or(
        "management",
        "How the case was managed: levels of risk and MAPPA, planned contact, orders, allocation",
        &[("Date", 16), ("What", 18), ("Value", 46), ("Held", 20)],
        rows.collect(),
        "The case file states no dated facts. Add [[fact]] to case.toml: risk-level, mappa-level, contact-plan, release, allocation.",
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
