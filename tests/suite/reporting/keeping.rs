//! What people did is kept and told: files that stand there, manifests, settlements with every field; words from right to left on paper.

use std::{fs, path::Path};

use forewarned::report::{
    self,
    document::{Block, Document, Table, text},
};

use crate::cli::{forewarned, output, small_case};

fn run(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    output(forewarned(home).arg("--quiet").args(arguments))
}

/// A home with the case `small`.
fn small(folder: &Path) -> std::path::PathBuf {
    let (home, case) = (folder.join("home"), folder.join("small"));
    small_case(&case, "", "P1,2021-03-01,10:00,log,Ms A,Contact,Mr B said hello\n");
    let (code, _, err) = run(&home, &["import", case.to_str().unwrap(), "--case", "small"]);
    assert_eq!(code, 0, "{err}");
    home
}

#[test]
fn a_report_that_somebody_edited_is_not_written_over_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = small(folder.path());
    let file = folder.path().join("r.html");
    let name = file.to_str().unwrap();
    let write = |more: &[&str]| {
        let mut all = vec!["report", "small", "--kind", "coverage", "--undated", "-o", name];
        all.extend(more);
        run(&home, &all)
    };
    assert_eq!(write(&[]).0, 0);
    let first = fs::read(&file).unwrap();
    assert_eq!(write(&[]).0, 0, "the same bytes lose nothing");
    fs::write(&file, "edited").unwrap();
    let (code, _, err) = write(&[]);
    assert_ne!(code, 0);
    assert!(err.contains("--overwrite"), "{err}");
    assert_eq!(fs::read(&file).unwrap(), b"edited");
    assert_eq!(write(&["--overwrite"]).0, 0);
    assert_eq!(fs::read(&file).unwrap(), first);
}

#[test]
fn a_pack_that_is_added_to_keeps_the_lines_of_its_earlier_files() {
    let folder = tempfile::tempdir().unwrap();
    let home = small(folder.path());
    let pack = folder.path().join("pack");
    let pack_name = pack.to_str().unwrap();
    let write = |kind: &str, format: &str| {
        run(
            &home,
            &["report", "small", "--kind", kind, "--format", format, "-o", pack_name],
        )
    };
    assert_eq!(write("coverage,requests", "html").0, 0);
    fs::remove_file(pack.join("small-requests.html")).unwrap();
    assert_eq!(write("warnings,loops", "html").0, 0);
    let alone = pack.join("alone.json");
    let one = [
        "report",
        "small",
        "--kind",
        "coverage",
        "--format",
        "json",
        "-o",
        alone.to_str().unwrap(),
    ];
    assert_eq!(run(&home, &one).0, 0);
    let told = fs::read_to_string(pack.join("MANIFEST.txt")).unwrap();
    for name in [
        "small-coverage.html",
        "small-warnings.html",
        "small-loops.html",
        "alone.json",
    ] {
        assert_eq!(told.matches(name).count(), 1, "{told}");
    }
    assert!(!told.contains("small-requests.html"), "{told}");
    // What the manifest tells of is the program's own, and may be written anew.
    assert_eq!(write("coverage", "html,json").0, 0);
    fs::write(pack.join("small-loops.html"), "edited").unwrap();
    let (code, _, err) = write("loops,warnings", "html");
    assert!(
        code != 0 && err.contains("small-loops.html") && !err.contains("small-warnings.html"),
        "{err}"
    );
}

#[test]
fn every_field_of_a_settlement_is_in_the_disclosure_pack_also_after_it_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = small(folder.path());
    let confirm = [
        "coverage",
        "confirm",
        "small",
        "probation",
        "2021-01-01",
        "2021-12-31",
        "--hole",
        "2021-03-02..2021-03-14:moved office",
        "--who",
        "Ann Reader",
        "--because",
        "letter of 3 May",
    ];
    let (code, _, err) = run(&home, &confirm);
    assert_eq!(code, 0, "{err}");
    let (_, lanes, _) = run(&home, &["report", "small", "--kind", "timeline", "--format", "json"]);
    assert!(
        lanes.contains("; missing 2 March 2021 to 14 March 2021 (moved office)"),
        "{lanes}"
    );
    let undo = [
        "settled",
        "small",
        "--undo",
        "1",
        "--who",
        "Bo Checker",
        "--because",
        "second letter",
    ];
    let (code, _, err) = run(&home, &undo);
    assert_eq!(code, 0, "{err}");
    let (_, told, _) = run(&home, &["report", "small", "--kind", "disclosure", "--format", "json"]);
    for words in [
        "missing in between: 2 March 2021 to 14 March 2021 (moved office)",
        "letter of 3 May",
        "Taken back by settlement 2: Bo Checker, ",
        "second letter",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_case_is_named_by_its_title_wherever_its_name_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = small(folder.path());
    let (code, _, err) = run(
        &home,
        &[
            "import",
            folder.path().join("small").to_str().unwrap(),
            "--case",
            "other-1",
        ],
    );
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(&home, &["report", "Small", "--kind", "coverage"]);
    assert!(code == 0 || err.contains("several cases"), "{err}");
    fs::remove_file(home.join("cases/small.fwcase")).unwrap();
    for arguments in [
        vec!["report", "Small", "--kind", "coverage"],
        vec!["settled", "Small"],
        vec!["timeline", "Small"],
    ] {
        let (code, _, err) = run(&home, &arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
    }
}

#[test]
fn columns_for_a_report_without_them_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let home = small(folder.path());
    let (code, _, err) = run(&home, &["report", "small", "--kind", "sfo", "--columns", "number,text"]);
    assert!(code != 0 && err.contains("--kind chronology"), "{err}");
}

