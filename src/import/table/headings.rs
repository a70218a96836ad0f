//! *Heads*: the row, or the two or three rows one below the other, that are the headings of a table.
//!
//! Sheets group headings (`Agency contact` over `Date`, `Time` and `Worker`) and break long ones (`Date of` over `contact`).
//! The words of such rows are joined for each column. What headings mean is data; how a table without any is told is left to
//! `columns`.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    import::{
        contents::{Cell, Grid, Row, Value},
        table::columns::is_day,
    },
    model::columns::{Field, Form, Headings, Mapped, ToldBy, plain},
    text::dates::is_plain_time,
};

/// Rows at the head of a table among which its headings are looked for.
const HEAD_ROWS: usize = 40;
/// Rows that headings stand in, at most.
const MOST_HEADS: usize = 3;
/// Rows that are looked at to tell what stands below a heading.
const SAMPLE: usize = 200;
/// A column holds days when one in so many of its cells is one: the others may say `ongoing`.
const ONE_IN: usize = 5;
/// Headings are short.
const HEADING: usize = 60;

/// What is known of headings: those of the rules, and those that a person said.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) headings: &'a Headings,
    pub(crate) chosen: &'a BTreeMap<String, Field>,
}

impl Known<'_> {
    /// What a heading in the form of [`plain`] means, if it may be one.
    pub(crate) fn means(&self, word: &str) -> Option<Field> {
        let maps = [
            self.chosen,
            &self.headings.known,
            &self.headings.over_days,
            &self.headings.over_times,
            &self.headings.over_several,
        ];
        maps.iter().find_map(|map| map.get(word)).copied()
    }
}

/// The headings of a table.
pub(crate) struct Heads {
    /// Where they stand among the rows.
    pub(crate) rows: Range<usize>,
    /// The form whose headings these are; empty when they were told one by one.
    pub(crate) form: String,
    pub(crate) columns: Vec<Mapped>,
}

/// What stands above one column.
struct Words {
    shown: String,
    /// In the form of [`plain`], the one that says most first.
    plain: Vec<String>,
}

/// What stands below a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Nothing,
    Days,
    Times,
    Others,
}

/// The headings of a table, if it has any that name a day and what happened.
pub(crate) fn find(grid: &Grid, known: Known<'_>) -> Option<Heads> {
    let last = grid.rows.len().min(HEAD_ROWS);
    let single = (0..last).find_map(|at| read(grid, at..at + 1, known));
    let Some(single) = single else {
        return (2..=MOST_HEADS).find_map(|count| (0..last).find_map(|at| joined(grid, at..at + count, known)));
    };
    let at = single.rows.start;
    if twice(&single.columns, known).is_some() {
        let above = (1..MOST_HEADS).filter_map(|more| at.checked_sub(more));
        let whole = above.filter_map(|from| joined(grid, from..at + 1, known));
        return whole
            .into_iter()
            .find(|h| twice(&h.columns, known).is_none())
            .or(Some(single));
    }
    let row = grid.rows.get(at);
    // Headings that a joined cell brings down from above have others above them, and they are read together.
    if row.is_some_and(|r| r.cells.iter().any(|c| c.from_above)) {
        let whole = at.checked_sub(1).and_then(|from| joined(grid, from..at + 1, known));
        return whole.or(Some(single));
    }
    if goes_on(grid, &single, known) {
        return joined(grid, at..at + 2, known).or(Some(single));
    }
    Some(single)
}

/// The headings in this one row, or in this and those below it.
pub(crate) fn at(grid: &Grid, row: usize, known: Known<'_>) -> Option<Heads> {
    let single = read(grid, row..row + 1, known);
    match single {
        Some(single) if goes_on(grid, &single, known) => joined(grid, row..row + 2, known).or(Some(single)),
        Some(single) => Some(single),
        None => (2..=MOST_HEADS).find_map(|count| joined(grid, row..row + count, known)),
    }
}

/// The first heading that stands twice, where that leaves no way to tell which is meant.
pub(crate) fn twice<'c>(columns: &'c [Mapped], known: Known<'_>) -> Option<&'c Mapped> {
    let is_known = |word: &str| known.chosen.contains_key(word) || known.headings.known.contains_key(word);
    columns.iter().enumerate().find_map(|(at, column)| {
        let word = plain(&column.heading);
        let counts = column.field != Field::Further || known.chosen.contains_key(&word);
        let again = columns.iter().skip(at + 1).any(|c| plain(&c.heading) == word);
        (counts && again && is_known(&word)).then_some(column)
    })
}

