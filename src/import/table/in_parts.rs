//! *In parts*: a day that a table gives in several columns, `Day`, `Month` and `Year`, or `Date` without a year beside `Year`. They are
//! put together before anything is read, and stay as they were written beside it.

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
    let below = |at: usize| grid.rows.get(at + 1..).unwrap_or_default();
    let found = heads.enumerate().find_map(|(at, row)| {
        let three = || parts(row, known).map(|p| p.to_vec());
        Some((at, three().or_else(|| beside_year(row, below(at), known))?))
    });
    let Some((at, parts)) = found else {
        return grid;
    };
    for (number, row) in grid.rows.iter_mut().enumerate() {
        let day = match number.cmp(&at) {
            std::cmp::Ordering::Less => Cell::default(),
            std::cmp::Ordering::Equal => Cell::words(WHOLE),
            std::cmp::Ordering::Greater => together(row, &parts),
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

/// Where a heading of days stands and `Year`, if the days below have no year of their own and the years are years.
fn beside_year(row: &Row, below: &[Row], known: Known<'_>) -> Option<Vec<usize>> {
    let words: Vec<String> = row.cells.iter().map(|c| plain(&c.text)).collect();
    let year = words.iter().position(|w| w == "year")?;
    let is_date = |w: &String| known.means(w) == Some(Field::Date) && !known.chosen.contains_key(w);
    let date = words.iter().position(is_date)?;
    let has_event = words.iter().any(|w| known.means(w) == Some(Field::Event));
    let text = |row: &Row, at: usize| row.cells.get(at).map_or_else(String::new, |c| c.text.trim().to_owned());
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let is_typed = |row: &Row| row.cells.get(date).is_some_and(|c| c.value != Value::Words);
    let has_own =
        |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|f| f.len() == 4) || text.matches('/').count() > 1;
    let mut rows = below.iter().filter(|r| !text(r, date).is_empty()).peekable();
    rows.peek()?;
    let is_whole = has_event && rows.all(|r| !is_typed(r) && !has_own(&text(r, date)) && is_year(&text(r, year)));
    is_whole.then(|| vec![date, year])
}

/// The day of a row: its parts with a blank between them, or with strokes where the month is a number.
fn together(row: &Row, parts: &[usize]) -> Cell {
    let cells: Vec<&Cell> = parts.iter().filter_map(|at| row.cells.get(*at)).collect();
    let words: Vec<&str> = cells.iter().map(|c| c.text.trim()).filter(|t| !t.is_empty()).collect();
    let is_figures = |text: &&str| text.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    let between = if words.iter().all(is_figures) { "/" } else { " " };
    Cell {
        text: words.join(between),
        value: Value::Words,
        from_above: !cells.is_empty() && cells.iter().all(|c| c.from_above),
    }
}
