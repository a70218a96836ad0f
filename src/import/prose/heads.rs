//! *Heads* of dated notes: who wrote it, on what day and at what time, before what is told: `PC 4512 Smith - 21/03/2022 10:15 -`.
//!
//! A time later in a sentence is part of what is told, and is not read here. Which days dates mean is for `text::dates`.

use super::lines::{LONGEST_LEAD, is_lead, is_time};
use crate::{
    model::when::When,
    text::dates::{FoundDate, with_time_beside},
};

/// Words before a date that make it a day of what is told.
pub(super) const TOLD: [&str; 16] = [
    "on", "of", "from", "since", "until", "till", "to", "and", "in", "by", "for", "before", "after", "between", "is",
    "was",
];
/// Words of a head before its date, at most.
const WORDS: usize = 7;
/// Ranks, titles and jobs as they stand before a name or a number.
pub(super) const RANKS: [&str; 41] = [
    "pc", "wpc", "pcso", "ps", "sgt", "insp", "ci", "dc", "ds", "di", "dci", "dsu", "spc", "sc", "officer", "sw",
    "asw", "ssw", "cpn", "rmn", "rgn", "rn", "sn", "hv", "mw", "gp", "dr", "nurse", "sister", "ho", "hso", "po", "pso",
    "spo", "pp", "om", "idva", "isva", "vlo", "oic", "sio",
];
const WRITTEN_BY: [&str; 9] = [
    "update by",
    "entry by",
    "entered by",
    "recorded by",
    "written by",
    "note by",
    "logged by",
    "updated by",
    "author",
];
/// Parts of the day, which are no time.
const PARTS: [&str; 13] = [
    "in the early hours",
    "early hours",
    "in the morning",
    "in the afternoon",
    "in the evening",
    "morning",
    "afternoon",
    "evening",
    "overnight",
    "at night",
    "night",
    "a.m.",
    "p.m.",
];
/// Words behind a number that make it the time of something else, or a quantity.
const OF_OTHERS: [&str; 20] = [
    "appointment",
    "appt",
    "appts",
    "app",
    "meeting",
    "slot",
    "mg",
    "mcg",
    "ml",
    "g",
    "kg",
    "units",
    "cm",
    "mm",
    "x",
    "yrs",
    "years",
    "people",
    "pounds",
    "miles",
];

/// Does a line begin at this place with the head of a note, in which this date stands?
pub(super) fn is_head(text: &str, start: usize, date: &FoundDate) -> bool {
    let lead = text.get(start..date.span.start).unwrap_or_default().trim_start();
    let above = text.get(..start).unwrap_or_default();
    let above = above.trim_end_matches([' ', '\t', '\r']);
    let begins_line = above.is_empty() || above.ends_with('\n');
    let has_time = || time_after(text.get(date.span.end..).unwrap_or_default()).is_some();
    let is_note = is_note(lead) || is_short(lead) || is_at(lead) || (is_on(lead) && has_time());
    begins_line && !lead.contains('\n') && (is_note || is_alone(text, start, date))
}

/// `Contact on 07/01/2020`: few words and a date, and nothing else between two empty lines.
fn is_alone(text: &str, start: usize, date: &FoundDate) -> bool {
    let is_break = |blank: &str| blank.bytes().filter(|b| *b == b'\n').count() >= 2;
    let above = text.get(..start).unwrap_or_default();
    let behind = text.get(date.span.end..).unwrap_or_default().trim_start_matches(':');
    let (before, after) = (above.trim_end().len(), behind.len() - behind.trim_start().len());
    let is_apart = before == 0 || above.get(before..).is_some_and(is_break);
    let lead = text.get(start..date.span.start).unwrap_or_default();
    is_apart && behind.get(..after).is_some_and(is_break) && lead.split_whitespace().count() <= 4
}

/// Does a sentence begin here that tells of a time, `At 10:15 on 11 July he rang`? Reports have it as well as notes.
pub(super) fn begins_sentence(text: &str, start: usize) -> bool {
    text.get(start..)
        .is_some_and(|words| words.trim_start().starts_with("At "))
}

/// `At 10:15 on`, `At 02:44 on the` at the begin of a sentence.
fn is_at(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let (first, time, mut rest) = (words.next(), words.next(), words.peekable());
    let is_unit = |w: &&str| matches!(*w, "hrs" | "hours" | "am" | "pm");
    rest.next_if(is_unit);
    let is_timed = time.is_some_and(|t| is_time(&t.to_lowercase()));
    let is_on = rest.next() == Some("on");
    rest.next_if(|w| *w == "the");
    first == Some("At") && is_timed && is_on && rest.next().is_none()
}

/// May these words, at the begin of a line, stand before its date: `Early hours of`, or as the one who writes: `PC 123:`, `J. Ward (SW),`,
/// `Entry by J. Ward on`?
pub(super) fn opens(words: &str) -> bool {
    if words.len() > LONGEST_LEAD {
        return false;
    }
    part_before(words).is_some_and(|part| part.len() >= whole_part(words).len()) || is_who(words)
}

