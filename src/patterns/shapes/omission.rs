//! *Omission*: something became known, and the next document of the same agency says nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    model::{
        case::AgencyId,
        finding::{Finding, Outcome},
        mention::Mention,
    },
    patterns::{
        engine::{Draft, finish},
        length::Length,
        parts::Omission as Rule,
        pattern::Pattern,
        responses::{Span, same_steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Triggered, find},
    },
    text::words::tokens,
};

/// See the module.
#[derive(Debug)]
pub struct Omission;

impl Shape for Omission {
    fn name(&self) -> &'static str {
        "omission"
    }

    fn about(&self) -> &'static str {
        "something that became known, and the next document of that agency says nothing of it"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Some(rule) = &pattern.omission else {
            return Vec::new();
        };
        let within = Length::parse(&rule.within).unwrap_or(Length::Days(365));
        let documents = scene.entries_showing(&rule.next);
        let known = find(pattern, scene);
        let mut out = Vec::new();
        let mut latest: BTreeMap<&AgencyId, usize> = BTreeMap::new();
        for document in &documents {
            let Some(d) = scene.entries.get(*document) else {
                continue;
            };
            // What became known since the last document of the same agency.
            let previous = latest.insert(&d.agency, *document);
            let end = known.partition_point(|t| t.entry < *document);
            let mut since: Vec<&Triggered<'_>> = known
                .iter()
                .take(end)
                .rev()
                .take_while(|t| previous.is_none_or(|p| t.entry > p) && scene.is_within(t.entry, *document, within))
                .filter(|t| scene.entries.get(t.entry).is_some_and(|e| e.agency == d.agency))
                .collect();
            since.reverse();
            out.extend(finding(pattern, rule, scene, (*document, &since)));
        }
        out
    }
}

fn finding(
    pattern: &Pattern,
    rule: &Rule,
    scene: &Scene<'_>,
    (document, since): (usize, &[&Triggered<'_>]),
) -> Option<Finding> {
    let d = scene.entries.get(document)?;
    let (said, unsaid): (Vec<&&Triggered<'_>>, Vec<&&Triggered<'_>>) =
        since.iter().partition(|t| speaks_of(rule, scene, document, t.entry));
    let about = if unsaid.is_empty() { &said } else { &unsaid };
    let first = about.first()?;
    let from = scene.entries.get(first.entry)?.when.earliest;
    let outcome = match unsaid.is_empty() {
        true => Outcome::Met,
        // What the document says cannot be seen.
        false if scene.is_elsewhere(document) => Outcome::CannotTell,
        false => Outcome::Missed,
    };
    let here = scene
        .mentions_of(document)
        .find(|m| rule.next.contains(&m.concept) && Scene::is_done(m));
    let cited = here.map(Scene::cite).or_else(|| scene.cite_entry(document))?;
    let mut triggers = vec![cited.clone()];
    triggers.extend(about.iter().rev().take(5).map(|t| Scene::cite(t.mention)));
    let steps = same_steps(
        pattern,
        outcome,
        if outcome == Outcome::Met {
            std::slice::from_ref(&cited)
        } else {
            &[]
        },
    );
    let span = Span::over(from, d.when.latest);
    finish(
        pattern,
        scene,
        Draft {
            first: document,
            triggers,
            steps,
            outcome,
            span: Some(span),
            covering: Vec::new(),
        },
    )
}

/// Does a document name the day of an entry, or one of the three before, on which what it tells may have happened: "review after 12/03"?
fn names_day(scene: &Scene<'_>, document: usize, known: usize) -> bool {
    let (Some(d), Some(k)) = (scene.entries.get(document), scene.entries.get(known)) else {
        return false;
    };
    let words = tokens(&d.text);
    let is_there = |day: NaiveDate| {
        words.windows(2).any(|w| match w {
            [a, b] => {
                matches!(d.text.get(a.span.end..b.span.start), Some("/" | "."))
                    && a.lower.parse() == Ok(day.day())
                    && b.lower.parse() == Ok(day.month())
            }
            _ => false,
        })
    };
    (0..=3).any(|back| k.when.earliest.checked_sub_days(Days::new(back)).is_some_and(is_there))
}

/// Does a document speak of an entry: by a concept that the entry carries, or by the agency that told?
fn speaks_of(rule: &Rule, scene: &Scene<'_>, document: usize, known: usize) -> bool {
    let carried: BTreeSet<&str> = scene
        .mentions_of(known)
        .filter(|m| rule.carries.contains(&m.concept))
        .map(|m| m.concept.as_str())
        .collect();
    let says = |m: &Mention| carried.contains(m.concept.as_str());
    let own = scene.kind_of(document);
    let tellers: BTreeSet<&str> = scene
        .readings
        .get(known)
        .into_iter()
        .flat_map(|r| &r.agencies)
        .map(|a| a.kind.as_str())
        .filter(|k| *k != own)
        .collect();
    let names = scene
        .readings
        .get(document)
        .is_some_and(|r| r.agencies.iter().any(|a| tellers.contains(a.kind.as_str())));
    let says_nothing_new = scene.mentions_of(document).any(|m| rule.nothing.contains(&m.concept));
    !says_nothing_new && (names || names_day(scene, document, known) || scene.mentions_of(document).any(says))
}
