//! The combined chronology: every entry of every agency, in one order, with the columns that the reader chose. Two accounts of the same
//! stand one below the other and are never made one.

mod cells;

use self::cells::{
    action, children, comment, concepts, dated, expected, further, judgement, known_by, known_then, note,
    other_accounts, people, precision, rung, source, told_by, typed, warnings,
};
use crate::{
    model::{entry::Entry, matter::Matter, mention::Reading},
    report::{
        Kind, Part, ReportError, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::{
            knowledge::{self, First},
            parts::{accounts, agency, happened, links::Links, opening, point, supplied},
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Chronology;

impl Kind for Chronology {
    fn name(&self) -> &'static str {
        "chronology"
    }

    fn title(&self) -> String {
        "Combined chronology".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the panel, and agencies that check their own entries"
    }

    fn about(&self) -> &'static str {
        "The combined chronology of all agencies, with columns of your choice"
    }

    fn has_columns(&self) -> bool {
        true
    }

    fn check(&self, settings: &Settings) -> Result<(), ReportError> {
        chosen(&settings.columns).map(|_| ())
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "combined chronology", settings);
        let links = Links::new(matter);
        out.blocks.extend(supplied(matter));
        out.blocks.extend(blocks(&links, settings));
        out.blocks.extend(accounts::differ(&links));
        out.blocks.extend(accounts::offered(&links));
        out.main = Some("chronology".to_owned());
        out.happenings = happened::entries(&links);
        out
    }
}

/// What a column is made from: an entry, its reading, and its number in the order.
struct Row<'a> {
    links: &'a Links<'a>,
    number: usize,
    entry: &'a Entry,
    reading: Option<&'a Reading>,
    /// What each agency first wrote down, where a column tells of it.
    firsts: &'a [First<'a>],
}