/// May a line begin with these words before its date, where it begins a statement of its own: `On 16 January 2018`?
pub(super) fn begins(words: &str) -> bool {
    is_lead(words) || opens(words) || is_on(words) || is_at(words)
}

/// `On` at the begin of a sentence.
pub(super) fn is_on(words: &str) -> bool {
    matches!(words.trim(), "On" | "On the")
}

/// One to three abbreviations or initials: `DNA`, `T/C`, `jw:`, `(JW)`. They begin a note where other notes begin with a date.
pub(super) fn is_short(words: &str) -> bool {
    let mut count = 0;
    let mut last = String::new();
    for piece in words.split_whitespace() {
        let is_framed = piece.ends_with([':', ')', ']', '-', ',']) || piece.starts_with(['(', '[']);
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        count += 1;
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_joined = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '/' | '&' | '-'));
        let is_upper = !word.chars().any(char::is_lowercase);
        if !is_joined || letters > 5 || !(is_upper || (is_framed && letters <= 4)) {
            return false;
        }
        last = word.to_lowercase();
    }
    let alone = matches!(last.as_str(), "a" | "i") && count == 1;
    (1..=3).contains(&count) && !alone && !TOLD.contains(&last.as_str())
}

/// Are these words somebody who writes, and nothing else?
pub(super) fn is_who(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    let by = WRITTEN_BY.iter().find(|w| {
        lower
            .strip_prefix(**w)
            .is_some_and(|r| r.is_empty() || r.starts_with([' ', ':']))
    });
    let names = words.trim().get(by.map_or(0, |w| w.len())..).unwrap_or_default();
    let (mut in_brackets, mut says_who, mut count) = (false, by.is_some(), 0);
    for piece in names.split_whitespace() {
        count += 1;
        let opens = piece.starts_with('(');
        in_brackets |= opens;
        says_who |= opens && count > 1;
        let was_in = in_brackets;
        in_brackets &= !piece.contains(')');
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if was_in || word.is_empty() {
            continue;
        }
        let is_rank = RANKS.contains(&word.to_lowercase().as_str());
        let is_number = (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let is_initial = word.split('.').next().is_some_and(|first| first.chars().count() == 1);
        let is_name = word.starts_with(char::is_uppercase);
        let joins = by.is_some() && (matches!(word, "on" | "at") || is_time(&word.to_lowercase()));
        says_who |= is_rank || (is_initial && is_name);
        if !(is_rank && piece.starts_with(char::is_uppercase) || is_number && says_who || is_name || joins) {
            return false;
        }
    }
    says_who && count > 0 && count <= WORDS
}

/// Who wrote a note, by the words before its date or in brackets' place behind it, where that is plain: `[21/03/2022 10:15] J Ward (SW):`.
pub(super) fn author(lead: &str, rest: &str) -> Option<String> {
    let lead = lead.trim();
    let lower = lead.to_lowercase();
    let by = WRITTEN_BY.iter().find(|w| lower.starts_with(**w));
    // A name alone before a day may be the one of whom the note tells.
    let is_marked =
        lead.ends_with([':', ',', '-', '–', '—', '[', '|', ')']) || lead.contains(|c: char| c.is_ascii_digit());
    if lead.len() <= LONGEST_LEAD && is_who(lead) && (by.is_some() || is_marked) {
        let name = lead.get(by.map_or(0, |w| w.len())..)?;
        let name = name.trim_start_matches([':', ' ']);
        let name = name
            .strip_suffix(" on")
            .or_else(|| name.strip_suffix(" at"))
            .unwrap_or(name);
        let name = name.rsplit_once(" at ").map_or(name, |(name, _)| name);
        return named(name);
    }
    let line = rest.split('\n').next()?;
    let (_, behind) = line.split_once(']').filter(|(inside, _)| inside.len() <= WORDS * 3)?;
    let (who, _) = behind
        .split_once(':')
        .filter(|(who, _)| who.len() <= LONGEST_LEAD && is_who(who))?;
    named(who)
}

/// The name without what frames it; a rank alone names nobody.
fn named(name: &str) -> Option<String> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || "[]:,-–—|".contains(c));
    let is_rank = RANKS.contains(&name.to_lowercase().as_str());
    (!name.is_empty() && !is_rank).then(|| name.to_owned())
}

/// Does a note begin here, with its date after few words and no sentence between: `Visit 27/05/2021 at 2pm.`?
fn is_note(lead: &str) -> bool {
    if is_lead(lead) || opens(lead) {
        return true;
    }
    let words: Vec<&str> = lead.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default().to_lowercase();
    lead.len() <= LONGEST_LEAD
        && words.len() <= 4
        && !TOLD.contains(&last.as_str())
        && !words.iter().any(|w| w.len() > 3 && w.ends_with(['.', '!', '?']))
}

