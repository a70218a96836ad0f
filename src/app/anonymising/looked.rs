//! *Looked*: what screens ask of anonymising. A look at a case is kept while the case, and what people said of it, do not change.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    anonymise::{draw::Secret, level::Level},
    app::{
        anonymising::{self, CalledBy, Look, Risks, Signs},
        matters::Matters,
    },
    model::{disguise::Disguise, matter::Matter, settled::Settlement},
    rulebook::disguise::Disguises,
};

/// The state of a case: what it was judged from, and how much people said of it.
type State = (u64, u64, u64);

/// A look, and the state of the case when it was taken.
type Taken = (State, Arc<Look>);

/// By what somebody can be known again, by the real case and the anonymised one, with the numbers of the last changes of both then.
pub(super) type KnownRisks = BTreeMap<(String, String), ((u64, u64), Arc<Risks>)>;
/// What may tell of somebody, by case, with the number of the change on which that rests.
pub(super) type KnownSigns = BTreeMap<String, (u64, Arc<Signs>)>;

/// Looks that were taken, by case and level, and what was found by which somebody can be known again.
#[derive(Debug, Default)]
pub struct Looks {
    rules: OnceLock<Arc<Disguises>>,
    taken: Mutex<BTreeMap<(String, String), Taken>>,
    pub(super) risks: Mutex<KnownRisks>,
    pub(super) signs: Mutex<KnownSigns>,
}

impl Matters {
    /// The rules by which cases are anonymised, read once.
    pub(super) fn disguises(&self) -> anyhow::Result<Arc<Disguises>> {
        if let Some(known) = self.looks.rules.get() {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(self.book().disguises()?);
        Ok(Arc::clone(self.looks.rules.get_or_init(|| read)))
    }

    /// The levels of the rules; none where they have none.
    pub fn levels(&self) -> anyhow::Result<Vec<Level>> {
        Ok(self.disguises()?.levels.level.clone())
    }

    /// A look at a case for a level; nothing when there is no such case.
    pub fn look_over(&self, slug: &str, level: &str) -> anyhow::Result<Option<Arc<Look>>> {
        let Some((basis, matter)) = self.open(slug, &mut |_| {})? else {
            return Ok(None);
        };
        let state = (
            basis,
            matter.settled.last().map_or(0, |s| s.number),
            matter.acts.last().map_or(0, |a| a.number),
        );
        let key = (slug.to_owned(), level.to_owned());
        let known = |all: &BTreeMap<(String, String), (State, Arc<Look>)>| {
            let (taken, look) = all.get(&key)?;
            (*taken == state).then(|| Arc::clone(look))
        };
        if let Some(look) = known(&self.looks.taken.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(Some(look));
        }
        let disguises = self.disguises()?;
        let level = anonymising::level(&disguises, level)?;
        // The names shown are examples: those of a case that is made are drawn when it is made.
        let secret = Secret::of(slug.as_bytes());
        let look = Arc::new(anonymising::look(&matter, self.book(), &disguises, (level, &secret))?);
        let mut all = self.looks.taken.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(key, (state, Arc::clone(&look)));
        Ok(Some(look))
    }

    /// Who is called how in the anonymised case that this settlement of a case tells of: as it was drawn then. For people on the roster
    /// the anonymised case itself is asked, where it is here.
    pub fn names_given(&self, slug: &str, number: u64) -> anyhow::Result<Vec<CalledBy>> {
        let Some(matter) = self.get(slug)? else {
            return Ok(Vec::new());
        };
        let found = matter.settled.iter().find(|s| s.number == number);
        let Some(Settlement::Disguised(made)) = found.map(|s| &s.what) else {
            return Ok(Vec::new());
        };
        let here = self
            .get(&made.slug)?
            .filter(|m| m.case.disguised.as_ref() == Some(&made.level));
        let mut all = self.drawn(&matter, number, made)?;
        for one in &mut all {
            let place = matter.case.people.iter().position(|p| one.id.as_ref() == Some(&p.id.0));
            let there = place.zip(here.as_ref()).and_then(|(at, made)| {
                let id = format!("P{}", at + 1);
                made.case.people.iter().find(|p| p.id.0 == id)
            });
            if let Some(name) = there.and_then(|p| p.names.first()) {
                one.called.clone_from(name);
            }
        }
        Ok(all)
    }

    /// As it was drawn from what people had said by then.
    fn drawn(&self, matter: &Matter, number: u64, made: &Disguise) -> anyhow::Result<Vec<CalledBy>> {
        let disguises = self.disguises()?;
        let level = &anonymising::as_made(anonymising::level(&disguises, &made.level)?, made.any_origin);
        let mut then = matter.clone();
        then.settled.retain(|s| s.number < number);
        let secret = Secret::try_from(made.secret.clone()).map_err(anyhow::Error::msg)?;
        Ok(anonymising::look(&then, self.book(), &disguises, (level, &secret))?.people)
    }
}
