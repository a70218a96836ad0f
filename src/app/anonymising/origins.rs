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

/// What each case answered, with the number of the last change of its file then.
#[derive(Debug, Default)]
pub struct Origins(Mutex<BTreeMap<String, (u64, Vec<Origin>)>>);

impl Matters {
    /// Every anonymised case that a case of the home folder says was made of it. Of a case that cannot be read now it is told what was known.
    ///
    /// # Errors
    /// When the home folder cannot be read.
    pub fn origins(&self) -> anyhow::Result<Vec<Origin>> {
        let mut out = Vec::new();
        for slug in self.slugs()? {
            match self.origins_of(&slug) {
                Ok(all) => out.extend(all),
                Err(error) => {
                    tracing::warn!(%slug, %error, "it is not known which cases were made of this one");
                    out.extend(self.origins_known(&slug).map(|(_, all)| all).unwrap_or_default());
                }
            }
        }
        Ok(out)
    }

    fn origins_known(&self, slug: &str) -> Option<(u64, Vec<Origin>)> {
        let known = self.origins.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(slug).cloned()
    }

    fn origins_of(&self, slug: &str) -> Result<Vec<Origin>, StoreError> {
        let file = CaseFile::open(&self.home().case_file(slug))?;
        let sequence = file.sequence()?;
        if let Some((_, all)) = self.origins_known(slug).filter(|(then, _)| *then == sequence) {
            return Ok(all);
        }
        let all = told_by(slug, &file.settlements()?);
        let mut known = self.origins.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(slug.to_owned(), (sequence, all.clone()));
        Ok(all)
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
