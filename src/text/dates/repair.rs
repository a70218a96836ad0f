//! *Repair*: a date that was mistyped (`22.05/16`, `14/O1/2018`, `22nd/05/16`), read when one reading remains.
//!
//! What was mended is said in the reading's remark, with the words as written. Where a second reading can be thought of
//! (`3-5/16`: the third of May, or March to May?) nothing is mended, and the date stays a problem.

use super::{
    field::{Reading, long_days, plain},
    habit::Habit,
    words::{ORDINALS, month_of, nearest_month},
};

/// Signs that stand between the figures of a date.
const JOINS: [char; 8] = ['/', '.', '-', ',', '_', ' ', '\\', '\''];
/// Signs around a date that say nothing. A minus is not among them: `14/01/2018 -` can be open at its end.
const AROUND: [char; 14] = ['.', ',', ';', ':', '"', '\'', '*', '•', '·', '(', ')', '[', ']', '`'];

/// Mends and reads.
pub(super) fn read(text: &str, habit: &Habit) -> Option<Reading> {
    let visible: String = text.chars().filter_map(visible).collect();
    if visible != text
        && let Ok(reading) = plain(visible.trim(), habit)
    {
        // Signs that nobody can see are no mistake of the writer.
        return Some(reading);
    }
    let common: String = visible.chars().map(common).collect();
    let bare = common.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(&c));
    let mended = [Some(bare.to_owned()), eight_figures(bare), rebuilt(bare)];
    let mut reading = mended
        .into_iter()
        .flatten()
        .filter(|m| m != text)
        .find_map(|m| plain(&m, habit).ok())?;
    let how = format!("repaired: '{text}' was read as {}", long_days(reading.days));
    match reading.remark.take() {
        Some(other) => reading.remark = Some(format!("{how}; {other}")),
        None => reading.say(how),
    }
    Some(reading)
}

/// Leaves out signs without a width, which programs put beside dates, and makes every blank the same.
fn visible(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Full-width figures, and the many dashes and strokes, as a keyboard writes them.
fn common(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => u32::from(c)
            .checked_sub(0xff10)
            .and_then(|n| char::from_digit(n, 10))
            .unwrap_or(c),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '⁄' | '∕' | '／' | '\\' => '/',
        '．' | '。' => '.',
        '’' | '‘' | '´' => '\'',
        c => c,
    }
}

/// `20160522` and `22052016`: the years that are read leave each of them one reading.
fn eight_figures(text: &str) -> Option<String> {
    let all = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let cut = |a: usize, b: usize| {
        let (first, rest) = text.split_at_checked(a)?;
        let (second, third) = rest.split_at_checked(b)?;
        Some((first, second, third))
    };
    let fits = |year: &str, month: &str| {
        (1900..=2100).contains(&year.parse().unwrap_or(0)) && (1..=12).contains(&month.parse().unwrap_or(0))
    };
    let (year, month, day) = cut(4, 2).filter(|_| all)?;
    if fits(year, month) {
        return Some(format!("{year}-{month}-{day}"));
    }
    let (day, month, year) = cut(2, 2)?;
    // Written without signs, the month may come first as well: only a day past the twelfth tells.
    let one_reading = day.parse().unwrap_or(0) > 12 || day == month;
    (fits(year, month) && one_reading).then(|| format!("{day}/{month}/{year}"))
}

/// A figure or the name of a month, and the signs behind it.
struct Group {
    words: String,
    value: Option<u32>,
    join: Join,
}

/// Which of the three a group is: only the first can be an ordinal, only the second a month in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Second,
    Last,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    None,
    Blank,
    Sign(char),
}

