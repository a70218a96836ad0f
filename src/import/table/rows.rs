//! *Rows*: rows of a table, with its columns told, into entries and problems. Every row comes out as one or the other.

use chrono::Datelike as _;

use crate::{
    import::{
        Hints, LARGEST_CELL, ReadEntry,
        contents::{Cell, Grid, Row, Value},
        table::{columns::Told, days::Days, inner_notes},
    },
    model::{
        columns::{Field, Mapping, plain},
        entry::{Entry, EntryId, Further},
        problem::Problem,
        when::When,
    },
    text::dates::{DateProblem, is_plain_time},
};

mod remarks;

/// What to do with a row whose day is blank below one that has a day.
const IF_ABOVE: &str = "if the day above is meant, write it in each row (in Word: repeat it), or join the cells, and import the file again";
const CORRECT: &str = "correct the copy and import it again";

/// What the rows of a table became.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) seen: usize,
    pub(crate) entries: Vec<ReadEntry>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the rows of a table below its headings.
pub(crate) fn read(grid: &Grid, told: &Told, hints: &Hints<'_>) -> Rows {
    let Told {
        mapping,
        heads,
        first,
        order,
    } = told;
    let (heads, first) = (*heads, *first);
    let table = Table {
        grid,
        mapping,
        hints,
        heads,
        first,
        days: Days::of(grid, order, hints),
        note_marks: hints
            .headings
            .forms
            .iter()
            .find(|f| f.name == mapping.form)
            .map_or(&[], |f| f.note_marks.as_slice()),
    };
    let mut out = Rows::default();
    let above = table.above();
    out.seen += above.iter().filter(|p| p.lost_row).count();
    out.problems.extend(above);
    out.problems.extend(table.remarks());
    let mut blank_below = Vec::new();
    for row in grid.rows.iter().skip(first) {
        out.seen += 1;
        match table.entry(row) {
            Ok((entry, remarks)) => {
                out.entries.push(entry);
                out.problems.extend(remarks);
            }
            Err(problem) if table.has_blank_day(row) && !out.entries.is_empty() => {
                blank_below.push(row.number);
                out.problems.push(Problem {
                    next: format!("{}; {IF_ABOVE}", problem.next),
                    ..problem
                });
            }
            Err(problem) => out.problems.push(problem),
        }
    }
    out.problems.extend(table.blank_days(&blank_below));
    out
}

struct Table<'a> {
    grid: &'a Grid,
    mapping: &'a Mapping,
    /// How many rows the headings stand in.
    heads: usize,
    /// The place of the first row below the headings.
    first: usize,
    hints: &'a Hints<'a>,
    days: Days,
    note_marks: &'a [String],
}

