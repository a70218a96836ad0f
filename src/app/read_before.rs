//! *Read before*: how the entries of a large case were read is kept beside its search index, so that the program need not read them all
//! again after each start. What is kept is taken only where the program, the rules, the case and every entry are the same to the byte: then
//! it is what reading afresh gives. It can be thrown away at any time, and nothing of a masked view is ever kept.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::{
    model::{case::Case, entry::Entry, mention::Reading},
    rulebook::load::Rulebook,
};

/// Cases of fewer entries are read in no time.
const LEAST: usize = 200;
/// No file of kept readings is larger, in bytes.
const LARGEST: u64 = 1 << 30;
/// How the file begins; another form of it gets another number.
const FORM: &str = "forewarned readings 1";

/// Where the readings of a case are kept.
#[derive(Debug)]
pub(super) struct ReadBefore {
    path: PathBuf,
    /// What they rest on.
    key: String,
}

impl ReadBefore {
    /// The readings of these entries by these rules; nothing where they are not worth keeping.
    pub(super) fn of(path: &Path, book: &Rulebook, (case, entries): (&Case, &[Entry])) -> Option<Self> {
        if entries.len() < LEAST {
            return None;
        }
        let mut all = Digest(Sha256::new());
        all.add(&(FORM, program()?, &book.sha256)).ok()?;
        all.add(&case).ok()?;
        all.add(&entries).ok()?;
        Some(Self {
            path: path.to_owned(),
            key: hex(all.0),
        })
    }

    /// What is kept, where it rests on the same and is whole.
    pub(super) fn take(&self, entries: &[Entry]) -> Option<Vec<Reading>> {
        let bytes = ordinary(&self.path)?;
        let end = bytes.iter().position(|b| *b == b'\n')?;
        let (head, body) = (bytes.get(..end)?, bytes.get(end + 1..)?);
        if head != self.head(body).as_bytes() {
            return None;
        }
        let all: Vec<Reading> = serde_json::from_slice(body).ok()?;
        let is_whole = all.len() == entries.len() && all.iter().zip(entries).all(|(r, e)| r.entry == e.id);
        is_whole.then_some(all)
    }

    /// Keeps these readings. Where that cannot be done they are read again at the next start.
    pub(super) fn keep(&self, all: &[Reading]) {
        if let Err(error) = self.write(all) {
            tracing::debug!(%error, "readings are not kept between starts");
        }
    }

    fn write(&self, all: &[Reading]) -> io::Result<()> {
        let body = serde_json::to_vec(all)?;
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Made beside its place and moved there, so that nobody reads half of it.
        let partial = self.path.with_extension(format!("{}.partial", std::process::id()));
        let written = fs::File::create(&partial).and_then(|mut file| {
            file.write_all(self.head(&body).as_bytes())?;
            file.write_all(b"\n")?;
            file.write_all(&body)
        });
        let moved = written.and_then(|()| fs::rename(&partial, &self.path));
        if moved.is_err() {
            let _ = fs::remove_file(&partial);
        }
        moved
    }

    fn head(&self, body: &[u8]) -> String {
        format!("{FORM} {} {}", self.key, hex(Sha256::new_with_prefix(body)))
    }
}

/// The program itself, to the byte: another build may read otherwise.
fn program() -> Option<&'static str> {
    static PROGRAM: OnceLock<Option<String>> = OnceLock::new();
    let sum = || {
        let mut file = fs::File::open(std::env::current_exe().ok()?).ok()?;
        let mut all = Digest(Sha256::new());
        io::copy(&mut file, &mut all).ok()?;
        Some(hex(all.0))
    };
    PROGRAM.get_or_init(sum).as_deref()
}

/// A sum that values can be written to.
struct Digest(Sha256);

impl Digest {
    fn add<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        let mut out = io::BufWriter::new(&mut *self);
        serde_json::to_writer(&mut out, value)?;
        out.flush()
    }
}

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hex(sum: Sha256) -> String {
    sum.finalize().iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
/// The bytes of an ordinary file of sane size. What else may lie there (a pipe, a device) has no end.
fn ordinary(path: &Path) -> Option<Vec<u8>> {
    let is_sane = |about: &fs::Metadata| about.is_file() && about.len() <= LARGEST;
    fs::metadata(path).ok().filter(is_sane)?;
    let file = fs::File::open(path).ok()?;
    let length = file.metadata().ok().filter(is_sane)?.len();
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
