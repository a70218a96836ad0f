//! What stands *around* the words of a mention: who tells, who and what is named, the day that a sentence names.

use std::ops::Range;

use crate::{
    model::{
        entry::Entry,
        mention::{AgencyMention, PersonMention, Span},
        when::When,
    },
    text::{dates::find_dates, people::PersonAt, reading::Marked, relative, words::Token},
};

/// Tokens of a sentence.
pub(super) fn token_range(tokens: &[Token], sentence: Span) -> Range<usize> {
    let first = tokens.partition_point(|t| t.span.start < sentence.start);
    let end = tokens.partition_point(|t| t.span.start < sentence.end);
    first..end
}

/// Whoever an entry opens with, if it opens with somebody of the case: notes begin with who rang, came or is the patient. A
/// professional who opens it tells of somebody else.
pub(super) fn teller(marked: &Marked) -> String {
    const OPENING: usize = 5;
    let person = marked.people.iter().find(|p| p.first < OPENING && p.how != "pronoun");
    let agency_first = |p: &PersonAt| marked.agencies.iter().any(|a| a.first < p.first && !a.kind.is_empty());
    let owns = |p: &PersonAt| {
        p.end
            .checked_sub(1)
            .and_then(|last| marked.tokens.get(last))
            .is_some_and(|t| t.lower.ends_with("'s"))
    };
    // "Re Maureen. Body map seen": the one it is about tells nothing.
    let is_subject_of_note = |p: &PersonAt| {
        let before = p.first.checked_sub(1).and_then(|b| marked.tokens.get(b));
        before.is_some_and(|t| matches!(t.lower.as_str(), "re" | "regarding" | "about" | "for" | "to"))
    };
    person
        .filter(|p| !agency_first(p) && !owns(p) && !is_subject_of_note(p))
        .map_or(String::new(), |p| p.kind.word().to_owned())
}

/// Days that a sentence names, with the bytes that name them.
pub(super) fn dates_in(entry: &Entry, marked: &Marked, sentence: Span, range: Range<usize>) -> Vec<(Span, When)> {
    let day = entry.when.earliest;
    let words = |s: Span| entry.text.get(s.start..s.end).unwrap_or("").to_owned();
    let mut out: Vec<(Span, When)> = relative::find(&marked.tokens, range, day)
        .into_iter()
        .map(|r| {
            let span = span(&marked.tokens, r.first, r.end);
            let when = When {
                earliest: r.earliest,
                latest: r.latest,
                time: None,
                written: words(span),
                doubtful: false,
                remark: None,
            };
            (span, when)
        })
        .collect();
    let text = entry.text.get(sentence.start..sentence.end).unwrap_or("");
    if text.bytes().any(|b| b.is_ascii_digit()) {
        let dated = find_dates(text, Some(day))
            .into_iter()
            .filter(|d| !d.of_birth && d.when.earliest <= day);
        out.extend(dated.map(|d| {
            let span = Span {
                start: sentence.start + d.span.start,
                end: sentence.start + d.span.end,
            };
            (span, d.when)
        }));
    }
    out
}

/// The day named nearest to a mention in its sentence.
pub(super) fn happened(dates: &[(Span, When)], at: Span) -> Option<When> {
    let apart = |s: &Span| {
        if s.start >= at.end {
            s.start - at.end
        } else {
            at.start.saturating_sub(s.end)
        }
    };
    dates.iter().min_by_key(|(s, _)| apart(s)).map(|(_, w)| w.clone())
}

/// More than a year before the entry: something of the past, told now.
pub(super) fn is_long_before(happened: &When, entry: &When) -> bool {
    (entry.earliest - happened.latest).num_days() > 365
}

/// `(typed 22/03)`, `(added 26/11, found in team inbox)`: when the entry was written, said by itself.
pub(super) fn typed(entry: &Entry) -> Option<When> {
    const CUES: [&str; 6] = [
        "(typed",
        "(added",
        "(entered",
        "(late entry",
        "(written up",
        "(recorded late",
    ];
    let lower = entry.text.to_lowercase();
    let at = CUES.iter().find_map(|c| lower.find(c))?;
    let rest = entry.text.get(at..)?;
    let inside = rest.split(')').next().unwrap_or(rest);
    // A day without a year is the next such day on or after the entry's.
    let forward = format!("due {}", inside.split_once(' ').map_or("", |(_, r)| r));
    find_dates(&forward, Some(entry.when.earliest))
        .into_iter()
        .next()
        .map(|d| d.when)
}

pub(super) fn span(tokens: &[Token], first: usize, end: usize) -> Span {
    let start = tokens.get(first).map_or(0, |t| t.span.start);
    let stop = end
        .checked_sub(1)
        .and_then(|l| tokens.get(l))
        .map_or(start, |t| t.span.end);
    Span { start, end: stop }
}

pub(super) fn people(entry: &Entry, marked: &Marked) -> Vec<PersonMention> {
    marked
        .people
        .iter()
        .filter_map(|p| {
            let span = span(&marked.tokens, p.first, p.end);
            Some(PersonMention {
                span,
                words: entry.text.get(span.start..span.end)?.to_owned(),
                who: p.who.clone(),
                how: p.how.to_owned(),
            })
        })
        .collect()
}

pub(super) fn agencies(entry: &Entry, marked: &Marked) -> Vec<AgencyMention> {
    marked
        .agencies
        .iter()
        .filter(|a| !a.kind.is_empty())
        .filter_map(|a| {
            let span = span(&marked.tokens, a.first, a.end);
            Some(AgencyMention {
                span,
                words: entry.text.get(span.start..span.end)?.to_owned(),
                kind: a.kind.clone(),
                agency: a.agency.clone(),
            })
        })
        .collect()
}
