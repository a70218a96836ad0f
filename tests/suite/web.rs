//! The screens, asked in memory: who gets in, what every page shows, and that words of a case never become markup.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands; functions beside tests are not seen as tests by the lints"
)]

mod activity;
mod anonymise;
mod api;
mod api_deeds;
mod api_lens;
mod bare_facts;
mod chron;
mod closed;
mod deeds;
mod help;
mod home;
mod invented;
mod judged;
mod kept_place;
mod knowledge;
mod lines;
pub(crate) mod markup;
mod nothing_lost;
mod on_the_wire;
mod plain_names;
mod plainly_refused;
mod racing;
mod roster;
mod rows;
mod rows_anew;
mod seek;
mod support;
mod timeline;
mod together;
mod too_much;
mod twins;
mod unwritable;
mod waiting;
mod warn;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use forewarned::web::{Doors, Way, access::AccessKey, cases::Cases, router};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use invented::Invented;
use support::assert_ids_once;

const HOST: &str = "127.0.0.1:4801";
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=a>";

/// Every page of the invented case, and words that it must show.
const PAGES: &[(&str, &[&str])] = &[
    ("/", &["Harrow Lane", "Serious further offence review"]),
    (
        "/patterns",
        &[
            "A case can have patterns and times of its own",
            "Warnings and expected responses",
        ],
    ),
    (
        "/case/harrow-lane",
        &[
            "Read these first",
            "Not supplied",
            "Missing 1 June to 31 August 2017",
            "Say who you are",
            "This agency is known to be involved, and until its records are in",
            "1 problem to settle",
            "Undecided",
        ],
    ),
    (
        "/training",
        &["Training has a server of its own", "forewarned train run"],
    ),
    ("/new", &["Days under review", "Agencies known to be involved"]),
    ("/case/harrow-lane/about", &["In force", "9a0b"]),
    (
        "/case/harrow-lane/import",
        &["Choose files", "at most 200 MB at once", "Say who you are first"],
    ),
    (
        "/case/harrow-lane/problems",
        &[
            "31/02/2018",
            "Became no entry.",
            "Replace it by a corrected file",
            "Mark those ticked as looked at",
        ],
    ),
    ("/case/harrow-lane/files", &["The case holds no file yet"]),
    (
        "/case/harrow-lane/coverage",
        &[
            "Change the days",
            "1 March 2016",
            "No records of this agency are in the case",
        ],
    ),
    (
        "/case/harrow-lane/people",
        &["Dorothy Vane", "Put somebody on the roster"],
    ),
    (
        "/case/harrow-lane/problems?state=looked",
        &["Nothing of this kind is marked as looked at"],
    ),
    (
        "/case/harrow-lane/chronology",
        &[
            "Showing 1 to 200 of 244 entries",
            "Next page",
            "?Nov 2017",
            "marked as doubtful",
            "10:40",
            "Tells the same as",
        ],
    ),
    (
        "/case/harrow-lane/chronology?page=2",
        &["Showing 201 to 244 of 244 entries", "Previous page"],
    ),
    (
        "/case/harrow-lane/entry/PRB%2F014%20%C3%A9",
        &[
            "What was read in it",
            "phrase “followed * to work”",
            "denied",
            "5f3c0e1b",
            "POL-007",
            "Tells it otherwise",
            "the date differs",
            "on the 7th",
            "was not applied",
        ],
    ),
    (
        "/case/harrow-lane/timeline",
        &["The lanes in words", "93 days", "not supplied"],
    ),
    (
        "/case/harrow-lane/timeline?from=2017-11-06&to=2017-11-12",
        &["6 to 12 November 2017", "Entries in view, in order", "⚑W3 S3"],
    ),
    (
        "/case/harrow-lane/timeline?lanes=person",
        &[
            "Martin Oake (subject)",
            "About nobody on the roster",
            "stands in the lanes of both",
        ],
    ),
    (
        "/case/harrow-lane/timeline?lanes=concept&from=6/11/2017",
        &["stalking or following", "Nothing read in it"],
    ),
    (
        "/case/harrow-lane/warnings",
        &[
            "id=\"W3\"",
            "id=\"W28\"",
            "undecided (28)",
            "0 of 28 warnings decided; 28 to go",
            "Next undecided",
            "Possible, read these",
            "Good practice",
        ],
    ),
    (
        "/case/harrow-lane/warnings?severity=S3&sort=date&open=W3",
        &[
            "1 of 9, the earliest first",
            "Does not count:",
            "planned, not recorded as done",
            "set by reviewers, not policy",
            "noted only (R1)",
            "Questions to ask",
            "Whole entry",
            "Why might this have made sense?",
        ],
    ),
    (
        "/case/harrow-lane/finding/F4",
        &["Good practice", "Decide on this finding"],
    ),
    (
        "/case/harrow-lane/findings?kind=possible",
        &["1 finding", "They count nowhere"],
    ),
    (
        "/case/harrow-lane/agreement",
        &["No two reviewers have decided on the same finding yet"],
    ),
    ("/case/harrow-lane/search", &["How to search"]),
    (
        "/case/harrow-lane/search?q=followed",
        &[
            "2 entries found",
            "<mark>followed</mark>",
            "<mark>FOLLOWING</mark>",
            "Read as:",
            "with “followed” in any form",
            "stalking or following",
            "by day of November 2017",
            "Keep this search",
            "More like this",
        ],
    ),
    (
        "/search?q=followed",
        &["2 entries found", "Search all cases", "Harrow Lane"],
    ),
    (
        "/case/harrow-lane/search?q=zzzz",
        &["No entry found", "Use fewer words"],
    ),
    ("/case/harrow-lane/searches", &["No search is kept yet"]),
    (
        "/case/harrow-lane/queries?list=followed%0Areply%20sent",
        &["What each query finds", "Download this table as CSV", "6 November 2017"],
    ),
    ("/api", &["/api/v1/cases/{case}/entries", "--api-token-for"]),
    (
        "/case/harrow-lane/patterns",
        &[
            "3 findings in this case",
            "no finding in this case",
            "Write a pattern of this case’s own",
        ],
    ),
    (
        "/case/harrow-lane/patterns?kind=good&severity=S4&words=stalking",
        &["1 of 3 patterns", "GOOD-TELL", "Show all"],
    ),
    (
        "/case/harrow-lane/pattern/TELL-POLICE",
        &[
            "college.example/stalking",
            "A fair reader must rule out",
            "3 findings in this case",
            "/case/harrow-lane/warning/W",
        ],
    ),
    (
        "/case/harrow-lane/patterns/new",
        &["LOCAL-01", "Test it, keep nothing", "All concepts"],
    ),
    (
        "/case/harrow-lane/lines",
        &[
            "Terms of reference",
            "Lines that such reviews often follow",
            "Information sharing",
        ],
    ),
    (
        "/case/harrow-lane/report?kind=full&preview=yes&findings=accepted&agency=police",
        &[
            "<iframe",
            "What goes into it",
            "81 of 244, as chosen",
            "only those that reviewers accepted",
        ],
    ),
    (
        "/case/harrow-lane/report?kind=sfo&chapters=yes",
        &[
            "Chapters to leave out",
            "3. Records used",
            "serious further offence review",
        ],
    ),
    (
        "/case/harrow-lane/report?kind=lines",
        &["none are written", "For the chair and the panel"],
    ),
    (
        "/case/harrow-lane/report",
        &[
            "Combined chronology",
            "/case/harrow-lane/report/full.html",
            "Download all together",
        ],
    ),
    (
        "/case/harrow-lane/template",
        &["Northmoor Police", "Or another agency, by name", "Download as Word"],
    ),
    (
        "/case/harrow-lane/template?agency=police&from=soon",
        &["Enter both days like 14/1/2018", "value=\"police\" selected"],
    ),
    (
        "/thematic",
        &["Harrow Lane", "All when none is chosen", "thematic.xlsx"],
    ),
    (
        "/thematic?case=harrow-lane&case=none&preview=yes",
        &[
            "<iframe",
            "not there, and was left out",
            "value=\"harrow-lane\" checked",
        ],
    ),
    (
        "/case/harrow-lane/warning/W3",
        &[
            "the gravest and clearest first",
            "Decide on this finding",
            "Accept in other words",
            "Next warning",
            "Questions to ask",
        ],
    ),
    (
        "/case/harrow-lane/knowledge",
        &[
            "Who knew by a day",
            "By the end of",
            "Mental Health Trust",
            "no entry: records not supplied",
            "That is not to say",
        ],
    ),
    (
        "/case/harrow-lane/knowledge?about=W3&by=16+January+2018",
        &[
            "Who knew of W3 by 16 January 2018, as far as the records show",
            "its own entry",
        ],
    ),
    (
        "/case/harrow-lane/knowledge?about=W3&by=16+January+2017",
        &["Nothing that this warning cites was on record by then: W3 begins on"],
    ),
    (
        "/case/harrow-lane/knowledge/ledger",
        &["Who held what W3 rests on", "Who held it, since when"],
    ),
    (
        "/case/harrow-lane/knowledge/consultation",
        &[
            "What the signs mean",
            "held information",
            "cannot tell: records not supplied",
        ],
    ),
    (
        "/case/harrow-lane/knowledge/consultation/W3/probation",
        &["Its own entries that the warning cites", "In short"],
    ),
    (
        "/case/harrow-lane/knowledge/judgement",
        &["Mask the final event for me"],
    ),
    ("/you", &["It stands beside every decision"]),
    (
        "/case/harrow-lane/chronology?agency=police&open=POL-007",
        &["Entry POL-007", "kept by Northmoor Police", "of 81 in this list"],
    ),
    (
        "/case/harrow-lane/entry/PRB%2F014%20%C3%A9?mend=1",
        &["Keep the correction", "Strike it out instead", "Find a concept"],
    ),
    (
        "/case/harrow-lane/record/PRB%2F014%20%C3%A9",
        &["The row as it stands in the file", "initials only", "byte for byte"],
    ),
    (
        "/case/harrow-lane/activity",
        &["probation.csv: 82 entries, 1 problem", "20 November 2026, 10:05"],
    ),
    ("/help", &["The way through a case", "Pages of the guide"]),
    ("/help/glossary", &["one dated thing that one agency wrote"]),
    ("/help/activity", &["Take something back"]),
    ("/tour", &["Rowan Street"]),
    (
        "/case/harrow-lane/entry/R-000",
        &["The rules read nothing in this entry", "W28"],
    ),
];

