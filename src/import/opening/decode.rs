//! Bytes into text: UTF-8, UTF-16, or else Windows-1252, which older Office programs write; another encoding where many
//! letters speak for it. What cannot be decoded without loss is refused.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::code_pages;
use crate::import::{NotThisKind, contents::Remark};

const NUL: &str = "the file holds NUL bytes: it is damaged, or no text";
const FRESH: &str = "ask the agency for a fresh copy as 'CSV UTF-8' or plain text";

/// A decoded file.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static str,
    /// True when only its letters told the encoding.
    guessed: bool,
    /// Lines of a UTF-8 text in which bytes of Windows-1252 stand.
    strays: Vec<Stray>,
}

/// A line in which bytes stand that are no UTF-8: its number, and its words as they were read.
#[derive(Debug)]
struct Stray {
    number: usize,
    words: String,
}

impl Decoded<'_> {
    /// What a reader must know of how the text was decoded.
    pub(crate) fn remarks(&self) -> Vec<Remark> {
        if let Some((shown, other)) = self
            .encoding
            .eq("Windows-1252")
            .then(|| odd_letters(&self.text))
            .flatten()
        {
            return vec![Remark {
                raw: shown,
                what: format!(
                    "the file was read as Windows-1252, but some of its letters stand where none can: it may be {other}"
                ),
                next: "look at accents, quotation marks and pound signs; if they are wrong, ask for the file as UTF-8"
                    .to_owned(),
                ..Remark::default()
            }];
        }
        if let Some(first) = self.strays.first() {
            return vec![self.said_of_strays(first)];
        }
        if !self.guessed {
            return Vec::new();
        }
        vec![Remark {
            what: format!("the file does not say how its letters are encoded; they were read as {}", self.encoding),
            next: "check two or three names with accents against the original; if they are wrong, ask for the file as UTF-8".to_owned(),
            ..Remark::default()
        }]
    }
}

impl Decoded<'_> {
    fn said_of_strays(&self, first: &Stray) -> Remark {
        const NAMED: usize = 10;
        let numbers: Vec<String> = self.strays.iter().take(NAMED).map(|s| s.number.to_string()).collect();
        let more = match self.strays.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let lines = if self.strays.len() == 1 { "line" } else { "lines" };
        Remark {
            raw: first.words.clone(),
            what: format!(
                "the file is UTF-8, but {lines} {}{more} of it holds signs that are not; these alone were read as Windows-1252",
                numbers.join(", ")
            ),
            next:
                "look at accents, quotation marks and pound signs there; if they are wrong, ask for the file as UTF-8"
                    .to_owned(),
            ..Remark::default()
        }
    }
}

/// A text of UTF-8 with stray bytes of Windows-1252, as where lines of two programs were put together. It is one only where letters
/// stand in it that are UTF-8 for certain.
fn patched(bytes: &[u8]) -> Option<Decoded<'static>> {
    const SHOWN: usize = 200;
    // Two bytes of Windows-1252 that happen to be UTF-8 make other letters than these, or what nobody writes (`Ã©`).
    let is_proof = |c: char| matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€');
    let is_no_sign = |b: &u8| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    let chunks = || bytes.utf8_chunks();
    let is_proved = chunks().any(|c| c.valid().chars().any(is_proof));
    if !is_proved || chunks().any(|c| c.invalid().iter().any(is_no_sign)) {
        return None;
    }
    let (mut text, mut at) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            at.push(text.len());
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    let (mut strays, mut at, mut end) = (Vec::new(), at.into_iter().peekable(), 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        let mut is_stray = false;
        while at.next_if(|at| *at < end).is_some() {
            is_stray = true;
        }
        if is_stray {
            strays.push(Stray {
                number: number + 1,
                words: line.trim_end().chars().take(SHOWN).collect(),
            });
        }
    }
    Some(Decoded {
        text: Cow::Owned(text),
        encoding: "UTF-8 with some Windows-1252",
        guessed: false,
        strays,
    })
}

/// The first letters that cannot stand where they do in a text of Windows-1252, and the encoding that they would be right in.
fn odd_letters(text: &str) -> Option<(String, &'static str)> {
    let chars: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|p| chars.get(p)).copied().unwrap_or(' ');
    let (place, other) = chars.iter().enumerate().find_map(|(place, c)| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let is_dos = match c {
            '‚' | '‡' | 'ˆ' | 'Š' | '„' | '…' => before.is_alphabetic() && after.is_alphabetic() && *c != '…',
            'œ' => after.is_ascii_digit(),
            _ => false,
        };
        let is_mac = match c {
            'Ò' | 'Ô' => !before.is_alphabetic() && after.is_lowercase(),
            'Ó' => before.is_lowercase() && !after.is_alphabetic(),
            'Õ' | 'Ž' => before.is_lowercase(),
            _ => false,
        };
        let other = if is_dos {
            Some("the DOS encoding, cp850")
        } else {
            is_mac.then_some("Mac Roman")
        };
        other.map(|o| (place, o))
    })?;
    let shown = chars.iter().skip(place.saturating_sub(12)).take(30).collect();
    Some((shown, other))
}

