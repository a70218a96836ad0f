//! Measures of one thing *followed* by another, by what entries say, and those that only count entries.

use super::{
    Measured, Shown, Standing,
    contacts::after,
    counted::{of_patterns, result_of},
    findings::nothing,
    rule::{Followed, Ways},
    said::{done, is_not_done, lies_ahead, shown, stands, supervision_covered, with},
};
use crate::model::{entry::Entry, matter::Matter, mention::Mention};

/// So many entries are quoted that speak of the thing and do not show it.
const QUOTED: usize = 4;

/// A mention of `by` after the first of `after`.
pub(super) fn measure(rule: &Followed, ways: &Ways, matter: &Matter) -> Measured {
    let first = done(matter, &rule.after).into_iter().next();
    let by_sex = rule
        .sex
        .is_some_and(|s| matter.case.subject().is_some_and(|p| p.sex == Some(s)));
    let counted = of_patterns(matter, &rule.patterns, None);
    if !counted.stand.is_empty() || counted.rejected > 0 {
        let out = result_of(matter, &counted, nothing(matter));
        if first.is_none() || out.standing == Standing::NotEvidenced {
            return out;
        }
    }
    if first.is_none() && !by_sex {
        return nothing(matter);
    }
    if let Some(days) = rule.within {
        return each(rule, days, matter);
    }
    let from = first.as_ref().map(|(e, _)| e.when.earliest);
    let later = |e: &Entry| from.is_none_or(|f| e.when.latest >= f);
    let is_ahead = |e: &Entry, m: &Mention| {
        let known = matter.entry(&e.id);
        known.is_some_and(|(_, reading)| lies_ahead(&ways.ahead, (e, reading), m))
    };
    let answers: Vec<Shown> = done(matter, &rule.by)
        .into_iter()
        .filter(|(e, m)| later(e) && !is_ahead(e, m))
        .map(|(e, m)| shown(e, m))
        .collect();
    if !answers.is_empty() {
        return Measured::new(Standing::Met, "on record").showing(answers);
    }
    let against: Vec<Shown> = with(matter, &rule.unless, stands)
        .into_iter()
        .filter(|(e, _)| later(e))
        .map(|(e, m)| shown(e, m))
        .collect();
    let spoken = with(matter, &rule.by, is_not_done)
        .into_iter()
        .filter(|(e, _)| later(e))
        .map(|(e, m)| shown(e, m));
    let told = !against.is_empty();
    let mut words: Vec<Shown> = first.into_iter().map(|(e, m)| shown(e, m)).collect();
    for one in against.into_iter().chain(spoken) {
        if !words.contains(&one) {
            words.push(one);
        }
    }
    words.truncate(QUOTED);
    if told {
        Measured::new(
            Standing::NotEvidenced,
            "not on record; what the records say instead is quoted",
        )
        .showing(words)
    } else if supervision_covered(matter) {
        Measured::new(Standing::NotEvidenced, "searched, none on record").showing(words)
    } else {
        Measured::new(
            Standing::NotDeterminable,
            "none on record, and the records of supervision do not cover the period",
        )
        .showing(words)
    }
}

/// Is each answered by the agency that wrote it, in time?
fn each(rule: &Followed, days: i64, matter: &Matter) -> Measured {
    let answers = done(matter, &rule.by);
    let answer = |asked: &Entry| {
        let last = after(asked.when.latest, days);
        answers.iter().find(|(e, _)| {
            e.agency == asked.agency
                && e.when.latest >= asked.when.earliest
                && e.when.earliest <= last
                && e.id != asked.id
        })
    };
    let (mut met, mut open) = (Vec::new(), Vec::new());
    for (entry, mention) in done(matter, &rule.after) {
        match answer(entry) {
            Some((e, m)) => met.extend([shown(entry, mention), shown(e, m)]),
            None => open.push(shown(entry, mention)),
        }
    }
    if open.is_empty() {
        return Measured::new(Standing::Met, "on record").showing(met);
    }
    let why = format!("no escalation or further referral by the same agency inside {days} days");
    if supervision_covered(matter) {
        Measured::new(Standing::NotEvidenced, why).showing(open)
    } else {
        let why = format!("{why}; the records of supervision do not cover the period");
        Measured::new(Standing::NotDeterminable, why).showing(open)
    }
}

/// How many entries say it: a number, no result.
pub(super) fn counted(mentions: &[String], after: &[String], matter: &Matter) -> Measured {
    let all: Vec<Shown> = done(matter, mentions).into_iter().map(|(e, m)| shown(e, m)).collect();
    let count = all.len();
    let mut why = match count {
        0 => "the program found none; it looks only for words that it knows; a number, no result".to_owned(),
        1 => "1 entry on record; a number, no result".to_owned(),
        count => format!("{count} entries on record; a number, no result"),
    };
    if count > 0 && !after.is_empty() && done(matter, after).is_empty() {
        why.push_str("; no referral or requirement is on record before it");
    }
    Measured {
        count: Some(count),
        ..Measured::new(Standing::NotApplicable, why)
    }
    .showing(all)
}
