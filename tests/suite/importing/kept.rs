//! Nothing of a row is lost on the way in, and nothing of it is altered without a word.

use forewarned::model::{entry::Entry, record::Supplied};

use super::{import_one, lost, sample};

fn table(rows: &str) -> Supplied {
    import_one("a.csv", rows.as_bytes().to_vec())
}

fn texts(supplied: &Supplied) -> Vec<&str> {
    supplied.entries.iter().map(|e| e.text.as_str()).collect()
}

fn further<'e>(entry: &'e Entry, name: &str) -> Option<&'e str> {
    let found = entry.further.iter().find(|f| f.name == name);
    found.map(|f| f.value.as_str())
}

/// Remarks and problems as people see them, with their raw values.
fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

fn says(supplied: &Supplied, part: &str) {
    let said = said(supplied);
    assert!(said.contains(part), "{said} does not say {part}");
}

const DATED: &str = "14/01/2018,Neighbour heard shouting in the night\n15/01/2018,She rang and asked for help\n\
                     16/01/2018,Visited at home with the warden\n17/01/2018,Letter about the noise was sent\n\
                     18/01/2018,Rent late again this month\n19/01/2018,Told the warden of the knife\n\
                     20/01/2018,No reply at the door\n";

#[test]
fn a_first_row_without_a_day_is_an_entry_and_no_headings() {
    let supplied = table(&format!("n/k,Strangled by Brook - told GP\n{DATED}"));
    assert_eq!((supplied.record.rows, supplied.entries.len()), (8, 8));
    assert_eq!(texts(&supplied)[0], "Strangled by Brook - told GP");
    says(&supplied, "the table has no headings");
    // Not even where one of its words is a heading by itself.
    let supplied = table(&format!("not known,Contact\n{DATED}"));
    assert_eq!(texts(&supplied)[0], "Contact");
}

#[test]
fn a_first_row_of_words_that_are_no_headings_is_counted_as_a_row() {
    let supplied = table(&format!("Dt,Gist\n{DATED}"));
    assert_eq!((supplied.record.rows, supplied.entries.len()), (8, 7));
    says(&supplied, "[Dt,Gist]");
}

#[test]
fn a_row_that_is_taken_for_headings_by_what_stands_below_is_named_with_its_words() {
    let supplied = table(&format!("Date,Gist\n{DATED}"));
    assert_eq!((supplied.record.rows, supplied.entries.len()), (7, 7));
    says(&supplied, "row 1 was taken for the headings of the table (Date, Gist)");
    let known = table(&format!("Date,Event\n{DATED}"));
    assert!(!said(&known).contains("was taken for the headings"), "{}", said(&known));
}

#[test]
fn rows_with_a_day_above_the_headings_are_counted_as_lost() {
    let supplied = table(
        "Log of calls,\nPrinted by the office,\n14/01/2018,Strangled by Brook\n15/01/2018,Rang again\nDate,Event\n16/01/2018,Visited\n",
    );
    assert_eq!((supplied.record.rows, supplied.entries.len()), (3, 1));
    assert_eq!(
        lost(&supplied),
        ["14/01/2018,Strangled by Brook", "15/01/2018,Rang again"]
    );
    says(&supplied, "holds a day and words, and was not read as an entry");
}

#[test]
fn the_words_of_an_end_that_say_more_than_its_day_are_kept() {
    let rows = "Start Date,End Date,Event\n\
                01/02/2018 14:30,01/02/2018 16:30,a\n\
                01/02/2018,01/02/2018 approx,b\n\
                01/02/2018 14:30,01/02/2018,c\n\
                01/02/2018 14:30,01/02/2018 14:30,d\n\
                01/02/2018,03/02/2018 09:00,e\n";
    let supplied = table(rows);
    let ends: Vec<Option<&str>> = supplied.entries.iter().map(|e| further(e, "End Date")).collect();
    assert_eq!(
        ends,
        [
            Some("01/02/2018 16:30"),
            Some("01/02/2018 approx"),
            None,
            None,
            Some("03/02/2018 09:00")
        ]
    );
    assert_eq!(supplied.entries[4].when.written, "01/02/2018 to 03/02/2018 09:00");
}

