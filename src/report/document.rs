//! The *document* between kinds and formats: headings, paragraphs, tables, lists, pictures. It knows no format.

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Protective marking.
    pub marking: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Name of the table that is the report's point, for formats that hold one table (CSV); the longest when absent.
    pub main: Option<String>,
    /// What it tells of as dated things, for formats that hold nothing else (Timesketch); a kind without such things leaves it empty.
    pub happenings: Vec<Happening>,
}

/// One dated thing that a document tells of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happening {
    /// Earliest local day and time, as `2018-01-14T14:30:00`.
    pub at: String,
    /// What happened, in words.
    pub message: String,
    /// What the time means: `Entry of Police`, `First day of a warning`, `Expected by`.
    pub meaning: String,
    /// Further fields, each with its name.
    pub fields: Vec<(String, String)>,
    /// Labels: numbers of warnings, for example.
    pub tags: Vec<String>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 4, with a name to point at.
    Heading(u8, String, Option<String>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Something to be seen at once.
    Note(Vec<Inline>),
    /// What an agency wrote.
    Quote(Vec<Inline>),
    /// A list.
    List(Vec<Vec<Inline>>),
    /// A table; its head is repeated on every page.
    Table(Table),
    /// A picture as SVG made by this program.
    Picture(String),
    /// A new page.
    NewPage,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// A short name, unique in the document: the sheet in a workbook, the key in JSON. Made from the caption when empty. Tables of one
    /// kind, of which there is one for each of something, say so: `IMR by agency: police`. They share a sheet.
    pub name: String,
    /// What it shows.
    pub caption: String,
    /// Column heads, each with its share of the width in hundredths (0: as needed).
    pub head: Vec<(String, u8)>,
    /// Rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// How many of its first columns say what a row is about; where a table is too wide for paper they stand in each part of it. At
    /// least one is taken.
    pub keys: usize,
    /// First and last day that each row can be of, for programs that sort and count days; empty where rows are not dated.
    pub days: Vec<(chrono::NaiveDate, chrono::NaiveDate)>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words to be seen.
    Strong(String),
    /// Words of a record on which a finding rests.
    Marked(String),
    /// Small print.
    Small(String),
    /// An agency: its place in the case, and its name.
    Agency(usize, String),
    /// Words that point at a heading with this name, where the format can.
    Link(String, String),
    /// Words with a name to point at, where the format can.
    Named(String, String),
    /// A line break.
    Break,
}

impl Table {
    /// The kind that its name says it is of, and by what there is one: `IMR by agency` and `agency` of `IMR by agency: police`.
    pub fn kind(&self) -> Option<(&str, &str)> {
        let (kind, _) = self.name.split_once(": ")?;
        let (_, by) = kind.rsplit_once(" by ")?;
        Some((kind, by))
    }
}

/// Plain words as a line.
pub fn text(words: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(words.into())]
}

/// A line without its marks: words, and a new line for each break.
pub fn plain(line: &[Inline]) -> String {
    let mut out = String::new();
    for part in line {
        match part {
            Inline::Text(words) | Inline::Strong(words) | Inline::Marked(words) | Inline::Small(words) => {
                out.push_str(words);
            }
            Inline::Agency(_, name) | Inline::Link(_, name) | Inline::Named(_, name) => out.push_str(name),
            Inline::Break => out.push('\n'),
        }
    }
    out
}

impl Document {
    /// Its tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|b| match b {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The table that is the report's point.
    pub fn main_table(&self) -> Option<&Table> {
        let named = self.main.as_ref().and_then(|n| self.tables().find(|t| t.name == *n));
        // The first of those of equal length, so that the choice does not hang on what follows.
        named.or_else(|| {
            self.tables().fold(None, |best: Option<&Table>, table| match best {
                Some(kept) if kept.rows.len() >= table.rows.len() => Some(kept),
                _ => Some(table),
            })
        })
    }
}
