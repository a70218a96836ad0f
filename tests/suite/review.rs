//! The reviewer's reading: added, struck out, corrected, taken back; judged anew; explained; exported.

use std::path::Path;

use assert_cmd::Command;
use forewarned::{
    app::{
        acting::{self, Signed, Wanted},
        judging::judge,
    },
    model::{
        act::{Act, Deed, Reason},
        entry::EntryId,
        finding::{Basis, FindingKind},
        mention::Hand,
    },
};

use crate::{
    cli::small_case,
    whole_cases::{book, material, sample},
};

fn signed() -> Signed {
    Signed {
        who: "panel".to_owned(),
        reason: Reason::NotSeen,
        because: "said in other words".to_owned(),
    }
}

fn act(entry: &str, deed: Deed) -> Act {
    Act {
        number: 1,
        at: "2026-11-25T12:00:00+00:00".to_owned(),
        ..acting::act(EntryId(entry.to_owned()), deed, &signed())
    }
}

#[test]
fn an_added_mention_makes_a_finding_that_says_whose_reading_it_is() {
    let plain = judge(material("hollin-bank"), book(), &mut |_| {});
    // A routine entry in which the rules see nothing of the kind.
    let entry = plain
        .entries
        .iter()
        .zip(&plain.readings)
        .find(|(e, r)| e.agency.0 == "housing" && r.mentions.is_empty() && !e.text.is_empty())
        .map(|(e, _)| e.id.0.clone())
        .unwrap();
    let given = acting::given(
        &plain,
        &Wanted {
            entry: entry.clone(),
            concept: "stalking".to_owned(),
            status: None,
            ..Wanted::default()
        },
    )
    .unwrap();
    let mut with = material("hollin-bank");
    with.acts.push(act(&entry, Deed::Add(given)));
    let judged = judge(with, book(), &mut |_| {});
    let new: Vec<_> = judged
        .findings
        .iter()
        .filter(|f| plain.finding(&f.id).is_none())
        .collect();
    assert!(
        new.iter()
            .any(|f| f.pattern == "STALK-01" && f.basis == Basis::Reviewer),
        "{new:#?}"
    );
    let (_, reading) = judged.entry(&EntryId(entry)).unwrap();
    assert!(reading.mentions.iter().any(|m| m.hand == Hand::Reviewer));
    assert!(judged.strays.is_empty());
}

#[test]
fn what_is_struck_out_is_kept_and_counts_for_nothing() {
    let plain = judge(material("rowan-street"), book(), &mut |_| {});
    let finding = plain
        .findings
        .iter()
        .find(|f| f.pattern == "STALK-01" && f.triggers.len() == 1)
        .unwrap();
    let cited = &finding.triggers[0];
    let entry = cited.quote.entry.0.clone();
    let mut with = material("rowan-street");
    for (number, concept) in ["stalking", "harassment"].into_iter().enumerate() {
        if let Ok(pointed) = acting::pointed(&plain, &entry, concept, "") {
            let mut act = act(&entry, Deed::Strike(pointed));
            act.number = number as u64 + 1;
            with.acts.push(act);
        }
    }
    let judged = judge(with, book(), &mut |_| {});
    assert!(judged.finding(&finding.id).is_none());
    let (_, reading) = judged.entry(&EntryId(entry)).unwrap();
    assert!(
        reading.mentions.iter().any(|m| m.struck.is_some()),
        "the program's own reading is kept"
    );
}

#[test]
fn a_reading_that_cannot_be_is_refused_with_what_to_do() {
    let plain = judge(material("rowan-street"), book(), &mut |_| {});
    let entry = plain.entries[0].id.0.clone();
    let ask = |change: &dyn Fn(&mut Wanted)| {
        let mut wanted = Wanted {
            entry: entry.clone(),
            concept: "stalking".to_owned(),
            status: None,
            ..Wanted::default()
        };
        change(&mut wanted);
        acting::given(&plain, &wanted).unwrap_err().to_string()
    };
    assert!(ask(&|w| w.entry = "NO-1".to_owned()).contains("no such entry"));
    assert!(ask(&|w| w.concept = "stalk".to_owned()).contains("stalking"));
    assert!(ask(&|w| w.words = "words that are not there".to_owned()).contains("exactly as they stand"));
    assert!(ask(&|w| w.status = Some("maybe".to_owned())).contains("maybe"));
    assert!(ask(&|w| w.by = Some("Nobody Known".to_owned())).contains("roster"));
}

