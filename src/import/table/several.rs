//! *Several* tables in what a file gives as one: another below the first, or another beside it.
//!
//! A sheet is no table: people put a second one below the first, with headings of its own, or beside it with a blank column
//! between. Read with the headings of the first, its words would stand in the wrong places and nobody would see it. Each table
//! is told and read by itself, and keeps the numbers of its rows. What its headings mean is left to `heads` and `columns`.

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid, Row},
        table::{
            columns::{self, NoColumns, is_day},
            form,
            headings::{self, Heads, Known},
            heads::texts,
            in_parts,
            rows::{self, Rows},
            suspect, upright,
        },
        workbook::sheets::column_name,
    },
    model::{
        columns::{Field, Mapping, plain},
        problem::Problem,
    },
};

/// Rows of one cell above headings that go with them: titles.
const TITLES: usize = 3;
/// Rows below headings that are looked at to tell tables apart that stand side by side.
const TOP: usize = 50;
/// A column between two tables has words in no more than one in so many rows.
const STRAY: usize = 3;
/// Row numbers that a remark names before it counts the rest.
const NAMED: usize = 10;
/// Rows of a table that was not read which are shown where that is said.
const SHOWN: usize = 3;

/// What a grid became.
pub(crate) struct Read {
    pub(crate) rows: Rows,
    pub(crate) mappings: Vec<Mapping>,
    /// Could the columns of none of its tables be told?
    pub(crate) is_untold: bool,
}

/// Reads a grid, table by table.
pub(crate) fn read(grid: Grid, hints: &Hints<'_>) -> Read {
    let known = Known {
        headings: hints.headings,
        chosen: hints.chosen,
    };
    let mut out = Read {
        rows: Rows::default(),
        mappings: Vec::new(),
        is_untold: true,
    };
    let (grid, said) = upright::turned(in_parts::whole(grid, known), known, hints);
    out.rows.problems.extend(said);
    let Parted { tables, mut remarks } = parted(grid, known, hints);
    out.rows.problems.append(&mut remarks);
    for table in &tables {
        let read = match columns::tell(table, known) {
            Ok(told) => {
                let mapping = &told.mapping;
                let mut read = rows::read(table, &told, hints);
                read.problems.extend(form::added(table, mapping, hints));
                read.problems.extend(suspect::exchanged(table, &told, hints));
                read.problems.extend(suspect::out_of_order(table, &told, hints));
                out.mappings.push(told.mapping);
                out.is_untold = false;
                read
            }
            Err(none) => untold(table, &none, hints),
        };
        out.rows.seen += read.seen;
        out.rows.entries.extend(read.entries);
        out.rows.problems.extend(read.problems);
    }
    out
}

/// A table whose columns cannot be told: each of its rows is a problem of its own, so that nothing is lost and no file counts as read.
fn untold(grid: &Grid, none: &NoColumns, hints: &Hints<'_>) -> Rows {
    let mut out = Rows::default();
    let rows: Vec<&Row> = grid.rows.iter().filter(|r| r.number > 0 && !r.is_blank()).collect();
    let count = match rows.len() {
        1 => "its one row was not read".to_owned(),
        n => format!("its {n} rows were not read"),
    };
    let shown: Vec<String> = rows.iter().take(SHOWN).map(|r| r.as_written()).collect();
    let what = format!("{}; {count}", none.what);
    out.problems
        .push(hints.remark(0, &shown.join("\n"), what, &none.next).at(&grid.place));
    for row in rows {
        out.seen += 1;
        let what = "the row is in a table whose columns could not be told".to_owned();
        out.problems.push(
            hints
                .lost(row.number, &row.as_written(), what, &none.next)
                .at(&grid.place),
        );
    }
    out
}

struct Parted {
    tables: Vec<Grid>,
    remarks: Vec<Problem>,
}

/// The tables of a grid, with what a reader must know of how they were told apart.
fn parted(grid: Grid, known: Known<'_>, hints: &Hints<'_>) -> Parted {
    let mut out = Parted {
        tables: Vec::new(),
        remarks: Vec::new(),
    };
    let Some(first) = headings::find(&grid, known) else {
        out.tables.push(grid);
        return out;
    };
    for below in one_below_the_other(grid, first, known, hints, &mut out.remarks) {
        beside(below, known, hints, &mut out);
    }
    out
}

