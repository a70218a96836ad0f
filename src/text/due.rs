//! The day by which something is *due*, where the words of a promise state one: `tomorrow`, `by Friday`, `before 31/07`,
//! `within 48 hours`, `first week of January`. Unlike everything else that is read, it looks forward from the day of the note.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::{
    model::mention::Span,
    text::{
        dates::{find_dates, month_of},
        relative::{number, weekday},
        words::{Token, tokens},
    },
};

/// How many words before or after the promise its day may stand.
const REACH: usize = 12;
/// A day further off than this is no day of a promise.
const FURTHEST: i64 = 240;

/// The last day on which a promise is still kept, as its sentence states it; nothing when it states none. `text` is the entry,
/// `day` the day of the note. The day that stands nearest after the words of the promise counts, else the nearest before.
pub fn stated(text: &str, sentence: Span, quote: Span, day: NaiveDate) -> Option<NaiveDate> {
    let words = text.get(sentence.start..sentence.end)?;
    let all = tokens(words);
    let at = |byte: usize| all.partition_point(|t| sentence.start + t.span.start < byte);
    let (first, end) = (at(quote.start), at(quote.end));
    let mut found: Vec<(usize, NaiveDate)> = (0..all.len())
        .filter_map(|n| Some((n, expression(&all, n, day)?)))
        .collect();
    if words.bytes().any(|b| b.is_ascii_digit()) {
        let dated = find_dates(words, Some(day)).into_iter().filter(|d| !d.of_birth);
        found.extend(dated.filter_map(|d| {
            let n = all.partition_point(|t| t.span.start < d.span.start);
            let last = d.when.latest;
            let on = if last < day && is_yearless(&d.when.written) {
                last.checked_add_months(Months::new(12))?
            } else {
                last
            };
            Some((n, on))
        }));
    }
    let between = |from: usize, to: usize| all.get(from + 1..=to).unwrap_or(&[]).iter();
    let fits = |(n, on): &(usize, NaiveDate)| {
        let apart = if *n >= first { n.saturating_sub(end) } else { first - n };
        // "Opened today, adviser to see her": a day before a comma belongs to what stands before it.
        let between = if *n >= first {
            between(first, *n).any(|t| t.parted)
        } else {
            between(*n, first).any(|t| t.parted || t.comma)
        };
        apart <= REACH && !between && *on >= day && (*on - day).num_days() <= FURTHEST
    };
    found
        .into_iter()
        .filter(fits)
        .min_by_key(|(n, _)| (*n < first, n.abs_diff(first)))
        .map(|(_, on)| on)
}

/// A relative expression that begins at a token.
fn expression(all: &[Token], at: usize, day: NaiveDate) -> Option<NaiveDate> {
    let word = |n: usize| all.get(at + n).map_or("", |t| t.lower.as_str());
    let before = at
        .checked_sub(1)
        .and_then(|b| all.get(b))
        .map_or("", |t| t.lower.as_str());
    let on = |n: u64| day.checked_add_days(Days::new(n));
    let sunday = u64::from(6 - day.weekday().num_days_from_monday());
    match (word(0), word(1), word(2)) {
        ("today" | "tonight", ..)
        | ("same", "day", _)
        | ("this", "morning" | "afternoon" | "evening" | "am" | "pm", _) => on(0),
        ("tomorrow" | "tmrw" | "tomoz" | "2moro", ..) | ("in", "the", "morning" | "am") => on(1),
        // "First thing Monday" is the Monday; "first thing" and "in the morning" are the next day.
        ("first", "thing", name) => weekday(name).map_or_else(|| on(1), |w| coming(day, w)),
        ("this", "week" | "wk", _) | ("this" | "the", "weekend" | "wkend", _) | ("end", "of", "week" | "wk") => {
            on(sunday)
        }
        ("next", "week" | "wk", _) => on(sunday + 7),
        ("this", "month", _) | ("month", "end", _) | ("end", "of", "month") => end_of_month(day, 0),
        ("next", "month", _) => end_of_month(day, 1),
        ("end", "of", name) if month_of(name).is_some() => month_to_come(day, month_of(name)?, 31),
        ("in" | "within", count, "working") if is_days(word(3)) => working_days(day, number(count)?),
        // "JM to raise order, 5 working days": the span alone; one that is over or that something takes states no day.
        (count, "working", unit) if is_days(unit) && !SPENT.contains(&before) && !SPENT.contains(&word(3)) => {
            working_days(day, number(count)?)
        }
        ("in" | "within", count, "hours" | "hour" | "hrs") => on(u64::from(number(count)?.div_ceil(24))),
        ("in" | "within", count, unit) => on(u64::from(number(count)?) * unit_days(unit)?),
        (which, "week" | "wk", "in" | "of") => month_to_come(day, month_of(word(3))?, week_end(which)?),
        (which, "full", "week" | "wk") => month_to_come(day, month_of(word(4))?, week_end(which)? + 6),
        ("next", name, _) if weekday(name).is_some() => coming(day, weekday(name)?).and_then(|d| {
            // "Next Friday", written on a Monday, is said of either: the later one is the fairer.
            let is_this_week = d.iso_week() == day.iso_week();
            d.checked_add_days(Days::new(if is_this_week { 7 } else { 0 }))
        }),
        (name, ..) if weekday(name).is_some() && is_day(all, at) && before != "last" && before != "next" => {
            coming(day, weekday(name)?)
        }
        _ => None,
    }
}

