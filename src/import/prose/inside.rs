//! *Inside*: which dates of a text of notes stand inside a note, so that they are part of what it tells and begin no entry.
//!
//! A day that stands alone on its line is a heading: what is below it is of that day until the next head. Where most dates
//! stand at the heads of notes, those inside a note, and those in a paragraph between two notes, are part of what is told.

use super::{
    Dated, heads,
    lines::{LONGEST_LEAD, is_lead},
    times,
};

/// A date that begins no entry.
pub(super) struct Inside {
    /// Where it begins and ends.
    pub(super) at: usize,
    pub(super) end: usize,
    /// Does it stand near the begin of a line, where a head of another form would have it?
    pub(super) is_near: bool,
}

/// The statements that begin entries, and the dates that begin none.
pub(super) fn part(text: &str, statements: Vec<Dated>) -> (Vec<Dated>, Vec<Inside>) {
    let all = statements.len();
    let heads = statements.iter().filter(|d| stands_at_head(text, d)).count();
    let is_heading = |d: &&Dated| d.is_head && d.when.is_known_day() && times::heading(text, d.date.1).is_some();
    let headings = statements.iter().filter(is_heading).count();
    let is_lone = only_day(text, &statements).is_some_and(|below| below.is_empty());
    let has_headings = (headings >= 2 && headings * 2 >= heads) || is_lone;
    let are_notes = heads >= 2 && (heads * 2 >= all || (heads * LEAST_SHARE >= all && is_series(text, &statements)));
    if !has_headings && !are_notes {
        return (statements, Vec::new());
    }
    let last = statements.iter().rposition(|d| d.is_head).unwrap_or(0);
    let (mut kept, mut inside) = (Vec::new(), Vec::new());
    let mut in_note = false;
    for (at, statement) in statements.into_iter().enumerate() {
        // What is apart behind the last note may be no part of it.
        let goes_on = in_note && (has_headings || at < last || !statement.is_apart);
        in_note = statement.is_head || goes_on;
        if statement.is_head {
            inside.extend(statement.more.iter().map(|date| of(text, *date)));
        } else if in_note {
            inside.push(of(text, statement.date));
            inside.extend(statement.more.iter().map(|date| of(text, *date)));
            continue;
        }
        kept.push(statement);
    }
    (kept, inside)
}

/// Does a date stand at the head of a note, and in no sentence that begins there?
fn stands_at_head(text: &str, dated: &Dated) -> bool {
    dated.is_head && !heads::begins_sentence(text, dated.start)
}

/// One of so many dates stands at the head of a note, in a series of heads.
const LEAST_SHARE: usize = 4;

/// Are the heads three or more days, all written in one way and in order? Then they are a series of notes, however many other days the
/// notes tell of.
fn is_series(text: &str, statements: &[Dated]) -> bool {
    let heads: Vec<&Dated> = statements.iter().filter(|d| stands_at_head(text, d)).collect();
    let is_one_form = heads
        .windows(2)
        .all(|w| matches!(w, [a, b] if way(text, a.date) == way(text, b.date)));
    let in_order = heads
        .windows(2)
        .all(|w| matches!(w, [a, b] if a.when.earliest <= b.when.earliest));
    heads.len() >= 3 && is_one_form && in_order && heads.iter().all(|d| d.when.is_known_day())
}

/// Where a text has one day alone on its line, with a date nowhere above it and no other head below: the lines below it that
/// begin with a day of their own.
fn only_day<'s>(text: &str, statements: &'s [Dated]) -> Option<Vec<&'s Dated>> {
    let (day, below) = statements.split_first()?;
    let lead = text.get(day.start..day.date.0)?;
    let is_day = day.is_head && day.when.is_known_day() && times::heading(text, day.date.1).is_some();
    if !is_day || !is_lead(lead) || below.iter().any(|d| d.is_head) {
        return None;
    }
    let begins = |d: &&Dated| {
        let lead = text.get(d.start..d.date.0).unwrap_or_default();
        heads::begins(lead)
    };
    Some(below.iter().filter(begins).collect())
}

/// What is told of a day alone on its line where lines below it begin with other days.
pub(super) fn unclear_day(text: &str, statements: &[Dated]) -> Option<(usize, String)> {
    let below = only_day(text, statements).filter(|below| !below.is_empty())?;
    let said = "holds a day alone, while sentences below begin with other days; those were read as entries of their own, and may be told on this day";
    Some((statements.first()?.start, said.to_owned())).filter(|_| below.iter().any(|d| d.when.is_known_day()))
}

