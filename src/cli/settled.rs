//! `forewarned settled`: everything that people settled about a case, and taking one of it back. Keeping is shared by all that settle.

use std::{
    io::{self, Write},
    sync::Arc,
};

use anyhow::{anyhow, bail};
use clap::Args;

use super::{Desk, End, text::one_line};
use crate::{
    app::settling::{self, Signed},
    model::{
        matter::Matter,
        settled::{Settlement, standing},
    },
    review::settled_words,
};

#[derive(Debug, Args)]
pub(super) struct Settled {
    /// Name of a case in the home folder
    case: String,
    /// Take this one back, by its number
    #[arg(long, value_name = "NUMBER", requires_all = ["who", "because"])]
    undo: Option<u64>,
    /// Who takes it back
    #[arg(long, value_name = "NAME", requires = "undo")]
    who: Option<String>,
    /// Why, in words
    #[arg(long, value_name = "TEXT", requires = "undo")]
    because: Option<String>,
}

/// Who settles something, and why: both are kept.
#[derive(Debug, Args)]
pub(super) struct Why {
    /// Who says so
    #[arg(long, value_name = "NAME")]
    who: String,
    /// Why, in words
    #[arg(long, value_name = "TEXT")]
    because: String,
}

impl Why {
    /// Both, where a command takes them only for one of the things that it does.
    pub(super) fn new(who: String, because: String) -> Self {
        Self { who, because }
    }

    pub(super) fn signed(&self) -> Signed {
        Signed {
            who: self.who.clone(),
            because: self.because.clone(),
        }
    }
}

pub(super) fn run(command: Settled, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = matter(&command.case, desk)?;
    if let Some(number) = command.undo {
        let why = Why::new(command.who.unwrap_or_default(), command.because.unwrap_or_default());
        keep(&command.case, settling::undo(&matter, number)?, &why, desk)?;
        return Ok(End::Done);
    }
    let holds: Vec<u64> = standing(&matter.settled).iter().map(|s| s.number).collect();
    for one in &matter.settled {
        let mark = if holds.contains(&one.number) || matches!(one.what, Settlement::Undo(_)) {
            ""
        } else {
            "  (taken back)"
        };
        writeln!(
            desk.out,
            "{:>4} {} {}  {}{mark}\n       {}",
            one.number,
            one.at,
            one_line(&one.who),
            settled_words::in_words(&matter, &one.what),
            one_line(&one.because)
        )?;
    }
    writeln!(desk.out, "{} settled", matter.settled.len())?;
    Ok(End::Done)
}

/// A case that is kept: only there can anything be settled.
pub(super) fn matter(case: &str, desk: &Desk<'_>) -> anyhow::Result<Arc<Matter>> {
    desk.matters().get(case)?.ok_or_else(|| {
        anyhow!(
            "{case}: there is no such case in {}; what people settle is kept in a case, so import the folder first",
            desk.home.cases().display()
        )
    })
}

/// Keeps a settlement and says what it changed of the findings.
pub(super) fn keep(case: &str, what: Settlement, why: &Why, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let matters = desk.matters();
    let before = matter(case, desk)?;
    let words = settled_words::in_words(&before, &what);
    let Some(number) = matters.settle(case, &settling::settled(what, &why.signed())?)? else {
        bail!("{case}: there is no such case");
    };
    let after = matter(case, desk)?;
    writeln!(desk.out, "settlement {number} kept: {words}")?;
    differences(&before, &after, desk.out)?;
    Ok(())
}

/// Findings that are new, gone, or have another outcome.
pub(super) fn differences(before: &Matter, after: &Matter, out: &mut dyn Write) -> io::Result<()> {
    for finding in after.findings.iter().filter(|f| before.finding(&f.id).is_none()) {
        let (id, outcome) = (&finding.id, finding.outcome.words());
        writeln!(out, "  new   {id} {outcome}: {}", finding.title)?;
    }
    for finding in before.findings.iter().filter(|f| after.finding(&f.id).is_none()) {
        let (id, outcome) = (&finding.id, finding.outcome.words());
        writeln!(out, "  gone  {id} {outcome}: {}", finding.title)?;
    }
    for (old, new) in before.findings.iter().filter_map(|f| Some((f, after.finding(&f.id)?))) {
        if old.outcome != new.outcome {
            let (id, now, was) = (&new.id, new.outcome.words(), old.outcome.words());
            writeln!(out, "  now   {id} {now} (was {was}): {}", new.title)?;
        }
    }
    Ok(())
}
