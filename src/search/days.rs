//! The *days* that a query names: `2018`, `2018-01`, `14/01/2018`, `>=2018-01-01`, `2018-01..2018-03`.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The days that `date:` names: the first and the last, either of them open.
pub(super) fn read(value: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let before = |d: NaiveDate| d.checked_sub_days(Days::new(1)).unwrap_or(d);
    let after = |d: NaiveDate| d.checked_add_days(Days::new(1)).unwrap_or(d);
    if let Some((from, to)) = value.split_once("..") {
        match (span(from), span(to)) {
            (Some(f), Some(t)) => Some((Some(f.0), Some(t.1))),
            (Some(f), None) if to.is_empty() => Some((Some(f.0), None)),
            (None, Some(t)) if from.is_empty() => Some((None, Some(t.1))),
            _ => None,
        }
    } else if let Some(rest) = value.strip_prefix(">=") {
        span(rest).map(|s| (Some(s.0), None))
    } else if let Some(rest) = value.strip_prefix("<=") {
        span(rest).map(|s| (None, Some(s.1)))
    } else if let Some(rest) = value.strip_prefix('>') {
        span(rest).map(|s| (Some(after(s.1)), None))
    } else if let Some(rest) = value.strip_prefix('<') {
        span(rest).map(|s| (None, Some(before(s.0))))
    } else {
        span(value).map(|s| (Some(s.0), Some(s.1)))
    }
}

/// The days of a year, a month or a day.
fn span(written: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) =
        NaiveDate::parse_from_str(written, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(written, "%d/%m/%Y"))
    {
        return Some((day, day));
    }
    let numbers: Vec<u32> = written
        .split(['-', '/'])
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let month = |y: u32, m: u32| {
        let first = NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, 1)?;
        Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
    };
    match numbers.as_slice() {
        [y] if (1900..2200).contains(y) => Some((month(*y, 1)?.0, month(*y, 12)?.1)),
        [y, m] if *y >= 1900 => month(*y, *m),
        [m, y] if *y >= 1900 => month(*y, *m),
        _ => None,
    }
    .filter(|(from, _)| (1900..2200).contains(&from.year()))
}
