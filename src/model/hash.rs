//! Hashes as text.

use std::fmt::Write as _;

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        // Writing to a string cannot go wrong.
        let _ = write!(out, "{b:02x}");
        out
    })
}
