//! *Import*: records in. One file per format; a row becomes an entry or a problem, never nothing.
//!
//! Layer 3. Keeping what was read is left to `store`.
