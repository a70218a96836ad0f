//! *Reports*: what a report says (`kinds`) and how it is written (`formats`), joined by one neutral document.
//!
//! Layer 3. It adds no facts: everything it says is in the matter.

pub mod document;
pub mod formats;
pub mod kinds;

use std::io::{self, Write};

use crate::{model::matter::Matter, report::document::Document};

/// What a report says.
pub trait Kind: Sync {
    /// Its name on the command line and in addresses.
    fn name(&self) -> &'static str;
    /// One sentence for people.
    fn about(&self) -> &'static str;
    /// Refuses what it cannot do with these settings, before anything is made.
    fn check(&self, _settings: &Settings) -> Result<(), ReportError> {
        Ok(())
    }
    /// Says it.
    fn compose(&self, matter: &Matter, settings: &Settings) -> Document;
}

/// How a report is written.
pub trait Format: Sync {
    /// Its name, which is also the file's extension.
    fn name(&self) -> &'static str;
    /// Its media type.
    fn media_type(&self) -> &'static str;
    /// Writes it.
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
];

/// All formats.
pub const FORMATS: &[&dyn Format] = &[&formats::html::Html];

/// What the user may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Protective marking, at the top and bottom of every page.
    pub marking: String,
    /// When it was made, in words; left out when absent, so that the same case gives the same bytes.
    pub made_at: Option<String>,
    /// Columns of the chronology, by name, in the order wanted; the usual ones when empty.
    pub columns: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            marking: "OFFICIAL-SENSITIVE".to_owned(),
            made_at: None,
            columns: Vec::new(),
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
    /// No such column.
    #[error("there is no column `{0}` in the chronology; there are {1}")]
    Columns(String, String),
    /// It cannot be written.
    #[error("the report cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Makes a report.
pub fn make(matter: &Matter, kind: &str, format: &str, settings: &Settings) -> Result<Vec<u8>, ReportError> {
    let names = |all: Vec<&str>| all.join(", ");
    let kind = KINDS
        .iter()
        .find(|k| k.name() == kind)
        .ok_or_else(|| ReportError::Kind(kind.to_owned(), names(KINDS.iter().map(|k| k.name()).collect())))?;
    kind.check(settings)?;
    let composed = kind.compose(matter, settings);
    let writer = FORMATS
        .iter()
        .find(|f| f.name() == format)
        .ok_or_else(|| ReportError::Format(format.to_owned(), names(FORMATS.iter().map(|f| f.name()).collect())))?;
    let mut out = Vec::new();
    writer.write(&composed, &mut out)?;
    Ok(out)
}
