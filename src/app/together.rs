//! *Together*: files of several agencies into a case that is there, read and kept in one go: all of them or none.

use anyhow::bail;

use crate::{
    app::{
        alike, clock,
        home::Home,
        importing::{self, Rehearsal},
        loose::{self, Whose},
        matters::is_slug,
        stating,
    },
    import::{self, Ways},
    model::{case::AgencyId, record::Bundle},
    store::{Added, CaseFile, Held, Intake, Stored},
};

/// Files of one agency, each with the name under which it is kept.
pub(super) struct Lot {
    /// Whose they are.
    pub(super) whose: Whose,
    /// Names and bytes.
    pub(super) files: Vec<(String, std::sync::Arc<Vec<u8>>)>,
}

/// What is brought into a case.
pub(super) struct Brought {
    /// The case.
    pub(super) slug: String,
    /// Files, by agency.
    pub(super) lots: Vec<Lot>,
    /// Who brings them.
    pub(super) who: String,
    /// File name of the record that the one file replaces, where that has another name.
    pub(super) replaces: Option<String>,
}

/// What was read of it.
pub(super) struct Read {
    /// What would be stored.
    pub(super) bundle: Bundle,
    /// What the case held.
    pub(super) stored: Stored,
}

impl Brought {
    fn names(lot: &Lot) -> Vec<String> {
        lot.files.iter().map(|(name, _)| name.clone()).collect()
    }

    /// What the case states from now on.
    fn states(&self, held: &Held) -> crate::model::case::Case {
        let mut now = held.clone();
        for lot in &self.lots {
            now.case = stating::loose(&now, &loose::stated(&lot.whose, &Self::names(lot))).0;
        }
        now.case
    }

    fn intake<'a>(&'a self, at: &'a str) -> Intake<'a> {
        Intake {
            at,
            who: &self.who,
            replaces: self.replaces.as_deref(),
        }
    }
}

/// Reads all of it; nothing is stored. `progress` hears of each file before it is read, by its name.
pub(super) fn read(
    home: &Home,
    ways: Ways<'_>,
    brought: &Brought,
    progress: &mut dyn FnMut(&str),
) -> anyhow::Result<Read> {
    if !is_slug(&brought.slug) || !home.case_file(&brought.slug).is_file() {
        bail!("there is no such case any more");
    }
    let (stored, mut held) = stating::held(&home.case_file(&brought.slug))?;
    let gives_way = |id: &AgencyId, file: &String| {
        brought.lots.iter().any(|lot| {
            id.0 == lot.whose.agency
                && (lot.files.iter().any(|(name, _)| name == file) || brought.replaces.as_ref() == Some(file))
        })
    };
    let mut taken = stating::stay_taken(&stored, &gives_way);
    held.unread.retain(|one| !gives_way(&one.agency, &one.file));
    let (mut supplied, mut problems) = (Vec::new(), Vec::new());
    for lot in &brought.lots {
        let said = loose::stated(&lot.whose, &Brought::names(lot));
        let as_said = stating::loose(&held, &said).0;
        for (name, bytes) in &lot.files {
            progress(name);
            let file = import::read_file(&as_said, ways, &said.id, (name, bytes.as_ref().clone()), &mut taken);
            stating::note_unread(&mut held, (&said.id, name), &file);
            supplied.push(file);
        }
        let (case, withdrawn) = stating::loose(&held, &said);
        held.case = case;
        problems.extend(withdrawn);
    }
    let bundle = Bundle {
        case: held.case,
        case_toml: Vec::new(),
        supplied,
        problems,
    };
    Ok(Read { bundle, stored })
}

/// What keeping it would do, by doing it and undoing it.
pub(super) fn rehearse(home: &Home, brought: &Brought, read: &Read) -> anyhow::Result<Rehearsal> {
    let at = clock::now();
    let mut file = open(home, brought, read)?;
    let (added, became) = file.rehearse(&read.bundle, &brought.intake(&at), &|held| brought.states(held))?;
    Ok(Rehearsal { added, became })
}

/// Keeps it, all or nothing.
pub(super) fn keep(home: &Home, brought: &Brought, read: &Read) -> anyhow::Result<Added> {
    let at = clock::now();
    let mut file = open(home, brought, read)?;
    Ok(file.add_with(&read.bundle, &brought.intake(&at), &|held| brought.states(held))?)
}

fn open(home: &Home, brought: &Brought, read: &Read) -> anyhow::Result<CaseFile> {
    let file = CaseFile::open(&home.case_file(&brought.slug))?;
    if let Some(old) = &brought.replaces {
        importing::refuse_unclear_replacement(&file, &read.bundle, old)?;
    }
    Ok(file)
}

/// What a person should know of each file beside what stands in it: that the case holds it already, whole or in part. In the order of the files.
pub(super) fn notes(read: &Read, replaces: Option<&str>) -> Vec<Vec<String>> {
    let Read { bundle, stored } = read;
    let mut out = Vec::new();
    for file in &bundle.supplied {
        let new = &file.record;
        let mut notes = Vec::new();
        let is_one = |r: &&crate::model::record::Record| r.file == new.file && r.agency == new.agency;
        let same: Vec<_> = stored.records.iter().filter(|r| r.sha256 == new.sha256).collect();
        if same.iter().any(|r| is_one(r) && r.is_read_like(new)) {
            notes.push("The case holds this very file already: keeping it adds nothing.".to_owned());
        } else if same.iter().any(is_one) {
            notes.push("The case holds this file, and reads it with other columns: it would be read again.".to_owned());
        } else if !same.is_empty() {
            let held: Vec<String> = same
                .iter()
                .map(|r| format!("{} of {}", r.file, stored.case.agency_name(&r.agency)))
                .collect();
            notes.push(format!(
                "The case holds the same bytes already, as {}: its rows would stand twice.",
                held.join(" and ")
            ));
        } else if replaces.is_none()
            && !stored.records.iter().any(|r| is_one(&r))
            && let Some((found, old)) = alike::most_in(file, stored)
        {
            notes.push(format!(
                "{found} of its {} rows stand in {} already. If this file corrects that one, throw this away and use “Replace it by a corrected file” on the page Files.",
                file.entries.len(),
                old.file
            ));
        }
        out.push(notes);
    }
    out
}
