//! What must hold however often files come again: whose a decision is, whose a problem is, and that nothing is taken back.

use std::{collections::BTreeSet, fs, path::Path};

use assert_cmd::Command;
use forewarned::{
    app::importing,
    import::{Taken, read_file},
    model::{
        case::{AgencyId, Case},
        record::{Bundle, Supplied},
    },
    store::CaseFile,
};
use rusqlite::Connection;

use super::{AT, bundle};
use crate::{cli::small_case, headings, whole_cases::sample};

/// Numbers of the records in force with their rows, entries kept, and rows kept as problems.
fn sums(path: &Path) -> Vec<(String, i64, i64, i64)> {
    let db = Connection::open(path).unwrap();
    let mut statement = db
        .prepare(
            "SELECT file || ' of ' || agency, json_extract(summary_json, '$.rows'),
                    (SELECT count(*) FROM entry WHERE record = r.number),
                    (SELECT count(*) FROM problem WHERE record = r.number AND json_extract(problem_json, '$.lost_row'))
             FROM record r WHERE superseded_by IS NULL ORDER BY number",
        )
        .unwrap();
    let all = statement
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap();
    all.collect::<Result<_, _>>().unwrap()
}

fn nothing_is_lost(path: &Path) {
    let stored = CaseFile::open(path).unwrap().load().unwrap();
    let all = sums(path);
    assert_eq!(all.len(), stored.records.len());
    for ((name, rows, entries, lost), record) in all.iter().zip(&stored.records) {
        assert_eq!(*rows, entries + lost, "{name}");
        assert_eq!(record.rows, record.entries + record.problems, "{name}");
        assert_eq!(i64::try_from(record.problems).unwrap(), *lost, "{name}");
    }
    let rows: usize = stored.records.iter().map(|r| r.rows).sum();
    let lost = stored.problems.iter().filter(|p| p.lost_row).count();
    assert_eq!(rows, stored.entries.len() + lost);
}

/// A case in which two agencies have a file of one name.
fn two_agencies() -> Case {
    let folder = tempfile::tempdir().unwrap();
    small_case(
        folder.path(),
        "[[agency]]\nid = \"gp\"\nname = \"Practice\"\nkind = \"gp\"\nfiles = []\n",
        "A1,01/03/2021,,,,Call,He rang twice.\n",
    );
    bundle(folder.path()).case
}

fn supplied(case: &Case, agency: &str, rows: &str) -> Supplied {
    let content = format!("Date,Author,Event\n{rows}").into_bytes();
    let agency = AgencyId(agency.to_owned());
    read_file(case, &headings(), &agency, ("records.csv", content), &mut Taken::new())
}

fn of(case: &Case, supplied: Vec<Supplied>) -> Bundle {
    Bundle {
        case: case.clone(),
        case_toml: Vec::new(),
        supplied,
        problems: Vec::new(),
    }
}

#[test]
fn rows_read_are_entries_and_problems_of_their_record_after_they_were_kept() {
    let home = tempfile::tempdir().unwrap();
    for name in ["hollin-bank", "rowan-street", "saltmarsh"] {
        let path = home.path().join(name);
        CaseFile::create(&path, &importing::read(&sample(name), &headings()).unwrap(), AT).unwrap();
        nothing_is_lost(&path);
    }
    // Every sample of every format, all in one case: refs clash, names are the same, problems read the same.
    let case = two_agencies();
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    let mut all = Vec::new();
    for format in fs::read_dir(formats)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.is_dir())
    {
        for file in fs::read_dir(format)
            .unwrap()
            .map(|f| f.unwrap().path())
            .filter(|p| p.is_file())
        {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            for agency in ["gp", "probation"] {
                let content = fs::read(&file).unwrap();
                let agency = AgencyId(agency.to_owned());
                all.push(read_file(
                    &case,
                    &headings(),
                    &agency,
                    (&name, content),
                    &mut Taken::new(),
                ));
            }
        }
    }
    assert!(all.len() > 40, "{}", all.len());
    let path = home.path().join("formats");
    CaseFile::create(&path, &of(&case, all), AT).unwrap();
    nothing_is_lost(&path);
}

