//! Contacts of nDelius as its programs hand them out: records of the contact search, of the activity log, and of the older
//! interface with `type` as code and description.
//!
//! Each becomes a row under headings that `rules/columns.toml` knows. Flags of attendance and compliance are written out in
//! the words that `rules/codes` knows, and are kept under their own names beside. What they mean is left to those rules.

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Cell, Contents, Value},
    json::{
        self, Named,
        value::{Fields, Json, field},
    },
    opening::decode,
    workbook::figures::{written_day, written_time},
};

/// Reads contacts of nDelius.
#[derive(Debug)]
pub(super) struct Contacts;

/// Fields of which a file of contacts has several near its beginning. Others use one or two of these names as well.
const SIGNS: &[&str] = &[
    "\"typeCode\"",
    "\"typeDescription\"",
    "\"outcomeCode\"",
    "\"lastUpdatedDateTime\"",
    "\"startDateTime\"",
    "\"isNationalStandard\"",
    "\"isSensitive\"",
    "\"wasAbsent\"",
    "\"didTheyComply\"",
    "\"appointmentNotes\"",
    "\"deliusManaged\"",
    "\"contactId\"",
    "\"convictionId\"",
    "\"nationalStandard\"",
    "\"rarActivity\"",
];
const ENOUGH: usize = 3;

impl Importer for Contacts {
    fn name(&self) -> &'static str {
        "delius"
    }

    fn about(&self) -> &'static str {
        "contacts of nDelius as JSON"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if !json::looks_so(file) {
            return Fit::No;
        }
        let head = decode::glance(file.head());
        // No other system is known to write this one.
        let is_its_own = usize::from(head.contains("\"appointmentNotes\""));
        if SIGNS.iter().filter(|s| head.contains(**s)).count() + is_its_own >= ENOUGH {
            Fit::Special
        } else {
            Fit::No
        }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        json::open_as(file, contact)
    }
}

/// What became of fields that are read, and the rest under their own names.
struct Sorted {
    read: Named,
    rest: Named,
}

impl Sorted {
    /// Takes the first of these fields that is there and not blank.
    fn take(&mut self, names: &[&str]) -> Option<Cell> {
        let filled = |name: &&str| {
            self.rest
                .iter()
                .position(|(n, c)| n == name && !c.text.trim().is_empty())
        };
        let at = names.iter().find_map(filled)?;
        Some(self.rest.remove(at).1)
    }

    fn words(&mut self, names: &[&str]) -> String {
        self.take(names).map(|c| c.text.trim().to_owned()).unwrap_or_default()
    }

    fn put(&mut self, heading: &str, cell: Cell) {
        self.read.push((heading.to_owned(), cell));
    }
}

fn contact(fields: &Fields, cells: Named) -> Named {
    let mut sorted = Sorted {
        read: Vec::new(),
        rest: cells,
    };
    let id = sorted.take(&["id", "contactId"]).unwrap_or_default();
    sorted.put("Ref", id);
    when(&mut sorted);
    sorted.put("Source", Cell::words("nDelius"));
    let author = author(&mut sorted);
    sorted.put("Author", Cell::words(author));
    let code = sorted.words(&["typeCode", "type.code"]);
    let description = sorted.words(&["typeDescription", "type.description", "type"]);
    let kind = joined(&[code.as_str(), description.as_str()], " ");
    let came = outcome(fields, &mut sorted);
    let notes = notes(fields, &mut sorted, &description);
    sorted.put("Type", Cell::words(kind));
    sorted.put("Outcome", Cell::words(came));
    sorted.put("Event", Cell::words(notes));
    let typed = sorted.take(&["lastUpdatedDateTime", "lastUpdated"]).unwrap_or_default();
    sorted.put("Recorded", typed);
    let Sorted { mut read, rest } = sorted;
    // A field that is blank here says nothing; it has a column when another contact fills it.
    read.extend(
        rest.into_iter()
            .filter(|(_, cell)| !cell.text.is_empty())
            .map(|(name, cell)| (own(&name), cell)),
    );
    read
}

/// A field that is not read keeps its name, and no heading of the table takes it for something else.
fn own(name: &str) -> String {
    format!("nDelius {name}")
}

/// The day and time, on one clock.
fn when(sorted: &mut Sorted) {
    let start = sorted.take(&["startDateTime", "date", "startTime"]).unwrap_or_default();
    let day = match &start.value {
        Value::Moment(at) => Some(at.date()),
        Value::Day(day) => Some(*day),
        _ => None,
    };
    sorted.put("Date", start);
    // The search has the time in a field of its own; the activity log has both in one.
    let time = sorted.take(&["startTime"]).unwrap_or_default();
    sorted.put("Time", time);
    let Some(end) = sorted.take(&["endDateTime", "endTime"]) else {
        return;
    };
    match end.value {
        Value::Moment(at) if day != Some(at.date()) => {
            sorted.put("End date", end.clone());
            sorted.put(
                "End time",
                Cell::words(format!("{} {}", written_day(at.date()), written_time(at.time()))),
            );
        }
        Value::Moment(at) => sorted.put("End time", Cell::words(written_time(at.time()))),
        _ => sorted.put("End time", end),
    }
}

