//! Dates that were mistyped, and those that could be two.

use super::{Habit, day, read_as, read_when, read_when_as};

#[test]
fn a_mistyped_date_with_one_reading_is_read_and_says_how() {
    for written in [
        "22.05/16",
        "22/05.2016",
        "22/ 05/2016",
        "22 /05/2016",
        "22//05/2016",
        "22-05/16",
        "22/05-2016",
        "22/05/20l6",
        "22/O5/2016",
        "22/05/2O16",
        "22nd/05/16",
        "22nd.05.2016",
        "22 05 2016",
        "22/05/2016;",
        ".22/05/2016",
        "(22/05/2016)",
        "'22/05/2016",
        "22–05–2016",
        "22\\05\\2016",
        "22_05_2016",
        "22/05/'16",
        "２２/０５/２０１６",
        "22 / May / 2016",
        "Sun 22.05/16",
        "22052016",
        "20160522",
        "2016/05-22",
    ] {
        let when = read_as(written, &Habit::default());
        assert_eq!(
            (when.earliest, when.latest),
            (day("2016-05-22"), day("2016-05-22")),
            "{written}"
        );
        assert_eq!(
            when.remark.as_deref(),
            Some(format!("repaired: '{written}' was read as 22 May 2016").as_str())
        );
        assert!(!when.doubtful, "{written}");
    }
}

#[test]
fn a_month_with_one_slip_is_read_and_says_how() {
    for (written, expected) in [
        ("14 Janaury 2018", "2018-01-14"),
        ("14 Febuary 2018", "2018-02-14"),
        ("14th Feburary 2018", "2018-02-14"),
        ("14 Septmber 2018", "2018-09-14"),
        ("14 Ocotber 18", "2018-10-14"),
        ("14/Novemver/2018", "2018-11-14"),
    ] {
        let written_as = read_as(written, &Habit::default());
        assert_eq!(written_as.earliest, day(expected), "{written}");
        assert!(written_as.remark.unwrap().starts_with("repaired: "), "{written}");
    }
    for written in ["14 Juny 2018", "14 Mai 2018", "14 Janisary 2018", "14 monthly 2018"] {
        assert!(read_when(written, "").is_err(), "{written}");
    }
}

#[test]
fn a_repair_keeps_the_doubt_and_the_time() {
    let when = read_as("?22.05/16", &Habit::default());
    assert!(when.doubtful);
    let when = read_as("22.05/16 14:30", &Habit::default());
    assert_eq!(when.time.unwrap().to_string(), "14:30:00");
    let when = read_as("Monday 22.05/16", &Habit::default());
    assert!(when.doubtful, "22 May 2016 was a Sunday");
}

#[test]
fn signs_that_nobody_can_see_are_no_repair() {
    for written in [
        "\u{200e}22/05/2016",
        "\u{feff}22/05/2016\u{200b}",
        "22\u{a0}May\u{a0}2016",
        "22/05/2016\u{a0}",
    ] {
        let when = read_as(written, &Habit::default());
        assert_eq!((when.earliest, when.remark), (day("2016-05-22"), None), "{written:?}");
    }
}

#[test]
fn what_can_be_read_twice_or_not_at_all_is_never_repaired() {
    for written in [
        "3-5/16",
        "3-5/2016",
        "3/5-16",
        "03/05-09",
        "3,5/16",
        "22/05 16",
        "22/05 2016",
        "22 05 16",
        "22:05:16",
        "22:05/16",
        "32.05/16",
        "22.13/16",
        "14/O1/OO",
        "lO/O1/2018",
        "05062016",
        "220516",
        "22/05/2016/17",
        "22.05/16.3",
        "22/05/201",
        "22/05/20166",
        "1/2/3/2016",
        "14/01/2018 15/01/2018",
        "22/--/2016",
    ] {
        assert!(
            read_when(written, "").is_err(),
            "{written}: {:?}",
            read_when(written, "")
        );
    }
}

#[test]
fn a_repaired_date_is_read_in_the_order_that_the_table_proves() {
    let american = Habit {
        month_first: true,
        ..Habit::default()
    };
    let when = read_as("05.06/2016", &american);
    assert_eq!(when.earliest, day("2016-05-06"));
    let how = when.remark.unwrap();
    assert!(how.contains("repaired") && how.contains("month first"), "{how}");
    assert!(read_when_as("22.05/16", "", &american).is_err());
}
