//! *Lines* of a text: what may stand before the date with which a line begins, and lines that begin with something shaped
//! like a date that is none. Which days they are is for `text::dates`.

use crate::{
    model::mention::Span,
    text::dates::{FoundDate, read_when},
};

/// A lead is no longer than this.
pub(super) const LONGEST_LEAD: usize = 48;
/// What frames a date, or stands between its lead and it.
const FRAME: [char; 36] = [
    '(', ')', '[', ']', '{', '}', '"', '\'', '“', '”', '‘', '’', '|', '•', '·', '*', '-', '–', '—', '>', '#', ':', ',',
    '.', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}', '\u{feff}',
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const OF_TIME: [&str; 6] = ["date", "at", "hrs", "hours", "am", "pm"];

/// A line that begins with something shaped like a date that is none.
#[derive(Debug)]
pub(super) struct Odd {
    /// Where its words begin.
    pub(super) at: usize,
    /// Lines before it.
    pub(super) above: usize,
    /// What it begins with.
    pub(super) shaped: String,
    /// The line itself, as far as it is shown.
    pub(super) line: String,
    /// Is it a day, a month and a year, so that a note of its own begins here?
    pub(super) is_whole: bool,
}

/// May these words stand between the begin of a line and its date: brackets, a bullet, `Date:`, a weekday, a time?
pub(super) fn is_lead(words: &str) -> bool {
    words.len() <= LONGEST_LEAD && words.split_whitespace().all(is_lead_word)
}

fn is_lead_word(piece: &str) -> bool {
    let word = piece.trim_matches(FRAME);
    let lower = word.to_ascii_lowercase();
    let is_weekday = lower.len() >= 3 && (lower == "weds" || WEEKDAYS.iter().any(|d| d.starts_with(&lower)));
    let is_number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let is_item = is_number && word.len() <= 3 && piece.ends_with(['.', ')']);
    // A line that goes on with "the 28th" in small letters is in the middle of a sentence.
    word.is_empty() || word == "The" || OF_TIME.contains(&lower.as_str()) || is_weekday || is_item || is_time(&lower)
}

/// `1430`, `14:30`, `10:00:01`, `9.15pm`, `1430hrs`.
pub(super) fn is_time(word: &str) -> bool {
    let bare = ["hrs", "am", "pm", "h"]
        .iter()
        .find_map(|unit| word.strip_suffix(unit))
        .unwrap_or(word);
    let parts: Vec<&str> = bare.split([':', '.']).collect();
    let has_digits = |p: &&str| p.bytes().all(|b| b.is_ascii_digit());
    let fits = match parts.as_slice() {
        [one] => one.len() == 4 && one.parse::<u32>().is_ok_and(|n| n < 2400 && n % 100 < 60),
        [hour, rest @ ..] => rest.len() <= 2 && (1..=2).contains(&hour.len()) && rest.iter().all(|p| p.len() == 2),
        [] => false,
    };
    fits && parts.iter().all(has_digits)
}

/// The lines of a text that begin so.
pub(super) fn odd(text: &str, dates: &[FoundDate]) -> Vec<Odd> {
    let (mut out, mut from) = (Vec::new(), 0);
    let mut dates = dates.iter().peekable();
    for (above, line) in text.split_inclusive('\n').enumerate() {
        let begin = from;
        from += line.len();
        let words = line.trim_start();
        let at = begin + line.len() - words.len();
        let Some((lead, shaped)) = shaped(words.trim_end()) else {
            continue;
        };
        let (start, end) = (at + lead, at + lead + shaped.len());
        while dates.next_if(|d| d.span.end <= at).is_some() {}
        let mut here = dates.clone().take_while(|d| d.span.start < end);
        if here.any(|d| d.span.end > start) {
            continue;
        }
        let figures = shaped.bytes().filter(u8::is_ascii_digit).count();
        out.push(Odd {
            at,
            above,
            shaped: shaped.to_owned(),
            line: words.trim_end().chars().take(300).collect(),
            is_whole: figures == shaped.len() || shaped.split(['/', '.', '-', ' ']).count() == 3,
        });
    }
    out
}

