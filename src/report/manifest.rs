//! The *manifest*: names, sizes and SHA-256 of files that were written together, so that anybody can see later whether one was changed.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::model::{hash::hex, matter::Matter};

/// The name under which a manifest is kept.
pub const NAME: &str = "MANIFEST.txt";

/// The manifest of these files, in the order given. `left_out` says which files were asked for and have nothing to hold.
pub fn manifest(matter: &Matter, files: &[(String, Vec<u8>)], left_out: &[String]) -> String {
    let title: String = matter.case.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = format!(
        "Manifest of reports written by Forewarned {}\nCase: {title}\nRules SHA-256: {}\nEntries: {}, warnings: {}\n\n",
        env!("CARGO_PKG_VERSION"),
        matter.rules_sha256,
        matter.entries.len(),
        matter.warnings.len(),
    );
    out.push_str("To check a file, compare its SHA-256 (certutil -hashfile FILE SHA256, or sha256sum FILE) with its line here.\n");
    out.push_str("SHA-256, size in bytes, file\n");
    for (name, bytes) in files {
        // Writing to a string cannot go wrong.
        let _ = writeln!(out, "{}  {:>10}  {name}", hex(&Sha256::digest(bytes)), bytes.len());
    }
    if !left_out.is_empty() {
        out.push_str("\nNot written:\n");
        for line in left_out {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}
