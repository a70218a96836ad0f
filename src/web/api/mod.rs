//! The *interface* for programs: the use cases of the screens as JSON. One list of endpoints is walked by the router and by the document
//! that describes them, so that neither can say what the other does not.
//!
//! Whoever asks is let in as on the screens: by the cookie of the one-time link, or by a token printed for a notebook. Cases are opened
//! through `Ask`, so that nobody sees more here than there.

pub(crate) mod answers;
pub(crate) mod document;
mod keep;
mod look;
mod review;
mod reviewed;
mod schema;
mod seek;
mod shape;
mod told;
mod trouble;

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use serde_json::Value;

use crate::web::{Asked, Site, asking::Ask, posting, visits::VisitId};

pub(crate) use trouble::{Trouble, refused};

use schema::Schemas;

/// All addresses of the interface begin so.
pub(crate) const ROOT: &str = "/api/v1";
/// No more bytes are taken of what is sent.
const LIMIT: usize = 256 * 1024;

/// How an endpoint is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It only looks.
    Get,
    /// It keeps something.
    Post,
}

/// Something that can be said to an endpoint: behind the `?`, or in the body.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// `string`, `integer` or `boolean`.
    pub(crate) kind: &'static str,
    pub(crate) required: bool,
    pub(crate) about: &'static str,
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
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
    /// What may stand behind the `?`, or in the body of what is sent.
    pub(crate) takes: &'static [Parameter],
    /// The schema of its answer; nothing where it is a file.
    pub(crate) gives: Option<fn(&mut Schemas) -> Value>,
    pub(crate) act: fn(&Ask) -> Result<Sent, Trouble>,
}

/// The addresses of the interface.
pub(super) fn routes() -> axum::Router<Arc<Site>> {
    let mut router = axum::Router::new();
    let mut paths: Vec<&str> = document::ENDPOINTS.iter().map(|e| e.path).collect();
    paths.dedup();
    for path in paths {
        let mut methods = axum::routing::MethodRouter::new().fallback(wrong_method);
        for endpoint in document::ENDPOINTS.iter().filter(|e| e.path == path) {
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
    if let Err(trouble) = take(endpoint, &mut ask, request).await {
        return trouble.response();
    }
    let ask = match crate::web::opening::opened(&site, ask).await {
        Ok(ask) => ask,
        Err(not_yet) => return not_yet.trouble(endpoint.path),
    };
    match tokio::task::spawn_blocking(move || (endpoint.act)(&ask)).await {
        Ok(Ok(Sent::Json(value))) => json(StatusCode::OK, "application/json", &value),
        Ok(Ok(Sent::File(name, kind, bytes))) => crate::web::download(&name, kind, bytes),
        Ok(Err(trouble)) => trouble.response(),
        Err(_) => Trouble::fault(endpoint.path, "an answer stopped half-way").response(),
    }
}

/// Reads what was said to an endpoint; what it does not know is refused, never passed over.
async fn take(endpoint: &Endpoint, ask: &mut Ask, request: Request) -> Result<(), Trouble> {
    let known = |name: &str| endpoint.takes.iter().find(|p| p.name == name);
    let names = || endpoint.takes.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    if endpoint.verb == Verb::Get {
        return match ask.query.iter().find(|(name, _)| known(name).is_none()) {
            None => Ok(()),
            Some((name, _)) => Err(Trouble::new(
                400,
                "An unknown parameter",
                &format!("`{name}` is none of: {}.", names()),
            )),
        };
    }
    if !ask.query.is_empty() {
        return Err(Trouble::new(
            400,
            "An unknown parameter",
            "Nothing may stand behind the ?; send a JSON object.",
        ));
    }
    let bytes = posting::bytes(request.into_body(), LIMIT).await.map_err(|_| {
        let words = format!("At most {} kB are taken at once. Nothing was changed.", LIMIT / 1024);
        Trouble::new(413, "What was sent is too large", &words)
    })?;
    let Ok(Value::Object(object)) = serde_json::from_slice(&bytes) else {
        return Err(Trouble::new(
            400,
            "What was sent is no JSON object",
            "Send one JSON object. Nothing was changed.",
        ));
    };
    for (name, value) in object {
        let Some(parameter) = known(&name) else {
            return Err(Trouble::new(
                400,
                "An unknown field",
                &format!("`{name}` is none of: {}.", names()),
            ));
        };
        let text = match (parameter.kind, value) {
            ("string", Value::String(text)) => text,
            ("integer", Value::Number(number)) if number.is_u64() => number.to_string(),
            ("boolean", Value::Bool(yes)) => yes.to_string(),
            (kind, _) => {
                let detail = format!("`{name}` is to be a JSON {kind}. Nothing was changed.");
                return Err(Trouble::new(400, "A field of the wrong kind", &detail));
            }
        };
        ask.form.fields.push((name, text));
    }
    match endpoint
        .takes
        .iter()
        .find(|p| p.required && !ask.form.fields.iter().any(|(n, _)| n == p.name))
    {
        None => Ok(()),
        Some(missing) => Err(Trouble::new(
            422,
            "A field is missing",
            &format!("Send `{}` too. Nothing was changed.", missing.name),
        )),
    }
}

fn json(status: StatusCode, kind: &'static str, value: &Value) -> Response {
    let mut response = (status, value.to_string()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
