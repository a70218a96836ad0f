//! *Retold*: one event in the words of two agencies, who differ about who did it or at what time of the day. Such accounts share no
//! words to be compared by, so what is compared is what was read in them.

use std::collections::BTreeSet;

use super::{Account, Found, facts, is_fact, name_of, pairs, sentence};
use crate::model::{
    case::{Case, PersonId},
    mention::{Mention, Who},
    timeline::About,
};

/// Minutes by which two times must differ, at least: clocks and memories are never quite alike.
const APART: i64 = 30;
const HALF_DAY: i64 = 12 * 60;

/// Two people who are said to have done it, where each account has one and the other does not know him.
pub(super) fn about_actor(case: &Case, a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    let knows = |account: &Account<'_>, id: &PersonId| {
        let mut people = account.reading.people.iter();
        people.any(|p| matches!(&p.who, Who::Person(other) if other == id))
    };
    pairs(a, b).find_map(|(m, n)| {
        let (x, y) = (only_actor(a, m)?, only_actor(b, n)?);
        let apart = x != y && is_fact(m) && is_fact(n) && !knows(a, y) && !knows(b, x);
        apart.then(|| Found {
            about: About::Person,
            why: format!(
                "one account says it of {}, the other of {}",
                name_of(case, x),
                name_of(case, y)
            ),
            first: sentence(a, m),
            second: sentence(b, n),
        })
    })
}

/// The one person who does it, wherever the account says it.
fn only_actor<'a>(account: &'a Account<'_>, m: &Mention) -> Option<&'a PersonId> {
    let all: BTreeSet<Option<&PersonId>> = facts(account)
        .filter(|other| other.concept == m.concept)
        .map(|other| match &other.actor {
            Who::Person(id) => Some(id),
            Who::Other(_) | Who::Unresolved => None,
        })
        .collect();
    match all.into_iter().collect::<Vec<_>>().as_slice() {
        [Some(one)] => Some(*one),
        _ => None,
    }
}

/// One thing told with one time of the day in each account, and the two differ.
pub(super) fn about_time(a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    pairs(a, b).find_map(|(m, n)| {
        if !is_fact(m)
            || !is_fact(n)
            || m.happened.as_ref().map(|w| w.earliest) != n.happened.as_ref().map(|w| w.earliest)
        {
            return None;
        }
        let (first, second) = (sentence(a, m), sentence(b, n));
        let (x, y) = (only_time(&first)?, only_time(&second)?);
        (x.apart(y) >= APART).then(|| Found {
            about: About::Time,
            why: "both say at what time, and the times differ".to_owned(),
            first,
            second,
        })
    })
}

/// A time of the day, in minutes; `3.30` alone may be of either half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Clock {
    minutes: i64,
    is_sure: bool,
}

impl Clock {
    fn apart(self, other: Self) -> i64 {
        let apart = (self.minutes - other.minutes).abs();
        if self.is_sure && other.is_sure {
            return apart;
        }
        let rest = apart % HALF_DAY;
        rest.min(HALF_DAY - rest)
    }
}

/// The only time of the day in a sentence; nothing when there are two.
fn only_time(sentence: &str) -> Option<Clock> {
    let words: Vec<String> = sentence
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let mut out = None;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", String::as_str);
        match (clock(word, next), out) {
            (Some(found), None) => out = Some(found),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
    }
    out
}

fn clock(word: &str, next: &str) -> Option<Clock> {
    let figures_end = word
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .unwrap_or(word.len());
    let (figures, mark) = (word.get(..figures_end)?, word.get(figures_end..)?);
    let mark = if mark.is_empty() { next } else { mark };
    let half = matches!(mark, "am" | "pm");
    let parts: Vec<&str> = figures.split([':', '.']).collect();
    let (hour, minute) = match parts.as_slice() {
        [both] if both.len() == 4 && matches!(mark, "hrs" | "hours" | "hr" | "h") => (both.get(..2)?, both.get(2..)?),
        [hour] if half && (1..=2).contains(&hour.len()) => (*hour, "0"),
        [hour, minute] if (1..=2).contains(&hour.len()) && minute.len() == 2 => (*hour, *minute),
        _ => return None,
    };
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    if hour > 23 || minute > 59 || (half && hour > 12) {
        return None;
    }
    let hour = match mark {
        "pm" => hour % 12 + 12,
        "am" => hour % 12,
        _ => hour,
    };
    Some(Clock {
        minutes: hour * 60 + minute,
        is_sure: half || hour > 12 || matches!(mark, "hrs" | "hours" | "hr" | "h") || figures.starts_with('0'),
    })
}
