//! What is counted and for whom: events and not entries, the lives of others apart, steps that were in hand, and whose promise it is.

use std::{fmt::Write as _, fs};

use forewarned::{
    app::{importing, judging::judge, people},
    model::{
        finding::{Cited, Finding, Outcome},
        matter::Matter,
    },
};

use crate::{headings, whole_cases::book};

const CASE: &str = "title = \"Bracken\"\nkind = \"dhr\"\nreview_from = 2021-01-01\nreview_to = 2021-12-31\nevent = 2021-12-01\n\
    [[person]]\nid = \"P1\"\nrole = \"subject\"\nnames = [\"Colm Hegarty\", \"Mr Hegarty\", \"CH\"]\nsex = \"male\"\n\
    [[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Mina Farrow\", \"Ms Farrow\", \"Mina\"]\nsex = \"female\"\nof = \"P1\"\n\
    [[person]]\nid = \"P3\"\nrole = \"neighbour\"\nnames = [\"Mr Otway\"]\nsex = \"male\"\nof = \"P2\"\n\
    [[person]]\nid = \"P4\"\nrole = \"professional\"\nnames = [\"Sian Tolley\", \"S Tolley\"]\nsex = \"female\"\n\
    [[person]]\nid = \"P5\"\nrole = \"professional\"\nnames = [\"Kofi Asante\", \"K Asante\", \"KA\"]\nsex = \"male\"\nrelation = \"probation practitioner\"\n";

/// Rows of agencies: kind, reference, day, author and text.
fn matter(rows: &[(&str, &str, &str, &str, &str)], until: &[(&str, &str)]) -> Matter {
    let at = tempfile::tempdir().unwrap();
    let mut case = CASE.to_owned();
    let mut kinds: Vec<&str> = rows.iter().map(|r| r.0).chain(until.iter().map(|u| u.0)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let last = until.iter().find(|u| u.0 == kind).map_or("2021-12-31", |u| u.1);
        write!(
            case,
            "[[agency]]\nid = \"{kind}\"\nname = \"The {kind}\"\nkind = \"{kind}\"\nfiles = [\"{kind}.csv\"]\nsupplied_from = 2020-12-01\nsupplied_to = {last}\n"
        )
        .unwrap();
        let mut table = "Ref,Date,Time,Source,Author,Type,Event\n".to_owned();
        for (_, id, day, author, text) in rows.iter().filter(|r| r.0 == kind) {
            writeln!(table, "{id},{day},,Notes,{author},Note,\"{text}\"").unwrap();
        }
        fs::write(at.path().join(format!("{kind}.csv")), table).unwrap();
    }
    fs::write(at.path().join("case.toml"), case).unwrap();
    let bundle = importing::read(at.path(), &headings()).unwrap();
    judge(importing::material(bundle), book(), &mut |_| {})
}

fn cites(all: &[Cited], entry: &str) -> bool {
    all.iter().any(|c| c.quote.entry.0 == entry)
}

fn of<'a>(matter: &'a Matter, pattern: &str) -> Vec<&'a Finding> {
    matter.findings.iter().filter(|f| f.pattern == pattern).collect()
}

#[test]
fn what_a_nurse_wrote_and_her_letter_about_it_are_one_event() {
    let first = (
        "mental-health",
        "M1",
        "28/06/2021",
        "CPN S Tolley",
        "Mina was followed home by CH.",
    );
    let letter = (
        "gp",
        "G1",
        "05/07/2021",
        "Dr Ames",
        "S Tolley: Mina followed home by CH. Filed.",
    );
    assert!(of(&matter(&[first, letter], &[]), "STALK-02").is_empty());
    let other = ("gp", "G1", "05/07/2021", "Dr Ames", "Mina says CH followed her home.");
    let two = matter(&[first, other], &[]);
    assert_eq!(
        of(&two, "STALK-02").len(),
        1,
        "two reports that nothing ties together are two"
    );
}

#[test]
fn a_series_says_how_many_events_its_entries_tell_of() {
    let rows = [
        (
            "probation",
            "P1",
            "05/01/2021",
            "Officer",
            "Ms Farrow rang, CH followed her to work.",
        ),
        (
            "probation",
            "P2",
            "13/01/2021",
            "Officer",
            "Ms Farrow rang, CH followed her home.",
        ),
        (
            "housing",
            "H1",
            "13/01/2021",
            "Officer",
            "Ms Farrow came in, says CH followed her home.",
        ),
    ];
    let matter = matter(&rows, &[]);
    let says = &of(&matter, "STALK-02")[0].says;
    assert!(
        says.contains("Counted by events, not by entries: 2 in 3 entries."),
        "{says}"
    );
    assert!(says.contains("H1") && says.contains("P2"), "{says}");
}

