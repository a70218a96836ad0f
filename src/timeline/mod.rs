//! The *timeline*: merging agencies into one order, linking duplicates, measuring silences, drawing lanes.
//!
//! Layer 1, pure. What entries mean is left to `text`; what should have followed to `patterns`.