#[test]
fn a_problem_stays_with_the_agency_whose_record_it_is_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let case = two_agencies();
    let rows = "01/03/2021,PC Ash,He rang twice.\nsoon,PC Ash,Undated.\n";
    let both = vec![supplied(&case, "gp", rows), supplied(&case, "probation", rows)];
    let mut file = CaseFile::create(&path, &of(&case, both), AT).unwrap();
    nothing_is_lost(&path);
    assert_eq!(file.load().unwrap().problems.iter().filter(|p| p.lost_row).count(), 2);

    let corrected = "01/03/2021,PC Ash,He rang twice.\n02/03/2021,PC Ash,Undated.\n";
    let added = file
        .add(&of(&case, vec![supplied(&case, "gp", corrected)]), AT)
        .unwrap();
    assert_eq!(added.revisions.len(), 1);
    nothing_is_lost(&path);
    assert_eq!(
        sums(&path)
            .iter()
            .map(|(name, _, _, lost)| (name.as_str(), *lost))
            .collect::<Vec<_>>(),
        [("records.csv of probation", 1), ("records.csv of gp", 0)]
    );
}

#[test]
fn a_decision_is_not_carried_to_a_row_of_another_file_that_has_the_same_ref() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("in");
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("forewarned").unwrap();
        command.args(["--quiet", "--home"]).arg(home.path());
        let out = command.args(arguments).output().unwrap();
        String::from_utf8([out.stdout, out.stderr].concat()).unwrap()
    };
    let text = "Mr B told me he sits outside her house most nights.";
    let rest = "A2,02/03/2021,,,,Call,Rang. Nothing new.\n";
    small_case(&folder, "", &format!("A1,01/03/2021,,,,Call,{text}\n{rest}"));
    run(&["import", folder.to_str().unwrap(), "--case", "c"]);
    let list = run(&["findings", "c"]);
    let id = list.lines().next().unwrap();
    assert!(list.contains("on record: A1"), "{list}");
    run(&["decide", "c", id, "reject", "--who", "Ada", "--because", "another man"]);
    assert!(run(&["findings", "c"]).contains("by Ada"));

    small_case(&folder, "", rest);
    let out = run(&["import", folder.to_str().unwrap(), "--case", "c"]);
    assert!(out.contains(&format!("look again: {id} was decided by Ada")), "{out}");

    let other = home.path().join("q.csv");
    fs::write(
        &other,
        format!("Ref,Date,Type,Event\nA1,05/08/2021,Call,{text} Again.\n"),
    )
    .unwrap();
    let out = run(&[
        "import",
        other.to_str().unwrap(),
        "--case",
        "c",
        "--agency",
        "probation",
    ]);
    assert!(out.contains("1 new entry"), "{out}");
    let list = run(&["findings", "c"]);
    assert!(list.contains("A1-2") && !list.lines().any(|l| l == id), "{list}");
    assert!(!list.contains("by Ada"), "{list}");
    let db = Connection::open(home.path().join("cases/c.fwcase")).unwrap();
    let said: String = db
        .query_row(
            "SELECT problem_json FROM problem WHERE json_extract(problem_json, '$.raw') = 'A1'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert!(said.contains("A1-2"), "{said}");
}

#[test]
fn a_ref_that_has_the_name_of_its_file_is_still_the_agency_s() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    small_case(folder.path(), "", "p-001,01/03/2021,,,,Call,He rang twice.\n");
    let mut file = CaseFile::create(&path, &bundle(folder.path()), AT).unwrap();
    small_case(folder.path(), "", "p-001,09/03/2021,,,,Visit,Nobody was at home.\n");
    let added = file.add(&bundle(folder.path()), AT).unwrap();
    assert_eq!(
        added.revisions[0].changes.in_words(),
        "0 unchanged, 1 changed, 0 new, 0 no longer there"
    );
    assert_eq!(file.load().unwrap().entries[0].id.0, "p-001");
}

