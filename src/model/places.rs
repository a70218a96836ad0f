//! *Places*: where in a matter each entry stands, looked up when it is first asked for and remembered. A place is only believed where
//! the entry still stands there, so that entries may be changed without a word to this.

use std::{collections::BTreeMap, fmt, sync::OnceLock};

use crate::model::entry::{Entry, EntryId};

/// Places of entries by their ids.
#[derive(Clone, Default)]
pub struct Places(OnceLock<BTreeMap<EntryId, usize>>);

impl fmt::Debug for Places {
    // What was looked up already is nothing by which two matters differ.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places")
    }
}

impl Places {
    /// Where among these entries the one with this id stands.
    pub(super) fn of(&self, entries: &[Entry], id: &EntryId) -> Option<usize> {
        let known = self.0.get_or_init(|| {
            let all = entries.iter().enumerate().rev();
            all.map(|(at, e)| (e.id.clone(), at)).collect()
        });
        let stands = |at: usize| entries.get(at).is_some_and(|e| e.id == *id);
        match known.get(id) {
            Some(&at) if stands(at) => Some(at),
            // An id that no entry has, or entries that were changed since.
            _ => entries.iter().position(|e| e.id == *id),
        }
    }
}
