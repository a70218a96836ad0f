//! *Remarks* on a whole table: what stands above its headings, how its columns were told, which days are left blank.
//!
//! What is wrong with a single row is said where that row is read.

use std::collections::BTreeSet;

use super::{IF_ABOVE, Table};
use crate::{
    import::{
        contents::{Cell, Row},
        table::columns::is_day,
    },
    model::{
        columns::{Field, Form, Mapped, ToldBy, plain},
        problem::Problem,
    },
};

/// As many blank days in one table are a habit of its writer, and worth a remark of their own.
const HABIT: usize = 3;
/// Row numbers that a remark names before it counts the rest.
const NAMED: usize = 5;

impl Table<'_> {
    /// Rows above the headings: titles and notes, kept as remarks. One that holds a day and words may be an entry, and is
    /// counted as a row that became none.
    pub(super) fn above(&self) -> Vec<Problem> {
        let above = self.grid.rows.iter().take(self.first.saturating_sub(self.heads));
        above
            .map(|r| {
                if is_like_an_entry(r) {
                    let what = "the row stands above the headings, holds a day and words, and was not read as an entry";
                    let next = "if it is an entry, move it below the headings and import the file again";
                    return self.lost(r, what.to_owned(), next);
                }
                let what = "the row stands above the headings and was not read as an entry".to_owned();
                let next = "read it beside the chronology; if it is an entry, move it below the headings";
                self.hints
                    .remark(r.number, &r.as_written(), what, next)
                    .at(self.place())
            })
            .collect()
    }

    /// That the days are those on which it was typed, where the table has no others.
    fn only_typed(&self) -> Option<Problem> {
        let is_typed = |c: &&Mapped| {
            let known = &self.hints.headings.known;
            c.field == Field::Date
                && c.told_by == ToldBy::Heading
                && known.get(&plain(&c.heading)) == Some(&Field::Recorded)
        };
        let column = self.mapping.columns.iter().find(is_typed)?;
        let what = format!(
            "the only day of this table is that on which it was recorded ('{}'); its entries stand at that day, and it may have happened before",
            column.heading
        );
        let next = "ask the agency for the day on which each happened";
        Some(self.say(&column.heading, what, next))
    }

    /// What a reader must know of the whole table.
    pub(super) fn remarks(&self) -> Vec<Problem> {
        let is_quiet = |form: &Form| form.name == self.mapping.form && form.quiet;
        let is_quiet = self.hints.headings.forms.iter().any(is_quiet);
        let mut out = Vec::new();
        out.extend(self.unread_columns().filter(|_| !is_quiet));
        out.extend(self.joined_heads());
        out.extend(self.told_by_content());
        if self.mapping.month_first {
            let what = "a date in this table can only be month first, and none can only be day first, so all its dates were read month first";
            let next = "check two or three dates against the original; each entry says how it was read";
            out.push(self.say("", what.to_owned(), next));
        }
        out.extend(self.only_typed());
        if !is_quiet && !self.mapping.columns.iter().any(|c| c.field == Field::Ref) {
            let next =
                "each row was given an id made of the file's name and its row; add a Ref to keep ids when rows move";
            out.push(self.say("", "the table has no column Ref".to_owned(), next));
        }
        out
    }

    fn say(&self, raw: &str, what: String, next: &str) -> Problem {
        self.hints.remark(0, raw, what, next).at(self.place())
    }

    /// Columns with words in them that are kept beside the entry: all in one remark, so that it is read.
    fn unread_columns(&self) -> Option<Problem> {
        let is_filled = |at: usize| {
            let mut rows = self.grid.rows.iter().skip(self.first);
            rows.any(|r| r.cells.get(at).is_some_and(|c| !c.text.trim().is_empty()))
        };
        let columns = self.mapping.columns.iter().enumerate();
        let unread: Vec<&str> = columns
            .filter(|(at, c)| c.field == Field::Further && is_filled(*at))
            .map(|(_, c)| c.heading.as_str())
            .collect();
        let first = unread.first()?;
        let quoted: Vec<String> = unread.iter().map(|h| format!("'{h}'")).collect();
        let what = match quoted.split_last() {
            Some((last, before)) if !before.is_empty() => format!(
                "the columns {} and {last} are kept beside the entry and not read",
                before.join(", ")
            ),
            _ => format!("the column '{first}' is kept beside the entry and not read"),
        };
        let which = if unread.len() == 1 {
            "it says"
        } else {
            "one of them says"
        };
        // Days say nothing of what happened: the example is a column of words.
        let is_day_at = |at: usize| {
            let mut rows = self.grid.rows.iter().skip(self.first).filter_map(|r| r.cells.get(at));
            rows.any(is_day)
        };
        let mut of_words = self.mapping.columns.iter().enumerate();
        let example = of_words.find(|(at, c)| c.field == Field::Further && is_filled(*at) && !is_day_at(*at));
        let mut next = match example {
            Some((_, c)) => format!(
                "if {which} what happened, say so with --columns \"{}=event\" or columns of the agency in case.toml",
                c.heading
            ),
            None => format!(
                "if it is the day on which it happened, say so with --columns \"{first}=date\" or columns of the agency in case.toml"
            ),
        };
        if let Some(numbers) = self.numbers() {
            next.push_str("; if '");
            next.push_str(numbers);
            next.push_str("' numbers the entries, say --columns \"");
            next.push_str(numbers);
            next.push_str("=ref\"");
        }
        Some(self.say(&unread.join("\n"), what, &next))
    }

    /// The unread column that may be the Ref of a table which has none: a short number or code in every row, each once.
    fn numbers(&self) -> Option<&str> {
        const LONGEST: usize = 24;
        let mut columns = self.mapping.columns.iter();
        if columns.any(|c| c.field == Field::Ref) {
            return None;
        }
        let is_code = |text: &str| {
            text.len() <= LONGEST && text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_whitespace)
        };
        let numbers = |at: usize| {
            let rows = self.grid.rows.iter().skip(self.first).filter(|r| !r.is_blank());
            let all: Vec<&str> = rows.map(|r| r.cells.get(at).map_or("", |c| c.text.trim())).collect();
            let each: BTreeSet<&str> = all.iter().copied().collect();
            let is_day = |text: &&str| crate::text::dates::read_when(text, "").is_ok();
            all.len() > 1 && each.len() == all.len() && all.iter().all(|t| is_code(t)) && !all.iter().any(is_day)
        };
        let mut columns = self.mapping.columns.iter().enumerate();
        columns
            .find(|(at, c)| c.field == Field::Further && numbers(*at))
            .map(|(_, c)| c.heading.as_str())
    }

    /// Headings that were joined of several rows: a reader sees which rows became no entries, and what was made of them.
    fn joined_heads(&self) -> Option<Problem> {
        let rows = self.grid.rows.get(self.first.checked_sub(self.heads)?..self.first)?;
        let (last, above) = rows.split_last().filter(|(_, above)| !above.is_empty())?;
        let above: Vec<String> = above.iter().map(|r| r.number.to_string()).collect();
        let headings: Vec<&str> = self.mapping.columns.iter().map(|c| c.heading.as_str()).collect();
        let what = format!(
            "rows {} and {} were read together as the headings of the table: {}",
            above.join(", "),
            last.number,
            headings.join(", ")
        );
        let raw: Vec<String> = rows.iter().map(Row::as_written).collect();
        let next = "check the first entries; if one of these rows is an entry, or a heading is another, write the headings in one row and import the file again";
        Some(self.say(&raw.join("\n"), what, next))
    }

    /// How the columns were told where no headings told them, with the words of a row that was taken for headings.
    fn told_by_content(&self) -> Option<Problem> {
        let columns = || self.mapping.columns.iter();
        let by_content = |c: &Mapped| c.told_by == ToldBy::Content && c.field != Field::Further;
        if self.mapping.header_row.is_some() && !columns().any(by_content) {
            return None;
        }
        let told: Vec<String> = columns()
            .filter(|c| c.field != Field::Further)
            .map(|c| format!("{} as {}", c.heading, c.field.code()))
            .collect();
        let told = told.join(", ");
        let header = |r: &&Row| Some(r.number) == self.mapping.header_row;
        let Some(head) = self.grid.rows.iter().find(header) else {
            let what = format!("the table has no headings; by what stands in them, its columns were read so: {told}");
            let next = "check the first entries; if the columns are others, give the table a row of headings";
            return Some(self.say("", what, next));
        };
        let words: Vec<&str> = head
            .cells
            .iter()
            .map(|c| c.text.trim())
            .filter(|w| !w.is_empty())
            .collect();
        let what = format!(
            "row {} was taken for the headings of the table ({}); by what stands below, its columns were read so: {told}",
            head.number,
            words.join(", ")
        );
        let next = "if that row is an entry, or the columns are others, put a row of headings above it and import the file again";
        Some(self.say(&head.as_written(), what, next))
    }

    /// Many rows whose day is blank below one that has a day: the habit of writing a day once, which is never guessed.
    pub(super) fn blank_days(&self, rows: &[usize]) -> Option<Problem> {
        if rows.len() < HABIT {
            return None;
        }
        let first: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
        let more = match rows.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let what = format!(
            "{} rows below a dated one have no day of their own, and none of them became an entry (rows {}{more})",
            rows.len(),
            first.join(", ")
        );
        Some(self.say("", what, IF_ABOVE))
    }
}

/// A row with a day in one cell and words in another.
fn is_like_an_entry(row: &Row) -> bool {
    let has_words = |c: &Cell| !is_day(c) && c.text.chars().any(char::is_alphabetic);
    row.cells.iter().any(is_day) && row.cells.iter().any(has_words)
}
