//! The *work* on what waits in the tray: it is read, looked at and kept beside the screens, so that a page never waits for a large file.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
    sync::Arc,
    thread,
    time::Duration,
};

use super::{Batch, Owner, Received, Said, Sent, Stage, look, proposing};
use crate::{
    app::{
        loose::Whose,
        matters::Matters,
        placing, starting,
        together::{self, Brought, Lot},
    },
    import::Ways,
    model::{
        arrival::Standing,
        case::{AgencyId, Case},
        columns::{Field, plain},
    },
    store::CaseFile,
};

/// How often a page that waits looks whether the work is done.
const BEAT: Duration = Duration::from_millis(40);
/// How long a page waits for small files, so that most people never see that anything was waited for.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What is said where the case changed between the look and the keeping.
pub(super) const OTHERWISE: &str = "The case changed since these files were looked at, and nothing of them is kept yet. What is shown here is what keeping \
                         them would do now: look at it again, then keep them.";

impl Matters {
    /// Takes files in that somebody sent for a case, proposes whose they are, and begins to read them where that is clear. Nothing when
    /// there is no such case.
    pub fn receive(
        &self,
        slug: &str,
        who: &str,
        sent: Vec<Sent>,
        replaces: Option<(AgencyId, String)>,
    ) -> anyhow::Result<Option<Received>> {
        let Some(file) = self.file(slug)? else {
            return Ok(None);
        };
        let mut held = file.held()?;
        held.case = placing::case_now(&file)?;
        let (agency, old) = replaces.map_or((None, None), |(a, f)| (Some(a), Some(f)));
        let received = self.tray().receive(slug, who, sent, old);
        if let Received::Waiting(id) = &received {
            self.tray().at(id, |batch| {
                if let Some(agency) = agency {
                    for file in &mut batch.files {
                        file.owner = Owner::Agency(agency.clone());
                    }
                }
                proposing::propose(batch, &held, self.book());
            });
            self.look_at(slug, id);
        }
        Ok(Some(received))
    }

    /// Brings a file of the case into the tray again, to be read with other columns. Nothing when there is no such file.
    pub fn again(&self, slug: &str, who: &str, (agency, name): (&AgencyId, &str)) -> anyhow::Result<Option<String>> {
        let Some(file) = self.file(slug)? else {
            return Ok(None);
        };
        let arrivals = file.arrivals()?;
        let found = arrivals
            .iter()
            .find(|a| a.standing == Standing::InForce && a.record.agency == *agency && a.record.file == name);
        let Some(found) = found else {
            return Ok(None);
        };
        let Some(bytes) = file.content(&found.record.sha256)? else {
            return Ok(None);
        };
        // A file that came in a folder keeps its place in it as its name.
        let sent = vec![Sent {
            name: "file".to_owned(),
            bytes: Arc::new(bytes),
        }];
        let Received::Waiting(id) = self.tray().receive(slug, who, sent, None) else {
            return Ok(None);
        };
        self.tray().at(&id, |batch| {
            for file in &mut batch.files {
                name.clone_into(&mut file.name);
                file.owner = Owner::Agency(agency.clone());
            }
        });
        self.look_at(slug, &id);
        Ok(Some(id))
    }

    /// A batch that waits for a case.
    pub fn batch(&self, slug: &str, id: &str) -> Option<Batch> {
        self.tray().batch(slug, id)
    }

    /// Batches that wait for a case.
    pub fn batches(&self, slug: &str) -> Vec<Batch> {
        self.tray().of_case(slug)
    }

    /// What a person says of a batch; it is read anew. False when it is not there, or is being read or kept.
    pub fn say(&self, slug: &str, id: &str, said: Vec<Said>) -> bool {
        let taken = self.tray().say(slug, id, said).is_some();
        if taken {
            self.look_at(slug, id);
        }
        taken
    }

    /// Throws a batch away. False when it is not there, or is being kept.
    pub fn throw_away(&self, slug: &str, id: &str) -> bool {
        self.tray().throw_away(slug, id)
    }

    /// Begins to keep a batch as it was looked at in this version. False when it is not there or was not looked at so.
    pub fn keep_batch(&self, slug: &str, id: &str, (version, who): (u64, &str)) -> bool {
        let mut begun = false;
        self.tray().at(id, |batch| {
            if let Stage::Looked(look) = &batch.stage
                && batch.slug == slug
                && batch.version == version
            {
                batch.shown = Some(Arc::clone(look));
                batch.stage = Stage::Keeping("Files are read once more.".to_owned());
                who.clone_into(&mut batch.who);
                begun = true;
            }
        });
        if begun {
            self.beside(slug, id, Self::keep_now);
        }
        begun
    }

    /// Reads a batch beside the screens, if it is clear whose its files are.
    fn look_at(&self, slug: &str, id: &str) {
        let mut begun = false;
        self.tray().at(id, |batch| {
            if batch.is_clear() && !batch.stage.is_busy() {
                batch.stage = Stage::Reading(0, batch.meant().count(), String::new());
                begun = true;
            }
        });
        if begun {
            self.beside(slug, id, Self::look_now);
        }
    }

