//! The *web* screens: one file per page, listed in `pages::PAGES`.
//!
//! Layer 5. It calls `app` and fills templates; what a case shows is decided below. Async lives only here: a page is a
//! plain function, run where it may take its time. Nobody gets in but by the link that `serve` announces (`access`).

pub mod access;
pub mod bringing;
pub mod cases;
pub mod training;

mod addresses;
mod answers;
mod api;
mod asking;
pub(crate) mod attaching;
mod banner;
mod concepts;
mod covered;
mod deeds;
mod dossier;
mod evidence;
mod help;
mod lens_link;
mod opening;
mod pages;
mod paging;
mod panel;
mod performing;
mod posting;
mod queue;
mod records;
mod screens;
mod seeking;
mod serving;
mod shown;
mod through;
mod twins;
mod unfit;
mod visits;
mod words;

use std::{net::Ipv4Addr, sync::Arc};

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, OriginalUri, Path, Query, RawPathParams, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};

use crate::{
    app::matters::why_closed,
    web::{
        access::AccessKey,
        answers::{download, framed, framing, html_page},
        asking::{Ask, Missing, Refusal, Reply, Visitor},
        cases::Cases,
        pages::Page,
        posting::Form,
        screens::{Around, Screens},
        through::Through,
        visits::{VisitId, Visits},
    },
};

/// Who is to be let in, and where the program listens.
#[derive(Debug, Clone, Copy)]
pub struct Doors<'a> {
    /// The port; 0 takes any free one.
    pub port: u16,
    /// People who get a link each; one link when nobody is named.
    pub people: &'a [String],
    /// People who get a token each for their notebooks.
    pub notebooks: &'a [String],
}

/// A way in, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A link, good for one opening.
    Link(String),
    /// A token for programs, and the address of the interface.
    Token(String, String),
}

/// What every request needs.
struct Site {
    cases: Arc<dyn Cases>,
    key: AccessKey,
    screens: Screens,
    visits: Arc<Visits>,
}

/// Opens the screens on this machine only, tells the one-time links through `announce`, and serves until ctrl-c.
///
/// Each link leads to `landing`, a path of ours. `announce` gets each person's name and way in.
///
/// # Errors
/// When the port is taken, or the connection breaks.
pub async fn serve(
    cases: Arc<dyn Cases>,
    doors: Doors<'_>,
    landing: &str,
    mut announce: impl FnMut(&str, &Way),
) -> anyhow::Result<()> {
    let (listener, port) = serving::listen(Ipv4Addr::LOCALHOST, doors.port).await?;
    let key = AccessKey::for_people(port, doors.people)
        .landing_at(landing)
        .with_notebooks(doors.notebooks);
    serving::keep_case_text_out_of_panics();
    for (name, link) in key.links() {
        announce(name, &Way::Link(link));
    }
    for (name, token) in key.tokens() {
        let at = format!("http://127.0.0.1:{port}{}", api::ROOT);
        announce(name, &Way::Token(token.to_owned(), at));
    }
    serving::until_stopped(listener, router(cases, key), "forewarned serve").await
}

/// The address of every page, its variable parts in braces: for whoever walks through all of them.
pub fn addresses_of_pages() -> impl Iterator<Item = &'static str> {
    pages::PAGES.iter().map(|page| page.path)
}

/// The screens, without a network: what `serve` serves and tests ask.
pub fn router(cases: Arc<dyn Cases>, key: AccessKey) -> Router {
    let visits = Arc::new(Visits::default());
    let names = key
        .links()
        .map(|(name, _)| (name, true))
        .chain(key.tokens().map(|(name, _)| (name, false)));
    for (at, (name, is_link)) in names.enumerate() {
        if is_link && !name.is_empty() {
            visits.print(VisitId(at), name);
        } else {
            visits.call(VisitId(at), name);
        }
    }
    let site = Arc::new(Site {
        cases,
        key,
        screens: Screens::new(),
        visits,
    });
    let mut router = Router::new();
    for page in pages::PAGES {
        router = router.route(
            page.path,
            get(move |State(site), visit, address, path, query| show(site, page, visit, (address, path, query))),
        );
    }
    for deed in deeds::DEEDS {
        router = router.route(
            deed.path,
            post(move |State(site), address, path, query, request| {
                performing::perform(site, deed, (address, path, query), request)
            })
            .layer(DefaultBodyLimit::max(deed.limit)),
        );
    }
    let fallen = Arc::clone(&site);
    let router = router
        .merge(api::routes())
        .route("/assets/{file}", get(asset))
        .fallback(nowhere);
    let router = serving::caught(router, move || fault(&fallen, "any", "the page stopped half-way"))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard));
    serving::sealed(router).with_state(site)
}

