//! What people settle: kept, laid over the case, taken back; names, days supplied, decisions, requests.

use std::{fs, path::Path};

use assert_cmd::Command;
use forewarned::{
    app::{judging::judge, people, settling},
    model::{
        beside::Beside,
        case::{AgencyId, Hole},
        finding::Outcome,
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
    },
    review::{coverage, requests},
    store::CaseFile,
};

use crate::{
    cli::small_case,
    whole_cases::{book, material, sample},
};

fn signed(what: Settlement, number: u64) -> Settled {
    Settled {
        number,
        at: "2026-11-26T10:00:00+00:00".to_owned(),
        who: "panel".to_owned(),
        what,
        because: "seen in the papers".to_owned(),
    }
}

/// A sample case, judged with these settlements.
fn with(name: &str, settled: &[Settlement]) -> Matter {
    let mut material = material(name);
    material.settled = settled
        .iter()
        .cloned()
        .zip(1..)
        .map(|(what, number)| signed(what, number))
        .collect();
    judge(material, book(), &mut |_| {})
}

pub(crate) fn run(home: &Path, arguments: &[&str]) -> (bool, String) {
    let out = Command::cargo_bin("forewarned")
        .unwrap()
        .args(["--quiet", "--home"])
        .arg(home)
        .args(arguments)
        .output()
        .unwrap();
    let text = [out.stdout, out.stderr].concat();
    (out.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn a_settlement_is_only_added_and_never_changed_or_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let bundle = forewarned::app::importing::read(&sample("saltmarsh"), &crate::headings()).unwrap();
    let mut file = CaseFile::create(&path, &bundle, "2026-11-26").unwrap();
    let sequence = file.sequence().unwrap();
    let name = Settlement::NoPerson {
        name: "Biscuit".to_owned(),
    };
    assert_eq!(file.settle(&signed(name.clone(), 0)).unwrap(), 1);
    assert_eq!(file.settle(&signed(Settlement::Undo(1), 0)).unwrap(), 2);
    assert_eq!(file.sequence().unwrap(), sequence + 2, "the case is judged anew");
    let kept = file.load().unwrap().settled;
    assert_eq!(kept.len(), 2);
    assert_eq!((kept[0].number, &kept[0].what), (1, &name));
    let db = rusqlite::Connection::open(&path).unwrap();
    assert!(db.execute("UPDATE settled SET who = 'x'", []).is_err());
    assert!(db.execute("DELETE FROM settled", []).is_err());
}

#[test]
fn a_name_that_was_merged_is_read_as_that_person_and_no_more_once_taken_back() {
    let plain = with("rowan-street", &[]);
    let lisle = |m: &Matter| people::unknown(m, book()).iter().any(|n| n.name == "Lisle");
    assert!(lisle(&plain));
    let person = people::person(
        &plain.case,
        &people::NewPerson {
            names: vec!["Dr Lisle".to_owned()],
            role: "professional".to_owned(),
            ..people::NewPerson::default()
        },
    )
    .unwrap();
    let known = with("rowan-street", std::slice::from_ref(&person));
    assert!(!lisle(&known));
    assert_eq!(known.case.people.len(), plain.case.people.len() + 1);
    assert!(lisle(&with("rowan-street", &[person, Settlement::Undo(1)])));

    let name = |name: &str| Settlement::Name {
        name: name.to_owned(),
        person: plain.case.people[0].id.clone(),
    };
    let merged = with("rowan-street", &[name("Deano")]);
    assert!(merged.case.people[0].names.contains(&"Deano".to_owned()));
    let dismissed = Settlement::NoPerson {
        name: "Lisle".to_owned(),
    };
    assert!(!lisle(&with("rowan-street", &[dismissed])));
}

#[test]
fn names_that_are_listed_stand_in_the_records_where_the_list_says() {
    for case in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let mut material = material(case);
        material
            .case
            .people
            .retain(|p| p.role == "subject" || p.role == "victim");
        let matter = judge(material, book(), &mut |_| {});
        let names = people::unknown(&matter, book());
        assert!(names.len() >= 8, "{case}: {names:?}");
        for name in &names {
            for quote in &name.first {
                let (entry, _) = matter.entry(&quote.entry).unwrap();
                assert!(quote.holds_in(entry), "{case}: {name:?}");
            }
            assert_eq!(name.forms.iter().map(|(_, n)| n).sum::<usize>(), name.count);
            assert_eq!(name.agencies.values().sum::<usize>(), name.count);
        }
        for no_name in [
            "She",
            "Monday",
            "Skelby",
            "Brightwater",
            "Biscuit",
            "OASys",
            "Sertraline",
            "Quarry Lane",
        ] {
            assert!(
                !names.iter().any(|n| n.name == no_name),
                "{case}: {no_name} is no person"
            );
        }
    }
}

