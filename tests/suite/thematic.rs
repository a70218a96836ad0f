//! The thematic table: what is measured of each case, what is counted, and what is never said.

use std::sync::Arc;

use forewarned::{
    app::{
        home::Home,
        judging::judge,
        matters::Matters,
        settling,
        thematic::{measure, table},
    },
    model::{
        finding::Outcome,
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
    },
    patterns::measures::Standing,
    report::{Settings, thematic::Thematic},
    rulebook::{files::Files, load::Rulebook, measures},
};

use crate::{
    settling::run,
    whole_cases::{book, material},
};

fn matter(name: &str) -> Matter {
    judge(material(name), book(), &mut |_| {})
}

fn measured(matters: &[&Matter]) -> Thematic {
    measure(matters, &Files::built_in().unwrap(), book()).unwrap()
}

fn standing(thematic: &Thematic, code: &str, case: usize) -> Standing {
    let line = thematic.lines.iter().find(|l| l.measure.code == code).unwrap();
    line.results[case].standing
}

fn html(matters: &[&Matter]) -> String {
    let files = Files::built_in().unwrap();
    let bytes = table(matters, (&files, book()), "html", &Settings::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_visit_made_in_time_is_met_and_one_that_was_not_is_not_evidenced() {
    let (poor, well) = (matter("rowan-street"), matter("hollin-bank"));
    let thematic = measured(&[&poor, &well]);
    assert_eq!(standing(&thematic, "M18-01", 0), Standing::NotEvidenced);
    assert_eq!(standing(&thematic, "M18-01", 1), Standing::Met);
    assert_eq!(standing(&thematic, "M18-09", 0), Standing::NotDeterminable);
    let text = html(&[&poor, &well]);
    assert!(text.contains("fewer than 10 cases count"), "no percentage of two cases");
    assert!(!text.contains("50%</td>"), "{text}");
}

#[test]
fn without_the_records_of_supervision_silence_is_not_determinable() {
    let mut material = material("hollin-bank");
    material.entries.retain(|e| e.agency.0 != "probation");
    for agency in material.case.agencies.iter_mut().filter(|a| a.id.0 == "probation") {
        agency.files.clear();
        (agency.supplied_from, agency.supplied_to) = (None, None);
        agency.involved = true;
    }
    let thematic = measured(&[&judge(material, book(), &mut |_| {})]);
    for code in ["M18-07", "M18-14", "M18-15"] {
        assert_eq!(standing(&thematic, code, 0), Standing::NotDeterminable, "{code}");
    }
}

#[test]
fn a_share_is_given_from_ten_cases_on_with_its_interval() {
    let (poor, well) = (matter("rowan-street"), matter("hollin-bank"));
    let mut set = vec![&poor; 7];
    set.extend(vec![&well; 3]);
    let text = html(&set);
    // 3 of 10: 30 % (11 to 60).
    assert!(text.contains("30% (11 to 60)"), "{text}");
    assert!(text.contains("not comparable with an inspection sample"));
}

#[test]
fn a_reviewers_result_stands_before_that_of_the_records_and_both_are_shown() {
    let mut matter = matter("rowan-street");
    matter.settled.push(Settled {
        number: 1,
        at: "2026-11-26".to_owned(),
        who: "Chair".to_owned(),
        what: Settlement::Measure {
            measure: "M18-01".to_owned(),
            result: "met".to_owned(),
        },
        because: "The visit is in a diary that was seen at interview.".to_owned(),
    });
    assert_eq!(standing(&measured(&[&matter]), "M18-01", 0), Standing::Met);
    let text = html(&[&matter]);
    assert!(text.contains("set by Chair") && text.contains("by the records: not evidenced"));
    assert!(text.contains("seen at interview"));
}

/// The case, with every finding of this pattern that is missed or late rejected by a reviewer.
fn rejecting(matter: &Matter, pattern: &str) -> Matter {
    let mut out = matter.clone();
    let poor = matter
        .findings
        .iter()
        .filter(|f| f.pattern == pattern && matches!(f.outcome, Outcome::Missed | Outcome::Late));
    for (finding, number) in poor.zip(1..) {
        out.settled.push(Settled {
            number,
            at: "2026-11-26".to_owned(),
            who: "Chair".to_owned(),
            what: settling::decision(matter, &finding.id, Verdict::Reject).unwrap(),
            because: "seen on paper".to_owned(),
        });
    }
    assert!(!out.settled.is_empty());
    out
}

fn why(thematic: &Thematic, code: &str) -> String {
    let line = thematic.lines.iter().find(|l| l.measure.code == code).unwrap();
    line.results[0].why.clone()
}

#[test]
fn what_a_reviewer_rejected_counts_for_no_measure() {
    let plain = matter("rowan-street");
    let before = measured(&[&plain]);
    assert_eq!(standing(&before, "M18-01", 0), Standing::NotEvidenced);
    let after = measured(&[&rejecting(&plain, "ENF-07")]);
    // Whether nothing called for a visit, or there was one, the records do not say.
    assert_eq!(standing(&after, "M18-01", 0), Standing::NotDeterminable);
    assert!(why(&after, "M18-01").contains("not accepted by a reviewer, so not counted"));
    // Taken back, it counts again.
    let mut back = rejecting(&plain, "ENF-07");
    back.settled.push(Settled {
        number: 99,
        at: "2026-11-27".to_owned(),
        who: "Chair".to_owned(),
        what: Settlement::Undo(1),
        because: "another paper".to_owned(),
    });
    assert_eq!(standing(&measured(&[&back]), "M18-01", 0), Standing::NotEvidenced);
}

#[test]
fn no_meeting_in_public_is_told_only_where_the_records_cover_the_days() {
    let whole = material("hollin-bank");
    let before = judge(whole.clone(), book(), &mut |_| {});
    assert_eq!(standing(&measured(&[&before]), "M18-15", 0), Standing::Met);
    let mut short = whole;
    for agency in short.case.agencies.iter_mut().filter(|a| a.kind == "probation") {
        agency.supplied_to = agency.supplied_from;
    }
    let after = measured(&[&judge(short, book(), &mut |_| {})]);
    assert_eq!(standing(&after, "M18-15", 0), Standing::NotDeterminable);
    assert!(why(&after, "M18-15").contains("recorded in a public place"));
}

#[test]
fn a_measure_is_set_on_the_command_line_and_stands_in_the_table_until_it_is_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let sample = crate::whole_cases::sample("rowan-street");
    let (ok, out) = run(home.path(), &["import", sample.to_str().unwrap(), "--case", "rowan"]);
    assert!(ok, "{out}");
    let reason = ["--who", "Ada", "--because", "seen at interview"];
    let set = |what: &str, cases: &[&str]| {
        run(
            home.path(),
            &[&["thematic", "--set", what], &reason[..], cases].concat(),
        )
    };
    let (ok, out) = set("M18-01=met", &["rowan", "rowan"]);
    assert!(!ok && out.contains("exactly one case"), "{out}");
    let (ok, out) = run(home.path(), &["thematic", "--set", "M18-01=met", "rowan"]);
    assert!(!ok && out.contains("--who"), "{out}");

    let (ok, out) = set("m18-01=met", &["rowan"]);
    assert!(ok && out.contains("settlement 1 kept: measure M18-01: met"), "{out}");
    let (_, table) = run(home.path(), &["thematic", "rowan"]);
    assert!(table.contains("set by Ada") && table.contains("seen at interview"));
    let (ok, out) = run(
        home.path(),
        &[&["settled", "rowan", "--undo", "1"], &reason[..]].concat(),
    );
    assert!(ok, "{out}");
    let matter = Matters::new(
        Home::new(home.path()),
        Arc::new(Rulebook::load(&Files::built_in().unwrap()).unwrap()),
    );
    let back = matter.get("rowan").unwrap().unwrap();
    assert!(!html(&[&back]).contains("set by Ada"));
}

#[test]
fn a_measure_or_result_that_there_is_not_is_refused_with_all_that_there_are() {
    let all = measures::load(&Files::built_in().unwrap(), book()).unwrap().all;
    let refused = |set: &str| settling::measure(&all, set).unwrap_err().to_string();
    for (set, said) in [
        ("M18-01=fine", "met, not-evidenced, not-applicable, not-determinable"),
        ("M18-01", "CODE=RESULT"),
        ("M18-18=met", "no result to set"),
    ] {
        assert!(refused(set).contains(said), "{set}: {}", refused(set));
    }
    let told = refused("M18-99=met");
    assert!(all.iter().all(|m| told.contains(&m.code)), "{told}");
    let kept = settling::measure(&all, "m18-02 = not-applicable").unwrap();
    assert!(
        matches!(kept, Settlement::Measure { measure, result } if measure == "M18-02" && result == "not-applicable")
    );
}

#[test]
fn what_was_looked_for_is_told_and_nothing_more() {
    let salt = measured(&[&matter("saltmarsh")]);
    let told = why(&salt, "M18-10");
    assert!(
        !told.contains("called for") || told.contains("involved and not supplied: Marram Primary School"),
        "{told}"
    );
    assert!(!told.contains("no further agency is known"), "{told}");
    for line in salt.lines.iter().filter(|l| l.results[0].count == Some(0)) {
        assert!(
            line.results[0].why.starts_with("the program found none"),
            "{}",
            line.results[0].why
        );
    }
}
