//! *Letters*: what reviewers chose to ask of an agency before they decide on a finding, in the words in which it is sent.

use std::collections::{BTreeMap, BTreeSet};

use super::{Request, days};
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
            why: why_asked(finding),
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

/// What a letter says of the days, behind what is asked.
fn why_asked(finding: &Finding) -> String {
    match &finding.window {
        Some(w) => format!("It is about the time from {}.", days(w.from, w.to)),
        None => "It is needed before the panel can decide.".to_owned(),
    }
}

/// The sentence in a letter that asks for what a finding needs, and the agency to which it goes; nothing where none is asked.
pub fn sentence_for(matter: &Matter, finding: &Finding) -> Option<(AgencyId, String)> {
    let (agency, text) = letter_on(matter, finding)?;
    Some((
        agency.clone(),
        format!("{}. {}", text.trim().trim_end_matches('.'), why_asked(finding)),
    ))
}

/// Findings on which more is needed and for which no agency is asked, with what the reviewer wrote.
pub fn asked_of_nobody(matter: &Matter) -> Vec<(&Finding, &Settled)> {
    needing_more(matter)
        .filter(|f| letter_on(matter, f).is_none())
        .filter_map(|f| Some((f, matter.decision(f)?)))
        .collect()
}
