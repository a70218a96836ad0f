//! A case under a *lens*: what is left of it judged anew, and kept while neither the case nor the lens changes. Pages, searches, reports
//! and downloads are all made from what is left, so that none of them can tell of the rest.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::{
    app::{
        as_read::AsRead,
        clock,
        judging::{Material, judge_after},
        matters::Matters,
        opening::held,
    },
    model::{lens::Lens, matter::Matter, settled::Settled},
    report,
    review::mask,
    rulebook::load::Rulebook,
    search::{
        Index, SearchError,
        answer::{Answer, Request},
    },
};

/// Cases under a lens that are kept at most: a few people, each with a day to go back to.
const HELD: usize = 8;

/// Something that can only be seen or done without a lens.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("this cannot be seen or done while part of the case is masked; lift the mask first")]
pub struct Masked;

/// A case under a lens.
#[derive(Debug)]
struct Held {
    slug: String,
    lens: Lens,
    basis: u64,
    /// Number of the last settlement then.
    settled: u64,
    view: Arc<View>,
}

/// What is left, and its search index, made when it is first searched.
#[derive(Debug)]
struct View {
    matter: Arc<Matter>,
    index: OnceLock<Arc<Index>>,
}

/// Cases under lenses, the last used first.
#[derive(Debug, Default)]
pub(super) struct Lenses(Mutex<Vec<Held>>);

/// What a lens leaves of a matter, judged as if the rest had never been there.
pub fn masked(matter: &Matter, lens: &Lens, book: &Rulebook) -> Matter {
    masked_of((matter, None), lens, book)
}

/// The same, of a case of which it is known how it was read: an entry that is left is not read again where nothing of what it is read
/// by is masked.
fn masked_of((matter, as_read): (&Matter, Option<&AsRead>), lens: &Lens, book: &Rulebook) -> Matter {
    let left = mask::left(matter, lens, &report::telling());
    let material = Material {
        case: left.case,
        records: left.records,
        problems: mask::problems(matter),
        entries: left.entries,
        acts: left.acts,
        settled: left.settled,
    };
    let before = as_read.map(|read| (matter, read));
    let (mut out, _) = judge_after(material, book, before, &mut |_| {});
    mask::close(&mut out, matter, lens);
    out
}

impl View {
    /// The index of what is left, made when it is first asked for.
    fn indexed(&self) -> Result<Arc<Index>, SearchError> {
        if let Some(index) = self.index.get() {
            return Ok(Arc::clone(index));
        }
        let made = Arc::new(Index::in_memory(&self.matter)?);
        Ok(Arc::clone(self.index.get_or_init(|| made)))
    }
}

impl Lenses {
    fn held(&self) -> MutexGuard<'_, Vec<Held>> {
        // A panic while the lock was held leaves a list that is still whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, (slug, lens): (&str, &Lens), basis: u64) -> Option<(u64, Arc<View>)> {
        let mut held = self.held();
        let at = held
            .iter()
            .position(|h| h.slug == slug && h.lens == *lens && h.basis == basis)?;
        let found = held.remove(at);
        let out = (found.settled, Arc::clone(&found.view));
        held.insert(0, found);
        Some(out)
    }

    fn keep(&self, one: Held) {
        let mut held = self.held();
        held.retain(|h| !(h.slug == one.slug && h.lens == one.lens));
        held.insert(0, one);
        held.truncate(HELD);
    }
}

impl Matters {
    fn view(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<View>>> {
        let Some(slug) = &self.slug(slug)? else {
            return Ok(None);
        };
        let (basis, whole, as_read) = self.judged(slug, &mut |_| {})?;
        let last = whole.settled.last().map_or(0, |s| s.number);
        if let Some((settled, view)) = self.lenses().find((slug, lens), basis)
            && settled == last
        {
            return Ok(Some(view));
        }
        // Who asks for what is being judged waits for it.
        let turn = self.opened.turn(&format!("{slug} under a lens"));
        let _mine = held(&turn);
        let view = match self.lenses().find((slug, lens), basis) {
            Some((settled, view)) if settled == last => return Ok(Some(view)),
            // What was only put beside the records since is laid over it without judging anew.
            Some((_, view)) => {
                let mut matter = Matter::clone(&view.matter);
                let settled = mask::settled(&matter, &whole, lens);
                matter.settle(settled);
                View {
                    matter: Arc::new(matter),
                    index: view.index.clone(),
                }
            }
            None => {
                let _busy = self.opened.busy(slug, whole.entries.len());
                View {
                    matter: Arc::new(masked_of((&whole, Some(&as_read)), lens, self.book())),
                    index: OnceLock::new(),
                }
            }
        };
        let view = Arc::new(view);
        self.lenses().keep(Held {
            slug: slug.clone(),
            lens: lens.clone(),
            basis,
            settled: last,
            view: Arc::clone(&view),
        });
        Ok(Some(view))
    }

    /// What people settled of a case, read without judging it; nothing when there is no such case.
    pub fn settled(&self, slug: &str) -> anyhow::Result<Vec<Settled>> {
        match self.file(slug)? {
            Some(file) => Ok(file.settlements()?),
            None => Ok(Vec::new()),
        }
    }

    /// A case under a lens, judged; nothing when there is none of this slug.
    pub fn get_by(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<Matter>>> {
        Ok(self.view(slug, lens)?.map(|v| Arc::clone(&v.matter)))
    }

    /// Searches a case under a lens, in an index of what is left alone. Nothing when there is no such case.
    pub fn search_by(&self, slug: &str, lens: &Lens, request: &Request) -> anyhow::Result<Option<Answer>> {
        let Some(view) = self.view(slug, lens)? else {
            return Ok(None);
        };
        Ok(Some(view.indexed()?.search(request, &view.matter)?))
    }

    /// The search index of what a lens left of a case, and of nothing else: the one that is kept with it, where it is still held.
    pub(super) fn index_of_view(&self, matter: &Arc<Matter>) -> Result<Arc<Index>, SearchError> {
        let view = {
            let held = self.lenses().held();
            let found = held.iter().find(|h| Arc::ptr_eq(&h.view.matter, matter));
            found.map(|h| Arc::clone(&h.view))
        };
        match view {
            Some(view) => view.indexed(),
            None => Ok(Arc::new(Index::in_memory(matter)?)),
        }
    }

    /// Makes a report of a case under a lens; what stood in the case file before is left out. Nothing when there is no such case.
    pub fn report_by(
        &self,
        slug: &str,
        lens: &Lens,
        (kind, format): (&str, &str),
        settings: Option<&report::Settings>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(matter) = self.get_by(slug, lens)? else {
            return Ok(None);
        };
        let usual = report::Settings {
            made_at: Some(clock::now_in_words()),
            ..report::Settings::default()
        };
        Ok(Some(report::make(&matter, kind, format, settings.unwrap_or(&usual))?))
    }
}
