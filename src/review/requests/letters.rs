//! *Letters*: what reviewers chose to ask of an agency before they decide on a finding, in the words in which it is sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Request;
use crate::model::{
    beside::Beside,
    case::AgencyId,
    finding::Finding,
    matter::Matter,
    settled::{Settled, Settlement, Verdict, standing},
    who::{as_seen, is_same},
};

/// Decisions on a finding by which more is needed and that still stand, the last of each reviewer: one who decided otherwise since, alone
/// or together with others, needs no more. What one needs, nobody else decides away.
fn needing_more<'m>(matter: &'m Matter, finding: &Finding) -> Vec<&'m Settled> {
    let mut last: BTreeMap<String, (&Settled, Verdict)> = BTreeMap::new();
    for one in standing(&matter.settled) {
        let Settlement::Decision {
            finding: of,
            version,
            verdict,
            together,
            ..
        } = &one.what
        else {
            continue;
        };
        if *of != finding.id || *version != finding.version {
            continue;
        }
        for with in together {
            last.remove(&as_seen(with));
        }
        last.insert(as_seen(&one.who), (one, *verdict));
    }
    let mut out: Vec<&Settled> = last
        .into_values()
        .filter(|(_, v)| *v == Verdict::NeedMore)
        .map(|(s, _)| s)
        .collect();
    out.sort_by_key(|s| s.number);
    out
}

/// The agency that is asked with a decision, and the words; nothing where none is. A letter counts only with the decision it was sent with.
fn letter_with<'m>(matter: &'m Matter, decision: &Settled, finding: &Finding) -> Option<(&'m AgencyId, &'m str)> {
    let is_decision = |s: &&&Settled| {
        matches!(&s.what, Settlement::Decision { finding: of, .. } if *of == finding.id)
            && is_same(&s.who, &decision.who)
    };
    let later: Vec<&Settled> = matter.settled.iter().filter(|s| s.number > decision.number).collect();
    let next = later.iter().find(is_decision).map_or(u64::MAX, |s| s.number);
    standing(&matter.settled)
        .into_iter()
        .rev()
        .find_map(|s| match &s.what {
            Settlement::Beside(Beside::Letter {
                finding: of,
                agency,
                text,
            }) if *of == finding.id
                && is_same(&s.who, &decision.who)
                && (decision.number..next).contains(&s.number) =>
            {
                Some((agency.as_ref(), text.as_str()))
            }
            _ => None,
        })
        .and_then(|(agency, text)| Some((agency?, text)))
}

/// What reviewers ask for the sake of a finding, each in a letter of his or her own.
fn letters_on<'m>(matter: &'m Matter, finding: &Finding) -> Vec<(&'m AgencyId, &'m str)> {
    let all = needing_more(matter, finding).into_iter();
    all.filter_map(|decision| letter_with(matter, decision, finding))
        .collect()
}

/// What reviewers chose to ask of an agency before they decide, in the words that they chose; the same words on the same days once. What
/// they wrote to each other goes to nobody.
pub(super) fn needed(matter: &Matter) -> BTreeMap<AgencyId, Vec<Request>> {
    let mut out: BTreeMap<AgencyId, Vec<Request>> = BTreeMap::new();
    let findings = matter.findings.iter();
    for (finding, (agency, text)) in findings.flat_map(|f| letters_on(matter, f).into_iter().map(move |l| (f, l))) {
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

/// The sentences in letters that ask for what a finding needs, and the agencies to which they go; none where nothing is asked.
pub fn sentences_for(matter: &Matter, finding: &Finding) -> Vec<(AgencyId, String)> {
    let told = letters_on(matter, finding)
        .into_iter()
        .map(|(agency, text)| (agency.clone(), format!("{}.", text.trim().trim_end_matches('.'))));
    told.collect()
}

/// Findings on which a reviewer needs more and asks no agency for it, with what the reviewer wrote.
pub fn asked_of_nobody(matter: &Matter) -> Vec<(&Finding, &Settled)> {
    let all = matter.findings.iter();
    all.flat_map(|f| needing_more(matter, f).into_iter().map(move |d| (f, d)))
        .filter(|(f, d)| letter_with(matter, d, f).is_none())
        .collect()
}
