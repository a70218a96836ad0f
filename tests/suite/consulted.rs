//! The cells of the consultation matrix and the ledger of knowledge, by hand: each state alone, and a small case with all that it shows.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands; functions beside tests are not seen as tests by the lints"
)]

use std::fs;

use forewarned::{
    app::{importing, judging},
    model::{
        entry::EntryId,
        finding::{Outcome, Warning},
        matter::Matter,
    },
    report,
    review::{
        consultation::{Cell, Contact, Shows, Supplied, cell},
        knowledge::Knowledge,
        ledger::Ledger,
        lens::How,
    },
};

use crate::whole_cases::book;

const CASE: &str = r#"
title = "Small"
kind = "sfo"
review_from = 2017-01-01
review_to = 2018-03-31

[[person]]
id = "P1"
role = "subject"
names = ["Martin Oake", "MO"]
sex = "male"

[[person]]
id = "P2"
role = "victim"
names = ["Dorothy Vane", "DV"]
sex = "female"
of = "P1"

[[agency]]
id = "probation"
name = "Probation Service"
kind = "probation"
files = ["probation.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-03-31

[[agency]]
id = "police"
name = "Northmoor Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-03-31

[[agency]]
id = "housing"
name = "Housing"
kind = "housing"
files = []
involved = true

[[agency]]
id = "gp"
name = "Surgery"
kind = "gp"
files = ["gp.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-03-31
"#;

const PROBATION: [&str; 3] = [
    "PRB-1,03/07/2017,,Log,OM,Office visit,First appointment. Polite.",
    "PRB-2,06/11/2017,10:40,Log,OM,Call in,T/C from DV. Says MO followed her to work again this morning. Very upset.",
    "PRB-3,07/11/2017,,Log,OM,Call out,Rang police and told them that MO is following DV.",
];

fn small() -> Matter {
    small_with(&PROBATION)
}

/// The small case with these rows of the probation service.
fn small_with(probation: &[&str]) -> Matter {
    small_case_with(CASE, probation)
}

fn small_case_with(case: &str, probation: &[&str]) -> Matter {
    let dir = tempfile::tempdir().unwrap();
    let head = "Ref,Date,Time,Source,Author,Type,Event\n";
    let write = |name: &str, rows: &str| fs::write(dir.path().join(name), format!("{head}{rows}")).unwrap();
    fs::write(dir.path().join("case.toml"), case).unwrap();
    write("probation.csv", &probation.join("\n"));
    write(
        "police.csv",
        "POL-1,02/10/2017,,Niche,PC,Checks,NOTHING HELD AT THE ADDRESS.\n",
    );
    write("gp.csv", "GP-1,02/10/2017,,EMIS,Dr,Seen,Flu jab given.\n");
    let material = importing::material(importing::read(dir.path(), &crate::headings()).unwrap());
    judging::judge(material, book(), &mut |_| {})
}

fn following(matter: &Matter) -> &Warning {
    let rests_on = |w: &&Warning| w.triggers.iter().any(|t| t.0 == "PRB-2");
    matter.warnings.iter().find(rests_on).unwrap()
}

fn shows_of(matter: &Matter, agency: &str) -> Vec<Shows> {
    let known = Knowledge::new(matter);
    let agency = matter.case.agencies.iter().find(|a| a.id.0 == agency).unwrap();
    cell(matter, &known, (following(matter), agency), &report::telling()).shows(&report::telling())
}

#[test]
fn who_held_who_was_told_and_of_whom_nobody_can_tell_stand_in_their_cells() {
    let matter = small();
    assert_eq!(shows_of(&matter, "probation"), [Shows::Held]);
    let police = shows_of(&matter, "police");
    assert!(
        police.contains(&Shows::Told) && !police.contains(&Shows::Held),
        "{police:?}"
    );
    assert!(!police.contains(&Shows::CannotTell), "{police:?}");
    assert_eq!(shows_of(&matter, "housing"), [Shows::CannotTell]);
    assert_eq!(shows_of(&matter, "gp"), [Shows::Nothing]);
}

#[test]
fn contact_before_a_warning_tells_nothing_of_it() {
    let told = "PRB-3,DAY,,Log,OM,Call out,Rang police and gave them MO's details.";
    let police = |day: &str| {
        let told = told.replace("DAY", day);
        let matter = small_with(&[PROBATION[0], PROBATION[1], &told]);
        let warning = following(&matter);
        let names_it = warning.findings.iter().filter_map(|f| matter.finding(f)).any(|f| {
            let near = f.steps.iter().flat_map(|s| s.near.iter().map(|n| &n.cited));
            let shown = f.steps.iter().flat_map(|s| &s.shown_by);
            near.chain(shown).any(|c| c.quote.entry.0 == "PRB-3")
        });
        (names_it, shows_of(&matter, "police"))
    };
    let (names_it, after) = police("07/11/2017");
    assert!(names_it && after.contains(&Shows::Told), "{after:?}");
    // A finding names it beside what is not on record; it was said before there was a warning to be told of.
    assert_eq!(police("30/10/2017"), (true, vec![Shows::Nothing]));
}

#[test]
fn each_state_is_shown_for_what_it_is() {
    let matter = small();
    let (telling, warning) = (report::telling(), following(&matter));
    let finding = matter.finding(&warning.findings[0]).unwrap();
    let (entry, reading) = matter.entry(&EntryId("PRB-3".to_owned())).unwrap();
    let told = reading.mentions.iter().find(|m| m.concept == "police-told").unwrap();
    let empty = || Cell {
        held: Vec::new(),
        contacts: Vec::new(),
        parties: Vec::new(),
        late: Vec::new(),
        never_asked: Vec::new(),
        steps: Vec::new(),
        own: Vec::new(),
        days: (warning.date, warning.date),
        supplied: Supplied::All,
    };
    let as_concept = |concept: &str| {
        let mut mention = told.clone();
        concept.clone_into(&mut mention.concept);
        mention
    };
    let (asked, other) = (as_concept("police-check"), as_concept("agency-contact"));
    let contact = |mentions: Vec<_>, is_planned| Contact {
        entry,
        is_planned,
        comes_near: false,
        leaves_open: false,
        disputed: None,
        mentions,
    };
    let with = |contact| Cell {
        contacts: vec![contact],
        ..empty()
    };
    let trigger = &finding.triggers[0];
    let near = Contact {
        comes_near: true,
        ..contact(vec![told], false)
    };
    let late = Cell {
        late: vec![vec![trigger]],
        ..empty()
    };
    let never = Cell {
        never_asked: vec![trigger],
        ..empty()
    };
    let partly = Cell {
        supplied: Supplied::Partly,
        ..empty()
    };
    let unstated = Cell {
        supplied: Supplied::NotStated,
        ..empty()
    };
    for (cell, shows) in [
        (with(contact(vec![told], false)), vec![Shows::Told]),
        (with(contact(vec![&asked], false)), vec![Shows::Asked]),
        (with(contact(vec![&other], false)), vec![Shows::Contact]),
        // What an entry was about settles what its other words leave open.
        (with(contact(vec![&other, told], false)), vec![Shows::Told]),
        // What was only planned was not done.
        (with(contact(vec![told], true)), vec![Shows::Nothing]),
        // What only comes near tells of no contact about this warning.
        (with(near), vec![Shows::Near]),
        (late, vec![Shows::Late]),
        (never, vec![Shows::NeverAsked]),
        (partly, vec![Shows::CannotTell]),
        (unstated, vec![Shows::CannotTell]),
        (empty(), vec![Shows::Nothing]),
    ] {
        assert_eq!(cell.shows(&telling), shows);
    }
}

#[test]
fn an_agency_with_no_contact_on_record_is_not_said_to_have_been_left_out() {
    for shows in Shows::ALL {
        let words = format!("{} {}", shows.words(), shows.about()).to_lowercase();
        for blame in ["never", "failed", "ignored", "should"] {
            assert!(!words.contains(blame), "{words}");
        }
    }
    assert_eq!(Outcome::Missed.words(), "no record");
}

#[test]
fn the_ledger_tells_since_when_and_by_which_entry() {
    let matter = small();
    let ledger = Ledger::new(&matter, &report::telling());
    let facts = ledger.facts(following(&matter));
    let all: Vec<(String, String, String, bool)> = facts
        .iter()
        .flat_map(|f| f.held.iter().map(move |(a, k)| (f, a, k)))
        .map(|(f, a, k)| (f.entry.id.0.clone(), a.id.0.clone(), k.from.to_string(), f.is_response))
        .collect();
    let has = |entry: &str, agency: &str, day: &str, is_response: bool| {
        let row = (entry.to_owned(), agency.to_owned(), day.to_owned(), is_response);
        all.contains(&row)
    };
    assert!(has("PRB-2", "probation", "2017-11-06", false), "{all:?}");
    assert!(has("PRB-3", "police", "2017-11-07", true), "told in response: {all:?}");
    assert!(
        !all.iter().any(|(e, a, ..)| e == "PRB-2" && a == "police"),
        "nothing says that it was told of that call"
    );
    let told = facts
        .iter()
        .flat_map(|f| &f.held)
        .find(|(a, _)| a.id.0 == "police")
        .unwrap();
    assert!(matches!(&told.1.how, How::Told(quote) if quote.entry.0 == "PRB-3"));
}

#[test]
fn what_an_entry_itself_doubts_is_no_telling() {
    for words in [
        "?strategy discussion had with police re MO - minute not on file.",
        "Police told? Not clear.",
        "Police may have been told that he follows DV.",
        "Discussion with police held, no minutes kept.",
    ] {
        let row = format!("PRB-3,07/11/2017,,Log,OM,Note,\"{words}\"");
        let matter = small_with(&[PROBATION[0], PROBATION[1], &row]);
        let police = shows_of(&matter, "police");
        assert!(!police.contains(&Shows::Told), "{words} {police:?}");
        assert!(
            !police.contains(&Shows::Asked) && !police.contains(&Shows::Contact),
            "{words} {police:?}"
        );
        let ledger = Ledger::new(&matter, &report::telling());
        let facts = ledger.facts(following(&matter));
        let knew = facts.iter().flat_map(|f| &f.held).any(|(a, _)| a.id.0 == "police");
        assert!(!knew, "{words}");
        // Nor does it show that the police were told: nobody can tell.
        let warning = following(&matter);
        let findings = warning.findings.iter().filter_map(|f| matter.finding(f));
        let shown = findings.flat_map(|f| &f.steps).flat_map(|s| &s.shown_by);
        assert!(shown.clone().all(|c| c.quote.entry.0 != "PRB-3"), "{words}");
    }
    let row = "PRB-3,07/11/2017,,Log,OM,Note,\"Police told? Yes, told them that he follows DV, log 41.\"";
    let matter = small_with(&[PROBATION[0], PROBATION[1], row]);
    assert!(shows_of(&matter, "police").contains(&Shows::Told));
}

/// The small case with these rows of the probation service, the police and the surgery.
fn small_of(probation: &[&str], police: &[&str], gp: &[&str]) -> Matter {
    let dir = tempfile::tempdir().unwrap();
    let head = "Ref,Date,Time,Source,Author,Type,Event\n";
    let write = |name: &str, rows: &[&str]| {
        fs::write(dir.path().join(name), format!("{head}{}\n", rows.join("\n"))).unwrap();
    };
    fs::write(dir.path().join("case.toml"), CASE).unwrap();
    write("probation.csv", probation);
    write("police.csv", police);
    write("gp.csv", gp);
    let material = importing::material(importing::read(dir.path(), &crate::headings()).unwrap());
    judging::judge(material, book(), &mut |_| {})
}

const FOLLOWS: &str =
    "PRB-2,06/11/2017,10:40,Log,OM,Call in,T/C from DV. Says MO followed her to work again this morning. Very upset.";

fn agency<'a>(matter: &'a Matter, id: &str) -> &'a forewarned::model::case::Agency {
    matter.case.agencies.iter().find(|a| a.id.0 == id).unwrap()
}

