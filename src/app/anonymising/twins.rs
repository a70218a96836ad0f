//! *Twins*: a case and an anonymised case that was made of it, side by side: which entry and which finding stands for which.

use std::collections::BTreeMap;

use crate::{
    anonymise::whole::{self, numbered},
    app::anonymising::{
        Difference,
        compared::{differences, key, same_count},
    },
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::Finding,
        matter::Matter,
    },
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    agencies: BTreeMap<AgencyId, AgencyId>,
    refs: BTreeMap<EntryId, EntryId>,
}

impl Twins {
    /// Which stands for which; nothing where entries came to either, or left it, since the one was made of the other: then nobody can tell.
    pub fn of(real: &Matter, made: &Matter) -> Option<Self> {
        let (agencies, refs) = numbered(real);
        let known: BTreeMap<&EntryId, &Entry> = made.entries.iter().map(|e| (&e.id, e)).collect();
        let is_there = |entry: &Entry| {
            let there = refs.get(&entry.id).and_then(|id| known.get(id));
            there.is_some_and(|e| Some(&e.agency) == agencies.get(&entry.agency))
        };
        let is_whole = real.entries.len() == made.entries.len() && real.entries.iter().all(is_there);
        is_whole.then_some(Self { agencies, refs })
    }

    /// The entry of the anonymised case that stands for this one of the real case.
    pub fn made(&self, real: &EntryId) -> Option<&EntryId> {
        self.refs.get(real)
    }

    /// The entry of the real case for which this one stands.
    pub fn real(&self, made: &EntryId) -> Option<&EntryId> {
        self.refs.iter().find(|(_, id)| *id == made).map(|(id, _)| id)
    }

    /// The finding of the anonymised case that is the same as this one of the real case.
    pub fn made_finding<'m>(&self, real: &Finding, made: &'m Matter) -> Option<&'m Finding> {
        let wanted = key(real, Some(&self.refs));
        made.findings.iter().find(|f| key(f, None) == wanted)
    }

    /// The finding of the real case that is the same as this one of the anonymised case.
    pub fn real_finding<'m>(&self, made: &Finding, real: &'m Matter) -> Option<&'m Finding> {
        let wanted = key(made, None);
        real.findings.iter().find(|f| key(f, Some(&self.refs)) == wanted)
    }

    /// How many findings are the same in both, and those that are not.
    pub fn compared(&self, real: &Matter, made: &Matter) -> (usize, Vec<Difference>) {
        let all = differences(real, made, (&self.refs, &self.agencies));
        (same_count(made, &all), all)
    }
}

/// The folder of an anonymised case, as it can be handed on: `case.toml` and a table for each agency. Nothing of a real case.
///
/// # Errors
/// When the case was not anonymised, or cannot be written.
pub fn folder(matter: &Matter) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    if !matter.case.is_anonymised() {
        anyhow::bail!("this case was not anonymised; a folder is handed on of an anonymised case only");
    }
    whole::folder(&matter.case, &matter.entries).map_err(|e| anyhow::anyhow!("the case folder cannot be written: {e}"))
}
