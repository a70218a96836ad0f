//! *By days*: what somebody can do who knows nothing but days: those that still stand, and the intervals between them, which are kept on purpose.
//!
//! By how much the days were moved is never told here: what this says may leave the house.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// What days give away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByDays {
    /// Entries of which both days are known, and certain.
    pub entries: usize,
    /// Entries whose day is not certain (`spring 2021`): they were not compared.
    pub loose: usize,
    /// Is the order of entries the same in both?
    pub order_kept: bool,
    /// Are all intervals the same in both?
    pub intervals_kept: bool,
    /// Are all days of the week the same in both?
    pub weekdays_kept: bool,
    /// Entries that stand on their real day.
    pub unmoved: usize,
    /// Intervals between days that follow one another.
    pub intervals: usize,
    /// Of these, how many of that length there is one of only: whoever knows its two days knows where in the case he is.
    pub single: usize,
    /// What may be known from outside, one line each, with how it would find the shift.
    pub anchors: Vec<String>,
    /// What can be done.
    pub advice: Vec<String>,
}

/// Compares the real and the anonymised days of the same entries, in the order of the timeline; so many others (`loose`) have no certain day. `known` are things of which outsiders may know
/// the day (`the event`, `a hearing`, `a birth`), with how many of each the case has.
pub fn by_days(days: &[(NaiveDate, NaiveDate)], loose: usize, known: &[(&str, usize)]) -> ByDays {
    let pairs = || days.windows(2).filter_map(|w| Some((w.first()?, w.get(1)?)));
    let unmoved = days.iter().filter(|(real, made)| real == made).count();
    let mut lengths: BTreeMap<i64, usize> = BTreeMap::new();
    let mut real: Vec<NaiveDate> = days.iter().map(|(real, _)| *real).collect();
    real.sort_unstable();
    real.dedup();
    for (a, b) in real.iter().zip(real.iter().skip(1)) {
        *lengths.entry((*b - *a).num_days()).or_insert(0) += 1;
    }
    let mut out = ByDays {
        entries: days.len(),
        loose,
        order_kept: pairs().all(|(a, b)| a.0.cmp(&b.0) == a.1.cmp(&b.1)),
        intervals_kept: pairs().all(|(a, b)| b.0 - a.0 == b.1 - a.1),
        weekdays_kept: days.iter().all(|(real, made)| real.weekday() == made.weekday()),
        unmoved,
        intervals: lengths.values().sum(),
        single: lengths.values().filter(|n| **n == 1).count(),
        anchors: anchors(known),
        advice: Vec::new(),
    };
    out.advice = advice(&out);
    out
}

fn anchors(known: &[(&str, usize)]) -> Vec<String> {
    known
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| {
            let one = if *count == 1 { "Its day" } else { "The day of any of them" };
            let told = if *count == 1 { String::new() } else { format!(" ({count} in the case)") };
            format!("{}{told}: where it was reported, or is remembered. {one} beside the same day here gives the real day of every entry.", first(what))
        })
        .collect()
}

fn first(words: &str) -> String {
    let mut letters = words.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).collect()
}

fn advice(told: &ByDays) -> Vec<String> {
    let mut out = Vec::new();
    if told.entries == 0 {
        return out;
    }
    if told.unmoved > 0 {
        out.push(format!(
            "{} of {} entries stand on their real day: make the case anew with days moved before anybody has it.",
            told.unmoved, told.entries
        ));
    }
    if told.intervals_kept {
        out.push(
            "The intervals are the real ones, so that lateness can be judged. Whoever knows one real day can therefore reckon all others: treat the days \
             as a cover against a passing look, and not against somebody who knows the case."
                .to_owned(),
        );
    } else {
        out.push("The intervals are not all the real ones: what is late or in time may be judged otherwise than on the real case.".to_owned());
    }
    if !told.anchors.is_empty() {
        out.push(
            "For readers who may know of the case (press, family, colleagues of the agencies), give days relative to the first entry (day 1, day 9), or \
             months only."
                .to_owned(),
        );
    }
    if told.single > 0 {
        out.push(format!(
            "{} of {} intervals between days occur once in the case. Two reported days that far apart would be enough to find the place.",
            told.single, told.intervals
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::by_days;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_shift_by_whole_weeks_keeps_everything_and_is_never_told() {
        let real = ["2018-01-01", "2018-01-03", "2018-01-05", "2018-02-14"].map(day);
        let made = real.map(|d| d - Days::new(7 * 104));
        let pairs: Vec<_> = real.into_iter().zip(made).collect();
        let told = by_days(&pairs, 0, &[("the event", 1), ("a hearing", 0), ("a birth", 3)]);
        assert!(told.order_kept && told.intervals_kept && told.weekdays_kept);
        assert_eq!((told.unmoved, told.intervals, told.single), (0, 3, 1));
        assert_eq!(told.anchors.len(), 2);
        let words = format!("{told:?}");
        for number in ["104", "728", "2018", "2016"] {
            assert!(!words.contains(number), "{words}");
        }
    }

    #[test]
    fn days_that_were_not_moved_or_moved_apart_are_told() {
        let told = by_days(
            &[
                (day("2018-01-01"), day("2018-01-01")),
                (day("2018-01-03"), day("2018-01-09")),
            ],
            0,
            &[],
        );
        assert!(told.order_kept && !told.intervals_kept && !told.weekdays_kept);
        assert_eq!(told.unmoved, 1);
        assert!(told.advice.iter().any(|a| a.contains("stand on their real day")));
    }
}
