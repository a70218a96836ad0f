//! What is asked of the index, and what it answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::search::stretch::Stretch;

/// A question to the index. Several values of one kind are alternatives; what is of several kinds must hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The query as typed.
    pub query: String,
    /// Earlier queries, within whose results is searched.
    pub within: Vec<String>,
    /// Entries that share the most telling words of this one, as case and `Ref`.
    pub like: Option<(String, String)>,
    /// Only these cases (slugs); all when empty.
    pub cases: Vec<String>,
    /// Only these agencies (ids); all when empty.
    pub agencies: Vec<String>,
    /// Only these coded types; all when empty.
    pub types: Vec<String>,
    /// Only these concepts (ids); all when empty.
    pub concepts: Vec<String>,
    /// Only these people (ids); all when empty.
    pub people: Vec<String>,
    /// Only these years of the first day that an entry can have been; all when empty.
    pub years: Vec<String>,
    /// `yes`: only entries of a warning; `no`: only others; all when empty.
    pub warned: Vec<String>,
    /// Only entries whose first day lies in it.
    pub stretch: Option<Stretch>,
    /// In which order.
    pub sort: Sort,
    /// Page, counted from 1 (0 is read as 1, more than there are as the last).
    pub page: usize,
    /// Hits a page (0 is read as 20, more than 200 as 200).
    pub per_page: usize,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// What fits best first; what fits the same in the order of the timeline.
    #[default]
    Relevance,
    /// In the order of the timeline.
    Oldest,
    /// In the order of the timeline, backwards.
    Newest,
}

impl Sort {
    /// The order with this code, `oldest` or `newest`; by what fits best for any other.
    pub fn of_code(code: &str) -> Self {
        match code {
            "oldest" => Self::Oldest,
            "newest" => Self::Newest,
            _ => Self::Relevance,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Oldest => "oldest",
            Self::Newest => "newest",
        }
    }
}

/// What the index answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How the query was read, with operators: `(stalk* AND agency:police)`.
    pub read_as: String,
    /// The same in plain words.
    pub in_words: String,
    /// What could not be read as meant, and what was done instead.
    pub remarks: Vec<String>,
    /// Queries that say plainly what may have been meant.
    pub instead: Vec<String>,
    /// The query with words that are in no entry changed into the nearest that are; it has hits.
    pub did_you_mean: Option<String>,
    /// Number of entries that match.
    pub total: usize,
    /// The page of hits, counted from 1.
    pub page: usize,
    /// The hits of the page.
    pub hits: Vec<Hit>,
    /// Counts over all matches; those of a kind leave out what is chosen of that kind.
    pub facets: Facets,
    /// Counts by the first day that an entry can have been: by year, by month of a year or by day of a month.
    pub bars: Vec<Bar>,
    /// First day that a match can have been.
    pub first: Option<NaiveDate>,
    /// Last day that a match can have been.
    pub last: Option<NaiveDate>,
    /// The first day as the record has it, where it is not known to the day.
    #[serde(skip)]
    pub first_as_written: Option<String>,
    /// The last day as the record has it, where it is not known to the day.
    #[serde(skip)]
    pub last_as_written: Option<String>,
    /// Cases whose index was missing, damaged or behind and was made anew for this answer.
    pub index_made: Vec<String>,
}

/// One bar of the picture of dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// The year, month or day.
    pub stretch: Stretch,
    /// Number of matches.
    pub count: u64,
}

/// One entry that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The case, by its slug.
    pub case: String,
    /// The entry's `Ref`.
    pub entry: String,
    /// Its place in the order of the timeline, from 0.
    pub place: usize,
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
    /// By case, as its slug.
    pub cases: Vec<(String, u64)>,
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
    /// `yes` for entries of a warning, `no` for others.
    pub warned: Vec<(String, u64)>,
}
