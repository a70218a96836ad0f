//! A *field*: the whole cell of a date column, which must be read to its last sign or not at all.
//!
//! Stages, the surest first: a number of days, words that are no date by their form (`unknown`, `Q3 2016`), the grammar,
//! a repair, an open end, two ends, and at last a date with other words beside it. Each stage that is not plain says so in the reading's remark.

use chrono::{NaiveDate, NaiveTime};

use super::{
    OPEN, beside, grammar,
    habit::Habit,
    open::{self, Side},
    parts::{Days2, Fault, Form, Shape},
    repair, serial, special,
    time::{self, Clock, NoClock},
    tokens::{Cursor, tokens},
    zone,
};

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) days: Days2,
    pub(super) time: Option<NaiveTime>,
    /// The time in the cell, before it was moved out of its zone.
    pub(super) clock: Option<Clock>,
    /// Words for a part of the day, which are no time.
    pub(super) unread_time: Option<String>,
    pub(super) doubtful: bool,
    pub(super) remark: Option<String>,
}

impl Reading {
    pub(super) fn of(days: Days2) -> Self {
        Self {
            days,
            time: None,
            clock: None,
            unread_time: None,
            doubtful: false,
            remark: None,
        }
    }

    /// Adds to the remark, which completes the sentence "the date was".
    pub(super) fn say(&mut self, how: String) {
        self.remark = Some(match self.remark.take() {
            Some(before) => format!("{before}; {how}"),
            None => how,
        });
    }

    /// Its day, when it is one.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        (self.days.0 == self.days.1).then_some(self.days.0)
    }
}

/// A day in words: `14 January 2018`.
pub(super) fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Days in words: `14 January 2018`, `1 January 2018 to 31 January 2018`.
pub(super) fn long_days((from, to): Days2) -> String {
    if from == to {
        long(from)
    } else {
        format!("{} to {}", long(from), long(to))
    }
}

/// Reads a trimmed cell.
pub(super) fn read(text: &str, habit: &Habit) -> Result<Reading, Fault> {
    if let Some(read) = serial::read(text, habit).or_else(|| special::read(text, habit)) {
        return read;
    }
    let fault = match closed(text, habit) {
        Err(fault @ (Fault::Unreadable | Fault::OpenEnded)) => fault,
        other => return other,
    };
    let more = open::read(text, habit)
        .or_else(|| open::two_ends(text, habit))
        .or_else(|| beside::read(text, habit));
    more.unwrap_or(Err(fault))
}

/// A date that is written at both ends: by the grammar, or repaired.
pub(super) fn closed(text: &str, habit: &Habit) -> Result<Reading, Fault> {
    match plain(text, habit) {
        Err(Fault::Unreadable) => repair::read(text, habit).ok_or(Fault::Unreadable),
        other => other,
    }
}

/// A date as the grammar knows it.
pub(super) fn plain(text: &str, habit: &Habit) -> Result<Reading, Fault> {
    let tokens = tokens(text);
    let (doubt, cursor) = doubt_before(Cursor::in_field(&tokens, habit));
    let open = cursor.past_word(&OPEN).is_some();
    let (shape, next) = grammar::shape(cursor).ok_or(if open { Fault::OpenEnded } else { Fault::Unreadable })?;
    let rest = next.ahead().and_then(|t| text.get(t.start..)).unwrap_or_default();
    let tail = tail(rest, &shape)?;
    if tail == Tail::Open {
        return Err(Fault::OpenEnded);
    }
    let (days, odd_weekday) = shape.settle()?;
    let mut reading = Reading::of(days);
    reading.doubtful = doubt || odd_weekday.is_some() || tail == Tail::Doubt;
    if let Some(odd) = odd_weekday {
        reading.say(odd.said());
    }
    if shape.first.month_first || shape.second.is_some_and(|s| s.month_first) {
        reading.say(format!("read month first, as the table proves: {}", long_days(days)));
    }
    match tail {
        Tail::Clock(clock) => reading.take(clock),
        Tail::PartOfDay => reading.unread_time = Some(rest.trim().to_owned()),
        Tail::Nothing | Tail::Doubt | Tail::Open => {}
    }
    Ok(reading)
}

