//! Dates as agencies write them, through a whole table: every row is an entry or a problem, and what was not plain is said.

use chrono::NaiveDate;
use forewarned::{
    import::{Taken, narrative_case, read_file},
    model::{entry::Entry, record::Supplied},
    text::dates::{Habit, read_when_as},
    timeline::picture,
};

use super::{adds_up, headings};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A table in a case whose review runs over the year 2018.
fn table(name: &str, content: Vec<u8>) -> Supplied {
    let mut case = narrative_case(name);
    case.review_from = day("2018-01-01");
    case.review_to = day("2018-12-31");
    let agency = case.agencies[0].id.clone();
    let supplied = read_file(&case, &headings(), &agency, (name, content), &mut Taken::new());
    adds_up(&supplied);
    supplied
}

fn sample(name: &str) -> Supplied {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples/formats/csv")
        .join(name);
    table(name, std::fs::read(path).unwrap())
}

/// Days, time, `?` when doubtful, and the words as written.
fn told(entry: &Entry) -> String {
    let when = &entry.when;
    let days = if when.earliest == when.latest {
        when.earliest.to_string()
    } else {
        format!("{}..{}", when.earliest, when.latest)
    };
    let time = when
        .time
        .map_or_else(String::new, |t| format!(" {}", t.format("%H:%M")));
    let doubt = if when.doubtful { " ?" } else { "" };
    format!("{days}{time}{doubt} | {}", when.written)
}

#[test]
fn every_habit_of_agencies_is_read_and_the_words_are_kept() {
    let supplied = sample("good-dates.csv");
    let seen: Vec<String> = supplied.entries.iter().map(told).collect();
    assert_eq!(
        seen,
        [
            "2018-01-14 14:30 | 14/01/2018",
            "2018-01-15 14:30 ? | ?15/01/2018",
            "1999-08-01..1999-08-31 | ??/08/1999",
            "2018-01-08..2018-01-14 | w/c 08/01/2018",
            "2018-01-01..2018-01-13 ? | before 14/01/2018",
            "2018-01-14..2018-12-31 ? | 14/01/2018 onwards",
            "2018-01-20 ? | around 20 Jan 2018",
            "2018-01-01..2018-12-31 ? | unknown",
            "2018-05-22 14:30 | 22.05/18",
            "2018-02-14 | 14/O2/2018",
            "2018-06-01..2018-08-31 | Summer 2018",
            "2018-05-03..2018-05-09 | 3-9 May 2018",
            "2018-05-03..2018-05-09 | 03/05/18 - 09/05/18",
            "2018-06-14 14:30 | 2018-06-14T13:30:00Z",
            "2018-06-14 14:30 | 14/06/2018 14:30 BST",
            "2018-03-25 01:30 | 25/03/2018",
            "2018-01-01..2018-01-31 | 2018-01-XX",
            "2018-01-14..2018-01-20 | 2018-01-14/2018-01-20",
            "2018-02-14 14:30 | 14 Febuary 2018",
            "2015-01-01..2016-12-31 ? | 2015/16",
            "2018-01-14 14:30 | 14/01/2018 14:30",
        ]
    );
}

