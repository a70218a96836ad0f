//! *Twice*: files of one and the same name in a zip. The library that unpacks keeps one of each name, so that in a copy of the list of
//! names all but the last get others, and every one of them is read under the name that it has.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use crate::import::{
    contents::Remark,
    opening::{directory, inner::shown},
};

/// Names of which it is told.
const LISTED: usize = 50;
/// Other names that are tried for one file.
const TRIED: usize = 10_000;

/// A zip in which no name stands twice.
pub(super) struct Told<'b> {
    pub(super) bytes: Cow<'b, [u8]>,
    /// For a name in the list: the name that was written there, and which of how many it is.
    pub(super) names: BTreeMap<Vec<u8>, (String, String)>,
    pub(super) remarks: Vec<Remark>,
}

/// The zip with a name of its own for each file.
pub(super) fn apart(bytes: &[u8]) -> Told<'_> {
    let places = directory::places(bytes).unwrap_or_default();
    let written = |place: &std::ops::Range<usize>| bytes.get(place.clone()).unwrap_or_default();
    let mut times: BTreeMap<&[u8], usize> = BTreeMap::new();
    for place in &places {
        *times.entry(written(place)).or_default() += 1;
    }
    let mut out = Told {
        bytes: Cow::Borrowed(bytes),
        names: BTreeMap::new(),
        remarks: Vec::new(),
    };
    if times.values().all(|n| *n < 2) {
        return out;
    }
    let mut taken: BTreeSet<Vec<u8>> = times.keys().map(|name| name.to_vec()).collect();
    let (mut seen, mut unread): (BTreeMap<&[u8], usize>, BTreeSet<&[u8]>) = Default::default();
    for place in &places {
        let name = written(place);
        let all = times.get(name).copied().unwrap_or(1);
        if all < 2 {
            continue;
        }
        let number = seen.entry(name).or_default();
        *number += 1;
        let which = (directory::name(name), format!("{number} of {all}"));
        if *number == all {
            out.names.insert(name.to_vec(), which);
            continue;
        }
        let Some(other) = (0..TRIED).map(|n| another(name.len(), n)).find(|o| !taken.contains(o)) else {
            unread.insert(name);
            continue;
        };
        if let Some(into) = out.bytes.to_mut().get_mut(place.clone()) {
            into.copy_from_slice(&other);
        }
        taken.insert(other.clone());
        out.names.insert(other, which);
    }
    let said = times.iter().filter(|(name, n)| **n > 1 && !name.ends_with(b"/"));
    out.remarks = said
        .take(LISTED)
        .map(|(name, n)| told(name, *n, unread.contains(name)))
        .collect();
    out
}

/// As many signs, which no program writes in a name.
fn another(length: usize, number: usize) -> Vec<u8> {
    let digits = format!("\u{1}{number:x}");
    let digits = digits.as_bytes();
    let from = digits.len().saturating_sub(length);
    let mut out = vec![1; length.saturating_sub(digits.len())];
    out.extend(digits.get(from..).unwrap_or_default());
    out
}

fn told(name: &[u8], times: usize, is_unread: bool) -> Remark {
    let raw = shown(&directory::name(name));
    let (what, next) = if is_unread {
        (
            "and not all of them could be read",
            "unpack the zip on your computer, give the files names of their own, and import them",
        )
    } else {
        (
            "and each of them was read",
            "ask the agency which of them counts, if they are versions of one; they are told apart by their number",
        )
    };
    Remark {
        place: format!("file '{raw}'"),
        lost: is_unread,
        what: format!("the zip holds {times} files of this name, {what}"),
        next: next.to_owned(),
        raw,
        ..Remark::default()
    }
}
