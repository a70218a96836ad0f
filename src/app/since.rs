//! *Since*: what changed in a case since somebody last looked at it, and which names in it nobody knows yet.
//!
//! When each person last looked is kept in one small file of the home folder, `visits.json`: names, cases and numbers of changes, nothing
//! of what a case holds. A visit ends when a person has not opened the case's front page for four hours. Losing the file loses nothing
//! but this.

use std::{
    collections::BTreeMap,
    fs, io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::{
    app::{clock, matters::Matters, people, taking_back},
    model::{arrival::Arrival, history::Change, who::is_same},
    store::StoreError,
    text::unknown_names::UnknownName,
};

/// A visit ends after so many hours without a look.
const VISIT: i64 = 4;
/// Name of the file.
const FILE: &str = "visits.json";
/// Two screens of this program never write the file at once.
static WRITING: Mutex<()> = Mutex::new(());

/// Unknown names of a case, with the number of the last change on which they rest.
pub(super) type Names = (u64, Arc<Vec<UnknownName>>);

/// When somebody looked at a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Looked {
    /// Number of the last change that was there when the visit before this one ended, and when that was.
    before: u64,
    #[serde(default)]
    before_at: String,
    /// The same at the last look.
    last: u64,
    #[serde(default)]
    last_at: String,
}

/// Looks by case and name.
type Looks = BTreeMap<String, BTreeMap<String, Looked>>;

/// What changed since the visit before.
#[derive(Debug, Clone, Default)]
pub struct Since {
    /// When that ended, as text; empty when this is the first look.
    pub at: String,
    /// Changes by other people, the last first.
    pub changes: Vec<Change>,
    /// Number of changes by the person that asks.
    pub own: usize,
    /// Number of the last change.
    pub sequence: u64,
}

impl Matters {
    /// What changed in a case since this person's visit before, and remembers that they looked now. Nothing when there is no such case.
    pub fn since(&self, slug: &str, who: &str) -> anyhow::Result<Option<Since>> {
        let Some(file) = self.file(slug)? else {
            return Ok(None);
        };
        let log = file.history()?.log;
        let sequence = log.last().map_or(0, |c| c.sequence);
        if who.is_empty() {
            return Ok(Some(Since {
                sequence,
                ..Since::default()
            }));
        }
        let mut is_first = false;
        let (looked, written) = self.looks(slug, who, |looked| {
            is_first = looked.last_at.is_empty();
            look(looked, sequence, &clock::now());
        });
        if let Err(error) = written {
            // To look at a case nothing need be written.
            tracing::warn!(%error, "it is not kept when somebody looked");
        }
        let newer = || log.iter().filter(|c| c.sequence > looked.before);
        let is_own = |c: &&Change| is_same(&c.who, who);
        Ok(Some(Since {
            at: if is_first {
                String::new()
            } else {
                looked.before_at.clone()
            },
            changes: newer().filter(|c| !is_own(c)).rev().cloned().collect(),
            own: newer().filter(is_own).count(),
            sequence,
        }))
    }

    /// This person has looked at everything up to this change.
    pub fn looked(&self, slug: &str, who: &str, sequence: u64) -> anyhow::Result<()> {
        let (_, written) = self.looks(slug, who, |looked| {
            let now = clock::now();
            looked.before = looked.before.max(sequence);
            looked.before_at.clone_from(&now);
            looked.last = looked.last.max(sequence);
            looked.last_at = now;
        });
        Ok(written?)
    }

    /// How somebody looked, and whether that could be written down.
    fn looks(&self, slug: &str, who: &str, change: impl FnOnce(&mut Looked)) -> (Looked, Result<(), StoreError>) {
        let _one_at_a_time = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.home().root().join(FILE);
        let mut all = read(&path);
        let looked = all
            .entry(slug.to_owned())
            .or_default()
            .entry(who.to_owned())
            .or_default();
        let before = looked.clone();
        change(looked);
        let out = looked.clone();
        let written = if out == before { Ok(()) } else { write(&path, &all) };
        (out, written.map_err(|cause| StoreError::Files { path, cause }))
    }

    /// Names in the records that the roster does not know. They are looked for once for each state of the case.
    pub fn unknown_names(&self, slug: &str) -> anyhow::Result<Option<Arc<Vec<UnknownName>>>> {
        let Some((basis, matter)) = self.open(slug, &mut |_| {})? else {
            return Ok(None);
        };
        if let Some(known) = self.known_names(slug, basis) {
            return Ok(Some(known));
        }
        let found = Arc::new(people::unknown(&matter, self.book()));
        let mut all = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(slug.to_owned(), (basis, Arc::clone(&found)));
        Ok(Some(found))
    }

    /// How many names the roster does not know, where they were looked for already in this state of the case.
    pub fn unknown_count(&self, slug: &str) -> anyhow::Result<Option<usize>> {
        let Some((basis, _)) = self.open(slug, &mut |_| {})? else {
            return Ok(None);
        };
        Ok(self.known_names(slug, basis).map(|names| names.len()))
    }

    fn known_names(&self, slug: &str, basis: u64) -> Option<Arc<Vec<UnknownName>>> {
        let all = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, names) = all.get(slug)?;
        (*known == basis).then(|| Arc::clone(names))
    }

    /// Every file of a case and how it came. Nothing when there is no such case.
    pub fn arrivals(&self, slug: &str) -> anyhow::Result<Option<Vec<Arrival>>> {
        if self.file(slug)?.is_none() {
            return Ok(None);
        }
        Ok(Some(taking_back::files(self, slug)?.1))
    }
}

/// A look now: the one before becomes that of the visit before, if it was long ago.
fn look(looked: &mut Looked, sequence: u64, now: &str) {
    let is_new_visit = match (moment(&looked.last_at), moment(now)) {
        (Some(last), Some(now)) => (now - last).num_hours() >= VISIT,
        _ => false,
    };
    if is_new_visit {
        looked.before = looked.last;
        looked.before_at.clone_from(&looked.last_at);
    }
    // What others do after somebody's very first look is news to them too, the same day.
    if looked.before_at.is_empty() {
        let first = if looked.last_at.is_empty() {
            now
        } else {
            &looked.last_at
        };
        looked.before_at = first.to_owned();
        looked.before = if looked.last_at.is_empty() {
            sequence
        } else {
            looked.last
        };
    }
    looked.last = sequence;
    now.clone_into(&mut looked.last_at);
}

fn moment(at: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(at).ok()
}

/// What cannot be read counts as nothing: it is a comfort, and no record.
fn read(path: &Path) -> Looks {
    fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn write(path: &Path, all: &Looks) -> io::Result<()> {
    let bytes = serde_json::to_vec_pretty(all)?;
    let partial = path.with_extension("partial");
    fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, path))
}

#[cfg(test)]
mod tests {
    use super::{Looked, look};

    #[test]
    fn a_visit_ends_after_four_hours_and_not_with_every_look() {
        let mut looked = Looked::default();
        look(&mut looked, 3, "2026-11-26T09:00:00+00:00");
        look(&mut looked, 5, "2026-11-26T12:30:00+00:00");
        assert_eq!((looked.before, looked.last), (3, 5), "news since the first look");
        look(&mut looked, 8, "2026-11-27T09:00:00+00:00");
        assert_eq!((looked.before, looked.last), (5, 8));
        look(&mut looked, 9, "2026-11-27T09:01:00+00:00");
        assert_eq!((looked.before, looked.last), (5, 9), "a look again forgets nothing");
    }
}
