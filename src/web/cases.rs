//! What the screens need to know of cases: the only door from `web` to `app`, so that tests can stand an invented case in it.

use std::sync::Arc;

use crate::{
    app::matters::{Listing, Matters},
    model::{history::Change, matter::Matter, settled::Settled},
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

/// A change of a case: what somebody settled or read, by its number in the case, or something done to its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// A settlement.
    Settled(u64),
    /// An act on a reading.
    Act(u64),
    /// Records came, were replaced, or were taken back.
    Records {
        /// When, as text.
        at: String,
        /// Who; empty when nobody said.
        who: String,
        /// What, in words.
        what: String,
    },
}

impl Changed {
    /// A line of the log of a case file.
    fn of(change: Change) -> Self {
        let number = |before: &str, after: &str| -> Option<u64> {
            change.what.strip_prefix(before)?.strip_suffix(after)?.parse().ok()
        };
        if let Some(settled) = number("settlement ", "") {
            return Self::Settled(settled);
        }
        if let Some(act) = number("act ", " of a reviewer") {
            return Self::Act(act);
        }
        Self::Records {
            at: change.at,
            who: change.who,
            what: change.what,
        }
    }
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

    /// Every change of a case, in order; none when there is no such case.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn changes(&self, slug: &str) -> anyhow::Result<Vec<Changed>>;
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

    fn changes(&self, slug: &str) -> anyhow::Result<Vec<Changed>> {
        Ok(Matters::changes(self, slug)?.into_iter().map(Changed::of).collect())
    }
}
