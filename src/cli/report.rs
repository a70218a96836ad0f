//! `forewarned report`: writes a report, or several with a manifest of their hashes.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::{Desk, End, analyse};
use crate::{
    app::{
        clock, matters,
        packing::Pack,
        writing::{self, Existing},
    },
    model::matter::Matter,
    report::{self, FORMATS, Format, KINDS, Kind, ReportError, Settings, manifest},
};

/// Every kind or format there is.
const ALL: &str = "all";

#[derive(Debug, Args)]
pub(super) struct Report {
    /// A case folder, or the name or title of a case in the home folder
    what: PathBuf,
    /// What it says; several with commas between, or `all`
    #[arg(long, default_value = "full", value_delimiter = ',', help = kinds())]
    kind: Vec<String>,
    /// How it is written; several with commas between, or `all`
    #[arg(long, default_value = "html", value_delimiter = ',', help = formats())]
    format: Vec<String>,
    /// The file to write; by default to the output. For several reports, the folder to write them to
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Protective marking at the top and bottom of each page
    #[arg(long, value_name = "TEXT", default_value_t = Settings::default().marking)]
    marking: String,
    /// Columns of the chronology, in the order wanted, with commas between
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// Leave out the day it was made, so that the same case gives the same bytes
    #[arg(long)]
    undated: bool,
    /// Write over files that stand there already; without this, one that somebody may have worked on stays as it is
    #[arg(long, requires = "output")]
    overwrite: bool,
}

fn kinds() -> String {
    let names: Vec<&str> = KINDS.iter().map(|k| k.name()).collect();
    format!(
        "What it says; several with commas between, or `all`: {}",
        names.join(", ")
    )
}

fn formats() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|f| f.name()).collect();
    format!(
        "How it is written; several with commas between, or `all`: {}",
        names.join(", ")
    )
}

pub(super) fn run(command: Report, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let kinds = chosen(&command.kind, KINDS, Kind::name, report::kind)?;
    let formats = chosen(&command.format, FORMATS, Format::name, report::format)?;
    let is_folder = command.output.as_deref().is_some_and(Path::is_dir);
    let several = kinds.len() * formats.len() > 1 || is_folder;
    if !command.columns.is_empty() && !kinds.iter().any(|k| k.has_columns()) {
        let able: Vec<&str> = KINDS.iter().filter(|k| k.has_columns()).map(|k| k.name()).collect();
        bail!(
            "--columns chooses columns of the chronology, and the report {} has none; leave it out, or say --kind {}",
            command.kind.join(", "),
            able.join(" or --kind ")
        );
    }
    if several && command.output.is_none() {
        bail!("several reports need a folder to be written to: --output FOLDER");
    }
    if let Some(output) = &command.output {
        check_place(output, formats.first().copied().filter(|_| !several))?;
    }
    let matter = analyse::matter_for(&command.what, None, &kinds, desk)?;
    let settings = Settings {
        marking: command.marking,
        made_at: (!command.undated).then(clock::now_in_words),
        columns: command.columns.iter().map(|c| c.trim().to_owned()).collect(),
        ..Settings::default()
    };
    let standing = Existing::of(command.overwrite);
    match (&command.output, kinds.first(), formats.first()) {
        (Some(folder), ..) if several => {
            let slug = matters::slug_of_folder(&command.what);
            pack(
                &matter,
                (&kinds, &formats),
                (&settings, standing),
                (folder, &slug),
                desk,
            )?;
        }
        (output, Some(kind), Some(format)) => {
            let bytes = report::make(&matter, kind.name(), format.name(), &settings)?;
            match output {
                Some(file) => {
                    let size = bytes.len();
                    writing::report(&matter, file, bytes, standing)?;
                    writeln!(desk.out, "{} is written ({size} bytes)", file.display())?;
                }
                None => desk.out.write_all(&bytes)?,
            }
        }
        _ => bail!("no kind or format of report is given"),
    }
    Ok(End::Done)
}

/// Refuses an output that cannot be written to, or whose name would mislead, before anything is made. Without a format it is to be a
/// folder of several reports.
fn check_place(output: &Path, format: Option<&dyn Format>) -> anyhow::Result<()> {
    let shown = output.display();
    let Some(format) = format else {
        if output.is_file() {
            bail!("{shown} is a file, and several reports need a folder: give the name of a folder as --output");
        }
        return Ok(());
    };
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|f| !f.is_dir()) {
        let why = if folder.exists() {
            "is no folder. Give another --output"
        } else {
            "does not exist. Make that folder, or give another --output"
        };
        bail!("{shown} cannot be written: {} {why}", folder.display());
    }
    let ending = output.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let another = FORMATS.iter().find(|f| Some(f.extension()) == ending.as_deref());
    if let Some(another) = another.filter(|a| a.extension() != format.extension()) {
        bail!(
            "{shown} ends as {} does, and the format is {}; programs would refuse the file. Say --format {}, or end its name in .{}",
            another.title(),
            format.title(),
            another.name(),
            format.extension()
        );
    }
    Ok(())
}

/// The things of these names, each once, in the order given.
fn chosen<T: ?Sized>(
    names: &[String],
    every: &[&'static T],
    name_of: fn(&T) -> &'static str,
    find: fn(&str) -> Result<&'static T, ReportError>,
) -> anyhow::Result<Vec<&'static T>> {
    let mut out: Vec<&'static T> = Vec::new();
    for name in names.iter().map(|n| n.trim()) {
        let more = if name == ALL { every.to_vec() } else { vec![find(name)?] };
        for one in more {
            if out.iter().all(|o| name_of(o) != name_of(one)) {
                out.push(one);
            }
        }
    }
    Ok(out)
}

/// Writes every kind in every format that can hold it, and the manifest last.
fn pack(
    matter: &Matter,
    (kinds, formats): (&[&dyn Kind], &[&dyn Format]),
    (settings, standing): (&Settings, Existing),
    (folder, slug): (&Path, &str),
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    let pack = Pack::make(matter, (kinds, formats), settings, slug)?;
    let told = writing::pack(matter, folder, (&pack.files, pack.left_out.clone()), standing)?;
    for (name, bytes) in &pack.files {
        writeln!(desk.out, "{name} is written ({} bytes)", bytes.len())?;
    }
    for line in &pack.left_out {
        writeln!(desk.out, "not written: {line}")?;
    }
    writeln!(desk.out, "{} has the SHA-256 of {told} files", manifest::NAME)?;
    Ok(())
}
