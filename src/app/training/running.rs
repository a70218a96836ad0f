//! *Running* an exercise with groups: started, joined, released, answered, discussed, ended. What may happen is decided by
//! `training::run`; here it is kept, and the clock is asked.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Context as _;
use chrono::{DateTime, Duration, FixedOffset};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Place, Training, lens};
use crate::{
    app::{clock, matters::is_slug, opening::held},
    model::{entry::EntryId, hash::hex},
    search::answer::{Piece, Request},
    store::{RunFile, RunOf},
    training::{
        answer::Answer,
        exercise::Exercise,
        marking::{self, Comparison},
        run::{Event, Happening, Refusal, Run},
        seen::{Seen, numbers, seen},
    },
};

/// Letters and digits of join codes: none that can be taken for another.
const ALPHABET: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Letters and digits of a join code.
const CODE: usize = 6;
/// Runs of one exercise that are started on one day at most.
const RUNS_A_DAY: u32 = 1_000;
/// Entries that a search shows at most.
const HITS: usize = 100;

/// A run as it stands now.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// The exercise, as it was when the run was started.
    pub exercise: Arc<Exercise>,
    /// Where its case is.
    pub place: Place,
    /// By this groups join.
    pub code: String,
    /// How it stands.
    pub run: Run,
}

/// A run in the list of them.
#[derive(Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// How it stands; where its file cannot be read, why.
    pub standing: Result<Standing, String>,
}

