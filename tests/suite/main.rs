//! All tests that go through the public way in: library, command line, HTTP, browser.

mod browser;
mod cli;
mod reading;
mod tidy;
mod web;
mod whole_cases;
