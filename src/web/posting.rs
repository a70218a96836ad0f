//! *Posting*: what a browser sends with a form, as fields and files. What they mean is left to `deeds`.

use axum::{
    extract::{FromRequest as _, Multipart, RawForm, Request},
    http::{StatusCode, header},
};

use crate::web::asking::{Link, Missing};

/// No longer field is taken: notes and reasons are shorter, and nobody types more by hand.
const LONGEST_FIELD: usize = 200_000;
/// No more parts are taken of one form.
const MOST_PARTS: usize = 2_000;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is larger than may be sent at once.
    TooLarge,
    /// It is no form.
    NoForm,
}

impl Unreadable {
    /// The status that a browser is told.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoForm => StatusCode::BAD_REQUEST,
        }
    }

    /// What happened and what to do, for the page.
    pub(crate) fn words(self) -> Missing {
        let (what, next) = match self {
            Self::TooLarge => (
                "What was sent is larger than may be sent at once. Nothing was changed.",
                "Go back and send less at once: a few files, or a shorter text.",
            ),
            Self::NoForm => (
                "What was sent could not be read as a form. Nothing was changed.",
                "Go back, and send it again.",
            ),
        };
        Missing {
            what: what.to_owned(),
            next: next.to_owned(),
            back: Link::new("All cases", "/"),
        }
    }
}

/// Reads a form, whichever way the browser sent it.
pub(crate) async fn read(request: Request) -> Result<Form, Unreadable> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_multipart = kind
        .and_then(|k| k.to_str().ok())
        .is_some_and(|k| k.starts_with("multipart/form-data"));
    if is_multipart {
        return parts(request).await;
    }
    let RawForm(bytes) = RawForm::from_request(request, &()).await.map_err(|refused| {
        if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Unreadable::TooLarge
        } else {
            Unreadable::NoForm
        }
    })?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes)
        .take(MOST_PARTS + 1)
        .map(|(name, value)| (name.into_owned(), unix_lines(&value)))
        .collect();
    if fields.len() > MOST_PARTS || fields.iter().any(|(_, v)| v.len() > LONGEST_FIELD) {
        return Err(Unreadable::TooLarge);
    }
    Ok(Form {
        fields,
        files: Vec::new(),
    })
}

/// A form with files.
async fn parts(request: Request) -> Result<Form, Unreadable> {
    let told = |error: &axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Unreadable::TooLarge
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
            return Err(Unreadable::TooLarge);
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
        if value.len() > LONGEST_FIELD {
            return Err(Unreadable::TooLarge);
        }
        form.fields.push((field, unix_lines(&value)));
    }
    Ok(form)
}

/// A file's name without folders, whichever system it was sent from.
fn bare_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// Browsers end lines of a text field with CR LF; a person typed one line end.
fn unix_lines(value: &str) -> String {
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
