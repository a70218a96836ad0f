//! The *notation* of examples: `date | agency | text <- trigger`, one line an entry. See `docs/writing-patterns.md`, section 5.

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId, Origin},
    },
    text::dates::read_when,
};

/// How a line of an example is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not marked.
    None,
    /// `<- trigger`
    Trigger,
    /// `<- response`
    Response,
    /// `<- trigger <- response`: the entry triggers and answers.
    Both,
}

impl Mark {
    /// Is it marked as a trigger?
    pub fn is_trigger(self) -> bool {
        matches!(self, Self::Trigger | Self::Both)
    }

    /// Is it marked as a response?
    pub fn is_response(self) -> bool {
        matches!(self, Self::Response | Self::Both)
    }
}

/// An example's chronology, read.
#[derive(Debug, Clone)]
pub struct Chronology {
    /// Entries, in the order written; ids are `L1`, `L2`, …; the agency's id is its kind.
    pub entries: Vec<Entry>,
    /// The mark of each.
    pub marks: Vec<Mark>,
}

/// Reads a chronology; an error names the line.
pub fn read(text: &str) -> Result<Chronology, String> {
    let mut out = Chronology {
        entries: Vec::new(),
        marks: Vec::new(),
    };
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let (body, mark) = split_mark(line);
        let mut fields = body.splitn(3, '|').map(str::trim);
        let (Some(date), Some(agency), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!(
                "line {}: wants `date | agency | text`, found `{}`",
                number + 1,
                line.trim()
            ));
        };
        let (kind, code) = match agency.split_once('[') {
            Some((kind, code)) => (kind.trim(), code.trim_end_matches(']').trim()),
            None => (agency, ""),
        };
        let (day, time) = match date.split_once(' ') {
            Some((day, time)) if time.contains(':') && !time.contains(' ') => (day, time),
            _ => (date, ""),
        };
        let when = read_when(day, time).map_err(|e| format!("line {}: {e}", number + 1))?;
        let row = out.entries.len() + 1;
        out.entries.push(Entry {
            id: EntryId(format!("L{row}")),
            agency: AgencyId(kind.to_owned()),
            when,
            source: String::new(),
            author: String::new(),
            entry_type: code.to_owned(),
            text: text.to_owned(),
            sequence: None,
            recorded: None,
            further: Vec::new(),
            made_id: false,
            origin: Origin {
                file: "example".to_owned(),
                sha256: String::new(),
                part: String::new(),
                row,
            },
        });
        out.marks.push(mark);
    }
    Ok(out)
}

/// A line without its mark, and the mark.
pub fn split_mark(line: &str) -> (&str, Mark) {
    let trimmed = line.trim_end();
    if let Some(body) = trimmed.strip_suffix("<- trigger <- response") {
        (body, Mark::Both)
    } else if let Some(body) = trimmed.strip_suffix("<- trigger") {
        (body, Mark::Trigger)
    } else if let Some(body) = trimmed.strip_suffix("<- response") {
        (body, Mark::Response)
    } else {
        (trimmed, Mark::None)
    }
}
