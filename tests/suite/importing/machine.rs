//! Exports of machines: JSON, contacts of nDelius, Timesketch.

use forewarned::model::{entry::Entry, record::Supplied};

use super::{check, import_one, moment, sample};

fn further<'e>(entry: &'e Entry, name: &str) -> &'e str {
    let kept = entry.further.iter().find(|f| f.name == name);
    kept.map_or("", |f| f.value.as_str())
}

fn kinds(path: &str) -> Vec<String> {
    sample(path).entries.into_iter().map(|e| e.entry_type).collect()
}

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    all.join("\n")
}

#[test]
fn objects_become_rows_and_fields_columns_however_the_list_is_wrapped() {
    for path in ["json/good.json", "json/good-wrapped.json", "jsonl/good.jsonl"] {
        let supplied = sample(path);
        let [call, letter, back] = supplied.entries.as_slice() else {
            panic!("{path}: three entries")
        };
        assert_eq!(call.text, "Neighbour reports shouting, \"get out\".", "{path}");
        assert_eq!(
            (call.author.as_str(), call.entry_type.as_str()),
            ("T Moss", "Call"),
            "{path}"
        );
        assert_eq!(letter.when.time.unwrap().to_string(), "09:05:00", "{path}");
        assert_eq!(further(letter, "people"), "A Reed; B Reed", "{path}");
        assert_eq!(further(letter, "place.name"), "Flat 2", "{path}");
        assert_eq!(
            further(back, "actions"),
            r#"[{"who":"T Moss","what":"ring"}]"#,
            "{path}"
        );
        assert_eq!((call.origin.row, back.origin.row), (1, 3), "{path}");
    }
}

#[test]
fn a_time_in_universal_time_is_set_to_the_clock_in_london_and_said() {
    let supplied = sample("json/good.json");
    let back = &supplied.entries[2];
    assert_eq!(back.when.written, "2018-07-16T13:30:00Z", "what was written stays");
    assert_eq!(back.when.time.unwrap().to_string(), "14:30:00");
    assert!(said(&supplied).contains("was set to the clock in London"));
    let late = br#"[{"date":"2018-07-16T23:30:00Z","event":"Late."}]"#;
    let next_day = import_one("a.json", late.to_vec()).entries.remove(0).when;
    assert_eq!(next_day.earliest.to_string(), "2018-07-17");
    let midnight = br#"[{"date":"2018-07-16T00:00:00","event":"A day."}]"#;
    assert_eq!(import_one("a.json", midnight.to_vec()).entries[0].when.time, None);
}

#[test]
fn what_a_file_holds_beside_its_list_is_told() {
    let said = said(&sample("json/good-wrapped.json"));
    assert!(said.contains("Two notes of 2016 were withheld."), "{said}");
    let lists = sample("json/good-two-lists.json");
    let places: Vec<&str> = lists.entries.iter().map(|e| e.origin.part.as_str()).collect();
    assert_eq!(places, ["list 'calls'", "list 'letters'"]);
}

#[test]
fn one_object_by_itself_is_one_entry_even_with_a_list_inside() {
    let one = br#"{"date":"14/01/2018","event":"Rang.","people":[{"name":"A Reed"}]}"#;
    for name in ["a.json", "a.jsonl"] {
        let supplied = import_one(name, one.to_vec());
        assert_eq!(supplied.entries.len(), 1, "{name}");
        assert_eq!(
            further(&supplied.entries[0], "people"),
            r#"[{"name":"A Reed"}]"#,
            "{name}"
        );
    }
}

