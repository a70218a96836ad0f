//! Working days: weekends and the bank holidays of England and Wales are skipped. The holidays are data (`rules/bank_holidays.toml`).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

/// The bank holidays known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// A calendar with these bank holidays.
    pub fn new(holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
        }
    }

    /// Is it a working day?
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day)
    }

    /// The `n`th working day after `from`, which itself is day 0.
    ///
    /// With `n` = 0 it is `from`, or the next working day when `from` is none.
    pub fn working_days_after(&self, from: NaiveDate, n: u64) -> NaiveDate {
        let mut day = from;
        let mut left = n;
        loop {
            if left == 0 && self.is_working_day(day) {
                return day;
            }
            let Some(next) = day.succ_opt() else {
                return day;
            };
            day = next;
            if left > 0 && self.is_working_day(day) {
                left -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use chrono::NaiveDate;

    #[test]
    fn easter_is_skipped() {
        let day = |m, d| NaiveDate::from_ymd_opt(2018, m, d).unwrap();
        let calendar = Calendar::new([day(3, 30), day(4, 2)]);
        assert_eq!(
            calendar.working_days_after(day(3, 29), 1),
            day(4, 3),
            "Maundy Thursday, then Good Friday to Easter Monday"
        );
        assert_eq!(calendar.working_days_after(day(3, 29), 0), day(3, 29));
        assert_eq!(calendar.working_days_after(day(3, 31), 0), day(4, 3));
    }
}
