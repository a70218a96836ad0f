//! `forewarned template`: writes the blank chronology to send to agencies.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, End};
use crate::{
    app::{
        template::{self, Known},
        writing::Existing,
    },
    report::Settings,
};

#[derive(Debug, Args)]
pub(super) struct Template {
    /// The folder to write it to
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    output: PathBuf,
    /// The agency it is sent to
    #[arg(long, value_name = "NAME", default_value = "")]
    agency: String,
    /// The period under review, as 2016-01-01..2018-01-29
    #[arg(long, value_name = "FROM..TO")]
    review: Option<String>,
    /// Protective marking that the form has when it is filled in
    #[arg(long, value_name = "TEXT", default_value_t = Settings::default().marking)]
    marking: String,
    /// Write over a form that stands there already
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(command: Template, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let standing = Existing::of(command.overwrite);
    let known = Known {
        agency: command.agency,
        period: command.review.as_deref().map(template::period).transpose()?,
        marking: command.marking,
    };
    for path in template::write(&desk.book.headings.template, &known, &command.output, standing)? {
        writeln!(desk.out, "{} is written", path.display())?;
    }
    writeln!(
        desk.out,
        "Send either to the agency, and import what comes back: its columns need no mapping"
    )?;
    Ok(End::Done)
}
