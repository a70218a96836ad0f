//! Making exercises: the three that are built in, those that are made from a case, and cases from which none may be made.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use axum::http::StatusCode;
use forewarned::{
    app::{home::Home, importing, training::Place},
    training::exercise::{Exercise, Stage},
};

use super::{EXERCISE, Room, training_of};
use crate::{
    cli::{forewarned, output},
    headings,
    whole_cases::sample,
};

/// The sample of this name in a home folder, as one in which nobody is said to be invented.
fn as_if_real(home: &Path, name: &str) {
    let folder = home.join("in").join(name);
    fs::create_dir_all(&folder).unwrap();
    for file in fs::read_dir(sample(name)).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    let toml = folder.join("case.toml");
    let text = fs::read_to_string(&toml)
        .unwrap()
        .replace("disguised = \"invented\"\n", "");
    fs::write(toml, text).unwrap();
    importing::import(&Home::new(home), &headings(), &folder, Some("real")).unwrap();
}

fn invented(home: &Path) {
    importing::import(&Home::new(home), &headings(), &sample("saltmarsh"), Some("saltmarsh")).unwrap();
}

#[test]
fn the_three_built_in_exercises_are_whole_and_tell_no_end() {
    let home = tempfile::tempdir().unwrap();
    let training = training_of(home.path());
    let library = training.library().unwrap();
    assert_eq!(library.len(), 3);
    for shelved in library {
        let exercise = shelved.exercise.unwrap();
        assert_eq!(shelved.place, Place::Samples);
        assert_eq!(
            training.faults(&exercise, Place::Samples).unwrap(),
            Vec::<String>::new(),
            "{}",
            exercise.id
        );
        let entries = training.preview(&exercise, Place::Samples).unwrap();
        assert_eq!(
            training.remarks(&exercise, Place::Samples, &entries).unwrap(),
            Vec::<String>::new(),
            "{}",
            exercise.id
        );
        // Whatever groups are told in words is known by then, and says nothing of what comes.
        let matter = training.case(&exercise, Place::Samples).unwrap();
        let told = [exercise.title.clone(), exercise.about.clone()].join(" ");
        assert!(!told.contains(&matter.case.title), "{}", exercise.id);
        assert!(exercise.facilitator.notes.len() >= 3 && exercise.stages.iter().all(|s| !s.asks.is_empty()));
    }
}

#[test]
fn what_could_be_seen_is_told_for_the_case_with_many_warnings_and_for_the_well_managed_one() {
    let home = tempfile::tempdir().unwrap();
    let training = training_of(home.path());
    for (id, police, least) in [
        ("rowan-street-probation", "no record", 12),
        ("hollin-bank-probation", "recorded in time", 8),
    ] {
        let (exercise, place) = training.exercise_named(id).unwrap();
        let points = training.points(&exercise, place).unwrap();
        assert!(points.len() >= least, "{id}: {}", points.len());
        let told = points
            .iter()
            .flat_map(|p| &p.expected)
            .find(|e| e.label == "Police told")
            .unwrap();
        assert_eq!(told.outcome.words(), police, "{id}");
        assert!(
            points.iter().all(|p| !p.triggers.is_empty() && !p.sources.is_empty()),
            "{id}"
        );
    }
}

#[test]
fn no_exercise_is_made_from_a_case_in_which_people_may_be_real() {
    let home = tempfile::tempdir().unwrap();
    as_if_real(home.path(), "saltmarsh");
    let mut command = forewarned(home.path());
    let (code, _, err) = output(command.args(["train", "new", "real", "--agency", "csc", "--id", "try"]));
    assert_eq!(code, 2);
    assert!(
        err.contains("people in it may be real") && err.contains("anonymise the case first"),
        "{err}"
    );
    // Nor is one run whose file somebody wrote by hand.
    let training = training_of(home.path());
    let (mut exercise, _) = training.exercise_named("saltmarsh-childrens-services").unwrap();
    "real".clone_into(&mut exercise.case);
    "by-hand".clone_into(&mut exercise.id);
    fs::create_dir_all(home.path().join("exercises")).unwrap();
    fs::write(home.path().join("exercises/by-hand.toml"), exercise.written().unwrap()).unwrap();
    let error = training.start("by-hand", 2).unwrap_err().to_string();
    assert!(error.contains("people in it may be real"), "{error}");
    assert!(training.pack(&exercise, Place::Here).is_err());
    let (_, list, _) = output(forewarned(home.path()).args(["train", "list"]));
    assert!(list.contains("real: people in it may be real"), "{list}");
}

