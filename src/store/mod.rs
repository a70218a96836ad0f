//! The *store*: one SQLite file per case, which is the truth: original records, entries, problems.
//!
//! Layer 3. It reads no file formats and judges nothing.
