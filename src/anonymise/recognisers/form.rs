//! A *form*: how an identifier is written, and what its signs are worth.

use std::sync::OnceLock;

use regex::Regex;

use crate::model::mention::Span;

/// Letters of the police's check, by remainder.
const CHECK: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";

/// How something is written: made ready when it is first looked for.
pub(super) struct Form {
    pattern: &'static str,
    made: OnceLock<Option<Regex>>,
}

impl Form {
    /// A form, as a regular expression; the examples of its recogniser show that it is one.
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self {
            pattern,
            made: OnceLock::new(),
        }
    }

    /// Where one of this form ends that begins here, no letter or digit behind it.
    pub(super) fn end(&self, text: &str, from: usize) -> Option<usize> {
        let regex = self.made.get_or_init(|| Regex::new(self.pattern).ok()).as_ref()?;
        let found = regex.find_at(text, from).filter(|f| f.start() == from)?;
        let after = text.get(found.end()..)?.chars().next();
        (!after.is_some_and(char::is_alphanumeric)).then_some(found.end())
    }

    /// The stretches of this form that touch no letter or digit and that are wanted.
    pub(super) fn find(&self, text: &str, is_wanted: impl Fn(&str, Span) -> bool) -> Vec<Span> {
        let mut out = Vec::new();
        let Some(regex) = self.made.get_or_init(|| Regex::new(self.pattern).ok()) else {
            return out;
        };
        let mut from = 0;
        while let Some(found) = regex.find_at(text, from) {
            let span = Span {
                start: found.start(),
                end: found.end(),
            };
            if is_alone(text, span) && is_wanted(found.as_str(), span) {
                out.push(span);
                from = span.end.max(from + 1);
            } else {
                let step = found.as_str().chars().next().map_or(1, char::len_utf8);
                from = span.start + step;
            }
            if from > text.len() {
                break;
            }
        }
        out
    }
}

/// Stretches in order of place, none of them sharing bytes: of two that begin together the longer counts.
pub(super) fn apart(mut all: Vec<Span>) -> Vec<Span> {
    all.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    all.dedup_by(|b, a| b.start < a.end);
    all
}

/// Does no letter or digit touch it?
pub(super) fn is_alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Its letters and digits, in capitals.
pub(super) fn bare(written: &str) -> String {
    written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Its digits, where an O is read as 0, and an I or l as 1, as scanners mistake them.
pub(super) fn digits(written: &str) -> String {
    written
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            'O' | 'o' => Some('0'),
            'I' | 'l' | '|' => Some('1'),
            _ => None,
        })
        .collect()
}

/// Is it one digit again and again?
pub(super) fn is_repeated(digits: &str) -> bool {
    let mut signs = digits.chars();
    let first = signs.next();
    signs.all(|c| Some(c) == first)
}

/// The letter that a number of the police ends in.
pub(super) fn check_letter(digits: &str) -> Option<char> {
    let rest = digits.bytes().try_fold(0_usize, |rest, b| {
        b.is_ascii_digit().then(|| (rest * 10 + usize::from(b - b'0')) % 23)
    })?;
    CHECK.get(rest).map(|b| char::from(*b))
}

/// Is the stretch all in capitals, as far as it has letters?
pub(super) fn is_in_capitals(written: &str) -> bool {
    !written.chars().any(char::is_lowercase)
}
