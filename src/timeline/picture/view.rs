//! A *view*: from which moment to which the picture is drawn, and what has a lane of its own. What stands in it is left to `seen`.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::days::{DAY, reach_of};
use crate::model::{matter::Matter, when::day_in_words};

/// Minutes of the narrowest view.
const LEAST: i64 = 60;

/// What has a lane of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lanes {
    /// Each agency.
    Agency,
    /// Each person on the roster.
    Person,
    /// Each concept that was read most often.
    Concept,
}

impl Lanes {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Agency, Self::Person, Self::Concept];

    /// The code in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Person => "person",
            Self::Concept => "concept",
        }
    }

    /// The kind with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.code() == code)
    }
}

/// Part of the time, and what has a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// First moment.
    pub from: NaiveDateTime,
    /// The moment at which it ends; not itself in it.
    pub to: NaiveDateTime,
    /// What has a lane.
    pub lanes: Lanes,
}

/// A stretch of the calendar that a view can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// From 1 January.
    Year,
    /// From the first.
    Month,
    /// From Monday.
    Week,
    /// From midnight.
    Day,
}

impl Stretch {
    /// From long to short.
    pub const ALL: &'static [Self] = &[Self::Year, Self::Month, Self::Week, Self::Day];

    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        }
    }

    /// The first day of the one in which a day lies.
    fn first(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
            Self::Month => day.with_day(1),
            Self::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
            Self::Day => Some(day),
        }
    }

    /// The first day of the next one.
    fn next(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => first.checked_add_months(Months::new(12)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Day => first.succ_opt(),
        }
    }
}

/// What was asked could not be shown as it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// The end lies before the beginning: the other way round.
    Turned,
    /// It is too narrow: an hour.
    Wider,
    /// It reaches beyond the years that can be shown.
    InYears,
}

impl Instead {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Turned => "The first moment lay after the last: they are shown the other way round.",
            Self::Wider => "That is less than an hour: the hour around it is shown.",
            Self::InYears => "The timeline shows the years 1900 to 2100: the nearest days there are shown.",
        }
    }
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

/// The first moment that can be shown, and the one after the last.
fn limits() -> (NaiveDateTime, NaiveDateTime) {
    let day = |y| midnight(NaiveDate::from_ymd_opt(y, 1, 1).unwrap_or_default());
    (day(1900), day(2101))
}

impl View {
    /// The whole case: the days under review, and those of entries outside them.
    pub fn whole(matter: &Matter, lanes: Lanes) -> Self {
        let (from, to) = reach_of(matter);
        Self::kept((midnight(from), midnight(to.succ_opt().unwrap_or(to))), lanes).0
    }

