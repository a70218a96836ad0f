//! *Shapes*: words at the begin of a line that are shaped like a date, whatever signs stand between their parts: `02 / 03 / 2018`,
//! `Mar. 2, 2018`, `020318`, `2 mars 2018`.
//!
//! A shape is no date yet: `text::dates` says whether it is one. What is neither read nor shaped is words.

use crate::text::dates::WEEKDAYS;
use crate::text::dates::is_month;

/// Words shaped like a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape<'t> {
    pub(super) words: &'t str,
    /// Is it as much as a note has at its head, so that a note of its own begins with it?
    pub(super) is_whole: bool,
}

/// Signs that stand between the figures of a date, where it was typed with care or without.
const JOINS: [char; 17] = [
    ' ', '\t', '/', '.', '-', ',', '_', '\\', ';', '\'', '&', '–', '|', ':', '+', '=', '~',
];
/// Words that name a day by another day.
const BESIDE: [&str; 11] = [
    "next day",
    "the next day",
    "following day",
    "the following day",
    "same day",
    "the same day",
    "same date",
    "later that day",
    "later same day",
    "yesterday",
    "today",
];
/// A run of figures and what stands behind it.
#[derive(Clone, Copy)]
struct Group<'t> {
    figures: &'t str,
    /// Where it ends.
    end: usize,
    joins: &'t str,
}

impl Group<'_> {
    fn len(&self) -> usize {
        self.figures.len()
    }

    fn value(&self) -> u32 {
        self.figures.parse().unwrap_or(0)
    }

    /// The sign behind it, beside blanks; a blank when there is no other, nothing when there are several.
    fn sign(&self) -> Option<char> {
        let mut signs: Vec<char> = self.joins.chars().filter(|c| !c.is_whitespace()).collect();
        signs.dedup();
        match signs.as_slice() {
            [] => Some(' ').filter(|_| !self.joins.is_empty()),
            [one] => Some(*one),
            _ => None,
        }
    }

    fn is_year(&self) -> bool {
        (self.len() == 4 && is_year(self.value())) || (self.len() == 2 && is_year(self.value() + 2000))
    }
}

fn is_year(year: u32) -> bool {
    (1930..=2049).contains(&year)
}

fn fits(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// What these words begin with, when it is shaped like a date.
pub(super) fn at(words: &str) -> Option<Shape<'_>> {
    figures(words)
        .or_else(|| day_and_month(words))
        .or_else(|| month_and_day(words))
        .or_else(|| year_month_day(words))
        .or_else(|| year_or_quarter(words))
}

/// A day named by another day, or a weekday alone: they begin a note only where notes are.
pub(super) fn beside(words: &str) -> Option<Shape<'_>> {
    let lower = words.to_ascii_lowercase();
    let is_end = |len: usize| !words.get(len..).is_some_and(|r| r.starts_with(char::is_alphanumeric));
    let found = BESIDE.iter().chain(&WEEKDAYS).find(|named| {
        let is_long = lower.len() >= named.len();
        is_long && lower.starts_with(**named) && is_end(named.len())
    })?;
    let words = words.get(..found.len())?;
    words
        .starts_with(char::is_uppercase)
        .then_some(Shape { words, is_whole: false })
}

/// A small number with a dash behind it, which is a day where a month stands above: `14 - seen`.
pub(super) fn day_below_month(words: &str) -> Option<Shape<'_>> {
    let end = words.find(|c: char| !c.is_ascii_digit())?;
    let number = words.get(..end).filter(|n| (1..=2).contains(&n.len()))?;
    let is_day = number.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
    let is_apart = ends_with_sign(words.get(end..)?);
    (is_day && is_apart).then_some(Shape {
        words: number,
        is_whole: true,
    })
}

/// Does what is told begin behind these signs, or nothing more stand on the line?
fn ends_with_sign(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '|'])
}

