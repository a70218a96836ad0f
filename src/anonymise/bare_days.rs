//! *Bare days*: `the 18th`, `Re CPN's call of 19th`: the day of a month that is not named. It moves with the days around it; left as it stands, it would
//! tell by how much they moved.

use chrono::{Datelike, Months, NaiveDate};

use crate::{
    anonymise::{
        lists::DayWords,
        shift::{Shift, ordinal},
    },
    model::mention::Span,
    text::{
        dates::{is_month, is_weekday},
        words::Token,
    },
};

/// The bare days of a text written on this day, and the words that stand in their place.
pub(super) fn find(
    text: &str,
    cut: &[Token],
    (on, shift): (NaiveDate, Shift),
    words: &DayWords,
) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for at in 0..cut.len() {
        if let Some((token, day, meant)) = bare(text, cut, (at, on), words) {
            let moved = shift.day(meant).day();
            let written = text.get(token.span.start..token.span.end).unwrap_or_default();
            let end = if written.ends_with(char::is_uppercase) {
                ordinal(moved).to_uppercase()
            } else {
                ordinal(moved).to_owned()
            };
            if moved != day {
                out.push((token.span, format!("{moved}{end}")));
            }
        } else if let Some((span, meant)) = with_month(text, cut, (at, on), words) {
            let moved = shift.day(meant);
            let is_padded = text
                .get(span.start..span.end)
                .is_some_and(|w| w.starts_with('0') || w.contains("/0"));
            let to = if is_padded {
                moved.format("%d/%m").to_string()
            } else {
                format!("{}/{}", moved.day(), moved.month())
            };
            out.push((span, to));
        }
    }
    out
}

/// `MARAC 14/7`: a day and a month behind what was on that day. Without such a word two numbers with a stroke are a share or a dose.
fn with_month(text: &str, cut: &[Token], (at, on): (usize, NaiveDate), words: &DayWords) -> Option<(Span, NaiveDate)> {
    let (first, second) = (cut.get(at)?, cut.get(at + 1)?);
    let before = at.checked_sub(1).and_then(|b| cut.get(b))?;
    let sign = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let is_led = (words.happens.contains(&before.lower) || is_weekday(&before.lower))
        && matches!(sign(before.span.end, first.span.start), " " | " - " | ": ");
    let rest = text.get(second.span.end..).unwrap_or_default();
    let is_whole = first.is_number()
        && second.is_number()
        && first.lower.len() <= 2
        && second.lower.len() <= 2
        && sign(first.span.end, second.span.start) == "/"
        && !rest.starts_with(['/', '%'])
        && !rest.trim_start().starts_with("days");
    let (day, month): (u32, u32) = (first.lower.parse().ok()?, second.lower.parse().ok()?);
    if !is_led || !is_whole {
        return None;
    }
    let near = [-1, 0, 1]
        .into_iter()
        .filter_map(|y| NaiveDate::from_ymd_opt(on.year() + y, month, day));
    let meant = near.min_by_key(|d| (*d - on).num_days().abs())?;
    let span = Span {
        start: first.span.start,
        end: second.span.end,
    };
    Some((span, meant))
}

