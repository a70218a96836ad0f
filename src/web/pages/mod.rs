//! The *pages*: one file each, one line each in `PAGES`, one template of the same name in `templates/web/`.
//!
//! A page is a plain function from what was asked to what is shown. It reads the case through `Ask`, puts everything into
//! ready words, and leaves markup to its template.

pub(crate) mod about;
mod activity;
mod agreement;
pub(crate) mod anonymise;
pub(crate) mod anonymise_left;
mod anonymise_risk;
mod api;
pub(crate) mod batch;
mod cases;
mod chronology;
mod consultation;
pub(crate) mod coverage;
mod entry;
mod files;
mod finding;
mod findings;
pub(crate) mod handed_on;
mod help;
mod import;
mod judgement;
pub(crate) mod knowledge;
mod ledger;
mod line;
mod lines;
pub(crate) mod new_case;
mod overview;
mod pack;
pub(crate) mod pattern;
pub(crate) mod pattern_new;
mod patterns;
mod people;
mod problems;
pub(crate) mod queries;
mod record;
mod report;
pub(crate) mod search;
pub(crate) mod searches;
pub(crate) mod take_back;
mod template;
mod thematic;
mod timeline;
pub(crate) mod tour;
mod training;
mod warning;
mod warnings;
pub(crate) mod went_in;
mod you;

use crate::web::{
    addresses,
    asking::{Ask, Refusal, Reply},
};

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

impl Page {
    /// The address at which this page can be looked at again. Where it answers a form that was not taken it stands at the form's address,
    /// at which there is nothing to be looked at.
    pub(crate) fn again(&self, ask: &Ask) -> String {
        if ask.form.fields.is_empty() && ask.form.files.is_empty() {
            return ask.here();
        }
        let (back, case) = (ask.typed("back"), ask.part("case"));
        if addresses::is_ours(back) && !case.is_empty() && back.starts_with(&addresses::case(case)) {
            return back.to_owned();
        }
        let path = ask.path.iter().fold(self.path.to_owned(), |path, (name, value)| {
            path.replace(&format!("{{{name}}}"), &addresses::escape(value))
        });
        let query: Vec<(&str, &str)> = ask.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        addresses::with_query(&path, &query)
    }

    /// What people call it who are told that somebody looks at it.
    pub(crate) fn called(&self) -> &'static str {
        self.nav.unwrap_or(match self.name {
            "entry" | "record" => "an entry",
            "warning" | "finding" => "a warning",
            "findings" => "findings by kind",
            "agreement" => "agreement of reviewers",
            "ledger" => "the knowledge ledger",
            "consultation" => "who was consulted",
            "judgement" => "judging without the outcome",
            "line" => "a line of enquiry",
            "pattern" | "pattern_new" => "a pattern",
            "about" => "what is stated of the case",
            "batch" => "files that come in",
            "problems" => "problems and remarks",
            "files" | "take_back" => "files",
            "template" => "the blank chronology",
            "coverage" => "days supplied",
            "people" => "people and names",
            "searches" | "queries" => "searches",
            "anonymise" | "anonymise_left" | "anonymise_risk" => "anonymising",
            _ => "another page",
        })
    }
}

