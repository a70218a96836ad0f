//! The *tray*: files that somebody chose on a screen and that wait to be looked at before they are kept in a case.
//!
//! They are held in memory only: nothing of them is on a disk before they are kept, and nothing is left when the program ends. What is
//! read of them, and how, is left to `work`; whose they seem to be, to `proposing`.

mod look;
mod proposing;
mod work;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

pub use self::look::{FileLook, Look, TableLook};
use crate::{
    import,
    model::{case::AgencyId, columns::Field},
};

/// What waits of all people together is no larger.
pub const MOST_BYTES: usize = 500 * 1024 * 1024;
/// No more files come at once.
pub const MOST_FILES: usize = 500;
/// No name of a file is longer, in characters.
const LONGEST_NAME: usize = 200;
/// What nobody looked at for so long is thrown away.
const FORGOTTEN: Duration = Duration::from_hours(12);

/// A file that somebody sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
}

/// Whose a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Nobody said.
    Unknown,
    /// An agency of the case.
    Agency(AgencyId),
    /// An agency that the case does not know yet, by name and kind.
    New {
        /// Name.
        name: String,
        /// Kind.
        kind: String,
    },
}

/// A file that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The name under which it would be kept.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// Whose it is.
    pub owner: Owner,
    /// Why it was proposed to be theirs; empty when a person said it.
    pub why: String,
    /// It stays out of the case.
    pub left_out: bool,
    /// What columns of its tables mean, where a person said so: heading to field.
    pub columns: BTreeMap<String, Field>,
}

/// Files that came together.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its part of an address.
    pub id: String,
    /// The case.
    pub slug: String,
    /// Who brought it.
    pub who: String,
    /// Its files.
    pub files: Vec<Waiting>,
    /// What was done with them on the way in, in words.
    pub notes: Vec<String>,
    /// File name of the record that the one file replaces.
    pub replaces: Option<String>,
    /// How far it is.
    pub stage: Stage,
    /// Goes up with everything that is said of it, so that nothing is kept in another way than it was looked at.
    pub version: u64,
    /// What was shown of it when somebody said that it is to be kept.
    shown: Option<Arc<Look>>,
    touched: Instant,
}

/// How far a batch is.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Nothing was read yet: of some files nobody said whose they are.
    Asking,
    /// It is being read: files done, files in all, and the name of the one that is read now.
    Reading(usize, usize, String),
    /// It was read, and waits to be kept.
    Looked(Arc<Look>),
    /// It is being kept: what is done just now, in words.
    Keeping(String),
    /// It is in the case.
    Kept(Arc<Look>),
    /// It could not be read or kept, for this reason; nothing was changed.
    Refused(String),
}

impl Stage {
    /// Is something done with it just now?
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Reading(..) | Self::Keeping(_))
    }
}

/// What a person says of a batch: one for each of its files, in order.
#[derive(Debug, Clone)]
pub struct Said {
    /// Whose it is.
    pub owner: Owner,
    /// It stays out.
    pub left_out: bool,
    /// What columns mean.
    pub columns: BTreeMap<String, Field>,
}

/// What became of files that were sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// They wait, under this id.
    Waiting(String),
    /// None of them can be taken, for these reasons.
    Nothing(Vec<String>),
    /// Too much waits already.
    Full,
}

/// Everything that waits.
#[derive(Debug, Default)]
pub struct Tray {
    batches: Mutex<BTreeMap<String, Batch>>,
    /// One batch is kept after the other: what was rehearsed must be what is done.
    keeping: Mutex<()>,
}

