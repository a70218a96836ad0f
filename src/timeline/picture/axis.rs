//! The *axis* of a view: lines at minutes, hours, days, months or years, about a dozen of them.

use std::fmt::Write as _;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::{RIGHT, days::DAY, seen::whole, view::View};

/// Steps of the axis.
#[derive(Clone, Copy)]
enum Tick {
    Minutes(i64),
    Days(u64),
    Months(u32),
}

/// About how many lines an axis may have.
const LINES: i64 = 14;

/// Lines at hours, days, months or years, about a dozen of them.
pub(super) fn axis(view: &View, x: impl Fn(NaiveDateTime) -> i64, (top, bottom): (i64, i64), out: &mut String) {
    const TICKS: [Tick; 19] = [
        Tick::Minutes(5),
        Tick::Minutes(15),
        Tick::Minutes(60),
        Tick::Minutes(120),
        Tick::Minutes(360),
        Tick::Minutes(720),
        Tick::Days(1),
        Tick::Days(2),
        Tick::Days(7),
        Tick::Days(14),
        Tick::Months(1),
        Tick::Months(3),
        Tick::Months(6),
        Tick::Months(12),
        Tick::Months(24),
        Tick::Months(60),
        Tick::Months(120),
        Tick::Months(240),
        Tick::Months(600),
    ];
    let long = |tick: &Tick| match tick {
        Tick::Minutes(m) => *m,
        Tick::Days(d) => whole(usize::try_from(*d).unwrap_or(1)) * DAY,
        Tick::Months(m) => i64::from(*m) * 30 * DAY,
    };
    let tick = TICKS.iter().find(|t| view.minutes() / long(t) <= LINES);
    let tick = tick.copied().unwrap_or(Tick::Months(600));
    let mut moment = first(view.from, tick);
    while moment < view.to {
        if moment >= view.from {
            let at = x(moment);
            let anchor = if at > RIGHT - 30 { "end" } else { "middle" };
            let _ = write!(
                out,
                "<line x1=\"{at}\" y1=\"{}\" x2=\"{at}\" y2=\"{bottom}\" stroke=\"#d5d9dc\"/><text x=\"{at}\" y=\"{}\" fill=\"#37424a\" text-anchor=\"{anchor}\" font-size=\"11\">{}</text>",
                top + 18,
                top + 14,
                tick_words(moment, tick)
            );
        }
        let Some(next) = after(moment, tick) else {
            return;
        };
        moment = next;
    }
}

/// The last line at or before a moment.
fn first(moment: NaiveDateTime, tick: Tick) -> NaiveDateTime {
    let midnight = moment.date().and_time(NaiveTime::MIN);
    match tick {
        Tick::Minutes(step) => midnight + TimeDelta::minutes((moment - midnight).num_minutes() / step * step),
        Tick::Days(step) if step >= 7 => {
            let monday = u64::from(moment.date().weekday().num_days_from_monday());
            midnight.checked_sub_days(Days::new(monday)).unwrap_or(midnight)
        }
        Tick::Days(_) => midnight,
        Tick::Months(step) => {
            let months = moment.year() * 12 + i32::try_from(moment.month0()).unwrap_or(0);
            let months = months / i32::try_from(step).unwrap_or(1) * i32::try_from(step).unwrap_or(1);
            let month = u32::try_from(months % 12).unwrap_or(0) + 1;
            NaiveDate::from_ymd_opt(months / 12, month, 1).map_or(midnight, |d| d.and_time(NaiveTime::MIN))
        }
    }
}

fn after(moment: NaiveDateTime, tick: Tick) -> Option<NaiveDateTime> {
    match tick {
        Tick::Minutes(step) => moment.checked_add_signed(TimeDelta::minutes(step)),
        Tick::Days(step) => moment.checked_add_days(Days::new(step)),
        Tick::Months(step) => moment.checked_add_months(Months::new(step)),
    }
}

fn tick_words(moment: NaiveDateTime, tick: Tick) -> String {
    match tick {
        Tick::Minutes(_) if moment.hour() == 0 && moment.minute() == 0 => moment.format("%a %-d %b").to_string(),
        Tick::Minutes(_) => moment.format("%H:%M").to_string(),
        Tick::Days(step) if step < 7 => moment.format("%a %-d %b").to_string(),
        Tick::Days(_) => moment.format("%-d %b %Y").to_string(),
        Tick::Months(step) if step < 12 => moment.format("%b %Y").to_string(),
        Tick::Months(_) => moment.format("%Y").to_string(),
    }
}
