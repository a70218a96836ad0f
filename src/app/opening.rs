//! *Opening* a case: its file is read and judged once, whoever asks, and kept while it does not change.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    app::{
        as_read::{AsRead, Known},
        judging::{Material, judge_knowing},
        matters::Matters,
    },
    model::matter::Matter,
    store::CaseFile,
};

/// A case that was opened before.
#[derive(Debug, Clone)]
struct Kept {
    /// Number of the last change of its file then.
    sequence: u64,
    /// Number of the last change on which its reading and judging rest.
    basis: u64,
    matter: Arc<Matter>,
    as_read: Arc<AsRead>,
}

impl Kept {
    fn judged(self) -> Judged {
        (self.basis, self.matter, self.as_read)
    }
}

/// A case, opened: the number of the last change on which it rests, the case, and how it was read.
pub(super) type Judged = (u64, Arc<Matter>, Arc<AsRead>);

/// Cases that are opened, and those that are being opened.
#[derive(Debug, Default)]
pub(super) struct Opened {
    kept: Mutex<BTreeMap<String, Kept>>,
    /// One lock for each case: who asks for a case that is being judged waits for it, instead of judging it a second time.
    turns: Mutex<BTreeMap<String, Arc<Mutex<()>>>>,
    /// Cases that are being judged now, with the numbers of their entries.
    busy: Mutex<BTreeMap<String, Vec<usize>>>,
}

/// Says that a case is being judged, until it is dropped.
pub(super) struct Busy<'a> {
    opened: &'a Opened,
    slug: &'a str,
    entries: usize,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut busy = held(&self.opened.busy);
        let Some(all) = busy.get_mut(self.slug) else { return };
        if let Some(at) = all.iter().position(|n| *n == self.entries) {
            all.swap_remove(at);
        }
        if all.is_empty() {
            busy.remove(self.slug);
        }
    }
}

impl Opened {
    /// The case as it is kept, unless its file has changed since.
    fn kept_at(&self, slug: &str, sequence: u64) -> Option<Kept> {
        held(&self.kept).get(slug).filter(|k| k.sequence == sequence).cloned()
    }

    /// The case as it is kept, where it rests on this change still.
    fn kept_on(&self, slug: &str, basis: u64) -> Option<Kept> {
        held(&self.kept).get(slug).filter(|k| k.basis == basis).cloned()
    }

    /// The lock of this name.
    pub(super) fn turn(&self, name: &str) -> Arc<Mutex<()>> {
        Arc::clone(held(&self.turns).entry(name.to_owned()).or_default())
    }

    /// A case of so many entries is being judged.
    pub(super) fn busy<'a>(&'a self, slug: &'a str, entries: usize) -> Busy<'a> {
        held(&self.busy).entry(slug.to_owned()).or_default().push(entries);
        Busy {
            opened: self,
            slug,
            entries,
        }
    }
}

/// A panic while a lock is held leaves a map that is still whole.
pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Matters {
    /// A case, judged, with the number of the last change on which that rests; `progress` hears of entries read. What was only put
    /// beside the records since a case was opened last is laid over it without reading or judging anew.
    pub fn open(&self, slug: &str, progress: &mut dyn FnMut(usize)) -> anyhow::Result<Option<(u64, Arc<Matter>)>> {
        let Some(slug) = self.slug(slug)? else {
            return Ok(None);
        };
        let (basis, matter, _) = self.judged(&slug, progress)?;
        Ok(Some((basis, matter)))
    }

    /// The number of entries of a case that is being read and judged at this moment, or of the largest such case where none is named;
    /// nothing where it is not.
    pub fn being_read(&self, slug: &str) -> Option<usize> {
        let busy = held(&self.opened.busy);
        let wanted = busy.iter().filter(|(of, _)| slug.is_empty() || *of == slug);
        wanted.flat_map(|(_, all)| all).copied().max()
    }

    /// The same as [`Self::open`], with how it was read, for a case that is there.
    pub(super) fn judged(&self, slug: &str, progress: &mut dyn FnMut(usize)) -> anyhow::Result<Judged> {
        let file = CaseFile::open(&self.home().case_file(slug))?;
        if let Some(kept) = self.opened.kept_at(slug, file.sequence()?) {
            return Ok(kept.judged());
        }
        let turn = self.opened.turn(slug);
        let _mine = held(&turn);
        // Whoever had the turn before has perhaps done it.
        let sequence = file.sequence()?;
        if let Some(kept) = self.opened.kept_at(slug, sequence) {
            return Ok(kept.judged());
        }
        let basis = file.basis()?;
        let (matter, as_read) = if let Some(kept) = self.opened.kept_on(slug, basis) {
            let settled = file.settlements()?;
            held(&self.opened.kept).remove(slug);
            // A large case is not copied for one settlement, unless somebody looks at it at this moment.
            let mut matter = Arc::unwrap_or_clone(kept.matter);
            matter.settle(settled);
            (matter, kept.as_read)
        } else {
            let before = held(&self.opened.kept).get(slug).cloned();
            let (matter, as_read) = self.judged_anew((slug, &file), before.as_ref(), progress)?;
            (matter, Arc::new(as_read))
        };
        let kept = Kept {
            sequence,
            basis,
            matter: Arc::new(matter),
            as_read,
        };
        held(&self.opened.kept).insert(slug.to_owned(), kept.clone());
        Ok(kept.judged())
    }

    fn judged_anew(
        &self,
        (slug, file): (&str, &CaseFile),
        before: Option<&Kept>,
        progress: &mut dyn FnMut(usize),
    ) -> anyhow::Result<(Matter, AsRead)> {
        let stored = file.load()?;
        let _busy = self.opened.busy(slug, stored.entries.len());
        let material = Material {
            case: stored.case,
            records: stored.records,
            problems: stored.problems,
            entries: stored.entries,
            acts: stored.acts,
            settled: stored.settled,
        };
        let kept_in = self.home().readings(slug);
        let known = Known {
            before: before.map(|k| (&*k.matter, &*k.as_read)),
            kept_in: Some(&kept_in),
        };
        Ok(judge_knowing(material, self.book(), known, progress))
    }
}
