//! *Source*: a PDF opened by whichever of two readers can, and its pages as words and ruling lines with their places.
//!
//! A reader that panics has not read: the panic stops here. The second reader also takes off the lock of a file that
//! anybody may open. Places are in points from the lower left corner of the page as it is seen.

use std::{
    cell::OnceCell,
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_oxide::PdfDocument;

use super::marks::{Turn, rules_of, words_of};
use crate::import::{NotThisKind, contents::Remark};

/// No more pages are read.
const MOST_PAGES: usize = 5_000;
/// A page with more ruling lines than this is a drawing.
const MOST_RULES: usize = 4_000;

/// A PDF that has been opened.
pub(super) struct Source {
    document: PdfDocument,
    /// The second reader's view, when the first cannot read a page.
    bytes: Vec<u8>,
    second: OnceCell<Option<lopdf::Document>>,
    pub(super) pages: usize,
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where its line stands.
    pub(super) base: f32,
    pub(super) size: f32,
    /// True when no blank stands before it, or after it, in the piece that the page draws at once: it may go on with its neighbour.
    pub(super) is_open: (bool, bool),
}

/// A straight line, across or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Height of a line across, or distance from the left of an upright one.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// What is on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) words: Vec<Word>,
    pub(super) across: Vec<Rule>,
    pub(super) upright: Vec<Rule>,
    /// The upper and lower edges of what is filled, as rows are that are shaded in turn.
    pub(super) shades: Vec<Rule>,
    /// Plain text, when only the second reader could read the page.
    pub(super) plain: Option<String>,
    /// True when there is a picture or a drawing on it.
    pub(super) has_picture: bool,
    /// Share of the page that pictures cover, from 0 to 1.
    pub(super) picture: f32,
    /// What stands below this height stands at the foot of the page.
    pub(super) foot: f32,
    /// True when words are printed over others, so that rows cannot be told for certain.
    pub(super) is_printed_over: bool,
    /// True when neither reader could read it.
    pub(super) is_unread: bool,
}

fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}

fn locked() -> NotThisKind {
    NotThisKind {
        what: "the PDF is locked with a password".to_owned(),
        next: "open it with the password, print it to a new PDF without one, and import that".to_owned(),
    }
}

fn damaged() -> NotThisKind {
    NotThisKind {
        what: "the PDF is damaged or cut short, so that no page of it can be read".to_owned(),
        next: "ask the agency for the file again, or open it in a PDF reader and print it to a new PDF".to_owned(),
    }
}

impl Source {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, NotThisKind> {
        let first = with_pages(bytes.to_vec());
        let source = match first {
            Some((document, pages)) if !document.is_encrypted() => Self {
                document,
                bytes: bytes.to_vec(),
                second: OnceCell::new(),
                pages,
            },
            first => {
                let is_locked = first.is_some();
                let bytes = unlocked(bytes).ok_or_else(|| if is_locked { locked() } else { damaged() })??;
                let (document, pages) = with_pages(bytes.clone()).ok_or_else(damaged)?;
                Self {
                    document,
                    bytes,
                    second: OnceCell::new(),
                    pages,
                }
            }
        };
        let source = source.straightened();
        match source.pages {
            0 => Err(damaged()),
            pages if pages > MOST_PAGES => Err(NotThisKind {
                what: format!("the PDF has {pages} pages; no more than {MOST_PAGES} are read"),
                next: "split it into smaller files and name them all in case.toml".to_owned(),
            }),
            _ => Ok(source),
        }
    }

    /// The first reader loses words of pages that are shown turned, so the turning is taken off; words are turned here.
    fn straightened(self) -> Self {
        let is_turned = |at| guarded(|| self.document.get_page_rotation(at).ok()).flatten() != Some(0);
        if !(0..self.pages.min(MOST_PAGES)).any(is_turned) {
            return self;
        }
        let straight = guarded(|| {
            let mut document = lopdf::Document::load_mem(&self.bytes).ok()?;
            for object in document.objects.values_mut() {
                if let lopdf::Object::Dictionary(dictionary) = object
                    && dictionary.has_type(b"Page") | dictionary.has_type(b"Pages")
                {
                    dictionary.remove(b"Rotate");
                }
            }
            let mut out = Vec::new();
            document.save_to(&mut out).ok()?;
            Some(out)
        });
        let again = straight
            .flatten()
            .and_then(|bytes| Some((with_pages(bytes.clone())?, bytes)));
        match again {
            Some(((document, pages), bytes)) if pages == self.pages => Self {
                document,
                bytes,
                second: OnceCell::new(),
                pages,
            },
            _ => self,
        }
    }

    /// Reads a page; `at` counts from 0.
    pub(super) fn page(&self, at: usize) -> Page {
        let spans = guarded(|| self.document.extract_spans(at).ok()).flatten();
        let Some(spans) = spans else {
            let plain = self.plain(at);
            return Page {
                is_unread: plain.is_none(),
                plain,
                ..Page::default()
            };
        };
        let paths = guarded(|| self.document.extract_paths(at).ok())
            .flatten()
            .unwrap_or_default();
        let pictures = guarded(|| self.document.page_image_handles(at).ok())
            .flatten()
            .unwrap_or_default();
        let covered: f32 = pictures.iter().map(|p| (p.bbox.width * p.bbox.height).abs()).sum();
        let mut page = Page {
            has_picture: !pictures.is_empty() || !paths.is_empty(),
            picture: (covered / self.area(at)).min(1.0),
            ..Page::default()
        };
        let turn = Turn::of(&spans);
        page.foot = self.foot(at, turn);
        for span in &spans {
            words_of(span, turn, &mut page.words);
        }
        for path in &paths {
            rules_of(path, turn, &mut page);
        }
        if page.across.len() + page.upright.len() > MOST_RULES {
            page.across.clear();
            page.upright.clear();
        }
        if page.shades.len() > MOST_RULES {
            page.shades.clear();
        }
        page
    }

