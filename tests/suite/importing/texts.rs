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

/// Each entry's day and words, and what is said of the text.
fn told(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let supplied = import_one("log.txt", text.as_bytes().to_vec());
    let whole: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(whole, text, "every byte is in exactly one entry");
    let entries = supplied.entries.iter();
    let days = entries.map(|e| (e.when.earliest.to_string(), e.text.trim().to_owned()));
    (
        days.collect(),
        supplied.problems.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn a_line_begins_an_entry_when_its_date_stands_behind_a_short_lead() {
    for (line, day) in [
        ("1430 17/03/2022 rang", "2022-03-17"),
        ("[08/03/2022, 10:00:01] Jo: help", "2022-03-08"),
        ("(19/03/2022) rang", "2022-03-19"),
        ("\"22/03/2022\" rang", "2022-03-22"),
        ("| 14/03/2022 | rang", "2022-03-14"),
        ("The 28th March 2022 rang", "2022-03-28"),
        ("2022-03-10T10:02:00Z rang", "2022-03-10"),
        ("-20/03/2022 rang", "2022-03-20"),
        ("* 12/03/2022 rang", "2022-03-12"),
        ("1. 13/03/2022 rang", "2022-03-13"),
        ("Date: 11/03/2022 rang", "2022-03-11"),
        ("Wed - 16/03/2022 rang", "2022-03-16"),
    ] {
        let text = format!("01/03/2022 first\n{line}\n31/03/2022 last\n");
        let (entries, said) = told(&text);
        let expected = [
            ("2022-03-01", "01/03/2022 first"),
            (day, line),
            ("2022-03-31", "31/03/2022 last"),
        ];
        assert_eq!(entries, expected.map(|(d, t)| (d.to_owned(), t.to_owned())));
        assert_eq!(said, [""; 0], "{line}");
    }
    let (wrapped, _) = told("01/03/2022 she was seen on the\n(14/02/2022) by Jo and\nthe 3 March 2022 is next\n");
    assert_eq!(wrapped.len(), 1, "a sentence that goes on is no new entry: {wrapped:?}");
}

#[test]
fn a_line_that_begins_with_what_is_no_date_is_told_of() {
    for (line, shaped) in [("3rd – called", "3rd"), ("Thursday 12th: visit", "12th")] {
        let (entries, said) = told(&format!("01/03/2022 first\n{line}\n31/03/2022 last\n"));
        assert_eq!(entries.len(), 2, "{line}");
        let [said] = said.as_slice() else {
            panic!("{line}: {said:?}")
        };
        let what = format!(
            "line 2 begins with '{shaped}', which could not be read as a date; its words stand with the entry before"
        );
        assert!(said.contains(&what), "{said}");
    }
    for line in ["2nd floor flat", "4.13.12 the panel heard", "3 times", "10.30 call"] {
        let (_, said) = told(&format!("01/03/2022 first\n{line}\n"));
        assert_eq!(said, [""; 0], "{line}");
    }
    let (_, said) = told(&format!("01/03/2022 first\n{}", "3rd – bad\n".repeat(50)));
    assert_eq!(said.len(), 21);
    assert!(said[20].contains("and 30 more lines"), "{}", said[20]);
}

#[test]
fn a_line_that_begins_with_a_date_that_cannot_be_read_is_a_problem_of_its_own() {
    for (line, shaped) in [
        ("31/02/2022 bad day", "31/02/2022"),
        ("[2022-02-30] rang", "2022-02-30"),
        ("03022022 he pushed her", "03022022"),
    ] {
        let text = format!("01/03/2022 first\n{line}\n31/03/2022 last\n");
        let supplied = import_one("log.txt", text.into_bytes());
        assert_eq!(supplied.entries.len(), 2, "{line}");
        let lost: Vec<_> = supplied.problems.iter().filter(|p| p.lost_row).collect();
        assert_eq!(lost.len(), 1, "{line}");
        assert!(
            lost[0].what.contains(&format!("begins with '{shaped}'")),
            "{}",
            lost[0].what
        );
        assert_eq!(lost[0].raw.trim(), line);
    }
}

#[test]
fn a_year_of_two_digits_behind_a_month_is_read_and_is_doubtful_where_it_may_count_something() {
    for (line, day, doubtful) in [
        ("25Mar19 older", "2019-03-25", false),
        ("3 Feb 19 conviction", "2019-02-03", true),
        ("22 April 10 officers came", "2022-04-22", false),
        ("22 April 10.30am rang", "2022-04-22", false),
    ] {
        let text = format!("1 March 2022 first\n{line}\n");
        let supplied = import_one("log.txt", text.into_bytes());
        let when = &supplied.entries[1].when;
        assert_eq!(
            (when.earliest.to_string().as_str(), when.doubtful),
            (day, doubtful),
            "{line}"
        );
    }
}

#[test]
fn words_of_a_word_file_that_are_struck_through_are_read_and_told_of() {
    let supplied = sample("docx/good-struck.docx");
    let texts: Vec<&str> = supplied.entries.iter().map(|e| e.text.trim()).collect();
    assert_eq!(
        texts,
        [
            "14/01/2018 He was not arrested.",
            "15/01/2018 She was seen alone at home today"
        ]
    );
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("words are struck through: 'not'; they are read as they stand"),
        "{said:?}"
    );
    assert!(said[1].contains("words are struck through: 'alone';"), "{said:?}");
}

#[test]
fn a_note_that_says_it_has_no_date_is_no_part_of_the_one_above() {
    let notes = "3 October 2023\nRang her, no reply.\n\n29 October 2023\nReviewed with manager.\n\n(undated, found loose in the file)\n\
                 He told her sister he would finish it.\n\n12 November 2023\nShe rang, crying. No date has been set\nfor the meeting.\n\nUndated note\nShe has moved.\n";
    let supplied = import_one("notes.txt", notes.as_bytes().to_vec());
    let texts: Vec<&str> = supplied.entries.iter().map(|e| e.text.trim()).collect();
    assert_eq!(texts.len(), 3, "{texts:#?}");
    assert!(texts[1].ends_with("Reviewed with manager."), "{texts:#?}");
    assert!(texts[2].ends_with("for the meeting."), "{texts:#?}");
    let lost: Vec<&str> = supplied
        .problems
        .iter()
        .filter(|p| p.lost_row)
        .map(|p| p.raw.trim())
        .collect();
    assert!(
        lost[0].starts_with("(undated") && lost[0].ends_with("finish it."),
        "{lost:#?}"
    );
    assert!(lost[1].starts_with("Undated note"), "{lost:#?}");
}
