//! *Handing on*: an anonymised case as it leaves the home folder: whole, as a case file that another home takes in as it is, or as the folder
//! that others import. Where the case that it was made of is here too, what leaves is searched first for everything that this one knows.

use anyhow::{anyhow, bail};

use super::{
    checking::{self, Checked},
    folder,
};
use crate::{
    anonymise::leaks::Grave,
    app::{matters::Matters, packing},
    model::{disguise::Disguise, matter::Matter, settled::Settlement},
    store::CaseFile,
};

/// As what an anonymised case is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a case file: everything that stands in it, with what reviewers read and decided.
    Whole,
    /// As `case.toml` and a table for each agency, packed: to be imported, and read and judged anew.
    Folder,
}

impl Form {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Whole, Self::Folder];

    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Whole => "fwcase",
            Self::Folder => "zip",
        }
    }

    /// The one whose file ends so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.ending() == ending)
    }
}

/// What leaves.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was found in it of the case that it was made of; nothing where that one is not here.
    pub checked: Option<Checked>,
}

impl Handed {
    /// In how many places something real was found, so that a person looks at each first.
    pub fn certain(&self) -> usize {
        let leaks = self.checked.iter().flat_map(|c| &c.leaks);
        leaks.filter(|l| l.grave == Grave::Certain).count()
    }
}

impl Matters {
    /// An anonymised case as it is handed on; nothing where there is none of this slug.
    ///
    /// # Errors
    /// When its case file, or that of the case that it was made of, cannot be read: nothing leaves unsearched.
    pub fn hand_on(&self, slug: &str, form: Form) -> anyhow::Result<Option<Handed>> {
        let Some(matter) = self.get(slug)?.filter(|m| m.case.is_anonymised()) else {
            return Ok(None);
        };
        let Some(slug) = self.slug(slug)? else {
            return Ok(None);
        };
        let bytes = match form {
            Form::Whole => CaseFile::open(&self.home().case_file(&slug))?.copied()?,
            Form::Folder => packing::folder(&slug, folder(&matter)?)?,
        };
        let name = format!("{slug}.{}", form.ending());
        let checked = self.checked_beside_real(&slug, (&name, &bytes))?;
        Ok(Some(Handed { bytes, checked }))
    }

    fn checked_beside_real(&self, slug: &str, file: checking::File<'_>) -> anyhow::Result<Option<Checked>> {
        let Some(origin) = self.origins()?.into_iter().find(|o| o.made == slug) else {
            if let Some(silent) = self.silent()? {
                bail!(
                    "{silent}: this case cannot be read, so nobody knows whether {slug} was made of it, and it would leave unsearched; mend it, or move its file out of the home folder first"
                );
            }
            return Ok(None);
        };
        let real = self
            .get(&origin.real)?
            .ok_or_else(|| anyhow!("{}: this case is not here any more; try once more", origin.real))?;
        let disguises = self.disguises()?;
        let level = super::level(&disguises, &origin.level)?;
        let how = how_made(&real, slug);
        let files = &mut std::iter::once(file);
        checking::check(&real, (self.book(), &disguises), (level, how), files).map(Some)
    }
}

/// How it was made, also where that it was made was taken back since.
fn how_made<'m>(real: &'m Matter, slug: &str) -> Option<&'m Disguise> {
    real.settled.iter().rev().find_map(|s| match &s.what {
        Settlement::Disguised(made) if made.slug == slug => Some(&**made),
        _ => None,
    })
}
