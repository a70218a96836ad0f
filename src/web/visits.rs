//! *Visits*: who sits in front of the screens, what is still to be said to them, and what they look at.
//!
//! A visit lives as long as the program runs; what a reviewer does is kept in the case file, never here.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    model::{lens::Lens, who::is_same},
    web::asking::Link,
};

/// Somebody who asked for nothing for this long is not shown as being on a case.
const GONE: Duration = Duration::from_mins(5);

/// What is said on the next page of what was done: words, ways to what it changed, and the form by which it is taken back.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(crate) struct Said {
    /// What was done.
    pub(crate) words: String,
    /// What it changed.
    pub(crate) links: Vec<Link>,
    /// How it is taken back.
    pub(crate) undo: Option<Undo>,
    /// Number of the mention that it was done to, beside which it is said too; 0 for none.
    pub(crate) mention: usize,
}

/// The form by which what was done is taken back at once.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Undo {
    /// Where it is sent.
    pub(crate) address: String,
    /// What is taken back.
    pub(crate) numbers: Vec<u64>,
    /// The page to which it leads back.
    pub(crate) back: String,
}

/// No more is said on one page of what was done before it.
const SAID: usize = 3;

/// The case of an address's page; empty where it is of none.
fn case_of(address: &str) -> &str {
    let rest = address.strip_prefix("/case/").unwrap_or_default();
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Number of a visit: which of the links that were printed was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct VisitId(pub(crate) usize);

/// All visits.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    all: Mutex<BTreeMap<VisitId, Visit>>,
}

#[derive(Debug, Default)]
struct Visit {
    name: String,
    /// The name that was printed with the visit's link, if there was one.
    printed: Option<String>,
    /// What is still to be said, each with the case of the page that it leads to; empty for a page of no case.
    said: Vec<(String, Said)>,
    place: Option<Place>,
    /// What is masked for this visitor, by case.
    lenses: BTreeMap<String, Lens>,
    /// The name under which the visitor began to work without seeing the final event, by case: another name lifts no mask.
    blind: BTreeMap<String, String>,
    chosen: BTreeMap<&'static str, String>,
    /// The step of the tour that the visitor is at; 0 for none.
    tour: usize,
}

/// Where somebody is.
#[derive(Debug)]
struct Place {
    slug: String,
    page: &'static str,
    at: Instant,
}

/// Somebody else who is on the same case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Company {
    /// How they call themselves.
    pub(crate) name: String,
    /// The page they look at.
    pub(crate) page: &'static str,
}

impl Visits {
    /// What this visitor calls himself or herself; empty before it was said.
    pub(crate) fn name(&self, of: VisitId) -> String {
        self.all().get(&of).map_or_else(String::new, |v| v.name.clone())
    }

    /// The visitor goes by this name.
    pub(crate) fn call(&self, visit: VisitId, name: &str) {
        name.clone_into(&mut self.all().entry(visit).or_default().name);
    }

    /// The visit's link was printed for somebody of this name.
    pub(crate) fn print(&self, visit: VisitId, name: &str) {
        let mut all = self.all();
        let one = all.entry(visit).or_default();
        name.clone_into(&mut one.name);
        one.printed = Some(name.to_owned());
    }

    /// The name for which the visit's link was printed.
    pub(crate) fn printed(&self, of: VisitId) -> Option<String> {
        self.all().get(&of)?.printed.clone()
    }

    /// Was the link of another visit printed for this name, however it is spaced or capitalised?
    pub(crate) fn is_printed_for_another(&self, visit: VisitId, name: &str) -> bool {
        let all = self.all();
        let mut others = all.iter().filter(|(id, _)| **id != visit);
        others.any(|(_, v)| v.printed.as_deref().is_some_and(|p| is_same(p, name)))
    }

    /// Words to say on the next page; nothing where that page says itself what was done.
    pub(crate) fn say(&self, visit: VisitId, to: &str, words: String) {
        self.tell(
            visit,
            to,
            Said {
                words,
                ..Said::default()
            },
        );
    }

    /// The same with what it changed, and how it is taken back.
    pub(crate) fn tell(&self, visit: VisitId, to: &str, what: Said) {
        if what.words.is_empty() {
            return;
        }
        let mut all = self.all();
        let said = &mut all.entry(visit).or_default().said;
        said.push((case_of(to).to_owned(), what));
        // Who sends forms and opens no page does not come back to a heap of old news.
        let old = said.len().saturating_sub(SAID);
        said.drain(..old);
    }

