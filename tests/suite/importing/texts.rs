//! Encodings and separators of tables as text.

use super::{check, import_one, sample};

fn texts(path: &str) -> Vec<String> {
    sample(path).entries.into_iter().map(|e| e.text).collect()
}

#[test]
fn utf_16_is_decoded_with_and_without_its_mark_and_named() {
    for (path, encoding, entries) in [
        ("csv/good-utf-16.csv", "UTF-16 LE with BOM", 1),
        ("csv/good-utf-16-no-mark.csv", "UTF-16 LE", 2),
        ("csv/good-utf-16-be.csv", "UTF-16 BE with BOM", 2),
    ] {
        let supplied = sample(path);
        assert_eq!(supplied.problems, [], "{path}");
        assert_eq!(supplied.record.encoding, encoding);
        assert_eq!(supplied.entries.len(), entries, "{path}");
        assert_eq!(supplied.entries[0].id.0, "A-1", "no mark is left in the first heading");
    }
    let as_text = "Date\tEvent\r\n14/01/2018\tRang\r\n";
    let bytes = as_text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let unicode_text = import_one("export.txt", bytes);
    assert_eq!(
        unicode_text.entries[0].text, "Rang",
        "Excel names its Unicode text .txt"
    );
}

#[test]
fn damaged_utf_16_is_refused_and_not_read_with_holes() {
    check("csv/broken-utf-16-cut.csv", 0, 0, &["is damaged"]);
}

#[test]
fn an_encoding_that_many_letters_speak_for_is_read_and_said() {
    let supplied = sample("csv/good-windows-1250.csv");
    assert_eq!(supplied.record.encoding, "windows-1250");
    assert_eq!(supplied.entries[2].text, "Zażółć gęślą jaźń");
    let said = supplied.problems[0].to_string();
    assert!(said.contains("read as windows-1250"), "{said}");
    let pounds = format!(
        "Date,Event\n14/01/2018,\"{}\"\n",
        "Owes \u{a3}20 \u{2013} \u{201c}later\u{201d}. ".repeat(40)
    );
    let bytes = encoding_rs::WINDOWS_1252.encode(&pounds).0.into_owned();
    assert_eq!(import_one("a.csv", bytes).record.encoding, "Windows-1252");
}

#[test]
fn a_first_line_that_names_the_separator_is_no_row() {
    assert_eq!(
        texts("csv/good-sep-line.csv"),
        ["Rang, no reply; left a card", "Rang again."]
    );
    assert_eq!(sample("csv/good-sep-line.csv").entries[0].origin.row, 2);
}

#[test]
fn the_separator_is_told_under_titles_that_hold_another() {
    for path in ["csv/good-title-rows.csv", "csv/good-title-ragged.csv"] {
        assert_eq!(texts(path), ["Rang, no reply; left a card", "Rang again."], "{path}");
    }
    check(
        "csv/good-title-rows.csv",
        2,
        2,
        &[
            "row 1: the row stands above the headings",
            "row 2: the row stands above the headings",
        ],
    );
}

#[test]
fn tabs_and_bars_part_cells_and_other_signs_in_them_do_not() {
    assert_eq!(
        texts("csv/good-tabs.tsv"),
        ["Rang| no reply, left a card", "Rang again."]
    );
    assert_eq!(texts("csv/good-bars.csv"), ["Rang; no reply, left, a card"]);
    let two = import_one(
        "a.csv",
        b"Date;Event\n14/01/2018;Rang, no reply, left, a card\n".to_vec(),
    );
    assert_eq!(two.entries[0].text, "Rang, no reply, left, a card");
}
