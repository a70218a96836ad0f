//! *Columns*: what a column of a table means, how its heading tells, and what was decided for a file.
//!
//! The headings themselves are data (`rules/columns.toml`). A decision is kept with the record, shown, and may be changed
//! by `columns` of an agency in `case.toml` or on the command line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::template::Template;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The row's own number or name, unique in the case.
    Ref,
    /// The day on which it happened, or the first of several. A date and time in one cell is read too.
    Date,
    /// The time of day.
    Time,
    /// The last day, where the row tells of several.
    EndDate,
    /// The time at which it ended: kept as a further column.
    EndTime,
    /// The place of the row among those of the same day.
    Sequence,
    /// The system or document it was copied from.
    Source,
    /// Who wrote it, or who was there for the agency.
    Author,
    /// The coded kind of contact.
    Type,
    /// What came of the contact, as a code or words: joined to the type.
    Outcome,
    /// What was written. Several such columns are joined in their order.
    Event,
    /// When it was typed.
    Recorded,
    /// Kept under its heading, not read for mentions.
    Further,
}

impl Field {
    /// All fields, in the order in which people are told of them.
    pub const ALL: &'static [Self] = &[
        Self::Ref,
        Self::Date,
        Self::Time,
        Self::EndDate,
        Self::EndTime,
        Self::Sequence,
        Self::Source,
        Self::Author,
        Self::Type,
        Self::Outcome,
        Self::Event,
        Self::Recorded,
        Self::Further,
    ];

    /// The word used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ref => "ref",
            Self::Date => "date",
            Self::Time => "time",
            Self::EndDate => "end-date",
            Self::EndTime => "end-time",
            Self::Sequence => "sequence",
            Self::Source => "source",
            Self::Author => "author",
            Self::Type => "type",
            Self::Outcome => "outcome",
            Self::Event => "event",
            Self::Recorded => "recorded",
            Self::Further => "further",
        }
    }

    /// The field of this word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.code() == code)
    }
}

/// Headings that are known, and the signs by which some forms mark rows that are no events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    /// Heading, in the form of [`plain`], to what it means.
    pub known: BTreeMap<String, Field>,
    /// Headings that mean this only where days stand below them: `From` may as well be a person who wrote.
    pub over_days: BTreeMap<String, Field>,
    /// Headings that mean this only where times of day stand below them.
    pub over_times: BTreeMap<String, Field>,
    /// Headings that mean this only where the rows below them differ: a table about one child says nothing with its name in every row.
    pub over_several: BTreeMap<String, Field>,
    /// Headings of a day on which something was told or logged: another column of days comes before it.
    pub gives_way: BTreeSet<String>,
    /// What a heading that gave way means beside the one that came before it.
    pub beside: BTreeMap<String, Field>,
    /// Headings of the first day of a span: beside a column for its end it comes before every other day.
    pub spans: BTreeSet<String>,
    /// Whole forms whose headings mean something of their own; tried before the single headings.
    pub forms: Vec<Form>,
    /// The blank chronology, whose own words are no entries.
    pub template: Template,
}

/// A form that agencies use, known by its headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its name, shown beside the columns.
    pub name: String,
    /// Headings that must all be there for the form to be recognised.
    pub needs: Vec<String>,
    /// What its headings mean.
    pub columns: BTreeMap<String, Field>,
    /// Signs with which a cell of the source column begins when the row is an author's note and no event.
    #[serde(default)]
    pub note_marks: Vec<String>,
    /// True when its further columns are addresses and numbers, and its rows never have a Ref: nothing is then said of either.
    #[serde(default)]
    pub quiet: bool,
    /// Where its headings were read.
    pub source: String,
}

/// A heading without capitals, signs and doubled blanks: `Date/Time of Event:` becomes `date time of event`.
pub fn plain(heading: &str) -> String {
    heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How the columns of one table were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Where the table stands in the file, in words; empty when the file holds one table.
    pub part: String,
    /// The form whose headings these are; empty when they were told one by one.
    pub form: String,
    /// Row of the headings, counted from 1; none when the table has none and the columns were told by what stands in them.
    pub header_row: Option<usize>,
    /// The columns, in the order of the table.
    pub columns: Vec<Mapped>,
    /// True when a date of this table proves that it writes the month first.
    pub month_first: bool,
}

/// What one column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// Its heading as written; `column 3` when there is none.
    pub heading: String,
    /// What it holds.
    pub field: Field,
    /// How that was told: `heading`, `content` or `chosen`.
    pub told_by: ToldBy,
}

/// How it was told what a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToldBy {
    /// Its heading is known.
    Heading,
    /// By what stands in it.
    Content,
    /// A person said so.
    Chosen,
}