/// The day of a note with the time that its head gives, or with the part of the day in its words.
pub(super) fn timed(text: &str, start: usize, date: &FoundDate) -> When {
    let when = date.when.clone();
    if !when.is_known_day() || when.time.is_some() {
        return when;
    }
    let lead = text.get(start..date.span.start).unwrap_or_default();
    let rest = text.get(date.span.end..).unwrap_or_default();
    let rest = rest.split('\n').next().unwrap_or_default();
    let found = time_after(rest).or_else(|| {
        let words = lead
            .split_whitespace()
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
        // The number of an officer may look like a time.
        let is_sure = |w: &str| w.contains([':', '.']) || !is_who(lead);
        let is_found = |w: &&str| is_time(&w.to_lowercase()) && is_sure(w);
        words.filter(is_found).map(str::to_owned).next()
    });
    if let Some(timed) = found.and_then(|time| with_time_beside(&when, &time)) {
        return timed;
    }
    in_part_of_day(when, lead, rest)
}

/// The time right behind a date, or at the begin of a line, as written.
pub(super) fn time_after(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let mut words = rest
        .trim_start_matches(|c: char| c.is_whitespace() || ",@-–—:|()]".contains(c))
        .split_whitespace()
        .take(5)
        .peekable();
    let mut out: Vec<&str> = Vec::new();
    while let Some(word) = words.next_if(|w| {
        let bare = w.trim_end_matches(['.', ',']).to_lowercase();
        matches!(
            bare.as_str(),
            "at" | "@" | "approx" | "approximately" | "about" | "around" | "circa" | "c"
        )
    }) {
        if !matches!(word, "at" | "At" | "AT" | "@") {
            out.push("approx");
        }
    }
    let word = words.next()?.trim_start_matches('@');
    let ended = word.ends_with([',', ';', ':', ']', ')', '.', '-', '–']);
    let figures = word.trim_end_matches([',', ';', ':', ']', ')', '.', '-', '–', '|']);
    // `10:00-11:00` begins at ten.
    let figures = match figures.split_once(['-', '–']) {
        Some((from, to)) if is_time(&from.to_lowercase()) && is_time(&to.to_lowercase()) => from,
        _ => figures,
    };
    let next = words.peek().copied().unwrap_or_default();
    let unit = next
        .trim_end_matches([',', ';', ':', ']', ')', '-', '–'])
        .to_lowercase();
    let has_unit = !ended
        && matches!(
            unit.as_str(),
            "am" | "pm" | "a.m." | "p.m." | "hrs" | "hours" | "hr" | "h" | "hrs."
        );
    if !figures.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_bare = figures.bytes().all(|b| b.is_ascii_digit());
    let goes_on = !ended && !has_unit;
    if goes_on && OF_OTHERS.contains(&unit.as_str()) {
        return None;
    }
    // Four figures alone are a time where what is told begins anew behind them: `1030 Received e-mail`.
    let stands_alone = next.is_empty() || ended || next.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    if is_bare && !has_unit && !(figures.len() == 4 && stands_alone) {
        return None;
    }
    if has_unit && OF_OTHERS.contains(&words.nth(1).unwrap_or_default().to_lowercase().as_str()) {
        return None;
    }
    out.push(figures);
    if has_unit {
        out.push(&unit);
    }
    Some(out.join(" "))
}

/// Keeps the part of the day among the words of the date, and says that it is no time.
fn in_part_of_day(mut when: When, lead: &str, rest: &str) -> When {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",-–—:|".contains(c));
    let lower = rest.to_lowercase();
    let ends = |tail: &str| !tail.starts_with(char::is_alphanumeric);
    let behind = PARTS.iter().find(|p| lower.strip_prefix(**p).is_some_and(ends));
    if let Some(part) = behind.copied().or_else(|| part_before(lead)) {
        when.remark = Some(match when.remark.take() {
            Some(said) => format!("{said}; {}", in_words(part)),
            None => in_words(part),
        });
    }
    when
}

/// The words before a date without what joins them to it.
fn whole_part(lead: &str) -> String {
    let lead = lead.trim().trim_end_matches([',', ':', '-', ' ']).to_lowercase();
    [" of", " on"]
        .iter()
        .find_map(|w| lead.strip_suffix(w))
        .unwrap_or(&lead)
        .trim()
        .to_owned()
}

/// The part of the day with which the words before a date end.
fn part_before(lead: &str) -> Option<&'static str> {
    let lead = whole_part(lead);
    let ends = |part: &&&str| {
        let before = lead.strip_suffix(**part);
        before.is_some_and(|b| !b.ends_with(char::is_alphanumeric))
    };
    PARTS.iter().find(ends).copied()
}

/// What is said of a part of the day.
const OF_PART: &str = "which is a part of the day and no time; within its day the entry has no time";

fn in_words(part: &str) -> String {
    format!("written with '{part}' beside it, {OF_PART}")
}

/// Is this what is said of a part of the day?
pub(super) fn is_of_part(said: &str) -> bool {
    said.ends_with(OF_PART)
}
