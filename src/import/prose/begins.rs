//! *Begins*: which lines begin a note of their own: those with a date behind few words, and those with what is no date.

use super::{heads, leads_on, lines, told::Unread};
use crate::{model::when::When, text::dates::FoundDate};

/// Where a stretch begins, its day, who wrote it, and what it begins with when that is no date.
pub(super) type Begin = (usize, When, String, Option<Unread>);

/// Lines that begin with what is no date, where others begin with one: each is a note of its own.
pub(super) fn own_pieces<'o>(text: &str, odd: &'o [lines::Odd], (notes, all): (usize, usize)) -> Vec<&'o lines::Odd> {
    let before = |o: &lines::Odd| text.get(..o.at).unwrap_or_default().trim_end();
    let own: Vec<&lines::Odd> = odd.iter().filter(|o| o.is_whole && !leads_on(before(o))).collect();
    let heads = notes + own.len();
    if heads >= 2 && heads * 2 >= all + own.len() {
        own
    } else {
        Vec::new()
    }
}

/// Lines that begin with what is no date, without those that name a day by another day where the text is no row of notes.
pub(super) fn in_notes(odd: Vec<lines::Odd>, (notes, all): (usize, usize)) -> Vec<lines::Odd> {
    let are_notes = notes >= 2 && notes * 2 >= all;
    odd.into_iter()
        .filter(|o| are_notes || o.shaped.contains(|c: char| c.is_ascii_digit()))
        .collect()
}

/// Where stretches begin, with each line among them that begins with no date as a stretch of its own. Both are in order.
pub(super) fn with_set_apart(text: &str, odd: Vec<&lines::Odd>, starts: Vec<Begin>) -> Vec<Begin> {
    let mut out: Vec<Begin> = Vec::with_capacity(starts.len() + odd.len());
    let mut odd = odd.into_iter().peekable();
    for begin in starts {
        while let Some(before) = odd.next_if(|o| o.at < begin.0) {
            set_apart(text, before, &mut out);
        }
        out.push(begin);
    }
    for rest in odd {
        set_apart(text, rest, &mut out);
    }
    out
}

/// Lets a line that begins with no date be a stretch behind these.
fn set_apart(text: &str, odd: &lines::Odd, out: &mut Vec<Begin>) {
    let Some(last) = out.last_mut() else { return };
    let unread = || Unread {
        shaped: odd.shaped.clone(),
        why: odd.why.clone(),
    };
    let is_begin = text.get(last.0..odd.at).is_some_and(|t| t.trim().is_empty());
    if !is_begin {
        let when = last.1.clone();
        out.push((odd.at, when, String::new(), Some(unread())));
    } else if last.1.written.is_empty() {
        last.3 = Some(unread());
    }
}

/// Which words may stand before the date with which a line begins: abbreviations too, where several lines begin so.
pub(super) fn opening(text: &str, dates: &[FoundDate]) -> fn(&str) -> bool {
    fn with_short(lead: &str) -> bool {
        heads::begins(lead) || heads::is_short(lead)
    }
    let is_head = |d: &&FoundDate| !d.of_birth && lead_of(text, d.span.start).is_some_and(with_short);
    let has_small = text.contains(char::is_lowercase);
    if has_small && dates.iter().filter(is_head).nth(1).is_some() {
        with_short
    } else {
        heads::begins
    }
}

/// The words of a line before this place, where they are no more than a lead has. What is far off is not looked at.
fn lead_of(text: &str, at: usize) -> Option<&str> {
    let above = text.get(..at)?;
    let mut near = above.char_indices().rev().take(lines::LONGEST_LEAD + 1);
    let begin = near.find(|(_, c)| *c == '\n').map_or(0, |(at, _)| at + 1);
    above.get(begin..).filter(|lead| lead.len() <= lines::LONGEST_LEAD)
}

/// Does the line that begins here begin with the date, whatever frames it?
pub(super) fn begins_at(text: &str, next: usize, date: &FoundDate, is_opening: fn(&str) -> bool) -> bool {
    // A lead is short: what is far off is not looked at.
    date.span
        .start
        .checked_sub(next)
        .is_some_and(|n| n <= lines::LONGEST_LEAD)
        && text
            .get(next..date.span.start)
            .is_some_and(|lead| !lead.contains('\n') && is_opening(lead))
}

/// Does this date stand near the begin of the line that begins here?
pub(super) fn is_near(text: &str, next: usize, date: &FoundDate) -> bool {
    let is_short = |n: usize| n <= lines::LONGEST_LEAD;
    let lead = || text.get(next..date.span.start);
    date.span.start.checked_sub(next).is_some_and(is_short) && lead().is_some_and(|lead| !lead.contains('\n'))
}
