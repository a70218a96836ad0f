//! *Compared*: the anonymised case judged beside the real one: findings that are the same, findings that differ, decisions under the ids here.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::whole::Whole,
    app::{
        anonymising::alike,
        judging::{Material, judge},
    },
    model::{
        beside::Beside,
        case::AgencyId,
        entry::EntryId,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement, Verdict, Wrong, standing},
    },
    rulebook::load::Rulebook,
};

/// Entries and agencies of the real case, and those in their place.
type Places<'a> = (&'a BTreeMap<EntryId, EntryId>, &'a BTreeMap<AgencyId, AgencyId>);

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
    /// Did somebody decide on it in the real case? The decision does not go along: nobody decided on another finding.
    pub decided: bool,
    /// The entries of the real case that it rests on.
    pub entries: Vec<EntryId>,
}

impl Difference {
    /// What is done about it in the anonymised case, for people.
    pub fn done(&self) -> String {
        let done = match (&self.real, &self.made) {
            (None, _) => "set aside there: it arises from other words alone",
            (Some(_), Some(_)) => "the result of the real case is said there in its place",
            (Some(_), None) => "not there: nobody reads of it in the anonymised case",
        };
        let decision = if self.decided {
            "; the decision on it did not go along"
        } else {
            ""
        };
        format!("{done}{decision}")
    }
}

/// The anonymised case beside the real one.
pub(super) struct Judged {
    /// It, judged, with what reviewers settled.
    pub(super) matter: Matter,
    /// Findings that differ.
    pub(super) differences: Vec<Difference>,
}

/// The anonymised case, judged, with decisions under the ids that findings have here, and what differs from the real one. A decision goes along
/// only where its finding is the same: nobody accepted another one. What differs is set right by decisions that say so.
pub(super) fn beside(whole: &Whole, book: &Rulebook, real: &Matter, at: &str) -> Judged {
    let structural = whole.settled.iter().filter(|s| !names_finding(s)).cloned().collect();
    let material = Material {
        case: whole.case.clone(),
        records: Vec::new(),
        problems: Vec::new(),
        entries: whole.entries.clone(),
        acts: whole.acts.clone(),
        settled: structural,
    };
    let mut matter = judge(material, book, &mut |_| {});
    let places = (&whole.refs, &whole.agencies);
    let differences = differences(real, &matter, places);
    let ids = same(real, &matter, places);
    let along = whole.settled.iter().filter_map(|s| renamed(s, &ids));
    let right = set_right(real, &matter, places, at);
    matter.settle(numbered(along.chain(right)));
    Judged { matter, differences }
}

/// Decisions that set right what differs: what is found for other words alone does not stand, and where the result is another one the real case's is
/// said.
fn set_right(real: &Matter, made: &Matter, (refs, agencies): Places<'_>, at: &str) -> Vec<Settled> {
    let there: BTreeMap<_, &Finding> = real.findings.iter().map(|f| (key(f, Some(refs)), f)).collect();
    let decided = |finding: &Finding, verdict: Verdict, because: String| Settled {
        number: 0,
        at: at.to_owned(),
        who: alike::WHO.to_owned(),
        what: Settlement::Decision {
            finding: finding.id.clone(),
            version: finding.version,
            verdict,
            wrong: (verdict == Verdict::Reject).then_some(Wrong::Misread),
            together: Vec::new(),
        },
        because,
    };
    let made = made.findings.iter();
    made.filter_map(|finding| match there.get(&key(finding, None)) {
        None => Some(decided(
            finding,
            Verdict::Reject,
            "the real case does not have this finding: it arises from the words that stand in the place of names"
                .to_owned(),
        )),
        Some(other) if !is_same(other, finding, agencies) => Some(decided(
            finding,
            Verdict::Amend,
            format!("In the real case the result is: {}.", other.outcome.words()),
        )),
        Some(_) => None,
    })
    .collect()
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

/// How many findings of the anonymised case are as in the real one.
pub(super) fn same_count(made: &Matter, differences: &[Difference]) -> usize {
    let others = differences.iter().filter(|d| d.made.is_some()).count();
    made.findings.len().saturating_sub(others)
}

/// Under which ids the findings of the real case stand here that are the same.
fn same(real: &Matter, made: &Matter, (refs, agencies): Places<'_>) -> BTreeMap<String, String> {
    let here: BTreeMap<_, &Finding> = made.findings.iter().map(|f| (key(f, None), f)).collect();
    let there = real.findings.iter();
    there
        .filter_map(|f| {
            let same = here.get(&key(f, Some(refs))).filter(|h| is_same(f, h, agencies))?;
            Some((f.id.clone(), same.id.clone()))
        })
        .collect()
}

/// Is the finding here the one of the real case, with its result and agency?
fn is_same(real: &Finding, made: &Finding, agencies: &BTreeMap<AgencyId, AgencyId>) -> bool {
    let agency = agencies.get(&real.agency).unwrap_or(&real.agency);
    made.outcome == real.outcome && made.agency == *agency
}

/// Findings that are not the same in both.
pub(super) fn differences(real: &Matter, made: &Matter, (refs, agencies): Places<'_>) -> Vec<Difference> {
    let here: BTreeMap<_, &Finding> = made.findings.iter().map(|f| (key(f, None), f)).collect();
    let mut met: BTreeSet<(String, BTreeSet<EntryId>)> = BTreeSet::new();
    let mut out = Vec::new();
    let decided: BTreeSet<&String> = standing(&real.settled)
        .into_iter()
        .filter_map(|s| match &s.what {
            Settlement::Decision { finding, .. } => Some(finding),
            _ => None,
        })
        .collect();
    let entries = |f: &Finding| {
        f.triggers
            .iter()
            .map(|t| t.quote.entry.clone())
            .collect::<BTreeSet<_>>()
    };
    for finding in &real.findings {
        let key = key(finding, Some(refs));
        let other = here.get(&key);
        if !other.is_some_and(|o| is_same(finding, o, agencies)) {
            out.push(Difference {
                pattern: finding.pattern.clone(),
                title: finding.title.clone(),
                decided: decided.contains(&finding.id),
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
                decided: false,
                real: None,
                made: Some(finding.outcome.words().to_owned()),
                entries: key.1.iter().filter_map(|e| back.get(e)).map(|e| (*e).clone()).collect(),
            });
        }
    }
    out
}