/// The dates of a text, and those among them with which a line begins and which had to be mended: `22.05/18`.
pub(super) fn with_mended(text: &str, mut dates: Vec<FoundDate>) -> Vec<FoundDate> {
    let is_turned = dates
        .iter()
        .any(|d| d.when.remark.as_ref().is_some_and(|r| r.contains("month first")));
    if is_turned {
        return dates;
    }
    for odd in odd(text, &dates).into_iter().filter(|o| o.is_whole) {
        let lead = odd.line.find(&odd.shaped).unwrap_or(0);
        let span = Span {
            start: odd.at + lead,
            end: odd.at + lead + odd.shaped.len(),
        };
        if let Ok(when) = read_when(&odd.shaped, "")
            && when.is_known_day()
        {
            let of_birth = false;
            dates.push(FoundDate { span, when, of_birth });
        }
    }
    dates.sort_by_key(|d| d.span.start);
    dates
}

/// What is shaped like a date at the begin of a line, and how many bytes stand before it.
fn shaped(line: &str) -> Option<(usize, &str)> {
    let mut lead = 0;
    while lead <= LONGEST_LEAD {
        let rest = line.get(lead..)?;
        let framed = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || FRAME.contains(&c))
                .len();
        let rest = rest.get(framed..)?;
        if let Some(found) = like_a_date(rest).or_else(|| slip(rest)).or_else(|| odd_year(rest)) {
            return Some((lead + framed, found));
        }
        let word = rest.split(char::is_whitespace).next().filter(|w| !w.is_empty())?;
        if !is_lead_word(word) {
            return None;
        }
        lead += framed + word.len();
    }
    None
}

/// `31/02/2022`, `2022-02-31`, `1/4`, `3rd –` at the begin of these words.
fn like_a_date(words: &str) -> Option<&str> {
    let digits = |from: usize| {
        let tail = words.as_bytes().get(from..).unwrap_or_default();
        tail.iter().take(5).take_while(|b| b.is_ascii_digit()).count()
    };
    let mark = |at: usize| words.as_bytes().get(at).copied().filter(|b| b"/.-".contains(b));
    let first = digits(0);
    let Some(sign) = mark(first).filter(|_| first > 0) else {
        return day_alone(words, first);
    };
    let second = digits(first + 1);
    let middle = first + 1 + second;
    let third = if mark(middle) == Some(sign) {
        digits(middle + 1)
    } else {
        0
    };
    let end = if third > 0 { middle + 1 + third } else { middle };
    let ends = words.get(end..)?.chars().next();
    if ends.is_some_and(char::is_alphanumeric) {
        return None;
    }
    // Paragraphs of reports are numbered 4.13.12.
    let is_date = match (first, second, third) {
        (1 | 2, 1 | 2, 4) | (4, 1 | 2, 1 | 2) => true,
        (1 | 2, 1 | 2, 2) => sign == b'/' || (first, second) == (2, 2),
        (1 | 2, 1 | 2, 0) => {
            let number = |from: usize, len: usize| words.get(from..from + len).and_then(|n| n.parse::<u32>().ok());
            let fits = number(0, first).is_some_and(|d| (1..=31).contains(&d))
                && number(first + 1, second).is_some_and(|m| (1..=12).contains(&m));
            sign == b'/' && fits && ends.is_none_or(|c| c.is_whitespace() || ":,-–—".contains(c))
        }
        _ => false,
    };
    words.get(..end).filter(|_| is_date)
}

