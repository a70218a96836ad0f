//! Dates in columns.

mod clocks;
mod in_prose;
mod periods;
mod repairs;

use chrono::NaiveDate;

use super::{DateProblem, Epoch, Habit, find_dates, is_unknown_day, read_when, read_when_as};
use crate::model::when::When;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn check(written: &str, earliest: &str, latest: &str) {
    let when = read_when(written, "").unwrap_or_else(|p| panic!("{written}: {p}"));
    assert_eq!((when.earliest, when.latest), (day(earliest), day(latest)), "{written}");
    assert_eq!(when.written, written);
}

/// A table whose review runs over 2017 and 2018.
fn reviewed() -> Habit {
    Habit {
        open: Some((day("2017-01-01"), day("2018-12-31"))),
        ..Habit::default()
    }
}

/// A cell of a workbook.
fn workbook(epoch: Epoch) -> Habit {
    Habit {
        serials: Some(epoch),
        ..Habit::default()
    }
}

fn read_as(written: &str, habit: &Habit) -> When {
    let when = read_when_as(written, "", habit).unwrap_or_else(|p| panic!("{written}: {p}"));
    assert_eq!(when.written, written);
    when
}

#[test]
fn a_day_is_read_in_every_form_that_agencies_use() {
    for written in [
        "14/01/2018",
        "14.1.18",
        "14-01-2018",
        "14 Jan 2018",
        "14th January 2018",
        "Sunday 14 January 2018",
        "2018-01-14",
        "2018-01-14T00:00:00",
        "2018-01-14 14:30:00.000",
        "14/01/18",
        "14-Jan-18",
        "14JAN2018",
        "Sun 14/01/2018",
        "Sun, 14 Jan 2018",
        "January 14th, 2018",
        "January 14, 2018",
        " 14/01/2018 ",
        "14 Jan '18",
        "14th of January, 2018",
        "14/01/2018 14:30",
        "1 4/01/2018".replace("1 4", "14").as_str(),
    ] {
        check(written, "2018-01-14", "2018-01-14");
    }
}