/// Why something did not happen.
#[derive(Debug)]
pub enum NotDone {
    /// It may not happen now.
    Refused(Refusal),
    /// It could not be kept.
    Fault(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for NotDone {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

/// An entry that a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Its number in the exercise.
    pub number: usize,
    /// Its day, as written.
    pub day: String,
    /// Name of the agency that wrote it.
    pub agency: String,
    /// Why it is known, where another agency wrote it; else empty.
    pub known_by: String,
    /// Its text in pieces.
    pub pieces: Vec<Piece>,
}

impl Standing {
    /// The entries of each release, in order.
    pub fn releases(&self) -> Vec<Vec<EntryId>> {
        self.run.released.iter().map(|r| r.entries.clone()).collect()
    }

    /// The number of each entry that was released.
    pub fn numbers(&self) -> BTreeMap<EntryId, usize> {
        numbers(&self.releases())
    }
}

impl Training {
    /// Starts a run of an exercise for so many groups, and gives its id.
    ///
    /// # Errors
    /// When there is no such exercise, something is wrong with it, or the run cannot be kept.
    pub fn start(&self, exercise: &str, groups: u16) -> anyhow::Result<String> {
        let (exercise, place) = self.exercise_named(exercise)?;
        self.usable(&exercise, place)?;
        let folder = self.home().training();
        std::fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        let day = clock::today().format("%Y-%m-%d");
        let id = (1..=RUNS_A_DAY)
            .map(|n| format!("{day}-{}-{n}", exercise.id))
            .find(|id| !self.home().run(id).exists())
            .context("there are too many runs of this exercise today; delete some of them, or run it tomorrow")?;
        let of = RunOf {
            exercise_toml: exercise.written()?,
            samples: place == Place::Samples,
            code: code(),
        };
        let first = Event {
            at: clock::instant(),
            what: Happening::Started { groups },
        };
        RunFile::create(&self.home().run(&id), &of, &first)?;
        Ok(id)
    }

    /// Every run, the last first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn runs(&self) -> anyhow::Result<Vec<Listed>> {
        let mut out = Vec::new();
        for id in self.run_ids()?.into_iter().rev() {
            let standing = self.file(&id).and_then(|f| f.map(|f| standing(&id, &f)).transpose());
            match standing {
                Ok(Some(standing)) => out.push(Listed {
                    id,
                    standing: Ok(standing),
                }),
                Ok(None) => {}
                Err(error) => out.push(Listed {
                    id,
                    standing: Err(format!("{error:#}")),
                }),
            }
        }
        Ok(out)
    }

    fn file(&self, id: &str) -> anyhow::Result<Option<RunFile>> {
        let path = self.home().run(id);
        if !is_slug(id) || !path.is_file() {
            return Ok(None);
        }
        Ok(Some(RunFile::open(&path)?))
    }

    /// A run as it stands now; nothing when there is none. Where the time of its stage is up and every group has recorded an answer, the
    /// next stage is released first.
    ///
    /// # Errors
    /// When its file or its case cannot be used.
    pub fn standing(&self, id: &str) -> anyhow::Result<Option<Standing>> {
        let Some(file) = self.file(id)? else { return Ok(None) };
        let now = standing(id, &file)?;
        drop(file);
        if !now.run.is_due(clock::instant(), now.exercise.stages.len()) {
            return Ok(Some(now));
        }
        let stage = now.run.released.len();
        match self.release(id, stage, now.exercise.minutes_of(stage), false) {
            // Somebody else was faster, which is as good.
            Ok(()) | Err(NotDone::Refused(_)) => {}
            Err(NotDone::Fault(error)) => return Err(error),
        }
        self.file(id)?.map(|f| standing(id, &f)).transpose()
    }

    /// Something happens in a run. `anyway` goes on though groups have recorded nothing.
    ///
    /// # Errors
    /// When it may not happen now, or cannot be kept.
    pub fn happen(&self, id: &str, what: Happening, anyway: bool) -> Result<(), NotDone> {
        let mut file = self.file(id)?.context("this run is there no more; it was deleted")?;
        let stages = exercise(&file)?.0.stages.len();
        let at = clock::instant();
        let added = file.add(|events: &[Event]| {
            Run::of(events).may(&what, stages, anyway)?;
            Ok(Event { at, what })
        })?;
        added.map(|_| ()).map_err(NotDone::Refused)
    }

    /// Releases a stage, with so many minutes on its clock. Who asks names the stage, so that a button which is pressed twice, or stands on
    /// an old page, releases nothing more.
    ///
    /// # Errors
    /// When it is not the next or may not be released now, or the case cannot be used.
    pub fn release(&self, id: &str, stage: usize, minutes: Option<u32>, anyway: bool) -> Result<(), NotDone> {
        let file = self.file(id)?.context("this run is there no more; it was deleted")?;
        let now = standing(id, &file)?;
        drop(file);
        // The case is looked at before the run is held: it may have to be judged first.
        let entries = self.new_in(&now.exercise, now.place, (stage, &now.run.entries()))?;
        let due = minutes.map(|m| clock::instant() + Duration::minutes(i64::from(m)));
        self.happen(id, Happening::Released { stage, entries, due }, anyway)
    }

    /// The run that is joined by this code and has not ended.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn by_code(&self, code: &str) -> anyhow::Result<Option<Standing>> {
        let wanted: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_uppercase();
        let all = self.runs()?.into_iter().filter_map(|l| l.standing.ok());
        Ok(all.filter(|s| !s.run.has_ended).find(|s| s.code == wanted))
    }

    /// Somebody joins a group of a run, and gets the secret by which their browser is known from now on.
    ///
    /// # Errors
    /// When there is no such group, or the run has ended.
    pub fn join(&self, id: &str, group: u16) -> Result<String, NotDone> {
        let random = || uuid::Uuid::new_v4().simple().to_string();
        let secret = random() + &random();
        let seat = digest(&secret);
        let joined = Happening::Joined {
            group,
            seat: seat.clone(),
        };
        self.happen(id, joined, false)?;
        held(&self.seats).insert(seat, (id.to_owned(), group));
        Ok(secret)
    }

    /// The run and the group of the browser with this secret; nothing where there is none, or the run was deleted.
    ///
    /// # Errors
    /// When the file of the run cannot be used.
    pub fn seat(&self, secret: &str) -> anyhow::Result<Option<(Standing, u16)>> {
        let seat = held(&self.seats).get(&digest(secret)).cloned();
        let Some((id, group)) = seat else { return Ok(None) };
        Ok(self.standing(&id)?.map(|standing| (standing, group)))
    }

    /// A group records its answer at the stop point of a stage.
    ///
    /// # Errors
    /// When that stop point is not the one that is open.
    pub fn answer(
        &self,
        standing: &Standing,
        (group, stage, over): (u16, usize, Option<DateTime<FixedOffset>>),
        answer: Answer,
    ) -> Result<(), NotDone> {
        let answer = answer.within(self.offered(), &standing.run.entries());
        let what = Happening::Answered {
            over,
            group,
            stage,
            answer,
        };
        self.happen(&standing.id, what, false)
    }

