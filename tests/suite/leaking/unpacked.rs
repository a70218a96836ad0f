//! Whatever a report is written as, what stands in it is found; where names were replaced, none is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Write as _},
    sync::OnceLock,
};

use forewarned::{
    anonymise::leaks::{Check, Grave, How, Leak, Secrets, Thing, plain_words},
    app::{judging::judge, packing::Pack, unpacking::pieces_of},
    model::matter::Matter,
    report::{
        self, FORMATS, KINDS, Settings,
        chosen::compose,
        document::{Block, Document, plain},
    },
    store::CaseFile,
};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use rusqlite::Connection;

use super::usual_words;
use crate::{
    headings,
    whole_cases::{book, material_at, matter, sample},
};

const CASE: &str = "saltmarsh";

/// Words of the samples that are no names.
fn is_ordinary(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let matter = matter(CASE);
        let names: BTreeSet<String> = matter
            .case
            .people
            .iter()
            .flat_map(|p| p.names.clone())
            .flat_map(|n| split(&n))
            .collect();
        let texts = matter
            .entries
            .iter()
            .flat_map(|e| [e.text.clone(), e.source.clone(), e.entry_type.clone()]);
        let rules = book().concept_labels().into_values().chain(
            matter
                .patterns
                .values()
                .map(|p| format!("{} {} {}", p.title, p.summary, p.why)),
        );
        texts
            .chain(rules)
            .flat_map(|t| split(&t))
            .filter(|w| !names.contains(w))
            .collect()
    });
    words.contains(word)
}

fn split(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn secrets(matter: &Matter) -> Secrets<'static> {
    let mut out = Secrets::of(
        &matter.case,
        (&matter.records, &matter.entries),
        usual_words(),
        &is_ordinary,
    );
    // Words and days of the same case stand in its reports by right: here only names are looked for.
    out.words.clear();
    out.days.clear();
    out.printed = book().printed();
    out
}

/// What a document says in words.
fn words_of(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, words, _) => out.push_str(words),
            Block::Paragraph(line) | Block::Note(line) | Block::Quote(line) => out.push_str(&plain(line)),
            Block::List(lines) => lines.iter().for_each(|l| out.push_str(&plain(l))),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| {
                out.push_str(&plain(cell));
                out.push('\n');
            }),
            Block::Picture(_) | Block::NewPage => {}
        }
        out.push('\n');
    }
    out
}

/// Surnames that the case holds, as plain words, with the full names of those who have them.
fn surnames(matter: &Matter) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for person in &matter.case.people {
        let full = person.names.first().unwrap();
        if let Some((_, surname)) = full.rsplit_once(' ') {
            out.entry(surname.to_owned()).or_default().push(full.clone());
        }
    }
    out
}

fn found_in(secrets: &Secrets<'_>, name: &str, bytes: &[u8]) -> Vec<Leak> {
    let mut check = Check::new(secrets);
    for piece in pieces_of(name, bytes).unwrap() {
        check.look(&piece);
    }
    check.leaks()
}

#[test]
fn names_of_the_roster_are_found_in_every_kind_and_format_of_report() {
    let matter = matter(CASE);
    let (secrets, settings) = (secrets(&matter), Settings::default());
    let surnames = surnames(&matter);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in KINDS {
        let said = words_of(&compose(*kind, &matter, &settings));
        for format in FORMATS.iter().filter(|f| report::fits(*kind, **f)) {
            let bytes = report::make(&matter, kind.name(), format.name(), &settings).unwrap();
            // Formats of plain text hold a part of the document: what stands in their own bytes counts.
            let own = match format.name() {
                "csv" | "timesketch" | "svg" => String::from_utf8_lossy(&bytes).into_owned(),
                _ => said.clone(),
            };
            let found = found_in(&secrets, &report::file_name(*kind, *format), &bytes);
            for (surname, people) in surnames.iter().filter(|(s, _)| own.contains(s.as_str())) {
                *seen.entry(format.name()).or_insert(0) += 1;
                let own = plain_words(surname);
                let hit = |l: &&Leak| {
                    let is_own = people.contains(&l.real) || own.iter().all(|w| plain_words(&l.found).contains(w));
                    l.grave == Grave::Certain && is_own
                };
                assert!(
                    found.iter().any(|l| hit(&l)),
                    "{} {}: {surname} is not found; {:?}",
                    kind.name(),
                    format.name(),
                    found.iter().map(|l| &l.real).collect::<BTreeSet<_>>()
                );
            }
        }
    }
    for format in FORMATS {
        assert!(
            seen.get(format.name()).is_some_and(|n| *n > 0),
            "no name in any {}",
            format.name()
        );
    }
}

