//! CSV: the report's main table and nothing else, for spreadsheet programs and scripts.
//!
//! UTF-8 with a byte order mark, lines end in CRLF, cells are quoted where needed. Spreadsheet programs run a cell of CSV
//! that begins with `= + - @`, a tab or a return as a formula, so such a cell gets an apostrophe in front, as people write it
//! by hand. The apostrophe stays in the file: whoever reads it by program takes it away.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::report::{
    Format, Part,
    document::{Document, plain},
};

/// See the module.
#[derive(Debug)]
pub struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "CSV, main table only"
    }

    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn needs(&self) -> Option<Part> {
        Some(Part::Table)
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let table = document.main_table().ok_or_else(|| {
            let why = "the report holds no table; choose html, docx or json, which hold text";
            io::Error::new(io::ErrorKind::Unsupported, why)
        })?;
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(out);
        writer.write_record(table.head.iter().map(|(head, _)| harmless(head.clone())))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(|cell| harmless(plain(cell))))?;
        }
        writer.flush()
    }
}

/// A cell that no spreadsheet program takes for a formula.
fn harmless(mut cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        cell.insert(0, '\'');
    }
    cell
}
