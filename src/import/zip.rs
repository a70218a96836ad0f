//! Zips: each file inside is opened like any other (`inner`), under its name as place.
//!
//! Nothing is written to disk, so a name is never a path: it is only shown. What is unpacked is counted against the budget
//! of the supplied file. Word, Excel and OpenDocument files are zips too and are left to their own importers.

mod around;
mod twice;

use std::io::{Cursor, Read as _};

use ::zip::{ZipArchive, result::ZipError};

use crate::import::{
    Budget, Fit, Importer, LARGEST_FILE, NotThisKind, Supply,
    contents::{Contents, Remark},
    opening::{
        directory,
        inner::{join, lost, open_inner, shown},
        leftovers,
    },
};

/// A file may unpack to this many times its packed size …
const RATIO: u64 = 250;
/// … or to this many bytes, if that is more.
const SMALL: u64 = 8 * 1024 * 1024;
/// The part of a file's mode that says what it is, and what it says of a link.
const TYPE_OF_FILE: u32 = 0o170_000;
const LINK: u32 = 0o120_000;

/// Reads zips.
#[derive(Debug)]
pub(super) struct Zip;

impl Importer for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn about(&self) -> &'static str {
        "a zip of any of these, in folders or not"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let is_zip = file.bytes.starts_with(b"PK\x03\x04") || file.bytes.starts_with(b"PK\x05\x06");
        if is_zip && directory::is_document(file.bytes) {
            Fit::No
        } else if is_zip && directory::names(file.bytes).is_some() {
            Fit::Content
        } else if file.has_extension(&["zip"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.is_empty() {
            return Err(NotThisKind::empty());
        }
        let told = twice::apart(file.bytes);
        let mut archive = ZipArchive::new(Cursor::new(told.bytes.as_ref())).map_err(|_| damaged())?;
        let mut out = Contents {
            encoding: "zip".to_owned(),
            ..Contents::default()
        };
        let mut left = Vec::new();
        out.remarks.extend(told.remarks.iter().cloned());
        around::join(file, &mut out);
        for at in 0..archive.len() {
            if file.budget.is_spent() {
                let is_file = |at: &usize| {
                    archive
                        .name_for_index(*at)
                        .is_some_and(|n| !n.is_ok_and(|n| n.ends_with('/')))
                };
                let left = (at..archive.len()).filter(is_file).count();
                out.remarks.extend((left > 0).then(|| spent(left)));
                break;
            }
            let which = archive
                .by_index_raw(at)
                .ok()
                .and_then(|raw| told.names.get(raw.name_raw()));
            let place = |name: &str| match which {
                Some((_, which)) => format!("file '{}' ({which})", shown(name)),
                None => format!("file '{}'", shown(name)),
            };
            match unpack(&mut archive, at, which.map(|(name, _)| name.as_str()), file.budget) {
                Unpacked::Folder => {}
                Unpacked::Leftover(name) => left.push(name),
                Unpacked::Bytes(name, bytes) => {
                    let place = place(&name);
                    join(&mut out, open_inner(file, &name, &bytes, &place));
                }
                Unpacked::Not(name, what, next) => {
                    file.budget.take_file();
                    let place = place(&name);
                    join(&mut out, lost(shown(&name), what, next).within(&place));
                }
            }
        }
        if !left.is_empty() {
            out.remarks.push(passed_over(&left));
        }
        if out.parts.is_empty() && out.remarks.is_empty() {
            return Err(NotThisKind {
                what: "the zip holds no files".to_owned(),
                next: "ask the agency for the files again".to_owned(),
            });
        }
        // Of a zip of pictures nothing was read, and its record says so.
        if out.parts.is_empty() {
            out.encoding.clear();
        }
        Ok(out)
    }
}

/// What a zip says of a file before it is unpacked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Link,
    Locked,
    Plain,
}

enum Unpacked {
    Folder,
    /// A file that a system leaves behind and nobody wrote.
    Leftover(String),
    Bytes(String, Vec<u8>),
    /// Why not, and what to do.
    Not(String, String, &'static str),
}

fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, written: Option<&str>, budget: &Budget) -> Unpacked {
    const DAMAGED: &str = "ask the agency for the zip again, or for the file by itself";
    const BY_ITSELF: &str = "unpack it on your computer, look at it, and import it by itself";
    let head = archive.by_index_raw(at).map(|raw| {
        let name = written.map_or_else(|| directory::name(raw.name_raw()), str::to_owned);
        let kind = if raw.is_dir() || name.ends_with('/') {
            Kind::Folder
        } else if raw.unix_mode().is_some_and(|mode| mode & TYPE_OF_FILE == LINK) {
            Kind::Link
        } else if raw.encrypted() {
            Kind::Locked
        } else {
            Kind::Plain
        };
        (name, kind, raw.compressed_size())
    });
    let Ok((name, kind, packed)) = head else {
        let name = format!("number {}", at + 1);
        return Unpacked::Not(name, "is damaged in the zip".to_owned(), DAMAGED);
    };
    if kind == Kind::Folder {
        return Unpacked::Folder;
    }
    if leftovers::is_leftover(&name) {
        return Unpacked::Leftover(name);
    }
    if kind == Kind::Link {
        let what = "is a link to another file, not a file: the zip holds only the name of what it points to".to_owned();
        return Unpacked::Not(name, what, "ask the agency for the file itself");
    }
    if kind == Kind::Locked {
        let what = "is locked with a password in the zip".to_owned();
        return Unpacked::Not(
            name,
            what,
            "unpack it on your computer with the password, and import the file by itself",
        );
    }
    let (largest, why) = [
        (LARGEST_FILE, "is larger than any file that is read"),
        (
            packed.saturating_mul(RATIO).max(SMALL),
            "unpacks to so many times its size that it was taken for a trap",
        ),
        (budget.bytes(), "would make more than is unpacked of one supplied file"),
    ]
    .into_iter()
    .min_by_key(|(bytes, _)| *bytes)
    .unwrap_or((0, ""));
    let mut bytes = Vec::new();
    let read = match archive.by_index(at) {
        Ok(inner) => inner.take(largest.saturating_add(1)).read_to_end(&mut bytes),
        Err(ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_)) => {
            let what = "is packed in a way that is not unpacked here".to_owned();
            return Unpacked::Not(name, what, BY_ITSELF);
        }
        Err(_) => return Unpacked::Not(name, "is damaged in the zip".to_owned(), DAMAGED),
    };
    budget.spend(bytes.len() as u64);
    if bytes.len() as u64 > largest {
        return Unpacked::Not(name, why.to_owned(), BY_ITSELF);
    }
    if read.is_err() {
        let what = "is damaged in the zip, and its bytes are not those that were packed".to_owned();
        return Unpacked::Not(name, what, DAMAGED);
    }
    Unpacked::Bytes(name, bytes)
}

fn passed_over(names: &[String]) -> Remark {
    let (raw, what, next) = leftovers::passed_over(names);
    Remark {
        raw,
        what,
        next: next.to_owned(),
        ..Remark::default()
    }
}

fn spent(left: usize) -> Remark {
    Remark {
        lost: true,
        what: format!(
            "{left} more files of the zip were not read: no more than {}",
            Budget::limits()
        ),
        next: "split the zip into smaller ones and import them one by one".to_owned(),
        ..Remark::default()
    }
}

fn damaged() -> NotThisKind {
    NotThisKind {
        what: "the zip is damaged or was cut short: the list of its files cannot be read".to_owned(),
        next: "ask the agency for the zip again, or unpack it on your computer and import the files one by one"
            .to_owned(),
    }
}
