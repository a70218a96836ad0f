//! Records in: every broken input has a clear message, nothing brings the program down, and no row is lost.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test"
)]

mod apart;
mod crimes;
mod dates;
mod documents;
mod folders;
mod forms;
mod heads;
mod hostile;
mod kept;
mod letters;
mod machine;
mod mail;
mod marks;
mod notes;
mod pages;
mod refused;
mod same;
mod sheets;
mod tables;
mod texts;
mod threads;
mod told_apart;
mod upright;

use std::{fs, path::Path};

use crate::headings;
use forewarned::{
    import::{IMPORTERS, Taken, narrative_case, read_file},
    model::{entry::Entry, problem::Problem, record::Supplied},
};

const HEADER: &str = "Ref,Date,Time,Source,Author,Type,Event\n";

fn adds_up(supplied: &Supplied) {
    let lost = supplied.problems.iter().filter(|p| p.lost_row).count();
    assert_eq!(supplied.record.entries, supplied.entries.len());
    assert_eq!(supplied.record.problems, lost);
    assert_eq!(supplied.record.rows, supplied.entries.len() + lost);
}

/// The words of the rows that became problems.
fn lost(supplied: &Supplied) -> Vec<&str> {
    let lost = supplied.problems.iter().filter(|p| p.lost_row);
    lost.map(|p| p.raw.as_str()).collect()
}

/// The first day of an entry, and its time where it has one.
fn moment(entry: &Entry) -> String {
    let time = entry.when.time.map_or(String::new(), |t| format!(" {t}"));
    format!("{}{time}", entry.when.earliest)
}

fn sample(path: &str) -> Supplied {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats").join(path);
    let name = whole.file_name().unwrap().to_str().unwrap().to_owned();
    import_one(&name, fs::read(&whole).unwrap())
}

fn import_one(name: &str, content: Vec<u8>) -> Supplied {
    let case = narrative_case(name);
    let agency = case.agencies[0].id.clone();
    let supplied = read_file(&case, &headings(), &agency, (name, content), &mut Taken::new());
    adds_up(&supplied);
    supplied
}

/// `rows entries` and then each problem as people see it. Without rows the file was refused whole: what it holds is a problem, or
/// each of its rows is one, beside the one that says why.
fn check(path: &str, rows: usize, entries: usize, problems: &[&str]) {
    let supplied = sample(path);
    let is_of_untold = |p: &&Problem| p.what == "the row is in a table whose columns could not be told";
    let said = supplied.problems.iter().filter(|p| rows > 0 || !is_of_untold(p));
    let said: Vec<String> = said.map(ToString::to_string).collect();
    let rows = if rows == 0 {
        assert!(supplied.record.is_unread() && supplied.record.problems > 0, "{path}");
        supplied.record.problems
    } else {
        rows
    };
    assert_eq!(said.len(), problems.len(), "{path}: {said:#?}");
    for (said, part) in said.iter().zip(problems) {
        assert!(said.contains(part), "{path}: {said:?} does not say {part:?}");
        assert!(said.contains("; "), "{path}: {said:?} does not say what to do");
    }
    assert_eq!(
        (supplied.record.rows, supplied.entries.len()),
        (rows, entries),
        "{path}"
    );
}

#[test]
fn a_good_table_is_read_whole() {
    let supplied = sample("csv/good.csv");
    assert_eq!(supplied.problems, []);
    assert_eq!(supplied.record.encoding, "UTF-8");
    let [call, visit, letter, doubtful] = supplied.entries.as_slice() else {
        panic!("four entries")
    };
    assert_eq!(call.id.0, "HSG-001");
    assert_eq!(call.text, "Neighbour reports shouting, \"get out\", about 2 pm.");
    assert_eq!(call.when.time.unwrap().to_string(), "14:30:00");
    assert_eq!((call.origin.row, letter.origin.row, doubtful.origin.row), (2, 4, 5));
    assert_eq!(visit.when.latest.to_string(), "2018-01-21");
    assert_eq!(letter.text, "Letter about noise.\nCopy to file.");
    assert!(doubtful.when.doubtful);
    assert_eq!(supplied.record.sha256.len(), 64);
    assert_eq!(call.origin.sha256, supplied.record.sha256);
}

