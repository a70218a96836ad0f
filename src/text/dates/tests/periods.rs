//! Dates that leave many days open: open ends, the unknown, halves of years; and what a table adds to a cell.

use super::{
    DateProblem, Epoch, Habit, check, day, is_unknown_day, read_as, read_when, read_when_as, reviewed, workbook,
};

#[test]
fn an_open_date_reaches_to_the_edge_of_the_review_and_is_doubtful() {
    for (written, earliest, latest) in [
        ("before 14/01/2018", "2017-01-01", "2018-01-13"),
        ("Prior to 14 Jan 2018", "2017-01-01", "2018-01-13"),
        ("pre-2018", "2017-01-01", "2017-12-31"),
        ("after 14/01/2018", "2018-01-15", "2018-12-31"),
        ("post Jan 2018", "2018-02-01", "2018-12-31"),
        ("since 14/01/2018", "2018-01-14", "2018-12-31"),
        ("from 14/01/2018", "2018-01-14", "2018-12-31"),
        ("not before 14/01/2018", "2018-01-14", "2018-12-31"),
        ("no earlier than 14/01/2018", "2018-01-14", "2018-12-31"),
        ("on or after 14/01/2018", "2018-01-14", "2018-12-31"),
        ("14/01/2018 onwards", "2018-01-14", "2018-12-31"),
        ("14/01/2018 - present", "2018-01-14", "2018-12-31"),
        ("14/01/2018 to date", "2018-01-14", "2018-12-31"),
        ("14/01/2018+", "2018-01-14", "2018-12-31"),
        ("Jan 2018 ongoing", "2018-01-01", "2018-12-31"),
        ("until 14/01/2018", "2017-01-01", "2018-01-14"),
        ("up to 14/01/2018", "2017-01-01", "2018-01-14"),
        ("by 14/01/2018", "2017-01-01", "2018-01-14"),
        ("by Jan 2018", "2017-01-01", "2018-01-31"),
        ("14/01/2018 or before", "2017-01-01", "2018-01-14"),
        ("../2018-01-14", "2017-01-01", "2018-01-14"),
        ("2018-01-14/..", "2018-01-14", "2018-12-31"),
        ("2018-01/..", "2018-01-01", "2018-12-31"),
        ("before 14/01/2018 14:30", "2017-01-01", "2018-01-14"),
        ("before 14.01/2018", "2017-01-01", "2018-01-13"),
        ("before 14/01/2010", "1900-01-01", "2010-01-13"),
        ("after 30/12/2018", "2018-12-31", "2018-12-31"),
        ("after 14/01/2020", "2020-01-15", "2100-12-31"),
        ("before 14/01/2020", "2017-01-01", "2020-01-13"),
        ("since 2010", "2010-01-01", "2018-12-31"),
    ] {
        let when = read_as(written, &reviewed());
        assert_eq!((when.earliest, when.latest), (day(earliest), day(latest)), "{written}");
        assert!(when.doubtful && !when.is_known_day(), "{written}");
        assert!(when.remark.unwrap().contains("the period under review"), "{written}");
    }
    for written in [
        "before 14/01/2018",
        "14/01/2018 onwards",
        "14/01/2018 -",
        "../2018-01-14",
        "not before 14/01/2018",
    ] {
        assert_eq!(
            read_when(written, "").unwrap_err(),
            DateProblem::OpenEnded(written.to_owned()),
            "without a review there is no edge"
        );
    }
    // A dash behind a date may be a slip as well.
    assert!(read_when_as("14/01/2018 -", "", &reviewed()).is_err());
    assert_eq!(
        read_when_as("before 31/02/2018", "", &reviewed()).unwrap_err(),
        DateProblem::NoSuchDay("before 31/02/2018".to_owned())
    );
}

#[test]
fn a_date_that_is_not_known_can_be_any_day_of_the_review() {
    for written in [
        "unknown",
        "Not known",
        "n/k",
        "N/K",
        "nk",
        "undated",
        "no date",
        "date unknown",
        "??",
        "?",
        "??/??/????",
        "?/?/?",
        "tbc",
        "xx/xx/xxxx",
    ] {
        let when = read_as(written, &reviewed());
        assert_eq!(
            (when.earliest, when.latest),
            (day("2017-01-01"), day("2018-12-31")),
            "{written}"
        );
        assert!(when.doubtful);
        assert_eq!(
            when.remark.unwrap(),
            format!(
                "given as not known ('{written}') and stands for the whole period under review, 1 January 2017 to 31 \
                 December 2018"
            )
        );
        assert!(is_unknown_day(written) && read_when(written, "").is_err(), "{written}");
    }
    for written in ["", "  ", "-", "/", "14/01/2018", "..", "knowns", "x"] {
        assert!(!is_unknown_day(written), "{written}");
    }
    assert_eq!(read_when_as(" ", "", &reviewed()).unwrap_err(), DateProblem::Blank);
}

