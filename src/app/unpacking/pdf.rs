//! *PDFs*: the words of each page, every string of its objects (title, outline, alternative texts, links, properties), and what is attached.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context as _;
use lopdf::{Dictionary, Document, Object, Stream};
use pdf_oxide::PdfDocument;

use super::{At, Unpacking};

impl Unpacking {
    /// Everything that a PDF holds as words.
    pub(super) fn pdf(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        let again = || format!("{}: the PDF is damaged or locked; make it anew", at.file);
        // A reader that panics has not read.
        let guarded = catch_unwind(AssertUnwindSafe(|| (pages(bytes), Document::load_mem(bytes))));
        let (pages, second) = guarded.ok().with_context(again)?;
        let second = second.ok().with_context(again)?;
        let pages = match pages {
            Some(pages) => pages,
            None => catch_unwind(AssertUnwindSafe(|| plain_pages(&second)))
                .ok()
                .flatten()
                .with_context(again)?,
        };
        for (number, page) in pages.into_iter().enumerate() {
            self.put(&at.place(&format!("page {}", number + 1)), page)?;
        }
        let mut words = String::new();
        for object in second.objects.values() {
            strings(object, &mut words);
        }
        strings(&Object::Dictionary(second.trailer.clone()), &mut words);
        self.put(&at.place("properties, outline and texts beside pictures"), words)?;
        for (id, object) in &second.objects {
            let Ok(stream) = object.as_stream() else { continue };
            if let Some(what) = kept_in(stream) {
                let own = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                self.take(at, own.len())?;
                self.unpack(&at.deeper(&format!("{what} {}", id.0)), &own)?;
            }
        }
        Ok(())
    }
}

fn pages(bytes: &[u8]) -> Option<Vec<String>> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).ok()?;
    (0..document.page_count().ok()?)
        .map(|n| document.extract_text(n).ok())
        .collect()
}

fn plain_pages(document: &Document) -> Option<Vec<String>> {
    document
        .get_pages()
        .keys()
        .map(|n| document.extract_text(&[*n]).ok())
        .collect()
}

/// What a stream is, where it is no page, font or picture.
fn kept_in(stream: &Stream) -> Option<&'static str> {
    let is = |key: &[u8], name: &[u8]| stream.dict.get(key).and_then(Object::as_name).is_ok_and(|n| n == name);
    if is(b"Type", b"EmbeddedFile") {
        Some("attachment")
    } else if is(b"Type", b"Metadata") || is(b"Subtype", b"XML") {
        Some("properties")
    } else {
        None
    }
}

/// Strings of an object, a line each. Objects that it points at are walked by themselves.
fn strings(object: &Object, out: &mut String) {
    let mut walk = |dict: &Dictionary| dict.iter().for_each(|(_, value)| strings(value, out));
    match object {
        Object::String(..) => {
            if let Ok(words) = lopdf::decode_text_string(object) {
                out.push_str(&words);
                out.push('\n');
            }
        }
        Object::Array(all) => all.iter().for_each(|value| strings(value, out)),
        Object::Dictionary(dict) => walk(dict),
        Object::Stream(stream) => walk(&stream.dict),
        _ => {}
    }
}
