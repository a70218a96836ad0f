//! Loose files beside a case folder: neither import takes away what the other brought, and nobody's silence is made up.

use std::{
    fs,
    path::{Path, PathBuf},
};

use forewarned::{
    app::{
        home::Home,
        importing::{self, Imported, Order},
        loose::Whose,
    },
    import::read_folder,
    model::{
        case::{Agency, AgencyId},
        columns::Field,
        coverage,
    },
    store::{CaseFile, Stored},
};

use crate::cli::{forewarned, output, small_case};

const ROW: &str = "A1,01/03/2021,,,,Call,He rang twice.\n";
const GP: &str = "Ref,Date,Event\nG1,02/03/2021,Seen at the surgery.\n";

/// A home with the case `c`, imported from its folder `in`.
struct Desk {
    dir: tempfile::TempDir,
    home: Home,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::new(dir.path());
        let desk = Self { dir, home };
        small_case(&desk.folder(), "", ROW);
        desk.again();
        desk
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("in")
    }

    /// Imports the case folder.
    fn again(&self) -> Imported {
        importing::import(&self.home, &crate::headings(), &self.folder(), Some("c")).unwrap()
    }

    /// A loose file beside the case folder.
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.dir.path().join("loose").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn order(path: &Path, whose: Whose) -> Order {
        Order {
            paths: vec![path.to_owned()],
            case: Some("c".to_owned()),
            whose: Some(whose),
            ..Order::default()
        }
    }

    fn add(&self, path: &Path, whose: Whose) -> Imported {
        let order = Self::order(path, whose);
        let ready = importing::prepare(&self.home, &crate::headings(), &order).unwrap();
        importing::keep(&self.home, &ready, &order).unwrap()
    }

    fn open(&self) -> CaseFile {
        CaseFile::open(&self.home.case_file("c")).unwrap()
    }

    fn stored(&self) -> Stored {
        self.open().load().unwrap()
    }

    fn agency(&self, id: &str) -> Agency {
        self.stored()
            .case
            .agency(&AgencyId(id.to_owned()))
            .unwrap_or_else(|| panic!("no {id}"))
            .clone()
    }

    fn covers(&self, id: &str) -> bool {
        coverage::of_case(&self.stored().case).iter().any(|c| c.agency.0 == id)
    }

    /// Changes the words of the folder's case file.
    fn restate(&self, from: &str, to: &str) {
        let path = self.folder().join("case.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

fn whose(agency: &str) -> Whose {
    Whose {
        agency: agency.to_owned(),
        ..Whose::default()
    }
}

fn gp() -> Whose {
    Whose {
        name: Some("Surgery".to_owned()),
        kind: Some("gp".to_owned()),
        supplied: Some(("2021-02-01".parse().unwrap(), "2021-11-30".parse().unwrap())),
        columns: [("Extra".to_owned(), Field::Author)].into(),
        ..whose("gp")
    }
}

fn means(agency: &str, heading: &str, field: Field) -> Whose {
    Whose {
        columns: [(heading.to_owned(), field)].into(),
        ..whose(agency)
    }
}

fn broken_pdf() -> Vec<u8> {
    fs::read("samples/formats/pdf/broken-not-pdf.pdf").unwrap()
}

#[test]
fn a_loose_import_leaves_the_case_file_that_was_taken_over() {
    let desk = Desk::new();
    desk.add(&desk.file("gp.csv", GP.as_bytes()), gp());
    let toml = fs::read(desk.folder().join("case.toml")).unwrap();
    assert_eq!(desk.open().held().unwrap().case_toml, toml);
}

#[test]
fn a_case_folder_that_comes_again_leaves_what_loose_imports_brought() {
    let desk = Desk::new();
    desk.add(&desk.file("gp.csv", GP.as_bytes()), gp());
    let more = desk.file("more.csv", b"Ref,Date,Event,Extra\nA9,03/03/2021,Rang.,x\n");
    let days = Some(("2020-01-01".parse().unwrap(), "2021-12-31".parse().unwrap()));
    desk.add(
        &more,
        Whose {
            supplied: days,
            ..means("probation", "Extra", Field::Author)
        },
    );
    let before = desk.stored();
    desk.again();
    assert_eq!(desk.stored(), before, "the folder unchanged changes nothing");

    small_case(&desk.folder(), "", "A1,01/03/2021,,,,Call,He rang three times.\n");
    desk.restate("Probation", "Probation Service");
    desk.again();
    let (gp, probation) = (desk.agency("gp"), desk.agency("probation"));
    assert_eq!(&gp, before.case.agency(&gp.id).unwrap());
    assert_eq!(
        (gp.files.len(), gp.columns.len(), gp.supplied_from.is_some()),
        (1, 1, true)
    );
    assert_eq!(
        probation.name, "Probation Service",
        "what the case file states anew holds"
    );
    assert_eq!(probation.files, ["p.csv", "more.csv"]);
    assert_eq!(probation.columns.get("Extra"), Some(&Field::Author));
    assert_eq!((probation.supplied_from, probation.supplied_to), days.unzip());
}

#[test]
fn what_the_case_file_states_otherwise_than_before_holds() {
    let desk = Desk::new();
    desk.restate(
        "files = ",
        "columns = { Extra = \"author\", Other = \"type\" }\nfiles = ",
    );
    desk.restate(
        "[[agency]]",
        "[[agency]]\nid = \"gone\"\nname = \"Gone\"\nkind = \"gp\"\ninvolved = true\n[[agency]]",
    );
    desk.again();
    assert!(desk.stored().case.agency(&AgencyId("gone".to_owned())).is_some());
    let days = Some(("2020-01-01".parse().unwrap(), "2021-12-31".parse().unwrap()));
    let more = desk.file("more.csv", b"Ref,Date,Event\nA9,03/03/2021,Rang.\n");
    desk.add(
        &more,
        Whose {
            supplied: days,
            ..means("probation", "extra", Field::Source)
        },
    );
    assert_eq!(desk.agency("probation").columns.get("extra"), Some(&Field::Source));
    desk.restate("supplied_from = 2021-01-01", "supplied_from = 2021-02-01");
    desk.restate("Extra = \"author\", Other = \"type\"", "Extra = \"further\"");
    desk.restate(
        "id = \"gone\"\nname = \"Gone\"\nkind = \"gp\"\ninvolved = true\n[[agency]]",
        "",
    );
    desk.again();
    let probation = desk.agency("probation");
    assert_eq!(probation.supplied_from.unwrap().to_string(), "2021-02-01");
    assert_eq!(probation.columns, [("Extra".to_owned(), Field::Further)].into());
    assert!(desk.stored().case.agency(&AgencyId("gone".to_owned())).is_none());
}

#[test]
fn two_loose_imports_at_once_lose_nothing_of_each_other() {
    let desk = Desk::new();
    let first = Desk::order(&desk.file("gp.csv", GP.as_bytes()), gp());
    let police = Whose {
        kind: Some("police".to_owned()),
        ..whose("police")
    };
    let second = Desk::order(
        &desk.file("log.csv", b"Ref,Date,Event\nL1,04/03/2021,Called out.\n"),
        police,
    );
    let ready = [&first, &second].map(|o| importing::prepare(&desk.home, &crate::headings(), o).unwrap());
    importing::keep(&desk.home, &ready[0], &first).unwrap();
    importing::keep(&desk.home, &ready[1], &second).unwrap();
    let now = desk.stored();
    let ids: Vec<&str> = now.case.agencies.iter().map(|a| a.id.0.as_str()).collect();
    assert_eq!(ids, ["probation", "gp", "police"]);
    assert_eq!(now.entries.len(), 3);
}

#[test]
fn days_that_are_told_of_a_file_that_is_there_already_are_kept() {
    let desk = Desk::new();
    let file = desk.file("gp.csv", GP.as_bytes());
    desk.add(&file, Whose { supplied: None, ..gp() });
    assert!(!desk.covers("gp"));
    let sequence = desk.open().sequence().unwrap();
    desk.add(&file, gp());
    assert!(desk.covers("gp"));
    assert_eq!(desk.open().sequence().unwrap(), sequence + 1);
}

#[test]
fn a_loose_file_that_could_not_be_read_takes_the_days_away_until_it_is_replaced() {
    let desk = Desk::new();
    assert!(desk.covers("probation"));
    let scan = desk.file("scan.pdf", &broken_pdf());
    desk.add(&scan, whose("probation"));
    let now = desk.stored();
    let told = |s: &Stored| {
        s.problems
            .iter()
            .any(|p| p.file == "scan.pdf" && p.what.contains("the days its records cover are not known"))
    };
    assert!(!desk.covers("probation") && told(&now), "{:?}", now.problems);
    desk.again();
    assert!(
        !desk.covers("probation"),
        "the folder does not make the unread file a read one"
    );
    desk.add(
        &desk.file("more.csv", b"Ref,Date,Event\nA9,03/03/2021,Rang.\n"),
        whose("probation"),
    );
    assert!(!desk.covers("probation"));

    fs::copy("samples/formats/pdf/good.pdf", &scan).unwrap();
    desk.add(&scan, whose("probation"));
    assert!(!told(&desk.stored()), "{:?}", desk.stored().problems);
    desk.again();
    assert!(desk.covers("probation"));
}

#[test]
fn a_part_of_a_loose_file_that_could_not_be_read_takes_the_days_away_too_and_a_picture_does_not() {
    let zip_of = |name: &str, bytes: &[u8]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in [("notes.csv", GP.as_bytes()), (name, bytes)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let desk = Desk::new();
    desk.add(&desk.file("a.zip", &zip_of("photo.png", b"\x89PNG no more")), gp());
    assert!(desk.covers("gp"));
    let part = zip_of("scan.pdf", &broken_pdf());
    desk.add(&desk.file("b.zip", &part), gp());
    assert!(!desk.covers("gp"));

    // The way of a case folder is the same.
    desk.restate("p.csv", "b.zip");
    fs::write(desk.folder().join("b.zip"), &part).unwrap();
    let bundle = read_folder(&desk.folder(), &crate::headings()).unwrap();
    assert_eq!(bundle.case.agencies[0].supplied_from, None);
    fs::write(desk.folder().join("b.zip"), zip_of("photo.png", b"\x89PNG no more")).unwrap();
    let bundle = read_folder(&desk.folder(), &crate::headings()).unwrap();
    assert!(bundle.case.agencies[0].supplied_from.is_some());
}

const TWO: &str = "Date,Event,Extra\n01/04/2021,He rang.,Asked for Ms Teal.\n02/04/2021,No reply.,Left a card.\n";

#[test]
fn columns_that_are_said_afterwards_are_read_and_the_ids_stay() {
    let desk = Desk::new();
    let file = desk.file("two.csv", TWO.as_bytes());
    desk.add(&file, whose("probation"));
    let ids = |s: &Stored| s.entries.iter().map(|e| e.id.0.clone()).collect::<Vec<_>>();
    let before = desk.stored();
    let imported = desk.add(&file, means("probation", "Extra", Field::Event));
    let [revision] = imported.added.revisions.as_slice() else {
        panic!("{:?}", imported.added)
    };
    assert_eq!(
        revision.changes.in_words(),
        "0 unchanged, 2 changed, 0 new, 0 no longer there"
    );
    assert!(revision.is_same_file());
    let now = desk.stored();
    assert_eq!(ids(&now), ids(&before));
    assert!(now.entries[1].text.contains("He rang.") && now.entries[1].text.contains("Asked for Ms Teal."));
    assert_eq!(desk.open().earlier(&now.entries[1].id).unwrap()[0].text, "He rang.");
    assert_eq!(now.records.len(), before.records.len());
    let record = now.records.last().unwrap();
    assert_eq!((record.rows, record.entries + record.problems), (2, 2));

    // The same again, with and without saying it, changes nothing more.
    for whose in [means("probation", "Extra", Field::Event), whose("probation")] {
        assert!(desk.add(&file, whose).added.revisions.is_empty());
    }
    assert_eq!(desk.stored(), now);
}

#[test]
fn columns_said_loosely_hold_for_a_case_folder_that_comes_again() {
    let desk = Desk::new();
    let file = desk.folder().join("p.csv");
    fs::write(&file, TWO).unwrap();
    desk.again();
    desk.add(&file, means("probation", "Extra", Field::Event));
    let now = desk.stored();
    assert!(
        now.entries.iter().any(|e| e.text.contains("Left a card.")),
        "{:?}",
        now.entries
    );
    assert!(desk.again().added.revisions.is_empty());
    assert_eq!(desk.stored(), now);
    // Columns that the case file states anew are read anew.
    desk.restate("files = ", "columns = { Extra = \"type\" }\nfiles = ");
    assert_eq!(desk.again().added.revisions.len(), 1);
    assert!(desk.stored().entries.iter().any(|e| e.entry_type == "Left a card."));
}

#[test]
fn columns_that_make_a_file_unreadable_take_nothing_away() {
    let desk = Desk::new();
    let file = desk.file("two.csv", b"Date,Event,Event 2,Event 2\n01/04/2021,He rang.,a,b\n");
    desk.add(&file, whose("probation"));
    let before = desk.stored().entries;
    assert_eq!(before.len(), 2);
    let imported = desk.add(&file, means("probation", "Event 2", Field::Date));
    assert!(
        imported.added.remarks[0].contains("as it was read before"),
        "{:?}",
        imported.added
    );
    assert_eq!(desk.stored().entries, before);
}

#[test]
fn a_preview_shows_columns_that_are_kept_and_what_they_change() {
    let desk = Desk::new();
    let file = desk.file("two.csv", TWO.as_bytes());
    desk.add(&file, whose("probation"));
    let (code, out, err) = output(
        forewarned(desk.dir.path())
            .args(["import", "--preview", "--case", "c", "--agency", "probation"])
            .args(["--columns", "Extra=event", "--columns", "Desk=author"])
            .arg(&file),
    );
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("Extra                            event     as chosen"),
        "{out}"
    );
    assert!(
        out.contains("kept for the next files of probation: the column Desk is author"),
        "{out}"
    );
    assert!(out.contains("it would be replaced: 0 unchanged, 2 changed"), "{out}");
}

#[test]
fn naming_a_file_to_be_replaced_brings_no_other_back() {
    let desk = Desk::new();
    desk.restate(
        "[[agency]]",
        "[[agency]]\nid = \"gp\"\nname = \"Surgery\"\nkind = \"gp\"\nfiles = [\"gp.csv\"]\n[[agency]]",
    );
    let gp = desk.folder().join("gp.csv");
    fs::write(&gp, GP).unwrap();
    desk.again();
    fs::write(&gp, GP.replace("Seen", "Seen twice")).unwrap();
    desk.again();
    // The older file is in the folder again, beside one that takes the place of another.
    fs::write(&gp, GP).unwrap();
    desk.restate("\"p.csv\"", "\"p2.csv\"");
    fs::write(
        desk.folder().join("p2.csv"),
        format!(
            "Ref,Date,Time,Source,Author,Type,Event\n{}",
            ROW.replace("twice", "once")
        ),
    )
    .unwrap();
    let replace = |old: &str| {
        let order = Order {
            paths: vec![desk.folder()],
            case: Some("c".to_owned()),
            replaces: Some(old.to_owned()),
            ..Order::default()
        };
        let ready = importing::prepare(&desk.home, &crate::headings(), &order).unwrap();
        importing::keep(&desk.home, &ready, &order).unwrap().added
    };
    let added = replace("p.csv");
    let texts = || desk.stored().entries.into_iter().map(|e| e.text).collect::<Vec<_>>();
    assert_eq!(texts(), ["He rang once.", "Seen twice at the surgery."]);
    assert!(added.remarks[0].contains("gp.csv: is an earlier version"), "{added:?}");
    assert!(added.remarks[0].ends_with("give --replaces gp.csv"), "{added:?}");
    replace("gp.csv");
    assert_eq!(texts(), ["He rang once.", "Seen at the surgery."]);
}

#[test]
fn going_back_names_the_file_that_stands_now() {
    let desk = Desk::new();
    let row = |what: &str| format!("Ref,Date,Event\nB1,01/03/2021,He rang {what}.\n").into_bytes();
    let (first, second) = (desk.file("a.csv", &row("twice")), desk.file("b.csv", &row("once")));
    let replace = |path: &Path, old: Option<&str>| {
        let order = Order {
            replaces: old.map(str::to_owned),
            ..Desk::order(path, whose("gp"))
        };
        let ready = importing::prepare(&desk.home, &crate::headings(), &order).unwrap();
        importing::keep(&desk.home, &ready, &order).unwrap().added
    };
    let text = || desk.stored().entries.pop().unwrap().text;
    desk.add(&first, gp());
    replace(&second, Some("a.csv"));
    assert_eq!(text(), "He rang once.");
    let added = replace(&first, None);
    assert!(added.remarks[0].ends_with("give --replaces b.csv"), "{added:?}");
    assert_eq!(text(), "He rang once.");
    replace(&first, Some("b.csv"));
    assert_eq!(text(), "He rang twice.");
}

#[test]
fn what_systems_leave_in_folders_is_passed_over_in_every_way_of_import() {
    let desk = Desk::new();
    desk.file("set/gp.csv", GP.as_bytes());
    let left = [
        "set/._gp.csv",
        "set/__MACOSX/x.csv",
        "set/.DS_Store",
        "set/sub/Thumbs.db",
    ];
    for name in left {
        desk.file(name, b"\0\x05\x16\x07 no record");
    }
    desk.add(&desk.dir.path().join("loose/set"), gp());
    let now = desk.stored();
    assert_eq!(desk.agency("gp").files, ["gp.csv"]);
    assert!(desk.covers("gp"));
    let told = now
        .problems
        .iter()
        .find(|p| p.what.contains("were passed over"))
        .unwrap();
    assert!(
        told.raw.contains("._gp.csv") && told.what.starts_with("4 files"),
        "{told:?}"
    );

    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["gp.csv", "._gp.csv", "__MACOSX/x.csv", ".DS_Store", "sub/Thumbs.db"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let bytes: &[u8] = if name == "gp.csv" {
            GP.as_bytes()
        } else {
            b"\0\x05\x16\x07"
        };
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    let desk = Desk::new();
    desk.add(&desk.file("a.zip", &zip.finish().unwrap().into_inner()), gp());
    assert!(desk.covers("gp"), "{:?}", desk.stored().problems);
    assert!(desk.stored().problems.iter().any(|p| p.what.starts_with("4 files")));
}
