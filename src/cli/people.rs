//! x
use clap::Args;
use super::{Desk, End};
#[derive(Debug, Args)]
pub(super) struct People {}
pub(super) fn run(_: People, _: &mut Desk<'_>) -> anyhow::Result<End> { Ok(End::Done) }
