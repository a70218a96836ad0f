//! One file into a case: choose the importer, hash the bytes, and see to it that every `Ref` is used once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{
    import::{
        Hints, LARGEST_CELL, NotThisKind, ReadEntry, Taken, Ways,
        contents::{Contents, Part},
        opening::decode,
        prose, repeated,
        same_ref::SameRef,
        table::{answers, form, headings::Known, rows::Rows, several, upright},
    },
    model::{
        case::{Agency, AgencyId, Case, CaseKind, Tier},
        columns::{Field, Mapping, plain},
        entry::{Entry, EntryId},
        hash::hex,
        problem::Problem,
        record::{Record, Supplied},
    },
};

/// Reads one file that an agency supplied into entries and problems.
///
/// `taken` holds the ids of the case so far, and gets those of this file: an id that stands on several rows is the first one's, and the
/// others are named after it; a row that says the same as another of its id is a problem, which keeps the row. A file that cannot be read at all has no rows and one problem with
/// row 0.
pub fn read_file<'w>(
    case: &Case,
    ways: impl Into<Ways<'w>>,
    agency: &AgencyId,
    (name, content): (&str, Vec<u8>),
    taken: &mut Taken,
) -> Supplied {
    let ways = ways.into();
    let sha256 = hex(&Sha256::digest(&content));
    let chosen = chosen(case, agency);
    let hints = Hints {
        agency,
        file: name,
        sha256: &sha256,
        review_from: case.review_from,
        review_to: case.review_to,
        headings: ways.headings,
        chosen: &chosen,
        given: None,
    };
    let imported = ways.opener.open(name, &content).map_or_else(
        |refused| Imported {
            rows: 1,
            problems: vec![hints.lost(0, &first_lines(&content), refused.what, &refused.next)],
            ..Imported::default()
        },
        |contents| read_contents(contents, &hints),
    );
    let (rows, encoding, columns) = (imported.rows, imported.encoding.clone(), imported.columns.clone());
    let (entries, problems) = with_unique_ids(imported, &hints, taken);
    let record = Record {
        file: name.to_owned(),
        agency: agency.clone(),
        sha256: sha256.clone(),
        bytes: content.len() as u64,
        rows,
        entries: entries.len(),
        problems: problems.iter().filter(|p| p.lost_row).count(),
        encoding,
        columns,
    };
    Supplied {
        record,
        content,
        entries,
        problems,
    }
}

/// What a file became.
#[derive(Debug, Default)]
pub(super) struct Imported {
    /// How it is written.
    encoding: String,
    /// Rows read, headings not counted.
    rows: usize,
    /// What its columns were taken for.
    columns: Vec<Mapping>,
    /// Rows that became entries, in the order of the file.
    pub(super) entries: Vec<ReadEntry>,
    /// Rows that became none (`lost_row`), and remarks.
    pub(super) problems: Vec<Problem>,
}

/// Tables by their columns, texts by their dates; the remarks of the importer beside them.
pub(super) fn read_contents(contents: Contents, hints: &Hints<'_>) -> Imported {
    let (contents, answered) = form::without_form(contents, &hints.headings.template);
    let mut out = Imported {
        encoding: contents.encoding,
        ..Imported::default()
    };
    for remark in contents.remarks {
        out.rows += usize::from(remark.lost);
        let make = if remark.lost { Hints::lost } else { Hints::remark };
        out.problems
            .push(make(hints, remark.row, &remark.raw, remark.what, &remark.next).at(&remark.place));
    }
    answers::beside(&mut out.problems, answered);
    let mut unread = 0;
    let parts = contents.parts.len();
    for part in contents.parts {
        let mut read = match part {
            Part::Text(prose) => match upright::text::table(&prose, headings_known(hints), hints) {
                Some((grid, said)) => {
                    out.problems.push(said);
                    let read = several::read(grid, hints);
                    out.columns.extend(read.mappings);
                    read.rows
                }
                None => prose::read(&prose, hints),
            },
            Part::Table(grid) => {
                let read = several::read(grid, hints);
                unread += usize::from(read.is_untold);
                out.columns.extend(read.mappings);
                read.rows
            }
        };
        renumber(&mut read, hints, out.rows);
        out.rows += read.seen;
        out.entries.extend(read.entries);
        out.problems.extend(read.problems);
    }
    out.problems = repeated::joined(out.problems, hints);
    // A file of which no table could be told holds nothing that was read.
    if unread > 0 && unread == parts && out.entries.is_empty() && parts == 1 {
        out.encoding.clear();
        out.rows = out.problems.iter().filter(|p| p.lost_row).count();
    }
    out
}

