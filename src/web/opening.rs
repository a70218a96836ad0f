//! *Opening* a large case takes a while after a start: whoever asks for it meanwhile is told so, and led on when it is there. One judging
//! serves all who ask; a small case is there before anything is to be told.

use std::{sync::Arc, time::Duration};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use crate::web::{
    Site,
    answers::html_page,
    api::Trouble,
    asking::Ask,
    fault,
    lens_link::take_from_address,
    through::{is_covered, lens_of},
    words,
};

/// Whoever asks for a case that is not there yet waits so long before it is told.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is looked whether it is there.
const LOOK: Duration = Duration::from_millis(100);
/// A case of fewer entries is waited for.
const LARGE: usize = 1_000;
/// Seconds after which it is asked for again.
const AGAIN: &str = "3";

/// Why there is no case to be shown yet.
pub(crate) enum NotYet {
    /// It is being read; how many entries it has, where that may be told.
    Reading(Option<usize>),
    /// Opening it stopped half-way.
    Stopped,
}

/// Opens the case that is asked for; what was asked is given back once the case is there.
pub(super) async fn opened(site: &Arc<Site>, ask: Ask) -> Result<Ask, NotYet> {
    let slug = ask.part("case").to_owned();
    if slug.is_empty() {
        return Ok(ask);
    }
    let (visitor, seen) = (ask.visitor.clone(), Arc::clone(&ask.cases));
    let large = || site.cases.being_read(&slug).filter(|n| *n >= LARGE);
    let until = tokio::time::Instant::now() + PATIENCE;
    // Where somebody opens it already nobody else need stand in the line.
    while large().is_some() && tokio::time::Instant::now() < until {
        tokio::time::sleep(LOOK).await;
    }
    let entries = if let Some(entries) = large() {
        entries
    } else {
        let mut opening = tokio::task::spawn_blocking(move || {
            // What is not understood of its address is told by the page too.
            let _ = take_from_address(&*ask.unmasked, &ask, "");
            // What is wrong with it is told by the page, which asks for it again.
            let _ = ask.cases.get(ask.part("case"));
            ask
        });
        loop {
            let waited = tokio::time::timeout_at(until, &mut opening).await;
            match (waited, large()) {
                (Ok(Ok(ask)), _) => return Ok(ask),
                (Ok(Err(_)), _) => return Err(NotYet::Stopped),
                (Err(_), Some(entries)) => break entries,
                (Err(_), None) => match tokio::time::timeout(LOOK, &mut opening).await {
                    Ok(Ok(ask)) => return Ok(ask),
                    Ok(Err(_)) => return Err(NotYet::Stopped),
                    Err(_) => {}
                },
            }
        }
    };
    let cases = Arc::clone(&site.cases);
    // Who sees only part of a case is not told how large it is.
    let is_whole = tokio::task::spawn_blocking(move || {
        let settled = cases.settled(&slug);
        let is_clear = settled.is_ok_and(|settled| lens_of(&visitor, &slug, &settled).is_clear());
        is_clear && !is_covered(&*seen, &slug, None)
    });
    let is_told = matches!(is_whole.await, Ok(true));
    Err(NotYet::Reading(Some(entries).filter(|_| is_told)))
}

/// What a page of no case answers. One that looks into every case waits for those that are being opened.
pub(super) async fn in_time(
    site: &Arc<Site>,
    answer: impl Future<Output = Response> + Send + 'static,
) -> Result<Response, NotYet> {
    let mut answer = tokio::spawn(answer);
    let mut patience = PATIENCE;
    loop {
        match tokio::time::timeout(patience, &mut answer).await {
            Ok(answered) => return answered.map_err(|_| NotYet::Stopped),
            Err(_) if site.cases.being_read("").is_some_and(|n| n >= LARGE) => return Err(NotYet::Reading(None)),
            Err(_) => patience = LOOK,
        }
    }
}

impl NotYet {
    /// The page that says so, and goes on by itself.
    pub(super) fn page(&self, site: &Site, (page, here): (&str, &str)) -> Response {
        match self {
            Self::Reading(entries) => {
                let html = site.screens.opening(&being_read(*entries), here);
                again(html_page(StatusCode::SERVICE_UNAVAILABLE, html))
            }
            Self::Stopped => fault(site, page, "the page stopped half-way"),
        }
    }

    /// The same for a program.
    pub(super) fn trouble(&self, place: &str) -> Response {
        match self {
            Self::Reading(entries) => {
                let read = being_read(*entries);
                let next = format!("{read} Nothing was changed. Ask again in {AGAIN} seconds.");
                again(Trouble::new(503, "The case is being opened", &next).response())
            }
            Self::Stopped => Trouble::fault(place, "an answer stopped half-way").response(),
        }
    }
}

/// What is being done, as people read it.
fn being_read(entries: Option<usize>) -> String {
    let read = match entries {
        Some(n) => format!("{} are", words::count(n, "entry", "entries")),
        None => "its entries are".to_owned(),
    };
    format!("This case is being opened: {read} being read.")
}

fn again(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static(AGAIN));
    response
}
