//! *Grids*: tables of pages as grids that know their headings, with rows that a page cut put together.
//!
//! A row is put together over a page break only where that can be told: it has no day, has words only where long texts stand,
//! and nothing stands between it and the last row of a table that reaches the foot of its page. Everything else is told.

use super::{lines::is_day, sheet::Way, source::page_place};
use crate::import::{
    contents::{Cell, Contents, Fault, Grid, Part, Remark, Row},
    table::heads,
};

/// A table of a page, however it was told.
pub(super) struct Found {
    pub(super) page: usize,
    pub(super) columns: usize,
    pub(super) rows: Vec<Row>,
    /// What is said of it where lines of the page do not part all its cells.
    pub(super) unruled: Option<&'static str>,
    pub(super) is_mixed: bool,
    pub(super) is_sure: bool,
    /// True when rows of other pages cannot make its own doubtful.
    pub(super) is_proven: bool,
    /// How its cells are set, where that was told.
    pub(super) way: Option<Way>,
    /// Where it begins and ends.
    pub(super) reach: (f32, f32),
    /// Lines of words between it and the foot of its page, with their numbers.
    pub(super) below: Vec<(usize, String)>,
    /// True when words stand between the head of its page and it.
    pub(super) has_above: bool,
    /// True when it reaches the foot of what is written on the page, so that a row may go on over the page break.
    pub(super) is_at_foot: bool,
}

/// Grids of the tables: a row that a page cut is put together, and a page without headings has those of the page before.
/// Gives the lines outside tables that are pieces of rows, as page and number.
pub(super) fn grids(tables: Vec<Found>, out: &mut Contents) -> Vec<(usize, usize)> {
    let mut done: Vec<Grid> = Vec::new();
    let mut taken = Vec::new();
    let mut above: Option<Above> = None;
    let mut last = (usize::MAX, 0);
    out.remarks.extend(beside_mixed(&tables));
    for mut table in tables {
        last = if table.page == last.0 {
            (last.0, last.1 + 1)
        } else {
            (table.page, 1)
        };
        let mut place = page_place(table.page);
        if last.1 > 1 {
            place = format!("{place}, table {}", last.1);
        }
        let mut say = |row: usize, raw: &str, what: String, next: &str| {
            out.remarks.push(Remark {
                place: place.clone(),
                row,
                raw: raw.to_owned(),
                what,
                next: next.to_owned(),
                ..Remark::default()
            });
        };
        if let Some(first) = table
            .rows
            .first()
            .filter(|r| heads::is_like_headings(r))
            .map(|r| r.cells.clone())
        {
            for again in table.rows.extract_if(1.., |r| r.cells == first) {
                let what = "the headings are written again; the row is no entry".to_owned();
                say(
                    again.number,
                    &again.as_written(),
                    what,
                    "nothing, unless it is an entry after all",
                );
            }
        }
        if let Some(what) = table.unruled {
            say(
                0,
                "",
                what.to_owned(),
                "compare the first and the last entry of the page with the original",
            );
        }
        let before = done
            .last_mut()
            .filter(|g| g.rows.first().is_some_and(|r| r.cells.len() == table.columns));
        let foot = above.take().filter(|a| a.page + 1 == table.page);
        if let Some(before) = before {
            part_headings(before, &mut table.rows);
            if let Some(row) = cut_above_day(before, &table.rows).filter(|_| foot.is_some()) {
                say(row.number, &row.as_written(), only_the_end(&before.place), READ_BOTH);
            }
            if let Some((row, above)) = cut_row(before, &table.rows).zip(foot) {
                if let Some(rest) = put_together(before, &mut table, &above, row) {
                    let what = format!(
                        "the row goes on with the last row of {}, and was put together with it",
                        before.place
                    );
                    let next = "compare the two pages with the original";
                    say(rest.number, &rest.as_written(), what, next);
                } else if join_of(&table, &above) == Join::Parted {
                    taken.extend(above.below.iter().map(|(number, _)| (above.page, *number)));
                }
            }
            let grid = Grid {
                rows: std::mem::take(&mut table.rows),
                ..Grid::default()
            };
            let headings = heads::continued(before, &grid);
            table.rows = grid.rows;
            if let Some(headings) = headings {
                let what = "the table goes on without headings and was read with those of the page before".to_owned();
                say(0, &headings.as_written(), what, "check its first entry");
                table.rows.insert(0, headings);
            }
        }
        above = Some(Above {
            page: table.page,
            below: table.below,
            is_at_foot: table.is_at_foot,
            is_mixed: table.is_mixed,
        });
        done.push(Grid {
            place,
            rows: table.rows,
            dates_1904: false,
        });
    }
    done.retain(|g| !g.rows.is_empty());
    out.parts.extend(done.into_iter().map(Part::Table));
    taken
}

