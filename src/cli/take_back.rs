//! `forewarned take-back`: a wrong import leaves the case again, with who and why. Nothing of it is destroyed.

use std::io;

use anyhow::bail;
use clap::Args;

use super::{
    Desk, End, revision, settled,
    text::{self, count, one_line},
};
use crate::app::{
    settling::Signed,
    taking_back::{self, Request, Taking},
};

#[derive(Debug, Args)]
pub(super) struct TakeBack {
    /// Name or title of a case in the home folder
    case: String,
    /// Number of an import, as `forewarned files` lists it: all its files; or the name of one file; or FILE/NAME for a file inside one
    what: String,
    /// Whose file it is, where several agencies have one of this name
    #[arg(long, value_name = "AGENCY")]
    agency: Option<String>,
    /// Show what would leave the case, and change nothing
    #[arg(long)]
    preview: bool,
    /// Who takes it back
    #[arg(long, value_name = "NAME", required_unless_present = "preview")]
    who: Option<String>,
    /// Why, in words
    #[arg(long, value_name = "TEXT", required_unless_present = "preview")]
    because: Option<String>,
}

pub(super) fn run(command: TakeBack, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matters = desk.matters();
    let request = Request {
        case: command.case,
        what: command.what,
        agency: command.agency,
    };
    let taking = taking_back::look(&matters, &request)?;
    if command.preview {
        writeln!(
            desk.out,
            "{}: this would leave the case. Nothing is changed yet.",
            taking.slug
        )?;
        show(&taking, desk.out)?;
        return Ok(End::Done);
    }
    let signed = Signed {
        who: command.who.unwrap_or_default(),
        because: command.because.unwrap_or_default(),
    };
    // The look has judged the case already.
    let before = matters.get(&taking.slug)?;
    taking_back::take_back(&matters, &taking, &signed)?;
    let Some((before, after)) = before.zip(matters.get(&taking.slug)?) else {
        bail!("{}: there is no such case", taking.slug);
    };
    writeln!(
        desk.out,
        "{}: taken back by {}: {}",
        taking.slug,
        one_line(&signed.who),
        one_line(&signed.because)
    )?;
    show(&taking, desk.out)?;
    settled::differences(&before, &after, desk.out)?;
    writeln!(
        desk.out,
        "Everything is kept in the case file; the same file imported again brings its entries and decisions back."
    )?;
    Ok(End::Done)
}

fn show(taking: &Taking, out: &mut dyn io::Write) -> io::Result<()> {
    for leaves in &taking.leaves {
        let change = &leaves.revision;
        let place = if change.part.is_empty() {
            String::new()
        } else {
            format!(", {}", change.part)
        };
        let lost = leaves.problems.iter().filter(|p| p.lost_row).count();
        writeln!(
            out,
            "{}{place} (for {}): {}, {}, {}",
            change.old.file,
            change.old.agency,
            count(change.changes.gone.len(), "entry"),
            count(lost, "problem"),
            count(leaves.problems.len() - lost, "remark"),
        )?;
        if !change.leaves_nothing() {
            writeln!(out, "  {} stands in its place again, as before", change.new.file)?;
        }
        revision::changes(&change.changes, out)?;
        for problem in &leaves.problems {
            writeln!(out, "  {} gone: {problem}", text::kind(problem))?;
        }
    }
    for rests in taking.rests.iter().filter(|r| !r.falls) {
        writeln!(out, "  stands on it: {}", one_line(&rests.words))?;
    }
    for rests in taking.rests.iter().filter(|r| r.falls) {
        writeln!(out, "  falls with it, to be settled anew: {}", one_line(&rests.words))?;
    }
    for note in &taking.notes {
        writeln!(out, "  note: {note}")?;
    }
    Ok(())
}
