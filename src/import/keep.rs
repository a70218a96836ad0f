//! One file into a case: choose the importer, hash the bytes, and see to it that every `Ref` is used once.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{
    import::{Fit, Hints, IMPORTERS, Imported, LARGEST_CELL, LARGEST_FILE, NotThisKind, ReadEntry, Sniff, Taken},
    model::{
        case::{Agency, AgencyId, Case, CaseKind, Tier},
        entry::{Entry, EntryId},
        problem::Problem,
        record::{Record, Supplied},
    },
};

/// Bytes that an importer may look at before it is chosen.
const HEAD: usize = 4096;

/// Reads one file that an agency supplied into entries and problems.
///
/// `taken` holds the ids of the case so far, and gets those of this file: an id that is written twice in a case is a
/// problem on its second row, which keeps the row. A file that cannot be read at all has no rows and one problem with
/// row 0.
pub fn read_file(case: &Case, agency: &AgencyId, name: &str, content: Vec<u8>, taken: &mut Taken) -> Supplied {
    let sha256 = hex(&Sha256::digest(&content));
    let hints = Hints {
        agency,
        file: name,
        sha256: &sha256,
        review_from: case.review_from,
        review_to: case.review_to,
    };
    let imported = import(&content, &hints).unwrap_or_else(|refused| Imported {
        encoding: "",
        rows: 0,
        entries: Vec::new(),
        problems: vec![hints.remark(0, "", refused.what, &refused.next)],
    });
    let (rows, encoding) = (imported.rows, imported.encoding);
    let (entries, problems) = with_unique_ids(imported, &hints, taken);
    let record = Record {
        file: name.to_owned(),
        agency: agency.clone(),
        sha256: sha256.clone(),
        bytes: content.len() as u64,
        rows,
        entries: entries.len(),
        problems: problems.iter().filter(|p| p.lost_row).count(),
        encoding: encoding.to_owned(),
    };
    Supplied {
        record,
        content,
        entries,
        problems,
    }
}

/// A minimal case for a loose narrative: one agency, `narrative`, and dates wide open, for the caller to narrow.
pub fn narrative_case(name: &str) -> Case {
    let from = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or(NaiveDate::MIN);
    let to = NaiveDate::from_ymd_opt(2100, 12, 31).unwrap_or(NaiveDate::MAX);
    Case {
        title: name.to_owned(),
        kind: CaseKind::Sfo,
        tier: Tier::default(),
        review_from: from,
        review_to: to,
        event: None,
        people: Vec::new(),
        agencies: vec![Agency {
            id: AgencyId("narrative".to_owned()),
            name: "Narrative".to_owned(),
            kind: "other".to_owned(),
            files: vec![name.to_owned()],
            supplied_from: Some(from),
            supplied_to: Some(to),
            involved: false,
            holes: Vec::new(),
        }],
        conditions: Vec::new(),
        facts: Vec::new(),
    }
}

fn import(content: &[u8], hints: &Hints<'_>) -> Result<Imported, NotThisKind> {
    if content.len() as u64 > LARGEST_FILE {
        return Err(too_large(content.len() as u64, LARGEST_FILE));
    }
    let sniff = Sniff {
        name: hints.file,
        head: content.get(..content.len().min(HEAD)).unwrap_or_default(),
    };
    let mut best = (Fit::No, None);
    for importer in IMPORTERS {
        let fit = importer.recognises(&sniff);
        if fit > best.0 {
            best = (fit, Some(importer));
        }
    }
    let Some(importer) = best.1 else {
        let known: Vec<&str> = IMPORTERS.iter().map(|i| i.about()).collect();
        return Err(NotThisKind {
            what: "no importer reads this kind of file".to_owned(),
            next: format!("save it as one of these: {}", known.join("; ")),
        });
    };
    importer.read(content, hints)
}

/// What is said of a file that is too large to read.
pub(super) fn too_large(bytes: u64, largest: u64) -> NotThisKind {
    let mb = 1024 * 1024;
    NotThisKind {
        what: format!(
            "the file has {} MB; files of more than {} MB are not read",
            bytes.div_ceil(mb),
            largest / mb
        ),
        next: "split it into smaller files, each with the header row, and name them all in case.toml".to_owned(),
    }
}

/// A raw value as a problem keeps it: whole, unless it is larger than any cell may be.
pub(super) fn shortened(raw: &str) -> String {
    if raw.len() <= LARGEST_CELL {
        return raw.to_owned();
    }
    let mut end = 2_000;
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    format!(
        "{} … [shortened: {} bytes in all, kept whole in the record]",
        raw.get(..end).unwrap_or_default(),
        raw.len()
    )
}

/// Written ids first, so that an id made by the program never takes the place of one that somebody wrote.
fn with_unique_ids(imported: Imported, hints: &Hints<'_>, taken: &mut Taken) -> (Vec<Entry>, Vec<Problem>) {
    let mut problems = imported.problems;
    let mut kept: Vec<Option<ReadEntry>> = Vec::with_capacity(imported.entries.len());
    for read in imported.entries {
        if !read.made_id {
            if let Some(first) = taken.get(&read.entry.id) {
                let what = format!(
                    "the Ref '{}' is already used by {} row {}",
                    read.entry.id, first.file, first.row
                );
                let next = "give each row a Ref of its own; if the two rows are copies of one, remove one of them";
                problems.push(hints.lost(read.entry.origin.row, &read.raw, what, next));
                continue;
            }
            taken.insert(read.entry.id.clone(), read.entry.origin.clone());
        }
        kept.push(Some(read));
    }
    for read in kept.iter_mut().flatten().filter(|r| r.made_id) {
        let made = read.entry.id.0.clone();
        let mut again = 1;
        while taken.contains_key(&read.entry.id) {
            again += 1;
            read.entry.id = EntryId(format!("{made}-{again}"));
        }
        taken.insert(read.entry.id.clone(), read.entry.origin.clone());
    }
    problems.sort_by_key(|p| p.row);
    (kept.into_iter().flatten().map(|r| r.entry).collect(), problems)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a String cannot go wrong.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
