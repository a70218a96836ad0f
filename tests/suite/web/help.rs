//! Help inside the program: the guide, the page of words, the tour; and what is sent compressed or kept.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{Browser, HOST, Invented, read, send};

#[tokio::test]
async fn every_screen_leads_to_its_page_of_the_guide() {
    let browser = Browser::new(Invented::plain()).await;
    for (screen, guide) in [
        ("/case/harrow-lane/activity", "/help/activity"),
        ("/case/harrow-lane/report", "/help/reports"),
        ("/case/harrow-lane/anonymise/left", "/help/anonymising"),
        ("/case/harrow-lane/template", "/help/importing"),
        ("/thematic", "/help/reports"),
        ("/case/harrow-lane", "/help/home"),
        ("/new", "/help/home"),
        ("/case/harrow-lane/import", "/help/importing"),
        ("/case/harrow-lane/problems", "/help/importing"),
        ("/case/harrow-lane/files", "/help/importing"),
        ("/case/harrow-lane/coverage", "/help/importing"),
        ("/case/harrow-lane/people", "/help/importing"),
        ("/case/harrow-lane/entry/R-000", "/help/entry"),
        ("/case/harrow-lane/finding/F4", "/help/warnings"),
        ("/case/harrow-lane/agreement", "/help/warnings"),
        ("/case/harrow-lane/knowledge/judgement", "/help/knowledge"),
        ("/case/harrow-lane/pattern/TELL-POLICE", "/help/patterns"),
        ("/case/harrow-lane/queries", "/help/search"),
    ] {
        let (_, page) = browser.open(screen).await;
        assert!(
            page.contains(&format!(
                "href=\"{guide}\">Help<span class=\"fw-longer\"> with this page"
            )),
            "{screen}"
        );
        assert_eq!(browser.open(guide).await.0, StatusCode::OK, "{guide}");
    }
    let (status, page) = browser.open("/help/..%2F..%2FCargo").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("The guide has no page of this name"), "{page}");
}

#[tokio::test]
async fn the_page_of_words_says_what_each_means() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open("/help/glossary").await;
    for words in [
        "id=\"coverage\"",
        "the days for which its records were supplied",
        "MARAC",
        "agencies about victims",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_tour_says_what_to_do_where_the_sample_is_not_there() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open("/tour").await;
    assert!(page.contains("forewarned demo"), "{page}");
    assert_eq!(browser.open("/tour/99").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn key_words_are_explained_at_their_first_place_on_the_pages_that_are_worked_on() {
    let browser = Browser::new(Invented::plain()).await;
    let words: &[(&str, &[&str])] = &[
        ("chronology", &["warning"]),
        ("chronology?open=R-000", &["warning", "mention"]),
        ("entry/R-000", &["mention"]),
        ("timeline", &["warning", "silence"]),
        ("search", &["warning"]),
        ("patterns", &["window"]),
        ("knowledge", &["lens"]),
        ("knowledge/ledger", &["warning"]),
        ("knowledge/consultation", &["warning"]),
        ("coverage", &["coverage", "no-record"]),
        ("report", &["entry", "warning", "manifest", "template"]),
        ("report?kind=full", &["finding", "warning"]),
        ("template", &["template"]),
    ];
    for (page, words) in words {
        let (status, shown) = browser.open(&format!("/case/harrow-lane/{page}")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for word in *words {
            let told = format!("role=\"tooltip\" id=\"term-{word}\"");
            assert_eq!(shown.matches(&told).count(), 1, "{word} on {page}: {shown}");
        }
    }
}

#[tokio::test]
async fn pages_are_sent_compressed_to_browsers_that_take_it_and_files_to_keep_are_not() {
    let browser = Browser::new(Invented::plain()).await;
    for (address, encoding) in [
        ("/case/harrow-lane/chronology", Some("gzip")),
        ("/case/harrow-lane/report/full.html", None),
    ] {
        let request = Request::get(address)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &browser.cookie)
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
        let response = send(&browser.router, request.body(Body::empty()).unwrap()).await;
        let said = response
            .headers()
            .get(header::CONTENT_ENCODING)
            .map(|e| e.to_str().unwrap());
        assert_eq!(said, encoding, "{address}");
    }
    let plain = browser.get("/case/harrow-lane/chronology").await;
    assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    let (_, plain) = read(plain).await;
    assert!(
        plain.contains("Combined chronology"),
        "a browser that does not take it gets letters"
    );
}
