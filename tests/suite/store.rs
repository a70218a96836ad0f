//! The case file: whole or absent, nothing twice, nothing written over, bytes kept.

use std::{fs, path::Path};

use crate::headings;
use forewarned::{
    app::importing,
    model::record::Bundle,
    store::{CaseFile, StoreError},
};

use crate::whole_cases::sample;

const AT: &str = "2026-11-24T12:00:00+00:00";

fn bundle() -> Bundle {
    importing::read(&sample("saltmarsh"), &headings()).unwrap()
}

#[test]
fn what_goes_in_comes_out_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let bundle = bundle();
    let file = CaseFile::create(&path, &bundle, AT).unwrap();
    let stored = file.load().unwrap();
    let entries: Vec<_> = bundle.supplied.iter().flat_map(|s| s.entries.clone()).collect();
    assert_eq!(stored.entries, entries);
    assert_eq!(stored.case, bundle.case);
    for supplied in &bundle.supplied {
        assert_eq!(
            file.content(&supplied.record.sha256).unwrap().as_ref(),
            Some(&supplied.content)
        );
    }
}

#[test]
fn the_same_records_twice_add_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let mut file = CaseFile::create(&path, &bundle(), AT).unwrap();
    let before = file.load().unwrap();
    let added = file.add(&bundle(), AT).unwrap();
    assert_eq!((added.records_new, added.entries_new, added.problems_new), (0, 0, 0));
    assert_eq!(added.records_known, bundle().supplied.len());
    assert_eq!(file.load().unwrap(), before);
}

#[test]
fn a_ref_that_is_taken_is_a_problem_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let mut file = CaseFile::create(&path, &bundle(), AT).unwrap();
    let before = file.load().unwrap();
    let mut changed = bundle();
    changed.supplied.truncate(1);
    let supplied = &mut changed.supplied[0];
    supplied.record.sha256 = "0".repeat(64);
    supplied.record.file = "another.csv".to_owned();
    for entry in &mut supplied.entries {
        entry.text.push_str(" altered");
    }
    let added = file.add(&changed, AT).unwrap();
    let after = file.load().unwrap();
    assert_eq!(added.entries_new, 0);
    assert_eq!(after.entries, before.entries, "what was there first stays");
    assert!(after.problems.iter().any(|p| p.lost_row && p.raw.ends_with(" altered")));
    let record = after.records.last().unwrap();
    assert_eq!(record.rows, record.entries + record.problems);
}

#[test]
fn a_change_that_is_cut_off_leaves_the_case_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    let before = CaseFile::create(&path, &bundle(), AT).unwrap().load().unwrap();
    {
        // A writer that is killed before its commit: entries are written, the transaction is not ended.
        let mut db = rusqlite::Connection::open(&path).unwrap();
        let change = db.transaction().unwrap();
        change.execute("DELETE FROM entry", []).unwrap();
        std::mem::forget(change);
        std::mem::forget(db);
    }
    // The lock of the dead writer is its process's; a copy of the files is what the next run finds.
    let copy = folder.path().join("b.fwcase");
    fs::copy(&path, &copy).unwrap();
    for suffix in ["-wal", "-shm"] {
        let from = folder.path().join(format!("a.fwcase{suffix}"));
        if from.exists() && suffix == "-wal" {
            fs::copy(from, folder.path().join(format!("b.fwcase{suffix}"))).unwrap();
        }
    }
    assert_eq!(CaseFile::open(&copy).unwrap().load().unwrap(), before);
}

#[test]
fn what_a_killed_run_left_is_no_case_and_in_nobody_s_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fwcase");
    fs::write(folder.path().join(".a.fwcase.partial"), b"half a case").unwrap();
    assert!(!path.exists());
    CaseFile::create(&path, &bundle(), AT).unwrap();
    assert!(!folder.path().join(".a.fwcase.partial").exists());
    assert!(matches!(
        CaseFile::create(&path, &bundle(), AT),
        Err(StoreError::Exists(_))
    ));
}

#[test]
fn files_that_are_no_case_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, content: &[u8], wanted: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let error = CaseFile::open(&path).unwrap_err().to_string();
        assert!(error.contains(wanted) && error.contains(name), "{error}");
    };
    check("empty.fwcase", b"", "too short");
    check("text.fwcase", b"this is a text and no database at all", "no database");
    let newer = folder.path().join("newer.fwcase");
    CaseFile::create(&newer, &bundle(), AT).unwrap();
    rusqlite::Connection::open(&newer)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(matches!(CaseFile::open(&newer), Err(StoreError::Newer(_))));
    assert!(CaseFile::open(Path::new("/nowhere/at/all.fwcase")).is_err());
}
