//! *Row dates*: days that reviewers give for rows whose date could not be read, laid over what was read of the records.
//!
//! The row becomes an entry, and what was said of it stays beside it as a remark; rows read are still entries and problems. A row that a
//! corrected file dates itself needs no such day any more, and one that is gone has none: then nothing is laid, and that is told.

use std::collections::BTreeSet;

use crate::model::{
    case::AgencyId,
    columns::Mapping,
    entry::{Entry, EntryId},
    matter::Matter,
    problem::Problem,
    record::Record,
    row_date::RowDate,
    settled::{Settled, Settlement, standing},
    when::When,
};

/// What the remark on a day says that a reviewer gave.
const NOT_ITS_OWN: &str = "because the row’s own could not be read";

/// Makes entries of the rows for which days were given, and tells of the days that no row has now. Of two days of one row the later holds.
pub fn over_rows(
    (entries, problems, records): (&mut Vec<Entry>, &mut Vec<Problem>, &mut [Record]),
    settled: &[Settled],
) {
    let laid = laid((problems, records), settled, &|id| entries.iter().any(|e| e.id == *id));
    entries.extend(laid);
}

/// The same where the entries are not at hand: those that the rows become. `is_taken` says whether an entry has this name.
pub fn laid(
    (problems, records): (&mut Vec<Problem>, &mut [Record]),
    settled: &[Settled],
    is_taken: &dyn Fn(&EntryId) -> bool,
) -> Vec<Entry> {
    let all = holding(settled);
    // Where each belongs is told before any is laid: a row that has its day already is still a row with these words.
    let places: Vec<Option<(usize, usize)>> = all
        .iter()
        // Another row came under its name since: two entries of one name are worse than one row that waits.
        .map(|(_, given)| place((problems, records), given, &all).filter(|_| !is_taken(&given.entry.id)))
        .collect();
    let (mut out, mut resting) = (Vec::new(), Vec::new());
    for ((one, given), place) in all.into_iter().zip(places) {
        let row = place.and_then(|(at, record)| Some((problems.get_mut(at)?, records.get_mut(record)?)));
        match row {
            Some((problem, record)) => out.push(lay((one, given), problem, record)),
            None => resting.push((one, given)),
        }
    }
    for (one, given) in resting {
        tell_resting((problems, records), one, given);
    }
    out
}

/// The entry of a row with the day that was given.
fn lay((one, given): (&Settled, &RowDate), problem: &mut Problem, record: &mut Record) -> Entry {
    let mut entry = given.entry.clone();
    entry.origin.file.clone_from(&problem.file);
    entry.origin.part.clone_from(&problem.part);
    entry.origin.row = problem.row;
    entry.origin.sha256.clone_from(&record.sha256);
    let how = how(&one.who);
    entry.when.remark = Some(match entry.when.remark.take() {
        Some(read) => format!("{how}, and {read}"),
        None => how,
    });
    problem.lost_row = false;
    problem.what = format!(
        "{}; its date was given by {} as “{}”{}",
        problem.what,
        one.who,
        entry.when.written,
        is_now(&entry)
    );
    problem.next = match given.remarks.as_slice() {
        [] => "nothing, while the date stands: the row itself is as it was supplied".to_owned(),
        told => format!("look at the date that was given: {}", told.join("; ")),
    };
    record.entries += 1;
    record.problems = record.problems.saturating_sub(1);
    entry
}

/// How the day of an entry came to be known.
fn how(who: &str) -> String {
    format!("given by {who}, {NOT_ITS_OWN}")
}