/// The first lines of a file that was refused whole, where it is text: a reader sees what was not read.
fn first_lines(content: &[u8]) -> String {
    const SHOWN: usize = 20;
    const LONGEST: usize = 2_000;
    let head = content.get(..content.len().min(4096)).unwrap_or_default();
    let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C);
    if head.iter().any(is_control) || head.starts_with(b"%PDF") {
        return String::new();
    }
    let text = decode::glance(head);
    let lines = text.lines().filter(|l| !l.trim().is_empty()).take(SHOWN);
    let shown: Vec<String> = lines.map(|l| l.chars().take(LONGEST).collect()).collect();
    shown.join("\n")
}

fn headings_known<'h>(hints: &Hints<'h>) -> Known<'h> {
    Known {
        headings: hints.headings,
        chosen: hints.chosen,
    }
}

/// Ids that the program made in a second part of a file go on after those of the first.
fn renumber(read: &mut Rows, hints: &Hints<'_>, rows_before: usize) {
    if rows_before == 0 {
        return;
    }
    let has_row_as_name = |e: &ReadEntry| e.made_id && e.entry.id == hints.made_id(e.entry.origin.row);
    let made = read.entries.iter_mut().filter(|e| has_row_as_name(e));
    for (at, entry) in made.enumerate() {
        entry.entry.id = hints.made_id(rows_before + at + 1);
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
            columns: std::collections::BTreeMap::new(),
            involved: false,
            holes: Vec::new(),
        }],
        conditions: Vec::new(),
        facts: Vec::new(),
        disguised: None,
        days_moved: false,
    }
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
    let mut same = SameRef::of(&imported.columns);
    for mut read in imported.entries {
        if !read.made_id {
            // Agencies number their rows without knowing of one another: a Ref of another file is no reason to lose a row.
            let elsewhere = taken.get(&read.entry.id).filter(|first| first.file != hints.file);
            if let Some(first) = elsewhere {
                let own = free(&hints.own_id(&read.entry.id.0), taken);
                let what = format!(
                    "the Ref '{}' is used by {} row {} too, so this row is kept as {own}",
                    read.entry.id, first.file, first.row
                );
                let next = "nothing, if the two files number their rows apart; if this file is the corrected form of that one, import it with --replaces";
                let row = read.entry.origin.row;
                problems.push(
                    hints
                        .remark(row, &read.entry.id.0, what, next)
                        .at(&read.entry.origin.part),
                );
                read.entry.id = own;
            }
            if same.takes(&mut read, &kept) {
                kept.push(Some(read));
                continue;
            }
            if let Some(first) = taken.get(&read.entry.id) {
                let within = match first.part.as_str() {
                    "" => String::new(),
                    part => format!(" {part},"),
                };
                let what = format!(
                    "the Ref '{}' is already used by {}{within} row {}, and the rows say the same",
                    read.entry.id, first.file, first.row
                );
                let next = "nothing, if the row is a copy; if it happened twice, give each row a Ref of its own in a copy, and import that";
                let origin = &read.entry.origin;
                problems.push(hints.lost(origin.row, &read.raw, what, next).at(&origin.part));
                continue;
            }
            taken.insert(read.entry.id.clone(), read.entry.origin.clone());
            same.first(&read.entry.id, kept.len());
        }
        kept.push(Some(read));
    }
    for read in kept.iter_mut().flatten().filter(|r| r.made_id) {
        read.entry.id = free(&read.entry.id, taken);
        taken.insert(read.entry.id.clone(), read.entry.origin.clone());
    }
    problems.extend(same.said(&kept, hints));
    problems.sort_by_key(|p| p.row);
    let entries = kept.into_iter().flatten().map(|read| Entry {
        made_id: read.made_id,
        ..read.entry
    });
    (entries.collect(), problems)
}

/// This id, or the first like it that nobody has.
fn free(id: &EntryId, taken: &Taken) -> EntryId {
    let mut out = id.clone();
    let mut again = 1;
    while taken.contains_key(&out) {
        again += 1;
        out = EntryId(format!("{id}-{again}"));
    }
    out
}

/// What people said of an agency's columns, by how a heading is looked for.
pub(super) fn chosen(case: &Case, agency: &AgencyId) -> BTreeMap<String, Field> {
    let said = case.agency(agency).into_iter().flat_map(|a| &a.columns);
    said.map(|(heading, field)| (plain(heading), *field)).collect()
}
