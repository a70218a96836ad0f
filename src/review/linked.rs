//! *Linked* entries as people go through them: pairs whose accounts conflict, of which the same stands twice, or which perhaps tell of one
//! event, and which of these nobody settled yet. Finding them is left to `conflicts`, `same_event` and `timeline`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    entry::EntryId,
    matter::Matter,
    settled::{Settled, Settlement, standing},
    timeline::{Conflict, Related, Relation},
};

/// Two entries, whichever of them comes first.
type Pair<'a> = (&'a EntryId, &'a EntryId);

/// The linked entries of a case, and what people said of them.
pub struct Linked<'a> {
    matter: &'a Matter,
    /// Who looked at two accounts last.
    looked: BTreeMap<Pair<'a>, &'a Settled>,
}

/// What two entries have to do with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Their accounts conflict.
    Conflict,
    /// The same stands in both.
    Twice,
    /// They perhaps tell of one event.
    Perhaps,
    /// They conflict or perhaps tell of one event, and nobody said yet what holds.
    Unsettled,
}

impl<'a> Linked<'a> {
    /// Those of a case.
    pub fn of(matter: &'a Matter) -> Self {
        let looked = standing(&matter.settled).into_iter().filter_map(|s| match &s.what {
            Settlement::Conflict { first, second, .. } => Some((pair(first, second), s)),
            _ => None,
        });
        Self {
            matter,
            looked: looked.collect(),
        }
    }

    /// Pairs that perhaps tell of one event, each with why it is offered.
    pub fn offers(&self) -> impl Iterator<Item = &'a Related> + use<'a> {
        let all = self.matter.timeline.related.iter();
        all.filter(|r| r.how == Relation::PerhapsSame)
    }

    /// Who looked last at the two accounts.
    pub fn looked_at(&self, conflict: &'a Conflict) -> Option<&'a Settled> {
        self.looked.get(&pair(&conflict.first, &conflict.second)).copied()
    }

    /// The pairs of this kind, each once.
    pub fn pairs(&self, link: Link) -> BTreeSet<Pair<'a>> {
        let timeline = &self.matter.timeline;
        let offers = self.offers().map(|r| pair(&r.first, &r.second));
        match link {
            Link::Conflict => timeline.conflicts.iter().map(|c| pair(&c.first, &c.second)).collect(),
            Link::Twice => timeline.duplicates.iter().map(|d| pair(&d.first, &d.second)).collect(),
            Link::Perhaps => offers.collect(),
            // An offer is gone as soon as it is confirmed or taken off.
            Link::Unsettled => {
                let open = timeline.conflicts.iter().filter(|c| !self.is_settled(c));
                open.map(|c| pair(&c.first, &c.second)).chain(offers).collect()
            }
        }
    }

    /// The entries of such pairs.
    pub fn entries(&self, link: Link) -> BTreeSet<&'a EntryId> {
        self.pairs(link).into_iter().flat_map(|(a, b)| [a, b]).collect()
    }

    /// Did somebody look at both accounts as they stand now?
    fn is_settled(&self, conflict: &'a Conflict) -> bool {
        self.looked_at(conflict)
            .is_some_and(|s| !self.matter.is_to_look_again(&s.what))
    }
}

/// The two in one order, so that a pair is known again.
fn pair<'a>(a: &'a EntryId, b: &'a EntryId) -> Pair<'a> {
    if a <= b { (a, b) } else { (b, a) }
}