#[test]
fn forms_of_one_name_are_one_person_and_two_people_of_one_surname_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "A1,01/03/2021,,Log,PC Hardwick,Call,Social worker Tamsin Ayliffe rang.\n\
        A2,02/03/2021,,Log,PC Hardwick,Call,Spoke to T Ayliffe again.\n\
        A3,03/03/2021,,Log,PC Hardwick,Call,Mrs Aylife did not answer.\n\
        A4,04/03/2021,,Log,PC Hardwick,Call,His brother Colin Pell and his sister Wendy Pell came.\n\
        A5,05/03/2021,,Log,PC Hardwick,Call,Mr Bannister was at 4 Bannister Road on Monday in Leeds.\n";
    let people = "[[person]]\nid = \"P2\"\nrole = \"professional\"\nnames = [\"Oscar Bannisterr\"]\n";
    small_case(folder.path(), people, rows);
    let bundle = forewarned::app::importing::read(folder.path(), &crate::headings()).unwrap();
    let matter = judge(forewarned::app::importing::material(bundle), book(), &mut |_| {});
    let names = people::unknown(&matter, book());
    let ayliffe = names.iter().find(|n| n.name == "Tamsin Ayliffe").unwrap();
    assert_eq!(ayliffe.count, 3, "{names:?}");
    assert_eq!(ayliffe.work, "Social worker");
    assert!(names.iter().any(|n| n.name == "Colin Pell") && names.iter().any(|n| n.name == "Wendy Pell"));
    let hardwick = names.iter().find(|n| n.name == "Hardwick").unwrap();
    assert_eq!((hardwick.count, hardwick.work.as_str()), (5, "PC"));
    let bannister = names.iter().find(|n| n.name == "Bannister").unwrap();
    assert_eq!(bannister.count, 1, "the road is nobody");
    assert_eq!(bannister.likely.as_ref().unwrap().person.0, "P2");
}

#[test]
fn proposed_days_are_shown_and_used_for_nothing_until_a_person_confirms_them() {
    let open = |settled: &[Settlement]| {
        let mut material = material("rowan-street");
        for agency in &mut material.case.agencies {
            (agency.supplied_from, agency.supplied_to) = (None, None);
        }
        material.settled = settled.iter().cloned().map(|s| signed(s, 1)).collect();
        judge(material, book(), &mut |_| {})
    };
    let matter = open(&[]);
    let covers = coverage::propose(&matter);
    let cover = covers.iter().find(|c| c.agency.0 == "probation").unwrap();
    let (from, to) = cover.entries.unwrap();
    assert!(cover.holds.is_none() && !cover.is_confirmed);
    assert!(matter.coverage.is_empty());
    let missed = |m: &Matter| m.findings.iter().filter(|f| f.outcome == Outcome::Missed).count();
    assert_eq!(
        missed(&matter),
        0,
        "nothing that is only proposed lets anybody say that there is no record"
    );

    let confirmed = settling::coverage(&matter.case, "probation", (from, to), vec![]).unwrap();
    let after = open(&[confirmed]);
    let covers = coverage::propose(&after);
    assert!(covers.iter().any(|c| c.is_confirmed && c.holds == Some((from, to))));
    assert!(missed(&after) > 0);
}

