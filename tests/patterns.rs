//! Every example in `rules/` is a test of its own: `cargo test --test patterns stalking` runs those that hold the word.
#![allow(clippy::unwrap_used, reason = "a test binary without libtest's own harness")]

use forewarned::rulebook::{files::Files, load::Rulebook, selftest};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let book = Rulebook::load(&Files::built_in().unwrap());
    let trials = match book {
        Err(error) => vec![Trial::test("rules load", move || Err(Failed::from(error.to_string())))],
        Ok(book) => selftest::all(&book)
            .into_iter()
            .map(|check| {
                Trial::test(check.name.clone(), move || {
                    check.wrong.map_or(Ok(()), |wrong| Err(Failed::from(wrong)))
                })
            })
            .collect(),
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}