/// Cuts a grid where a row of other headings begins another table. The headings of the same table written again are left out.
fn one_below_the_other(
    grid: Grid,
    first: Heads,
    known: Known<'_>,
    hints: &Hints<'_>,
    remarks: &mut Vec<Problem>,
) -> Vec<Grid> {
    let mut heads: Vec<Vec<String>> = written(&grid, &first);
    let mut date = first.columns.iter().position(|c| c.field == Field::Date);
    let (mut starts, mut again): (Vec<usize>, Vec<usize>) = (vec![0], Vec::new());
    let mut at = first.rows.end;
    while let Some(row) = grid.rows.get(at) {
        if !could_be_heads(row) {
            at += 1;
            continue;
        }
        if heads.contains(&plain_words(row)) {
            again.push(at);
            at += 1;
            continue;
        }
        let after_gap = at
            .checked_sub(1)
            .and_then(|before| grid.rows.get(before))
            .is_some_and(|before| before.number + 1 < row.number);
        match others(&grid, at, known, (after_gap, date)) {
            Some((end, words)) => {
                date = row
                    .cells
                    .iter()
                    .position(|c| known.means(&plain(&c.text)) == Some(Field::Date));
                heads = words;
                starts.push(at - titles(&grid, at, starts.last().copied().unwrap_or(0)));
                at = end;
            }
            None => at += 1,
        }
    }
    remarks.extend(said_again(&grid, &again, hints));
    remarks.extend(said_of_tables(&grid, &starts, hints));
    if starts.len() == 1 && again.is_empty() {
        return vec![grid];
    }
    let ends = starts.iter().skip(1).copied().chain([grid.rows.len()]);
    starts
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(number, (from, to))| Grid {
            place: if number == 0 {
                grid.place.clone()
            } else {
                within(&grid.place, &format!("part {}", number + 1))
            },
            rows: (*from..to)
                .filter(|at| again.binary_search(at).is_err())
                .filter_map(|at| grid.rows.get(at).cloned())
                .collect(),
            dates_1904: grid.dates_1904,
        })
        .collect()
}

fn within(place: &str, inner: &str) -> String {
    if place.is_empty() {
        inner.to_owned()
    } else {
        format!("{place}, {inner}")
    }
}

fn could_be_heads(row: &Row) -> bool {
    let own = row.cells.iter().filter(|c| !c.text.trim().is_empty());
    own.clone().count() >= 2 && own.clone().all(|c| !c.from_above) && headings::is_short(row)
}

fn plain_words(row: &Row) -> Vec<String> {
    texts(row).into_iter().map(plain).collect()
}

fn written(grid: &Grid, heads: &Heads) -> Vec<Vec<String>> {
    let rows = grid.rows.get(heads.rows.clone()).unwrap_or_default();
    rows.iter().filter(|r| could_be_heads(r)).map(plain_words).collect()
}

/// Headings that begin another table: they name a day and what happened; or a heading stands where the table has its days; or,
/// after blank rows, one speaks of a date, or most words are headings that are known.
fn others(
    grid: &Grid,
    at: usize,
    known: Known<'_>,
    (after_gap, date): (bool, Option<usize>),
) -> Option<(usize, Vec<Vec<String>>)> {
    let row = grid.rows.get(at)?;
    let words = plain_words(row);
    let is_known = |w: &&String| known.means(w).is_some();
    let count = words.iter().filter(is_known).count();
    if count == 0 {
        return None;
    }
    let heads = headings::at(grid, at, known).filter(|h| h.rows.len() == 1 || after_gap);
    if let Some(heads) = heads {
        return Some((heads.rows.end, written(grid, &heads)));
    }
    let names_day = |w: &String| known.means(w) == Some(Field::Date);
    let in_place = date.and_then(|at| words.get(at)).is_some_and(names_day);
    let speaks_of_date = words.iter().any(|w| names_day(w) && w.split(' ').any(|w| w == "date"));
    let filled = words.iter().filter(|w| !w.is_empty()).count();
    let most = count >= 2 && count * 2 >= filled;
    (in_place || (after_gap && (speaks_of_date || most))).then(|| (at + 1, vec![words]))
}

/// How many rows directly above these headings are titles of theirs.
fn titles(grid: &Grid, heads: usize, from: usize) -> usize {
    let above = grid.rows.get(from..heads).unwrap_or_default();
    let mut number = grid.rows.get(heads).map_or(0, |r| r.number);
    let mut count = 0;
    for row in above.iter().rev().take(TITLES) {
        let filled: Vec<&Cell> = row.cells.iter().filter(|c| !c.text.trim().is_empty()).collect();
        let is_title = matches!(filled.as_slice(), [one] if !one.from_above && !is_day(one));
        if !is_title || row.number + 1 != number {
            break;
        }
        number = row.number;
        count += 1;
    }
    count
}

