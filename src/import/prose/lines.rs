//! *Lines* of a text: what may stand before the date with which a line begins, and lines that begin with something shaped
//! like a date that is none. Which days they are is for `text::dates`.

use crate::{
    model::mention::Span,
    text::dates::{DateProblem, FoundDate, Habit, WEEKDAYS, read_when, read_when_as},
};

use super::{
    odd_years,
    shapes::{self, Shape},
};

/// A lead is no longer than this.
pub(super) const LONGEST_LEAD: usize = 48;
const OF_TIME: [&str; 11] = [
    "date", "dated", "at", "hrs", "hours", "am", "pm", "c", "ca", "circa", "approx",
];

/// Does this sign frame a date, or stand between its lead and it?
fn is_frame(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '£' | '$' | '€' | '%' | '/' | '\\' | '&' | '@' | '?' | '+')
}

/// A line that begins with something shaped like a date that is none.
#[derive(Debug)]
pub(super) struct Odd {
    /// Where its words begin.
    pub(super) at: usize,
    /// Lines before it.
    pub(super) above: usize,
    /// Where what is shaped like a date begins.
    pub(super) start: usize,
    /// What it begins with.
    pub(super) shaped: String,
    /// Is it a day, a month and a year, so that a note of its own begins here?
    pub(super) is_whole: bool,
    /// What is wrong with it, where more is known than that it is none.
    pub(super) why: Option<DateProblem>,
}

/// May these words stand between the begin of a line and its date: brackets, a bullet, `Date:`, a weekday, a time?
pub(super) fn is_lead(words: &str) -> bool {
    words.len() <= LONGEST_LEAD && words.split_whitespace().all(is_lead_word)
}

fn is_lead_word(piece: &str) -> bool {
    let word = piece.trim_matches(is_frame);
    let lower = word.to_ascii_lowercase();
    let is_weekday = lower.len() >= 3 && (lower == "weds" || WEEKDAYS.iter().any(|d| d.starts_with(&lower)));
    let is_number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let is_item = is_number && word.len() <= 3 && piece.ends_with(['.', ')']);
    // A line that goes on with "the 28th" in small letters is in the middle of a sentence.
    word.is_empty()
        || matches!(word, "The" | "o")
        || OF_TIME.contains(&lower.as_str())
        || is_weekday
        || is_item
        || is_time(&lower)
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
fn odd(text: &str, dates: &[FoundDate]) -> Vec<Odd> {
    let (mut out, mut from) = (Vec::new(), 0);
    let mut dates = dates.iter().peekable();
    let mut month_above = false;
    for (above, line) in text.split_inclusive('\n').enumerate() {
        let begin = from;
        from += line.len();
        let words = line.trim_start();
        let at = begin + line.len() - words.len();
        while dates.next_if(|d| d.span.end <= at).is_some() {}
        let here: Vec<&FoundDate> = dates.clone().take_while(|d| d.span.start < from).collect();
        let words = words.trim_end();
        let found = reversed(text, at, &here).or_else(|| shaped(words, month_above));
        month_above = is_month_alone(words, at, &here) || (month_above && here.is_empty());
        let Some((lead, shape)) = found else { continue };
        let (start, end) = (at + lead, at + lead + shape.words.len());
        let is_figures = !shape.words.contains(char::is_alphabetic) || shape.words.contains(" to ");
        let is_read = |d: &&FoundDate| {
            // `Mar-2-2020` is no span from March to February.
            let is_span = shape.is_whole && !d.when.is_known_day() && shapes::is_month_and_day(shape.words);
            if is_span {
                return false;
            }
            let is_inside = d.span.start >= start && d.span.end <= end;
            let is_longer = shape.is_whole && is_figures && is_inside && d.span.end - d.span.start < end - start;
            d.span.start < end && d.span.end > start && !is_longer
        };
        if here.iter().copied().any(|d| is_read(&d)) {
            continue;
        }
        out.push(Odd {
            at,
            above,
            start,
            shaped: shape.words.to_owned(),
            is_whole: shape.is_whole,
            why: None,
        });
    }
    out
}

/// `15/01/2018 - 14/01/2018`: two days at the begin of a line that are no span, though a sign joins them.
fn reversed<'t>(text: &'t str, at: usize, here: &[&FoundDate]) -> Option<(usize, Shape<'t>)> {
    let [first, second, ..] = here else { return None };
    let lead = text.get(at..first.span.start).filter(|lead| is_lead(lead))?;
    let joins = text.get(first.span.end..second.span.start)?.trim();
    let words = text.get(first.span.start..second.span.end)?;
    let is_joined = matches!(joins, "-" | "–" | "—" | "to" | "until" | "till");
    let is_odd = is_joined && !first.year_taken && !second.year_taken && read_when(words, "").is_err();
    is_odd.then_some((lead.len(), Shape { words, is_whole: true }))
}

