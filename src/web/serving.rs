//! *Serving*: what the screens of cases and those of training have alike: the port, the end, what stands around every answer, style sheets
//! and scripts.

use std::{net::Ipv4Addr, time::Duration};

use anyhow::Context as _;
use axum::{
    Router,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
};
use tokio::net::TcpListener;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::web::{
    answers::seal,
    screens::{self, Screens},
};

/// How long an answer that is under way may take after the program was told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Takes a port, and gives its number: 0 takes any free one.
pub(super) async fn listen(at: Ipv4Addr, port: u16) -> anyhow::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((at, port)).await.with_context(|| {
        format!("port {port} of this machine cannot be used; choose another with --port, or 0 for any that is free")
    })?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

/// Serves until ctrl-c, and a little longer for answers that are under way. `again` is the command that starts it anew.
pub(super) async fn until_stopped(listener: TcpListener, router: Router, again: &str) -> anyhow::Result<()> {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(
        listener,
        router.into_make_service_with_connect_info::<std::net::SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
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
        ended = server => ended.with_context(|| format!("the connection broke; start again with: {again}")),
        () = out_of_patience => Ok(()),
    }
}

/// Where a page stops half-way, `fallen` is answered in its place.
pub(super) fn caught<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    fallen: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> Router<S> {
    router.layer(CatchPanicLayer::custom(move |_: Box<dyn std::any::Any + Send>| {
        fallen()
    }))
}

/// Every answer is sealed, and sent compressed where the browser takes that.
pub(super) fn sealed<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router
        .layer(middleware::map_response(seal))
        .layer(CompressionLayer::new().compress_when(is_worth_compressing))
}

/// Pages, style sheets and scripts are sent compressed, where the browser takes that. A page never holds a secret beside words that
/// another site could choose: the secret of a visit stands in a cookie only, and what other sites send is refused before a page is made;
/// so the length of an answer tells nobody anything. Files to keep are sent as they are.
fn is_worth_compressing(
    _: StatusCode,
    _: axum::http::Version,
    headers: &axum::http::HeaderMap,
    _: &axum::http::Extensions,
) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|k| k.to_str().ok())
        .unwrap_or("");
    let is_text = [
        "text/html",
        "text/css",
        "text/javascript",
        "image/svg+xml",
        "application/json",
    ];
    is_text.iter().any(|t| kind.starts_with(t)) && !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// A style sheet or a script; nothing where there is none of this name. It holds nothing of a case: one whose address says which version it
/// is may be kept by the browser, so that an old machine does not read it for every page.
pub(super) fn asset(screens: &Screens, file: &str, query: &[(String, String)]) -> Option<Response> {
    let version = query.iter().find(|(name, _)| name == "v").map_or("", |(_, v)| v);
    let keep = if screens.is_current(file, version) {
        "private, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let (kind, bytes) = screens::asset(file)?;
    Some(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], bytes).into_response())
}

/// A panic's message may quote what it stumbled over; of those that happen while pages are made, only the place in our code
/// is written down. Other threads are not ours to silence.
pub(super) fn keep_case_text_out_of_panics() {
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
