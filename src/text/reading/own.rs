//! *Own*: what an agency's rows are read by: its kind, and who writes for it. What it tells its own people tells no other agency.

use std::collections::{BTreeMap, BTreeSet};

use super::{CaseReader, Marked};
use crate::{
    model::{
        case::{AgencyId, Case, PersonId},
        entry::Entry,
        mention::Who,
    },
    text::{
        agencies::{AgencyAt, initials_of_author},
        lexicon::Found,
        people::{PersonAt, PersonKind},
    },
};

/// What an agency's own rows are read by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) kind: String,
    /// Initials of those who write its rows, in small letters.
    pub(super) initials: BTreeSet<String>,
}

/// The agencies of a case, each with the initials of those who write for it.
pub(super) fn own(case: &Case, entries: &[Entry]) -> BTreeMap<AgencyId, Own> {
    let all = case.agencies.iter().map(|a| {
        let own = Own {
            kind: a.kind.clone(),
            initials: BTreeSet::new(),
        };
        (a.id.clone(), own)
    });
    let mut out: BTreeMap<AgencyId, Own> = all.collect();
    for entry in entries {
        if let Some(own) = out.get_mut(&entry.agency) {
            own.initials.extend(initials_of_author(&entry.author));
        }
    }
    out
}

impl CaseReader<'_> {
    /// Is a telling to the agency's own people: `passed to neighbourhood team` in a row of the police?
    pub(super) fn is_to_own(&self, entry: &Entry, marked: &Marked, found: Found) -> bool {
        let own = self.company.agencies.get(&entry.agency).map_or("", |o| o.kind.as_str());
        let inside = |a: &&AgencyAt| !a.kind.is_empty() && a.first >= found.first && a.end <= found.end;
        let is_own = |a: &AgencyAt| a.kind == own && a.agency.as_ref().is_none_or(|id| *id == entry.agency);
        let mut named = marked.agencies.iter().filter(inside).peekable();
        own != "other" && named.peek().is_some() && named.all(is_own)
    }

    /// Who does a harm to whom, as far as the roster tells: nobody is said to have done what was done to her.
    pub(super) fn of_harm(
        &self,
        marked: &Marked,
        (found, is_own): (Found, bool),
        (actor, target): (Who, Who),
    ) -> (Who, Who) {
        let roster = &self.company.roster;
        match &actor {
            // "Ms A: card, texts": who is named first is told of or tells; who does it is not said, and is not guessed.
            Who::Person(id) if !is_own && roster.is_harmed_or_tells(id) => (Who::Unresolved, actor),
            _ if target == Who::Unresolved => {
                let her = self.at_risk_within(marked, found, &actor);
                (actor, her.map_or(target, Who::Person))
            }
            _ => (actor, target),
        }
    }

    /// The one at risk whom words say the subject harms: of "before he kills her" the one person at risk whom the pronoun fits.
    fn at_risk_within(&self, marked: &Marked, found: Found, actor: &Who) -> Option<PersonId> {
        let roster = &self.company.roster;
        if !matches!(actor, Who::Person(id) if roster.subject_id().as_ref() == Some(id)) {
            return None;
        }
        let is_within = |p: &&PersonAt| p.first >= found.first && p.first <= found.end && p.end > found.first + 1;
        let her = marked
            .people
            .iter()
            .filter(is_within)
            .find(|p| p.kind == PersonKind::AtRisk)?;
        roster.one_at_risk(her)
    }
}