fn groups(words: &str) -> Vec<Group<'_>> {
    let (mut out, mut at) = (Vec::new(), 0);
    while out.len() < 5 {
        let rest = words.get(at..).unwrap_or_default();
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let Some((figures, behind)) = rest.split_at_checked(digits).filter(|(f, _)| !f.is_empty()) else {
            break;
        };
        if behind.starts_with(char::is_alphabetic) {
            break;
        }
        let joins = behind.find(|c: char| !JOINS.contains(&c)).unwrap_or(behind.len());
        let joins = behind.get(..joins).unwrap_or_default();
        out.push(Group {
            figures,
            end: at + digits,
            joins,
        });
        if joins.is_empty() || joins.len() > 4 {
            break;
        }
        at += digits + joins.len();
    }
    out
}

fn figures(words: &str) -> Option<Shape<'_>> {
    let groups = groups(words);
    let shape = |end: usize, is_whole: bool| words.get(..end).map(|words| Shape { words, is_whole });
    if let [a, b, c, d, ..] = groups.as_slice()
        && is_four([a, b, c, d])
    {
        return shape(d.end, true);
    }
    if let [a, b, c, rest @ ..] = groups.as_slice() {
        // `4.3.12.1` is no date, and `10.15.2018.3` neither.
        let runs_on = !rest.is_empty() && matches!(c.joins, "/" | "." | "-");
        if !runs_on && is_three(a, b, c) {
            return shape(c.end, true);
        }
    }
    match groups.as_slice() {
        [a, ..] if is_joined(a.figures) => shape(a.end, true),
        [a, b, ..] if is_two(a, b, words) => shape(b.end, a.joins == "."),
        _ => None,
    }
}

/// `1/2/02/2019`, `17 & 18/01/2018`: a date and a figure more.
fn is_four(groups: [&Group<'_>; 4]) -> bool {
    let [a, b, c, d] = groups;
    let short = [a, b, c].iter().all(|g| (1..=2).contains(&g.len()));
    let strokes = [b, c].iter().all(|g| matches!(g.sign(), Some('/' | '.')));
    let first = matches!(a.sign(), Some('/' | '&' | '-' | ','));
    short && strokes && first && d.is_year() && fits(b.value(), c.value()) && fits(a.value(), c.value())
}

fn is_three(a: &Group<'_>, b: &Group<'_>, c: &Group<'_>) -> bool {
    let (first, second) = (a.sign(), b.sign());
    let signs = [first, second];
    let has = |sign: char| signs.contains(&Some(sign));
    let both = |sign: char| signs == [Some(sign); 2];
    let is_short = c.len() == 2;
    if has('&') || has('|') || has('–') || (is_short && (has(':') || has('+') || has('='))) {
        return false;
    }
    let either = fits(a.value(), b.value()) || fits(b.value(), a.value());
    let is_loose = both(' ') || both(',');
    match (a.len(), b.len(), c.len()) {
        (1 | 2, 1 | 2, 4) => c.is_year() && (!is_loose || either) && !(both(',') && b.joins.len() > 1),
        (4, 1 | 2, 1 | 2) => a.is_year() && !is_loose && fits(c.value(), b.value().min(12)),
        (2, 2, 2) => {
            let are_same = |sign: char| !has(sign) || both(sign);
            either && c.is_year() && !has(';') && are_same(',') && are_same('-')
        }
        // Paragraphs of reports are numbered 4.13.12.
        (1 | 2, 1 | 2, 2) => (both('/') || both('_') || both('\\')) && c.is_year(),
        // A figure too many or too few.
        (1 | 2, 1 | 2, 3 | 5 | 6) => both('/') && either,
        _ => false,
    }
}

/// `14052018`, `20180514`, `140518`.
fn is_joined(figures: &str) -> bool {
    let number = |from: usize, to: usize| figures.get(from..to).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
    let pair = |at: usize| number(at, at + 2);
    match figures.len() {
        8 => {
            let day_first = is_year(number(4, 8)) && (fits(pair(0), pair(2)) || fits(pair(2), pair(0)));
            day_first || (is_year(number(0, 4)) && fits(pair(6), pair(4)))
        }
        6 => is_year(pair(4) + 2000) && fits(pair(0), pair(2)),
        _ => false,
    }
}

/// `15/3`, `08.03.`: a day and a month.
fn is_two(a: &Group<'_>, b: &Group<'_>, words: &str) -> bool {
    let rest = words.get(b.end..).unwrap_or_default();
    let is_short = (1..=2).contains(&a.len()) && (1..=2).contains(&b.len());
    let ends = match a.joins {
        "/" => rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ":,-–—".contains(c)),
        "." => a.len() == 2 && b.len() == 2 && rest.starts_with('.') && !rest.starts_with(".."),
        _ => return false,
    };
    is_short
        && ends
        && fits(a.value(), b.value())
        && !rest
            .get(1..)
            .is_some_and(|r| r.starts_with(char::is_alphanumeric) && rest.starts_with('.'))
}

