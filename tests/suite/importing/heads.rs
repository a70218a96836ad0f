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
fn numbers_of_paragraphs_are_no_days_or_doubtful_ones() {
    let numbered = read("3.2.14 The police attended.\n\n3.2.15 She was seen.\n");
    // Nothing says whether they are days; so each is read with a doubt that says why, and none is dropped in silence.
    assert!(numbered.entries.iter().all(|e| e.when.doubtful));
    says(&numbered, 1, "written like the number of a paragraph");
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

fn authors(supplied: &Supplied) -> Vec<&str> {
    supplied.entries.iter().map(|e| e.author.as_str()).collect()
}

#[test]
fn a_note_that_is_signed_and_dated_below_stands_under_that_day() {
    for gap in ["\n", "\n\n"] {
        let text = format!(
            "He hit her on 3 May 2018.{gap}Signed J. Ward 01/03/2022\n\nSeen.{gap}PC 4512 Smith, 02/03/2022\n\nHe left.{gap}Recorded by A. Lee on 3 March 2022 at 14:30\n"
        );
        let supplied = read(&text);
        assert_eq!(
            days(&supplied),
            ["2022-03-01", "2022-03-02", "2022-03-03 14:30"],
            "{gap:?}"
        );
        assert_eq!(authors(&supplied), ["J. Ward", "PC 4512 Smith", "A. Lee"]);
        assert!(supplied.entries.iter().all(|e| !e.when.doubtful));
        says(
            &supplied,
            1,
            "the text was read as 3 notes, each of which ends in its day",
        );
    }
    let bare = read("He hit her.\n01/03/2022\n\nSeen.\n02/03/2022\n");
    assert_eq!(days(&bare), ["2022-03-01", "2022-03-02"]);
    for (first, second) in [
        ("Signed: J. Ward\nDate: 01/03/2022", "Signed: T. Moss\nDate: 02/03/2022"),
        ("01/03/2022\nJ. Ward", "02/03/2022\nT. Moss"),
    ] {
        let supplied = read(&format!("He hit her.\n{first}\n\nDNA\n{second}\n"));
        assert_eq!(days(&supplied), ["2022-03-01", "2022-03-02"]);
        assert_eq!(authors(&supplied), ["J. Ward", "T. Moss"]);
    }
}

#[test]
fn notes_of_which_only_some_are_signed_below_are_doubtful_and_told() {
    let between = read("He hit her.\nSigned J. Ward 01/03/2022\n\nSeen.\n\nHe left.\nSigned A. Lee 03/03/2022\n");
    assert_eq!(days(&between), ["2022-03-01", "2022-03-03"]);
    assert!(between.entries[1].when.doubtful);
    says(&between, 4, "an empty line parts them");
    let open = read("He hit her.\nSigned J. Ward 01/03/2022\n\nSeen.\nSigned T. Moss 02/03/2022\n\nHe left.\n");
    says(
        &open,
        2,
        "may be the day of the words above it; they have no day of their own",
    );
    says(
        &open,
        5,
        "may be the day of the words above it; they stand under '01/03/2022'",
    );
    assert!(open.entries[1].when.doubtful && open.entries[2].when.doubtful);
    let titles = read("Home visit\nJ. Ward 01/03/2022\n\nSeen.\n\nHome visit\nT. Moss 02/03/2022\n\nHe left.\n");
    says(&titles, 7, "may be the day of the words above it");
    let heads = read("Recorded by J. Ward 01/03/2022\nSeen.\n\nRecorded by T. Moss 02/03/2022\nHe left.\n");
    assert_eq!(days(&heads), ["2022-03-01", "2022-03-02"]);
    assert!(heads.entries.iter().all(|e| !e.when.doubtful) && heads.problems.is_empty());
}

#[test]
fn lines_that_all_end_in_who_wrote_and_when_are_entries_of_those_days() {
    let supplied = read("He hit her - J. Ward, 01/03/2022\nSeen on 3 May 2018 (TM 02/03/2022)\nHe left [03/03/2022]\n");
    assert_eq!(days(&supplied), ["2022-03-01", "2022-03-02", "2022-03-03"]);
    assert_eq!(authors(&supplied), ["J. Ward", "TM", ""]);
    let partly = read("He hit her - J. Ward, 01/03/2022\nNobody came\nHe left - JW, 03/03/2022\n");
    says(&partly, 3, "ends in '03/03/2022', which may be the day of its words");
    let told = read("He was arrested on 3 May 2018\nShe moved on 5 June 2018\n");
    assert!(!told.problems.iter().any(|p| p.what.contains("ends in")));
}

#[test]
fn lines_above_a_date_that_all_dates_have_begin_its_note() {
    for (gap, above) in [
        ("\n", ["Officer: J. Ward", "Officer: T. Moss"]),
        ("\n\n", ["Incident 9001", "Incident 9002"]),
        ("\n", ["Home visit", "Telephone call"]),
    ] {
        let [first, second] = above;
        let supplied = read(&format!(
            "{first}{gap}Date: 01/03/2022\nHe hit her, she said to us.\n\n{second}{gap}Date: 02/03/2022\nSeen well.\n"
        ));
        assert_eq!(days(&supplied), ["2022-03-01", "2022-03-02"], "{first}");
        assert!(
            supplied.entries[1].text.starts_with(second),
            "{:?}",
            supplied.entries[1].text
        );
    }
    let days_alone = read("Home visit\n01/03/2022\n\nSeen.\n\nTelephone call\n02/03/2022\n\nHe left.\n");
    assert!(days_alone.entries[1].text.starts_with("Telephone call"));
    says(
        &days_alone,
        1,
        "these lines were read as the begin of the notes of those days",
    );
    let unclear = read("Date: 01/03/2022\nSeen well.\n\nOfficer: T. Moss\nDate: 02/03/2022\nHe hit her.\n");
    says(&unclear, 4, "line 4 stands directly above a date");
}

#[test]
fn one_day_alone_above_paragraphs_is_their_day_and_what_they_tell_of_is_told() {
    let supplied = read("Tuesday 23 April 2019\n\nShe said he hit her on 3 May 2018.\n\nShe moved in June 2018.\n");
    assert_eq!(days(&supplied), ["2019-04-23"]);
    says(&supplied, 3, "its words stand under 'Tuesday 23 April 2019'");
    let unclear = read("Tuesday 23 April 2019\n\nOn 3 May 2018 he hit her.\n\nOn 5 May 2018 he left.\n");
    assert_eq!(days(&unclear), ["2019-04-23", "2018-05-03", "2018-05-05"]);
    says(&unclear, 1, "line 1 holds a day alone");
}

#[test]
fn several_dated_notes_on_one_line_are_told_with_their_words() {
    let line = "14/01/18 seen 15/01/18 he hit her 16/01/18 left";
    for text in [format!("{line}\n"), format!("{line}\n17/01/18 rang\n")] {
        let supplied = read(&text);
        says(&supplied, 1, "has the date '16/01/18' behind '14/01/18'");
        let raw = supplied.problems.iter().any(|p| p.raw == "15/01/18 he hit her");
        assert!(raw, "{:?}", supplied.problems);
    }
    let ended = read("14/01/18 seen. 15/01/18 he hit her. 16/01/18 left.\n");
    assert_eq!(days(&ended), ["2018-01-14", "2018-01-15", "2018-01-16"]);
}

#[test]
fn the_same_day_of_two_years_with_dots_begins_two_notes() {
    let text =
        "4.3.18 Seen.\n26.3.18 He strangled her.\n6.4.18 Left.\n24.2.19 Back.\n26.3.19 He hit her.\n1.4.19 Left.\n";
    let expected = [
        "2018-03-04",
        "2018-03-26",
        "2018-04-06",
        "2019-02-24",
        "2019-03-26",
        "2019-04-01",
    ];
    assert_eq!(days(&read(text)), expected);
    let lone = read("1.1.18 Seen.\n1.1.19 He hit her.\n1.1.20 Left.\n");
    assert_eq!(days(&lone), ["2018-01-01", "2019-01-01", "2020-01-01"]);
    says(&lone, 2, "written like the number of a paragraph, which it may be");
}

#[test]
fn a_note_that_ends_in_a_weekday_does_not_take_the_next_one() {
    for end in ["on Saturday.", "on Saturday", "on Sat."] {
        for next in ["06/03/2018 -", "6 March 2018 -", "2018-03-06", "6-Mar-18"] {
            let supplied = read(&format!(
                "05/03/2018 - He threatened to kill her {end}\n{next} he strangled her.\n07/03/2018 - left.\n"
            ));
            assert_eq!(
                days(&supplied),
                ["2018-03-05", "2018-03-06", "2018-03-07"],
                "{end} {next}"
            );
        }
    }
}

#[test]
fn wrapped_notes_in_order_are_notes_however_many_days_they_tell_of() {
    let note = |day: &str| {
        format!(
            "{day} Seen at home. She told me that\nhe had hit her on 3 May 2017 and again at Easter. Next\nappointment is on 20/03/2019 at 10:00.\n\n"
        )
    };
    let text: String = ["03/02/2018", "01/03/2018", "29/03/2018"]
        .iter()
        .map(|d| note(d))
        .collect();
    assert_eq!(days(&read(&text)), ["2018-02-03", "2018-03-01", "2018-03-29"]);
}
