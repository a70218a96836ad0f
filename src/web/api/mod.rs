//! The *interface* for programs: the use cases of the screens as JSON. One list of endpoints is walked by the router and by the document
//! that describes them, so that neither can say what the other does not.
//!
//! Whoever asks is let in as on the screens: by the cookie of the one-time link, or by a token printed for a notebook. Cases are opened
//! through `Ask`, so that nobody sees more here than there.

pub(crate) mod answers;
mod document;
mod done;
mod further;
mod keep;
mod look;
mod more;
pub(crate) mod registry;
mod review;
mod reviewed;
mod schema;
mod seek;
mod sending;
mod shape;
mod told;
mod trouble;

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use serde_json::Value;

use crate::web::{
    Asked, Site,
    asking::Ask,
    deeds::{Deed, offer::Field},
    visits::VisitId,
};

pub(crate) use trouble::{Trouble, refused};

use schema::Schemas;

/// All addresses of the interface begin so.
pub(crate) const ROOT: &str = "/api/v1";
/// How an endpoint is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It only looks.
    Get,
    /// It keeps something.
    Post,
}

/// What an endpoint answers.
pub(crate) enum Sent {
    /// A value of the type that its document names.
    Json(Value),
    /// A file.
    File(String, &'static str, Vec<u8>),
}

/// An endpoint.
pub(crate) struct Endpoint {
    pub(crate) verb: Verb,
    /// Below [`ROOT`], with `{case}` and other variable parts.
    pub(crate) path: Cow<'static, str>,
    pub(crate) about: &'static str,
    /// What may stand behind the `?`, or in the body of what is sent.
    pub(crate) takes: &'static [Field],
    /// The schema of its answer; nothing where it is a file.
    pub(crate) gives: Option<fn(&mut Schemas) -> Value>,
    pub(crate) act: Act,
}

/// What answers an endpoint.
pub(crate) enum Act {
    /// It is the interface's own.
    Asked(fn(&Ask) -> Result<Sent, Trouble>),
    /// A deed of the screens does it.
    Done(&'static Deed),
}

impl Endpoint {
    fn act(&self, ask: Ask) -> Result<Sent, Trouble> {
        match self.act {
            Act::Asked(act) => act(&ask),
            Act::Done(deed) => done::perform(deed, self.takes, ask),
        }
    }
}

/// The addresses of the interface.
pub(super) fn routes() -> axum::Router<Arc<Site>> {
    let mut router = axum::Router::new();
    let paths: BTreeSet<&str> = registry::endpoints().map(|e| e.path.as_ref()).collect();
    for path in paths {
        let mut methods = axum::routing::MethodRouter::new().fallback(wrong_method);
        for endpoint in registry::endpoints().filter(|e| e.path == path) {
            methods =
                match endpoint.verb {
                    Verb::Get => methods
                        .get(move |State(site), visit, asked, request| run(site, endpoint, visit, (asked, request))),
                    Verb::Post => methods
                        .post(move |State(site), visit, asked, request| run(site, endpoint, visit, (asked, request))),
                };
        }
        router = router.route(&format!("{ROOT}{path}"), methods);
    }
    router
        .route(&format!("{ROOT}/openapi.json"), get(the_document))
        .route("/api/{*rest}", any(nowhere))
}

async fn the_document() -> Response {
    json(StatusCode::OK, "application/json", &document::document())
}

async fn wrong_method() -> Response {
    Trouble::new(
        405,
        "This address cannot be asked in this way",
        "Look at /api for the ways there are.",
    )
    .response()
}

pub(super) async fn nowhere() -> Response {
    Trouble::new(
        404,
        "There is nothing at this address",
        "Look at /api for every address there is.",
    )
    .response()
}

/// Runs one endpoint, away from the threads that listen.
async fn run(
    site: Arc<Site>,
    endpoint: &'static Endpoint,
    Extension(visit): Extension<VisitId>,
    (asked, request): (Asked, Request),
) -> Response {
    let mut ask = crate::web::ask(&site, visit, asked);
    if let Err(trouble) = sending::take(endpoint, &mut ask, request).await {
        return trouble.response();
    }
    let ask = match crate::web::opening::opened(&site, ask).await {
        Ok(ask) => ask,
        Err(not_yet) => return not_yet.trouble(&endpoint.path),
    };
    match tokio::task::spawn_blocking(move || endpoint.act(ask)).await {
        Ok(Ok(Sent::Json(value))) => json(StatusCode::OK, "application/json", &value),
        Ok(Ok(Sent::File(name, kind, bytes))) => crate::web::download(&name, kind, bytes),
        Ok(Err(trouble)) => trouble.response(),
        Err(_) => Trouble::fault(&endpoint.path, "an answer stopped half-way").response(),
    }
}

fn json(status: StatusCode, kind: &'static str, value: &Value) -> Response {
    let mut response = (status, value.to_string()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