/// Three groups with any signs between them, put together as one would write them.
fn rebuilt(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit() || matches!(c, 'O' | 'l' | 'I'))?;
    let (ahead, rest) = text.split_at_checked(start)?;
    let (day, rest) = group(rest, Place::First)?;
    let (month, rest) = group(rest, Place::Second)?;
    let (year, rest) = last_group(rest)?;
    if !one_reading(&day, &month, &year) {
        return None;
    }
    let behind = rest.trim_start();
    // What follows must be apart from the date, and is read as strictly as elsewhere.
    if rest.starts_with(|c: char| !c.is_whitespace()) || behind.starts_with(|c: char| JOINS.contains(&c)) {
        return None;
    }
    let date = match month.value {
        Some(_) if day.words.len() == 4 => format!("{}-{}-{}", day.words, month.words, year.words),
        Some(_) => format!("{}/{}/{}", day.words, month.words, year.words),
        None => format!("{} {} {}", day.words, month.words, year.words),
    };
    Some(format!("{ahead}{date} {behind}").trim().to_owned())
}

fn group(text: &str, place: Place) -> Option<(Group, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (run, rest) = text.split_at_checked(end)?;
    let (words, value) = match figure(run, place) {
        Some(figure) => (figure.clone(), figure.parse().ok()),
        None if place == Place::Second => (month(run)?, None),
        None => return None,
    };
    let signs = rest.find(|c: char| !JOINS.contains(&c)).unwrap_or(rest.len());
    let (signs, rest) = rest.split_at_checked(signs)?;
    let mut kinds: Vec<char> = signs.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
    kinds.dedup();
    let join = match kinds.as_slice() {
        [] if signs.is_empty() => Join::None,
        [] => Join::Blank,
        [one] => Join::Sign(*one),
        _ => return None,
    };
    Some((Group { words, value, join }, rest))
}

fn last_group(text: &str) -> Option<(Group, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (run, rest) = text.split_at_checked(end)?;
    let words = figure(run, Place::Last)?;
    let value = words.parse().ok();
    let join = Join::None;
    Some((Group { words, value, join }, rest))
}

/// A figure, with letters that look like one put right; the first may be an ordinal.
fn figure(run: &str, place: Place) -> Option<String> {
    let lower = run.to_ascii_lowercase();
    let bare = ORDINALS
        .iter()
        .find_map(|o| lower.strip_suffix(o))
        .filter(|_| place == Place::First)
        .and_then(|b| run.get(..b.len()))
        .unwrap_or(run);
    let put_right: Option<String> = bare
        .chars()
        .map(|c| match c {
            'O' | 'o' => Some('0'),
            'l' | 'I' => Some('1'),
            c => c.is_ascii_digit().then_some(c),
        })
        .collect();
    put_right.filter(|p| p.len() <= 4 && bare.bytes().any(|b| b.is_ascii_digit()))
}

fn month(run: &str) -> Option<String> {
    month_of(run)
        .map(|_| run.to_owned())
        .or_else(|| nearest_month(run).map(str::to_owned))
}

/// Is this a single day and nothing else that one could think of?
fn one_reading(day: &Group, month: &Group, year: &Group) -> bool {
    let long_year = year.words.len() == 4 || day.words.len() == 4;
    let (first, second) = (day.join, month.join);
    let (Some(a), Some(c)) = (day.value, year.value) else {
        return false;
    };
    if first == Join::None || second == Join::None {
        return false;
    }
    let list = |j: Join| j == Join::Sign(',');
    let Some(b) = month.value else {
        return long_year || !(list(first) || list(second));
    };
    let blank_or_list = |j: Join| j == Join::Blank || list(j);
    if !long_year && (blank_or_list(first) || blank_or_list(second)) {
        return false;
    }
    if blank_or_list(first) && second != first {
        return false;
    }
    // `3-5/16`: from the third to the fifth month? `3/5-16`: from the third to the sixteenth?
    let dash = Join::Sign('-');
    let joins_first = first == dash && second != dash && a < b;
    let joins_last = second == dash && first != dash && !long_year && (c > a || (c <= 12 && c > b));
    !joins_first && !joins_last
}