impl Table<'_> {
    fn place(&self) -> &str {
        &self.grid.place
    }

    fn lost(&self, row: &Row, what: String, next: &str) -> Problem {
        self.hints
            .lost(row.number, &row.as_written(), what, next)
            .at(self.place())
    }

    /// The cells of a field, with their headings.
    fn cells<'r>(&'r self, row: &'r Row, field: Field) -> impl Iterator<Item = (&'r str, &'r Cell)> {
        self.mapping
            .columns
            .iter()
            .zip(&row.cells)
            .filter(move |(c, _)| c.field == field)
            .map(|(c, cell)| (c.heading.as_str(), cell))
    }

    fn cell<'r>(&'r self, row: &'r Row, field: Field) -> Option<&'r Cell> {
        self.cells(row, field).next().map(|(_, c)| c)
    }

    fn words<'r>(&'r self, row: &'r Row, field: Field) -> &'r str {
        self.cell(row, field).map_or("", |c| c.text.as_str())
    }

    fn entry(&self, row: &Row) -> Result<(ReadEntry, Vec<Problem>), Problem> {
        self.sound(row)?;
        self.no_note(row)?;
        let mut remarks = Vec::new();
        let mut remark = |raw: &str, what: String, next: &str| {
            remarks.push(self.hints.remark(row.number, raw, what, next).at(self.place()));
        };
        let when = match self.when(row) {
            Ok(when) => when,
            Err(problem) => {
                let (what, next) = (problem.what(), problem.next());
                let Some(when) = problem.kept() else {
                    return Err(self.lost(row, what, next));
                };
                remark(self.words(row, Field::Time), what, next);
                when
            }
        };
        if let Some(how) = &when.remark {
            let next = "check the date against the original; if it is another, correct the copy and import it again";
            remark(&when.written, format!("the date was {how}"), next);
        }
        let text = self.text(row);
        let entry_type = self.entry_type(row);
        if text.trim().is_empty() && entry_type.trim().is_empty() {
            return Err(self.lost(row, "the row has neither Type nor Event".to_owned(), CORRECT));
        }
        if let Some((raw, what)) = inner_days(&text, &when) {
            let next = "give each of these notes a row of its own in a copy, with its day, and import that";
            remark(&raw, what, next);
        }
        let id = self.words(row, Field::Ref).trim();
        // A number that only counts the rows of its table moves when rows do, and every table has a 1: it is part of an id
        // that the program makes, and stays with the words of its row, not with the number.
        let counts = is_count(id);
        let made_id = id.is_empty() || counts;
        if id.is_empty() && self.cell(row, Field::Ref).is_some() {
            let next = "it was given an id made of the file's name and its row; add a Ref to keep it when rows move";
            remark("", "the row has no Ref".to_owned(), next);
        }
        let recorded = self.cell(row, Field::Recorded).and_then(|c| self.days.recorded(c).ok());
        if let Some(how) = recorded.as_ref().and_then(|r| r.remark.as_ref()) {
            let next = "check it against the original; if it is another, correct the copy and import it again";
            remark(
                self.words(row, Field::Recorded),
                format!("the date of recording was {how}"),
                next,
            );
        }
        let sequence = whole_number(self.words(row, Field::Sequence));
        let entry = Entry {
            id: match (counts, made_id) {
                (true, _) => self.hints.own_id(id),
                (false, true) => self.hints.made_id(row.number),
                (false, false) => EntryId(id.to_owned()),
            },
            agency: self.hints.agency.clone(),
            when,
            source: self.words(row, Field::Source).to_owned(),
            author: self.words(row, Field::Author).to_owned(),
            entry_type,
            text,
            further: self.further(row, &|field| match field {
                Field::EndDate => !self.end_says_more(row),
                Field::Recorded => recorded.is_some(),
                Field::Sequence => sequence.is_some(),
                Field::Ref => !counts,
                _ => false,
            }),
            sequence,
            recorded,
            made_id,
            origin: self.hints.origin_at(self.place(), row.number),
        };
        let raw = row.as_written();
        Ok((ReadEntry { entry, made_id, raw }, remarks))
    }

    /// Refuses a row whose shape is wrong, before anything is read from it.
    fn sound(&self, row: &Row) -> Result<(), Problem> {
        if let Some(fault) = &row.fault {
            return Err(self.lost(row, fault.what.clone(), &fault.next));
        }
        if row.cells.iter().any(|c| c.text.len() > LARGEST_CELL) {
            let what = format!("a cell is larger than {LARGEST_CELL} bytes");
            let next = "look for a quotation mark that is not closed, or split the text over several rows";
            return Err(self.lost(row, what, next));
        }
        if row.is_blank() {
            let next = "take it out, or fill it in from the original";
            return Err(self.lost(row, "the row is blank".to_owned(), next));
        }
        let filled = row
            .cells
            .iter()
            .rposition(|c| !c.text.trim().is_empty())
            .map_or(0, |at| at + 1);
        let want = self.mapping.columns.len();
        if filled > want {
            let what = format!("the row has {} cells and the header {want}", row.cells.len());
            let next =
                "put text that holds a separator or a line break between quotation marks, and import the file again";
            return Err(self.lost(row, what, next));
        }
        Ok(())
    }

    /// An author's note among the rows is no event, and is kept as a problem that says so.
    fn no_note(&self, row: &Row) -> Result<(), Problem> {
        let source = self.words(row, Field::Source).trim_start();
        if let Some(mark) = self.note_marks.iter().find(|m| source.starts_with(m.as_str())) {
            let what = format!(
                "the source begins with {mark}, by which the form marks a note of its author, so the row is no entry"
            );
            return Err(self.lost(
                row,
                what,
                "read it beside the chronology; if it tells of an event, take the mark away",
            ));
        }
        Ok(())
    }

    fn when(&self, row: &Row) -> Result<When, DateProblem> {
        let blank = Cell::default();
        let given = self.hints.given.filter(|g| g.is_of(self.place(), row.number));
        if let Some(given) = given {
            return self.given(row, &given.written);
        }
        self.days.when(
            self.cell(row, Field::Date).unwrap_or(&blank),
            self.cell(row, Field::Time),
            self.cell(row, Field::EndDate),
        )
    }

    /// The day that a person gives for the row; with the time of the row where none is given.
    fn given(&self, row: &Row, written: &str) -> Result<When, DateProblem> {
        let day = Cell::words(written.to_owned());
        let when = self.days.when(&day, None, None)?;
        if when.time.is_some() {
            return Ok(when);
        }
        self.days.when(&day, self.cell(row, Field::Time), None)
    }

    fn end_says_more(&self, row: &Row) -> bool {
        let blank = Cell::default();
        let date = self.cell(row, Field::Date).unwrap_or(&blank);
        self.cell(row, Field::EndDate)
            .is_some_and(|end| self.days.end_says_more(date, end))
    }

    /// Is the row sound but for its day, of which nothing is written?
    fn has_blank_day(&self, row: &Row) -> bool {
        row.fault.is_none() && !row.is_blank() && self.words(row, Field::Date).trim().is_empty()
    }

    /// What was written: the cells of all such columns, each on lines of its own.
    fn text(&self, row: &Row) -> String {
        let words = || self.cells(row, Field::Event).filter(|(_, c)| !c.text.trim().is_empty());
        let mut parts: Vec<&str> = words()
            .filter(|(_, c)| !c.from_above)
            .map(|(_, c)| c.text.as_str())
            .collect();
        // One cell of words beside two days of their own tells of both.
        if parts.is_empty() && self.cell(row, Field::Date).is_some_and(|d| !d.from_above) {
            parts = words().map(|(_, c)| c.text.as_str()).collect();
        }
        parts.join("\n")
    }

    fn entry_type(&self, row: &Row) -> String {
        let kind = self.words(row, Field::Type);
        match self.words(row, Field::Outcome) {
            outcome if outcome.trim().is_empty() => kind.to_owned(),
            outcome if kind.trim().is_empty() => outcome.to_owned(),
            outcome => format!("{kind} - {outcome}"),
        }
    }

    /// Columns that are kept as written. What was read into a field of its own and would lose its words is kept here too.
    fn further(&self, row: &Row, is_read: &dyn Fn(Field) -> bool) -> Vec<Further> {
        // The day of a report is the day of recording in other words, which are kept.
        let is_told = |heading: &str| self.hints.headings.beside.contains_key(&plain(heading));
        let kept = |(field, heading): (Field, &str), cell: &Cell| match field {
            Field::Further | Field::EndTime => true,
            Field::Recorded if is_told(heading) => true,
            Field::Recorded | Field::Sequence | Field::Ref | Field::EndDate => !is_read(field),
            // `morning` and `c. 1430` say more, or other, than the time that was read.
            Field::Time => match cell.value {
                Value::Time(_) => false,
                // A time that the workbook keeps with a day of its own: the day may be another than that of the row.
                Value::Moment(at) => at.date().year() > 1904,
                _ => !is_plain_time(&cell.text),
            },
            _ => false,
        };
        self.mapping
            .columns
            .iter()
            .zip(&row.cells)
            .filter(|(c, cell)| kept((c.field, &c.heading), cell) && !cell.text.trim().is_empty())
            .map(|(c, cell)| Further {
                name: c.heading.clone(),
                value: cell.text.clone(),
            })
            .collect()
    }
}

