//! Reports to keep and print: which kinds there are in which formats, and the files themselves.

use serde::Serialize;

use crate::{
    report::{self, FORMATS, KINDS, ReportError},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Refusal, Reply},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    kinds: Vec<KindRow>,
    holds: String,
}

#[derive(Serialize)]
struct KindRow {
    title: String,
    about: &'static str,
    files: Vec<FileRow>,
}

#[derive(Serialize)]
struct FileRow {
    file: Link,
    /// What a screen reader hears beside the format's name.
    of: String,
}

/// Lists the reports.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let kinds = KINDS.iter().map(|kind| KindRow {
        title: kind.title(),
        about: kind.about(),
        files: FORMATS
            .iter()
            .filter(|format| report::fits(*kind, **format))
            .map(|format| {
                let address = opened.address(&format!("report/{}.{}", kind.name(), format.name()));
                FileRow {
                    file: Link::new(format.title(), address),
                    of: kind.title(),
                }
            })
            .collect(),
    });
    let body = Body {
        kinds: kinds.collect(),
        holds: format!(
            "{}, {}",
            words::count(opened.matter.entries.len(), "entry", "entries"),
            words::count(opened.matter.warnings.len(), "warning", "warnings")
        ),
    };
    Ok(opened.page("Reports", body))
}

/// Makes a report and gives it as a file.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let missing = || Refusal::NotThere(Missing::report(&opened.slug));
    let (kind, format) = ask.part("file").rsplit_once('.').ok_or_else(missing)?;
    let (kind, format) = (
        report::kind(kind).map_err(|_| missing())?,
        report::format(format).map_err(|_| missing())?,
    );
    let bytes = match ask.cases.report(&opened.slug, kind.name(), format.name()) {
        Ok(bytes) => bytes.ok_or_else(missing)?,
        Err(error) => match error.downcast_ref::<ReportError>() {
            Some(ReportError::Unsupported { why, .. }) => {
                return Err(Refusal::NotThere(Missing {
                    what: "This report cannot be written in this format.".to_owned(),
                    next: format!("The reason: {why}."),
                    back: Link::new("Reports", addresses::of_case(&opened.slug, "report")),
                }));
            }
            _ => return Err(error.into()),
        },
    };
    // Plain letters only: the name goes into a header and onto a disk.
    let slug: String = opened
        .slug
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Ok(Reply::Download {
        name: format!("{slug}-{}", report::file_name(kind, format)),
        media_type: format.media_type(),
        bytes,
    })
}
