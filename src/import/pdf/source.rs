//! *Source*: a PDF opened by whichever of two readers can, and its pages as words and ruling lines with their places.
//!
//! A reader that panics has not read: the panic stops here. The second reader also takes off the lock of a file that
//! anybody may open. Places are in points from the lower left corner of the page as it is seen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_oxide::{
    PdfDocument,
    elements::{PathContent, PathOperation},
    layout::TextSpan,
};

use crate::import::{NotThisKind, contents::Remark};

/// No more pages are read.
const MOST_PAGES: usize = 5_000;
/// A page with more ruling lines than this is a drawing.
const MOST_RULES: usize = 4_000;
/// A line that is thinner than this is a line; what is thicker is a shape.
const THIN: f32 = 2.5;

/// A PDF that has been opened.
pub(super) struct Source {
    document: PdfDocument,
    /// The second reader's view, when the first cannot read a page.
    bytes: Vec<u8>,
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
    /// Plain text, when only the second reader could read the page.
    pub(super) plain: Option<String>,
    /// True when there is a picture or a drawing on it.
    pub(super) has_picture: bool,
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
                pages,
            },
            first => {
                let is_locked = first.is_some();
                let bytes = unlocked(bytes).ok_or_else(|| if is_locked { locked() } else { damaged() })??;
                let (document, pages) = with_pages(bytes.clone()).ok_or_else(damaged)?;
                Self { document, bytes, pages }
            }
        };
        match source.pages {
            0 => Err(damaged()),
            pages if pages > MOST_PAGES => Err(NotThisKind {
                what: format!("the PDF has {pages} pages; no more than {MOST_PAGES} are read"),
                next: "split it into smaller files and name them all in case.toml".to_owned(),
            }),
            _ => Ok(source),
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
        let pictures = guarded(|| self.document.page_image_handles(at).map(|p| p.len()).ok()).flatten();
        let mut page = Page {
            has_picture: pictures.unwrap_or(0) > 0 || !paths.is_empty(),
            ..Page::default()
        };
        for span in &spans {
            words_of(span, &mut page.words);
        }
        for path in &paths {
            rules_of(path, &mut page);
        }
        if page.across.len() + page.upright.len() > MOST_RULES {
            page.across.clear();
            page.upright.clear();
        }
        page
    }

    fn plain(&self, at: usize) -> Option<String> {
        let number = u32::try_from(at + 1).ok()?;
        let text = guarded(|| {
            let document = lopdf::Document::load_mem(&self.bytes).ok()?;
            document.extract_text_with_limit(&[number], 64 * 1024 * 1024).ok()
        });
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

/// Words of a piece that the page draws at once. Its ends are sure; where its words are between them is worked out from the
/// widths of its letters, which leave out how near letters are set to one another.
fn words_of(span: &TextSpan, words: &mut Vec<Word>) {
    let text = span.text.as_str();
    let letters: Vec<char> = text.chars().collect();
    let (left, width) = (span.bbox.x, span.bbox.width);
    let widths = &span.char_widths;
    let offset = |at: usize| {
        let own = span.char_x_offsets.get(at).map(|x| x - left);
        own.or_else(|| {
            span.char_x_offsets
                .last()
                .map(|x| x - left + widths.last().copied().unwrap_or(0.0))
        })
    };
    let whole = offset(letters.len()).filter(|w| *w > 0.0 && span.char_x_offsets.len() == letters.len());
    let even = |at: usize| ratio(at, letters.len()) * width;
    let place = |at: usize| match (whole, offset(at)) {
        (Some(whole), Some(own)) => left + own * (width / whole),
        _ => left + even(at),
    };
    let mut from = None;
    for at in 0..=letters.len() {
        let is_blank = letters.get(at).is_none_or(|c| c.is_whitespace());
        match (from, is_blank) {
            (None, false) => from = Some(at),
            (Some(start), true) => {
                from = None;
                words.push(Word {
                    text: letters.get(start..at).unwrap_or_default().iter().collect(),
                    left: place(start),
                    right: place(at),
                    base: span.bbox.y,
                    size: span.font_size.max(span.bbox.height).clamp(1.0, 200.0),
                    is_open: (start == 0, at == letters.len()),
                });
            }
            _ => {}
        }
    }
}

/// A share, for numbers of letters on a page.
fn ratio(part: usize, whole: usize) -> f32 {
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    number(part) / number(whole).max(1.0)
}

/// Ruling lines of a path: straight strokes, thin boxes, and the sides of boxes that are drawn.
fn rules_of(path: &PathContent, page: &mut Page) {
    if path.stroke_color.is_none() && path.fill_color.is_none() {
        return;
    }
    let mut at = (0.0, 0.0);
    for operation in &path.operations {
        match *operation {
            PathOperation::MoveTo(x, y) => at = (x, y),
            PathOperation::LineTo(x, y) => {
                stroke(at, (x, y), page);
                at = (x, y);
            }
            PathOperation::CurveTo(_, _, _, _, x, y) => at = (x, y),
            PathOperation::Rectangle(x, y, width, height) => {
                let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
                let (y, height) = if height < 0.0 {
                    (y + height, -height)
                } else {
                    (y, height)
                };
                if height <= THIN {
                    stroke((x, y + height / 2.0), (x + width, y + height / 2.0), page);
                } else if width <= THIN {
                    stroke((x + width / 2.0, y), (x + width / 2.0, y + height), page);
                } else if path.stroke_color.is_some() {
                    stroke((x, y), (x + width, y), page);
                    stroke((x, y + height), (x + width, y + height), page);
                    stroke((x, y), (x, y + height), page);
                    stroke((x + width, y), (x + width, y + height), page);
                }
            }
            PathOperation::ClosePath => {}
        }
    }
}

fn stroke(from: (f32, f32), to: (f32, f32), page: &mut Page) {
    let (wide, high) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    if high <= 1.0 && wide > THIN {
        page.across.push(Rule {
            at: from.1.midpoint(to.1),
            from: from.0.min(to.0),
            to: from.0.max(to.0),
        });
    } else if wide <= 1.0 && high > THIN {
        page.upright.push(Rule {
            at: from.0.midpoint(to.0),
            from: from.1.min(to.1),
            to: from.1.max(to.1),
        });
    }
}
