//! The shared texts of an older Excel workbook, read for one thing: which of their words are struck through.
//!
//! A text is cut wherever a record is full and goes on in the next, with a sign of its own that says how wide its letters
//! are. Where the list cannot be followed any further, what was found so far is kept: the words themselves are read by `xls`.

use std::collections::BTreeMap;

/// Words that are struck through, by the number of the text that holds them.
pub(crate) type Struck = BTreeMap<usize, String>;

const IS_WIDE: u8 = 1;
const IS_EXTENDED: u8 = 4;
const IS_RICH: u8 = 8;

/// The struck words of the texts in these records: the list itself and those that it goes on in.
pub(crate) fn struck(records: &[&[u8]], is_struck: &dyn Fn(u16) -> bool) -> Struck {
    let mut out = Struck::new();
    let mut pieces = Pieces {
        records,
        record: 0,
        at: 8,
    };
    let mut number = 0;
    while let Some(text) = pieces.text() {
        let words = text.struck(is_struck);
        if !words.is_empty() {
            out.insert(number, words);
        }
        number += 1;
    }
    out
}

struct Text {
    letters: Vec<u16>,
    /// Where a font begins, and its number.
    runs: Vec<(u16, u16)>,
}

impl Text {
    fn struck(&self, is_struck: &dyn Fn(u16) -> bool) -> String {
        let end = u16::try_from(self.letters.len()).unwrap_or(u16::MAX);
        let ends = self.runs.iter().skip(1).map(|(from, _)| *from).chain([end]);
        let mut out = String::new();
        for ((from, font), to) in self.runs.iter().zip(ends) {
            let letters = self
                .letters
                .get(usize::from(*from)..usize::from(to))
                .unwrap_or_default();
            let words = String::from_utf16_lossy(letters);
            if is_struck(*font) && !words.trim().is_empty() {
                if !out.is_empty() {
                    out.push_str(" … ");
                }
                out.push_str(words.trim());
            }
        }
        out
    }
}

/// Where the list is read.
struct Pieces<'a> {
    records: &'a [&'a [u8]],
    record: usize,
    at: usize,
}

impl Pieces<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let record = self.records.get(self.record)?;
            if let Some(byte) = record.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.record, self.at) = (self.record + 1, 0);
        }
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn is_at_end(&self) -> bool {
        self.records.get(self.record).is_none_or(|r| self.at >= r.len())
    }

    fn text(&mut self) -> Option<Text> {
        let (count, flags) = (self.short()?, self.byte()?);
        let runs = if flags & IS_RICH == 0 { 0 } else { self.short()? };
        let more = if flags & IS_EXTENDED == 0 {
            0
        } else {
            u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?])
        };
        let mut wide = flags & IS_WIDE;
        let mut letters = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            // Letters that go on in the next record begin there with how wide they are.
            if self.is_at_end() {
                wide = self.byte()? & IS_WIDE;
            }
            letters.push(if wide == 0 { self.byte()?.into() } else { self.short()? });
        }
        let runs = (0..runs)
            .map(|_| Some((self.short()?, self.short()?)))
            .collect::<Option<_>>()?;
        for _ in 0..more {
            self.byte()?;
        }
        Some(Text { letters, runs })
    }
}
