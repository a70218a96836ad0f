//! What older Excel workbooks keep beside their values: formats of days, comments, cells that are struck through, what is
//! hidden, how far a sheet reaches, and whether a password protects it. Values themselves are left to `xls`.
//!
//! The stream is a list of records: a kind, a length, and as many bytes. A record that ends early ends the list.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::{
    workbook::{
        figures::Shape,
        sheets::{At, Note},
    },
    xls::texts::{self, Struck},
    xlsx::sheet::margin_words,
};

/// Formats of cells, where they say anything.
pub(crate) type Shapes = BTreeMap<At, Shape>;

/// The records of a workbook.
pub(crate) struct Records {
    sheets: Vec<OneSheet>,
    protected: bool,
}

/// What a sheet keeps beside its values.
#[derive(Default)]
pub(crate) struct OneSheet {
    pub(crate) shapes: Shapes,
    pub(crate) notes: Vec<Note>,
    /// Words that are struck through: those of a whole cell, or these of it.
    pub(crate) struck: Vec<(At, Option<String>)>,
    pub(crate) hidden_rows: BTreeSet<u32>,
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    pub(crate) filtered: bool,
    pub(crate) margins: Vec<String>,
    lowest: At,
    highest: At,
    any: bool,
}

const BEGINS: u16 = 0x0809;
const ENDS: u16 = 0x000A;
const PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const EXTENDED_FORMAT: u16 = 0x00E0;
const NOTE: u16 = 0x001C;
const OBJECT: u16 = 0x005D;
const TEXT_OBJECT: u16 = 0x01B6;
const CONTINUES: u16 = 0x003C;
/// Records that begin with row, column and format: number, label, truth or error, small number, shared text, formula, rich text.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x00D6];
/// The version of which formats and comments are known: Excel 97 to 2003.
const KNOWN_VERSION: u16 = 0x0600;
const SMALL_NUMBERS: u16 = 0x00BD;
const SHARED_TEXTS: u16 = 0x00FC;
const SHARED_TEXT: u16 = 0x00FD;
const FONT: u16 = 0x0031;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const FILTER: u16 = 0x009B;
const HEAD: u16 = 0x0014;
const FOOT: u16 = 0x0015;
/// No font has this number: the next one is 5.
const NO_FONT: u16 = 4;

/// How a cell looks.
struct Look {
    shape: Shape,
    is_struck: bool,
}

/// A kind and its bytes.
type Record<'a> = (u16, &'a [u8]);

fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let bytes = stream.get(at + 4..at + 4 + usize::from(length))?;
        at += 4 + bytes.len();
        Some((kind, bytes))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

impl Records {
    /// Reads the stream of a workbook.
    pub(crate) fn new(stream: Vec<u8>) -> Self {
        let (mut starts, mut formats, mut kinds, mut protected) = (Vec::new(), BTreeMap::new(), Vec::new(), false);
        let mut fonts: Vec<bool> = Vec::new();
        for (kind, bytes) in records(&stream, 0) {
            match kind {
                PASSWORD => protected |= u16_at(bytes, 0) != Some(0) || bytes.len() > 6,
                SHEET => starts.extend(bytes.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)),
                FORMAT => {
                    if let Some((number, code)) = format_of(bytes) {
                        formats.insert(number, code);
                    }
                }
                FONT => fonts.push(u16_at(bytes, 2).is_some_and(|flags| flags & 8 != 0)),
                EXTENDED_FORMAT => kinds.push((u16_at(bytes, 2).unwrap_or(0), u16_at(bytes, 0).unwrap_or(0))),
                ENDS => break,
                _ => {}
            }
        }
        let is_known = records(&stream, 0)
            .next()
            .is_some_and(|(_, b)| u16_at(b, 0) == Some(KNOWN_VERSION));
        if !is_known {
            kinds.clear();
        }
        let is_struck = |font: u16| fonts.get(usize::from(if font > NO_FONT { font - 1 } else { font })) == Some(&true);
        let looks: Vec<Look> = kinds
            .iter()
            .map(|(format, font)| Look {
                shape: shape_of(*format, &formats),
                is_struck: is_struck(*font),
            })
            .collect();
        let list = if is_known { shared_texts(&stream) } else { Vec::new() };
        let texts = texts::struck(&list, &is_struck);
        let sheets = starts
            .into_iter()
            .map(|start| one_sheet(&stream, usize::try_from(start).unwrap_or(usize::MAX), (&looks, &texts)))
            .collect();
        Self { sheets, protected }
    }

    /// Does a password protect it?
    pub(crate) fn is_protected(&self) -> bool {
        self.protected
    }

    /// Places between the first and the last cell of each sheet, in all.
    pub(crate) fn places(&self) -> u64 {
        let span = |first: u32, last: u32| u64::from(last - first) + 1;
        let all = self.sheets.iter().filter(|s| s.any);
        all.map(|s| span(s.lowest.0, s.highest.0) * span(s.lowest.1, s.highest.1))
            .sum()
    }

    /// What a sheet keeps beside its values; asked for once.
    pub(crate) fn take(&mut self, sheet: usize) -> OneSheet {
        self.sheets.get_mut(sheet).map(std::mem::take).unwrap_or_default()
    }
}

