//! The blank chronology as it comes back: what is the form's own is silent, what an agency wrote or added is told.

use std::fs;

use forewarned::{app::template, model::record::Supplied};

use super::{import_one, sample};
use crate::headings;

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    all.join("\n")
}

#[test]
fn the_forms_own_words_are_silent_and_what_an_agency_added_is_told() {
    for path in ["xlsx/good-form.xlsx", "docx/good-form.docx"] {
        let filled = sample(path);
        let said = said(&filled);
        assert_eq!(filled.entries.len(), 12, "{said}");
        for silent in [
            "comment by",
            "header of the pages",
            "footer of the pages",
            "stand beside a table",
        ] {
            assert!(!said.contains(silent), "{path}: {said}");
        }
        for known in [
            "'People involved'",
            "'Seen alone'",
            "'Comment of IMR author'",
            "'Date recorded'",
            "'Outcome'",
        ] {
            assert!(!said.contains(known), "{path}: {said}");
        }
        assert!(
            said.contains("the column 'Panel note' was added to the form"),
            "{path}: {said}"
        );
        assert!(
            said.contains("the agency answered under 'Agency': Tarnbeck Police"),
            "{path}: {said}"
        );
    }
}

#[test]
fn the_workbook_that_is_sent_holds_no_comments() {
    let folder = tempfile::tempdir().unwrap();
    let written = template::write(
        &headings().template,
        &template::Known::default(),
        folder.path(),
        forewarned::app::writing::Existing::Kept,
    )
    .unwrap();
    for path in written {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let said = said(&import_one(&name, fs::read(&path).unwrap()));
        assert!(!said.contains("comment"), "{name}: {said}");
    }
}

#[test]
fn a_header_is_the_forms_own_only_word_for_word() {
    let template = headings().template;
    for ours in [
        "OFFICIAL-SENSITIVE",
        "Agency chronology Page 1 of 3 OFFICIAL-SENSITIVE",
        "Agency chronology Page of",
    ] {
        assert!(template.is_frame(ours), "{ours}");
    }
    for theirs in [
        "Agency chronology of Mr B",
        "Page 1 of 3, draft",
        "OFFICIAL-SENSITIVE 14/01/2018",
        "Tarnbeck Police",
    ] {
        assert!(!template.is_frame(theirs), "{theirs}");
    }
}