#[test]
fn parts_of_years_are_read_as_all_their_days() {
    for (written, earliest, latest) in [
        ("?/8/99", "1999-08-01", "1999-08-31"),
        ("08/1999", "1999-08-01", "1999-08-31"),
        ("2018/01", "2018-01-01", "2018-01-31"),
        ("2018-01-XX", "2018-01-01", "2018-01-31"),
        ("2018-XX-XX", "2018-01-01", "2018-12-31"),
        ("late 1999", "1999-09-01", "1999-12-31"),
        ("mid-March 2016", "2016-03-11", "2016-03-20"),
        ("end 2016", "2016-09-01", "2016-12-31"),
        ("Summer 2015", "2015-06-01", "2015-08-31"),
        ("winter 2015/16", "2015-12-01", "2016-02-29"),
        ("May/June 2016", "2016-05-01", "2016-06-30"),
        ("week of 8 Jan 2018", "2018-01-08", "2018-01-14"),
        ("week of 10 Jan 2018", "2018-01-08", "2018-01-16"),
        ("wk ending 14/01/18", "2018-01-08", "2018-01-14"),
        ("3/5/21 to 9/5/21", "2021-05-03", "2021-05-09"),
        ("03/05/21 - 09/05/21", "2021-05-03", "2021-05-09"),
        ("2018-01-14/2018-01-20", "2018-01-14", "2018-01-20"),
        ("2018-01/2018-03", "2018-01-01", "2018-03-31"),
        ("2015/2016", "2015-01-01", "2016-12-31"),
        ("Q3 2016/17", "2016-10-01", "2016-12-31"),
        ("FY 2015/16", "2015-04-01", "2016-03-31"),
        ("Boxing Day 2015", "2015-12-26", "2015-12-26"),
        ("New Year’s Eve 2015", "2015-12-31", "2015-12-31"),
        ("Christmas Day 2015", "2015-12-25", "2015-12-25"),
    ] {
        check(written, earliest, latest);
    }
}

#[test]
fn where_both_readings_are_left_open_the_date_is_doubtful_and_says_so() {
    for (written, earliest, latest, said) in [
        ("2015/16", "2015-01-01", "2016-12-31", "financial year"),
        ("2015-16", "2015-01-01", "2016-12-31", "financial year"),
        ("2011/12", "2011-01-01", "2012-12-31", "financial year"),
        ("Q3 2016", "2016-07-01", "2016-12-31", "quarter"),
        ("2016 Q4", "2016-10-01", "2017-03-31", "quarter"),
        ("Christmas 2015", "2015-12-01", "2016-01-06", "Christmas without a day"),
    ] {
        check(written, earliest, latest);
        let when = read_when(written, "").unwrap();
        assert!(when.doubtful && when.remark.unwrap().contains(said), "{written}");
    }
    for written in [
        "1984~",
        "2018-01?",
        "2018-01-14?",
        "?1999",
        "est. 14/01/2018",
        "14/01/2018 (est)",
    ] {
        assert!(read_when(written, "").unwrap().doubtful, "{written}");
    }
    for written in [
        "spring",
        "Christmas",
        "Q5 2016",
        "Q3",
        "between 3 and 9 May",
        "2015/17",
        "2018/13",
        "2018-01-20/2018-01-14",
    ] {
        assert!(read_when(written, "").is_err(), "{written}");
    }
}

