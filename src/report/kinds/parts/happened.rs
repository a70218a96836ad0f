//! *Happenings*: what a report tells of as dated things, for formats that hold nothing else.

use chrono::NaiveDate;

use crate::{
    model::{
        entry::Entry,
        finding::{Outcome, Warning},
    },
    report::{
        document::Happening,
        kinds::parts::{
            day, decisions,
            links::{Links, TWO_ACCOUNTS},
        },
    },
    review::deciding::OTHERWISE,
};

/// Every entry.
pub(crate) fn entries(links: &Links<'_>) -> Vec<Happening> {
    links.matter.entries.iter().map(|e| entry(links, e)).collect()
}

fn entry(links: &Links<'_>, entry: &Entry) -> Happening {
    let time = entry
        .when
        .time
        .map_or("00:00:00".to_owned(), |t| t.format("%H:%M:%S").to_string());
    let mut fields = vec![
        ("ref".to_owned(), entry.id.0.clone()),
        (
            "agency".to_owned(),
            links.matter.case.agency_name(&entry.agency).to_owned(),
        ),
        ("type".to_owned(), entry.entry_type.clone()),
        ("author".to_owned(), entry.author.clone()),
        ("date as written".to_owned(), entry.when.written.clone()),
        ("latest day".to_owned(), entry.when.latest.to_string()),
        (
            "time known".to_owned(),
            if entry.when.time.is_some() { "yes" } else { "no" }.to_owned(),
        ),
        ("file".to_owned(), entry.origin.file.clone()),
        ("part".to_owned(), entry.origin.part.clone()),
        ("row".to_owned(), entry.origin.row.to_string()),
    ];
    let differ = links.others(&entry.id).iter().filter(|o| o.how == TWO_ACCOUNTS);
    let differ: Vec<String> = differ.map(|o| format!("{} ({})", o.entry, o.why)).collect();
    if !differ.is_empty() {
        fields.push(("differs from".to_owned(), differ.join("; ")));
    }
    fields.extend(entry.when.remark.iter().map(|r| ("date read as".to_owned(), r.clone())));
    Happening {
        at: format!("{}T{time}", entry.when.earliest),
        message: entry.text.clone(),
        meaning: format!("Entry of {}", links.matter.case.agency_name(&entry.agency)),
        fields,
        tags: links.numbers_at(&entry.id).into_iter().map(str::to_owned).collect(),
    }
}

/// Every warning: its first day, and by when something was expected of which the records show nothing in time.
pub(crate) fn warnings(links: &Links<'_>) -> Vec<Happening> {
    let mut out = Vec::new();
    for warning in links.warnings() {
        out.push(happening(
            links,
            warning,
            (warning.date, warning.title.clone(), "First day of a warning"),
            String::new(),
        ));
        for finding in links.findings_of(warning) {
            let Some(window) = finding.window.as_ref().filter(|_| finding.outcome != Outcome::Met) else {
                continue;
            };
            let message = format!(
                "{} ({}, {})",
                links.deciding().title(finding),
                decisions::outcome(links.deciding(), finding),
                window.basis.words()
            );
            out.push(happening(
                links,
                warning,
                (window.to, message, "Response expected by"),
                decisions::words(links.matter, finding),
            ));
        }
    }
    out
}

fn happening(
    links: &Links<'_>,
    warning: &Warning,
    (at, message, meaning): (NaiveDate, String, &str),
    decision: String,
) -> Happening {
    let (outcome, severity) = links.standing_of(warning);
    let outcome = if links.is_in_own_words(warning) {
        OTHERWISE
    } else {
        outcome.words()
    };
    let refs: Vec<&str> = links.cited(warning).into_iter().map(|e| e.id.0.as_str()).collect();
    let mut fields = vec![
        ("entries".to_owned(), refs.join(", ")),
        ("day".to_owned(), day(at)),
        ("severity".to_owned(), severity.code().to_owned()),
        ("response".to_owned(), outcome.to_owned()),
    ];
    if !decision.is_empty() {
        fields.push(("decision".to_owned(), decision));
    }
    Happening {
        at: format!("{at}T00:00:00"),
        message,
        meaning: meaning.to_owned(),
        fields,
        tags: vec![warning.id.clone()],
    }
}

/// A thing of one day, with fields of its own.
pub(crate) fn on(at: NaiveDate, message: String, meaning: &str, fields: Vec<(String, String)>) -> Happening {
    Happening {
        at: format!("{at}T00:00:00"),
        message,
        meaning: meaning.to_owned(),
        fields,
        tags: Vec::new(),
    }
}
