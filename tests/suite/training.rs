//! Training through its own server: who gets in, what a group can reach, what has to be recorded, what is compared, and what is kept.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands; functions beside tests are not seen as tests by the lints"
)]

mod ahead;
mod at_the_desk;
mod kept;
mod rooms;
mod shelf;

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use forewarned::{
    app::{home::Home, training::Training},
    rulebook::load::Rulebook,
    web::training::{Doorman, router},
};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::whole_cases;

pub(crate) const PORT: u16 = 4807;
pub(crate) const HOST: &str = "127.0.0.1:4807";
/// The exercise that most tests use.
pub(crate) const EXERCISE: &str = "saltmarsh-childrens-services";

/// The rules of the program, read once.
pub(crate) fn rules() -> Arc<Rulebook> {
    static RULES: LazyLock<Arc<Rulebook>> = LazyLock::new(|| Arc::new(whole_cases::book().clone()));
    Arc::clone(&RULES)
}

pub(crate) fn training_of(home: &Path) -> Training {
    Training::new(&Home::new(home), rules()).unwrap()
}

/// A room: the server, its home, and the facilitator in front of it.
pub(crate) struct Room {
    pub(crate) home: TempDir,
    pub(crate) training: Arc<Training>,
    pub(crate) router: Router,
    pub(crate) facilitator: Browser,
    /// The facilitator's link, which has been opened.
    pub(crate) link: String,
}

impl Room {
    pub(crate) async fn new() -> Self {
        Self::of(tempfile::tempdir().unwrap()).await
    }

    pub(crate) async fn of(home: TempDir) -> Self {
        let training = Arc::new(training_of(home.path()));
        let own = "192.168.7.20".parse().unwrap();
        let doorman = Doorman::new(PORT, Some(own));
        let link = doorman.ways().facilitator;
        let router = router(Arc::clone(&training), doorman);
        let mut facilitator = Browser::new(&router);
        let path = link.strip_prefix("http://127.0.0.1:4807").unwrap();
        let (status, to) = facilitator.goes(path).await;
        assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/facilitator"));
        Self {
            home,
            training,
            router,
            facilitator,
            link: path.to_owned(),
        }
    }

    /// A run of an exercise, its first stage released when so many groups of one browser each have joined.
    pub(crate) async fn running(groups: u16) -> (Self, String, Vec<Browser>) {
        let mut room = Self::new().await;
        let (id, all) = room.begins(groups).await;
        (room, id, all)
    }

    pub(crate) async fn begins(&mut self, groups: u16) -> (String, Vec<Browser>) {
        let to = self
            .facilitator
            .sends_on("/facilitator/start", &[("exercise", EXERCISE), ("groups", "8")])
            .await;
        let id = to.strip_prefix("/facilitator/run/").unwrap().to_owned();
        let mut all = Vec::new();
        for group in 1..=groups {
            all.push(self.joins(&id, group).await);
        }
        self.releases(&id, 1).await;
        (id, all)
    }

    pub(crate) async fn joins(&self, id: &str, group: u16) -> Browser {
        let code = self.training.standing(id).unwrap().unwrap().code;
        let mut browser = Browser::new(&self.router);
        let group = group.to_string();
        let to = browser.sends_on("/join", &[("code", &code), ("group", &group)]).await;
        assert!(to == "/waiting" || to == "/stage", "{to}");
        browser
    }

    pub(crate) async fn releases(&mut self, id: &str, number: usize) {
        let number = number.to_string();
        let to = self
            .facilitator
            .sends_on(&format!("/facilitator/run/{id}/release"), &[("number", &number)])
            .await;
        assert_eq!(to, format!("/facilitator/run/{id}"));
    }
}

/// Somebody's browser: it keeps its cookies.
pub(crate) struct Browser {
    router: Router,
    cookies: Vec<String>,
    pub(crate) host: String,
}

