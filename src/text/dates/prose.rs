//! Dates inside running text: what may count as one, and which year a date without a year is of.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    FoundDate, field, grammar,
    order::is_month_first,
    parts::{Form, OddWeekday, Parts, Shape},
    tokens::{Cursor, Gap, Kind, Token, tokens},
    words,
};
use crate::model::{mention::Span, when::When};

/// Words before `4/6` that make it a date and not a fraction, a score or a dose.
const BEFORE_FIGURES: [&str; 11] = [
    "on",
    "since",
    "until",
    "till",
    "by",
    "dated",
    "due",
    "re",
    "of",
    "commencing",
    "ending",
];
/// Words before a month without a year.
const BEFORE_MONTH: [&str; 4] = ["in", "during", "since", "throughout"];
/// Words before a bare year.
const BEFORE_YEAR: [&str; 4] = ["in", "since", "during", "throughout"];
/// Words that look forward from the day of the note.
const FORWARD: [&str; 14] = [
    "next",
    "booked",
    "will",
    "due",
    "appt",
    "appointment",
    "arranged",
    "scheduled",
    "listed",
    "planned",
    "until",
    "till",
    "tci",
    "offered",
];
const DOUBT: [&str; 8] = [
    "circa",
    "approx",
    "approximately",
    "about",
    "around",
    "possibly",
    "roughly",
    "c",
];
const BIRTH: [&str; 3] = ["born", "dob", "birth"];

pub(super) fn find(text: &str, note_day: Option<NaiveDate>) -> Vec<FoundDate> {
    let tokens = tokens(text);
    let month_first = is_month_first(&tokens);
    let mut years = Years {
        month_first,
        note_day,
        ..Years::default()
    };
    let out = walk(text, &tokens, &mut years);
    let Some(first) = years.first.filter(|_| years.unplaced) else {
        return out;
    };
    // Dates without a year stand before the first date that has one.
    let mut again = Years {
        following: Some(first),
        month_first,
        ..Years::default()
    };
    walk(text, &tokens, &mut again)
}

fn walk(text: &str, tokens: &[Token<'_>], years: &mut Years) -> Vec<FoundDate> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = may_start(tokens, at)
            .then(|| found_at(text, tokens, at, years))
            .flatten();
        at = match found {
            Some((date, next)) => {
                out.push(date);
                next.max(at + 1)
            }
            None => at + 1,
        };
    }
    out
}

