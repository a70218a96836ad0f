//! The day of a document, which stands for words before its first date.

use std::collections::BTreeMap;

use super::{Hints, Prose, read};
use crate::model::{case::AgencyId, columns::Headings};

/// Earliest day and time of the first entry, and what was said of the day of the document.
fn told(day: &str) -> (String, Vec<String>) {
    let agency = AgencyId("police".to_owned());
    let (headings, chosen) = (Headings::default(), BTreeMap::new());
    let hints = Hints {
        agency: &agency,
        file: "a.eml",
        sha256: "",
        review_from: "2018-01-01".parse().unwrap(),
        review_to: "2018-12-31".parse().unwrap(),
        headings: &headings,
        chosen: &chosen,
        given: None,
    };
    let prose = Prose {
        text: "She rang again.".to_owned(),
        day: Some(day.to_owned()),
        ..Prose::default()
    };
    let rows = read(&prose, &hints);
    let when = &rows.entries[0].entry.when;
    let time = when
        .time
        .map_or_else(String::new, |t| format!(" {}", t.format("%H:%M")));
    let said = rows.problems.iter().map(|p| p.what.clone()).collect();
    (format!("{}{time}", when.earliest), said)
}

#[test]
fn the_day_of_a_document_is_the_day_of_its_words_and_says_when_it_is_not_plain() {
    assert_eq!(
        told("Thu, 14 Jun 2018 14:30:00 +0100"),
        ("2018-06-14 14:30".to_owned(), vec![])
    );
    let (when, said) = told("Thu, 14 Jun 2018 23:30:00 +0000");
    assert_eq!(when, "2018-06-15 00:30");
    assert!(
        said[0].contains("the date of the document was moved from 14 June 2018 at 23:30 UTC"),
        "{said:?}"
    );
    let (when, said) = told("14/06/2018 am");
    assert_eq!(when, "2018-06-14");
    assert!(said[0].contains("'am' was not understood as a time of day"), "{said:?}");
}

#[test]
fn a_day_of_a_document_that_is_not_read_is_a_remark_and_leaves_the_review_open() {
    let (when, said) = told("yesterday");
    assert_eq!(when, "2018-01-01");
    assert_eq!(
        said,
        ["the date of the document was not read: 'yesterday' was not understood as a date"]
    );
}