/// Refs of the entries of an agency that may tell of the warning, and of its others.
fn untied_of(matter: &Matter, id: &str) -> (Vec<String>, Vec<String>) {
    let ledger = Ledger::new(matter, &report::telling());
    let untied = ledger.untied(following(matter), agency(matter, id), None);
    let may = untied.may_tell.iter().map(|(e, _)| e.id.0.clone()).collect();
    (may, untied.others.iter().map(|e| e.id.0.clone()).collect())
}

#[test]
fn an_agencys_own_entries_that_may_tell_of_a_warning_are_listed() {
    let matter = small_of(
        &[FOLLOWS],
        &[
            // The same thing, weeks later; somebody in common within a fortnight; neither; out of the days.
            "POL-1,01/12/2017,,Niche,PC,Call,FEMALE STATES EX FOLLOWED HER HOME FROM TRAM.",
            "POL-2,14/11/2017,,Niche,PC,Checks,DOROTHY VANE RANG RE LOST PURSE.",
            "POL-3,07/11/2017,,Niche,PC,Checks,BICYCLE FOUND AND RETURNED.",
            "POL-4,14/02/2018,,Niche,PC,Checks,DOROTHY VANE RANG RE LOST PURSE.",
        ],
        &["GP-1,02/10/2017,,EMIS,Dr,Seen,Flu jab given."],
    );
    let (may, others) = untied_of(&matter, "police");
    assert_eq!(
        (may, others),
        (vec!["POL-2".to_owned(), "POL-1".to_owned()], vec!["POL-3".to_owned()])
    );
    assert_eq!(untied_of(&matter, "gp"), (vec![], vec![]));
}