/// Is the row short words, of which none is a day? Words that a joined cell repeats count for nothing.
pub(crate) fn is_short(row: &Row) -> bool {
    row.fault.is_none()
        && row.cells.iter().any(|c| !c.text.trim().is_empty())
        && row.cells.iter().all(|c| c.text.len() <= HEADING)
        && !row.cells.iter().any(|c| is_day(c) || is_like_day(&c.text))
}

/// Is the text shaped like a day in figures, if one that no calendar has (`31/02/2019`, `2O/02/2019`)? No heading is.
fn is_like_day(text: &str) -> bool {
    let figures = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let date = text.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let letters = date.chars().filter(|c| c.is_alphabetic()).count();
    matches!(parts.as_slice(), [_, _, _]) && parts.iter().all(|p| figures(p) > 0) && letters <= 2
}

fn own(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|c| !c.from_above && !c.text.trim().is_empty())
}

/// Does the row below hold more of the headings? It stands below headings that are blank, and groups that go on over
/// them; two of its words at least are headings.
fn goes_on(grid: &Grid, heads: &Heads, known: Known<'_>) -> bool {
    let (Some(above), Some(row)) = (grid.rows.get(heads.rows.start), grid.rows.get(heads.rows.end)) else {
        return false;
    };
    if !is_short(row) {
        return false;
    }
    let is_blank = |at: usize| above.cells.get(at).is_none_or(|c| c.text.trim().is_empty());
    let is_own = |at: usize| {
        row.cells
            .get(at)
            .is_some_and(|c| !c.from_above && !c.text.trim().is_empty())
    };
    let is_in_group = |at: usize| is_blank(at) || (is_blank(at + 1) && is_own(at + 1));
    let own: Vec<usize> = (0..row.cells.len()).filter(|at| is_own(*at)).collect();
    let is_heading = |at: &&usize| {
        row.cells
            .get(**at)
            .is_some_and(|c| known.means(&plain(&c.text)).is_some())
    };
    own.iter().any(|at| is_blank(*at))
        && own.iter().all(|at| is_in_group(*at))
        && own.iter().filter(is_heading).count() >= 2
}

/// The headings of several rows, if they name a day and what happened only together.
fn joined(grid: &Grid, rows: Range<usize>, known: Known<'_>) -> Option<Heads> {
    let all = grid.rows.get(rows.clone())?;
    let is_next = |pair: &[Row]| matches!(pair, [a, b] if b.number <= a.number + 1);
    let is_sound = all.iter().all(is_short) && all.windows(2).all(is_next);
    if !is_sound || all.iter().all(|r| own(r).count() < 2) {
        return None;
    }
    read(grid, rows, known)
}

/// What these rows say of the columns, if it is a day and what happened.
fn read(grid: &Grid, rows: Range<usize>, known: Known<'_>) -> Option<Heads> {
    let all = grid.rows.get(rows.clone())?;
    // Headings are short; a row with a long cell is an entry that happens to hold such a word.
    if all.is_empty() || all.iter().flat_map(|r| &r.cells).any(|c| c.text.len() > 200) {
        return None;
    }
    let (form, columns) = told(grid, rows.clone(), known);
    let has = |field| columns.iter().any(|c: &Mapped| c.field == field);
    (has(Field::Date) && has(Field::Event)).then_some(Heads { rows, form, columns })
}

/// What the headings in these rows say of each column, and the form that they belong to.
pub(super) fn told(grid: &Grid, rows: Range<usize>, known: Known<'_>) -> (String, Vec<Mapped>) {
    let words = words(grid.rows.get(rows.clone()).unwrap_or_default());
    let has = |needed: &String| words.iter().any(|w| w.plain.contains(needed));
    let form: Option<&Form> = known.headings.forms.iter().find(|f| f.needs.iter().all(has));
    let mut columns = Vec::with_capacity(words.len());
    for (at, words) in words.iter().enumerate() {
        let below = || below(grid, rows.end, at);
        let (field, told_by) = meaning(words, form, known, (&below, &|| differ(grid, rows.end, at)));
        columns.push(Mapped {
            heading: words.shown.clone(),
            field,
            told_by,
        });
    }
    without_weekdays(&mut columns, &|at| below(grid, rows.end, at));
    without_parts(&mut columns, &|at| is_of_parts(grid, rows.end, at));
    only_typed(&mut columns);
    (form.map_or_else(String::new, |f| f.name.clone()), columns)
}

