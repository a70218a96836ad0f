//! `forewarned new`: an empty case folder with a `case.toml` to fill.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::{Desk, End};

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make
    folder: PathBuf,
}

const CASE: &str = include_str!("../../templates/case.toml");
const HEADER: &str = "Ref,Date,Time,Source,Author,Type,Event\r\n";

pub(super) fn run(command: New, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let folder = &command.folder;
    if folder.exists() {
        bail!("{}: is there already; name a folder that is not", folder.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    fs::write(folder.join("case.toml"), CASE).context("case.toml: cannot be written")?;
    fs::write(folder.join("probation.csv"), HEADER).context("probation.csv: cannot be written")?;
    writeln!(
        desk.out,
        "{} is made. Fill in case.toml, add a file of records for each agency, of any kind that import reads, and name it there; then: forewarned import {}",
        folder.display(),
        super::text::typed(&folder.to_string_lossy())
    )?;
    Ok(End::Done)
}
