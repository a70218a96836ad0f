//! What the command line says: hints that work as they are printed, problems and remarks by their names, and one of a thing as one.

use std::{fs, path::Path};

use crate::{
    cli::{forewarned, output, small_case},
    whole_cases::sample,
};

const ROWS: &str = "A1,01/03/2021,,Log,PC Hardwick,Call,Neighbour heard shouting.\nA2,02/03/2021,,Log,PC Hardwick,Call,Mr B was seen.\n";
const TABLE: &str = "Ref,Date,Type,Event\nX1,01/04/2021,Call,Shouting was heard.\nX2,02/04/2021,Visit,Nobody was in.\n";

/// What a command prints, both ways, and whether it went well.
fn said(home: &Path, arguments: &[&str]) -> (bool, String) {
    let (code, out, err) = output(forewarned(home).args(arguments));
    (code == 0, out + &err)
}

/// A home with the case `small`, beside its folder.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    small_case(&home.path().join("Small case"), "", ROWS);
    let folder = home.path().join("Small case");
    let (ok, out) = said(home.path(), &["import", folder.to_str().unwrap()]);
    assert!(ok, "{out}");
    home
}

fn file(home: &Path, name: &str, content: &str) -> String {
    fs::write(home.join(name), content).unwrap();
    home.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_case_and_an_agency_may_be_named_by_title_and_name() {
    let home = home();
    let more = file(home.path(), "more.csv", TABLE);
    let folder = home.path().join("Riverside");
    small_case(&folder, "", ROWS);
    let toml = fs::read_to_string(folder.join("case.toml")).unwrap();
    fs::write(
        folder.join("case.toml"),
        toml.replace("\"Small\"", "\"Riverside Walk\""),
    )
    .unwrap();
    let (ok, out) = said(home.path(), &["import", folder.to_str().unwrap(), "--case", "walk"]);
    assert!(ok, "{out}");
    let (ok, out) = said(
        home.path(),
        &["import", &more, "--case", "riverside WALK", "--agency", "PROBATION"],
    );
    assert!(
        ok && out.contains("walk is added to: 1 new record, 0 already there, 2 new entries"),
        "{out}"
    );
    let (ok, out) = said(
        home.path(),
        &["import", &more, "--case", "Nowhere Road", "--agency", "probation"],
    );
    assert!(
        !ok && out.contains("no name for a new one") && out.contains("nowhere-road"),
        "{out}"
    );
}

#[test]
fn a_file_for_a_case_without_its_agency_is_told_what_to_say() {
    let home = home();
    let more = file(home.path(), "more.csv", TABLE);
    let (ok, out) = said(home.path(), &["import", &more, "--case", "small"]);
    assert!(
        !ok && out.contains("say whose file it is: --agency ID (the case has probation (Probation))"),
        "{out}"
    );
    let (ok, out) = said(home.path(), &["import", &more]);
    assert!(
        ok && out.contains("this file makes a new case of its own, more-csv; to add it to a case"),
        "{out}"
    );
}

#[test]
fn an_import_counts_remarks_apart_and_shows_the_problems_of_its_own_files() {
    let home = home();
    let first = file(
        home.path(),
        "first.csv",
        "Date,Event,Mood\n03/05/2021,Mr B was in.,low\nsoon,Mr B was out.,\n",
    );
    let (ok, out) = said(
        home.path(),
        &["import", &first, "--case", "small", "--agency", "probation"],
    );
    assert!(ok && out.contains("1 new entry, 1 new problem, 2 remarks"), "{out}");
    assert!(out.contains("2 rows = 1 entry + 1 problem"), "{out}");
    assert!(
        out.contains("  problem: first.csv row 3") && out.contains("  remark: first.csv: the column 'Mood'"),
        "{out}"
    );
    let second = file(home.path(), "second.csv", TABLE);
    let (ok, out) = said(
        home.path(),
        &["import", &second, "--case", "small", "--agency", "probation"],
    );
    assert!(ok && !out.contains("first.csv"), "{out}");
    assert!(
        out.contains("The case has 1 problem and 2 remarks in all: forewarned report small --kind coverage"),
        "{out}"
    );
}

#[test]
fn the_same_bytes_and_the_same_rows_under_another_name_are_told() {
    let home = home();
    let add = |name: &str, content: &str, more: &[&str]| {
        let path = file(home.path(), name, content);
        let mut all = vec!["import", path.as_str(), "--case", "small"];
        all.extend(more);
        said(home.path(), &all)
    };
    let police = [
        "--agency",
        "police",
        "--agency-kind",
        "police",
        "--agency-name",
        "Tarnbeck Police",
    ];
    assert!(add("police.csv", TABLE, &police).0);
    let (ok, out) = add("same.csv", TABLE, &["--agency", "probation", "--preview"]);
    assert!(
        ok && out.contains("same.csv: the case holds these bytes already, as police.csv of Tarnbeck Police"),
        "{out}"
    );
    let corrected = TABLE
        .replace("Nobody was in", "Somebody was in")
        .replace("X1", "Y1")
        .replace("X2", "Y2");
    let note = "1 of 2 rows are in police.csv already; if this file replaces it, use --replaces police.csv";
    let (ok, out) = add("police 2.csv", &corrected, &["--agency", "police", "--preview"]);
    assert!(ok && out.contains(note), "{out}");
    let replaces = ["--agency", "police", "--preview", "--replaces", "police.csv"];
    let (ok, out) = add("police 2.csv", &corrected, &replaces);
    assert!(ok && !out.contains("already; if"), "{out}");
    let other = corrected.replace("Shouting", "Singing");
    let (ok, out) = add("police 3.csv", &other, &["--agency", "police", "--preview"]);
    assert!(ok && !out.contains("already; if"), "{out}");
}

#[test]
fn a_file_in_a_case_folder_that_nobody_named_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("small");
    small_case(&folder, "", ROWS);
    for name in ["README.txt", "notes.md", ".DS_Store", "~$p.csv"] {
        fs::write(folder.join(name), "x").unwrap();
    }
    let (_, out) = said(home.path(), &["import", folder.to_str().unwrap(), "--preview"]);
    assert!(!out.contains("does not name"), "{out}");
    fs::write(folder.join("gp.xlsx"), "x").unwrap();
    let (ok, out) = said(home.path(), &["import", folder.to_str().unwrap(), "--preview"]);
    let words = "remark: case.toml: the folder holds files that case.toml does not name: gp.xlsx; add them to an agency's files, or import them with --agency";
    assert!(ok && out.contains(words), "{out}");
}

