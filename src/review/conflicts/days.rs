//! *Days* of one text that stands in two records: the day of its own words counts before the day on which it was written down.

use std::collections::BTreeSet;

use super::{Account, Found, differ, facts, is_copy, is_fact};
use crate::model::{case::Case, timeline::About, when::When};

/// Words at the begin of an entry among which another agency is named as the one that told it.
const HEAD: usize = 6;

/// Two accounts that are one text, under two known days.
pub(super) fn one_text(case: &Case, a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    if is_copy(a) || is_copy(b) {
        return None;
    }
    let (own_a, own_b) = (own_day(a), own_day(b));
    // What another agency told was written down when it was told: that day is no day of the event.
    if (own_a.is_none() && is_told_by_another(case, a)) || (own_b.is_none() && is_told_by_another(case, b)) {
        return None;
    }
    let why = if own_a.is_some() || own_b.is_some() {
        "the same words are told of two days"
    } else {
        "the same words stand under two days, and neither entry says that it is a copy"
    };
    let (x, y) = (own_a.unwrap_or(&a.entry.when), own_b.unwrap_or(&b.entry.when));
    differ(x, y).then(|| Found {
        about: About::Date,
        why: why.to_owned(),
        first: x.shown(),
        second: y.shown(),
    })
}

/// The one day that the words themselves name for what they tell.
fn own_day<'a>(account: &'a Account<'_>) -> Option<&'a When> {
    let dated = facts(account)
        .filter(|m| is_fact(m))
        .filter_map(|m| m.happened.as_ref());
    let known: Vec<&When> = dated.filter(|w| w.is_known_day() && !w.written.is_empty()).collect();
    let days: BTreeSet<_> = known.iter().map(|w| w.earliest).collect();
    known.first().copied().filter(|_| days.len() == 1)
}

/// Does the entry begin with whom it was told by, and is that another agency: `From police: …`?
fn is_told_by_another(case: &Case, account: &Account<'_>) -> bool {
    let head: Vec<&str> = account.words.iter().take(HEAD).map(|(w, _)| w.as_str()).collect();
    let others = case.agencies.iter().filter(|a| a.id != account.entry.agency);
    let names: BTreeSet<String> = others
        .flat_map(|a| [a.name.as_str(), a.id.0.as_str(), a.kind.as_str()])
        .filter_map(|name| name.split(|c: char| !c.is_alphanumeric()).next().map(str::to_lowercase))
        .filter(|word| word.len() > 1)
        .collect();
    head.windows(2)
        .any(|two| matches!(two, ["from" | "by", name] if names.contains(*name)))
}
