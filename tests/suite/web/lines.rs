//! Patterns, lines of enquiry and reports on screen, with a case file that keeps what is settled.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use forewarned::{app::matters::Matters, web::cases::Cases};

use super::{
    Browser, HOSTILE, OF_NOW, between,
    invented::Invented,
    read,
    support::{kept, value_of},
};
use crate::{own_rules::STARTER, whole_cases::book};

const CASE: &str = "/case/rowan-street";

/// The sample case as it is kept, and somebody who said who he or she is.
async fn rowan_street() -> (tempfile::TempDir, Arc<Matters>, Browser) {
    let (folder, matters) = kept("rowan-street");
    let browser = Browser::new(Arc::clone(&matters) as Arc<dyn Cases>).await;
    browser.send("/you", &[("name", "A. Chair")]).await;
    (folder, matters, browser)
}

async fn invented() -> Browser {
    let browser = Browser::new(Invented::plain()).await;
    browser.send("/you", &[("name", "A. Chair")]).await;
    browser
}

#[tokio::test]
async fn a_window_is_tried_set_told_and_taken_back() {
    let (_folder, matters, browser) = rowan_street().await;
    let matter = matters.get("rowan-street").unwrap().unwrap();
    let changes =
        |id: &str| forewarned::app::own_rules::compare(book(), &matter, id, 365).is_some_and(|all| !all.is_empty());
    let id = matter
        .findings
        .iter()
        .map(|f| f.pattern.clone())
        .find(|id| changes(id))
        .unwrap();
    let page_of = format!("{CASE}/pattern/{id}");
    let (_, page) = browser.open(&format!("{page_of}?days=365")).await;
    assert!(
        page.contains("With 365 days:") && page.contains("Nothing is kept yet."),
        "{page}"
    );
    // Each change is told from what to what, and the numbers add up.
    let many = matter.findings.iter().map(|f| f.pattern.clone()).find(|id| {
        forewarned::app::own_rules::compare(book(), &matter, id, 40).is_some_and(|all| {
            let to = |d: &forewarned::app::own_rules::Differs| d.by_case.as_ref().map(|f| f.outcome);
            all.len() > 2 && all.iter().any(|d| to(d) != to(&all[0]))
        })
    });
    let (_, many) = browser.open(&format!("{CASE}/pattern/{}?days=40", many.unwrap())).await;
    let told = between(&many, "compared with what the rules say: ", ".");
    let first = |words: &str| words.split(' ').next().unwrap().parse::<usize>().unwrap();
    let all = first(between(&many, "With 40 days:</strong> ", "otherwise"));
    assert_eq!(told.split("; ").map(first).sum::<usize>(), all, "{told}");
    assert!(
        told.contains("from “no record” to “cannot tell”") && told.split("; ").count() > 1,
        "{told}"
    );
    let window = format!("{page_of}/window");
    // What is wrong comes back with what was typed.
    for (days, words) in [
        ("-1", "Enter a whole number of days"),
        ("99999", "from 0 to 3650"),
        ("365", "Enter the reason"),
    ] {
        let sent = browser
            .send(
                &window,
                &[("form", "set-"), ("seen", "0"), ("days", days), ("because", "")],
            )
            .await;
        let (status, page) = read(sent).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains(words) && page.contains(&format!("value=\"{days}\"")),
            "{days}: {page}"
        );
    }
    let fields = [
        ("form", "set-"),
        ("seen", "0"),
        ("days", "365"),
        ("because", "The panel took a year"),
    ];
    let sent = browser.send(&window, &fields).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&page_of).await;
    for words in [
        &format!("In this case {id} waits 365 days from now on."),
        "set by reviewers of this case, not policy",
        "What this changed:",
        "The panel took a year",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, catalogue) = browser.open(&format!("{CASE}/patterns?words={id}")).await;
    assert!(
        catalogue.contains("365 days (set by reviewers of this case, not policy)"),
        "{catalogue}"
    );
    let back = format!("{page_of}/window/back");
    let sent = browser
        .send(
            &back,
            &[
                ("form", "back-"),
                ("seen", &value_of(&page, "seen")),
                ("because", "It was a slip"),
            ],
        )
        .await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&page_of).await;
    assert!(
        page.contains("is taken back") && !page.contains("What this changed"),
        "{page}"
    );
    let again = matters.get("rowan-street").unwrap().unwrap();
    assert_eq!(again.findings, matter.findings);
}

