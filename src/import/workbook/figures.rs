//! *Figures*: days, times and numbers of a workbook, written as the program that made it shows them.
//!
//! A workbook keeps a day as a number, and a format says what is shown of it. A day that Excel made of "Jan 2018" is shown
//! as a month, so it is read as a month: the first of January was never written.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};

use std::rc::Rc;

use crate::import::contents::{Cell, Value};

mod numbers;

/// What of a day, a time or a number a format shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    day: bool,
    month: bool,
    year: bool,
    clock: bool,
    /// Figures that are shown at least, with noughts before: `00012`.
    noughts: usize,
    percent: bool,
    /// The format itself, where it says how a number is shown.
    code: Option<Rc<str>>,
}

/// A cell, and what the file holds where the cell shows less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) cell: Cell,
    pub(crate) held: Option<String>,
}

impl Shape {
    /// What a format such as `dd/mm/yyyy hh:mm` shows. Words between quotation marks or brackets in it are passed over.
    pub(crate) fn of(code: &str) -> Self {
        let mut shape = Self::default();
        let (mut month_or_minute, mut others) = (false, false);
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign.to_ascii_lowercase() {
                ';' => break,
                '\\' | '_' | '*' => {
                    signs.next();
                }
                '"' => while signs.next().is_some_and(|c| c != '"') {},
                '[' => {
                    let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                    let counts = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                    shape.clock |= !inside.is_empty() && inside.chars().all(counts);
                }
                'd' => shape.day = true,
                'y' | 'e' => shape.year = true,
                'h' | 's' => shape.clock = true,
                'm' => month_or_minute = true,
                '0' => shape.noughts += 1,
                '%' => shape.percent = true,
                _ => others = true,
            }
        }
        shape.month = month_or_minute && (shape.day || shape.year || !shape.clock);
        if others {
            shape.noughts = 0;
        }
        shape.code = (!numbers::says_nothing(code)).then(|| code.into());
        shape
    }

    /// What the words that a program wrote beside a day show of it: `Jan-18` for the first of January 2018 shows no day.
    pub(crate) fn of_words(shown: &str, at: NaiveDateTime) -> Self {
        let figures: Vec<i32> = shown
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|f| f.parse().ok())
            .collect();
        let year_alone = |f: &i32| *f == at.year() || *f == at.year() % 100;
        let is_day = |f: &i32| u32::try_from(*f) == Ok(at.day());
        let (day, year) = match figures.as_slice() {
            [one] => (!year_alone(one) || is_day(one), year_alone(one)),
            _ => (true, true),
        };
        Self {
            day,
            year,
            month: day || shown.chars().any(char::is_alphabetic),
            clock: shown.contains(':'),
            ..Self::default()
        }
    }

    fn shows_a_date(&self) -> bool {
        self.day || self.month || self.year
    }
}

fn valued(text: String, value: Value) -> Cell {
    Cell {
        text,
        value,
        from_above: false,
    }
}

fn whole(cell: Cell) -> Figure {
    Figure { cell, held: None }
}

fn in_part(cell: Cell, at: NaiveDateTime) -> Figure {
    let held = Some(format!("{} {}", written_day(at.date()), written_time(at.time())));
    Figure { cell, held }
}

/// A day, with a time when there is one, by what its format shows of it where that is known.
pub(crate) fn moment(at: NaiveDateTime, shape: Option<Shape>) -> Figure {
    let at = to_the_second(at);
    let midnight = at.time() == NaiveTime::MIN;
    let day = || valued(written_day(at.date()), Value::Day(at.date()));
    let both = || {
        let text = format!("{} {}", written_day(at.date()), written_time(at.time()));
        valued(text, Value::Moment(at))
    };
    let Some(shape) = shape.filter(|s| s.shows_a_date() || s.clock) else {
        return whole(if midnight { day() } else { both() });
    };
    if !shape.shows_a_date() {
        return in_part(time(at.time()), at);
    }
    if !midnight || shape.clock {
        return if shape.clock && shape.day && shape.year {
            whole(both())
        } else {
            in_part(both(), at)
        };
    }
    match (shape.day, shape.month, shape.year) {
        (true, _, true) => whole(day()),
        (false, true, true) if at.day() == 1 => in_part(Cell::words(at.format("%B %Y").to_string()), at),
        (false, false, true) if at.ordinal() == 1 => in_part(Cell::words(at.year().to_string()), at),
        _ => in_part(day(), at),
    }
}

