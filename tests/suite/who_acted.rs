//! *Who acted*: that somebody acted is told only where an entry shows it, and that nobody did only where none does.

use crate::whole_cases::matter;
use forewarned::model::{
    entry::EntryId,
    finding::{Finding, Outcome, Step},
    matter::Matter,
};

fn finding<'a>(matter: &'a Matter, pattern: &str, entry: &str) -> Option<&'a Finding> {
    matter
        .findings
        .iter()
        .find(|f| f.pattern == pattern && f.triggers.first().is_some_and(|t| t.quote.entry.0 == entry))
}

fn step<'a>(finding: &'a Finding, label: &str) -> &'a Step {
    finding.steps.iter().find(|s| s.label == label).unwrap()
}

fn shown(step: &Step) -> Vec<&str> {
    step.shown_by.iter().map(|c| c.quote.entry.0.as_str()).collect()
}

fn says(matter: &Matter, entry: &str, concept: &str) -> Vec<&'static str> {
    let (_, reading) = matter.entry(&EntryId(entry.to_owned())).unwrap();
    let found = reading.mentions.iter().filter(|m| m.concept == concept);
    found.flat_map(|m| m.assertion.words()).collect()
}

#[test]
fn what_was_done_before_a_concern_does_not_answer_it() {
    let matter = matter("rowan-street");
    let down = finding(&matter, "RISK-03", "RSP-046").unwrap();
    // Housing rang the police in May; the concerns are of June, and Ada herself stood at the police desk.
    assert_eq!(shown(step(down, "Police told")), ["RPO-010"]);
    assert_eq!(down.outcome, Outcome::Missed);
    let safety = step(down, "Safety step, or a referral for safeguarding or to MARAC");
    assert_eq!(shown(safety), Vec::<&str>::new());
}

#[test]
fn police_told_of_another_event_are_no_late_answer() {
    let matter = matter("rowan-street");
    for pattern in ["STALK-01", "AGY-10"] {
        assert_eq!(
            finding(&matter, pattern, "RSP-042").unwrap().outcome,
            Outcome::Missed,
            "{pattern}"
        );
    }
}

#[test]
fn advice_to_the_one_who_rang_is_no_word_to_another_agency() {
    let matter = matter("rowan-street");
    assert!(says(&matter, "RPO-007", "agency-contact").is_empty());
    assert_eq!(finding(&matter, "AGY-10", "RPO-007").unwrap().outcome, Outcome::Missed);
}

#[test]
fn one_report_put_to_the_subject_is_one_report() {
    let matter = matter("rowan-street");
    assert!(finding(&matter, "STALK-02", "RSP-022").is_none());
    // A message to somebody else months before is no report about her.
    let later = finding(&matter, "STALK-02", "RSP-023").unwrap();
    assert!(later.triggers.iter().all(|t| t.quote.entry.0 != "RSP-010"));
}

#[test]
fn the_word_of_the_one_who_warned_is_told_and_closes_nothing() {
    let matter = matter("rowan-street");
    let found = finding(&matter, "COER-01", "RMH-006").unwrap();
    assert_eq!(found.outcome, Outcome::Missed);
    assert_eq!(
        shown(step(found, "Called controlling or abusive by the one who warned")),
        ["RSP-035"]
    );
}

#[test]
fn a_call_that_came_in_is_no_act_of_the_one_who_was_called() {
    let matter = matter("saltmarsh");
    let warned = finding(&matter, "AGY-01", "SCS-006").unwrap();
    assert_ne!(warned.outcome, Outcome::Met);
    assert!(finding(&matter, "GOOD-02", "SCS-001").is_none());
}

#[test]
fn the_step_down_is_found_where_it_was_made() {
    let matter = matter("saltmarsh");
    // A first call by phone lessens nothing; the list of May does.
    assert!(says(&matter, "SPB-001", "contact-reduced").is_empty());
    assert_eq!(finding(&matter, "RISK-03", "SPB-020").unwrap().outcome, Outcome::Missed);
    // That it was not talked about is not said, only that it is about many.
    assert_eq!(says(&matter, "SPB-020", "manager-discussion"), ["generic"]);
}

#[test]
fn what_a_worker_said_to_do_is_planned() {
    let matter = matter("saltmarsh");
    assert_eq!(says(&matter, "SHO-012", "police-told"), ["planned"]);
    assert_eq!(says(&matter, "SPB-018", "police-told"), ["planned"]);
}

#[test]
fn advice_to_the_subject_by_one_agency_is_not_told_of_another() {
    let matter = matter("saltmarsh");
    assert!(finding(&matter, "STALK-03", "SHO-007").is_none());
    assert!(finding(&matter, "GOOD-03", "SPL-009").is_none());
    assert!(finding(&matter, "GOOD-08", "SCS-009").is_none());
}

#[test]
fn a_day_that_the_record_doubts_is_told_as_it_is_written() {
    let matter = matter("saltmarsh");
    let good = finding(&matter, "GOOD-03", "STW-007").unwrap();
    assert!(good.says.contains("STW-007 of ?12/03/2021"), "{}", good.says);
}

#[test]
fn the_last_such_step_before_is_told_beside_one_that_is_late() {
    let matter = matter("saltmarsh");
    let events = finding(&matter, "ESC-01", "SGP-007").unwrap();
    let near = &step(events, "MARAC referral").near;
    let before = near.iter().find(|n| n.cited.quote.entry.0 == "STW-005").unwrap();
    assert!(before.why.contains("18/02/2021"), "{}", before.why);
}