/// The field of a form that knows of everything settled by now.
pub(crate) const OF_NOW: (&str, &str) = ("seen", "of now");

/// A browser that opened the link.
pub(crate) struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    pub(crate) async fn new(cases: Arc<dyn Cases>) -> Self {
        let (router, link) = closed(cases);
        Self::at(&router, &link).await
    }

    /// Opens the link of these screens.
    async fn at(router: &Router, link: &str) -> Self {
        let response = send(router, get(link)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let router = router.clone();
        Self { router, cookie }
    }

    /// Sends a form, as a page of ours does.
    /// Sends a form. One that is sent as [`OF_NOW`] knows of all that was settled of its case before.
    pub(crate) async fn send(&self, address: &str, fields: &[(&str, &str)]) -> Response<Body> {
        let now = if fields.contains(&OF_NOW) {
            let case = address.split('/').nth(2).unwrap();
            let told = self.open(&format!("/api/v1/cases/{case}")).await.1;
            serde_json::from_str::<serde_json::Value>(&told).unwrap()["seen"].to_string()
        } else {
            String::new()
        };
        let fields = fields
            .iter()
            .map(|f| if *f == OF_NOW { ("seen", now.as_str()) } else { *f });
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(address)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        send(&self.router, request.body(Body::from(body)).unwrap()).await
    }

    /// What an address answers, with its headers.
    async fn get(&self, address: &str) -> Response<Body> {
        let mut request = get(address);
        request
            .headers_mut()
            .insert(header::COOKIE, self.cookie.parse().unwrap());
        send(&self.router, request).await
    }

    pub(crate) async fn open(&self, address: &str) -> (StatusCode, String) {
        let (status, page) = read(self.get(address).await).await;
        // The template engine writes every slash of a value this way; it makes no markup.
        (status, page.replace("&#x2f;", "/"))
    }
}

