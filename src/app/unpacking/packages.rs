//! *Packages*: zips, and the formats of office programs, which are zips: every part, its name, and the remarks of the zip itself.

use std::io::{Cursor, Read as _};

use anyhow::Context as _;
use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::{At, Unpacking};

/// The part by which a document of an office program is known.
const DOCUMENT: &str = "[Content_Types].xml";

/// Does it begin as a zip does?
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl Unpacking {
    /// Every part of a document, and every file of a zip.
    pub(super) fn package(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        let mut zip = ZipArchive::new(Cursor::new(bytes))
            .with_context(|| format!("{}: the zip is damaged; make it anew", at.file))?;
        let remark = String::from_utf8_lossy(zip.comment()).into_owned();
        self.put(&at.place("remark of the zip"), remark)?;
        let is_document = zip.index_for_name(DOCUMENT).is_some();
        for number in 0..zip.len() {
            let mut part = zip.by_index(number).with_context(|| {
                format!(
                    "{}: a file in it is damaged or locked; make it anew without a password",
                    at.file
                )
            })?;
            let name = String::from_utf8_lossy(part.name_raw()).into_owned();
            let remark = part.comment().to_owned();
            let mut own = Vec::new();
            let left = self.bytes as u64;
            part.by_ref()
                .take(left.saturating_add(1))
                .read_to_end(&mut own)
                .with_context(|| format!("{}: the file {name} in it is damaged; make it anew", at.file))?;
            self.take(at, own.len())?;
            let inner = if is_document { at.deeper(&name) } else { at.inner(&name) };
            self.put(&inner.place("remark"), remark)?;
            if is_document {
                self.put(&at.place("names of parts"), name)?;
            }
            self.unpack(&inner, &own)?;
        }
        if is_document {
            self.days_of_sheets(at, bytes)?;
        }
        Ok(())
    }

    /// Days of a workbook are numbers in its parts: they are told as days.
    fn days_of_sheets(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else {
            return Ok(());
        };
        for name in book.sheet_names() {
            let Ok(range) = book.worksheet_range(&name) else {
                continue;
            };
            let days: Vec<String> = range
                .used_cells()
                .filter_map(|(_, _, cell)| match cell {
                    Data::DateTime(day) => day.as_datetime().map(|d| d.format("%d/%m/%Y").to_string()),
                    _ => None,
                })
                .collect();
            self.put(&at.place(&format!("days of the sheet {name}")), days.join("\n"))?;
        }
        Ok(())
    }
}
