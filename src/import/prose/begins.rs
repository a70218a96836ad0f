//! *Begins*: which lines begin a note of their own: those with a date behind few words, and those with what is no date.

use super::{heads, leads_on, lines};
use crate::{model::when::When, text::dates::FoundDate};

/// Where a stretch begins, its day, who wrote it, and what it begins with when that is no date.
pub(super) type Begin = (usize, When, String, Option<String>);

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

/// Lets a line that begins with no date be a stretch of its own.
pub(super) fn set_apart(text: &str, odd: &lines::Odd, starts: &mut Vec<Begin>) {
    let place = starts.partition_point(|(start, ..)| *start <= odd.at);
    let Some(last) = place.checked_sub(1).and_then(|at| starts.get_mut(at)) else {
        return;
    };
    let is_begin = text.get(last.0..odd.at).is_some_and(|t| t.trim().is_empty());
    if !is_begin {
        let when = last.1.clone();
        starts.insert(place, (odd.at, when, String::new(), Some(odd.shaped.clone())));
    } else if last.1.written.is_empty() {
        last.3 = Some(odd.shaped.clone());
    }
}

/// Which words may stand before the date with which a line begins: abbreviations too, where several lines begin so.
pub(super) fn opening(text: &str, dates: &[FoundDate]) -> fn(&str) -> bool {
    fn with_short(lead: &str) -> bool {
        heads::begins(lead) || heads::is_short(lead)
    }
    let is_head = |d: &&FoundDate| {
        let above = text.get(..d.span.start).unwrap_or_default();
        let lead = above.rsplit('\n').next().unwrap_or_default();
        !d.of_birth && lead.len() <= lines::LONGEST_LEAD && with_short(lead)
    };
    let has_small = text.contains(char::is_lowercase);
    if has_small && dates.iter().filter(is_head).nth(1).is_some() {
        with_short
    } else {
        heads::begins
    }
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
