//! *Lines*: words of a page that stand beside one another, and the text that lines make.

use super::source::Word;
use crate::import::table::heads::is_dated;

/// Words on one line, from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    /// Where it stands.
    pub(super) base: f32,
    /// The height of its letters.
    pub(super) size: f32,
}

/// A piece of a line that is set apart from the next by a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
}

/// The lines that words make, from the top.
pub(super) fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<Line> = Vec::new();
    for word in words {
        match out.last_mut() {
            // Raised and lowered words belong to the line that they are raised from.
            Some(line) if line.base - word.base <= 0.35 * line.size.max(word.size) && !is_printed_over(line, &word) => {
                line.size = line.size.max(word.size);
                line.words.push(word);
            }
            _ => out.push(Line {
                base: word.base,
                size: word.size,
                words: vec![word],
            }),
        }
    }
    for line in &mut out {
        line.words.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    out
}

/// Would the word stand on others of the line? Then it is of another line that is printed over this one.
fn is_printed_over(line: &Line, word: &Word) -> bool {
    line.words.iter().rev().take(500).any(|w| {
        let common = w.right.min(word.right) - w.left.max(word.left);
        w.base - word.base > 0.5 && common > 0.5 * (w.right - w.left).min(word.right - word.left)
    })
}

/// Words that are printed over others, as a sheet does whose cells are too small for them.
pub(super) fn printed_over(words: &[Word]) -> Option<String> {
    let lines = lines(words.to_vec());
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .filter(|(a, b)| a.base - b.base < 0.6 * a.size.min(b.size))
        .find(|(a, b)| b.words.iter().any(|w| is_printed_over(a, w)))
        .map(|(a, b)| format!("{}\n{}", a.text(), b.text()))
}

/// Do two words that stand side by side make one? A page draws `T` and `old` apart to set them closer.
fn is_one(a: &Word, b: &Word) -> bool {
    a.is_open.1 && b.is_open.0 && b.left - a.right < 0.15 * a.size.min(b.size)
}

impl Line {
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Word> = None;
        for word in &self.words {
            let is_mark = self.is_note_mark(word);
            if before.is_some_and(|b| is_mark || self.is_note_mark(b) || !is_one(b, word)) {
                out.push(' ');
            }
            if is_mark {
                // The small raised 1 behind `2018` is the number of a note, and no figure of the year.
                out.push('[');
                out.push_str(&word.text);
                out.push(']');
            } else {
                out.push_str(&word.text);
            }
            before = Some(word);
        }
        out
    }

    /// Is the word a small number, raised or set close to what stands before it, among larger words?
    fn is_note_mark(&self, word: &Word) -> bool {
        let is_number = word.text.len() <= 3 && word.text.bytes().all(|b| b.is_ascii_digit());
        let lowest = || self.words.iter().map(|w| w.base).fold(f32::MAX, f32::min);
        is_number
            && word.size < 0.75 * self.size
            && (word.is_open == (true, true) || word.base - lowest() > 0.1 * self.size)
    }

    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |w| w.left)
    }

    pub(super) fn right(&self) -> f32 {
        self.words.iter().map(|w| w.right).fold(0.0, f32::max)
    }

    /// Its pieces, where gaps between words are wide.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut parts: Vec<Line> = Vec::new();
        let mut end = f32::MIN;
        for word in &self.words {
            match parts.last_mut() {
                Some(part) if word.left - end < 0.75 * self.size => part.words.push(word.clone()),
                _ => parts.push(Line {
                    words: vec![word.clone()],
                    base: self.base,
                    size: self.size,
                }),
            }
            end = word.right;
        }
        parts
            .iter()
            .map(|part| Piece {
                text: part.text(),
                left: part.left(),
            })
            .collect()
    }
}

/// Is a piece of text a day and hardly more, as in a column of dates?
pub(super) fn is_day(text: &str) -> bool {
    text.len() <= 40 && text.bytes().any(|b| b.is_ascii_digit()) && is_dated(text)
}

/// The text of a cell between two edges: lines that were broken for want of room are joined, others are kept.
pub(super) fn cell_text(lines: &[Line], (left, right): (f32, f32)) -> String {
    let mut out = String::new();
    // As much is left free on the right of a cell as on its left.
    let free = lines
        .iter()
        .map(|l| l.left() - left)
        .fold(f32::MAX, f32::min)
        .clamp(0.0, 20.0);
    for (at, line) in lines.iter().enumerate() {
        let text = line.text();
        if let Some(before) = at.checked_sub(1).and_then(|b| lines.get(b)) {
            let room = right - free - before.right() - 0.8 * before.size;
            let fits = line.words.first().is_some_and(|w| w.right - w.left < room);
            if fits {
                out.push('\n');
            } else if !is_broken_figure(&before.text(), &text) && !is_broken_word(&before.text()) {
                out.push(' ');
            }
        }
        out.push_str(&text);
    }
    out
}

/// Does a line end in a word that goes on after its hyphen? The hyphen stays, whoever put it there.
fn is_broken_word(before: &str) -> bool {
    let mut last = before.chars().rev();
    last.next() == Some('-') && last.next().is_some_and(char::is_alphanumeric)
}

/// A day that a narrow column cut in two: `14/01/20` and `18`.
fn is_broken_figure(before: &str, after: &str) -> bool {
    let sign = |c: char| matches!(c, '/' | '.' | '-');
    let of_day = |c: char| c.is_ascii_digit() || sign(c);
    if !before.chars().all(of_day) || !after.chars().all(of_day) {
        return false;
    }
    let signs = before.chars().filter(|c| sign(*c)).count();
    let year = before.rsplit(sign).next().unwrap_or_default().len();
    let is_whole = signs == 2 && year == 4;
    let begins_day = signs > 0 && before.starts_with(|c: char| c.is_ascii_digit());
    begins_day
        && !is_whole
        && signs <= 2
        && after.len() <= 7
        && (signs + after.chars().filter(|c| sign(*c)).count()) == 2
}
