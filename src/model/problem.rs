//! A *problem*: something in the material that could not be read. It keeps the raw value and says what to do.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::{hash::hex, template::Answer};

/// Something that could not be read. Rows read = entries + problems that stand for a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// File name inside the case folder.
    pub file: String,
    /// Where in the file, in words; empty when the file has one part or the whole file is meant.
    #[serde(default)]
    pub part: String,
    /// Row, counted from 1 with the header as row 1; 0 when the whole file is meant.
    pub row: usize,
    /// True when this stands for a row that became no entry; false for a remark on a row that did.
    pub lost_row: bool,
    /// The raw value, or the raw row.
    pub raw: String,
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
    /// What an agency answered in the blank chronology, where this tells of an answer that says something of its records as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

impl Problem {
    /// The problem, at this place of its file.
    #[must_use]
    pub fn at(mut self, part: &str) -> Self {
        part.clone_into(&mut self.part);
        self
    }

    /// By which it is known again: the same place, value and words.
    pub fn key(&self) -> String {
        let mut hash = Sha256::new();
        for part in [&self.file, &self.part, &self.raw, &self.what] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hash.update(self.row.to_le_bytes());
        let mut key = hex(&hash.finalize());
        key.truncate(24);
        key
    }

    /// Where it is, in words: `probation.xlsx, sheet 'Contacts', row 14`.
    pub fn place(&self) -> String {
        let mut out = self.file.clone();
        if !self.part.is_empty() {
            out.push_str(", ");
            out.push_str(&self.part);
        }
        if self.row > 0 {
            let comma = if self.part.is_empty() { "" } else { "," };
            // Writing to a string cannot go wrong.
            let _ = write!(out, "{comma} row {}", self.row);
        }
        out
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", self.place(), self.what, self.next)
    }
}
