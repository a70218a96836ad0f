//! The acceptance scenario: what has to be found at which entry, what has to stay silent, and that the end of the story changes nothing
//! that was found before it.

use std::{collections::BTreeMap, path::PathBuf};

use crate::headings;
use forewarned::{
    app::{
        importing,
        judging::{Material, judge},
    },
    model::{
        case::Tier,
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
    },
    patterns::{
        examples,
        pattern::{Example, Pattern},
    },
};

use crate::whole_cases::book;

fn material() -> Material {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/acceptance");
    let mut material = importing::material(importing::read(&folder, &headings()).unwrap());
    material.case.tier = Tier::T3;
    material
}

fn judged(material: Material) -> Matter {
    judge(material, book(), &mut |_| {})
}

/// Entries at which a pattern found something that was not answered in time.
fn found(matter: &Matter) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let open = |f: &&Finding| f.kind != FindingKind::Gap || f.outcome != Outcome::Met;
    for finding in matter.findings.iter().filter(open) {
        let entries = finding.triggers.iter().map(|t| t.quote.entry.0.clone());
        out.entry(finding.pattern.clone()).or_default().extend(entries);
    }
    out
}

/// Entry and the patterns that must find something there.
const MUST_FIRE: &[(&str, &[&str])] = &[
    ("PB-01", &["PART-01", "PRAC-05", "PART-02"]),
    ("PB-04", &["THR-05", "STALK-03", "VIC-01"]),
    ("PB-05", &["STALK-05"]),
    ("PB-06", &["RISK-03", "MGT-01"]),
    ("PB-07", &["PART-01", "PART-03", "ENF-01"]),
    ("CM-01", &["COER-01", "STALK-06"]),
    ("PB-08", &["STALK-01", "STALK-03", "SEP-01", "SEP-02", "VIC-01"]),
    ("PB-09", &["COER-02"]),
    ("PB-10", &["AGY-01"]),
    ("CM-02", &["AGY-03"]),
    ("PB-11", &["STALK-04"]),
];

#[test]
fn what_the_scenario_asks_for_is_found() {
    let found = found(&judged(material()));
    let mut missing = Vec::new();
    for (entry, patterns) in MUST_FIRE {
        for pattern in *patterns {
            if !found.get(*pattern).is_some_and(|all| all.iter().any(|e| e == entry)) {
                missing.push(format!("{pattern} at {entry}"));
            }
        }
    }
    assert!(missing.is_empty(), "not found: {}", missing.join(", "));
    // His own flat is no address that he has to keep away from.
    assert!(!found.get("PART-05").is_some_and(|all| all.iter().any(|e| e == "PB-01")));
}

#[test]
fn a_denial_negates_nothing_and_the_second_report_makes_a_pattern() {
    let found = found(&judged(material()));
    let stalking: Vec<&String> = found.get("STALK-02").into_iter().flatten().collect();
    assert!(stalking.iter().any(|e| *e == "PB-08"), "{stalking:?}");
    assert!(found.contains_key("AGY-02") || found.contains_key("AGY-01"));
}

#[test]
fn removing_the_final_event_changes_nothing_before_it() {
    let with = judged(material());
    let mut shorter = material();
    shorter.entries.retain(|e| e.id.0 != "PO-02");
    let without = judged(shorter);
    let plain = |m: &Matter| {
        m.findings
            .iter()
            .map(|f| (f.id.clone(), f.outcome, f.says.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(&with), plain(&without));
}

fn example(expect: &str, chronology: &str, supplied: &[&str]) -> Example {
    Example {
        name: "control".to_owned(),
        expect: expect.to_owned(),
        chronology: chronology.to_owned(),
        supplied: supplied.iter().map(|s| (*s).to_owned()).collect(),
        conditions: Vec::new(),
        facts: Vec::new(),
        known_gap: None,
    }
}

/// Runs a chronology of the example notation against all patterns at once; gives the patterns that find something open.
fn open_patterns(chronology: &str, supplied: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for pattern in &book().patterns {
        let example = example("silent", chronology, supplied);
        if examples::run(pattern, &example, &book().lexicon, &book().calendar).is_err() {
            out.push(pattern.id.clone());
        }
    }
    out
}

fn of_family<'a>(found: &'a [String], families: &[&str]) -> Vec<&'a String> {
    found
        .iter()
        .filter(|f| families.iter().any(|x| f.starts_with(x)))
        .collect()
}

#[test]
fn negative_controls_stay_silent() {
    let harm = ["STALK", "THR", "COER", "ESC", "SEP", "VIC"];
    for text in [
        "2021-01-13 | probation | BBR homework: he discussed an ex he stalked in 2005.",
        "2021-01-13 | probation | If Ms A turns up outside the office with him following her call police.",
        "2021-01-13 | housing | Neighbour being stalked by her son.",
        "2021-01-13 | police | Force bulletin: stalking awareness week, the signs are fixated, obsessive, unwanted, repeated.",
    ] {
        let found = open_patterns(text, &[]);
        assert!(of_family(&found, &harm).is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_nil_return_satisfies_the_checks() {
    let chronology = "2021-01-13 | probation | Police DA checks requested on Mr B.   <- trigger\n\
                      2021-01-15 | probation | PPU reply: nil return, nothing recorded.   <- response";
    outcome_of("CHK-02", chronology, &[], "met").unwrap();
}

fn pattern(id: &str) -> &'static Pattern {
    book().patterns.iter().find(|p| p.id == id).unwrap()
}

fn outcome_of(id: &str, chronology: &str, supplied: &[&str], expect: &str) -> Result<(), String> {
    let example = example(expect, chronology, supplied);
    examples::run(pattern(id), &example, &book().lexicon, &book().calendar)
}

#[test]
fn an_entry_copied_three_times_is_one_event() {
    let text = "2021-01-13 | probation | Ms A rang. He followed her to work this morning and sat outside in his car.   <- trigger
2021-01-13 | housing | Copied from probation: Ms A rang. He followed her to work this morning and sat outside in his car.   <- trigger
2021-01-13 | gp | Copied: Ms A rang. He followed her to work this morning and sat outside in his car.   <- trigger";
    // One report, so no repetition; and one finding that cites all three reporters.
    outcome_of("STALK-01", text, &[], "missed").unwrap();
    outcome_of("STALK-02", &text.replace("   <- trigger", ""), &[], "silent").unwrap();
}

#[test]
fn records_that_were_not_supplied_leave_it_open() {
    outcome_of(
        "STALK-01",
        "2021-01-13 | probation | Ms A rang. He followed her to work this morning. Told her the police would be told.   <- trigger",
        &["probation until 2021-01-13"],
        "cannot-tell",
    )
    .unwrap();
}

#[test]
fn what_is_recorded_late_leaves_it_open_where_records_are_missing() {
    let story = "2021-01-13 | probation | Ms A rang. He followed her to work this morning.   <- trigger
2021-01-20 | police | Log of 20 January: probation told us that he followed Ms A.   <- response";
    outcome_of("STALK-01", story, &[], "late").unwrap();
    outcome_of("STALK-01", story, &["probation until 2021-01-13"], "cannot-tell").unwrap();
}

#[test]
fn an_old_case_is_not_measured_by_a_later_rule() {
    let late = pattern("ENF-07");
    let early = chrono::NaiveDate::from_ymd_opt(2016, 5, 1).unwrap();
    assert!(!late.in_force_on(early));
    assert!(late.in_force_on(chrono::NaiveDate::from_ymd_opt(2022, 6, 1).unwrap()));
}