#[test]
fn columns_may_come_in_any_order_with_semicolons() {
    let supplied = sample("csv/good-semicolons.csv");
    assert_eq!(supplied.problems, []);
    assert_eq!(supplied.entries[0].text, "Rang, no reply.");
}

#[test]
fn text_that_is_not_utf_8_is_read_as_windows_1252_and_says_so() {
    let supplied = sample("csv/good-windows-1252.csv");
    assert_eq!(supplied.record.encoding, "Windows-1252");
    assert_eq!(supplied.entries[0].text, "Paid £200 arrears née Dupont");
    let marked = import_one("a.csv", format!("\u{feff}{HEADER}A,14/01/2018,,,,,x\n").into_bytes());
    assert_eq!(marked.record.encoding, "UTF-8 with BOM");
    assert_eq!(marked.entries[0].id.0, "A");
}

#[test]
fn a_log_that_numbers_the_incident_loses_none_of_its_updates() {
    let log = "Log No,Date,Time,Log text\n\
               WX-7,14/01/2018,21:40,He is at the door.\n\
               WX-7,14/01/2018,21:55,Officer there. No offences.\n\
               WX-8,15/01/2018,09:00,Neighbour rings.\n\
               WX-7,14/01/2018,21:55,Officer there. No offences.\n\
               WX-7,16/01/2018,10:00,Told to keep away.\n";
    let supplied = import_one("log.csv", log.as_bytes().to_vec());
    let ids: Vec<&str> = supplied.entries.iter().map(|e| e.id.0.as_str()).collect();
    assert_eq!(ids, ["WX-7", "WX-7-2", "WX-8", "WX-7-3"]);
    let beside = |at: usize| {
        supplied.entries[at]
            .further
            .iter()
            .map(|f| (f.name.as_str(), f.value.as_str()))
    };
    assert_eq!(beside(1).collect::<Vec<_>>(), [("Log No", "WX-7")]);
    assert_eq!(beside(0).count(), 0);
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    let [of_file, copy] = said.as_slice() else {
        panic!("{said:#?}")
    };
    assert!(
        of_file.contains("the number under 'Log No' stands on several rows: 'WX-7' on rows 2, 3 and 6."),
        "{of_file}"
    );
    assert!(
        of_file.contains("2 other rows were kept, each under a Ref like 'WX-7-2'"),
        "{of_file}"
    );
    assert!(
        of_file.contains("if another column numbers the rows, choose that one for Ref"),
        "{of_file}"
    );
    assert!(
        copy.contains("row 5: the Ref 'WX-7' is already used by log.csv row 2, and the rows say the same"),
        "{copy}"
    );
}

#[test]
fn what_was_done_and_whose_record_it_is_are_read_with_what_happened() {
    let school = "Date,Child,Concern,Action\n\
                  14/01/2018,Maisie,Says dad waits outside.,Not passed to police.\n\
                  15/01/2018,Alfie,Absent.,\n";
    let supplied = import_one("log.csv", school.as_bytes().to_vec());
    let texts: Vec<&str> = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Maisie\nSays dad waits outside.\nNot passed to police.",
            "Alfie\nAbsent."
        ]
    );
    // The name of the one child whom all rows are about says nothing in each of them.
    let of_one = school.replace("Alfie", "Maisie");
    let supplied = import_one("log.csv", of_one.into_bytes());
    assert_eq!(supplied.entries[1].text, "Absent.");
    assert_eq!(supplied.entries[1].further[0].value, "Maisie");
}

#[test]
fn every_broken_table_says_what_is_wrong_and_what_to_do() {
    check(
        "csv/broken-no-header.csv",
        0,
        0,
        &["neither a heading for the date nor one for what happened; row 1 reads: A-1, 14/01/2018"],
    );
    check(
        "csv/broken-wrong-header.csv",
        0,
        0,
        &["row 1 reads: When, Who, What; its 2 rows were not read; say which column is which"],
    );
    check("csv/broken-empty.csv", 0, 0, &["the file is empty"]);
    check(
        "csv/broken-no-such-day.csv",
        2,
        1,
        &["row 2: '31/02/2018' is no day of the calendar"],
    );
    check(
        "csv/broken-duplicate-ref.csv",
        2,
        1,
        &["row 3: the Ref 'A-1' is already used by broken-duplicate-ref.csv row 2, and the rows say the same"],
    );
    check("csv/broken-nul.csv", 0, 0, &["the file holds NUL bytes"]);
    check(
        "csv/broken-utf-16-cut.csv",
        0,
        0,
        &["the file is UTF-16 text ('Unicode text' in some programs) and is damaged"],
    );
    check(
        "csv/broken-unclosed-quote.csv",
        2,
        1,
        &["row 3: a quotation mark opened in this row is never closed"],
    );
}

