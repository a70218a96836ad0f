//! Workbooks: what each of their cells, days and oddities becomes.

use std::io::{Cursor, Read as _, Write as _};

use forewarned::{
    import::{
        Budget, Supply,
        contents::{Cell, Grid, Part, Value},
        open,
    },
    model::record::Supplied,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{check, import_one, sample};

/// Place, row, id, date as written, time, and words of each entry.
fn seen(supplied: &Supplied) -> Vec<String> {
    let entry = |e: &forewarned::model::entry::Entry| {
        let time = e.when.time.map(|t| t.to_string()).unwrap_or_default();
        format!(
            "{}|{}|{}|{}|{}|{}",
            e.origin.part, e.origin.row, e.id, e.when.written, time, e.text
        )
    };
    supplied.entries.iter().map(entry).collect()
}

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

fn bytes_of(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/samples/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn grids(path: &str) -> Vec<Grid> {
    let bytes = bytes_of(path);
    let budget = Budget::default();
    let supply = Supply::of(path, &bytes, &budget);
    let parts = open(&supply).unwrap().parts;
    let table = |p| match p {
        Part::Table(grid) => grid,
        Part::Text(_) => panic!("no text in a workbook"),
    };
    parts.into_iter().map(table).collect()
}

#[test]
fn the_same_workbook_gives_the_same_entries_whichever_program_saved_it() {
    for path in [
        "xlsx/good.xlsx",
        "xlsx/good-libreoffice.xlsx",
        "ods/good.ods",
        "xls/good.xls",
    ] {
        let all = seen(&sample(path));
        let numbered = all.iter().filter(|e| !e.contains("|N-1|"));
        assert_eq!(
            numbered.collect::<Vec<_>>(),
            [
                "sheet 'Contacts'|6|C-1|14/01/2018|14:30:00|Neighbour reports shouting, \"get out\".",
                "sheet 'Contacts'|7|C-2|14/01/2018|15:00:00|Visited, no reply.",
                "sheet 'Contacts'|8|C-3|15/01/2018 09:05|09:05:00|Letter about noise.\nCopy to file.",
                "sheet 'Contacts'|9|C-4|?16/01/2018||Rang, no answer & left word.",
                "sheet 'Case notes'|3|N-2|January 2018||Rent late again.",
                "sheet 'Case notes'|4|0004|19/01/2018||Told the warden.",
                "sheet 'Archive'|2|A-1|01/12/2017||Old call about noise.",
            ],
            "{path}"
        );
    }
}

#[test]
fn what_stands_beside_the_cells_is_told() {
    for path in ["xlsx/good.xlsx", "ods/good.ods", "xls/good.xls"] {
        let said = said(&sample(path));
        for part in [
            "sheet 'Contacts', row 7: cell G7 has a comment",
            "[He was seen at the back window.]",
            "the sheet 'Archive' is hidden in the workbook",
            "sheet 'Contacts', row 1: the row stands above the headings",
            "cells show only a part of the day or time that the workbook holds (B3); how each was read stands beside it",
            "[B3: read as January 2018, holds 01/01/2018 00:00]",
        ] {
            assert!(said.contains(part), "{path}: {said} does not say {part}");
        }
        assert!(!said.contains("formula"), "{path}: a bare TRUE is no formula: {said}");
    }
    assert!(said(&sample("xlsx/good.xlsx")).contains("comment by R Vale"));
}

#[test]
fn joined_cells_are_repeated_downwards_and_not_across() {
    for path in ["xlsx/good.xlsx", "ods/good.ods", "xls/good.xls"] {
        let contacts = grids(path).remove(0);
        let day = |row: usize| contacts.rows.iter().find(|r| r.number == row).unwrap().cells[1].clone();
        assert!(!day(6).from_above && day(7).from_above, "{path}");
        assert_eq!(day(6).value, day(7).value, "{path}");
        let title = &contacts.rows[0];
        assert_eq!(title.cells.iter().filter(|c| !c.text.is_empty()).count(), 1, "{path}");
    }
}

#[test]
fn days_numbers_and_truths_are_what_the_file_says_they_are() {
    for path in ["xlsx/good.xlsx", "ods/good.ods", "xls/good.xls"] {
        let notes = grids(path).remove(1);
        let cell = |row: usize, column: usize| notes.rows[row].cells[column].clone();
        assert_eq!(
            (cell(1, 1).text.as_str(), cell(1, 1).value),
            ("43117", Value::Number),
            "{path}"
        );
        assert_eq!(cell(2, 1), Cell::words("January 2018"), "{path}");
        assert!(matches!(cell(3, 1).value, Value::Day(_)), "{path}");
        assert_eq!(
            (cell(1, 3).text.as_str(), cell(2, 3).text.as_str()),
            ("TRUE", "FALSE"),
            "{path}"
        );
    }
}

#[test]
fn days_that_count_from_1904_are_read_as_the_workbook_means_them() {
    let grid = grids("xlsx/good-1904.xlsx").remove(0);
    assert!(grid.dates_1904, "bare numbers are to be counted from 1904 too");
    assert!(seen(&sample("xlsx/good-1904.xlsx"))[0].contains("14/01/2018"));
    assert!(!grids("xlsx/good.xlsx").remove(0).dates_1904);
}

#[test]
fn stored_values_of_formulas_are_read_and_errors_are_kept_as_words() {
    for path in [
        "xlsx/good-formulas.xlsx",
        "ods/good-formulas.ods",
        "xls/good-formulas.xls",
    ] {
        let supplied = sample(path);
        assert_eq!(
            seen(&supplied),
            [
                "|2|F-1|14/01/2018||Rang.",
                "|3|F-2|15/01/2018||Wrote.",
                "|4|F-3|20/01/2018||Visited."
            ],
            "{path}"
        );
        let said = said(&supplied);
        assert!(
            said.contains("4 cells hold formulas (B3, D3, C4, D4)"),
            "{path}: {said}"
        );
        assert!(said.contains("(D4: #DIV/0!)"), "{path}: {said}");
        assert_eq!(supplied.entries[2].further[0].value, "#DIV/0!", "{path}");
    }
}

#[test]
fn a_formula_without_a_stored_value_is_told_and_its_row_kept() {
    let supplied = sample("xlsx/broken-formulas-unstored.xlsx");
    let said = said(&supplied);
    assert!(
        said.contains("row 3: cell B3 holds a formula without a stored value"),
        "{said}"
    );
    assert!(said.contains("[=CONCATENATE(\"Vis\",\"ited.\")]"), "{said}");
    assert_eq!((supplied.record.rows, supplied.entries.len()), (3, 1));
}

#[test]
fn an_old_log_is_read_under_its_title() {
    assert_eq!(
        seen(&sample("xls/good-log.xls")),
        [
            "|4|L-1|14/01/2018||Rang.",
            "|5|L-2|14/01/2018||Rang again.",
            "|6|L-3|February 2018||Rent late."
        ]
    );
}

#[test]
fn a_file_is_read_for_what_it_is_and_not_for_its_name() {
    assert_eq!(sample("xls/good-text.xls").entries.len(), 1);
    assert_eq!(
        import_one("a.xls", bytes_of("xlsx/good-formulas.xlsx")).entries.len(),
        3
    );
    assert_eq!(import_one("a.xlsx", bytes_of("xls/good-log.xls")).entries.len(), 3);
    assert_eq!(import_one("export", bytes_of("ods/good-formulas.ods")).entries.len(), 3);
    check(
        "xls/broken-web-page.xls",
        0,
        0,
        &["is a web page or XML with the name of a workbook"],
    );
}

#[test]
fn macros_are_told_and_not_run() {
    let supplied = sample("xlsx/good-macros.xlsm");
    assert_eq!(supplied.entries.len(), 1);
    assert!(said(&supplied).contains("the workbook holds macros; they were not run"));
}

#[test]
fn workbooks_that_cannot_be_read_say_why() {
    for (path, part) in [
        ("xlsx/broken-empty.xlsx", "no sheet of the workbook holds any words"),
        ("ods/broken-empty.ods", "no sheet of the workbook holds any words"),
        ("xls/broken-empty.xls", "no sheet of the workbook holds any words"),
        (
            "xlsx/broken-password.xlsx",
            "protected with a password; ask the agency for a copy without",
        ),
        (
            "ods/broken-password.ods",
            "protected with a password; ask the agency for a copy without",
        ),
        ("xlsx/broken-cut.xlsx", "damaged or not whole"),
        ("ods/broken-cut.ods", "damaged or not whole"),
        ("xls/broken-cut.xls", "damaged"),
    ] {
        check(path, 0, 0, &[part]);
    }
    for name in ["a.xlsx", "a.xls", "a.ods"] {
        let empty = import_one(name, Vec::new());
        assert!(
            empty.problems[0].what.contains("the file is empty"),
            "{}",
            empty.problems[0]
        );
    }
    let other = import_one("a.xlsx", b"words".to_vec());
    assert!(
        other.problems[0]
            .what
            .contains("has the name of an Excel workbook and is none")
    );
}

#[test]
fn an_old_workbook_with_a_password_is_refused() {
    let mut stream = Vec::new();
    let bytes = bytes_of("xls/good-log.xls");
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    container
        .open_stream("/Workbook")
        .unwrap()
        .read_to_end(&mut stream)
        .unwrap();
    // After the first record, one that says: a password protects what follows.
    let after = 4 + usize::from(u16::from_le_bytes([stream[2], stream[3]]));
    let lock = [0x2F, 0, 6, 0, 1, 0, 1, 0, 1, 0];
    stream.splice(after..after, lock);
    let mut protected = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    protected
        .create_stream("/Workbook")
        .unwrap()
        .write_all(&stream)
        .unwrap();
    let supplied = import_one("a.xls", protected.into_inner().into_inner());
    assert!(
        supplied.problems[0].what.contains("protected with a password"),
        "{}",
        supplied.problems[0]
    );
}

#[test]
fn an_entity_brings_nothing_in_from_outside() {
    for path in ["xlsx/broken-entity.xlsx", "ods/broken-entity.ods"] {
        let supplied = sample(path);
        let all = format!("{:?}{}", seen(&supplied), said(&supplied));
        assert!(all.contains("&xxe;") && !all.contains("root:"), "{path}: {all}");
        assert!(!all.contains("aaaa"), "{path}: {all}");
    }
}

/// A workbook of one sheet, written part by part.
fn workbook(sheet: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="Log" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn words(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn sheet_of(rows: &str) -> String {
    let head = format!("<row r=\"1\">{}{}</row>", words("A1", "Date"), words("B1", "Event"));
    format!("<worksheet><sheetData>{head}{rows}</sheetData></worksheet>")
}

fn row(number: usize) -> String {
    let day = words(&format!("A{number}"), "14/01/2018");
    format!(
        "<row r=\"{number}\">{day}{}</row>",
        words(&format!("B{number}"), "Rang.")
    )
}

#[test]
fn seventy_thousand_rows_are_read_to_the_last() {
    let rows: String = (2..=70_001).map(row).collect();
    let supplied = import_one("a.xlsx", workbook(&sheet_of(&rows)));
    assert_eq!(supplied.record.rows, 70_000);
    assert_eq!(supplied.entries.last().unwrap().origin.row, 70_001);
}

#[test]
fn more_rows_than_a_case_can_hold_are_refused_with_what_to_do() {
    let rows: String = (2..=200_002).map(row).collect();
    let supplied = import_one("a.xlsx", workbook(&sheet_of(&rows)));
    let said = supplied.problems[0].to_string();
    assert!(
        said.contains("more than 200000 rows with words") && said.contains("split it"),
        "{said}"
    );
    assert_eq!((supplied.record.rows, supplied.record.problems), (1, 1));
}

#[test]
fn rows_of_nothing_cost_nothing_and_keep_their_numbers() {
    let blank: Vec<String> = (2..200_000)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"/></row>"))
        .collect();
    let supplied = import_one("a.xlsx", workbook(&sheet_of(&(blank.concat() + &row(1_048_576)))));
    assert_eq!((supplied.record.rows, supplied.entries[0].origin.row), (1, 1_048_576));
}

#[test]
fn words_far_to_the_right_in_each_row_are_refused_before_they_fill_the_memory() {
    let rows: Vec<String> = (2..2_000)
        .map(|n| format!("<row r=\"{n}\">{}</row>", words(&format!("XFD{n}"), "x")))
        .collect();
    let supplied = import_one("a.xlsx", workbook(&sheet_of(&rows.concat())));
    assert!(
        supplied.problems[0].what.contains("so far to the right"),
        "{}",
        supplied.problems[0]
    );
}

#[test]
fn a_sheet_that_breaks_off_says_so_and_keeps_what_was_read() {
    let whole = sheet_of(&(row(2) + &row(3)));
    let cut = &whole[..whole.len() - 60];
    let supplied = import_one("a.xlsx", workbook(cut));
    assert_eq!(supplied.entries.len(), 1);
    let said = said(&supplied);
    assert!(
        said.contains("the sheet 'Log' could not be read, or not to its end"),
        "{said}"
    );
    let unread = supplied
        .problems
        .iter()
        .find(|p| p.what.contains("not to its end"))
        .unwrap();
    assert!(unread.lost_row, "what was lost is counted");
}

#[test]
fn words_of_a_drawing_and_pictures_are_told() {
    let mut zip = ZipWriter::new_append(Cursor::new(workbook(&sheet_of(&row(2))))).unwrap();
    for (name, text) in [
        (
            "xl/drawings/drawing1.xml",
            "<xdr:wsDr><a:p><a:t>He keeps </a:t><a:t>a knife &amp; rope.</a:t></a:p></xdr:wsDr>",
        ),
        ("xl/media/image1.png", "picture"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let supplied = import_one("a.xlsx", zip.finish().unwrap().into_inner());
    let said = said(&supplied);
    assert!(said.contains("[He keeps a knife & rope.]"), "{said}");
    assert!(said.contains("1 picture(s), which were not read"), "{said}");
    assert_eq!(supplied.entries.len(), 1);
}

#[test]
fn a_file_that_unpacks_beyond_all_measure_is_refused() {
    let bomb = workbook(&sheet_of(&" ".repeat(300 * 1024 * 1024)));
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    let supplied = import_one("a.xlsx", bomb);
    assert!(
        supplied.problems[0].what.contains("unpacks to more than"),
        "{}",
        supplied.problems[0]
    );
}

#[test]
fn a_spreadsheet_that_repeats_a_row_a_million_times_is_refused_and_blank_ones_are_passed_over() {
    let content = |rows: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet")
            .unwrap();
        zip.start_file("content.xml", stored).unwrap();
        let cell = |words: &str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>")
        };
        let head = format!("<table:table-row>{}{}</table:table-row>", cell("Date"), cell("Event"));
        let xml = format!(
            "<office:document-content><table:table table:name=\"Log\">{head}{rows}<table:table-row>{}{}</table:table-row></table:table></office:document-content>",
            cell("14/01/2018"),
            cell("Rang.")
        );
        zip.write_all(xml.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let blank = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let supplied = import_one("a.ods", content(blank));
    assert_eq!((supplied.record.rows, supplied.entries[0].origin.row), (1, 1_000_002));
    for filled in [
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" table:formula=\"of:=A1\"/></table:table-row>",
        "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
    ] {
        let supplied = import_one("a.ods", content(filled));
        let said = supplied.problems[0].to_string();
        assert!(
            said.contains("the workbook has more") && said.contains("split it"),
            "{said}"
        );
    }
}

mod arbitrary {
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn a_damaged_workbook_adds_up(at in any::<prop::sample::Index>(), byte in any::<u8>(), which in 0..3_usize) {
            let (path, name) = [("xlsx/good-formulas.xlsx", "a.xlsx"), ("xls/good-log.xls", "a.xls"), ("ods/good-formulas.ods", "a.ods")][which];
            let mut bytes = super::bytes_of(path);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            super::import_one(name, bytes);
        }
    }
}
