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
    // Both concerns of June stand in the records of others, and neither entry names probation.
    let open = "RGP-009 and RPO-010 stand in the records of other agencies; by these entries it is open whether Tarnbeck Probation knew";
    assert!(down.says.contains(open), "{}", down.says);
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
    assert_eq!(finding(&matter, "AGY-10", "RPO-007").unwrap().outcome, Outcome::Met);
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
    assert!(finding(&matter, "RISK-03", "SPB-020").is_some());
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

#[test]
fn a_manager_s_entry_about_many_leaves_it_open_whether_this_case_was_dealt_with() {
    let matter = matter("saltmarsh");
    let down = finding(&matter, "MGT-01", "SPB-020").unwrap();
    assert_eq!(down.outcome, Outcome::CannotTell);
    assert!(down.unclear.contains("SPB-020"), "{}", down.unclear);
    assert!(down.unclear.contains("many cases"), "{}", down.unclear);
    assert_eq!(
        finding(&matter, "RISK-03", "SPB-020").unwrap().outcome,
        Outcome::CannotTell
    );
}

#[test]
fn what_the_police_would_hold_is_open_in_every_finding_of_days_that_they_did_not_supply() {
    let matter = matter("saltmarsh");
    let (from, to) = ("2021-05-06", "2021-06-27");
    let mut looked_at = 0;
    for found in &matter.findings {
        if found.kind != forewarned::model::finding::FindingKind::Gap {
            continue;
        }
        let days = &found.searched;
        let inside = days.from.to_string().as_str() <= to && days.to.to_string().as_str() >= from;
        for told in found.steps.iter().filter(|s| inside && s.label == "Police told") {
            assert_ne!(told.outcome, Outcome::Missed, "{} {}", found.id, found.says);
            looked_at += 1;
        }
    }
    assert!(looked_at > 5);
}

#[test]
fn a_promise_toward_two_agencies_is_kept_toward_each() {
    let matter = matter("saltmarsh");
    let promised = finding(&matter, "REC-02", "SCS-006").unwrap();
    let outcomes: Vec<(&str, Outcome)> = promised.steps.iter().map(|s| (s.label.as_str(), s.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (
                "What was promised, shown as done (Wrackport Community Rehabilitation Company)",
                Outcome::Met
            ),
            (
                "What was promised, shown as done (Wrackport Police)",
                Outcome::CannotTell
            ),
        ]
    );
    assert_eq!(promised.outcome, Outcome::CannotTell);
    assert!(promised.unclear.contains("Wrackport Police"), "{}", promised.unclear);
}

#[test]
fn what_another_agency_s_worker_will_do_is_that_agency_s_promise_and_counted_once() {
    let matter = matter("saltmarsh");
    assert!(finding(&matter, "REC-02", "SCS-008").is_none());
    let own = finding(&matter, "REC-02", "SPB-018").unwrap();
    assert_eq!(own.agency.0, "probation");
    assert!(own.triggers.iter().any(|t| t.quote.entry.0 == "SCS-008"));
}

#[test]
fn the_head_of_a_warning_is_that_of_one_finding() {
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let matter = matter(name);
        for warning in &matter.warnings {
            let mut findings = matter.findings.iter().filter(|f| warning.findings.contains(&f.id));
            let is_head = |f: &Finding| (f.severity, f.outcome) == (warning.severity, warning.outcome);
            assert!(findings.any(is_head), "{name} {} {}", warning.id, warning.title);
        }
    }
}

#[test]
fn why_it_cannot_be_told_names_one_reason_and_its_entry_or_agency() {
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let matter = matter(name);
        for found in matter.findings.iter().filter(|f| f.outcome == Outcome::CannotTell) {
            let why = &found.unclear;
            let names_entry = matter.entries.iter().any(|e| why.contains(e.id.0.as_str()));
            let names_agency = matter.case.agencies.iter().any(|a| why.contains(a.name.as_str()));
            let is_event = why.contains("final event");
            assert!(names_entry || names_agency || is_event, "{name} {}: {why}", found.id);
            assert!(!why.contains("(or that of the warning)"));
        }
    }
}