#[test]
fn days_that_cannot_be_are_refused_with_what_to_do() {
    let matter = with("rowan-street", &[]);
    let day = |s: &str| s.parse().unwrap();
    let refused = |agency: &str, from: &str, to: &str, holes: Vec<Hole>| {
        settling::coverage(&matter.case, agency, (day(from), day(to)), holes)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("nobody", "2022-01-01", "2022-02-01", vec![]).contains("there are"));
    assert!(refused("probation", "2022-02-01", "2022-01-01", vec![]).contains("first day first"));
    let hole = settling::hole("2021-01-01..2021-02-01:moved").unwrap();
    assert!(refused("probation", "2022-01-01", "2022-02-01", vec![hole]).contains("does not lie inside"));
    assert!(
        settling::settled(
            Settlement::Undo(1),
            &settling::Signed {
                who: " ".into(),
                because: "x".into()
            }
        )
        .is_err()
    );
    assert!(
        settling::settled(
            Settlement::Undo(1),
            &settling::Signed {
                who: "x".into(),
                because: String::new()
            }
        )
        .is_err()
    );
}

#[test]
fn a_long_silence_is_proposed_as_a_hole_with_the_entry_that_tells_of_a_changed_system() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = String::new();
    for (id, month) in [("A", 1), ("B", 6)] {
        let daily: Vec<String> = (1..=20)
            .map(|day| format!("{id}{day},{day:02}/{month:02}/2021,,,,Call,Rang as usual.\n"))
            .collect();
        rows.push_str(&daily.concat());
    }
    rows.push_str("C1,01/06/2021,,,,Note,Notes from before today were not migrated to the new system.\n");
    rows.push_str("D1,03/02/2021,,,,Call,Rang.\nD2,06/02/2021,,,,Call,Rang.\nD3,09/02/2021,,,,Call,Rang.\nD4,12/02/2021,,,,Call,Rang.\n");
    rows.push_str("D5,24/06/2021,,,,Call,Rang.\nD6,27/06/2021,,,,Call,Rang.\nD7,01/07/2021,,,,Call,Rang.\nD8,05/07/2021,,,,Call,Rang.\nD9,09/07/2021,,,,Call,Rang.\nE1,12/07/2021,,,,Call,Rang.\nE2,15/07/2021,,,,Call,Rang.\n");
    small_case(folder.path(), "", &rows);
    let bundle = forewarned::app::importing::read(folder.path(), &crate::headings()).unwrap();
    let matter = judge(forewarned::app::importing::material(bundle), book(), &mut |_| {});
    let covers = coverage::propose(&matter);
    let [hole] = covers[0].proposed_holes.as_slice() else {
        panic!("{covers:?}")
    };
    assert_eq!(
        (hole.from.to_string(), hole.to.to_string()),
        ("2021-02-13".into(), "2021-05-31".into())
    );
    assert!(hole.why.as_ref().unwrap().contains("entry C1"), "{hole:?}");
}

#[test]
fn what_is_missing_becomes_a_request_that_names_the_findings_it_may_settle() {
    let mut material = material("rowan-street");
    for agency in material.case.agencies.iter_mut().filter(|a| a.id.0 == "police") {
        (agency.supplied_from, agency.supplied_to) = (None, None);
    }
    let matter = judge(material, book(), &mut |_| {});
    let asked = requests::requests(&matter);
    let police = asked
        .iter()
        .find(|r| r.agency == AgencyId("police".to_owned()))
        .unwrap();
    assert_eq!(police.from, Some(matter.case.review_from));
    for request in &asked {
        for id in &request.settles {
            assert!(matter.finding(id).is_some());
        }
    }
    let unsettled = matter
        .findings
        .iter()
        .any(|f| f.outcome == Outcome::CannotTell && f.agency.0 == "police");
    assert!(!unsettled || !police.settles.is_empty());

    let plain = with("rowan-street", &[]);
    let finding = plain.findings.iter().find(|f| f.window.is_some()).unwrap();
    let needed = settling::decision(&plain, &finding.id, Verdict::NeedMore).unwrap();
    let letter = Settlement::Beside(Beside::Letter {
        finding: finding.id.clone(),
        agency: Some(finding.agency.clone()),
        text: "send the papers".to_owned(),
    });
    let asked = requests::requests(&with("rowan-street", &[needed, letter]));
    let is_it = |r: &&requests::Request| r.wording == "send the papers" && r.settles.contains(&finding.id);
    assert_eq!(asked.iter().filter(is_it).count(), 1);
    // The reason of the decision is the panel's own.
    assert!(asked.iter().all(|r| !r.why.contains("seen in the papers")));
}

