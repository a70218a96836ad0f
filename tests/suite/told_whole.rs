//! Nothing left out and nothing told twice: earlier versions in the disclosure pack, one list of requests, accounts that differ.

use std::{fs, path::Path, sync::Arc};

use forewarned::{
    app::{home::Home, importing, judging::judge, matters::Matters, settling},
    model::{
        beside::Beside,
        finding::Outcome,
        history::History,
        matter::Matter,
        problem::Problem,
        settled::{Settled, Settlement, Verdict},
    },
    review::requests::requests,
    rulebook::{files::Files, load::Rulebook},
    store::CaseFile,
};

use crate::{
    cli::small_case,
    kinds::{lines, made, table, words},
    settling::run,
    whole_cases::{book, material, sample},
};

fn settled(number: u64, what: Settlement, because: &str) -> Settled {
    Settled {
        number,
        at: "3 May 2026, 10:00".to_owned(),
        who: "R. Panel".to_owned(),
        what,
        because: because.to_owned(),
    }
}

/// A case of which one file was replaced by a corrected one; the hashes of both.
fn corrected(home: &Path) -> (String, String) {
    let folder = home.join("in");
    small_case(
        &folder,
        "",
        "A1,01/03/2021,,,,Call,He rang twice.\nA2,02/03/2021,,,,Call,No reply at all.\nA3,soon,,,,Call,Undated.\n",
    );
    let read = || importing::read(&folder, &crate::headings()).unwrap();
    let first = read();
    fs::create_dir_all(home.join("cases")).unwrap();
    let mut file = CaseFile::create(&home.join("cases/small.fwcase"), &first, "on Monday").unwrap();
    small_case(
        &folder,
        "",
        "A1,01/03/2021,,,,Call,He rang three times.\nA3,03/03/2021,,,,Call,Undated.\n",
    );
    let second = read();
    file.add(&second, "on Tuesday").unwrap();
    (
        first.supplied[0].record.sha256.clone(),
        second.supplied[0].record.sha256.clone(),
    )
}

#[test]
fn the_disclosure_pack_holds_what_stood_there_before_a_corrected_file_came() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = corrected(home.path());
    let matters = Matters::new(
        Home::new(home.path()),
        Arc::new(Rulebook::load(&Files::built_in().unwrap()).unwrap()),
    );
    let on_screen = matters.report("small", "disclosure", "html").unwrap().unwrap();
    let on_screen = String::from_utf8(on_screen).unwrap();
    let (ok, on_the_line) = run(home.path(), &["report", "small", "--kind", "disclosure"]);
    assert!(ok, "{on_the_line}");
    for told in [on_screen, on_the_line] {
        for held in [
            old.as_str(),
            new.as_str(),
            "He rang twice.",
            "He rang three times.",
            "No reply at all.",
            "0 unchanged, 1 changed, 1 new, 1 no longer there",
            "no longer there; kept as an earlier entry",
            "on Monday",
            "on Tuesday",
            "1 records and 2 entries added",
        ] {
            assert!(told.contains(held), "{held}");
        }
    }
    let whole = matters
        .get_for("small", &[forewarned::report::kind("disclosure").unwrap()])
        .unwrap()
        .unwrap();
    let document = made(&whole, "disclosure");
    let cells = |name: &str| -> Vec<Vec<String>> {
        let rows = &table(&document, name).rows;
        rows.iter().map(|r| r.iter().map(|c| words(c)).collect()).collect()
    };
    assert_eq!(
        cells("changed fields"),
        [["1", "A1", "Event", "He rang twice.", "He rang three times."]]
    );
    assert_eq!(cells("earlier entries").len(), 2);
    let problems = cells("earlier problems");
    assert!(problems.len() == 1 && problems[0][5].contains("soon"), "{problems:?}");
    assert_eq!(cells("log").len(), 2);
    // A normal opening does not load it.
    assert_eq!(matters.get("small").unwrap().unwrap().history, History::default());
}

fn with_need(matter: &Matter) -> Matter {
    let finding = matter.counted().find(|f| f.window.is_some()).unwrap();
    let what = settling::decision(matter, &finding.id, Verdict::NeedMore).unwrap();
    let mut out = matter.clone();
    out.settled.push(settled(1, what, "the log of calls"));
    let letter = Beside::Letter {
        finding: finding.id.clone(),
        agency: Some(finding.agency.clone()),
        text: "send the log of calls.".to_owned(),
    };
    out.settled.push(settled(2, Settlement::Beside(letter), ""));
    out
}

#[test]
fn requests_know_every_reason_and_are_the_same_list_in_the_report() {
    let matter = with_need(&crate::whole_cases::matter("saltmarsh"));
    let all = requests(&matter);
    let document = made(&matter, "requests");
    let rows: Vec<Vec<String>> = table(&document, "requests")
        .rows
        .iter()
        .map(|r| r.iter().map(|c| words(c)).collect())
        .collect();
    assert_eq!(rows.len(), all.len());
    for (row, request) in rows.iter().zip(&all) {
        assert_eq!(row[1], request.wording);
        assert!(row[2] == request.why || request.why.is_empty(), "{row:?}");
    }
    for reason in [
        "The time under review begins",
        "These days are missing",
        "known to have been involved, by those who set up the case",
        "A reviewer asks it",
        "became no entry",
    ] {
        assert!(
            rows.iter().any(|r| r[2].contains(reason)) || reason.starts_with("The time"),
            "{reason} in {rows:#?}"
        );
    }
    // On what it could bear is told by warnings, five at most.
    let bears: Vec<&String> = rows
        .iter()
        .map(|r| &r[3])
        .filter(|s| s.contains("It could bear on"))
        .collect();
    assert!(!bears.is_empty());
    for told in bears {
        let named = told.rsplit("It could bear on ").next().unwrap();
        assert!(named.starts_with('W') && named.matches('W').count() <= 5, "{told}");
    }
    // What was rejected waits for nothing.
    let waiting = all.iter().flat_map(|r| r.settles.iter()).next();
    let waiting = matter
        .finding(waiting.unwrap())
        .filter(|f| f.outcome == Outcome::CannotTell)
        .or_else(|| {
            matter
                .counted()
                .find(|f| all.iter().any(|r| r.bears_on.contains(&f.id)))
        })
        .unwrap();
    let mut rejected = matter.clone();
    let what = settling::decision(&matter, &waiting.id, Verdict::Reject).unwrap();
    rejected.settled.push(settled(2, what, "seen on paper"));
    assert!(
        requests(&rejected)
            .iter()
            .all(|r| !r.settles.contains(&waiting.id) && !r.bears_on.contains(&waiting.id))
    );
}