/// Words beside a span of working days that say that it is over, or how long something lasts.
const SPENT: [&str; 10] = [
    "for", "last", "past", "after", "took", "over", "every", "ago", "notice", "late",
];

fn is_days(unit: &str) -> bool {
    matches!(unit, "day" | "days")
}

/// So many days on, weekends left out; bank holidays are not known here, so that the day may be one too early after one.
fn working_days(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let is_worked = |d: &NaiveDate| d.weekday().num_days_from_monday() < 5;
    let last = (1..)
        .filter_map(|n| day.checked_add_days(Days::new(n)))
        .take(366)
        .filter(is_worked);
    last.take(usize::try_from(count).ok()?).last()
}

/// `sat` and `sun` are days only with a capital.
fn is_day(all: &[Token], at: usize) -> bool {
    all.get(at)
        .is_some_and(|t| t.lower.ends_with("day") || t.capital && !t.shouted)
}

fn coming(day: NaiveDate, wanted: Weekday) -> Option<NaiveDate> {
    (1..=7)
        .filter_map(|n| day.checked_add_days(Days::new(n)))
        .find(|d| d.weekday() == wanted)
}

fn unit_days(unit: &str) -> Option<u64> {
    Some(match unit {
        "day" | "days" => 1,
        "week" | "weeks" | "wk" | "wks" => 7,
        "fortnight" => 14,
        "month" | "months" | "mths" => 31,
        _ => return None,
    })
}

fn week_end(which: &str) -> Option<u32> {
    Some(match which {
        "first" | "1st" => 7,
        "second" | "2nd" => 14,
        "third" | "3rd" => 21,
        "fourth" | "4th" => 28,
        "last" | "final" => 31,
        _ => return None,
    })
}

/// A day of the next such month, or its last where it has none of that number.
fn month_to_come(day: NaiveDate, month: u32, of: u32) -> Option<NaiveDate> {
    let year = if month >= day.month() {
        day.year()
    } else {
        day.year() + 1
    };
    (1..=of).rev().find_map(|d| NaiveDate::from_ymd_opt(year, month, d))
}

fn end_of_month(day: NaiveDate, more: u32) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(more + 1))?.pred_opt()
}

/// Does a date as written name no year?
fn is_yearless(written: &str) -> bool {
    let groups: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect();
    groups.len() < 3
        && groups.iter().all(|g| g.len() < 4)
        && (groups.len() < 2 || !written.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::stated;
    use crate::model::mention::Span;
    use chrono::NaiveDate;

    /// The day stated for the promise `[…]` of a note of Wednesday 10 March 2021.
    fn due(note: &str) -> String {
        let (start, stop) = (note.find('[').unwrap(), note.find(']').unwrap());
        let text = note.replace(['[', ']'], "");
        let day = NaiveDate::from_ymd_opt(2021, 3, 10).unwrap();
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        let quote = Span { start, end: stop - 1 };
        stated(&text, whole, quote, day).map_or("none".to_owned(), |d| d.to_string())
    }

    #[test]
    fn a_promise_is_due_on_the_day_that_it_states() {
        assert_eq!(due("Will [ring police] tomorrow."), "2021-03-11");
        assert_eq!(
            due("Said I will [ring PPU] in the morning and let DG know."),
            "2021-03-11"
        );
        assert_eq!(due("Will [ring police] first thing."), "2021-03-11");
        assert_eq!(due("Will [ring police] first thing Monday."), "2021-03-15");
        assert_eq!(due("Will [ring police] tomorrow am."), "2021-03-11");
        assert_eq!(due("Will [ring police] tonight."), "2021-03-10");
        assert_eq!(due("[OASys] to be done by Friday."), "2021-03-12");
        assert_eq!(due("[Home visit] next week."), "2021-03-21");
        assert_eq!(due("[Home visit] first full week in April."), "2021-04-13");
        assert_eq!(due("[Refer to MARAC] by 31/03."), "2021-03-31");
        assert_eq!(due("[Report] to chair by 10/01."), "none");
        assert_eq!(due("Will [speak to SPO] on Monday."), "2021-03-15");
        assert_eq!(due("[Crisis team] to visit within 48 hours."), "2021-03-12");
        assert_eq!(due("JM to [raise order], 5 working days."), "2021-03-17");
        assert_eq!(due("Will [refer to MARAC] within 2 working days."), "2021-03-12");
        assert_eq!(due("[Transfer form] by end of April."), "2021-04-30");
        assert_eq!(due("[Housing appointment] by 2 April 2021."), "2021-04-02");
    }

    #[test]
    fn what_states_no_day_is_due_on_none() {
        assert_eq!(due("Will [ring police]."), "none");
        assert_eq!(due("Off sick for 5 working days, will [ring police]."), "none");
        assert_eq!(due("Will [ring police], referral 5 working days late."), "none");
        assert_eq!(due("Seen last Friday, will [ring police]."), "none");
        assert_eq!(due("File opened today, adviser to [see her] by the library."), "none");
        assert_eq!(due("Will [ring police] (he was in court 09/03)."), "none");
    }
}
