//! *Around* a zip: bytes before it or behind it, which the library that unpacks passes over. Another zip that was joined to it is
//! opened like a file inside; of anything else it is said that it was not read.

use crate::import::{
    Supply,
    contents::{Contents, Remark},
    opening::{
        directory,
        inner::{join as put, open_inner},
    },
};

/// Opens or tells what stands around the zip.
pub(super) fn join(file: &Supply<'_>, out: &mut Contents) {
    let Some((before, behind)) = directory::around(file.bytes) else {
        return;
    };
    let first = file.bytes.get(..before).unwrap_or_default();
    if first.starts_with(b"PK\x03\x04") && directory::names(first).is_some() {
        out.remarks.push(Remark {
            what:
                "two zips were joined to one file; both were opened, and most programs show only the files of the last"
                    .to_owned(),
            next: "check with the agency that both were meant to be sent".to_owned(),
            ..Remark::default()
        });
        put(
            out,
            open_inner(file, "first.zip", first, "the first of two zips in one file"),
        );
    } else {
        out.remarks.extend(unread(first, "before"));
    }
    let last = file
        .bytes
        .get(file.bytes.len().saturating_sub(behind)..)
        .unwrap_or_default();
    out.remarks.extend(unread(last, "behind"));
}

/// Bytes that are no part of the zip. Noughts only fill a file up.
fn unread(bytes: &[u8], which: &str) -> Option<Remark> {
    const SHOWN: usize = 300;
    if bytes.iter().all(|b| *b == 0 || b.is_ascii_whitespace()) {
        return None;
    }
    let head = bytes.get(..bytes.len().min(SHOWN)).unwrap_or_default();
    let words = std::str::from_utf8(head).unwrap_or_default();
    Some(Remark {
        lost: true,
        raw: words.to_owned(),
        what: format!(
            "{} bytes stand {which} the zip that are no part of it, and were not read",
            bytes.len()
        ),
        next: "ask the agency for the zip again; a part of it may be lost, or something else may have been put to it"
            .to_owned(),
        ..Remark::default()
    })
}