/// The screens before anybody opened the link, and the link's path.
fn closed(cases: Arc<dyn Cases>) -> (Router, String) {
    let key = AccessKey::new(4801);
    let link = key.link();
    let path = link.strip_prefix("http://127.0.0.1:4801").unwrap().to_owned();
    (router(cases, key), path)
}

fn get(address: &str) -> Request<Body> {
    Request::get(address)
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap()
}

async fn send(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().oneshot(request).await.unwrap()
}

async fn read(response: Response<Body>) -> (StatusCode, String) {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).cloned();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    // A workbook or a PDF that a page leads to is no text.
    let is_file =
        kind.is_some_and(|k| k.to_str().unwrap().starts_with("application/") && !k.to_str().unwrap().contains("json"));
    if is_file {
        return (status, String::from_utf8_lossy(&bytes).into_owned());
    }
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn the_link_opens_once_and_leaves_a_strict_cookie() {
    let (router, link) = closed(Invented::plain());
    let first = send(&router, get(&link)).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    assert_eq!(first.headers()[header::LOCATION], "/");
    let cookie = first.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("forewarned_4801="), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");

    let (status, page) = read(send(&router, get(&link)).await).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(
        page.contains("has been used already") && page.contains("start it again"),
        "{page}"
    );
}

#[tokio::test]
async fn without_the_cookie_nothing_is_shown_not_even_a_style_sheet() {
    let (router, link) = closed(Invented::plain());
    for address in [
        "/",
        "/case/harrow-lane",
        "/assets/forewarned.css",
        "/nowhere",
        "/open/",
        "/open/0123",
        &link[..link.len() - 1],
    ] {
        let (status, page) = read(send(&router, get(address)).await).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{address}");
        assert!(page.contains("Open the link that Forewarned printed"), "{address}");
        assert!(!page.contains("Harrow"), "{address}");
    }
    for cookie in [
        "forewarned_4801=",
        "forewarned_4801=0123",
        "forewarned_4802=x; a=b",
        "=",
        ";;",
    ] {
        let mut request = get("/");
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        assert_eq!(send(&router, request).await.status(), StatusCode::FORBIDDEN, "{cookie}");
    }
    // A wrong guess does not use the link up.
    assert_eq!(send(&router, get(&link)).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_name_that_only_pretends_to_be_this_machine_is_refused() {
    let browser = Browser::new(Invented::plain()).await;
    for (host, status) in [
        ("127.0.0.1:4801", StatusCode::OK),
        ("localhost:4801", StatusCode::OK),
        ("evil.example:4801", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1:4802", StatusCode::MISDIRECTED_REQUEST),
        ("", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request = Request::get("/")
            .header(header::HOST, host)
            .header(header::COOKIE, &browser.cookie);
        let response = send(&browser.router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status, "{host}");
    }
    let request = Request::get("/")
        .header(header::COOKIE, &browser.cookie)
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        send(&browser.router, request).await.status(),
        StatusCode::MISDIRECTED_REQUEST
    );
}

#[tokio::test]
async fn a_post_from_another_site_is_refused_and_one_of_ours_is_not() {
    let browser = Browser::new(Invented::plain()).await;
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-site", StatusCode::FORBIDDEN),
        ("origin", "http://evil.example", StatusCode::FORBIDDEN),
        ("origin", "null", StatusCode::FORBIDDEN),
        ("x-nothing", "said", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-origin", StatusCode::METHOD_NOT_ALLOWED),
        ("origin", "http://127.0.0.1:4801", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let request = Request::post("/")
            .header(header::HOST, HOST)
            .header(header::COOKIE, &browser.cookie)
            .header(name, value);
        let response = send(&browser.router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status, "{name}: {value}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let browser = Browser::new(Invented::plain()).await;
    let addresses = [
        "/",
        "/case/harrow-lane",
        "/nowhere",
        "/assets/forewarned.css",
        "/case/broken",
        "/case/panics",
        "/open/x",
    ];
    for address in addresses {
        let response = browser.get(address).await;
        let all = response.headers();
        let policy = all["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{address}: {part}");
        }
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(all["x-content-type-options"], "nosniff", "{address}");
        assert_eq!(all["referrer-policy"], "no-referrer", "{address}");
        assert_eq!(all["cache-control"], "no-store", "{address}");
        assert_eq!(all["cross-origin-opener-policy"], "same-origin", "{address}");
    }
}

#[tokio::test]
async fn every_page_shows_what_it_is_for() {
    let browser = Browser::new(Invented::plain()).await;
    for (address, words) in PAGES.iter().copied() {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        for word in words {
            assert!(page.contains(word), "{address} does not show {word:?}");
        }
    }
}

#[tokio::test]
async fn every_page_has_one_heading_labels_and_nothing_from_outside() {
    let browser = Browser::new(Invented::plain()).await;
    for (address, _) in PAGES.iter().copied() {
        let (_, page) = browser.open(address).await;
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
        assert!(
            page.contains("<html lang=\"en-GB\"") && page.contains("href=\"#main\""),
            "{address}"
        );
        let with_our_scripts = page.clone();
        let page = without_our_scripts(&page);
        assert!(with_our_scripts.contains("<script src=\"/assets/"), "{address}");
        for bad in [
            " style=", "<style", "<script", "http://", "https://", "onclick", "@import",
        ] {
            assert!(!page.contains(bad), "{address} holds {bad}");
        }
        for control in page
            .split('<')
            .filter(|tag| tag.starts_with("input") || tag.starts_with("select"))
        {
            if !control.contains("type=\"hidden\"") {
                let id = between(control, " id=\"", "\"");
                assert!(page.contains(&format!("for=\"{id}\"")), "{address}: {control}");
            }
        }
        for table in page.split("<table").skip(1) {
            assert!(
                table.contains("<caption") && table.contains("scope=\"col\""),
                "{address}"
            );
        }
        assert_ids_once(address, &page);
    }
}

#[tokio::test]
async fn every_link_of_every_page_leads_to_a_page() {
    let browser = Browser::new(Invented::plain()).await;
    let mut seen = std::collections::BTreeSet::new();
    for (address, _) in PAGES.iter().copied() {
        let (_, page) = browser.open(address).await;
        for link in page
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            let link = link.replace("&amp;", "&").replace("&#x2f;", "/").replace("&#38;", "&");
            let (target, place) = link.split_once('#').unwrap_or((&link, ""));
            if target.starts_with('/')
                && !target.contains("/entry/R-")
                && !target.contains("open=R-")
                // A link with a lens masks what the next links lead to; `knowledge` follows those.
                && !target.contains("knew=")
                && seen.insert(link.clone())
            {
                let (status, found) = browser.open(target).await;
                // A finding's lasting address leads on to where it stands now.
                let is_lasting = target.contains("/finding/") && status == StatusCode::SEE_OTHER;
                assert!(
                    status == StatusCode::OK || is_lasting,
                    "{address} leads to {target}: {status}"
                );
                assert!(place.is_empty() || found.contains(&format!("id=\"{place}\"")), "{link}");
            }
        }
    }
    assert!(seen.len() > 60, "{}", seen.len());
}

/// A page without the scripts that the program itself has in it: whole files of ours, never words between tags.
fn without_our_scripts(page: &str) -> String {
    let mut out = String::new();
    for (at, part) in page.split("<script src=\"/assets/").enumerate() {
        let ours = part.split_once(".js\" defer></script>").filter(|_| at > 0);
        match ours.filter(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
            Some((_, rest)) => out.push_str(rest),
            None if at > 0 => out.extend(["<script src=\"/assets/", part]),
            None => out.push_str(part),
        }
    }
    out
}

#[tokio::test]
async fn words_of_a_case_never_become_markup() {
    let browser = Browser::new(Invented::with_tail(HOSTILE)).await;
    let (_, chronology) = browser.open("/case/harrow-lane/chronology").await;
    let entry = chronology
        .split("href=\"")
        .find(|l| l.starts_with("/case/harrow-lane/entry/PRB%2F014"))
        .unwrap();
    let entry = entry.split('"').next().unwrap().to_owned();
    let warning = chronology
        .split("href=\"")
        .find(|l| l.starts_with("/case/harrow-lane/warning/W"))
        .unwrap();
    let warning = warning.split('"').next().unwrap().to_owned();
    let (_, patterns) = browser.open("/case/harrow-lane/patterns").await;
    let pattern = patterns
        .split("href=\"")
        .find(|l| l.starts_with("/case/harrow-lane/pattern/TELL-POLICE"))
        .unwrap();
    let pattern = pattern.split('"').next().unwrap().to_owned();
    let query = "/case/harrow-lane/search?q=%3Cscript%3E%22&agency=%3Cscript%3E%22&concept=%22%3E%3Cscript%3E";
    let filter = "/case/harrow-lane/chronology?text=%22%3E%3Cscript%3E&from=%22%3E%3Cscript%3E&person=%22%3Cscript%3E";
    let mut addresses: Vec<&str> = PAGES
        .iter()
        .map(|(a, _)| *a)
        .filter(|a| {
            !a.contains("/entry/")
                && !a.contains("/warning/")
                && !a.contains("/finding/")
                && !a.contains("/record/")
                && !a.contains("/pattern/")
                && !a.contains("/knowledge")
                && ![
                    "/you",
                    "/api",
                    "/new",
                    "/case/harrow-lane/import",
                    "/case/harrow-lane/files",
                ]
                .contains(a)
        })
        // The guide and the tour hold no words of a case.
        .filter(|a| !a.starts_with("/help") && !a.starts_with("/tour"))
        .collect();
    let (_, good) = browser.open("/case/harrow-lane/findings?kind=good").await;
    let good = good
        .split("href=\"")
        .find(|l| l.starts_with("/case/harrow-lane/finding/"))
        .unwrap();
    let good = good.split('"').next().unwrap().to_owned();
    let knew = "/case/harrow-lane/knowledge?about=%22%3E%3Cscript%3E&by=%22%3E%3Cscript%3E";
    let ledger = "/case/harrow-lane/knowledge/ledger";
    let matrix = "/case/harrow-lane/knowledge/consultation";
    let linked = [entry.as_str(), warning.as_str(), pattern.as_str(), good.as_str()];
    addresses.extend(linked.into_iter().chain([query, filter, knew, ledger, matrix]));
    for address in addresses {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        let lower = without_our_scripts(&page).to_lowercase();
        assert!(!lower.contains("<script") && !lower.contains("<img"), "{address}");
        if !address.contains('?')
            && ![
                "/patterns",
                "/training",
                "/case/harrow-lane/report",
                "/case/harrow-lane/search",
            ]
            .contains(&address)
        {
            assert!(
                page.contains("&lt;script&gt;alert(1)"),
                "{address} shows no words of the case"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_plain_words_with_a_way_back() {
    let browser = Browser::new(Invented::plain()).await;
    for (address, words) in [
        ("/case/unknown", "no case of this name"),
        ("/case/..%2Fsecret/chronology", "no case of this name"),
        ("/case/%00", "no case of this name"),
        ("/case/harrow-lane/entry/NONE", "no entry with this reference"),
        ("/case/harrow-lane/report/full.exe", "no report of this kind"),
        ("/case/harrow-lane/report/none.html", "no report of this kind"),
        ("/case/harrow-lane/nothing", "no page at this address"),
        ("/assets/..%2Fweb%2Fcases.html", "no page at this address"),
        ("/assets/NOTICE.md", "no page at this address"),
    ] {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(
            page.contains(words) && page.contains("<a class=\"govuk-link\" href=\"/"),
            "{address}: {page}"
        );
    }
}

#[tokio::test]
async fn a_fault_shows_a_reference_and_no_words_of_the_case() {
    let browser = Browser::new(Invented::plain()).await;
    for address in ["/case/broken", "/case/panics", "/case/panics/warnings"] {
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        assert!(page.contains("Reference: <strong>"), "{address}");
        assert!(!page.contains("Vane") && !page.contains("panick"), "{address}: {page}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_in_an_address_is_remarked_and_left_out() {
    let browser = Browser::new(Invented::plain()).await;
    let long = format!("/case/harrow-lane/search?q={}", "a%20".repeat(5000));
    for (address, words) in [
        ("/case/harrow-lane/chronology?page=99", "There is no page 99"),
        ("/case/harrow-lane/chronology?page=-1", "could not be read"),
        (
            "/case/harrow-lane/chronology?from=soon",
            "The first date could not be read",
        ),
        (
            "/case/harrow-lane/chronology?to=31/02/2018",
            "The last date could not be read",
        ),
        ("/case/harrow-lane/chronology?from=2018&to=2017", "lies after the last"),
        ("/case/harrow-lane/chronology?agency=none", "An agency was asked for"),
        ("/case/harrow-lane/chronology?person=P9", "not on the roster"),
        ("/case/harrow-lane/warnings?severity=S9", "not one there is"),
        ("/case/harrow-lane/search?q=a&page=99", "There is no page 99"),
        ("/case/harrow-lane/search?q=%28police", "A bracket is not closed"),
        (
            "/case/harrow-lane/search?q=%22police",
            "one quotation mark without a second",
        ),
        ("/case/harrow-lane/search?q=%FF%00%", "of 244 entries found"),
        (long.as_str(), "longer than 2000 characters"),
    ] {
        let (status, page) = browser.open(address).await;
        let shown: String = address.chars().take(80).collect();
        assert_eq!(status, StatusCode::OK, "{shown}");
        assert!(page.contains(words), "{shown} does not say {words}");
    }
}

#[tokio::test]
async fn the_chronology_is_filtered_by_agency_person_words_date_and_warnings() {
    let browser = Browser::new(Invented::plain()).await;
    for (asked, words) in [
        ("agency=police", "<strong>81 entries</strong>"),
        ("agency=police&agency=mental-health", "<strong>162 entries</strong>"),
        ("person=P1", "<strong>1 entry</strong>"),
        ("text=FOLLOWED+her", "<strong>1 entry</strong>"),
        ("from=6/11/2017&to=6/11/2017", "<strong>2 entries</strong>"),
        ("from=Dec+2017", "<strong>No entries</strong>"),
        ("only=warnings", "<strong>3 entries</strong>"),
        ("agency=police&page=1", "163 entries left out by the filter"),
    ] {
        let (_, page) = browser.open(&format!("/case/harrow-lane/chronology?{asked}")).await;
        assert!(page.contains(words), "{asked} does not give {words}");
    }
}

#[tokio::test]
async fn an_entry_shows_its_exact_words_with_every_reading_marked() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open("/case/harrow-lane/entry/PRB%2F014%20%C3%A9").await;
    let text = between(&page, "<div class=\"fw-text\">", "</div>");
    let mut plain = String::new();
    for (at, part) in text.split('<').enumerate() {
        let (tag, words) = if at == 0 {
            ("", part)
        } else {
            part.split_once('>').unwrap()
        };
        // Numbers of mentions stand in links, and are no words of the entry.
        if !tag.starts_with("a ") {
            plain.push_str(words);
        }
    }
    let case = Invented::plain();
    let matter = case.get("harrow-lane").unwrap().unwrap();
    assert_eq!(plain, matter.entries[1].text);
    assert!(
        text.contains("fw-mark--1") && text.contains("fw-mark--3") && text.contains("fw-person"),
        "{text}"
    );
}

#[tokio::test]
async fn a_report_is_a_file_to_keep_in_which_nothing_runs() {
    let browser = Browser::new(Invented::plain()).await;
    let response = browser.get("/case/harrow-lane/report/warnings.html").await;
    assert_eq!(
        response.headers()[header::CONTENT_DISPOSITION],
        "attachment; filename=\"harrow-lane-warnings.html\""
    );
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    assert!(read(response).await.1.contains("warnings html"));
}

#[tokio::test]
async fn reports_are_offered_in_every_format_that_fits_and_sent_as_what_they_are() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open("/case/harrow-lane/report").await;
    for kind in forewarned::report::KINDS {
        for format in forewarned::report::FORMATS {
            let link = format!("/case/harrow-lane/report/{}.{}\"", kind.name(), format.name());
            assert_eq!(page.contains(&link), forewarned::report::fits(*kind, *format), "{link}");
        }
    }
    for (file, name, kind) in [
        (
            "full.docx",
            "harrow-lane-full.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "full.timesketch",
            "harrow-lane-full-timesketch.csv",
            "text/csv; charset=utf-8",
        ),
    ] {
        let response = browser.get(&format!("/case/harrow-lane/report/{file}")).await;
        let headers = response.headers();
        assert_eq!(headers[header::CONTENT_TYPE], kind);
        assert_eq!(
            headers[header::CONTENT_DISPOSITION],
            format!("attachment; filename=\"{name}\"")
        );
    }
}

#[tokio::test]
async fn style_sheets_name_nothing_outside() {
    let browser = Browser::new(Invented::plain()).await;
    for file in ["govuk-frontend.min.css", "moj-frontend.min.css", "forewarned.css"] {
        let (status, css) = browser.open(&format!("/assets/{file}")).await;
        assert_eq!(status, StatusCode::OK, "{file}");
        for bad in ["@font-face", "GDS Transport", "url(", "@import", "crest.svg"] {
            assert!(!css.contains(bad), "{file} holds {bad}");
        }
    }
}

#[tokio::test]
async fn the_program_listens_on_this_machine_only_and_tells_its_link() {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let server = tokio::spawn(forewarned::web::serve(
        Invented::plain(),
        Doors {
            port: 0,
            people: &[],
            notebooks: &[],
        },
        "/",
        move |_: &str, way: &Way| {
            if let Way::Link(link) = way {
                let _ = tell.send(link.to_owned());
            }
        },
    ));
    let link: String = told.recv().await.unwrap();
    let port: u16 = between(&link, "http://127.0.0.1:", "/").parse().unwrap();
    assert!(link.contains("/open/") && port != 0, "{link}");
    assert!(tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok());
    let taken = forewarned::web::serve(
        Invented::plain(),
        Doors {
            port,
            people: &[],
            notebooks: &[],
        },
        "/",
        |_, _| {},
    )
    .await;
    assert!(taken.unwrap_err().to_string().contains("--port"));
    server.abort();
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap().1;
    rest.split_once(to).unwrap().0
}