/// A time of day.
pub(crate) fn time(at: NaiveTime) -> Cell {
    valued(written_time(at), Value::Time(at))
}

/// A length of time, or a time of day where it is shorter than a day.
pub(crate) fn length(seconds: f64) -> Cell {
    let seconds = seconds.round();
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let small = (0.0..86_400.0).contains(&seconds).then_some(seconds as i64);
    if let Some(at) = small.and_then(|s| NaiveTime::MIN.overflowing_add_signed(TimeDelta::seconds(s)).0.into()) {
        return time(at);
    }
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs();
    Cell::words(format!(
        "{sign}{}:{:02}",
        (seconds / 3600.0).floor(),
        ((seconds % 3600.0) / 60.0).floor()
    ))
}

/// A moment just before midnight stays on its day: rounded up it would be the next.
fn within_day(value: f64, millis: i64) -> i64 {
    const DAY: i64 = 86_400_000;
    let is_rounded_up = millis % DAY == 0 && value.fract() > 0.5;
    if is_rounded_up { millis - 1000 } else { millis }
}

/// A day that an old program kept as a number: whole days since the system began, and a part of a day.
pub(crate) fn serial(value: f64, is_1904: IsFrom, shape: Option<Shape>) -> Figure {
    // From the year 10000 on, and before the first day, a program shows no day either.
    if !(0.0..2_958_466.0).contains(&value) {
        return number(value, &Shape::default());
    }
    let clock_only = shape.as_ref().is_some_and(|s| s.clock && !s.shows_a_date());
    let unknown = shape.as_ref().is_none_or(|s| !s.clock && !s.shows_a_date());
    if value < 1.0 && (clock_only || unknown) {
        return whole(length(value * 86_400.0));
    }
    let first = match is_1904 {
        IsFrom::Year1904 => NaiveDate::from_ymd_opt(1904, 1, 1),
        // The system holds 29 February 1900, a day that never was: up to it, days count from one later.
        IsFrom::Year1900 if value < 60.0 => NaiveDate::from_ymd_opt(1899, 12, 31),
        IsFrom::Year1900 => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let millis = within_day(value, (value * 86_400_000.0).round() as i64);
    match first.and_then(|d| {
        d.and_time(NaiveTime::MIN)
            .checked_add_signed(TimeDelta::milliseconds(millis))
    }) {
        Some(at) => moment(at, shape),
        None => number(value, &Shape::default()),
    }
}

/// From when a workbook counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IsFrom {
    /// Excel.
    Year1900,
    /// Old Excel for Macintosh.
    Year1904,
}

/// A number, as its format shows it. Where the format shows less of it, or is not understood, that is held.
pub(crate) fn number(value: f64, shape: &Shape) -> Figure {
    let value_shown = if shape.percent { value * 100.0 } else { value };
    let full = fifteen_figures(value_shown);
    let Some(code) = &shape.code else {
        return whole(plain_number(full, shape));
    };
    match numbers::shown(code, &full) {
        Some(text) => {
            let held = fifteen_figures(value);
            Figure {
                held: shows_less(&text, &full).then(|| format!("holds {held}")),
                cell: valued(text.clone(), number_or_words(&text)),
            }
        }
        // Noughts before a number, and a plain percentage, are understood without the rest.
        None => Figure {
            held: Some(format!("is shown by the format {code}")),
            cell: plain_number(full, shape),
        },
    }
}