/// The sample with other words in the place of every word of a name.
fn replaced() -> Matter {
    const OTHERS: &[&str] = &[
        "Quillfen",
        "Vantrock",
        "Zibbern",
        "Yuxwick",
        "Fjordam",
        "Obexley",
        "Wumpole",
        "Jaxthorpe",
        "Kryvell",
        "Ubbington",
        "Ixworthy",
        "Ziffany",
        "Vexgrove",
        "Quomby",
        "Jubblet",
        "Fyzzard",
        "Wixolm",
        "Ozzaby",
        "Ekkwood",
        "Upfjell",
        "Yobbwin",
        "Xanthub",
        "Juxmoor",
        "Vyggard",
        "Quexham",
        "Zubfold",
        "Wykkebo",
        "Fubbsey",
        "Uxxdale",
        "Jizzock",
        "Oxxqui",
    ];
    let from = sample(CASE);
    let folder = tempfile::tempdir().unwrap();
    let real = matter(CASE);
    let own: BTreeSet<String> = real
        .case
        .people
        .iter()
        .flat_map(|p| &p.names)
        .chain(real.entries.iter().map(|e| &e.author))
        .flat_map(|n| {
            n.split(|c: char| !c.is_alphabetic())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
        .filter(|w| {
            w.chars().count() > 1
                && (["AD", "HŁ"].contains(&w.as_str())
                    || !usual_words().words.contains(&w.to_lowercase()) && !is_ordinary(&w.to_lowercase()))
        })
        .collect();
    let plain = |w: &str| w.to_lowercase().replace('ł', "l").replace(['ę', 'é', 'ë'], "e");
    let kinds: BTreeSet<String> = own.iter().map(|w| plain(w)).collect();
    let other = |word: &str| {
        let at = kinds.iter().position(|k| *k == plain(word))?;
        Some(if word.chars().count() < 4 {
            format!("Q{}", OTHERS[at % OTHERS.len()])
        } else {
            OTHERS[at % OTHERS.len()].to_owned()
        })
    };
    for item in fs::read_dir(&from).unwrap() {
        let path = item.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8(bytes.clone())
            .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned());
        let mut out = String::new();
        let mut word = String::new();
        for c in text.chars().chain(['\n']) {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            out.push_str(&other(&word).unwrap_or_else(|| word.clone()));
            word.clear();
            out.push(c);
        }
        fs::write(folder.path().join(path.file_name().unwrap()), out).unwrap();
    }
    judge(material_at(folder.path()), book(), &mut |_| {})
}

#[test]
fn where_names_were_replaced_none_is_found_in_any_format() {
    let real = matter(CASE);
    let mut secrets = secrets(&real);
    // Numbers, files and agencies are the same in both: only people are replaced here.
    secrets.all.retain(|s| matches!(s.thing, Thing::Person | Thing::Author));
    let made = replaced();
    let settings = Settings::default();
    for format in FORMATS {
        for kind in KINDS
            .iter()
            .filter(|k| ["full", "timeline"].contains(&k.name()) && report::fits(**k, *format))
        {
            let bytes = report::make(&made, kind.name(), format.name(), &settings).unwrap();
            let found = found_in(&secrets, "out", &bytes);
            assert!(
                found.iter().all(|l| l.grave != Grave::Certain),
                "{} {}: {found:#?}",
                kind.name(),
                format.name()
            );
        }
    }
}

#[test]
fn a_pack_and_a_case_file_are_unpacked_to_the_bottom() {
    let matter = matter(CASE);
    let secrets = secrets(&matter);
    let formats: Vec<_> = FORMATS
        .iter()
        .copied()
        .filter(|f| ["docx", "csv"].contains(&f.name()))
        .collect();
    let kinds: Vec<_> = KINDS.iter().copied().filter(|k| k.name() == "full").collect();
    let pack = Pack::make(&matter, (&kinds, &formats), &Settings::default(), "duquesne").unwrap();
    let found = found_in(&secrets, "pack.zip", &pack.zipped(&matter).unwrap());
    for file in ["pack.zip: duquesne-full.docx", "pack.zip: duquesne-full.csv"] {
        let here: Vec<&Leak> = found.iter().filter(|l| l.file == file).collect();
        assert!(here.iter().any(|l| l.real == "Halina Łęcka"), "{file}: {found:#?}");
        assert!(
            here.iter()
                .any(|l| l.found == "duquesne" && l.place == "the name of the file"),
            "{file}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.fwcase");
    let bundle = forewarned::app::importing::read(&sample(CASE), &headings()).unwrap();
    drop(CaseFile::create(&path, &bundle, "2024-01-01 10:00").unwrap());
    let found = found_in(&secrets, "case.fwcase", &fs::read(&path).unwrap());
    let places: BTreeSet<&str> = found
        .iter()
        .filter(|l| l.real == "André Duquesne")
        .map(|l| l.place.split(',').next().unwrap())
        .collect();
    assert!(places.iter().any(|p| p.starts_with("table ")), "{places:?}");
    let pieces = pieces_of("case.fwcase", &fs::read(&path).unwrap()).unwrap();
    for place in [
        "table entry, row 1, text",
        "table matter, row 1, case_json",
        "table record, row 1, content",
    ] {
        assert!(
            pieces.iter().any(|p| p.place == place && p.file == "case.fwcase"),
            "{place}"
        );
    }
}

#[test]
fn words_that_a_database_freed_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA secure_delete = OFF; CREATE TABLE t (a TEXT);")
        .unwrap();
    for number in 0..200 {
        db.execute(
            "INSERT INTO t VALUES (?1)",
            [format!("{number} {} André Duquesne", "x".repeat(300))],
        )
        .unwrap();
    }
    db.execute_batch("DELETE FROM t").unwrap();
    drop(db);
    let found = found_in(&secrets(&matter(CASE)), "x.db", &fs::read(&path).unwrap());
    let hit = found.iter().find(|l| l.real == "André Duquesne").unwrap();
    assert!(hit.place.starts_with("raw bytes"), "{hit:?}");
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_stands_unseen_in_a_file_is_found() {
    let core: &[u8] = b"<cp:coreProperties><dc:creator>Andre Duquesne</dc:creator></cp:coreProperties>";
    let run: &[u8] = "<w:p><w:r><w:t>Duq</w:t></w:r><w:r><w:t>uesne</w:t></w:r></w:p>".as_bytes();
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend([0, 0, 0, 20]);
    png.extend(b"tEXtAuthor\0A Duquesne1");
    png.extend([0; 4]);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Duquesne".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut odd = vec![0, 1, 2, 3, 200];
    odd.extend("Duquesne".encode_utf16().flat_map(u16::to_le_bytes));
    let latin: &[u8] = b"Andr\xe9 Duquesne";
    let within = zip_of(&[("a/b.txt", b"Duquesne")]);
    for (what, bytes, place) in [
        (
            "properties",
            zip_of(&[types, ("docProps/core.xml", core)]),
            "docProps/core.xml",
        ),
        (
            "runs",
            zip_of(&[types, ("word/document.xml", run)]),
            "word/document.xml",
        ),
        (
            "picture",
            zip_of(&[types, ("word/media/i.png", &png)]),
            "word/media/i.png, part tEXt",
        ),
        ("attribute", b"<p title='Duquesne'>x</p>".to_vec(), "attributes"),
        ("comment", b"<p><!-- Duquesne --></p>".to_vec(), "comments"),
        ("entity", b"<p>Duquesn&#101;</p>".to_vec(), ""),
        ("json", br#"{"a":["Duquesn\u0065"]}"#.to_vec(), ""),
        ("json key", br#"[{"Duquesne":1}]"#.to_vec(), ""),
        ("utf-16", utf16, ""),
        ("bytes", odd, ""),
        ("latin", latin.to_vec(), ""),
        ("zip in zip", zip_of(&[("x.zip", &within)]), ""),
        ("name", zip_of(&[("Duquesne.txt", b"x")]), "the name of the file"),
    ] {
        let found = found_in(&secrets(&matter(CASE)), "f", &bytes);
        let hit = found
            .iter()
            .find(|l| l.real == "André Duquesne" || l.thing == Thing::Author);
        assert!(hit.is_some_and(|l| l.place == place), "{what}: {found:#?}");
    }
}

#[test]
fn a_day_that_a_workbook_keeps_as_a_number_is_found() {
    let matter = matter(CASE);
    let mut secrets = secrets(&matter);
    secrets.days.insert(matter.case.event.unwrap(), "the event");
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::ExcelDateTime::parse_from_str("2021-10-18").unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    book.add_worksheet()
        .write_datetime_with_format(0, 0, &day, &format)
        .unwrap();
    let found = found_in(&secrets, "b.xlsx", &book.save_to_buffer().unwrap());
    assert!(
        found
            .iter()
            .any(|l| l.how == How::Day && l.place.starts_with("days of the sheet")),
        "{found:#?}"
    );
}

#[test]
fn what_cannot_be_unpacked_is_refused_with_what_to_do() {
    let mut bytes = zip_of(&[("x.txt", b"x")]);
    for _ in 0..7 {
        bytes = zip_of(&[("x.zip", &bytes)]);
    }
    let damaged = b"PK\x03\x04 nothing".to_vec();
    let pdf = b"%PDF-1.7 nothing".to_vec();
    let mut database = b"SQLite format 3\0".to_vec();
    database.extend([7; 300]);
    for (bytes, why) in [
        (bytes, "unpack it yourself"),
        (damaged, "make it anew"),
        (pdf, "make it anew"),
        (database, "check it again"),
    ] {
        let refused = format!("{:#}", pieces_of("f", &bytes).unwrap_err());
        assert!(
            refused.starts_with("f: it cannot be checked") && refused.contains(why),
            "{refused}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_bytes_stop_the_unpacking(head in 0_usize..10, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        const HEADS: [&[u8]; 10] = [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"SQLite format 3\0", b"\x89PNG\r\n\x1a\n", b"<p", b"{\"a\":", b"\xff\xfe", b"\xef\xbb\xbf<", b"PK\x05\x06"];
        let mut own = HEADS[head].to_vec();
        own.extend(bytes);
        let _ = pieces_of("f", &own);
    }
}
