//! *Concepts* to choose from: by family, with their labels, and how often each was read in the case.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{model::matter::Matter, web::words};

/// Something to choose.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

/// Choices under one heading.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Group {
    label: String,
    choices: Vec<Choice>,
}

impl Choice {
    /// Something to choose.
    pub(crate) fn of(code: &str, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            code: code.to_owned(),
            label: label.into(),
            chosen,
        }
    }
}

/// In how many entries each concept was read; what was struck out does not count.
pub(crate) fn counts(matter: &Matter) -> BTreeMap<&str, usize> {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in &matter.readings {
        let live = reading.mentions.iter().filter(|m| m.struck.is_none());
        let once: BTreeSet<&str> = live.map(|m| m.concept.as_str()).collect();
        for concept in once {
            *out.entry(concept).or_default() += 1;
        }
    }
    out
}

/// Concepts by family, each family in the order of its labels. With counts, only those that were read in the case, and the chosen one.
pub(crate) fn groups(matter: &Matter, counts: Option<&BTreeMap<&str, usize>>, chosen: &str) -> Vec<Group> {
    let mut left: BTreeSet<&str> = matter.concepts.keys().map(String::as_str).collect();
    let mut out = Vec::new();
    for (family, ids) in &matter.outline.families {
        let ids: Vec<&str> = ids.iter().map(String::as_str).filter(|id| left.remove(id)).collect();
        out.push(group(matter, family, &ids, (counts, chosen)));
    }
    let rest: Vec<&str> = left.into_iter().collect();
    out.push(group(matter, "Others", &rest, (counts, chosen)));
    out.retain(|g| !g.choices.is_empty());
    out
}

fn group(
    matter: &Matter,
    label: &str,
    ids: &[&str],
    (counts, chosen): (Option<&BTreeMap<&str, usize>>, &str),
) -> Group {
    let mut choices: Vec<Choice> = ids
        .iter()
        .filter(|id| counts.is_none_or(|c| c.contains_key(*id) || **id == chosen))
        .map(|id| {
            let label = matter.concepts.get(*id).map_or(*id, String::as_str);
            let count = counts.map_or(String::new(), |c| {
                format!(" ({})", words::number(c.get(id).copied().unwrap_or(0)))
            });
            Choice::of(id, format!("{label}{count}"), *id == chosen)
        })
        .collect();
    choices.sort_by_key(|c| c.label.to_lowercase());
    Group {
        label: label.to_owned(),
        choices,
    }
}