/// Rows of a page that are read next to a page of the same table whose rows could not be told apart: one may go on there.
fn beside_mixed(tables: &[Found]) -> Vec<Remark> {
    let remark = |table: &Found, row: &Row, what: String| Remark {
        place: page_place(table.page),
        row: row.number,
        raw: row.as_written(),
        what,
        next: READ_BOTH.to_owned(),
        ..Remark::default()
    };
    let has_day = |r: &&Row| r.cells.iter().any(|c| is_day(c.text.trim()));
    let pairs = tables.iter().zip(tables.iter().skip(1));
    let pairs = pairs.filter(|(a, b)| a.page + 1 == b.page && a.columns == b.columns && a.is_mixed != b.is_mixed);
    pairs
        .filter_map(|(above, below)| {
            if above.is_mixed {
                let row = below.rows.iter().find(has_day).filter(|_| !below.is_sure)?;
                let what = format!(
                    "the row may be only the end of one that the page cuts: the rows of page {} could not be told apart",
                    above.page + 1
                );
                Some(remark(below, row, what))
            } else {
                let row = above.rows.iter().rfind(has_day).filter(|_| !above.is_sure)?;
                let what = format!(
                    "the row may go on on page {}, whose rows could not be told apart",
                    below.page + 1
                );
                Some(remark(above, row, what))
            }
        })
        .collect()
}

/// What is known of the table that stands before.
struct Above {
    page: usize,
    /// Lines between it and the foot of the page.
    below: Vec<(usize, String)>,
    is_at_foot: bool,
    is_mixed: bool,
}

/// May a row without a day be put together with the last of the page before?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Nothing stands between the two.
    Plain,
    /// Other words stand between them.
    Parted,
    /// Rows of one of the tables are not sure.
    Mixed,
    /// The table before ends above the foot of its page.
    Above,
}

fn join_of(table: &Found, above: &Above) -> Join {
    if table.has_above || !above.below.is_empty() {
        Join::Parted
    } else if table.is_mixed || !table.is_sure || above.is_mixed {
        Join::Mixed
    } else if above.is_at_foot {
        Join::Plain
    } else {
        Join::Above
    }
}

/// Headings of the page before, with no line between them and the rest of a row that the page cut, are a row of their own.
fn part_headings(before: &Grid, rows: &mut Vec<Row>) {
    let Some((heads, first)) = heads::headings(&before.rows).zip(rows.first_mut()) else {
        return;
    };
    let mut rest: Vec<Cell> = Vec::new();
    for (head, cell) in heads.cells.iter().zip(&first.cells) {
        match cell.text.strip_prefix(&head.text) {
            Some(more) if more.is_empty() || more.starts_with(char::is_whitespace) => {
                rest.push(Cell::words(more.trim()));
            }
            _ => return,
        }
    }
    if heads.cells.len() == first.cells.len() && rest.iter().any(|c| !c.text.is_empty()) {
        first.cells.clone_from(&heads.cells);
        let number = first.number;
        rows.insert(
            1,
            Row {
                number,
                cells: rest,
                ..Row::default()
            },
        );
    }
}

/// Why a row without a day is none, where the table before it has ended.
fn above_foot(page: usize) -> Fault {
    Fault {
        what: format!(
            "the row has no day, and the table on page {} ends above the foot of that page, so that it may be a row of its own",
            page + 1
        ),
        next: "read it in the original, and type the entry".to_owned(),
    }
}

/// Why a piece of a row is no row.
fn cut_by(page: usize) -> Fault {
    Fault {
        what: "part of a row cut by the page".to_owned(),
        next: format!(
            "read pages {} and {} of the original, and type the entry",
            page + 1,
            page + 2
        ),
    }
}