impl Browser {
    pub(crate) fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: Vec::new(),
            host: HOST.to_owned(),
        }
    }

    /// What is answered: status, headers, body.
    pub(crate) async fn asks(
        &mut self,
        method: Method,
        path: &str,
        (form, site): (&[(&str, &str)], &str),
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, self.cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !site.is_empty() {
            request = request.header("sec-fetch-site", site);
        }
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (head, body) = response.into_parts();
        if let Some(cookie) = head.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(
                cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
                "{cookie}"
            );
            let pair = cookie.split(';').next().unwrap().to_owned();
            let name = pair.split('=').next().unwrap().to_owned();
            self.cookies.retain(|c| !c.starts_with(&format!("{name}=")));
            if !pair.ends_with('=') {
                self.cookies.push(pair);
            }
        }
        (
            head.status,
            head.headers,
            body.collect().await.unwrap().to_bytes().to_vec(),
        )
    }

    /// Looks at an address: the status, and the page or where it leads.
    pub(crate) async fn goes(&mut self, path: &str) -> (StatusCode, String) {
        let (status, headers, body) = self.asks(Method::GET, path, (&[], "none")).await;
        (status, page(&headers, &body))
    }

    /// The page of an address, byte for byte; empty where it only leads on.
    pub(crate) async fn raw(&mut self, path: &str) -> String {
        let (status, _, body) = self.asks(Method::GET, path, (&[], "none")).await;
        if status == StatusCode::SEE_OTHER {
            return "<!DOCTYPE html><html lang=\"en\"><head><title>-</title></head><body></body></html>".to_owned();
        }
        String::from_utf8(body).unwrap()
    }

    /// Looks at an address that is there.
    pub(crate) async fn sees(&mut self, path: &str) -> String {
        let (status, page) = self.goes(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        page
    }

    /// Sends a form, as a page of ours does: the status, and the page or where it leads.
    pub(crate) async fn sends(&mut self, path: &str, form: &[(&str, &str)]) -> (StatusCode, String) {
        let (status, headers, body) = self.asks(Method::POST, path, (form, "same-origin")).await;
        (status, page(&headers, &body))
    }

    /// Sends a form that is taken, and says where it leads.
    pub(crate) async fn sends_on(&mut self, path: &str, form: &[(&str, &str)]) -> String {
        let (status, to) = self.sends(path, form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path} {form:?}: {to}");
        to
    }

    /// Records an answer with these words at the stop point of a stage, from 0.
    pub(crate) async fn answers(&mut self, stage: usize, marks: &[usize], would: &str, why: &str) {
        let stage = stage.to_string();
        let marks: Vec<String> = marks.iter().map(usize::to_string).collect();
        let mut form = vec![("stage", stage.as_str()), ("would", would), ("why", why)];
        form.extend(marks.iter().map(|m| ("mark", m.as_str())));
        let mut page = self.goes("/stage").await.1;
        // Somebody else of the group can be faster: what they recorded is on the page that comes back.
        for _ in 0..30 {
            let over = page
                .split_once("name=\"over\" value=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            let over = over.unwrap_or_default().to_owned();
            let with: Vec<(&str, &str)> = form.iter().copied().chain([("over", over.as_str())]).collect();
            let (status, back) = self.sends("/answer", &with).await;
            if status != StatusCode::CONFLICT || !back.contains("name=\"over\"") {
                assert_eq!((status, back.as_str()), (StatusCode::SEE_OTHER, "/waiting"));
                return;
            }
            page = back;
        }
        panic!("nothing was recorded");
    }
}

fn page(headers: &HeaderMap, body: &[u8]) -> String {
    match headers.get(header::LOCATION) {
        Some(to) => to.to_str().unwrap().to_owned(),
        None => String::from_utf8_lossy(body)
            .replace("&#x27;", "'")
            .replace("&quot;", "\"")
            .replace("&#x2f;", "/")
            .replace("&amp;", "&"),
    }
}
