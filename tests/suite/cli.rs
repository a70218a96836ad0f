//! The command line, as a user meets it: what it prints, and its exit codes.

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

use crate::whole_cases::sample;

pub(crate) fn forewarned(home: &Path) -> Command {
    let mut command = Command::cargo_bin("forewarned").unwrap();
    command.arg("--home").arg(home);
    command
}

pub(crate) fn output(command: &mut Command) -> (i32, String, String) {
    let out = command.output().unwrap();
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

/// A case folder of probation's alone, about Mr B in the year 2021: more of the case file, and rows without their heading.
pub(crate) fn small_case(folder: &Path, more: &str, rows: &str) {
    let case = r#"
title = "Small"
kind = "sfo"
review_from = 2021-01-01
review_to = 2021-12-31
event = 2021-12-31
[[person]]
id = "P1"
role = "subject"
names = ["Mr B"]
sex = "male"
[[agency]]
id = "probation"
name = "Probation"
kind = "probation"
files = ["p.csv"]
supplied_from = 2021-01-01
supplied_to = 2021-12-31
"#;
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("case.toml"), format!("{case}{more}")).unwrap();
    let heading = "Ref,Date,Time,Source,Author,Type,Event";
    fs::write(folder.join("p.csv"), format!("{heading}\n{rows}")).unwrap();
}

#[test]
fn the_whole_way_from_folder_to_report() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = output(
        forewarned(home.path())
            .arg("import")
            .arg(sample("rowan-street"))
            .args(["--case", "rowan"]),
    );
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("rowan is made") && out.contains("sha256"), "{out}");

    let (code, out, _) = output(
        forewarned(home.path())
            .arg("import")
            .arg(sample("rowan-street"))
            .args(["--case", "rowan"]),
    );
    assert_eq!(code, 0);
    assert!(
        out.contains("0 new records") && out.contains("0 new entries"),
        "the same records add nothing: {out}"
    );

    let (code, out, _) = output(forewarned(home.path()).args(["search", "rowan", "police"]));
    assert_eq!(code, 0);
    assert!(out.contains("Read as:") && out.contains("agency:"), "{out}");

    fs::remove_dir_all(home.path().join("indexes")).unwrap();
    let (code, out, _) = output(forewarned(home.path()).args(["search", "rowan", "police"]));
    assert_eq!(
        (code, out.contains(" entries")),
        (0, true),
        "the index is made again when it is gone"
    );
    let (code, out, _) = output(forewarned(home.path()).args(["index", "rebuild"]));
    assert_eq!((code, out.contains("rowan: ")), (0, true));

    for arguments in [
        vec!["timeline", "rowan"],
        vec!["findings", "rowan", "--outcome", "missed"],
        vec!["analyse", "rowan"],
    ] {
        let (code, out, err) = output(forewarned(home.path()).args(&arguments));
        assert_eq!(code, 0, "{err}");
        assert!(out.lines().count() > 20, "{arguments:?}: {out}");
    }
    let (code, out, _) = output(forewarned(home.path()).args(["timeline", "rowan", "--svg"]));
    assert!(code == 0 && out.starts_with("<svg"), "{out}");

    let report = home.path().join("report.html");
    let write = || {
        let (code, _, err) = output(
            forewarned(home.path())
                .args(["report", "rowan", "--undated", "-o"])
                .arg(&report),
        );
        assert_eq!(code, 0, "{err}");
        fs::read(&report).unwrap()
    };
    assert_eq!(write(), write(), "the same case gives the same bytes");
}

