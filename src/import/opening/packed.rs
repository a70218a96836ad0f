//! Office files that are zip files inside: opened with care, before anybody unpacks them.
//!
//! What is packed is unpacked once into nothing and counted, because what a zip file says of its own sizes may be untrue.
//! What the parts mean is left to the importers.

use std::io::{self, BufRead, BufReader, Cursor, Read as _};

use zip::ZipArchive;

use crate::import::{Budget, NotThisKind};

/// No more is unpacked from one file, in bytes.
const LARGEST_UNPACKED: u64 = 256 * 1024 * 1024;
/// From this size on, a file that grows more than `LARGEST_RATIO` times is one that was made to do harm.
const LARGE: u64 = 50 * 1024 * 1024;
const LARGEST_RATIO: u64 = 200;
/// No file has more parts.
pub(crate) const MOST_PARTS: usize = 20_000;
/// No single part beside the sheets (comments, relations) is read that is larger.
const LARGEST_PART: u64 = 32 * 1024 * 1024;

const FRESH: &str = "open it in its own program, save it again, and import that; if it does not open there, ask the agency for a fresh copy";

/// A zip file that is safe to unpack.
pub(crate) struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Packed<'a> {
    /// Opens the file and refuses it when it is damaged or grows beyond all measure. What it unpacks to is taken from the
    /// budget of the supplied file, so that many such files in a zip are bounded together.
    pub(crate) fn open(bytes: &'a [u8], budget: &Budget) -> Result<Self, NotThisKind> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e.to_string()))?;
        if archive.len() > MOST_PARTS {
            return Err(too_many(archive.len()));
        }
        let most = LARGEST_UNPACKED.min(LARGE.max((bytes.len() as u64).saturating_mul(LARGEST_RATIO)));
        let most = most.min(budget.bytes());
        let mut unpacked = 0;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(|e| damaged(&e.to_string()))?;
            let left = most - unpacked;
            let read = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|e| damaged(&e.to_string()))?;
            budget.spend(read);
            unpacked += read;
            if unpacked > most {
                let mb = most / (1024 * 1024);
                return Err(too_much(format!(
                    "the file has {} bytes and unpacks to more than {mb} MB, counted with what lies beside it",
                    bytes.len()
                )));
            }
        }
        Ok(Self { archive })
    }

    /// Does the file look like this kind inside? Its list of parts is read, and nothing unpacked.
    pub(crate) fn has_part(bytes: &[u8], begins: &str) -> bool {
        bytes.starts_with(b"PK\x03\x04")
            && ZipArchive::new(Cursor::new(bytes))
                .is_ok_and(|a| a.file_names().flatten().any(|n| n.starts_with(begins)))
    }

    /// The names of its parts, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .archive
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .collect();
        names.sort();
        names
    }

    /// A part to be read as it is unpacked.
    pub(crate) fn reader(&mut self, name: &str) -> Option<impl BufRead + '_> {
        Some(BufReader::new(self.archive.by_name(name).ok()?))
    }

    /// A part as text, if it is there and can be read.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let mut out = Vec::new();
        let part = self.archive.by_name(name).ok()?;
        part.take(LARGEST_UNPACKED.min(LARGEST_PART))
            .read_to_end(&mut out)
            .ok()?;
        Some(String::from_utf8_lossy(&out).into_owned())
    }
}

fn damaged(why: &str) -> NotThisKind {
    NotThisKind {
        what: format!("the file is damaged or not whole: {why}"),
        next: FRESH.to_owned(),
    }
}

/// A file with more parts than any program writes.
pub(crate) fn too_many(parts: usize) -> NotThisKind {
    too_much(format!("the file has {parts} parts inside"))
}

fn too_much(what: String) -> NotThisKind {
    NotThisKind {
        what: format!("{what}, which is more than records need, so it was not opened"),
        next: "ask the agency what it is; have it split into smaller files, or saved as CSV".to_owned(),
    }
}