/// A bare day: its word, its number, and the day that is most likely meant.
fn bare<'t>(
    text: &str,
    cut: &'t [Token],
    (at, on): (usize, NaiveDate),
    words: &DayWords,
) -> Option<(&'t Token, u32, NaiveDate)> {
    let token = cut.get(at)?;
    let day = day_of(&token.lower)?;
    let gap = |n: usize| -> &str {
        let from = n.checked_sub(1).and_then(|b| cut.get(b)).map_or(0, |t| t.span.end);
        let to = cut.get(n).map_or(text.len(), |t| t.span.start);
        text.get(from..to).unwrap_or_default()
    };
    let word = |n: usize| cut.get(n).map(|t| t.lower.as_str());
    let before = at.checked_sub(1).filter(|_| gap(at).trim().is_empty()).and_then(word)?;
    let lead = if before == "the" {
        let earlier = at.checked_sub(2).filter(|_| gap(at - 1).trim().is_empty());
        earlier.and_then(word).unwrap_or(before)
    } else {
        before
    };
    let is_led = |w: &str| {
        words.to_come.contains(w)
            || words.past.contains(w)
            || words.either.contains(w)
            || words.happens.contains(w)
            || is_weekday(w)
    };
    if !is_led(before) || !ends(cut, &gap, at, words) {
        return None;
    }
    let near: Vec<NaiveDate> = [-1_i32, 0, 1]
        .into_iter()
        .filter_map(|months| {
            let first = on.with_day(1)?;
            let first = if months < 0 {
                first.checked_sub_months(Months::new(1))?
            } else {
                first.checked_add_months(Months::new(months.unsigned_abs()))?
            };
            first.with_day(day)
        })
        .collect();
    let meant = if words.to_come.contains(lead) {
        near.iter().find(|d| **d >= on).copied()
    } else if words.past.contains(lead) {
        near.iter().rev().find(|d| **d <= on).copied()
    } else {
        None
    };
    let nearest = || near.iter().min_by_key(|d| (**d - on).num_days().abs()).copied();
    Some((token, day, meant.or_else(nearest)?))
}

/// Is it the day itself, and not the third of something?
fn ends<'g>(cut: &[Token], gap: &dyn Fn(usize) -> &'g str, at: usize, words: &DayWords) -> bool {
    let Some(next) = cut.get(at + 1) else { return true };
    let sign = gap(at + 1);
    if sign.contains([',', ';', ')', '\n', '?', '!', ':']) || sign.trim_start().starts_with('.') {
        return true;
    }
    if !sign.trim().is_empty() {
        return !is_month(&next.lower);
    }
    // `the 1st and 2nd visits` is of visits.
    let joins = ["and", "or", "to"].contains(&next.lower.as_str());
    if joins && cut.get(at + 2).is_some_and(|t| day_of(&t.lower).is_some()) {
        return ends(cut, gap, at + 2, words);
    }
    next.is_number() || words.behind.contains(&next.lower)
}

/// The number of `18th`.
fn day_of(word: &str) -> Option<u32> {
    let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    let day: u32 = figures.parse().ok().filter(|_| figures.len() <= 2)?;
    (1..=31).contains(&day).then_some(day)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::find;
    use crate::{
        anonymise::{lists::DayWords, shift::Shift},
        text::words::tokens,
    };

    fn moved(text: &str) -> String {
        let on: NaiveDate = "2022-01-21".parse().unwrap();
        let words: DayWords = toml::from_str(include_str!("../../rules/anonymise/days.toml")).unwrap();
        let mut out = text.to_owned();
        for (span, words) in find(text, &tokens(text), (on, Shift::of_weeks(-104)), &words)
            .into_iter()
            .rev()
        {
            out.replace_range(span.start..span.end, &words);
        }
        out
    }

    #[test]
    fn the_day_of_a_month_that_is_not_named_moves_with_the_others() {
        for (written, new) in [
            ("Re CPN's call of 19th.", "Re CPN's call of 22nd."),
            ("tenancy panel for the 18th", "tenancy panel for the 21st"),
            ("Office shut till 3rd. Rang.", "Office shut till 6th. Rang."),
            ("Next 17th, at 10am", "Next 20th, at 10am"),
            ("SEEN ON 12TH AND 13TH AT HOME", "SEEN ON 15TH AND 16TH AT HOME"),
            ("He rang on Tuesday 11th at 4", "He rang on Tuesday 14th at 4"),
        ] {
            assert_eq!(moved(written), new);
        }
    }

    #[test]
    fn the_third_of_something_is_no_day() {
        for written in [
            "This is the 3rd time he has rung",
            "the 1st and 2nd visits",
            "Lives on the 2nd floor",
            "her 4th appointment",
            "a 3rd party told us",
            "from the 19th century",
            "the 5th of six sessions",
        ] {
            assert_eq!(moved(written), written);
        }
    }
}
