//! Any importer: the first byte chooses the ending of the name, the rest is the file.
#![no_main]

use forewarned_fuzz::{ENDINGS, open_as};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((first, rest)) = bytes.split_first()
        && let Some(ending) = ENDINGS.get(usize::from(*first) % ENDINGS.len())
    {
        open_as(ending, rest);
    }
});
