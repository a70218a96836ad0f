//! What people give a name to shows every character it has; an address that is no text names nothing.

use axum::http::StatusCode;

use super::{
    Browser,
    invented::Invented,
    support::{Notebook, people, refused},
};

#[tokio::test]
async fn a_name_or_title_with_a_character_that_nobody_sees_is_refused() {
    let browser = people(Invented::plain(), &["A. Reviewer"]).await.remove(0);
    let new = |title: &'static str, agency: &'static str| {
        [
            ("title", title),
            ("kind", "sfo"),
            ("from", "1/1/2017"),
            ("to", "1/1/2018"),
            ("agency-1", agency),
        ]
    };
    for fields in [
        new("Ashdown\u{202e}", "Police"),
        new("\u{202e}", "Police"),
        new("Ashdown", "Po\u{200b}lice"),
    ] {
        let page = refused(&browser, "/new", &fields).await;
        assert!(page.contains("each of them visible"), "{page}");
    }
    let at = "/case/harrow-lane/entry/PRB%2F014%20%C3%A9/tag";
    let case = "/case/harrow-lane";
    for (address, fields) in [
        (at.to_owned(), vec![("tag", "check\u{200b}"), ("on", "yes")]),
        (
            format!("{case}/lines/new"),
            vec![("title", "St\u{2066}alking"), ("question", "What was known?")],
        ),
        (
            format!("{case}/searches/keep"),
            vec![("name", "mine\u{feff}"), ("asked", "q=work")],
        ),
        (
            format!("{case}/people/add"),
            vec![("name", "Ann\u{202e} Lee"), ("role", "relative"), ("because", "seen")],
        ),
        (
            format!("{case}/people/add"),
            vec![
                ("name", "Ann Lee"),
                ("also", "An\u{200d}nie"),
                ("role", "relative"),
                ("because", "seen"),
            ],
        ),
    ] {
        let mut fields = fields;
        fields.push(("seen", "0"));
        let page = refused(&browser, &address, &fields).await;
        assert!(page.contains("visible"), "{address}: {page}");
    }
}

#[tokio::test]
async fn an_address_that_is_no_text_is_answered_by_a_page_of_ours() {
    let browser = Browser::new(Invented::plain()).await;
    for address in ["/case/harrow-lane/entry/%FF", "/case/%C3%28"] {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(page.contains("There is no page at this address"), "{page}");
    }
    let notebook = Notebook::new(Invented::plain());
    let (status, kind, _) = notebook.ask("GET", "/api/v1/cases/harrow-lane/entries/%FF", "").await;
    assert_eq!(
        (status, kind.as_str()),
        (StatusCode::NOT_FOUND, "application/problem+json")
    );
}
