//! *Character sets*: which letters the bytes of an e-mail are. The set that a mail names is not always the one that it was
//! written in: what the bytes prove comes before what is named, and where the two differ it is told.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, WINDOWS_1252, X_USER_DEFINED};
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::import::{mail::codes::value, opening::inner::shown};

/// Bytes as text, and what a reader must know of how they were read.
pub(crate) fn decoded(bytes: &[u8], label: &str) -> (String, Option<String>) {
    let label = label.trim();
    let lower = label.to_ascii_lowercase();
    let is_wide = lower.starts_with("utf-16") || lower.starts_with("utf-32") || lower.starts_with("ucs-");
    let utf_8 = std::str::from_utf8(bytes).ok();
    let named = Encoding::for_label(label.as_bytes());
    // Signs of several bytes that all keep the rules of UTF-8 are no accident; and where each letter has two bytes, many are zero.
    if let Some(text) = utf_8
        && (named.is_some_and(|n| n != UTF_8 && n.is_single_byte() && !bytes.is_ascii() && lower != "us-ascii")
            || is_wide && !bytes.contains(&0))
    {
        let what = format!(
            "is said to be of the character set '{}', and proves to be UTF-8; it was read so",
            shown(label)
        );
        return (unmarked(text), Some(what));
    }
    if lower.starts_with("utf-32") {
        return utf_32(bytes, &lower);
    }
    if lower == "utf-7" {
        return (utf_7(bytes), None);
    }
    match named.filter(|n| *n != UTF_8 && *n != REPLACEMENT && *n != X_USER_DEFINED && lower != "us-ascii") {
        Some(set) => by_name(bytes, set, label),
        None => match (
            utf_8,
            charset_decoder(label.as_bytes()).filter(|_| named.is_none() && !label.is_empty()),
        ) {
            (_, Some(decode)) if lower != "us-ascii" => (decode(bytes), None),
            (Some(text), _) if named == Some(REPLACEMENT) => (text.to_owned(), Some(not_its_own(label))),
            (Some(text), _) => (unmarked(text), None),
            (None, _) => (patched(bytes), (!label.is_empty()).then(|| not_its_own(label))),
        },
    }
}

fn not_its_own(label: &str) -> String {
    format!(
        "has some letters that are not of the character set that it names ('{}'), and may be shown as others",
        shown(label)
    )
}

fn unmarked(text: &str) -> String {
    text.trim_start_matches('\u{feff}').to_owned()
}

fn by_name(bytes: &[u8], set: &'static Encoding, label: &str) -> (String, Option<String>) {
    let (text, _, has_faults) = set.decode(bytes);
    if has_faults {
        return (text.into_owned(), Some(not_its_own(label)));
    }
    // No mail has signs that steer a terminal: these bytes are quotation marks and dashes of Windows-1252.
    let steers = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if set.name().starts_with("ISO-8859") && text.contains(steers) {
        let windows = |c: char| match u8::try_from(u32::from(c)) {
            Ok(byte) if steers(c) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
            _ => Some(c),
        };
        let what = format!(
            "has signs that the character set '{}' does not have; they were read as those of Windows-1252",
            shown(label)
        );
        return (text.chars().filter_map(windows).collect(), Some(what));
    }
    (text.into_owned(), None)
}

/// Old programs name UTF-8 and send Windows-1252, whose letters would be lost. What is UTF-8 stays so.
fn patched(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    unmarked(&out)
}

fn utf_32(bytes: &[u8], label: &str) -> (String, Option<String>) {
    let is_little = bytes.starts_with(&[0xff, 0xfe, 0, 0]) || label.ends_with("le");
    let (groups, rest) = bytes.as_chunks::<4>();
    let letters = groups.iter().map(|group| {
        let number = if is_little {
            u32::from_le_bytes(*group)
        } else {
            u32::from_be_bytes(*group)
        };
        char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    let text: String = letters.filter(|c| *c != '\u{feff}').collect();
    let has_faults = !rest.is_empty() || text.contains(char::REPLACEMENT_CHARACTER);
    (text, has_faults.then(|| not_its_own(label)))
}

/// Letters beyond ASCII stand as base64 between `+` and the first sign that is none of it; `+-` is a plus.
fn utf_7(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'+' {
            out.push(char::from(*first));
            continue;
        }
        let length = rest.iter().take_while(|b| value(**b).is_some()).count();
        let (code, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        rest = behind.strip_prefix(b"-").unwrap_or(behind);
        if code.is_empty() {
            out.push('+');
        }
        let (mut units, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
        for sixth in code.iter().filter_map(|b| value(*b)) {
            (bits, held) = (bits << 6 | sixth, held + 6);
            if held >= 16 {
                held -= 16;
                units.extend(u16::try_from(bits >> held & 0xffff));
                bits &= (1 << held) - 1;
            }
        }
        out.push_str(&String::from_utf16_lossy(&units));
    }
    out
}
