//! *Sources* of a pattern: where what it says comes from, and how that was read.

use serde::Deserialize;

/// A source of a pattern.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternSource {
    /// Key in `rules/sources.toml`.
    pub key: String,
    /// Place in it.
    pub at: String,
    /// What it says there.
    pub says: String,
    /// How it was read.
    pub tag: SourceTag,
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceTag {
    /// The words were read in the source.
    Read,
    /// Read in an unofficial or local source.
    SecondHand,
    /// Read in an official document since replaced.
    Historic,
    /// The document exists, its text was not read.
    KnownNotRead,
}

impl SourceTag {
    /// The words shown beside a source.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "read in the source",
            Self::SecondHand => "second-hand",
            Self::Historic => "historic",
            Self::KnownNotRead => "known, not read",
        }
    }
}
