//! What can be done from the screens: forms are kept, refused with what is wrong, and nobody overwrites anybody unseen.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    Browser, HOST,
    invented::Invented,
    read, send,
    support::{kept, two, value_of},
};

const DECIDE: &str = "/case/harrow-lane/warning/W3/decide";

#[tokio::test]
async fn a_decision_is_kept_told_once_and_shown_with_its_reason() {
    let (browser, _) = two().await;
    let (_, page) = browser.open("/case/harrow-lane/warning/W3").await;
    let finding = value_of(&page, "finding");
    let response = browser
        .send(
            DECIDE,
            &[
                ("finding", &finding),
                ("seen", "0"),
                ("verdict", "accept"),
                ("because", "The note says so in terms"),
            ],
        )
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
    assert!(to.starts_with("/case/harrow-lane/warnings?open=W"), "{to}");
    let (_, page) = browser.open(&to).await;
    assert!(page.contains("Your decision is kept: accepted."), "{page}");
    let (_, page) = browser.open("/case/harrow-lane/warning/W3").await;
    assert!(
        page.contains("The note says so in terms") && page.contains("A. Reviewer"),
        "{page}"
    );
    assert!(
        !page.contains("Your decision is kept"),
        "said where it leads, and not again"
    );
    assert!(finding.starts_with('F'));
}

#[tokio::test]
async fn a_form_with_something_wrong_comes_back_with_what_was_filled_in() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open("/case/harrow-lane/warning/W3").await;
    let finding = value_of(&page, "finding");
    let sent = browser
        .send(
            DECIDE,
            &[
                ("form", "f1-"),
                ("finding", &finding),
                ("seen", "0"),
                ("verdict", "reject"),
            ],
        )
        .await;
    let (status, page) = read(sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<title>Error: "), "{page}");
    assert!(
        page.contains("There is a problem") && page.contains("Enter the reason for your decision"),
        "{page}"
    );
    assert!(
        page.contains("Say who you are first"),
        "nobody decides without a name: {page}"
    );
    assert!(
        page.contains("href=\"#f1-because\"") && page.contains("id=\"f1-because\""),
        "{page}"
    );
    assert!(
        page.contains("value=\"reject\" checked"),
        "what was chosen is still chosen: {page}"
    );
}

