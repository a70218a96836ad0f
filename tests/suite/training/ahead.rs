//! Looking ahead: by address, by interface, by search, before the next stage is released and before the discussion is opened.

use std::{collections::BTreeSet, net::SocketAddr};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use forewarned::{
    app::{home::Home, matters::Matters},
    model::{entry::Entry, matter::Matter},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{Browser, EXERCISE, HOST, Room, rules};

/// Pages of a group.
const OF_GROUPS: &[&str] = &["/", "/stage", "/waiting", "/entries", "/debrief", "/leave"];

/// The whole case, as nobody in training may see it.
fn whole(room: &Room) -> std::sync::Arc<Matter> {
    let home = Home::new(room.home.path()).samples();
    Matters::new(home, rules()).get("saltmarsh").unwrap().unwrap()
}

/// Texts of entries that have not been released, or that happened after the last day that was: whatever the run says of them. A text that
/// a released entry holds too is left out.
fn unreleased(room: &Room, id: &str) -> BTreeSet<String> {
    let standing = room.training.standing(id).unwrap().unwrap();
    let released: BTreeSet<_> = standing.run.entries().into_iter().collect();
    let until = standing.exercise.stages[standing.run.stage().unwrap()].until;
    let matter = whole(room);
    let is_seen = |e: &&Entry| released.contains(&e.id) && e.when.earliest <= until;
    let seen: String = matter
        .entries
        .iter()
        .filter(is_seen)
        .flat_map(|e| [e.text.as_str(), "\n"])
        .collect();
    let later = matter.entries.iter().filter(|e| !is_seen(e));
    later
        .map(|e| e.text.clone())
        .filter(|t| !seen.contains(t.as_str()))
        .collect()
}

async fn everything_reachable(browser: &mut Browser, queries: &[String]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for path in OF_GROUPS {
        out.push(((*path).to_owned(), browser.goes(path).await.1));
    }
    for query in queries {
        let asked: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let path = format!("/search?q={asked}");
        out.push((path.clone(), browser.goes(&path).await.1));
    }
    out
}

#[tokio::test]
async fn nothing_that_was_not_released_can_be_reached_at_any_stage() {
    let (mut room, id, mut groups) = Room::running(1).await;
    let group = &mut groups[0];
    let matter = whole(&room);
    let findings: Vec<String> = matter.findings.iter().map(|f| f.held().to_owned()).collect();
    let stages = room.training.standing(&id).unwrap().unwrap().exercise.stages.len();
    for stage in 0..stages {
        let later = unreleased(&room, &id);
        assert!(!later.is_empty());
        // Words of later entries, fields of the query language, and everything at once.
        let mut queries: Vec<String> = later
            .iter()
            .filter_map(|t| t.split(' ').find(|w| w.len() > 6))
            .map(str::to_owned)
            .collect();
        queries.truncate(12);
        queries.extend(
            [
                "concept:stalking",
                "ref:SCS-009",
                "has:warning",
                "a*",
                "NOT zzz",
                "van OR card OR police",
                "agency:police",
            ]
            .map(str::to_owned),
        );
        for (path, page) in everything_reachable(group, &queries).await {
            // What was typed stands in the field of the search still.
            let page = queries
                .iter()
                .fold(page, |page, q| page.replace(&format!("value=\"{q}\""), ""));
            for text in &later {
                assert!(!page.contains(text.as_str()), "stage {stage}: {path} shows “{text}”");
            }
            assert!(!page.contains("Saltmarsh"), "{path} names the case");
            for matter in [
                "SCS-0",
                "SGP-0",
                "STW-0",
                "SPL-0",
                "saltmarsh",
                "18/10/2021",
                "18 October 2021",
            ] {
                assert!(!page.contains(matter), "stage {stage}: {path} tells {matter}");
            }
            for held in findings.iter().filter(|h| h.len() > 12) {
                assert!(!page.contains(held.as_str()), "{path} tells a finding: {held}");
            }
        }
        // Every entry that is shown was released, and each that was released is shown.
        let count = room.training.standing(&id).unwrap().unwrap().run.entries().len();
        let entries = group.sees("/entries").await;
        assert_eq!(entries.matches("id=\"entry-").count(), count);
        if stage + 1 < stages {
            group.answers(stage, &[1], "police", "So it seems").await;
            room.releases(&id, stage + 2).await;
        }
    }
}

#[tokio::test]
async fn a_search_finds_what_was_released_and_knows_no_fields() {
    let (_room, _id, mut groups) = Room::running(1).await;
    let found = groups[0].sees("/search?q=bike").await;
    assert!(
        found.contains("1 entry") && found.contains("<mark>bike</mark>"),
        "{found}"
    );
    // An entry of this number is released; asked for as a field it is a word like any other.
    let field = groups[0].sees("/search?q=ref:SCS-001").await;
    assert!(field.contains("0 entries"), "{field}");
}

#[tokio::test]
async fn this_server_has_no_page_and_no_interface_of_a_case() {
    let (_room, _id, mut groups) = Room::running(1).await;
    for path in [
        "/case/saltmarsh",
        "/case/saltmarsh/chronology",
        "/case/saltmarsh/warnings",
        "/case/saltmarsh/entry/SCS-009",
        "/case/saltmarsh/report/full.html",
        "/cases",
        "/patterns",
        "/api",
        "/api/v1/cases",
        "/api/v1/cases/saltmarsh/entries",
        "/api/openapi.json",
        "/help",
        "/entry/99",
        "/entries/99",
        "/stage/5",
        "/samples/exercises/saltmarsh-childrens-services.toml",
        "/assets/../offered.toml",
        "/assets/offered.toml",
    ] {
        let (status, page) = groups[0].goes(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {page}");
    }
    // What is asked for beside a page changes nothing of what it shows.
    let plain = groups[0].sees("/entries").await;
    for query in ["?until=2021-10-20", "?stage=4", "?lens=none", "?agency=police"] {
        assert_eq!(groups[0].sees(&format!("/entries{query}")).await, plain);
    }
}

#[tokio::test]
async fn the_facilitators_pages_answer_nobody_else() {
    let (mut room, id, mut groups) = Room::running(1).await;
    let mut stranger = Browser::new(&room.router);
    let pages = [
        "/facilitator".to_owned(),
        "/facilitator/cards".to_owned(),
        "/facilitator/new".to_owned(),
        format!("/facilitator/exercise/{EXERCISE}"),
        format!("/facilitator/exercise/{EXERCISE}/pack/html"),
        format!("/facilitator/run/{id}"),
        format!("/facilitator/run/{id}/door"),
        format!("/facilitator/run/{id}/compare"),
        format!("/facilitator/run/{id}/export/csv"),
        "/facilitator/run/no-such-run".to_owned(),
        "/open/0123456789".to_owned(),
    ];
    for path in &pages {
        for browser in [&mut stranger, &mut groups[0]] {
            let (status, page) = browser.goes(path).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
            assert!(
                page.contains("This page is the facilitator’s") && !page.contains("Maja"),
                "{page}"
            );
        }
        if !path.contains("no-such") && !path.contains("/open/") {
            room.facilitator.sees(path).await;
        }
    }
    for path in ["release", "open", "clock", "note", "end", "again", "delete"] {
        let path = format!("/facilitator/run/{id}/{path}");
        for browser in [&mut stranger, &mut groups[0]] {
            let form = [("number", "2"), ("anyway", "1"), ("sure", "1"), ("words", "x")];
            assert_eq!(browser.sends(&path, &form).await.0, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let run = room.training.standing(&id).unwrap().unwrap().run;
    assert!(run.released.len() == 1 && !run.is_open && !run.has_ended);
}

#[tokio::test]
async fn the_facilitators_link_opens_once_and_only_on_this_machine() {
    let room = Room::new().await;
    let (status, page) = Browser::new(&room.router).goes(&room.link).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(page.contains("This link has been used already"), "{page}");
    let mut other = Browser::new(&room.router);
    other.cookies.clone_from(&room.facilitator.cookies);
    other.host = "192.168.7.20:4807".to_owned();
    assert_eq!(
        other.goes("/facilitator").await.0,
        StatusCode::FORBIDDEN,
        "under the name of the network"
    );
    assert_eq!(other.goes("/").await.0, StatusCode::OK, "groups come by it");
    for host in ["evil.example:4807", "192.168.7.21:4807", "127.0.0.1", "127.0.0.1:80"] {
        other.host = host.to_owned();
        assert_eq!(other.goes("/").await.0, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
}

#[tokio::test]
async fn the_facilitators_pages_answer_no_other_machine_whatever_name_it_asks_for() {
    let room = Room::new().await;
    let ask = async |from: &str| {
        let mut request = Request::builder()
            .uri("/facilitator")
            .header(header::HOST, HOST)
            .header(header::COOKIE, room.facilitator.cookies.join("; "))
            .body(Body::empty())
            .unwrap();
        let from: SocketAddr = from.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(from));
        room.router.clone().oneshot(request).await.unwrap().status()
    };
    assert_eq!(ask("192.168.7.9:50123").await, StatusCode::FORBIDDEN);
    assert_eq!(ask("127.0.0.1:50123").await, StatusCode::OK);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_one_of_ours_is_taken_over_plain_http_in_a_network() {
    let (room, id, _groups) = Room::running(1).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let form = [("code", code.as_str()), ("group", "2")];
    let mut browser = Browser::new(&room.router);
    for site in ["cross-site", "same-site", ""] {
        let (status, _, _) = browser.asks(Method::POST, "/join", (&form, site)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{site}");
    }
    // A browser that names no site names the origin, as long as our pages let it.
    let (_, headers, _) = browser.asks(Method::GET, "/", (&[], "none")).await;
    assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
    let request = |origin: &'static str| {
        axum::http::Request::builder()
            .method(Method::POST)
            .uri("/join")
            .header(header::HOST, "192.168.7.20:4807")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(format!("code={code}&group=2")))
            .unwrap()
    };
    let sent = async |origin| {
        tower::ServiceExt::oneshot(room.router.clone(), request(origin))
            .await
            .unwrap()
            .status()
    };
    assert_eq!(sent("http://192.168.7.20:4807").await, StatusCode::SEE_OTHER);
    assert_eq!(sent("http://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(sent("null").await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_other_groups_decided_is_reached_only_once_the_discussion_is_open() {
    let (mut room, id, mut groups) = Room::running(2).await;
    groups[0]
        .answers(0, &[1], "police", "Because of the notification")
        .await;
    for (path, page) in everything_reachable(&mut groups[1], &["notification".to_owned()]).await {
        assert!(!page.contains("Because of the notification"), "{path}");
    }
    let (status, page) = groups[1].goes("/debrief").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(page.contains("The discussion is not open yet"), "{page}");
    groups[1].answers(0, &[], "nothing", "Nothing in it yet").await;
    let open = format!("/facilitator/run/{id}/open");
    assert_eq!(
        room.facilitator.sends_on(&open, &[]).await,
        format!("/facilitator/run/{id}")
    );
    assert_eq!(groups[1].goes("/waiting").await.1, "/debrief");
    let debrief = groups[1].sees("/debrief").await;
    for words in [
        "Because of the notification",
        "Your group (2)",
        "Group 1",
        "no mark of anybody",
    ] {
        assert!(debrief.contains(words), "{words}: {debrief}");
    }
}

#[tokio::test]
async fn pages_of_training_are_sent_compressed_and_name_the_version_of_their_style_sheets() {
    let room = Room::new().await;
    let ask = async |path: &str, packed: bool| {
        let mut request = Request::builder().uri(path).header(header::HOST, HOST);
        if packed {
            request = request.header(header::ACCEPT_ENCODING, "gzip");
        }
        room.router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    };
    let plain = ask("/", false).await;
    let page = String::from_utf8(plain.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
    let page = page.replace("&#x2f;", "/");
    let sheet = page
        .split("href=\"/assets/forewarned.css?v=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(
        sheet.len() > 5 && page.contains("src=\"/assets/comfort.js?v="),
        "{page}"
    );
    for path in ["/", &format!("/assets/forewarned.css?v={sheet}")] {
        let packed = ask(path, true).await;
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip", "{path}");
        assert_eq!(packed.headers()[header::REFERRER_POLICY], "same-origin", "{path}");
        assert!(packed.headers().contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
    }
    // An address that is no text leads nowhere.
    assert_eq!(ask("/facilitator/run/%FF", false).await.status(), StatusCode::FORBIDDEN);
    let mut facilitator = Browser::new(&room.router);
    facilitator.cookies.clone_from(&room.facilitator.cookies);
    assert_eq!(facilitator.goes("/facilitator/run/%FF").await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask("/assets/%FF", false).await.status(), StatusCode::NOT_FOUND);
}
