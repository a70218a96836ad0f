//! Broken, huge and hostile files: whatever comes in, every importer returns, its rows add up, and memory and time are bounded.
//!
//! This is the part of fuzzing that runs with every change; `fuzz/` holds the targets that run for longer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test"
)]

use std::fmt::Write as _;
use std::{
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::adds_up;
use crate::headings;
use forewarned::{
    import::{Budget, Fit, IMPORTERS, Supply, Taken, narrative_case, read_file},
    model::{columns::Headings, record::Supplied},
};

/// No sample that is larger is broken many times over.
const SMALL: usize = 40_000;
/// Endings that importers go by, and some that none does.
const ENDINGS: [&str; 20] = [
    "csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "docx", "doc", "odt", "pdf", "json", "jsonl", "eml", "mbox",
    "msg", "zip", "html", "rtf", "xyz",
];

/// The headings, read once for so many files.
static HEADINGS: LazyLock<Headings> = LazyLock::new(headings);

fn import_one(name: &str, content: Vec<u8>) -> Supplied {
    let case = narrative_case(name);
    let agency = case.agencies[0].id.clone();
    let supplied = read_file(&case, &*HEADINGS, &agency, (name, content), &mut Taken::new());
    adds_up(&supplied);
    supplied
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    let mut folders: Vec<PathBuf> = vec![root];
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut items: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|i| i.unwrap().path()).collect();
        items.sort();
        for path in items {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                out.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    out
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn said(supplied: &Supplied) -> String {
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    said.join("\n")
}

#[test]
fn a_sample_cut_short_anywhere_is_read_or_refused_and_its_rows_add_up() {
    for (name, bytes) in samples().into_iter().filter(|(_, b)| b.len() <= SMALL) {
        for step in 0..6 {
            import_one(&name, bytes[..bytes.len() * step / 6].to_vec());
        }
        for short in [1, 2, 4, 8, 22, 64] {
            import_one(&name, bytes[..bytes.len().saturating_sub(short)].to_vec());
        }
    }
}

#[test]
fn a_sample_with_bytes_changed_is_read_or_refused_and_its_rows_add_up() {
    let mut dice = Dice(0x5eed_f00d);
    for (name, bytes) in samples().into_iter().filter(|(_, b)| (1..=SMALL).contains(&b.len())) {
        for changes in [1, 3, 10, 40] {
            let mut changed = bytes.clone();
            for _ in 0..changes {
                let at = dice.below(changed.len());
                changed[at] = u8::try_from(dice.below(256)).unwrap();
            }
            import_one(&name, changed);
        }
    }
}

#[test]
fn two_samples_in_one_file_or_under_another_name_are_read_or_refused() {
    let all = samples();
    for (at, (name, bytes)) in all.iter().enumerate().filter(|(_, (_, b))| b.len() <= SMALL) {
        let (_, other) = &all[(at * 7 + 3) % all.len()];
        let mut both = bytes.clone();
        both.extend_from_slice(&other[..other.len().min(SMALL)]);
        import_one(name, both);
        import_one(&format!("x.{}", ENDINGS[at % ENDINGS.len()]), bytes.clone());
    }
}

#[test]
fn an_empty_file_and_one_of_one_byte_are_refused_by_every_importer() {
    for ending in ENDINGS {
        for bytes in [vec![], vec![0], vec![b'P'], vec![0xD0], vec![b' ']] {
            let supplied = import_one(&format!("x.{ending}"), bytes);
            assert!(supplied.entries.is_empty() || ending == "txt", "{ending}");
            assert!(
                !supplied.problems.is_empty() || !supplied.entries.is_empty(),
                "{ending} says nothing"
            );
        }
    }
}

#[test]
fn zips_inside_zips_are_opened_to_a_depth_and_then_told_of() {
    let mut zip = zip_of(&[("deepest.csv", b"Date,Event\n14/01/2018,Seen.\n")]);
    for level in 0..8 {
        zip = zip_of(&[
            (&format!("level{level}.zip"), &zip),
            (&format!("level{level}.csv"), b"Date,Event\n14/01/2018,Seen.\n"),
        ]);
    }
    let supplied = import_one("nest.zip", zip);
    assert_eq!(supplied.entries.len(), 4, "{}", said(&supplied));
    assert!(
        said(&supplied).contains("inside more than 4 others"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn what_zips_unpack_to_is_bounded_over_all_of_them() {
    // 300 times 1 MB: each file is harmless, all of them are not.
    let filler = vec![b'x'; 1024 * 1024];
    let inner = zip_of(&["a", "b", "c", "d", "e", "f"].map(|name| (name, filler.as_slice())));
    let names: Vec<String> = (0..50).map(|at| format!("{at}.zip")).collect();
    let outer: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), inner.as_slice())).collect();
    let supplied = import_one("many.zip", zip_of(&outer));
    assert!(
        said(&supplied).contains("256 MB unpacked"),
        "{}",
        said(&supplied).lines().count()
    );
    assert!(supplied.problems.len() < 400, "{}", supplied.problems.len());
}

#[test]
fn more_files_than_are_opened_are_told_of_and_the_rows_add_up() {
    let names: Vec<String> = (0..5_050).map(|at| format!("{at}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    let supplied = import_one("files.zip", zip_of(&files));
    assert!(said(&supplied).contains("50 more files of the zip were not read"));
}

#[test]
fn names_in_a_zip_that_steer_the_screen_are_written_out() {
    let zip = zip_of(&[("a\u{202e}vsc.exe\n\u{1b}[2J.csv", b"Date,Event\n14/01/2018,Seen.\n")]);
    let supplied = import_one("names.zip", zip);
    assert_eq!(
        supplied.entries[0].origin.part,
        "file 'a\\u{202e}vsc.exe\\u{a}\\u{1b}[2J.csv'"
    );
}

#[test]
fn office_files_and_documents_are_never_taken_for_plain_zips() {
    let zip = IMPORTERS.iter().find(|i| i.name() == "zip").unwrap();
    let budget = Budget::default();
    for inside in ["[Content_Types].xml", "mimetype"] {
        let bytes = zip_of(&[(inside, b"x"), ("word/document.xml", b"<x/>")]);
        let supply = Supply::of("a.zip", &bytes, &budget);
        assert_eq!(zip.recognises(&supply), Fit::No);
        // Cut short, it has lost the list of its files, and is still no plain zip.
        let supply = Supply::of("a.zip", &bytes[..60], &budget);
        assert_eq!(zip.recognises(&supply), Fit::No);
    }
}

#[test]
fn e_mails_inside_e_mails_without_end_are_refused() {
    let mut mail = String::new();
    for _ in 0..50_000 {
        mail.push_str("From: a@b.example\nMessage-ID: <x>\nContent-Type: message/rfc822\n\n");
    }
    let supplied = import_one("deep.eml", mail.into_bytes());
    assert!(
        said(&supplied).contains("others inside each other"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn an_e_mail_of_very_many_parts_is_read_in_time() {
    let mut mail = "From: a@b.example\nDate: Sun, 14 Jan 2018 14:30:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n".to_owned();
    for _ in 0..20_000 {
        mail.push_str("--b\nContent-Type: application/x\n\nx\n");
    }
    mail.push_str("--b--\n");
    let supplied = import_one("parts.eml", mail.into_bytes());
    assert_eq!(supplied.entries.len(), 1);
    assert!(
        said(&supplied).contains("more files inside it were not opened"),
        "{:.3000}",
        said(&supplied)
    );
}

/// A document of one part, with what makes it a document.
fn office(main: &str, kind: &str, xml: &str) -> Vec<u8> {
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/{main}\" ContentType=\"{kind}\"/></Types>"
    );
    let rels = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"{main}\"/></Relationships>"
    );
    zip_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        (main, xml.as_bytes()),
    ])
}

#[test]
fn entities_of_a_document_are_never_fetched_nor_blown_up() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "THE-SECRET").unwrap();
    let mut laughs = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        let _ = write!(laughs, "<!ENTITY a{level} \"&a{0};&a{0};\">", level - 1);
    }
    let doctype = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file://{}\">{laughs}]>",
        secret.path().display()
    );
    let word = format!(
        "{doctype}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>14/01/2018 Seen &x; &a29;</w:t></w:r></w:p></w:body></w:document>"
    );
    let word = office(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        &word,
    );
    let book = office(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        &format!("{doctype}<workbook><sheets><sheet name=\"&x;\"/></sheets></workbook>"),
    );
    for (name, bytes) in [("x.docx", word), ("x.xlsx", book)] {
        let supplied = import_one(name, bytes);
        let all = format!("{:?} {}", supplied.entries, said(&supplied));
        assert!(!all.contains("THE-SECRET"), "{name} fetched a file");
        assert!(all.len() < 100_000, "{name} was blown up to {}", all.len());
    }
}

#[test]
fn every_importer_has_a_target_for_fuzzing() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let listed = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for name in IMPORTERS.iter().map(|i| i.name()) {
        assert!(
            fuzz.join(format!("fuzz_targets/{name}.rs")).exists(),
            "no target for {name}"
        );
        assert!(
            listed.contains(&format!("name = \"{name}\"")),
            "fuzz/Cargo.toml does not list {name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_ending_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        head in 0..6_usize,
        ending in 0..ENDINGS.len(),
    ) {
        let magic: [&[u8]; 6] = [
            b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"{\"a\":", b"From: a\nMIME-Version: 1.0\n",
        ];
        let mut all = magic[head].to_vec();
        all.extend(bytes);
        import_one(&format!("x.{}", ENDINGS[ending]), all);
    }
}

#[test]
fn a_link_in_a_zip_is_told_and_what_it_points_to_is_no_table() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("log.csv", "Date,Event\n14/01/2018,Rang\n", SimpleFileOptions::default())
        .unwrap();
    let supplied = super::import_one("a.zip", zip.finish().unwrap().into_inner());
    assert!(supplied.entries.is_empty());
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert!(said.concat().contains("is a link to another file"), "{said:?}");
}