/// Lines of a row that begin with another day, and what is said of them.
fn inner_days(text: &str, when: &When) -> Option<(String, String)> {
    const NAMED: usize = 5;
    let notes = inner_notes::of(text, when);
    let days: Vec<&str> = notes.iter().take(NAMED).map(|(day, _)| day.as_str()).collect();
    let lines: Vec<&str> = notes.iter().map(|(_, line)| line.as_str()).collect();
    let (what, stand) = match notes.len() {
        0 => return None,
        1 => ("a line of the row begins with a day of its own".to_owned(), "it stands"),
        n => (
            format!("{n} lines of the row begin with days of their own"),
            "they stand",
        ),
    };
    let more = if notes.len() > NAMED { ", …" } else { "" };
    let what = format!(
        "{what} ({}{more}); {stand} as written under the day of the row, '{}'",
        days.join(", "),
        when.written
    );
    Some((lines.join("\n"), what))
}

/// `12` and `12.` count rows; a longer number, or one with noughts before it, is that of a log or an incident.
fn is_count(id: &str) -> bool {
    let figures = id.strip_suffix('.').unwrap_or(id);
    (1..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit()) && !figures.starts_with('0')
}

/// `3`, and `3.0` as a workbook shows it.
fn whole_number(words: &str) -> Option<i64> {
    let words = words.trim();
    words.strip_suffix(".0").unwrap_or(words).parse().ok()
}
