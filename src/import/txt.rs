//! Narratives as plain text. What its sentences become is left to `prose`.

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Contents, Part, Prose},
    opening::decode,
};

/// Reads narratives.
#[derive(Debug)]
pub(super) struct Narrative;

impl Importer for Narrative {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn about(&self) -> &'static str {
        "a narrative as plain text, .txt, with dates in its sentences"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if file.has_extension(&["txt", "text", "log", "md"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        let decoded = decode::decode(file.bytes)?;
        if decoded.text.trim().is_empty() {
            return Err(NotThisKind::empty());
        }
        let (encoding, remarks) = (decoded.encoding.to_owned(), decoded.remarks());
        let prose = Prose {
            text: decoded.text.into_owned(),
            first_line: 1,
            ..Prose::default()
        };
        Ok(Contents {
            encoding,
            parts: vec![Part::Text(prose)],
            remarks,
        })
    }
}
