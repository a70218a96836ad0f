//! What a workbook says beside the values of its cells: struck words, hidden rows and columns, heads and feet of pages, formats.

use forewarned::model::record::Supplied;

use super::{import_one, sample};

const ALL: [&str; 3] = ["xlsx/good-marks.xlsx", "ods/good-marks.ods", "xls/good-marks.xls"];

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

#[test]
fn words_of_cells_that_are_struck_through_are_read_and_told_of() {
    for path in ALL {
        let supplied = sample(path);
        let said = said(&supplied);
        assert_eq!(supplied.entries[1].text, "He was not at the flat.");
        assert!(
            said.contains(
                "row 4: words of cell D4 are struck through: 'She took it back.'; they are read as they stand"
            ),
            "{path}\n{said}"
        );
        let in_part = "row 3: words of cell D3 are struck through: 'not'; they are read as they stand";
        assert!(said.contains(in_part), "{path}\n{said}");
        assert_eq!(said.matches("struck through").count(), 2, "{path}\n{said}");
    }
}

#[test]
fn rows_columns_and_sheets_that_are_hidden_are_read_and_told_of() {
    for path in ALL {
        let supplied = sample(path);
        let said = said(&supplied);
        for part in [
            "sheet 'Log': rows 5 to 6 are hidden in the file (a filter is set) and were read like the others",
            "sheet 'Log': column H is hidden in the file and was read like the others",
            "the sheet 'Lookup' is hidden in the workbook",
        ] {
            assert!(said.contains(part), "{path}: {part}\n{said}");
        }
        assert_eq!(supplied.entries[3].text, "Filtered row.", "{path}");
        let kept = &supplied.entries[0].further;
        assert!(
            kept.iter().any(|f| f.name == "Hidden words" && f.value == "kept apart"),
            "{path}: {kept:?}"
        );
    }
    assert!(said(&sample(ALL[0])).contains("hidden in the workbook so that its menu does not show it"));
}

#[test]
fn words_of_printed_pages_and_descriptions_of_pictures_are_told_of() {
    for path in ALL {
        let said = said(&sample(path));
        for part in [
            "holds words, which are no part of any entry",
            "OFFICIAL-SENSITIVE",
            "Northway Housing",
        ] {
            assert!(said.contains(part), "{path}: {part}\n{said}");
        }
        assert!(!said.contains("of [pages]"), "{path}\n{said}");
        if !path.starts_with("xls/") {
            assert!(said.contains("Photograph of a broken door"), "{path}\n{said}");
        }
    }
}

#[test]
fn a_cell_is_read_as_it_is_shown_and_what_it_holds_is_told_of() {
    for path in ALL {
        let supplied = sample(path);
        let further = |at: usize, name: &str| {
            let entry = &supplied.entries[at];
            entry
                .further
                .iter()
                .find(|f| f.name == name)
                .map(|f| f.value.clone())
                .unwrap_or_default()
        };
        assert_eq!(further(0, "Telephone"), "07700900123", "{path}");
        assert_eq!(further(1, "Telephone"), "07700 900456", "{path}");
        assert_eq!(further(2, "Telephone"), "7700900123", "{path}");
        assert_eq!(further(2, "Score"), "25%", "{path}");
        assert_eq!(further(2, "Status"), "Open", "{path}");
        assert_eq!(further(3, "Status"), "Closed", "{path}");
        let said = said(&supplied);
        assert!(said.contains("G4: read as Open, holds 1"), "{path}\n{said}");
    }
    for path in [ALL[0], ALL[2]] {
        let said = said(&sample(path));
        for part in [
            "G6: read as 3, is shown by the format ;;;",
            "G7: read as High, shows Low",
            "G8: read as unseen, shows nothing",
        ] {
            assert!(said.contains(part), "{path}: {part}\n{said}");
        }
    }
}

#[test]
fn a_sheet_without_such_marks_says_nothing_of_them() {
    for path in [
        "xlsx/good-tables.xlsx",
        "xlsx/good-libreoffice.xlsx",
        "ods/good-formulas.ods",
        "xls/good-log.xls",
    ] {
        let said = said(&sample(path));
        for part in ["struck", "hidden in the file", "head or foot", "described"] {
            assert!(!said.contains(part), "{path}: {part}\n{said}");
        }
    }
    let plain = import_one("a.csv", b"Date,Event\n01/03/2021,Rang.\n".to_vec());
    assert_eq!(plain.entries.len(), 1);
}

#[test]
fn struck_words_are_found_in_old_workbooks_whose_texts_go_over_many_records() {
    let supplied = sample("xls/good-struck.xls");
    assert_eq!(supplied.entries.len(), 60);
    let said = said(&supplied);
    assert_eq!(said.matches("struck through").count(), 2, "{said}");
    for part in [
        "row 3: words of cell B3 are struck through: 'not'",
        "row 60: words of cell B60 are struck through: 'naïve … never'",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}