#[test]
fn an_exercise_is_drafted_edited_checked_and_packed_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    invented(home.path());
    let mut new = forewarned(home.path());
    let (code, out, err) = output(new.args([
        "train",
        "new",
        "saltmarsh",
        "--agency",
        "gp",
        "--id",
        "from-the-surgery",
        "--stages",
        "4",
    ]));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("4 stages"), "{out}");
    let path = home.path().join("exercises/from-the-surgery.toml");
    let drafted = Exercise::read(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        drafted.stages.iter().all(|s| s.until < "2021-10-18".parse().unwrap()),
        "before the final event"
    );
    // The same id again is refused, and what was edited stays.
    let (code, _, err) = output(forewarned(home.path()).args([
        "train",
        "new",
        "saltmarsh",
        "--agency",
        "gp",
        "--id",
        "from-the-surgery",
    ]));
    assert!(code == 2 && err.contains("choose another id"), "{err}");
    let check = |home: &Path| output(forewarned(home).args(["train", "check"]).arg(&path));
    let (code, out, err) = check(home.path());
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("nothing is wrong with it")
            && out.contains("new entries")
            && out.contains("still those of the draft"),
        "{out}"
    );
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("agency = \"gp\"", "agency = \"school\"");
    fs::write(&path, text).unwrap();
    let (code, _, err) = check(home.path());
    assert!(
        code == 2 && err.contains("`school` supplied no records") && err.contains("gp"),
        "{err}"
    );
    let pack = home.path().join("pack.html");
    let mut command = forewarned(home.path());
    let (code, _, err) = output(
        command
            .args(["train", "pack", "rowan-street-probation", "-o"])
            .arg(&pack),
    );
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(&pack).unwrap();
    for words in [
        "Facilitator’s pack",
        "Spring and summer",
        "Carly rang",
        "Police told",
        "Debrief",
        "Content warnings",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let (code, _, err) =
        output(forewarned(home.path()).args(["train", "pack", "rowan-street-probation", "-o", "pack.xyz"]));
    assert!(code == 2 && err.contains("says no format"), "{err}");
}

#[test]
fn runs_are_listed_exported_and_deleted_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let id = training_of(home.path()).start("hollin-bank-probation", 3).unwrap();
    let (_, list, _) = output(forewarned(home.path()).args(["train", "list"]));
    assert!(
        list.contains(&id) && list.contains("hollin-bank-probation (built in)"),
        "{list}"
    );
    let csv = home.path().join("out.csv");
    let mut export = forewarned(home.path());
    let (code, out, err) = output(export.args(["train", "export", &id, "--with-words", "-o"]).arg(&csv));
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("may name or describe real people") && csv.is_file(),
        "{out}"
    );
    let (code, _, err) = output(forewarned(home.path()).args(["train", "delete", "no-such"]));
    assert!(code == 2 && err.contains("there is no run `no-such`"), "{err}");
    assert_eq!(output(forewarned(home.path()).args(["train", "delete", &id])).0, 0);
    assert_eq!(
        fs::read_dir(home.path().join("training")).unwrap().count(),
        0,
        "nothing of it is left"
    );
    let (_, cards, _) = output(forewarned(home.path()).args(["train", "cards", "--seed", "5", "--count", "2"]));
    assert!(cards.contains("Answer 2:") && !cards.contains("Card 3"), "{cards}");
}

