//! *Read as written*: doubt stays in a quote and shows no step, and a reason is about the days that were looked at.

use crate::{naming::matter, whole_cases};
use forewarned::model::{
    finding::{Finding, Outcome, Rung},
    matter::Matter,
};

fn quotes(row: &str, concept: &str) -> Vec<(String, bool)> {
    let matter = matter(&[], &[row]);
    let found = matter.readings[0].mentions.iter().filter(|m| m.concept == concept);
    found.map(|m| (m.quote.text.clone(), m.assertion.uncertain)).collect()
}

fn finding<'a>(matter: &'a Matter, pattern: &str, entry: &str) -> &'a Finding {
    let found = matter
        .findings
        .iter()
        .find(|f| f.pattern == pattern && f.triggers.first().is_some_and(|t| t.quote.entry.0 == entry));
    found.unwrap_or_else(|| panic!("{pattern} {entry}"))
}

#[test]
fn a_quote_keeps_the_mark_of_doubt_before_it() {
    let doubted = quotes(
        "Case list. Feeney: ?strategy discussion had with police - minute not on file.",
        "police-told",
    );
    assert_eq!(doubted, [("?strategy discussion had with police".to_owned(), true)]);
    for (row, first) in [
        ("? followed her home from work.", "? followed her"),
        ("Bronagh rang, ??followed her home.", "??followed her"),
        ("Possibly followed her home.", "Possibly followed her"),
    ] {
        let found = quotes(row, "stalking");
        assert!(
            found.iter().any(|(q, doubt)| q.starts_with(first) && *doubt),
            "{row}: {found:?}"
        );
    }
    // A question that ends puts nothing of the next sentence in doubt.
    let asked = quotes("Has he been seen? Followed her home on Friday.", "stalking");
    assert!(
        asked.iter().all(|(q, doubt)| !q.starts_with('?') && !doubt),
        "{asked:?}"
    );
}

#[test]
fn what_an_entry_is_not_sure_of_is_no_step_on_record() {
    let matter = whole_cases::matter("saltmarsh");
    // Shapes that compare what stands on the two sides of a concern look by themselves.
    let by_days = matter
        .findings
        .iter()
        .filter(|f| matches!(f.pattern.as_str(), "STALK-01" | "VIC-01" | "AGY-10"));
    let steps = by_days.flat_map(|f| &f.steps);
    let shown: Vec<&str> = steps
        .flat_map(|s| s.shown_by.iter().map(move |c| (s, c)))
        .filter(|(_, c)| c.quote.entry.0 == "SCS-011" && c.concept == "police-told")
        .map(|(s, _)| s.label.as_str())
        .collect();
    assert!(shown.is_empty(), "{shown:?}");
}

#[test]
fn the_reason_why_it_cannot_be_told_is_about_the_days_looked_at() {
    let matter = whole_cases::matter("saltmarsh");
    let late_may = finding(&matter, "STALK-01", "SGP-011");
    assert_eq!(late_may.outcome, Outcome::CannotTell);
    assert!(!late_may.unclear.contains("SCS-011"), "{}", late_may.unclear);
    assert!(late_may.unclear.contains("Police"), "{}", late_may.unclear);
    let car_park = finding(&matter, "STALK-01", "SGP-004");
    assert!(!car_park.unclear.contains("STW-007"), "{}", car_park.unclear);
    assert!(car_park.unclear.contains("early 2021"), "{}", car_park.unclear);
}

#[test]
fn an_agency_asked_without_being_reached_is_more_than_a_note() {
    let matter = whole_cases::matter("saltmarsh");
    assert_eq!(finding(&matter, "STALK-01", "SGP-011").rung, Rung::R3);
}

#[test]
fn report_and_answer_in_one_note_are_not_parted_by_a_doubted_day() {
    let matter = whole_cases::matter("saltmarsh");
    assert_eq!(finding(&matter, "VIC-01", "STW-007").outcome, Outcome::Met);
}

#[test]
fn excuses_are_read_only_where_they_are_said() {
    let reads = |row: &str, concept: &str| !quotes(row, concept).is_empty();
    for row in [
        "Rang them again, message left for the social worker.",
        "Voicemail left with probation, second try.",
        "Told him the order says no contact and to keep to the seafront side.",
        "Thank you letter, she's good as gold.",
    ] {
        assert!(!reads(row, "assumption") && !reads(row, "reassurance"), "{row}");
    }
    assert!(reads("Left for the police to deal with.", "assumption"));
    assert!(reads("Says he's been good as gold since he came back.", "reassurance"));
}

#[test]
fn whose_concern_is_passed_on_is_not_to_whom_it_went() {
    for (row, toward) in [
        ("Passed GP's concern on to probation.", Some("probation")),
        ("Passed GP's concern on.", None),
        ("Forwarded the school's letter to housing.", Some("housing")),
    ] {
        let matter = matter(&[], &[row]);
        let all = &matter.readings[0].mentions;
        let contact = all.iter().filter(|m| m.concept == "agency-contact");
        for found in contact {
            assert_eq!(found.toward.as_deref(), toward, "{row}: {}", found.quote.text);
        }
        assert!(all.iter().all(|m| m.concept != "professional-concern"), "{row}");
    }
}

#[test]
fn an_agencys_own_review_lists_its_own_steps() {
    let matter = whole_cases::matter("saltmarsh");
    let told = crate::enquiry::told(&matter, "dhr", &forewarned::report::Settings::default());
    let text = told.join("\n");
    assert!(
        !text.contains("Arrest, charge or custody: STW-005"),
        "the arrest is the act of the police"
    );
    assert!(!text.contains("Police told: SCS-011"));
    assert!(text.contains("SPL-005"));
}