/// Tells of a day that is laid on no row: on the rows with these words that wait, else on the file.
fn tell_resting((problems, records): (&mut Vec<Problem>, &[Record]), one: &Settled, given: &RowDate) {
    let is_of_agency = |p: &Problem| records.iter().any(|r| r.file == p.file && r.agency == given.agency);
    let mut is_told = false;
    for problem in problems.iter_mut() {
        if problem.lost_row && problem.row > 0 && problem.raw == given.raw && is_of_agency(problem) {
            problem.next = format!(
                "{}; a date was given by {} for a row with these words, “{}”, and nothing tells that it is this row: if it is, give it here",
                problem.next, one.who, given.entry.when.written
            );
            is_told |= problem.file == given.entry.origin.file;
        }
    }
    let origin = &given.entry.origin;
    if is_told || !is_of_agency_file(records, given) {
        return;
    }
    problems.push(Problem {
        file: origin.file.clone(),
        part: origin.part.clone(),
        row: 0,
        lost_row: false,
        raw: given.raw.clone(),
        what: format!(
            "the date “{}” that {} gave for row {}, then entry {}, is not used any more: no row of the file waits for a date in these words",
            given.entry.when.written, one.who, origin.row, given.entry.id
        ),
        next: "look whether the row stands in the file under a date of its own now; what was given stays in the activity of the case"
            .to_owned(),
        answer: None,
    });
}

fn is_of_agency_file(records: &[Record], given: &RowDate) -> bool {
    records
        .iter()
        .any(|r| r.file == given.entry.origin.file && r.agency == given.agency)
}

/// Those that hold, each once.
fn holding(settled: &[Settled]) -> Vec<(&Settled, &RowDate)> {
    let mut out: Vec<(&Settled, &RowDate)> = Vec::new();
    for one in standing(settled) {
        if let Settlement::RowDate(given) = &one.what {
            out.retain(|(_, other)| !other.is_of_same_row(given));
            out.push((one, given));
        }
    }
    out
}

/// Where the row is told as a problem, and the record that holds it: at its place in the very file for which the day was given, or in a later
/// version of it where one row alone had these words then and one alone has them now. A day never goes to a row that may be another one.
fn place(
    (problems, records): (&[Problem], &[Record]),
    given: &RowDate,
    all: &[(&Settled, &RowDate)],
) -> Option<(usize, usize)> {
    let origin = &given.entry.origin;
    let mut own = records.iter().enumerate().filter(|(_, r)| r.file == origin.file);
    let same = own
        .clone()
        .find(|(_, r)| r.agency == given.agency && r.sha256 == origin.sha256);
    let mut rows = problems
        .iter()
        .enumerate()
        .filter(|(_, p)| p.lost_row && p.row > 0 && p.raw == given.raw && p.file == origin.file);
    if let Some((record, read)) = same {
        let mut there = rows.filter(|(_, p)| p.part == origin.part && p.row == origin.row);
        let (at, _) = there.next().filter(|_| there.next().is_none())?;
        return is_read_alike(read, given).then_some((at, record));
    }
    let is_only_day = || all.iter().filter(|(_, other)| other.says_the_same(given)).count() == 1;
    let (record, read) = own.next().filter(|_| own.next().is_none())?;
    let (at, _) = rows.next().filter(|_| rows.next().is_none())?;
    (given.alone && read.agency == given.agency && is_read_alike(read, given) && is_only_day()).then_some((at, record))
}

/// Is the table of the row read as it was when its day was given? The words of an entry come from its columns.
fn is_read_alike(record: &Record, given: &RowDate) -> bool {
    let told = |all: &[Mapping]| -> Vec<_> {
        let own = all.iter().filter(|m| m.part == given.entry.origin.part);
        own.map(|m| {
            let fields: Vec<_> = m.columns.iter().map(|c| (c.heading.clone(), c.field)).collect();
            (m.month_first, fields)
        })
        .collect()
    };
    given.columns.is_empty() || told(&record.columns) == told(&given.columns)
}

/// The day that was given for an entry, where one was and is laid.
pub fn of<'m>(matter: &'m Matter, entry: &Entry) -> Option<(&'m Settled, &'m RowDate)> {
    let is_it = |(one, given): &(&Settled, &RowDate)| is_laid_as(one, given, entry);
    holding(&matter.settled).into_iter().find(is_it)
}

/// The entries that were made of rows to which somebody gave a day.
pub fn entries_given(settled: &[Settled]) -> BTreeSet<&EntryId> {
    holding(settled).into_iter().map(|(_, given)| &given.entry.id).collect()
}