/// Formats that every workbook knows without naming them.
fn shape_of(kind: u16, formats: &BTreeMap<u16, String>) -> Shape {
    if let Some(code) = formats.get(&kind) {
        return Shape::of(code);
    }
    Shape::of(match kind {
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 | 45..=47 => "h:mm",
        22 => "dd/mm/yyyy h:mm",
        _ => "General",
    })
}

/// Number and code of a format.
fn format_of(bytes: &[u8]) -> Option<(u16, String)> {
    let (number, length, wide) = (u16_at(bytes, 0)?, usize::from(u16_at(bytes, 2)?), bytes.get(4)? & 1);
    let rest = bytes.get(5..)?;
    Some((number, letters(rest, length, wide)))
}

/// As many letters, of one or two bytes each.
fn letters(bytes: &[u8], length: usize, wide: u8) -> String {
    if wide == 0 {
        return bytes.iter().take(length).map(|b| char::from(*b)).collect();
    }
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .take(length)
        .filter_map(|c| u16_at(c, 0))
        .collect();
    String::from_utf16_lossy(&units)
}

/// The records that hold the shared texts.
fn shared_texts(stream: &[u8]) -> Vec<&[u8]> {
    let mut all = records(stream, 0).skip_while(|(kind, _)| *kind != SHARED_TEXTS);
    let first = all.next().map(|(_, bytes)| bytes);
    let more = all.take_while(|(kind, _)| *kind == CONTINUES).map(|(_, bytes)| bytes);
    first.into_iter().chain(more).collect()
}

fn one_sheet(stream: &[u8], start: usize, (looks, struck): (&[Look], &Struck)) -> OneSheet {
    let mut out = OneSheet::default();
    let mut depth = 0_usize;
    let mut texts = Texts::default();
    let mut places: Vec<(u16, Note)> = Vec::new();
    for (kind, bytes) in records(stream, start) {
        match kind {
            BEGINS => depth += 1,
            ENDS if depth <= 1 => break,
            ENDS => depth -= 1,
            // A chart inside the sheet has records of the same kinds.
            _ if depth > 1 => {}
            SMALL_NUMBERS => out.run_of_numbers(bytes, looks),
            NOTE if !looks.is_empty() => places.extend(note_of(bytes)),
            OBJECT | TEXT_OBJECT | CONTINUES => texts.take(kind, bytes),
            _ if CELLS.contains(&kind) => {
                out.cell(bytes, looks);
                let number = u16_at(bytes, 6).map(usize::from).filter(|_| kind == SHARED_TEXT);
                let number = number.map(|low| low | usize::from(u16_at(bytes, 8).unwrap_or(0)) << 16);
                if let (Some(words), Some(row), Some(column)) =
                    (number.and_then(|n| struck.get(&n)), u16_at(bytes, 0), u16_at(bytes, 2))
                {
                    out.struck.push(((row.into(), column.into()), Some(words.clone())));
                }
            }
            _ if !looks.is_empty() => out.beside(kind, bytes),
            _ => {}
        }
    }
    for (object, mut note) in places {
        note.text = texts.found.get(&object).cloned().unwrap_or_default();
        out.notes.push(note);
    }
    out
}

