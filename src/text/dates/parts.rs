//! The parts of a date, as far as they are written: day, month, year, season, `early`, a weekday.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// What is written of one date.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    pub(super) day: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) year: Option<i32>,
    pub(super) third: Option<Third>,
    pub(super) season: Option<Season>,
    pub(super) weekday: Option<Weekday>,
    pub(super) form: Form,
    /// True when the month was taken from before the day.
    pub(super) month_first: bool,
}

/// How it is written. Running text accepts some forms only beside other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    /// `14/01/2018`, `2018-01-14`.
    #[default]
    Figures,
    /// `14/01`; true when a figure is padded (`05/9`).
    DayMonthFigures(bool),
    /// `01/2018`.
    MonthYearFigures,
    /// `14 January`, with or without year.
    DayMonth,
    /// `14th`, only as the first end of a span.
    DayOnly,
    /// `January`, with or without year or `early`.
    Month,
    /// `2018`, with or without `early`.
    Year,
    /// `Spring 2018`.
    Season,
}

/// A third of a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

/// A season; meteorological, so that its days are the same for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    /// `Winter 2022`: January and February, or December and after? Both readings are kept.
    Winter,
    /// `Winter 2022/23`.
    WinterAcross,
}

/// Why parts make no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Blank,
    NoYear,
    OpenEnded,
    SerialNumber,
    /// The year 100, by which a form marks a note of its author.
    AuthorNote,
    NoSuchDay,
    MonthFirst,
    YearOutOfRange,
    Reversed,
    TwoDates,
    TwoReadings,
    Zone,
    Unreadable,
}

/// An interval of days, both ends included.
pub(super) type Days2 = (NaiveDate, NaiveDate);

impl Parts {
    /// The days that the parts leave open.
    pub(super) fn days(&self) -> Result<Days2, Fault> {
        let year = self.year.ok_or(Fault::NoYear)?;
        if year == 100 {
            return Err(Fault::AuthorNote);
        }
        if !(1900..=2100).contains(&year) {
            return Err(Fault::YearOutOfRange);
        }
        if let Some(season) = self.season {
            return season_days(season, year);
        }
        match (self.day, self.month) {
            (Some(day), Some(month)) => exact(year, month, day).map(|d| (d, d)),
            (None, Some(month)) => month_days(year, month, self.third),
            (Some(1..=31) | None, None) => year_days(year, self.third),
            (Some(_), None) => Err(Fault::NoSuchDay),
        }
    }

    /// Does the weekday, if one is written, agree with the day?
    pub(super) fn weekday_agrees(&self, day: NaiveDate) -> bool {
        self.odd_weekday(day).is_none()
    }

    /// The weekday that is written, if the day was another.
    fn odd_weekday(&self, day: NaiveDate) -> Option<OddWeekday> {
        let written = self.weekday.filter(|w| self.day.is_some() && *w != day.weekday())?;
        Some(OddWeekday { day, written })
    }
}

/// A weekday that is written beside a day which was another: one of the two is a slip, and nothing says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OddWeekday {
    day: NaiveDate,
    written: Weekday,
}

impl OddWeekday {
    /// What a reader must know; it completes the sentence "the date was".
    pub(super) fn said(self) -> String {
        let written = match self.written {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        };
        let day = self.day.format("%-d %B %Y was a %A");
        format!("read by its figures: {day}, and the record says {written}")
    }
}

fn exact(year: i32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    if month > 12 && (1..=12).contains(&day) && month <= 31 {
        return Err(Fault::MonthFirst);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Fault::NoSuchDay)
}

fn month_days(year: i32, month: u32, third: Option<Third>) -> Result<Days2, Fault> {
    let (from, to) = match third {
        None => (1, None),
        Some(Third::Early) => (1, Some(10)),
        Some(Third::Mid) => (11, Some(20)),
        Some(Third::Late) => (21, None),
    };
    let first = exact(year, month, from)?;
    let last = to.map_or_else(|| last_of(year, month), |d| exact(year, month, d))?;
    Ok((first, last))
}

fn year_days(year: i32, third: Option<Third>) -> Result<Days2, Fault> {
    let (from, to) = match third {
        None => (1, 12),
        Some(Third::Early) => (1, 4),
        Some(Third::Mid) => (5, 8),
        Some(Third::Late) => (9, 12),
    };
    Ok((exact(year, from, 1)?, last_of(year, to)?))
}

