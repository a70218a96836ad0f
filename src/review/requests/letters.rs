//! *Letters*: what reviewers chose to ask of an agency before they decide on a finding, in the words in which it is sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Request;
use crate::{
    model::{
        beside::Beside,
        case::AgencyId,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement, Verdict, standing},
    },
    review::knowledge::verdict,
};

/// Findings on which reviewers decided that more is needed.
fn needing_more(matter: &Matter) -> impl Iterator<Item = &Finding> {
    let all = matter.findings.iter();
    all.filter(|f| verdict(matter, f) == Some(Verdict::NeedMore))
}

/// What reviewers chose to ask of an agency before they decide, in the words that they chose; the same words on the same days once. What
/// they wrote to each other goes to nobody.
pub(super) fn needed(matter: &Matter) -> BTreeMap<AgencyId, Vec<Request>> {
    let mut out: BTreeMap<AgencyId, Vec<Request>> = BTreeMap::new();
    for finding in needing_more(matter) {
        let Some((agency, text)) = letter_on(matter, finding) else {
            continue;
        };
        let window = finding.window.as_ref();
        let request = Request {
            agency: agency.clone(),
            from: window.map(|w| w.from),
            to: window.map(|w| w.to),
            wording: text.trim().trim_end_matches('.').to_owned(),
            why: String::new(),
            settles: BTreeSet::from([finding.id.clone()]),
            bears_on: BTreeSet::new(),
        };
        let known = out.entry(request.agency.clone()).or_default();
        let same = known
            .iter_mut()
            .find(|r| (r.from, r.to, &r.wording) == (request.from, request.to, &request.wording));
        match same {
            Some(same) => same.settles.extend(request.settles),
            None => known.push(request),
        }
    }
    out
}

/// The agency that is asked for the sake of a finding, and the words; nothing where none is.
fn letter_on<'m>(matter: &'m Matter, finding: &Finding) -> Option<(&'m AgencyId, &'m str)> {
    let last = standing(&matter.settled).into_iter().rev().find_map(|s| match &s.what {
        Settlement::Beside(Beside::Letter {
            finding: of,
            agency,
            text,
        }) if *of == finding.id => Some((agency.as_ref(), text.as_str())),
        _ => None,
    });
    let (agency, text) = last?;
    Some((agency?, text))
}

/// What the program asks and what reviewers ask of one agency: days that a reviewer asks for in words of his or her own are not asked for
/// twice.
pub(super) fn once(program: Vec<Request>, mut own: Vec<Request>) -> Vec<Request> {
    let mut out = Vec::new();
    for request in program {
        let days = request.from.zip(request.to);
        let same = own
            .iter_mut()
            .find(|r| days.is_some_and(|(from, to)| names_day(&r.wording, from) && names_day(&r.wording, to)));
        match same {
            Some(same) => {
                same.settles.extend(request.settles);
                same.bears_on.extend(request.bears_on);
            }
            None => out.push(request),
        }
    }
    out.extend(own);
    out
}

/// Do these words name a day, in words, with or without its year, or in figures?
fn names_day(words: &str, day: NaiveDate) -> bool {
    let words = words.to_lowercase();
    if !words.contains(&day.format("%Y").to_string()) {
        return false;
    }
    let is_alone = |(at, _): (usize, &str)| {
        let before = words.get(..at).and_then(|w| w.chars().next_back());
        !before.is_some_and(|c| c.is_ascii_digit())
    };
    ["%-d %B", "%-d %b", "%-d/%-m/%Y", "%d/%m/%Y", "%Y-%m-%d"]
        .iter()
        .map(|form| day.format(form).to_string().to_lowercase())
        .any(|form| words.match_indices(form.as_str()).any(is_alone))
}

/// The sentence in a letter that asks for what a finding needs, and the agency to which it goes; nothing where none is asked.
pub fn sentence_for(matter: &Matter, finding: &Finding) -> Option<(AgencyId, String)> {
    let (agency, text) = letter_on(matter, finding)?;
    Some((agency.clone(), format!("{}.", text.trim().trim_end_matches('.'))))
}

/// Findings on which more is needed and for which no agency is asked, with what the reviewer wrote.
pub fn asked_of_nobody(matter: &Matter) -> Vec<(&Finding, &Settled)> {
    needing_more(matter)
        .filter(|f| letter_on(matter, f).is_none())
        .filter_map(|f| Some((f, matter.decision(f)?)))
        .collect()
}