/// Is this line the name of a month, and nothing else?
fn is_month_alone(words: &str, at: usize, here: &[&FoundDate]) -> bool {
    let bare = words.trim_end_matches(is_frame);
    here.iter()
        .any(|d| d.span.start <= at + 6 && d.span.end >= at + bare.len() && !d.when.is_known_day())
}

/// The dates of a text with those among them with which a line begins and which had to be mended (`22.05/18`), and the lines
/// that begin with what is still none.
pub(super) fn with_mended(text: &str, mut dates: Vec<FoundDate>) -> (Vec<FoundDate>, Vec<Odd>) {
    let month_first = dates
        .iter()
        .any(|d| d.when.remark.as_ref().is_some_and(|r| r.contains("month first")));
    let habit = Habit {
        month_first,
        ..Habit::default()
    };
    let (mut unread, mut mended, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for mut odd in odd(text, &dates) {
        let span = Span {
            start: odd.start,
            end: odd.start + odd.shaped.len(),
        };
        if odd.is_whole {
            over.push(span);
        }
        match read_when_as(odd.shaped.trim(), "", &habit) {
            Ok(when) if odd.is_whole && (when.is_known_day() || !shapes::is_month_and_day(&odd.shaped)) => {
                mended.push(FoundDate {
                    span,
                    when,
                    of_birth: false,
                    year_taken: false,
                });
            }
            read => {
                odd.why = read.err().filter(|p| !matches!(p, DateProblem::Unreadable(_)));
                unread.push(odd);
            }
        }
    }
    // A longer shape stands for the dates that were found in it. Both are in order.
    dates.retain(|d| {
        let next = over.partition_point(|s| s.end <= d.span.start);
        over.get(next).is_none_or(|s| s.start >= d.span.end)
    });
    dates.extend(mended);
    dates.sort_by_key(|d| d.span.start);
    (dates, unread)
}

/// What is shaped like a date at the begin of a line, and how many bytes stand before it.
fn shaped(line: &str, month_above: bool) -> Option<(usize, Shape<'_>)> {
    let mut lead = 0;
    while lead <= LONGEST_LEAD {
        let rest = line.get(lead..)?;
        let framed = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || is_frame(c))
                .len();
        let rest = rest.get(framed..)?;
        let part = |words| Shape { words, is_whole: false };
        let whole = |words| Shape { words, is_whole: true };
        let found = odd_years::at(rest)
            .map(whole)
            .or_else(|| shapes::at(rest))
            .or_else(|| slip(rest).map(whole))
            .or_else(|| undated(rest).map(whole))
            .or_else(|| day_alone(rest).map(part))
            .or_else(|| shapes::day_below_month(rest).filter(|_| month_above));
        if let Some(found) = found {
            return Some((lead + framed, found));
        }
        let word = rest.split(char::is_whitespace).next().filter(|w| !w.is_empty())?;
        if !is_lead_word(word) {
            break;
        }
        lead += framed + word.len();
    }
    let framed = line.len()
        - line
            .trim_start_matches(|c: char| c.is_whitespace() || is_frame(c))
            .len();
    shapes::beside(line.get(framed..)?).map(|shape| (framed, shape))
}

/// Words with which people say, where a date would stand, that there is none.
const UNDATED: [&str; 8] = [
    "undated",
    "not dated",
    "no date",
    "no date given",
    "date unknown",
    "date not known",
    "date not given",
    "date not recorded",
];

/// `(undated, found loose in the file)`, `Undated note`, `No date:`. "No date has been set" goes on, and says another thing.
fn undated(words: &str) -> Option<&str> {
    let is_said = |said: &str| {
        let begins = words.get(..said.len()).is_some_and(|w| w.eq_ignore_ascii_case(said));
        let after = words.get(said.len()..).unwrap_or_default();
        let ends = after.is_empty()
            || after.starts_with([',', ':', ')', ']', '.', ';', '-', '–', '—'])
            || after.starts_with(" -");
        let is_head = said == "undated" && words.starts_with('U') && after.starts_with(' ');
        begins && (ends || is_head)
    };
    let said = UNDATED.iter().rev().find(|said| is_said(said))?;
    words.get(..said.len())
}

/// `22.05/18`, `23/O5/2018`: a date that was mistyped.
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

/// `3rd –`: a day whose month stands elsewhere.
fn day_alone(words: &str) -> Option<&str> {
    let digits = words.find(|c: char| !c.is_ascii_digit())?;
    let ending = words.get(digits..digits + 2)?.to_ascii_lowercase();
    let is_day = (1..=2).contains(&digits) && ["st", "nd", "rd", "th"].contains(&ending.as_str());
    let after = words.get(digits + 2..)?.trim_start();
    let stands_alone = after.is_empty() || after.starts_with(|c: char| "-–—:,".contains(c) || c.is_uppercase());
    words.get(..digits + 2).filter(|_| is_day && stands_alone)
}
