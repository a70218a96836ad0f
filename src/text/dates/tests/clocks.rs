//! Times of day in all their forms, and times in other zones.

use super::{DateProblem, day, read_when};

/// Date, time beside it; then day, time and what the remark says.
fn told(date: &str, time: &str) -> (String, Option<String>, Option<String>) {
    let when = read_when(date, time).unwrap_or_else(|p| panic!("{date} {time}: {p}"));
    assert_eq!(when.earliest, when.latest);
    assert_eq!(when.written, date);
    (when.earliest.to_string(), when.time.map(|t| t.to_string()), when.remark)
}

#[test]
fn a_time_is_read_alike_beside_the_date_and_behind_it() {
    for (written, expected) in [
        ("14:30", "14:30:00"),
        ("14.30", "14:30:00"),
        ("2.30pm", "14:30:00"),
        ("1430hrs", "14:30:00"),
        ("14:30:00.000", "14:30:00"),
        ("14h30", "14:30:00"),
        ("14:30pm", "14:30:00"),
        ("00:00", "00:00:00"),
        ("12.30 am", "00:30:00"),
    ] {
        let plain = ("2018-01-14".to_owned(), Some(expected.to_owned()), None);
        assert_eq!(told("14/01/2018", written), plain, "{written}");
        assert_eq!(told(&format!("14/01/2018 {written}"), ""), plain, "{written}");
    }
    assert_eq!(told("14/01/2018", "1430").1.as_deref(), Some("14:30:00"));
    assert_eq!(told("2018-01-14T14:30", "").1.as_deref(), Some("14:30:00"));
}

#[test]
fn an_approximate_time_and_the_first_of_two_say_so() {
    for (written, expected, said) in [
        ("c. 1430", "14:30:00", "approximate"),
        ("c1430", "14:30:00", "approximate"),
        ("approx 14:30", "14:30:00", "approximate"),
        ("about 2pm", "14:00:00", "approximate"),
        ("?14:30", "14:30:00", "approximate"),
        ("14:30?", "14:30:00", "approximate"),
        ("14:30-15:00", "14:30:00", "two times"),
        ("14:30 – 15:00", "14:30:00", "two times"),
        ("1430-1500", "14:30:00", "two times"),
        ("22:00 to 02:00", "22:00:00", "two times"),
        ("between 2pm and 3pm", "14:00:00", "two times"),
        ("2-3pm", "14:00:00", "two times"),
        ("2.30-3.15pm", "14:30:00", "two times"),
        ("10am-2pm", "10:00:00", "two times"),
    ] {
        let (_, time, remark) = told("14/01/2018", written);
        assert_eq!(time.as_deref(), Some(expected), "{written}");
        assert!(remark.unwrap().contains(said), "{written}");
    }
}

#[test]
fn no_time_is_made_up() {
    for written in [
        "am",
        "morning",
        "evening",
        "overnight",
        "11-1pm",
        "12-1pm",
        "24:00",
        "midnight",
        "14:30am",
        "9-5",
        "14:30 EST",
    ] {
        let problem = read_when("14/01/2018", written).unwrap_err();
        let when = problem.kept().unwrap_or_else(|| panic!("{written}"));
        assert_eq!((when.earliest, when.time), (day("2018-01-14"), None), "{written}");
    }
    let behind = read_when("14/01/2018 am", "").unwrap_err();
    assert!(matches!(&behind, DateProblem::Time { written, .. } if written == "am"));
    for unknown in ["?", "n/k", "unknown", "-", "??:??", "not recorded"] {
        assert_eq!(
            told("14/01/2018", unknown),
            ("2018-01-14".to_owned(), None, None),
            "{unknown}"
        );
    }
    assert_eq!(told("14/01/2018 14:30", "?").1.as_deref(), Some("14:30:00"));
}

#[test]
fn a_time_beside_the_date_is_taken_before_one_behind_it() {
    let (_, time, remark) = told("14/01/2018 14:30", "15:00");
    assert_eq!(time.as_deref(), Some("15:00:00"));
    assert!(remark.unwrap().contains("14:30 with the date and 15:00 beside it"));
    assert_eq!(told("14/01/2018 14:30", "14:30").2, None);
    assert_eq!(told("14/01/2018 14:30", "").1.as_deref(), Some("14:30:00"));
}

