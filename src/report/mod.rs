//! *Reports*: what a report says (`kinds`) and how it is written (`formats`), joined by one neutral document.
//!
//! Layer 3. It adds no facts: everything it says is in the matter.

pub mod chosen;
pub mod document;
mod fonts;
pub mod formats;
pub mod kinds;
pub mod manifest;
pub(crate) mod raster;
pub mod risk;
pub mod template;
pub mod thematic;
pub mod training;

use std::io::{self, Write};

use crate::{
    model::{case::in_words_first, matter::Matter},
    report::document::Document,
    review::{consultation::Cell, lens::Telling},
};

/// What a document can hold that not every kind of report has, and without which some formats have nothing to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A table.
    Table,
    /// A picture.
    Picture,
    /// Dated things.
    Happenings,
}

/// What a report says.
pub trait Kind: Sync {
    /// Its name on the command line and in addresses.
    fn name(&self) -> &'static str;
    /// Its name for people.
    fn title(&self) -> String {
        in_words_first(self.name())
    }
    /// One sentence for people, without a full stop.
    fn about(&self) -> &'static str;
    /// For whom it is, in words.
    fn for_whom(&self) -> &'static str {
        "the review panel"
    }
    /// What its documents always hold: screens offer only the formats that can write them.
    fn holds(&self) -> &'static [Part] {
        &[Part::Table]
    }
    /// Does it tell what stood in the case before corrected files came? Only then is it loaded.
    fn tells_history(&self) -> bool {
        false
    }
    /// Does it tell the lines of enquiry, of which some can be chosen?
    fn tells_lines(&self) -> bool {
        false
    }
    /// Does it hold the chronology, whose columns can be chosen?
    fn has_columns(&self) -> bool {
        false
    }
    /// Can it be made for some of the agencies only?
    fn chooses_agencies(&self) -> bool {
        self.has_columns()
    }
    /// Refuses what it cannot do with these settings, before anything is made.
    fn check(&self, _settings: &Settings) -> Result<(), ReportError> {
        Ok(())
    }
    /// Says it.
    fn compose(&self, matter: &Matter, settings: &Settings) -> Document;
}

/// How a report is written.
pub trait Format: Sync {
    /// Its name on the command line and in addresses.
    fn name(&self) -> &'static str;
    /// Its name for people: `Word`, `Excel`.
    fn title(&self) -> &'static str;
    /// The extension of its files, where that is not the name.
    fn extension(&self) -> &'static str {
        self.name()
    }
    /// Its media type.
    fn media_type(&self) -> &'static str;
    /// What a document must hold for it; nothing when it writes any.
    fn needs(&self) -> Option<Part> {
        None
    }
    /// Writes it. A document that holds nothing which this format can tell is an error of the kind `Unsupported`.
    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()>;
}

/// All kinds.
pub const KINDS: &[&dyn Kind] = &[
    &kinds::full::Full,
    &kinds::chronology::Chronology,
    &kinds::warnings::Warnings,
    &kinds::timeline::Timeline,
    &kinds::sfo::Sfo,
    &kinds::dhr::Dhr,
    &kinds::consultation::Consultation,
    &kinds::knowledge::Knowledge,
    &kinds::loops::Loops,
    &kinds::requests::Requests,
    &kinds::coverage::Coverage,
    &kinds::disclosure::Disclosure,
    &kinds::lines::Lines,
];

/// All formats.
pub const FORMATS: &[&dyn Format] = &[
    &formats::html::Html,
    &formats::docx::Docx,
    &formats::pdf::Pdf,
    &formats::xlsx::Xlsx,
    &formats::csv::Csv,
    &formats::json::Json,
    &formats::timesketch::Timesketch,
    &formats::svg::Svg,
];

/// What the user may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Protective marking, at the top and bottom of every page.
    pub marking: String,
    /// When it was made, in words; left out when absent, so that the same case gives the same bytes.
    pub made_at: Option<String>,
    /// Columns of the chronology, by name, in the order wanted; the usual ones when empty.
    pub columns: Vec<String>,
    /// Which findings are told.
    pub findings: Told,
    /// Headings of chapters that are left out, in their words.
    pub without: Vec<String>,
    /// Short names of the lines of enquiry that are told; all when empty.
    pub lines: Vec<String>,
    /// Entries of the chronology that are told; all unless something is asked for.
    pub entries: Entries,
}

/// Which findings a report tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Told {
    /// Those that no reviewer rejected.
    #[default]
    Standing,
    /// Only those that reviewers accepted.
    Accepted,
}

