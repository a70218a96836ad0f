//! The *pages*: one file each, one line each in `PAGES`, one template of the same name in `templates/web/`.
//!
//! A page is a plain function from what was asked to what is shown. It reads the case through `Ask`, puts everything into
//! ready words, and leaves markup to its template.

mod cases;
mod chronology;
mod entry;
mod line;
mod lines;
mod overview;
pub(crate) mod pattern;
pub(crate) mod pattern_new;
mod patterns;
mod report;
mod search;
mod timeline;
mod warning;
mod warnings;
pub(crate) mod went_in;
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
    /// Does it show a report of ours in a frame?
    pub(crate) frames: bool,
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
    page("lines", "/case/{case}/lines", Some("Lines of enquiry"), lines::show),
    page("patterns", "/case/{case}/patterns", Some("Patterns"), patterns::of_case),
    Page {
        name: "report",
        path: "/case/{case}/report",
        nav: Some("Reports"),
        frames: true,
        show: report::show,
    },
    page(
        "report_preview",
        "/case/{case}/report/preview/{file}",
        None,
        report::preview,
    ),
    page(
        "report_went_in",
        "/case/{case}/report/went-in/{file}",
        None,
        report::went_in,
    ),
    page("entry", "/case/{case}/entry/{entry}", None, entry::show),
    page("warning", "/case/{case}/warning/{warning}", None, warning::show),
    page("line", "/case/{case}/line/{line}", None, line::show),
    page("pattern", "/case/{case}/pattern/{pattern}", None, pattern::of_case),
    page("pattern_new", "/case/{case}/patterns/new", None, pattern_new::show),
    page("pattern", "/pattern/{pattern}", None, pattern::of_all),
    page(
        "pattern_file",
        "/case/{case}/pattern/{pattern}/{file}",
        None,
        pattern::file,
    ),
    page("patterns", "/patterns", None, patterns::of_all),
    page("you", "/you", None, you::show),
    Page {
        name: "report_file",
        path: "/case/{case}/report/{file}",
        nav: None,
        frames: false,
        show: report::download,
    },
];

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
    Page {
        name,
        path,
        nav,
        frames: false,
        show,
    }
}