#[test]
fn the_wedding_of_somebody_else_is_no_new_partner_of_his() {
    let hers = (
        "victim-liaison",
        "V1",
        "20/06/2021",
        "Officer",
        "Mina rang, nobody has approached her. Has a new partner.",
    );
    let his = (
        "probation",
        "P1",
        "20/06/2021",
        "Officer",
        "On time. Has a new partner.",
    );
    let cites = |m: &Matter, id: &str| {
        let mut all = m.findings.iter().flat_map(|f| &f.triggers);
        all.any(|t| t.quote.entry.0 == id && t.concept == "new-relationship")
    };
    assert!(!cites(&matter(&[hers], &[]), "V1"));
    assert!(cites(&matter(&[his], &[]), "P1"));
}

#[test]
fn a_neighbours_e_mail_sent_on_is_no_professionals_warning() {
    let sent_on = |id, day| {
        let text =
            "Call from housing. E-mail of Mr Otway sent on: ‘Mr Hegarty was following her again on her way home.’";
        ("childrens-social-care", id, day, "Worker", text)
    };
    let own = |id, day| {
        (
            "childrens-social-care",
            id,
            day,
            "Worker",
            "Call from housing, worried Mr Hegarty is following Ms Farrow.",
        )
    };
    assert!(
        of(
            &matter(&[sent_on("C1", "05/01/2021"), sent_on("C2", "25/01/2021")], &[]),
            "AGY-02"
        )
        .is_empty()
    );
    assert_eq!(
        of(
            &matter(&[own("C1", "05/01/2021"), own("C2", "25/01/2021")], &[]),
            "AGY-02"
        )
        .len(),
        1
    );
}

#[test]
fn a_promise_waits_in_the_records_of_whoever_was_to_be_told() {
    let rows = [
        (
            "domestic-abuse-service",
            "D1",
            "06/01/2021",
            "Worker",
            "Will tell the school nurse. Police attended last night.",
        ),
        ("education", "E1", "05/02/2021", "Head", "Assembly."),
    ];
    let outcome = |until: &[(&str, &str)]| of(&matter(&rows, until), "REC-02")[0].outcome;
    assert_eq!(outcome(&[("police", "2020-12-31")]), Outcome::Missed);
    assert_eq!(outcome(&[("education", "2020-12-31")]), Outcome::CannotTell);
}

#[test]
fn he_will_do_it_is_no_promise_of_the_agency_that_notes_it() {
    let rows = [
        (
            "gp",
            "G1",
            "05/05/2021",
            "Dr Ames",
            "Rang social care. Social services to inform police.",
        ),
        (
            "childrens-social-care",
            "C1",
            "07/05/2021",
            "Worker",
            "Probation, S Tolley. Passed GP's concern on. She will inform police.",
        ),
        ("probation", "P1", "07/05/2021", "Officer", "Will inform police."),
    ];
    let matter = matter(&rows, &[]);
    let together = |a: &str, b: &str| {
        let has = |f: &Finding, id: &str| f.triggers.iter().any(|t| t.quote.entry.0 == id);
        of(&matter, "REC-02").iter().any(|f| has(f, a) && has(f, b))
    };
    assert!(
        !together("G1", "C1"),
        "the surgery's note is not of what probation will do"
    );
}

#[test]
fn a_plan_that_the_right_service_had_in_hand_counts_only_for_the_same_person() {
    let plan = |who: &'static str| ("domestic-abuse-service", "D1", "12/01/2021", "Worker", who);
    let warning = (
        "gp",
        "G1",
        "15/01/2021",
        "Dr Ames",
        "Ms Farrow says CH pushed her again.",
    );
    let outcome = |text| of(&matter(&[plan(text), warning], &[]), "VIC-01")[0].outcome;
    assert_eq!(outcome("Mina rang, safety plan gone over."), Outcome::Met);
    assert_eq!(
        outcome("Group session, safety plan gone over with Mrs Oakes."),
        Outcome::Missed
    );
}

#[test]
fn an_animal_is_no_possible_person() {
    let names = |text| {
        let all = people::unknown(
            &matter(&[("housing", "H1", "05/01/2021", "Officer", text)], &[]),
            book(),
        );
        all.into_iter().map(|n| n.name).collect::<Vec<_>>()
    };
    assert!(names("Lovely cat called Tibor.").is_empty());
    assert!(names("Her dog Rex barked.").is_empty());
    assert_eq!(names("Lovely man called Tibor."), ["Tibor"]);
}

#[test]
fn a_report_in_a_manager_s_own_entry_was_dealt_with_by_a_manager() {
    let rows = |author| {
        [(
            "probation",
            "P1",
            "01/06/2021",
            author,
            "Mina rang. CH followed her to work.",
        )]
    };
    let by = |author| matter(&rows(author), &[]);
    assert_eq!(of(&by("Team manager"), "MGT-01")[0].outcome, Outcome::Met);
    assert_eq!(of(&by("SPO J Bell"), "MGT-01")[0].outcome, Outcome::Met);
    assert_eq!(of(&by("Case manager J Bell"), "MGT-01")[0].outcome, Outcome::Missed);
}

