//! *Posting*: what a browser sends with a form, as fields and files. What they mean is left to `deeds`.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest as _, Multipart, Request},
    http::{StatusCode, header},
};

use crate::web::asking::{Fault, Link, Missing};

/// No longer field is taken, in bytes: notes and reasons are shorter, and nobody types more by hand.
const LONGEST_FIELD: usize = 200_000;
/// No more parts are taken of one form.
const MOST_PARTS: usize = 2_000;
/// Words beyond what is taken are read all the same up to so many bytes, so that the page of the form has them still.
const SHOWN_AGAIN: usize = 4 * 1024 * 1024;
/// More than may be sent is let by up to so many bytes and for so long: a browser reads no answer before it has sent everything.
const LET_BY: u64 = 4 * 1024 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_mins(2);

/// What was filled in and sent.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// Fields in their order.
    pub(crate) fields: Vec<(String, String)>,
    /// Files that were chosen.
    pub(crate) files: Vec<Sent>,
}

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Name of the field.
    pub(crate) field: String,
    /// Name of the file, without folders.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: std::sync::Arc<Vec<u8>>,
}

/// Why a form was not taken. Nothing was changed.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// It has more bytes than these, which may be sent at once.
    TooLarge(usize),
    /// It has more fields than anybody fills in.
    TooMany,
    /// Words are longer than may be: what was filled in, and what is wrong with it.
    TooLong(Form, Vec<Fault>),
    /// It is no form.
    NoForm,
}

impl Unreadable {
    /// The status that a browser is told.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NoForm => StatusCode::BAD_REQUEST,
            _ => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// What happened and what to do, for the page.
    pub(crate) fn words(&self) -> Missing {
        const MB: usize = 1024 * 1024;
        let (what, next) = match self {
            Self::TooLarge(limit) if *limit > SHOWN_AGAIN => (
                format!(
                    "What was sent is larger than {} MB, which is the most that can be sent at once.",
                    limit / MB
                ),
                "Go back and send fewer files at once. A single file that is larger can be brought in with the command “forewarned import”, \
                 or asked for in parts.",
            ),
            Self::TooLarge(limit) => (
                format!(
                    "What was sent is larger than {} MB, which is the most that one form takes.",
                    limit / MB
                ),
                "Go back and send a shorter text. A long document is a record: bring it in as a file.",
            ),
            Self::TooMany | Self::TooLong(..) => (
                format!("What was sent has more than {MOST_PARTS} parts, which is the most that one form takes."),
                "Go back and send less at once: a few files, or fewer things ticked.",
            ),
            Self::NoForm => (
                "What was sent could not be read as a form.".to_owned(),
                "Go back, and send it again.",
            ),
        };
        Missing {
            what: format!("{what} Nothing was changed."),
            next: next.to_owned(),
            back: Link::new("All cases", "/"),
        }
    }
}

/// Reads a form of at most so many bytes, whichever way the browser sent it.
pub(crate) async fn read(request: Request, limit: usize) -> Result<Form, Unreadable> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|k| k.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return parts(request, limit).await;
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Unreadable::NoForm);
    }
    let bytes = match bytes(request.into_body(), limit.max(SHOWN_AGAIN)).await {
        Err(Unreadable::TooLarge(_)) => return Err(Unreadable::TooLarge(limit.min(SHOWN_AGAIN))),
        bytes => bytes?,
    };
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes)
        .take(MOST_PARTS + 1)
        .map(|(name, value)| (name.into_owned(), unix_lines(&value)))
        .collect();
    if fields.len() > MOST_PARTS {
        return Err(Unreadable::TooMany);
    }
    let form = Form {
        fields,
        files: Vec::new(),
    };
    checked(form, bytes.len(), limit)
}

/// A form none of whose words are longer than may be.
fn checked(form: Form, bytes: usize, limit: usize) -> Result<Form, Unreadable> {
    let faults: Vec<Fault> = form.fields.iter().filter_map(too_long).collect();
    if !faults.is_empty() {
        return Err(Unreadable::TooLong(form, faults));
    }
    if bytes > limit {
        return Err(Unreadable::TooLarge(limit));
    }
    Ok(form)
}

