//! `forewarned serve`: the screens, on this machine only.

use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::{Desk, End};
use crate::{
    app::matters::Matters,
    web::{self, Doors, Way},
};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Who works on the cases, for a link each: --for "A Reviewer" --for "B Chair"
    #[arg(long = "for", value_name = "NAME")]
    people: Vec<String>,
    /// Whose notebooks may ask for JSON, for a token each: --api-token-for "C Analyst"
    #[arg(long = "api-token-for", value_name = "NAME")]
    notebooks: Vec<String>,
}

pub(super) fn run(command: Serve, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let doors = Doors {
        port: command.port,
        people: &command.people,
        notebooks: &command.notebooks,
    };
    serve(doors, "/", desk)?;
    Ok(End::Done)
}

/// Shows the cases, `landing` first, until the program is stopped.
pub(super) fn serve(doors: Doors<'_>, landing: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let cases = Arc::new(Matters::new(desk.home.clone(), Arc::clone(&desk.book)).opening(desk.opener.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let mut told = Ok(());
    runtime.block_on(web::serve(cases, doors, landing, |name: &str, way: &Way| {
        let said = match (name, way) {
            ("", Way::Link(address)) => writeln!(
                desk.out,
                "Open {address}\nThe link works once, on this machine only. Stop with Ctrl-C."
            ),
            (_, Way::Link(address)) => writeln!(desk.out, "For {name}, who opens it once, on this machine: {address}"),
            (_, Way::Token(token, address)) => writeln!(
                desk.out,
                "For notebooks of {name}, as long as this runs: {address}\nAuthorization: Bearer {token}"
            ),
        };
        let said = said.and_then(|()| desk.out.flush());
        if said.is_err() {
            told = said;
        }
    }))?;
    told.context("the address cannot be printed")
}
