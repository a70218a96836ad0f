//! *Row dates*: days that reviewers give for rows whose date could not be read, laid over what was read of the records.
//!
//! The row becomes an entry, and what was said of it stays beside it as a remark; rows read are still entries and problems. A row that a
//! corrected file dates itself needs no such day any more, and one that is gone has none: then nothing is laid.

use std::collections::BTreeSet;

use crate::model::{
    case::AgencyId,
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

/// Makes entries of the rows for which days were given. Of two days of one row the later holds.
pub fn over_rows((entries, problems, records): (&mut Vec<Entry>, &mut [Problem], &mut [Record]), settled: &[Settled]) {
    for (one, given) in holding(settled) {
        let Some((at, record)) = place(problems, records, given) else {
            continue;
        };
        // Another row came under its name since: two entries of one name are worse than one row that waits.
        if entries.iter().any(|e| e.id == given.entry.id) {
            continue;
        }
        let (Some(problem), Some(record)) = (problems.get_mut(at), records.get_mut(record)) else {
            continue;
        };
        let mut entry = given.entry.clone();
        entry.origin.file.clone_from(&problem.file);
        entry.origin.part.clone_from(&problem.part);
        entry.origin.row = problem.row;
        entry.origin.sha256.clone_from(&record.sha256);
        let how = format!("given by {}, {NOT_ITS_OWN}", one.who);
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
        "nothing, while the date stands: the row itself is as it was supplied".clone_into(&mut problem.next);
        record.entries += 1;
        record.problems = record.problems.saturating_sub(1);
        entries.push(entry);
    }
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

/// Where the row is told as a problem, and the record that holds it: at its old place, or the only one of its agency that says the same.
fn place(problems: &[Problem], records: &[Record], given: &RowDate) -> Option<(usize, usize)> {
    let origin = &given.entry.origin;
    let own = |p: &Problem| {
        let mut all = records.iter().enumerate();
        all.find(|(_, r)| r.file == p.file && r.agency == given.agency)
            .map(|(at, _)| at)
    };
    let all: Vec<(usize, usize)> = problems
        .iter()
        .enumerate()
        .filter(|(_, p)| p.lost_row && p.row > 0 && p.raw == given.raw)
        .filter_map(|(at, p)| Some((at, own(p)?)))
        .collect();
    let is_there = |(at, _): &&(usize, usize)| {
        let problem = problems.get(*at);
        problem.is_some_and(|p| p.file == origin.file && p.part == origin.part && p.row == origin.row)
    };
    match (all.iter().find(is_there), all.as_slice()) {
        (Some(found), _) => Some(*found),
        (None, [only]) => Some(*only),
        _ => None,
    }
}

/// The day that was given for an entry, where one was.
pub fn of<'m>(matter: &'m Matter, entry: &Entry) -> Option<(&'m Settled, &'m RowDate)> {
    let is_it = |(_, given): &(&Settled, &RowDate)| {
        given.entry.id == entry.id && given.entry.text == entry.text && given.entry.when.written == entry.when.written
    };
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
