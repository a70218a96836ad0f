//! *Times* of notes: lines that begin with a time and stand below a day, as a log or a diary is kept: `14:20 Call from a neighbour.`
//!
//! Each is a note of its own on that day. Which words are a time is for `heads` and `text::dates`.

use super::{Dated, heads, is_bullet, leads_on, shapes};
use crate::{model::when::When, text::dates::with_time_beside};

/// Units that may stand behind the figures of a time.
const UNITS: [&str; 7] = ["am", "pm", "a.m.", "p.m.", "hrs", "hours", "h"];

/// The day below which lines with times stand.
struct Day {
    when: When,
    /// Does it stand alone on its line?
    is_heading: bool,
    /// The time of the note before.
    before: Option<chrono::NaiveTime>,
    /// Was a time of four figures alone read below it?
    has_bare: bool,
    /// Does the text write times with a dot that can be no day: `13.40`?
    has_hours: bool,
}

/// The dated statements, with those lines among them that have only a time below a day.
pub(super) fn below(text: &str, statements: Vec<Dated>) -> Vec<Dated> {
    let mut out: Vec<Dated> = Vec::new();
    let has_hours = has_dotted_hours(text);
    let ends: Vec<usize> = statements.iter().skip(1).map(|d| d.start).chain([text.len()]).collect();
    let mut day: Option<Day> = None;
    for (mut statement, end) in statements.into_iter().zip(ends) {
        if statement.is_head {
            let mut when = statement.when.clone();
            // `overnight` beside the day says nothing of a time below it.
            when.remark = when.remark.filter(|said| !heads::is_of_part(said));
            let is_heading = heading(text, statement.date.1).is_some();
            day = Some(Day {
                when,
                is_heading,
                before: statement.when.time,
                has_bare: false,
                has_hours,
            });
        }
        statement.is_apart &= out
            .last()
            .is_none_or(|last| is_apart(text, last.start, statement.start));
        let Some(day) = day.as_mut().filter(|d| d.when.is_known_day()) else {
            out.push(statement);
            continue;
        };
        let heading = Some(&statement)
            .filter(|s| s.is_head && s.when.time.is_none())
            .and_then(|s| heading(text, s.date.1));
        let stretch = (statement.start, end);
        let is_timed = statement.is_head && statement.when.time.is_some();
        let is_log = heading.is_some() || (is_timed && !heads::begins_sentence(text, statement.start));
        let lines = lines(text, stretch, (statement.is_head, heading, is_log), day);
        let mut lines = lines.into_iter().peekable();
        // `14:20 She fell on 3 May.` below a day is a note of that day, whatever day it tells of.
        if let Some((_, when)) = lines.next_if(|(at, _)| !statement.is_head && *at == statement.start) {
            let told = std::mem::replace(&mut statement.date, (statement.start, statement.start));
            statement.more.insert(0, told);
            (statement.when, statement.is_head, statement.is_apart) = (when, true, false);
        }
        // A day that stands alone on its line is the head of the first note below it.
        if let Some((_, when)) = lines.next_if(|(at, _)| heading == Some(*at)) {
            statement.when = when;
        }
        out.push(statement);
        out.extend(lines.map(|(start, when)| Dated {
            start,
            when,
            author: String::new(),
            date: (start, start),
            is_head: true,
            is_apart: false,
            year_taken: false,
            more: Vec::new(),
        }));
    }
    out
}

/// Does an empty line stand between two places of a text?
pub(super) fn is_apart(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .unwrap_or_default()
        .replace('\r', "")
        .contains("\n\n")
}

/// Where the words below a line begin that holds a day and nothing that is told behind it.
pub(super) fn heading(text: &str, date_end: usize) -> Option<usize> {
    let line = text.get(date_end..)?.split_inclusive('\n').next()?;
    let below = text.get(date_end + line.len()..)?;
    (!line.contains(char::is_alphanumeric)).then(|| text.len() - below.trim_start().len())
}

/// The lines of a stretch that begin with a time, each with its day and time.
fn lines(
    text: &str,
    (start, end): (usize, usize),
    (is_head, heading, is_log): (bool, Option<usize>, bool),
    day: &mut Day,
) -> Vec<(usize, When)> {
    let mut out = Vec::new();
    let mut at = start;
    for line in text.get(start..end).unwrap_or_default().split_inclusive('\n') {
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        if (begin == start && is_head) || line.trim().is_empty() {
            continue;
        }
        let is_first = heading == Some(begin);
        let before = text.get(..begin).unwrap_or_default().trim_end();
        let below = Below {
            is_first,
            is_log,
            has_bare: day.has_bare,
            is_heading: day.is_heading,
        };
        let Some(written) = time(line.trim(), before, &below) else {
            continue;
        };
        let Some(mut when) = with_time_beside(&day.when, &written) else {
            continue;
        };
        let Some(time) = when.time else { continue };
        day.has_bare |= written.bytes().all(|b| b.is_ascii_digit());
        if let Some(earlier) = day.before.filter(|t| time < *t) {
            let (from, to) = (earlier.format("%H:%M"), time.format("%H:%M"));
            let said = format!(
                "taken from the line '{}' above, while the time goes back from {from} to {to}: it may be of the day after",
                day.when.written
            );
            when.remark = Some(when.remark.take().map_or(said.clone(), |r| format!("{r}; {said}")));
        }
        if shapes::is_day_and_month(&written) && !day.has_hours {
            let said = format!("read with the time '{written}', which may be a day and a month");
            when.remark = Some(when.remark.take().map_or(said.clone(), |r| format!("{r}; {said}")));
            when.doubtful = true;
        }
        day.before = Some(time);
        out.push((begin, when));
    }
    out
}

