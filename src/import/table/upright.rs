//! *Upright* tables: labels stand in the first column and what they label beside them, one contact below the other (`Date | 12/03/2021`,
//! `Officer | PC Hale`, `Details | …`). Each contact becomes a row under the labels as headings, so that it is read like any other.
//!
//! Where one contact ends and the next begins is told in `blocks`; lines of a text that are such labels, in `text`. What the
//! labels mean is left to `headings`.

mod blocks;
pub(crate) mod text;

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid, Row},
        table::{
            columns::is_day,
            headings::{self, Known},
        },
    },
    model::{
        columns::{Field, plain},
        problem::Problem,
    },
};

use self::blocks::{Block, Kind, Line, Pair, Splits};

/// Labels are short.
const LABEL: usize = 60;
/// Rows that a remark names before it counts the rest.
const NAMED: usize = 10;
/// The column in which a heading above a contact is kept.
const HEADING: &str = "Heading";

/// A table with its labels as headings, and what a reader must know of it; or the grid as it was.
pub(crate) fn turned(grid: Grid, known: Known<'_>, hints: &Hints<'_>) -> (Grid, Option<Problem>) {
    let Some(turned) = turn(&grid, known) else {
        return (grid, None);
    };
    let said = said(&grid.place, &turned, hints);
    let turned = Grid {
        place: grid.place,
        rows: turned.rows,
        dates_1904: grid.dates_1904,
    };
    (turned, Some(said))
}

/// What became of the rows.
struct Turned {
    rows: Vec<Row>,
    /// Numbers of the rows with which the contacts begin.
    starts: Vec<usize>,
    labels: Vec<String>,
}

fn turn(grid: &Grid, known: Known<'_>) -> Option<Turned> {
    let at = label_column(grid, known)?;
    if headings::find(grid, known).is_some_and(|heads| !is_pairs(grid.rows.get(heads.rows.start), at, known)) {
        return None;
    }
    let width = grid.rows.iter().map(|r| r.cells.len()).max()?;
    let mut lines: Vec<Line> = grid.rows.iter().map(|row| line(row, (at, width), known)).collect();
    below_labels(&mut lines, known);
    let found = blocks::split(&lines, known, Splits::Always)?;
    // Several days beside one label: the contacts stand in columns, which is another form.
    let is_wide = |row: &Row| row.cells.iter().skip(at + 1).filter(|c| is_day(c)).count() > 1;
    let dates = |row: &&Row| {
        row.cells
            .get(at)
            .is_some_and(|c| known.means(&plain(&c.text)) == Some(Field::Date))
    };
    if grid
        .rows
        .iter()
        .filter(dates)
        .any(|row| is_wide(row) && !is_pairs(Some(row), at, known))
    {
        return None;
    }
    is_proved(&lines, &found.blocks, known).then(|| assembled(grid, &lines, &found.blocks, found.lead))
}

/// The column in which most labels stand that are known.
fn label_column(grid: &Grid, known: Known<'_>) -> Option<usize> {
    let width = grid.rows.iter().map(|r| r.cells.len()).max()?;
    let labels = |at: usize| {
        let cells = grid.rows.iter().filter_map(|r| r.cells.get(at));
        cells.filter(|c| means(c, known).is_some()).count()
    };
    let best = (0..width.min(4)).max_by_key(|at| (labels(*at), width - at))?;
    (labels(best) >= 2).then_some(best)
}

fn means(cell: &Cell, known: Known<'_>) -> Option<Field> {
    let is_label = !cell.from_above && cell.text.len() <= LABEL;
    is_label.then(|| known.means(&plain(&cell.text))).flatten()
}

/// Does the row say a day beside the label of one, and so hold no headings?
fn is_pairs(row: Option<&Row>, at: usize, known: Known<'_>) -> bool {
    let cells = row.map(|r| r.cells.as_slice()).unwrap_or_default();
    let pairs = cells.iter().zip(cells.iter().skip(1)).skip(at).step_by(2);
    let mut days = pairs.filter(|(label, value)| means(label, known) == Some(Field::Date) && is_day(value));
    days.next().is_some()
}