/// What the format of a cell that holds words shows in their place.
pub(crate) fn words_shown(words: &str, shape: Option<&Shape>) -> Option<String> {
    numbers::words_shown(shape?.code.as_deref()?, words)
}

/// A number whose words the program that made the file wrote beside it: they are what people saw.
pub(crate) fn number_shown(value: f64, words: &str) -> Figure {
    let full = fifteen_figures(value);
    let words = words.trim();
    let as_number = words.parse::<f64>().ok();
    // `1.2E+11` is how a narrow column shows a long number: its figures are in the file.
    if as_number.is_some() && words.contains(['e', 'E']) {
        return whole(plain_number(full, &Shape::default()));
    }
    let percent = fifteen_figures(value * 100.0);
    let is_truth = words.eq_ignore_ascii_case("true") || words.eq_ignore_ascii_case("false");
    let as_percent = !words.contains('%') || shows_less(words, &percent);
    let less = !is_truth && as_percent && shows_less(words, &full);
    Figure {
        cell: valued(words.to_owned(), number_or_words(words)),
        held: less.then(|| format!("holds {full}")),
    }
}

/// Are there figures of the number that these words do not show?
fn shows_less(words: &str, full: &str) -> bool {
    let figures = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    let bare = figures(full);
    let bare = bare.trim_start_matches('0');
    let wanted = if full.contains('.') {
        bare
    } else {
        bare.trim_end_matches('0')
    };
    if wanted.is_empty() {
        return !words.contains('0');
    }
    !figures(words).contains(wanted)
}

/// The fifteen figures that a workbook keeps.
fn fifteen_figures(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    format!("{rounded}")
}

fn plain_number(mut text: String, shape: &Shape) -> Cell {
    if text.bytes().all(|b| b.is_ascii_digit()) && text.len() < shape.noughts {
        text = format!("{text:0>width$}", width = shape.noughts);
    }
    if shape.percent {
        text.push('%');
    }
    let value = number_or_words(&text);
    valued(text, value)
}

fn number_or_words(text: &str) -> Value {
    if text.parse::<f64>().is_ok() {
        Value::Number
    } else {
        Value::Words
    }
}

/// `2018-01-14`, `2018-01-14T14:30:00`, as office programs write days into their files.
pub(crate) fn iso(written: &str) -> Option<NaiveDateTime> {
    let written = written.trim().trim_end_matches('Z');
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(written, form).ok())
        .or_else(|| {
            Some(
                NaiveDate::parse_from_str(written, "%Y-%m-%d")
                    .ok()?
                    .and_time(NaiveTime::MIN),
            )
        })
}

/// `PT14H30M00S`, as seconds.
pub(crate) fn iso_length(written: &str) -> Option<f64> {
    let (sign, rest) = match written.trim().strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, written.trim()),
    };
    let (days, clock) = rest.strip_prefix('P')?.split_once('T')?;
    let mut seconds = match days.strip_suffix('D') {
        Some(days) => days.parse::<f64>().ok()? * 86_400.0,
        None if days.is_empty() => 0.0,
        None => return None,
    };
    let mut figure = String::new();
    for sign in clock.chars() {
        let times = match sign {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                figure.push(if sign == ',' { '.' } else { sign });
                continue;
            }
        };
        seconds += figure.parse::<f64>().ok()? * times;
        figure.clear();
    }
    figure.is_empty().then_some(sign * seconds)
}

fn to_the_second(at: NaiveDateTime) -> NaiveDateTime {
    let nearest = at.checked_add_signed(TimeDelta::milliseconds(500)).unwrap_or(at);
    let nearest = if nearest.date() == at.date() { nearest } else { at };
    nearest.with_nanosecond(0).unwrap_or(nearest)
}

/// `14/01/2018`.
pub(crate) fn written_day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `14:30`, and the seconds where there are any.
pub(crate) fn written_time(at: NaiveTime) -> String {
    let form = if at.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    at.format(form).to_string()
}
