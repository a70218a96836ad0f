use chrono::NaiveDate;

use super::{DateProblem, find_dates, read_when};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn check(written: &str, earliest: &str, latest: &str) {
    let when = read_when(written, "").unwrap_or_else(|p| panic!("{written}: {p}"));
    assert_eq!(
        (when.earliest, when.latest),
        (day(earliest), day(latest)),
        "{written}"
    );
    assert_eq!(when.written, written);
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
        (
            "week commencing 8th January 2018",
            "2018-01-08",
            "2018-01-14",
        ),
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
    for written in [
        "14/01/2018",
        "??/08/1999",
        "Sunday 14 January 2018",
        "w/c 08/01/2018",
    ] {
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
        ("2018-01-14T23:30:00Z", DateProblem::Zone),
        ("2018-01-14T23:30:00+01:00", DateProblem::Zone),
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
        assert!(
            problem.to_string().contains("kept without a time"),
            "{problem}"
        );
        let when = problem.kept().unwrap();
        assert_eq!((when.earliest, when.time), (day("2018-01-14"), None));
    }
    assert_eq!(read_when("31/02/2018", "14:30").unwrap_err().kept(), None);
}

/// `words = earliest..latest` for each date found.
fn found(text: &str, note: Option<&str>) -> Vec<String> {
    find_dates(text, note.map(day))
        .into_iter()
        .map(|f| {
            assert_eq!(
                text.get(f.span.start..f.span.end),
                Some(f.when.written.as_str())
            );
            let doubt = if f.when.doubtful { "?" } else { "" };
            if f.when.earliest == f.when.latest {
                format!("{} = {doubt}{}", f.when.written, f.when.earliest)
            } else {
                format!(
                    "{} = {doubt}{}..{}",
                    f.when.written, f.when.earliest, f.when.latest
                )
            }
        })
        .collect()
}

#[test]
fn dates_are_found_in_prose() {
    for (text, expected) in [
        (
            "On 24 April 2022 he was reported missing.",
            "24 April 2022 = 2022-04-24",
        ),
        (
            "the evening of Friday 22 April 2022 at",
            "Friday 22 April 2022 = 2022-04-22",
        ),
        ("seen 12/03/2017.", "12/03/2017 = 2017-03-12"),
        ("(14.2.18)", "14.2.18 = 2018-02-14"),
        ("in March 2022 she", "March 2022 = 2022-03-01..2022-03-31"),
        (
            "Spoke on the 3rd of June 2014, again",
            "3rd of June 2014 = 2014-06-03",
        ),
        ("£20 – 4 May 2022", "4 May 2022 = 2022-05-04"),
        (
            "w/c 08/01/2018 no visit",
            "w/c 08/01/2018 = 2018-01-08..2018-01-14",
        ),
        (
            "over 10-11 July 2015 were",
            "10-11 July 2015 = 2015-07-10..2015-07-11",
        ),
        (
            "between 3 and 9 May 2021 he",
            "between 3 and 9 May 2021 = 2021-05-03..2021-05-09",
        ),
        (
            "night of 3/4 May 2021",
            "3/4 May 2021 = 2021-05-03..2021-05-04",
        ),
        ("diagnosed in 2003.", "2003 = 2003-01-01..2003-12-31"),
        (
            "ended in early 2016.",
            "early 2016 = 2016-01-01..2016-04-30",
        ),
        ("since spring 2016.", "spring 2016 = 2016-03-01..2016-05-31"),
        ("?14/01/2018 seen", "14/01/2018 = ?2018-01-14"),
        ("on or around 14 Jan 2018", "14 Jan 2018 = ?2018-01-14"),
        ("café 14/01/18", "14/01/18 = 2018-01-14"),
        ("FINDINGS 14 JAN 18: NONE", "14 JAN 18 = 2018-01-14"),
        ("On 22 April 2022 10 officers", "22 April 2022 = 2022-04-22"),
    ] {
        assert_eq!(found(text, None), [expected], "{text}");
    }
}

#[test]
fn a_date_without_a_year_looks_back_from_the_note_or_on_from_the_date_before() {
    let note = Some("2018-01-10");
    assert_eq!(found("Rang on 22 April.", note), ["22 April = 2017-04-22"]);
    assert_eq!(found("Seen 10 January", note), ["10 January = 2018-01-10"]);
    assert_eq!(found("next seen 12/01", note), ["12/01 = 2018-01-12"]);
    assert_eq!(found("seen 12/01", note), ["12/01 = 2017-01-12"]);
    assert_eq!(found("closed 30/11.", note), ["30/11 = 2017-11-30"]);
    assert_eq!(
        found("in March he", note),
        ["March = 2017-03-01..2017-03-31"]
    );
    assert_eq!(
        found("Tuesday 3rd June", Some("2015-01-01")),
        ["Tuesday 3rd June = 2014-06-03"]
    );
    assert_eq!(
        found("On 24 April 2022 x. On 22 April y. On 4 May z.", None),
        [
            "24 April 2022 = 2022-04-24",
            "22 April = 2022-04-22",
            "4 May = 2022-05-04"
        ]
    );
    assert_eq!(
        found("On 28 December 2021 x. On 3 January y.", None),
        ["28 December 2021 = 2021-12-28", "3 January = ?2022-01-03"]
    );
    assert_eq!(
        found("On 4 May 2022 x, ill since 2003. On 6 May y.", None)[2],
        "6 May = 2022-05-06"
    );
    assert_eq!(found("On 22 April he", None), Vec::<String>::new());
}