/// The piece of a row that stands at the foot of a page, outside the table.
fn piece(foot: &[(usize, String)], last: Option<&Row>, page: usize) -> Option<Row> {
    let lines: Vec<&str> = foot.iter().map(|(_, text)| text.as_str()).collect();
    let mut cells = vec![String::new(); last?.cells.len()];
    *cells.last_mut()? = lines.join("\n");
    let row = Row::of(last?.number + 1, cells);
    (!lines.is_empty()).then_some(Row {
        fault: Some(cut_by(page)),
        ..row
    })
}

/// The first row under the headings of a page, if it goes on with the last row of the page before: it has no day, has words
/// only where that row has some, has none in columns of short words, and has some in one of long texts.
fn cut_row(before: &Grid, rows: &[Row]) -> Option<usize> {
    const SHORT: usize = 12;
    const LONG: usize = 30;
    let last = before.rows.last()?;
    let day = last.cells.iter().position(|c| is_day(c.text.trim()))?;
    let heads = heads::headings(&before.rows);
    let is_head = |r: &Row| heads.is_some_and(|h| heads::texts(r) == heads::texts(h));
    let at = usize::from(rows.first().is_some_and(is_head));
    let row = rows.get(at)?;
    let mut has_long = false;
    for (column, cell) in row.cells.iter().enumerate().filter(|(_, c)| !c.text.trim().is_empty()) {
        let column_of = |r: &Row| r.cells.get(column).map_or(0, |c| c.text.chars().count());
        let body = before.rows.iter().filter(|r| !is_head(r));
        let longest = body.map(column_of).max().unwrap_or(0).max(cell.text.chars().count());
        if column == day || column_of(last) == 0 || longest <= SHORT {
            return None;
        }
        has_long |= longest > LONG;
    }
    has_long.then_some(at)
}

/// What to do with a row that may be only the end of one.
const READ_BOTH: &str = "read both pages of the original; if they are one row, type the entry whole";

/// What is said of a row that may be only the end of one.
fn only_the_end(before: &str) -> String {
    format!(
        "the row may be only the end of one that the page cuts: the last row of {before} has words and no day, and they may belong to this day"
    )
}

/// The first row under the headings of a page, if it has a day where the last row of the page before has words and none.
fn cut_above_day<'r>(before: &Grid, rows: &'r [Row]) -> Option<&'r Row> {
    let heads = heads::headings(&before.rows);
    let is_head = |r: &&Row| heads.is_some_and(|h| heads::texts(r) == heads::texts(h));
    let last = before.rows.last().filter(|r| !is_head(r) && !r.is_blank())?;
    let row = rows.iter().find(|r| !is_head(r))?;
    let day = row.cells.iter().position(|c| is_day(c.text.trim()))?;
    let without = last
        .cells
        .get(day)
        .is_some_and(|c| !c.from_above && c.text.trim().is_empty());
    let has_day = |r: &Row| r.cells.get(day).is_some_and(|c| is_day(c.text.trim()));
    (without && before.rows.iter().any(has_day)).then_some(row)
}

/// Puts the rest of a row to the last row of the page before, and gives it; or says of both why that was not done.
fn put_together(before: &mut Grid, table: &mut Found, above: &Above, row: usize) -> Option<Row> {
    let join = join_of(table, above);
    let faulty = table.rows.get_mut(row)?;
    match join {
        Join::Plain => {
            let rest = table.rows.remove(row);
            for (cell, more) in before.rows.last_mut()?.cells.iter_mut().zip(&rest.cells) {
                if !more.text.trim().is_empty() {
                    cell.text.push(' ');
                    cell.text.push_str(&more.text);
                }
            }
            return Some(rest);
        }
        Join::Parted => {
            faulty.fault = Some(cut_by(above.page));
            before.rows.extend(piece(&above.below, before.rows.last(), above.page));
        }
        Join::Mixed => {
            faulty.fault = Some(cut_by(above.page));
            let last = before.rows.last_mut()?;
            last.fault.get_or_insert_with(|| cut_by(above.page));
        }
        Join::Above => faulty.fault = Some(above_foot(above.page)),
    }
    None
}