/// `22.05/18`, `23/O5/2018`, `14052018`: a date that was mistyped, or written without signs.
fn slip(words: &str) -> Option<&str> {
    let is_letter = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let is_sign = |c: char| matches!(c, '/' | '.' | '-');
    let end = words
        .find(|c: char| !(c.is_ascii_digit() || is_letter(c) || is_sign(c)))
        .unwrap_or(words.len());
    let run = words.get(..end)?.trim_end_matches(is_sign);
    if words.get(run.len()..)?.starts_with(char::is_alphanumeric) {
        return None;
    }
    let number = |part: &str| {
        let put_right: String = part
            .chars()
            .map(|c| match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                c => c,
            })
            .collect();
        put_right.parse::<u32>().unwrap_or(0)
    };
    let fits = |day: &str, month: &str| (1..=31).contains(&number(day)) && (1..=12).contains(&number(month));
    let is_year = |year: &str| (1990..=2040).contains(&number(year));
    if run.len() == 8 && run.bytes().all(|b| b.is_ascii_digit()) {
        let (a, b, c, d) = (run.get(..2)?, run.get(2..4)?, run.get(4..6)?, run.get(6..)?);
        let day_first = is_year(run.get(4..)?) && (fits(a, b) || fits(b, a));
        let year_first = is_year(run.get(..4)?) && fits(d, c);
        return (day_first || year_first).then_some(run);
    }
    let parts: Vec<&str> = run.split(is_sign).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let begins = run.starts_with(|c: char| c.is_ascii_digit()) || year.len() == 4;
    let is_long = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && matches!(year.len(), 2 | 4);
    let signs: Vec<char> = run.chars().filter(|c| is_sign(*c)).collect();
    let is_mixed = signs.first() != signs.last();
    // `9.10-11` are hours.
    let is_hours = is_mixed && !signs.contains(&'/') && year.len() == 2;
    let has_letter = run.contains(is_letter) && signs.contains(&'/');
    (begins && is_long && fits(day, month) && (has_letter || is_mixed) && !is_hours).then_some(run)
}

/// `12/03/20211`, `12/03/202`, `12 March 20211`: a day and a month with a year that is none.
fn odd_year(words: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_odd = |year: usize| year == 3 || (5..=8).contains(&year);
    let day = digits(words);
    let rest = words.get(day..).filter(|_| (1..=2).contains(&day))?;
    if let Some(named) = rest.strip_prefix(' ') {
        let month = named.find(|c: char| !c.is_alphabetic()).filter(|end| *end >= 3)?;
        let year = digits(named.get(month..)?.strip_prefix(' ')?);
        let begins = named
            .get(month + 1..)
            .is_some_and(|y| y.starts_with("19") || y.starts_with("20"));
        let is_month = read_when(&format!("1 {} 2020", named.get(..month)?), "").is_ok();
        let end = day + 1 + month + 1 + year;
        // `12 March 200 calls` is a day and a number of calls.
        let goes_on = words
            .get(end..)
            .is_some_and(|w| w.trim_start().starts_with(char::is_lowercase));
        let is_year = is_odd(year) && (year > 3 || !goes_on);
        return words
            .get(..end)
            .filter(|_| begins && is_year && is_month && ends_so(words, end));
    }
    let month = digits(rest.strip_prefix('/')?);
    let year = digits(rest.get(1 + month..)?.strip_prefix('/')?);
    let end = day + month + year + 2;
    let whole = words.get(..end)?;
    let fits = read_when(&format!("{}/2020", words.get(..=day + month)?), "").is_ok();
    (fits && is_odd(year) && ends_so(words, end)).then_some(whole)
}

fn ends_so(words: &str, end: usize) -> bool {
    let after = words.get(end..).and_then(|rest| rest.chars().next());
    after.is_none_or(|c| !c.is_alphanumeric() && c != '/')
}

/// Days inside the lines of a text with a year that is none: nothing of them is read as a day. Each with the lines before it.
pub(super) fn odd_inside(text: &str, odd: &[Odd]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let at_begin = |above: usize| odd.iter().find(|o| o.above == above).map(|o| o.shaped.as_str());
    for (above, line) in text.lines().enumerate() {
        let begins = |at: &usize| {
            let before = line.get(..*at).and_then(|b| b.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric() && c != '/')
        };
        let digits = line
            .char_indices()
            .filter(|(_, c)| c.is_ascii_digit())
            .map(|(at, _)| at);
        let found = digits.filter(begins).filter_map(|at| odd_year(line.get(at..)?));
        out.extend(
            found
                .filter(|f| at_begin(above) != Some(*f))
                .map(|f| (above, f.to_owned())),
        );
    }
    out
}

/// `3rd –`: a day whose month stands elsewhere.
fn day_alone(words: &str, digits: usize) -> Option<&str> {
    let ending = words.get(digits..digits + 2)?.to_ascii_lowercase();
    let is_day = (1..=2).contains(&digits) && ["st", "nd", "rd", "th"].contains(&ending.as_str());
    let after = words.get(digits + 2..)?.trim_start();
    let stands_alone = after.is_empty() || after.starts_with(['-', '–', '—', ':', ',']);
    words.get(..digits + 2).filter(|_| is_day && stands_alone)
}