#[test]
fn every_broken_row_says_what_is_wrong_and_what_to_do() {
    check(
        "csv/broken-cells.csv",
        3,
        1,
        &[
            "row 2: the row has 8 cells and the header 7",
            "row 3: the row has 2 cells and the header 7",
        ],
    );
    check(
        "csv/broken-blank-date.csv",
        1,
        0,
        &["row 2: the date is blank; ask the agency"],
    );
    check(
        "csv/broken-time.csv",
        1,
        1,
        &["row 2: 'teatime' was not understood as a time of day; the entry is kept"],
    );
    check(
        "csv/broken-blank-row.csv",
        4,
        2,
        &["row 2: the row is blank", "row 3: the row has neither Type nor Event"],
    );
    check(
        "csv/broken-extra-column.csv",
        2,
        2,
        &[
            "the column 'Shift' is kept beside the entry and not read",
            "row 3: the row has no Ref",
        ],
    );
    check("csv/broken-column-twice.csv", 0, 0, &["name the column Event twice"]);
    check("csv/broken-serial-number.csv", 1, 0, &["'43114' is a bare number"]);
    check("txt/broken-empty.txt", 0, 0, &["the file is empty"]);
}

#[test]
fn rows_that_ran_together_at_a_quotation_mark_are_a_problem_and_not_one_long_entry() {
    let said = "row 3: words follow a closing quotation mark";
    check("csv/broken-stray-quote.csv", 3, 2, &[said]);
    let raw = sample("csv/broken-stray-quote.csv").problems.remove(0).raw;
    assert!(raw.contains("A-3") && raw.ends_with("answered\"."), "{raw}");
    let sound = import_one("a.csv", format!("{HEADER}A,14/01/2018,,,,,the 5\" cut\n").into_bytes());
    assert_eq!(sound.entries[0].text, "the 5\" cut");
}

#[test]
fn a_lost_row_keeps_its_words() {
    let supplied = sample("csv/broken-duplicate-ref.csv");
    assert_eq!(supplied.problems[0].raw, "A-1,14/01/2018,,File,Officer,Call,Rang.");
    let unclosed = sample("csv/broken-unclosed-quote.csv");
    assert!(unclosed.problems[0].raw.contains("Rang a third time."));
}

#[test]
fn a_formula_is_plain_text_kept_as_written() {
    let supplied = sample("csv/broken-formulas.csv");
    assert_eq!(supplied.problems, []);
    let texts: Vec<&str> = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(texts, ["=HYPERLINK(\"x\")", "=cmd|' /C calc'!A1", "@SUM(A1)"]);
    assert_eq!(supplied.entries[2].author, "+44");
}

#[test]
fn a_row_without_a_ref_gets_an_id_that_gives_way_to_a_written_one() {
    let rows = format!("{HEADER},14/01/2018,,,,,one\npolice-002,15/01/2018,,,,,two\n");
    let supplied = import_one("police.csv", rows.into_bytes());
    let ids: Vec<&str> = supplied.entries.iter().map(|e| e.id.0.as_str()).collect();
    assert_eq!(ids, ["police-002-2", "police-002"]);
}

#[test]
fn a_cell_is_not_trimmed() {
    let supplied = import_one("a.csv", format!("{HEADER}A,14/01/2018,,,,,\"  x \n \"\n").into_bytes());
    assert_eq!(supplied.entries[0].text, "  x \n ");
}

#[test]
fn a_huge_cell_becomes_a_problem_that_says_it_was_shortened() {
    let rows = format!(
        "{HEADER}A,14/01/2018,,,,,{}\nB,15/01/2018,,,,,ok\n",
        "é".repeat(600_000)
    );
    let supplied = import_one("a.csv", rows.into_bytes());
    assert_eq!((supplied.record.rows, supplied.entries.len()), (2, 1));
    let problem = &supplied.problems[0];
    assert!(problem.what.contains("larger than 1000000 bytes"), "{problem}");
    assert!(
        problem.raw.len() < 3_000 && problem.raw.contains("shortened: 12"),
        "{}",
        problem.raw.len()
    );
}