impl OneSheet {
    fn cell(&mut self, bytes: &[u8], looks: &[Look]) {
        if let (Some(row), Some(column), Some(format)) = (u16_at(bytes, 0), u16_at(bytes, 2), u16_at(bytes, 4)) {
            self.at((u32::from(row), u32::from(column)), format, looks);
        }
    }

    fn run_of_numbers(&mut self, bytes: &[u8], looks: &[Look]) {
        let (Some(row), Some(first)) = (u16_at(bytes, 0), u16_at(bytes, 2)) else {
            return;
        };
        for (place, cell) in bytes.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
            let column = u32::from(first) + u32::try_from(place).unwrap_or(0);
            self.at((u32::from(row), column), u16_at(cell, 0).unwrap_or(0), looks);
        }
    }

    fn at(&mut self, at: At, format: u16, looks: &[Look]) {
        if !self.any {
            (self.lowest, self.highest, self.any) = (at, at, true);
        }
        self.lowest = (self.lowest.0.min(at.0), self.lowest.1.min(at.1));
        self.highest = (self.highest.0.max(at.0), self.highest.1.max(at.1));
        let Some(look) = looks.get(usize::from(format)) else {
            return;
        };
        if look.shape != Shape::default() {
            self.shapes.insert(at, look.shape.clone());
        }
        if look.is_struck {
            self.struck.push((at, None));
        }
    }

    /// What is hidden, and the words of the printed page.
    fn beside(&mut self, kind: u16, bytes: &[u8]) {
        match kind {
            ROW if u16_at(bytes, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.hidden_rows.extend(u16_at(bytes, 0).map(u32::from));
            }
            COLUMNS if u16_at(bytes, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(bytes, 0), u16_at(bytes, 2)) {
                    self.hidden_columns.push((first.into(), last.into()));
                }
            }
            FILTER => self.filtered = true,
            HEAD | FOOT => {
                if let (Some(length), Some(wide), Some(rest)) = (u16_at(bytes, 0), bytes.get(2), bytes.get(3..)) {
                    self.margins
                        .extend(margin_words(&letters(rest, length.into(), wide & 1)));
                }
            }
            _ => {}
        }
    }
}

/// A comment's cell, its author, and the number of the object that holds its words.
fn note_of(bytes: &[u8]) -> Option<(u16, Note)> {
    let (row, column, object) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?, u16_at(bytes, 6)?);
    let (length, wide) = (usize::from(u16_at(bytes, 8)?), bytes.get(10)? & 1);
    let author = letters(bytes.get(11..).unwrap_or_default(), length, wide);
    let note = Note {
        at: (u32::from(row), u32::from(column)),
        author: author.trim().to_owned(),
        text: String::new(),
    };
    Some((object, note))
}

/// Words of objects: an object's number, then how long its text is, then the text in the records that go on from there.
#[derive(Default)]
struct Texts {
    found: BTreeMap<u16, String>,
    object: u16,
    left: usize,
}

impl Texts {
    fn take(&mut self, kind: u16, bytes: &[u8]) {
        match kind {
            OBJECT => self.object = u16_at(bytes, 6).unwrap_or(0),
            TEXT_OBJECT => self.left = usize::from(u16_at(bytes, 10).unwrap_or(0)),
            _ if self.left > 0 => {
                let (Some(wide), Some(rest)) = (bytes.first(), bytes.get(1..)) else {
                    return;
                };
                let words = letters(rest, self.left, wide & 1);
                self.left = self.left.saturating_sub(words.encode_utf16().count().max(1));
                self.found.entry(self.object).or_default().push_str(&words);
            }
            _ => {}
        }
    }
}
