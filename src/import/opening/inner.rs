//! *Inner files*: a file inside another, an attachment or a file of a zip. It is opened like any other, one level deeper,
//! and what it holds is put under its place.
//!
//! Nothing is dropped: a file that nobody reads leaves a remark with its name, size and SHA-256. A file that may hold
//! entries and gave none is a loss, so that silence of an unread file is never taken for silence of the agency.

use sha2::{Digest, Sha256};

use crate::{
    import::{
        Budget, Supply, choose,
        contents::{Contents, Remark},
        mail::calendar,
        open,
    },
    model::hash::hex,
};

/// Kinds of file that hold no running record, and what a person is to do about them.
const NOT_RECORDS: &[(&[&str], &str, &str)] = &[
    (
        &[
            "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "webp", "svg", "emf", "wmf", "ico",
        ],
        "a picture, which is not read",
        "look at it; if it shows words of a record, type them out and import them",
    ),
    (
        &["wav", "mp3", "m4a", "wma", "mp4", "mov", "avi", "amr", "ogg"],
        "a sound or film recording, which is not read",
        "listen to it or watch it; if it tells of events, write them down and import them",
    ),
    (
        &["ics", "vcs"],
        "a calendar item, which is not read",
        "open it in a calendar; if the meeting matters, add it as an entry with its own date",
    ),
    (
        &["p7s", "asc", "sig", "vcf", "css", "js", "lnk", "url"],
        "a signature, address card or piece of program, which holds no entries",
        "nothing needs to be done",
    ),
];

/// Opens a file inside another.
pub(crate) fn open_inner(holder: &Supply<'_>, name: &str, bytes: &[u8], place: &str) -> Contents {
    let inner = holder.inner(name, bytes);
    let contents = if !holder.budget.take_file() {
        // The first is told of, and how many more there are; a million files make no million remarks.
        if holder.budget.beyond() > 1 {
            return Contents::default();
        }
        lost(
            about(name, bytes),
            "was not opened, because the file holds too many others".to_owned(),
            "take it out of the file that holds it and import it by itself",
        )
    } else if bytes.is_empty() {
        kept(
            about(name, bytes),
            "is empty".to_owned(),
            "ask whether it was to hold something",
        )
    } else if let Some((_, what, next)) = NOT_RECORDS.iter().find(|(kinds, ..)| inner.has_extension(kinds)) {
        let meetings = calendar::meetings(bytes).filter(|_| inner.has_extension(&["ics", "vcs"]));
        let what = meetings.map_or_else(
            || format!("is {what}"),
            |m| format!("is a calendar item, which is no entry: {m}"),
        );
        kept(about(name, bytes), what, next)
    } else if choose(&inner).is_none() {
        lost(
            about(name, bytes),
            "is of a kind that no importer reads".to_owned(),
            "open it; if it tells of events, save it as one of the kinds that are read (`forewarned import --help`) and import it by itself",
        )
    } else {
        open(&inner).unwrap_or_else(|refused| {
            lost(
                about(name, bytes),
                format!("could not be read: {}", refused.what),
                &refused.next,
            )
        })
    };
    contents.within(place)
}

/// What is said of files inside a supplied one that were beyond the number that is opened, after the first.
pub(crate) fn beyond(budget: &Budget) -> Option<Remark> {
    let more = budget.beyond().saturating_sub(1);
    (more > 0).then(|| Remark {
        lost: true,
        what: format!(
            "and {more} more files inside it were not opened: no more than {}",
            Budget::limits()
        ),
        next: "take them out of the file that holds them and import them by themselves".to_owned(),
        ..Remark::default()
    })
}

/// One file more of those that a holder has.
pub(crate) fn join(all: &mut Contents, one: Contents) {
    all.parts.extend(one.parts);
    all.remarks.extend(one.remarks);
}

/// A file that may hold entries and gave none.
pub(crate) fn lost(about: String, what: String, next: &str) -> Contents {
    with(about, what, next, true)
}

/// A file that is known to hold no entries.
pub(crate) fn kept(about: String, what: String, next: &str) -> Contents {
    with(about, what, next, false)
}

fn with(about: String, what: String, next: &str, lost: bool) -> Contents {
    let remark = Remark {
        lost,
        what: format!("the file {what}"),
        raw: about,
        next: next.to_owned(),
        ..Remark::default()
    };
    Contents {
        remarks: vec![remark],
        ..Contents::default()
    }
}

/// What identifies a file that was not read.
pub(crate) fn about(name: &str, bytes: &[u8]) -> String {
    format!(
        "{} ({} bytes, SHA-256 {})",
        shown(name),
        bytes.len(),
        hex(&Sha256::digest(bytes))
    )
}

/// A name that came with a file, fit to be shown: signs that steer a screen are written out, and a long name is cut.
pub(crate) fn shown(name: &str) -> String {
    const LONGEST: usize = 200;
    let mut out = String::new();
    for (at, c) in name.chars().enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        let steers = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if steers {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
