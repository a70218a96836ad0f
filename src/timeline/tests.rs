//! Order, duplicates and silences of small timelines.

use chrono::{NaiveDate, NaiveTime};

use super::merge;
use crate::model::{
    case::{Agency, AgencyId, Case, CaseKind, Tier},
    entry::{Entry, EntryId, Origin},
    when::When,
};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 3, d).unwrap()
}

fn case() -> Case {
    let agency = |id: &str| Agency {
        id: AgencyId(id.to_owned()),
        name: id.to_owned(),
        kind: id.to_owned(),
        files: vec![format!("{id}.csv")],
        supplied_from: Some(day(1)),
        supplied_to: NaiveDate::from_ymd_opt(2021, 7, 1),
        columns: std::collections::BTreeMap::new(),
        involved: false,
        holes: vec![],
    };
    Case {
        title: "x".into(),
        kind: CaseKind::Sfo,
        tier: Tier::default(),
        review_from: day(1),
        review_to: day(30),
        event: None,
        people: vec![],
        agencies: vec![agency("probation"), agency("police")],
        conditions: vec![],
        facts: vec![],
        disguised: None,
        days_moved: false,
    }
}

fn entry(id: &str, agency: &str, row: usize, d: u32, time: Option<(u32, u32)>, text: &str) -> Entry {
    let time = time.and_then(|(h, m)| NaiveTime::from_hms_opt(h, m, 0));
    Entry {
        id: EntryId(id.into()),
        agency: AgencyId(agency.into()),
        when: When {
            time,
            ..When::day(day(d))
        },
        source: String::new(),
        author: String::new(),
        entry_type: String::new(),
        text: text.into(),
        sequence: None,
        recorded: None,
        further: Vec::new(),
        made_id: false,
        origin: Origin {
            file: format!("{agency}.csv"),
            sha256: String::new(),
            part: String::new(),
            row,
        },
    }
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|e| e.id.0.as_str()).collect()
}

#[test]
fn the_order_is_total_and_does_not_depend_on_the_order_given() {
    let week = Entry {
        when: When {
            latest: day(14),
            ..When::day(day(8))
        },
        ..entry("e", "police", 9, 8, None, "")
    };
    let all = vec![
        entry("a", "probation", 2, 8, Some((9, 0)), ""),
        entry("b", "probation", 3, 8, None, ""),
        entry("c", "police", 2, 8, Some((8, 30)), ""),
        entry("d", "police", 3, 8, Some((9, 30)), ""),
        week,
    ];
    let mut forth = all.clone();
    merge(&case(), &mut forth);
    assert_eq!(
        ids(&forth),
        ["c", "a", "b", "d", "e"],
        "b has no time and stays after a, which stands before it in its record"
    );
    let mut back: Vec<Entry> = all.into_iter().rev().collect();
    merge(&case(), &mut back);
    assert_eq!(ids(&forth), ids(&back));
}

fn numbered(id: &str, agency: &str, row: usize, time: Option<(u32, u32)>, sequence: Option<i64>) -> Entry {
    Entry {
        sequence,
        ..entry(id, agency, row, 8, time, "")
    }
}

#[test]
fn within_a_day_the_time_comes_first_then_the_records_own_number_then_the_row() {
    let mut entries = vec![
        numbered("third", "probation", 2, None, Some(3)),
        numbered("first", "probation", 3, None, Some(1)),
        numbered("second", "probation", 4, None, Some(2)),
        numbered("late", "probation", 5, Some((15, 0)), Some(4)),
        numbered("early", "probation", 6, Some((9, 0)), Some(5)),
    ];
    merge(&case(), &mut entries);
    assert_eq!(ids(&entries), ["first", "second", "third", "early", "late"]);
}

#[test]
fn an_entry_without_a_time_follows_the_one_that_its_number_puts_before_it() {
    let mut entries = vec![
        numbered("after-the-call", "probation", 2, None, Some(2)),
        numbered("call", "probation", 3, Some((14, 0)), Some(1)),
        numbered("next-row", "probation", 4, None, None),
        numbered("police", "police", 2, Some((14, 30)), Some(1)),
    ];
    merge(&case(), &mut entries);
    assert_eq!(ids(&entries), ["call", "next-row", "after-the-call", "police"]);
    let mut back: Vec<Entry> = entries.iter().rev().cloned().collect();
    merge(&case(), &mut back);
    assert_eq!(ids(&entries), ids(&back));
}

#[test]
fn numbers_of_two_agencies_are_not_compared() {
    let mut entries = vec![
        numbered("police-1", "police", 2, None, Some(1)),
        numbered("probation-7", "probation", 2, None, Some(7)),
    ];
    merge(&case(), &mut entries);
    assert_eq!(
        ids(&entries),
        ["probation-7", "police-1"],
        "agencies as the case lists them"
    );
}

