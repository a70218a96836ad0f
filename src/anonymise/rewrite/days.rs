//! Days, years that stand alone, and bare days, moved with the case.

use chrono::{Datelike, NaiveDate};

use super::{Change, Passage, Rewriter};
use crate::{
    anonymise::{bare_days, level::Dates, lists::DayWords, spot::What},
    model::mention::Span,
    text::{
        dates::{FoundDate, find_dates},
        words::{Token, is_shouted, tokens},
    },
};

impl Rewriter<'_> {
    pub(super) fn dates(
        &self,
        passage: Passage<'_>,
        (cut, days): (&[Token], Vec<FoundDate>),
        (changes, passed): (&mut Vec<Change>, &mut Vec<Span>),
    ) {
        let text = passage.text;
        let moved = passage.day.map(|d| self.shift.day(d));
        let is_kept = self.level.dates == Dates::Kept || self.shift.is_none();
        for date in days {
            let meets = |s: &Span| s.start < date.span.end && date.span.start < s.end;
            if changes.iter().any(|c| meets(&c.span)) {
                continue;
            }
            if is_kept {
                passed.push(date.span);
                continue;
            }
            // A date is read by the words before it too.
            let from = text.get(..date.span.start).unwrap_or_default();
            let near = from.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
            let before = from.get(near..).unwrap_or_default();
            let rest = text.get(date.span.end..).unwrap_or_default();
            let end = rest.char_indices().nth(20).map_or(rest.len(), |(at, _)| at);
            let after = rest.get(..end).unwrap_or_default();
            let read = |words: &str| {
                find_dates(&format!("{before}{words}{after}"), moved)
                    .into_iter()
                    .find(|d| d.span.start == before.len() && d.span.end == before.len() + words.len())
                    .map(|d| nearest(words, (d.when.earliest, d.when.latest), moved))
            };
            let days = (date.when.earliest, date.when.latest);
            let days = nearest(&date.when.written, days, passage.day);
            changes.push(Change {
                span: date.span,
                to: self.shift.words(&date.when.written, days, &read),
                what: if date.of_birth { What::BirthDate } else { What::Date },
            });
        }
        if !is_kept {
            self.years(passage, cut, changes);
            let bare = passage
                .day
                .map(|on| bare_days::find(text, cut, (on, self.shift), &self.lists.days));
            for (span, to) in bare.into_iter().flatten() {
                if !changes
                    .iter()
                    .any(|c| c.span.start < span.end && span.start < c.span.end)
                {
                    let what = What::Date;
                    changes.push(Change { span, to, what });
                }
            }
        }
    }

    /// Years that stand alone: four figures that are no time and no number of anything.
    fn years(&self, passage: Passage<'_>, cut: &[Token], changes: &mut Vec<Change>) {
        let text = passage.text;
        for (at, token) in cut.iter().enumerate() {
            let year: Option<i32> = token
                .lower
                .parse()
                .ok()
                .filter(|_| token.is_number() && token.lower.len() == 4);
            // Four figures of the evening are no year that is still to come.
            let latest = passage.day.map_or(2080, |d| d.year() + 2);
            let Some(year) = year.filter(|y| (1930..latest).contains(y)) else {
                continue;
            };
            if changes
                .iter()
                .any(|c| c.span.start < token.span.end && token.span.start < c.span.end)
            {
                continue;
            }
            if is_time_or_number(text, cut, at, &self.lists.days) {
                continue;
            }
            changes.push(Change {
                span: token.span,
                to: self.shift.year(year).to_string(),
                what: What::Date,
            });
        }
    }
}

/// `at 2014 hrs`, `PC 2014`, `£2014`: four figures that are no year.
fn is_time_or_number(text: &str, cut: &[Token], at: usize, words: &DayWords) -> bool {
    let word = |n: Option<usize>| n.and_then(|n| cut.get(n)).map_or("", |t| t.lower.as_str());
    let Some(token) = cut.get(at) else { return true };
    let sign = text.get(..token.span.start).and_then(|t| t.chars().next_back());
    let next = text.get(token.span.end..).and_then(|t| t.chars().next());
    let before = word(at.checked_sub(1));
    let is_led = words.year_before.contains(before) || crate::text::dates::is_month(before) || sign == Some('(');
    let figures: u32 = token.lower.parse().unwrap_or(0);
    let is_clock = figures / 100 < 24 && figures % 100 < 60;
    // No record of our days tells of the year 1950 without more; `LIFE EXTINCT 2014` is a time.
    let is_evening = is_clock && !is_led && (figures < 1960 || is_shouted(cut) && words.timed.contains(before));
    words.no_year_before.contains(before)
        || is_evening
        || words.no_year_behind.contains(word(Some(at + 1)))
        || matches!(sign, Some('£' | '#' | '@'))
        || (next == Some('-') && is_span_of_times(&token.lower, word(Some(at + 1))))
}

/// `1930-2015`: from one time of the evening to another, and not two years of one time of life.
fn is_span_of_times(first: &str, second: &str) -> bool {
    let number = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() == 4);
    match (number(first), number(second)) {
        (Some(first), Some(second)) => !(1..=25).contains(&(second - first)),
        _ => false,
    }
}

/// A day of which no year is written is of the year in which it is nearest to the day on which it was written: `charged 19/12` in an entry of 18
/// December. Readers take the year before where that day was still to come.
fn nearest(written: &str, days: (NaiveDate, NaiveDate), on: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let (earliest, latest) = days;
    let runs: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|r| !r.is_empty())
        .collect();
    let is_named = tokens(written).iter().any(|t| crate::text::dates::is_month(&t.lower));
    let has_year = runs.iter().any(|r| r.len() == 4) || runs.len() > 2 || is_named && runs.len() != 1;
    let Some(on) = on.filter(|_| !has_year && (latest - earliest).num_days() < 7) else {
        return days;
    };
    let moved = [-1, 0, 1].into_iter().filter_map(|years| {
        let day = |d: NaiveDate| d.with_year(d.year() + years);
        Some((day(earliest)?, day(latest)?))
    });
    moved
        .min_by_key(|(from, _)| (*from - on).num_days().abs())
        .unwrap_or(days)
}
