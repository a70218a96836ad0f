//! What is kept of a run: one file, whose events are only added to, with no name of anybody in it.

use std::fs;

use forewarned::{
    app::home::Home,
    store::{RunFile, StoreError},
    training::run::Event,
};

use super::{Room, training_of};

#[test]
fn what_happened_is_never_changed_or_removed() {
    let home = tempfile::tempdir().unwrap();
    let id = training_of(home.path()).start("hollin-bank-probation", 2).unwrap();
    let path = Home::new(home.path()).run(&id);
    let db = rusqlite::Connection::open(&path).unwrap();
    for sql in [
        "UPDATE happened SET event_json = '{}'",
        "DELETE FROM happened",
        "UPDATE run SET exercise_toml = ''",
    ] {
        let told = db.execute(sql, []).unwrap_err().to_string();
        assert!(told.contains("is never"), "{sql}: {told}");
    }
    drop(db);
    assert_eq!(RunFile::open(&path).unwrap().happened::<Event>().unwrap().len(), 1);
}

#[test]
fn a_file_that_is_no_run_is_neither_opened_nor_deleted() {
    let home = tempfile::tempdir().unwrap();
    let training = training_of(home.path());
    fs::create_dir_all(home.path().join("training")).unwrap();
    let path = Home::new(home.path()).run("a-case");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE matter (x)")
        .unwrap();
    assert!(matches!(RunFile::open(&path), Err(StoreError::NotARun(_))));
    assert!(training.delete("a-case").is_err() && path.is_file());
    // It hides none of the others.
    let id = training.start("hollin-bank-probation", 2).unwrap();
    let runs = training.runs().unwrap();
    assert_eq!(runs.len(), 2);
    assert!(runs.iter().any(|r| r.id == id && r.standing.is_ok()));
    let broken = runs.iter().find(|r| r.id == "a-case").unwrap();
    assert!(
        broken
            .standing
            .as_ref()
            .unwrap_err()
            .contains("is no run of an exercise")
    );
    assert!(training.delete("../cases/x").is_err());
}

#[tokio::test]
async fn no_secret_of_a_browser_and_no_name_stands_in_the_file() {
    let (room, id, mut groups) = Room::running(1).await;
    groups[0].answers(0, &[1], "police", "Said at the table").await;
    let secret = groups[0].cookies[0].split('=').nth(1).unwrap().to_owned();
    let path = Home::new(room.home.path()).run(&id);
    let events: Vec<Event> = RunFile::open(&path).unwrap().happened().unwrap();
    let text = serde_json::to_string(&events).unwrap();
    assert!(text.contains("Said at the table") && !text.contains(&secret), "{text}");
    assert!(!text.contains("name"), "{text}");
}
