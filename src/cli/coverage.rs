//! `forewarned coverage`: for which days each agency's records were supplied, as stated, proposed and confirmed; and what to ask for.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{
    Desk, End, analyse,
    settled::{self, Why},
    text::{count, one_line, typed},
};
use crate::{
    app::settling,
    model::{case::Hole, matter::Matter},
    review::{
        coverage::{self, Cover},
        requests,
    },
};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Coverage {
    /// A case folder, or the name of a case in the home folder
    what: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Confirm the days for which an agency's records were supplied
    Confirm {
        /// Name of a case in the home folder
        case: String,
        /// The agency, by its id or name
        agency: String,
        /// First day, as 2021-03-01
        from: NaiveDate,
        /// Last day
        to: NaiveDate,
        /// A span missing in between, as 2021-03-01..2021-03-14:why; may be given again
        #[arg(long, value_name = "SPAN", value_parser = settling::hole)]
        hole: Vec<Hole>,
        #[command(flatten)]
        why: Why,
    },
    /// What to ask agencies for, and which findings each answer may settle
    Requests {
        /// A case folder, or the name of a case in the home folder
        what: PathBuf,
    },
}

pub(super) fn run(command: Coverage, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match (command.command, command.what) {
        (
            Some(Action::Confirm {
                case,
                agency,
                from,
                to,
                hole,
                why,
            }),
            _,
        ) => {
            let what = settling::coverage(&settled::matter(&case, desk)?.case, &agency, (from, to), hole)?;
            settled::keep(&case, what, &why, desk)?;
        }
        (Some(Action::Requests { what }), _) => {
            let matter = analyse::matter(&what, None, desk)?;
            ask(&matter, desk)?;
        }
        (None, Some(what)) => {
            let matter = analyse::matter(&what, None, desk)?;
            // What is confirmed is kept in a case; a folder has none.
            let is_kept = !what.is_dir() && !what.is_file();
            let case = if is_kept {
                what.to_string_lossy().into_owned()
            } else {
                "CASE".to_owned()
            };
            for cover in coverage::propose(&matter) {
                print(&matter, &cover, &case, desk)?;
            }
            let asked = requests::requests(&matter).len();
            writeln!(
                desk.out,
                "{}: `forewarned coverage requests {}` lists them",
                count(asked, "request"),
                typed(&what.to_string_lossy())
            )?;
        }
        (None, None) => anyhow::bail!("give a case, or its folder"),
    }
    Ok(End::Done)
}

fn print(matter: &Matter, cover: &Cover, case: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(desk.out, "{}", matter.case.agency_name(&cover.agency))?;
    match cover.holds {
        Some((from, to)) => {
            let by = if cover.is_confirmed { "confirmed" } else { "stated" };
            writeln!(desk.out, "    {by}: {from} to {to}")?;
            for hole in &cover.holes {
                writeln!(desk.out, "    {by}: without {}", span(hole))?;
            }
        }
        None => writeln!(
            desk.out,
            "    neither stated nor confirmed: the absence of an entry tells nothing"
        )?,
    }
    match cover.entries {
        Some((from, to)) => writeln!(
            desk.out,
            "    entries: {}, known days from {from} to {to}, {} outside the days that hold",
            cover.count, cover.outside
        )?,
        None if cover.count > 0 => writeln!(desk.out, "    entries: {}, none of a known day", cover.count)?,
        None => writeln!(desk.out, "    entries: none")?,
    }
    print_stated(cover, desk)?;
    if let (None, Some((from, to))) = (cover.holds, cover.proposed()) {
        let by = match (cover.stated.from, cover.stated.to) {
            (Some(_), Some(_)) => ", as the agency states",
            (None, None) => "",
            _ => ", as the agency states of one end and its entries show of the other",
        };
        writeln!(
            desk.out,
            "    proposed: {from} to {to}{by}; to confirm it: forewarned coverage confirm {} {} {from} {to} --who NAME --because TEXT",
            typed(case),
            typed(&cover.agency.0)
        )?;
    }
    for hole in &cover.proposed_holes {
        writeln!(desk.out, "    proposed: without {}", span(hole))?;
    }
    Ok(())
}

/// What the agency answered in the blank chronology.
fn print_stated(cover: &Cover, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let stated = &cover.stated;
    if cover.after > 0 {
        writeln!(
            desk.out,
            "    {} after the time under review, or messages after the event; they stretch no days",
            count(cover.after, "entry")
        )?;
    }
    let day = |day: Option<NaiveDate>| day.map_or("no day that could be read".to_owned(), |d| d.to_string());
    if stated.from.is_some() || stated.to.is_some() {
        let differs = if stated.differs {
            " (its files answer differently; these are the days that all of them state)"
        } else {
            ""
        };
        writeln!(
            desk.out,
            "    the agency states: searched from {} to {}{differs}",
            day(stated.from),
            day(stated.to)
        )?;
    }
    for span in &stated.no_contact {
        let entries = match span.entries {
            0 => String::new(),
            n => format!("; but {} of its own lie in that time", count(n, "entry")),
        };
        writeln!(
            desk.out,
            "    the agency states: no contact from {} to {} (“{}”), so this is proposed as no hole{entries}",
            span.from,
            span.to,
            one_line(&span.words)
        )?;
    }
    for words in &stated.not_searched {
        writeln!(
            desk.out,
            "    the agency states: records that exist and were not searched: “{}”; what days cover does not hold for them",
            one_line(words)
        )?;
    }
    for words in &stated.unread {
        writeln!(
            desk.out,
            "    the agency states, and no day could be read for certain: “{}”",
            one_line(words)
        )?;
    }
    Ok(())
}

fn span(hole: &Hole) -> String {
    let why = hole.why.as_ref().map_or(String::new(), |w| format!(" ({w})"));
    format!("{} to {}{why}", hole.from, hole.to)
}

fn ask(matter: &Matter, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let all = requests::requests(matter);
    for request in &all {
        let days = match (request.from, request.to) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            _ => "any day".to_owned(),
        };
        writeln!(
            desk.out,
            "{}",
            format!(
                "{}  {days}: {}. {}",
                matter.case.agency_name(&request.agency),
                one_line(&request.wording),
                one_line(&request.why)
            )
            .trim_end()
        )?;
        for finding in &request.settles {
            let title = matter.finding(finding).map_or("", |f| f.title.as_str());
            writeln!(desk.out, "    may settle {finding}: {title}")?;
        }
        if !request.bears_on.is_empty() {
            writeln!(desk.out, "    could bear on {} more findings", request.bears_on.len())?;
        }
    }
    writeln!(desk.out, "{}", count(all.len(), "request"))?;
    Ok(())
}