#[tokio::test]
async fn a_pattern_of_the_cases_own_is_tested_kept_changed_saved_and_switched_off() {
    let (_folder, matters, browser) = rowan_street().await;
    let new = format!("{CASE}/patterns/new");
    let (status, page) = read(
        browser
            .send(&new, &[("seen", "0"), ("toml", STARTER), ("do", "test")])
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Its examples come out as they say") && page.contains("Nothing was kept"),
        "{page}"
    );
    assert!(
        page.contains("It finds ") && !page.contains("There is a problem"),
        "{page}"
    );
    assert!(matters.get("rowan-street").unwrap().unwrap().settled.is_empty());
    let wrong = STARTER.replacen("\"stalking\"", "\"stalkin\"", 1);
    let (status, page) = read(
        browser
            .send(&new, &[("seen", "0"), ("toml", &wrong), ("do", "test")])
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("There is no concept `stalkin`") && page.contains("href=\"#toml\""),
        "{page}"
    );
    let keep = |toml: &str, seen: &str| {
        vec![
            ("seen".to_owned(), seen.to_owned()),
            ("toml".to_owned(), toml.to_owned()),
            ("do".to_owned(), "keep".to_owned()),
            ("because".to_owned(), "Our own procedure".to_owned()),
        ]
    };
    let send_all = async |fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        browser.send(&new, &fields).await
    };
    assert_eq!(send_all(&keep(STARTER, "0")).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&format!("{CASE}/pattern/LOCAL-01")).await;
    assert!(
        page.contains("A pattern of this case’s own, not of the rules.") && page.contains("Our own procedure"),
        "{page}"
    );
    let (_, page) = browser.open(&format!("{CASE}/patterns")).await;
    let own = page.find("This case’s own patterns").unwrap();
    assert!(
        own < page.find("Warnings and expected responses").unwrap() && page.contains(">LOCAL-01</span>"),
        "{page}"
    );
    let (_, page) = browser.open(&format!("{CASE}/pattern/LOCAL-01")).await;
    let warning = page.split(&format!("href=\"{CASE}/warning/")).nth(1).unwrap();
    let warning = warning.split(['"', '#']).next().unwrap();
    let (_, warning) = browser.open(&format!("{CASE}/warning/{warning}")).await;
    assert!(
        warning.contains("Looked for by a pattern of this case’s own"),
        "told where the findings are: {warning}"
    );
    // A change has a version of its own, which the form offers.
    let (_, page) = browser.open(&format!("{new}?from=LOCAL-01")).await;
    assert!(
        page.contains("version  = 2") && page.contains("Change a pattern"),
        "{page}"
    );
    let (status, page) = read(send_all(&keep(STARTER, "1")).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Write `version = 2`"), "{page}");
    let (status, file) = read(browser.get(&format!("{CASE}/pattern/LOCAL-01/LOCAL-01.toml")).await).await;
    assert_eq!((status, file.trim()), (StatusCode::OK, STARTER.trim()));
    let off = [
        ("form", "switch-"),
        ("seen", "1"),
        ("switch", "off"),
        ("because", "Tried enough"),
    ];
    let sent = browser.send(&format!("{CASE}/pattern/LOCAL-01/switch"), &off).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&format!("{CASE}/patterns")).await;
    assert!(
        page.contains("This case’s own patterns that are not used") && page.contains("switched off"),
        "{page}"
    );
    let (_, page) = browser.open(&format!("{CASE}/pattern/LOCAL-01")).await;
    assert!(
        page.contains("It is switched off and not judged") && page.contains("Switch it on"),
        "{page}"
    );
    let matter = matters.get("rowan-street").unwrap().unwrap();
    assert!(!matter.findings.iter().any(|f| f.pattern == "LOCAL-01"));
}

#[tokio::test]
async fn hostile_words_in_a_pattern_of_the_cases_own_never_become_markup() {
    let browser = invented().await;
    let toml = STARTER
        .replace("Who talked safety through", "<script>alert(1)</script> Who")
        .replace(
            "He followed her to work again",
            "He followed her to work again <img src=x>",
        )
        .replace("nothing follows", "<script>nothing</script>")
        .replace("Local procedure", "<script>source</script>");
    let sent = [
        ("seen", "0"),
        ("toml", toml.as_str()),
        ("do", "keep"),
        ("because", HOSTILE),
    ];
    let sent = browser.send("/case/harrow-lane/patterns/new", &sent).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{:?}", read(sent).await.1);
    // The invented case is not judged anew: its page is that of a pattern which is kept and not judged yet.
    for address in [
        "/case/harrow-lane/pattern/LOCAL-01",
        "/case/harrow-lane/patterns/new?from=LOCAL-01",
    ] {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        let lower = page.to_lowercase();
        assert!(!lower.contains("<script>") && !lower.contains("<img"), "{address}");
        assert!(page.contains("&lt;script&gt;"), "{address}");
    }
}

