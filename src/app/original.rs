//! The *original*: the place in a supplied file from which an entry was read, as the file has it, so that a reader need not take our
//! word for it. The file is opened again with the importer that read it; nothing is interpreted.

use crate::{
    import::{
        NotThisKind,
        contents::{Contents, Grid, Part, Prose, Row},
    },
    model::{entry::Entry, record::Record},
};

/// Lines of running text shown before and after the one at which an entry begins.
const AROUND: (usize, usize) = (3, 12);

/// The place in a record at which an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A row of a table: the cells under their headings.
    Row(Vec<(String, String)>),
    /// Lines of a text, each with its number and whether the entry begins there.
    Lines(Vec<(usize, bool, String)>),
    /// The place cannot be shown; why, and what to do.
    Unshown(String),
}

/// The place at which an entry stands, in the file as it was opened again.
pub fn place(entry: &Entry, record: Option<&Record>, opened: &Result<Contents, NotThisKind>) -> Place {
    match opened {
        Ok(contents) => contents
            .parts
            .iter()
            .find_map(|part| in_part(entry, record, part))
            .unwrap_or_else(|| {
                Place::Unshown(
                    "The row cannot be shown by itself, because the table was turned or joined when it was read. Open the original file at the place named above."
                        .to_owned(),
                )
            }),
        Err(why) => Place::Unshown(format!("The file could not be opened again: {}. Next: {}.", why.what, why.next)),
    }
}

fn in_part(entry: &Entry, record: Option<&Record>, part: &Part) -> Option<Place> {
    match part {
        Part::Table(grid) if grid.place == entry.origin.part => row(entry, record, grid),
        Part::Text(prose) if prose.place == entry.origin.part => lines(entry, prose),
        _ => None,
    }
}

fn row(entry: &Entry, record: Option<&Record>, grid: &Grid) -> Option<Place> {
    let numbered = |number: usize| grid.rows.iter().find(|r| r.number == number);
    let found = numbered(entry.origin.row)?;
    let mapping = record.and_then(|r| r.columns.iter().find(|m| m.part == grid.place));
    let heads = mapping.and_then(|m| m.header_row.and_then(numbered));
    let heading = |at: usize| {
        let words = heads
            .and_then(|h: &Row| h.cells.get(at))
            .map(|c| c.text.trim().to_owned());
        words
            .filter(|w| !w.is_empty())
            .unwrap_or_else(|| format!("Column {}", at + 1))
    };
    let cells = found.cells.iter().enumerate();
    Some(Place::Row(
        cells.map(|(at, cell)| (heading(at), cell.text.clone())).collect(),
    ))
}

fn lines(entry: &Entry, prose: &Prose) -> Option<Place> {
    let begins = entry.origin.row;
    let all: Vec<(usize, bool, String)> = (prose.first_line..)
        .zip(prose.text.lines())
        .filter(|(number, _)| (begins.saturating_sub(AROUND.0)..=begins + AROUND.1).contains(number))
        .map(|(number, line)| (number, number == begins, line.to_owned()))
        .collect();
    all.iter().any(|(_, is_it, _)| *is_it).then_some(Place::Lines(all))
}
