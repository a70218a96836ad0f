//! Heads of notes in forms that are seldom met: each is an entry of its own, or a line that is told, and never part of the note above unsaid.

use forewarned::model::record::Supplied;

use super::import_one;

fn read(text: &str) -> Supplied {
    let supplied = import_one("log.txt", text.as_bytes().to_vec());
    let lost = super::lost(&supplied).concat();
    let kept: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        kept.len() + lost.len(),
        text.len(),
        "every byte is in one entry or problem"
    );
    supplied
}

fn days(supplied: &Supplied) -> Vec<String> {
    let entries = supplied.entries.iter();
    entries
        .map(|e| {
            let time = e.when.time.map_or(String::new(), |t| t.format(" %H:%M").to_string());
            format!("{}{time}", e.when.earliest)
        })
        .collect()
}

fn says(supplied: &Supplied, row: usize, words: &str) {
    let said = supplied.problems.iter().any(|p| p.row == row && p.what.contains(words));
    assert!(said, "{row} {words}: {:?}", supplied.problems);
}

#[test]
fn lines_that_end_in_any_way_are_lines_and_are_kept_as_they_came() {
    for end in ["\r", "\u{2028}", "\u{b}", "\u{85}", "\r\n"] {
        let text = format!("14/01/2018 seen{end}15/01/2018 he hit her{end}16/01/2018 left{end}");
        let supplied = read(&text);
        assert_eq!(days(&supplied), ["2018-01-14", "2018-01-15", "2018-01-16"], "{end:?}");
        assert_eq!(supplied.entries[1].text, format!("15/01/2018 he hit her{end}"));
        assert_eq!(supplied.entries[2].origin.row, 3, "{end:?}");
    }
}

#[test]
fn a_date_with_other_signs_between_its_parts_begins_a_note_or_is_a_problem() {
    for line in [
        "02 / 03 / 2018",
        "02\u{2011}03\u{2011}2018",
        "02,03,2018",
        "02//03/2018",
        "Mar. 2, 2018",
        "02\\03\\2018",
        "02_03_2018",
        "02\u{ff0f}03\u{ff0f}2018",
        "02\u{2013}03\u{2013}2018",
        "02/\u{200b}03/2018",
        "_02/03/2018_",
    ] {
        let supplied = read(&format!("14/01/2018 seen\n{line} he hit her\n15/04/2018 left\n"));
        assert_eq!(days(&supplied), ["2018-01-14", "2018-03-02", "2018-04-15"], "{line}");
        let written = supplied.entries[1].when.written.clone();
        assert_eq!(written, line.trim_matches('_'), "the words are kept");
    }
    for line in [
        "020318",
        "02 03 18",
        "02/03/202018",
        "2 mars 2018",
        "2 Mawrth 2018",
        "1/2/02/2019",
        "09/02;2018",
        "08.03.",
        "15/01/2018 - 14/01/2018",
        "Mar-2-2018",
    ] {
        let supplied = read(&format!("14/01/2018 seen\n{line} he hit her\n15/04/2018 left\n"));
        assert_eq!(days(&supplied), ["2018-01-14", "2018-04-15"], "{line}");
        assert_eq!(super::lost(&supplied).len(), 1, "{line}");
        says(&supplied, 2, "line 2 begins with");
    }
}

#[test]
fn paragraphs_below_a_day_alone_belong_to_it_whatever_day_they_tell_of() {
    let supplied = read(
        "Tuesday 23 April 2019\n\nMother said he had hit her on 3 May 2018.\n\nPolice called.\n\nWednesday 24 April 2019\n\nSeen.\n",
    );
    assert_eq!(days(&supplied), ["2019-04-23", "2019-04-24"]);
    says(&supplied, 3, "its words stand under 'Tuesday 23 April 2019'");
    let lead =
        read("Contact on 07/01/2020\n\nShe said he hit her on 3 April 2019.\n\nContact on 09/01/2020\n\nSeen.\n");
    assert_eq!(days(&lead), ["2020-01-07", "2020-01-09"]);
    let between = read("01/03/2018 seen.\n\nShe said he hit her on 5 February 2018.\n\n02/03/2018 rang\n");
    assert_eq!(days(&between), ["2018-03-01", "2018-03-02"]);
}

