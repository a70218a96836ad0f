//! `forewarned decide`: what a reviewer says of a finding. Decisions are only added, and survive a new run.

use clap::Args;

use super::{
    Desk, End,
    settled::{self, Why},
};
use crate::{app::settling, model::settled::Verdict};

#[derive(Debug, Args)]
pub(super) struct Decide {
    /// Name of a case in the home folder
    case: String,
    /// Id of the finding, as `forewarned findings` lists it
    finding: String,
    /// accept, amend (the reason gives the other words), reject, need-more (the reason says what is needed)
    #[arg(value_parser = verdict)]
    verdict: Verdict,
    #[command(flatten)]
    why: Why,
}

fn verdict(code: &str) -> Result<Verdict, String> {
    Verdict::ALL.iter().copied().find(|v| v.code() == code).ok_or_else(|| {
        let all: Vec<&str> = Verdict::ALL.iter().map(|v| v.code()).collect();
        format!("there are {}", all.join(", "))
    })
}

pub(super) fn run(command: Decide, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = settled::matter(&command.case, desk)?;
    let decision = settling::decision(&matter, &command.finding, command.verdict)?;
    settled::keep(&command.case, decision, &command.why, desk)?;
    Ok(End::Done)
}