    /// What groups of a run may read now.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn seen(&self, standing: &Standing) -> anyhow::Result<Vec<Seen>> {
        let Some(stage) = standing.run.stage().and_then(|at| standing.exercise.stages.get(at)) else {
            return Ok(Vec::new());
        };
        let matter = self.known_by(&standing.exercise, standing.place, stage.until)?;
        let ways = self.ways(&standing.exercise, standing.place)?;
        Ok(seen(
            &matter,
            (standing.exercise.agency.as_str(), ways.as_ref()),
            &standing.releases(),
        ))
    }

    /// Searches what groups of a run may read now, and nothing else: also no word of what the program reads or finds in it.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn search(&self, standing: &Standing, typed: &str) -> anyhow::Result<Vec<Found>> {
        let Some(stage) = standing.run.stage().and_then(|at| standing.exercise.stages.get(at)) else {
            return Ok(Vec::new());
        };
        let query = plain_words(typed);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let request = Request {
            query,
            per_page: HITS,
            ..Request::default()
        };
        let lens = lens(standing.exercise.role(), stage.until);
        let answer = self
            .matters(standing.place)
            .search_by(&standing.exercise.case, &lens, &request)?;
        let seen = self.seen(standing)?;
        let hits = answer.into_iter().flat_map(|a| a.hits).filter_map(|hit| {
            let one = seen.iter().find(|s| s.id.0 == hit.entry)?;
            Some(Found {
                number: one.number,
                day: one.day.clone(),
                agency: one.agency.clone(),
                known_by: one.known_by.clone(),
                pieces: hit.pieces,
            })
        });
        Ok(hits.collect())
    }

    /// What groups decided, beside what was found.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn comparison(&self, standing: &Standing) -> anyhow::Result<Comparison> {
        let points = self.points(&standing.exercise, standing.place)?;
        Ok(marking::compare(
            &points,
            &standing.run,
            &standing.exercise.days(),
            self.offered(),
        ))
    }

    /// Deletes a run whole: it cannot be brought back.
    ///
    /// # Errors
    /// When there is none, or its file cannot be deleted.
    pub fn delete(&self, id: &str) -> anyhow::Result<()> {
        let path = self.home().run(id);
        if !is_slug(id) || !path.is_file() {
            anyhow::bail!("there is no run `{id}`; see which there are with: forewarned train list");
        }
        RunFile::delete(&path)?;
        held(&self.seats).retain(|_, (run, _)| run != id);
        Ok(())
    }
}

fn exercise(file: &RunFile) -> anyhow::Result<(Exercise, RunOf)> {
    let of = file.of()?;
    let exercise =
        Exercise::read(&of.exercise_toml).context("the exercise that is kept with this run cannot be read")?;
    Ok((exercise, of))
}

fn standing(id: &str, file: &RunFile) -> anyhow::Result<Standing> {
    let (exercise, of) = exercise(file)?;
    Ok(Standing {
        id: id.to_owned(),
        exercise: Arc::new(exercise),
        place: if of.samples { Place::Samples } else { Place::Here },
        code: of.code,
        run: Run::of(&file.happened::<Event>()?),
    })
}

fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// A join code.
fn code() -> String {
    let bytes = uuid::Uuid::new_v4().into_bytes();
    let letter = |b: &u8| ALPHABET.get(usize::from(*b) % ALPHABET.len()).copied().map(char::from);
    bytes.iter().take(CODE).filter_map(letter).collect()
}

/// What was typed as plain words and phrases: a field of the query language, as `concept:`, would ask what the program reads in the
/// entries, which is what groups are to see for themselves.
fn plain_words(typed: &str) -> String {
    let out: String = typed
        .chars()
        .map(|c| if c == ':' { ' ' } else { c })
        .take(200)
        .collect();
    out.trim().to_owned()
}

/// When the time of the stage is up, as a time of day.
pub fn due_in_words(due: DateTime<FixedOffset>) -> String {
    due.format("%H:%M").to_string()
}