#[test]
fn false_friends_are_no_dates() {
    for text in [
        "R/v 2/52.",
        "8/7 cough",
        "off work 6/52",
        "in 3/12",
        "TCI 3/12.",
        "1-2-1 session",
        "rang 101",
        "9/10 pain",
        "won 2-1",
        "won 10-1",
        "024 7123 4567",
        "07700 900123",
        "02476-12-3456",
        "BP 120/80",
        "x2/7",
        "24/7 support",
        "PHQ 15/27",
        "log 17/118",
        "MB/2017/4410",
        "PPN 17/3382",
        "version 1.2.3",
        "section 9.10.3",
        "31/02/2018",
        "he may 14 times",
        "on 3 May be",
        "1430 hrs",
        "from 2000 to 2130 hours",
        "at 19.35 hours",
        "aged 19",
        "38+1 weeks",
        "BMI 17.3",
        "£12.10.20",
        "s.47",
        "16.25/6",
        "20-18-14",
        "3 officers and 4 dogs",
        "1/2 tablet",
        "GCS 15/15",
        "half past 2000",
        "Flat 3, 14 March Road",
        "2015 hrs",
        "they march 14 men",
        "easy review of May",
        "May was seen",
        "N/A",
        "10-11pm",
    ] {
        assert_eq!(
            found(text, Some("2018-01-10")).len(),
            usize::from(text.contains("14 March")),
            "{text}"
        );
    }
}

#[test]
fn text_taken_out_of_a_pdf_keeps_its_dates() {
    for (text, expected) in [
        (
            "on the 26 th June 2023 after",
            "26 th June 2023 = 2023-06-26",
        ),
        ("team on 21stJune 2021, the", "21stJune 2021 = 2021-06-21"),
        ("on the 1 July 2021suggested", "1 July 2021 = 2021-07-01"),
        ("from 03 march 2023.", "03 march 2023 = 2023-03-03"),
        ("on\n22 April\n2022 he", "22 April\n2022 = 2022-04-22"),
        (
            "in February/March 2022, due",
            "February/March 2022 = 2022-02-01..2022-03-31",
        ),
        (
            "in May / June 2018.",
            "May / June 2018 = 2018-05-01..2018-06-30",
        ),
        (
            "in February and March 2022",
            "February and March 2022 = 2022-02-01..2022-03-31",
        ),
    ] {
        assert_eq!(found(text, None), [expected], "{text}");
    }
}

#[test]
fn a_date_before_the_first_year_of_a_text_is_doubtful() {
    assert_eq!(
        found("At noon on 4 March x. On 6 March 2021 y.", None),
        ["4 March = ?2021-03-04", "6 March 2021 = 2021-03-06"]
    );
    assert_eq!(
        found("On 28 December x. On 3 January 2021 y.", None)[0],
        "28 December = ?2020-12-28"
    );
}

#[test]
fn a_time_of_day_after_a_date_is_not_its_year() {
    assert_eq!(
        found("On 3 May 2019 x. On 22 April 2015 hrs he", None)[1],
        "22 April = 2019-04-22"
    );
    assert_eq!(
        found("On 3 May 2019 x. On 22 April 10.30am he", None)[1],
        "22 April = 2019-04-22"
    );
}

#[test]
fn a_date_of_birth_is_marked_and_lends_its_year_to_nobody() {
    let found = find_dates(
        "On 4 May 2022 X, born on 25 July 1988, fell. On 6 May he",
        None,
    );
    assert_eq!(
        found
            .iter()
            .map(|f| (f.of_birth, f.when.earliest))
            .collect::<Vec<_>>(),
        [
            (false, day("2022-05-04")),
            (true, day("1988-07-25")),
            (false, day("2022-05-06"))
        ]
    );
}

mod arbitrary {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_brings_the_reader_down(text in "[0-9/.\\-? a-zA-Z\u{e9}\n'–]{0,60}", time in "\\PC{0,12}") {
            let _ = super::read_when(&text, &time);
            for found in super::find_dates(&text, None) {
                prop_assert_eq!(text.get(found.span.start..found.span.end), Some(found.when.written.as_str()));
                prop_assert!(found.when.earliest <= found.when.latest);
            }
        }
    }
}