#[test]
fn days_that_are_not_known_bound_no_coverage_and_the_hint_confirms_as_printed() {
    let home = home();
    let rows = "Date,Event\n2021,Mr B was known.\n05/02/2021,Mr B was seen.\n09/03/2021,Mr B was gone.\n";
    let path = file(home.path(), "police.csv", rows);
    let agency = ["--agency", "police", "--agency-kind", "police"];
    let mut import = vec!["import", &path, "--case", "small"];
    import.extend(agency);
    assert!(said(home.path(), &import).0);
    let (_, out) = said(home.path(), &["coverage", "small"]);
    let hint = "forewarned coverage confirm small police 2021-02-05 2021-03-09 --who NAME --because TEXT";
    assert!(out.contains(hint), "{out}");
    let typed: Vec<&str> = hint.split(' ').skip(1).collect();
    let (ok, out) = said(home.path(), &typed);
    assert!(ok, "{out}");
}

#[test]
fn what_is_settled_must_be_there() {
    let home = home();
    let why = ["--who", "AB", "--because", "seen"];
    let run = |arguments: &[&str]| said(home.path(), &[arguments, &why[..]].concat());
    let (ok, out) = run(&["conflicts", "looked", "small", "A1", "A2"]);
    assert!(!ok && out.contains("A1 and A2 are not set against each other"), "{out}");
    let (ok, out) = run(&["people", "dismiss", "small", "Zebedee"]);
    assert!(
        !ok && out.contains("Zebedee: this name is nowhere in the records"),
        "{out}"
    );
    assert!(run(&["people", "dismiss", "small", "Hardwick"]).0);
    let (ok, out) = run(&["people", "add", "small", "Ann Lisle", "--role", "nonsense"]);
    assert!(
        !ok && out.contains("there is no such role; there are subject, victim"),
        "{out}"
    );
    let (ok, out) = said(home.path(), &["settled", "small", "--undo", "1"]);
    assert!(!ok && out.contains("--who") && out.contains("--because"), "{out}");
}

#[test]
fn names_with_blanks_are_quoted_and_one_is_one() {
    let home = home();
    let folder = home.path().join("My Case");
    let (ok, out) = said(home.path(), &["new", folder.to_str().unwrap()]);
    assert!(ok && out.contains("import \"") && out.contains("My Case\""), "{out}");
    let (_, out) = said(home.path(), &["conflicts", "small"]);
    assert!(out.contains("0 conflicts"), "{out}");
    let (_, out) = said(home.path(), &["people", "small"]);
    assert!(out.contains("1 person is on it"), "{out}");
}

#[test]
fn hints_are_complete() {
    let home = home();
    let odd = file(home.path(), "odd.csv", "When it was seen on,Who\nx,y\n");
    let (_, out) = said(
        home.path(),
        &["import", &odd, "--case", "small", "--agency", "probation", "--preview"],
    );
    assert!(
        out.contains("--columns \"Heading=date\" --columns \"Heading=event\""),
        "{out}"
    );
    let (ok, out) = said(
        home.path(),
        &[
            "report",
            sample("rowan-street").to_str().unwrap(),
            "--kind",
            "warnings",
            "--format",
            "svg",
        ],
    );
    assert!(!ok && out.contains("(full, timeline)"), "{out}");
}