#[test]
fn a_case_file_of_an_earlier_version_tells_whose_ids_and_problems_are_as_far_as_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.fwcase");
    let new = folder.path().join("new.fwcase");
    let case = two_agencies();
    let rows = "01/03/2021,PC Ash,He rang twice.\nsoon,PC Ash,Undated.\n";
    CaseFile::create(&new, &of(&case, vec![supplied(&case, "gp", rows)]), AT).unwrap();
    let db = Connection::open(&path).unwrap();
    for sql in [
        include_str!("../../../src/store/migrations/0001_first.sql"),
        include_str!("../../../src/store/migrations/0002_acts.sql"),
        include_str!("../../../src/store/migrations/0003_more_of_entries.sql"),
        include_str!("../../../src/store/migrations/0004_settled.sql"),
        include_str!("../../../src/store/migrations/0005_revisions.sql"),
    ] {
        db.execute_batch(sql).unwrap();
    }
    db.pragma_update(None, "user_version", 5).unwrap();
    db.execute("ATTACH ?1 AS new", [new.to_str().unwrap()]).unwrap();
    db.execute_batch(
        "INSERT INTO matter SELECT * FROM new.matter;
         INSERT INTO record SELECT number, sha256, file, agency, content, summary_json, superseded_by FROM new.record;
         INSERT INTO entry SELECT * FROM new.entry;
         UPDATE entry SET more_json = '{}';
         INSERT INTO entry SELECT 2, 'A7', record, agency, earliest, latest, time, written, doubtful, source, author, type, text, file, sha256, row, '{}' FROM entry;
         INSERT INTO problem (problem_json) SELECT problem_json FROM new.problem WHERE json_extract(problem_json, '$.lost_row');
         INSERT INTO problem (problem_json) VALUES ('{\"file\":\"x.csv\",\"row\":0,\"lost_row\":false,\"raw\":\"\",\"what\":\"w\",\"next\":\"n\"}');
         DETACH new;",
    )
    .unwrap();
    drop(db);
    let stored = CaseFile::open(&path).unwrap().load().unwrap();
    let made: Vec<(&str, bool)> = stored.entries.iter().map(|e| (e.id.0.as_str(), e.made_id)).collect();
    assert_eq!(made, [("records-002", true), ("A7", false)]);
    assert_eq!(stored.problems.len(), 2);
    assert_eq!(sums(&path)[0].3, 1);
}

#[test]
fn what_was_supplied_and_what_was_done_is_only_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    small_case(
        folder.path(),
        "",
        "A1,01/03/2021,,,,Call,He rang twice.\nA2,soon,,,,Call,Undated.\n",
    );
    let mut file = CaseFile::create(&path, &bundle(folder.path()), AT).unwrap();
    small_case(folder.path(), "", "A1,01/03/2021,,,,Call,He rang three times.\n");
    file.add(&bundle(folder.path()), AT).unwrap();
    file.settle(&forewarned::model::settled::Settled {
        number: 0,
        at: AT.to_owned(),
        who: "Ada".to_owned(),
        what: forewarned::model::settled::Settlement::Undo(9),
        because: String::new(),
    })
    .unwrap();
    let db = Connection::open(&path).unwrap();
    let mut seen = BTreeSet::new();
    for (table, column) in [
        ("change", "what"),
        ("record", "content"),
        ("record", "sha256"),
        ("record", "file"),
        ("record", "agency"),
        ("settled", "settled_json"),
        ("revision", "changes_json"),
        ("entry_before", "entry_json"),
        ("problem_before", "problem_json"),
    ] {
        let update = db.execute(&format!("UPDATE {table} SET {column} = {column}"), []);
        let delete = db.execute(&format!("DELETE FROM {table}"), []);
        for refused in [update, delete] {
            let why = refused.unwrap_err().to_string();
            assert!(why.contains("never"), "{table}.{column}: {why}");
        }
        seen.insert(table);
    }
    assert_eq!(seen.len(), 6);
}
