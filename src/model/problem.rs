//! A *problem*: something in the material that could not be read. It keeps the raw value and says what to do.

use serde::{Deserialize, Serialize};

/// Something that could not be read. Rows read = entries + problems that stand for a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// File name inside the case folder.
    pub file: String,
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
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.row == 0 {
            write!(f, "{}: {}; {}", self.file, self.what, self.next)
        } else {
            write!(f, "{} row {}: {}; {}", self.file, self.row, self.what, self.next)
        }
    }
}