#[test]
fn analyse_prints_the_contract_and_the_same_from_folder_and_from_case() {
    let home = tempfile::tempdir().unwrap();
    output(
        forewarned(home.path())
            .arg("import")
            .arg(sample("saltmarsh"))
            .args(["--case", "salt"]),
    );
    let (code, folder, _) = output(
        forewarned(home.path())
            .arg("analyse")
            .arg(sample("saltmarsh"))
            .args(["--format", "json"]),
    );
    let (_, stored, _) = output(forewarned(home.path()).args(["analyse", "salt", "--format", "json"]));
    assert_eq!(code, 0);
    assert_eq!(folder, stored);
    let json: Value = serde_json::from_str(&folder).unwrap();
    for key in [
        "forewarned",
        "rules",
        "case",
        "records",
        "coverage",
        "warnings",
        "findings",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    let finding = &json["findings"][0];
    for key in [
        "id",
        "pattern",
        "version",
        "title",
        "kind",
        "outcome",
        "basis",
        "agency",
        "severity",
        "window",
        "triggers",
        "responses",
        "rung",
        "searched",
        "says",
    ] {
        assert!(!finding[key].is_null(), "{key}");
    }
    for key in ["ref", "file", "row", "date", "agency", "quote"] {
        assert!(!finding["triggers"][0][key].is_null(), "{key}");
    }
}

/// One entry, two patterns about the same words: the second is shown as part of the first, and counts in no figure.
#[test]
fn what_is_part_of_another_finding_names_it() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("told");
    let more = r#"
[[person]]
id = "A"
role = "ex-partner"
names = ["Ms A"]
[[fact]]
kind = "index-offence"
date = 2020-06-01
value = "assault on Ms A"
"#;
    small_case(
        &folder,
        more,
        "P-1,15/01/2021,10:00,x,y,Office visit,\"Office. Mr B says he is going round to Ms A's tonight to collect his tools.\"\n\
         P-2,15/03/2021,10:00,x,y,Office visit,Payslips seen.\n",
    );
    let (code, out, err) = output(
        forewarned(home.path())
            .arg("analyse")
            .arg(&folder)
            .args(["--format", "json"]),
    );
    assert_eq!(code, 0, "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let of = |pattern: &str| {
        let all = json["findings"].as_array().unwrap();
        all.iter()
            .find(|f| f["pattern"] == pattern)
            .cloned()
            .unwrap_or_else(|| panic!("no {pattern}: {out}"))
    };
    let (part, whole) = (of("PRAC-05"), of("STALK-04"));
    assert_eq!(whole["kind"], "gap");
    assert_eq!(part["kind"], "context");
    assert_eq!(part["part_of"], whole["id"]);
    assert!(part["says"].as_str().unwrap().contains("part of"), "{part}");
}

#[test]
fn exit_codes_say_how_it_ended() {
    let home = tempfile::tempdir().unwrap();
    let (code, _, _) = output(
        forewarned(home.path())
            .arg("analyse")
            .arg(sample("rowan-street"))
            .args(["--fail-on", "missed"]),
    );
    assert_eq!(code, 1);
    let (code, _, _) = output(
        forewarned(home.path())
            .arg("analyse")
            .arg(sample("hollin-bank"))
            .args(["--fail-on", "missed"]),
    );
    assert_eq!(code, 0);
    for arguments in [
        vec!["analyse", "nowhere"],
        vec!["search", "nowhere", "x"],
        vec!["report", "nowhere"],
        vec!["patterns", "explain", "NOPE-99"],
        vec!["frobnicate"],
    ] {
        let (code, out, err) = output(forewarned(home.path()).args(&arguments));
        assert_eq!(code, 2, "{arguments:?}");
        assert!(
            out.is_empty() && !err.is_empty() && !err.contains("panicked"),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn new_makes_a_folder_that_imports() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mine");
    let (code, out, err) = output(forewarned(home.path()).arg("new").arg(&folder));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("case.toml"));
    let (code, _, err) = output(forewarned(home.path()).arg("import").arg(&folder));
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = output(forewarned(home.path()).arg("new").arg(&folder));
    assert_eq!(code, 2);
    assert!(err.contains("there already"));
}

#[test]
fn records_of_one_case_are_not_added_to_another_of_the_same_title_unasked() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("first");
    output(forewarned(home.path()).arg("new").arg(&folder));
    assert_eq!(output(forewarned(home.path()).arg("import").arg(&folder)).0, 0);
    let case = fs::read_to_string(folder.join("case.toml")).unwrap();
    fs::write(folder.join("case.toml"), case.replace("Full Name", "Another Name")).unwrap();
    let (code, _, err) = output(forewarned(home.path()).arg("import").arg(&folder));
    assert_eq!(code, 2);
    assert!(err.contains("--case"), "{err}");
    let (code, _, _) = output(
        forewarned(home.path())
            .arg("import")
            .arg(&folder)
            .args(["--case", "second"]),
    );
    assert_eq!(code, 0);
    let (code, _, err) = output(
        forewarned(home.path())
            .arg("import")
            .arg(sample("saltmarsh"))
            .args(["--case", "second"]),
    );
    assert_eq!(code, 2, "another title is another case, whatever name is given");
    assert!(err.contains("Saltmarsh"), "{err}");
}

