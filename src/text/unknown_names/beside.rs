//! *Beside*: what the words around a capital tell of it: something is done to somebody, or it is part of a place.

use super::signs::{Cut, Signs};
use crate::text::one_name::plain;

/// What leads to a place: words for places and house numbers, or words that stand before anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Led {
    Place,
    Anything,
}

impl Signs<'_> {
    /// Is it done to somebody, or felt for somebody: `told Robbo`, `angry at Robbo`, `frightened of Daz`?
    pub(super) fn is_done_to(&self, cut: &Cut<'_>, at: usize) -> bool {
        let word = |back: usize| {
            let at = at.checked_sub(back)?;
            (0..back)
                .all(|n| cut.runs_on(at + 1 + n))
                .then(|| cut.get(at))
                .flatten()
        };
        let near = word(1).map(|t| t.lower.as_str());
        near.is_some_and(|w| self.names.done_to.contains(w))
            || near.is_some_and(|w| self.names.little.contains(w))
                && word(2).is_some_and(|t| self.names.toward.contains(&t.lower))
    }

    /// "A girlfriend now, Gwen, she says": the name stands beside what the person is.
    pub(super) fn is_beside(&self, cut: &Cut<'_>, at: usize, to: usize) -> bool {
        cut.get(at).is_some_and(|t| t.comma)
            && cut.get(to).is_none_or(|t| t.comma || t.parted)
            && (1..=2).any(|back| {
                at.checked_sub(back)
                    .and_then(|b| cut.get(b))
                    .is_some_and(|t| self.names.kin.contains(&t.lower))
            })
    }

    /// "Daz and Gaz present": names that are known as such, side by side.
    pub(super) fn is_listed(&self, cut: &Cut<'_>, at: usize, to: usize) -> bool {
        let is_given = |n: usize| {
            cut.get(n)
                .is_some_and(|t| t.capital && self.given.holds(&plain(t.bare())))
        };
        let is_and = |n: usize| cut.get(n).is_some_and(|t| t.lower == "and");
        is_and(to) && is_given(to + 1) || at >= 2 && is_and(at - 1) && is_given(at - 2)
    }

    /// `Prosser Street`, `Tanner Fold 14`.
    pub(super) fn is_part_of_place(&self, cut: &Cut<'_>, at: usize, to: usize) -> bool {
        let after = cut
            .get(to)
            .filter(|t| !t.parted && !t.comma && !t.stopped)
            .is_some_and(|t| {
                self.names.places_after.contains(&t.lower) && (t.capital || to - at == 1)
                    || t.is_number() && to - at == 1
            });
        // "Mags rang": a name that is also a word for a place or an agency.
        let is_given = to - at == 1 && cut.get(at).is_some_and(|t| self.given.holds(&plain(t.bare())));
        let inside = (at..to).any(|n| cut.get(n).is_some_and(|t| self.names.places_after.contains(t.bare())));
        after || inside && !is_given
    }

    /// What leads to a place before these words; a number of a day or an hour leads to nothing.
    pub(super) fn is_led_to(&self, cut: &Cut<'_>, at: usize) -> Option<Led> {
        let before = at.checked_sub(1).and_then(|b| cut.get(b)).filter(|_| cut.runs_on(at))?;
        if before.is_number() {
            let is_of_day = at >= 2 && cut.between(at - 1).contains(['/', ':', '.', '-']);
            let is_house = !is_of_day && before.lower.len() <= 4;
            return is_house.then_some(Led::Place);
        }
        if !self.names.places_before.contains(&before.lower) {
            return None;
        }
        let is_anything = self.names.before_anything.contains(&before.lower);
        Some(if is_anything { Led::Anything } else { Led::Place })
    }

    /// Is it a place, by anything beside it?
    pub(super) fn is_place(&self, cut: &Cut<'_>, at: usize, to: usize) -> bool {
        self.is_part_of_place(cut, at, to) || self.is_led_to(cut, at).is_some()
    }
}
