//! `forewarned open-file SECONDS MB`: the program opens one file for another process of itself (`import::apart`).
//!
//! It is no subcommand for people: it reads the file on its input, its name first, and writes what the file holds as JSON. It comes before all
//! else, so that a process with little time and memory loads nothing that it does not need.

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use crate::import::{Opener, SUBCOMMAND, answer};

/// Answers when these arguments ask for it.
pub(super) fn run(arguments: &[OsString], out: &mut dyn Write) -> Option<ExitCode> {
    let [_, subcommand, seconds, megabytes] = arguments else {
        return None;
    };
    if subcommand != SUBCOMMAND {
        return None;
    }
    let limit = |word: &OsString| word.to_str().and_then(|w| w.parse().ok());
    let limits = (limit(seconds)?, limit(megabytes)?);
    let answered = answer(limits, &mut io::stdin().lock(), out);
    Some(if answered.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// Where files are opened: in processes of this program, unless it cannot be found.
pub(super) fn opener(seconds: u64, megabytes: u64) -> Opener {
    match std::env::current_exe() {
        Ok(program) => Opener::Apart {
            program,
            seconds,
            megabytes,
        },
        Err(_) => Opener::Here,
    }
}
