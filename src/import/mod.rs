//! *Import*: records in. One file per format; a row becomes an entry or a problem, never nothing.
//!
//! Layer 3. `folder` reads a whole case folder, `read_file` a single file into a case. An importer is one file here and
//! one line in `IMPORTERS`. Keeping what was read is left to `store`.

mod beyond;
pub mod contents;
mod csv;
mod delius;
mod docx;
mod eml;
mod folder;
mod html;
mod json;
mod keep;
mod mail;
mod msg;
mod ods;
mod one_row;
mod opening;
mod page;
mod pdf;
mod prose;
mod repeated;
mod same_ref;
mod stamp;
mod table;
mod timesketch;
mod txt;
mod unread;
mod workbook;
mod xls;
mod xlsx;
mod zip;

use std::{collections::BTreeMap, panic::AssertUnwindSafe};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::{
    contents::Contents,
    opening::{directory, inner},
};
pub use self::{
    folder::{case_file::stated, read_folder, read_folder_as, refusal::Refusal},
    keep::{narrative_case, read_file},
    one_row::{GivenDay, read_row},
    opening::{
        apart::{Opener, SUBCOMMAND, Ways, answer},
        budget::Budget,
        leftovers::{is_leftover, passed_over},
        whole::{NotWhole, read_whole},
    },
    unread::Unread,
};
use crate::model::{
    case::AgencyId,
    columns::{Field, Headings},
    entry::{Entry, EntryId, Origin},
    problem::Problem,
};

/// No larger file is read.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// No larger cell is kept as an entry.
pub const LARGEST_CELL: usize = 1_000_000;

/// A file inside another (a zip in an e-mail in a zip) is opened no deeper than this.
pub const DEEPEST: usize = 4;

/// Every importer. The one that is surest of a file opens it; on a tie, the first.
pub const IMPORTERS: &[&dyn Importer] = &[
    &csv::Csv,
    &txt::Narrative,
    &xlsx::Workbook,
    &xls::Workbook,
    &ods::Spreadsheet,
    &json::Objects,
    &delius::Contacts,
    &timesketch::Timeline,
    &docx::Docx,
    &pdf::Pdf,
    &eml::Eml,
    &msg::Msg,
    &zip::Zip,
    &page::Page,
];

/// Opens one kind of file. An importer drops nothing: what it cannot read becomes a remark or a row with a fault.
///
/// `name` is one lower-case word, shown in messages. `about` is one sentence for people who choose a format.
/// `recognises` looks at a file's name and bytes, quickly. `open` gives what the file holds, as tables and texts; it knows
/// nothing of the case, and refuses with `NotThisKind` only when nothing at all of the file can be read.
pub trait Importer: Sync {
    /// One lower-case word.
    fn name(&self) -> &'static str;
    /// One sentence for people.
    fn about(&self) -> &'static str;
    /// How sure this importer is that the file is for it.
    fn recognises(&self, file: &Supply<'_>) -> Fit;
    /// Is opening such a file as safe as reading words? All others are opened in a process of their own (`apart`).
    fn is_plain(&self) -> bool {
        false
    }
    /// Opens the file.
    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind>;
}

/// A file as it was supplied.
#[derive(Debug, Clone, Copy)]
pub struct Supply<'a> {
    /// File name inside the case folder, or inside the file that holds it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// How many files it is inside: 0 for one that an agency supplied.
    pub depth: usize,
    /// How much may still be unpacked of the file that an agency supplied.
    pub budget: &'a Budget,
}

impl<'a> Supply<'a> {
    /// A file that an agency supplied.
    pub fn of(name: &'a str, bytes: &'a [u8], budget: &'a Budget) -> Self {
        Self {
            name,
            bytes,
            depth: 0,
            budget,
        }
    }

    /// A file inside this one.
    pub fn inner<'b>(&self, name: &'b str, bytes: &'b [u8]) -> Supply<'b>
    where
        'a: 'b,
    {
        Supply {
            name,
            bytes,
            depth: self.depth + 1,
            budget: self.budget,
        }
    }

    /// Does the file's name end in one of these (lower-case, without the dot)?
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        std::path::Path::new(self.name)
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
    }

    /// Its first bytes: enough to tell what kind it is.
    pub fn head(&self) -> &[u8] {
        self.bytes.get(..self.bytes.len().min(HEAD)).unwrap_or_default()
    }
}

/// Bytes that tell what kind a file is.
const HEAD: usize = 4096;

/// How sure an importer is of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not for this importer.
    No,
    /// By its name.
    Name,
    /// By what it holds.
    Content,
    /// By what it holds, and this importer knows more of it than the one for its kind: a table that a certain system writes.
    Special,
}