#[test]
fn decisions_are_kept_listed_and_taken_back_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let (ok, out) = run(
        home.path(),
        &["import", sample("rowan-street").to_str().unwrap(), "--case", "rowan"],
    );
    assert!(ok, "{out}");
    let (_, list) = run(home.path(), &["findings", "rowan"]);
    let id = list.lines().next().unwrap().to_owned();
    let (ok, out) = run(home.path(), &["decide", "rowan", &id, "reject"]);
    assert!(!ok && out.contains("--who"), "{out}");
    let reason = ["--who", "Ada", "--because", "the letter is on file"];
    let (ok, out) = run(
        home.path(),
        &[&["decide", "rowan", &id, "reject"], &reason[..]].concat(),
    );
    assert!(ok && out.contains("settlement 1 kept"), "{out}");
    let (_, list) = run(home.path(), &["findings", "rowan"]);
    assert!(list.contains("decided: not accepted by Ada") && list.contains("the letter is on file"));
    let (ok, out) = run(
        home.path(),
        &[&["decide", "rowan", "nothing", "accept"], &reason[..]].concat(),
    );
    assert!(!ok && out.contains("no such finding"), "{out}");
    let (ok, out) = run(
        home.path(),
        &[&["settled", "rowan", "--undo", "1"], &reason[..]].concat(),
    );
    assert!(ok, "{out}");
    let (_, list) = run(home.path(), &["findings", "rowan"]);
    assert!(!list.contains("decided: not accepted"));
    let (_, out) = run(home.path(), &["settled", "rowan"]);
    assert!(out.contains("(taken back)") && out.contains("2 settled"), "{out}");
}

#[test]
fn people_and_days_are_settled_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    run(
        home.path(),
        &["import", sample("rowan-street").to_str().unwrap(), "--case", "rowan"],
    );
    let reason = ["--who", "Ada", "--because", "seen in the staff list"];
    let settle = |first: &[&str]| run(home.path(), &[first, &reason[..]].concat());
    let (_, list) = run(home.path(), &["people", "rowan"]);
    assert!(list.contains("Lisle [professional: Dr]"), "{list}");
    let (ok, out) = settle(&["people", "add", "rowan", "Dr Lisle", "--role", "professional"]);
    assert!(ok && out.contains("Dr Lisle is on the roster"), "{out}");
    let (ok, out) = settle(&["people", "dismiss", "rowan", "Abioye"]);
    assert!(ok, "{out}");
    let (ok, out) = settle(&["people", "merge", "rowan", "Deano", "Dean Halloway", "--anyway"]);
    assert!(ok && out.contains("“Deano” is Dean Halloway"), "{out}");
    let (_, list) = run(home.path(), &["people", "rowan"]);
    assert!(!list.contains("Lisle") && !list.contains("Abioye"), "{list}");

    let (ok, out) = settle(&[
        "coverage",
        "confirm",
        "rowan",
        "police",
        "2022-02-01",
        "2023-01-01",
        "--hole",
        "2022-03-01..2022-03-05:moved",
    ]);
    assert!(ok, "{out}");
    let (_, out) = run(home.path(), &["coverage", "rowan"]);
    assert!(
        out.contains("confirmed: 2022-02-01 to 2023-01-01") && out.contains("(moved)"),
        "{out}"
    );
    let (ok, out) = run(home.path(), &["coverage", "requests", "rowan"]);
    assert!(
        ok && out.contains("missing between days that were supplied. The reason given is: moved."),
        "{out}"
    );
    assert!(fs::metadata(home.path().join("cases/rowan.fwcase")).unwrap().len() > 0);
}

