//! `forewarned demo`: the invented sample cases, imported, judged and shown.

use clap::Args;

use super::{Desk, End, serve};
use crate::{
    app::demo,
    model::finding::{FindingKind, Outcome},
    search::answer::Request,
};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Go the whole way once (import, judge, search, report) and end, without serving
    #[arg(long)]
    check: bool,
}

pub(super) fn run(command: Demo, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    // The samples get a home of their own, so that they never stand among real cases.
    desk.home = desk.home.samples();
    let slugs = demo::prepare(&desk.home, &desk.book.headings)?;
    let matters = desk.matters();
    for slug in &slugs {
        let Some(matter) = matters.get(slug)? else {
            continue;
        };
        let gaps = |o| {
            matter
                .counted()
                .filter(|f| f.kind == FindingKind::Gap && f.outcome == o)
                .count()
        };
        writeln!(
            desk.out,
            "{slug}: {} entries of {} agencies, {} problems; {} warnings ({} findings with no record, {} late, {} cannot tell)",
            matter.entries.len(),
            matter.coverage.len(),
            matter.problems.len(),
            matter.warnings.len(),
            gaps(Outcome::Missed),
            gaps(Outcome::Late),
            gaps(Outcome::CannotTell)
        )?;
        let answer = matters.search(
            slug,
            &Request {
                query: "police".to_owned(),
                ..Request::default()
            },
        )?;
        if command.check {
            let report = matters.report(slug, "full", "html")?.map_or(0, |r| r.len());
            writeln!(
                desk.out,
                "  search for police: {} entries; report: {report} bytes",
                answer.map_or(0, |a| a.total)
            )?;
        }
    }
    if !command.check {
        writeln!(
            desk.out,
            "These cases are invented. Their files are in {}",
            desk.home.root().display()
        )?;
        let doors = crate::web::Doors {
            port: command.port,
            people: &[],
            notebooks: &[],
        };
        serve::serve(doors, &format!("/case/{}", demo::FIRST), desk)?;
    }
    Ok(End::Done)
}
