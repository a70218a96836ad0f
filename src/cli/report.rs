//! `forewarned report`: writes a report.

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::Args;

use super::{Desk, End, analyse};
use crate::{app::clock, report};

#[derive(Debug, Args)]
pub(super) struct Report {
    /// A case folder, or the name of a case in the home folder
    what: PathBuf,
    /// What it says: chronology, warnings, full
    #[arg(long, default_value = "full")]
    kind: String,
    /// How it is written: html
    #[arg(long, default_value = "html")]
    format: String,
    /// The file to write; by default to the output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out the day it was made, so that the same case gives the same bytes
    #[arg(long)]
    undated: bool,
}

pub(super) fn run(command: Report, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = analyse::matter(&command.what, None, desk)?;
    let made_at = if command.undated {
        None
    } else {
        Some(clock::now_in_words())
    };
    let bytes = report::make(
        &matter,
        &command.kind,
        &command.format,
        &report::Settings {
            made_at,
            ..report::Settings::default()
        },
    )?;
    match &command.output {
        Some(file) => {
            fs::write(file, &bytes).with_context(|| format!("{}: cannot be written", file.display()))?;
            writeln!(desk.out, "{} is written ({} bytes)", file.display(), bytes.len())?;
        }
        None => desk.out.write_all(&bytes)?,
    }
    Ok(End::Done)
}