#[test]
fn what_was_not_plain_about_a_date_is_a_remark_on_its_row() {
    let supplied = sample("good-dates.csv");
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    for (row, part) in [
        (3, "given the time 14:30, which is marked as approximate"),
        (
            6,
            "written 'before 14/01/2018' and read as 1 January 2018 to 13 January 2018",
        ),
        (7, "the last day is that of the period under review"),
        (9, "given as not known ('unknown')"),
        (10, "repaired: '22.05/18' was read as 22 May 2018"),
        (11, "repaired: '14/O2/2018' was read as 14 February 2018"),
        (
            15,
            "moved from 14 June 2018 at 13:30 UTC to local time in Great Britain",
        ),
        (17, "which did not exist on that day"),
        (20, "repaired: '14 Febuary 2018'"),
        (21, "every day of these is left open"),
    ] {
        assert!(
            said.iter()
                .any(|s| s.contains(&format!("row {row}: the date was ")) && s.contains(part)),
            "row {row}: {part}: {said:#?}"
        );
    }
    assert_eq!(said.len(), 10, "and plain dates get no remark: {said:#?}");
    // The words of a time that say more than the time are kept beside the entry.
    let beside = |at: usize| {
        supplied.entries[at]
            .further
            .iter()
            .map(|f| f.value.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (beside(0), beside(1), beside(18)),
        (vec![], vec!["c. 1430"], vec!["14:30-15:00"])
    );
}

#[test]
fn a_date_that_cannot_be_read_says_why_and_a_time_costs_no_entry() {
    let supplied = sample("broken-dates.csv");
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    for (at, part) in [
        "row 2: '3-5/16' was not understood as a date",
        "row 3: the date '14 January' has no year",
        "row 4: the date '01/01/0100' is of the year 100, by which Chronolator marks a note of the form's author",
        "row 5: '14/01/2018 14:30 EST' is written in another time zone",
        "row 6: '43346' is a bare number",
        "row 7: 'Jan 18' can be a day or a year",
        "row 8: 'morning' was not understood as a time of day; the entry is kept",
        "row 9: '09/05/2018 - 03/05/2018' ends before it starts",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(said[at].contains(part), "{}", said[at]);
    }
    assert_eq!((supplied.record.rows, supplied.entries.len(), said.len()), (8, 1, 8));
    assert_eq!(supplied.entries[0].further[0].value, "morning");
}

#[test]
fn the_five_columns_of_chronolator_make_days_times_and_an_order() {
    let supplied = sample("good-chronolator.csv");
    let seen: Vec<(String, Option<i64>)> = supplied.entries.iter().map(|e| (told(e), e.sequence)).collect();
    let seen: Vec<(&str, Option<i64>)> = seen.iter().map(|(t, s)| (t.as_str(), *s)).collect();
    assert_eq!(
        seen,
        [
            ("2018-01-14 14:30 | 14/01/2018", Some(1)),
            ("2018-01-14 | 14/01/2018", Some(2)),
            ("2018-01-15..2018-01-17 10:00 | 15/01/2018 to 17/01/2018", Some(1)),
            ("2018-01-18 ? | ?18/01/2018", None),
            ("2018-02-01..2018-02-28 | ??/02/2018", None),
            ("2018-03-01..2018-12-31 ? | 01/03/2018 to ?", None),
            ("2018-01-01..2018-03-31 ? | ? to 31/03/2018", None),
            ("2018-04-01 ? | 01/04/2018 to not clear yet", None),
            ("2018-04-03 | 03/04/2018", None),
        ]
    );
    let beside = |at: usize| {
        supplied.entries[at]
            .further
            .iter()
            .map(|f| (f.name.as_str(), f.value.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(beside(1), [("Start Time", "?")]);
    assert_eq!(beside(2), [("End Time", "12:00")]);
    assert_eq!(beside(8), [("Sequence", "2b")], "what is no number is kept as written");
}

#[test]
fn notes_of_the_author_of_a_chronolator_form_are_problems_and_no_entries() {
    let supplied = sample("good-chronolator.csv");
    let lost: Vec<String> = supplied
        .problems
        .iter()
        .filter(|p| p.lost_row)
        .map(ToString::to_string)
        .collect();
    assert_eq!(lost.len(), 2, "{lost:#?}");
    assert!(
        lost[0].contains("row 10") && lost[0].contains("of the year 100"),
        "{}",
        lost[0]
    );
    assert!(
        lost[1].contains("row 11") && lost[1].contains("begins with #"),
        "{}",
        lost[1]
    );
    let raw = super::lost(&supplied);
    assert!(raw[0].contains("Written by the author of this form."), "{}", raw[0]);
}

#[test]
fn a_table_that_proves_it_is_read_month_first_and_says_so_once_and_at_each_date() {
    let supplied = sample("good-month-first.csv");
    let seen: Vec<String> = supplied.entries.iter().map(told).collect();
    assert_eq!(
        seen,
        [
            "2018-01-14 | 01/14/2018",
            "2018-05-06 14:30 | 05/06/2018",
            "2018-05-06 | 6 May 2018"
        ]
    );
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said[0].contains("all its dates were read month first"), "{}", said[0]);
    assert!(
        said[2].contains("read month first, as the table proves: 6 May 2018"),
        "{}",
        said[2]
    );
}

#[test]
fn a_table_with_dates_of_both_orders_is_read_day_first_and_the_others_are_problems() {
    let rows = format!(
        "{}A,01/14/2018,,,,,x\nB,14/01/2018,,,,,x\nC,05/06/2018,,,,,x\n",
        super::HEADER
    );
    let supplied = table("a.csv", rows.into_bytes());
    let seen: Vec<String> = supplied.entries.iter().map(told).collect();
    assert_eq!(seen, ["2018-01-14 | 14/01/2018", "2018-06-05 ? | 05/06/2018"]);
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    for part in [
        "some dates of this table can only be month first",
        "has no such month: dates are read day first",
    ] {
        assert!(said.iter().any(|s| s.contains(part)), "{part}: {said:#?}");
    }
}

#[test]
fn an_end_before_its_start_is_a_problem_and_an_end_with_an_unread_time_is_kept() {
    let rows = "Start Date,Start Time,End Date,Event\n14/01/2018,,13/01/2018,x\n14/01/2018,teatime,16.01/2018,y\n14/01/2018,,ongoing,z\n";
    let supplied = table("a.csv", rows.as_bytes().to_vec());
    let seen: Vec<String> = supplied.entries.iter().map(told).collect();
    assert_eq!(
        seen,
        [
            "2018-01-14..2018-01-16 | 14/01/2018 to 16.01/2018",
            "2018-01-14..2018-12-31 ? | 14/01/2018 to ongoing"
        ]
    );
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|s| s.contains("'14/01/2018 to 13/01/2018' ends before it starts")),
        "{said:#?}"
    );
    assert!(
        said.iter().any(|s| s.contains("'teatime' was not understood")),
        "{said:#?}"
    );
    assert!(said.iter().any(|s| s.contains("repaired: '16.01/2018'")), "{said:#?}");
}

#[test]
fn when_it_was_typed_is_read_like_the_other_dates_and_never_placed_by_guess() {
    let rows = "Ref,Date,Event,Date Recorded\nA,14/01/2018,x,16.01/2018\nB,14/01/2018,x,unknown\nC,14/01/2018,x,17/01/2018 09:00\n";
    let supplied = table("a.csv", rows.as_bytes().to_vec());
    let [mended, unknown, plain] = supplied.entries.as_slice() else {
        panic!("three entries")
    };
    assert_eq!(mended.recorded.as_ref().unwrap().earliest, day("2018-01-16"));
    assert_eq!(
        (unknown.recorded.as_ref(), unknown.further[0].value.as_str()),
        (None, "unknown")
    );
    assert_eq!(plain.recorded.as_ref().unwrap().time.unwrap().to_string(), "09:00:00");
    assert!(
        supplied
            .problems
            .iter()
            .any(|p| p.what.contains("the date of recording was repaired"))
    );
}

#[test]
fn an_open_date_before_the_review_does_not_stretch_the_picture_over_a_century() {
    let mut matter = crate::whole_cases::matter("rowan-street");
    let review = Habit {
        open: Some((matter.case.review_from, matter.case.review_to)),
        ..Habit::default()
    };
    let mut early = matter.entries[0].clone();
    early.when = read_when_as("before 14/01/2010", "", &review).unwrap();
    assert_eq!(early.when.earliest, day("1900-01-01"));
    matter.entries.insert(0, early);
    let svg = picture::svg(&matter);
    let years: Vec<i32> = svg
        .split("</text>")
        .filter_map(|t| t.rsplit(['>', ' ']).next()?.parse().ok())
        .filter(|y| (1900..2101).contains(y))
        .collect();
    assert!(years.contains(&2023) && years.iter().all(|y| *y >= 2009), "{years:?}");
}
