//! *Apart*: a file that nobody can vouch for is opened by a process of its own, with limits of time and memory.
//!
//! The parent starts the program again as `forewarned open-file`, hands it the bytes, and takes back `Contents` or a
//! refusal, as JSON. A child that takes too long or too much is stopped, and the file is refused: it brings down nothing
//! else, and stores nothing. What the child says on its error output is looked at for the cause and never shown, since it
//! could hold words of a case. Files of plain text are opened in the process itself.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    import::{Budget, Importer, LARGEST_FILE, NotThisKind, Supply, choose, contents::Contents, is_packed, open},
    model::columns::Headings,
};

/// Plain text up to this size is opened in the process itself.
const PLAIN: usize = 4 * 1024 * 1024;
/// No longer answer of a child is read.
const LONGEST_ANSWER: u64 = 128 * 1024 * 1024;
/// As much of a child's error output is looked at.
const ERRORS_LOOKED_AT: u64 = 16 * 1024;
/// The subcommand by which the program is started again; it is not for people.
pub const SUBCOMMAND: &str = "open-file";

/// How files are read: by what headings, and where they are opened.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// Headings of columns and what they mean.
    pub headings: &'a Headings,
    /// Where files are opened.
    pub opener: &'a Opener,
}

/// With headings alone files are opened in this process: for samples of our own, and tests.
impl<'a> From<&'a Headings> for Ways<'a> {
    fn from(headings: &'a Headings) -> Self {
        Self {
            headings,
            opener: &Opener::Here,
        }
    }
}

/// Where files are opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opener {
    /// In this process.
    Here,
    /// Each in a process of its own, unless it is plain text.
    Apart {
        /// This program.
        program: PathBuf,
        /// Seconds that opening one file may take.
        seconds: u64,
        /// Megabytes that opening one file may need.
        megabytes: u64,
    },
}

impl Opener {
    /// Opens a file that an agency supplied.
    pub fn open(&self, name: &str, bytes: &[u8]) -> Result<Contents, NotThisKind> {
        let budget = Budget::default();
        let supply = Supply::of(name, bytes, &budget);
        match self {
            Self::Apart {
                program,
                seconds,
                megabytes,
            } if needs_care(&supply) => {
                let mut command = Command::new(program);
                command
                    .arg(SUBCOMMAND)
                    .args([seconds.to_string(), megabytes.to_string()]);
                ask(command, (name, bytes), (*seconds, *megabytes))
            }
            _ => open(&supply),
        }
    }
}

/// Could opening the file take more than its size, or bring down who opens it? Told by its first bytes, so that nothing of
/// what it holds is looked through here.
fn needs_care(file: &Supply<'_>) -> bool {
    let size = file.bytes.len();
    if size as u64 > LARGEST_FILE {
        return false;
    }
    let head = Supply {
        bytes: file.head(),
        ..*file
    };
    let is_plain = |importer: &dyn Importer| importer.is_plain() && size <= PLAIN;
    is_packed(file.bytes) || choose(&head).is_some_and(|importer| !is_plain(importer))
}

/// What a child says.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Opened(Contents),
    Refused(NotThisKind),
}

/// The child's side: opens the file that comes in after its name, and writes what it holds.
///
/// # Errors
/// When bytes cannot be read or written: the parent is gone, and nobody is left to answer.
pub fn answer((seconds, megabytes): (u64, u64), input: &mut dyn Read, out: &mut dyn Write) -> std::io::Result<()> {
    limit(seconds, megabytes);
    let name = name_of(input)?;
    let mut bytes = Vec::new();
    input.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    let budget = Budget::default();
    let answer = match open(&Supply::of(&name, &bytes, &budget)) {
        Ok(contents) => Answer::Opened(contents),
        Err(refused) => Answer::Refused(refused),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.flush()
}

/// The name is no argument, since every user of a computer sees the arguments of its processes, and a file's name is often
/// a person's. It comes before the bytes: its length as four bytes, and its letters.
fn framed(name: &str) -> Vec<u8> {
    let length = u32::try_from(name.len()).unwrap_or(0);
    let mut out = length.to_le_bytes().to_vec();
    if length > 0 {
        out.extend(name.as_bytes());
    }
    out
}

fn name_of(input: &mut dyn Read) -> std::io::Result<String> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let mut name = Vec::new();
    input.take(u32::from_le_bytes(length).into()).read_to_end(&mut name)?;
    Ok(String::from_utf8_lossy(&name).into_owned())
}

