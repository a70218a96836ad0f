//! Measuring: the judging alone on a fully read case, marked lines, packs of patterns, and what wrong marks lead to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::cli::{forewarned, output};

fn fully_read() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fully-read")
}

fn copy_of_it(home: &Path) -> PathBuf {
    let copy = home.join("case");
    fs::create_dir(&copy).unwrap();
    for file in fs::read_dir(fully_read()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    copy
}

/// Every mention of the case was entered by hand, and its marks were made from the published definitions of the patterns by
/// somebody who had not seen the program judge it.
#[test]
fn given_a_perfect_reading_the_judgement_is_as_marked() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = output(
        forewarned(home.path())
            .args(["evaluate", "--by-hand", "--json"])
            .arg(fully_read()),
    );
    assert_eq!(code, 0, "{err}");
    let scores: serde_json::Value = serde_json::from_str(&out).unwrap();
    let counts = &scores[0]["counts"];
    let count = |what: &str| counts[what].as_f64().unwrap();
    let (hit, missed, wrong) = (count("hit"), count("missed"), count("false_alarms"));
    assert!(hit + missed >= 70.0, "{counts}");
    assert!(
        hit / (hit + missed) >= 0.97,
        "recall: {counts}, not found: {}",
        scores[0]["not_found"]
    );
    assert!(
        hit / (hit + wrong) >= 0.97,
        "precision: {counts}, false: {}",
        scores[0]["false_alarms"]
    );
    let right = scores[0]["outcome_right"].as_f64().unwrap();
    assert!(right / hit >= 0.97, "outcome as marked {right} of {hit}");
}

#[test]
fn readings_that_do_not_fit_the_case_are_refused_with_their_row() {
    let home = tempfile::tempdir().unwrap();
    let copy = copy_of_it(home.path());
    let readings = copy.join("readings.csv");
    let good = fs::read_to_string(&readings).unwrap();
    for (row, say) in [
        ("PRO-001,stalking,words that stand nowhere,plain,,,\n", "does not say"),
        ("NONE-1,stalking,,plain,,,\n", "no such entry"),
        ("PRO-001,no-such-concept,,plain,,,\n", "no-such-concept"),
        ("PRO-001,stalking,,perhaps,,,\n", "perhaps"),
    ] {
        fs::write(&readings, format!("{good}{row}")).unwrap();
        let (code, _, err) = output(forewarned(home.path()).args(["evaluate", "--by-hand"]).arg(&copy));
        assert_eq!(code, 2, "{row}");
        assert!(err.contains("row ") && err.contains(say), "{row} gives: {err}");
    }
    fs::remove_file(&readings).unwrap();
    let (code, _, err) = output(forewarned(home.path()).args(["evaluate", "--by-hand"]).arg(&copy));
    assert_eq!(code, 2);
    assert!(err.contains("readings.csv"), "{err}");
}

#[test]
fn marks_that_could_never_be_found_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let copy = copy_of_it(home.path());
    for (mark, say) in [
        (
            r#"{"pattern": "STALK-01", "triggers": ["NONE-1"], "outcome": "missed"}"#,
            "no entry NONE-1",
        ),
        (
            r#"{"pattern": "STALK-01", "triggers": ["PRO-001"], "outcome": "overlooked"}"#,
            "overlooked",
        ),
        (
            r#"{"pattern": "STALK-01", "triggers": ["PRO-001"], "clarity": "sure"}"#,
            "clear or arguable",
        ),
    ] {
        fs::write(copy.join("gold.json"), format!("{{\"findings\": [{mark}]}}")).unwrap();
        let (code, _, err) = output(forewarned(home.path()).arg("evaluate").arg(&copy));
        assert_eq!(code, 2, "{mark}");
        assert!(err.contains(say), "{err}");
    }
}

#[test]
fn marked_lines_are_counted_by_concept() {
    let home = tempfile::tempdir().unwrap();
    let lines = home.path().join("lines.jsonl");
    fs::write(
        &lines,
        "{\"concept\": \"stalking\", \"label\": true, \"agency\": \"police\", \"text\": \"IP states ex has followed her home again.\"}\n\
         {\"concept\": \"stalking\", \"label\": false, \"text\": \"Nobody has followed her.\"}\n\
         {\"concept\": \"*\", \"label\": false, \"text\": \"Boiler serviced.\"}\n",
    )
    .unwrap();
    let (code, out, err) = output(forewarned(home.path()).args(["evaluate", "--lines"]).arg(&lines));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("3 lines; recall 1.00, precision 1.00"), "{out}");
    fs::write(&lines, "{\"concept\": \"stalking\"}\n").unwrap();
    let (code, _, err) = output(forewarned(home.path()).args(["evaluate", "--lines"]).arg(&lines));
    assert_eq!(code, 2);
    assert!(err.contains("line 1"), "{err}");
}

#[test]
fn the_second_pack_is_judged_when_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    for pack in ["T1", "T2"] {
        let (code, out, err) = output(
            forewarned(home.path())
                .arg("analyse")
                .arg(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/acceptance"))
                .args(["--tier", pack, "--format", "json"]),
        );
        assert_eq!(code, 0, "{err}");
        let findings: serde_json::Value = serde_json::from_str(&out).unwrap();
        found.push(findings["findings"].as_array().unwrap().len());
    }
    assert!(found[1] > found[0], "{found:?}");
    let (code, _, err) = output(forewarned(home.path()).args(["analyse", ".", "--tier", "T9"]));
    assert_eq!(code, 2);
    assert!(err.contains("T1, T2 and T3"), "{err}");
}
