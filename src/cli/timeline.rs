//! `forewarned timeline`: the combined chronology as text, or the picture as SVG.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, End, analyse, text::one_line};
use crate::timeline::picture;

#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// A case folder, or the name of a case in the home folder
    what: PathBuf,
    /// Write the picture (SVG) instead
    #[arg(long)]
    svg: bool,
}

pub(super) fn run(command: Timeline, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = analyse::matter(&command.what, None, desk)?;
    if command.svg {
        writeln!(desk.out, "{}", picture::file(&matter))?;
        return Ok(End::Done);
    }
    for entry in &matter.entries {
        let mut warnings: Vec<&str> = matter.warnings_at(&entry.id).map(|w| w.id.as_str()).collect();
        warnings.sort_by_key(|n| (n.len(), *n));
        let marks = if warnings.is_empty() {
            String::new()
        } else {
            format!("  <{}>", warnings.join(" "))
        };
        let time = entry
            .when
            .time
            .filter(|_| !entry.when.is_stamp())
            .map_or(String::new(), |t| t.format(" %H:%M").to_string());
        writeln!(
            desk.out,
            "{}{time}  {}  {}  {}{marks}\n    {}",
            entry.when.shown(),
            matter.case.agency_name(&entry.agency),
            entry.id,
            entry.entry_type,
            one_line(&entry.text)
        )?;
    }
    for link in &matter.timeline.duplicates {
        writeln!(desk.out, "{} and {}: {}", link.first, link.second, link.why)?;
    }
    for related in &matter.timeline.related {
        let (first, second, how) = (&related.first, &related.second, related.how.words());
        writeln!(desk.out, "{first} and {second}: {how}: {}", related.why)?;
    }
    for silence in &matter.timeline.silences {
        writeln!(
            desk.out,
            "No entry of {} from {} to {} ({} days)",
            matter.case.agency_name(&silence.agency),
            silence.from,
            silence.to,
            silence.days
        )?;
    }
    Ok(End::Done)
}