/// Limits this process. Where the system knows no such limits the parent's clock is left.
#[cfg(unix)]
fn limit(seconds: u64, megabytes: u64) {
    use rlimit::{Resource, setrlimit};
    let memory = megabytes.saturating_mul(1024 * 1024);
    // A system that refuses a limit is no reason to refuse the file: the parent's clock still holds.
    let _ = setrlimit(Resource::AS, memory, memory);
    let _ = setrlimit(Resource::CPU, seconds, seconds.saturating_add(1));
    let _ = setrlimit(Resource::CORE, 0, 0);
    let _ = setrlimit(Resource::FSIZE, 0, 0);
}

#[cfg(not(unix))]
fn limit(_seconds: u64, _megabytes: u64) {}

/// The parent's side.
fn ask(mut command: Command, file: (&str, &[u8]), limits: (u64, u64)) -> Result<Contents, NotThisKind> {
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        return Err(refusal(
            "no second process could be started to open it",
            "close other programs, check that this program's file is still where it was, and import it again",
        ));
    };
    let said = converse(&mut child, file, limits.0);
    // Whatever happened, no child is left behind.
    let _ = child.kill();
    let status = child.wait();
    let Some((answer, errors)) = said else {
        return Err(too_long(limits.0));
    };
    if answer.len() as u64 > LONGEST_ANSWER {
        let megabytes = LONGEST_ANSWER / (1024 * 1024);
        return Err(refusal(
            &format!("it holds more than is read of one file: more than {megabytes} MB as tables and texts"),
            "split it into smaller files and import them one by one",
        ));
    }
    match serde_json::from_slice(&answer) {
        Ok(Answer::Opened(contents)) => Ok(contents),
        Ok(Answer::Refused(refused)) => Err(refused),
        Err(_) => Err(why(status.ok(), &errors, limits)),
    }
}

/// Hands the file over and takes the answer and the first errors; nothing when the time is up.
fn converse(child: &mut Child, (name, bytes): (&str, &[u8]), seconds: u64) -> Option<(Vec<u8>, Vec<u8>)> {
    let (input, output, errors) = (child.stdin.take()?, child.stdout.take()?, child.stderr.take()?);
    let (said, hears) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut input = input;
            // A child that stops early closes its input; its answer says why.
            let _ = input.write_all(&framed(name)).and_then(|()| input.write_all(bytes));
        });
        let errors = scope.spawn(move || read(errors, ERRORS_LOOKED_AT));
        scope.spawn(move || {
            let _ = said.send(read(output, LONGEST_ANSWER + 1));
        });
        // One second more than the child may work, so that its own clock speaks first.
        let answer = hears.recv_timeout(Duration::from_secs(seconds.saturating_add(1)));
        // The other threads end when the child does.
        if answer.is_err() {
            let _ = child.kill();
        }
        Some((answer.ok()?, errors.join().unwrap_or_default()))
    })
}

/// Reads up to this many bytes, then closes: who goes on writing is stopped by that.
fn read(from: impl Read, most: u64) -> Vec<u8> {
    let mut out = Vec::new();
    // What came before an error is all that there is.
    let _ = from.take(most).read_to_end(&mut out);
    out
}

/// Why a child gave no answer.
fn why(status: Option<ExitStatus>, errors: &[u8], (seconds, megabytes): (u64, u64)) -> NotThisKind {
    let errors = String::from_utf8_lossy(errors);
    if errors.contains("memory allocation") || errors.contains("out of memory") {
        return NotThisKind {
            what: format!("opening it needed more than {megabytes} MB of memory and was stopped"),
            next: "split it into smaller files, or allow more with --file-megabytes if you know where it comes from"
                .to_owned(),
        };
    }
    if errors.contains("overflowed its stack") {
        return refusal(
            "its parts lie inside each other deeper than any program writes them, and opening it was stopped",
            "treat the file with care: ask the agency for it again, in another format",
        );
    }
    if stopped_by_clock(status) {
        return too_long(seconds);
    }
    refusal(
        "the process that opened it stopped without an answer",
        "the file is probably damaged; open it in its own program, save it again, and import that",
    )
}

#[cfg(unix)]
fn stopped_by_clock(status: Option<ExitStatus>) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGXCPU at the limit, SIGKILL a second after it.
    status
        .and_then(|s| s.signal())
        .is_some_and(|signal| matches!(signal, 24 | 9))
}

#[cfg(not(unix))]
fn stopped_by_clock(_status: Option<ExitStatus>) -> bool {
    false
}

fn too_long(seconds: u64) -> NotThisKind {
    NotThisKind {
        what: format!("opening it took more than {seconds} seconds and was stopped"),
        next: "split it into smaller files, or allow more with --file-seconds if you know where it comes from"
            .to_owned(),
    }
}

fn refusal(what: &str, next: &str) -> NotThisKind {
    NotThisKind {
        what: what.to_owned(),
        next: next.to_owned(),
    }
}