impl Reading {
    /// Takes the time of the cell, moved out of its zone.
    fn take(&mut self, clock: Clock) {
        // Systems write midnight with seconds behind a date that has no time, with or without a zone.
        if clock.bare_midnight {
            if matches!(clock.zone, Some(zone::Zone::Ahead(_))) {
                self.say(
                    "written with midnight in a time zone, as systems write a day without a time, and read as that day"
                        .to_owned(),
                );
            }
            return;
        }
        self.set_time(&clock);
        self.clock = Some(clock);
    }

    /// Sets the time, and says what is not plain about it.
    pub(super) fn set_time(&mut self, clock: &Clock) {
        self.time = Some(clock.time);
        let shown = clock.time.format("%H:%M");
        if clock.about {
            self.say(format!("given the time {shown}, which is marked as approximate"));
        }
        if clock.first {
            self.say(format!(
                "given two times, of which the first, {shown}, places it within the day"
            ));
        }
        let Some(day) = self.day() else {
            if clock.zone.is_some() {
                self.say(format!(
                    "given the time {shown} in a time zone, kept as written since the day is not known"
                ));
            }
            return;
        };
        let Some(zone) = clock.zone else {
            if let Some(how) = zone::at_change(day, clock.time) {
                self.say(how);
            }
            return;
        };
        let local = zone::local(day, clock.time, zone);
        self.days = (local.day, local.day);
        self.time = Some(local.time);
        if let Some(how) = local.remark {
            self.say(how);
        }
    }
}

/// What follows the date in its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tail {
    Nothing,
    Doubt,
    Open,
    Clock(Clock),
    PartOfDay,
}

fn tail(rest: &str, shape: &Shape) -> Result<Tail, Fault> {
    let rest = rest.trim();
    let words = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    if rest.is_empty() || rest == "." {
        return Ok(Tail::Nothing);
    }
    if rest.chars().all(|c| matches!(c, '?' | '(' | ')' | '~' | '%'))
        || matches!(
            words.as_str(),
            "approx" | "approximately" | "circa" | "tbc" | "unclear" | "est" | "estimated" | "estimate" | "possibly"
        )
    {
        return Ok(Tail::Doubt);
    }
    if open::side_behind(rest) == Some(Side::From) || matches!(rest, "-" | "–") {
        return Ok(Tail::Open);
    }
    if shape.last().form == Form::Month
        && shape.last().year.is_none()
        && rest.trim_start_matches(['-', '/', ' ']).len() == 2
    {
        return Err(Fault::TwoReadings);
    }
    if shape.second.is_some() || shape.week.is_some() || shape.first.day.is_none() {
        return Err(Fault::Unreadable);
    }
    if time::is_part_of_day(rest) {
        return Ok(Tail::PartOfDay);
    }
    match time::clock(rest) {
        Ok(clock) => Ok(Tail::Clock(clock)),
        Err(NoClock::Elsewhere) => Err(Fault::Zone),
        Err(NoClock::Unread) => Err(Fault::Unreadable),
    }
}

/// Passes `?`, `c.`, `approx`, `about`; an unknown day (`??/08/1999`) is no doubt of the whole.
fn doubt_before(mut c: Cursor<'_>) -> (bool, Cursor<'_>) {
    const WORDS: [&str; 16] = [
        "c",
        "ca",
        "circa",
        "approx",
        "approximately",
        "about",
        "around",
        "possibly",
        "poss",
        "roughly",
        "est",
        "estimated",
        "maybe",
        "perhaps",
        "probably",
        "prob",
    ];
    let mut doubt = false;
    loop {
        let unknown_day = c
            .past_mark(&['?'])
            .is_some_and(|n| n.past_tight_mark(&['?', '/', '.']).is_some());
        let next = if unknown_day { None } else { c.past_mark(&['?', '~']) };
        let Some(next) = next.or_else(|| c.past_word(&WORDS)) else {
            break;
        };
        doubt = true;
        c = next.past_mark(&['.', ':']).unwrap_or(next);
    }
    let c = c.past_word(&["on"]).unwrap_or(c);
    // `on or about 14/01/2018`.
    let about = c.past_word(&["or"]).and_then(|n| n.past_word(&["about", "around"]));
    let c = about.unwrap_or(c);
    (doubt || about.is_some(), c.past_word(&["the"]).unwrap_or(c))
}