#[test]
fn who_is_emailed_or_rings_knew_by_the_words_of_the_entry_itself() {
    let emailed = "PRB-2,06/11/2017,10:40,Log,OM,Call in,Says MO followed DV to work again this morning. POLICE AND GP EMAILED 07/11.";
    let held = |rows: &[&str], gp: &[&str]| -> Vec<String> {
        let matter = small_of(rows, &["POL-1,02/10/2017,,Niche,PC,Checks,NOTHING HELD."], gp);
        let ledger = Ledger::new(&matter, &report::telling());
        let facts = ledger.facts(following(&matter));
        let mut all: Vec<String> = facts
            .iter()
            .flat_map(|f| &f.held)
            .map(|(a, _)| a.id.0.clone())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let gp = ["GP-1,02/10/2017,,EMIS,Dr Lyle,Seen,Flu jab given."];
    assert_eq!(held(&[emailed], &gp), ["gp", "police", "probation"]);
    // Who emailed is not who was emailed.
    let theirs = emailed.replace("POLICE AND GP EMAILED 07/11.", "Police emailed me about bail.");
    assert_eq!(held(&[&theirs], &gp), ["probation"]);
    // Who rang to tell it knew of it: named at the start, also by the name of one who writes that agency's record.
    let rang =
        "PRB-2,06/11/2017,10:40,Log,OM,Phone call from other,Dr Lyle. Says MO followed DV to work again this morning.";
    assert_eq!(held(&[rang], &gp), ["gp", "probation"]);
    let other = rang.replace("Dr Lyle. Says", "DV. Says");
    assert_eq!(held(&[&other], &gp), ["probation"]);
}

#[test]
fn a_call_that_either_side_records_on_the_day_is_contact_in_the_matrix() {
    let gp = ["GP-1,06/11/2017,11:00,EMIS,Dr Lyle,Phone out,Rang probation about Mrs Vane. Told her all."];
    let own = small_of(&[FOLLOWS], &["POL-1,02/10/2017,,Niche,PC,Checks,NOTHING HELD."], &gp);
    assert_eq!(shows_of(&own, "gp"), [Shows::Contact]);
    let week = [gp[0].replace("06/11", "13/11")];
    let week: Vec<&str> = week.iter().map(String::as_str).collect();
    let later = small_of(&[FOLLOWS], &["POL-1,02/10/2017,,Niche,PC,Checks,NOTHING HELD."], &week);
    assert_eq!(shows_of(&later, "gp"), [Shows::Nothing]);
}

#[test]
fn who_told_police_is_not_told() {
    let told = "PRB-3,07/11/2017,,Log,OM,Call in,GP has told police that MO is following DV.";
    let matter = small_with(&[PROBATION[0], FOLLOWS, told]);
    let (gp, police) = (shows_of(&matter, "gp"), shows_of(&matter, "police"));
    assert!(!gp.contains(&Shows::Told), "{gp:?}");
    assert!(police.contains(&Shows::Told), "{police:?}");
    let ledger = Ledger::new(&matter, &report::telling());
    let facts = ledger.facts(following(&matter));
    let told = facts
        .iter()
        .flat_map(|f| &f.held)
        .filter(|(a, k)| a.id.0 == "gp" && matches!(k.how, How::Told(_)));
    assert_eq!(told.count(), 0);
}

#[test]
fn a_referral_that_never_arrived_has_told_nobody_until_an_entry_says_that_it_came() {
    let told = "PRB-3,07/11/2017,,Log,OM,Email out,Safety plan done with DV. Referral to children's services sent by me today.";
    let lost = "PRB-4,10/11/2017,,Log,OM,Note,Referral never acknowledged by children's services.";
    let came = "PRB-5,14/11/2017,,Log,OM,Note,Resent to children's services. Referral now acknowledged.";
    let [warned, call] = [PROBATION[0], PROBATION[1]];
    let shows = |rows: &[&str]| {
        let matter = small_with_services(rows);
        let ledger = Ledger::new(&matter, &report::telling());
        let facts = ledger.facts(following(&matter));
        let told_by = |entry: &str| {
            let mut of = facts.iter().filter(|f| f.entry.id.0 == entry);
            of.any(|f| f.held.iter().any(|(a, _)| a.id.0 == "services"))
        };
        let known = Knowledge::new(&matter);
        let agency = matter.case.agencies.iter().find(|a| a.id.0 == "services").unwrap();
        let found = cell(&matter, &known, (following(&matter), agency), &report::telling());
        let lost = found
            .contacts
            .iter()
            .find_map(|c| c.disputed)
            .map(|m| m.quote.entry.0.clone());
        (told_by("PRB-3"), found.shows(&report::telling()), lost)
    };
    let (held, sent, _) = shows(&[warned, call, told]);
    assert!(sent.contains(&Shows::Told), "{sent:?}");
    assert!(held);
    let (held, sent, by) = shows(&[warned, call, told, lost]);
    assert!(!sent.contains(&Shows::Told) && sent.contains(&Shows::Near), "{sent:?}");
    assert!(!held);
    assert_eq!(by.as_deref(), Some("PRB-4"));
    let (held, sent, _) = shows(&[warned, call, told, lost, came]);
    assert!(sent.contains(&Shows::Told), "{sent:?}");
    assert!(held);
}

#[test]
fn who_was_told_in_one_sentence_is_not_told_of_every_step_of_the_entry() {
    let told = "PRB-3,07/11/2017,,Log,OM,Email out,Safety plan done with DV. Referral to children's services sent by me today.";
    let matter = small_with_services(&[PROBATION[0], PROBATION[1], told]);
    let ledger = Ledger::new(&matter, &report::telling());
    let facts = ledger.facts(following(&matter));
    let plan = facts.iter().find(|f| f.cited.concept == "victim-safety").unwrap();
    assert!(plan.held.iter().all(|(a, _)| a.id.0 != "services"), "{:?}", plan.held);
}

/// The small case with these rows, and children's services among its agencies, of whom nothing was supplied.
fn small_with_services(probation: &[&str]) -> Matter {
    let more = "[[agency]]\nid = \"services\"\nname = \"Children's Services\"\nkind = \"childrens-social-care\"\nfiles = []\ninvolved = true\n";
    small_case_with(&format!("{CASE}\n{more}"), probation)
}