fn found_at(text: &str, tokens: &[Token<'_>], at: usize, years: &mut Years) -> Option<(FoundDate, usize)> {
    let start = Cursor::in_prose(tokens, at, years.month_first);
    let found = grammar::shape(start).and_then(|f| accept(text, tokens, at, f, years));
    found.or_else(|| {
        // A span that does not hold together can still begin with a date.
        let (first, next) = grammar::parts(start)?;
        accept(text, tokens, at, (Shape::single(first), next), years)
    })
}

fn accept(
    text: &str,
    tokens: &[Token<'_>],
    at: usize,
    (mut shape, end): (Shape, Cursor<'_>),
    years: &mut Years,
) -> Option<(FoundDate, usize)> {
    let start = Cursor::in_prose(tokens, at, years.month_first);
    if !fits(text, &shape, start) || !ends_well(end) || lacks_year(&shape, end) {
        return None;
    }
    let mut turned = shape.last().year.is_some() && is_loose_year(end);
    let year_taken = shape.last().year.is_none();
    if year_taken {
        let (year, doubtful) = years.for_parts(shape.last(), looks_forward(tokens, at))?;
        shape.last_mut().year = Some(year);
        turned |= doubtful;
    }
    let ((earliest, latest), odd_weekday) = shape.settle().ok()?;
    let span = Span {
        start: start.peek()?.start,
        end: end.before(1)?.end(),
    };
    let is_turned = shape.first.month_first || shape.second.is_some_and(|s| s.month_first);
    let by_proof = is_turned.then(|| {
        format!(
            "read month first, as another date of the text proves: {}",
            field::long_days((earliest, latest))
        )
    });
    let of_birth = words_before(tokens, at, 4).any(|t| t.is_word(&BIRTH));
    if !of_birth {
        years.note(&shape, earliest, open_before(start));
    }
    let when = When {
        earliest,
        latest,
        time: None,
        written: text.get(span.start..span.end)?.to_owned(),
        doubtful: turned || odd_weekday.is_some() || in_doubt(start),
        remark: odd_weekday.map(OddWeekday::said).or(by_proof),
    };
    let found = FoundDate {
        span,
        when,
        of_birth,
        year_taken: year_taken && years.note_day.is_none(),
    };
    Some((found, end.place()))
}

/// Which year a date without a year is of.
#[derive(Default)]
struct Years {
    /// Does the text write the month before the day?
    month_first: bool,
    note_day: Option<NaiveDate>,
    /// Last date of the text that is known to the month.
    previous: Option<NaiveDate>,
    /// Last bare year of the text, used only until something better is known; true when it was the end of a span (`since 2008`),
    /// which says little of what is told next.
    mentioned: Option<(i32, bool)>,
    /// First date of the text that is known to the month.
    first: Option<NaiveDate>,
    /// The same, in a second pass over the text.
    following: Option<NaiveDate>,
    /// True when a date without a year was met before any year.
    unplaced: bool,
}

impl Years {
    fn note(&mut self, shape: &Shape, earliest: NaiveDate, open: bool) {
        if matches!(shape.last().form, Form::Year | Form::Season) {
            self.mentioned = Some((earliest.year(), open));
            if self.previous.is_some_and(|p| p.year() < earliest.year()) {
                self.previous = Some(earliest);
            }
        } else {
            self.previous = Some(earliest);
            self.first = self.first.or(Some(earliest));
        }
    }

    fn for_parts(&mut self, parts: &Parts, forward: bool) -> Option<(i32, bool)> {
        let day_in = |year: i32| {
            let dated = Parts {
                year: Some(year),
                ..*parts
            };
            dated.days().ok().map(|(from, _)| from)
        };
        if let Some(note) = self.note_day {
            return from_note(note, parts, forward, day_in);
        }
        let Some(previous) = self.previous else {
            return self.mentioned.or_else(|| self.before_first(day_in));
        };
        let year = previous.year();
        let set_back = previous.checked_sub_days(Days::new(183));
        match day_in(year) {
            Some(day) if Some(day) < set_back => Some((year + 1, true)),
            _ => Some((year, false)),
        }
    }
}

impl Years {
    /// A day before the first date with a year is of the same year, or of the one before if it would lie far ahead.
    fn before_first(&mut self, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<(i32, bool)> {
        let Some(first) = self.following else {
            self.unplaced = true;
            return None;
        };
        let far = first.checked_add_days(Days::new(183))?;
        let ahead = day_in(first.year()).is_some_and(|day| day > far);
        Some((first.year() - i32::from(ahead), true))
    }
}

fn from_note(
    note: NaiveDate,
    parts: &Parts,
    forward: bool,
    day_in: impl Fn(i32) -> Option<NaiveDate>,
) -> Option<(i32, bool)> {
    let year = note.year();
    if forward {
        let next = [year, year + 1]
            .into_iter()
            .find(|y| day_in(*y).is_some_and(|d| d >= note));
        return next.map(|y| (y, false));
    }
    // Eight years hold every 29 February and every weekday of a date.
    let mut past = (0..=8)
        .map(|back| year - back)
        .filter_map(|y| Some((y, day_in(y).filter(|d| *d <= note)?)));
    let latest = past.next()?;
    if parts.weekday_agrees(latest.1) {
        return Some((latest.0, false));
    }
    let agreeing = past.find(|(_, day)| parts.weekday_agrees(*day));
    Some((agreeing.map_or(latest.0, |(y, _)| y), true))
}

/// Only these can begin a date: a cheap look before the grammar is asked.
fn may_start(tokens: &[Token<'_>], at: usize) -> bool {
    const OTHERS: [&str; 20] = [
        "between",
        "from",
        "w",
        "wc",
        "wb",
        "wk",
        "week",
        "early",
        "mid",
        "late",
        "beginning",
        "start",
        "middle",
        "end",
        "spring",
        "summer",
        "autumn",
        "winter",
        "sept",
        "xx",
    ];
    tokens.get(at).is_some_and(|t| match t.kind {
        Kind::Number => t.text.len() <= 4,
        Kind::Word => t.is_word(&OTHERS) || words::month_of(t.text).is_some() || words::weekday_of(t.text).is_some(),
        Kind::Mark => t.is_mark(&['?']),
    })
}

/// Does what stands before allow this form?
fn fits(text: &str, shape: &Shape, start: Cursor<'_>) -> bool {
    let joined = |t: Token<'_>| is_joined(&t) && !is_bullet(text, &t);
    let touches = start.tight().is_some() && start.before(1).is_some_and(joined);
    if touches {
        return false;
    }
    if shape.second.is_some() || shape.week.is_some() {
        return true;
    }
    let after = |words: &[&str]| before(start).is_some_and(|t| t.is_word(words));
    let parts = &shape.first;
    match parts.form {
        Form::Figures => parts.month.is_some(),
        Form::MonthYearFigures | Form::DayMonth | Form::Season => true,
        Form::DayMonthFigures(padded) => {
            let (day, month) = (parts.day.unwrap_or(0), parts.month.unwrap_or(0));
            let cued = parts.weekday.is_some() || after(&BEFORE_FIGURES);
            // 3/7 is three days, 3/12 three months, 8/10 a score, 24/7 always.
            let clinical = matches!(month, 7 | 12);
            let round_the_clock = day == 24 && month == 7;
            (cued && !round_the_clock) || padded || (day >= 13 && !clinical)
        }
        Form::Month => {
            parts.year.is_some() || parts.third.is_some() || after(&BEFORE_MONTH) || {
                // "a review of May" may be of a person.
                let given_name = matches!(parts.month, Some(4..=6 | 8));
                !given_name && after(&["of"])
            }
        }
        Form::Year => {
            let plausible = parts.year.is_some_and(|y| (1940..=2100).contains(&y));
            plausible && (parts.third.is_some() || after(&BEFORE_YEAR))
        }
        Form::DayOnly => false,
    }
}

/// The word before, across `about` and the like.
fn before(start: Cursor<'_>) -> Option<Token<'_>> {
    let near = start.before(1)?;
    if near.is_word(&DOUBT) || near.is_word(&["the"]) {
        return start.before(2);
    }
    Some(near)
}

/// `3 Feb 19 conviction`: a year of two digits after a blank, and words go on behind it. It may be a number of something.
fn is_loose_year(end: Cursor<'_>) -> bool {
    let spaced = end.before(1).is_some_and(|t| t.is_number(2..=2) && t.gap != Gap::None);
    spaced && end.peek().is_some_and(|t| t.is_lower())
}

/// Does a word before leave the date open at one end: `since 2008`?
fn open_before(start: Cursor<'_>) -> bool {
    before(start).is_some_and(|t| t.is_word(&["since", "until", "till", "before", "after", "from"]))
}

fn is_joined(token: &Token<'_>) -> bool {
    token.kind != Kind::Mark || token.is_mark(&['/', '.', '-', ':', '£', '$', '+', '#', '_', '%', '@', '='])
}

/// A dash that begins a line is a bullet, whether a blank follows it or not.
fn is_bullet(text: &str, token: &Token<'_>) -> bool {
    let before = text
        .get(..token.start)
        .unwrap_or_default()
        .trim_end_matches([' ', '\t']);
    token.is_mark(&['-', '#', '+']) && (before.is_empty() || before.ends_with('\n'))
}

/// A date must not run on: `12/03/2017/4`, `14.2.18.1`, `3/4mg`. A word may touch a year: a blank was lost.
fn ends_well(end: Cursor<'_>) -> bool {
    let Some(next) = end.tight() else {
        return true;
    };
    if next.kind == Kind::Word {
        // `2022-03-10T10:02`: the time is behind a T.
        let iso = next.is_word(&["t"])
            && end.step().tight().is_some_and(|t| t.is_number(2..=2))
            && end.before(5).is_some_and(|t| t.is_number(4..=4));
        return iso || end.before(1).is_some_and(|t| t.is_number(4..=4));
    }
    let runs_on = next.kind == Kind::Number || next.is_mark(&['/', '.', '-', ':', '%', '+', '_']);
    !(runs_on && end.step().tight().is_some_and(|t| t.kind == Kind::Number))
}

/// `12 March 20211`, `12 March 202`: a year was meant, and it is none. The day would be put into another. `12 March 200 calls` counts.
fn lacks_year(shape: &Shape, end: Cursor<'_>) -> bool {
    let goes_on = end.step().peek().is_some_and(|t| t.gap != Gap::Break && t.is_lower());
    let is_mistyped = |t: Token<'_>| {
        let begins = t.text.starts_with("19") || t.text.starts_with("20");
        t.gap == Gap::Space && begins && (t.is_number(5..=6) || (t.is_number(3..=3) && !goes_on))
    };
    let is_named = shape.last().form == Form::DayMonth;
    is_named && shape.last().year.is_none() && end.peek().is_some_and(is_mistyped)
}

fn in_doubt(start: Cursor<'_>) -> bool {
    let Some(near) = start.before(1) else {
        return false;
    };
    let question = near.is_mark(&['?', '~']) && start.tight().is_some();
    let short = near.is_mark(&['.']) && start.before(2).is_some_and(|t| t.is_word(&["c", "ca", "approx"]));
    // The C of `T/C` is no `circa`.
    let of_stroke = near.gap == Gap::None && start.before(2).is_some_and(|t| t.is_mark(&['/']));
    question || short || (near.is_word(&DOUBT) && !of_stroke)
}

/// The words before in the same sentence, nearest first.
fn words_before<'t>(tokens: &'t [Token<'t>], at: usize, many: usize) -> impl Iterator<Item = &'t Token<'t>> {
    tokens
        .iter()
        .take(at)
        .rev()
        .take_while(|t| !t.is_mark(&['!', ';']) && t.gap != Gap::Break)
        .take(many)
}

fn looks_forward(tokens: &[Token<'_>], at: usize) -> bool {
    words_before(tokens, at, 5)
        .take_while(|t| !t.is_mark(&['.']))
        .any(|t| t.is_word(&FORWARD))
}