#[test]
fn the_command_line_and_the_report_ask_for_as_many_things() {
    let home = tempfile::tempdir().unwrap();
    let (ok, out) = run(
        home.path(),
        &["import", sample("saltmarsh").to_str().unwrap(), "--case", "salt"],
    );
    assert!(ok, "{out}");
    let (ok, asked) = run(home.path(), &["coverage", "requests", "salt"]);
    let (_, told) = run(home.path(), &["report", "salt", "--kind", "requests"]);
    let count = asked.lines().last().unwrap();
    assert!(ok && !count.starts_with("0 "), "{asked}");
    assert!(told.contains(&format!("{count}, agency by agency")), "{count}");
    assert!(asked.contains("became no entry"), "{asked}");
}

fn problem(file: &str, row: usize, lost_row: bool, what: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        part: String::new(),
        row,
        lost_row,
        raw: String::new(),
        what: what.to_owned(),
        next: "see".to_owned(),
        answer: None,
    }
}

#[test]
fn agencies_are_asked_for_rows_that_were_lost_and_never_for_remarks() {
    let mut material = material("saltmarsh");
    let file = material.records[0].file.clone();
    material.problems = vec![problem(&file, 0, false, "the table has no column Ref")];
    let none = requests(&judge(material.clone(), book(), &mut |_| {}));
    assert!(none.iter().all(|r| !r.why.contains("column Ref")), "{none:#?}");
    material.problems.push(Problem {
        raw: "SAL-009,  31/02/2021, Call".to_owned(),
        ..problem(&file, 9, true, "there is no such day")
    });
    let lost = requests(&judge(material.clone(), book(), &mut |_| {}));
    let one = lost.iter().find(|r| r.wording.starts_with("send ")).unwrap();
    assert!(one.wording.contains("1 place put right"), "{one:?}");
    assert!(
        one.why
            .contains("row 9 (“SAL-009, 31/02/2021, Call”): there is no such day")
            && !one.why.contains("column Ref"),
        "{one:?}"
    );
    // A file of which nothing was read is asked for as a whole.
    material.problems = vec![problem(&file, 0, false, "the file is locked with a password")];
    let record = &mut material.records[0];
    record.encoding.clear();
    record.entries = 0;
    let unread = requests(&judge(material, book(), &mut |_| {}));
    let one = unread.iter().find(|r| r.wording.starts_with("send ")).unwrap();
    assert!(
        one.wording.contains("in a form that can be read")
            && one.why.contains("Nothing of it was read: the file is locked"),
        "{one:?}"
    );
}

#[test]
fn accounts_that_differ_stand_side_by_side_and_beside_each_entry() {
    let story = crate::merging::STORY;
    let matter = crate::merging::two(
        &format!("A1,01/03/2021,,,,Note,{story}.\n"),
        &format!("Q1,04/03/2021,,,,Note,{story}.,\n"),
    );
    for kind in ["chronology", "full"] {
        let document = made(&matter, kind);
        let rows = &table(&document, "accounts that differ").rows;
        assert_eq!(rows.len(), 1, "{kind}");
        let cells: Vec<String> = rows[0].iter().map(|c| words(c)).collect();
        assert!(cells[0].starts_with("The date differs"), "{cells:?}");
        for (cell, id, agency, day) in [
            (&cells[1], "A1", "Probation", "01/03/2021"),
            (&cells[2], "Q1", "Police", "04/03/2021"),
        ] {
            for said in [id, agency, day, story] {
                assert!(cell.contains(said), "{said} in {cell}");
            }
        }
        let row = crate::kinds::row_at(table(&document, "chronology"), 3, "A1");
        assert!(
            row[8].contains("two accounts: Q1 (the date differs: A1 says “01/03/2021”, Q1 says “04/03/2021”"),
            "{row:?}"
        );
        // Where nothing differs there is no such table.
        let none = made(&crate::kinds::empty(), kind);
        assert!(!lines(&none).iter().any(|l| l == "Accounts that differ"));
    }
}

#[test]
fn the_pack_tells_each_phrase_once_and_mentions_by_label() {
    let matter = crate::whole_cases::matter("saltmarsh");
    let document = made(&matter, "disclosure");
    let phrases = &table(&document, "phrases").rows;
    let mut seen = std::collections::BTreeSet::new();
    let mut counted = 0;
    for row in phrases {
        let cells: Vec<String> = row.iter().map(|c| words(c)).collect();
        assert!(seen.insert(cells[1..4].to_vec()), "{cells:?} stands twice");
        counted += cells[4].parse::<usize>().unwrap();
    }
    assert_eq!(counted, matter.readings.iter().map(|r| r.mentions.len()).sum::<usize>());
    for row in &table(&document, "mentions").rows {
        assert!(!words(&row[3]).contains('[') && words(&row[7]).len() < 12);
    }
}
