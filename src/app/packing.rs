//! *Packing*: all reports of a case made together, from one state of it, with the manifest that tells of each.

use std::io::{Cursor, Write as _};

use anyhow::Context as _;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{
    model::matter::Matter,
    report::{
        self, Format, Kind, ReportError, Settings,
        manifest::{self, Manifest},
    },
};

/// Reports of one case that were made together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// Name and bytes of each.
    pub files: Vec<(String, Vec<u8>)>,
    /// Which were asked for and have nothing to hold, and why.
    pub left_out: Vec<String>,
}

impl Pack {
    /// Makes every kind in every format that can hold it; `slug` is what the names of the files begin with.
    pub fn make(
        matter: &Matter,
        (kinds, formats): (&[&dyn Kind], &[&dyn Format]),
        settings: &Settings,
        slug: &str,
    ) -> Result<Self, ReportError> {
        let mut out = Self::default();
        for kind in kinds {
            for format in formats {
                match report::make(matter, kind.name(), format.name(), settings) {
                    Ok(bytes) => {
                        let name = format!("{slug}-{}", report::file_name(*kind, *format));
                        out.files.push((name, bytes));
                    }
                    // With many kinds and formats some pairs have nothing to say; the manifest tells of each.
                    Err(error @ ReportError::Unsupported { .. }) => out.left_out.push(error.to_string()),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(out)
    }

    /// As one ZIP file, with the manifest last. The same reports give the same bytes.
    pub fn zipped(self, matter: &Matter) -> anyhow::Result<Vec<u8>> {
        let told = Manifest::of(matter, &self.files, self.left_out).in_words();
        // Each report is let go as soon as it is written: together they can be large.
        zipped(
            self.files
                .into_iter()
                .chain([(manifest::NAME.to_owned(), told.into_bytes())]),
        )
    }
}

/// A folder of this name as one ZIP file.
pub fn folder(name: &str, files: Vec<(String, Vec<u8>)>) -> anyhow::Result<Vec<u8>> {
    zipped(files.into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)))
}

/// Files as one ZIP file, without any time of day.
fn zipped(files: impl Iterator<Item = (String, Vec<u8>)>) -> anyhow::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(&*name, options)
            .and_then(|()| Ok(zip.write_all(&bytes)?))
            .with_context(|| format!("{name}: cannot be put into the ZIP file"))?;
    }
    Ok(zip.finish().context("the ZIP file cannot be ended")?.into_inner())
}
