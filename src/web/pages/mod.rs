//! The *pages*: one file each, one line each in `PAGES`, one template of the same name in `templates/web/`.
//!
//! A page is a plain function from what was asked to what is shown. It reads the case through `Ask`, puts everything into
//! ready words, and leaves markup to its template.

mod api;
mod cases;
mod chronology;
mod entry;
mod overview;
mod patterns;
pub(crate) mod queries;
mod report;
pub(crate) mod search;
pub(crate) mod searches;
mod timeline;
mod warning;
mod warnings;
mod you;

use crate::web::asking::{Ask, Refusal, Reply};

/// A page: where it is found and how it is made.
pub(crate) struct Page {
    /// Its name, and its template's.
    pub(crate) name: &'static str,
    /// Its address, with `{case}` and other variable parts.
    pub(crate) path: &'static str,
    /// Its word in a case's navigation, if it stands there.
    pub(crate) nav: Option<&'static str>,
    /// Makes it.
    pub(crate) show: fn(&Ask) -> Result<Reply, Refusal>,
}

/// Every page; those of a case in the order of its navigation.
pub(crate) const PAGES: &[Page] = &[
    page("cases", "/", None, cases::show),
    page("overview", "/case/{case}", Some("Overview"), overview::show),
    page(
        "chronology",
        "/case/{case}/chronology",
        Some("Chronology"),
        chronology::show,
    ),
    page("timeline", "/case/{case}/timeline", Some("Timeline"), timeline::show),
    page("warnings", "/case/{case}/warnings", Some("Warnings"), warnings::show),
    page("search", "/case/{case}/search", Some("Search"), search::show),
    page("patterns", "/case/{case}/patterns", Some("Patterns"), patterns::of_case),
    page("report", "/case/{case}/report", Some("Reports"), report::show),
    page("entry", "/case/{case}/entry/{entry}", None, entry::show),
    page("warning", "/case/{case}/warning/{warning}", None, warning::show),
    page("patterns", "/patterns", None, patterns::of_all),
    page("you", "/you", None, you::show),
    page("search", "/search", None, search::all),
    page("api", "/api", None, api::show),
    page("searches", "/case/{case}/searches", None, searches::show),
    page("queries", "/case/{case}/queries", None, queries::show),
    Page {
        name: "queries_file",
        path: "/case/{case}/queries.csv",
        nav: None,
        show: queries::download,
    },
    Page {
        name: "report_file",
        path: "/case/{case}/report/{file}",
        nav: None,
        show: report::download,
    },
];

/// A report as a file.
pub(crate) fn report_file(ask: &Ask) -> Result<Reply, Refusal> {
    report::download(ask)
}

/// The page of this name.
pub(crate) fn named(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}

const fn page(
    name: &'static str,
    path: &'static str,
    nav: Option<&'static str>,
    show: fn(&Ask) -> Result<Reply, Refusal>,
) -> Page {
    Page { name, path, nav, show }
}
