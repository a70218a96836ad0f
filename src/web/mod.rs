//! The *web* screens: one file per page, listed in `pages::PAGES`.
//!
//! Layer 5. It calls `app` and fills templates; what a case shows is decided below. Async lives only here: a page is a
//! plain function, run where it may take its time. Nobody gets in but by the link that `serve` announces (`access`).

pub mod access;
pub mod cases;

mod addresses;
mod asking;
mod evidence;
mod pages;
mod paging;
mod screens;
mod words;

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use axum::{
    Router,
    body::Body,
    extract::{Path, Query, RawPathParams, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::web::{
    access::AccessKey,
    asking::{Ask, Refusal, Reply},
    cases::Cases,
    pages::Page,
    screens::Screens,
};

/// How long an answer that is under way may take after the program was told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every request needs.
struct Site {
    cases: Arc<dyn Cases>,
    key: AccessKey,
    screens: Screens,
}

/// Opens the screens on this machine only, tells the one-time link through `announce`, and serves until ctrl-c.
///
/// Port 0 takes any free port. The link leads to `landing`, a path of ours.
///
/// # Errors
/// When the port is taken, or the connection breaks.
pub async fn serve(cases: Arc<dyn Cases>, port: u16, landing: &str, announce: impl FnOnce(&str)) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| {
            format!("port {port} of this machine cannot be used; choose another with --port, or 0 for any that is free")
        })?;
    let key = AccessKey::new(listener.local_addr()?.port()).landing_at(landing);
    keep_case_text_out_of_panics();
    announce(&key.link());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, router(cases, key)).with_graceful_shutdown(async move {
        // Where ctrl-c cannot be listened to, serve until the program is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        let _ = stop.send(());
    });
    let out_of_patience = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(PATIENCE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = server => ended.context("the connection broke; start again with: forewarned serve"),
        () = out_of_patience => Ok(()),
    }
}

/// The screens, without a network: what `serve` serves and tests ask.
pub fn router(cases: Arc<dyn Cases>, key: AccessKey) -> Router {
    let site = Arc::new(Site {
        cases,
        key,
        screens: Screens::new(),
    });
    let mut router = Router::new();
    for page in pages::PAGES {
        router = router.route(
            page.path,
            get(move |State(site), path, query| show(site, page, path, query)),
        );
    }
    let fallen = Arc::clone(&site);
    router
        .route("/assets/{file}", get(asset))
        .fallback(nowhere)
        .layer(CatchPanicLayer::custom(move |_: Box<dyn std::any::Any + Send>| {
            fault(&fallen, "any", "the page stopped half-way")
        }))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard))
        .layer(middleware::map_response(seal))
        .with_state(site)
}

/// Makes one page, away from the threads that listen: cases may have to be read and judged first.
async fn show(
    site: Arc<Site>,
    page: &'static Page,
    path: RawPathParams,
    query: Result<Query<Vec<(String, String)>>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let ask = Ask {
        cases: Arc::clone(&site.cases),
        path: path
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        query: query.map(|Query(pairs)| pairs).unwrap_or_default(),
    };
    let made = tokio::task::spawn_blocking(move || (page.show)(&ask)).await;
    match made {
        Ok(Ok(Reply::Page(shown))) => match site.screens.page(page, *shown) {
            Ok(html) => html_page(StatusCode::OK, html),
            // A template error may quote what it was filled with: only its place goes to the log.
            Err(error) => fault(&site, page.name, &screens::place(&error)),
        },
        Ok(Ok(Reply::Download {
            name,
            media_type,
            bytes,
        })) => download(&name, media_type, bytes),
        Ok(Err(Refusal::NotThere(missing))) => html_page(StatusCode::NOT_FOUND, site.screens.not_there(&missing)),
        // Only the outermost words, which are ours; causes below may quote the material.
        Ok(Err(Refusal::Fault(error))) => fault(&site, page.name, &error.to_string()),
        Err(_) => fault(&site, page.name, "the page stopped half-way"),
    }
}

/// A style sheet.
async fn asset(State(site): State<Arc<Site>>, Path(file): Path<String>) -> Response {
    match screens::asset(&file) {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => nowhere(State(site)).await,
    }
}

/// An address that no page has.
async fn nowhere(State(site): State<Arc<Site>>) -> Response {
    let missing = asking::Missing::page();
    html_page(StatusCode::NOT_FOUND, site.screens.not_there(&missing))
}

/// Lets in only who opened the link, only under this machine's own name, and only from our own pages.
async fn guard(State(site): State<Arc<Site>>, request: axum::extract::Request, next: middleware::Next) -> Response {
    match site.key.judge(request.method(), request.uri(), request.headers()) {
        access::Judged::Pass => next.run(request).await,
        access::Judged::Welcome(cookie) => (
            StatusCode::SEE_OTHER,
            [
                (header::LOCATION, site.key.landing().to_owned()),
                (header::SET_COOKIE, cookie),
            ],
        )
            .into_response(),
        access::Judged::Refused(refused) => html_page(refused.status(), site.screens.closed(refused)),
    }
}

/// Headers of every answer: nothing is kept, framed, guessed or fetched from outside.
async fn seal(mut response: Response) -> Response {
    const HEADERS: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

fn html_page(status: StatusCode, html: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// A file to keep: a report carries its own styles, and nothing else may run in it.
fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
        ),
    );
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    response
}

/// A fault of ours: a page with a reference, the cause in the log under the same reference, case text in neither.
fn fault(site: &Site, page: &str, cause: &str) -> Response {
    let reference: String = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect();
    tracing::error!(reference, page, cause, "a page could not be made");
    html_page(StatusCode::INTERNAL_SERVER_ERROR, site.screens.fault(&reference))
}

/// A panic's message may quote what it stumbled over; of those that happen while pages are made, only the place in our code
/// is written down. Other threads are not ours to silence.
fn keep_case_text_out_of_panics() {
    let others = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current()
            .name()
            .is_none_or(|name| name.starts_with("tokio"))
        {
            let place = panic.location().map_or_else(String::new, ToString::to_string);
            tracing::error!(place, "something stopped half-way");
        } else {
            others(panic);
        }
    }));
}
