//! What would leave the case if an import or a file were taken back, before it is; and the form that does it.

use axum::http::StatusCode;
use serde::Serialize;

use crate::{
    app::taking_back::{Gone, Leaves, Request, Taking},
    review::plain,
    web::{
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        words::sentence,
        words::{self, AgencyMark},
    },
};

/// Entries named of each file; the rest are counted.
const ENTRIES: usize = 100;

#[derive(Serialize)]
struct Body {
    action: String,
    what: String,
    agency: String,
    leaves: Vec<LeavesCard>,
    falls: Vec<String>,
    stands: Vec<String>,
    notes: Vec<String>,
    because: String,
    back: String,
}

/// A file that would leave.
#[derive(Serialize)]
struct LeavesCard {
    file: String,
    agency: AgencyMark,
    sum: String,
    returns: String,
    entries: Vec<Link>,
    more: String,
    problems: Vec<String>,
}

/// What is meant, as the address or the form names it.
pub(crate) fn request(ask: &Ask, slug: &str) -> Request {
    let asked = |name: &str| match ask.typed(name) {
        "" => ask.one(name).to_owned(),
        typed => typed.to_owned(),
    };
    Request {
        case: slug.to_owned(),
        what: asked("what"),
        agency: Some(asked("agency")).filter(|a| !a.is_empty()),
    }
}

/// Why it cannot be taken back, or was not; told otherwise where somebody else was quicker.
pub(crate) fn not_taken(opened: &Opened, what: &str, why: &anyhow::Error) -> Refusal {
    let told = Missing {
        what: format!("{what}: {}.", plain::on_screen(&why.to_string())),
        next: "The list of files shows how each file stands; take another back from there.".to_owned(),
        back: Link::new("Files of the case", opened.address("files")),
    };
    if why.is::<Gone>() {
        Refusal::unfit(StatusCode::CONFLICT, "It is not in force any more", told)
    } else {
        Refusal::NotThere(told)
    }
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let request = request(ask, &opened.slug);
    let taking = ask.cases.bringing().taking(&request);
    let taking = taking.map_err(|why| not_taken(&opened, "This cannot be taken back", &why))?;
    let above = vec![Link::new("Files", opened.address("files"))];
    let heading = match taking.leaves.as_slice() {
        [one] => format!("Take {} back", one.revision.old.file),
        all => format!("Take an import of {} files back", all.len()),
    };
    Ok(opened.page_under(heading, above, body(ask, &opened, &request, &taking)))
}

fn body(ask: &Ask, opened: &Opened, request: &Request, taking: &Taking) -> Body {
    let rests = |falls: bool| {
        let all = taking.rests.iter().filter(|r| r.falls == falls);
        all.map(|r| sentence(&r.words)).collect()
    };
    Body {
        action: opened.address("take-back"),
        what: request.what.clone(),
        agency: request.agency.clone().unwrap_or_default(),
        leaves: taking.leaves.iter().map(|l| leaves(opened, l)).collect(),
        falls: rests(true),
        stands: rests(false),
        notes: taking.notes.iter().map(|n| sentence(&plain::on_screen(n))).collect(),
        because: ask.typed("because").to_owned(),
        back: opened.address("files"),
    }
}

fn leaves(opened: &Opened, leaves: &Leaves) -> LeavesCard {
    let change = &leaves.revision;
    let gone = &change.changes.gone;
    let lost = leaves.problems.iter().filter(|p| p.lost_row).count();
    let part = if change.part.is_empty() {
        String::new()
    } else {
        format!(", {}", change.part)
    };
    LeavesCard {
        file: format!("{}{part}", change.old.file),
        agency: words::agency(&opened.matter.case, &change.old.agency),
        sum: format!(
            "{}, {} and {} leave the case",
            words::count(gone.len(), "entry", "entries"),
            words::count(lost, "problem", "problems"),
            words::count(leaves.problems.len() - lost, "remark", "remarks")
        ),
        returns: if change.leaves_nothing() {
            String::new()
        } else {
            format!(
                "{} stands in its place again, as before: {}.",
                change.new.file,
                change.changes.in_words()
            )
        },
        entries: gone
            .iter()
            .take(ENTRIES)
            .map(|id| Link::new(id.0.clone(), opened.entry(id)))
            .collect(),
        more: match gone.len().saturating_sub(ENTRIES) {
            0 => String::new(),
            n => format!("and {} more", words::number(n)),
        },
        problems: leaves
            .problems
            .iter()
            .take(ENTRIES)
            .map(|p| format!("{}: {}", p.place(), p.what))
            .collect(),
    }
}