    /// How large a page is; one that does not say is taken for A4.
    fn area(&self, at: usize) -> f32 {
        let (left, low, right, high) = self.edges(at);
        ((right - left) * (high - low)).abs()
    }

    fn edges(&self, at: usize) -> (f32, f32, f32, f32) {
        guarded(|| self.document.get_page_media_box(at).ok())
            .flatten()
            .filter(|(left, low, right, high)| ((right - left) * (high - low)).abs() >= 1.0)
            .unwrap_or((0.0, 0.0, 595.0, 842.0))
    }

    /// Three tenths of the page from below, as it is held to be read.
    fn foot(&self, at: usize, turn: Turn) -> f32 {
        let (left, low, right, high) = self.edges(at);
        let (one, other) = (turn.place((left, low)).1, turn.place((right, high)).1);
        one.min(other) + 0.3 * (one - other).abs()
    }

    fn plain(&self, at: usize) -> Option<String> {
        let number = u32::try_from(at + 1).ok()?;
        let load = || guarded(|| lopdf::Document::load_mem(&self.bytes).ok()).flatten();
        let document = self.second.get_or_init(load).as_ref()?;
        let text = guarded(|| document.extract_text_with_limit(&[number], 64 * 1024 * 1024).ok());
        text.flatten().filter(|t| !t.trim().is_empty())
    }

    /// Comments on a page and fields of forms, with what they hold.
    pub(super) fn beside(&self, at: usize) -> Vec<Remark> {
        let annotations = guarded(|| self.document.get_annotations(at).ok())
            .flatten()
            .unwrap_or_default();
        let mut out = Vec::new();
        for annotation in annotations {
            let kind = annotation.subtype.unwrap_or_default();
            let words = annotation.contents.unwrap_or_default();
            if words.trim().is_empty() || matches!(kind.as_str(), "Link" | "Popup" | "Widget") {
                continue;
            }
            let whom = annotation.author.map(|a| format!(" by {a}")).unwrap_or_default();
            out.push(Remark {
                place: page_place(at),
                raw: words,
                what: format!("a comment{whom} on the page is no part of its text and was not read as an entry"),
                next: "read it beside the entries of the page".to_owned(),
                ..Remark::default()
            });
        }
        out
    }

    /// What is in the file beside its pages: forms that were filled in, files that hang on it.
    pub(super) fn around(&self) -> Vec<Remark> {
        use pdf_oxide::extractors::forms::{FieldValue, FormExtractor};
        let mut out = Vec::new();
        let fields = guarded(|| FormExtractor::extract_fields(&self.document).ok())
            .flatten()
            .unwrap_or_default();
        for field in fields {
            let value = match field.value {
                FieldValue::Text(text) | FieldValue::Name(text) => text,
                FieldValue::Boolean(is_on) => if is_on { "yes" } else { "no" }.to_owned(),
                FieldValue::Array(values) => values.join(", "),
                FieldValue::None => String::new(),
            };
            if !value.trim().is_empty() {
                out.push(Remark {
                    raw: value,
                    what: format!(
                        "the field '{}' of the form is filled in and was not read as an entry",
                        field.full_name
                    ),
                    next: "if it tells of an event, type it into the chronology".to_owned(),
                    ..Remark::default()
                });
            }
        }
        let files = guarded(|| self.document.extract_embedded_files().ok())
            .flatten()
            .unwrap_or_default();
        for (name, bytes) in files {
            out.push(Remark {
                raw: name.clone(),
                what: format!(
                    "a file of {} bytes hangs on the PDF and was not read: {name}",
                    bytes.len()
                ),
                next: "open the PDF, save that file by itself and import it".to_owned(),
                ..Remark::default()
            });
        }
        out
    }
}

/// Where a page is, in words.
pub(super) fn page_place(at: usize) -> String {
    format!("page {}", at + 1)
}

fn with_pages(bytes: Vec<u8>) -> Option<(PdfDocument, usize)> {
    guarded(|| {
        let document = PdfDocument::from_bytes(bytes).ok()?;
        let pages = document.page_count().ok()?;
        Some((document, pages))
    })
    .flatten()
}

/// The file as the second reader writes it again, without a lock that opens to anybody. None: it cannot read it either.
fn unlocked(bytes: &[u8]) -> Option<Result<Vec<u8>, NotThisKind>> {
    guarded(|| {
        let mut document = match lopdf::Document::load_mem(bytes) {
            Ok(document) => document,
            Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Some(Err(locked())),
            Err(_) => return None,
        };
        if document.is_encrypted() && document.decrypt("").is_err() {
            return Some(Err(locked()));
        }
        document.encryption_state = None;
        document.trailer.remove(b"Encrypt");
        let mut out = Vec::new();
        document.save_to(&mut out).ok()?;
        Some(Ok(out))
    })
    .flatten()
}
