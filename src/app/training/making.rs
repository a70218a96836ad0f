//! *Making* an exercise from a case in which nobody is real: a draft with stages by the days on which something became known, to be
//! edited by who will run it.

use std::{fs, sync::Arc};

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use super::{Place, Training};
use crate::{
    app::writing::{self, Existing},
    model::{deciding::Deciding, hash::hex, matter::Matter, when::day_in_words},
    report,
    review::lens::known,
    training::exercise::{Against, Exercise, Facilitator, Stage, able, propose, refusal},
};

/// The content warning of a draft, as groups read it.
pub const CONTENT: &str = "Abuse, violence, stalking or neglect, told in short notes";

/// Stages that are proposed where nobody says how many.
pub const STAGES: usize = 5;

/// A case from which an exercise may be made, or why none may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Agencies through whose eyes it can be seen: id and name.
    pub agencies: Vec<(String, String)>,
    /// Why none may be made from it, and what to do.
    pub refused: Option<String>,
}

/// What is wanted of a draft.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Slug of the case.
    pub case: &'a str,
    /// Id of the agency.
    pub agency: &'a str,
    /// Id of the exercise.
    pub id: &'a str,
    /// Its title; one is proposed when empty.
    pub title: &'a str,
    /// How many stages.
    pub stages: usize,
}

