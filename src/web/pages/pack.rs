//! All reports of a case *together*: what is chosen for them, and the ZIP file with the manifest in it.

use axum::http::StatusCode;
use serde::Serialize;

use crate::{
    app::{clock, packing::Pack},
    model::matter::Matter,
    report::{FORMATS, Format, KINDS, Kind, ReportError, Settings, kinds::chronology},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::report::{Pick, asked, pick, plain},
    },
};

/// The name of the file among those of single reports.
pub(crate) const FILE: &str = "all.zip";

/// What can be chosen.
#[derive(Serialize)]
pub(super) struct Choices {
    address: String,
    marking: String,
    kinds: Vec<Pick>,
    formats: Vec<Pick>,
    columns: Vec<Pick>,
}

/// What can be chosen for the pack of this case; nothing is chosen yet, so that all is made.
pub(super) fn choices(opened: &Opened) -> Choices {
    let columns = chronology::columns().into_iter();
    Choices {
        address: opened.address(&format!("report/{FILE}")),
        marking: Settings::default().marking,
        kinds: KINDS.iter().map(|k| pick(k.name(), k.title(), false)).collect(),
        formats: FORMATS.iter().map(|f| pick(f.name(), f.title(), false)).collect(),
        columns: columns.map(|(name, head)| pick(name, head, false)).collect(),
    }
}

/// Makes the reports that are asked for, all of one state of the case as the visitor may see it.
pub(super) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let slug = ask.part("case");
    let missing = || Refusal::NotThere(Missing::report(slug));
    let kinds = named(&ask.many("kind"), KINDS, Kind::name).ok_or_else(missing)?;
    let formats = named(&ask.many("format"), FORMATS, Format::name).ok_or_else(missing)?;
    let opened = ask.case()?;
    let matter = ask.cases.get_for(&opened.slug, &kinds)?;
    let matter = matter.ok_or_else(|| Refusal::NotThere(Missing::case()))?;
    let settings = settings(ask, &matter, &kinds)?;
    let name = plain(&opened.slug);
    let pack = Pack::make(&matter, (&kinds, &formats), &settings, &name)
        .map_err(|error: ReportError| Refusal::Fault(error.into()))?;
    if pack.files.is_empty() {
        return Err(Refusal::unfit(
            StatusCode::BAD_REQUEST,
            "No report was made",
            Missing {
                what: "None of the reports chosen can be written in a format chosen.".to_owned(),
                next: "Choose another format too; beside each report the page Reports shows those it can be had in."
                    .to_owned(),
                back: Link::new("Reports", addresses::of_case(slug, "report")),
            },
        ));
    }
    Ok(Reply::Download {
        name: format!("{name}-reports.zip"),
        media_type: "application/zip",
        bytes: pack.zipped(&matter)?,
    })
}

/// Those of these names, in the order in which reports are listed; all when none is named, nothing when one is not there.
fn named<T: ?Sized>(
    names: &[String],
    every: &[&'static T],
    name_of: fn(&T) -> &'static str,
) -> Option<Vec<&'static T>> {
    let is_known = |name: &String| every.iter().any(|one| name_of(one) == name);
    let is_meant = |one: &&'static T| names.is_empty() || names.iter().any(|name| name == name_of(one));
    names
        .iter()
        .all(is_known)
        .then(|| every.iter().copied().filter(is_meant).collect())
}

/// What is chosen for all of them alike, as for a single report.
fn settings(ask: &Ask, matter: &Matter, kinds: &[&'static dyn Kind]) -> Result<Settings, Refusal> {
    let widest = kinds.iter().find(|k| k.has_columns()).or(kinds.first());
    let chosen = match widest {
        Some(kind) => asked::whole(ask, matter, *kind)?,
        None => Settings::default(),
    };
    Ok(Settings {
        marking: chosen.marking,
        findings: chosen.findings,
        columns: chosen.columns,
        made_at: Some(clock::now_in_words()),
        ..Settings::default()
    })
}
