//! Sheets that are more than one table, and headings that are more than one row.

use forewarned::model::{columns::Field, record::Supplied};

use super::{import_one, moment, sample};

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
        entries(&supplied, "sheet 'Below', part 2"),
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
        "sheet 'Below', part 3, row 12: the row is in a table whose columns could not be told",
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
    let shift = supplied
        .entries
        .iter()
        .find(|e| e.origin.part == "sheet 'Shifts'")
        .unwrap();
    assert_eq!(shift.when.time.unwrap().to_string(), "09:00:00");
    assert_eq!(shift.further[0].value, "17:30");
    let mails = supplied
        .record
        .columns
        .iter()
        .find(|m| m.part == "sheet 'Mails'")
        .unwrap();
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
    let further: Vec<String> = supplied.entries[0]
        .further
        .iter()
        .map(|f| format!("{}={}", f.name, f.value))
        .collect();
    assert_eq!(further, ["Action Date=02/03/2021", "Action Worker=PC Elm"]);
}

#[test]
fn tables_of_a_word_file_have_headings_of_two_rows_and_new_ones_too() {
    let supplied = sample("docx/good-two-heading-rows.docx");
    assert_eq!(
        entries(&supplied, "table 1"),
        [
            "3 2018-01-14..2018-01-14 14:30 PC Ash: Rang, no reply.",
            "4 2018-01-15..2018-01-15 09:05 PC Elm: Called at the flat.",
        ]
    );
    assert_eq!(
        entries(&supplied, "table 1, part 2"),
        ["6 2018-01-16..2018-01-16 10:00 PC Fir: Visited."]
    );
}

#[test]
fn what_a_heading_says_in_brackets_is_a_hint_unless_it_makes_another_thing_of_it() {
    let table = "Date (dd/mm/yyyy),Time (24 hr),Event (what happened),Date (of birth),Time (mins),Event (2)\n01/03/2021,10:00,Rang.,02/02/1980,20,Other.\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["2 2021-03-01..2021-03-01 10:00 : Rang."]);
    let further: Vec<&str> = supplied.entries[0].further.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(further, ["Date (of birth)", "Time (mins)", "Event (2)"]);
}

#[test]
fn words_beyond_the_last_heading_of_a_sheet_are_kept_and_a_time_typed_as_a_number_is_one() {
    let supplied = sample("xlsx/good-agency.xlsx");
    assert_eq!(
        entries(&supplied, "sheet 'Log'"),
        [
            "10 2018-01-14..2018-01-14 14:30 HV Oak: Visited.",
            "11 2018-01-14..2018-01-14 15:05 HV Oak: Rang the surgery.",
            "14 2018-02-03..2018-02-03 HV Oak: Wrote to the GP.",
        ]
    );
    let last = &supplied.entries[2].further;
    assert!(
        last.iter().any(|f| f.name == "column 7" && f.value == "see letter"),
        "{last:?}"
    );
    let said = said(&supplied);
    for part in [
        "sheet 'Log' row 12: the row has neither Type nor Event",
        "sheet 'Log' row 13: the date is blank",
        "sheet 'Log' row 15: the date is blank",
        "sheet 'Log' row 14: 'number 930' was not understood as a time of day",
        "sheet 'Log' row 3: the row stands above the headings, holds a day and words",
        "sheet 'Cover' row 2: the row is in a table whose columns could not be told",
    ] {
        let part = part.replace("' row", "', row");
        assert!(said.contains(&part), "{part}\n{said}");
    }
}

