//! Web pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| forewarned_fuzz::open_as("html", bytes));