#[tokio::test]
async fn an_exercise_is_made_on_the_screens_from_a_case_in_which_nobody_is_real() {
    let home = tempfile::tempdir().unwrap();
    invented(home.path());
    as_if_real(home.path(), "hollin-bank");
    let mut room = Room::of(home).await;
    let form = room.facilitator.sees("/facilitator/new").await;
    assert!(
        form.contains("Saltmarsh, through the eyes of Estuary Surgery"),
        "{form}"
    );
    assert!(
        form.contains("people in it may be real") && !form.contains("Hollin Bank") && !form.contains("value=\"real/"),
        "{form}"
    );
    let (status, page) = room
        .facilitator
        .sends("/facilitator/new", &[("eyes", "real/probation"), ("id", "x")])
        .await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("people in it may be real"),
        "{page}"
    );
    let wanted = [
        ("eyes", "saltmarsh/gp"),
        ("id", "from-the-surgery"),
        ("title", "From a surgery"),
        ("stages", "3"),
    ];
    for none in ["several", "0", "31"] {
        let wrong = wanted.map(|(n, v)| (n, if n == "stages" { none } else { v }));
        let (status, page) = room.facilitator.sends("/facilitator/new", &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{none}");
        assert!(
            page.contains(&format!("`{none}` is no number of stages")) && page.contains(&format!("value=\"{none}\"")),
            "{page}"
        );
    }
    let (status, draft) = room.facilitator.sends("/facilitator/new", &wanted).await;
    assert_eq!(status, StatusCode::OK, "{draft}");
    assert!(
        draft.contains("Stage 3")
            && draft.contains("/2021")
            && !draft.contains("look through the entries, and say here"),
        "{draft}"
    );
    let kept = [
        ("eyes", "saltmarsh/gp"),
        ("id", "from-the-surgery"),
        ("title", "From a surgery"),
        ("about", "A year at a surgery."),
        ("aims", "To hear what is said in passing\nTo ring once more"),
        ("content", "Stalking"),
        ("stage", "1"),
        ("title-1", "Winter"),
        ("until-1", "2021-03-31"),
        ("brief-1", "It is the end of March."),
        ("stage", "2"),
        ("title-2", "May"),
        ("until-2", "2021-02-30"),
        ("brief-2", "It is the end of May."),
    ];
    let (status, page) = room.facilitator.sends("/facilitator/keep", &kept).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("`2021-02-30` is no day"),
        "{page}"
    );
    assert!(
        page.contains("value=\"2021-02-30\"") && page.contains("It is the end of May."),
        "what was typed is not lost: {page}"
    );
    let kept = kept.map(|(n, v)| (n, if v == "2021-02-30" { "31 May 2021" } else { v }));
    let to = room.facilitator.sends_on("/facilitator/keep", &kept).await;
    assert_eq!(to, "/facilitator/exercise/from-the-surgery");
    let page = room.facilitator.sees(&to).await;
    assert!(
        page.contains("Stage 2: May") && page.contains("To ring once more"),
        "{page}"
    );
    let run = room
        .facilitator
        .sends_on(
            "/facilitator/start",
            &[("exercise", "from-the-surgery"), ("groups", "2")],
        )
        .await;
    assert!(run.starts_with("/facilitator/run/"), "{run}");
}

#[test]
fn a_run_is_gone_on_with_by_its_name_and_groups_are_said_with_an_exercise() {
    let home = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| output(forewarned(home.path()).args(["train", "run"]).args(more));
    let (code, _, err) = run(&["--groups", "3"]);
    assert!(code == 2 && err.contains("EXERCISE"), "{err}");
    let (code, _, err) = run(&["no-such"]);
    assert!(code == 2 && err.contains("no exercise and no run `no-such`"), "{err}");
    let id = training_of(home.path()).start("hollin-bank-probation", 2).unwrap();
    let (code, _, err) = run(&[id.as_str(), "--groups", "3"]);
    assert!(code == 2 && err.contains("goes on with the 2 groups"), "{err}");
}

