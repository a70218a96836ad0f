//! *App*: one file per use case; the only thing that `cli` and `web` call.
//!
//! Layer 4. It joins the modules below and holds the clock and the file system; it shows nothing.

pub mod acting;
pub mod alike;
pub mod anonymising;
pub mod as_read;
pub mod beside;
pub mod clock;
pub mod contract;
pub mod dating;
pub mod demo;
pub mod evaluating;
pub mod explaining;
pub mod home;
pub mod importing;
pub mod judging;
pub mod keeping;
pub mod lensing;
pub mod loose;
pub mod matters;
mod opening;
pub mod original;
pub mod own_rules;
pub mod packing;
pub mod people;
pub mod placing;
pub mod pointing;
mod read_before;
mod searching;
pub mod settling;
pub mod since;
pub mod starting;
mod stating;
pub mod taking_back;
pub mod template;
pub mod thematic;
mod together;
pub mod training;
pub mod tray;
pub mod unpacking;
pub mod writing;
