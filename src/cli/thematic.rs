//! `forewarned thematic`: the thematic table over several cases, and what a reviewer sets in it for one.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::{
    Desk, End, analyse,
    settled::{self, Why},
};
use crate::{
    app::{
        clock, settling, thematic,
        writing::{self, Existing},
    },
    report::Settings,
    rulebook::measures,
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
    /// Write over a file that stands there already
    #[arg(long, requires = "output")]
    overwrite: bool,
    /// Set a measure for one case instead of writing the table, as M18-01=met; `forewarned settled` takes it back
    #[arg(long, value_name = "CODE=RESULT", requires = "who", requires = "because")]
    set: Option<String>,
    /// Who sets it
    #[arg(long, value_name = "NAME", default_value = "", requires = "set")]
    who: String,
    /// Why, in words
    #[arg(long, value_name = "TEXT", default_value = "", requires = "set")]
    because: String,
}

pub(super) fn run(command: Thematic, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    if let Some(set) = &command.set {
        let [case] = command.cases.as_slice() else {
            anyhow::bail!("a measure is set for one case at a time; name exactly one case of the home folder");
        };
        let all = measures::load(&desk.book).context("the measures cannot be used")?;
        let what = settling::measure(&all.all, set)?;
        let why = Why::new(command.who, command.because);
        settled::keep(&case.to_string_lossy(), what, &why, desk)?;
        return Ok(End::Done);
    }
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
    let (all, again) = thematic::each_once(matters.iter().map(|m| &**m));
    let bytes = thematic::table(&again, &all, &desk.book, &command.format, &settings)?;
    match &command.output {
        Some(file) => {
            writing::file(file, &bytes, Existing::of(command.overwrite))?;
            for said in &again {
                writeln!(desk.out, "{said}")?;
            }
            writeln!(desk.out, "{} is written ({} bytes)", file.display(), bytes.len())?;
        }
        None => desk.out.write_all(&bytes)?,
    }
    Ok(End::Done)
}
