//! The thematic table: what is measured of each case, what is counted, and what is never said.

use forewarned::{
    app::{
        judging::judge,
        thematic::{measure, table},
    },
    model::{
        matter::Matter,
        settled::{Settled, Settlement},
    },
    patterns::measures::Standing,
    report::{Settings, thematic::Thematic},
    rulebook::files::Files,
};

use crate::whole_cases::{book, material};

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
