//! `forewarned serve`: the screens, on this machine only.

use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::{Desk, End};
use crate::{app::matters::Matters, web};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

pub(super) fn run(command: Serve, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    serve(command.port, "/", desk)?;
    Ok(End::Done)
}

/// Shows the cases, `landing` first, until the program is stopped.
pub(super) fn serve(port: u16, landing: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let cases = Arc::new(Matters::new(desk.home.clone(), Arc::clone(&desk.book)));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let mut told = Ok(());
    runtime.block_on(web::serve(cases, port, landing, |address: &str| {
        told = writeln!(
            desk.out,
            "Open {address}\nThe link works once, on this machine only. Stop with Ctrl-C."
        )
        .and_then(|()| desk.out.flush());
    }))?;
    told.context("the address cannot be printed")
}
