//! The *command line*: one file per subcommand.
//!
//! Layer 6, since `serve` starts the screens. It reads arguments, calls `app`, writes to the output it is given. Nothing else prints.
//! Exit codes: 0 done, 1 done and findings as asked for by `--fail-on`, 2 could not.

mod analyse;
mod anonymise;
mod conflicts;
mod coverage;
mod decide;
mod demo;
mod evaluate;
mod explain;
mod files;
mod findings;
mod import;
mod index;
mod mention;
mod new;
mod open_file;
mod patterns;
mod people;
mod preview;
mod progress;
mod report;
mod revision;
mod search;
mod serve;
mod settled;
mod take_back;
mod template;
mod text;
mod thematic;
mod timeline;
mod train;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::{
    app::{home::Home, matters::Matters},
    import::{Opener, Ways},
    rulebook::{files::Files, load::Rulebook},
};

/// Puts agencies' records on one timeline and shows which warnings were on record and what followed.
#[derive(Debug, Parser)]
#[command(name = "forewarned", version, max_term_width = 100)]
struct Arguments {
    /// Home folder: `cases/` holds the case files, `indexes/` the search indexes
    #[arg(long, global = true, env = "FOREWARNED_HOME", default_value = ".")]
    home: PathBuf,
    /// Use the rules of this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// No progress bars
    #[arg(long, global = true)]
    quiet: bool,
    /// Opening a file that was supplied takes no longer than this; then it is stopped and the file is refused
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    file_seconds: u64,
    /// Opening a file that was supplied needs no more memory than this, or is stopped and the file is refused
    #[arg(long, global = true, value_name = "MB", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(64..=1_048_576))]
    file_megabytes: u64,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the invented sample cases in the browser: prints the address
    Demo(demo::Demo),
    /// Make an empty case folder to fill
    New(new::New),
    /// Import a case folder, or an agency's files of any known kind, into a case
    Import(import::Import),
    /// Every file of a case: which import brought it, and how it stands
    Files(files::Files),
    /// Take a wrong import back, or one file of it; nothing of it is destroyed
    TakeBack(take_back::TakeBack),
    /// Take people out of a case, so that it can be read by those who may not know them
    Anonymise(anonymise::Anonymise),
    /// Judge a case folder, a narrative or a case, and print what was found
    Analyse(analyse::Analyse),
    /// Search a case
    Search(search::Search),
    /// Print the combined chronology of a case, or its timeline picture
    Timeline(timeline::Timeline),
    /// List the findings of a case
    Findings(findings::Findings),
    /// Say why there is a finding: words, modifiers, people, dates, window, coverage
    Explain(explain::Explain),
    /// The reviewer's reading: add, strike out or correct what the program read in an entry
    Mention(mention::Mention),
    /// Decide on a finding: accept, amend, reject, need-more
    Decide(decide::Decide),
    /// Names in the records that the roster does not know: list, add, merge, dismiss
    People(people::People),
    /// For which days each agency's records were supplied: stated, proposed, confirmed; what to ask for
    Coverage(coverage::Coverage),
    /// Accounts of one matter that disagree, side by side
    Conflicts(conflicts::Conflicts),
    /// Everything that people settled about a case, and taking one of it back
    Settled(settled::Settled),
    /// Write a report of a case
    Report(report::Report),
    /// Measure a set of cases beside the published figures of the 2018 inspection
    Thematic(thematic::Thematic),
    /// Write the blank chronology to send to agencies
    Template(template::Template),
    /// Show the cases in the browser: prints the address
    Serve(serve::Serve),
    /// Exercises made from invented cases, and anonymised ones whose days were moved, and their runs with groups
    Train(train::Train),
    /// Measure findings against marked cases, readings against marked lines
    Evaluate(evaluate::Evaluate),
    /// The patterns: list, explain, test
    Patterns(patterns::Patterns),
    /// Search indexes
    Index(index::Index),
}

/// What every subcommand is given.
struct Desk<'a> {
    home: Home,
    book: Arc<Rulebook>,
    opener: Opener,
    quiet: bool,
    out: &'a mut dyn Write,
}

impl Desk<'_> {
    fn matters(&self) -> Matters {
        Matters::new(self.home.clone(), Arc::clone(&self.book)).by_title()
    }

    /// How files are read: each that is not plain text is opened in a process of its own.
    fn ways(&self) -> Ways<'_> {
        Ways {
            headings: &self.book.headings,
            opener: &self.opener,
        }
    }
}

/// How a subcommand ended.
enum End {
    Done,
    Found,
}

/// Runs the program on these arguments; results go to `out`, errors and progress to `err`.
pub fn run(
    arguments: impl IntoIterator<Item = std::ffi::OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = arguments.into_iter().collect();
    if let Some(code) = open_file::run(&arguments, out) {
        return code;
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let is_help = !error.use_stderr();
            let target: &mut dyn Write = if is_help { out } else { err };
            // Nobody is left to tell when even this cannot be written.
            let _ = write!(target, "{error}");
            return ExitCode::from(if is_help { 0 } else { 2 });
        }
    };
    match dispatch(arguments, out) {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Found) => ExitCode::from(1),
        // The reader of a pipe (`| head`) has seen enough.
        Err(error)
            if error.chain().any(|c| {
                c.downcast_ref::<io::Error>()
                    .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            }) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(err, "forewarned: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments, out: &mut dyn Write) -> anyhow::Result<End> {
    let files = match &arguments.rules {
        Some(folder) => Files::of_folder(folder)?,
        None => Files::built_in()?,
    };
    let book = Arc::new(Rulebook::load(&files).context("the rules cannot be used")?);
    let mut desk = Desk {
        home: Home::new(arguments.home),
        book,
        opener: open_file::opener(arguments.file_seconds, arguments.file_megabytes),
        quiet: arguments.quiet,
        out,
    };
    let end = match arguments.command {
        Command::Demo(c) => demo::run(c, &mut desk),
        Command::New(c) => new::run(c, &mut desk),
        Command::Import(c) => import::run(c, &mut desk),
        Command::Files(c) => files::run(&c, &mut desk),
        Command::TakeBack(c) => take_back::run(c, &mut desk),
        Command::Anonymise(c) => anonymise::run(c, &mut desk),
        Command::Analyse(c) => analyse::run(c, &mut desk),
        Command::Search(c) => search::run(c, &mut desk),
        Command::Timeline(c) => timeline::run(c, &mut desk),
        Command::Findings(c) => findings::run(c, &mut desk),
        Command::Explain(c) => explain::run(c, &mut desk),
        Command::Mention(c) => mention::run(c, &mut desk),
        Command::Decide(c) => decide::run(c, &mut desk),
        Command::People(c) => people::run(c, &mut desk),
        Command::Coverage(c) => coverage::run(c, &mut desk),
        Command::Conflicts(c) => conflicts::run(c, &mut desk),
        Command::Settled(c) => settled::run(c, &mut desk),
        Command::Report(c) => report::run(c, &mut desk),
        Command::Thematic(c) => thematic::run(c, &mut desk),
        Command::Template(c) => template::run(c, &mut desk),
        Command::Serve(c) => serve::run(c, &mut desk),
        Command::Train(c) => train::run(c, &mut desk),
        Command::Evaluate(c) => evaluate::run(c, &mut desk),
        Command::Patterns(c) => patterns::run(c, &mut desk),
        Command::Index(c) => index::run(c, &mut desk),
    }?;
    desk.out.flush()?;
    Ok(end)
}
