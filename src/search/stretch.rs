//! A *stretch* of time: a year, a month or a day, as a bar of the picture of dates stands for.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::search::answer::Bar;

/// More years than this are not all drawn: those without a match are left out.
const YEARS: i32 = 60;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Stretch {
    /// A year.
    Year(i32),
    /// The month that begins on this day.
    Month(NaiveDate),
    /// A day.
    Day(NaiveDate),
}

impl Stretch {
    /// First and last day.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Year(year) => {
                let day = |m, d| NaiveDate::from_ymd_opt(year, m, d).unwrap_or_default();
                (day(1, 1), day(12, 31))
            }
            Self::Month(first) => {
                let next = first.checked_add_months(Months::new(1));
                (first, next.and_then(|n| n.pred_opt()).unwrap_or(first))
            }
            Self::Day(day) => (day, day),
        }
    }

    /// Does the day lie in it?
    pub fn holds(self, day: NaiveDate) -> bool {
        let (from, to) = self.days();
        (from..=to).contains(&day)
    }

    /// The wider stretch around it.
    pub fn wider(self) -> Option<Self> {
        match self {
            Self::Year(_) => None,
            Self::Month(first) => Some(Self::Year(first.year())),
            Self::Day(day) => Some(Self::Month(day.with_day(1)?)),
        }
    }
}

impl FromStr for Stretch {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let sane = |d: &NaiveDate| (1900..2200).contains(&d.year());
        let found = match written.len() {
            4 => day(&format!("{written}-01-01"))
                .filter(sane)
                .map(|d| Self::Year(d.year())),
            7 => day(&format!("{written}-01")).filter(sane).map(Self::Month),
            10 => day(written).filter(sane).map(Self::Day),
            _ => None,
        };
        found.ok_or_else(|| format!("`{written}` is no year, month or day; write 2018, 2018-01 or 2018-01-14"))
    }
}

impl TryFrom<String> for Stretch {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        written.parse()
    }
}

impl From<Stretch> for String {
    fn from(stretch: Stretch) -> Self {
        stretch.to_string()
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(first) => write!(f, "{}", first.format("%Y-%m")),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// The bars of these days: of the stretch that was chosen its parts; of all days years, or what is finer where all lie in one.
pub(super) fn bars(days: &BTreeMap<NaiveDate, u64>, chosen: Option<Stretch>) -> Vec<Bar> {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Vec::new();
    };
    let around = match chosen {
        Some(Stretch::Day(day)) => Stretch::Day(day).wider(),
        Some(other) => Some(other),
        None if first.year() != last.year() => None,
        None if first.month() != last.month() => Some(Stretch::Year(first.year())),
        None => Stretch::Day(*first).wider(),
    };
    let mut counts: BTreeMap<Stretch, u64> = empty(around, (first.year(), last.year()))
        .into_iter()
        .map(|s| (s, 0))
        .collect();
    for (day, count) in days {
        let bar = match around {
            None => Stretch::Year(day.year()),
            Some(Stretch::Year(_)) => Stretch::Month(day.with_day(1).unwrap_or(*day)),
            Some(_) => Stretch::Day(*day),
        };
        if around.is_none_or(|a| a.holds(*day)) {
            *counts.entry(bar).or_insert(0) += count;
        }
    }
    let bar = |(stretch, count)| Bar { stretch, count };
    counts.into_iter().map(bar).collect()
}

/// The bars there are before anything is counted.
fn empty(around: Option<Stretch>, (first, last): (i32, i32)) -> Vec<Stretch> {
    match around {
        None if last - first > YEARS => Vec::new(),
        None => (first..=last).map(Stretch::Year).collect(),
        Some(Stretch::Year(year)) => (1..=12)
            .filter_map(|m| NaiveDate::from_ymd_opt(year, m, 1))
            .map(Stretch::Month)
            .collect(),
        Some(month) => {
            let (from, to) = month.days();
            from.iter_days().take_while(|d| *d <= to).map(Stretch::Day).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stretch, bars};

    #[test]
    fn bars_are_as_fine_as_the_days_need_and_stand_without_gaps() {
        let days = |all: &[&str]| all.iter().map(|d| (d.parse().unwrap(), 1)).collect();
        let told = |all: &[&str], chosen: Option<&str>| -> Vec<String> {
            let bars = bars(&days(all), chosen.map(|c| c.parse().unwrap()));
            let bars = bars.iter().filter(|b| b.count > 0 || b.stretch.to_string().len() == 4);
            bars.map(|b| format!("{} {}", b.stretch, b.count)).collect()
        };
        let three = ["2016-02-29", "2018-01-03", "2018-01-14"];
        assert_eq!(told(&three, None), ["2016 1", "2017 0", "2018 2"]);
        assert_eq!(told(&three, Some("2018")), ["2018-01 2"]);
        assert_eq!(told(&three, Some("2018-01")), ["2018-01-03 1", "2018-01-14 1"]);
        assert_eq!(told(&three, Some("2018-01-14")), ["2018-01-03 1", "2018-01-14 1"]);
        assert_eq!(told(&three[1..], None), ["2018-01-03 1", "2018-01-14 1"]);
        assert_eq!(bars(&days(&three), Some("2016-02".parse().unwrap())).len(), 29);
        assert!("2018-13".parse::<Stretch>().is_err() && "18".parse::<Stretch>().is_err());
    }
}