#[tokio::test]
async fn evidence_is_attached_from_anywhere_told_in_order_and_taken_off() {
    let browser = invented().await;
    let lines = "/case/harrow-lane/lines";
    let fields = [
        ("form", "new-"),
        ("seen", "0"),
        ("title", "Was she heard?"),
        ("question", ""),
    ];
    let (status, page) = read(browser.send(&format!("{lines}/new"), &fields).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Enter what the line asks") && page.contains("value=\"Was she heard?\""),
        "{page}"
    );
    let fields = [
        ("form", "new-"),
        ("seen", "0"),
        ("title", "Was she heard?"),
        ("question", "Who listened?"),
    ];
    let sent = browser.send(&format!("{lines}/new"), &fields).await;
    let to = sent.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(to, "/case/harrow-lane/line/was-she-heard#said");
    let line = to.trim_end_matches("#said").to_owned();
    let attach = format!("{lines}/attach");
    let back = "/case/harrow-lane/entry/R-000";
    for (about, text) in [
        ("{\"finding\":\"F1\"}", "Nobody rang"),
        ("{\"entry\":\"R-000\"}", "Nothing new"),
        ("{\"warning\":[\"PRB/014 é\",\"MHT-003\"]}", ""),
        ("{\"search\":\"q=followed\"}", "All of it"),
    ] {
        let fields = [
            ("form", "a-"),
            OF_NOW,
            ("back", back),
            ("about", about),
            ("line", "was-she-heard"),
            ("text", text),
        ];
        let sent = browser.send(&attach, &fields).await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{about}");
        assert_eq!(sent.headers()[header::LOCATION], format!("{back}#said"));
    }
    let (_, page) = browser.open(&line).await;
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(
        place("Nothing new") < place("Nobody rang") && place("Nobody rang") < place("All of it"),
        "in the order of days"
    );
    assert!(
        page.contains("href=\"/case/harrow-lane/search?q=followed\"") && page.contains("Who listened?"),
        "{page}"
    );
    assert!(
        page.contains("No finding attached to this line is accepted yet"),
        "{page}"
    );
    // What is accepted is what the records show.
    let decide = [
        ("finding", "F1"),
        OF_NOW,
        ("verdict", "accept"),
        ("because", "So it says"),
    ];
    browser.send("/case/harrow-lane/warning/W1/decide", &decide).await;
    let (_, page) = browser.open(&line).await;
    assert!(page.contains("accepted, because: So it says"), "{page}");
    // One that the rules offer is taken up with the first thing attached to it.
    let fields = [
        ("form", "a-"),
        OF_NOW,
        ("about", "{\"entry\":\"R-001\"}"),
        ("line", "new:Information sharing"),
    ];
    let sent = browser.send(&attach, &fields).await;
    assert_eq!(
        sent.headers()[header::LOCATION],
        "/case/harrow-lane/line/information-sharing#said"
    );
    let off = [("form", "e1-"), OF_NOW, ("about", "{\"entry\":\"R-000\"}")];
    let sent = browser.send(&format!("{line}/remove"), &off).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&line).await;
    assert!(!page.contains("Nothing new") && page.contains("Nobody rang"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_attached_comes_back_with_its_form() {
    let browser = invented().await;
    let attach = "/case/harrow-lane/lines/attach";
    let back = "/case/harrow-lane/entry/R-000";
    for (about, line, words) in [
        ("{\"entry\":\"R-000\"}", "", "Choose a line of enquiry"),
        ("{\"entry\":\"R-000\"}", "none", "Choose a line of enquiry"),
        ("nonsense", "none", "could not be read"),
        ("{\"entry\":\"GONE\"}", "new:Information sharing", "no such entry"),
        ("{\"entry\":\"R-000\"}", "new:made up", "Choose a line of enquiry"),
    ] {
        let fields = [
            ("form", "a-"),
            ("seen", "0"),
            ("back", back),
            ("about", about),
            ("line", line),
            ("text", "My words"),
        ];
        let (status, page) = read(browser.send(attach, &fields).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
        assert!(page.contains(words), "{about}: {page}");
        if about.starts_with('{') {
            let page = page.replace("&#x2f;", "/");
            assert!(
                page.contains("My words") && page.contains("id=\"a-line\"") && page.contains(back),
                "{about}: {page}"
            );
        }
    }
    let nobody = Browser::new(Invented::plain()).await;
    let fields = [
        ("form", "a-"),
        ("about", "{\"entry\":\"R-000\"}"),
        ("line", "new:Information sharing"),
    ];
    let (_, page) = read(nobody.send(attach, &fields).await).await;
    assert!(page.contains("Say who you are first"), "{page}");
}

#[tokio::test]
async fn terms_and_lines_are_changed_laid_down_and_taken_up_again() {
    let browser = invented().await;
    let lines = "/case/harrow-lane/lines";
    let terms = [
        ("form", "terms-"),
        ("seen", "0"),
        ("text", "To establish what was known.\n\nTo learn."),
    ];
    assert_eq!(
        browser.send(&format!("{lines}/terms"), &terms).await.status(),
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open(lines).await;
    assert!(
        page.contains("To establish what was known.</p>") && page.contains("A. Chair, "),
        "{page}"
    );
    let new = [OF_NOW, ("title", "Housing"), ("question", "Who knew?")];
    browser.send(&format!("{lines}/new"), &new).await;
    let twice = [OF_NOW, ("title", "housing"), ("question", "Who knew?")];
    let (_, page) = read(browser.send(&format!("{lines}/new"), &twice).await).await;
    assert!(page.contains("follows a line of this name already"), "{page}");
    let line = "/case/harrow-lane/line/housing";
    let change = [
        ("form", "change-"),
        OF_NOW,
        ("do", "change"),
        ("title", "Housing and debt"),
        ("question", "Who asked?"),
    ];
    browser.send(&format!("{line}/change"), &change).await;
    let own = [("form", "own-"), OF_NOW, ("text", "We heard from two officers.")];
    browser.send(&format!("{line}/say"), &own).await;
    let (_, page) = browser.open(line).await;
    assert!(
        page.contains("Housing and debt")
            && page.contains("Who asked?")
            && page.contains("We heard from two officers."),
        "{page}"
    );
    browser.send(&format!("{line}/change"), &[OF_NOW, ("do", "drop")]).await;
    assert_eq!(browser.open(line).await.0, StatusCode::NOT_FOUND);
    let (_, page) = browser.open(lines).await;
    assert!(page.contains("Take up again"), "{page}");
    browser
        .send(&format!("{line}/change"), &[OF_NOW, ("do", "again")])
        .await;
    let (_, page) = browser.open(line).await;
    assert!(page.contains("We heard from two officers."), "{page}");
}

#[tokio::test]
async fn two_who_write_the_terms_at_once_see_each_others() {
    let browser = invented().await;
    let terms = "/case/harrow-lane/lines/terms";
    browser
        .send(terms, &[("form", "terms-"), ("seen", "0"), ("text", "Mine")])
        .await;
    let (status, page) = read(
        browser
            .send(terms, &[("form", "terms-"), ("seen", "0"), ("text", "Yours")])
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Mine") && page.contains("Yours"), "{page}");
}

#[tokio::test]
async fn a_report_is_seen_in_a_frame_only_of_ours_and_nothing_runs_in_it() {
    let browser = invented().await;
    let policy = async |address: &str| {
        let response = browser.get(address).await;
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        (
            response.status(),
            policy,
            response.headers().contains_key(header::CONTENT_DISPOSITION),
        )
    };
    let (status, of_report, is_file) = policy("/case/harrow-lane/report/preview/full.html?findings=accepted").await;
    assert_eq!((status, is_file), (StatusCode::OK, false));
    for part in ["sandbox", "frame-ancestors 'self'", "default-src 'none'"] {
        assert!(of_report.contains(part), "{part}: {of_report}");
    }
    assert!(!of_report.contains("script-src"), "{of_report}");
    let (_, builder, _) = policy("/case/harrow-lane/report?kind=full&preview=yes").await;
    assert!(
        builder.contains("frame-src 'self'") && !builder.contains("unsafe"),
        "{builder}"
    );
    let (_, other, _) = policy("/case/harrow-lane/lines").await;
    assert!(!other.contains("frame-src"), "{other}");
    for address in [
        "report/preview/full.csv",
        "report/preview/none.html",
        "report?kind=none",
        "report/went-in/none.txt",
    ] {
        let (status, ..) = policy(&format!("/case/harrow-lane/{address}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
    let (_, page) = browser
        .open("/case/harrow-lane/report?kind=chronology&preview=yes&agency=police&agency=none&from=soon&column=ref&line=none")
        .await;
    assert!(page.contains("“soon” is not understood as a day"), "{page}");
    let file = "/case/harrow-lane/report/chronology.docx?agency=police&amp;column=ref\"";
    assert!(page.contains(file), "{page}");
    let (_, list) = browser
        .open("/case/harrow-lane/report/went-in/full.txt?findings=accepted")
        .await;
    assert!(
        list.contains("Findings told: only those that reviewers accepted") && list.contains("SHA-256 5f3c0e1b"),
        "{list}"
    );
}
