//! *Columns*: which column of a table holds what, told by headings, then by what stands in them, and always shown.
//!
//! A person's choice comes first, then a whole form that is known, then single headings, then content. What is not
//! understood is kept under its heading; no column is dropped.

use crate::{
    import::{
        contents::{Cell, Grid, Row, Value},
        table::{
            headings::{self, Known},
            order::Order,
            settled::{is_told, settled},
            two_days,
        },
    },
    model::columns::{Field, Mapped, Mapping, ToldBy, plain},
    text::dates::{Habit, is_unknown_day, read_when, read_when_as},
};

/// Rows at the head of a table of which one is shown when no headings were found.
const HEAD_ROWS: usize = 40;
/// Rows that are looked at to tell a column by its content.
const SAMPLE: usize = 200;

/// What stood in the way of telling the columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoColumns {
    /// What was found and what lacks.
    pub(crate) what: String,
    /// What to do next.
    pub(crate) next: String,
}

/// The columns of a table, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) mapping: Mapping,
    /// How many rows the headings stand in.
    pub(crate) heads: usize,
    /// The place of the first row below the headings.
    pub(crate) first: usize,
    /// What its dates prove.
    pub(super) order: Order,
}

/// Tells the columns of a table.
pub(crate) fn tell(grid: &Grid, known: Known<'_>) -> Result<Told, NoColumns> {
    let mut told = match headings::find(grid, known) {
        Some(found) => {
            if let Some(column) = headings::twice(&found.columns, known) {
                return Err(NoColumns {
                    what: format!("the headings name the column {} twice", column.heading),
                    next: "give each column a heading of its own, and import the file again".to_owned(),
                });
            }
            if let Some(mixed) = two_days::mixed(grid, &found, known) {
                return Err(mixed);
            }
            let last = found.rows.end.checked_sub(1).and_then(|at| grid.rows.get(at));
            Told {
                mapping: Mapping {
                    part: grid.place.clone(),
                    form: found.form,
                    header_row: last.map(|r| r.number),
                    columns: settled(found.columns, known),
                    month_first: false,
                },
                heads: found.rows.len(),
                first: found.rows.end,
                order: Order::default(),
            }
        }
        None => by_content(grid, known).ok_or_else(|| lacking(grid, known))?,
    };
    told.order = Order::of(grid, &told.mapping, told.first);
    told.mapping.month_first = told.order.month_first;
    Ok(told)
}

fn heading(cell: &Cell, at: usize) -> String {
    let words = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        format!("column {}", at + 1)
    } else {
        words
    }
}

/// Every field but the text and further columns is taken from one column: the first that a person chose, else the first.
pub(crate) fn once_each(mut columns: Vec<Mapped>) -> Vec<Mapped> {
    for field in Field::ALL
        .iter()
        .filter(|f| !matches!(f, Field::Event | Field::Further))
    {
        let best = columns
            .iter()
            .position(|c| c.field == *field && c.told_by == ToldBy::Chosen)
            .or_else(|| columns.iter().position(|c| c.field == *field));
        for (at, column) in columns.iter_mut().enumerate() {
            if column.field == *field && Some(at) != best {
                column.field = Field::Further;
            }
        }
    }
    columns
}

/// Does the cell hold a day?
pub(crate) fn is_day(cell: &Cell) -> bool {
    match cell.value {
        Value::Day(_) | Value::Moment(_) => true,
        Value::Time(_) | Value::Number => false,
        Value::Words => {
            let text = cell.text.trim();
            text.len() <= 40 && text.bytes().any(|b| b.is_ascii_digit()) && is_written_day(text)
        }
    }
}

/// Do the words say a day, whichever of day and month they have first?
fn is_written_day(text: &str) -> bool {
    let month_first = Habit {
        month_first: true,
        ..Habit::default()
    };
    read_when(text, "").is_ok() || read_when_as(text, "", &month_first).is_ok()
}

/// A table whose headings do not name both a day and what happened: what they name is taken from them, and what lacks is the
/// first column of days, or the one with the longest words.
fn by_content(grid: &Grid, known: Known<'_>) -> Option<Told> {
    let first = grid.rows.first()?;
    let has_header = is_heading_row(first, &|word| known.means(word).is_some());
    let heads = usize::from(has_header);
    let below = grid.rows.iter().skip(heads);
    let rows: Vec<&Row> = below.filter(|r| r.fault.is_none()).take(SAMPLE).collect();
    let all = rows.iter().copied().chain([first]);
    let width = all.map(|r| r.cells.len()).max()?;
    let (form, mut columns) = if has_header {
        headings::told(grid, 0..1, known)
    } else {
        (String::new(), Vec::new())
    };
    for at in columns.len()..width {
        columns.push(unnamed(at, known));
    }
    let date = day_among(&columns, known, &|at| is_mostly_days(&rows, at))?;
    let words = |at: usize| {
        rows.iter()
            .filter_map(|r| r.cells.get(at))
            .map(|c| c.text.split_whitespace().count())
            .sum::<usize>()
    };
    let event = (0..width)
        .filter(|at| *at != date)
        .max_by_key(|at| (words(*at), width - at))?;
    if words(event) < rows.len() * 4 {
        return None;
    }
    for (at, field) in [(date, Field::Date), (event, Field::Event)] {
        let column = columns.get_mut(at).filter(|c| c.told_by != ToldBy::Chosen);
        if let Some(column) = column.filter(|c| c.field != field || c.told_by != ToldBy::Heading) {
            (column.field, column.told_by) = (field, ToldBy::Content);
        }
    }
    let mapping = Mapping {
        part: grid.place.clone(),
        form,
        header_row: has_header.then_some(first.number),
        columns: settled(columns, known),
        month_first: false,
    };
    Some(Told {
        mapping,
        heads,
        first: heads,
        order: Order::default(),
    })
}

