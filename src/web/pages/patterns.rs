//! The patterns that were judged: what each looks for, why, what a fair reader must rule out, and where it comes from.

use std::collections::BTreeMap;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::{
    model::{
        finding::FindingKind,
        matter::{Matter, PatternCard},
    },
    web::{
        asking::{Ask, Link, Refusal, Reply, Shown},
        words::{self, Tag},
    },
};

#[derive(Serialize)]
struct Body {
    intro: &'static str,
    rules: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    heading: &'static str,
    cards: Vec<CardView>,
}

#[derive(Serialize)]
struct CardView {
    card: PatternCard,
    severity: Tag,
    kind: &'static str,
    found: String,
}

/// Shows the patterns judged in a case.
pub(crate) fn of_case(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let intro = "Every finding in this case comes from one of these patterns. Each is written down with its sources, \
                 and with what a fair reader must rule out before relying on it.";
    let body = body(intro, Some(&opened.matter), true);
    Ok(opened.page("Patterns", body))
}

/// Shows the patterns in use: the rules are the same for every case, so the first case that opens tells them.
pub(crate) fn of_all(ask: &Ask) -> Result<Reply, Refusal> {
    let mut matter = None;
    for listing in ask.cases.list()? {
        matter = ask.cases.get(&listing.slug)?;
        if matter.is_some() {
            break;
        }
    }
    let intro = "Forewarned judges every case by these patterns. Each is written down with its sources, and with what \
                 a fair reader must rule out before relying on it.";
    Ok(Reply::Page(Box::new(Shown {
        heading: "Patterns".to_owned(),
        case: None,
        crumbs: vec![Link::new("Cases", "/")],
        body: Value::from(Serde(body(intro, matter.as_deref(), false))),
    })))
}

fn body(intro: &'static str, matter: Option<&Matter>, with_counts: bool) -> Body {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in matter.iter().flat_map(|m| m.counted()) {
        *counts.entry(finding.pattern.as_str()).or_default() += 1;
    }
    let cards = |kind: FindingKind| -> Vec<CardView> {
        matter
            .iter()
            .flat_map(|m| m.patterns.values())
            .filter(|card| card.kind == kind)
            .map(|card| CardView {
                severity: words::severity(card.severity),
                kind: words::kind(card.kind),
                found: match counts.get(card.id.as_str()) {
                    _ if !with_counts => String::new(),
                    Some(n) => words::count(*n, "finding in this case", "findings in this case"),
                    None => "no finding in this case".to_owned(),
                },
                card: card.clone(),
            })
            .collect()
    };
    let groups = [
        ("Warnings and expected responses", FindingKind::Gap),
        ("Good practice", FindingKind::Good),
        ("Context", FindingKind::Context),
    ];
    Body {
        intro,
        rules: matter.map_or_else(String::new, |m| m.rules_sha256.clone()),
        groups: groups
            .into_iter()
            .map(|(heading, kind)| Group {
                heading,
                cards: cards(kind),
            })
            .filter(|group| !group.cards.is_empty())
            .collect(),
    }
}
