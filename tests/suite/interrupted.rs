//! Imports that are cut short, meet another, or meet what they cannot use: the case is as before or as after, never between, and it is said why.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use forewarned::{
    app::importing,
    import::{Taken, narrative_case, read_file},
    store::{CaseFile, StoreError, Stored},
};

use crate::{
    cli::{forewarned, output, small_case},
    headings,
};

const AT: &str = "2026-11-26T12:00:00+00:00";

/// A home with the small case, as `c`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    small_case(&home.path().join("in"), "", "A1,01/03/2021,,,,Call,He rang twice.\n");
    let bundle = importing::read(&home.path().join("in"), &headings()).unwrap();
    fs::create_dir_all(home.path().join("cases")).unwrap();
    CaseFile::create(&case(home.path()), &bundle, AT).unwrap();
    home
}

fn case(home: &Path) -> PathBuf {
    home.join("cases/c.fwcase")
}

fn stored(home: &Path) -> Stored {
    CaseFile::open(&case(home)).unwrap().load().unwrap()
}

/// A table of this many rows.
fn table(path: &Path, rows: usize) {
    let row = |row: usize| format!("T{row},01/03/2021,He rang for the {row}. time and nobody was there.\n");
    let out = format!("Ref,Date,Event\n{}", (0..rows).map(row).collect::<String>());
    fs::write(path, out).unwrap();
}