/// Opens a file with the importer that is surest of it.
pub fn open(file: &Supply<'_>) -> Result<Contents, NotThisKind> {
    if file.bytes.len() as u64 > LARGEST_FILE {
        return Err(keep::too_large(file.bytes.len() as u64, LARGEST_FILE));
    }
    if file.depth > DEEPEST {
        return Err(NotThisKind {
            what: format!("the file is inside more than {DEEPEST} others"),
            next: "take it out of them and import it by itself".to_owned(),
        });
    }
    if let Some(refused) = directory::too_many(file.bytes) {
        return Err(refused);
    }
    let Some(importer) = choose(file) else {
        let known: Vec<&str> = IMPORTERS.iter().map(|i| i.about()).collect();
        return Err(NotThisKind {
            what: "no importer reads this kind of file".to_owned(),
            next: format!("save it as one of these: {}", known.join("; ")),
        });
    };
    // One file inside another that brings its importer down takes nothing else with it.
    let opened = std::panic::catch_unwind(AssertUnwindSafe(|| importer.open(file))).unwrap_or_else(|_| {
        Err(NotThisKind {
            what: format!("reading it as {} came to a sudden stop", importer.name()),
            next: "the file is probably damaged; open it in its own program, save it again, and import that".to_owned(),
        })
    });
    opened.map(|mut contents| {
        if file.depth == 0 {
            contents.remarks.extend(inner::beyond(file.budget));
        }
        contents
    })
}

/// The importer that is surest of a file.
fn choose(file: &Supply<'_>) -> Option<&'static dyn Importer> {
    let mut best: (Fit, Option<&'static dyn Importer>) = (Fit::No, None);
    for importer in IMPORTERS {
        let told = std::panic::catch_unwind(AssertUnwindSafe(|| importer.recognises(file))).unwrap_or(Fit::No);
        // The words of a table can stand in the first bytes of a zip that holds it.
        let fit = if importer.is_plain() && is_packed(file.bytes) {
            told.min(Fit::Name)
        } else {
            told
        };
        if fit > best.0 {
            best = (fit, Some(*importer));
        }
    }
    best.1
}

/// Is this a container of its own kind (a zip, a PDF, an older Office file), and no plain text?
fn is_packed(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\xD0\xCF\x11\xE0"]
        .iter()
        .any(|magic| bytes.starts_with(*magic))
}

/// What an importer is told beside the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// Agency that supplied the file.
    pub agency: &'a AgencyId,
    /// File name inside the case folder.
    pub file: &'a str,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: &'a str,
    /// First day under review.
    pub review_from: NaiveDate,
    /// Last day under review.
    pub review_to: NaiveDate,
    /// Headings of columns and what they mean.
    pub headings: &'a Headings,
    /// What a person said that columns of this agency mean, by heading in the form of `model::columns::plain`.
    pub chosen: &'a BTreeMap<String, Field>,
    /// The day of one row, where a person gives it.
    pub given: Option<&'a GivenDay>,
}

impl Hints<'_> {
    /// Where an entry of this file stands.
    pub fn origin_at(&self, part: &str, row: usize) -> Origin {
        Origin {
            file: self.file.to_owned(),
            sha256: self.sha256.to_owned(),
            part: part.to_owned(),
            row,
        }
    }

    /// A remark on a row that became an entry, or (row 0) on the whole file.
    pub fn remark(&self, row: usize, raw: &str, what: String, next: &str) -> Problem {
        Problem {
            file: self.file.to_owned(),
            part: String::new(),
            row,
            lost_row: false,
            raw: keep::shortened(raw),
            what,
            next: next.to_owned(),
            answer: None,
        }
    }

    /// A problem that stands for a row that became no entry.
    pub fn lost(&self, row: usize, raw: &str, what: String, next: &str) -> Problem {
        Problem {
            lost_row: true,
            ..self.remark(row, raw, what, next)
        }
    }

    /// An identifier for a row that has none: the file's name without extension, and a number.
    pub fn made_id(&self, number: usize) -> EntryId {
        self.own_id(&format!("{number:03}"))
    }

    /// A name of a row that is its own in the case: the file's name without extension, and what the row is called in it.
    pub fn own_id(&self, name: &str) -> EntryId {
        let stem = std::path::Path::new(self.file)
            .file_stem()
            .map_or_else(|| "row".into(), |s| s.to_string_lossy());
        EntryId(format!("{stem}-{name}"))
    }
}

/// An entry as read, before its id is known to be unique in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    /// The entry.
    pub entry: Entry,
    /// True when its id was made by the program; it then gives way to ids that were written.
    pub made_id: bool,
    /// The row as it stands in the file.
    pub raw: String,
}

/// Nothing of the file can be read by this importer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotThisKind {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl NotThisKind {
    /// There is nothing in the file.
    pub fn empty() -> Self {
        Self {
            what: "the file is empty".to_owned(),
            next: "ask the agency for the file again, or take its name out of case.toml".to_owned(),
        }
    }
}

/// Ids taken in the case, each with the place of its entry.
pub type Taken = BTreeMap<EntryId, Origin>;
