//! A large case is being opened: whoever asks is told so, and led on; who sees only part of it is not told how large it is.

use std::sync::Arc;

use axum::http::{StatusCode, header};

use super::{
    Browser,
    invented::Invented,
    read,
    support::{Notebook, people},
};

#[tokio::test]
async fn while_a_large_case_is_being_read_a_page_says_so_and_goes_on_by_itself() {
    let cases = Invented::plain();
    let browser = Browser::new(Arc::clone(&cases) as Arc<_>).await;
    let notebook = Notebook::new(Arc::clone(&cases) as Arc<_>);
    cases.is_being_read(10_080);
    let response = browser.get("/case/harrow-lane/warnings?page=1&order=day").await;
    assert_eq!(response.headers()[header::RETRY_AFTER], "3");
    let (status, page) = read(response).await;
    let page = page.replace("&#x2f;", "/").replace("&amp;", "&");
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    for words in [
        "This case is being opened: 10,080 entries are being read.",
        "data-working",
        "src=\"/assets/import.js\"",
        "href=\"/case/harrow-lane/warnings?page=1&order=day\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (status, kind, answer) = notebook.ask("GET", "/api/v1/cases/harrow-lane", "").await;
    assert_eq!(
        (status, kind.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "application/problem+json")
    );
    assert!(answer.contains("10,080 entries are being read"), "{answer}");
    // A page that looks into every case says so too; one that looks into none is there.
    let (status, page) = browser.open("/search?q=work").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        page.contains("its entries are being read") && page.contains("href=\"/search?q=work\""),
        "{page}"
    );
    assert_eq!(browser.open("/").await.0, StatusCode::OK);
    cases.is_being_read(0);
    let (status, page) = browser.open("/case/harrow-lane/warnings").await;
    assert!(status == StatusCode::OK && !page.contains("being opened"));
}

#[tokio::test]
async fn who_sees_only_part_of_a_case_is_not_told_how_large_it_is_while_it_is_read() {
    let cases = Invented::plain();
    let browser = people(Arc::clone(&cases), &["A. Reviewer"]).await.remove(0);
    browser
        .open("/case/harrow-lane/knowledge?knew=all&knew-by=2017-11-08")
        .await;
    cases.is_being_read(10_080);
    let (status, page) = browser.open("/case/harrow-lane").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        page.contains("its entries are being read") && !page.contains("10,080"),
        "{page}"
    );
    cases.is_being_read(0);
    // A small case is waited for.
    cases.is_being_read(95);
    let later = Arc::clone(&cases);
    let done = tokio::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        later.is_being_read(0);
    });
    assert_eq!(browser.open("/case/harrow-lane").await.0, StatusCode::OK);
    done.await.unwrap();
}
