//! All tests that go through the public way in: library, command line, HTTP, browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests may stop where they stand"
)]

mod acceptance;
mod anonymising;
mod browser;
mod cli;
mod consulted;
mod decided;
mod enquiry;
mod fairness;
mod importing;
mod interrupted;
mod journeys;
mod judged_again;
mod kin_named;
mod kinds;
mod leaking;
mod loose;
mod measuring;
mod merging;
mod naming;
mod no_record;
mod one_event;
mod own_rules;
mod own_words;
mod panel_words;
mod read_again;
mod read_as_written;
mod read_before;
mod reading;
mod reimport;
mod reporting;
mod reporting_pdf;
mod retold;
mod review;
mod said_exactly;
mod searching;
mod settling;
mod store;
mod taking_back;
mod thematic;
mod tidy;
mod told_whole;
mod training;
mod web;
mod who_acted;
mod who_speaks;
mod whole_cases;
mod words;

/// The headings of columns that the program knows.
pub(crate) fn headings() -> forewarned::model::columns::Headings {
    forewarned::rulebook::columns::built_in().unwrap()
}
