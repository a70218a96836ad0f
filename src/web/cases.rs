//! What the screens need to know of cases: the only door from `web` to `app`, so that tests can stand an invented case in it.

use std::sync::Arc;

use crate::{
    app::{
        anonymising::Origin,
        dating::Undated,
        matters::{Listing, Matters},
        original::Place,
    },
    model::{
        act::Act,
        beside::Beside,
        entry::EntryId,
        history::Change,
        lens::Lens,
        matter::Matter,
        row_date::RowDate,
        settled::{Settled, Settlement},
    },
    report,
    rulebook::load::Rulebook,
    search::answer::{Answer, Request},
    web::bringing::Bringing,
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

/// What became of acts of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActKept {
    /// They are kept, under these numbers.
    Done(Vec<u64>),
    /// None is: somebody else touched the same mention since. In the order in which they did.
    Newer(Vec<Act>),
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

    /// A case, judged, with everything that these kinds of report tell: what stood in it before, where it is kept and one of them tells it.
    ///
    /// # Errors
    /// When its case file cannot be read.
    fn get_for(&self, slug: &str, _kinds: &[&dyn report::Kind]) -> anyhow::Result<Option<Arc<Matter>>> {
        self.get(slug)
    }

    /// The number of entries of a case that is being read and judged at this moment, or of the largest such case where none is named;
    /// nothing where it is not.
    fn being_read(&self, slug: &str) -> Option<usize>;

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

    /// What people settled of a case, read without judging it; nothing when there is none of this slug.
    ///
    /// # Errors
    /// When its case file cannot be read.
    fn settled(&self, slug: &str) -> anyhow::Result<Vec<Settled>>;

    /// A case under a lens, judged as if what it masks had never been there.
    ///
    /// # Errors
    /// When its case file cannot be read.
    fn get_by(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<Matter>>>;

    /// Searches what a lens leaves of a case.
    ///
    /// # Errors
    /// When no index of it can be made.
    fn search_by(&self, slug: &str, lens: &Lens, request: &Request) -> anyhow::Result<Option<Answer>>;

    /// Makes a report, by kind and format, of what a lens leaves of a case; as it usually is where nothing was set.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn report_by(
        &self,
        slug: &str,
        lens: &Lens,
        which: (&str, &str),
        settings: Option<&report::Settings>,
    ) -> anyhow::Result<Option<Vec<u8>>>;

    /// Keeps an act of a reviewer who knows of all acts up to the number `seen`, unless somebody touched the same mention since.
    ///
    /// # Errors
    /// When the case file cannot be written.
    fn acts_after(&self, slug: &str, all: &[Act], seen: u64) -> anyhow::Result<ActKept>;

    /// The bytes of a record as it was supplied, by its SHA-256; nothing when there is no such case or record.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn original(&self, slug: &str, sha256: &str) -> anyhow::Result<Option<Vec<u8>>>;

    /// The place of a record at which an entry stands, as the file has it; nothing when there is no such case, entry or record.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn place_in_record(&self, slug: &str, entry: &EntryId) -> anyhow::Result<Option<Place>>;

    /// What the row of the problem with this key becomes when it is dated in these words, known from this source. Nothing when there is
    /// no such case; nothing is kept by it.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn date_row(&self, slug: &str, asked: (&str, &str, &str)) -> anyhow::Result<Option<Result<RowDate, Undated>>>;

    /// The rules by which cases are judged.
    fn rules(&self) -> Arc<Rulebook>;

    /// Makes a report of a case with these settings; nothing when there is no such case, kind or format.
    ///
    /// # Errors
    /// When the report cannot be written.
    fn report_with(
        &self,
        slug: &str,
        made: (&str, &str),
        settings: &report::Settings,
    ) -> anyhow::Result<Option<Vec<u8>>>;

    /// Keeps what somebody settled who knows of everything up to the number `seen`, unless somebody settled the same since: all of it is
    /// kept, or none.
    ///
    /// # Errors
    /// When the case file cannot be written.
    fn settle_all_after(&self, slug: &str, all: &[Settled], seen: u64) -> anyhow::Result<Kept>;

    /// A short name for a new line of enquiry, made from this one, that no line of the case has, nor ever had: what was attached to
    /// another must not come up under it.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn free_line(&self, slug: &str, base: &str) -> anyhow::Result<String> {
        let settled = self.settled(slug)?;
        let taken = |id: &str| {
            settled.iter().any(|s| match &s.what {
                Settlement::Beside(Beside::Line { id: of, .. } | Beside::Evidence { line: of, .. }) => of == id,
                _ => false,
            })
        };
        let numbered = (2..1_000).map(|n| format!("{base}-{n}"));
        let mut all = std::iter::once(base.to_owned()).chain(numbered);
        Ok(all.find(|id| !taken(id)).unwrap_or_else(|| base.to_owned()))
    }

    /// Which anonymised case was made of which case.
    ///
    /// # Errors
    /// When the home folder cannot be read.
    fn origins(&self) -> anyhow::Result<Vec<Origin>> {
        Ok(Vec::new())
    }

    /// The case of which part is masked for who asks, where this anonymised one was made of it: it would show the whole.
    ///
    /// # Errors
    /// When a case file cannot be read.
    fn covered_by(&self, _slug: &str) -> anyhow::Result<Option<String>> {
        Ok(None)
    }

    /// Bringing records in.
    fn bringing(&self) -> &dyn Bringing;

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

    fn get_for(&self, slug: &str, kinds: &[&dyn report::Kind]) -> anyhow::Result<Option<Arc<Matter>>> {
        Matters::get_for(self, slug, kinds)
    }

    fn being_read(&self, slug: &str) -> Option<usize> {
        Matters::being_read(self, slug)
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

    fn settled(&self, slug: &str) -> anyhow::Result<Vec<Settled>> {
        Matters::settled(self, slug)
    }

    fn get_by(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<Matter>>> {
        Matters::get_by(self, slug, lens)
    }

    fn search_by(&self, slug: &str, lens: &Lens, request: &Request) -> anyhow::Result<Option<Answer>> {
        Matters::search_by(self, slug, lens, request)
    }

    fn report_by(
        &self,
        slug: &str,
        lens: &Lens,
        which: (&str, &str),
        settings: Option<&report::Settings>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        Matters::report_by(self, slug, lens, which, settings)
    }

    fn acts_after(&self, slug: &str, all: &[Act], seen: u64) -> anyhow::Result<ActKept> {
        Ok(match Matters::keep_all_after(self, slug, all, seen)? {
            Some(Ok(numbers)) => ActKept::Done(numbers),
            Some(Err(newer)) => ActKept::Newer(newer),
            None => ActKept::NoCase,
        })
    }

    fn original(&self, slug: &str, sha256: &str) -> anyhow::Result<Option<Vec<u8>>> {
        Matters::original(self, slug, sha256)
    }

    fn place_in_record(&self, slug: &str, entry: &EntryId) -> anyhow::Result<Option<Place>> {
        Matters::place_in_record(self, slug, entry)
    }

    fn date_row(&self, slug: &str, asked: (&str, &str, &str)) -> anyhow::Result<Option<Result<RowDate, Undated>>> {
        Matters::date_row(self, slug, asked)
    }

    fn rules(&self) -> Arc<Rulebook> {
        Matters::rules(self)
    }

    fn report_with(
        &self,
        slug: &str,
        (kind, format): (&str, &str),
        settings: &report::Settings,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        Matters::report_with(self, slug, (kind, format), settings)
    }

    fn settle_all_after(&self, slug: &str, all: &[Settled], seen: u64) -> anyhow::Result<Kept> {
        Ok(match Matters::settle_all_after(self, slug, all, seen)? {
            Some(Ok(_)) => Kept::Done,
            Some(Err(newer)) => Kept::Newer(newer),
            None => Kept::NoCase,
        })
    }

    fn origins(&self) -> anyhow::Result<Vec<Origin>> {
        Matters::origins(self)
    }

    fn bringing(&self) -> &dyn Bringing {
        self
    }

    fn changes(&self, slug: &str) -> anyhow::Result<Vec<Changed>> {
        Ok(Matters::changes(self, slug)?.into_iter().map(Changed::of).collect())
    }
}
