//! `forewarned findings`: lists findings, to be narrowed by pattern, outcome or agency.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, End, analyse, text};
use crate::model::{case::Tier, deciding::Deciding, settled::Settlement};

#[derive(Debug, Args)]
pub(super) struct Findings {
    /// A case folder, or the name of a case in the home folder
    what: PathBuf,
    /// Only this pattern
    #[arg(long)]
    pattern: Option<String>,
    /// Only this outcome: missed, late, cannot-tell, met
    #[arg(long, value_parser = ["missed", "late", "cannot-tell", "met"])]
    outcome: Option<String>,
    /// Only this agency
    #[arg(long)]
    agency: Option<String>,
    /// Judge a folder by the packs of patterns up to this one
    #[arg(long, value_name = "PACK")]
    tier: Option<Tier>,
}

pub(super) fn run(command: Findings, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = analyse::matter(&command.what, command.tier, desk)?;
    let wanted = matter.findings.iter().filter(|f| {
        command
            .pattern
            .as_ref()
            .is_none_or(|p| p.eq_ignore_ascii_case(&f.pattern))
            && command.outcome.as_deref().is_none_or(|o| o == f.outcome.code())
            && command.agency.as_ref().is_none_or(|a| *a == f.agency.0)
    });
    let deciding = Deciding::of_matter(&matter);
    let mut count = 0_usize;
    for finding in wanted {
        writeln!(desk.out, "{}", finding.id)?;
        text::finding(&matter, finding, desk.out)?;
        if let Some(decision) = deciding.holding(finding).map(|d| d.by)
            && let Settlement::Decision { verdict, .. } = &decision.what
        {
            writeln!(
                desk.out,
                "      decided: {} by {} ({}): {}",
                verdict.words(),
                text::one_line(&decision.who),
                decision.at,
                text::one_line(&decision.because)
            )?;
        }
        count += 1;
    }
    writeln!(desk.out, "{}", super::text::count(count, "finding"))?;
    Ok(End::Done)
}