#[test]
fn numbers_of_paragraphs_are_no_days() {
    let numbered = read("3.2.14 The police attended.\n\n3.2.15 She was seen.\n");
    assert!(numbered.entries.iter().all(|e| e.when.written.is_empty()));
    let policy = read("14 May 2018 - seen.\n4.3.12 of the policy says so.\n16 May 2018 - left\n");
    assert_eq!(days(&policy), ["2018-05-14", "2018-05-16"]);
    let notes = read("24.03.18 rang\n3.4.18 seen\n30.4.18 left\n");
    assert_eq!(days(&notes), ["2018-03-24", "2018-04-03", "2018-04-30"]);
}

#[test]
fn a_text_without_days_that_holds_what_may_be_one_is_never_read_in_silence() {
    let yearless = read("6 Jan - seen\n29 Jan - he hit her\n");
    assert_eq!((yearless.entries.len(), super::lost(&yearless).len()), (0, 2));
    says(&yearless, 2, "the date '29 Jan' has no year");
    let words = read("She was seen and went home on 4 March, he said.\n");
    assert!(words.entries[0].when.doubtful);
    says(&words, 1, "holds '4 March'");
}

#[test]
fn what_was_taken_from_elsewhere_is_told_at_its_row() {
    let supplied = read("14/01/2018 seen\n16 January rang\n17th he hit her\nMonday left\nNext day back\n15/3 seen\n");
    says(&supplied, 2, "without a year, and 2018 was taken");
    says(&supplied, 6, "without a year, and 2018 was taken");
    says(&supplied, 4, "line 4 begins with 'Monday'");
    says(&supplied, 5, "line 5 begins with 'Next day'");
    let behind = read("14/01/2018 seen\nWitness: Ann, 15 yrs, 16/01/2018 he hit her\n22/01/2018 left\n");
    says(&behind, 2, "line 2 has the date '16/01/2018' behind other words");
    let one_line = read("14/01/18 seen 15/01/18 he hit her\n");
    says(&one_line, 1, "has the date '15/01/18' behind '14/01/18'");
}

#[test]
fn times_behind_at_or_a_name_below_a_day_are_notes_of_it_and_those_with_a_day_are_of_theirs() {
    let supplied =
        read("Monday 14 January 2019\n0905hrs seen\nPC Smith 13:40 He hit her\nAt 22:10 he left\nTime: 23:00 Quiet\n");
    assert_eq!(
        days(&supplied),
        [
            "2019-01-14 09:05",
            "2019-01-14 13:40",
            "2019-01-14 22:10",
            "2019-01-14 23:00"
        ]
    );
    let own = read("10/07/2018 22:00 seen.\nAt 02:44 on the 11th July 2018 his father rang.\n12/07/2018 left\n");
    assert_eq!(days(&own), ["2018-07-10 22:00", "2018-07-11 02:44", "2018-07-12"]);
    let officer = read("Update by DC Patel 1234 at 10:20 on 12/02/2019: left\n13/02/2019 seen\n");
    assert_eq!(days(&officer)[0], "2019-02-12 10:20");
    assert_eq!(officer.entries[0].author, "DC Patel 1234");
    let street = read("At 10:15 on 03/03/2019 she moved to 12 High St.\nAt 10:15 on 30/03/2019 he hit her\n");
    assert_eq!(days(&street).len(), 2);
}

#[test]
fn a_quoted_date_that_is_month_first_turns_no_heads_and_is_told() {
    let supplied = read("02/03/2018 seen\n04/05/2018 rang, letter dated 05/14/2018 came\n06/07/2018 he hit her\n");
    assert_eq!(days(&supplied), ["2018-03-02", "2018-05-04", "2018-07-06"]);
    says(&supplied, 2, "'05/14/2018', which can only be month first");
}