#[test]
fn a_number_of_a_workbook_keeps_the_words_that_are_shown_with_it() {
    for path in ["xlsx/good-numbers.xlsx", "ods/good-numbers.ods", "xls/good-numbers.xls"] {
        let supplied = sample(path);
        assert_eq!(texts(&supplied), ["30 mg diazepam", "1.10", "Rang."], "{path}");
        let cell = |row: usize, name: &str| further(&supplied.entries[row], name).unwrap_or_default().trim();
        assert_eq!((cell(0, "Cost"), cell(0, "Share")), ("£250.00", "12.5%"), "{path}");
        assert_eq!((cell(1, "Cost"), cell(1, "Share")), ("£1,234.50", "14"), "{path}");
        assert_eq!(cell(2, "Cost"), "43", "{path}");
        // What is shown with fewer figures, or in a way that is not understood, is said once for the sheet.
        says(
            &supplied,
            "cells show a number with other figures or words than the workbook holds (E3, E4)",
        );
        says(&supplied, "E3: read as 14, holds 13.6");
        assert_eq!(said(&supplied).matches("cells show a number").count(), 1, "{path}");
    }
}

#[test]
fn numbers_of_json_stay_as_they_are_written() {
    let object = r#"{"id": 20180114000000000123, "date": "14/01/2018", "event": "R\u0061ng \"{1\".", "units": 1.10, "dose": 1e3, "in": {"n": [-0.50, 2]}}"#;
    for (name, content) in [
        ("a.json", format!("[{object}]")),
        ("a.jsonl", format!("{object}\n{object}")),
        ("a.json", format!("{{\"count\": 1.0, \"items\": [{object}]}}")),
    ] {
        let supplied = import_one(name, content.into_bytes());
        let entry = &supplied.entries[0];
        assert_eq!(entry.id.0, "20180114000000000123", "{name}");
        assert_eq!(entry.text, "Rang \"{1\".", "{name}");
        assert_eq!(further(entry, "units"), Some("1.10"), "{name}");
        assert_eq!(further(entry, "dose"), Some("1e3"), "{name}");
        assert_eq!(further(entry, "in.n"), Some("-0.50; 2"), "{name}");
    }
}

#[test]
fn a_row_of_json_that_is_lost_keeps_its_words_as_they_are_written() {
    let lost = r#"{"date": "31/02/2018", "event": "Caf\u00e9 }", "units": 1.10}"#;
    let supplied = import_one(
        "a.json",
        format!("{{\"n\":[1.0],\"items\":[ {lost} , {lost}]}}").into_bytes(),
    );
    assert_eq!(super::lost(&supplied), [lost, lost]);
    says(&supplied, "{\"n\":[1.0]}");
}

#[test]
fn a_weekday_that_disagrees_with_its_date_is_told() {
    let supplied = table("Date,Event\nMon 14/01/2018,Rang\nSun 14/01/2018,Wrote\n");
    let remark = "the date was read by its figures: 14 January 2018 was a Sunday, and the record says Monday";
    says(&supplied, &format!("row 2: {remark}"));
    assert_eq!(said(&supplied).matches("was a Sunday").count(), 1);
    assert!(supplied.entries[0].when.doubtful && !supplied.entries[1].when.doubtful);
}

#[test]
fn columns_that_are_not_read_are_told_in_one_remark_and_blank_ones_in_none() {
    let supplied = table("Ref,Date,Event,Shift,Never filled,Ward\nA,14/01/2018,Rang,late,,4\n");
    let kept: Vec<&str> = supplied
        .problems
        .iter()
        .filter(|p| p.what.contains("kept beside"))
        .map(|p| p.what.as_str())
        .collect();
    assert_eq!(
        kept,
        ["the columns 'Shift' and 'Ward' are kept beside the entry and not read"]
    );
    says(&supplied, "--columns \"Shift=event\"");
    assert_eq!(further(&supplied.entries[0], "Ward"), Some("4"));
}

#[test]
fn blank_days_below_a_dated_row_are_never_guessed_and_are_told_for_the_table() {
    let supplied = table("Date,Event\n14/01/2018,Rang\n,Rang again\n,Strangled by Brook\n15/01/2018,Visited\n,Wrote\n");
    assert_eq!((supplied.record.rows, supplied.entries.len()), (5, 2));
    says(
        &supplied,
        "3 rows below a dated one have no day of their own, and none of them became an entry (rows 3, 4, 6)",
    );
    let lost: Vec<_> = supplied.problems.iter().filter(|p| p.lost_row).collect();
    assert_eq!(lost.len(), 3);
    for problem in lost {
        assert!(
            problem.next.contains("if the day above is meant, write it in each row"),
            "{problem}"
        );
    }
    let few = table("Date,Event\n,Undated\n14/01/2018,Rang\n,Rang again\n");
    assert!(!said(&few).contains("no day of their own"), "{}", said(&few));
    assert_eq!(said(&few).matches("if the day above is meant").count(), 1);
}