/// Which entries a chronology tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// Ids of agencies; all when empty.
    pub agencies: Vec<String>,
    /// Id of a person who is named in them; anybody when empty.
    pub person: String,
    /// First day.
    pub from: Option<chrono::NaiveDate>,
    /// Last day.
    pub to: Option<chrono::NaiveDate>,
}

impl Entries {
    /// Are all told?
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Is this one told? One whose day is not certain is told where it can be of the days asked for.
    pub fn takes(&self, entry: &crate::model::entry::Entry, reading: Option<&crate::model::mention::Reading>) -> bool {
        use crate::model::mention::Who;
        let names = |r: &crate::model::mention::Reading| {
            r.people
                .iter()
                .any(|p| matches!(&p.who, Who::Person(id) if id.0 == self.person))
        };
        (self.agencies.is_empty() || self.agencies.contains(&entry.agency.0))
            && (self.person.is_empty() || reading.is_some_and(names))
            && self.from.is_none_or(|from| entry.when.latest >= from)
            && self.to.is_none_or(|to| entry.when.earliest <= to)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            marking: "OFFICIAL-SENSITIVE".to_owned(),
            made_at: None,
            columns: Vec::new(),
            findings: Told::default(),
            without: Vec::new(),
            lines: Vec::new(),
            entries: Entries::default(),
        }
    }
}

/// Why a report cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// No such kind.
    #[error("there is no report `{0}`; there are {1}")]
    Kind(String, String),
    /// No such format.
    #[error("there is no format `{0}`; there are {1}")]
    Format(String, String),
    /// This kind has nothing that this format can hold.
    #[error("the report `{kind}` cannot be written as {format}: {why}")]
    Unsupported {
        /// Name of the kind.
        kind: String,
        /// Name of the format.
        format: String,
        /// What lacks, and what to choose instead.
        why: String,
    },
    /// No such column.
    #[error("there is no column `{0}` in the chronology; there are {1}")]
    Columns(String, String),
    /// It cannot be written.
    #[error("the report cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Finds a kind by its name.
pub fn kind(name: &str) -> Result<&'static dyn Kind, ReportError> {
    let names = || KINDS.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    let found = KINDS.iter().find(|k| k.name() == name).copied();
    found.ok_or_else(|| ReportError::Kind(name.to_owned(), names()))
}

/// Finds a format by its name.
pub fn format(name: &str) -> Result<&'static dyn Format, ReportError> {
    let names = || FORMATS.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    let found = FORMATS.iter().find(|f| f.name() == name).copied();
    found.ok_or_else(|| ReportError::Format(name.to_owned(), names()))
}

/// Can documents of this kind be written in this format?
pub fn fits(kind: &dyn Kind, format: &dyn Format) -> bool {
    takes(format, kind.holds())
}

/// Can a document that holds these parts be written in this format?
pub fn takes(format: &dyn Format, holds: &[Part]) -> bool {
    format.needs().is_none_or(|need| holds.contains(&need))
}

/// The end of the name of a file that holds this kind in this format: `full.docx`, `full-timesketch.csv`.
pub fn file_name(kind: &dyn Kind, format: &dyn Format) -> String {
    let (kind, name, extension) = (kind.name(), format.name(), format.extension());
    if name == extension {
        format!("{kind}.{extension}")
    } else {
        format!("{kind}-{name}.{extension}")
    }
}

/// Which readings tell that an agency was told, asked or met, as the reports and the screens read them.
pub fn telling() -> Telling {
    kinds::parts::enquiry::Concepts::telling()
}

/// Concepts of telling or asking another agency.
pub fn contact() -> Vec<String> {
    kinds::parts::enquiry::Concepts::built_in().contact
}

/// The lines of a cell of the consultation matrix, as its report tells them.
pub fn consultation_lines(matter: &Matter, cell: &Cell<'_>) -> Vec<String> {
    kinds::consultation::lines_of(matter, cell)
}

/// Makes a report.
pub fn make(matter: &Matter, kind_name: &str, format_name: &str, settings: &Settings) -> Result<Vec<u8>, ReportError> {
    let (kind, format) = (kind(kind_name)?, format(format_name)?);
    kind.check(settings)?;
    let mut out = Vec::new();
    match format.write(&chosen::compose(kind, matter, settings), &mut out) {
        Ok(()) => Ok(out),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Err(ReportError::Unsupported {
            kind: kind.name().to_owned(),
            format: format.name().to_owned(),
            why: error.to_string(),
        }),
        Err(error) => Err(error.into()),
    }
}

/// Writes a document in a format.
pub fn write(document: &Document, format_name: &str) -> Result<Vec<u8>, ReportError> {
    let mut out = Vec::new();
    format(format_name)?.write(document, &mut out)?;
    Ok(out)
}