    /// What is to be said on the page at this address, once. What was meant for a page of another case is not said any more.
    pub(crate) fn take_said(&self, visit: VisitId, here: &str) -> Vec<Said> {
        let all = self
            .all()
            .get_mut(&visit)
            .map_or_else(Vec::new, |v| std::mem::take(&mut v.said));
        let case = case_of(here);
        all.into_iter().filter(|(of, _)| of == case).map(|(_, w)| w).collect()
    }

    /// Nothing that was done before is to be said: it may tell of what is masked from now on.
    pub(crate) fn say_nothing(&self, visit: VisitId) {
        if let Some(visit) = self.all().get_mut(&visit) {
            visit.said.clear();
        }
    }

    /// The lens through which this visitor looks at a case, as far as it was set here.
    pub(crate) fn lens(&self, of: VisitId, slug: &str) -> Lens {
        self.all()
            .get(&of)
            .and_then(|v| v.lenses.get(slug).cloned())
            .unwrap_or_default()
    }

    /// The visitor looks at a case through this lens from now on. What was still to be said is not said through another one.
    pub(crate) fn look_through(&self, visit: VisitId, slug: &str, lens: Lens) {
        let mut all = self.all();
        let visit = all.entry(visit).or_default();
        if lens.is_clear() {
            visit.lenses.remove(slug);
        } else if visit.lenses.get(slug) != Some(&lens) {
            visit.said.clear();
            visit.lenses.insert(slug.to_owned(), lens);
        }
    }

    /// The name under which this visitor works on a case without seeing the final event, as far as it was seen here.
    pub(crate) fn blind(&self, of: VisitId, slug: &str) -> Option<String> {
        self.all().get(&of).and_then(|v| v.blind.get(slug).cloned())
    }

    /// Keeps it in mind, or forgets it.
    pub(crate) fn set_blind(&self, visit: VisitId, slug: &str, name: Option<String>) {
        let mut all = self.all();
        let blind = &mut all.entry(visit).or_default().blind;
        match name {
            Some(name) => blind.insert(slug.to_owned(), name),
            None => blind.remove(slug),
        };
    }

    /// How the visitor wants a page shown from now on, as long as the visit lasts.
    pub(crate) fn choose(&self, visit: VisitId, what: &'static str, how: String) {
        self.all().entry(visit).or_default().chosen.insert(what, how);
    }

    /// How the visitor wants a page shown, if that was said.
    pub(crate) fn chosen(&self, visit: VisitId, what: &str) -> Option<String> {
        self.all().get(&visit)?.chosen.get(what).cloned()
    }

    /// The visitor looks at a page of a case.
    pub(crate) fn looks(&self, visit: VisitId, slug: &str, page: &'static str) {
        self.all().entry(visit).or_default().place = Some(Place {
            slug: slug.to_owned(),
            page,
            at: Instant::now(),
        });
    }

    /// Who else was on this case in the last minutes, by name.
    pub(crate) fn company(&self, visit: VisitId, slug: &str) -> Vec<Company> {
        let now = Instant::now();
        let mut out: Vec<Company> = self
            .all()
            .iter()
            .filter(|(id, _)| **id != visit)
            .filter_map(|(_, other)| {
                let place = other.place.as_ref()?;
                (place.slug == slug && now.duration_since(place.at) < GONE).then(|| Company {
                    name: if other.name.is_empty() {
                        "Somebody".to_owned()
                    } else {
                        other.name.clone()
                    },
                    page: place.page,
                })
            })
            .collect();
        out.sort_by(|a, b| a.name.cmp(&b.name));
        out
    }

    /// The visitor is at this step of the tour; at none with 0.
    pub(crate) fn tours(&self, visit: VisitId, step: usize) {
        self.all().entry(visit).or_default().tour = step;
    }

    /// The step of the tour that the visitor is at; 0 for none.
    pub(crate) fn tour(&self, visit: VisitId) -> usize {
        self.all().get(&visit).map_or(0, |v| v.tour)
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<VisitId, Visit>> {
        // A panic while the lock was held leaves a map that is still whole.
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
