//! Opening a case: read from its case file, judged by the rules, kept while the file does not change.

use std::sync::Arc;

use crate::{
    app::home::Home,
    model::{case::CaseKind, matter::Matter},
};

/// One line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Listing {
    /// Name of the case file without its extension: the case's part of every address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Kind of review.
    pub kind: CaseKind,
    /// Number of entries.
    pub entries: usize,
    /// Number of problems.
    pub problems: usize,
    /// Number of agencies that supplied records.
    pub agencies: usize,
}

/// Opened cases.
#[derive(Debug)]
pub struct Matters {
    home: Home,
}

impl Matters {
    /// Opens cases from this home folder.
    pub fn new(home: Home) -> Self {
        Self { home }
    }

    /// The home folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// All cases, by slug.
    pub fn list(&self) -> anyhow::Result<Vec<Listing>> {
        anyhow::bail!("not there yet")
    }

    /// A case, judged; nothing when there is none of this slug.
    pub fn get(&self, _slug: &str) -> anyhow::Result<Option<Arc<Matter>>> {
        anyhow::bail!("not there yet")
    }

    /// Searches a case.
    pub fn search(
        &self,
        _slug: &str,
        _request: &crate::search::answer::Request,
    ) -> anyhow::Result<Option<crate::search::answer::Answer>> {
        anyhow::bail!("not there yet")
    }

    /// Makes a report of a case: `kind` and `format` are names of the registries in `report`.
    pub fn report(
        &self,
        _slug: &str,
        _kind: &str,
        _format: &str,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        anyhow::bail!("not there yet")
    }
}
