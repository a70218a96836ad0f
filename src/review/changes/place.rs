//! *Place*: which row of a file is which, where the same bytes were read again: the one at the same place. Rows of different
//! files are left to `matching`.

use super::{Pairing, places};
use crate::model::entry::Entry;

/// Finds for each row as read now the row as read before. Where one place gave several entries, the first is the first.
pub(super) fn pair(old: &[Entry], new: &[Entry]) -> Pairing {
    let place = |e: &Entry| (e.origin.part.clone(), e.origin.row);
    let before = places(old.iter().map(place).enumerate());
    let mut old_of_new = vec![None; new.len()];
    for (key, rows) in places(new.iter().map(place).enumerate()) {
        for (old, new) in before.get(&key).into_iter().flatten().zip(rows) {
            if let Some(slot) = old_of_new.get_mut(new) {
                *slot = Some(*old);
            }
        }
    }
    Pairing { old_of_new }
}