    /// The nearest sensible view to what was asked; the whole one where nothing was. Where only one end was asked, the other is that
    /// of the whole view, or a year away.
    pub fn nearest(asked: (Option<NaiveDateTime>, Option<NaiveDateTime>), whole: Self) -> (Self, Vec<Instead>) {
        let year = TimeDelta::days(365);
        let ends = match asked {
            (None, None) => return (whole, Vec::new()),
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) if from < whole.to => (from, whole.to),
            (Some(from), None) => (from, from.checked_add_signed(year).unwrap_or(from)),
            (None, Some(to)) if to > whole.from => (whole.from, to),
            (None, Some(to)) => (to.checked_sub_signed(year).unwrap_or(to), to),
        };
        Self::kept(ends, whole.lanes)
    }

    fn kept((from, to): (NaiveDateTime, NaiveDateTime), lanes: Lanes) -> (Self, Vec<Instead>) {
        let mut said = Vec::new();
        if from > to {
            said.push(Instead::Turned);
        }
        let (first, last) = limits();
        let (asked, ends) = ((from.min(to), from.max(to)), (first, last));
        let (mut from, mut to) = (asked.0.clamp(ends.0, ends.1), asked.1.clamp(ends.0, ends.1));
        if (from, to) != asked {
            said.push(Instead::InYears);
        }
        // Seconds would make marks that no record can tell apart.
        from = from.with_second(0).and_then(|m| m.with_nanosecond(0)).unwrap_or(from);
        let short = LEAST - (to - from).num_minutes();
        if short > 0 {
            if !said.contains(&Instead::InYears) {
                said.push(Instead::Wider);
            }
            from = (from - TimeDelta::minutes(short / 2)).clamp(first, last - TimeDelta::minutes(LEAST));
            to = from + TimeDelta::minutes(LEAST);
        }
        (Self { from, to, lanes }, said)
    }

    /// How many minutes it shows.
    pub fn minutes(&self) -> i64 {
        (self.to - self.from).num_minutes()
    }

    /// The first and the last day of which it shows anything.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        let last = self.to - TimeDelta::minutes(1);
        (self.from.date(), last.date())
    }

    /// The moment in its middle.
    pub fn middle(&self) -> NaiveDateTime {
        self.from + (self.to - self.from) / 2
    }

    /// Half of it, about its middle.
    #[must_use]
    pub fn nearer(&self) -> Self {
        self.about(self.minutes() / 2)
    }

    /// Twice of it, about its middle.
    #[must_use]
    pub fn further(&self) -> Self {
        self.about(self.minutes() * 2)
    }

    /// So many minutes about its middle, from a whole hour or day where it is long enough.
    fn about(&self, minutes: i64) -> Self {
        let minutes = minutes.max(LEAST);
        let grain = match minutes {
            m if m >= 4 * DAY => DAY,
            m if m >= 240 => 60,
            _ => 1,
        };
        let minutes = minutes / grain * grain;
        let from = self.middle() - TimeDelta::minutes(minutes / 2);
        let over = (from - midnight(from.date())).num_minutes() % grain;
        let from = from - TimeDelta::minutes(over);
        Self::kept((from, from + TimeDelta::minutes(minutes)), self.lanes).0
    }

    /// The year, month, week or day in which its middle lies.
    #[must_use]
    pub fn stretch(&self, stretch: Stretch) -> Self {
        let first = stretch.first(self.middle().date());
        let ends = first.and_then(|f| Some((midnight(f), midnight(stretch.next(f)?))));
        ends.map_or(*self, |ends| Self::kept(ends, self.lanes).0)
    }

    /// Is it one year, month, week or day of the calendar?
    pub fn is(&self) -> Option<Stretch> {
        let is = |s: &&Stretch| self.stretch(**s) == *self;
        Stretch::ALL.iter().find(is).copied()
    }

    /// What lies before it: the year, month, week or day before where it is one; else half of it back.
    #[must_use]
    pub fn earlier(&self) -> Self {
        let before = self.from - TimeDelta::minutes(2);
        self.beside(before, -self.minutes() / 2)
    }

    /// What lies after it.
    #[must_use]
    pub fn later(&self) -> Self {
        self.beside(self.to, self.minutes() / 2)
    }

    /// The stretch of the calendar in which a moment lies, where this is one; else as long, moved by so many minutes. Never out of the
    /// years that can be shown.
    fn beside(&self, moment: NaiveDateTime, minutes: i64) -> Self {
        let next = match self.is() {
            Some(stretch) => Self {
                from: moment,
                to: moment + TimeDelta::minutes(2),
                ..*self
            }
            .stretch(stretch),
            None => Self {
                from: self.from + TimeDelta::minutes(minutes),
                to: self.to + TimeDelta::minutes(minutes),
                ..*self
            },
        };
        let (first, last) = limits();
        if next.from < first || next.to > last || moment < first || moment >= last {
            *self
        } else {
            next
        }
    }

    /// In words: `6 to 12 November 2017`, `6 November 2017, 10:00 to 14:00`.
    pub fn words(&self) -> String {
        let is_days = self.from.time() == NaiveTime::MIN && self.to.time() == NaiveTime::MIN;
        let (first, last) = self.days();
        match is_days {
            true if first == last => day_in_words(first),
            true => {
                let begins = match (first.year() == last.year(), first.month() == last.month()) {
                    (true, true) => first.format("%-d"),
                    (true, false) => first.format("%-d %B"),
                    _ => first.format("%-d %B %Y"),
                };
                format!("{begins} to {}", day_in_words(last))
            }
            false => {
                let end = if self.to.time() == NaiveTime::MIN {
                    format!("the end of {}", day_in_words(last))
                } else if first == last {
                    self.to.format("%H:%M").to_string()
                } else {
                    format!("{}, {}", day_in_words(last), self.to.format("%H:%M"))
                };
                format!("{}, {} to {end}", day_in_words(first), self.from.format("%H:%M"))
            }
        }
    }
}
