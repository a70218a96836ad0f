//! A case file that cannot be used is told of where a person looks, and its words reach no log and no page.

use std::{fs, path::Path, sync::Arc};

use axum::http::StatusCode;
use forewarned::app::{importing, matters::Matters};

use super::{Browser, support::cases_of};
use crate::whole_cases::sample;

fn cases(home: &Path) -> Arc<Matters> {
    let matters = cases_of(home);
    for slug in ["sound", "damaged", "strange"] {
        importing::import(matters.home(), &crate::headings(), &sample("hollin-bank"), Some(slug)).unwrap();
    }
    fs::write(matters.home().case_file("damaged"), b"no longer a case").unwrap();
    let db = rusqlite::Connection::open(matters.home().case_file("strange")).unwrap();
    db.execute(
        "INSERT INTO settled (at, who, settled_json) VALUES ('', '', '{\"at\":\"\",\"who\":\"\",\"what\":\"snorkelish of Jane\"}')",
        [],
    )
    .unwrap();
    matters
}

#[tokio::test]
async fn a_case_that_cannot_be_opened_is_listed_with_why_and_the_others_are_there() {
    let home = tempfile::tempdir().unwrap();
    let browser = Browser::new(cases(home.path())).await;
    let (status, page) = browser.open("/").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.matches("This case cannot be opened").count(), 2, "{page}");
    assert!(
        page.contains("href=\"/case/sound\"") && page.contains("restore it from a copy"),
        "{page}"
    );
    for slug in ["damaged", "strange"] {
        let (status, page) = browser.open(&format!("/case/{slug}")).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{slug}");
        assert!(
            page.contains("This case cannot be used now") && page.contains("copy"),
            "{page}"
        );
        assert!(!page.contains("snorkelish"), "no words of the file: {page}");
    }
    let (status, _) = browser.open("/search?q=garden").await;
    assert_eq!(status, StatusCode::OK, "one damaged case does not stop a search of all");
}

#[test]
fn what_cannot_be_read_in_a_case_file_is_never_quoted_in_the_error() {
    let home = tempfile::tempdir().unwrap();
    let error = cases(home.path()).get("strange").unwrap_err();
    let whole = format!("{error:#} {error:?}");
    assert!(
        !whole.contains("snorkelish") && whole.contains("cannot be read, at its line"),
        "{whole}"
    );
}