/// Runs an import for which no file may grow beyond so many blocks: the system then ends it, or gives it an error.
#[cfg(unix)]
fn limited(home: &Path, (blocks, first): (usize, &str), arguments: &[&str]) -> (bool, String) {
    let out = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!("{first} ulimit -f {blocks}; exec \"$0\" --quiet --home \"$@\""))
        .arg(assert_cmd::cargo::cargo_bin!("forewarned"))
        .arg(home)
        .args(arguments)
        .output()
        .unwrap();
    (out.status.success(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[cfg(unix)]
#[test]
fn an_import_that_is_killed_or_finds_no_room_leaves_the_case_as_it_was() {
    let home = home();
    let before = stored(home.path());
    let file = home.path().join("t.csv");
    table(&file, 4_000);
    let arguments = ["import", file.to_str().unwrap(), "--case", "c", "--agency", "probation"];
    // Without a word the system kills the process in the middle of a write; with `trap` it gives an error as a full disk does.
    for blocks in [400, 1_000, 2_000] {
        let (ok, _) = limited(home.path(), (blocks, ""), &arguments);
        assert!(!ok, "{blocks}");
        assert_eq!(stored(home.path()), before, "{blocks}");
    }
    let (ok, said) = limited(home.path(), (1_000, "trap '' XFSZ;"), &arguments);
    assert!(
        !ok && said.contains("nothing was changed") && said.contains("make room on it"),
        "{said}"
    );
    assert_eq!(stored(home.path()), before);

    let new = ["import", file.to_str().unwrap(), "--case", "n"];
    for first in ["", "trap '' XFSZ;"] {
        let (ok, _) = limited(home.path(), (1_000, first), &new);
        assert!(!ok);
        assert!(
            !home.path().join("cases/n.fwcase").exists(),
            "a case is whole or absent"
        );
    }
    let bundle = importing::read(&file, &headings()).unwrap();
    CaseFile::create(&home.path().join("cases/n.fwcase"), &bundle, AT).unwrap();
    let left: Vec<String> = fs::read_dir(home.path().join("cases"))
        .unwrap()
        .map(|i| i.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn two_imports_at_once_lose_nothing_of_each_other() {
    let home = home();
    let arguments = |name: &str, agency: &str, rows: usize| {
        let path = home.path().join(name);
        fs::write(&path, {
            let mut out = "Date,Event\n".to_owned();
            out.push_str(&"01/03/2021,He rang.\n".repeat(rows));
            out
        })
        .unwrap();
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("forewarned"));
        command
            .args(["--quiet", "--home"])
            .arg(home.path())
            .arg("import")
            .arg(path);
        command.args(["--case", "c", "--agency", agency, "--agency-kind", "other"]);
        command
    };
    let both = [arguments("x.csv", "one", 40), arguments("y.csv", "two", 30)]
        .map(|mut c| c.stdout(std::process::Stdio::null()).spawn().unwrap());
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    let now = stored(home.path());
    assert_eq!(now.entries.len(), 71);
    assert_eq!(now.case.agencies.len(), 3);
    assert_eq!(now.records.len(), 3);
}

#[test]
fn an_import_whose_index_cannot_be_made_is_kept_and_says_so() {
    let home = home();
    fs::write(
        home.path().join("indexes"),
        "a file where the folder of indexes should be",
    )
    .unwrap();
    let path = home.path().join("x.csv");
    fs::write(&path, "Date,Event\n02/03/2021,He rang.\n").unwrap();
    let (code, said, _) = output(forewarned(home.path()).arg("import").arg(&path).args([
        "--case",
        "c",
        "--agency",
        "one",
        "--agency-kind",
        "other",
    ]));
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("the records are kept; the search index could not be made now"),
        "{said}"
    );
    assert_eq!(stored(home.path()).entries.len(), 2);
}

#[test]
fn a_case_that_another_import_is_making_is_left_to_it() {
    let home = home();
    let bundle = importing::read(&home.path().join("in"), &headings()).unwrap();
    let path = home.path().join("cases/n.fwcase");
    let lock = File::create(home.path().join("cases/.n.fwcase.making")).unwrap();
    lock.lock().unwrap();
    fs::write(home.path().join("cases/.n.fwcase.partial"), "half of it").unwrap();
    let refused = CaseFile::create(&path, &bundle, AT).unwrap_err();
    assert!(matches!(refused, StoreError::BeingMade(_)), "{refused}");
    assert_eq!(
        fs::read(home.path().join("cases/.n.fwcase.partial")).unwrap(),
        b"half of it"
    );
    drop(lock);
    CaseFile::create(&path, &bundle, AT).unwrap();
    let again = CaseFile::create(&path, &bundle, AT).unwrap_err();
    assert!(matches!(again, StoreError::Exists(_)), "{again}");
}

#[test]
fn case_files_and_paths_that_cannot_be_used_are_told_apart() {
    let home = home();
    let import = |what: &str| {
        let mut command = forewarned(home.path());
        command.args(["import", what, "--case", "c", "--agency", "probation"]);
        let (code, _, err) = output(&mut command);
        assert_eq!(code, 2, "{err}");
        err
    };
    let said = import("nowhere.csv");
    assert!(
        said.contains("nowhere.csv: cannot be read") && said.contains("Check its name"),
        "{said}"
    );
    if cfg!(target_os = "linux") {
        // The system tells of no bytes and gives some: as a file does to which somebody writes.
        let said = import("/proc/self/status");
        assert!(
            said.contains("was changed while it was read; nothing was stored"),
            "{said}"
        );
        let said = import("/dev/null");
        assert!(said.contains("is no file that can be read"), "{said}");
    }
    let file = home.path().join("t.csv");
    table(&file, 2);
    let file = file.to_str().unwrap();
    let before = stored(home.path());

    let mut rights = fs::metadata(case(home.path())).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(case(home.path()), rights.clone()).unwrap();
    // Whoever may do everything on a computer is not held by this.
    if File::options().append(true).open(case(home.path())).is_err() {
        let said = import(file);
        assert!(said.contains("may only be read"), "{said}");
    }
    fs::remove_file(case(home.path())).unwrap();
    fs::create_dir(case(home.path())).unwrap();
    let said = import(file);
    assert!(
        said.contains("c.fwcase: ") && said.contains("nothing was changed"),
        "{said}"
    );
    fs::remove_dir(case(home.path())).unwrap();

    let bundle = importing::read(&home.path().join("in"), &headings()).unwrap();
    CaseFile::create(&case(home.path()), &bundle, AT).unwrap();
    assert_eq!(stored(home.path()).entries, before.entries);
    let db = rusqlite::Connection::open(case(home.path())).unwrap();
    let version: i64 = db.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
    db.pragma_update(None, "user_version", version + 1).unwrap();
    let said = import(file);
    assert!(said.contains("newer version of this program"), "{said}");
    db.pragma_update(None, "user_version", version).unwrap();
    drop(db);
    assert_eq!(stored(home.path()).entries, before.entries);
}

/// A zip that lists this many files, which all are the one that it holds.
fn names(count: u32) -> Vec<u8> {
    let number = |n: u32, bytes: usize| n.to_le_bytes().into_iter().take(bytes).collect::<Vec<u8>>();
    let mut out = b"PK\x03\x04".to_vec();
    out.extend([20_u8, 0, 0, 0, 0, 0, 0, 0, 33, 0].iter());
    out.extend([0_u8; 12].iter());
    out.extend([7_u8, 0, 0, 0].iter());
    out.extend(b"a000000");
    let from = out.len();
    for n in 0..count {
        out.extend(b"PK\x01\x02");
        out.extend([20_u8, 0, 20, 0, 0, 0, 0, 0, 0, 0, 33, 0].iter());
        out.extend([0_u8; 12].iter());
        out.extend([7_u8, 0].iter());
        out.extend([0_u8; 16].iter());
        out.extend(format!("{n:07}").bytes());
    }
    let size = u32::try_from(out.len() - from).unwrap();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(number(count, 2).repeat(2));
    out.extend(number(size, 4));
    out.extend(number(u32::try_from(from).unwrap(), 4));
    out.extend([0_u8, 0].iter());
    out
}

#[test]
fn a_zip_with_more_names_than_records_have_is_refused_before_they_are_listed() {
    let said = |count: u32| {
        let case = narrative_case("n.zip");
        let agency = case.agencies[0].id.clone();
        let read = read_file(&case, &headings(), &agency, ("n.zip", names(count)), &mut Taken::new());
        assert!(read.entries.is_empty());
        read.problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let many = said(100_001);
    assert!(
        many.contains("it lists more than 100000 files inside it") && !many.contains('\n'),
        "{many}"
    );
    let few = said(20);
    assert!(few.contains("0000019") && few.contains("is empty"), "{few}");
}