/// The letters with which these words begin, and what follows.
fn letters(words: &str) -> Option<(&str, &str)> {
    let end = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    words.split_at_checked(end).filter(|(word, _)| !word.is_empty())
}

/// Passes blanks and these signs.
fn past<'t>(words: &'t str, signs: &[char]) -> &'t str {
    words.trim_start_matches(|c: char| c == ' ' || c == '\t' || signs.contains(&c))
}

/// Where a year of four figures ends, if these words begin with one.
fn year_behind(rest: &str) -> Option<&str> {
    let rest = past(rest, &['.', ',', '-', '/']);
    let (year, behind) = rest.split_at_checked(4)?;
    let is_year = year.bytes().all(|b| b.is_ascii_digit()) && is_year(year.parse().ok()?);
    (is_year && !behind.starts_with(char::is_alphanumeric)).then_some(behind)
}

fn cut<'t>(words: &'t str, rest: &str, is_whole: bool) -> Option<Shape<'t>> {
    let words = words.get(..words.len() - rest.len())?;
    Some(Shape { words, is_whole })
}

/// `6 Jan –`, `2 mars 2018`, `3rd of Janaury 2018`, `211015Z JAN 19`.
fn day_and_month(words: &str) -> Option<Shape<'_>> {
    let digits = words.find(|c: char| !c.is_ascii_digit())?;
    let (day, rest) = words.split_at_checked(digits)?;
    let is_stamp = day.len() == 6;
    let is_day = (1..=2).contains(&day.len()) && day.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d));
    if !is_stamp && !is_day {
        return None;
    }
    let mut rest = rest;
    if let Some((ending, behind)) = letters(rest)
        && (matches!(ending.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
            || (is_stamp && ending.len() == 1))
    {
        rest = behind;
    }
    let mut rest = past(rest, &['-', '/', '.', ',']);
    if let Some(("of", behind)) = letters(rest) {
        rest = past(behind, &[]);
    }
    let (month, behind) = letters(rest)?;
    if let Some(end) = year_behind(behind) {
        let named = month.chars().count() >= 3;
        return cut(words, end, true).filter(|_| named);
    }
    if !is_month(month) {
        return None;
    }
    // A year of two figures, and any signs that are part of it.
    let after = past(behind, &['.', ',', '\'', '-', '/']);
    let short = after.get(..2).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let tail = after.get(2..).unwrap_or_default();
    if short && !tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '.')) {
        return cut(words, tail, true);
    }
    let is_short = month.len() < 5 && month.starts_with(char::is_lowercase);
    (!is_stamp && !is_short)
        .then(|| cut(words, behind, ends_with_sign(behind.trim_start_matches('.'))))
        .flatten()
}