/// Bytes beyond ASCII from which the letters of a text are held to tell its encoding.
const ENOUGH: usize = 24;

/// Decodes a text file. What cannot be decoded without loss is refused.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotThisKind> {
    if let Some(what) = other_kind(bytes) {
        return Err(what);
    }
    if let Some((encoding, name)) = utf_16(bytes) {
        return wide(bytes, encoding, name);
    }
    if bytes.contains(&0) {
        return Err(refuse(NUL, FRESH));
    }
    let (bytes, marked) = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or((bytes, false), |rest| (rest, true));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let encoding = if marked { "UTF-8 with BOM" } else { "UTF-8" };
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            encoding,
            guessed: false,
            strays: Vec::new(),
        });
    }
    if marked {
        return Err(refuse(
            "the file says that it is UTF-8, but some of its bytes are not",
            "save it again as UTF-8 from the program that made it",
        ));
    }
    if let Some(patched) = patched(bytes) {
        return Ok(patched);
    }
    if let Some((encoding, name)) = by_letters(bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(Decoded {
            text,
            encoding: name,
            guessed: true,
            strays: Vec::new(),
        });
    }
    if let Some((text, encoding)) = code_pages::proved(bytes) {
        return Ok(Decoded {
            text: Cow::Owned(text),
            encoding,
            guessed: true,
            strays: Vec::new(),
        });
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
        guessed: false,
        strays: Vec::new(),
    })
}

/// The first words of a file, enough to tell a table by its headings. What cannot be read is replaced.
pub(crate) fn glance(head: &[u8]) -> String {
    match utf_16(head) {
        Some((encoding, _)) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).trim_start_matches('\u{feff}').to_owned(),
    }
}

/// An encoding other than Windows-1252 that the letters of a text speak for. Records in English have few of them, so
/// Windows-1252 stands unless there are many and they leave little doubt.
fn by_letters(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    // Marks that stand at the same place in all of Windows' Western and Eastern encodings say nothing: £ – ’ “ ” … and blanks.
    let says_nothing = |b: &u8| b.is_ascii() || matches!(b, 0x80 | 0x85 | 0x91..=0x97 | 0xA0 | 0xA3 | 0xB0 | 0xB7);
    if bytes.iter().filter(|b| !says_nothing(b)).count() < ENOUGH {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let other = guess != encoding_rs::WINDOWS_1252 && guess != encoding_rs::UTF_8;
    other.then(|| (guess, guess.name()))
}

/// UTF-16 by its mark, or by the NUL that every other byte is in English text.
fn utf_16(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some((encoding_rs::UTF_16LE, "UTF-16 LE with BOM"));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some((encoding_rs::UTF_16BE, "UTF-16 BE with BOM"));
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if head.len() < 8 || even.max(odd) * 5 <= head.len() * 2 || even.min(odd) > 0 {
        return None;
    }
    Some(if odd > even {
        (encoding_rs::UTF_16LE, "UTF-16 LE")
    } else {
        (encoding_rs::UTF_16BE, "UTF-16 BE")
    })
}

fn wide<'a>(bytes: &'a [u8], encoding: &'static Encoding, name: &'static str) -> Result<Decoded<'a>, NotThisKind> {
    // A mark at the start is no part of the text.
    let (text, wrong) = encoding.decode_with_bom_removal(bytes);
    if wrong {
        return Err(refuse(
            "the file is UTF-16 text ('Unicode text' in some programs) and is damaged: some of it is no letter",
            "ask the agency for a fresh copy, best as UTF-8 ('CSV UTF-8' in Excel, 'Encoding: UTF-8' in Notepad)",
        ));
    }
    if text.contains('\0') {
        return Err(refuse(NUL, FRESH));
    }
    Ok(Decoded {
        text,
        encoding: name,
        guessed: false,
        strays: Vec::new(),
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
    None
}

fn refuse(what: &str, next: &str) -> NotThisKind {
    NotThisKind {
        what: what.to_owned(),
        next: next.to_owned(),
    }
}
