//! Cells that say more than their words: days, times and numbers of a workbook.

use chrono::{NaiveDate, NaiveTime};

use super::{Cell, Days, Order, Value};
use crate::{
    model::when::When,
    text::dates::{DateProblem, Epoch},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(epoch: Epoch) -> Days {
    Days {
        order: Order::default(),
        epoch,
        review: (day("2018-01-01"), day("2018-12-31")),
    }
}

fn cell(text: &str, value: Value) -> Cell {
    Cell {
        value,
        ..Cell::words(text)
    }
}

fn read(date: &Cell, time: Option<&Cell>) -> When {
    days(Epoch::Y1900).when(date, time, None).unwrap()
}

fn at(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

#[test]
fn a_day_of_a_workbook_is_taken_as_it_is_and_its_words_are_kept() {
    // The words are as the workbook showed them, month first: they are not read.
    let when = read(&cell("05/06/2018", Value::Day(day("2018-05-06"))), None);
    assert_eq!(
        (when.earliest, when.written.as_str()),
        (day("2018-05-06"), "05/06/2018")
    );
    let moment = day("2018-05-06").and_time(at(14, 30));
    let when = read(&cell("06/05/2018 14:30", Value::Moment(moment)), None);
    assert_eq!(when.time, Some(at(14, 30)));
}

#[test]
fn midnight_in_a_workbook_is_a_day_without_a_time_however_it_is_shown() {
    let moment = Value::Moment(day("2018-05-06").and_time(at(0, 0)));
    assert_eq!(read(&cell("06/05/2018 00:00:00", moment.clone()), None).time, None);
    assert_eq!(read(&cell("06/05/2018 00:00", moment), None).time, None);
}

#[test]
fn the_time_column_wins_over_the_moment_only_when_it_is_filled() {
    let moment = cell(
        "06/05/2018 14:30",
        Value::Moment(day("2018-05-06").and_time(at(14, 30))),
    );
    assert_eq!(read(&moment, Some(&Cell::words("15:00"))).time, Some(at(15, 0)));
    assert_eq!(read(&moment, Some(&Cell::words(" "))).time, Some(at(14, 30)));
    let typed = cell("3.00pm", Value::Time(at(15, 0)));
    let when = read(&moment, Some(&typed));
    assert_eq!(when.time, Some(at(15, 0)));
    assert!(when.remark.unwrap().contains("14:30 with the date and 15:00 beside it"));
}

#[test]
fn a_bare_number_is_a_day_in_a_workbook_and_a_problem_in_words() {
    let number = cell("43346", Value::Number);
    assert_eq!(read(&number, None).earliest, day("2018-09-03"));
    let old = days(Epoch::Y1904).when(&number, None, None).unwrap();
    assert_eq!(old.earliest, day("2022-09-04"));
    assert!(old.remark.unwrap().contains("counted from 1904"));
    let words = days(Epoch::Y1900).when(&Cell::words("43346"), None, None);
    assert_eq!(words.unwrap_err(), DateProblem::SerialNumber("43346".to_owned()));
    for text in ["60", "0", "-3"] {
        let few = days(Epoch::Y1900).when(&cell(text, Value::Number), None, None);
        assert!(few.is_err(), "{text}");
    }
}

#[test]
fn a_part_of_a_day_is_a_time_when_it_can_be_nothing_else() {
    let date = cell("06/05/2018", Value::Day(day("2018-05-06")));
    assert_eq!(
        read(&date, Some(&cell("0.604166666666667", Value::Number))).time,
        Some(at(14, 30))
    );
    for (text, value) in [("0.5", Value::Number), ("0.604166666666667", Value::Words)] {
        let unread = days(Epoch::Y1900).when(&date, Some(&cell(text, value)), None);
        assert!(matches!(unread, Err(DateProblem::Time { .. })), "{text}");
    }
}
