//! *Risks*: by what somebody can be known again in an anonymised case: what was found of the real one, what tells of somebody without a name,
//! what days give away. Looked for once while neither case changes, for the screen and for the report.

use std::sync::{Arc, MutexGuard, PoisonError};

use anyhow::{Context as _, anyhow};

use super::{
    checking::{self, Checked},
    looked::{KnownRisks, KnownSigns},
};
use crate::{
    anonymise::{
        leaks::ByDays,
        level::Level,
        quasi::{Quasi, Sign},
    },
    app::{clock, matters::Matters},
    model::matter::Matter,
    report::{Settings, document::Document, risk},
    rulebook::load::Rulebook,
    store::CaseFile,
};

/// What may tell of somebody without a name in a case, by theme.
#[derive(Debug, Clone)]
pub struct Signs {
    /// The themes.
    pub quasi: Arc<Quasi>,
    /// The places.
    pub all: Vec<Sign>,
}

/// By what somebody can be known again in an anonymised case.
#[derive(Debug, Clone)]
pub struct Risks {
    /// The anonymised case.
    pub made: Arc<Matter>,
    /// Its level.
    pub level: Level,
    /// What was done at that level, one sentence each.
    pub done: Vec<String>,
    /// What was found of the real case.
    pub checked: Checked,
    /// What may tell of somebody without a name.
    pub signs: Signs,
    /// What days give away.
    pub days: ByDays,
    /// What law and guidance say, each with its source.
    pub claims: Vec<(String, String)>,
}

impl Risks {
    /// What is told of an anonymised case beside the real one, after its files were searched.
    ///
    /// # Errors
    /// When a file of the rules is not in its form.
    pub fn of(
        (real, made): (&Matter, &Arc<Matter>),
        book: &Rulebook,
        (level, checked): (&Level, Checked),
    ) -> anyhow::Result<Self> {
        let quasi = Arc::new(book.quasi()?);
        Ok(Self {
            signs: Signs {
                all: quasi.signs(&made.entries, &made.readings),
                quasi,
            },
            days: checking::days(real, made),
            done: checking::done(level),
            claims: book.claims()?,
            level: level.clone(),
            made: Arc::clone(made),
            checked,
        })
    }

    /// The report. With `tells_real` it quotes what was found in the words of the real case, and stays with it.
    pub fn document(&self, settings: &Settings, tells_real: bool) -> Document {
        let people = self.made.case.people.iter();
        let names = people.filter_map(|p| Some((p.id.0.clone(), p.names.first()?.clone())));
        let told = risk::Risk {
            title: self.made.case.title.clone(),
            level: self.level.title.clone(),
            audience: self.level.about.clone(),
            done: self.done.clone(),
            searched: &self.checked.searched,
            leaks: &self.checked.leaks,
            days: &self.days,
            quasi: &self.signs.quasi,
            signs: &self.signs.all,
            names: names.collect(),
            claims: self.claims.clone(),
            tells_real,
        };
        risk::compose(&told, settings)
    }

    /// The same, made now.
    pub fn document_now(&self, tells_real: bool) -> Document {
        let settings = Settings {
            made_at: Some(clock::now_in_words()),
            ..Settings::default()
        };
        self.document(&settings, tells_real)
    }
}

impl Matters {
    /// By what somebody can be known again in an anonymised case that is kept: its case file is searched. The last that was made of the
    /// real case where none is named.
    ///
    /// # Errors
    /// When there is no such case, or none was made of it.
    pub fn risks(&self, slug: &str, made: Option<&str>) -> anyhow::Result<Arc<Risks>> {
        let there_is_none = || anyhow!("{slug}: there is no such case in {}", self.home().cases().display());
        let real = self.get(slug)?.ok_or_else(there_is_none)?;
        let disguise = checking::made_as(&real, made).ok_or_else(|| {
            anyhow!("{slug}: no such anonymised case was made of it; make one with `forewarned anonymise make`")
        })?;
        let here = self.get(&disguise.slug)?.ok_or_else(|| {
            anyhow!(
                "{}: the anonymised case is not in this home folder any more",
                disguise.slug
            )
        })?;
        let state = |slug: &str| -> anyhow::Result<u64> {
            let slug = self.slug(slug)?.ok_or_else(there_is_none)?;
            Ok(CaseFile::open(&self.home().case_file(&slug))?.sequence()?)
        };
        let state = (state(slug)?, state(&disguise.slug)?);
        let key = (slug.to_owned(), disguise.slug.clone());
        if let Some((then, risks)) = self.looks.risks().get(&key)
            && *then == state
        {
            return Ok(Arc::clone(risks));
        }
        let disguises = self.disguises()?;
        let level = &super::as_made(super::level(&disguises, &disguise.level)?, disguise.any_origin);
        let path = self.home().case_file(&disguise.slug);
        let bytes = std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let name = format!("{}.fwcase", disguise.slug);
        let files = &mut std::iter::once((name.as_str(), bytes.as_slice()));
        let checked = checking::check(&real, (self.book(), &disguises), (level, Some(disguise)), files)?;
        let risks = Arc::new(Risks::of((&real, &here), self.book(), (level, checked))?);
        self.looks.risks().insert(key, (state, Arc::clone(&risks)));
        Ok(risks)
    }

    /// What may tell of somebody without a name in a case, before an anonymised one is made of it; nothing when there is no such case.
    ///
    /// # Errors
    /// When its case file cannot be read, or the themes are not in their form.
    pub fn signs(&self, slug: &str) -> anyhow::Result<Option<Arc<Signs>>> {
        let Some((basis, matter)) = self.open(slug, &mut |_| {})? else {
            return Ok(None);
        };
        if let Some((then, signs)) = self.looks.signs().get(slug)
            && *then == basis
        {
            return Ok(Some(Arc::clone(signs)));
        }
        let quasi = Arc::new(self.book().quasi()?);
        let all = quasi.signs(&matter.entries, &matter.readings);
        let signs = Arc::new(Signs { quasi, all });
        self.looks.signs().insert(slug.to_owned(), (basis, Arc::clone(&signs)));
        Ok(Some(signs))
    }
}

impl super::Looks {
    fn risks(&self) -> MutexGuard<'_, KnownRisks> {
        self.risks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signs(&self) -> MutexGuard<'_, KnownSigns> {
        self.signs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