/// Does the column hold days, but for a few of its cells?
fn is_mostly_days(rows: &[&Row], at: usize) -> bool {
    let cells = rows.iter().filter_map(|r| r.cells.get(at));
    let filled = cells.clone().filter(|c| !c.text.trim().is_empty()).count();
    let days = cells.filter(|c| is_day(c)).count();
    days >= 2 && days * 10 >= filled * 8 && filled * 2 >= rows.len()
}

/// Is the heading that of a day of birth?
fn is_of_birth(heading: &str) -> bool {
    plain(heading).split(' ').any(|w| ["birth", "dob", "born"].contains(&w))
}

/// A column that no heading names.
fn unnamed(at: usize, known: Known<'_>) -> Mapped {
    let heading = heading(&Cell::default(), at);
    let chosen = known.chosen.get(&plain(&heading)).copied();
    Mapped {
        heading,
        field: chosen.unwrap_or(Field::Further),
        told_by: if chosen.is_some() {
            ToldBy::Chosen
        } else {
            ToldBy::Content
        },
    }
}

/// The column of days that is the day of each row: one that its heading names so, the first of a span before others; else the
/// first of which no heading says that it is another day.
fn day_among(columns: &[Mapped], known: Known<'_>, is_days: &dyn Fn(usize) -> bool) -> Option<usize> {
    let dated = |is: &dyn Fn(&Mapped) -> bool| {
        let mut all = columns.iter().enumerate();
        all.find(|(at, c)| is(c) && is_days(*at)).map(|(at, _)| at)
    };
    let settled = settled(columns.to_vec(), known);
    let named = settled.iter().position(|c| c.field == Field::Date);
    let is_named = |c: &Mapped| c.field == Field::Date;
    named
        .filter(|at| is_days(*at))
        .or_else(|| dated(&|c| is_named(c) && !is_told(c, known)))
        .or_else(|| dated(&is_named))
        .or_else(|| dated(&|c| c.field == Field::Further && !is_of_birth(&c.heading)))
        .or_else(|| dated(&|_| true))
}

/// Is this first row, of a table that is told by content, one of headings? Only where one of its short cells is a heading
/// that is known: a row without a day may as well be an entry whose day nobody knew, and is not to be swallowed.
fn is_heading_row(row: &Row, is_known: &dyn Fn(&str) -> bool) -> bool {
    let holds_day = |c: &Cell| is_day(c) || is_unknown_day(&c.text);
    !row.cells.iter().any(holds_day)
        && row.cells.iter().all(|c| c.text.len() <= 60)
        && row.cells.iter().any(|c| is_known(&plain(&c.text)))
}

fn lacking(grid: &Grid, known: Known<'_>) -> NoColumns {
    let means = |word: &str| known.means(word);
    // The row that is most like one of headings is the one to show.
    let best = grid
        .rows
        .iter()
        .take(HEAD_ROWS)
        .max_by_key(|r| {
            let known = r.cells.iter().filter(|c| means(&plain(&c.text)).is_some()).count();
            (known, usize::MAX - r.number)
        })
        .cloned()
        .unwrap_or_default();
    let found: Vec<Field> = best.cells.iter().filter_map(|c| means(&plain(&c.text))).collect();
    let lacks = match (found.contains(&Field::Date), found.contains(&Field::Event)) {
        (true, false) => "has no heading for what happened",
        (false, true) => "has no heading for the date",
        _ => "has neither a heading for the date nor one for what happened",
    };
    let names: Vec<String> = best.cells.iter().enumerate().map(|(at, c)| heading(c, at)).collect();
    let mut shown: String = names.join(", ").chars().take(200).collect();
    if names.join(", ").len() > shown.len() {
        shown.push('…');
    }
    NoColumns {
        what: format!("the table {lacks}; row {} reads: {shown}", best.number),
        next: "say which column is which (--columns \"Heading=date\" --columns \"Heading=event\", or columns of the agency in case.toml), or make the first row the header Ref,Date,Time,Source,Author,Type,Event".to_owned(),
    }
}
