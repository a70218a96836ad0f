//! `forewarned import`: a case folder or a dated narrative into a case.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, End, progress, text};
use crate::app::importing;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// A case folder (with case.toml), or a dated narrative (.txt)
    what: PathBuf,
    /// Name of the case; by default made from its title
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
}

pub(super) fn run(command: Import, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let imported = importing::import(&desk.home, desk.ways(), &command.what, command.case.as_deref())?;
    let matters = desk.matters();
    let bar = progress::bar(desk.quiet, imported.added.entries_new, "Reading");
    let opened = matters.open(&imported.slug, &mut |done| {
        bar.set_position(u64::try_from(done).unwrap_or(0));
    })?;
    bar.finish_and_clear();
    let added = &imported.added;
    let made = if imported.is_new { "made" } else { "added to" };
    writeln!(
        desk.out,
        "{} is {made}: {} new records, {} already there, {} new entries, {} new problems",
        imported.slug, added.records_new, added.records_known, added.entries_new, added.problems_new
    )?;
    if let Some((_, matter)) = opened {
        text::records(&matter, desk.out)?;
        let bar = progress::bar(desk.quiet, matter.entries.len(), "Indexing");
        matters.rebuild(&imported.slug, &mut |done| {
            bar.set_position(u64::try_from(done).unwrap_or(0));
        })?;
        bar.finish_and_clear();
    }
    Ok(End::Done)
}