#[test]
fn a_time_in_a_zone_is_moved_to_local_time_and_says_so_when_the_clock_shows_another() {
    let moved = |date: &str, time: &str| told(date, time);
    let same = |date: &str| ("2018-06-14".to_owned(), Some(date.to_owned()), None);
    assert_eq!(moved("2018-06-14T14:30:00+01:00", ""), same("14:30:00"));
    assert_eq!(moved("14/06/2018 14:30 BST", ""), same("14:30:00"));
    assert_eq!(moved("14/06/2018 14:30 GMT+1", ""), same("14:30:00"));
    assert_eq!(moved("Thu, 14 Jun 2018 14:30:00 +0100", ""), same("14:30:00"));
    assert_eq!(
        moved("Thu Jun 14 2018 14:30:00 GMT+0100 (British Summer Time)", ""),
        same("14:30:00")
    );
    assert_eq!(moved("2018-06-14T14:30+01:00[Europe/London]", ""), same("14:30:00"));
    assert_eq!(moved("2018-01-14T13:30:00Z", "").1.as_deref(), Some("13:30:00"));
    assert_eq!(moved("2018-01-14T13:30:00Z", "").2, None, "in winter local time is UTC");
    for (date, time) in [
        ("2018-06-14T13:30:00Z", ""),
        ("2018-06-14T13:30:00.000+00:00", ""),
        ("2018-06-14 13:30:00+00", ""),
        ("14/06/2018 13:30 GMT", ""),
        ("14/06/2018", "13:30 UTC"),
        ("2018-06-14T08:30:00-05:00", ""),
    ] {
        let (day, at, remark) = moved(date, time);
        assert_eq!(
            (day.as_str(), at.as_deref()),
            ("2018-06-14", Some("14:30:00")),
            "{date} {time}"
        );
        let remark = remark.unwrap();
        assert!(
            remark.contains("local time in Great Britain: 14 June 2018 at 14:30"),
            "{remark}"
        );
        assert!(!remark.contains("which is"), "{remark}");
    }
}

#[test]
fn the_day_may_change_with_the_zone_and_then_it_says_so() {
    for (date, time) in [
        ("2018-06-14T23:30:00Z", ""),
        ("14/06/2018", "23:30 GMT"),
        ("2018-06-14T23:30:00Z", "23:30"),
        ("2018-06-14T23:30:00Z", "00:30"),
    ] {
        let (day, at, remark) = told(date, time);
        assert_eq!(
            (day.as_str(), at.as_deref()),
            ("2018-06-15", Some("00:30:00")),
            "{date} {time}"
        );
        assert!(
            remark
                .unwrap()
                .ends_with("15 June 2018 at 00:30, which is the next day")
        );
    }
    let (day, at, remark) = told("2018-01-14T00:30:00+01:00", "");
    assert_eq!((day.as_str(), at.as_deref()), ("2018-01-13", Some("23:30:00")));
    assert!(remark.unwrap().ends_with("which is the day before"));
    let (day, at, _) = told("2018-06-14T00:00:00Z", "");
    assert_eq!(
        (day.as_str(), at),
        ("2018-06-14", None),
        "midnight with seconds is how systems write a bare day"
    );
}

#[test]
fn times_at_the_change_of_the_clock_are_kept_as_written_with_a_remark() {
    for (date, time, said) in [
        ("25/03/2018", "01:30", "did not exist"),
        ("25/03/2018 01:30", "", "did not exist"),
        ("28/10/2018", "01:30", "came twice"),
        ("14/01/2018 14:30 BST", "", "does not apply"),
    ] {
        let (_, at, remark) = told(date, time);
        assert!(at.is_some_and(|t| t == "01:30:00" || t == "14:30:00"), "{date} {time}");
        assert!(remark.unwrap().contains(said), "{date} {time}");
    }
    assert_eq!(told("25/03/2018", "02:30").2, None);
    assert_eq!(told("28/10/2018", "02:30").2, None);
}

#[test]
fn two_moments_are_read_as_the_days_between_them() {
    let when = read_when("14/01/2018 14:30 - 15/01/2018 09:00", "").unwrap();
    assert_eq!((when.earliest, when.latest), (day("2018-01-14"), day("2018-01-15")));
    assert_eq!(when.time.unwrap().to_string(), "14:30:00");
    assert!(when.remark.unwrap().contains("it ended on 15 January 2018 at 09:00"));
    assert!(read_when("15/01/2018 09:00 - 14/01/2018 14:30", "").is_err());
}
