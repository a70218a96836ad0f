//! Journeys of a panel in a real browser: with the mouse, with the keyboard alone, and with scripts turned off.
//!
//! A journey is written in a panel's words (`goes_to`, `opens`, `chooses`, `types`, `presses`, `sees`), and controls are found by the
//! names that assistive techniques tell. The same journey is made in each way, so that none is a second-class one.

mod checked;
mod desk;
mod driver;
mod first;

pub(crate) use desk::{Desk, Way};
