//! *Compared*: the anonymised case judged beside the real one: findings that are the same, findings that differ, decisions under the ids here.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::whole::Whole,
    app::judging::{Material, judge},
    model::{
        beside::Beside,
        case::AgencyId,
        entry::EntryId,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement},
    },
    rulebook::load::Rulebook,
};

/// A finding that is not the same in both cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its pattern.
    pub pattern: String,
    /// Its title, as the real case has it, or else the other.
    pub title: String,
    /// Its result in the real case; nothing where it is not there.
    pub real: Option<String>,
    /// Its result in the anonymised case; nothing where it is not there.
    pub made: Option<String>,
    /// The entries of the real case that it rests on.
    pub entries: Vec<EntryId>,
}

/// The anonymised case, judged, and what differs from the real one.
pub(super) fn beside(whole: &Whole, book: &Rulebook, real: &Matter) -> (Matter, Vec<Difference>) {
    let judged = judged(whole, book, real);
    let differences = differences(real, &judged, (&whole.refs, &whole.agencies));
    (judged, differences)
}

/// The anonymised case, judged, with the decisions on findings under their ids here.
fn judged(whole: &Whole, book: &Rulebook, real: &Matter) -> Matter {
    let material = |settled: Vec<Settled>| Material {
        case: whole.case.clone(),
        records: Vec::new(),
        problems: Vec::new(),
        entries: whole.entries.clone(),
        acts: whole.acts.clone(),
        settled,
    };
    let structural = whole.settled.iter().filter(|s| !names_finding(s)).cloned().collect();
    let mut matter = judge(material(structural), book, &mut |_| {});
    let ids = ids_here(real, &matter, whole);
    matter.settle(numbered(whole.settled.iter().filter_map(|s| renamed(s, &ids))));
    matter
}

/// Settlements under numbers of this case, as they are kept. Who decided apart from a decision that is not here has nothing to be apart from.
fn numbered(all: impl Iterator<Item = Settled>) -> Vec<Settled> {
    let mut numbers: BTreeMap<u64, u64> = BTreeMap::new();
    let mut out: Vec<Settled> = Vec::new();
    for mut one in all {
        if let Settlement::Beside(Beside::Apart { decision, .. }) = &mut one.what {
            match numbers.get(decision) {
                Some(here) => *decision = *here,
                None => continue,
            }
        }
        let number = u64::try_from(out.len() + 1).unwrap_or(u64::MAX);
        numbers.insert(one.number, number);
        one.number = number;
        out.push(one);
    }
    out
}

/// Does it name a finding, whose id is another one here?
fn names_finding(settled: &Settled) -> bool {
    serde_json::to_value(&settled.what).is_ok_and(|v| v.to_string().contains("\"finding\""))
}

/// A settlement with the ids that findings have here; nothing where its finding is not here.
fn renamed(settled: &Settled, ids: &BTreeMap<String, String>) -> Option<Settled> {
    fn walk(value: &mut serde_json::Value, ids: &BTreeMap<String, String>) -> bool {
        match value {
            serde_json::Value::Object(map) => map.iter_mut().all(|(key, value)| match value {
                serde_json::Value::String(id) if key == "finding" => match ids.get(id.as_str()) {
                    Some(here) => {
                        here.clone_into(id);
                        true
                    }
                    None => false,
                },
                other => walk(other, ids),
            }),
            serde_json::Value::Array(all) => all.iter_mut().all(|v| walk(v, ids)),
            _ => true,
        }
    }
    let mut value = serde_json::to_value(settled).ok()?;
    walk(&mut value, ids)
        .then(|| serde_json::from_value(value).ok())
        .flatten()
}

/// By what a finding is known in both cases: its pattern and the entries that it rests on, by their ids in the anonymised one.
pub(super) fn key(finding: &Finding, refs: Option<&BTreeMap<EntryId, EntryId>>) -> (String, BTreeSet<EntryId>) {
    let here = |id: &EntryId| refs.map_or_else(|| id.clone(), |r| r.get(id).cloned().unwrap_or_else(|| id.clone()));
    let entries = finding.triggers.iter().map(|t| here(&t.quote.entry)).collect();
    (finding.pattern.clone(), entries)
}

fn ids_here(real: &Matter, made: &Matter, whole: &Whole) -> BTreeMap<String, String> {
    let here: BTreeMap<_, &str> = made.findings.iter().map(|f| (key(f, None), f.id.as_str())).collect();
    real.findings
        .iter()
        .filter_map(|f| Some((f.id.clone(), (*here.get(&key(f, Some(&whole.refs)))?).to_owned())))
        .collect()
}

/// Findings that are not the same in both.
pub(super) fn differences(
    real: &Matter,
    made: &Matter,
    (refs, agencies): (&BTreeMap<EntryId, EntryId>, &BTreeMap<AgencyId, AgencyId>),
) -> Vec<Difference> {
    let agency = |f: &Finding| agencies.get(&f.agency).cloned().unwrap_or_else(|| f.agency.clone());
    let here: BTreeMap<_, &Finding> = made.findings.iter().map(|f| (key(f, None), f)).collect();
    let mut met: BTreeSet<(String, BTreeSet<EntryId>)> = BTreeSet::new();
    let mut out = Vec::new();
    let entries = |f: &Finding| {
        f.triggers
            .iter()
            .map(|t| t.quote.entry.clone())
            .collect::<BTreeSet<_>>()
    };
    for finding in &real.findings {
        let key = key(finding, Some(refs));
        let other = here.get(&key);
        let is_same = other.is_some_and(|o| o.outcome == finding.outcome && o.agency == agency(finding));
        if !is_same {
            out.push(Difference {
                pattern: finding.pattern.clone(),
                title: finding.title.clone(),
                real: Some(finding.outcome.words().to_owned()),
                made: other.map(|o| o.outcome.words().to_owned()),
                entries: entries(finding).into_iter().collect(),
            });
        }
        met.insert(key);
    }
    let back: BTreeMap<&EntryId, &EntryId> = refs.iter().map(|(real, here)| (here, real)).collect();
    for (key, finding) in here {
        if !met.contains(&key) {
            out.push(Difference {
                pattern: finding.pattern.clone(),
                title: finding.title.clone(),
                real: None,
                made: Some(finding.outcome.words().to_owned()),
                entries: key.1.iter().filter_map(|e| back.get(e)).map(|e| (*e).clone()).collect(),
            });
        }
    }
    out
}