/// A case of which one file is a filled form.
fn form(folder: &Path, answers: &str) -> Matter {
    small_case(folder, "", "");
    let rows: Vec<String> = (1..=25)
        .chain(170..=185)
        .map(|n| {
            let day: chrono::NaiveDate = "2021-03-01".parse().unwrap();
            format!("N{n},{},,,,Call,Rang.\n", day + chrono::Days::new(n))
        })
        .collect();
    let answers: Vec<String> = answers.lines().map(|line| format!("{line},,,,,\n")).collect();
    let (answers, rows) = (answers.concat(), rows.concat());
    let file = format!("Instructions,,,,,,\n{answers}Ref,Date,Time,Source,Author,Type,Event\n{rows}");
    fs::write(folder.join("p.csv"), file).unwrap();
    let path = folder.join("case.toml");
    let stated = fs::read_to_string(&path).unwrap();
    let without: Vec<&str> = stated.lines().filter(|l| !l.starts_with("supplied_")).collect();
    fs::write(&path, without.join("\n")).unwrap();
    let bundle = forewarned::app::importing::read(folder, &crate::headings()).unwrap();
    judge(forewarned::app::importing::material(bundle), book(), &mut |_| {})
}

#[test]
fn what_an_agency_answers_in_the_form_is_proposed_and_asked_about_and_holds_nothing_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let silent = form(folder.path(), "Agency,Probation\nWritten by,A Sallow\n");
    assert_eq!(coverage::propose(&silent)[0].proposed_holes.len(), 1);
    let matter = form(
        folder.path(),
        "First day for which records were searched,01/02/2021\nLast day for which records were searched,11/11/2021\nPeriods of no contact,\"27/03/2021 to 17/08/2021, nothing was logged\"\nRecords that exist and were not searched,\"Paper file of 2020, in storage\"\n",
    );
    assert!(
        matter.coverage.is_empty(),
        "what is stated in the form is proposed and no more"
    );
    let cover = &coverage::propose(&matter)[0];
    let proposed = cover.proposed().map(|(from, to)| format!("{from} {to}"));
    assert_eq!(proposed.as_deref(), Some("2021-02-01 2021-11-11"));
    assert!(cover.proposed_holes.is_empty(), "{:?}", cover.proposed_holes);
    let spans: Vec<String> = cover
        .stated
        .no_contact
        .iter()
        .map(|s| format!("{} {} {}", s.from, s.to, s.entries))
        .collect();
    assert_eq!(spans, ["2021-03-27 2021-08-17 0"]);
    let asked: Vec<String> = requests::requests(&matter).into_iter().map(|r| r.wording).collect();
    assert!(
        asked.iter().any(|w| w.contains("(“Paper file of 2020, in storage”)")),
        "{asked:?}"
    );
    assert!(
        asked
            .iter()
            .any(|w| w.contains("from 1 February 2021 to 11 November 2021, as your chronology form states")),
        "{asked:?}"
    );
}

#[test]
fn an_answer_that_names_no_certain_day_is_shown_and_proposes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let matter = form(
        folder.path(),
        "First day for which records were searched,since she moved\nPeriods of no contact,\"27/03/2021, 17/08/2021 and later\"\nRecords that exist and were not searched,None.\n",
    );
    let cover = &coverage::propose(&matter)[0];
    assert_eq!(
        (
            cover.stated.from,
            cover.stated.no_contact.len(),
            cover.stated.unread.len()
        ),
        (None, 0, 2)
    );
    assert_eq!(cover.proposed(), cover.entries);
    assert_eq!(cover.proposed_holes.len(), 1);
    assert!(cover.stated.not_searched.is_empty());
}
