//! Measures that rest on *findings* that were already judged: whether all were answered, whether none is open.

use super::{
    Measured, Standing, contacts,
    counted::{none_accepted, of_patterns, result_of},
    rule::{Clear, Ways},
    said::{done, opening, supervision_covered},
};
use crate::model::{finding::Outcome, matter::Matter};

/// Every finding of these patterns is met.
pub(super) fn answered(matter: &Matter, patterns: &[String]) -> Measured {
    let counted = of_patterns(matter, patterns, None);
    let none = none_accepted(&counted).unwrap_or_else(|| nothing(matter));
    result_of(matter, &counted, none)
}

/// Nothing calls for it: so the records say only where they cover the days.
pub(super) fn nothing(matter: &Matter) -> Measured {
    if supervision_covered(matter) {
        Measured::new(Standing::NotApplicable, "nothing on record that would call for it")
    } else {
        Measured::new(
            Standing::NotDeterminable,
            "nothing on record that would call for it, and the records of supervision do not cover the period",
        )
    }
}

/// No finding of these patterns is missed or late.
pub(super) fn clear(rule: &Clear, ways: &Ways, matter: &Matter) -> Measured {
    let always = rule.facts.is_empty() && rule.mentions.is_empty() && rule.roles.is_empty();
    let applies = always
        || matter.case.facts.iter().any(|f| rule.facts.contains(&f.kind))
        || matter.case.people.iter().any(|p| rule.roles.contains(&p.role))
        || !done(matter, &rule.mentions).is_empty();
    let counted = of_patterns(matter, &rule.patterns, rule.least);
    if !applies && counted.stand.is_empty() {
        return Measured::new(
            Standing::NotApplicable,
            "nothing in the case or its records that would call for it",
        );
    }
    let none = if supervision_covered(matter) {
        Measured::new(Standing::Met, "searched, no gap found")
    } else {
        Measured::new(
            Standing::NotDeterminable,
            "the records of supervision do not cover the period",
        )
    };
    let out = result_of(matter, &counted, none);
    match rule.run {
        Some(longest) if out.standing == Standing::Met => by_run(longest, rule, ways, matter, out),
        _ => out,
    }
}

/// What no finding tells may still be seen in the contacts: met only where there are some, and not a run without one in private.
fn by_run(longest: usize, rule: &Clear, ways: &Ways, matter: &Matter, found: Measured) -> Measured {
    let (all, run) = contacts::run_without_private(ways, &rule.except, matter);
    if all == 0 {
        return Measured::new(
            Standing::NotDeterminable,
            "no contact of the supervising agency on record to hold against the plan",
        );
    }
    if run.len() < longest {
        let why = format!("{}; {all} contacts on record", found.why);
        return Measured { why, ..found };
    }
    let why = format!(
        "{} of {all} contacts one after the other by phone or in a public place, none in private between them",
        run.len()
    );
    Measured::new(Standing::NotEvidenced, why).showing(run.iter().map(|c| opening(c.entry)).collect())
}

/// One finding an agency: how many of those known to be involved were contacted.
pub(super) fn consulted(matter: &Matter, patterns: &[String]) -> Measured {
    let counted = of_patterns(matter, patterns, None);
    let count = |is: fn(Outcome) -> bool| counted.stand.iter().filter(|f| is(f.outcome)).count();
    let (met, told) = (count(|o| o == Outcome::Met), count(|o| o != Outcome::CannotTell));
    let none =
        none_accepted(&counted).unwrap_or_else(|| Measured::new(Standing::NotApplicable, not_called_for(matter)));
    let mut out = result_of(matter, &counted, none);
    if told > 0 {
        out.parts = Some((met, told));
    }
    out
}

/// What was looked for, and the agencies that are known to be involved without a record of theirs.
fn not_called_for(matter: &Matter) -> String {
    let involved: Vec<&str> = matter
        .case
        .agencies
        .iter()
        .filter(|a| a.involved && a.files.is_empty())
        .map(|a| a.name.as_str())
        .collect();
    if involved.is_empty() {
        "no entry called for consulting a further agency".to_owned()
    } else {
        format!(
            "no entry called for consulting a further agency; involved and not supplied: {}",
            involved.join(", ")
        )
    }
}
