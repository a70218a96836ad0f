//! *Shift*: every date of a case moved by the same number of whole weeks, so that intervals, weekdays and order stay. The weeks are as near
//! to whole years as weeks can be, so that seasons stay too, and what is written as a month or a year moves by the years.

use chrono::{Datelike, Days, NaiveDate};

use crate::{anonymise::draw::Secret, text::dates};

/// Years by which a case is moved at most, and at least.
const YEARS: std::ops::RangeInclusive<i32> = 1..=11;
/// Weeks by which a case is moved that cannot be judged as before in another year: because it lies in the months of a pandemic, for example.
const WEEKS: std::ops::RangeInclusive<i32> = 3..=9;
/// Ways in which a date's figures are tried, at most.
const TRIES: usize = 200;

/// By how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    weeks: i32,
    years: i32,
}

/// A part of a date that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Day(usize),
    Month(usize),
    Year(usize),
}

/// A figure or the name of a month in the words of a date.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    end: usize,
    roles: Vec<Role>,
    is_name: bool,
}

impl Shift {
    /// By the weeks that are nearest to this many years.
    pub fn of_years(years: i32) -> Self {
        // 365.25 days a year, in quarters of a day: to the nearest week.
        let quarters = years * 1461;
        let weeks = (f64::from(quarters) / 28.0).round();
        #[allow(clippy::cast_possible_truncation, reason = "a few hundred weeks")]
        let weeks = weeks as i32;
        Self { weeks, years }
    }

    /// The shift of this many weeks, as it was kept.
    pub fn of_weeks(weeks: i32) -> Self {
        let years = (f64::from(weeks) * 28.0 / 1461.0).round();
        #[allow(clippy::cast_possible_truncation, reason = "a few dozen years")]
        let years = years as i32;
        Self { weeks, years }
    }

    /// All shifts that are possible, in the order of the secret: those of whole years, then those of a few weeks. None leads past `latest`,
    /// counted from the last day of the case.
    pub fn possible(secret: &Secret, last_day: NaiveDate, latest: NaiveDate) -> Vec<Self> {
        let ordered = |purpose: &str, all: std::ops::RangeInclusive<i32>| -> Vec<i32> {
            let all: Vec<String> = all.flat_map(|n| [n, -n]).map(|n| n.to_string()).collect();
            let shuffled = secret.shuffled(purpose, all.iter().map(String::as_str));
            shuffled.into_iter().filter_map(|n| n.parse().ok()).collect()
        };
        let years = ordered("years", YEARS).into_iter().map(Self::of_years);
        let weeks = ordered("weeks", WEEKS)
            .into_iter()
            .map(|weeks| Self { weeks, years: 0 });
        years.chain(weeks).filter(|s| s.day(last_day) <= latest).collect()
    }

    /// Whole weeks; kept in the real case alone.
    pub fn weeks(self) -> i32 {
        self.weeks
    }

    /// Does nothing move?
    pub fn is_none(self) -> bool {
        self.weeks == 0
    }

    /// A day, moved.
    pub fn day(self, day: NaiveDate) -> NaiveDate {
        let days = Days::new(u64::from(self.weeks.unsigned_abs()) * 7);
        let moved = if self.weeks < 0 {
            day.checked_sub_days(days)
        } else {
            day.checked_add_days(days)
        };
        moved.unwrap_or(day)
    }