#[test]
fn a_table_that_proves_it_is_read_month_first_and_each_date_says_so() {
    let american = Habit {
        month_first: true,
        ..reviewed()
    };
    for (written, earliest, latest) in [
        ("01/14/2018", "2018-01-14", "2018-01-14"),
        ("05/06/2018", "2018-05-06", "2018-05-06"),
        ("5-6-18", "2018-05-06", "2018-05-06"),
        ("05/06/2018 14:30", "2018-05-06", "2018-05-06"),
        ("05/06/2018 - 05/09/2018", "2018-05-06", "2018-05-09"),
        ("w/c 05/06/2018", "2018-05-06", "2018-05-12"),
        ("before 05/06/2018", "2017-01-01", "2018-05-05"),
    ] {
        let when = read_as(written, &american);
        assert_eq!((when.earliest, when.latest), (day(earliest), day(latest)), "{written}");
        assert!(
            when.remark.unwrap().contains("read month first, as the table proves: "),
            "{written}"
        );
    }
    for written in ["2018-05-06", "6 May 2018", "May 6, 2018", "05/2018"] {
        assert_eq!(read_as(written, &american).remark, None, "{written} has one order only");
    }
    assert_eq!(
        read_when_as("14/01/2018", "", &american).unwrap_err(),
        DateProblem::DayFirst("14/01/2018".to_owned())
    );
}

#[test]
fn a_number_of_days_is_read_only_where_the_file_says_that_it_is_a_number() {
    for (written, epoch, expected, time) in [
        ("43346", Epoch::Y1900, "2018-09-03", None),
        ("43346.5", Epoch::Y1900, "2018-09-03", Some("12:00:00")),
        ("43346.604166667", Epoch::Y1900, "2018-09-03", Some("14:30:00")),
        ("43346.999999999", Epoch::Y1900, "2018-09-04", None),
        ("43346.0", Epoch::Y1900, "2018-09-03", None),
        ("41884", Epoch::Y1904, "2018-09-03", None),
    ] {
        let when = read_as(written, &workbook(epoch));
        assert_eq!(
            (when.earliest, when.latest),
            (day(expected), day(expected)),
            "{written}"
        );
        assert_eq!(when.time.map(|t| t.to_string()).as_deref(), time, "{written}");
        assert!(
            when.remark
                .unwrap()
                .starts_with(&format!("the day number {written} of a spreadsheet"))
        );
        assert_eq!(
            read_when(written, "").unwrap_err(),
            DateProblem::SerialNumber(written.to_owned())
        );
    }
    // 60 is the 29 February 1900 that never was; few digits are more likely something else.
    for written in ["60", "1", "999", "99999", "434567"] {
        assert!(read_when_as(written, "", &workbook(Epoch::Y1900)).is_err(), "{written}");
    }
    assert_eq!(read_as("2018", &workbook(Epoch::Y1900)).latest, day("2018-12-31"));
}

#[test]
fn the_year_100_marks_a_note_of_the_author() {
    for written in [
        "01/01/0100",
        "0100-01-01",
        "1/2/100",
        "3 Jan 0100",
        "01/01/0100 00:00:00",
    ] {
        let problem = read_when_as(written, "", &reviewed()).unwrap_err();
        assert_eq!(problem, DateProblem::AuthorNote(written.to_owned()));
    }
}

#[test]
fn words_beside_a_date_that_cannot_change_the_day_do_not_cost_the_entry() {
    for written in [
        "14/01/2018 (letter)",
        "14/01/2018(letter)",
        "14/01/2018 - Home visit",
        "14 Jan 2018 Police log",
        "14/01/2018\n\nPolice log",
        "14/01/2018 14:30 in the office",
    ] {
        let when = read_as(written, &Habit::default());
        assert_eq!(
            (when.earliest, when.latest),
            (day("2018-01-14"), day("2018-01-14")),
            "{written}"
        );
        assert!(
            when.remark.unwrap().starts_with("written with other words, '"),
            "{written}"
        );
    }
    for written in [
        "14/01/2018 and so on",
        "14/01/2018 or the week after",
        "14/01/2018 (not certain?)",
        "14/01/2018 (aged 27)",
        "14/01/2018 to March",
        "14/01/2018 the Monday",
        "Jan 2018 letter",
        "14/01/2018letter",
        "14/01 letter",
    ] {
        assert!(read_when(written, "").is_err(), "{written}");
    }
}

#[test]
fn two_days_in_one_cell_are_two_and_the_second_is_never_dropped() {
    for written in [
        "14/01/2018, 16/01/2018",
        "14/01/2018; 15/01/2018",
        "14/01/2018\n15/01/2018",
        "14/01/2018\n\n15/01/2018",
        "14/01/2018 and 16/01/2018",
        "14/01/2018 & 16/01/2018 & 18/01/2018",
    ] {
        assert_eq!(
            read_when(written, "").unwrap_err(),
            DateProblem::TwoDates(written.to_owned())
        );
    }
}
