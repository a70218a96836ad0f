//! The *library* of exercises: those that are built in, on the samples, and those of the home folder.

use std::fs;

use anyhow::{Context as _, bail};
use rust_embed::RustEmbed;

use super::{Place, Training, making::Source};
use crate::{
    app::matters::{Matters, is_slug, named},
    training::exercise::Exercise,
};

#[derive(RustEmbed)]
#[folder = "samples/exercises/"]
struct BuiltIn;

/// An exercise of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its id.
    pub id: String,
    /// Where its case is.
    pub place: Place,
    /// The exercise; where its file cannot be read, why.
    pub exercise: Result<Exercise, String>,
}

/// What there is to train with in a home folder, for whoever starts it.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Its exercises, and those that are built in.
    pub exercises: Vec<Shelved>,
    /// Cases from which an exercise can be made.
    pub sources: Vec<Source>,
    /// The folder, as it is given to a command.
    pub home: String,
}

impl Matters {
    /// What there is to train with. It is run by a server of its own.
    ///
    /// # Errors
    /// When the home folder cannot be listed.
    pub fn to_train_with(&self) -> anyhow::Result<Shelf> {
        let training = Training::new(self.home(), self.rules())?;
        let mut sources = training.sources()?;
        sources.retain(|s| s.refused.is_none());
        Ok(Shelf {
            exercises: training.library()?,
            sources,
            home: std::path::absolute(self.home().root())?.display().to_string(),
        })
    }
}

impl Training {
    /// Every exercise: the home folder's own first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn library(&self) -> anyhow::Result<Vec<Shelved>> {
        let mut out = Vec::new();
        for id in named(&self.home().exercises(), "toml")? {
            out.push(Shelved {
                exercise: self.own(&id).map_err(|e| format!("{e:#}")),
                place: Place::Here,
                id,
            });
        }
        for file in BuiltIn::iter() {
            let Some(id) = file.strip_suffix(".toml") else { continue };
            // One of the same id in the home folder stands in its place.
            if out.iter().all(|s| s.id != id) {
                out.push(Shelved {
                    id: id.to_owned(),
                    place: Place::Samples,
                    exercise: built_in(id).map_err(|e| format!("{e:#}")),
                });
            }
        }
        Ok(out)
    }

    /// An exercise by its id, and where its case is; nothing when there is none.
    ///
    /// # Errors
    /// When its file cannot be read, or something in it is wrong.
    pub fn exercise(&self, id: &str) -> anyhow::Result<Option<(Exercise, Place)>> {
        if !is_slug(id) {
            return Ok(None);
        }
        if self.home().exercise(id).is_file() {
            return Ok(Some((self.own(id)?, Place::Here)));
        }
        if BuiltIn::get(&format!("{id}.toml")).is_none() {
            return Ok(None);
        }
        Ok(Some((built_in(id)?, Place::Samples)))
    }

    /// The same, for somebody who named it.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn exercise_named(&self, id: &str) -> anyhow::Result<(Exercise, Place)> {
        self.exercise(id)?
            .with_context(|| format!("there is no exercise `{id}`; see which there are with: forewarned train list"))
    }

    fn own(&self, id: &str) -> anyhow::Result<Exercise> {
        let path = self.home().exercise(id);
        let text = fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let exercise = Exercise::read(&text).with_context(|| format!("{}: is no exercise", path.display()))?;
        if exercise.id != id {
            bail!(
                "{}: says that its id is `{}`; give the file that name, or correct the id",
                path.display(),
                exercise.id
            );
        }
        Ok(exercise)
    }
}

fn built_in(id: &str) -> anyhow::Result<Exercise> {
    let file = BuiltIn::get(&format!("{id}.toml")).context("this exercise is not built in")?;
    let text = String::from_utf8(file.data.into_owned())?;
    Ok(Exercise::read(&text)?)
}
