//! *In parts*: a day that a table gives in three columns, `Day`, `Month` and `Year`. They are put together before anything is read, and
//! the three stay as they were written.

use crate::{
    import::{
        contents::{Cell, Grid, Row, Value},
        table::headings::Known,
    },
    model::columns::{Field, plain},
};

/// Rows at the head of a table among which its headings are looked for.
const HEAD_ROWS: usize = 40;
/// The heading of the day that is put together.
const WHOLE: &str = "Day Month Year";

/// Puts the day of each row together, in a column in front, where the headings name its parts and no other day.
pub(super) fn whole(mut grid: Grid, known: Known<'_>) -> Grid {
    let heads = grid.rows.iter().take(HEAD_ROWS);
    let Some((at, parts)) = heads.enumerate().find_map(|(at, row)| Some((at, parts(row, known)?))) else {
        return grid;
    };
    for (number, row) in grid.rows.iter_mut().enumerate() {
        let day = match number.cmp(&at) {
            std::cmp::Ordering::Less => Cell::default(),
            std::cmp::Ordering::Equal => Cell::words(WHOLE),
            std::cmp::Ordering::Greater => together(row, parts),
        };
        row.raw = Some(row.as_written());
        row.cells.insert(0, day);
    }
    grid
}

/// Where the headings `Day`, `Month` and `Year` stand.
fn parts(row: &Row, known: Known<'_>) -> Option<[usize; 3]> {
    let words: Vec<String> = row.cells.iter().map(|c| plain(&c.text)).collect();
    let place = |word: &str| words.iter().position(|w| w == word);
    let found = [place("day")?, place("month")?, place("year")?];
    let means = |at: usize| words.get(at).and_then(|w| known.means(w));
    let others = || (0..words.len()).filter(|at| !found.contains(at)).filter_map(means);
    let is_chosen = found
        .iter()
        .filter_map(|at| words.get(*at))
        .any(|w| known.chosen.contains_key(w));
    let is_whole = others().any(|f| f == Field::Event) && !others().any(|f| f == Field::Date);
    (is_whole && !is_chosen).then_some(found)
}

/// The day of a row: its parts with a blank between them, or with strokes where the month is a number.
fn together(row: &Row, parts: [usize; 3]) -> Cell {
    let cells: Vec<&Cell> = parts.iter().filter_map(|at| row.cells.get(*at)).collect();
    let words: Vec<&str> = cells.iter().map(|c| c.text.trim()).filter(|t| !t.is_empty()).collect();
    let is_figures = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let between = if words.iter().all(is_figures) { "/" } else { " " };
    Cell {
        text: words.join(between),
        value: Value::Words,
        from_above: !cells.is_empty() && cells.iter().all(|c| c.from_above),
    }
}