#[test]
fn an_imprecise_date_is_read_as_all_the_days_it_leaves_open() {
    for (written, earliest, latest) in [
        ("Jan 2018", "2018-01-01", "2018-01-31"),
        ("January 2018", "2018-01-01", "2018-01-31"),
        ("01/2018", "2018-01-01", "2018-01-31"),
        ("2018-01", "2018-01-01", "2018-01-31"),
        ("Jan '18", "2018-01-01", "2018-01-31"),
        ("Feb 2020", "2020-02-01", "2020-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("w/c 08/01/2018", "2018-01-08", "2018-01-14"),
        ("W/C 8 Jan 2018", "2018-01-08", "2018-01-14"),
        ("week commencing 8th January 2018", "2018-01-08", "2018-01-14"),
        ("w/e 14/01/2018", "2018-01-08", "2018-01-14"),
        ("??/08/1999", "1999-08-01", "1999-08-31"),
        ("xx/08/1999", "1999-08-01", "1999-08-31"),
        ("??/??/1999", "1999-01-01", "1999-12-31"),
        ("early 2016", "2016-01-01", "2016-04-30"),
        ("mid 2016", "2016-05-01", "2016-08-31"),
        ("mid-2016", "2016-05-01", "2016-08-31"),
        ("late 2016", "2016-09-01", "2016-12-31"),
        ("early Jan 2018", "2018-01-01", "2018-01-10"),
        ("mid-Feb 2018", "2018-02-11", "2018-02-20"),
        ("end of Feb 2018", "2018-02-21", "2018-02-28"),
        ("Spring 2023", "2023-03-01", "2023-05-31"),
        ("summer of 2023", "2023-06-01", "2023-08-31"),
        ("autumn 2023", "2023-09-01", "2023-11-30"),
        ("Winter 2022/23", "2022-12-01", "2023-02-28"),
        ("winter 2023", "2023-01-01", "2024-02-29"),
        ("between 3 and 9 May 2021", "2021-05-03", "2021-05-09"),
        ("from 3rd May to 9th May 2021", "2021-05-03", "2021-05-09"),
        ("3-5 May 2021", "2021-05-03", "2021-05-05"),
        ("3 - 5 May 2021", "2021-05-03", "2021-05-05"),
        ("03/05/2021 - 09/05/2021", "2021-05-03", "2021-05-09"),
        ("03-05-2021 – 09-05-2021", "2021-05-03", "2021-05-09"),
        ("3/4 May 2021", "2021-05-03", "2021-05-04"),
        ("3 and 4 May 2021", "2021-05-03", "2021-05-04"),
        ("28 Dec to 3 Jan 2022", "2021-12-28", "2022-01-03"),
        ("Jan - Mar 2018", "2018-01-01", "2018-03-31"),
        ("2015-2016", "2015-01-01", "2016-12-31"),
    ] {
        check(written, earliest, latest);
    }
}

#[test]
fn a_weekday_that_was_another_is_told_and_one_that_agrees_is_not() {
    for (written, said) in [
        (
            "Mon 14/01/2018",
            Some("14 January 2018 was a Sunday, and the record says Monday"),
        ),
        (
            "Tuesday 14th January 2018",
            Some("14 January 2018 was a Sunday, and the record says Tuesday"),
        ),
        (
            "Sun 14/01/2018 - Wed 16/01/2018",
            Some("16 January 2018 was a Tuesday, and the record says Wednesday"),
        ),
        (
            "w/c Sat 08/01/2018",
            Some("8 January 2018 was a Monday, and the record says Saturday"),
        ),
        ("Sun 14/01/2018", None),
        ("Sunday 14 January 2018", None),
    ] {
        let when = read_when(written, "").unwrap_or_else(|p| panic!("{written}: {p}"));
        assert_eq!(when.doubtful, said.is_some(), "{written}");
        let wanted = said.map(|s| format!("read by its figures: {s}"));
        assert_eq!(when.remark, wanted, "{written}");
    }
    let found = find_dates("Seen on Mon 14/01/2018 and Sun 21/01/2018.", None);
    assert!(found[0].when.remark.as_ref().unwrap().contains("says Monday"));
    assert_eq!(found[1].when.remark, None);
}

#[test]
fn a_date_marked_as_doubtful_stays_doubtful() {
    for written in [
        "?14/01/2018",
        "14/01/2018?",
        "c. 14/01/2018",
        "c.14/01/2018",
        "approx 14/01/2018",
        "approx. 14/01/2018",
        "circa 14 Jan 2018",
        "~14/01/2018",
        "about 14/01/2018",
        "14/01/2018 (approx)",
        "Monday 14 January 2018",
    ] {
        check(written, "2018-01-14", "2018-01-14");
        assert!(read_when(written, "").unwrap().doubtful, "{written}");
    }
    for written in ["14/01/2018", "??/08/1999", "Sunday 14 January 2018", "w/c 08/01/2018"] {
        assert!(!read_when(written, "").unwrap().doubtful, "{written}");
    }
}

#[test]
fn two_digit_years_up_to_69_are_of_this_century() {
    check("14/01/69", "2069-01-14", "2069-01-14");
    check("14/01/70", "1970-01-14", "1970-01-14");
    check("14/01/00", "2000-01-14", "2000-01-14");
}

#[test]
fn what_is_no_date_is_a_problem_and_never_a_guess() {
    type Make = fn(String) -> DateProblem;
    let cases: [(&str, Make); 25] = [
        ("31/02/2018", DateProblem::NoSuchDay),
        ("29/02/2019", DateProblem::NoSuchDay),
        ("14/13/2018", DateProblem::NoSuchDay),
        ("00/01/2018", DateProblem::NoSuchDay),
        ("01/14/2018", DateProblem::MonthFirst),
        ("14 January", DateProblem::NoYear),
        ("14/01", DateProblem::NoYear),
        ("January", DateProblem::NoYear),
        ("43114", DateProblem::SerialNumber),
        ("43114.604", DateProblem::SerialNumber),
        ("Jan 18", DateProblem::TwoReadings),
        ("Jan-18", DateProblem::TwoReadings),
        ("before 14/01/2018", DateProblem::OpenEnded),
        ("after Jan 2018", DateProblem::OpenEnded),
        ("since 2016", DateProblem::OpenEnded),
        ("14/01/2018 onwards", DateProblem::OpenEnded),
        ("09/05/2021 - 03/05/2021", DateProblem::Reversed),
        ("3 and 9 May 2021", DateProblem::TwoDates),
        ("14/01/1066", DateProblem::YearOutOfRange),
        ("2018-01-14T23:30:00 EST", DateProblem::Zone),
        ("14/01/2018 14:30 CET", DateProblem::Zone),
        ("n/k", DateProblem::Unreadable),
        ("14/01/20018", DateProblem::Unreadable),
        ("14/01/2018 and so on", DateProblem::Unreadable),
        ("yesterday", DateProblem::Unreadable),
    ];
    for (written, problem) in cases {
        assert_eq!(
            read_when(written, "").unwrap_err(),
            problem(written.to_owned()),
            "{written}"
        );
    }
    assert_eq!(read_when("  ", "").unwrap_err(), DateProblem::Blank);
    assert!(read_when(&"9".repeat(5_000), "").is_err());
}

#[test]
fn a_problem_says_what_happened_and_what_to_do() {
    let problem = read_when("31/02/2018", "").unwrap_err().to_string();
    assert_eq!(
        problem,
        "'31/02/2018' is no day of the calendar; check it against the original record, then correct the copy and import \
         it again"
    );
}

#[test]
fn times_are_read_as_written() {
    for (written, expected) in [
        ("14:30", "14:30:00"),
        ("1430", "14:30:00"),
        ("14.30", "14:30:00"),
        ("2.30pm", "14:30:00"),
        ("2:30 PM", "14:30:00"),
        ("2pm", "14:00:00"),
        ("12am", "00:00:00"),
        ("12.15 p.m.", "12:15:00"),
        ("0400", "04:00:00"),
        ("400", "04:00:00"),
        ("04:00:00", "04:00:00"),
        ("1430hrs", "14:30:00"),
        ("14:30 hrs", "14:30:00"),
        ("noon", "12:00:00"),
    ] {
        let when = read_when("14/01/2018", written).unwrap_or_else(|p| panic!("{p}"));
        assert_eq!(when.time.unwrap().to_string(), expected, "{written}");
    }
    let inside = read_when("2018-01-14T14:30:00", "").unwrap();
    assert_eq!(inside.time.unwrap().to_string(), "14:30:00");
    assert_eq!(read_when("2018-01-14 00:00:00", "").unwrap().time, None);
}

#[test]
fn a_time_that_is_no_time_costs_the_time_and_not_the_entry() {
    for written in [
        "25:00",
        "am",
        "1470",
        "afternoon",
        "14",
        "13pm",
        "0.604",
        "14:3",
        "99999999999",
    ] {
        let problem = read_when("14/01/2018", written).unwrap_err();
        assert!(problem.to_string().contains("kept without a time"), "{problem}");
        let when = problem.kept().unwrap();
        assert_eq!((when.earliest, when.time), (day("2018-01-14"), None));
    }
    assert_eq!(read_when("31/02/2018", "14:30").unwrap_err().kept(), None);
}

mod arbitrary {
    use proptest::prelude::*;

    use super::{Epoch, Habit};

    /// Signs and words of which dates are made, so that many texts come near to one.
    const NEARLY: &str = "([0-9]{1,4}|[/. ,'+~?:-]|\\.\\.|before |after |c\\. |Jan|May|Q3 |w/c |w/e |T|Z| BST| GMT|am|pm|–|O|l|th|XX|\u{200e}|\u{ff11}|\u{a0}| to |unknown|onwards){0,12}";

    fn habits() -> [Habit; 3] {
        let open = Some((super::day("2017-01-01"), super::day("2018-12-31")));
        let known = Habit {
            month_first: false,
            open,
            serials: Some(Epoch::Y1900),
        };
        let american = Habit {
            month_first: true,
            open,
            serials: Some(Epoch::Y1904),
        };
        [Habit::default(), known, american]
    }

    fn holds(text: &str, time: &str) -> Result<(), TestCaseError> {
        for habit in habits() {
            let read = super::read_when_as(text, time, &habit);
            let when = read.or_else(|p| p.kept().ok_or(()));
            if let Ok(when) = when {
                prop_assert!(when.earliest <= when.latest, "{text}");
                prop_assert_eq!(&when.written, text);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn no_text_brings_the_reader_down(text in "[0-9/.\\-? a-zA-Z\u{e9}\n'–]{0,60}", time in "\\PC{0,12}") {
            holds(&text, &time)?;
            for found in super::find_dates(&text, None) {
                prop_assert_eq!(text.get(found.span.start..found.span.end), Some(found.when.written.as_str()));
                prop_assert!(found.when.earliest <= found.when.latest);
            }
        }

        #[test]
        fn what_is_nearly_a_date_is_read_in_order_or_refused(text in NEARLY, time in "[0-9:.apmhZ+ -]{0,12}") {
            holds(&text, &time)?;
        }

        #[test]
        fn every_day_is_read_the_same_in_every_plain_form(from_ce in 693_962..766_644_i32) {
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(from_ce).unwrap();
            for form in ["%d/%m/%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%d %B %Y", "%a %-d %b %Y", "%d_%m/%Y"] {
                let when = super::read_when(&day.format(form).to_string(), "").unwrap();
                prop_assert_eq!((when.earliest, when.latest, when.doubtful), (day, day, false), "{}", form);
            }
        }
    }

    #[test]
    fn long_and_hostile_cells_are_refused_quickly() {
        for part in ["?", "1/", "c. ", "before ", "14/01/2018 - ", "9", "(", "–", "O", "12:"] {
            let text = part.repeat(100_000);
            assert!(super::read_when(&text, &text).is_err());
            let cut: String = text.chars().take(60).collect();
            for habit in habits() {
                let _ = super::read_when_as(&cut, &cut, &habit);
            }
        }
    }
}