/// A row as labels and what stands beside them.
fn line(row: &Row, (at, width): (usize, usize), known: Known<'_>) -> Line {
    let blank = Cell::default();
    let label = row.cells.get(at).unwrap_or(&blank);
    let mut values: Vec<Cell> = row.cells.iter().skip(at + 1).cloned().collect();
    // Cells joined sideways are given again by some importers.
    values.dedup_by(|a, b| a.text == b.text && a.text.len() > 3);
    values.retain(|c| !c.text.trim().is_empty());
    let before: Vec<&Cell> = row
        .cells
        .iter()
        .take(at)
        .filter(|c| !c.text.trim().is_empty())
        .collect();
    let kind = if label.text.trim().is_empty() || label.from_above {
        values.retain(|c| !c.from_above);
        match (before.as_slice(), values.as_slice()) {
            ([title], []) => Kind::Heading(title.text.trim().to_owned()),
            _ => Kind::More(before.into_iter().cloned().chain(values).collect()),
        }
    } else if means(label, known).is_none() && values.iter().all(|v| v.text.trim() == label.text.trim()) {
        Kind::Heading(label.text.trim().to_owned())
    } else {
        Kind::Pairs(pairs(row, (at, width), known))
    };
    Line {
        number: row.number,
        kind,
    }
}

/// Words by themselves directly below the blank label of what happened are what happened, and no heading, unless others like
/// them stand elsewhere.
fn below_labels(lines: &mut [Line], known: Known<'_>) {
    let shapes: Vec<String> = lines.iter().filter_map(|l| l.heading()).map(text::shape).collect();
    let is_open = |p: &Pair| known.means(&p.plain) == Some(Field::Event) && p.value.text.trim().is_empty();
    let mut open = None;
    for line in lines {
        let words = line.heading().map(str::to_owned);
        if let Some(words) = words.filter(|_| open.is_some_and(|above| line.number <= above + 1)) {
            let shape = text::shape(&words);
            let is_sentence = shape.len() > LABEL || shape.ends_with('.') || !shape.contains('#');
            if is_sentence || shapes.iter().filter(|s| **s == shape).count() == 1 {
                line.kind = Kind::More(vec![Cell::words(words)]);
            }
        }
        open = line.pairs().last().is_some_and(is_open).then_some(line.number);
    }
}

/// The labels of a row, each with what stands beside it: a known label in every other column begins another.
fn pairs(row: &Row, (at, width): (usize, usize), known: Known<'_>) -> Vec<Pair> {
    let mut out: Vec<(Cell, Vec<Cell>)> = Vec::new();
    for (place, cell) in row.cells.iter().enumerate().skip(at) {
        let is_label = (place - at) % 2 == 0 && means(cell, known).is_some() && place + 1 < width;
        match out.last_mut() {
            Some((label, values)) if !is_label || values.iter().all(|v| v.text.trim().is_empty()) && place - at < 2 => {
                let again = values
                    .last()
                    .is_some_and(|v: &Cell| v.text == cell.text && v.text.len() > 3);
                if !cell.text.trim().is_empty() && cell.text != label.text && !again {
                    values.push(cell.clone());
                }
            }
            _ => out.push((cell.clone(), Vec::new())),
        }
    }
    out.into_iter()
        .map(|(label, values)| Pair::new(&label.text, together(values)))
        .collect()
}

/// Cells as one. What a file says that a cell is stays where it is the only one.
fn together(mut cells: Vec<Cell>) -> Cell {
    if cells.len() == 1 {
        return cells.pop().unwrap_or_default();
    }
    let words: Vec<&str> = cells.iter().map(|c| c.text.as_str()).collect();
    Cell::words(words.join("; "))
}

