//! Writes the blank chronology that an administrator sends to agencies.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use chrono::NaiveDate;

use crate::{
    app::{
        matters::slug_of,
        writing::{self, Existing},
    },
    model::template::Template,
    report::template::Blank,
};

/// What is known before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The agency; empty when it is to be written in.
    pub agency: String,
    /// First and last day under review.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Protective marking.
    pub marking: String,
}

/// Reads a period written `2016-01-01..2018-01-29`.
pub fn period(written: &str) -> anyhow::Result<(NaiveDate, NaiveDate)> {
    let day = |text: &str| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    let Some((from, to)) = written
        .split_once("..")
        .and_then(|(from, to)| Some((day(from)?, day(to)?)))
    else {
        bail!("`{written}` is no period; write it as 2016-01-01..2018-01-29");
    };
    if to < from {
        bail!("the period `{written}` ends before it begins; write the first day first");
    }
    Ok((from, to))
}

/// Extensions of the files it is made as: the workbook and the Word document.
pub const EXTENSIONS: [&str; 2] = ["xlsx", "docx"];

/// Makes it as a file of this extension, and gives the name that the file is kept under.
pub fn make(template: &Template, known: &Known, extension: &str) -> anyhow::Result<(String, Vec<u8>)> {
    if template.columns.is_empty() {
        bail!(
            "the rules in use hold no template.toml, which has the words of the blank chronology; leave out --rules, or copy the file there"
        );
    }
    let words = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    let period = known
        .period
        .map_or_else(String::new, |(from, to)| format!("{} to {}", words(from), words(to)));
    let blank = Blank {
        template,
        agency: &known.agency,
        period: &period,
        marking: &known.marking,
    };
    let bytes = match extension {
        "xlsx" => blank.xlsx()?,
        "docx" => blank.docx()?,
        other => bail!(
            "the blank chronology is not made as `{other}`; there are {}",
            EXTENSIONS.join(", ")
        ),
    };
    let name = if known.agency.trim().is_empty() {
        "chronology-template".to_owned()
    } else {
        format!("chronology-template-{}", slug_of(&known.agency))
    };
    Ok((format!("{name}.{extension}"), bytes))
}

/// Writes the workbook and the Word document into a folder, and gives their paths.
pub fn write(template: &Template, known: &Known, folder: &Path, standing: Existing) -> anyhow::Result<Vec<PathBuf>> {
    let mut made = Vec::new();
    for extension in EXTENSIONS {
        made.push(make(template, known, extension)?);
    }
    fs::create_dir_all(folder).with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    let mut out = Vec::new();
    for (name, bytes) in made {
        let path = folder.join(name);
        writing::file(&path, &bytes, standing)?;
        out.push(path);
    }
    Ok(out)
}
