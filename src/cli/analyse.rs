//! `forewarned analyse`: judges a case folder, a narrative or a case, and prints what was found.

use std::{io::Write, path::PathBuf, sync::Arc};

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::{Desk, End, progress, text};
use crate::{
    app::{contract, importing, judging::judge},
    model::{
        case::Tier,
        finding::{FindingKind, Outcome, Warning},
        matter::Matter,
    },
    report::Kind,
    review::knowledge::Knowledge,
};

#[derive(Debug, Args)]
pub(super) struct Analyse {
    /// A case folder, a dated narrative (.txt), or the name of a case in the home folder
    what: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Judge by the packs of patterns up to this one; what the case file says when left out (T1 unless it says more)
    #[arg(long, value_name = "PACK")]
    tier: Option<Tier>,
    /// Exit with 1 when there is a finding with this outcome, or a graver one (missed, then late, then cannot-tell)
    #[arg(long, value_enum, value_name = "OUTCOME")]
    fail_on: Option<FailOn>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Missed,
    Late,
    CannotTell,
}

pub(super) fn run(command: Analyse, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = matter(&command.what, command.tier, desk)?;
    match command.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *desk.out, &contract::of(&matter))?;
            writeln!(desk.out)?;
        }
        Format::Text => print(&matter, desk)?,
    }
    let limit = match command.fail_on {
        None => return Ok(End::Done),
        Some(FailOn::Missed) => Outcome::Missed,
        Some(FailOn::Late) => Outcome::Late,
        Some(FailOn::CannotTell) => Outcome::CannotTell,
    };
    let found = matter
        .counted()
        .any(|f| f.kind == FindingKind::Gap && f.outcome <= limit);
    Ok(if found { End::Found } else { End::Done })
}

/// Who knew when, what was done well, what to ask, and what rules were in force.
fn around(matter: &Matter, warning: &Warning, (known, out): (&Knowledge<'_>, &mut dyn Write)) -> anyhow::Result<()> {
    for entry in known.knew(warning) {
        let (from, to) = (entry.when.earliest, entry.when.latest);
        let until = if from == to { String::new() } else { format!(" to {to}") };
        writeln!(
            out,
            "  first entry cited of {}: {from}{until} ({})",
            matter.case.agency_name(&entry.agency),
            entry.id
        )?;
    }
    for id in &warning.good {
        if let Some(good) = matter.finding(id) {
            writeln!(out, "  done well: {} ({id})", good.title)?;
        }
    }
    for rule in &warning.policy {
        writeln!(out, "  in force then: {} ({})", rule.rule, rule.tag)?;
    }
    for ask in &warning.asks {
        writeln!(out, "  to ask: {ask}")?;
    }
    Ok(())
}

/// A plain name is a case of the home folder, or else a folder or file here; a path is read as it is.
pub(super) fn matter(what: &std::path::Path, tier: Option<Tier>, desk: &Desk<'_>) -> anyhow::Result<Arc<Matter>> {
    matter_for(what, tier, &[], desk)
}

/// The same, with everything that these kinds of report tell.
pub(super) fn matter_for(
    what: &std::path::Path,
    tier: Option<Tier>,
    kinds: &[&dyn Kind],
    desk: &Desk<'_>,
) -> anyhow::Result<Arc<Matter>> {
    // A plain name is first a case, which knows the reviewer's acts; a folder of the same name is written with a path.
    let name = what.to_string_lossy();
    let is_plain = !name.contains(['/', '\\', '.']);
    let kept = if is_plain || !what.exists() {
        desk.matters().get_for(&name, kinds)?
    } else {
        None
    };
    match kept {
        Some(_) if tier.is_some() => bail!(
            "--tier is for case folders and narratives; for the case {name} write `tier = \"T2\"` in its case.toml and import it again, or give the folder with its path"
        ),
        Some(matter) => return Ok(matter),
        None if !what.exists() => bail!(
            "{name}: there is neither such a folder or file, nor a case of this name in {}",
            desk.home.cases().display()
        ),
        None => {}
    }
    let mut material = importing::material(importing::read(what, desk.ways())?);
    material.case.tier = tier.unwrap_or(material.case.tier);
    let bar = progress::bar(desk.quiet, material.entries.len(), "Reading");
    let matter = judge(material, &desk.book, &mut |done| {
        bar.set_position(u64::try_from(done).unwrap_or(0));
    });
    bar.finish_and_clear();
    Ok(Arc::new(matter))
}

fn print(matter: &Matter, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let out = &mut *desk.out;
    writeln!(out, "{} ({})", matter.case.title, matter.case.kind.words())?;
    text::records(matter, out)?;
    let gaps = |o| {
        matter
            .counted()
            .filter(|f| f.kind == FindingKind::Gap && f.outcome == o)
            .count()
    };
    writeln!(
        out,
        "\n{} warnings; findings: {} with no record of the response, {} late, {} that the records do not settle, {} answered in time",
        matter.warnings.len(),
        gaps(Outcome::Missed),
        gaps(Outcome::Late),
        gaps(Outcome::CannotTell),
        gaps(Outcome::Met)
    )?;
    writeln!(
        out,
        "Absence of a record is not absence of an act. These are prompts for a reviewer, not findings of fact."
    )?;
    let known = Knowledge::new(matter);
    for warning in &matter.warnings {
        writeln!(
            out,
            "\n{} {} {} ({}): {}",
            warning.id,
            warning.date,
            warning.title,
            warning.severity.code(),
            warning.outcome.words()
        )?;
        around(matter, warning, (&known, out))?;
        for finding in warning.findings.iter().filter_map(|id| matter.finding(id)) {
            text::finding(matter, finding, out)?;
        }
    }
    let good: Vec<_> = matter.findings.iter().filter(|f| f.kind == FindingKind::Good).collect();
    writeln!(
        out,
        "\nGood practice: {}",
        if good.is_empty() {
            "searched, none found in the records supplied"
        } else {
            "on record"
        }
    )?;
    for finding in good {
        text::finding(matter, finding, out)?;
    }
    let possible: Vec<_> = matter.possible().collect();
    if !possible.is_empty() {
        writeln!(
            out,
            "\nPossible, read these ({}): words that often mean it and often do not. They count nowhere until a person takes the reading on (`forewarned mention add`).",
            possible.len()
        )?;
    }
    for finding in possible {
        text::finding(matter, finding, out)?;
    }
    Ok(())
}