#[test]
fn other_kinds_of_file_are_named_for_what_they_are() {
    for (bytes, said) in [
        (&b"PK\x03\x04rest"[..], "Word, Excel or zip"),
        (b"%PDF-1.7", "PDF"),
        (b"\xD0\xCF\x11\xE0", "older Office"),
        (b"\xEF\xBB\xBFDate,Event\n\xFF", "says that it is UTF-8"),
        (b"Date,Event\n14/01/2018,\x81", "neither UTF-8 nor Windows-1252"),
    ] {
        let supplied = import_one("a.csv", bytes.to_vec());
        let problem = &supplied.problems[0];
        assert!(problem.what.contains(said), "{problem}");
        assert_eq!(problem.row, 0);
    }
    let unknown = import_one("a.odt", b"words".to_vec());
    assert!(
        unknown.problems[0].what.contains("no importer"),
        "{}",
        unknown.problems[0]
    );
}

#[test]
fn a_narrative_is_cut_at_its_dates_and_every_byte_is_kept_once() {
    let supplied = sample("txt/good.txt");
    let seen: Vec<(String, usize, &str)> = supplied
        .entries
        .iter()
        .map(|e| (e.when.earliest.to_string(), e.origin.row, e.when.written.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("1990-01-01".to_owned(), 1, ""),
            ("2022-04-24".to_owned(), 3, "24 April 2022"),
            ("2022-04-22".to_owned(), 4, "22 April"),
            ("2022-05-04".to_owned(), 7, "4 May 2022"),
        ]
    );
    assert!(supplied.entries[2].text.contains("garden. It was answered."));
    let whole: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(whole.as_bytes(), supplied.content);
    assert_eq!(supplied.entries[0].id.0, "good-001");
    let undated = sample("txt/good-undated.txt");
    assert_eq!(undated.entries[0].when.latest.to_string(), "2100-12-31");
}

/// Each entry of a narrative as `earliest: words`.
fn told(text: &str) -> Vec<String> {
    import_one("a.txt", text.as_bytes().to_vec())
        .entries
        .iter()
        .map(|e| format!("{}: {}", e.when.earliest, e.text))
        .collect()
}

#[test]
fn a_line_that_starts_with_a_date_begins_an_entry_unless_the_line_before_leads_on_to_it() {
    assert_eq!(
        told("04/10/16 she rang\n05/10/16 she wrote on\n06/10/16 paper"),
        [
            "2016-10-04: 04/10/16 she rang\n",
            "2016-10-05: 05/10/16 she wrote on\n06/10/16 paper"
        ]
    );
}

#[test]
fn a_date_of_birth_begins_no_entry() {
    assert_eq!(
        told("On 4 May 2022 he fell. He was born on 25 July 1988. He got up."),
        ["2022-05-04: On 4 May 2022 he fell. He was born on 25 July 1988. He got up."]
    );
}

#[test]
fn importers_have_names_of_their_own() {
    let names: std::collections::BTreeSet<_> = IMPORTERS.iter().map(|i| i.name()).collect();
    assert_eq!(names.len(), IMPORTERS.len());
}

mod arbitrary {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_as_a_table_add_up(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            super::import_one("a.csv", bytes);
        }

        #[test]
        fn any_cells_under_a_header_add_up(cells in "[\",;\n\r a-c0-9/?é=\t]{0,200}") {
            let supplied = super::import_one("a.csv", format!("{}{cells}", super::HEADER).into_bytes());
            prop_assert!(!supplied.record.encoding.is_empty());
        }

        #[test]
        fn any_narrative_is_kept_byte_for_byte(text in "([0-9]{1,2} May( 2022)?|\\. |\n|[a-zA-Z.·é ]){0,60}") {
            let supplied = super::import_one("a.txt", text.clone().into_bytes());
            if !text.trim().is_empty() {
                let whole: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
                // A line that begins with a day which is none is a problem, and keeps its words there.
                let lost: String = super::lost(&supplied).concat();
                prop_assert_eq!(whole.len() + lost.len(), text.len());
                if lost.is_empty() {
                    prop_assert_eq!(whole, text);
                }
            }
        }
    }
}