#[test]
fn a_run_that_is_started_tells_the_facilitator_and_the_groups_their_ways_in() {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_forewarned"))
        .arg("--home")
        .arg(home.path())
        .args(["train", "run", "hollin-bank-probation", "--groups", "3"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let told: Vec<String> = lines.take(4).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        told[0].starts_with("For the facilitator, on this machine, once: http://127.0.0.1:")
            && told[0].contains("/open/")
    );
    assert!(told[1].starts_with("For groups: http://127.0.0.1:"), "{told:?}");
    let code = told[2].strip_prefix("Join code: ").unwrap();
    let standing = training_of(home.path()).by_code(code).unwrap().unwrap();
    assert_eq!(
        (standing.run.offered, standing.exercise.id.as_str()),
        (3, "hollin-bank-probation")
    );
}

#[test]
fn an_exercise_of_more_stages_than_cases_are_kept_for_is_told_as_each_stage_is_and_not_judged_anew() {
    let room = tempfile::tempdir().unwrap();
    let training = training_of(room.path());
    let (mut exercise, place) = training.exercise(EXERCISE).unwrap().unwrap();
    let matter = training.case(&exercise, place).unwrap();
    let mut days: Vec<_> = matter.entries.iter().map(|e| e.when.latest).collect();
    days.sort();
    days.dedup();
    let first = exercise.stages[0].clone();
    exercise.stages = (1..=12)
        .map(|n| Stage {
            until: days[n * (days.len() - 1) / 14],
            ..first.clone()
        })
        .collect();
    let stages = training.stages(&exercise, place).unwrap();
    assert_eq!(stages.len(), 12);
    let mut seen = std::collections::BTreeSet::new();
    for entry in stages.iter().flatten() {
        assert!(seen.insert(entry.clone()), "{entry} becomes known twice");
    }
    // What a stage adds is what it alone shows beside the one before.
    for at in [0, 7, 8, 11] {
        let mut short = exercise.clone();
        short.stages.truncate(at + 1);
        let before = at.saturating_sub(1)..at;
        short.stages.drain(..before.start);
        let shown: Vec<_> = training.stages(&short, place).unwrap().concat();
        let all: Vec<_> = stages[..=at].concat();
        let as_set =
            |all: &[forewarned::model::entry::EntryId]| all.iter().cloned().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(as_set(&shown), as_set(&all), "stage {}", at + 1);
    }
    let began = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(training.stages(&exercise, place).unwrap(), stages);
    }
    assert!(
        began.elapsed() < std::time::Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn an_exercise_made_here_is_changed_and_deleted_and_its_runs_go_on_with_what_they_began_with() {
    let home = tempfile::tempdir().unwrap();
    invented(home.path());
    let mut room = Room::of(home).await;
    let own = "/facilitator/exercise/from-the-surgery";
    let kept = [
        ("eyes", "saltmarsh/gp"),
        ("id", "from-the-surgery"),
        ("title", "From a surgery"),
        ("about", "A year at a surgery."),
        ("aims", "To ring once more"),
        ("content", "Stalking"),
        ("discuss", "What did you pass over?"),
        ("stage", "1"),
        ("title-1", "Winter"),
        ("until-1", "2021-03-31"),
        ("brief-1", "It is the end of March."),
    ];
    assert_eq!(room.facilitator.sends_on("/facilitator/keep", &kept).await, own);
    let run = [("exercise", "from-the-surgery"), ("groups", "2")];
    let run = room.facilitator.sends_on("/facilitator/start", &run).await;
    let form = room.facilitator.sees(&format!("{own}/change")).await;
    assert!(
        form.contains("To ring once more") && form.contains("What did you pass over?"),
        "{form}"
    );
    let was = form.split("name=\"was\" value=\"").nth(1).unwrap().split('"').next();
    let was = was.unwrap().to_owned();
    assert_eq!(was.len(), 64, "{form}");
    let mut changed = kept.to_vec();
    changed.push(("was", &was));
    for (name, value) in &mut changed {
        match *name {
            "title" => *value = "From another surgery",
            "until-1" => *value = "2021-02-30",
            _ => {}
        }
    }
    let (status, page) = room.facilitator.sends("/facilitator/keep", &changed).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("From another surgery") && page.contains(&was),
        "{page}"
    );
    changed
        .iter_mut()
        .filter(|(n, _)| *n == "until-1")
        .for_each(|(_, v)| *v = "2021-04-30");
    assert_eq!(room.facilitator.sends_on("/facilitator/keep", &changed).await, own);
    assert!(room.facilitator.sees(own).await.contains("From another surgery"));
    // Who had it open before is told, and loses nothing.
    let (status, page) = room.facilitator.sends("/facilitator/keep", &changed).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("was changed meanwhile"),
        "{page}"
    );
    assert!(
        room.facilitator.sees(&run).await.contains("From a surgery"),
        "a run goes on with what it began with"
    );
    let (status, page) = room.facilitator.sends(&format!("{own}/delete"), &[]).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Nothing was deleted"),
        "{page}"
    );
    let sure = [("sure", "1")];
    assert_eq!(
        room.facilitator.sends_on(&format!("{own}/delete"), &sure).await,
        "/facilitator"
    );
    assert!(
        !room
            .facilitator
            .sees("/facilitator")
            .await
            .contains("From another surgery")
    );
    assert!(room.facilitator.sees(&run).await.contains("From a surgery"));
    // What is built in stays.
    let built_in = "/facilitator/exercise/hollin-bank-probation";
    assert!(!room.facilitator.sees(built_in).await.contains("Delete this exercise"));
    let (status, page) = room.facilitator.sends(&format!("{built_in}/delete"), &sure).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("cannot be changed or deleted"),
        "{page}"
    );
}
