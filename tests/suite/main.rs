//! All tests that go through the public way in: library, command line, HTTP, browser.

mod reading;
mod tidy;
