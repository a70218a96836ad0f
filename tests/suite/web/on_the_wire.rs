//! How much of a page goes over the wire: the pages of a case of some thousand entries stay below a bound, so that one that grows is seen.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use chrono::{Days, NaiveDate};
use forewarned::model::matter::Matter;
use http_body_util::BodyExt as _;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Browser, get, invented::Invented, send};
use crate::whole_cases;

/// How often a sample case happens again, each time so many days later that what repeats itself stands far apart.
const TIMES: u64 = 24;
const DAYS_LATER: u64 = 17;
/// The most that a page may take, compressed as a browser gets it.
const MOST: usize = 100_000;

/// The same another time: names get a tail, days lie later.
fn later(value: &mut Value, names: &BTreeSet<String>, time: u64) {
    match value {
        Value::String(word) => {
            if names.contains(word) {
                *word = format!("{word}-{time}");
            } else if let Ok(day) = word.parse::<NaiveDate>() {
                *word = (day + Days::new(DAYS_LATER * time)).to_string();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| later(one, names, time)),
        Value::Object(all) => all.values_mut().for_each(|one| later(one, names, time)),
        _ => {}
    }
}

fn again<T: Serialize + DeserializeOwned>(all: &[T], names: &BTreeSet<String>) -> Vec<T> {
    (0..TIMES)
        .flat_map(|time| {
            all.iter().map(move |one| {
                let mut value = serde_json::to_value(one).unwrap();
                if time > 0 {
                    later(&mut value, names, time);
                }
                serde_json::from_value(value).unwrap()
            })
        })
        .collect()
}

/// A sample case that happens many times over.
fn large() -> Matter {
    let mut matter = whole_cases::matter("rowan-street");
    let entries = matter.entries.iter().map(|e| e.id.0.clone());
    let findings = matter.findings.iter().map(|f| f.id.clone());
    let names: BTreeSet<String> = entries
        .chain(findings)
        .chain(matter.warnings.iter().map(|w| w.id.clone()))
        .collect();
    let mut read: Vec<_> = again(&matter.entries, &names)
        .into_iter()
        .zip(again(&matter.readings, &names))
        .collect();
    read.sort_by_key(|(entry, _)| entry.when.sort_key());
    (matter.entries, matter.readings) = read.into_iter().unzip();
    matter.findings = again(&matter.findings, &names);
    matter.warnings = again(&matter.warnings, &names);
    matter.timeline.order = matter.entries.iter().map(|e| e.id.clone()).collect();
    matter.timeline.duplicates = again(&matter.timeline.duplicates, &names);
    matter.case.review_to = matter.case.review_to + Days::new(DAYS_LATER * TIMES);
    matter.case.event = None;
    matter
}

#[tokio::test]
async fn the_pages_of_a_large_case_stay_small_on_the_wire() {
    let matter = large();
    let count = matter.entries.len();
    assert!(count > 2_500 && matter.warnings.len() > 500, "{count} entries");
    let middle = matter.warnings[matter.warnings.len() / 2].id.clone();
    let entry = matter.entries[count / 2].id.0.clone();
    let browser = Browser::new(Invented::holding(matter)).await;
    let mut over = Vec::new();
    for (page, shows) in [
        ("chronology".to_owned(), "Next page"),
        ("chronology?page=7".to_owned(), "Previous page"),
        ("chronology?only=warnings".to_owned(), "Next page"),
        (format!("chronology?open={entry}"), "As written"),
        ("timeline".to_owned(), "The lanes in words"),
        ("timeline?lanes=concept".to_owned(), "The lanes in words"),
        ("timeline?from=1/6/2023&to=30/6/2023".to_owned(), "1 to 30 June 2023"),
        ("warnings".to_owned(), "Next undecided"),
        (format!("warnings?open={middle}"), "To the decision"),
        ("knowledge/consultation".to_owned(), "Each cell leads to its evidence"),
    ] {
        let address = format!("/case/harrow-lane/{page}");
        let (status, plain) = browser.open(&address).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(plain.contains(shows), "{page} does not show {shows:?}");
        let mut request = get(&address);
        for (name, value) in [
            (header::COOKIE, browser.cookie.as_str()),
            (header::ACCEPT_ENCODING, "gzip"),
        ] {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        let answer = send(&browser.router, request).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip", "{page}");
        let sent = answer.into_body().collect().await.unwrap().to_bytes().len();
        assert!(sent > 2_000, "{page}: {sent} bytes are no page of a large case");
        if sent > MOST {
            over.push(format!("{page}: {sent} bytes, of {}", plain.len()));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
