//! What is asked of the index, and what it answers.

use serde::{Deserialize, Serialize};

/// A question to the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The query as typed.
    pub query: String,
    /// Only these agencies (ids); all when empty.
    pub agencies: Vec<String>,
    /// Only these concepts (ids); all when empty.
    pub concepts: Vec<String>,
    /// Page, counted from 1 (0 is read as 1).
    pub page: usize,
    /// Hits a page (0 is read as 20, more than 200 as 200).
    pub per_page: usize,
}

/// What the index answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How the query was read, in words and with operators: `(stalk* AND agency:police)`.
    pub read_as: String,
    /// What could not be read as meant, and what was done instead.
    pub remarks: Vec<String>,
    /// Number of entries that match.
    pub total: usize,
    /// The page of hits.
    pub hits: Vec<Hit>,
    /// Counts over all matches.
    pub facets: Facets,
}

/// One entry that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The entry's `Ref`.
    pub entry: String,
    /// Agency id.
    pub agency: String,
    /// The date as written.
    pub written: String,
    /// The coded type, as written.
    pub entry_type: String,
    /// BM25 score; only its order has a meaning.
    pub score: f32,
    /// The text in pieces, in order, joined exactly the entry's text (or a window of it).
    pub pieces: Vec<Piece>,
    /// True when `pieces` is a window and text was left out.
    pub cut: bool,
}

/// A piece of text, and whether it is what matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Did it match?
    pub hit: bool,
}

/// Counts over all matches, each list by count (highest first), then by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By agency id.
    pub agencies: Vec<(String, u64)>,
    /// By coded type.
    pub types: Vec<(String, u64)>,
    /// By concept id.
    pub concepts: Vec<(String, u64)>,
    /// By person id.
    pub people: Vec<(String, u64)>,
    /// By year of the earliest day, in order of year.
    pub years: Vec<(String, u64)>,
}
