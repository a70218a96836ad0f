//! Bytes into text: UTF-8, or else Windows-1252, which older Office programs write. Anything else is refused, not guessed.

use std::borrow::Cow;

use crate::import::NotThisKind;

/// A decoded file.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
}

/// Decodes a text file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotThisKind> {
    if let Some(what) = other_kind(bytes) {
        return Err(what);
    }
    let (bytes, marked) = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or((bytes, false), |rest| (rest, true));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let encoding = if marked { "UTF-8 with BOM" } else { "UTF-8" };
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            encoding,
        });
    }
    if marked {
        return Err(refuse(
            "the file says that it is UTF-8, but some of its bytes are not",
            "save it again as UTF-8 from the program that made it",
        ));
    }
    if bytes.iter().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)) {
        return Err(refuse(
            "the file is neither UTF-8 nor Windows-1252 text",
            "open it in the program that made it and save it as UTF-8",
        ));
    }
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    Ok(Decoded {
        text,
        encoding: "Windows-1252",
    })
}

fn other_kind(bytes: &[u8]) -> Option<NotThisKind> {
    const SAVE: &str =
        "open it in its own program and save the table as 'CSV UTF-8', or the text as plain text in UTF-8";
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(refuse("the file is a Word, Excel or zip file, not plain text", SAVE));
    }
    if bytes.starts_with(b"%PDF") {
        return Some(refuse("the file is a PDF, not plain text", SAVE));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some(refuse("the file is an older Office file, not plain text", SAVE));
    }
    let utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || is_half_nul(bytes);
    if utf_16 {
        return Some(refuse(
            "the file is UTF-16 text ('Unicode text' in some programs)",
            "save it again as UTF-8 ('CSV UTF-8' in Excel, 'Encoding: UTF-8' in Notepad)",
        ));
    }
    if bytes.contains(&0) {
        return Some(refuse(
            "the file holds NUL bytes: it is damaged, or no text",
            "ask the agency for a fresh copy as 'CSV UTF-8' or plain text",
        ));
    }
    None
}

/// UTF-16 without its mark: in English text every other byte is NUL.
fn is_half_nul(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    head.len() >= 8 && even.max(odd) * 5 > head.len() * 2 && even.min(odd) == 0
}

fn refuse(what: &str, next: &str) -> NotThisKind {
    NotThisKind {
        what: what.to_owned(),
        next: next.to_owned(),
    }
}