#[test]
fn a_promise_of_another_agency_s_worker_is_not_that_of_the_agency_that_wrote_it_down() {
    let heard = "Rang probation S Tolley. Passed it on. She will ring police.";
    let rows = [
        ("childrens-social-care", "C1", "01/06/2021", "SW Oak", heard),
        ("probation", "P1", "01/07/2021", "PO Ames", "Office visit."),
    ];
    let found = matter(&rows, &[]);
    let promises = of(&found, "REC-02");
    assert!(promises.iter().all(|f| f.agency.0 == "probation"), "{promises:?}");
    assert_eq!(promises.len(), 1);
}

#[test]
fn an_agency_that_is_said_to_do_it_has_promised_it_and_not_the_writer() {
    let owner = |text: &str| {
        let rows = [
            ("gp", "G1", "01/06/2021", "Dr Ash", text),
            (
                "childrens-social-care",
                "C1",
                "01/07/2021",
                "SW Oak",
                "Visit, bike shown.",
            ),
            ("probation", "P1", "01/07/2021", "P Ames", "Office visit."),
        ];
        let found = matter(&rows, &[]);
        let all = of(&found, "REC-02");
        all.iter().map(|f| f.agency.0.clone()).collect::<Vec<_>>()
    };
    for (text, who) in [
        ("Rang CSC. CSC to speak to CRC and police.", "childrens-social-care"),
        ("Probation are going to ring police about this.", "probation"),
        ("Spoke to S Tolley (probation). She will let police know.", "probation"),
        ("Advised by CSC they will speak to police.", "childrens-social-care"),
        (
            "Second call to K Asante, said plainly I am worried. KA will ring the police unit tomorrow.",
            "probation",
        ),
        (
            "Third call to K Asante, asked for urgent. He will speak to his manager and email police.",
            "probation",
        ),
        (
            "Rang P Ames, told her all of it. PA will ring police tomorrow.",
            "probation",
        ),
        (
            "Third call to P Ames, asked for urgent. She will speak to her manager and email police.",
            "probation",
        ),
        ("Rang CSC. Mina came in later. She will email police.", "gp"),
        ("Will speak to CSC and police.", "gp"),
        ("Rang CSC, will ring police.", "gp"),
        ("Agreed with CSC to ring police.", "gp"),
    ] {
        assert_eq!(owner(text), [who], "{text}");
    }
}

#[test]
fn half_of_a_promise_is_told_as_half() {
    let rows = [
        (
            "gp",
            "G1",
            "01/06/2021",
            "Dr Ash",
            "Rang CSC. CSC to speak to CRC and police.",
        ),
        (
            "childrens-social-care",
            "C1",
            "02/06/2021",
            "SW Oak",
            "Rang CRC, passed it on.",
        ),
        ("probation", "P1", "01/07/2021", "PO Ames", "Office visit."),
        ("police", "L1", "01/07/2021", "PC Rook", "Nothing held."),
    ];
    let found = matter(&rows, &[]);
    let promise = of(&found, "REC-02")[0];
    let steps: Vec<(&str, Outcome)> = promise.steps.iter().map(|s| (s.label.as_str(), s.outcome)).collect();
    assert!(
        steps[0].0.contains("probation") && steps[0].1 == Outcome::Met,
        "{steps:?}"
    );
    assert!(
        steps[1].0.contains("police") && steps[1].1 == Outcome::Missed,
        "{steps:?}"
    );
    assert_eq!(promise.outcome, Outcome::Missed);
    assert!(cites(&promise.steps[0].shown_by, "C1"), "{:?}", promise.steps[0]);
}

#[test]
fn a_recall_of_somebody_whose_initials_nobody_has_is_of_another_case() {
    let text = "SPO supervision: sickness, RB's recall done in 24 hrs, KT's breach for court Friday. CH's recall done in a day. \
        PO's breach for court.";
    let found = matter(&[("probation", "P1", "01/06/2021", "SPO Rook", text)], &[]);
    let of_another = |words: &str| {
        let mentions = &found.readings[0].mentions;
        let starts = text.find(words).unwrap();
        let mention = mentions
            .iter()
            .find(|m| m.quote.start == starts)
            .unwrap_or_else(|| panic!("{mentions:?}"));
        mention.assertion.other_person
    };
    assert!(of_another("recall done in 24"));
    assert!(of_another("breach for court Friday"));
    assert!(!of_another("recall done in a day"), "the subject's own");
    assert!(!of_another("breach for court."), "a title is no name");
}
