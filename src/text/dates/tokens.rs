//! Words, numbers and marks of a text, and a cursor over them: what dates are read from.

use super::{Habit, words::ORDINALS};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits.
    Number,
    /// Letters.
    Word,
    /// One other character.
    Mark,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: it touches the token before.
    None,
    /// Blanks.
    Space,
    /// One end of line.
    Line,
    /// An empty line: no date reaches across it.
    Break,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_number(&self, digits: std::ops::RangeInclusive<usize>) -> bool {
        self.kind == Kind::Number && digits.contains(&self.text.len())
    }

    pub(super) fn value(&self) -> Option<u32> {
        (self.kind == Kind::Number).then(|| self.text.parse().ok()).flatten()
    }

    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|w| self.text.eq_ignore_ascii_case(w))
    }

    pub(super) fn is_mark(&self, marks: &[char]) -> bool {
        self.kind == Kind::Mark && self.text.chars().all(|c| marks.contains(&c))
    }

    pub(super) fn is_lower(&self) -> bool {
        self.kind == Kind::Word && self.text.chars().next().is_some_and(char::is_lowercase)
    }
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number
    } else if c.is_alphabetic() {
        Kind::Word
    } else {
        Kind::Mark
    }
}

/// Splits a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let (mut spaced, mut lines) = (true, 0_usize);
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            lines += usize::from(c == '\n');
            continue;
        }
        let kind = kind_of(c);
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if kind == Kind::Mark || next.is_whitespace() || kind_of(next) != kind {
                break;
            }
            let so_far = text.get(start..at).unwrap_or_default();
            if next.is_uppercase() && ORDINALS.contains(&so_far) {
                // `21stJune`: a blank was lost when the text was taken out of a PDF.
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let gap = match (spaced, lines) {
            (false, _) => Gap::None,
            (true, 0) => Gap::Space,
            (true, 1) => Gap::Line,
            (true, _) => Gap::Break,
        };
        (spaced, lines) = (false, 0);
        out.push(Token {
            kind,
            gap,
            text: text.get(start..end).unwrap_or_default(),
            start,
        });
    }
    out
}

/// A place among tokens. Copied freely: going back is keeping an old copy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Token<'t>],
    origin: usize,
    at: usize,
    /// True in running text, where more looks like a date than is one.
    pub(super) prose: bool,
    /// True in a column or a text that is proved to write the month before the day.
    pub(super) month_first: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn in_field(tokens: &'t [Token<'t>], habit: &Habit) -> Self {
        Self {
            tokens,
            origin: 0,
            at: 0,
            prose: false,
            month_first: habit.month_first,
        }
    }

    pub(super) fn in_prose(tokens: &'t [Token<'t>], at: usize, month_first: bool) -> Self {
        Self {
            tokens,
            origin: at,
            at,
            prose: true,
            month_first,
        }
    }

    pub(super) fn place(self) -> usize {
        self.at
    }

    /// The next token; none at the end, and none across an empty line.
    pub(super) fn peek(self) -> Option<Token<'t>> {
        let token = self.tokens.get(self.at)?;
        (self.at == self.origin || token.gap != Gap::Break).then_some(*token)
    }

    /// The next token, though an empty line stands before it.
    pub(super) fn ahead(self) -> Option<Token<'t>> {
        self.tokens.get(self.at).copied()
    }

    /// The next token if it touches the one before.
    pub(super) fn tight(self) -> Option<Token<'t>> {
        self.peek().filter(|t| t.gap == Gap::None)
    }

    /// The token `back` places before, 1 being the last one passed.
    pub(super) fn before(self, back: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at.checked_sub(back)?).copied()
    }

    pub(super) fn step(self) -> Self {
        Self {
            at: self.at + 1,
            ..self
        }
    }

    pub(super) fn past_word(self, words: &[&str]) -> Option<Self> {
        self.peek().filter(|t| t.is_word(words)).map(|_| self.step())
    }

    pub(super) fn past_mark(self, marks: &[char]) -> Option<Self> {
        self.peek().filter(|t| t.is_mark(marks)).map(|_| self.step())
    }

    pub(super) fn past_tight_mark(self, marks: &[char]) -> Option<Self> {
        self.tight().filter(|t| t.is_mark(marks)).map(|_| self.step())
    }
}
