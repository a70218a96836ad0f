//! `forewarned timeline`: the combined chronology as text, or the picture as SVG.

use std::path::PathBuf;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use clap::Args;

use super::{Desk, End, analyse, text::one_line};
use crate::{
    model::matter::Matter,
    timeline::picture::{self, Instead, Lanes, Seen, View},
};

#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// A case folder, or the name of a case in the home folder
    what: PathBuf,
    /// Write the picture (SVG) instead
    #[arg(long)]
    svg: bool,
    /// First day of the picture, like 2018-01-14, or 2018-01-14T10:30
    #[arg(long, requires = "svg", value_parser = ends)]
    from: Option<Ends>,
    /// Last day of the picture
    #[arg(long, requires = "svg", value_parser = ends)]
    to: Option<Ends>,
    /// What has a lane in the picture
    #[arg(long, requires = "svg", value_parser = ["agency", "person", "concept"])]
    lanes: Option<String>,
}

/// The first moment of what was written, and the one at which it ends: the same where a time was.
type Ends = (NaiveDateTime, NaiveDateTime);

fn ends(text: &str) -> Result<Ends, String> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let day = || {
        let day = text.parse::<NaiveDate>().ok()?;
        Some((midnight(day), midnight(day.checked_add_days(Days::new(1))?)))
    };
    let timed = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok();
    timed
        .map(|moment| (moment, moment))
        .or_else(day)
        .ok_or_else(|| "write it like 2018-01-14, or 2018-01-14T10:30".to_owned())
}

/// The picture: of the whole case as reports print it, or of the view that was asked for.
fn drawn(command: &Timeline, matter: &Matter) -> (String, Vec<Instead>) {
    if command.from.is_none() && command.to.is_none() && command.lanes.is_none() {
        return (picture::file(matter), Vec::new());
    }
    let lanes = command.lanes.as_deref().and_then(Lanes::of_code);
    let whole = View::whole(matter, lanes.unwrap_or(Lanes::Agency));
    let (from, to, turned) = match (command.from, command.to) {
        // Both days are in, whichever stands first.
        (Some(from), Some(to)) if from.0 > to.1 => (Some(to), Some(from), Some(Instead::Turned)),
        (from, to) => (from, to, None),
    };
    let (view, mut instead) = View::nearest((from.map(|f| f.0), to.map(|t| t.1)), whole);
    instead.extend(turned);
    (picture::file_of(&Seen::of(matter, view)), instead)
}

pub(super) fn run(command: Timeline, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = analyse::matter(&command.what, None, desk)?;
    if command.svg {
        let (svg, instead) = drawn(&command, &matter);
        for remark in instead {
            // Inside the file, so that it goes with the picture.
            writeln!(desk.out, "<!-- {} -->", remark.words())?;
        }
        writeln!(desk.out, "{svg}")?;
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
