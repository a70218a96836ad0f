//! *Origins*: which anonymised case was made of which case. The real case alone knows it, so every case of the home folder is asked; what one
//! answered is kept while its file does not change.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    app::matters::Matters,
    model::settled::{Settled, Settlement, standing},
    store::{CaseFile, StoreError},
};

/// An anonymised case, and the case that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Slug of the case that it was made of.
    pub real: String,
    /// Its own slug.
    pub made: String,
    /// Short name of its level.
    pub level: String,
    /// Does the real case still say so? That it was made is not undone by taking that back.
    pub stands: bool,
}

/// What a case answered.
#[derive(Debug, Clone)]
struct Told {
    /// Number of the last change of its file then.
    sequence: u64,
    /// The level by which it was itself anonymised.
    disguised: Option<String>,
    /// What was made of it.
    made: Vec<Origin>,
}

/// What each case answered.
#[derive(Debug, Default)]
pub struct Origins(Mutex<BTreeMap<String, Told>>);

impl Matters {
    /// Every anonymised case of the home folder that a case of it says was made of it. None is judged for it. Of a case that cannot be read now
    /// it is told what was known.
    ///
    /// # Errors
    /// When the home folder cannot be read.
    pub fn origins(&self) -> anyhow::Result<Vec<Origin>> {
        let mut told: BTreeMap<String, Told> = BTreeMap::new();
        for slug in self.slugs()? {
            let one = self.asked_what_was_made(&slug).or_else(|error| {
                tracing::warn!(%slug, %error, "it is not known which cases were made of this one");
                self.told_before(&slug).ok_or(error)
            });
            if let Ok(one) = one {
                told.insert(slug, one);
            }
        }
        let is_here = |o: &&Origin| {
            told.get(&o.made)
                .is_some_and(|m| m.disguised.as_ref() == Some(&o.level))
        };
        Ok(told.values().flat_map(|t| &t.made).filter(is_here).cloned().collect())
    }

    /// A case that cannot be read now and of which nothing was known before: what was made of it nobody can say.
    ///
    /// # Errors
    /// When the home folder cannot be read.
    pub fn silent(&self) -> anyhow::Result<Option<String>> {
        let is_silent = |slug: &String| self.asked_what_was_made(slug).is_err() && self.told_before(slug).is_none();
        Ok(self.slugs()?.into_iter().find(is_silent))
    }

    fn told_before(&self, slug: &str) -> Option<Told> {
        let known = self.origins.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(slug).cloned()
    }

    fn asked_what_was_made(&self, slug: &str) -> Result<Told, StoreError> {
        let file = CaseFile::open(&self.home().case_file(slug))?;
        let sequence = file.sequence()?;
        if let Some(told) = self.told_before(slug).filter(|t| t.sequence == sequence) {
            return Ok(told);
        }
        let told = Told {
            sequence,
            disguised: file.counted()?.0.disguised,
            made: told_by(slug, &file.settlements()?),
        };
        let mut known = self.origins.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(slug.to_owned(), told.clone());
        Ok(told)
    }
}

/// What a case of which this was settled says was made of it.
fn told_by(slug: &str, settled: &[Settled]) -> Vec<Origin> {
    let stands: Vec<u64> = standing(settled).iter().map(|s| s.number).collect();
    let each = settled.iter().filter_map(|s| match &s.what {
        Settlement::Disguised(made) => Some(Origin {
            real: slug.to_owned(),
            made: made.slug.clone(),
            level: made.level.clone(),
            stands: stands.contains(&s.number),
        }),
        _ => None,
    });
    each.collect()
}