fn author(sorted: &mut Sorted) -> String {
    let whole = sorted.words(&["officer.name", "officerName", "staff.name", "officer"]);
    if !whole.is_empty() {
        return whole;
    }
    for (first, last) in [
        ("officer.name.forename", "officer.name.surname"),
        ("officer.forename", "officer.surname"),
        ("staff.forenames", "staff.surname"),
        ("staff.forename", "staff.surname"),
        ("officer.forenames", "officer.surname"),
    ] {
        let (first, last) = (sorted.words(&[first]), sorted.words(&[last]));
        if !first.is_empty() || !last.is_empty() {
            return joined(&[first.as_str(), last.as_str()], " ");
        }
    }
    String::new()
}

/// What came of the contact: the outcome as recorded, else what the flags say of it.
fn outcome(fields: &Fields, sorted: &mut Sorted) -> String {
    let code = sorted.words(&["outcomeCode", "outcome.code"]);
    let description = sorted.words(&["outcomeDescription", "outcome.description", "outcome"]);
    let recorded = joined(&[code.as_str(), description.as_str()], " ");
    let flags = Flags::of(fields);
    let lower = recorded.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let mut parts = vec![recorded.clone()];
    if !says(&["absen", "attend", "compl", "resched"]) {
        parts.extend(flags.attendance(fields));
    }
    if flags.is("rescheduled") == Some(true) && !says(&["resched"]) {
        parts.push("Rescheduled".to_owned());
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    joined(&parts, " - ")
}

/// Truths that an object holds, at its top or inside its outcome.
struct Flags<'f>(Vec<&'f Fields>);

impl<'f> Flags<'f> {
    fn of(fields: &'f Fields) -> Self {
        let inner = field(fields, "outcome").and_then(Json::fields);
        Self(std::iter::once(fields).chain(inner).collect())
    }

    fn is(&self, name: &str) -> Option<bool> {
        self.0.iter().find_map(|fields| match field(fields, name) {
            Some(Json::Truth(value)) => Some(*value),
            _ => None,
        })
    }

    /// Was he there, and did he comply? Nothing is said where the flags say nothing.
    fn attendance(&self, fields: &Fields) -> Option<String> {
        // An appointment without an outcome has flags all the same, which mean nothing yet; a message has no attendance.
        if self.is("hasOutcome") == Some(false) || self.is("isAppointment") == Some(false) {
            return None;
        }
        let reason = |name: &str| field(fields, name).and_then(Json::scalar).unwrap_or_default();
        let with = |words: &str, name: &str| joined(&[words, reason(name).trim()], " - ");
        let absent = self
            .is("wasAbsent")
            .or_else(|| self.is("attended").map(|attended| !attended));
        let complied = self.is("didTheyComply").or_else(|| self.is("complied"));
        match (absent, self.is("acceptableAbsence"), complied) {
            (Some(true) | None, Some(true), _) => Some(with("Acceptable absence", "acceptableAbsenceReason")),
            // Whether it was acceptable is not decided yet, so it is neither kind of absence.
            (Some(true), _, _) if self.is("absentWaitingEvidence") == Some(true) => {
                Some("Not present, waiting for evidence".to_owned())
            }
            (Some(true), Some(false), _) => Some(with("Unacceptable absence", "nonComplianceReason")),
            (Some(true), None, _) => Some(with("Did not attend", "nonComplianceReason")),
            (Some(false), _, Some(true)) => Some("Attended - Complied".to_owned()),
            (Some(false), _, Some(false)) => Some(with("Attended - Not complied", "nonComplianceReason")),
            (Some(false), _, None) => Some("Attended".to_owned()),
            (None, _, Some(true)) => Some("Complied".to_owned()),
            (None, _, Some(false)) => Some(with("Not complied", "nonComplianceReason")),
            (None, _, None) => None,
        }
    }
}

/// What was written: the description where it says more than the type, the notes, and the notes of the appointment.
fn notes(fields: &Fields, sorted: &mut Sorted, kind: &str) -> String {
    let mut parts = Vec::new();
    // What was written is kept to the byte, so it is not trimmed.
    parts.extend(
        sorted
            .take(&["description"])
            .map(|c| c.text)
            .filter(|d| d.trim() != kind),
    );
    parts.extend(sorted.take(&["notes"]).map(|c| c.text));
    if let Some(Json::List(items)) = field(fields, "appointmentNotes") {
        sorted.rest.retain(|(name, _)| name != "appointmentNotes");
        parts.extend(items.iter().map(note));
    }
    parts.retain(|p| !p.trim().is_empty());
    parts.join("\n")
}

/// One note of an appointment, with who wrote it and when.
fn note(item: &Json) -> String {
    let Some(fields) = item.fields() else {
        return item.scalar().unwrap_or_else(|| item.compact());
    };
    let is_text = |name: &str| matches!(name, "note" | "notes" | "text");
    let text = fields.iter().find(|(n, _)| is_text(n)).and_then(|(_, v)| v.scalar());
    let Some(text) = text else {
        return item.compact();
    };
    let said = |v: &Json| Some(v.scalar().unwrap_or_else(|| v.compact())).filter(|v| !v.trim().is_empty());
    let others = fields.iter().filter(|(n, _)| !is_text(n));
    let rest: Vec<String> = others.filter_map(|(n, v)| Some(format!("{n}: {}", said(v)?))).collect();
    if rest.is_empty() {
        text
    } else {
        format!("{text} [{}]", rest.join("; "))
    }
}

fn joined(parts: &[&str], between: &str) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    filled.join(between)
}
