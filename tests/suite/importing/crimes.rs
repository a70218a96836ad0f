//! Lists of crimes and of calls: the day of a report is not the day of the event, and headings that are known are told.

use forewarned::model::{columns::Field, entry::Entry, record::Supplied};

use super::import_one;

fn read(table: &str) -> Supplied {
    import_one("a.csv", table.as_bytes().to_vec())
}

fn days(entry: &Entry) -> String {
    let recorded = entry
        .recorded
        .as_ref()
        .map_or(String::new(), |r| r.earliest.to_string());
    format!("{}..{} {recorded}", entry.when.earliest, entry.when.latest)
}

fn all(supplied: &Supplied) -> Vec<String> {
    supplied.entries.iter().map(days).collect()
}

fn field(supplied: &Supplied, heading: &str) -> Field {
    let mut columns = supplied.record.columns.iter().flat_map(|m| &m.columns);
    columns.find(|c| c.heading == heading).unwrap().field
}

#[test]
fn headings_of_several_offices_are_known() {
    let supplied =
        read("Our ref,Date,Kind of contact,Where held,Details\nA7,14/01/2018,Call in,Paper file,He followed her.\n");
    let entry = supplied.entries.first().unwrap();
    assert_eq!((entry.id.0.as_str(), entry.entry_type.as_str()), ("A7", "Call in"));
    assert_eq!(entry.text, "He followed her.");
    for (heading, meant) in [
        ("Our ref", Field::Ref),
        ("Kind of contact", Field::Type),
        ("Where held", Field::Source),
    ] {
        assert_eq!(field(&supplied, heading), meant, "{heading}");
    }
}

#[test]
fn a_crime_begins_on_its_first_day_and_not_on_the_day_of_the_report() {
    for (reported, from, to, words) in [
        ("Date reported", "Date from", "Date to", "MO"),
        ("Reported date", "Committed from", "Committed to", "Details"),
        ("Date received", "From date", "To date", "Modus operandi"),
        ("Date recorded", "Occurred from", "Occurred to", "Circumstances"),
        ("Date created", "Offence from", "Offence to", "Summary"),
        ("Date entered", "From", "To", "Details"),
    ] {
        let supplied = read(&format!(
            "Crime No,{reported},{from},{to},Offence,{words}\n42/1/18,13/01/2018,03/01/2018,23/01/2018,Harassment,Followed her.\n42/2/18,16/02/2018,11/02/2018,12/02/2018,Assault,Pushed her.\n"
        ));
        assert_eq!(
            all(&supplied),
            ["2018-01-03..2018-01-23 2018-01-13", "2018-02-11..2018-02-12 2018-02-16"],
            "{from}"
        );
        assert_eq!(supplied.entries[0].text, "Followed her.");
        assert_eq!(supplied.entries[0].entry_type, "Harassment");
    }
}

#[test]
fn where_nothing_names_what_happened_the_days_are_told_by_their_headings() {
    let supplied = read(
        "Crime No,Date of birth,Date reported,Date from,Date to,Words of it\n42/1/18,01/02/1990,13/01/2018,03/01/2018,23/01/2018,Followed her to her work.\n42/2/18,01/02/1990,16/02/2018,11/02/2018,12/02/2018,Pushed her in the street.\n",
    );
    assert_eq!(
        all(&supplied),
        ["2018-01-03..2018-01-23 2018-01-13", "2018-02-11..2018-02-12 2018-02-16"]
    );
    assert_eq!(supplied.entries[0].text, "Followed her to her work.");
}

#[test]
fn without_any_heading_of_a_day_a_day_of_birth_is_not_that_of_the_row() {
    let supplied = read(
        "Ref,DOB,Seen first,Words of it\nA-1,01/02/1990,13/01/2018,Followed her to her work.\nA-2,01/02/1990,16/02/2018,Pushed her in the street.\n",
    );
    assert_eq!(all(&supplied), ["2018-01-13..2018-01-13 ", "2018-02-16..2018-02-16 "]);
}