    /// Does something with a batch in a thread of its own; its stage says how it ended. Waits a moment for what is done at once.
    fn beside(&self, slug: &str, id: &str, work: fn(&Self, &Batch) -> anyhow::Result<Stage>) {
        let Some(batch) = self.tray().batch(slug, id) else {
            return;
        };
        let (matters, name) = (self.clone(), id.to_owned());
        let begun = thread::Builder::new().name("tokio-tray".to_owned()).spawn(move || {
            let done = std::panic::catch_unwind(AssertUnwindSafe(|| work(&matters, &batch)));
            let stage = match done {
                Ok(Ok(stage)) => stage,
                Ok(Err(error)) => Stage::Refused(format!("{error:#}")),
                Err(_) => Stage::Refused(
                    "reading came to a sudden stop; one of the files is probably damaged. Leave files out one by one to find it".to_owned(),
                ),
            };
            matters.tray().at(&name, |b| b.stage = stage);
        });
        if begun.is_err() {
            let why = "the system has no room for more work now; try again in a while".to_owned();
            self.tray().at(id, |b| b.stage = Stage::Refused(why));
        }
        for _ in 0..PATIENCE.as_millis() / BEAT.as_millis() {
            if self.tray().batch(slug, id).is_none_or(|b| !b.stage.is_busy()) {
                return;
            }
            thread::sleep(BEAT);
        }
    }

    fn look_now(&self, batch: &Batch) -> anyhow::Result<Stage> {
        let brought = brought(batch, &self.case_of(&batch.slug)?);
        let total: usize = brought.lots.iter().map(|l| l.files.len()).sum();
        let mut done = 0;
        let read = together::read(self.home(), self.ways(), &brought, &mut |name| {
            self.tray()
                .at(&batch.id, |b| b.stage = Stage::Reading(done, total, name.to_owned()));
            done += 1;
        })?;
        let rehearsal = together::rehearse(self.home(), &brought, &read)?;
        let look = look::look(self.ways(), &read, &rehearsal, brought.replaces.as_deref());
        Ok(Stage::Looked(Arc::new(look)))
    }

    /// The files are read once more: the case may have changed since they were looked at. Where keeping them would do something else
    /// now than was shown, that is shown, and nothing is kept.
    fn keep_now(&self, batch: &Batch) -> anyhow::Result<Stage> {
        let at = |words: &str| {
            self.tray()
                .at(&batch.id, |b| b.stage = Stage::Keeping(words.to_owned()));
        };
        let Stage::Keeping(_) = batch.stage else {
            return Ok(batch.stage.clone());
        };
        let one = self.tray().one_at_a_time();
        let brought = brought(batch, &self.case_of(&batch.slug)?);
        let read = together::read(self.home(), self.ways(), &brought, &mut |_| {})?;
        let rehearsal = together::rehearse(self.home(), &brought, &read)?;
        let mut look = look::look(self.ways(), &read, &rehearsal, brought.replaces.as_deref());
        if batch.shown.as_deref().is_some_and(|shown| !shown.does_the_same(&look)) {
            look.notes.insert(0, OTHERWISE.to_owned());
            self.tray().at(&batch.id, |b| b.version += 1);
            return Ok(Stage::Looked(Arc::new(look)));
        }
        at("Everything is written into the case in one go.");
        together::keep(self.home(), &brought, &read)?;
        drop(one);
        at("The entries are in the case. They are read for warnings now.");
        // The records are in, whatever becomes of this: the next page judges the case again if it has to.
        let _ = self.open(&batch.slug, &mut |_| {});
        // The bytes are in the case file from now on, and need not wait here any longer.
        self.tray().at(&batch.id, |b| {
            for file in &mut b.files {
                file.bytes = Arc::new(Vec::new());
            }
        });
        Ok(Stage::Kept(Arc::new(look)))
    }

    fn case_of(&self, slug: &str) -> anyhow::Result<Case> {
        Ok(placing::case_now(&CaseFile::open(&self.home().case_file(slug))?)?)
    }

    fn ways(&self) -> Ways<'_> {
        Ways {
            headings: &self.book().headings,
            opener: self.opener(),
        }
    }
}

/// The files of a batch, by agency in the order in which agencies come first.
fn brought(batch: &Batch, case: &Case) -> Brought {
    let mut taken: BTreeSet<String> = case.agencies.iter().map(|a| a.id.0.clone()).collect();
    let mut made: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut lots: Vec<Lot> = Vec::new();
    for file in batch.meant() {
        let (agency, name, kind) = match &file.owner {
            Owner::Unknown => continue,
            // An agency that somebody named on a screen is in no case file before its first records are.
            Owner::Agency(id) => {
                let known = case.agency(id);
                (
                    id.0.clone(),
                    known.map(|a| a.name.clone()),
                    known.map(|a| a.kind.clone()),
                )
            }
            Owner::New { name, kind } => {
                let id = made
                    .entry((name.to_lowercase(), kind.clone()))
                    .or_insert_with(|| {
                        let id = starting::agency_id(name, &taken);
                        taken.insert(id.clone());
                        id
                    })
                    .clone();
                (id, Some(name.clone()), Some(kind.clone()))
            }
        };
        let entry = (file.name.clone(), Arc::clone(&file.bytes));
        match lots.iter_mut().find(|l| l.whose.agency == agency) {
            Some(lot) => {
                say(&mut lot.whose.columns, &file.columns);
                lot.files.push(entry);
            }
            None => lots.push(Lot {
                whose: Whose {
                    agency,
                    name,
                    kind,
                    supplied: None,
                    columns: file.columns.clone(),
                },
                files: vec![entry],
            }),
        }
    }
    Brought {
        slug: batch.slug.clone(),
        lots,
        who: batch.who.clone(),
        replaces: batch.replaces.clone(),
    }
}

fn say(columns: &mut BTreeMap<String, Field>, more: &BTreeMap<String, Field>) {
    for (heading, field) in more {
        columns.retain(|h, _| plain(h) != plain(heading));
        columns.insert(heading.clone(), *field);
    }
}
