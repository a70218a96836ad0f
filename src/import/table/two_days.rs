//! *Two days* in one row: a day and what happened, and beside them another day and what happened, as where two tables stand side by
//! side with nothing between them. Read as one, the words of the second would stand under the day of the first.

use chrono::NaiveDate;

use crate::{
    import::{
        contents::{Grid, Row, Value},
        table::{
            columns::NoColumns,
            headings::{Heads, Known},
            order::typed_day,
            settled::is_first_day,
        },
    },
    model::columns::{Field, Mapped, ToldBy, plain},
    text::dates::read_when,
};

/// Days of one event (when it happened, when it was written down) lie no further apart than this.
const ONE_EVENT: i64 = 31;
/// Rows that are looked at.
const SAMPLE: usize = 200;

/// Why a table is not read: nobody can tell which of its words belong to which of its days. A person's choice of columns settles it.
pub(super) fn mixed(grid: &Grid, heads: &Heads, known: Known<'_>) -> Option<NoColumns> {
    let columns = with_numbered(heads, known);
    let told: Vec<(usize, &Mapped)> = columns.iter().enumerate().collect();
    let is = |field: Field| move |(_, c): &(usize, &Mapped)| c.field == field;
    let gives_way = |c: &Mapped| known.headings.gives_way.contains(&plain(&c.heading));
    let (first, one) = told.iter().copied().find(is(Field::Date))?;
    let mut others = told
        .iter()
        .copied()
        .filter(is(Field::Date))
        .filter(|(at, _)| *at > first);
    let (second, other) = others.find(|(_, c)| !gives_way(c))?;
    // A list of crimes has the day of the report and the first day of each crime.
    if gives_way(one) && is_first_day(other, known) {
        return None;
    }
    let mut words = told.iter().copied().filter(is(Field::Event));
    let (_, before) = words.clone().find(|(at, _)| first < *at && *at < second)?;
    let (_, words) = words.find(|(at, _)| *at > second)?;
    let is_chosen = [one, other, words].iter().any(|c| c.told_by == ToldBy::Chosen);
    let rows = || {
        grid.rows
            .iter()
            .skip(heads.rows.end)
            .take(SAMPLE)
            .filter(|r| !r.is_blank())
    };
    let both: Vec<i64> = rows()
        .filter_map(|row| Some((day(row, second)? - day(row, first)?).num_days().abs()))
        .collect();
    let far = both.iter().filter(|days| **days > ONE_EVENT).count();
    let alone = rows()
        .filter(|row| day(row, first).is_none() && day(row, second).is_some())
        .count();
    // Groups above the headings (`Police` over `Date` and `Event`) part them whatever the days are.
    let (left, right) = (group(&one.heading), group(&other.heading));
    let is_grouped = heads.rows.len() > 1 && !right.is_empty() && left != right && right == group(&words.heading);
    // So do words of two groups, and a pair of the same headings again, numbered or not: nobody writes one event so.
    let is_parted = heads.rows.len() > 1 && group(&before.heading) != group(&words.heading);
    let is_again = |a: &Mapped, b: &Mapped| bare(&a.heading) == bare(&b.heading);
    let is_pair = is_again(one, other) && (is_again(before, words) || one.heading == other.heading);
    let is_other = far * 3 > both.len() || alone > 0 || is_grouped || is_parted || is_pair;
    (!is_chosen && is_other).then(|| NoColumns {
        what: format!(
            "the table has two columns for the day ('{}' and '{}') with words of its own beside each, so which words belong to which day cannot be told",
            one.heading, other.heading
        ),
        next: format!(
            "if these are two tables, put a blank column between them or each on a sheet of its own; if '{0}' is only a second day of the same event, say --columns \"{0}=further\" (or columns of the agency in case.toml)",
            other.heading
        ),
    })
}

/// The columns, with those that are told by a number behind a heading that is known: `Date 2` beside `Event 2`.
fn with_numbered(heads: &Heads, known: Known<'_>) -> Vec<Mapped> {
    let mut columns = heads.columns.clone();
    for column in columns.iter_mut().filter(|c| c.field == Field::Further) {
        let (whole, name) = (plain(&column.heading), bare(&column.heading));
        let is_numbered = name != whole && !known.chosen.contains_key(&whole);
        let meant = known.headings.known.get(&name).filter(|_| is_numbered);
        if let Some(field @ (Field::Date | Field::Event)) = meant {
            column.field = *field;
        }
    }
    columns
}

/// A heading in the form of [`plain`], without a number behind it.
fn bare(heading: &str) -> String {
    let whole = plain(heading);
    let name = whole.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    if name.is_empty() { whole } else { name.to_owned() }
}

/// A heading without its last word.
fn group(heading: &str) -> &str {
    heading.rsplit_once(' ').map_or("", |(group, _)| group)
}

fn day(row: &Row, at: usize) -> Option<NaiveDate> {
    let cell = row.cells.get(at)?;
    let is_written = cell.value == Value::Words && cell.text.len() <= 40;
    let written = || is_written.then(|| read_when(&cell.text, "").ok()).flatten();
    typed_day(cell).or_else(|| written().map(|when| when.earliest))
}
