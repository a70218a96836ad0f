//! Reports to keep and print: which kinds there are, and the file itself.

use serde::Serialize;

use crate::web::{
    asking::{Ask, Link, Missing, Refusal, Reply},
    words,
};

/// Kinds that can be made: name, words, what it holds.
const KINDS: [(&str, &str, &str); 3] = [
    (
        "chronology",
        "Combined chronology",
        "Every agency's entries in one order, with dates as written, and where each entry comes from.",
    ),
    (
        "warnings",
        "Warnings",
        "Each warning with its evidence, the responses expected, what the records show, and the questions to ask.",
    ),
    (
        "full",
        "Full report",
        "The case, coverage, timeline, warnings, good practice, chronology and records in one file.",
    ),
];

#[derive(Serialize)]
struct Body {
    kinds: Vec<KindRow>,
    holds: String,
}

#[derive(Serialize)]
struct KindRow {
    file: Link,
    name: String,
    about: &'static str,
}

/// Lists the reports.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let body = Body {
        kinds: KINDS
            .iter()
            .map(|(kind, name, about)| KindRow {
                file: Link::new(*name, opened.address(&format!("report/{kind}.html"))),
                name: name.to_lowercase(),
                about,
            })
            .collect(),
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
    let known = KINDS.iter().any(|(name, _, _)| *name == kind) && format == "html";
    if !known {
        return Err(missing());
    }
    let bytes = ask.cases.report(&opened.slug, kind, format)?.ok_or_else(missing)?;
    // Plain letters only: the name goes into a header and onto a disk.
    let slug: String = opened
        .slug
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Ok(Reply::Download {
        name: format!("{slug}-{kind}.{format}"),
        bytes,
    })
}
