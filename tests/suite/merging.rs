//! Merging: what tells the same thing is linked with the reason, and accounts that disagree stand side by side.

use std::fs;

use forewarned::{
    app::{importing, judging::judge},
    model::{matter::Matter, timeline::About},
};

use crate::{
    cli::small_case,
    whole_cases::{book, material},
};

/// Two agencies, probation and police, with these rows.
pub(crate) fn two(probation: &str, police: &str) -> Matter {
    let folder = tempfile::tempdir().unwrap();
    let more = "[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Ms Teal\"]\nsex = \"female\"\n\
        [[person]]\nid = \"P3\"\nrole = \"relative\"\nnames = [\"Mr Quill\"]\nsex = \"male\"\n\
        [[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"q.csv\"]\n\
        supplied_from = 2021-01-01\nsupplied_to = 2021-12-31\n";
    small_case(folder.path(), more, probation);
    fs::write(
        folder.path().join("q.csv"),
        format!("Ref,Date,Time,Source,Author,Type,Event,Message-ID\n{police}"),
    )
    .unwrap();
    let bundle = importing::read(folder.path(), &crate::headings()).unwrap();
    judge(importing::material(bundle), book(), &mut |_| {})
}

fn link<'a>(matter: &'a Matter, first: &str, second: &str) -> Option<&'a str> {
    matter
        .timeline
        .duplicates
        .iter()
        .find(|d| (d.first.0.as_str(), d.second.0.as_str()) == (first, second))
        .map(|d| d.why.as_str())
}

pub(crate) const STORY: &str =
    "Ms Teal rang the office in tears and told us that Mr B had waited outside her work on Tram Street until six";

#[test]
fn an_email_sent_on_months_later_is_linked_to_what_it_holds() {
    let matter = two(
        &format!("A1,01/03/2021,,,,Email,{STORY}.\n"),
        &format!("Q1,20/06/2021,,,,Email,\"FW: see below. From: office Sent: Monday To: desk. {STORY}.\",\n"),
    );
    assert!(link(&matter, "A1", "Q1").unwrap().contains("Q1 sends on what A1 says"));
    let plain = two(
        &format!("A1,01/03/2021,,,,Email,{STORY}.\n"),
        &format!("Q1,20/06/2021,,,,Email,\"He came again and she says as before: {STORY}.\",\n"),
    );
    assert!(link(&plain, "A1", "Q1").is_none(), "months later and no sign of a copy");
}

#[test]
fn one_email_that_two_agencies_supplied_is_linked_by_its_message_id() {
    let matter = two(
        "",
        "Q1,20/06/2021,,,,Email,Short note.,<a1@desk>\nQ2,21/06/2021,,,,Email,Short note again.,a1@desk\nQ3,21/06/2021,,,,Email,Other.,b@desk\n",
    );
    assert!(link(&matter, "Q1", "Q2").unwrap().contains("a1@desk"));
    assert!(link(&matter, "Q2", "Q3").is_none());
}

#[test]
fn minutes_that_two_agencies_pasted_on_different_days_are_linked_and_no_conflict() {
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,Minutes of the meeting. {STORY}.\n"),
        &format!("Q1,20/05/2021,,,,Note,Minutes of the meeting. {STORY}.,\n"),
    );
    assert!(link(&matter, "A1", "Q1").unwrap().contains("same minutes"));
    assert!(matter.timeline.conflicts.is_empty(), "{:?}", matter.timeline.conflicts);
}

#[test]
fn one_text_under_two_days_is_a_conflict_about_the_date() {
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,{STORY}.\n"),
        &format!("Q1,04/03/2021,,,,Note,{STORY}.,\n"),
    );
    let [conflict] = matter.timeline.conflicts.as_slice() else {
        panic!("{:?}", matter.timeline.conflicts)
    };
    assert_eq!(conflict.about, About::Date);
    assert_eq!(
        (conflict.said_first.as_str(), conflict.said_second.as_str()),
        ("01/03/2021", "04/03/2021")
    );
}

#[test]
fn numbers_that_differ_between_the_same_words_are_a_conflict_about_content() {
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,{STORY} and rang her 11 times since Sunday.\n"),
        &format!("Q1,01/03/2021,,,,Note,{STORY} and rang her 17 times since Sunday.,\n"),
    );
    let about: Vec<About> = matter.timeline.conflicts.iter().map(|c| c.about).collect();
    assert_eq!(about, [About::Content], "{:?}", matter.timeline.conflicts);
    assert!(matter.timeline.conflicts[0].said_first.contains("11 times"));
    assert!(matter.timeline.conflicts[0].said_second.contains("17 times"));
}

#[test]
fn another_person_in_the_same_words_is_a_conflict_about_the_person() {
    let story = |name: &str| {
        format!(
            "Log 4471. At closing time {name} punched Ms Teal by the two staff on the door and walked off towards the station in the rain"
        )
    };
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,{}.\n", story("Mr B")),
        &format!("Q1,01/03/2021,,,,Note,{}.,\n", story("Mr Quill")),
    );
    assert!(
        matter.timeline.conflicts.iter().any(|c| c.about == About::Person),
        "{:?}",
        matter.timeline.conflicts
    );
}

#[test]
fn what_one_account_asserts_and_the_other_says_did_not_happen_is_a_conflict() {
    let story = |what: &str| {
        format!(
            "Log 4471. Ms Teal seen at the flat at noon by both officers with the door chain on and the children at school; {what}"
        )
    };
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,{}.\n", story("MARAC referral made today")),
        &format!("Q1,01/03/2021,,,,Note,{}.,\n", story("no MARAC referral made")),
    );
    assert!(
        matter.timeline.conflicts.iter().any(|c| c.about == About::Content),
        "{:?}",
        matter.timeline.conflicts
    );
}

#[test]
fn conflicts_change_no_order_and_can_be_taken_apart() {
    for case in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let matter = judge(material(case), book(), &mut |_| {});
        let ids: Vec<_> = matter.entries.iter().map(|e| e.id.clone()).collect();
        assert_eq!(matter.timeline.order, ids);
        for conflict in &matter.timeline.conflicts {
            let offers = matter.timeline.related.iter().map(|r| (&r.first, &r.second));
            let links = matter.timeline.duplicates.iter().map(|d| (&d.first, &d.second));
            assert!(
                links
                    .chain(offers)
                    .any(|pair| pair == (&conflict.first, &conflict.second)),
                "only linked entries are set against each other"
            );
        }
    }
    let pair = |m: &Matter| {
        m.timeline
            .duplicates
            .first()
            .map(|d| (d.first.clone(), d.second.clone()))
    };
    let plain = judge(material("rowan-street"), book(), &mut |_| {});
    let (first, second) = pair(&plain).unwrap();
    let mut apart = material("rowan-street");
    apart.settled.push(forewarned::model::settled::Settled {
        number: 1,
        at: String::new(),
        who: "panel".to_owned(),
        what: forewarned::model::settled::Settlement::NotTheSame {
            first: second.clone(),
            second: first.clone(),
        },
        because: "two visits".to_owned(),
    });
    let apart = judge(apart, book(), &mut |_| {});
    assert_eq!(apart.timeline.duplicates.len() + 1, plain.timeline.duplicates.len());
    assert_ne!(pair(&apart), Some((first, second)));
}