fn document(table: Table) -> Document {
    Document {
        title: "Paper".to_owned(),
        blocks: vec![Block::Table(table)],
        ..Document::default()
    }
}

fn written(document: &Document, format: &str) -> Vec<u8> {
    let mut out = Vec::new();
    report::format(format).unwrap().write(document, &mut out).unwrap();
    out
}

fn word(document: &Document) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(written(document, "docx"))).unwrap();
    let mut out = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut out).unwrap();
    out
}

#[test]
fn a_long_table_is_several_in_word_and_no_row_is_lost() {
    let rows = (1..=450).map(|n| vec![text(format!("row {n} here"))]).collect();
    let table = Table {
        head: vec![("What".to_owned(), 0)],
        rows,
        ..Table::default()
    };
    let xml = word(&document(table));
    assert_eq!(xml.matches("<w:tbl>").count(), 3);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 3);
    assert!((1..=450).all(|n| xml.contains(&format!(">row {n} here<"))));
}

#[test]
fn a_table_too_wide_for_paper_is_cut_with_its_first_columns_in_each_part() {
    let table = Table {
        head: (0..24).map(|n| (format!("Head {n}"), 4)).collect(),
        rows: vec![(0..24).map(|n| text(format!("cell {n} here"))).collect()],
        keys: 2,
        ..Table::default()
    };
    let xml = word(&document(table));
    assert_eq!(xml.matches(">Head 0<").count(), 4);
    assert_eq!(xml.matches(">cell 1 here<").count(), 4);
    assert!((2..24).all(|n| xml.matches(&format!(">cell {n} here<")).count() == 1));
}

#[test]
fn a_table_cut_both_ways_says_of_each_part_which_it_is_and_the_rest_where_its_columns_begin() {
    let table = Table {
        caption: "450 entries, in order. Small words are the program’s".to_owned(),
        head: (0..24).map(|n| (format!("Head {n}"), 4)).collect(),
        rows: (0..450).map(|_| vec![text("cell"); 24]).collect(),
        ..Table::default()
    };
    let xml = word(&document(table));
    for part in 1..=3 {
        for rows in [
            "1 to 200 of 450",
            "201 to 400 of 450, continued",
            "401 to 450 of 450, continued",
        ] {
            let caption =
                format!("<w:tblCaption w:val=\"450 entries, in order (part {part} of 3, because all 24 columns");
            let is_told = xml
                .split(&caption)
                .skip(1)
                .any(|rest| rest.split('"').next().unwrap().contains(rows));
            assert!(is_told, "part {part}, rows {rows}");
        }
    }
    assert_eq!(xml.matches("<w:tblCaption").count(), 9);
    assert_eq!(xml.matches("Small words are the program’s</w:t>").count(), 3);
}

#[test]
fn a_name_from_right_to_left_has_its_letters_joined_on_paper() {
    let table = |words: &str| Table {
        head: vec![("What".to_owned(), 0)],
        rows: vec![vec![text(words)]],
        ..Table::default()
    };
    let pdf = written(&document(table("Her name is مرحبا here, and שלום")), "pdf");
    let read = lopdf::Document::load_mem(&pdf).unwrap();
    // What a page draws is the order of its glyphs; the words behind each glyph are in the tables of its fonts.
    let fonts: String = read
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .filter_map(|s| s.decompressed_content().ok())
        .map(|b| String::from_utf8_lossy(&b).into_owned())
        .filter(|s| s.contains("beginbfchar"))
        .collect();
    for letter in ['م', 'ר', 'ש', 'ل'] {
        let code = format!("<{:04X}>", u32::from(letter));
        let is_there = fonts.to_uppercase().contains(&code);
        assert_eq!(is_there, !matches!(letter, 'ר' | 'ل'), "{letter} {code}");
    }
    let shown = written(&document(table("soft\u{ad}hyphen")), "pdf");
    assert!(
        crate::reporting_pdf::pages(&shown)
            .concat()
            .contains("soft[U+00AD]hyphen")
    );
}

#[test]
fn days_in_a_workbook_are_days() {
    let table = Table {
        head: vec![("What".to_owned(), 0)],
        rows: vec![vec![text("=1+1")]],
        days: vec![("2022-07-01".parse().unwrap(), "2022-07-03".parse().unwrap())],
        ..Table::default()
    };
    let bytes = written(&document(table), "xlsx");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut book, 1).unwrap().unwrap();
    let cell = |at| range.get_value((1, at)).cloned().unwrap();
    assert!(
        matches!(cell(1), calamine::Data::DateTime(d) if d.as_f64().to_string() == "44743"),
        "{:?}",
        cell(1)
    );
    assert!(
        matches!(cell(2), calamine::Data::DateTime(d) if d.as_f64().to_string() == "44745"),
        "{:?}",
        cell(2)
    );
    assert_eq!(cell(0), calamine::Data::String("=1+1".to_owned()));
}

#[test]
fn a_stamp_is_told_as_the_day_that_it_was_read_as() {
    let folder = tempfile::tempdir().unwrap();
    let (home, case) = (folder.path().join("home"), folder.path().join("small"));
    small_case(&case, "", "P1,2021-06-30T23:10:00+00:00,,log,Ms A,Contact,Mr B rang\n");
    let (_, told, err) = run(
        &home,
        &[
            "report",
            case.to_str().unwrap(),
            "--kind",
            "chronology",
            "--format",
            "csv",
        ],
    );
    assert!(told.contains("1 July 2021, 00:10"), "{told}{err}");
    assert!(told.contains("as written: 2021-06-30T23:10:00+00:00"), "{told}");
}
