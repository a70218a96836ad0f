//! The *manifest*: names, sizes and SHA-256 of files that were written together, so that anybody can see later whether one was changed.
//!
//! A folder that is written to again keeps the lines of the files that still stand in it. Files of one case, one set of rules and one
//! version of the program stand in one part; others stand in a part of their own.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::model::{hash::hex, matter::Matter};

/// The name under which a manifest is kept.
pub const NAME: &str = "MANIFEST.txt";
/// How each part of a manifest begins.
const OPENING: &str = "Manifest of reports written by Forewarned";
/// What stands over the reports that had nothing to hold.
const LEFT_OUT: &str = "Not written:";

/// A manifest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    parts: Vec<Part>,
}

/// Files that were made from one state of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Part {
    /// Program, case, rules and counts.
    head: Vec<String>,
    files: Vec<Line>,
    left_out: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    sha256: String,
    bytes: usize,
    name: String,
}

/// The SHA-256 of bytes as manifests write it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

impl Line {
    /// A line as it was written; nothing when it is another.
    fn read(text: &str) -> Option<Self> {
        let (sha256, rest) = text.split_once("  ")?;
        let (bytes, name) = rest.trim_start().split_once("  ")?;
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        (is_hash && !name.is_empty()).then_some(())?;
        Some(Self {
            sha256: sha256.to_owned(),
            bytes: bytes.parse().ok()?,
            name: name.to_owned(),
        })
    }
}

impl Manifest {
    /// The manifest of these files, in the order given. `left_out` says which files were asked for and have nothing to hold.
    pub fn of(matter: &Matter, files: &[(String, Vec<u8>)], left_out: Vec<String>) -> Self {
        let title: String = matter.case.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let head = vec![
            format!("{OPENING} {}", env!("CARGO_PKG_VERSION")),
            format!("Case: {title}"),
            format!("Rules SHA-256: {}", matter.rules_sha256),
            format!("Entries: {}, warnings: {}", matter.entries.len(), matter.warnings.len()),
        ];
        let files = files.iter().map(|(name, bytes)| Line {
            sha256: sha256(bytes),
            bytes: bytes.len(),
            name: name.clone(),
        });
        Self {
            parts: vec![Part {
                head,
                files: files.collect(),
                left_out,
            }],
        }
    }

    /// The manifest that these words are; nothing when they are something else.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        let (mut in_head, mut in_left_out) = (false, false);
        for line in text.lines() {
            if line.starts_with(OPENING) {
                parts.push(Part::default());
                (in_head, in_left_out) = (true, false);
            }
            let part = parts.last_mut()?;
            match line {
                "" => (in_head, in_left_out) = (false, false),
                LEFT_OUT => in_left_out = true,
                line if in_head => part.head.push(line.to_owned()),
                line if in_left_out => part.left_out.push(line.to_owned()),
                line => part.files.extend(Line::read(line)),
            }
        }
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// The SHA-256 that this file had when it was written.
    pub fn sha256_of(&self, name: &str) -> Option<&str> {
        let mut all = self.parts.iter().flat_map(|p| &p.files);
        all.find(|l| l.name == name).map(|l| l.sha256.as_str())
    }

    /// This manifest with what an earlier one of the same folder says of files that still stand there and are not written anew.
    #[must_use]
    pub fn with_earlier(mut self, earlier: Self, still_there: impl Fn(&str) -> bool) -> Self {
        for mut part in earlier.parts {
            part.files
                .retain(|l| self.sha256_of(&l.name).is_none() && still_there(&l.name));
            match self.parts.iter_mut().find(|p| p.head == part.head) {
                Some(same) => {
                    same.files.extend(part.files);
                    part.left_out.retain(|l| !same.left_out.contains(l));
                    same.left_out.extend(part.left_out);
                }
                None if part.files.is_empty() => {}
                None => self.parts.push(part),
            }
        }
        for part in &mut self.parts {
            part.files.sort_by(|a, b| a.name.cmp(&b.name));
        }
        self
    }

    /// How many files it tells of.
    pub fn files(&self) -> usize {
        self.parts.iter().map(|p| p.files.len()).sum()
    }

    /// The manifest as it is kept.
    pub fn in_words(&self) -> String {
        let each = self.parts.iter().map(Part::in_words);
        each.collect::<Vec<_>>().join("\n")
    }
}

impl Part {
    fn in_words(&self) -> String {
        let mut out = self.head.join("\n");
        out.push_str(
            "\n\nTo check a file, compare its SHA-256 (certutil -hashfile FILE SHA256, or sha256sum FILE) with its line here.\n",
        );
        out.push_str("SHA-256, size in bytes, file\n");
        for line in &self.files {
            // Writing to a string cannot go wrong.
            let _ = writeln!(out, "{}  {:>10}  {}", line.sha256, line.bytes, line.name);
        }
        if !self.left_out.is_empty() {
            let _ = writeln!(out, "\n{LEFT_OUT}");
            for line in &self.left_out {
                let _ = writeln!(out, "{line}");
            }
        }
        out
    }
}