fn meaning(
    words: &Words,
    form: Option<&Form>,
    known: Known<'_>,
    (below, differ): (&dyn Fn() -> Below, &dyn Fn() -> bool),
) -> (Field, ToldBy) {
    let first = |map: &BTreeMap<String, Field>| words.plain.iter().find_map(|w| map.get(w)).copied();
    if let Some(field) = first(known.chosen) {
        return (field, ToldBy::Chosen);
    }
    let told = form
        .and_then(|f| first(&f.columns))
        .or_else(|| first(&known.headings.known))
        .or_else(|| {
            let (days, times) = (first(&known.headings.over_days), first(&known.headings.over_times));
            match (days.is_some() || times.is_some()).then(below)? {
                Below::Days | Below::Nothing => days,
                Below::Times => times,
                Below::Others => None,
            }
        })
        .or_else(|| first(&known.headings.over_several).filter(|_| differ()));
    (told.unwrap_or(Field::Further), ToldBy::Heading)
}

/// What stands in a column below its heading.
fn below(grid: &Grid, from: usize, at: usize) -> Below {
    let cells = grid.rows.iter().skip(from).take(SAMPLE).filter_map(|r| r.cells.get(at));
    let filled: Vec<&Cell> = cells.filter(|c| !c.text.trim().is_empty()).collect();
    let is_time = |c: &&&Cell| matches!(c.value, Value::Time(_)) || (c.value == Value::Words && is_plain_time(&c.text));
    let (days, times) = (
        filled.iter().filter(|c| is_day(c)).count(),
        filled.iter().filter(is_time).count(),
    );
    match (filled.len(), days, times) {
        (0, ..) => Below::Nothing,
        (all, days, times) if days >= times && days * ONE_IN >= all => Below::Days,
        (all, _, times) if times * ONE_IN >= all => Below::Times,
        _ => Below::Others,
    }
}

/// Do the rows say more than one thing in this column?
fn differ(grid: &Grid, from: usize, at: usize) -> bool {
    let cells = grid.rows.iter().skip(from).filter_map(|r| r.cells.get(at));
    let mut said = cells.map(|c| plain(&c.text)).filter(|words| !words.is_empty());
    said.next().is_some_and(|first| said.any(|words| words != first))
}

/// The words above each column: those of one row, or those of several joined from above.
fn words(rows: &[Row]) -> Vec<Words> {
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let text = |row: &Row, at: usize| row.cells.get(at).map_or_else(String::new, |c| one_line(&c.text));
    let (Some((last, above)), true) = (rows.split_last(), rows.len() > 1) else {
        let own = rows.first().map(|row| (0..width).map(|at| (text(row, at), at)));
        return own
            .into_iter()
            .flatten()
            .map(|(own, at)| Words::of(vec![own], None, at))
            .collect();
    };
    // A heading goes on to the right, over cells that are blank, where it has others below itself.
    let is_below = |from: usize, at: usize| {
        let mut below = rows.iter().skip(from);
        below.any(|r| {
            r.cells
                .get(at)
                .is_some_and(|c| !c.from_above && !c.text.trim().is_empty())
        })
    };
    let mut groups: Vec<String> = vec![String::new(); above.len()];
    (0..width)
        .map(|at| {
            let (mut steps, mut alone): (Vec<String>, Option<usize>) = (Vec::new(), None);
            for (level, (row, group)) in above.iter().zip(&mut groups).enumerate() {
                let here = text(row, at);
                if !here.is_empty() {
                    let is_group = text(row, at + 1).is_empty() && is_below(level + 1, at + 1);
                    if !is_group {
                        alone = alone.or(Some(steps.len()));
                    }
                    *group = if is_below(level + 1, at) {
                        here.clone()
                    } else {
                        String::new()
                    };
                    steps.push(here);
                } else if is_below(level + 1, at) {
                    steps.push(group.clone());
                } else {
                    group.clear();
                }
            }
            steps.push(text(last, at));
            Words::of(steps, alone, at)
        })
        .collect()
}