    /// The same day of another year, and the last day of a month as the last.
    fn same_day(self, day: NaiveDate) -> NaiveDate {
        let year = day.year() + self.years;
        let is_last = day.succ_opt().is_none_or(|next| next.month() != day.month());
        let moved = if is_last {
            let first_of_next = if day.month() == 12 {
                NaiveDate::from_ymd_opt(year + 1, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(year, day.month() + 1, 1)
            };
            first_of_next.and_then(|d| d.pred_opt())
        } else {
            NaiveDate::from_ymd_opt(year, day.month(), day.day())
        };
        moved.unwrap_or_else(|| self.day(day))
    }

    /// A month or a longer span, moved by weeks: the month in which its middle is then, or the same span where that is longer.
    fn middle(self, earliest: NaiveDate, latest: NaiveDate) -> [NaiveDate; 2] {
        let length = (latest - earliest).num_days();
        if length > 31 {
            return [earliest, latest];
        }
        let middle = self.day(earliest + chrono::Duration::days(length / 2));
        let first = middle.with_day(1).unwrap_or(middle);
        let next = first.checked_add_months(chrono::Months::new(1));
        [first, next.and_then(|n| n.pred_opt()).unwrap_or(middle)]
    }

    /// A year that stands alone.
    pub fn year(self, year: i32) -> i32 {
        year + self.years
    }

    /// The words of a date, moved and written as before. `days` are those that the words leave open, `read` reads words as they were
    /// read. Where the form cannot hold the new days, they are written in a plain one.
    pub fn words(
        self,
        written: &str,
        (earliest, latest): (NaiveDate, NaiveDate),
        read: &dyn Fn(&str) -> Option<(NaiveDate, NaiveDate)>,
    ) -> String {
        if self.is_none() {
            return written.to_owned();
        }
        let pieces = pieces(written, [earliest, latest]);
        let by_days = [self.day(earliest), self.day(latest)];
        let by_years = if self.years == 0 {
            self.middle(earliest, latest)
        } else {
            [self.same_day(earliest), self.same_day(latest)]
        };
        let has_days = earliest == latest || pieces.iter().any(|p| p.roles.iter().any(|r| matches!(r, Role::Day(_))));
        let goals = if has_days {
            vec![by_days, by_years]
        } else {
            vec![by_years]
        };
        for goal in goals {
            let mut tries = 0;
            let mut chosen = Vec::new();
            if let Some(found) = attempt(written, &pieces, goal, read, (&mut chosen, &mut tries)) {
                return found;
            }
        }
        let [from, to] = if has_days { by_days } else { by_years };
        plainly(from, to)
    }
}

/// A day or a span of days in figures.
pub fn plainly(from: NaiveDate, to: NaiveDate) -> String {
    let is_first = from.day() == 1;
    let is_last = to.succ_opt().is_none_or(|next| next.month() != to.month());
    if from == to {
        from.format("%d/%m/%Y").to_string()
    } else if is_first && is_last && (from.year(), from.month()) == (to.year(), to.month()) {
        from.format("%B %Y").to_string()
    } else if is_first && is_last && from.year() == to.year() && from.month() == 1 && to.month() == 12 {
        from.format("%Y").to_string()
    } else {
        format!("{} - {}", from.format("%d/%m/%Y"), to.format("%d/%m/%Y"))
    }
}

/// The figures and months of a date, each with what it may be.
fn pieces(written: &str, days: [NaiveDate; 2]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, c) in written.char_indices() {
        let kind = c.is_ascii_digit();
        if !c.is_alphanumeric() {
            continue;
        }
        match runs.last_mut() {
            Some((_, end, was)) if *end == at && *was == kind => *end = at + c.len_utf8(),
            _ => runs.push((at, at + c.len_utf8(), kind)),
        }
    }
    for (start, end, is_figure) in runs {
        let word = written.get(start..end).unwrap_or_default();
        let mut roles = Vec::new();
        for (n, day) in days.iter().enumerate() {
            if is_figure {
                let value: u32 = word.parse().unwrap_or(u32::MAX);
                let year = u32::try_from(day.year()).unwrap_or(0);
                if word.len() == 4 && value == year || word.len() == 2 && value == year % 100 {
                    roles.push(Role::Year(n));
                }
                if word.len() <= 2 && value == day.day() {
                    roles.push(Role::Day(n));
                }
                if word.len() <= 2 && value == day.month() {
                    roles.push(Role::Month(n));
                }
            } else if dates::month_of(word) == Some(day.month()) {
                roles.push(Role::Month(n));
            }
        }
        if !roles.is_empty() {
            out.push(Piece {
                start,
                end,
                roles,
                is_name: !is_figure,
            });
        }
    }
    out
}