#[test]
fn the_first_and_last_day_come_before_any_other_day() {
    let supplied = read(
        "Date,Date from,Date to,Details\n13/06/2018,03/01/2018,23/01/2018,Followed her.\n14/06/2018,04/02/2018,,Rang.\n",
    );
    assert_eq!(all(&supplied), ["2018-01-03..2018-01-23 ", "2018-02-04..2018-02-04 "]);
    assert_eq!(supplied.entries[0].further[0].value, "13/06/2018");
}

#[test]
fn the_only_day_of_a_report_is_the_date_and_has_no_end() {
    let supplied = read("Date reported,Date to,Details\n13/01/2018,03/01/2018,Followed her.\n");
    assert_eq!(all(&supplied), ["2018-01-13..2018-01-13 "]);
    assert_eq!(supplied.entries[0].further[0].value, "03/01/2018");
}

#[test]
fn words_between_the_report_and_the_first_day_belong_to_one_crime() {
    let supplied = read(
        "Date reported,Summary,Date from,Date to,MO\n13/06/2018,Harassment,03/01/2018,23/01/2018,Followed her.\n14/09/2018,Assault,04/02/2018,04/02/2018,Pushed her.\n",
    );
    assert_eq!(
        all(&supplied),
        ["2018-01-03..2018-01-23 2018-06-13", "2018-02-04..2018-02-04 2018-09-14"]
    );
    assert_eq!(supplied.entries[0].text, "Harassment\nFollowed her.");
}

#[test]
fn the_day_of_a_report_keeps_its_words_and_a_column_of_recording_comes_first() {
    let supplied =
        read("Date reported,Date occurred,Date recorded,Details\n16/01/2018,14/01/2018,20/01/2018,Pushed her.\n");
    assert_eq!(all(&supplied), ["2018-01-14..2018-01-14 2018-01-20"]);
    let further = &supplied.entries[0].further[0];
    assert_eq!(
        (further.name.as_str(), further.value.as_str()),
        ("Date reported", "16/01/2018")
    );
    let alone = read("Date reported,Date occurred,Details\n16/01/2018 about 9pm,14/01/2018,Pushed her.\n");
    assert_eq!(alone.entries[0].further[0].value, "16/01/2018 about 9pm");
}

#[test]
fn a_day_of_referral_is_no_day_of_recording() {
    let supplied = read("Referral date,Date of contact,Details\n16/01/2018,18/01/2018,Rang.\n");
    assert_eq!(all(&supplied), ["2018-01-18..2018-01-18 "]);
    assert_eq!(supplied.entries[0].further[0].value, "16/01/2018");
}

#[test]
fn what_became_of_a_crime_is_not_its_type() {
    for outcome in ["Outcome", "Disposal"] {
        let supplied = read(&format!(
            "Crime No,Date from,Offence,MO,{outcome}\n42/1/18,03/01/2018,Harassment,Followed her.,NFA\n42/2/18,04/01/2018,,Rang.,Charged\n"
        ));
        let types: Vec<&str> = supplied.entries.iter().map(|e| e.entry_type.as_str()).collect();
        assert_eq!(types, ["Harassment", ""]);
        assert_eq!(supplied.entries[1].further[0].value, "Charged");
    }
}

#[test]
fn a_list_of_ambulance_calls_is_read_by_its_headings_however_short() {
    let supplied = read(
        "CAD,Call received,Arrived,Address,Complaint,Crew notes,Conveyed to\n4145431,2018-11-03 01:14:00,2018-11-03 01:20:00,12 High St,Assault,Cut to scalp.,ED\n4145431,2018-12-03 01:14:00,2018-12-03 01:20:00,12 High St,Fall,,\n",
    );
    assert_eq!(all(&supplied), ["2018-11-03..2018-11-03 ", "2018-12-03..2018-12-03 "]);
    assert_eq!(supplied.entries[0].when.time.unwrap().to_string(), "01:14:00");
    assert_eq!(
        (
            supplied.entries[0].entry_type.as_str(),
            supplied.entries[0].text.as_str()
        ),
        ("Assault", "Cut to scalp.")
    );
    assert_eq!(field(&supplied, "Conveyed to"), Field::Further);
    let timed = read("Date,Call received,Crew notes\n03/11/2018,01:14,Cut to scalp.\n");
    assert_eq!(timed.entries[0].when.time.unwrap().to_string(), "01:14:00");
}
