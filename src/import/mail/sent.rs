//! *Sent*: when an e-mail says that it was sent. Its `Date` header is read here, and nowhere else, whatever kind of file it
//! came in: zones by name, and forms that no standard knows but that have one meaning only. What has more than one is not
//! read, and what had to be taken for granted is told; the header itself stands beside the entry as written.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use chrono_tz::Europe::London;

use crate::{import::stamp, text::dates::WEEKDAYS};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Zones that mean one thing, and how many minutes they are ahead of universal time: those of RFC 5322, and those of
/// Britain and the Continent. `IST` is India, Ireland or Israel, and is none of them.
const ZONES: [(&str, i32); 23] = [
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("WET", 0),
    ("BST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("MET", 60),
    ("CEST", 120),
    ("MEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
];

/// When an e-mail was sent, as its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) at: DateTime<FixedOffset>,
    /// What a reader must know of how it was read, if anything.
    pub(crate) said: Option<String>,
    /// Can it have been another hour, or even another day?
    pub(crate) in_doubt: bool,
}

impl Sent {
    /// A moment that leaves nothing to reading.
    pub(crate) fn known(at: DateTime<FixedOffset>) -> Self {
        Self {
            at,
            said: None,
            in_doubt: false,
        }
    }
}

/// Reads a header, if it has one meaning.
pub(crate) fn read(header: &str) -> Option<Sent> {
    let plain = without_comments(header);
    let mut found = Found::default();
    for word in plain.split([' ', '\t', ',', '\r', '\n']).filter(|w| !w.is_empty()) {
        found.word(word)?;
    }
    found.sent()
}

/// Words in brackets are for people: `(GMT Standard Time)`.
fn without_comments(header: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in header.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What the words of a header have told so far.
#[derive(Debug, Default)]
struct Found {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<i32>,
    clock: Option<NaiveTime>,
    /// The half of the day, told as `AM` or `PM`.
    is_afternoon: Option<bool>,
    zone: Option<Zone>,
    /// Is it written in another way than e-mails write it?
    is_odd: bool,
}

#[derive(Debug)]
enum Zone {
    /// So many minutes ahead of universal time.
    Ahead(i32),
    /// A name, and how many minutes it stands for.
    Named(String, i32),
    Unknown(String),
}

impl Found {
    /// Takes a word; gives nothing when it cannot be understood.
    fn word(&mut self, word: &str) -> Option<()> {
        let lower = word.trim_end_matches('.').to_ascii_lowercase();
        let known = |names: &[&str]| {
            names
                .iter()
                .position(|n| lower.len() >= 3 && n.starts_with(lower.as_str()))
        };
        if known(&WEEKDAYS).is_some() {
            Some(())
        } else if let Some(at) = known(&MONTHS) {
            // The month stands behind the day.
            self.is_odd |= self.day.is_none();
            set(&mut self.month, u32::try_from(at).ok()? + 1)
        } else if word.contains(':') && !word.starts_with(['+', '-']) {
            self.moment(word)
        } else if word.bytes().all(|b| b.is_ascii_digit()) {
            self.number(word)
        } else if self.clock.is_some() && word.starts_with(|c: char| c == '+' || c == '-' || c.is_ascii_alphabetic()) {
            self.behind_clock(word)
        } else {
            self.whole_day(word)
        }
    }

    fn number(&mut self, word: &str) -> Option<()> {
        let number: u32 = word.parse().ok()?;
        if word.len() == 4 {
            set(&mut self.year, i32::try_from(number).ok()?)
        } else if word.len() > 2 {
            None
        } else if self.day.is_none() {
            set(&mut self.day, number)
        } else {
            // Two figures of a year, as RFC 5322 has them read.
            let century = if number < 50 { 2_000 } else { 1_900 };
            set(&mut self.year, century + i32::try_from(number).ok()?)
        }
    }

    /// `10:15:00`, `10:15:00PM`, `2022-03-14T10:15:00Z`.
    fn moment(&mut self, word: &str) -> Option<()> {
        let clock = match word.split_once(['T', 't']) {
            Some((day, clock)) if day.contains('-') => {
                self.whole_day(day)?;
                clock
            }
            _ => word,
        };
        let end = clock
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
            .unwrap_or(clock.len());
        let (clock, rest) = clock.split_at_checked(end)?;
        let whole = clock.split('.').next()?;
        let mut parts = whole.split(':').map(|p| p.parse::<u32>().ok());
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        if parts.next().is_some() {
            return None;
        }
        // A second that was put in to keep clocks right is the one before.
        let second = if second == 60 { 59 } else { second };
        set(&mut self.clock, NaiveTime::from_hms_opt(hour, minute, second)?)?;
        if rest.is_empty() {
            return Some(());
        }
        self.is_odd = true;
        self.behind_clock(rest)
    }

    /// `14/03/2022`, `2022-03-14`, `14-Mar-2022`, `14.03.2022`.
    fn whole_day(&mut self, word: &str) -> Option<()> {
        self.is_odd = true;
        let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
        let [first, second, third] = parts.as_slice() else {
            return None;
        };
        let number = |part: &str| part.parse::<u32>().ok();
        if second.bytes().all(|b| b.is_ascii_alphabetic()) {
            self.number(first)?;
            self.word(second)?;
            return self.number(third);
        }
        if first.len() == 4 {
            set(&mut self.year, first.parse().ok()?)?;
            set(&mut self.month, number(second)?)?;
            return set(&mut self.day, number(third)?);
        }
        let (one, two) = (number(first)?, number(second)?);
        let (day, month) = match (one > 12, two > 12) {
            (true, false) => (one, two),
            (false, true) => (two, one),
            (false, false) if one == two => (one, two),
            // The third of April, or the fourth of March: nobody can tell.
            _ => return None,
        };
        if third.len() != 4 {
            return None;
        }
        set(&mut self.year, third.parse().ok()?)?;
        set(&mut self.month, month)?;
        set(&mut self.day, day)
    }

    /// Half of the day, or a zone.
    fn behind_clock(&mut self, word: &str) -> Option<()> {
        let upper = word.to_ascii_uppercase();
        if upper == "AM" || upper == "PM" {
            self.is_odd = true;
            return set(&mut self.is_afternoon, upper == "PM");
        }
        let (name, ahead) = match upper.find(['+', '-']) {
            Some(at) => {
                let (name, distance) = upper.split_at_checked(at)?;
                (name.to_owned(), Some(minutes(distance)?))
            }
            None => (upper, None),
        };
        let zone = match (ZONES.iter().find(|(n, _)| *n == name), ahead) {
            (_, Some(ahead)) if name.is_empty() => Zone::Ahead(ahead),
            // `GMT+0100`: the distance counts.
            (Some((_, 0)), Some(ahead)) => Zone::Ahead(ahead),
            (Some((_, known)), None) => Zone::Named(name, *known),
            _ => Zone::Unknown(word.to_owned()),
        };
        match (&self.zone, &zone) {
            // `GMT +0100` has its distance behind a blank, and `+0000 GMT` says the same twice.
            (Some(Zone::Named(_, 0)), Zone::Ahead(_)) | (None, _) => self.zone = Some(zone),
            (Some(Zone::Ahead(one)), Zone::Named(_, other)) if one == other => {}
            _ => return None,
        }
        Some(())
    }

    fn sent(self) -> Option<Sent> {
        let day = NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)?;
        let clock = half_of_day(self.clock?, self.is_afternoon)?;
        let local = day.and_time(clock);
        let shown = local.format("%-d %B %Y %H:%M");
        let on_the_wall = |why: String, in_doubt| {
            Some(Sent {
                at: on_the_wall(local),
                said: Some(format!("{why}; it was taken for the clock in London ({shown})")),
                in_doubt,
            })
        };
        let ahead = match self.zone {
            None => return on_the_wall("names no zone".to_owned(), false),
            Some(Zone::Unknown(name)) => {
                return on_the_wall(format!("names a zone that can mean several or none ('{name}')"), true);
            }
            Some(Zone::Named(name, ahead)) => {
                let at = FixedOffset::east_opt(ahead * 60)?
                    .from_local_datetime(&local)
                    .single()?;
                if name == "BST" && stamp::london(&at).offset().local_minus_utc() == 0 {
                    return on_the_wall("names British Summer Time on a day of winter".to_owned(), true);
                }
                ahead
            }
            Some(Zone::Ahead(ahead)) => ahead,
        };
        let at = FixedOffset::east_opt(ahead * 60)?
            .from_local_datetime(&local)
            .single()?;
        let said = self.is_odd.then(|| {
            format!(
                "is not written as e-mails write it; it was read as {}",
                at.format("%-d %B %Y %H:%M %z")
            )
        });
        Some(Sent {
            at,
            said,
            in_doubt: false,
        })
    }
}

/// Puts a value where none is yet: two days or two years are no day.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    if place.is_some() {
        return None;
    }
    *place = Some(value);
    Some(())
}

