//! *Search*: one tantivy index per case, which can be deleted at any time; the only module that names tantivy.
//!
//! Layer 3. The case file is the truth; the index is made from it.

pub mod answer;