#[test]
fn the_day_of_an_export_does_not_make_the_export_an_entry() {
    let export = br#"{"date":"01/02/2018","contacts":[{"date":"14/01/2018","event":"Rang."}]}"#;
    let supplied = import_one("a.json", export.to_vec());
    assert_eq!(supplied.entries[0].text, "Rang.");
    assert!(
        said(&supplied).contains("{\"date\":\"01/02/2018\"}"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn what_is_no_object_is_a_row_that_says_so_and_keeps_its_words() {
    let supplied = sample("json/broken-mixed.json");
    let lost: Vec<_> = supplied.problems.iter().filter(|p| p.lost_row).collect();
    assert_eq!((supplied.entries.len(), lost.len()), (2, 1));
    assert_eq!((lost[0].row, lost[0].raw.as_str()), (2, "\"a loose note\""));
    assert!(lost[0].what.contains("is no object"), "{}", lost[0]);
}

#[test]
fn broken_lines_are_rows_that_keep_their_words() {
    for (path, raw) in [
        (
            "jsonl/broken-line.jsonl",
            "{\"ref\":\"J-9\",\"date\":\"15/01/2018\",\"event\":\"cut of",
        ),
        ("timesketch/broken-line.jsonl", "{\"message\":\"cut"),
    ] {
        let supplied = sample(path);
        let lost: Vec<_> = supplied.problems.iter().filter(|p| p.lost_row).collect();
        assert_eq!((lost.len(), lost[0].raw.as_str(), lost[0].row), (1, raw, 2), "{path}");
        assert!(!supplied.entries.is_empty(), "{path}");
    }
}

#[test]
fn files_that_are_no_json_say_so() {
    check(
        "json/broken-cut.json",
        0,
        0,
        &["the file is no JSON that can be read: EOF"],
    );
    let deep = import_one("a.json", "[".repeat(100_000).into_bytes());
    assert!(
        deep.problems[0].what.contains("recursion limit"),
        "{}",
        deep.problems[0]
    );
    assert!(import_one("a.json", b"42".to_vec()).record.rows <= 1);
}

#[test]
fn a_field_named_twice_is_kept_twice() {
    let entry = sample("json/broken-twice.json").entries.remove(0);
    assert_eq!(
        (entry.text.as_str(), further(&entry, "event (2)")),
        ("Rang.", "Rang again.")
    );
}

#[test]
fn objects_with_fields_of_their_own_each_do_not_fill_the_memory() {
    let objects: Vec<String> = (0..6_000)
        .map(|n| format!("{{\"f{n}\":1,\"date\":\"14/01/2018\"}}"))
        .collect();
    let supplied = import_one("a.json", format!("[{}]", objects.join(",")).into_bytes());
    assert!(
        supplied.problems[0].what.contains("too many different fields"),
        "{}",
        supplied.problems[0]
    );
}

#[test]
fn contacts_of_the_search_are_read_with_code_outcome_and_time() {
    let supplied = sample("delius/good-search.json");
    let first = &supplied.entries[0];
    assert_eq!(first.id.0, "2500001");
    assert_eq!(
        first.entry_type,
        "COAP Planned Office Visit (NS) - ATTC Attended - Complied"
    );
    assert_eq!(first.text, "Seen with his sister.\nSaid he is sleeping badly.");
    assert_eq!(first.when.time.unwrap().to_string(), "10:30:00");
    assert_eq!(first.recorded.as_ref().unwrap().earliest.to_string(), "2018-01-16");
    assert_eq!(further(first, "nDelius crn"), "X000001");
    assert_eq!(supplied.entries[1].entry_type, "C204 Police Liaison");
}

#[test]
fn flags_of_the_activity_log_are_written_out_and_kept() {
    assert_eq!(
        kinds("delius/good-activity.json"),
        [
            "Planned Office Visit (NS) - Unacceptable absence - Overslept",
            "Planned Office Visit (NS) - Acceptable absence - Medical",
            "Planned Office Visit (NS)",
            "Phone Contact from PoP",
            "Planned Office Visit (NS) - Not present, waiting for evidence - Rescheduled",
        ],
        "an appointment without an outcome says nothing of attendance"
    );
    let supplied = sample("delius/good-activity.json");
    let first = &supplied.entries[0];
    assert_eq!(first.author, "Tam Moss");
    assert_eq!(further(first, "nDelius isSensitive"), "true");
    assert_eq!(further(first, "nDelius wasAbsent"), "true");
    assert_eq!(further(first, "End time"), "10:45");
    assert!(
        first
            .text
            .starts_with("Did not come. Rang, no reply. [id: 0; createdBy: Tam Moss"),
        "{}",
        first.text
    );
    assert!(first.text.contains("\nHe rang back. ["), "{}", first.text);
    assert_eq!(supplied.entries[3].text, "Rang, upset about the letter.");
    assert_eq!(supplied.entries[4].text, "Says he was at the hospital.");
}

#[test]
fn contacts_of_the_older_interface_are_read_with_their_type_and_staff() {
    let entry = sample("delius/good-older.json").entries.remove(0);
    assert_eq!(entry.entry_type, "CHVS Home Visit to Case (NS) - Attended - Complied");
    assert_eq!(
        (entry.author.as_str(), entry.text.as_str()),
        ("Ro Vale", "Visited at home.")
    );
    assert_eq!(
        (entry.when.earliest.to_string(), entry.when.latest.to_string()),
        ("2021-02-01".into(), "2021-02-02".into())
    );
    assert_eq!(further(&entry, "nDelius staff.code"), "N07A001");
    check(
        "delius/broken-no-date.json",
        1,
        0,
        &[
            "the columns 'nDelius convictionId' and 'nDelius type.nationalStandard'",
            "row 1: the date is blank",
        ],
    );
}

#[test]
fn a_timeline_is_read_by_its_datetime_and_says_where_its_timestamp_disagrees() {
    let supplied = sample("timesketch/good.csv");
    let seen: Vec<String> = supplied
        .entries
        .iter()
        .map(|e| {
            format!(
                "{} {} {} {}",
                e.when.earliest,
                e.when.time.unwrap(),
                e.entry_type,
                e.text
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            "2018-01-14 14:30:00 Visit Card left at the door",
            "2018-07-14 14:30:00 Call Rang, no reply",
            "2018-07-14 14:30:00 Note Undated in words",
            "2018-07-14 11:00:00 Note Two times",
            "2018-07-14 14:30:00 Note Universal by proof",
        ]
    );
    let said = said(&supplied);
    assert!(
        said.contains("row 5: datetime and timestamp of the row disagree"),
        "{said}"
    );
    assert!(said.contains("row 4: the row has no datetime"), "{said}");
    assert!(!said.contains("row 6"), "{said}");
    assert_eq!(supplied.record.columns[0].form, "Timesketch");
    let lines = sample("timesketch/good.jsonl");
    assert_eq!(further(&lines.entries[0], "tag"), "call; late");
    assert_eq!(further(&lines.entries[1], "timestamp"), "1531575000000000");
}

mod arbitrary {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_json_adds_up(text in "[\\[\\]{}\":,a-d0-9 \n]{0,120}", lines in any::<bool>()) {
            super::import_one(if lines { "a.jsonl" } else { "a.json" }, text.into_bytes());
        }
    }
}

#[test]
fn numbers_that_count_from_1970_are_days_and_times_on_the_clock_in_london() {
    for count in ["1531747800", "1531747800000", "1531747800000000"] {
        for name in ["timestamp", "contactStart", "eventDate", "contactDate"] {
            let file = format!(r#"[{{"{name}":{count},"details":"Rang.","phone":"1531747800"}}]"#);
            let supplied = import_one("a.json", file.into_bytes());
            let entries = supplied.entries.iter();
            let seen: Vec<String> = entries.map(|e| format!("{} {}", moment(e), e.when.written)).collect();
            assert_eq!(seen, [format!("2018-07-16 14:30:00 {count}")], "{name}");
            assert!(
                said(&supplied).contains("kept as numbers that count from 1970"),
                "{}",
                said(&supplied)
            );
            assert_eq!(further(&supplied.entries[0], "phone"), "1531747800");
        }
    }
}
