//! *Access*: who may ask at all. The program prints a link for each person, good for one opening; it leaves a secret in the
//! browser that opened it, and every other request is refused. Pages of other sites, and names that only pretend to be this machine, are
//! refused too. Reading, finding and showing are left to the pages.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use sha2::{Digest as _, Sha256};

use crate::web::visits::VisitId;

/// The one-time links and the secrets that they leave in browsers.
#[derive(Debug)]
pub struct AccessKey {
    port: u16,
    landing: String,
    invitations: Vec<Invitation>,
    notebooks: Vec<Notebook>,
}

/// A token for the programs of one person, good for the interface alone as long as this program runs.
#[derive(Debug)]
struct Notebook {
    name: String,
    token: String,
}

/// A link for one person.
#[derive(Debug)]
struct Invitation {
    name: String,
    token: String,
    session: String,
    used: AtomicBool,
}

impl Invitation {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            token: secret(),
            session: secret(),
            used: AtomicBool::new(false),
        }
    }
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    /// It may go on: it comes from the browser that opened this link.
    Pass(VisitId),
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
        Self::for_people(port, &[])
    }

    /// A new link and a new secret for each of these people; one for somebody who gives a name later when nobody is named.
    pub fn for_people(port: u16, names: &[String]) -> Self {
        let nobody = [String::new()];
        let names = if names.is_empty() { &nobody } else { names };
        Self {
            port,
            landing: "/".to_owned(),
            invitations: names.iter().map(|name| Invitation::new(name)).collect(),
            notebooks: Vec::new(),
        }
    }

    /// The same, with a token for the programs of each of these people.
    #[must_use]
    pub fn with_notebooks(mut self, names: &[String]) -> Self {
        let notebook = |name: &String| Notebook {
            name: name.clone(),
            token: secret(),
        };
        self.notebooks = names.iter().map(notebook).collect();
        self
    }

    /// Every token to print, with the name of the person it is for.
    pub fn tokens(&self) -> impl Iterator<Item = (&str, &str)> {
        self.notebooks.iter().map(|n| (n.name.as_str(), n.token.as_str()))
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

    /// The first link to print: good for one opening.
    pub fn link(&self) -> String {
        self.links().next().map_or_else(String::new, |(_, link)| link)
    }

    /// Every link to print, with the name of the person it is for; empty where a name is given later.
    pub fn links(&self) -> impl Iterator<Item = (&str, String)> {
        self.invitations.iter().map(|i| {
            (
                i.name.as_str(),
                format!("http://127.0.0.1:{}/open/{}", self.port, i.token),
            )
        })
    }

    /// Says what becomes of a request.
    pub(crate) fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Judged {
        if !self.is_this_machine(headers) {
            return Judged::Refused(Refused::Elsewhere);
        }
        // A browser of another site cannot send a token that it does not know: such a request needs no page of ours.
        if let Some(token) = token(uri, headers) {
            let at = self.notebooks.iter().position(|n| same(token, &n.token));
            return at.map_or(Judged::Refused(Refused::NoKey), |at| {
                Judged::Pass(VisitId(self.invitations.len() + at))
            });
        }
        if !method.is_safe() && !is_from_our_pages(headers) {
            return Judged::Refused(Refused::CrossSite);
        }
        if let Some(token) = uri.path().strip_prefix("/open/") {
            return self.open(method, token);
        }
        self.visit(headers)
            .map_or(Judged::Refused(Refused::NoKey), Judged::Pass)
    }

    fn open(&self, method: &Method, token: &str) -> Judged {
        let invited = self.invitations.iter().find(|i| same(token, &i.token));
        let Some(invited) = invited.filter(|_| method == Method::GET) else {
            return Judged::Refused(Refused::NoKey);
        };
        if invited.used.swap(true, Ordering::SeqCst) {
            return Judged::Refused(Refused::LinkUsed);
        }
        Judged::Welcome(format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name(),
            invited.session
        ))
    }

    /// Cookies are shared by all ports of a machine: two programs at work must not overwrite each other's.
    fn cookie_name(&self) -> String {
        format!("forewarned_{}", self.port)
    }

    /// A site outside can point its own name at 127.0.0.1; its requests then carry that name.
    fn is_this_machine(&self, headers: &HeaderMap) -> bool {
        host(headers).is_some_and(|host| is_own(host, self.port))
    }

    /// The visit whose secret a request carries.
    fn visit(&self, headers: &HeaderMap) -> Option<VisitId> {
        cookie(headers, &self.cookie_name())
            .find_map(|value| self.invitations.iter().position(|i| same(&value, &i.session)))
            .map(VisitId)
    }
}

/// A secret that nobody guesses.
pub(super) fn secret() -> String {
    let random = || uuid::Uuid::new_v4().simple().to_string();
    random() + &random()
}

/// The name by which a request calls this machine; nothing where it gives none, or several.
pub(super) fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    host.filter(|_| hosts.next().is_none())
}

/// Is this a name that only browsers of this machine can use for a program that listens on this port?
pub(super) fn is_own(host: &str, port: u16) -> bool {
    host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}")
}

/// The values of the cookies of this name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|c| c.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(move |(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The token that a request to the interface carries; pages are shown to browsers alone.
fn token<'a>(uri: &Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    if !uri.path().starts_with("/api/") {
        return None;
    }
    let given = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    Some(given.strip_prefix("Bearer ").unwrap_or_default())
}

/// A page of ours asks of its own origin.
pub(super) fn is_from_our_pages(headers: &HeaderMap) -> bool {
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
pub(super) fn same(given: &str, secret: &str) -> bool {
    let (given, secret) = (Sha256::digest(given), Sha256::digest(secret));
    given
        .iter()
        .zip(secret.iter())
        .fold(0, |differences, (a, b)| differences | (a ^ b))
        == 0
}

#[cfg(test)]
mod tests {
    use super::{Invitation, same};

    #[test]
    fn two_keys_have_nothing_in_common() {
        let (one, two) = (Invitation::new(""), Invitation::new(""));
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
