//! Whole case folders: what is refused, what is a problem, and that nothing outside is opened.

use std::{
    fs,
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
};

use crate::headings;
use forewarned::{
    import::{Refusal, read_folder},
    model::{coverage, record::Bundle},
};

use super::{HEADER, adds_up};

/// A folder with one agency, `police`, and these files named in `case.toml`.
fn folder_with(names: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let files = names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ");
    write_case(dir.path(), &format!("files = [{files}]"));
    dir
}

fn write_case(dir: &Path, agency: &str) {
    let case = format!(
        "title = \"Invented\"\nkind = \"sfo\"\nreview_from = 2018-01-01\nreview_to = 2018-12-31\n\n[[agency]]\nid = \
         \"police\"\nname = \"Police\"\nkind = \"police\"\nsupplied_from = 2018-01-01\nsupplied_to = \
         2018-12-31\n{agency}\n"
    );
    fs::write(dir.join("case.toml"), case).unwrap();
}

fn read(dir: &Path) -> Bundle {
    let bundle = read_folder(dir, &headings()).unwrap_or_else(|r| panic!("{r}"));
    for supplied in &bundle.supplied {
        adds_up(supplied);
    }
    bundle
}

#[test]
fn a_file_of_200_megabytes_is_refused_without_being_read() {
    let dir = folder_with(&["big.csv"]);
    let mut file = fs::File::create(dir.path().join("big.csv")).unwrap();
    file.write_all(HEADER.as_bytes()).unwrap();
    // A sparse file: large to the reader, small on the disk.
    file.seek(SeekFrom::Start(200 * 1024 * 1024 - 1)).unwrap();
    file.write_all(b"x").unwrap();
    let bundle = read(dir.path());
    assert!(bundle.supplied.is_empty());
    assert!(
        bundle.problems[0]
            .what
            .contains("200 MB; files of more than 64 MB are not read"),
        "{}",
        bundle.problems[0]
    );
}

#[test]
fn a_missing_file_is_a_problem_and_its_agency_counts_as_not_supplied() {
    let dir = folder_with(&["gone.csv"]);
    let bundle = read(dir.path());
    assert_eq!(
        bundle.problems[0].to_string(),
        "gone.csv: the file named in case.toml is not in the case folder; add the file, or take its name out of case.toml"
    );
    assert_eq!(coverage::of_case(&bundle.case), []);
    assert!(bundle.case.agencies[0].involved);
}

#[test]
fn a_file_that_nobody_could_read_supplies_no_days() {
    let dir = folder_with(&["good.csv", "bad.csv"]);
    fs::write(dir.path().join("good.csv"), format!("{HEADER}A,14/01/2018,,,,,x\n")).unwrap();
    let whole = folder_with(&["good.csv"]);
    fs::copy(dir.path().join("good.csv"), whole.path().join("good.csv")).unwrap();
    assert_eq!(coverage::of_case(&read(whole.path()).case).len(), 1);
    fs::write(dir.path().join("bad.csv"), b"\0\0\0").unwrap();
    let bundle = read(dir.path());
    assert_eq!(bundle.supplied.len(), 2);
    assert_eq!(bundle.supplied[0].entries.len(), 1);
    assert_eq!(coverage::of_case(&bundle.case), []);
}

/// The first problem of a folder in which `case.toml` names this file.
fn problem_of(name: &str, make: impl Fn(&Path)) -> String {
    let dir = folder_with(&[name]);
    make(dir.path());
    let bundle = read(dir.path());
    assert!(bundle.supplied.is_empty(), "{name} was opened");
    bundle.problems[0].to_string()
}

#[test]
fn nothing_outside_the_folder_is_opened() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.csv");
    fs::write(&secret, format!("{HEADER}A,14/01/2018,,,,,x\n")).unwrap();
    for name in [
        "../secret.csv",
        "/etc/passwd",
        "a/../../secret.csv",
        "..\\secret.csv",
        "",
        ".",
        "C:secret.csv",
    ] {
        let problem = problem_of(name, |_| {});
        assert!(problem.contains("place inside the case folder"), "{name}: {problem}");
    }
    #[cfg(unix)]
    {
        let problem = problem_of("link.csv", |dir| {
            std::os::unix::fs::symlink(&secret, dir.join("link.csv")).unwrap();
        });
        assert!(problem.contains("link to a place outside"), "{problem}");
        let problem = problem_of("sub/secret.csv", |dir| {
            std::os::unix::fs::symlink(outside.path(), dir.join("sub")).unwrap();
        });
        assert!(problem.contains("link to a place outside"), "{problem}");
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_a_problem() {
    let problem = problem_of("police.csv", |dir| {
        fs::create_dir(dir.join("police.csv")).unwrap();
    });
    assert!(problem.contains("that of a folder"), "{problem}");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let dir = folder_with(&["a.csv", "a.csv"]);
    fs::write(dir.path().join("a.csv"), format!("{HEADER}A,14/01/2018,,,,,x\n")).unwrap();
    let bundle = read(dir.path());
    assert_eq!(bundle.supplied.len(), 1);
    assert!(
        bundle.problems[0].what.contains("named twice"),
        "{}",
        bundle.problems[0]
    );
}

fn refused(case_toml: &str) -> Refusal {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("case.toml"), case_toml).unwrap();
    read_folder(dir.path(), &headings()).unwrap_err()
}

