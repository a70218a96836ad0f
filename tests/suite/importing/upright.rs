//! Contacts whose labels stand beside what they label: each becomes an entry with its fields, or a problem with its words.

use forewarned::model::{entry::Entry, record::Supplied};

use super::{import_one, lost, moment, sample};

fn brief(entries: &[Entry]) -> Vec<String> {
    let brief = |e: &Entry| format!("{} | {} | {} | {}", moment(e), e.author, e.entry_type, e.text);
    entries.iter().map(brief).collect()
}

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    all.join("\n")
}

#[test]
fn a_sheet_of_labels_in_its_first_column_gives_an_entry_for_each_contact() {
    let supplied = sample("xlsx/good-upright.xlsx");
    assert_eq!(
        brief(&supplied.entries),
        [
            "2021-03-12 14:05:00 | PC Hale |  | Attended the flat; she said she was frightened.",
            "2021-03-20 | PC Oduya |  | Neighbour reported shouting.\nPatrol sent.",
        ]
    );
    assert_eq!(
        lost(&supplied),
        ["Contact 2\nDate\t31/02/2021\nTime\t09:10\nOfficer\tPC Hale\nDetails\tPhoned her, no reply."]
    );
    let further: Vec<(&str, &str)> = supplied.entries[1]
        .further
        .iter()
        .map(|f| (f.name.as_str(), f.value.as_str()))
        .collect();
    assert_eq!(further, [("Heading", "Contact 3"), ("Risk", "High")]);
    let said = said(&supplied);
    assert!(
        said.contains("read as 3 contacts, which begin in rows 3, 9, 15"),
        "{said}"
    );
    assert!(said.contains("row 1: the row stands above the headings"), "{said}");
}

#[test]
fn a_word_table_with_two_labels_to_a_row_and_words_below_their_label_is_read_by_contact() {
    let supplied = sample("docx/good-upright.docx");
    assert_eq!(
        brief(&supplied.entries),
        [
            "2021-03-11 14:05:00 | PC Hale | Visit | Attended the flat.",
            "2021-03-12 15:10:00 | PC Hale | Visit | Phoned her, no reply.",
            "2021-03-13 | PC Oduya | Visit | Neighbour reported shouting.",
        ]
    );
    let said = said(&supplied);
    assert!(!said.contains("written again"), "{said}");
}

#[test]
fn a_label_above_the_date_belongs_to_its_own_contact_in_a_text() {
    let text = "Officer: PC Hale\nDate: 12/03/2021\nLocation: flat\nDetails: Attended.\nTime: she had none, she said.\n\n\
                Officer: PC Oduya\nDate: 13/03/2021\nDetails: Rang.\n\nOfficer: PC Hale\nDetails: No day.\n\n\
                Officer: PC Lund\nDate: 15/03/2021\nDetails: Wrote.\nShe answered.\n";
    let supplied = import_one("a.txt", text.as_bytes().to_vec());
    assert_eq!(
        brief(&supplied.entries),
        [
            "2021-03-12 | PC Hale |  | Attended.\nTime: she had none, she said.",
            "2021-03-13 | PC Oduya |  | Rang.",
            "2021-03-15 | PC Lund |  | Wrote.\nShe answered.",
        ]
    );
    assert_eq!(lost(&supplied), ["Officer: PC Hale\nDetails: No day."]);
}

#[test]
fn contacts_without_a_blank_line_between_them_are_told_apart_by_their_labels() {
    for between in ["", "\n", "Contact 2\n", "\nContact 2\n"] {
        let first = if between.contains('C') { "Contact 1\n" } else { "" };
        let text = format!(
            "{first}Ref: A-1\nDate: 12/03/2021\nDetails: One.\n{between}Date: 13/03/2021\nDetails: Two.\n\
             Ref: A-3\nDate: 14/03/2021\nDetails: Three.\n"
        );
        let supplied = import_one("a.txt", text.into_bytes());
        let ids: Vec<&str> = supplied.entries.iter().map(|e| e.id.0.as_str()).collect();
        assert_eq!((ids[0], ids[2]), ("A-1", "A-3"));
        assert_eq!(
            brief(&supplied.entries),
            [
                "2021-03-12 |  |  | One.",
                "2021-03-13 |  |  | Two.",
                "2021-03-14 |  |  | Three."
            ]
        );
    }
}

#[test]
fn a_table_of_comma_separated_labels_loses_no_contact() {
    let rows = "Date,12/03/2021\nOfficer,PC Hale\nOfficer,PC Oduya\nDetails,One.\nOfficer,PC Lund\nDetails,No day.\nDate,14/03/2021\nDetails,Three.\n";
    let supplied = import_one("a.csv", rows.as_bytes().to_vec());
    assert_eq!(
        brief(&supplied.entries),
        ["2021-03-12 | PC Hale\nPC Oduya |  | One.", "2021-03-14 |  |  | Three."]
    );
    assert_eq!(lost(&supplied), ["Officer,PC Lund\nDetails,No day."]);
}

#[test]
fn a_report_with_a_head_and_dated_lines_is_no_table_of_labels() {
    let text = "Date: 12/03/2021\nSummary: a report.\n\n04/05/2020 he fell.\n05/06/2020 she fell.\n";
    let supplied = import_one("a.txt", text.as_bytes().to_vec());
    assert_eq!(supplied.entries.len(), 3);
    assert!(!said(&supplied).contains("labels"), "{}", said(&supplied));
}

#[test]
fn contacts_that_stand_in_columns_are_not_run_together() {
    let rows = "Date,12/03/2021,13/03/2021\nOfficer,PC Hale,PC Oduya\nDetails,One.,Two.\n";
    let supplied = import_one("a.csv", rows.as_bytes().to_vec());
    assert_eq!(supplied.entries, []);
    assert!(
        said(&supplied).contains("no heading for what happened"),
        "{}",
        said(&supplied)
    );
}
