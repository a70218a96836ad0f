//! Forewarned puts the records that agencies hold about a case on one timeline, and shows a review panel which warnings
//! were on record, who knew, what was expected to follow, and whether the records supplied show that it did.
//!
//! The layers, lowest first: `model` (0), `text`, `timeline`, `review` (1), `patterns`, `anonymise`,
//! `training` (2), `import`, `store`, `search`, `rulebook`,
//! `report` (3), `app` (4), `web` (5), `cli` (6). A module uses only lower layers; modules of layer 3 never use one another.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "tests may stop where they stand"
    )
)]

pub mod anonymise;
pub mod app;
pub mod cli;
pub mod import;
pub mod model;
pub mod patterns;
pub mod report;
pub mod review;
pub mod rulebook;
pub mod search;
pub mod store;
pub mod text;
pub mod timeline;
pub mod training;
pub mod web;