const CASE: &str = "title = \"Invented\"\nkind = \"sfo\"\nreview_from = 2018-01-01\nreview_to = 2018-12-31\n";

#[test]
fn a_case_file_that_cannot_be_read_says_where_and_why() {
    for (added, parts) in [
        (
            "colour = 1\n",
            &["line 5", "unknown field `colour`", "`review_from`"][..],
        ),
        (
            "\n[[agency]]\nid = \"a\"\nname = \"A\"\nkind = \"gp\"\nfile = \"x\"\n",
            &["line 10", "`file`", "`files`"],
        ),
        ("\n[[agency]\n", &["line 6"]),
        ("event = \"soon\"\n", &["line 5"]),
        ("event = 2018-02-31\n", &["line 5"]),
        (
            "[[agency]]\nid = \"a\"\nname = \"A\"\nkind = \"gp\"\n[[agency]]\nid = \"a\"\nname = \"B\"\nkind = \"gp\"\n",
            &["agency id 'a' is blank or used twice"],
        ),
        (
            "[[agency]]\nid = \"a\"\nname = \"A\"\nkind = \"gp\"\nsupplied_from = 2018-02-01\nsupplied_to = 2018-01-01\n",
            &[
                "the records of agency 'a' are reversed: from 2018-02-01 to 2018-01-01",
                "put the earlier date first",
            ],
        ),
    ] {
        let said = refused(&format!("{CASE}{added}")).to_string();
        for part in parts {
            assert!(said.contains(part), "{said:?} does not say {part:?}");
        }
    }
    let reversed = refused("title = \"x\"\nkind = \"sfo\"\nreview_from = 2019-01-01\nreview_to = 2018-12-31\n");
    assert!(reversed.to_string().contains("the review are reversed"), "{reversed}");
    let lacking = refused("title = \"x\"\n");
    assert!(lacking.to_string().contains("missing field `kind`"), "{lacking}");
}

#[test]
fn a_folder_without_a_case_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(
        read_folder(dir.path(), &headings()).unwrap_err(),
        Refusal::NoCaseFile(_)
    ));
    assert!(matches!(
        read_folder(&dir.path().join("no"), &headings()).unwrap_err(),
        Refusal::NoFolder(_)
    ));
    fs::write(dir.path().join("case.toml"), b"\xFF\xFE").unwrap();
    let refusal = read_folder(dir.path(), &headings()).unwrap_err().to_string();
    assert!(refusal.contains("not UTF-8 text"), "{refusal}");
}

#[test]
fn files_that_systems_and_office_programs_leave_are_passed_over_and_said_in_every_way_in() {
    const LEFT: [&str; 5] = [
        "~$log.docx",
        "Thumbs.db",
        "desktop.ini",
        ".~lock.log.xlsx#",
        "~WRL0001.tmp",
    ];
    let dir = folder_with(&["log.csv"]);
    fs::write(
        dir.path().join("log.csv"),
        format!("{HEADER}A-1,01/03/2018,,,,Call,Rang.\n"),
    )
    .unwrap();
    fs::create_dir(dir.path().join("__MACOSX")).unwrap();
    fs::write(dir.path().join("__MACOSX/._log.csv"), b"x").unwrap();
    for name in LEFT {
        fs::write(dir.path().join(name), b"x").unwrap();
    }
    let bundle = read(dir.path());
    assert_eq!(bundle.supplied.len(), 1);
    let said: Vec<String> = bundle.problems.iter().map(|p| format!("{p} [{}]", p.raw)).collect();
    let all = said.join("\n");
    assert!(
        all.contains("6 files that Windows, macOS or an office program leaves beside others were passed over"),
        "{all}"
    );
    assert!(!all.contains("does not name"), "{all}");
    for name in LEFT {
        assert!(all.contains(name), "{name}: {all}");
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for name in LEFT.into_iter().chain(["__MACOSX/._log.csv"]) {
        zip.start_file(name, plain).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.start_file("log.csv", plain).unwrap();
    zip.write_all(format!("{HEADER}A-1,01/03/2018,,,,Call,Rang.\n").as_bytes())
        .unwrap();
    let supplied = super::import_one("all.zip", zip.finish().unwrap().into_inner());
    assert_eq!(supplied.entries.len(), 1);
    assert_eq!(supplied.record.rows, 1);
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|p| p.contains("6 files that Windows")), "{said:?}");
}