/// Dates that stand behind another and may begin notes of their own.
pub(super) fn told_beside(text: &str, statements: &[Dated], inside: &[Inside]) -> Vec<Inside> {
    if inside.is_empty() {
        beside(text, statements)
    } else {
        on_lines(text, statements)
    }
}

/// Dates of notes that stand on the line of its head, written like it and behind no word that leads to them.
fn on_lines(text: &str, statements: &[Dated]) -> Vec<Inside> {
    let is_free = |i: &Inside| {
        let above = text.get(..i.at).unwrap_or_default().trim_end();
        !is_told(above) && !above.ends_with(['(', '[', '-', '/'])
    };
    let is_on_line = |d: &Dated, at: usize| text.get(d.date.1..at).is_some_and(|t| !t.contains('\n'));
    let of_head = |d: &Dated| -> Vec<Inside> {
        let own = form(text, d.date);
        let is_like = |date: &&(usize, usize)| is_on_line(d, date.0) && form(text, **date) == own;
        let here = d.more.iter().filter(is_like);
        here.map(|date| of(text, *date)).collect()
    };
    let heads = statements.iter().filter(|d| d.is_head && d.date.1 > d.date.0);
    heads.flat_map(of_head).filter(is_free).collect()
}

/// Dates in the statements of a text that is no row of notes, written like the date at the head of their line: several notes may
/// stand on that line.
fn beside(text: &str, statements: &[Dated]) -> Vec<Inside> {
    let many = |d: &&Dated| d.is_head && d.date.1 > d.date.0;
    let same = |d: &Dated| {
        let own = form(text, d.date);
        let is_figures = own.ends_with('9') && own.starts_with('9');
        let like = |date: &(usize, usize)| is_figures && form(text, *date) == own;
        d.more
            .iter()
            .copied()
            .filter(like)
            .map(|date| of(text, date))
            .collect::<Vec<_>>()
    };
    let mut out: Vec<Inside> = statements.iter().filter(many).flat_map(same).collect();
    // `Wk of 14/06/2020` at the begin of a line, below a line that no sentence ends.
    let heads = |d: &Dated| -> Vec<Inside> {
        let below = |date: &&(usize, usize)| begins_as_head(text, d.date.1, date.0);
        d.more.iter().filter(below).map(|date| of(text, *date)).collect()
    };
    out.extend(statements.iter().flat_map(heads).filter(|i| i.is_near));
    out.sort_by_key(|i| i.at);
    out.dedup_by_key(|i| i.at);
    out
}

/// How a date is written, whatever its figures.
fn form(text: &str, (at, end): (usize, usize)) -> String {
    let shape = |c: char| if c.is_ascii_digit() { '9' } else { c };
    text.get(at..end).unwrap_or_default().chars().map(shape).collect()
}

/// How a date is written, whatever its day and month: `9.9.9` for `4.3.18` and `26.11.18`.
fn way(text: &str, date: (usize, usize)) -> String {
    let mut out = String::new();
    for c in form(text, date).chars() {
        let c = if c.is_alphabetic() { 'a' } else { c };
        if !(out.ends_with(c) && (c == '9' || c == 'a')) {
            out.push(c);
        }
    }
    out
}

/// Do these words end in one that makes a day one of what is told?
fn is_told(above: &str) -> bool {
    let word = above.rsplit(char::is_whitespace).next().unwrap_or_default();
    heads::TOLD.contains(&word.to_lowercase().as_str())
}

/// Does this date stand on a line below the one before it, behind few words of which the first has a capital?
fn begins_as_head(text: &str, before: usize, at: usize) -> bool {
    let lead = text.get(before..at).and_then(|between| between.rsplit_once('\n'));
    lead.is_some_and(|(_, lead)| {
        lead.trim_start().starts_with(char::is_uppercase) && lead.split_whitespace().count() <= 4
    })
}

fn of(text: &str, (at, end): (usize, usize)) -> Inside {
    // What is far from the begin of its line is not looked at.
    let above = text.get(..at).unwrap_or_default();
    let mut near = above.char_indices().rev().take(LONGEST_LEAD * 4);
    let begin = near.find(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
    let begin = begin.or_else(|| (above.len() <= LONGEST_LEAD).then_some(0));
    let lead = begin.and_then(|begin| above.get(begin..)).map(str::trim_start);
    let is_far = lead.is_none_or(|lead| lead.len() > LONGEST_LEAD);
    let lead = lead.unwrap_or_default();
    let is_ended = lead.contains(". ") || lead.contains("? ") || lead.contains("! ");
    let has_date = lead.bytes().filter(u8::is_ascii_digit).count() >= 6;
    Inside {
        at,
        end,
        is_near: !is_far && !is_ended && !has_date,
    }
}
