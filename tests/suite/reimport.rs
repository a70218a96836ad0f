//! A corrected file: it replaces the one before, ids stay with their rows, and nothing is destroyed.

use std::{fs, path::Path};

use assert_cmd::Command;
use forewarned::{app::importing, model::entry::EntryId, store::CaseFile};

use crate::cli::small_case;

mod kept;

const AT: &str = "2026-11-26T12:00:00+00:00";
const NO_REFS: &str = "Date,Author,Event";

fn bundle(folder: &Path) -> forewarned::model::record::Bundle {
    importing::read(folder, &crate::headings()).unwrap()
}

/// A case folder whose table has no Ref column.
fn without_refs(folder: &Path, rows: &str) {
    small_case(folder, "", "");
    fs::write(folder.join("p.csv"), format!("{NO_REFS}\n{rows}")).unwrap();
}

fn texts(file: &CaseFile) -> Vec<(String, String)> {
    let entries = file.load().unwrap().entries;
    entries.into_iter().map(|e| (e.id.0, e.text)).collect()
}

#[test]
fn a_corrected_file_replaces_the_one_before_and_keeps_every_earlier_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    small_case(
        folder.path(),
        "",
        "A1,01/03/2021,,,,Call,He rang twice.\nA2,02/03/2021,,,,Call,No reply.\nA3,soon,,,,Call,Undated.\n",
    );
    let first = bundle(folder.path());
    let mut file = CaseFile::create(&path, &first, AT).unwrap();
    assert_eq!(file.load().unwrap().problems.len(), 1);

    small_case(
        folder.path(),
        "",
        "A1,01/03/2021,,,,Call,He rang three times.\nA3,03/03/2021,,,,Call,Undated.\n",
    );
    let second = bundle(folder.path());
    let added = file.add(&second, AT).unwrap();
    let [revision] = added.revisions.as_slice() else {
        panic!("{added:?}")
    };
    assert_eq!(
        revision.changes.in_words(),
        "0 unchanged, 1 changed, 1 new, 1 no longer there"
    );
    let field = &revision.changes.changed[0].fields[0];
    assert_eq!(
        (field.field.as_str(), field.old.as_str(), field.new.as_str()),
        ("Event", "He rang twice.", "He rang three times.")
    );

    let now = file.load().unwrap();
    assert_eq!(
        now.entries.iter().map(|e| e.id.0.as_str()).collect::<Vec<_>>(),
        ["A1", "A3"]
    );
    assert!(
        now.problems.is_empty(),
        "what could not be read in the old file is no problem of the new one"
    );
    let [record] = now.records.as_slice() else { panic!() };
    assert_eq!((record.rows, record.entries + record.problems), (2, 2));
    assert_eq!(now.entries[0].origin.sha256, record.sha256);

    assert_eq!(file.earlier(&EntryId("A1".into())).unwrap()[0].text, "He rang twice.");
    assert_eq!(file.earlier(&EntryId("A2".into())).unwrap()[0].text, "No reply.");
    for supplied in first.supplied.iter().chain(&second.supplied) {
        assert_eq!(
            file.content(&supplied.record.sha256).unwrap().as_ref(),
            Some(&supplied.content)
        );
    }
    let kept = file.revisions().unwrap();
    assert_eq!(kept[0].changes, revision.changes);
    let db = rusqlite::Connection::open(&path).unwrap();
    for table in ["revision", "entry_before", "problem_before"] {
        assert!(
            db.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get::<_, i64>(0))
                .unwrap()
                > 0
        );
        assert!(db.execute(&format!("DELETE FROM {table}"), []).is_err(), "{table}");
    }
}

