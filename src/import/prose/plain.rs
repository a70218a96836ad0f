//! *Plain*: a text as dates are read from it: one kind of line end, hyphen, stroke and figure, and no signs without a width.
//!
//! Entries keep the text as it came: every place of the plain text is a place of the original.

use std::borrow::Cow;

use crate::model::mention::Span;

/// A text for reading, and where its places are in the original.
pub(super) struct Plain<'t> {
    original: &'t str,
    pub(super) text: Cow<'t, str>,
    /// From which place of the plain text on, how many bytes the original is ahead.
    ahead: Vec<(usize, usize)>,
}

impl<'t> Plain<'t> {
    pub(super) fn of(original: &'t str) -> Self {
        let is_plain = |(at, c): (usize, char)| is_kept(c, original, at);
        if original.char_indices().all(is_plain) {
            return Self {
                original,
                text: Cow::Borrowed(original),
                ahead: Vec::new(),
            };
        }
        let (mut text, mut ahead) = (String::with_capacity(original.len()), Vec::new());
        for (at, c) in original.char_indices() {
            let begin = text.len();
            if is_kept(c, original, at) {
                text.push(c);
                continue;
            }
            text.extend(common(c));
            let next = at + c.len_utf8();
            // Signs without a width stand with what follows them.
            ahead.push((text.len().max(begin + 1), next - text.len()));
        }
        Self {
            original,
            text: Cow::Owned(text),
            ahead,
        }
    }

    /// The place in the original.
    pub(super) fn place(&self, at: usize) -> usize {
        let known = self.ahead.partition_point(|(from, _)| *from <= at);
        let ahead = known.checked_sub(1).and_then(|k| self.ahead.get(k)).map_or(0, |a| a.1);
        at + ahead
    }

    /// The words of the original between two places of the plain text.
    pub(super) fn words(&self, from: usize, to: usize) -> &'t str {
        let to = if to >= self.text.len() {
            self.original.len()
        } else {
            self.place(to)
        };
        self.original.get(self.place(from)..to).unwrap_or_default()
    }

    /// Gives a date the words that the original has for it.
    pub(super) fn as_written(&self, span: Span, written: &mut String) {
        if !self.ahead.is_empty() {
            let words = self.words(span.start, span.end);
            words.trim_matches(|c| common(c).is_none()).clone_into(written);
        }
    }
}

/// Is this sign read as it stands?
fn is_kept(c: char, text: &str, at: usize) -> bool {
    match c {
        ' '..='~' | '\n' | '\t' => true,
        '\r' => {
            let rest = text.get(at..).unwrap_or_default();
            rest.trim_start_matches('\r').starts_with('\n')
        }
        '–' | '—' => !is_in_figures(c, text, at),
        c => common(c) == Some(c),
    }
}

/// Does this dash stand in `14–01–2018`, where all signs between the figures are the same?
fn is_in_figures(dash: char, text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + dash.len_utf8()..).unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit();
    let behind = after.trim_start_matches(is_digit);
    let ahead = before.trim_end_matches(is_digit);
    let (right, left) = (after.len() - behind.len(), before.len() - ahead.len());
    let is_first = (1..=2).contains(&right) && behind.strip_prefix(dash).is_some_and(|rest| rest.starts_with(is_digit));
    let is_second = (1..=2).contains(&left) && ahead.strip_suffix(dash).is_some_and(|rest| rest.ends_with(is_digit));
    (1..=4).contains(&left) && (1..=4).contains(&right) && (is_first || is_second)
}

/// A sign as a keyboard writes it; none for a sign without a width.
fn common(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '‐' | '‑' | '‒' | '−' | '－' | '﹣' | '–' | '—' => '-',
        '⁄' | '∕' | '／' => '/',
        '．' => '.',
        '：' => ':',
        '０'..='９' => u32::from(c)
            .checked_sub(0xff10)
            .and_then(|n| char::from_digit(n, 10))
            .unwrap_or(c),
        c => c,
    })
}
