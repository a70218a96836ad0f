//! Reports as a panel sees them: what comes near stands once, a step is named by the kind that the record shows, nothing is told twice.

use std::collections::BTreeMap;

use forewarned::{
    model::finding::Outcome,
    report::{
        self, Settings,
        document::{Document, Table, plain},
    },
};

use crate::whole_cases::matter;

fn made(case: &str, kind: &str) -> Document {
    report::kind(kind).unwrap().compose(&matter(case), &Settings::default())
}

fn expected(document: &Document) -> impl Iterator<Item = &Table> {
    document.tables().filter(|t| t.name.starts_with("Expected by finding"))
}

#[test]
fn what_comes_near_is_told_once_with_its_day_and_reason_and_pointed_at_afterwards() {
    let document = made("saltmarsh", "warnings");
    let mut told: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut pointed = 0;
    for row in expected(&document).flat_map(|t| &t.rows) {
        let (step, near) = (plain(&row[0]), plain(&row[3]));
        let step = step.trim_end_matches(" (also looked for)").to_owned();
        assert!(
            near.is_empty() || plain(&row[1]) != Outcome::Met.words(),
            "{step}: {near}"
        );
        for line in near.lines() {
            let entry = line.split([',', ':']).next().unwrap().to_owned();
            if line.contains(": see W") {
                pointed += 1;
            } else {
                assert!(line.contains("”: "), "no reason: {line}");
                let of_step = step.rsplit_once("looked for: ").map_or(step.as_str(), |(_, s)| s);
                *told
                    .entry((entry, of_step.trim_end_matches(')').to_owned()))
                    .or_default() += 1;
            }
        }
    }
    assert!(pointed > 5 && told.len() > 5, "{pointed} {told:?}");
    assert!(told.values().all(|n| *n == 1), "{told:?}");
    let sho: Vec<&str> = told
        .keys()
        .filter(|(e, _)| e == "SHO-006")
        .map(|(_, s)| s.as_str())
        .collect();
    assert_eq!(
        sho,
        ["Police told", "Police told or sent", "Reply to the person who warned"]
    );
}

#[test]
fn a_step_of_several_kinds_is_named_by_the_kind_that_the_record_shows() {
    let document = made("saltmarsh", "warnings");
    let labels: Vec<String> = expected(&document)
        .flat_map(|t| &t.rows)
        .filter(|row| plain(&row[1]) == Outcome::Met.words())
        .map(|row| plain(&row[0]))
        .collect();
    assert!(
        labels
            .iter()
            .any(|l| l.starts_with("Enforcement (looked for: Enforcement, or a decision on recall)")),
        "{labels:#?}"
    );
    assert!(
        !labels.iter().any(|l| l.starts_with("Police told, enforcement or")),
        "{labels:#?}"
    );
}

#[test]
fn agencies_that_most_searches_share_are_named_once() {
    let document = made("rowan-street", "coverage");
    let searched = document.tables().find(|t| t.name == "searched").unwrap();
    let usual = searched
        .rows
        .iter()
        .filter(|r| plain(&r[5]) == "those named above")
        .count();
    assert!(usual * 2 > searched.rows.len(), "{usual}");
    let words = format!("{:?}", document.blocks);
    assert!(words.contains("Where a line says “those named above”, the records that cover all of its days are those of: Tarnbeck Probation,"));
}
