//! `forewarned index rebuild`: makes search indexes anew.

use clap::{Args, Subcommand};

use super::{Desk, End, progress};

#[derive(Debug, Args)]
pub(super) struct Index {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make the index of a case anew, or of all cases
    Rebuild {
        /// Name of the case; all when left out
        case: Option<String>,
    },
}

pub(super) fn run(command: Index, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let Action::Rebuild { case } = command.command;
    let matters = desk.matters();
    let slugs = match case {
        Some(slug) => vec![slug],
        None => matters.slugs()?,
    };
    for slug in slugs {
        let total = matters.open(&slug, &mut |_| {})?.map_or(0, |(_, m)| m.entries.len());
        let bar = progress::bar(desk.quiet, total, "Indexing");
        let done = matters.rebuild(&slug, &mut |n| bar.set_position(u64::try_from(n).unwrap_or(0)))?;
        bar.finish_and_clear();
        match done {
            Some(entries) => writeln!(desk.out, "{slug}: {} indexed", super::text::count(entries, "entry"))?,
            None => anyhow::bail!("{slug}: there is no such case in {}", desk.home.cases().display()),
        }
    }
    Ok(End::Done)
}