#[tokio::test]
async fn who_decides_at_the_same_time_sees_the_other_decision_before_it_is_passed_over() {
    let (first, second) = two().await;
    let (_, page) = first.open("/case/harrow-lane/warning/W3").await;
    let finding = value_of(&page, "finding");
    let decision = |verdict, seen| {
        [
            ("finding", finding.as_str()),
            ("seen", seen),
            ("verdict", verdict),
            ("because", "My reason"),
        ]
    };
    assert_eq!(
        first.send(DECIDE, &decision("accept", "0")).await.status(),
        StatusCode::SEE_OTHER
    );
    let (status, page) = read(second.send(DECIDE, &decision("reject", "0")).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("A. Reviewer: accepted: ") && page.contains("B. Chair: not accepted: "),
        "{page}"
    );
    assert!(page.contains("name=\"seen\" value=\"1\""), "{page}");
    let (_, page) = second.open("/case/harrow-lane/warning/W3").await;
    assert!(!page.contains("B. Chair, "), "nothing was kept: {page}");
    assert_eq!(
        second.send(DECIDE, &decision("reject", "1")).await.status(),
        StatusCode::SEE_OTHER
    );
    let (_, page) = first.open("/case/harrow-lane/warning/W3").await;
    for words in ["Decision: reviewers differ", "(A. Reviewer, ", "(B. Chair, "] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_visitor_sees_who_else_is_on_the_case() {
    let (first, second) = two().await;
    second.open("/case/harrow-lane/chronology").await;
    let (_, page) = first.open("/case/harrow-lane/warnings").await;
    assert!(page.contains("Also on this case now: B. Chair (Chronology)"), "{page}");
    let (_, page) = second.open("/case/harrow-lane").await;
    assert!(
        page.contains("A. Reviewer (Warnings)") && !page.contains("B. Chair ("),
        "{page}"
    );
}

#[tokio::test]
async fn a_name_is_asked_for_and_a_wrong_one_comes_back() {
    let browser = Browser::new(Invented::plain()).await;
    let sent = browser
        .send("/you", &[("name", " "), ("back", "/case/harrow-lane")])
        .await;
    let (status, page) = read(sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("aria-describedby=\"name-hint name-error\""), "{page}");
    let response = browser
        .send("/you", &[("name", "C. Analyst"), ("back", "/case/harrow-lane")])
        .await;
    assert_eq!(response.headers()[header::LOCATION], "/case/harrow-lane#said");
    let (_, page) = browser.open("/case/harrow-lane").await;
    assert!(page.contains(">C. Analyst</a>"), "{page}");
}

#[tokio::test]
async fn a_deed_is_never_done_by_looking_nor_by_another_site() {
    let browser = Browser::new(Invented::plain()).await;
    let (status, _) = browser.open(DECIDE).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    let request = Request::post(DECIDE)
        .header(header::HOST, HOST)
        .header(header::COOKIE, &browser.cookie)
        .header("sec-fetch-site", "cross-site");
    let response = send(&browser.router, request.body(Body::from("verdict=accept")).unwrap()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_no_form_or_too_large_changes_nothing_and_says_so() {
    let browser = Browser::new(Invented::plain()).await;
    let post = |kind: &'static str, body: Vec<u8>| {
        let request = Request::post("/you")
            .header(header::HOST, HOST)
            .header(header::COOKIE, &browser.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        send(&browser.router, request.body(Body::from(body)).unwrap())
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        post("text/plain", b"name=x".to_vec()).await.status(),
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        post("multipart/form-data", b"name=x".to_vec()).await.status(),
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        post(form, vec![b'a'; 3_000_000]).await.status(),
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        post(form, b"name=%FF%00".to_vec()).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let (_, page) = browser.open("/you").await;
    assert!(page.contains("value=\"\""), "no name was taken: {page}");
}

#[tokio::test]
async fn a_condition_and_a_dated_fact_are_stated_on_the_screen_and_taken_back() {
    let (_folder, matters) = kept("rowan-street");
    let browser = Browser::new(std::sync::Arc::clone(&matters) as _).await;
    let case = || matters.get("rowan-street").unwrap().unwrap().case.clone();
    let before = case();
    browser.send("/you", &[("name", "A. Reviewer")]).await;

    let sent = browser
        .send(
            "/case/rowan-street/about/condition",
            &[("form", "condition-"), ("from", "soon"), ("seen", "0")],
        )
        .await;
    let (status, page) = read(sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Enter a day, like") && page.contains("value=\"soon\""),
        "{page}"
    );
    assert_eq!(case(), before, "nothing was changed");

    let order = [
        ("form", "condition-"),
        ("kind", "no-contact"),
        ("from", "8/4/2021"),
        ("to", "8/10/2022"),
        ("text", "Not to come within 100 m of the bus stop"),
        ("because", "the order of the court"),
        ("name", "A. Reviewer"),
        ("seen", "0"),
    ];
    assert_eq!(
        browser
            .send("/case/rowan-street/about/condition", &order)
            .await
            .status(),
        StatusCode::SEE_OTHER
    );
    let level = [
        ("form", "fact-"),
        ("kind", "risk-level"),
        ("date", "9/4/2021"),
        ("value", "high"),
        ("because", "the assessment"),
        ("name", "A. Reviewer"),
        ("seen", "1"),
    ];
    assert_eq!(
        browser.send("/case/rowan-street/about/fact", &level).await.status(),
        StatusCode::SEE_OTHER
    );
    let now = case();
    assert_eq!(now.conditions.len(), before.conditions.len() + 1);
    assert_eq!(now.facts.last().unwrap().value, "high");
    let (_, page) = browser.open("/case/rowan-street/about").await;
    assert!(
        page.contains("within 100 m of the bus stop") && page.contains("8 April 2021 to 8 October 2022"),
        "{page}"
    );
    let report = String::from_utf8(matters.report("rowan-street", "sfo", "html").unwrap().unwrap()).unwrap();
    assert!(report.contains("within 100 m of the bus stop"));
    let (_, page) = browser.open("/case/rowan-street/activity").await;
    assert!(page.contains("risk level from 9 April 2021: high"), "{page}");

    let back = [
        ("number", "1"),
        ("because", "a slip"),
        ("seen", "2"),
        ("name", "A. Reviewer"),
    ];
    assert_eq!(
        browser.send("/case/rowan-street/activity/undo", &back).await.status(),
        StatusCode::SEE_OTHER
    );
    assert_eq!(case().conditions, before.conditions);
}
