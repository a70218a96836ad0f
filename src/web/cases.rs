//! What the screens need to know of cases: the only door from `web` to `app`, so that tests can stand an invented case in it.

use std::sync::Arc;

use crate::{
    app::matters::{Listing, Matters},
    model::{matter::Matter, settled::Settled},
    search::answer::{Answer, Request},
};

/// What became of something that somebody settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Done,
    /// It is not: somebody else settled the same since. In the order in which they did.
    Newer(Vec<Settled>),
    /// There is no such case.
    NoCase,
}

/// Cases that can be listed, opened, searched, settled and reported. Calls may take their time and are never made from async code.
pub trait Cases: Send + Sync + 'static {
    /// All cases, by slug.
    ///
    /// # Errors
    /// When the home folder cannot be read.
    fn list(&self) -> anyhow::Result<Vec<Listing>>;

    /// A case, judged; nothing when there is none of this slug.
    ///
    /// # Errors
    /// When its case file cannot be read.
    fn get(&self, slug: &str) -> anyhow::Result<Option<Arc<Matter>>>;

    /// Searches a case; nothing when there is none of this slug.
    ///
    /// # Errors
    /// When the index can neither be opened nor made again.
    fn search(&self, slug: &str, request: &Request) -> anyhow::Result<Option<Answer>>;

    /// Searches these cases, as they may be seen, for each of these: only entries that they hold are answered.
    ///
    /// # Errors
    /// When an index can neither be opened nor made again.
    fn search_each(&self, seen: &[(String, Arc<Matter>)], requests: &[Request]) -> anyhow::Result<Vec<Answer>>;

    /// Makes a report of a case; nothing when there is no such case, kind or format.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn report(&self, slug: &str, kind: &str, format: &str) -> anyhow::Result<Option<Vec<u8>>>;

    /// Keeps what somebody settled who knows of everything up to the number `seen`, unless somebody settled the same since.
    ///
    /// # Errors
    /// When the case file cannot be written.
    fn settle_after(&self, slug: &str, settled: &Settled, seen: u64) -> anyhow::Result<Kept>;
}

impl Cases for Matters {
    fn list(&self) -> anyhow::Result<Vec<Listing>> {
        Matters::list(self)
    }

    fn get(&self, slug: &str) -> anyhow::Result<Option<Arc<Matter>>> {
        Matters::get(self, slug)
    }

    fn search(&self, slug: &str, request: &Request) -> anyhow::Result<Option<Answer>> {
        Matters::search(self, slug, request)
    }

    fn search_each(&self, seen: &[(String, Arc<Matter>)], requests: &[Request]) -> anyhow::Result<Vec<Answer>> {
        Matters::search_each(self, seen, requests)
    }

    fn report(&self, slug: &str, kind: &str, format: &str) -> anyhow::Result<Option<Vec<u8>>> {
        Matters::report(self, slug, kind, format)
    }

    fn settle_after(&self, slug: &str, settled: &Settled, seen: u64) -> anyhow::Result<Kept> {
        Ok(match Matters::settle_after(self, slug, settled, seen)? {
            Some(Ok(_)) => Kept::Done,
            Some(Err(newer)) => Kept::Newer(newer),
            None => Kept::NoCase,
        })
    }
}
