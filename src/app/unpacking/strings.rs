//! *Strings*: bytes as text, or the words among them: of a file in an unknown format, of freed pages, of the text parts of a picture.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use lopdf::{Stream, dictionary};

/// How a PNG begins.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Fewer letters together are no words, but chance.
const LEAST: usize = 4;

/// Bytes as text; nothing when they are none.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(UTF_16LE.decode(bytes).0.into_owned());
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(UTF_16BE.decode(bytes).0.into_owned());
    }
    let odd = bytes.iter().filter(|b| **b < 9 || matches!(**b, 14..=31)).count();
    if odd > 0 {
        return None;
    }
    let own = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    Some(match std::str::from_utf8(own) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode(own).0.into_owned(),
    })
}

/// Words among bytes: read as text of one byte a letter, and as text of two.
pub(super) fn found_in(bytes: &[u8]) -> String {
    let mut out = String::new();
    runs(&String::from_utf8_lossy(bytes), &mut out);
    // Letters of two bytes have every other byte empty.
    for skipped in 0..2 {
        let mut run = String::new();
        for pair in bytes.get(skipped..).unwrap_or_default().chunks_exact(2) {
            match pair {
                [letter, 0] if (b' '..0x7f).contains(letter) => run.push(char::from(*letter)),
                _ => close(&mut run, &mut out),
            }
        }
        close(&mut run, &mut out);
    }
    out
}

fn runs(text: &str, out: &mut String) {
    let mut run = String::new();
    for c in text.chars() {
        if c == char::REPLACEMENT_CHARACTER || (c.is_control() && c != '\t') {
            close(&mut run, out);
        } else {
            run.push(c);
        }
    }
    close(&mut run, out);
}

fn close(run: &mut String, out: &mut String) {
    if run.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST {
        out.push_str(run);
        out.push('\n');
    }
    run.clear();
}

/// Texts of a PNG, each with the name of its part; of parts that are no picture the words among their bytes.
pub(super) fn png_texts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    while let Some((head, after)) = rest.split_at_checked(8) {
        let (length, kind) = head.split_at(4);
        let length = <[u8; 4]>::try_from(length).map_or(0, u32::from_be_bytes) as usize;
        let own = after.get(..length).unwrap_or(after);
        let name = String::from_utf8_lossy(kind).into_owned();
        let text = match kind {
            b"IDAT" | b"IHDR" | b"PLTE" | b"IEND" => String::new(),
            b"zTXt" | b"iTXt" => format!("{}\n{}", found_in(own), unpacked(own)),
            _ => found_in(own),
        };
        if !text.trim().is_empty() {
            out.push((format!("part {name}"), text));
        }
        // Each part ends with four bytes that check it.
        rest = after.get(length.saturating_add(4)..).unwrap_or_default();
    }
    if !rest.is_empty() {
        out.push(("after its end".to_owned(), found_in(rest)));
    }
    out
}

/// A packed text of a PNG: it begins after the name, in what looks like a zlib stream.
fn unpacked(own: &[u8]) -> String {
    let packed = own
        .windows(2)
        .position(|w| w.first() == Some(&0x78) && matches!(w.get(1), Some(0x01 | 0x5e | 0x9c | 0xda)));
    let Some(packed) = packed.and_then(|at| own.get(at..)) else {
        return String::new();
    };
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed.to_vec());
    stream
        .decompressed_content()
        .map(|text| found_in(&text))
        .unwrap_or_default()
}
