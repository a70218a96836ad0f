//! *Own*: what an agency's rows are read by: its kind, and who writes for it. What it tells its own people tells no other agency.

use std::collections::{BTreeMap, BTreeSet};

use super::{CaseReader, Marked};
use crate::{
    model::{
        case::{AgencyId, Case},
        entry::Entry,
    },
    text::{
        agencies::{AgencyAt, initials_of_author},
        lexicon::Found,
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
}
