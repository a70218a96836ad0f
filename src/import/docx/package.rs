//! *Package*: the parts of a Word file, which is a zip, read with a limit on what they may unfold to.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};
use zip::{ZipArchive, result::ZipError};

use crate::import::{
    Budget, NotThisKind,
    opening::packed::{MOST_PARTS, too_many},
};

/// An open Word file.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of its parts.
    pub(super) names: BTreeSet<String>,
    /// How much may still be unfolded of the supplied file.
    budget: &'a Budget,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, NotThisKind> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if zip.len() > MOST_PARTS {
            return Err(too_many(zip.len()));
        }
        let names: BTreeSet<String> = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
        Ok(Self { zip, names, budget })
    }

    /// The part that holds the body.
    pub(super) fn main_part(&mut self) -> Result<String, NotThisKind> {
        let mut told = None;
        if let Some(relations) = self.text("_rels/.rels")? {
            events(&relations, |event| {
                if let Event::Start(e) | Event::Empty(e) = event
                    && attribute(&e, "Type").is_some_and(|t| t.ends_with("/officeDocument"))
                {
                    told = attribute(&e, "Target").map(|t| t.trim_start_matches('/').to_owned());
                }
            });
        }
        let usual = "word/document.xml".to_owned();
        let part = told.filter(|part| self.names.contains(part)).unwrap_or(usual);
        if self.names.contains(&part) {
            Ok(part)
        } else {
            Err(NotThisKind {
                what: "the file is a zip, but holds no Word text".to_owned(),
                next: "open it in Word or LibreOffice and save it as .docx".to_owned(),
            })
        }
    }

    /// A part as text; none when there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, NotThisKind> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        if part.encrypted() {
            return Err(locked());
        }
        let left = self.budget.bytes();
        let mut bytes = Vec::new();
        let unfolded = part.take(left + 1).read_to_end(&mut bytes);
        let read = bytes.len() as u64;
        self.budget.spend(read);
        unfolded.map_err(|_| damaged())?;
        if read > left {
            return Err(NotThisKind {
                what: format!(
                    "with what lies beside it, the file unfolds to more than {} MB, which no text needs",
                    Budget::megabytes()
                ),
                next: "ask the agency for the file again; if it is right, save it in parts, and import it by itself"
                    .to_owned(),
            });
        }
        Ok(Some(decoded(&bytes)))
    }

    /// Names of the parts that begin and end so, in order.
    pub(super) fn parts(&self, starts: &str, ends: &str) -> Vec<String> {
        let fits = |n: &&String| n.starts_with(starts) && n.ends_with(ends);
        self.names.iter().filter(fits).cloned().collect()
    }
}

/// XML is UTF-8 or UTF-16 with a mark; bytes that are neither are shown as such.
fn decoded(bytes: &[u8]) -> String {
    encoding_rs::UTF_8.decode(bytes).0.into_owned()
}

pub(super) fn damaged() -> NotThisKind {
    NotThisKind {
        what: "the Word file is damaged or cut short, so that it cannot be opened".to_owned(),
        next: "ask the agency for the file again, or open it in Word, let Word repair it, and save it as .docx"
            .to_owned(),
    }
}

pub(super) fn locked() -> NotThisKind {
    NotThisKind {
        what: "the Word file is locked with a password".to_owned(),
        next: "open it in Word, take the password away (File, Info, Protect Document), save it and import the copy"
            .to_owned(),
    }
}

/// Walks over the events of a part. Gives the byte at which it can be read no further, if it is damaged.
pub(super) fn events(xml: &str, mut each: impl FnMut(Event<'_>)) -> Option<u64> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(event) => each(event),
            Err(_) => return Some(reader.error_position()),
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.as_ref().to_owned(), std::borrow::Cow::into_owned))
}

/// What a reference (`&amp;`, `&#8217;`) stands for. One that XML does not know is never looked up: it stays as written.
pub(super) fn reference(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Ok(c);
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("&{other};")),
    }
}

/// The words of a piece of XML that cannot be read as such.
pub(super) fn without_marks(xml: &str) -> String {
    let pieces = xml
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let words: Vec<&str> = pieces.map(str::trim).filter(|t| !t.is_empty()).collect();
    words.join(" ")
}