#[test]
fn the_same_file_again_and_an_older_one_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    small_case(folder.path(), "", "A1,01/03/2021,,,,Call,He rang twice.\n");
    let first = bundle(folder.path());
    let mut file = CaseFile::create(&path, &first, AT).unwrap();
    small_case(folder.path(), "", "A1,01/03/2021,,,,Call,He rang three times.\n");
    let second = bundle(folder.path());
    file.add(&second, AT).unwrap();
    let before = file.load().unwrap();
    assert_eq!(file.add(&second, AT).unwrap().records_new, 0);
    let added = file.add(&first, AT).unwrap();
    assert!(added.remarks[0].contains("earlier version"), "{added:?}");
    assert_eq!(file.load().unwrap(), before);
    let back = forewarned::store::Intake {
        at: AT,
        who: "Ada",
        replaces: Some("p.csv"),
    };
    file.add_as(&first, &back).unwrap();
    assert_eq!(texts(&file), [("A1".to_owned(), "He rang twice.".to_owned())]);
    assert_eq!(file.revisions().unwrap()[1].who, "Ada");
    assert_eq!(file.load().unwrap().records.len(), 1);
}

#[test]
fn ids_that_the_program_made_stay_with_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    without_refs(
        folder.path(),
        "01/03/2021,PC Ash,He rang twice.\n02/03/2021,PC Ash,No reply at the door.\n",
    );
    let mut file = CaseFile::create(&path, &bundle(folder.path()), AT).unwrap();
    let before = texts(&file);
    without_refs(
        folder.path(),
        "28/02/2021,PC Ash,First call of all.\n01/03/2021,PC Ash,He rang twice.\n02/03/2021,PC Ash,No reply at the front door.\n",
    );
    let added = file.add(&bundle(folder.path()), AT).unwrap();
    let now = texts(&file);
    assert_eq!(now[0], before[0]);
    assert_eq!(now[1].0, before[1].0);
    assert_eq!(now[1].1, "No reply at the front door.");
    assert_eq!(now.len(), 3);
    assert!(
        !before.iter().any(|(id, _)| *id == now[2].0),
        "a new row gets an id that nobody had"
    );
    assert_eq!(added.entries_new, 1);

    // A row that is gone leaves its id to nobody.
    without_refs(
        folder.path(),
        "01/03/2021,PC Ash,He rang twice.\n09/03/2021,PC Ash,Something else entirely today.\n28/02/2021,PC Ash,First call of all.\n",
    );
    file.add(&bundle(folder.path()), AT).unwrap();
    let last = texts(&file);
    let new = last.iter().find(|(_, t)| t.starts_with("Something else")).unwrap();
    assert!(!before.iter().chain(&now).any(|(id, _)| *id == new.0), "{last:?}");
}

#[test]
fn another_file_of_the_same_name_is_added_beside_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    without_refs(
        folder.path(),
        "01/03/2021,PC Ash,He rang twice.\n02/03/2021,PC Ash,No reply at the door.\n",
    );
    let mut file = CaseFile::create(&path, &bundle(folder.path()), AT).unwrap();
    without_refs(
        folder.path(),
        "01/06/2021,PC Elm,Seen at the station.\n02/06/2021,PC Elm,Charged with theft.\n",
    );
    let added = file.add(&bundle(folder.path()), AT).unwrap();
    assert!(
        added.revisions.is_empty() && added.remarks[0].contains("beside"),
        "{added:?}"
    );
    let now = file.load().unwrap();
    assert_eq!((now.entries.len(), now.records.len()), (4, 2));
    assert!(now.problems.iter().all(|p| !p.lost_row), "{:?}", now.problems);
}