#[test]
fn words_mean_one_place_and_a_correction_changes_only_what_is_asked() {
    let mut with = material("rowan-street");
    let at = with.entries.iter().position(|e| e.id.0 == "RSP-042").unwrap();
    with.entries[at].text =
        "He sits outside her flat; in 2009 he sat outside her flat. He followed her home.".to_owned();
    let plain = judge(with, book(), &mut |_| {});
    let wanted = |words: &str| Wanted {
        entry: "RSP-042".to_owned(),
        concept: "fear".to_owned(),
        words: words.to_owned(),
        ..Wanted::default()
    };
    let refused = |words: &str| acting::given(&plain, &wanted(words)).unwrap_err().to_string();
    assert!(refused("outside her flat").contains("2 places"));
    assert!(refused("it").contains("whole words"), "“it” stands only inside “sits”");
    let sat = acting::given(&plain, &wanted("sat outside her flat")).unwrap();
    assert_eq!(sat.quote.text, "sat outside her flat");

    let (_, reading) = plain.entry(&EntryId("RSP-042".to_owned())).unwrap();
    let read = reading
        .mentions
        .iter()
        .find(|m| m.quote.text.contains("followed her"))
        .unwrap();
    let ask = Wanted {
        concept: "stalking".to_owned(),
        status: Some("planned".to_owned()),
        ..wanted("followed her")
    };
    let pointed = acting::pointed(&plain, "RSP-042", "stalking", "followed her").unwrap();
    let Deed::Correct(struck, given) = acting::correction(&plain, pointed, &ask).unwrap() else {
        panic!("no correction")
    };
    assert_eq!(struck.at, Some((read.quote.part, read.quote.start)));
    assert_eq!(
        (&given.actor, &given.target, &given.quote),
        (&read.actor, &read.target, &read.quote)
    );
    assert_eq!(given.assertion.words(), ["planned"]);
    let all = acting::pointed(&plain, "RSP-042", "stalking", "").unwrap();
    let why = acting::correction(&plain, all, &wanted("")).unwrap_err().to_string();
    assert!(why.contains("say which"), "{why}");
}

fn forewarned(home: &Path) -> Command {
    let mut command = Command::cargo_bin("forewarned").unwrap();
    command.arg("--home").arg(home).arg("--quiet");
    command
}

fn run(home: &Path, arguments: &[&str]) -> (i32, String) {
    let out = forewarned(home).args(arguments).output().unwrap();
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    (out.status.code().unwrap_or(-1), text)
}

#[test]
fn the_command_line_keeps_acts_judges_anew_and_exports_lessons() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let (code, out) = run(
        home,
        &["import", sample("rowan-street").to_str().unwrap(), "--case", "rowan"],
    );
    assert_eq!(code, 0, "{out}");
    let plain = judge(material("rowan-street"), book(), &mut |_| {});
    let finding = plain
        .findings
        .iter()
        .find(|f| f.pattern == "STALK-01" && f.triggers.len() == 1)
        .unwrap();
    let (entry, concept) = (
        finding.triggers[0].quote.entry.0.as_str(),
        finding.triggers[0].concept.as_str(),
    );

    let (code, out) = run(
        home,
        &[
            "mention",
            "strike",
            "rowan",
            entry,
            concept,
            "--who",
            "chair",
            "--reason",
            "not-this-person",
            "--because",
            "somebody else",
        ],
    );
    assert!(code == 0 && out.contains("act 1 kept"), "{out}");
    let (_, out) = run(home, &["mention", "list", "rowan", entry]);
    assert!(
        out.contains("struck out by act 1") && out.contains("chair") && out.contains("somebody else"),
        "{out}"
    );
    let (code, out) = run(home, &["mention", "export", "rowan"]);
    assert!(
        code == 0 && out.contains("\"label\":false") && out.contains("not-this-person"),
        "{out}"
    );
    let (_, out) = run(home, &["mention", "undo", "rowan", "1"]);
    assert!(out.contains("act 2 kept"), "{out}");
    let (_, out) = run(home, &["findings", "rowan", "--pattern", "STALK-01"]);
    assert!(out.contains(&finding.id), "it is back: {out}");

    let (code, out) = run(home, &["mention", "strike", "rowan", entry, "weapon"]);
    assert!(code == 2 && out.contains("no mention of `weapon`"), "{out}");
    let (code, out) = run(home, &["mention", "add", "nowhere", "X", "stalking"]);
    assert!(code == 2 && out.contains("import the folder first"), "{out}");
}