/// Every page; those of a case in the order of its navigation.
pub(crate) const PAGES: &[Page] = &[
    page("cases", "/", None, cases::show),
    page("overview", "/case/{case}", Some("Home"), overview::show),
    page("import", "/case/{case}/import", Some("Import"), import::show),
    page(
        "chronology",
        "/case/{case}/chronology",
        Some("Chronology"),
        chronology::show,
    ),
    page("timeline", "/case/{case}/timeline", Some("Timeline"), timeline::show),
    page("warnings", "/case/{case}/warnings", Some("Warnings"), warnings::show),
    page(
        "knowledge",
        "/case/{case}/knowledge",
        Some("Who knew what"),
        knowledge::show,
    ),
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
    page("template", "/case/{case}/template", None, template::show),
    page(
        "template_file",
        "/case/{case}/template/{file}",
        None,
        template::download,
    ),
    Page {
        name: "thematic",
        path: thematic::ADDRESS,
        nav: None,
        frames: true,
        show: thematic::show,
    },
    page("thematic_preview", "/thematic/preview/{file}", None, thematic::preview),
    page("thematic_file", "/thematic/{file}", None, thematic::download),
    page("activity", "/case/{case}/activity", Some("Activity"), activity::show),
    page("entry", "/case/{case}/entry/{entry}", None, entry::show),
    page("record", "/case/{case}/record/{entry}", None, record::show),
    Page {
        name: "record_file",
        path: "/case/{case}/record/{entry}/{file}",
        nav: None,
        frames: false,
        show: record::download,
    },
    page("warning", "/case/{case}/warning/{warning}", None, warning::show),
    page("finding", "/case/{case}/finding/{finding}", None, finding::show),
    page("findings", "/case/{case}/findings", None, findings::show),
    page("agreement", "/case/{case}/agreement", None, agreement::show),
    page("ledger", "/case/{case}/knowledge/ledger", None, ledger::show),
    page(
        "consultation",
        "/case/{case}/knowledge/consultation",
        None,
        consultation::show,
    ),
    page(
        "consulted",
        "/case/{case}/knowledge/consultation/{warning}/{agency}",
        None,
        consultation::cell,
    ),
    page("judgement", "/case/{case}/knowledge/judgement", None, judgement::show),
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
    page("training", "/training", None, training::show),
    page("you", "/you", None, you::show),
    page("new_case", "/new", None, new_case::show),
    page("about", "/case/{case}/about", None, about::show),
    page("batch", "/case/{case}/import/{batch}", None, batch::show),
    page("problems", "/case/{case}/problems", None, problems::show),
    page("files", "/case/{case}/files", None, files::show),
    page("take_back", "/case/{case}/take-back", None, take_back::show),
    page("coverage", "/case/{case}/coverage", None, coverage::show),
    page("people", "/case/{case}/people", None, people::show),
    page("anonymise", "/case/{case}/anonymise", None, anonymise::show),
    page(
        "anonymise_left",
        "/case/{case}/anonymise/left",
        None,
        anonymise_left::show,
    ),
    page(
        "anonymise_risk",
        "/case/{case}/anonymise/risk",
        None,
        anonymise_risk::show,
    ),
    page(
        "anonymise_risk_file",
        "/case/{case}/anonymise/risk/{file}",
        None,
        anonymise_risk::download,
    ),
    page("handed_on", "/case/{case}/anonymise/{file}", None, handed_on::download),
    page("help", "/help", None, help::index),
    page("help", "/help/{page}", None, help::show),
    page("tour", "/tour", None, tour::start),
    page("tour", "/tour/{step}", None, tour::show),
    page("search", "/search", None, search::all),
    page("api", "/api", None, api::show),
    page("searches", "/case/{case}/searches", None, searches::show),
    page("queries", "/case/{case}/queries", None, queries::show),
    Page {
        name: "queries_file",
        path: "/case/{case}/queries.csv",
        nav: None,
        frames: false,
        show: queries::download,
    },
    Page {
        name: "report_file",
        path: "/case/{case}/report/{file}",
        nav: None,
        frames: false,
        show: report::download,
    },
];

/// What a cell of the consultation matrix rests on, and what was done in a case: the interface tells them as the pages do.
pub(crate) use activity::rows as done_in;
pub(crate) use consultation::evidence as evidence_of_cell;

/// A report, the thematic table and the blank chronology as files: the interface gives them as the pages do.
pub(crate) use pack::FILE as PACK;
pub(crate) use report::download as report_file;
pub(crate) use template::download as template_file;
pub(crate) use thematic::download as thematic_file;

/// The page of this name.
pub(crate) fn named(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}

/// The page of a case's navigation under which this one is found; its own name where it stands there itself, or belongs to no case.
pub(crate) fn section(name: &'static str) -> &'static str {
    match name {
        "about" => "overview",
        "batch" | "problems" | "files" | "take_back" | "coverage" | "people" | "template" => "import",
        "entry" | "record" => "chronology",
        "warning" | "finding" | "findings" | "agreement" => "warnings",
        "ledger" | "consultation" | "consulted" | "judgement" => "knowledge",
        "searches" | "queries" => "search",
        "line" => "lines",
        "pattern" | "pattern_new" => "patterns",
        "report_preview" | "report_went_in" | "anonymise" | "anonymise_left" | "anonymise_risk" => "report",
        itself => itself,
    }
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