/// `+0100` or `+01:00` in minutes.
fn minutes(distance: &str) -> Option<i32> {
    let (sign, figures) = distance.split_at_checked(1)?;
    let figures = figures.replace(':', "");
    let number: i32 = figures.parse().ok().filter(|n| *n >= 0)?;
    let ahead = match figures.len() {
        1 | 2 => number * 60,
        3 | 4 => number / 100 * 60 + number % 100,
        _ => return None,
    };
    (ahead < 24 * 60).then_some(if sign == "-" { -ahead } else { ahead })
}

fn half_of_day(clock: NaiveTime, is_afternoon: Option<bool>) -> Option<NaiveTime> {
    use chrono::Timelike as _;
    let hour = match (is_afternoon, clock.hour()) {
        (Some(true), hour @ 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        // `22:15 PM` says the same twice.
        (None, hour) | (Some(true), hour @ 12..) | (Some(false), hour @ 0..=11) => hour,
        _ => return None,
    };
    clock.with_hour(hour)
}

/// A moment on the clock in London. An hour that is there twice is the first.
fn on_the_wall(local: NaiveDateTime) -> DateTime<FixedOffset> {
    let at = London.from_local_datetime(&local).earliest();
    stamp::london(&at.unwrap_or_else(|| London.from_utc_datetime(&local)))
}