#[test]
fn explain_gives_what_is_needed_to_contest_a_finding() {
    let home = tempfile::tempdir().unwrap();
    let folder = sample("rowan-street");
    let folder = folder.to_str().unwrap();
    let plain = judge(material("rowan-street"), book(), &mut |_| {});
    // Every finding through the warning that it belongs to, and those of good practice by themselves.
    let mut asked: Vec<(&str, usize)> = plain
        .warnings
        .iter()
        .map(|w| (w.id.as_str(), w.findings.len()))
        .collect();
    let good = plain.findings.iter().find(|f| f.kind == FindingKind::Good).unwrap();
    asked.push((&good.id, 1));
    for (id, findings) in asked {
        let (code, out) = run(home.path(), &["explain", id, "--in", folder]);
        assert_eq!(code, 0, "{out}");
        for wanted in [
            "rules sha256",
            "What triggered it",
            "What was expected",
            "What was searched",
            "Rule out first",
            "Sources",
        ] {
            assert_eq!(out.matches(wanted).count(), findings, "{id}: “{wanted}” in {out}");
        }
    }
    let first = &plain.findings[0];
    let (_, out) = run(home.path(), &["explain", &first.id, "--in", folder, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["finding"]["id"], first.id.as_str());
    let (code, out) = run(home.path(), &["explain", "NONE-1", "--in", folder]);
    assert!(code == 2 && out.contains("no such finding"), "{out}");
}

/// A case folder with one entry that only suggests something.
fn hint(folder: &Path) {
    small_case(
        folder,
        "",
        "P-1,01/03/2021,,x,y,Office visit,Says that mummy's boyfriend did the driving. Bus fares next week.\n\
         P-2,15/03/2021,,x,y,Office visit,Work fine.\n",
    );
}

#[test]
fn what_rests_on_a_suggestion_is_shown_apart_and_counts_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    hint(folder.path());
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("forewarned").unwrap();
        command.arg("analyse").arg(folder.path()).args(more);
        command.output().unwrap()
    };
    let json = run(&["--format", "json", "--fail-on", "missed"]);
    assert!(json.status.success(), "a suggestion is nothing that was missed");
    let said: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let findings = said["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|f| f["basis"] == "suggested"), "{findings:#?}");
    assert_eq!(said["warnings"].as_array().unwrap().len(), 0);
    let text = String::from_utf8(run(&[]).stdout).unwrap();
    assert!(text.contains("0 warnings; findings: 0 with no record"), "{text}");
    assert!(text.contains("Possible, read these"), "{text}");
}

#[test]
fn a_suggestion_that_a_reviewer_takes_on_counts() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    hint(folder.path());
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("forewarned").unwrap();
        command.arg("--home").arg(home.path()).args(args);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["import", folder.path().to_str().unwrap(), "--case", "hint", "--quiet"]);
    let added = run(&[
        "mention",
        "add",
        "hint",
        "P-1",
        "child-in-household",
        "--words",
        "mummy's boyfriend",
        "--who",
        "panel",
        "--because",
        "she has two boys",
    ]);
    assert!(added.contains("judged anew"), "{added}");
    let said: serde_json::Value = serde_json::from_str(&run(&["analyse", "hint", "--format", "json"])).unwrap();
    let findings = said["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["basis"] == "reviewer"), "{findings:#?}");
    assert!(!findings.iter().any(|f| f["basis"] == "suggested"), "{findings:#?}");
    assert_eq!(said["warnings"].as_array().unwrap().len(), 1);
}