#[test]
fn a_second_table_whose_columns_nobody_knows_is_never_read_with_the_headings_of_the_first() {
    let table = "Date,Time,Details\n01/03/2021,10:00,Rang.\nDate,Medication,Dose\n02/03/2021,Sertraline,50mg\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["2 2021-03-01..2021-03-01 10:00 : Rang."]);
    assert_eq!(supplied.record.rows, 3);
    assert!(
        said(&supplied).contains("row 3 reads: Date, Medication, Dose"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn the_day_on_which_something_was_told_gives_way_to_that_on_which_it_happened() {
    let table = "Date reported,Date occurred,Details\n16/01/2018,14/01/2018,Pushed her.\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["2 2018-01-14..2018-01-14 : Pushed her."]);
    assert_eq!(supplied.entries[0].further[0].value, "16/01/2018");
    let alone = import_one("a.csv", b"Date reported,Details\n16/01/2018,Pushed her.\n".to_vec());
    assert_eq!(entries(&alone, ""), ["2 2018-01-16..2018-01-16 : Pushed her."]);
}

#[test]
fn three_tables_side_by_side_are_three() {
    let table = "Date,Event,,Date seen,Date,Notes,,Event date,Summary\n01/03/2021,Rang.,,,02/03/2021,Wrote.,,03/03/2021,Called.\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(entries(&supplied, ""), ["2 2021-03-01..2021-03-01 : Rang."]);
    assert_eq!(
        entries(&supplied, "columns D to F"),
        ["2 2021-03-02..2021-03-02 : Wrote."]
    );
    assert_eq!(
        entries(&supplied, "columns H to I"),
        ["2 2021-03-03..2021-03-03 : Called."]
    );
    assert_eq!(supplied.record.rows, 3);
}

/// Two tables side by side, with what stands in the column between them.
fn beside(between: &str, heading: &str) -> Supplied {
    let text = format!(
        "Date,Event,,{heading},Details\n01/02/2021,Rang the office,,05/06/2021,Moved house\n02/02/2021,Visited at home,{between},06/06/2021,Lost the keys\n03/02/2021,Wrote to us,,07/06/2021,Got new keys\n"
    );
    import_one("two.csv", text.into_bytes())
}

#[test]
fn tables_side_by_side_are_told_apart_also_with_a_stray_word_between_them() {
    for between in ["", "see right"] {
        let supplied = beside(between, "Date of contact");
        let days: Vec<String> = supplied
            .entries
            .iter()
            .map(|e| format!("{} {}", e.when.earliest, e.text))
            .collect();
        assert_eq!(
            days,
            [
                "2021-02-01 Rang the office",
                "2021-02-02 Visited at home",
                "2021-02-03 Wrote to us",
                "2021-06-05 Moved house",
                "2021-06-06 Lost the keys",
                "2021-06-07 Got new keys",
            ]
        );
        let kept: Vec<&str> = supplied
            .entries
            .iter()
            .flat_map(|e| &e.further)
            .map(|f| f.value.as_str())
            .collect();
        assert_eq!(kept.join(""), between, "the stray word is kept beside its entry");
    }
    assert!(
        said(&beside("see right", "Date of contact"))
            .contains("column C between them, which has no heading and words in one row")
    );
}

#[test]
fn two_days_and_two_events_in_one_row_are_a_problem_and_never_read_under_the_first_day() {
    let row =
        |second: &str| format!("Date,Event,Date of contact,Details\n01/02/2021,Rang the office,{second},Moved house\n");
    let mixed = import_one("two.csv", row("05/06/2021").into_bytes());
    assert!(
        mixed.entries.is_empty() && mixed.record.is_unread(),
        "{:?}",
        mixed.entries
    );
    assert!(
        said(&mixed).contains("two columns for the day ('Date' and 'Date of contact')"),
        "{}",
        said(&mixed)
    );
    // Days so near one another are two days of one event.
    let one = import_one("two.csv", row("03/02/2021").into_bytes());
    assert_eq!(one.entries.len(), 1, "{}", said(&one));
}

#[test]
fn a_column_that_numbers_its_rows_is_offered_as_ref() {
    let table = |second: &str| {
        format!("OEL No,Date,Details\nA/1,01/02/2021,Rang the office\n{second},02/02/2021,Wrote to us\n")
    };
    let hint = "say --columns \"OEL No=ref\"";
    assert!(said(&import_one("t.csv", table("A/2").into_bytes())).contains(hint));
    for other in ["A/1", "see above", "02/02/2021"] {
        assert!(
            !said(&import_one("t.csv", table(other).into_bytes())).contains(hint),
            "{other}"
        );
    }
}

#[test]
fn proof_in_any_column_of_days_holds_for_all_of_them() {
    let table = "Start Date,End Date,Event\n02/03/2018,02/14/2018,On a tag\n03/04/2018,03/05/2018,Away\n";
    let supplied = import_one("t.csv", table.as_bytes().to_vec());
    assert_eq!(
        entries(&supplied, ""),
        ["2 2018-02-03..2018-02-14 : On a tag", "3 2018-03-04..2018-03-05 : Away",]
    );
    let said = said(&supplied);
    assert!(said.contains("all its dates were read month first"), "{said}");
}

#[test]
fn in_a_table_of_both_orders_the_dates_that_could_be_either_are_doubtful() {
    let table = "Date,Event\n01/14/2018,One\n25/03/2018,Two\n02/03/2018,Three\n04/04/2018,Four\n";
    let supplied = import_one("t.csv", table.as_bytes().to_vec());
    let doubtful: Vec<(&str, bool)> = supplied
        .entries
        .iter()
        .map(|e| (e.text.as_str(), e.when.doubtful))
        .collect();
    assert_eq!(doubtful, [("Two", false), ("Three", true), ("Four", false)]);
    let said = said(&supplied);
    assert!(
        said.contains("read day first (2 March 2018), and is marked as doubtful"),
        "{said}"
    );
    assert!(
        said.contains("some dates of this table can only be month first ('01/14/2018')"),
        "{said}"
    );
    // One slip among many days that can only be day first says nothing of the others.
    let days: Vec<String> = (13..=28).map(|day| format!("{day}/03/2018,Note\n")).collect();
    let many = days.concat();
    let slip = import_one(
        "t.csv",
        format!("Date,Event\n01/14/2018,One\n{many}02/03/2018,Three\n").into_bytes(),
    );
    assert!(slip.entries.iter().all(|e| !e.when.doubtful));
}

#[test]
fn days_that_a_program_may_have_turned_round_are_doubtful_and_told() {
    let supplied = sample("xlsx/good-turned.xlsx");
    let seen: Vec<(String, bool)> = supplied
        .entries
        .iter()
        .map(|e| (e.when.earliest.to_string(), e.when.doubtful))
        .collect();
    let day = |day: &str, doubt: bool| (day.to_owned(), doubt);
    assert_eq!(
        seen,
        [
            day("2018-02-01", true),
            day("2018-03-01", true),
            day("2018-04-04", false)
        ]
    );
    let said = said(&supplied);
    for part in [
        "a program that writes the day first has probably opened the file, and may have exchanged day and month",
        "read as the file keeps it (1 February 2018), and is marked as doubtful: a program may have exchanged day and month, and then it is 2 January 2018",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn common_headings_are_known() {
    for (heads, row) in [
        ("Incident date/time,Summary of incident", "14/01/2018 14:30,Rang"),
        ("Date & Time,Comments", "14/01/2018 14:30,Rang"),
        (
            "Date of call,Time from,Time to,Nature of incident",
            "14/01/2018,14:30,15:00,Rang",
        ),
        ("Dyddiad,Amser,Asiantaeth,Digwyddiad", "14/01/2018,14:30,Police,Rang"),
        ("Dyddiad,Amser,Nodiadau", "14/01/2018,14:30,Rang"),
        ("Day,Month,Year,Time,Details", "14,1,2018,14:30,Rang"),
        ("Day,Month,Year,Time,Details", "14,Jan,2018,14:30,Rang"),
        ("Date,Time,What was\n,,recorded", "14/01/2018,14:30,Rang"),
    ] {
        let supplied = import_one("t.csv", format!("{heads}\n{row}\n").into_bytes());
        let entries = supplied.entries.iter();
        let seen: Vec<String> = entries.map(|e| format!("{} {}", moment(e), e.text)).collect();
        assert_eq!(seen, ["2018-01-14 14:30:00 Rang"], "{heads}\n{}", said(&supplied));
    }
}

#[test]
fn comments_say_what_happened_only_where_nothing_else_does() {
    let table = b"Date,Details,Comments\n14/01/2018,Rang,The file was thin\n".to_vec();
    let supplied = import_one("t.csv", table);
    assert_eq!(supplied.entries[0].text, "Rang");
    assert_eq!(supplied.entries[0].further[0].value, "The file was thin");
}

#[test]
fn a_table_whose_only_day_is_that_of_recording_is_read_and_says_so() {
    let supplied = import_one("t.csv", b"date_created,body\n14/01/2018,Rang\n".to_vec());
    assert_eq!(entries(&supplied, ""), ["2 2018-01-14..2018-01-14 : Rang"]);
    let said = said(&supplied);
    assert!(
        said.contains("the only day of this table is that on which it was recorded ('date_created')"),
        "{said}"
    );
}

#[test]
fn groups_above_two_days_part_them_however_near_the_days_are() {
    let table = "Police,,Housing,\nDate,Event,Date,Event\n14/01/2018,Rang,15/01/2018,Moved\n";
    let supplied = import_one("t.csv", table.as_bytes().to_vec());
    assert!(supplied.entries.is_empty(), "{:?}", entries(&supplied, ""));
}

#[test]
fn a_day_of_1900_is_doubtful() {
    let supplied = import_one("t.csv", b"Date,Event\n01/01/1900,Rang\n14/01/1968,Born\n".to_vec());
    let doubtful: Vec<bool> = supplied.entries.iter().map(|e| e.when.doubtful).collect();
    assert_eq!(doubtful, [true, false]);
    assert!(
        said(&supplied).contains("long before the period under review"),
        "{}",
        said(&supplied)
    );
}
