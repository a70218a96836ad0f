//! Searching cases: their indexes are opened, made where they are missing, damaged or behind, and asked together.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use crate::{
    app::{
        matters::{Matters, stamp},
        opening::held,
    },
    model::matter::Matter,
    search::{
        self, Index, SearchError, Shelf,
        answer::{Answer, Request},
    },
};

/// Indexes that cannot be kept on the disk, by slug, each with its stamp: made once, and held while the program runs.
pub(super) type InMemory = Mutex<BTreeMap<String, (String, Arc<Index>)>>;

/// An opened index, its case, and whether it had to be made.
struct Opened {
    slug: String,
    index: Arc<Index>,
    whole: Arc<Matter>,
    seen: Arc<Matter>,
    made: bool,
}

impl Matters {
    /// Searches these cases as they may be seen: only entries that they hold are answered, whatever stands in the index.
    ///
    /// # Errors
    /// When an index can neither be opened nor made again, or the engine cannot answer the query.
    pub fn search_in(&self, seen: &[(String, Arc<Matter>)], request: &Request) -> anyhow::Result<Answer> {
        let mut answers = self.search_each(seen, std::slice::from_ref(request))?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// The same for each of several requests.
    ///
    /// # Errors
    /// As of one.
    pub fn search_each(&self, seen: &[(String, Arc<Matter>)], requests: &[Request]) -> anyhow::Result<Vec<Answer>> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        let mut opened = Vec::new();
        for (slug, seen) in seen {
            opened.extend(self.shelf(slug, seen)?);
        }
        let mut answers = match ask(&opened, requests) {
            Ok(answers) => answers,
            Err(error) => {
                if !self.mend(&mut opened)? {
                    return Err(error.into());
                }
                ask(&opened, requests)?
            }
        };
        let made: Vec<String> = opened.into_iter().filter(|o| o.made).map(|o| o.slug).collect();
        for answer in &mut answers {
            answer.index_made.clone_from(&made);
        }
        Ok(answers)
    }

    /// The index of a case as it may be seen; nothing when the case is gone.
    fn shelf(&self, slug: &str, seen: &Arc<Matter>) -> anyhow::Result<Option<Opened>> {
        let Some((basis, whole)) = self.open(slug, &mut |_| {})? else {
            return Ok(None);
        };
        let (index, whole, made) = if is_of_all(seen, &whole) {
            let (folder, stamp) = (self.home().index(slug), stamp(basis, &whole));
            let (index, made) = match Index::open(&folder, &stamp)? {
                Some(index) => (Arc::new(index), false),
                None => self.made((slug, &folder), &stamp, &whole)?,
            };
            (index, whole, made)
        } else {
            // What a lens hides must not even be counted: how rare a word is, and which word is meant, would tell of it.
            (self.index_of_view(seen)?, Arc::clone(seen), false)
        };
        Ok(Some(Opened {
            slug: slug.to_owned(),
            index,
            whole,
            seen: Arc::clone(seen),
            made,
        }))
    }

    /// Makes an index; where it cannot be written to the disk it is made in memory. Says whether it was written.
    fn made(
        &self,
        (slug, folder): (&str, &Path),
        stamp: &str,
        whole: &Matter,
    ) -> Result<(Arc<Index>, bool), SearchError> {
        if let Some((of, index)) = held(&self.in_memory).get(slug)
            && of == stamp
        {
            return Ok((Arc::clone(index), false));
        }
        match Index::build(folder, stamp, whole, &mut |_| {}) {
            Ok(index) => Ok((Arc::new(index), true)),
            Err(error) => {
                tracing::warn!(slug, %error, "a search index cannot be written, and is made in memory");
                let index = Arc::new(Index::in_memory(whole)?);
                let kept = (stamp.to_owned(), Arc::clone(&index));
                held(&self.in_memory).insert(slug.to_owned(), kept);
                Ok((index, false))
            }
        }
    }

    /// Makes damaged indexes anew; says whether there was one.
    fn mend(&self, opened: &mut [Opened]) -> anyhow::Result<bool> {
        let mut mended = false;
        for one in opened.iter_mut().filter(|o| !o.index.is_whole()) {
            let Some((basis, whole)) = self.open(&one.slug, &mut |_| {})? else {
                continue;
            };
            let folder = self.home().index(&one.slug);
            let (index, made) = self.made((&one.slug, &folder), &stamp(basis, &whole), &whole)?;
            (one.index, one.whole, one.made, mended) = (index, whole, made, true);
        }
        Ok(mended)
    }
}

/// Does an index of the whole case tell of nothing that is not seen?
fn is_of_all(seen: &Arc<Matter>, whole: &Arc<Matter>) -> bool {
    Arc::ptr_eq(seen, whole) || (seen.entries == whole.entries && seen.readings == whole.readings)
}

fn ask(opened: &[Opened], requests: &[Request]) -> Result<Vec<Answer>, SearchError> {
    let shelves: Vec<Shelf<'_>> = opened
        .iter()
        .map(|o| Shelf {
            slug: &o.slug,
            index: &o.index,
            whole: &o.whole,
            seen: &o.seen,
        })
        .collect();
    requests.iter().map(|r| search::search(&shelves, r)).collect()
}