/// A column that can be chosen.
struct Column {
    name: &'static str,
    head: &'static str,
    /// Its share of the width beside the others.
    share: usize,
    cell: fn(&Row<'_>) -> Vec<Inline>,
}

/// All columns. Those of `USUAL` are shown when none are chosen.
const COLUMNS: &[Column] = &[
    column("number", "No.", 4, |r| text(r.number.to_string())),
    column("ref", "Ref", 8, |r| vec![Inline::Strong(r.entry.id.0.clone())]),
    column("when", "Date and time", 10, |r| dated(&r.entry.when)),
    column("precision", "Precision (program)", 9, |r| {
        text(precision(&r.entry.when))
    }),
    column("known-by", "On record with, and its day (program)", 14, known_by),
    column("agency", "Agency", 11, |r| {
        vec![agency(r.links.matter, &r.entry.agency)]
    }),
    column("source", "Source", 12, source),
    column("author", "Written by", 9, |r| text(r.entry.author.clone())),
    column("people", "People involved (program)", 11, people),
    column("type", "Contact or event", 10, |r| text(r.entry.entry_type.clone())),
    column("text", "What was written", 36, |r| text(r.entry.text.clone())),
    column("concepts", "What the program reads", 14, concepts),
    column(KNOWN_THEN, "What was known then (ledger, program)", 16, known_then),
    column("warnings", "Warnings (program)", 8, warnings),
    column("action", "Action on record (program)", 14, action),
    column("rung", "Highest response (program)", 9, rung),
    column("expected", "Expected response and its source (program)", 18, expected),
    column("judgement", "Gap, good or context (program)", 14, judgement),
    column("voice", "Told by, in the record’s words", 10, told_by),
    column("children", "Children named (program)", 9, children),
    column("links", "Other accounts (program)", 11, other_accounts),
    column("further", "Further columns as written", 14, further),
    column("typed", "Typed on", 9, typed),
    column("imr-comment", "Comment of the IMR author", 14, comment),
    column("note", "Reviewer’s note", 14, note),
];

/// Said over the table, so that nobody takes the program's words for the record's.
const WHOSE: &str = "Columns marked (program) are the program’s reading or judgement, and so are the numbers and what stands small \
                     under a date; the others hold what the records or people say. ≠ marks an account that differs from another";

/// The column that stands last where accounts differ and no column that tells so was chosen.
const DIFFERS: &str = "links";

/// The column that tells of the knowledge ledger.
const KNOWN_THEN: &str = "known-then";

/// Columns of the chronology as an annex of another report.
const ANNEX: &[&str] = &["number", "when", "agency", "ref", "type", "author", "text", "warnings"];

/// Columns shown when none are chosen.
const USUAL: &[&str] = &[
    "number", "when", "agency", "ref", "type", "author", "text", "warnings", "links",
];

const fn column(name: &'static str, head: &'static str, share: usize, cell: fn(&Row<'_>) -> Vec<Inline>) -> Column {
    Column {
        name,
        head,
        share,
        cell,
    }
}

/// Names of all columns, and what stands above them.
pub fn columns() -> Vec<(&'static str, &'static str)> {
    COLUMNS.iter().map(|c| (c.name, c.head)).collect()
}

/// The columns of these names, in their order; the usual ones when there are none.
fn chosen(names: &[String]) -> Result<Vec<&'static Column>, ReportError> {
    let by_name = |name: &str| {
        COLUMNS.iter().find(|c| c.name == name).ok_or_else(|| {
            let all: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
            ReportError::Columns(name.to_owned(), all.join(", "))
        })
    };
    if names.is_empty() {
        return USUAL.iter().map(|n| by_name(n)).collect();
    }
    names.iter().map(|n| by_name(n.trim())).collect()
}

/// The chronology as blocks. Columns that there are not were refused before.
pub(crate) fn blocks(links: &Links<'_>, settings: &Settings) -> Vec<Block> {
    let matter = links.matter;
    let title = Block::Heading(2, "Combined chronology".to_owned(), Some("chronology".to_owned()));
    let mut columns = chosen(&settings.columns).unwrap_or_else(|_| COLUMNS.iter().collect());
    if !matter.timeline.conflicts.is_empty() && !columns.iter().any(|c| c.name == DIFFERS) {
        columns.extend(COLUMNS.iter().filter(|c| c.name == DIFFERS));
    }
    let tells = columns.iter().any(|c| c.name == KNOWN_THEN);
    let firsts = if tells { knowledge::firsts(links) } else { Vec::new() };
    let told: Vec<(usize, &Entry)> = (1..)
        .zip(&matter.entries)
        .filter(|(_, e)| settings.entries.is_all() || settings.entries.takes(e, links.reading(&e.id)))
        .collect();
    let rows = told.iter().map(|(number, entry)| {
        let row = Row {
            links,
            number: *number,
            entry,
            reading: links.reading(&entry.id),
            firsts: &firsts,
        };
        columns.iter().map(|c| (c.cell)(&row)).collect()
    });
    let whole: usize = columns.iter().map(|c| c.share).sum::<usize>().max(1);
    let table = Table {
        name: "chronology".to_owned(),
        caption: format!("{}, in order. {WHOSE}", how_many(told.len(), matter.entries.len())),
        head: columns
            .iter()
            .map(|c| (c.head.to_owned(), u8::try_from(c.share * 100 / whole).unwrap_or(0)))
            .collect(),
        rows: rows.collect(),
        keys: columns
            .iter()
            .take(3)
            .take_while(|c| ["number", "ref", "when"].contains(&c.name))
            .count(),
        days: told.iter().map(|(_, e)| (e.when.earliest, e.when.latest)).collect(),
    };
    let empty = "There are no entries yet. Import the agencies’ records; what could not be read stands under problems.";
    std::iter::once(title).chain(point(table, empty)).collect()
}

/// How many entries are told, and of how many.
fn how_many(told: usize, all: usize) -> String {
    if told == all {
        format!("{all} entries")
    } else {
        format!("{told} of {all} entries, as chosen; numbers are those of the whole chronology")
    }
}

/// The whole chronology, to stand under the heading of an annex. Other columns are those of the report “chronology”.
pub(crate) fn annex(links: &Links<'_>) -> Vec<Block> {
    let settings = Settings {
        columns: ANNEX.iter().map(|c| (*c).to_owned()).collect(),
        ..Settings::default()
    };
    let all = blocks(links, &settings).into_iter();
    all.filter(|b| !matches!(b, Block::Heading(..))).collect()
}
