//! The words of dates: months, weekdays, `early` and `late`, `w/c`, and the years beside them.

use chrono::Weekday;

use super::{
    parts::{Third, Week},
    tokens::{Cursor, Gap, Kind, Token},
};

/// What was read, and the place after it.
pub(super) type Found<'t, T> = Option<(T, Cursor<'t>)>;

/// Endings of a day of the month.
pub(super) const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];

/// Words after which `may` is no month.
const AFTER_MODAL: [&str; 16] = [
    "be", "have", "not", "need", "also", "well", "still", "only", "require", "want", "benefit", "wish", "contact",
    "attend", "leave", "go",
];

pub(super) fn has_apostrophe(c: Cursor<'_>) -> bool {
    c.before(2).is_some_and(|t| t.is_mark(&['\'', '’', '‘']))
}

pub(super) fn third(c: Cursor<'_>) -> Found<'_, Third> {
    const WORDS: [(Third, &[&str], &[&str]); 3] = [
        (Third::Early, &["early"], &["beginning", "start"]),
        (Third::Mid, &["mid"], &["middle"]),
        (Third::Late, &["late"], &["end"]),
    ];
    WORDS.iter().find_map(|(third, plain, with_of)| {
        let next = c
            .past_word(plain)
            .map(|n| n.past_word(&["in"]).unwrap_or(n))
            .or_else(|| {
                let next = c.past_word(with_of)?;
                next.past_word(&["of"]).or((!c.prose).then_some(next))
            })?;
        Some((*third, next.past_mark(&['-']).unwrap_or(next)))
    })
}

/// `14th`; also `14 th`, which is how text taken out of a PDF comes.
pub(super) fn ordinal(c: Cursor<'_>) -> Cursor<'_> {
    c.past_word(&ORDINALS).unwrap_or(c)
}

pub(super) fn weekday(c: Cursor<'_>) -> Found<'_, Weekday> {
    let token = c.peek()?;
    let day = weekday_of(token.text)?;
    let step = c.step();
    let next = step.past_mark(&[',', '.']).unwrap_or(step);
    // `… to kill her on Saturday.` ends a note, and the day on the line below begins another. A weekday that begins its line goes on.
    let is_above = c.prose && next.peek().is_some_and(|t| t.gap == Gap::Line);
    let begins = c.place() == 0 || matches!(token.gap, Gap::Line | Gap::Break);
    if is_above && (!begins || step.past_mark(&['.']).is_some()) {
        return None;
    }
    Some((day, next.past_word(&["the"]).unwrap_or(next)))
}

/// The weekday that a word names.
pub(super) fn weekday_of(word: &str) -> Option<Weekday> {
    Some(match word.to_ascii_lowercase().as_str() {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tues" | "tuesday" => Weekday::Tue,
        "wed" | "weds" | "wednesday" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

pub(super) fn month(c: Cursor<'_>) -> Found<'_, u32> {
    let token = c.peek().filter(|t| t.kind == Kind::Word)?;
    let number = month_of(token.text)?;
    let next = c.step();
    if c.prose {
        let doubtful_word = token.text.len() <= 5 && token.is_lower();
        let modal = number == 5 && next.peek().is_some_and(|t| t.is_word(&AFTER_MODAL));
        let full = token.is_word(&["june", "july", "april"]);
        let dated = c.before(1).is_some_and(|t| t.is_number(1..=2) || t.is_word(&ORDINALS))
            && next.peek().is_some_and(|t| t.is_number(4..=4));
        if (doubtful_word && !full && !dated) || modal {
            return None;
        }
    }
    Some((number, next))
}

/// The number of the month that a word names.
pub fn month_of(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|(full, short)| word == *full || word == *short)
        .or_else(|| (word == "sept").then_some(8))?;
    u32::try_from(at + 1).ok()
}

/// The month that a mistyped word (`Janaury`, `Febuary`) is one slip away from, if it is one alone. Short words are near
/// several, and are left.
pub(super) fn nearest_month(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    if !(5..=10).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut near = MONTHS.iter().filter(|(full, _)| is_one_slip(&word, full));
    let (found, _) = near.next()?;
    near.next().is_none().then_some(*found)
}

/// One letter more, less or other, or two neighbours changed round.
fn is_one_slip(word: &str, right: &str) -> bool {
    let (a, b) = (word.as_bytes(), right.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        (a, b) if a.len() == b.len() + 1 => a.get(1..) == Some(b),
        (a, b) if b.len() == a.len() + 1 => b.get(1..) == Some(a),
        ([x, rest @ ..], [y, other @ ..]) if rest.len() == other.len() => {
            let swapped = rest.first() == Some(y) && other.first() == Some(x) && rest.get(1..) == other.get(1..);
            rest == other || swapped
        }
        _ => false,
    }
}

/// The year after a month: `2018`, `, 2018`, `'18`, `18`, `-18`.
pub(super) fn year(c: Cursor<'_>) -> Found<'_, i32> {
    let (joined, next) = if let Some(next) = c.past_mark(&[',', '.']) {
        (true, next)
    } else if let Some(next) = c.past_tight_mark(&['-', '/']) {
        next.tight()?;
        (false, next)
    } else {
        (false, c.past_word(&["of"]).unwrap_or(c))
    };
    let (quoted, next) = next.past_mark(&['\'', '’', '‘']).map_or((false, next), |n| (true, n));
    let token = next.peek()?;
    let after = next.step();
    // A year may stand on the line below, but not behind a full stop, and not cut short.
    let is_below = c.prose && token.gap == Gap::Line;
    let is_ended = next.before(1).is_some_and(|t| t.is_mark(&['.']));
    if is_below && (is_ended || !token.is_number(4..=4)) {
        return None;
    }
    let year = full_year(token.value()?, token.text.len())?;
    if token.is_number(4..=4) {
        let known = (1900..=2100).contains(&year) || (!c.prose && year == 100);
        return (known && !is_hours(after)).then_some((year, after));
    }
    if !token.is_number(2..=2) || joined {
        return None;
    }
    // "22 April 10 officers", "22 April 10.30am": a bare two-digit year must stand at the end of its phrase.
    let goes_on = after.peek().is_some_and(|t| {
        let figure_follows = || after.step().tight().is_some_and(|n| n.kind == Kind::Number);
        is_counted(&t, after) || t.is_mark(&['%']) || (t.is_mark(&['.', ':']) && figure_follows())
    });
    // `25Mar19`: the year touches the month.
    let touches = token.gap == Gap::None && c.before(1).is_some_and(|t| t.kind == Kind::Word);
    let is_time = after.tight().is_some();
    (!c.prose || quoted || !goes_on || (touches && !is_time)).then_some((year, after))
}

/// Is the number before this word a count of something: `22 April 10 officers`, `3 May 12 noon`?
fn is_counted(word: &Token<'_>, at: Cursor<'_>) -> bool {
    const COUNTED: [&str; 32] = [
        "am", "pm", "noon", "midnight", "hr", "hour", "min", "minute", "day", "week", "month", "year", "yr", "yo",
        "mile", "mg", "ml", "kg", "units", "of", "to", "and", "or", "until", "till", "people", "children", "men",
        "women", "police", "x", "times",
    ];
    if !word.is_lower() {
        return false;
    }
    let plural = word.text.len() > 3 && word.text.ends_with('s') && !word.text.ends_with("ss");
    // `10 missed calls`: what is counted can stand one word further.
    let further = at
        .step()
        .peek()
        .is_some_and(|t| t.is_lower() && t.text.len() > 3 && t.text.ends_with('s'));
    let touches = word.gap == Gap::None;
    plural || further || touches || word.is_word(&COUNTED)
}

/// `2015 hrs`: a time of day and no year.
pub(super) fn is_hours(c: Cursor<'_>) -> bool {
    c.past_word(&["hrs", "hours", "hr", "h", "hour"]).is_some()
}

pub(super) fn week_words(c: Cursor<'_>) -> Found<'_, Week> {
    const COMMENCING: [&str; 5] = ["c", "commencing", "beginning", "starting", "b"];
    const ENDING: [&str; 2] = ["e", "ending"];
    if let Some(next) = c.past_word(&["wc", "wb"]) {
        return Some((Week::Commencing, next));
    }
    if let Some(next) = c.past_word(&["we"]).filter(|_| !c.prose) {
        return Some((Week::Ending, next));
    }
    let next = c.past_word(&["w", "wk", "week"])?;
    let next = next.past_tight_mark(&['/']).unwrap_or(next);
    if let Some(next) = next.past_word(&COMMENCING) {
        return Some((Week::Commencing, next));
    }
    if let Some(next) = next.past_word(&["of"]).filter(|_| !c.prose) {
        return Some((Week::Of, next));
    }
    next.past_word(&ENDING).map(|next| (Week::Ending, next))
}

/// Two-digit years 00-69 are of this century.
pub(super) fn full_year(value: u32, digits: usize) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    Some(match (digits, value) {
        (2, 0..=69) => 2000 + value,
        (2, _) => 1900 + value,
        _ => value,
    })
}