#[test]
fn patterns_are_listed_explained_and_tested() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, _) = output(forewarned(home.path()).args(["patterns", "list"]));
    assert_eq!(code, 0);
    assert!(
        out.lines().count() >= 76,
        "47 of the first pack, 19 of the second, 10 of good practice"
    );
    let (code, out, _) = output(forewarned(home.path()).args(["patterns", "explain", "STALK-01"]));
    assert_eq!(code, 0);
    for heading in [
        "Window:",
        "Rule out first:",
        "Questions for the agency:",
        "Sources:",
        "Example:",
    ] {
        assert!(out.contains(heading), "{heading} in {out}");
    }
    let (code, out, _) = output(forewarned(home.path()).args(["patterns", "test"]));
    assert_eq!(code, 0, "{out}");

    let broken = home.path().join("broken.toml");
    fs::write(&broken, "id = \"X-01\"\nwitin = 3\n").unwrap();
    let (code, _, err) = output(forewarned(home.path()).args(["patterns", "test"]).arg(&broken));
    assert_eq!(code, 2);
    assert!(err.contains("broken.toml") && err.contains("witin"), "{err}");
}

#[test]
fn the_demonstration_goes_the_whole_way() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = output(forewarned(home.path()).args(["demo", "--check"]));
    assert_eq!(code, 0, "{err}");
    assert_eq!(out.lines().filter(|l| l.contains("warnings")).count(), 3, "{out}");
    assert!(out.starts_with("rowan-street"), "the first sample is opened first");
    let (code, _, err) = output(forewarned(home.path()).args(["demo", "--check"]));
    assert_eq!(code, 0, "a second time: {err}");
}

#[test]
fn nothing_in_the_program_can_reach_the_network() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    for client in [
        "reqwest",
        "ureq",
        "hyper-tls",
        "native-tls",
        "openssl",
        "curl",
        "isahc",
        "surf",
    ] {
        assert!(
            !lock.contains(&format!("name = \"{client}\"")),
            "{client} is among the dependencies"
        );
    }
}

#[test]
fn a_plain_name_means_the_case_also_where_a_folder_has_that_name() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("rowan");
    fs::create_dir(&folder).unwrap();
    for file in fs::read_dir(sample("rowan-street")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    let at_home = |arguments: &[&str]| {
        let (code, out, err) = output(forewarned(home.path()).current_dir(home.path()).args(arguments));
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    };
    at_home(&["import", "rowan", "--case", "rowan"]);
    at_home(&[
        "mention",
        "strike",
        "rowan",
        "RSP-022",
        "stalking",
        "--reason",
        "duplicate",
    ]);
    let case = at_home(&["findings", "rowan", "--pattern", "STALK-01"]);
    let folder = at_home(&["findings", "./rowan", "--pattern", "STALK-01"]);
    assert!(folder.contains("on record: RSP-022"), "{folder}");
    assert!(!case.contains("on record: RSP-022"), "{case}");
}
