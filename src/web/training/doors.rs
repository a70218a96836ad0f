//! The *doors* of training: the facilitator's link is good for one opening, on this machine; groups join with a code. A request must name
//! this machine as it is called here, and what is sent must come from a page of ours.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::http::{HeaderMap, Method, StatusCode, Uri};

use super::Ways;
use crate::web::access::{cookie, host, is_from_our_pages, is_own, same, secret};

/// Who may ask for what.
#[derive(Debug)]
pub struct Doorman {
    port: u16,
    own: Option<IpAddr>,
    landing: String,
    token: String,
    session: String,
    used: AtomicBool,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// It may go on.
    Pass,
    /// It opened the facilitator's link: this cookie is its way in.
    Welcome(String),
    /// It may not.
    Refused(Refused),
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It was addressed to a name that is not this machine's.
    Elsewhere,
    /// It was sent by a page of another site.
    CrossSite,
    /// The link was opened before.
    LinkUsed,
    /// The page is the facilitator's.
    Facilitator,
}

impl Refused {
    /// The status, the heading, and what to do.
    pub(super) fn told(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Elsewhere => (
                StatusCode::MISDIRECTED_REQUEST,
                "Forewarned does not answer under this name",
                "Open the address exactly as it was printed or shown.",
            ),
            Self::CrossSite => (
                StatusCode::FORBIDDEN,
                "This came from another site and was refused",
                "Nothing was changed. Go back to the page of this exercise and do what you meant to do from there.",
            ),
            Self::LinkUsed => (
                StatusCode::FORBIDDEN,
                "This link has been used already",
                "The facilitator’s link can be opened once. If it was this browser that opened it, go to /facilitator. If it was not, stop \
                 Forewarned with Ctrl and C, start it again, and open the new link; nothing that was recorded is lost.",
            ),
            Self::Facilitator => (
                StatusCode::FORBIDDEN,
                "This page is the facilitator’s",
                "It can be opened only in the browser that opened the facilitator’s link, on the machine on which Forewarned runs. Each start has a new \
                 link: where Forewarned was stopped and started again, open the one that stands in its window now. Nothing that was recorded is lost.",
            ),
        }
    }
}

impl Doorman {
    /// A new link, for the program that listens on this port, at this address of a network too where there is one.
    pub fn new(port: u16, own: Option<IpAddr>) -> Self {
        Self {
            port,
            own,
            landing: "/facilitator".to_owned(),
            token: secret(),
            session: secret(),
            used: AtomicBool::new(false),
        }
    }

    /// The same, leading to this page of ours when the link is opened.
    #[must_use]
    pub fn landing_at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.landing);
        self
    }

    /// The page that the link leads to.
    pub(super) fn landing(&self) -> &str {
        &self.landing
    }

    /// The ways in.
    pub fn ways(&self) -> Ways {
        let here = format!("127.0.0.1:{}", self.port);
        Ways {
            port: self.port,
            facilitator: format!("http://{here}/open/{}", self.token),
            groups: vec![format!("http://{}/", self.own.map_or(here, |own| self.at(own)))],
        }
    }

    /// Can browsers of other machines join?
    pub(super) fn is_in_network(&self) -> bool {
        self.own.is_some()
    }

    fn at(&self, own: IpAddr) -> String {
        std::net::SocketAddr::new(own, self.port).to_string()
    }

    /// Says what becomes of a request.
    pub(super) fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap, peer: Option<IpAddr>) -> Judged {
        let Some(is_called_so) = self.is_called(headers) else {
            return Judged::Refused(Refused::Elsewhere);
        };
        // A name is only what somebody says: who comes from another machine is not at this one. Tests ask without a network.
        let is_this_machine = is_called_so && peer.is_none_or(|p| p.is_loopback());
        if !method.is_safe() && !is_from_our_pages(headers) {
            return Judged::Refused(Refused::CrossSite);
        }
        let path = uri.path();
        let opened = path.strip_prefix("/open/");
        let is_theirs = path == "/facilitator" || path.starts_with("/facilitator/") || opened.is_some();
        if !is_theirs {
            return Judged::Pass;
        }
        if !is_this_machine {
            return Judged::Refused(Refused::Facilitator);
        }
        if let Some(token) = opened {
            return self.open(method, token);
        }
        if cookie(headers, &self.facilitator_cookie()).any(|secret| same(&secret, &self.session)) {
            Judged::Pass
        } else {
            Judged::Refused(Refused::Facilitator)
        }
    }

    fn open(&self, method: &Method, token: &str) -> Judged {
        if method != Method::GET || !same(token, &self.token) {
            return Judged::Refused(Refused::Facilitator);
        }
        if self.used.swap(true, Ordering::SeqCst) {
            return Judged::Refused(Refused::LinkUsed);
        }
        Judged::Welcome(format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.facilitator_cookie(),
            self.session
        ))
    }

    /// Cookies are shared by all ports of a machine: two programs at work must not overwrite each other's.
    fn facilitator_cookie(&self) -> String {
        format!("forewarned_facilitator_{}", self.port)
    }

    fn seat_cookie(&self) -> String {
        format!("forewarned_seat_{}", self.port)
    }

    /// The secret of the seat that a browser carries.
    pub(super) fn seat(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, &self.seat_cookie()).next()
    }

    /// The cookie that gives a browser a seat; with no secret the one that takes it away.
    pub(super) fn seated(&self, secret: &str) -> String {
        let name = self.seat_cookie();
        if secret.is_empty() {
            return format!("{name}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
        }
        format!("{name}={secret}; HttpOnly; SameSite=Strict; Path=/")
    }

    /// Is this machine called by a name that it has here, and if so: by one that only its own browsers can use? A site outside can point its
    /// own name at this machine; its requests then carry that name.
    fn is_called(&self, headers: &HeaderMap) -> Option<bool> {
        let host = host(headers)?;
        if is_own(host, self.port) {
            return Some(true);
        }
        self.own.filter(|own| host == self.at(*own)).map(|_| false)
    }
}
