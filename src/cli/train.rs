//! `forewarned train`: exercises made from invented cases, and anonymised ones whose days were moved, and their runs with groups.

use std::{
    fs,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use super::{Desk, End};
use crate::{
    app::{
        training::{Place, Training, making::Wanted},
        writing::{self, Existing},
    },
    report,
    training::exercise::Exercise,
    web::training::{self as screens, Doors},
};

#[derive(Debug, Args)]
pub(super) struct Train {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The exercises there are, the cases they can be made from, and the runs
    List,
    /// Draft an exercise from a case in which nobody is real: stages by the days on which something became known; edit it afterwards
    New(New),
    /// Check an exercise file, beside its case too
    Check {
        /// The file
        file: PathBuf,
    },
    /// Write the facilitator's pack of an exercise: how to run it, every stage, what was found, what was expected
    Pack(Pack),
    /// Open the screens for a facilitator and groups: prints both addresses
    Run(Run),
    /// Write what the groups of a run decided beside what was found; groups are numbers
    Export(Export),
    /// Print flash cards made of the patterns' examples
    Cards {
        /// The same number gives the same order
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many
        #[arg(long, default_value_t = 10)]
        count: usize,
    },
    /// Delete a run whole, with everything its groups recorded, or an exercise that was made here
    Delete {
        /// The run or the exercise, as `train list` names it
        name: String,
    },
}

#[derive(Debug, Args)]
struct New {
    /// The case: its name in the home folder
    case: String,
    /// The agency through whose eyes it is seen
    #[arg(long)]
    agency: String,
    /// The exercise's name in files: small letters, digits and hyphens
    #[arg(long)]
    id: String,
    /// Its title, which groups see; it must not tell how the case ends
    #[arg(long, default_value = "")]
    title: String,
    /// How many stages are proposed
    #[arg(long, default_value_t = crate::app::training::making::STAGES)]
    stages: usize,
}

#[derive(Debug, Args)]
struct Pack {
    /// The exercise, as `train list` names it
    exercise: String,
    /// The file to write; its ending says the format: docx, pdf, html, …
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write over a file that stands there already
    #[arg(long)]
    overwrite: bool,
}

#[derive(Debug, Args)]
struct Run {
    /// The exercise, or a run to go on with, as `train list` names it; without it the library is opened, where a run can be started or gone on with
    exercise: Option<String>,
    /// How many groups can be joined, of an exercise that is begun; 8 where nothing is said
    #[arg(long, requires = "exercise", value_parser = clap::value_parser!(u16).range(1..=i64::from(crate::training::run::MOST_GROUPS)))]
    groups: Option<u16>,
    /// Let browsers of other machines in the room's network join; without it, only those of this machine
    #[arg(long)]
    lan: bool,
    /// The address of this machine in that network, where it is not found by itself
    #[arg(long, requires = "lan", value_name = "ADDRESS")]
    address: Option<IpAddr>,
    /// Port; 0 takes a free one. With the same port a server that is started again has the same addresses
    #[arg(long, default_value_t = 0)]
    port: u16,
}

#[derive(Debug, Args)]
struct Export {
    /// The run, as `train list` names it
    run: String,
    /// The file to write; its ending says the format: csv, json, html, docx, …
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// With the words that groups wrote: they may name or describe real people
    #[arg(long)]
    with_words: bool,
    /// Write over a file that stands there already
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(command: Train, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let training = Training::new(&desk.home, Arc::clone(&desk.book))?;
    match command.what {
        What::List => list(&training, desk)?,
        What::New(new) => draft(&training, &new, desk)?,
        What::Check { file } => check(&training, &file, desk)?,
        What::Pack(pack) => {
            let (exercise, place) = training.exercise_named(&pack.exercise)?;
            let format = format_of(&pack.output)?;
            let bytes = report::write(&training.pack(&exercise, place)?, format)?;
            write(&pack.output, &bytes, pack.overwrite, desk)?;
        }
        What::Run(run) => serve(training, &run, desk)?,
        What::Export(export) => {
            let standing = training.standing(&export.run)?.with_context(|| {
                format!(
                    "there is no run `{}`; see which there are with: forewarned train list",
                    export.run
                )
            })?;
            let format = format_of(&export.output)?;
            let bytes = report::write(&training.decided(&standing, export.with_words)?, format)?;
            write(&export.output, &bytes, export.overwrite, desk)?;
            if export.with_words {
                writeln!(
                    desk.out,
                    "It has words that groups wrote. They may name or describe real people: read them before you pass it on."
                )?;
            }
        }
        What::Cards { seed, count } => cards(&training, seed, count, desk)?,
        What::Delete { name } if training.digest(&name).is_ok() => {
            training.discard(&name)?;
            writeln!(desk.out, "The exercise {name} is deleted; its runs stay")?;
        }
        What::Delete { name } => {
            training.delete(&name)?;
            writeln!(desk.out, "{name} is deleted, with everything that its groups recorded")?;
        }
    }
    Ok(End::Done)
}

fn list(training: &Training, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(desk.out, "Exercises")?;
    for one in training.library()? {
        let at = if one.place == Place::Samples { " (built in)" } else { "" };
        match one.exercise {
            Ok(exercise) => writeln!(
                desk.out,
                "  {}{at}: {} ({} stages, case {}, agency {})",
                one.id,
                exercise.title,
                exercise.stages.len(),
                exercise.case,
                exercise.agency
            )?,
            Err(why) => writeln!(desk.out, "  {}{at}: {why}", one.id)?,
        }
    }
    writeln!(desk.out, "Cases from which an exercise can be made")?;
    for source in training.sources()? {
        if let Some(why) = source.refused {
            writeln!(desk.out, "  {}: {why}", source.slug)?;
        } else {
            let ids: Vec<&str> = source.agencies.iter().map(|(id, _)| id.as_str()).collect();
            writeln!(desk.out, "  {}: through the eyes of {}", source.slug, ids.join(", "))?;
        }
    }
    writeln!(desk.out, "Runs")?;
    for listed in training.runs()? {
        match listed.standing {
            Ok(s) => writeln!(
                desk.out,
                "  {}: {}, {} groups, {} of {} stages released{}",
                s.id,
                s.exercise.title,
                s.run.groups.len(),
                s.run.released.len(),
                s.exercise.stages.len(),
                if s.run.has_ended { ", ended" } else { "" }
            )?,
            Err(why) => writeln!(desk.out, "  {}: {why}", listed.id)?,
        }
    }
    Ok(())
}

fn draft(training: &Training, new: &New, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let exercise = training.draft(Wanted {
        case: &new.case,
        agency: &new.agency,
        id: &new.id,
        title: &new.title,
        stages: new.stages,
    })?;
    let path = training.keep(&exercise)?;
    writeln!(
        desk.out,
        "{} is written, with {} stages",
        path.display(),
        exercise.stages.len()
    )?;
    writeln!(
        desk.out,
        "Edit its aims, content warnings, briefs and questions, then check it with: forewarned train check {}",
        path.display()
    )?;
    Ok(())
}

fn check(training: &Training, file: &Path, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let exercise = Exercise::read(&text).with_context(|| format!("{}: is no exercise", file.display()))?;
    // A built-in exercise may be looked at as a file, to make one like it.
    let place = match training.exercise(&exercise.id) {
        Ok(Some((_, place))) => place,
        _ => Place::Here,
    };
    let faults = training.faults(&exercise, place)?;
    if !faults.is_empty() {
        bail!("{}:\n{}", file.display(), faults.join("\n"));
    }
    let entries = training.preview(&exercise, place)?;
    for (at, stage) in exercise.stages.iter().enumerate() {
        let new = entries.iter().filter(|e| e.stage == at).count();
        writeln!(
            desk.out,
            "stage {}: {} (to {}), {new} new entries",
            at + 1,
            stage.title,
            stage.until
        )?;
    }
    for remark in training.remarks(&exercise, place, &entries)? {
        writeln!(desk.out, "remark: {remark}")?;
    }
    writeln!(desk.out, "nothing is wrong with it")?;
    Ok(())
}

/// The format that the ending of a file name says.
pub(super) fn format_of(output: &Path) -> anyhow::Result<&'static str> {
    let ending = output
        .extension()
        .and_then(|e| e.to_str())
        .map(str::to_lowercase)
        .unwrap_or_default();
    let found = crate::app::training::formats().find(|f| f.extension() == ending);
    let names = || {
        crate::app::training::formats()
            .map(report::Format::name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    found.map(report::Format::name).with_context(|| {
        format!(
            "{}: its ending says no format that can be written; end the name in one of {}",
            output.display(),
            names()
        )
    })
}

/// Writes papers to a file, and says so.
pub(super) fn write(output: &Path, bytes: &[u8], overwrite: bool, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writing::file(output, bytes, Existing::of(overwrite))?;
    writeln!(desk.out, "{} is written ({} bytes)", output.display(), bytes.len())?;
    Ok(())
}

fn cards(training: &Training, seed: u64, count: usize, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for (number, card) in (1..).zip(training.cards(seed).into_iter().take(count)) {
        writeln!(desk.out, "Card {number}")?;
        for given in &card.given {
            writeln!(desk.out, "  (given: {given})")?;
        }
        for line in &card.lines {
            writeln!(desk.out, "  {} | {} | {}", line.day, line.agency, line.text)?;
        }
        writeln!(
            desk.out,
            "  What, if anything, is a warning here, and what is expected to follow?"
        )?;
        writeln!(desk.out, "Answer {number}: {}", card.title)?;
        match card.outcome {
            Some(outcome) => writeln!(
                desk.out,
                "  Expected: {}. Here: {}",
                card.expected.join("; "),
                outcome.words()
            )?,
            None => writeln!(desk.out, "  Here is no such warning: {}", card.shows)?,
        }
        writeln!(desk.out, "  Why: {}", card.why)?;
        for source in &card.sources {
            writeln!(desk.out, "  Source: {} {} [{}]", source.title, source.at, source.tag)?;
        }
        writeln!(desk.out)?;
    }
    Ok(())
}

/// The run of this name, to be gone on with, or a new one of the exercise of this name.
fn begun(training: &Training, name: &str, groups: Option<u16>) -> anyhow::Result<String> {
    if training.exercise(name)?.is_some() {
        return training.start(name, groups.unwrap_or(crate::training::run::GROUPS));
    }
    let Some(standing) = training.standing(name)? else {
        bail!("there is no exercise and no run `{name}`; see which there are with: forewarned train list");
    };
    if standing.run.has_ended {
        bail!(
            "the run `{name}` has ended; begin a new one with: forewarned train run {}",
            standing.exercise.id
        );
    }
    if groups.is_some() {
        bail!(
            "the run `{name}` goes on with the {} groups that it was begun for; leave out --groups",
            standing.run.offered
        );
    }
    Ok(standing.id)
}

/// Serves the screens until the program is stopped.
fn serve(training: Training, run: &Run, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let started = match &run.exercise {
        Some(name) => Some(begun(&training, name, run.groups)?),
        None => None,
    };
    let landing = started
        .as_ref()
        .map_or_else(|| "/facilitator".to_owned(), |id| format!("/facilitator/run/{id}"));
    let code = match &started {
        Some(id) => training.standing(id)?.map(|s| s.code),
        None => None,
    };
    let doors = Doors {
        port: run.port,
        lan: run.lan,
        address: run.address,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let mut told = Ok(());
    runtime.block_on(screens::serve(Arc::new(training), doors, &landing, |ways| {
        let mut said = writeln!(
            desk.out,
            "For the facilitator, on this machine, once: {}",
            ways.facilitator
        );
        for address in &ways.groups {
            said = said.and_then(|()| writeln!(desk.out, "For groups: {address}"));
        }
        if let Some(code) = &code {
            said = said.and_then(|()| writeln!(desk.out, "Join code: {code}"));
        }
        if run.lan {
            said = said.and_then(|()| {
                writeln!(
                    desk.out,
                    "What is sent in this network is not encrypted (plain http): use a network that only the people in the room can join."
                )
            });
        }
        said = said
            .and_then(|()| writeln!(desk.out, "Stop with Ctrl-C. What was recorded is kept."))
            .and_then(|()| {
                writeln!(
                    desk.out,
                    "Started again with --port {}, it has the same address for groups, and their pages go on.",
                    ways.port
                )
            })
            .and_then(|()| desk.out.flush());
        if said.is_err() {
            told = said;
        }
    }))?;
    told.context("the addresses cannot be printed")
}