impl Training {
    /// The cases of the home folder, each with what can be made of it.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn sources(&self) -> anyhow::Result<Vec<Source>> {
        let mut out = Vec::new();
        for listing in self.here.list()? {
            let case = match listing.closed {
                Some(_) => None,
                None => self
                    .here
                    .file(&listing.slug)?
                    .map(|f| crate::app::placing::case_now(&f))
                    .transpose()?,
            };
            out.push(Source {
                agencies: case
                    .iter()
                    .flat_map(able)
                    .map(|(id, name)| (id.to_owned(), name.to_owned()))
                    .collect(),
                refused: match &case {
                    Some(case) => refusal(case),
                    None => listing.closed,
                },
                slug: listing.slug,
                title: listing.title,
            });
        }
        Ok(out)
    }

    /// A draft of an exercise, with stages by the days on which something became known to the agency. Nothing is kept.
    ///
    /// # Errors
    /// When there is no such case or agency, people in the case may be real, or the agency knew of nothing.
    pub fn draft(&self, wanted: Wanted<'_>) -> anyhow::Result<Exercise> {
        let matter = self.here.get(wanted.case)?.with_context(|| {
            format!(
                "there is no case `{}` in {}",
                wanted.case,
                self.home().cases().display()
            )
        })?;
        if let Some(why) = refusal(&matter.case) {
            bail!("{}: {why}", wanted.case);
        }
        let agency = able(&matter.case).find(|(id, _)| *id == wanted.agency);
        let Some((agency, name)) = agency else {
            let have: Vec<&str> = able(&matter.case).map(|(id, _)| id).collect();
            bail!(
                "`{}` supplied no records to this case; choose one of {} with --agency",
                wanted.agency,
                have.join(", ")
            );
        };
        let days = propose(&days(&matter, agency), wanted.stages);
        if days.is_empty() {
            bail!("no record shows that {name} knew of anything in this case; choose another agency");
        }
        let title = match wanted.title.trim() {
            "" => format!("Through the eyes of {name}"),
            title => title.to_owned(),
        };
        Ok(Exercise {
            id: wanted.id.to_owned(),
            title,
            about: format!("You read what {name} wrote and was told, as it came in, and say at each stop what you see and what you would do."),
            case: wanted.case.to_owned(),
            agency: agency.to_owned(),
            findings: against(&matter),
            minutes: None,
            aims: vec!["To notice what in these records asks for an answer, and to say what is done, by whom and by when".to_owned()],
            content: vec![CONTENT.to_owned()],
            stages: days.into_iter().enumerate().map(stage).collect(),
            facilitator: Facilitator {
                notes: vec![
                    "Look through the entries, and say in the content warnings what else may be hard to read.".to_owned(),
                    "Tell groups that they see only what is recorded that this agency wrote or was told. Others may have known more.".to_owned(),
                ],
                discuss: vec!["Which entry did your group pass over at first and come back to later? What made the difference?".to_owned()],
                debrief: vec!["Give the number of your own staff support, and end with one thing that each person takes away.".to_owned()],
            },
        })
    }

    /// Keeps an exercise in the home folder; one of the same id stays as it is.
    ///
    /// # Errors
    /// When something is wrong with it, or one of this id is there already.
    pub fn keep(&self, exercise: &Exercise) -> anyhow::Result<std::path::PathBuf> {
        self.usable(exercise, Place::Here)?;
        if self.exercise(&exercise.id).map_or(true, |e| e.is_some()) {
            bail!("there is an exercise `{}` already; choose another id", exercise.id);
        }
        let (folder, path) = (self.home().exercises(), self.home().exercise(&exercise.id));
        fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        writing::file(&path, exercise.written()?.as_bytes(), Existing::Kept)?;
        Ok(path)
    }

    /// Puts an exercise made here in the place of the one of its id, as it stood with this digest. Runs go on with the exercise with which
    /// they began.
    ///
    /// # Errors
    /// When something is wrong with it, there is none of this id here, or somebody changed it meanwhile.
    pub fn change(&self, exercise: &Exercise, was: &str) -> anyhow::Result<()> {
        self.usable(exercise, Place::Here)?;
        if self.digest(&exercise.id)? != was {
            bail!(
                "the exercise `{}` was changed meanwhile; open it again, and write what you wrote here into it",
                exercise.id
            );
        }
        writing::file(
            &self.home().exercise(&exercise.id),
            exercise.written()?.as_bytes(),
            Existing::Replaced,
        )?;
        Ok(())
    }

    /// By what it is known whether an exercise made here was changed.
    ///
    /// # Errors
    /// When there is none of this id here, or it cannot be read.
    pub fn digest(&self, id: &str) -> anyhow::Result<String> {
        let path = self.made_here(id)?;
        let bytes = fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        Ok(hex(&Sha256::digest(&bytes)))
    }

    /// Deletes an exercise made here. Its runs stay, with the exercise as it was when they began.
    ///
    /// # Errors
    /// When there is none of this id here, or it cannot be deleted.
    pub fn discard(&self, id: &str) -> anyhow::Result<()> {
        let path = self.made_here(id)?;
        fs::remove_file(&path).with_context(|| format!("{}: cannot be deleted", path.display()))
    }

    fn made_here(&self, id: &str) -> anyhow::Result<std::path::PathBuf> {
        let path = self.home().exercise(id);
        if !crate::app::matters::is_slug(id) || !path.is_file() {
            bail!(
                "there is no exercise `{id}` that was made here; those that are built in cannot be changed or deleted"
            );
        }
        Ok(path)
    }
}

/// What decisions are set beside: the panel's, where it decided anything, or the program's in an invented case.
fn against(matter: &Arc<Matter>) -> Against {
    let deciding = Deciding::of_matter(matter);
    let decided = matter.counted().any(|f| deciding.accepted(f).is_some());
    if !decided && matter.case.is_invented() {
        Against::Program
    } else {
        Against::Accepted
    }
}

/// The days on which the entries became known to an agency, before the final event. What it knew before the time under review is there from
/// its first day on, before which no stage may end.
fn days(matter: &Matter, agency: &str) -> Vec<NaiveDate> {
    let agency = crate::model::case::AgencyId(agency.to_owned());
    let known = known(matter, &agency, &report::telling());
    let days = known.into_iter().flatten().map(|k| k.from.max(matter.case.review_from));
    days.filter(|d| matter.case.event.is_none_or(|e| *d < e)).collect()
}

fn stage((at, until): (usize, NaiveDate)) -> Stage {
    let day = day_in_words(until);
    let beside = if at == 0 { "" } else { ", beside what you read before" };
    Stage {
        title: format!("Stage {}", at + 1),
        until,
        brief: format!("It is {day}. Read what has become known{beside}."),
        minutes: None,
        asks: Vec::new(),
    }
}