/// What stands in the line of the address: all of it, its variable parts, and what stands behind the `?`.
type Asked = (
    OriginalUri,
    RawPathParams,
    Result<Query<Vec<(String, String)>>, axum::extract::rejection::QueryRejection>,
);

/// What a request asks, before anything was sent with it.
fn ask(site: &Site, visit: VisitId, (address, path, query): Asked) -> Ask {
    let visitor = Visitor {
        id: visit,
        visits: Arc::clone(&site.visits),
    };
    let named = path
        .iter()
        .find(|(name, _)| *name == "case")
        .map_or("", |(_, value)| value);
    Ask {
        cases: Arc::new(Through::new(Arc::clone(&site.cases), visitor.clone(), named)),
        unmasked: Arc::clone(&site.cases),
        address: address.path().to_owned(),
        path: path
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        query: query.map(|Query(pairs)| pairs).unwrap_or_default(),
        visitor,
        form: Form::default(),
        faults: Vec::new(),
    }
}

/// Makes one page, away from the threads that listen: cases may have to be read and judged first.
async fn show(site: Arc<Site>, page: &'static Page, Extension(visit): Extension<VisitId>, asked: Asked) -> Response {
    let ask = ask(&site, visit, asked);
    let here = ask.here();
    let answered = if ask.part("case").is_empty() {
        opening::in_time(&site, answer(Arc::clone(&site), page, ask, StatusCode::OK)).await
    } else {
        match opening::opened(&site, ask).await {
            Ok(ask) => Ok(answer(Arc::clone(&site), page, ask, StatusCode::OK).await),
            Err(not_yet) => Err(not_yet),
        }
    };
    answered.unwrap_or_else(|not_yet| not_yet.page(&site, (page.name, &here)))
}

/// A page, as it was made, with this status.
async fn answer(site: Arc<Site>, page: &'static Page, ask: Ask, status: StatusCode) -> Response {
    let visitor = ask.visitor.clone();
    let here = page.again(&ask);
    let wrong = (ask.typed("form").to_owned(), ask.faults.clone());
    let slug = ask.part("case").to_owned();
    let made = tokio::task::spawn_blocking(move || {
        let made = match lens_link::take_from_address(&*ask.unmasked, &ask, page.name) {
            Ok(()) => (page.show)(&ask),
            Err(refusal) => Err(refusal),
        };
        (made, banner::banner(&ask), twins::of(&ask, page))
    })
    .await;
    let (made, banner, disguised) = match made {
        Ok((made, banner, disguised)) => (Ok(made), banner, disguised),
        Err(stopped) => (Err(stopped), None, None),
    };
    match made {
        Ok(Ok(Reply::Page(shown))) => {
            let around = Around::of(&visitor, page, &shown, (here, wrong))
                .under(banner)
                .beside(disguised);
            match site.screens.page(page, *shown, around) {
                Ok(html) if page.frames => framing(html_page(status, html)),
                Ok(html) => html_page(status, html),
                // A template error may quote what it was filled with: only its place goes to the log.
                Err(error) => fault(&site, page.name, &screens::place(&error)),
            }
        }
        Ok(Ok(Reply::Moved(to))) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Ok(Ok(Reply::Framed(bytes))) => framed(bytes),
        Ok(Ok(Reply::Download {
            name,
            media_type,
            bytes,
        })) => download(&name, media_type, bytes),
        // Whether it is there is not told to who may not see it.
        Ok(Err(Refusal::NotThere(missing))) if banner.is_some() => html_page(
            StatusCode::NOT_FOUND,
            site.screens
                .notice_under("Not found, or masked for you", &missing, (banner, &here)),
        ),
        Ok(Err(Refusal::Unfit(unfit))) if banner.is_some() => html_page(
            unfit.status,
            site.screens.notice_under(unfit.heading, &unfit.told, (banner, &here)),
        ),
        Ok(Err(Refusal::Fault(error))) if banner.is_some() => match Missing::why_masked(&error, &slug) {
            Some(masked) => html_page(
                StatusCode::CONFLICT,
                site.screens.notice_under(MASKED, &masked, (banner, &here)),
            ),
            None => refused(&site, (page.name, &slug), Refusal::Fault(error)),
        },
        Ok(Err(refusal)) => refused(&site, (page.name, &slug), refusal),
        Err(_) => fault(&site, page.name, "the page stopped half-way"),
    }
}