/// Is this a table of labels for certain? Most of its labels are known, most of its days are days, and one label is that of what happened.
fn is_proved(lines: &[Line], blocks: &[Block], known: Known<'_>) -> bool {
    let pairs = || lines.iter().flat_map(Line::pairs);
    let field = |pair: &Pair| known.means(&pair.plain);
    let told = pairs().filter(|p| field(p).is_some()).count();
    let values: Vec<&Cell> = pairs()
        .filter(|p| field(p) == Some(Field::Date))
        .map(|p| &p.value)
        .collect();
    let days = values.iter().filter(|c| is_day(c)).count();
    let has_words = pairs().any(|p| field(p) == Some(Field::Event));
    told * 2 >= pairs().count() && days > 0 && days * 2 >= values.len() && has_words && !blocks.is_empty()
}

/// The rows before the first contact, the labels as headings, and a row for each contact.
fn assembled(grid: &Grid, lines: &[Line], blocks: &[Block], lead: usize) -> Turned {
    let mut labels: Vec<(String, String)> = Vec::new();
    let mut rows: Vec<Row> = Vec::with_capacity(blocks.len() + lead + 1);
    let mut starts = Vec::with_capacity(blocks.len());
    for block in blocks {
        let own = grid.rows.get(block.clone()).unwrap_or_default();
        let mut cells: Vec<Cell> = Vec::new();
        let mut last: Option<usize> = None;
        for line in lines.get(block.clone()).unwrap_or_default() {
            match &line.kind {
                Kind::Heading(words) => put(&mut cells, column(&mut labels, HEADING), &Cell::words(words.as_str())),
                Kind::More(more) => {
                    let at = last.unwrap_or_else(|| column(&mut labels, HEADING));
                    for cell in more {
                        put(&mut cells, at, cell);
                    }
                }
                Kind::Pairs(pairs) => {
                    for pair in pairs {
                        let at = column(&mut labels, &pair.shown);
                        put(&mut cells, at, &pair.value);
                        last = Some(at);
                    }
                }
            }
        }
        let raw: Vec<String> = own.iter().map(Row::as_written).collect();
        let number = own.first().map_or(0, |r| r.number);
        starts.push(number);
        rows.push(Row {
            number,
            cells,
            raw: Some(raw.join("\n")),
            fault: own.iter().find_map(|r| r.fault.clone()),
        });
    }
    let shown: Vec<String> = labels.into_iter().map(|(_, shown)| shown).collect();
    let heads = Row::of(0, shown.clone());
    let above = grid.rows.iter().take(lead).cloned();
    Turned {
        rows: above.chain([heads]).chain(rows).collect(),
        starts,
        labels: shown,
    }
}

fn column(labels: &mut Vec<(String, String)>, shown: &str) -> usize {
    let name = plain(shown);
    labels.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
        labels.push((name, shown.to_owned()));
        labels.len() - 1
    })
}

/// Puts words into a cell, on a line of their own where it has some.
fn put(cells: &mut Vec<Cell>, at: usize, cell: &Cell) {
    if cells.len() <= at {
        cells.resize(at + 1, Cell::default());
    }
    if let Some(into) = cells.get_mut(at) {
        if into.text.trim().is_empty() {
            *into = Cell {
                from_above: false,
                ..cell.clone()
            };
        } else if !cell.text.trim().is_empty() {
            *into = Cell::words(format!("{}\n{}", into.text, cell.text));
        }
    }
}

fn said(place: &str, turned: &Turned, hints: &Hints<'_>) -> Problem {
    let numbers: Vec<String> = turned.starts.iter().take(NAMED).map(ToString::to_string).collect();
    let more = match turned.starts.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let begin = match turned.starts.len() {
        1 => "one contact, which begins in row".to_owned(),
        n => format!("{n} contacts, which begin in rows"),
    };
    let what = format!(
        "the labels stand beside what they label and not above it; this was read as {begin} {}{more}, by the labels {}",
        numbers.join(", "),
        turned.labels.join(", ")
    );
    let next = "check that each contact has all its lines and none of another's; if not, lay them out as a table with a row for each";
    hints.remark(0, "", what, next).at(place)
}