#[test]
fn parts_of_a_file_keep_their_own_order_and_page_ten_comes_after_page_two() {
    let mut entries = vec![
        entry("p10", "probation", 1, 8, None, ""),
        entry("p2-b", "probation", 3, 8, None, ""),
        entry("p2-a", "probation", 2, 8, None, ""),
    ];
    for (entry, part) in entries.iter_mut().zip(["page 10", "page 2", "page 2"]) {
        part.clone_into(&mut entry.origin.part);
    }
    merge(&case(), &mut entries);
    assert_eq!(ids(&entries), ["p2-a", "p2-b", "p10"]);
}

#[test]
fn an_email_pasted_in_two_files_is_linked_and_a_common_form_of_words_is_not() {
    let mail = "further to our calls our team view is that she is being cut off from people and her money and phone are not her own";
    let mut entries = vec![
        entry(
            "a",
            "probation",
            2,
            8,
            None,
            &format!("Email in: '{mail}'. Replied: noted."),
        ),
        entry("b", "police", 2, 9, None, &format!("Copy of mine: '{mail}'.")),
        entry(
            "c",
            "police",
            3,
            9,
            None,
            "Office visit. Attended on time, polite, rent paid, next appointment in two weeks as usual here.",
        ),
    ];
    let timeline = merge(&case(), &mut entries);
    assert_eq!(timeline.duplicates.len(), 1);
    assert_eq!(
        (
            timeline.duplicates[0].first.0.as_str(),
            timeline.duplicates[0].second.0.as_str()
        ),
        ("a", "b")
    );
}

#[test]
fn a_call_recorded_by_both_sides_is_linked() {
    let mut entries = vec![
        entry(
            "a",
            "probation",
            2,
            8,
            Some((14, 5)),
            "Housing officer rang, caretaker hasn't seen the transit overnight, post piling up",
        ),
        entry(
            "b",
            "police",
            2,
            8,
            Some((14, 0)),
            "Rang probation: caretaker says transit gone overnight and post piling up",
        ),
    ];
    assert_eq!(merge(&case(), &mut entries).duplicates.len(), 1);
}

#[test]
fn silences_lie_inside_the_days_supplied() {
    let mut entries = vec![
        entry("a", "probation", 2, 1, None, ""),
        entry("b", "probation", 3, 8, None, ""),
        entry("c", "probation", 4, 15, None, ""),
    ];
    let silences = merge(&case(), &mut entries).silences;
    let probation: Vec<_> = silences.iter().filter(|s| s.agency.0 == "probation").collect();
    assert_eq!(
        (probation[0].from, probation[0].to),
        (day(16), NaiveDate::from_ymd_opt(2021, 7, 1).unwrap())
    );
    assert_eq!(
        silences.iter().filter(|s| s.agency.0 == "police").count(),
        1,
        "an agency that wrote nothing at all is silent throughout"
    );
}

#[test]
fn entries_without_a_known_day_are_not_taken_for_a_call() {
    let mut entries: Vec<Entry> = (0..10_000)
        .map(|n| {
            let agency = if n % 2 == 0 { "probation" } else { "police" };
            let words = format!("caretaker{0} rang about transit{0} and post{0}", n / 2);
            let mut entry = entry(&format!("e{n}"), agency, n, 8, Some((14, 5)), &words);
            entry.when.latest = day(30);
            entry
        })
        .collect();
    assert_eq!(merge(&case(), &mut entries).duplicates, []);
    for entry in entries.iter_mut().filter(|e| e.origin.row < 2) {
        entry.when.latest = entry.when.earliest;
    }
    assert_eq!(merge(&case(), &mut entries).duplicates.len(), 1);
}

#[test]
fn one_form_of_words_for_two_contacts_of_one_agency_is_no_copy() {
    let call = |id: &str, row: usize, on: u32, number: u32| {
        let text = format!(
            "Anonymous call: a woman is now staying with him at 3 Weir Cottages, as neighbours say. Call {number}."
        );
        entry(id, "police", row, on, None, &text)
    };
    assert_eq!(
        merge(&case(), &mut [call("a", 2, 5, 6467), call("b", 3, 20, 8202)]).duplicates,
        []
    );
    assert_eq!(
        merge(&case(), &mut [call("a", 2, 5, 6467), call("b", 3, 20, 6467)])
            .duplicates
            .len(),
        1
    );
    assert_eq!(
        merge(&case(), &mut [call("a", 2, 5, 6467), call("b", 3, 5, 8202)])
            .duplicates
            .len(),
        1
    );
}
