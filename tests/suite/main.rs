//! All tests that go through the public way in: library, command line, HTTP, browser.

mod browser;
mod cli;
mod importing;
mod reading;
mod searching;
mod store;
mod tidy;
mod web;
mod whole_cases;