/// The heading over what cannot be seen or done while part of a case is masked.
const MASKED: &str = "Masked for you";

/// Why there is no page.
fn refused(site: &Site, (page, slug): (&str, &str), refusal: Refusal) -> Response {
    match refusal {
        Refusal::NotThere(missing) => html_page(StatusCode::NOT_FOUND, site.screens.not_there(&missing)),
        Refusal::Unfit(unfit) => html_page(unfit.status, site.screens.notice(unfit.heading, &unfit.told)),
        // Only the outermost words, which are ours; causes below may quote the material.
        Refusal::Fault(error) => match (Missing::why_masked(&error, slug), why_closed(&error)) {
            (Some(masked), _) => html_page(StatusCode::CONFLICT, site.screens.notice(MASKED, &masked)),
            (None, Some(why)) => {
                tracing::error!(page, cause = why, "a case file cannot be used");
                html_page(
                    StatusCode::SERVICE_UNAVAILABLE,
                    site.screens
                        .notice("This case cannot be used now", &Missing::closed(why)),
                )
            }
            (None, None) => fault(site, page, &error.to_string()),
        },
    }
}

/// A style sheet or a script.
async fn asset(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    match serving::asset(&site.screens, &file, &query) {
        Some(answer) => answer,
        None => nowhere(State(site)).await,
    }
}

/// An address that no page has.
async fn nowhere(State(site): State<Arc<Site>>) -> Response {
    let missing = Missing::page();
    html_page(StatusCode::NOT_FOUND, site.screens.not_there(&missing))
}

/// Lets in only who opened the link, only under this machine's own name, and only from our own pages.
async fn guard(State(site): State<Arc<Site>>, mut request: axum::extract::Request, next: middleware::Next) -> Response {
    match site.key.judge(request.method(), request.uri(), request.headers()) {
        access::Judged::Pass(_) if !addresses::is_text(request.uri().path()) => {
            if request.uri().path().starts_with("/api/") {
                api::nowhere().await
            } else {
                nowhere(State(site)).await
            }
        }
        access::Judged::Pass(visit) => {
            request.extensions_mut().insert(visit);
            next.run(request).await
        }
        access::Judged::Welcome(cookie) => (
            StatusCode::SEE_OTHER,
            [
                (header::LOCATION, site.key.landing().to_owned()),
                (header::SET_COOKIE, cookie),
            ],
        )
            .into_response(),
        access::Judged::Refused(refused) if request.uri().path().starts_with("/api/") => api::refused(refused),
        access::Judged::Refused(refused) => html_page(refused.status(), site.screens.closed(refused)),
    }
}

/// A fault of ours: a page with a reference, the cause in the log under the same reference, case text in neither.
fn fault(site: &Site, page: &str, cause: &str) -> Response {
    let reference: String = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect();
    tracing::error!(reference, page, cause, "a page could not be made");
    html_page(StatusCode::INTERNAL_SERVER_ERROR, site.screens.fault(&reference))
}