/// A heading without what stands in brackets, which tells people how to fill the column in: `Date (dd/mm/yyyy)`. Where
/// it makes another thing of the heading, the heading is left as it is.
fn without_hint(heading: &str) -> Option<String> {
    const OTHER: [&str; 8] = ["birth", "dob", "born", "death", "min", "mins", "minutes", "spent"];
    let (mut out, mut hint, mut depth) = (String::new(), String::new(), 0_usize);
    for sign in heading.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(sign),
            _ => hint.push(sign),
        }
    }
    // `Event (2)` is another column than `Event`.
    if !hint.chars().any(char::is_alphabetic) {
        return None;
    }
    let whole = plain(heading);
    let bare = plain(&out);
    (bare != whole && !bare.is_empty() && !whole.split(' ').any(|w| OTHER.contains(&w))).then_some(bare)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Words {
    /// Of the words from above: all of them, then those below a group. `alone` is the place of the first that is no group:
    /// what stands below it only goes on with it, and it means something by itself.
    fn of(steps: Vec<String>, alone: Option<usize>, at: usize) -> Self {
        let own = alone.and_then(|at| steps.get(at)).map(|s| plain(s));
        let lower = (0..=alone.unwrap_or(steps.len())).filter_map(|from| steps.get(from..));
        let said = |words: &[String]| {
            let mut words: Vec<&str> = words.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
            words.dedup();
            words.join(" ")
        };
        let mut shown = said(&steps);
        let mut all: Vec<String> = lower.map(|s| plain(&said(s))).filter(|w| !w.is_empty()).collect();
        all.extend(own);
        all.extend(without_hint(&shown));
        if shown.is_empty() {
            shown = format!("column {}", at + 1);
            all.push(plain(&shown));
        }
        Self { shown, plain: all }
    }
}

/// `Day` over names of days of the week gives way to a heading with days below it.
fn without_weekdays(columns: &mut [Mapped], below: &dyn Fn(usize) -> Below) {
    let dated = columns.iter().enumerate();
    let dated: Vec<usize> = dated
        .filter(|(_, c)| c.field == Field::Date)
        .map(|(at, _)| at)
        .collect();
    if dated.len() < 2 || !dated.iter().any(|at| below(*at) == Below::Days) {
        return;
    }
    for at in dated.into_iter().filter(|at| below(*at) == Below::Others) {
        if let Some(column) = columns.get_mut(at).filter(|c| c.told_by == ToldBy::Heading) {
            column.field = Field::Further;
        }
    }
}

/// What an export of a system keeps as a list or an object of its own gives way to words.
fn without_parts(columns: &mut [Mapped], is_of_parts: &dyn Fn(usize) -> bool) {
    let told = columns.iter().enumerate();
    let told = told.filter(|(_, c)| c.field == Field::Event && c.told_by == ToldBy::Heading);
    let (parts, words): (Vec<usize>, Vec<usize>) = told.map(|(at, _)| at).partition(|at| is_of_parts(*at));
    for at in parts.into_iter().filter(|_| !words.is_empty()) {
        if let Some(column) = columns.get_mut(at) {
            column.field = Field::Further;
        }
    }
}

/// Is every cell of the column a list or an object, as JSON writes them?
fn is_of_parts(grid: &Grid, from: usize, at: usize) -> bool {
    let cells = grid.rows.iter().skip(from).filter_map(|r| r.cells.get(at));
    let mut said = cells.map(|c| c.text.trim()).filter(|t| !t.is_empty()).peekable();
    said.peek().is_some() && said.all(|t| t.starts_with("[{") || t.starts_with("{\""))
}

/// Where no heading names the day of what happened, the day on which it was typed is the only one that there is.
fn only_typed(columns: &mut [Mapped]) {
    let is_dated = columns.iter().any(|c| c.field == Field::Date);
    let typed = |c: &&mut Mapped| c.field == Field::Recorded && c.told_by == ToldBy::Heading;
    if let Some(column) = columns.iter_mut().find(typed).filter(|_| !is_dated) {
        column.field = Field::Date;
    }
}
