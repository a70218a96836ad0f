//! Bringing files in: choosing them, and what waits to be looked at.

use serde::Serialize;

use crate::{
    app::tray::{Batch, Stage},
    model::{case::AgencyId, record::Record},
    web::{
        addresses,
        asking::{Ask, Link, Refusal, Reply},
        records::{self, Step},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    action: String,
    waiting: Vec<WaitingLine>,
    replaces: Option<Replaced>,
    holds: String,
    files: String,
    /// Where the blank chronology is made.
    template: String,
    nameless: String,
}

/// Files that wait.
#[derive(Serialize)]
struct WaitingLine {
    batch: Link,
    who: String,
    stage: &'static str,
}

/// The record that the file to be chosen replaces.
#[derive(Serialize)]
struct Replaced {
    file: String,
    agency_id: String,
    agency: String,
}

/// Shows the form.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let asked = |name: &str| match ask.typed(name) {
        "" => ask.one(name).to_owned(),
        typed => typed.to_owned(),
    };
    let (file, agency) = (asked("replaces"), AgencyId(asked("agency")));
    let is_it = |r: &&Record| r.file == file && r.agency == agency;
    let replaces = matter.records.iter().find(is_it).map(|r| Replaced {
        file: r.file.clone(),
        agency_id: agency.0.clone(),
        agency: matter.case.agency_name(&agency).to_owned(),
    });
    let address = opened.address("import");
    let body = Body {
        steps: records::steps(&opened, "import"),
        waiting: ask
            .cases
            .bringing()
            .batches(&opened.slug)
            .iter()
            .map(|b| waiting(&address, b))
            .collect(),
        holds: match matter.records.len() {
            0 => String::new(),
            n => format!(
                "The case holds {}, with {}.",
                words::count(n, "file", "files"),
                words::count(matter.entries.len(), "entry", "entries")
            ),
        },
        files: opened.address("files"),
        template: opened.address("template"),
        nameless: if ask.visitor.name().is_empty() {
            addresses::with_query("/you", &[("back", &address)])
        } else {
            String::new()
        },
        action: address,
        replaces,
    };
    Ok(opened.page("Import", body))
}

fn waiting(address: &str, batch: &Batch) -> WaitingLine {
    let first = batch.files.first().map_or("", |f| f.name.as_str());
    let label = match batch.files.len() {
        0 | 1 => first.to_owned(),
        n => format!("{first} and {} more", n - 1),
    };
    WaitingLine {
        batch: Link::new(label, format!("{address}/{}", addresses::escape(&batch.id))),
        who: batch.who.clone(),
        stage: match batch.stage {
            Stage::Asking => "waits for you to say whose the files are",
            Stage::Reading(..) => "is being read",
            Stage::Looked(_) => "was read; look at it, then keep it",
            Stage::Keeping(_) => "is being kept",
            Stage::Kept(_) => "is in the case",
            Stage::Refused(_) => "could not be read or kept",
        },
    }
}
