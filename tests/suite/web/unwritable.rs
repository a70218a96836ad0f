//! A case file that cannot be written to just now, or that may only be read: it is read all the same, and what was filled in is not lost.

use std::fs;

use axum::http::StatusCode;
use forewarned::store::CaseFile;

use super::{
    knowledge::{POLICE, PROBATION, home},
    read,
    support::people,
};

const NOTE: &str = "/case/c/entry/PRB-2/note";
const TYPED: [(&str, &str); 3] = [
    ("form", "note-"),
    ("text", "Ask the manager for the second log"),
    ("seen", "0"),
];

/// Nothing can be made beside the file of the case: as on a full disk, and in a folder that may only be read.
#[cfg(unix)]
fn no_room(case: &std::path::Path) {
    for ending in ["-shm", "-wal"] {
        let _ = fs::remove_file(format!("{}{ending}", case.display()));
    }
    std::os::unix::fs::symlink("/nowhere/at-all", format!("{}-shm", case.display())).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn where_nothing_can_be_written_the_case_is_shown_and_what_was_filled_in_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let case = matters.home().case_file("c");
    // Nor can an index be written, or how the case was read.
    let indexes = dir.path().join("indexes");
    let _ = fs::remove_dir_all(&indexes);
    fs::write(&indexes, "no folder").unwrap();
    fs::create_dir_all(dir.path().join("visits.json")).unwrap();
    no_room(&case);
    assert!(!CaseFile::open(&case).unwrap().may_write());

    let browser = people(matters, &["A. Reviewer"]).await.remove(0);
    let (status, page) = browser.open("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("cannot be opened"), "{page}");
    assert_eq!(
        browser.open("/case/c").await.0,
        StatusCode::OK,
        "when somebody looked is not kept then"
    );
    let (status, page) = browser.open("/case/c/entry/PRB-2").await;
    assert!(status == StatusCode::OK && page.contains("Very upset"), "{page}");
    for _ in 0..2 {
        let (status, page) = browser.open("/case/c/search?q=wibberly").await;
        assert!(status == StatusCode::OK && page.contains("POL-1"), "{page}");
    }
    let (status, page) = read(browser.send(NOTE, &TYPED).await).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    for words in [
        "There is a problem",
        "Nothing was kept",
        "may only be read",
        "second log",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn while_another_program_writes_to_the_case_the_form_comes_back_with_what_was_filled_in() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let other = rusqlite::Connection::open(matters.home().case_file("c")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let browser = people(matters, &["A. Reviewer"]).await.remove(0);
    let (status, page) = read(browser.send(NOTE, &TYPED).await).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    for words in [
        "Nothing was kept",
        "another program is writing to the case",
        "second log",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    let kept = browser.send(NOTE, &TYPED).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER, "afterwards it is kept");
}

#[tokio::test]
async fn a_case_that_cannot_be_made_says_why_and_keeps_what_was_filled_in() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("cases/.ashdown-lane.fwcase.making")).unwrap();
    let browser = people(super::support::cases_of(dir.path()), &["A. Reviewer"])
        .await
        .remove(0);
    let fields = [
        ("title", "Ashdown Lane"),
        ("kind", "sfo"),
        ("from", "1/1/2017"),
        ("to", "1/1/2018"),
        ("subject", "Martin Orme"),
    ];
    let (status, page) = read(browser.send("/new", &fields).await).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{page}");
    for words in ["Nothing was kept", "you may write there", "Ashdown Lane", "Martin Orme"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
