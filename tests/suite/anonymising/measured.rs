//! Measuring what is found: marked notes and marked judgments, here invented ones.

use std::fs;

use crate::cli::{forewarned, output};

const NOTES: &str = r#"{"notes": [{
    "text": "Re: Ms Sylvia Oakes, NHS Number 943-476-5919. Born on 12/12/1962. Email s.oakes@example.com. Seen on 17 November 2025 by Dr Fenn. Sample reference 9434765918 (not an NHS number). Known to all as gubbins.",
    "gold": [{"value": "Sylvia Oakes", "cat": "PATIENT_NAME"}, {"value": "943 476 5919", "cat": "NHS_NUMBER"},
             {"value": "12/12/1962", "cat": "DATE_OF_BIRTH"}, {"value": "all as gubbins", "cat": "OTHER"}],
    "preserve": [{"value": "Dr Fenn", "reason": "clinician name"}, {"value": "9434765918", "reason": "no NHS number"},
                 {"value": "s.oakes", "reason": "never to stay"}]
}]}"#;

#[test]
fn marked_notes_tell_what_is_gone_and_what_was_lost() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("notes.json");
    fs::write(&file, NOTES).unwrap();
    let (code, out, err) = output(
        forewarned(home.path())
            .args(["evaluate", "--verbose", "--identifiers"])
            .arg(&file),
    );
    assert_eq!(code, 0, "{err}");
    let line = |head: &str| {
        let found = out
            .lines()
            .find(|l| l.starts_with(head))
            .unwrap_or_else(|| panic!("no {head} in {out}"));
        found.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(line("NHS_NUMBER"), ["NHS_NUMBER", "1", "1", "1.000"]);
    assert_eq!(line("OTHER"), ["OTHER", "0", "1", "0.000"]);
    assert_eq!(line("together"), ["together", "3", "4", "0.750"]);
    assert_eq!(line("clinician name"), ["clinician", "name", "1", "1", "1.000"]);
    assert_eq!(line("never to stay"), ["never", "to", "stay", "0", "1", "0.000"]);
    assert!(out.contains("left\tOTHER\tall as gubbins"), "{out}");
    assert!(out.contains("lost\tnever to stay\ts.oakes"), "{out}");
    fs::write(&file, "{}").unwrap();
    let (code, _, err) = output(forewarned(home.path()).args(["evaluate", "--identifiers"]).arg(&file));
    assert_eq!(code, 2);
    assert!(err.contains("`notes`"), "{err}");
}

/// Two judgments: the first has a name twice, once in a form that only the roster knows.
#[test]
fn marked_judgments_tell_which_entities_are_hidden_whole() {
    let mention = |text: &str, part: &str, nth: usize, of: &str, kind: &str, id: &str| {
        let at = text.match_indices(part).nth(nth).unwrap().0;
        let start = text[..at].chars().count();
        serde_json::json!({"span_text": part, "start_offset": start, "end_offset": start + part.chars().count(),
            "entity_type": of, "identifier_type": kind, "entity_id": id})
    };
    let first = "Mr Çelik Oakley was born in 1960 in Łódź. The Court saw the glimmer of it.";
    let second = "On 3 May 2001 the weather was fine.";
    let lines = [
        serde_json::json!({"text": first, "entities": [
            mention(first, "Mr Çelik Oakley", 0, "PERSON", "DIRECT", "a"),
            mention(first, "1960", 0, "DATETIME", "QUASI", "b"),
            mention(first, "Łódź", 0, "LOC", "QUASI", "c"),
            mention(first, "glimmer", 0, "MISC", "QUASI", "d"),
            mention(first, "in Łódź", 0, "MISC", "QUASI", "f"),
            mention(first, "Court", 0, "ORG", "NO_MASK", "e"),
        ]}),
        serde_json::json!({"text": second, "entities": []}),
    ];
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("judgments.jsonl");
    fs::write(&file, lines.map(|l| l.to_string()).join("\n")).unwrap();
    let run = |more: &[&str]| {
        let (code, out, err) = output(
            forewarned(home.path())
                .args(["evaluate", "--redaction"])
                .arg(&file)
                .args(more),
        );
        assert_eq!(code, 0, "{err}");
        out
    };
    let out = run(&[]);
    let together: Vec<Vec<&str>> = out
        .lines()
        .filter(|l| l.starts_with("together"))
        .map(|l| l.split_whitespace().collect())
        .collect();
    assert_eq!(
        together,
        [["together", "1", "1", "1.000"], ["together", "2", "4", "0.500"]],
        "{out}"
    );
    assert!(
        out.contains("2 texts; of 8 words hidden 5 were to be hidden (0.625), of 4 stretches 3 (0.750)"),
        "{out}"
    );
    let out = run(&["--half", "odd", "--roster", "--verbose"]);
    assert!(
        out.contains("1 text; of 5 words hidden 5 were to be hidden (1.000)"),
        "{out}"
    );
    assert!(out.contains("left\tQUASI MISC\tglimmer"), "{out}");
    fs::write(&file, "nothing").unwrap();
    let (code, _, err) = output(forewarned(home.path()).args(["evaluate", "--redaction"]).arg(&file));
    assert_eq!(code, 2);
    assert!(err.contains("line 1"), "{err}");
}
