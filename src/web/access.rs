//! *Access*: who may ask at all. The program prints one link, good for one opening; it leaves a secret in the browser that
//! opened it, and every other request is refused. Pages of other sites, and names that only pretend to be this machine, are
//! refused too. Reading, finding and showing are left to the pages.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use sha2::{Digest as _, Sha256};

/// The one-time link and the secret that it leaves in the browser.
#[derive(Debug)]
pub struct AccessKey {
    port: u16,
    token: String,
    session: String,
    landing: String,
    used: AtomicBool,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    /// It may go on.
    Pass,
    /// It opened the link: this cookie is its way in.
    Welcome(String),
    /// It may not.
    Refused(Refused),
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It was addressed to a name that is not this machine's.
    Elsewhere,
    /// It was sent by a page of another site.
    CrossSite,
    /// The link was opened before.
    LinkUsed,
    /// It has no secret, or a wrong one.
    NoKey,
}

impl Refused {
    /// The status that a browser is told.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Elsewhere => StatusCode::MISDIRECTED_REQUEST,
            Self::CrossSite | Self::LinkUsed | Self::NoKey => StatusCode::FORBIDDEN,
        }
    }
}

impl AccessKey {
    /// A new link and a new secret, for the program that listens on this port.
    pub fn new(port: u16) -> Self {
        let random = || uuid::Uuid::new_v4().simple().to_string();
        Self {
            port,
            token: random() + &random(),
            session: random() + &random(),
            landing: "/".to_owned(),
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
    pub fn landing(&self) -> &str {
        &self.landing
    }

    /// The link to print: good for one opening.
    pub fn link(&self) -> String {
        format!("http://127.0.0.1:{}/open/{}", self.port, self.token)
    }

    /// Says what becomes of a request.
    pub(crate) fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Judged {
        if !self.is_this_machine(headers) {
            return Judged::Refused(Refused::Elsewhere);
        }
        if !method.is_safe() && !is_from_our_pages(headers) {
            return Judged::Refused(Refused::CrossSite);
        }
        if let Some(token) = uri.path().strip_prefix("/open/") {
            return self.open(method, token);
        }
        if self.has_secret(headers) {
            Judged::Pass
        } else {
            Judged::Refused(Refused::NoKey)
        }
    }

    fn open(&self, method: &Method, token: &str) -> Judged {
        if method != Method::GET || !same(token, &self.token) {
            return Judged::Refused(Refused::NoKey);
        }
        if self.used.swap(true, Ordering::SeqCst) {
            return Judged::Refused(Refused::LinkUsed);
        }
        Judged::Welcome(format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name(),
            self.session
        ))
    }

    /// Cookies are shared by all ports of a machine: two programs at work must not overwrite each other's.
    fn cookie_name(&self) -> String {
        format!("forewarned_{}", self.port)
    }

    /// A site outside can point its own name at 127.0.0.1; its requests then carry that name.
    fn is_this_machine(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        hosts.next().is_none()
            && host.is_some_and(|host| {
                host == format!("127.0.0.1:{}", self.port) || host == format!("localhost:{}", self.port)
            })
    }

    fn has_secret(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(key, value)| key == name && same(value, &self.session))
    }
}

/// A page of ours asks of its own origin.
fn is_from_our_pages(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        // Browsers too old to say where a request comes from still name its origin.
        None => match (text("origin"), text("host")) {
            (Some(origin), Some(host)) => origin == format!("http://{host}"),
            _ => false,
        },
    }
}

/// Compares digests, every byte of them, so that the time taken tells nothing about where two secrets part.
fn same(given: &str, secret: &str) -> bool {
    let (given, secret) = (Sha256::digest(given), Sha256::digest(secret));
    given
        .iter()
        .zip(secret.iter())
        .fold(0, |differences, (a, b)| differences | (a ^ b))
        == 0
}

#[cfg(test)]
mod tests {
    use super::{AccessKey, same};

    #[test]
    fn two_keys_have_nothing_in_common() {
        let (one, two) = (AccessKey::new(1), AccessKey::new(1));
        assert_ne!(one.token, two.token);
        assert_ne!(one.session, two.session);
        assert_ne!(one.token, one.session);
        assert_eq!(one.token.len(), 64);
    }

    #[test]
    fn secrets_are_the_same_only_when_every_byte_is() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("ab", "abc"));
        assert!(!same("", "abc"));
    }
}