/// Where a line stands that begins with a time.
struct Below {
    /// It is the first below a day that stands alone.
    is_first: bool,
    /// The day above stands alone or with a time: what is below goes on with times.
    is_log: bool,
    /// A time of four figures alone was read above.
    has_bare: bool,
    /// The day above stands alone on its line.
    is_heading: bool,
}

/// The time with which a line begins as a note of its own.
fn time(line: &str, before: &str, below: &Below) -> Option<String> {
    let Below {
        is_first,
        is_log,
        has_bare,
        is_heading,
    } = *below;
    let is_item = line.starts_with(is_bullet);
    let bare = line.trim_start_matches(|c: char| is_bullet(c) || c.is_whitespace() || "([".contains(c));
    // `At 08:07 he was found` is a sentence, unless a day alone stands above.
    let (bare, is_named) = if is_heading || !bare.starts_with("At ") {
        past_lead(bare)
    } else {
        (bare, false)
    };
    if !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let written = heads::time_after(bare)?;
    // `08.03.` is a day and a month.
    let dotted = bare.split_whitespace().next().and_then(|w| w.strip_suffix('.'));
    if dotted.is_some_and(shapes::is_day_and_month) {
        return None;
    }
    let mut words = bare.split_whitespace();
    let figures = words.next()?;
    let next = words.find(|w| {
        !UNITS.contains(
            &w.trim_end_matches([',', ':', ';', ')', ']', '-'])
                .to_lowercase()
                .as_str(),
        )
    });
    let is_new = next.is_none_or(|w| w.starts_with(|c: char| !c.is_lowercase()));
    let is_ended = before.ends_with(['.', '!', '?', ':', ';', ')', ']', '"', '”']);
    // `2022 Review` is no time of the evening, unless the log has such times.
    let is_year = written.parse::<u32>().is_ok_and(|n| (1900..2060).contains(&n)) && figures.starts_with(&written);
    let has_colon = figures
        .split_once(':')
        .is_some_and(|(hour, _)| matches!(hour.len(), 1 | 2));
    let begins = is_item || is_first || is_ended || is_new || is_named || (is_log && has_colon);
    (begins && (!leads_on(before) || is_first) && (!is_year || is_first || has_bare)).then_some(written)
}

/// The words from their time on, and whether words stood before it that lead to a time: `Time:`, `At`, `PC Smith`.
fn past_lead(words: &str) -> (&str, bool) {
    let named = ["Time:", "TIME:", "time:", "Time ", "TIME ", "At ", "AT "];
    if let Some(rest) = named.iter().find_map(|lead| words.strip_prefix(*lead)) {
        return (rest.trim_start_matches([':', ' ', '\t', '-']), true);
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let mut at = 0;
    // The time of one who writes: a number of an officer may stand before it.
    for piece in words.split_inclusive(char::is_whitespace).take(6) {
        let word = piece.trim().trim_end_matches([',', ':', '-', ';']);
        let has_colon = word
            .split_once(':')
            .is_some_and(|(h, m)| h.len() <= 2 && m.starts_with(is_digit));
        let lead = words.get(..at).unwrap_or_default();
        if has_colon && word.starts_with(is_digit) && heads::is_who(lead.trim_end_matches([' ', ':', '-', '–', ',']))
        {
            return (words.get(at..).unwrap_or_default(), true);
        }
        at += piece.len();
    }
    (words, false)
}

/// Does a line of this text begin with a time with a dot that can be no day and month?
fn has_dotted_hours(text: &str) -> bool {
    text.lines().any(|line| {
        let word = line.split_whitespace().next().unwrap_or_default();
        let parts = word.split_once('.');
        parts.is_some_and(|(hour, minute)| {
            let number = |p: &str| p.parse::<u32>().ok().filter(|_| p.bytes().all(|b| b.is_ascii_digit()));
            minute.len() == 2
                && number(hour)
                    .zip(number(minute))
                    .is_some_and(|(h, m)| h < 24 && (13..60).contains(&m))
        })
    })
}
