//! *Search*: one tantivy index per case, which can be deleted at any time; the only module that names tantivy.
//!
//! Layer 3. The case file is the truth; the index is made from it. Queries are read by a parser of our own (`query`), since a panel must be told how
//! its words were understood; highlights are ours too (`highlight`), since a quote must be the very bytes.

mod alike;
pub mod answer;
mod days;
mod facets;
mod highlight;
mod index;
mod query;
mod run;
mod stretch;
mod suggest;
mod telling;
mod translate;

pub use index::{Index, SearchError};
pub use run::{Shelf, search};
