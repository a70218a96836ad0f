//! *Denied*: a thing that one account has and the other says was not there: `red marks to the neck`, `no marks to the neck`.
//!
//! Only words are compared, between accounts of one matter that share most of them; what was read in words is compared above.

use super::{Account, Found};
use crate::model::timeline::About;

/// Words that say that a thing was not there.
const NONE: [&str; 3] = ["no", "without", "nor"];
/// Words before a thing in which the other account may deny it too, or speak of it otherwise.
const BEFORE: usize = 3;
/// Words behind a thing among which that which follows it in the one account must stand in the other.
const BEHIND: usize = 4;
/// Words of the shorter account that the other must have too, in hundredths.
const ALIKE: usize = 60;
/// Words that make it open whether the thing was there.
const OPEN: [&str; 12] = [
    "no", "not", "without", "nor", "never", "any", "if", "whether", "denied", "denies", "possible", "previous",
];

/// The first thing that one account has and the other says was not there. `alike`: how much of the shorter one's words they share.
pub(super) fn about_thing(alike: usize, a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    if alike < ALIKE {
        return None;
    }
    let forth = thing(a, b).map(|(without, with)| (without, with, false));
    let (without, with, is_turned) = forth.or_else(|| thing(b, a).map(|(without, with)| (without, with, true)))?;
    let (first, second) = if is_turned { (with, without) } else { (without, with) };
    Some(Found {
        about: About::Content,
        why: "one account has what the other says was not there".to_owned(),
        first,
        second,
    })
}

/// What `a` says was not there and `b` has, in the words of each.
fn thing(a: &Account<'_>, b: &Account<'_>) -> Option<(String, String)> {
    let word = |account: &Account<'_>, at: usize| account.words.get(at).map(|(w, _)| w.clone());
    for (at, (none, _)) in a.words.iter().enumerate() {
        if !NONE.contains(&none.as_str()) {
            continue;
        }
        let Some((thing, next)) = word(a, at + 1)
            .zip(word(a, at + 2))
            .filter(|(t, _)| t.chars().count() > 3)
        else {
            continue;
        };
        let is_open = |account: &Account<'_>, place: usize| {
            (place.saturating_sub(BEFORE)..place).any(|n| word(account, n).is_some_and(|w| OPEN.contains(&w.as_str())))
        };
        let places: Vec<usize> = (0..b.words.len())
            .filter(|n| word(b, *n).as_ref() == Some(&thing))
            .collect();
        let is_there =
            |n: &usize| !is_open(b, *n) && (*n + 1..=*n + BEHIND).any(|m| word(b, m).as_ref() == Some(&next));
        // An account that says both is no witness against the other.
        let once = (0..a.words.len())
            .filter(|n| word(a, *n).as_ref() == Some(&thing))
            .count()
            == 1;
        if let Some(place) = places
            .iter()
            .copied()
            .find(is_there)
            .filter(|_| once && places.iter().all(|n| !is_open(b, *n)))
        {
            return Some((around(a, at, at + 2), around(b, place.saturating_sub(1), place + 1)));
        }
    }
    None
}

/// The words of an account from one to another.
fn around(account: &Account<'_>, from: usize, to: usize) -> String {
    let begin = account.words.get(from).map_or(0, |(_, range)| range.start);
    let last = account.words.get(to).or_else(|| account.words.last());
    let end = last.map_or(begin, |(_, range)| range.end);
    account.entry.text.get(begin..end).unwrap_or_default().to_owned()
}
