//! *One row*: a row that became no entry, read again with the day that a person gives for it. Everything else is read as it stands.

use crate::{
    import::{Hints, Ways, keep},
    model::{
        case::{AgencyId, Case},
        entry::Entry,
    },
};

/// The day of a row, as a person gives it.
#[derive(Debug, Clone)]
pub struct GivenDay {
    /// Where the row stands in the file, in words.
    pub part: String,
    /// The row.
    pub row: usize,
    /// The date in words, with a time where one is known.
    pub written: String,
}

impl GivenDay {
    /// Is it of this row?
    pub(super) fn is_of(&self, part: &str, row: usize) -> bool {
        self.part == part && self.row == row
    }
}

/// Reads a row of a file again, with its day given; with what is to be known of that day.
///
/// # Errors
/// In words, what still keeps the row from becoming an entry, and what to do.
pub fn read_row(
    case: &Case,
    ways: Ways<'_>,
    agency: &AgencyId,
    (name, sha256, content): (&str, &str, &[u8]),
    given: &GivenDay,
) -> Result<(Entry, Vec<String>), String> {
    let chosen = keep::chosen(case, agency);
    let hints = Hints {
        agency,
        file: name,
        sha256,
        review_from: case.review_from,
        review_to: case.review_to,
        headings: ways.headings,
        chosen: &chosen,
        given: Some(given),
    };
    let contents = ways
        .opener
        .open(name, content)
        .map_err(|refused| format!("the file could not be opened again: {}; {}", refused.what, refused.next))?;
    let imported = keep::read_contents(contents, &hints);
    let is_it = |part: &str, row: usize| given.is_of(part, row);
    let found = imported
        .entries
        .into_iter()
        .find(|e| is_it(&e.entry.origin.part, e.entry.origin.row));
    if let Some(read) = found {
        let told = imported
            .problems
            .iter()
            .filter(|p| !p.lost_row && is_it(&p.part, p.row));
        let of_day = told.filter(|p| !given.written.is_empty() && p.raw.contains(&given.written));
        let remarks = of_day.map(|p| p.what.clone()).collect();
        let entry = Entry {
            made_id: read.made_id,
            ..read.entry
        };
        return Ok((entry, remarks));
    }
    let mut still = imported.problems.iter().filter(|p| p.lost_row);
    Err(still.find(|p| is_it(&p.part, p.row)).map_or_else(
        || "this row is no row of a table, so that an entry cannot be made of it from here".to_owned(),
        |p| p.what.clone(),
    ))
}