fn season_days(season: Season, year: i32) -> Result<Days2, Fault> {
    let (from, (to_year, to)) = match season {
        Season::Spring => (3, (year, 5)),
        Season::Summer => (6, (year, 8)),
        Season::Autumn => (9, (year, 11)),
        Season::Winter => (1, (year + 1, 2)),
        Season::WinterAcross => (12, (year + 1, 2)),
    };
    Ok((exact(year, from, 1)?, last_of(to_year, to)?))
}

fn last_of(year: i32, month: u32) -> Result<NaiveDate, Fault> {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    exact(next_year, next, 1)?.pred_opt().ok_or(Fault::NoSuchDay)
}

/// `w/c` or `w/e`: which seven days a day stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Week {
    Commencing,
    Ending,
    /// `week of`: the calendar week of that day, or the seven days from it; both are left open.
    Of,
}

/// A whole expression: one date, a week, or a span between two dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) first: Parts,
    pub(super) second: Option<Parts>,
    pub(super) week: Option<Week>,
    /// True for `3 and 4 May`, `3/4 May`: a span only if the days are neighbours.
    pub(super) neighbours: bool,
}

impl Shape {
    pub(super) fn single(first: Parts) -> Self {
        Self {
            first,
            second: None,
            week: None,
            neighbours: false,
        }
    }

    /// The part that carries the year, so that a caller can supply one.
    pub(super) fn last_mut(&mut self) -> &mut Parts {
        self.second.as_mut().unwrap_or(&mut self.first)
    }

    pub(super) fn last(&self) -> &Parts {
        self.second.as_ref().unwrap_or(&self.first)
    }

    /// The days, and the first weekday that is written and disagrees with its date.
    pub(super) fn settle(&self) -> Result<(Days2, Option<OddWeekday>), Fault> {
        let Some(second) = self.second else {
            let (from, to) = self.first.days()?;
            let odd = self.first.odd_weekday(from);
            return Ok((self.in_week(from, to)?, odd));
        };
        let (_, to) = second.days()?;
        let from = first_end(self.first, &second, to)?;
        if from > to {
            return Err(Fault::Reversed);
        }
        let side_by_side = match (self.first.form, second.form) {
            (Form::Month, Form::Month) => from
                .checked_add_months(Months::new(1))
                .is_some_and(|next| (next.year(), next.month()) == (to.year(), to.month())),
            _ => from.succ_opt() == Some(to),
        };
        if self.neighbours && !side_by_side {
            return Err(Fault::TwoDates);
        }
        let odd = self.first.odd_weekday(from).or_else(|| second.odd_weekday(to));
        Ok(((from, to), odd))
    }

    fn in_week(&self, from: NaiveDate, to: NaiveDate) -> Result<Days2, Fault> {
        let six = Days::new(6);
        match self.week {
            None => Ok((from, to)),
            Some(_) if from != to => Err(Fault::Unreadable),
            Some(Week::Commencing) => from
                .checked_add_days(six)
                .map(|end| (from, end))
                .ok_or(Fault::NoSuchDay),
            Some(Week::Of) => {
                let monday = from.week(Weekday::Mon).checked_first_day();
                let end = from.checked_add_days(six);
                monday.zip(end).ok_or(Fault::NoSuchDay)
            }
            Some(Week::Ending) => from
                .checked_sub_days(six)
                .map(|start| (start, from))
                .ok_or(Fault::NoSuchDay),
        }
    }
}

/// The first end of a span takes the month and year that it lacks from the second: `28 Dec to 3 Jan 2022`.
fn first_end(mut first: Parts, second: &Parts, to: NaiveDate) -> Result<NaiveDate, Fault> {
    if first.form == Form::DayOnly {
        first.month = second.month;
    }
    let had_year = first.year.is_some();
    first.year = first.year.or(second.year);
    let (from, _) = first.days()?;
    if from > to && !had_year && first.form != Form::DayOnly {
        first.year = first.year.map(|y| y - 1);
        return first.days().map(|(day, _)| day);
    }
    Ok(from)
}