/// The day that a reviewer gave for a row, where the agency has supplied the row anew with a date of its own: that one holds.
pub fn replaced<'s>(settled: &'s [Settled], agency: &AgencyId, (id, date): (&EntryId, &When)) -> Option<&'s Settled> {
    let is_own = date.remark.as_ref().is_none_or(|r| !r.contains(NOT_ITS_OWN));
    let mut all = holding(settled).into_iter().filter(|_| is_own);
    all.find(|(_, given)| given.entry.id == *id && given.agency == *agency)
        .map(|(one, _)| one)
}

/// That it is so, in words; `when` says the agency's own date.
pub fn replaced_in_words(by: &Settled, when: &str) -> String {
    let given = match &by.what {
        Settlement::RowDate(given) => given.entry.when.written.as_str(),
        _ => "",
    };
    format!(
        "The agency’s own date, “{when}”, takes the place of “{given}”, which {} gave",
        by.who
    )
}

/// Is this entry the row with this day, and not one that the agency dated itself?
fn is_laid_as(one: &Settled, given: &RowDate, entry: &Entry) -> bool {
    let told = entry.when.remark.as_deref().unwrap_or_default();
    given.entry.id == entry.id && given.entry.text == entry.text && told.starts_with(&how(&one.who))
}

/// The day that was given for the row that was a problem of this key, where it is laid, and that problem.
pub fn of_key<'m>(matter: &'m Matter, key: &str) -> Option<(&'m Settled, &'m RowDate, Problem)> {
    holding(&matter.settled).into_iter().find_map(|(one, given)| {
        let (entry, _) = matter.entry(&given.entry.id)?;
        let was = Problem {
            file: entry.origin.file.clone(),
            part: entry.origin.part.clone(),
            row: entry.origin.row,
            lost_row: true,
            raw: given.raw.clone(),
            what: given.what.clone(),
            next: String::new(),
            answer: None,
        };
        (is_laid_as(one, given, entry) && was.key() == key).then_some((one, given, was))
    })
}

/// Is the day laid on a row now?
pub fn is_laid(matter: &Matter, given: &RowDate) -> bool {
    let entry = matter.entry(&given.entry.id);
    entry
        .and_then(|(e, _)| of(matter, e))
        .is_some_and(|(_, laid)| laid == given)
}

/// The day that was given for the row that a remark is about, and the entry of it.
pub fn of_row<'m>(matter: &'m Matter, problem: &Problem) -> Option<(&'m Settled, &'m Entry)> {
    if problem.lost_row || problem.row == 0 {
        return None;
    }
    holding(&matter.settled).into_iter().find_map(|(one, given)| {
        let (entry, _) = matter.entry(&given.entry.id)?;
        let origin = &entry.origin;
        let is_here = origin.file == problem.file && origin.part == problem.part && origin.row == problem.row;
        // A row can have remarks of other things too.
        (is_here && problem.what.ends_with(&is_now(entry))).then_some((one, entry))
    })
}

fn is_now(entry: &Entry) -> String {
    format!(", and the row is now entry {}", entry.id)
}

/// What was given, in words, and whether it is laid on a row now.
pub fn in_words_now(matter: &Matter, given: &RowDate) -> String {
    let all = holding(&matter.settled);
    let holds = all.iter().any(|(_, other)| *other == given);
    let told = in_words(given);
    if !holds || is_laid(matter, given) {
        return told;
    }
    let entry = matter.entry(&given.entry.id).map(|(entry, _)| entry);
    let by = entry.and_then(|e| Some((replaced(&matter.settled, &e.agency, (&e.id, &e.when))?, e)));
    match by {
        Some((by, e)) => format!("{told}. {}", replaced_in_words(by, &e.when.written)),
        None => format!("{told}; no row has this date now"),
    }
}

/// What was given, in words.
pub fn in_words(given: &RowDate) -> String {
    let origin = &given.entry.origin;
    let part = match origin.part.as_str() {
        "" => String::new(),
        part => format!(", {part}"),
    };
    format!(
        "{}{part}, row {} is dated “{}” and is entry {}; {} ({})",
        origin.file, origin.row, given.entry.when.written, given.entry.id, given.source, given.what
    )
}