/// That there are several tables, and where they begin.
fn said_of_tables(grid: &Grid, starts: &[usize], hints: &Hints<'_>) -> Option<Problem> {
    if starts.len() < 2 {
        return None;
    }
    let rows: Vec<String> = starts
        .iter()
        .take(NAMED)
        .filter_map(|s| grid.rows.get(*s))
        .map(|r| r.number.to_string())
        .collect();
    let more = match starts.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = format!(
        "{} tables stand one below the other, each with headings of its own (they begin in rows {}{more}); each was read by its own headings",
        starts.len(),
        rows.join(", ")
    );
    let next = "check the first entries of each; its rows keep the numbers that they have in the file";
    Some(hints.remark(0, "", what, next).at(&grid.place))
}

fn said_again(grid: &Grid, again: &[usize], hints: &Hints<'_>) -> Option<Problem> {
    let first = again.first().and_then(|at| grid.rows.get(*at))?;
    let rows = again.iter().filter_map(|at| grid.rows.get(*at));
    let numbers: Vec<String> = rows.take(NAMED).map(|r| r.number.to_string()).collect();
    let more = match again.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = format!(
        "the headings are written again in {} {}{more}; these are no entries",
        if again.len() == 1 { "row" } else { "rows" },
        numbers.join(", ")
    );
    let next = "nothing, unless one of them is an entry after all";
    Some(hints.remark(0, &first.as_written(), what, next).at(&grid.place))
}

/// Parts a table where a column without a heading, blank or nearly so, stands between two that each have headings for a day and for
/// what happened.
fn beside(mut grid: Grid, known: Known<'_>, hints: &Hints<'_>, out: &mut Parted) {
    let (place, mut first) = (grid.place.clone(), 0);
    let columns = |from: usize, to: usize| format!("columns {} to {}", column_name(from), column_name(to));
    while let Some(Gap { at: gap, stray }) = gap(&grid, known) {
        let width = grid.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        let right = columns(first + gap + 1, first + width.saturating_sub(1));
        let between = match stray {
            0 => "a blank column between them".to_owned(),
            1 => format!(
                "column {} between them, which has no heading and words in one row, kept beside the entry on its left",
                column_name(first + gap)
            ),
            n => format!(
                "column {} between them, which has no heading and words in {n} rows, kept beside the entries on its left",
                column_name(first + gap)
            ),
        };
        let what = format!(
            "tables stand side by side, with {between} ({} and {right}); each was read by itself",
            columns(first, first + gap.saturating_sub(1)),
        );
        let next = "check the first entries of each; if they are one table, take the column between them out and give every column a heading of its own";
        out.remarks.push(hints.remark(0, "", what, next).at(&place));
        let left = side(&grid, 0..gap + usize::from(stray > 0));
        out.tables.push(match first {
            0 => left,
            _ => Grid {
                place: within(&place, &columns(first, first + gap.saturating_sub(1))),
                ..left
            },
        });
        grid = Grid {
            place: within(&place, &right),
            ..side(&grid, gap + 1..usize::MAX)
        };
        first += gap + 1;
    }
    out.tables.push(grid);
}

/// A column between two tables.
struct Gap {
    at: usize,
    /// Rows that have a word in it all the same.
    stray: usize,
}

/// The first column between tables on both sides of it: blank, or without a heading and with a stray word in few rows.
fn gap(grid: &Grid, known: Known<'_>) -> Option<Gap> {
    let heads = headings::find(grid, known)?;
    let below = grid.rows.get(heads.rows.start..)?;
    let filled = |at: usize, rows: &[Row]| {
        let cells = rows.iter().filter_map(|r| r.cells.get(at));
        cells.filter(|c| !c.text.trim().is_empty()).count()
    };
    let as_gap = |at: usize| {
        let (heads, rows) = below.split_at_checked(heads.rows.len())?;
        let stray = filled(at, rows);
        (filled(at, heads) == 0 && stray * STRAY <= rows.len()).then_some(Gap { at, stray })
    };
    // The headings, and so much below them as tells what they mean.
    let top = Grid {
        rows: grid.rows.iter().take(heads.rows.end + TOP).cloned().collect(),
        ..Grid::default()
    };
    (1..heads.columns.len()).filter_map(as_gap).find(|gap| {
        let (left, right) = (side(&top, 0..gap.at), side(&top, gap.at + 1..usize::MAX));
        headings::find(&left, known).is_some() && headings::find(&right, known).is_some()
    })
}

fn side(grid: &Grid, columns: std::ops::Range<usize>) -> Grid {
    let rows = grid.rows.iter().map(|row| {
        let to = columns.end.min(row.cells.len());
        Row {
            cells: row.cells.get(columns.start..to).unwrap_or_default().to_vec(),
            raw: None,
            // A row that cannot be trusted is told once.
            fault: row.fault.clone().filter(|_| columns.start == 0),
            number: row.number,
        }
    });
    Grid {
        place: grid.place.clone(),
        rows: rows.filter(|r| r.fault.is_some() || !r.is_blank()).collect(),
        dates_1904: grid.dates_1904,
    }
}
