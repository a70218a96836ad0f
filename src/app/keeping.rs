//! *Keeping*: what reviewers say and people settle is written to a case's file, and its records are given back as they were supplied.
//! The case is judged anew when it is opened next, where that rests on it.

use crate::{
    app::{
        matters::Matters,
        original::{self, Place},
    },
    model::{act::Act, entry::EntryId, settled::Settled},
    store::CaseFile,
};

impl Matters {
    /// The file of a case; nothing when there is no such case.
    pub(super) fn file(&self, slug: &str) -> anyhow::Result<Option<CaseFile>> {
        let Some(slug) = self.slug(slug)? else {
            return Ok(None);
        };
        Ok(Some(CaseFile::open(&self.home().case_file(&slug))?))
    }

    /// Keeps an act of a reviewer; the case is judged anew when it is opened next. Nothing when there is no such case.
    pub fn keep(&self, slug: &str, act: &Act) -> anyhow::Result<Option<u64>> {
        let Some(mut file) = self.file(slug)? else {
            return Ok(None);
        };
        Ok(Some(file.keep_act(act)?))
    }

    /// Keeps acts of a reviewer who knows of all acts up to the number `seen`, or none where somebody else has touched one of the mentions
    /// since. Nothing when there is no such case.
    pub fn keep_all_after(
        &self,
        slug: &str,
        all: &[Act],
        seen: u64,
    ) -> anyhow::Result<Option<Result<Vec<u64>, Vec<Act>>>> {
        let Some(mut file) = self.file(slug)? else {
            return Ok(None);
        };
        Ok(Some(file.keep_acts_after(all, seen)?))
    }

    /// The bytes of a record as it was supplied, by its SHA-256. Nothing when there is no such case or record.
    pub fn original(&self, slug: &str, sha256: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(file) = self.file(slug)? else {
            return Ok(None);
        };
        Ok(file.content(sha256)?)
    }

    /// The place of a record at which an entry stands, as the file has it. Nothing when there is no such case, entry or record.
    pub fn place_in_record(&self, slug: &str, entry: &EntryId) -> anyhow::Result<Option<Place>> {
        let Some(matter) = self.get(slug)? else {
            return Ok(None);
        };
        let Some((entry, _)) = matter.entry(entry) else {
            return Ok(None);
        };
        let Some(bytes) = self.original(slug, &entry.origin.sha256)? else {
            return Ok(None);
        };
        let record = matter.records.iter().find(|r| r.sha256 == entry.origin.sha256);
        Ok(Some(original::place(
            entry,
            record,
            &self.opener().open(&entry.origin.file, &bytes),
        )))
    }

    /// Keeps what somebody settled; the case is judged anew when it is opened next. Nothing when there is no such case.
    pub fn settle(&self, slug: &str, settled: &Settled) -> anyhow::Result<Option<u64>> {
        let Some(mut file) = self.file(slug)? else {
            return Ok(None);
        };
        Ok(Some(file.settle(settled)?))
    }

    /// Keeps what somebody settled who knows of everything settled up to the number `seen`, unless somebody else has settled
    /// the same since. Nothing when there is no such case.
    pub fn settle_after(
        &self,
        slug: &str,
        settled: &Settled,
        seen: u64,
    ) -> anyhow::Result<Option<Result<u64, Vec<Settled>>>> {
        let kept = self.settle_all_after(slug, std::slice::from_ref(settled), seen)?;
        Ok(kept.map(|kept| kept.map(|numbers| numbers.last().copied().unwrap_or(0))))
    }

    /// The same of several settlements: all are kept, or none.
    ///
    /// # Errors
    /// When the case file cannot be written.
    pub fn settle_all_after(
        &self,
        slug: &str,
        all: &[Settled],
        seen: u64,
    ) -> anyhow::Result<Option<Result<Vec<u64>, Vec<Settled>>>> {
        let Some(mut file) = self.file(slug)? else {
            return Ok(None);
        };
        Ok(Some(file.settle_all_after(all, seen)?))
    }
}