impl Tray {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Batch>> {
        // A panic while the lock was held leaves a map that is still whole.
        let mut all = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, b| b.stage.is_busy() || b.touched.elapsed() < FORGOTTEN);
        all
    }

    /// Waits until nobody else keeps a batch.
    fn one_at_a_time(&self) -> MutexGuard<'_, ()> {
        self.keeping.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes files in.
    pub(super) fn receive(&self, slug: &str, who: &str, sent: Vec<Sent>, replaces: Option<String>) -> Received {
        let (files, notes) = named(sent);
        if files.is_empty() {
            return Received::Nothing(notes);
        }
        let mut all = self.all();
        let held: usize = all.values().flat_map(|b| &b.files).map(|f| f.bytes.len()).sum();
        let more: usize = files.iter().map(|f| f.bytes.len()).sum();
        if held + more > MOST_BYTES {
            return Received::Full;
        }
        let id: String = uuid::Uuid::new_v4().simple().to_string().chars().take(12).collect();
        let batch = Batch {
            id: id.clone(),
            slug: slug.to_owned(),
            who: who.to_owned(),
            files,
            notes,
            replaces,
            stage: Stage::Asking,
            version: 1,
            shown: None,
            touched: Instant::now(),
        };
        all.insert(id.clone(), batch);
        Received::Waiting(id)
    }

    /// A batch of a case, as it is now.
    pub(super) fn batch(&self, slug: &str, id: &str) -> Option<Batch> {
        let mut all = self.all();
        let batch = all.get_mut(id).filter(|b| b.slug == slug)?;
        batch.touched = Instant::now();
        Some(batch.clone())
    }

    /// Batches of a case that are not in it yet.
    pub(super) fn of_case(&self, slug: &str) -> Vec<Batch> {
        let all = self.all();
        all.values()
            .filter(|b| b.slug == slug && !matches!(b.stage, Stage::Kept(_)))
            .cloned()
            .collect()
    }

    /// Throws a batch away, unless it is being kept just now.
    pub(super) fn throw_away(&self, slug: &str, id: &str) -> bool {
        let mut all = self.all();
        let is_there = all
            .get(id)
            .is_some_and(|b| b.slug == slug && !matches!(b.stage, Stage::Keeping(_)));
        if is_there {
            all.remove(id);
        }
        is_there
    }

    /// What a person says of the files of a batch. It has to be looked at anew. Nothing when it is not there, or is being read or kept.
    pub(super) fn say(&self, slug: &str, id: &str, said: Vec<Said>) -> Option<()> {
        let mut all = self.all();
        let batch = all
            .get_mut(id)
            .filter(|b| b.slug == slug && !b.stage.is_busy() && !matches!(b.stage, Stage::Kept(_)))?;
        for (file, said) in batch.files.iter_mut().zip(said) {
            if file.owner != said.owner {
                file.why = String::new();
            }
            file.owner = said.owner;
            file.left_out = said.left_out;
            file.columns.extend(said.columns);
        }
        batch.version += 1;
        batch.stage = Stage::Asking;
        Some(())
    }

    /// Changes a batch that is still there.
    fn at(&self, id: &str, change: impl FnOnce(&mut Batch)) {
        if let Some(batch) = self.all().get_mut(id) {
            change(batch);
        }
    }
}

impl Batch {
    /// Files that are meant to come into the case.
    pub fn meant(&self) -> impl Iterator<Item = &Waiting> {
        self.files.iter().filter(|f| !f.left_out)
    }

    /// Is it said of every file that is meant to come in whose it is?
    pub fn is_clear(&self) -> bool {
        self.meant().next().is_some() && self.meant().all(|f| f.owner != Owner::Unknown)
    }
}

/// The files that can be taken, each under a name of its own, and what is said of the others.
fn named(sent: Vec<Sent>) -> (Vec<Waiting>, Vec<String>) {
    let (mut files, mut notes): (Vec<Waiting>, Vec<String>) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for one in sent {
        let name = plain_name(&one.name);
        if import::is_leftover(&name) {
            notes.push(format!(
                "{name} was passed over: Windows, macOS or an office program leaves such files beside others."
            ));
            continue;
        }
        if let Some(twin) = files.iter().find(|f| f.bytes == one.bytes) {
            notes.push(format!("{name} was passed over: it is the same file as {}.", twin.name));
            continue;
        }
        if files.len() >= MOST_FILES {
            notes.push(format!(
                "{name} was not taken: no more than {MOST_FILES} files come at once."
            ));
            continue;
        }
        let own = unlike(&name, &names);
        if own != name {
            notes.push(format!(
                "There are two different files called {name}: the second would be kept as {own}."
            ));
        }
        names.insert(own.clone());
        files.push(Waiting {
            name: own,
            bytes: one.bytes,
            owner: Owner::Unknown,
            why: String::new(),
            left_out: false,
            columns: BTreeMap::new(),
        });
    }
    (files, notes)
}

/// A name of one line that leads into no folder.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .map(|c| if c.is_control() { '_' } else { c })
        .take(LONGEST_NAME)
        .collect();
    if plain.trim().is_empty() {
        "file without a name".to_owned()
    } else {
        plain
    }
}

/// The name, or one like it that is not taken.
fn unlike(name: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(name) {
        return name.to_owned();
    }
    let (stem, ending) = name
        .rsplit_once('.')
        .map_or((name, String::new()), |(s, e)| (s, format!(".{e}")));
    (2..100_000)
        .map(|n| format!("{stem} ({n}){ending}"))
        .find(|n| !taken.contains(n))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Sent, named, plain_name};

    #[test]
    fn names_lead_into_no_folder_and_are_of_one_line() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\a\\b.csv"), "b.csv");
        assert_eq!(plain_name("a\nb\0.csv"), "a_b_.csv");
        assert_eq!(plain_name("x/"), "file without a name");
    }

    #[test]
    fn a_file_twice_is_one_and_two_files_of_one_name_are_two() {
        let sent = |name: &str, bytes: &str| Sent {
            name: name.to_owned(),
            bytes: Arc::new(bytes.as_bytes().to_vec()),
        };
        let (files, notes) = named(vec![
            sent("a.csv", "1"),
            sent("b.csv", "1"),
            sent("a.csv", "2"),
            sent("Thumbs.db", "3"),
        ]);
        let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a.csv", "a (2).csv"]);
        assert_eq!(notes.len(), 3, "{notes:?}");
    }
}