#[test]
fn acts_and_decisions_stay_and_what_lost_its_words_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("in");
    let run = |arguments: &[&str]| {
        let out = Command::cargo_bin("forewarned")
            .unwrap()
            .args(["--quiet", "--home"])
            .arg(home.path())
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8([out.stdout, out.stderr].concat()).unwrap()
    };
    let text = "Mr B told me he sits outside her house most nights.";
    small_case(
        &folder,
        "",
        &format!("A1,01/03/2021,,,,Call,{text}\nA2,02/03/2021,,,,Call,Rang. Nothing new.\n"),
    );
    run(&["import", folder.to_str().unwrap(), "--case", "c"]);
    let list = run(&["findings", "c"]);
    let id = list.lines().next().unwrap();
    let out = run(&["decide", "c", id, "accept", "--who", "Ada", "--because", "agreed"]);
    assert!(out.contains("settlement 1"), "{out}\n{list}");
    let out = run(&["mention", "add", "c", "A2", "stalking", "--words", "Nothing new"]);
    assert!(out.contains("act 1 kept"), "{out}");

    small_case(
        &folder,
        "",
        &format!("A1,01/03/2021,,,,Call,{text} Again.\nA2,02/03/2021,,,,Call,Rang. All well.\n"),
    );
    let out = run(&["import", folder.to_str().unwrap(), "--case", "c", "--who", "Bo"]);
    assert!(
        out.contains("2 changed") && out.contains("“Rang. Nothing new.” → “Rang. All well.”"),
        "{out}"
    );
    assert!(out.contains("look again: act 1 is without effect"), "{out}");
    assert!(run(&["settled", "c"]).contains("1 settled"));
    let list = run(&["findings", "c"]);
    assert!(list.lines().any(|l| l == id), "{list}");
    assert!(
        out.contains(&format!("look again: {id} was decided by Ada before A1 changed")),
        "{out}"
    );
    assert!(list.contains("decided: accepted by Ada"), "{list}");

    small_case(&folder, "", "A2,02/03/2021,,,,Call,Rang. All well.\n");
    let out = run(&["import", folder.to_str().unwrap(), "--case", "c", "--who", "Bo"]);
    assert!(
        out.contains(&format!(
            "look again: {id} was decided by Ada, and there is no such finding any more"
        )),
        "{out}"
    );
}

#[test]
fn a_file_of_another_name_replaces_only_where_somebody_says_so() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("in");
    small_case(&folder, "", "A1,01/03/2021,,,,Call,He rang twice.\n");
    let import = |more: &[&str]| {
        let out = Command::cargo_bin("forewarned")
            .unwrap()
            .args(["--quiet", "--home"])
            .arg(home.path())
            .arg("import")
            .arg(&folder)
            .args(["--case", "c"])
            .args(more)
            .output()
            .unwrap();
        (
            out.status.success(),
            String::from_utf8([out.stdout, out.stderr].concat()).unwrap(),
        )
    };
    assert!(import(&[]).0);
    let toml = fs::read_to_string(folder.join("case.toml")).unwrap();
    fs::write(folder.join("case.toml"), toml.replace("p.csv", "p2.csv")).unwrap();
    let table = fs::read_to_string(folder.join("p.csv")).unwrap();
    fs::write(folder.join("p2.csv"), table.replace("twice", "once")).unwrap();
    let (ok, out) = import(&["--replaces", "nothing.csv"]);
    assert!(!ok && out.contains("no such record") && out.contains("p.csv"), "{out}");
    let (ok, out) = import(&["--replaces", "p.csv"]);
    assert!(
        ok && out.contains("p2.csv replaces p.csv") && out.contains("1 changed"),
        "{out}"
    );
}

#[test]
fn a_case_file_that_alone_was_changed_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    small_case(folder.path(), "", "A1,01/03/2021,,,,Call,He rang twice.\n");
    let mut file = CaseFile::create(&path, &bundle(folder.path()), AT).unwrap();
    let sequence = file.sequence().unwrap();
    small_case(
        folder.path(),
        "[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Ms Teal\"]\n",
        "A1,01/03/2021,,,,Call,He rang twice.\n",
    );
    file.add(&bundle(folder.path()), AT).unwrap();
    assert_eq!(file.load().unwrap().case.people.len(), 2);
    assert_eq!(file.sequence().unwrap(), sequence + 1);
}