/// Gives each piece one of its parts until the words read as the days that are wanted.
fn attempt(
    written: &str,
    pieces: &[Piece],
    goal: [NaiveDate; 2],
    read: &dyn Fn(&str) -> Option<(NaiveDate, NaiveDate)>,
    (chosen, tries): (&mut Vec<Role>, &mut usize),
) -> Option<String> {
    let Some(piece) = pieces.get(chosen.len()) else {
        *tries += 1;
        let words = render(written, pieces, chosen, goal);
        return (read(&words) == Some((goal[0], goal[1]))).then_some(words);
    };
    for role in &piece.roles {
        if *tries > TRIES {
            return None;
        }
        chosen.push(*role);
        let found = attempt(written, pieces, goal, read, (chosen, tries));
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

fn render(written: &str, pieces: &[Piece], roles: &[Role], goal: [NaiveDate; 2]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (piece, role) in pieces.iter().zip(roles) {
        out.push_str(written.get(at..piece.start).unwrap_or_default());
        let word = written.get(piece.start..piece.end).unwrap_or_default();
        at = piece.end;
        let day = |n: &usize| goal.get(*n).copied().unwrap_or(goal[0]);
        let figure = |value: u32| {
            if word.starts_with('0') || word.len() > 1 {
                format!("{value:0width$}", width = word.len().min(2))
            } else {
                value.to_string()
            }
        };
        match role {
            Role::Day(n) => {
                let value = day(n).day();
                out.push_str(&figure(value));
                let rest = written.get(at..).unwrap_or_default();
                let suffix = rest.get(..2).unwrap_or_default();
                if ["st", "nd", "rd", "th"].contains(&suffix.to_lowercase().as_str()) {
                    out.push_str(ordinal(value));
                    at += 2;
                }
            }
            Role::Month(n) if piece.is_name => out.push_str(&month_like(word, day(n))),
            Role::Month(n) => out.push_str(&figure(day(n).month())),
            Role::Year(n) if word.len() == 2 => out.push_str(&figure(day(n).year().rem_euclid(100).unsigned_abs())),
            Role::Year(n) => out.push_str(&day(n).year().to_string()),
        }
    }
    out.push_str(written.get(at..).unwrap_or_default());
    out
}

/// What stands behind the number of a day: `st`, `nd`, `rd`, `th`.
pub(super) fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// The month of a day, as long and in the capitals of a word.
fn month_like(word: &str, day: NaiveDate) -> String {
    let full = day.format("%B").to_string();
    let count = word.chars().count();
    let name: String = if count >= 5 || count == full.len() {
        full
    } else if count == 4 && full == "September" {
        "Sept".to_owned()
    } else {
        full.chars().take(3).collect()
    };
    if word.chars().all(char::is_uppercase) {
        name.to_uppercase()
    } else if word.chars().all(char::is_lowercase) {
        name.to_lowercase()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::Shift;
    use crate::text::dates::{find_dates, read_when};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_shift_is_of_whole_weeks_and_keeps_the_season() {
        for years in -12..=12 {
            let shift = Shift::of_years(years);
            assert_eq!(Shift::of_weeks(shift.weeks()), shift);
            let (from, to) = (day("2018-01-12"), shift.day(day("2018-01-12")));
            assert_eq!(from.weekday(), to.weekday());
            let anniversary = NaiveDate::from_ymd_opt(2018 + years, 1, 12).unwrap();
            assert!((to - anniversary).num_days().abs() <= 4, "{years}: {to}");
        }
    }

    #[test]
    fn dates_of_columns_are_written_as_before() {
        let shift = Shift::of_years(-5);
        for (written, new) in [
            ("14/01/2018", "13/01/2013"),
            ("14.1.18", "13.1.13"),
            ("Sun 14 Jan 2018", "Sun 13 Jan 2013"),
            ("1st February 2018", "31st January 2013"),
            ("Jan 2018", "Jan 2013"),
            ("w/c 08/01/2018", "w/c 07/01/2013"),
            ("?14/01/2018", "?13/01/2013"),
            ("early 2016", "early 2011"),
            ("2018-01-14", "2013-01-13"),
            ("Feb 2016", "Feb 2011"),
        ] {
            let when = read_when(written, "").unwrap();
            let read = |words: &str| read_when(words, "").ok().map(|w| (w.earliest, w.latest));
            assert_eq!(
                shift.words(written, (when.earliest, when.latest), &read),
                new,
                "{written}"
            );
        }
    }

    #[test]
    fn dates_of_running_text_are_written_as_before() {
        let shift = Shift::of_years(-5);
        let note = day("2018-03-20");
        for (text, new) in [
            ("seen on 14/01 at home", "13/01"),
            ("Review on 3rd March", "2nd March"),
            ("since 14/01/2018", "13/01/2013"),
            ("in June 2016", "June 2011"),
        ] {
            let found = find_dates(text, Some(note));
            let date = found.first().unwrap_or_else(|| panic!("{text}"));
            let moved = Some(shift.day(note));
            let start = &text[..date.span.start];
            let read = |words: &str| {
                find_dates(&format!("{start}{words}"), moved)
                    .first()
                    .map(|d| (d.when.earliest, d.when.latest))
            };
            let words = shift.words(&date.when.written, (date.when.earliest, date.when.latest), &read);
            assert_eq!(words, new, "{text}");
        }
    }
}
