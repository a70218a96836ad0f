//! Who did what: on a real case file.

use std::sync::Arc;

use axum::http::StatusCode;
use forewarned::{
    app::{demo, matters::Matters},
    web::cases::Cases,
};

use super::{Browser, Invented, read, support::cases_of};

/// The smallest sample case, in a home of its own.
fn sample() -> (tempfile::TempDir, Arc<Matters>) {
    let home = tempfile::tempdir().unwrap();
    let matters = cases_of(home.path());
    demo::prepare(matters.home(), &crate::headings()).unwrap();
    (home, matters)
}

#[tokio::test]
async fn what_was_decided_is_the_first_line_and_can_be_taken_back() {
    let (_home, matters) = sample();
    let finding = Cases::get(matters.as_ref(), "saltmarsh").unwrap().unwrap().warnings[0].findings[0].clone();
    let browser = Browser::new(matters).await;
    let (status, page) = browser.open("/case/saltmarsh/activity").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("records") && !page.contains("Take back"), "{page}");

    // Who did nothing stays chosen, so that the page says of whom it tells.
    let (_, page) = browser.open("/case/saltmarsh/activity?who=B.+Chair").await;
    assert!(
        page.contains("Nothing has been done in this case by “B. Chair”."),
        "{page}"
    );
    assert!(page.contains("<option value=\"B. Chair\" selected>"), "{page}");

    browser.send("/you", &[("name", "A. Reviewer")]).await;
    let decided = browser
        .send(
            "/case/saltmarsh/warning/W1/decide",
            &[
                ("finding", &finding),
                ("verdict", "accept"),
                ("because", "it is plain"),
                ("seen", "0"),
            ],
        )
        .await;
    assert_eq!(decided.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser
        .open("/case/saltmarsh/activity?who=A.+Reviewer&kind=decisions")
        .await;
    assert!(
        page.contains("accepted") && page.contains("it is plain") && page.contains("1 change"),
        "{page}"
    );

    // No reason, no taking back: the page says so and stays.
    let undo = [("form", "u1-"), ("number", "1"), ("because", ""), ("seen", "1")];
    let (status, page) = read(browser.send("/case/saltmarsh/activity/undo", &undo).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Enter why it is taken back") && page.contains("<details class=\"fw-details\" open>"),
        "{page}"
    );
    let undo = [
        ("form", "u1-"),
        ("number", "1"),
        ("because", "too early"),
        ("seen", "1"),
    ];
    assert_eq!(
        browser.send("/case/saltmarsh/activity/undo", &undo).await.status(),
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open("/case/saltmarsh/activity").await;
    assert!(
        page.contains("took back what A. Reviewer settled") && page.contains("Taken back"),
        "{page}"
    );
    assert!(!page.contains("Why is it taken back?"), "nothing is left to take back");
    let again = browser.send("/case/saltmarsh/activity/undo", &undo).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nothing_is_taken_back_without_a_name() {
    let browser = Browser::new(Invented::plain()).await;
    let undo = [("number", "1"), ("because", "why")];
    let (status, page) = read(browser.send("/case/harrow-lane/activity/undo", &undo).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Say who you are first"), "{page}");
}
