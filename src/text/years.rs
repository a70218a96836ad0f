//! *Years* of the past in running text: `since 1998`, `conv 2012`. Four figures may as well be a time of day, as in a police log:
//! `ARRESTED 1950`. Dates in full are left to `dates`.

use std::ops::Range;

use chrono::{Datelike, NaiveTime, Timelike};

use crate::{
    model::when::When,
    text::{
        dates::is_month,
        phrase::{Sets, holds},
        words::{Token, is_shouted},
    },
};

/// Hours between an entry's own time and a time of day in its text.
const NEAR: u32 = 4;

/// A year at least two before the entry's, not part of a date of birth, sets the sentence in the past.
pub(super) fn earlier_year(tokens: &[Token], range: Range<usize>, (when, sets): (&When, &Sets)) -> Option<String> {
    let sentence = tokens.get(range)?;
    if sentence.iter().any(|t| matches!(t.lower.as_str(), "dob" | "born")) {
        return None;
    }
    let is_log = is_shouted(tokens);
    sentence.iter().enumerate().find_map(|(at, t)| {
        let before = at.checked_sub(1).and_then(|b| sentence.get(b));
        let after_number = before.is_some_and(|b| b.is_number() && b.span.end + 1 == t.span.start);
        let year: i32 = t.lower.parse().ok().filter(|_| t.is_number() && t.lower.len() == 4)?;
        let of_birth = before.is_some_and(|b| b.lower == "b");
        let is_past = !after_number && !of_birth && (1940..=when.earliest.year() - 2).contains(&year);
        (is_past && !is_time(t, (before, sentence.get(at + 1)), (when, sets), is_log)).then(|| t.lower.clone())
    })
}

/// Are these four figures a time of day? `before` and `after` are the words beside them.
fn is_time(
    figures: &Token,
    (before, after): (Option<&Token>, Option<&Token>),
    (when, sets): (&When, &Sets),
    is_log: bool,
) -> bool {
    let Some(time) = time_of(&figures.lower) else {
        return false;
    };
    let word = |t: Option<&Token>, is_near: bool| t.filter(|_| is_near).map_or(String::new(), |t| t.lower.clone());
    let before = word(before, !figures.stopped && !figures.parted && !figures.colon);
    let after = word(after, after.is_some_and(|a| !a.stopped && !a.parted && !a.comma));
    if holds(sets, "before-a-year", &before) || is_month(&before) {
        return false;
    }
    if holds(sets, "before-a-time", &before) || matches!(after.as_str(), "hrs" | "hours" | "hr" | "h") {
        return true;
    }
    let agrees = when.time.is_some_and(|own| is_near(own, time));
    let is_deed = holds(sets, "done-that-day", &before);
    // Nobody's offences of before 1960 are told in a few words; 20:15 and the year 2015 are told apart by the entry's own time.
    if figures.lower.starts_with("19") {
        agrees || is_deed || is_log
    } else {
        is_deed && agrees
    }
}

fn time_of(figures: &str) -> Option<NaiveTime> {
    let (hour, minute) = figures.split_at_checked(2)?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

fn is_near(own: NaiveTime, other: NaiveTime) -> bool {
    let apart = own
        .num_seconds_from_midnight()
        .abs_diff(other.num_seconds_from_midnight());
    apart.min(24 * 3600 - apart) <= NEAR * 3600
}

#[cfg(test)]
mod tests {
    use super::earlier_year;
    use crate::text::{dates::read_when, rules::SetsFile, words::tokens};

    fn year(text: &str, time: &str) -> Option<String> {
        let words = tokens(text);
        let file: SetsFile = toml::from_str(include_str!("../../rules/lexicons/sets.toml")).unwrap();
        let sets = file.set.into_iter().map(|s| (s.id, s.words)).collect();
        earlier_year(&words, 0..words.len(), (&read_when("17/02/2021", time).unwrap(), &sets))
    }

    #[test]
    fn four_figures_after_what_was_done_that_day_are_a_time() {
        for (text, time) in [
            ("RO IN FORCE. ARRESTED 1950, CHARGED BREACH RO", "18:40"),
            ("MALE DETAINED 2015 AT REAR OF ADDRESS", "19:30"),
            ("F SEEN 1944, SCARED", ""),
            ("Officers attended 2005, he had gone", "19:10"),
            ("Arrested at 2010, in custody", ""),
            ("HE LEFT 2018 HRS", ""),
            ("SUSPECT SPOKEN TO 1958", "23:10"),
            ("CLLR RUNG 2011, NO REPLY", "20:30"),
        ] {
            assert_eq!(year(text, time), None, "{text}");
        }
    }

    #[test]
    fn a_year_of_the_past_stays_one() {
        for (text, time, wanted) in [
            ("Arrested in 1950 for assault", "18:40", "1950"),
            ("known to us since 1998", "19:50", "1998"),
            ("CONVICTED 2012 ABH EX PARTNER", "20:00", "2012"),
            ("ARRESTED 2015 ABH EX PARTNER", "09:30", "2015"),
            ("charged June 2013, assault on wife", "20:00", "2013"),
            ("attacked his ex, summer 2017", "20:15", "2017"),
            ("cautioned 1987", "19:30", "1987"),
            ("arrested 2017", "", "2017"),
        ] {
            assert_eq!(year(text, time).as_deref(), Some(wanted), "{text}");
        }
    }
}
