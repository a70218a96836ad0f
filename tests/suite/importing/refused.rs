//! What is not read is a problem, and what was not read as one expects is told: refusals, tables side by side, notes inside cells, odd
//! bytes, days out of order, pages, zips that were joined.

use std::io::Write as _;

use forewarned::model::record::Supplied;

use super::{import_one, lost, moment};

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

fn csv(text: &str) -> Supplied {
    import_one("a.csv", text.as_bytes().to_vec())
}

/// Each entry with its first day.
fn entries(supplied: &Supplied) -> Vec<String> {
    let words = |e: &forewarned::model::entry::Entry| format!("{} {}", moment(e), e.text);
    supplied.entries.iter().map(words).collect()
}

#[test]
fn two_tables_under_two_groups_are_never_joined_though_their_days_are_near() {
    let supplied = csv(
        "Police,,,Housing,\nDate,Event,Date,Event,Notes\n14/01/2018,Left,15/01/2018,Right,\n03/02/2018,Left,04/02/2018,Right,\n",
    );
    assert_eq!(entries(&supplied), Vec::<String>::new());
    assert_eq!(lost(&supplied).len(), 4, "{}", said(&supplied));
    assert!(
        said(&supplied).contains("two columns for the day"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn a_numbered_pair_of_day_and_event_is_a_second_table() {
    let supplied =
        csv("Date,Event,Date 2,Event 2\n14/01/2018,Rang.,15/01/2018,Called.\n03/02/2018,Wrote.,04/02/2018,Seen.\n");
    assert_eq!(entries(&supplied), Vec::<String>::new());
    assert!(said(&supplied).contains("('Date' and 'Date 2')"), "{}", said(&supplied));
}

#[test]
fn the_advice_on_columns_that_are_not_read_names_one_of_words() {
    let supplied = csv("Date,Event,Review due,Remark of panel\n14/01/2018,Rang.,14/03/2018,Look at this.\n");
    assert!(
        said(&supplied).contains("--columns \"Remark of panel=event\""),
        "{}",
        said(&supplied)
    );
}

#[test]
fn a_first_record_with_american_days_is_no_heading() {
    let supplied = csv("From,To,Event\n02/25/2019,02/28/2019,He hit her.\n03/19/2019,03/22/2019,Away.\n");
    assert_eq!(entries(&supplied), ["2019-02-25 He hit her.", "2019-03-19 Away."]);
}

#[test]
fn a_first_record_with_a_day_that_no_calendar_has_is_no_heading() {
    let supplied = csv("When it was,Notes taken\nDate,Event\n31/02/2019,He hit her.\n01/03/2019,Away.\n");
    assert_eq!(entries(&supplied), ["2019-03-01 Away."]);
    assert_eq!(lost(&supplied), ["31/02/2019,He hit her."], "{}", said(&supplied));
}

#[test]
fn every_row_of_a_table_that_is_refused_is_a_problem() {
    let supplied = csv("Time,Event\nMonday 14 January 2019,\n04:10,He hit her\n15:10,Left\n");
    assert_eq!(lost(&supplied).len(), 4);
    assert_eq!((supplied.record.rows, supplied.record.problems), (4, 4));
    assert!(supplied.record.is_unread());
    let said = said(&supplied);
    assert!(said.contains("its 4 rows were not read"), "{said}");
    assert!(
        said.contains("[Time,Event\nMonday 14 January 2019,\n04:10,He hit her]"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_refused_whole_is_a_problem_with_its_first_lines() {
    let supplied = import_one(
        "a.json",
        b"{\"date\": \"2019-01-14\",\n \"text\": \"He hit her\"".to_vec(),
    );
    assert_eq!((supplied.record.rows, supplied.record.problems), (1, 1));
    assert!(lost(&supplied)[0].contains("He hit her"), "{}", said(&supplied));
}

#[test]
fn one_byte_of_windows_spoils_its_own_line_only() {
    let supplied = import_one(
        "a.csv",
        b"Date,Event\n14/01/2018,Jos\xc3\xa9 paid \xc2\xa312\n15/01/2018,\xa3 owed\n".to_vec(),
    );
    assert_eq!(entries(&supplied), ["2018-01-14 José paid £12", "2018-01-15 £ owed"]);
    assert!(
        said(&supplied).contains("line 3 of it holds signs that are not"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn a_note_with_a_day_of_its_own_inside_a_cell_is_told_at_its_row() {
    let supplied =
        csv("Date,Event\n05/02/2019,\"Seen.\n07/02/2019 - he hit her\"\n08/03/2019,\"Seen.\n08/03/2019 - rang\"\n");
    let rows: Vec<usize> = supplied
        .problems
        .iter()
        .filter(|p| p.what.contains("(07/02/2019)"))
        .map(|p| p.row)
        .collect();
    assert_eq!(rows, [2], "{}", said(&supplied));
    assert!(!said(&supplied).contains("(08/03/2019)"), "{}", said(&supplied));
}

#[test]
fn a_table_that_is_in_order_only_with_day_and_month_exchanged_says_so() {
    let said_of = |days: &[&str]| {
        let rows: Vec<String> = days.iter().map(|d| format!("{d},Rang.")).collect();
        said(&csv(&format!("Date,Event\n{}\n", rows.join("\n"))))
    };
    let hint = "in order throughout when day and month are exchanged in the 3 of them";
    let kept = [
        "21/03/2019",
        "02/04/2019",
        "14/04/2019",
        "03/05/2019",
        "16/05/2019",
        "02/06/2019",
        "13/06/2019",
    ];
    assert!(!said_of(&kept).contains("exchanged"), "{}", said_of(&kept));
    let turned = [
        "21/03/2019",
        "04/02/2019",
        "14/04/2019",
        "05/03/2019",
        "16/05/2019",
        "06/02/2019",
        "13/06/2019",
    ];
    assert!(said_of(&turned).contains(hint), "{}", said_of(&turned));
    let no_order = [
        "21/03/2019",
        "04/02/2019",
        "14/01/2019",
        "05/03/2019",
        "16/05/2019",
        "06/02/2019",
        "13/06/2019",
    ];
    assert!(!said_of(&no_order).contains("exchanged"), "{}", said_of(&no_order));
}

#[test]
fn day_over_days_of_the_week_gives_way_to_date() {
    let supplied = csv("Day,Date,Event\nMonday,14/01/2019,He hit her\nTuesday,15/01/2019,Left\n");
    assert_eq!(entries(&supplied), ["2019-01-14 He hit her", "2019-01-15 Left"]);
}

#[test]
fn a_year_in_a_column_of_its_own_goes_with_its_date() {
    let supplied = csv("Year,Date,Event\n2019,14 January,He hit her\n2020,15/02,Left\n");
    assert_eq!(
        entries(&supplied),
        ["2019-01-14 He hit her", "2020-02-15 Left"],
        "{}",
        said(&supplied)
    );
}

#[test]
fn json_is_read_in_every_plain_shape() {
    for text in [
        r#"[{"date":{"year":2019,"month":1,"day":14},"text":"Rang."},{"date":{"year":2019,"month":2,"day":3},"text":"Left."}]"#,
        r#"[{"date":[2019,1,14],"text":"Rang."},{"date":[2019,2,3],"text":"Left."}]"#,
        r#"{"2019-01-14":"Rang.","2019-02-03":"Left."}"#,
        r#"{"2019-01-14":["Rang."],"2019-02-03":[{"text":"Left."}]}"#,
        r#"{"a1":{"date":"2019-01-14","text":"Rang."},"a2":{"date":"2019-02-03","text":"Left."}}"#,
        r#"[["date","event"],["2019-01-14","Rang."],["2019-02-03","Left."]]"#,
        r#"{"columns":["date","text"],"data":[["2019-01-14","Rang."],["2019-02-03","Left."]]}"#,
        r#"{"date":["2019-01-14","2019-02-03"],"text":["Rang.","Left."]}"#,
        r#"[{"name":"A","contacts":[{"date":"2019-01-14","text":"Rang."}]},{"name":"B","contacts":[{"date":"2019-02-03","text":"Left."}]}]"#,
    ] {
        let supplied = import_one("a.json", text.as_bytes().to_vec());
        assert_eq!(
            entries(&supplied),
            ["2019-01-14 Rang.", "2019-02-03 Left."],
            "{text}\n{}",
            said(&supplied)
        );
    }
}

#[test]
fn what_stands_around_a_list_of_contacts_stays_with_each() {
    let text = r#"[{"name":"Ash","contacts":[{"date":"2019-01-14","text":"Rang."}]}]"#;
    let supplied = import_one("a.json", text.as_bytes().to_vec());
    let further = &supplied.entries[0].further;
    assert!(
        further.iter().any(|f| f.name == "around name" && f.value == "Ash"),
        "{further:?}"
    );
}

#[test]
fn a_page_gives_its_tables_its_words_and_its_title() {
    let page = "<!DOCTYPE html><html><head><title>Log 7</title></head><body><h1>Calls</h1><table><tr><th>Date<th>Event</tr>\
        <tr><td rowspan=2>14/01/2018</td><td>Rang.</td></tr><tr><td>Left.</td></tr></table><p>15/01/2018 Seen.</p></body></html>";
    for name in ["a.html", "a.txt"] {
        let supplied = import_one(name, page.as_bytes().to_vec());
        let read = entries(&supplied);
        assert_eq!(read.len(), 3, "{read:?}\n{}", said(&supplied));
        assert_eq!(read[0..2], ["2018-01-14 Rang.", "2018-01-14 Left."]);
        assert!(
            read[2].starts_with("2018-01-15") && read[2].contains("Seen."),
            "{read:?}"
        );
        for part in [
            "the page has the title 'Log 7'",
            "words of the page hold no day and were not read as entries",
        ] {
            assert!(said(&supplied).contains(part), "{}", said(&supplied));
        }
    }
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn two_zips_in_one_file_are_both_read_and_bytes_around_a_zip_are_told() {
    let one = zip(&[("a.txt", "14/01/2018 Rang.\n")]);
    let two = zip(&[("b.txt", "15/01/2018 Left.\n")]);
    let supplied = import_one("a.zip", [one.clone(), two].concat());
    let mut read = entries(&supplied);
    read.sort();
    assert_eq!(read.len(), 2, "{}", said(&supplied));
    assert!(said(&supplied).contains("two zips were joined"), "{}", said(&supplied));
    let behind = import_one("a.zip", [one.as_slice(), b"14/02/2018 More words."].concat());
    assert_eq!(lost(&behind), ["14/02/2018 More words."], "{}", said(&behind));
}

#[test]
fn a_ref_that_two_files_of_a_zip_use_is_a_problem_that_names_the_inner_file() {
    let table = "Ref,Date,Event\nX-1,14/01/2018,Rang.\n";
    let supplied = import_one("a.zip", zip(&[("one.csv", table), ("two.csv", table)]));
    let said = said(&supplied);
    assert!(
        said.contains("file 'two.csv'") && said.contains("file 'one.csv', row 2"),
        "{said}"
    );
}

#[test]
fn each_item_of_json_that_holds_a_list_with_days_is_told() {
    let item = |day: u32| {
        format!(r#"{{"date":"2019-02-{day:02}","text":"Rang.","notes":[{{"date":"2019-03-01","text":"Left."}}]}}"#)
    };
    let supplied = import_one("a.json", format!("[{},{}]", item(1), item(2)).into_bytes());
    let told = supplied
        .problems
        .iter()
        .filter(|p| p.what.contains("a list whose items have days of their own"));
    assert_eq!(told.map(|p| p.row).collect::<Vec<_>>(), [1, 2], "{}", said(&supplied));
}

#[test]
fn a_contact_of_ndelius_without_a_day_costs_none_of_its_neighbours() {
    let contact = |id: u32, day: &str| {
        format!(r#"{{"id":{id},"type":"Visit","startDateTime":{day},"appointmentNotes":[{{"note":"Note {id}"}}]}}"#)
    };
    let all = [
        contact(1, r#""2019-01-14T10:00:00""#),
        contact(2, "null"),
        contact(3, r#""2019-02-03T10:00:00""#),
    ];
    let supplied = import_one("a.json", format!("[{}]", all.join(",")).into_bytes());
    assert_eq!(
        entries(&supplied),
        ["2019-01-14 10:00:00 Note 1", "2019-02-03 10:00:00 Note 3"],
        "{}",
        said(&supplied)
    );
    assert_eq!(lost(&supplied).len(), 1);
}
