//! *Fuzzing*: what every target does with its bytes.

use forewarned::import::{Budget, Supply, open};

/// Endings by which importers are chosen.
pub const ENDINGS: [&str; 14] = [
    "csv", "txt", "eml", "mbox", "msg", "zip", "xlsx", "xls", "ods", "docx", "pdf", "json", "jsonl", "html",
];

/// Opens the bytes as a file of this ending. Whatever they are, it returns; a panic anywhere stops the run.
pub fn open_as(ending: &str, bytes: &[u8]) {
    let budget = Budget::default();
    let name = format!("x.{ending}");
    // Both outcomes are right; what matters is that there is one.
    let _ = open(&Supply::of(&name, bytes, &budget));
}
