//! A *visit* where one was due: by the framework in force, by a promise of the agency that supervises, or on a grave concern.

use chrono::NaiveDate;

use super::{
    Measured, Shown, Standing,
    contacts::after,
    counted::{none_accepted, of_patterns, result_of},
    findings::nothing,
    rule::Visited,
    said::{SUPERVISES, around, done, is_ours, shown, stands, supervised, supervision_covered, with},
};
use crate::model::{finding::Finding, matter::Matter};

/// A day on which a visit came due, and the words for it.
struct Due {
    day: NaiveDate,
    promised: bool,
    words: Shown,
}

/// Was a visit made where one was due?
pub(super) fn measure(rule: &Visited, matter: &Matter) -> Measured {
    let visits = visits(rule, matter);
    let ever = match visits.first() {
        Some((_, first)) => format!("ever: a visit is on record ({}, {})", first.of, first.day),
        None => "ever: no visit on record".to_owned(),
    };
    let counted = of_patterns(matter, &rule.patterns, None);
    let due = due(rule, matter);
    let none = none_accepted(&counted).unwrap_or_else(|| {
        if due.is_empty() {
            nothing(matter)
        } else {
            by_due(rule, &due, &visits, matter)
        }
    });
    let mut out = result_of(matter, &counted, none);
    if out.standing != Standing::NotApplicable {
        out.why = format!("{}; {ever}", out.why);
    }
    out
}

/// Visits of the supervising agency that were made, with their words.
fn visits(rule: &Visited, matter: &Matter) -> Vec<(NaiveDate, Shown)> {
    done(matter, &rule.visit)
        .into_iter()
        .filter(|(e, _)| is_ours(matter, e))
        .map(|(e, m)| (e.when.earliest, shown(e, m)))
        .collect()
}

fn due(rule: &Visited, matter: &Matter) -> Vec<Due> {
    let (from, to) = supervised(matter);
    let mut out: Vec<Due> = with(matter, &rule.promised, stands)
        .into_iter()
        .filter(|(e, _)| is_ours(matter, e))
        .map(|(e, m)| Due {
            day: e.when.earliest,
            promised: true,
            words: shown(e, m),
        })
        .collect();
    let concerns = of_patterns(matter, &rule.concerns, Some(rule.least));
    let known = |f: &&&Finding| matter.case.agency_kind(&f.agency) == SUPERVISES;
    for finding in concerns.stand.iter().filter(known) {
        let Some(trigger) = finding.triggers.first() else {
            continue;
        };
        if let Some((entry, reading)) = matter.entry(&trigger.quote.entry) {
            out.push(Due {
                day: entry.when.earliest,
                promised: false,
                words: around(entry, reading, &trigger.quote),
            });
        }
    }
    out.retain(|d| d.day >= from && d.day <= to);
    out.sort_by(|a, b| (a.day, !a.promised, &a.words.of).cmp(&(b.day, !b.promised, &b.words.of)));
    out.dedup_by(|a, b| a.words.of == b.words.of);
    out
}

fn by_due(rule: &Visited, due: &[Due], visits: &[(NaiveDate, Shown)], matter: &Matter) -> Measured {
    let promised = due.iter().filter(|d| d.promised).count();
    let what = match (promised, due.len() - promised) {
        (0, concerns) => format!("grave concerns known to the supervising agency: {concerns}"),
        (promised, 0) => format!("entries in which a visit is promised or planned: {promised}"),
        (promised, concerns) => {
            format!("entries in which a visit is promised or planned: {promised}; grave concerns: {concerns}")
        }
    };
    let answer = due.iter().find_map(|d| {
        let last = after(d.day, rule.within);
        let made = visits.iter().find(|(day, _)| *day >= d.day && *day <= last)?;
        Some([d.words.clone(), made.1.clone()])
    });
    if let Some(words) = answer {
        let why = format!("{what}; a visit inside {} days of one of them", rule.within);
        return Measured::new(Standing::Met, why).showing(words.to_vec());
    }
    let words: Vec<Shown> = due.iter().take(4).map(|d| d.words.clone()).collect();
    if supervision_covered(matter) {
        let why = format!("{what}; none followed by a visit inside {} days", rule.within);
        Measured::new(Standing::NotEvidenced, why).showing(words)
    } else {
        let why = format!("{what}; the records of supervision do not cover the period");
        Measured::new(Standing::NotDeterminable, why).showing(words)
    }
}
