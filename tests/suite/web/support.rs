//! What many tests of the screens begin with: people in front of the same cases, forms that are taken or come back, values on a page.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use forewarned::{
    app::{home::Home, importing, matters::Matters},
    rulebook::load::Rulebook,
    web::{access::AccessKey, cases::Cases, router},
};

use super::{Browser, HOST, between, invented::Invented, read, send};
use crate::{headings, whole_cases};

/// The rules of the program, read once.
pub(super) fn rules() -> Arc<Rulebook> {
    static RULES: LazyLock<Arc<Rulebook>> = LazyLock::new(|| Arc::new(whole_cases::book().clone()));
    Arc::clone(&RULES)
}

/// The cases that a folder holds, as the program opens them when it is started.
pub(super) fn cases_of(folder: &Path) -> Arc<Matters> {
    Arc::new(Matters::new(Home::new(folder), rules()))
}

/// A sample case under its own name, in a folder that goes with the test.
pub(super) fn kept(sample: &str) -> (tempfile::TempDir, Arc<Matters>) {
    let folder = tempfile::tempdir().unwrap();
    let matters = cases_of(folder.path());
    importing::import(matters.home(), &headings(), &whole_cases::sample(sample), Some(sample)).unwrap();
    (folder, matters)
}

/// The screens of these cases, with a browser for each of these people.
pub(super) async fn people<C: Cases + 'static>(cases: Arc<C>, names: &[&str]) -> Vec<Browser> {
    let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    let key = AccessKey::for_people(4801, &names);
    let links: Vec<String> = key.links().map(|(_, link)| link.clone()).collect();
    let router = router(cases, key);
    let mut out = Vec::new();
    for link in links {
        out.push(Browser::at(&router, link.strip_prefix("http://127.0.0.1:4801").unwrap()).await);
    }
    out
}

/// Two people in front of the invented case, each with a link of their own.
pub(super) async fn two() -> (Browser, Browser) {
    let both = people(Invented::plain(), &["A. Reviewer", "B. Chair"]).await;
    <[Browser; 2]>::try_from(both).ok().unwrap().into()
}

/// Where an answer leads, or the page that it is. What was done is said on that page: where the focus is on it there goes without saying.
pub(super) async fn led(response: Response<Body>) -> (StatusCode, String) {
    let to = response.headers().get(header::LOCATION);
    if let Some(to) = to.map(|to| to.to_str().unwrap().to_owned()) {
        return (response.status(), to.trim_end_matches("#said").to_owned());
    }
    let (status, page) = read(response).await;
    (status, page.replace("&#x2f;", "/"))
}

/// Where a form leads that was taken.
pub(super) async fn sent(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> String {
    let (status, to) = led(browser.send(address, fields).await).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{address} {fields:?}: {to}");
    to
}

/// The page with what is wrong that a form comes back as.
pub(super) async fn refused(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> String {
    let (status, page) = led(browser.send(address, fields).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{address} {fields:?}");
    page.replace("&quot;", "\"")
}

/// The value of the first field of this name on a page.
pub(super) fn value_of(page: &str, name: &str) -> String {
    between(page, &format!("name=\"{name}\" value=\""), "\"").to_owned()
}

/// No id stands twice on a page.
pub(super) fn assert_ids_once(address: &str, page: &str) {
    let ids = || page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let once: std::collections::BTreeSet<&str> = ids().collect();
    assert_eq!(once.len(), ids().count(), "{address}: an id stands twice");
}

/// A notebook with its token.
pub(super) struct Notebook {
    pub(super) router: Router,
    pub(super) token: String,
}

impl Notebook {
    pub(super) fn new(cases: Arc<dyn Cases>) -> Self {
        let key = AccessKey::new(4801).with_notebooks(&["N. Analyst".to_owned()]);
        let token = key.tokens().next().unwrap().1.to_owned();
        Self {
            router: router(cases, key),
            token,
        }
    }

    /// What the program answers: the status, the kind of the body and the body.
    pub(super) async fn ask(&self, verb: &str, address: &str, body: &str) -> (StatusCode, String, String) {
        let request = Request::builder()
            .method(verb)
            .uri(address)
            .header(header::HOST, HOST)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        let response = send(&self.router, request.body(Body::from(body.to_owned())).unwrap()).await;
        let kind = response.headers().get(header::CONTENT_TYPE);
        let kind = kind.map_or(String::new(), |k| k.to_str().unwrap().to_owned());
        let (status, text) = read(response).await;
        (status, kind, text)
    }
}
