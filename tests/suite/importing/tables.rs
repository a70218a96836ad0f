//! Sheets that are more than one table, and headings that are more than one row.

use forewarned::model::{columns::Field, record::Supplied};

use super::{import_one, sample};

fn entries(supplied: &Supplied, part: &str) -> Vec<String> {
    let of = supplied.entries.iter().filter(|e| e.origin.part == part);
    of.map(|e| {
        let time = e.when.time.map_or(String::new(), |t| t.format(" %H:%M").to_string());
        format!(
            "{} {}..{}{time} {}: {}",
            e.origin.row, e.when.earliest, e.when.latest, e.author, e.text
        )
    })
    .collect()
}

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

#[test]
fn headings_of_two_rows_are_joined_and_it_is_said_which_rows_they_were() {
    let supplied = sample("xlsx/good-tables.xlsx");
    assert_eq!(
        entries(&supplied, "sheet 'Grouped'"),
        [
            "3 2018-01-14..2018-01-14 14:30 PC Ash: Rang, no reply.",
            "4 2018-01-15..2018-01-15 09:05 PC Elm: Called at the flat.",
        ]
    );
    assert_eq!(
        entries(&supplied, "sheet 'Split'"),
        [
            "4 2018-02-01..2018-02-01 Ms Fir: Home visit.",
            "5 2018-02-02..2018-02-02 Ms Fir: Telephone call.",
        ]
    );
    let said = said(&supplied);
    for part in [
        "sheet 'Grouped': rows 1 and 2 were read together as the headings of the table: Ref, Agency contact Date, Agency contact Time, Agency contact Worker, What happened",
        "sheet 'Split': rows 2 and 3 were read together",
        "sheet 'Split', row 1: the row stands above the headings",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_second_table_is_read_by_its_own_headings() {
    let supplied = sample("xlsx/good-tables.xlsx");
    assert_eq!(
        entries(&supplied, "sheet 'Below'"),
        [
            "2 2018-03-01..2018-03-01 PC Ash: Attended address.",
            "4 2018-03-02..2018-03-02 PC Ash: Took a statement.",
        ]
    );
    assert_eq!(
        entries(&supplied, "sheet 'Below', table 2"),
        [
            "8 2018-03-04..2018-03-04 22:10 : Shouting heard.",
            "9 2018-03-05..2018-03-05 08:15 : Worried for her.",
        ]
    );
    assert_eq!(
        entries(&supplied, "sheet 'Beside'"),
        [
            "2 2018-04-01..2018-04-01 PC Ash: Letter sent.",
            "3 2018-04-02..2018-04-02 PC Ash: Letter returned.",
            "4 2018-04-03..2018-04-03 PC Elm: Letter sent again.",
        ]
    );
    assert_eq!(
        entries(&supplied, "sheet 'Beside', columns E to F"),
        [
            "2 2018-04-09..2018-04-09 : Window broken.",
            "3 2018-04-10..2018-04-10 : Door damaged.",
        ]
    );
    let said = said(&supplied);
    for part in [
        "sheet 'Below': the headings are written again in row 3; these are no entries",
        "sheet 'Below': 3 tables stand one below the other, each with headings of its own (they begin in rows 1, 6, 11)",
        "sheet 'Below', table 3, row 12: the row is in a table whose columns could not be told",
        "sheet 'Beside': tables stand side by side, with a blank column between them (columns A to C and columns E to F)",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn from_and_to_are_days_times_or_persons_by_what_stands_below_them() {
    let supplied = sample("xlsx/good-tables.xlsx");
    let ends: Vec<String> = entries(&supplied, "sheet 'Spans'");
    assert_eq!(
        ends,
        [
            "2 2018-05-01..2018-05-09 : Stayed with her sister.",
            "3 2018-05-12..2100-12-31 : Back at the flat.",
        ]
    );
    assert_eq!(
        entries(&supplied, "sheet 'Mails'"),
        [
            "2 2018-06-01..2018-06-01 : Please ring.",
            "3 2018-06-02..2018-06-02 : Rang; no reply.",
        ]
    );
    let shift = supplied.entries.iter().find(|e| e.origin.part == "sheet 'Shifts'").unwrap();
    assert_eq!(shift.when.time.unwrap().to_string(), "09:00:00");
    assert_eq!(shift.further[0].value, "17:30");
    let mails = supplied.record.columns.iter().find(|m| m.part == "sheet 'Mails'").unwrap();
    assert_eq!(mails.columns[0].field, Field::Further);
    assert!(said(&supplied).contains("the columns 'From' and 'To' are kept beside the entry"));
}

#[test]
fn an_end_without_its_start_is_none() {
    let supplied = import_one(
        "a.csv",
        b"Date,From,To,Event\n01/03/2021,02/02/2021,05/02/2021,Told of a stay.\n".to_vec(),
    );
    assert_eq!(entries(&supplied, ""), ["2 2021-03-01..2021-03-01 : Told of a stay."]);
    assert_eq!(supplied.entries[0].further.len(), 2);
}

#[test]
fn an_entry_of_short_words_without_a_day_is_no_row_of_headings() {
    for table in [
        "Ref,Date,Time,Source,Author,Type,Event\nA-1,,,File,Officer,Call,Note\nA-2,01/03/2021,,File,Officer,Call,Rang.\n",
        "Date,Worker,Type,Event\n01/03/2021,PC Ash,Call,Rang.\n,Officer,Note,Contact\n02/03/2021,PC Ash,Call,Rang.\n",
    ] {
        let supplied = import_one("a.csv", table.as_bytes().to_vec());
        let lost = supplied.problems.iter().filter(|p| p.lost_row).count();
        assert_eq!(lost, 1, "{}", said(&supplied));
        assert_eq!(supplied.entries.len(), supplied.record.rows - 1);
    }
}

#[test]
fn a_row_of_headings_goes_on_below_groups_only() {
    let table = "Date,Time,Contact,,Outcome\n,,Worker,Details,\n01/03/2021,10:00,PC Ash,Rang.,None\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["3 2021-03-01..2021-03-01 10:00 PC Ash: Rang."]);
    let same = "Contact,,,Action,\nDate,Worker,Details,Date,Worker\n01/03/2021,PC Ash,Rang.,02/03/2021,PC Elm\n";
    let supplied = import_one("a.csv", same.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["3 2021-03-01..2021-03-01 PC Ash: Rang."]);
    let further: Vec<String> = supplied.entries[0].further.iter().map(|f| format!("{}={}", f.name, f.value)).collect();
    assert_eq!(further, ["Action Date=02/03/2021", "Action Worker=PC Elm"]);
}
