//! The screens of *training*: a server of its own, with pages for a facilitator and for groups, and no page of a case.
//!
//! What a group can reach is made from the case as its agency knew it by the last day that was released (`app::training`), and from what
//! the group recorded itself; once the discussion is open, also from the comparison of what could be seen by then. A facilitator's pages answer only the browser that opened the printed link, on this machine.

mod asked;
mod boards;
mod doors;
mod groups;
mod making;
mod shelves;
mod told;

use std::{
    net::{IpAddr, Ipv4Addr, UdpSocket},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use axum::{
    Router,
    extract::{ConnectInfo, Path, Query, RawPathParams, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use minijinja::{
    context,
    value::{Serde, Value},
};
use serde::Serialize;

use asked::{Asked, Frame};
pub use doors::Doorman;

use crate::{
    app::{
        matters::why_closed,
        training::{
            Training,
            running::{NotDone, Standing},
        },
    },
    web::{
        addresses,
        answers::{download, html_page},
        asking::Link,
        posting::{self, Form},
        screens::{self, Screens},
        serving,
        words::capital,
    },
};

/// A form has no more bytes than these: an answer marks many entries, each with some words.
const LIMIT: usize = 1024 * 1024;
/// A wrong join code is answered after this: nobody guesses codes in a hurry.
const PAUSE: Duration = Duration::from_millis(700);

/// Where the program listens.
#[derive(Debug, Clone, Copy)]
pub struct Doors {
    /// The port; 0 takes any free one.
    pub port: u16,
    /// May browsers of other machines join?
    pub lan: bool,
    /// The address of this machine in its network, where it is not found by itself.
    pub address: Option<IpAddr>,
}

/// The ways in, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// The port at which the program listens.
    pub port: u16,
    /// The facilitator's link, good for one opening.
    pub facilitator: String,
    /// The addresses at which groups join.
    pub groups: Vec<String>,
}

/// Opens the screens, tells the ways in through `announce`, and serves until ctrl-c.
///
/// # Errors
/// When the port is taken, this machine has no address in a network, or the connection breaks.
pub async fn serve(
    training: Arc<Training>,
    doors: Doors,
    landing: &str,
    announce: impl FnOnce(&Ways),
) -> anyhow::Result<()> {
    let own = match (doors.lan, doors.address) {
        (false, _) => None,
        (true, Some(address)) => Some(address),
        (true, None) => Some(address_in_network().context(
            "this machine has no address in a network that can be found; join one, or give it: --lan --address 192.168.1.20",
        )?),
    };
    let at = if own.is_some() {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    let (listener, port) = serving::listen(at, doors.port).await?;
    let doorman = Doorman::new(port, own).landing_at(landing);
    serving::keep_case_text_out_of_panics();
    announce(&doorman.ways());
    serving::until_stopped(listener, router(training, doorman), "forewarned train run").await
}

/// The address of this machine in its network. The system is asked which address it would send from; nothing is sent.
fn address_in_network() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address that is kept for documents: nobody has it.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified() && !own.is_loopback()).then_some(own)
}

/// What every request needs.
pub(crate) struct Site {
    training: Arc<Training>,
    doorman: Doorman,
    screens: Screens,
}

/// What is answered.
pub(crate) enum Answer {
    /// A page: its template, what stands around it, what is in it.
    Page(&'static str, Box<Frame>, Value),
    /// A page with something wrong in it.
    Wrong(&'static str, Box<Frame>, Value),
    /// A page that says why something cannot be done now, with what was typed.
    Refused(&'static str, Box<Frame>, Value),
    /// Go there.
    Moved(String),
    /// Go there, with this cookie.
    Seated(String, String),
    /// A file to keep.
    File(String, &'static str, Vec<u8>),
    /// No: status, heading, what happened and what to do, and the way on.
    No(StatusCode, &'static str, String, Link),
}

/// A page, or why there is none.
pub(crate) type Answered = anyhow::Result<Answer>;

type Handler = fn(&Site, &Asked) -> Answered;

/// What groups can look at.
const FOR_GROUPS: &[(&str, Handler)] = &[
    ("/", groups::door),
    ("/join", groups::welcome),
    ("/stage", groups::stage),
    ("/waiting", groups::waiting),
    ("/entries", groups::entries),
    ("/search", groups::search),
    ("/debrief", groups::debrief),
    ("/leave", groups::way_out),
];

/// What groups can do.
const BY_GROUPS: &[(&str, Handler)] = &[
    ("/join", groups::join),
    ("/answer", groups::answer),
    ("/leave", groups::leave),
];

/// What a facilitator can look at.
const FOR_FACILITATORS: &[(&str, Handler)] = &[
    ("/facilitator", shelves::library),
    ("/facilitator/cards", shelves::cards),
    ("/facilitator/new", making::form),
    ("/facilitator/exercise/{id}", shelves::exercise),
    ("/facilitator/exercise/{id}/pack/{format}", shelves::pack),
    ("/facilitator/exercise/{id}/change", making::change),
    ("/facilitator/run/{id}", boards::board),
    ("/facilitator/run/{id}/door", boards::door),
    ("/facilitator/run/{id}/compare", boards::compare),
    ("/facilitator/run/{id}/export/{format}", boards::export),
];

/// What a facilitator can do.
const BY_FACILITATORS: &[(&str, Handler)] = &[
    ("/facilitator/start", shelves::start),
    ("/facilitator/new", making::draft),
    ("/facilitator/keep", making::keep),
    ("/facilitator/exercise/{id}/delete", making::discard),
    ("/facilitator/run/{id}/release", boards::release),
    ("/facilitator/run/{id}/clock", boards::clock),
    ("/facilitator/run/{id}/open", boards::open),
    ("/facilitator/run/{id}/note", boards::note),
    ("/facilitator/run/{id}/end", boards::end),
    ("/facilitator/run/{id}/again", boards::again),
    ("/facilitator/run/{id}/delete", boards::delete),
];

/// The screens, without a network: what `serve` serves and tests ask.
pub fn router(training: Arc<Training>, doorman: Doorman) -> Router {
    let site = Arc::new(Site {
        training,
        doorman,
        screens: Screens::new(),
    });
    let mut router = Router::new();
    for (path, handler) in FOR_GROUPS.iter().chain(FOR_FACILITATORS) {
        router = router.route(
            path,
            get(move |State(site), path, query, request| handle(site, *handler, (path, query), request)),
        );
    }
    for (path, handler) in BY_GROUPS.iter().chain(BY_FACILITATORS) {
        router = router.route(
            path,
            post(move |State(site), path, query, request| handle(site, *handler, (path, query), request)),
        );
    }
    let fallen = Arc::clone(&site);
    let router = router.route("/assets/{file}", get(asset)).fallback(nowhere);
    let router = serving::caught(router, move || fault(&fallen, "the page stopped half-way"))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard));
    serving::sealed(router)
        .layer(middleware::map_response(name_the_origin))
        .with_state(site)
}

/// Browsers name the origin of a form only where they may name its page to us: over plain http in a network that is all by which a form
/// of ours is told from one of another site.
async fn name_the_origin(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// Lets in only who comes to this program under a name of this machine, and to the facilitator's pages only who opened the link.
async fn guard(State(site): State<Arc<Site>>, request: Request, next: middleware::Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<std::net::SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip());
    match site
        .doorman
        .judge(request.method(), request.uri(), request.headers(), peer)
    {
        doors::Judged::Pass if !addresses::is_text(request.uri().path()) => respond(&site, not_there()),
        doors::Judged::Pass => next.run(request).await,
        doors::Judged::Welcome(cookie) => (
            StatusCode::SEE_OTHER,
            [
                (header::LOCATION, site.doorman.landing().to_owned()),
                (header::SET_COOKIE, cookie),
            ],
        )
            .into_response(),
        doors::Judged::Refused(refused) => {
            let (status, heading, words) = refused.told();
            no(&site, status, heading, words, &Link::new("To the first page", "/"))
        }
    }
}

type Parts = (
    RawPathParams,
    Result<Query<Vec<(String, String)>>, axum::extract::rejection::QueryRejection>,
);

/// Answers a request, away from the threads that listen: a case may have to be judged first.
async fn handle(site: Arc<Site>, handler: Handler, (path, query): Parts, request: Request) -> Response {
    let secret = site.doorman.seat(request.headers());
    let is_join = request.uri().path() == "/join";
    let form = if request.method().is_safe() {
        Form::default()
    } else {
        match posting::read(request, LIMIT).await {
            Ok(form) => form,
            Err(unreadable) => {
                let words = unreadable.words();
                let said = format!("{} {}", words.what, words.next);
                return no(
                    &site,
                    unreadable.status(),
                    "This could not be taken",
                    said,
                    &Link::new("Go on", "/"),
                );
            }
        }
    };
    let asked = Asked {
        path: path.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        query: query.map(|Query(pairs)| pairs).unwrap_or_default(),
        form,
        secret,
    };
    let of = Arc::clone(&site);
    let made = tokio::task::spawn_blocking(move || handler(&of, &asked)).await;
    match made {
        Ok(Ok(answer)) => {
            if is_join && matches!(answer, Answer::Wrong(..)) {
                tokio::time::sleep(PAUSE).await;
            }
            respond(&site, answer)
        }
        Ok(Err(error)) => match why_closed(&error) {
            Some(why) => {
                tracing::error!(cause = why, "a file of training cannot be used");
                let link = Link::new("To the first page", "/");
                no(
                    &site,
                    StatusCode::SERVICE_UNAVAILABLE,
                    "This cannot be used now",
                    why,
                    &link,
                )
            }
            None => fault(&site, &error.to_string()),
        },
        Err(_) => fault(&site, "the page stopped half-way"),
    }
}

fn respond(site: &Site, answer: Answer) -> Response {
    let page = |status, name, frame: &Frame, page: Value| {
        let frame = Value::from(Serde(frame.clone()));
        match site.screens.training(name, context! { frame, page }) {
            Ok(html) => html_page(status, html),
            Err(error) => fault(site, &screens::place(&error)),
        }
    };
    match answer {
        Answer::Page(name, frame, value) => page(StatusCode::OK, name, &frame, value),
        Answer::Wrong(name, frame, value) => page(StatusCode::UNPROCESSABLE_ENTITY, name, &frame, value),
        Answer::Refused(name, frame, value) => page(StatusCode::CONFLICT, name, &frame, value),
        Answer::Moved(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Answer::Seated(to, cookie) => (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, to), (header::SET_COOKIE, cookie)],
        )
            .into_response(),
        Answer::File(name, media_type, bytes) => download(&name, media_type, bytes),
        Answer::No(status, heading, words, link) => no(site, status, heading, words, &link),
    }
}

fn no(site: &Site, status: StatusCode, heading: &str, words: impl Into<String>, link: &Link) -> Response {
    let frame = Frame {
        heading: heading.to_owned(),
        ..Frame::default()
    };
    let page = context! { words => words.into(), link => Value::from(Serde(link.clone())) };
    let made = site
        .screens
        .training("no", context! { frame => Value::from(Serde(frame)), page });
    match made {
        Ok(html) => html_page(status, html),
        Err(error) => fault(site, &screens::place(&error)),
    }
}

/// A fault of ours: a page with a reference, the cause in the log under the same reference, case text in neither.
fn fault(site: &Site, cause: &str) -> Response {
    let reference: String = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect();
    tracing::error!(reference, cause, "a page of training could not be made");
    html_page(StatusCode::INTERNAL_SERVER_ERROR, site.screens.fault(&reference))
}

/// An address that no page has.
async fn nowhere(State(site): State<Arc<Site>>) -> Response {
    respond(&site, not_there())
}

fn not_there() -> Answer {
    Answer::No(
        StatusCode::NOT_FOUND,
        "Not found",
        "There is no page at this address. Go back to where you were, and follow the links there.".to_owned(),
        Link::new("To the first page", "/"),
    )
}

/// A style sheet or a script.
async fn asset(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    serving::asset(&site.screens, &file, &query).unwrap_or_else(|| respond(&site, not_there()))
}

/// Values as a template takes them.
fn value<T: Serialize + Send + Sync + 'static>(of: T) -> Value {
    Value::from(Serde(of))
}

/// The run of an address, as it stands now.
fn run_of(site: &Site, asked: &Asked) -> anyhow::Result<Option<Standing>> {
    site.training.standing(asked.part("id"))
}

/// What did not happen, as a page, unless it is a fault of ours.
fn not_done(error: NotDone, back: Link) -> Answered {
    match error {
        NotDone::Refused(refusal) => Ok(Answer::No(
            StatusCode::CONFLICT,
            "This cannot be done now",
            format!("{}.", capital(&refusal.to_string())),
            back,
        )),
        NotDone::Fault(error) => Err(error),
    }
}