/// What is wrong with a field that is too long.
pub(crate) fn too_long((name, value): &(String, String)) -> Option<Fault> {
    (value.len() > LONGEST_FIELD).then(|| {
        let words = format!(
            "This is too long: at most {} thousand characters are taken, and it has {} thousand. Nothing was kept, and what you typed stands \
             here still: shorten it, and send it again",
            LONGEST_FIELD / 1_000,
            value.chars().count().div_ceil(1_000)
        );
        Fault::of(name, words)
    })
}

/// The bytes of a body of at most so many. A longer one is let by to its end, so that whoever sends it reads the answer.
pub(crate) async fn bytes(mut body: Body, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut out = Vec::new();
    while let Some(data) = next(&mut body).await {
        let data = data.map_err(|_| Unreadable::NoForm)?;
        if out.len() + data.len() > limit {
            let_by(&mut body).await;
            return Err(Unreadable::TooLarge(limit));
        }
        out.extend_from_slice(&data);
    }
    Ok(out)
}

/// The next bytes of a body.
async fn next<B: HttpBody<Data = Bytes> + Unpin>(body: &mut B) -> Option<Result<Bytes, B::Error>> {
    loop {
        match std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await? {
            // What is no data stands behind it, and says nothing of a form.
            Ok(frame) => {
                if let Ok(data) = frame.into_data() {
                    return Some(Ok(data));
                }
            }
            Err(error) => return Some(Err(error)),
        }
    }
}

/// Lets what is left of a body by, within bounds.
async fn let_by<B: HttpBody<Data = Bytes> + Unpin>(body: &mut B) {
    let all = async {
        let mut left = LET_BY;
        while let Some(Ok(data)) = next(body).await {
            let Some(rest) = left.checked_sub(data.len() as u64) else {
                return;
            };
            left = rest;
        }
    };
    let _ = tokio::time::timeout(PATIENCE, all).await;
}

/// A body that is still there when whoever read it has given up.
#[derive(Clone)]
struct Held(Arc<Mutex<Body>>);

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(cx)
    }
}

/// A form with files. Where it is not taken the rest of it is let by.
async fn parts(request: Request, limit: usize) -> Result<Form, Unreadable> {
    let (head, body) = request.into_parts();
    let mut rest = Held(Arc::new(Mutex::new(body)));
    let request = Request::from_parts(head, Body::new(rest.clone()));
    let form = form_of(request, limit).await;
    if form.is_err() {
        let_by(&mut rest).await;
    }
    form
}

async fn form_of(request: Request, limit: usize) -> Result<Form, Unreadable> {
    let told = |error: &axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Unreadable::TooLarge(limit)
        } else {
            Unreadable::NoForm
        }
    };
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| Unreadable::NoForm)?;
    let mut form = Form::default();
    while let Some(part) = multipart.next_field().await.map_err(|e| told(&e))? {
        if form.fields.len() + form.files.len() >= MOST_PARTS {
            return Err(Unreadable::TooMany);
        }
        let field = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(bare_name) {
            let bytes = Vec::from(part.bytes().await.map_err(|e| told(&e))?);
            // A browser sends a nameless, empty file for a field in which none was chosen.
            if !(name.is_empty() && bytes.is_empty()) {
                form.files.push(Sent {
                    field,
                    name,
                    bytes: bytes.into(),
                });
            }
            continue;
        }
        let value = part.text().await.map_err(|e| told(&e))?;
        form.fields.push((field, unix_lines(&value)));
    }
    checked(form, 0, limit)
}

/// A file's name without folders, whichever system it was sent from.
fn bare_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// Browsers end lines of a text field with CR LF; a person typed one line end.
pub(crate) fn unix_lines(value: &str) -> String {
    value.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::bare_name;

    #[test]
    fn a_sent_name_leads_into_no_folder() {
        assert_eq!(bare_name("C:\\Users\\a\\police.xlsx"), "police.xlsx");
        assert_eq!(bare_name("../../etc/passwd"), "passwd");
        assert_eq!(bare_name("plain.csv"), "plain.csv");
    }
}