/// `Mar. 2, 2018`, `Jan 14 -`.
fn month_and_day(words: &str) -> Option<Shape<'_>> {
    let (month, rest) = letters(words).filter(|(m, _)| is_month(m) && m.starts_with(char::is_uppercase))?;
    let rest = past(rest, &['.', '-', '/']);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (day, mut behind) = rest.split_at_checked(digits)?;
    let is_day = (1..=2).contains(&day.len()) && day.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d));
    if let Some((ending, after)) = letters(behind) {
        if !matches!(ending.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            return None;
        }
        behind = after;
    }
    if !is_day || month.is_empty() {
        return None;
    }
    match year_behind(behind) {
        Some(end) => cut(words, end, true),
        None => ends_with_sign(behind).then(|| cut(words, behind, true)).flatten(),
    }
}

/// Do these words name a month, a day and a year, one behind the other?
pub(super) fn is_month_and_day(words: &str) -> bool {
    month_and_day(words).is_some_and(|s| s.is_whole && s.words.len() == words.len())
}

/// `2018 Mar 2`.
fn year_month_day(words: &str) -> Option<Shape<'_>> {
    let behind = year_behind(words).filter(|_| words.starts_with(|c: char| c.is_ascii_digit()))?;
    let (month, behind) = letters(past(behind, &['-', '/', '.']))?;
    let rest = past(behind, &['-', '/', '.']);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let tail = rest.get(digits..)?;
    let is_day = (1..=2).contains(&digits) && !tail.starts_with(char::is_alphanumeric);
    (is_month(month) && is_day).then(|| cut(words, tail, true)).flatten()
}

/// `2019 –`, `Q1 2019:`.
fn year_or_quarter(words: &str) -> Option<Shape<'_>> {
    let bare = match words.as_bytes() {
        [b'Q', b'1'..=b'4', b' ', ..] => words.get(3..)?,
        _ => words,
    };
    let behind = year_behind(bare).filter(|_| bare.starts_with(|c: char| c.is_ascii_digit()))?;
    ends_with_sign(behind).then(|| cut(words, behind, true)).flatten()
}

/// A day and a month with a dot behind each, or between them: `08.03.`, `18.03`.
pub(super) fn is_day_and_month(figures: &str) -> bool {
    let parts: Vec<&str> = figures.split('.').collect();
    let [day, month] = parts.as_slice() else { return false };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    number(day)
        .zip(number(month))
        .is_some_and(|(day, month)| fits(day, month))
}

/// A date that can only be written month first: `05/14/2018`.
pub(super) fn month_first(text: &str) -> Option<(usize, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = c.is_ascii_digit() && !before.is_alphanumeric() && !matches!(before, '/' | '.' | '-');
        before = c;
        let rest = text.get(at..).filter(|_| begins).unwrap_or_default();
        let groups = groups(rest.get(..12).unwrap_or(rest));
        if let [a, b, c, ..] = groups.as_slice()
            && (a.joins, b.joins) == ("/", "/")
            && c.is_year()
            && (1..=12).contains(&a.value())
            && (13..=31).contains(&b.value())
        {
            return rest.get(..c.end).map(|words| (at, words));
        }
    }
    None
}

/// The first words anywhere in a text that are shaped like a whole date or name a day of a month.
pub(super) fn anywhere(text: &str) -> Option<(usize, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = c.is_alphanumeric() && !before.is_alphanumeric() && !matches!(before, '£' | '/' | '.' | '-');
        before = c;
        if !begins {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let near = rest.char_indices().take(60).take_while(|(_, c)| *c != '\n').last();
        let line = rest
            .get(..near.map_or(0, |(at, c)| at + c.len_utf8()))
            .unwrap_or_default();
        let named = day_and_month(line).or_else(|| month_and_day(line));
        let found = named.or_else(|| figures(line).filter(|s| s.is_whole && s.words.len() > 6));
        if let Some(shape) = found {
            return Some((at, shape.words));
        }
    }
    None
}
