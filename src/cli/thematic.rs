//! `forewarned thematic`: the thematic table over several cases.

use std::{fs, path::PathBuf};

use anyhow::Context as _;
use clap::Args;

use super::{Desk, End, analyse};
use crate::{
    app::{clock, thematic},
    report::Settings,
};

#[derive(Debug, Args)]
pub(super) struct Thematic {
    /// Case folders, or names of cases in the home folder; all cases there when left out
    cases: Vec<PathBuf>,
    /// How it is written: html, xlsx, docx, …
    #[arg(long, default_value = "html")]
    format: String,
    /// The file to write; by default to the output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out the day it was made, so that the same cases give the same bytes
    #[arg(long)]
    undated: bool,
}

pub(super) fn run(command: Thematic, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let mut names = command.cases;
    if names.is_empty() {
        names = desk.matters().slugs()?.into_iter().map(PathBuf::from).collect();
    }
    if names.is_empty() {
        anyhow::bail!("there is no case to measure; name case folders, or import some first");
    }
    let mut matters = Vec::new();
    for name in &names {
        matters.push(analyse::matter(name, None, desk)?);
    }
    let settings = Settings {
        made_at: (!command.undated).then(clock::now_in_words),
        ..Settings::default()
    };
    let all: Vec<&crate::model::matter::Matter> = matters.iter().map(|m| &**m).collect();
    let bytes = thematic::table(&all, (&desk.files, &desk.book), &command.format, &settings)?;
    match &command.output {
        Some(file) => {
            fs::write(file, &bytes).with_context(|| format!("{}: cannot be written", file.display()))?;
            writeln!(desk.out, "{} is written ({} bytes)", file.display(), bytes.len())?;
        }
        None => desk.out.write_all(&bytes)?,
    }
    Ok(End::Done)
}
