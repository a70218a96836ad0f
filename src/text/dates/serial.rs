//! Numbers by which a spreadsheet keeps a day: `43346`, `43346.5`.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{
    field::{Reading, long},
    habit::{Epoch, Habit},
    parts::Fault,
};

const SECONDS_OF_DAY: f64 = 86_400.0;

/// Reads a number of days, when the habit says that such numbers can stand here. Five digits are the years 1927 to 2173:
/// fewer are more likely a year or a number of rows.
pub(super) fn read(text: &str, habit: &Habit) -> Option<Result<Reading, Fault>> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(part) {
        return None;
    }
    let Some(epoch) = habit.serials else {
        return Some(Err(Fault::SerialNumber));
    };
    Some(moment(text, whole, epoch).ok_or(Fault::YearOutOfRange))
}

fn moment(text: &str, whole: &str, epoch: Epoch) -> Option<Reading> {
    let first = match epoch {
        // From March 1900 on, the day that never was is made good by starting two days early.
        Epoch::Y1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        Epoch::Y1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
    };
    let day = first.checked_add_days(Days::new(whole.parse().ok()?))?;
    let part: f64 = format!("0.{}", text.split_once('.').map_or("0", |(_, p)| p))
        .parse()
        .ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a day is between 0 and 86,400 seconds"
    )]
    let seconds = (part * SECONDS_OF_DAY).round() as u32;
    let (day, seconds) = if seconds == 86_400 {
        (day.succ_opt()?, 0)
    } else {
        (day, seconds)
    };
    if !(1900..=2100).contains(&chrono::Datelike::year(&day)) {
        return None;
    }
    let time = (seconds > 0)
        .then(|| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0))
        .flatten();
    let counted = match epoch {
        Epoch::Y1900 => "",
        Epoch::Y1904 => ", counted from 1904",
    };
    let at = time.map_or_else(String::new, |t| format!(" at {}", t.format("%H:%M")));
    let mut reading = Reading::of((day, day));
    reading.time = time;
    reading.say(format!(
        "the day number {text} of a spreadsheet{counted}, read as {}{at}",
        long(day)
    ));
    Some(reading)
}
