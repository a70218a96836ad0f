//! *Directory*: the list of names at the end of a zip, read without unpacking anything.
//!
//! It tells Word, Excel and OpenDocument files from plain zips, and shows names that stand there twice, which the library
//! that unpacks keeps once.

use std::ops::Range;

use crate::import::NotThisKind;

/// Names that are looked at to tell what a zip is.
const LOOKED_AT: usize = 20_000;
/// No zip of records has more names. Every library that opens a zip first makes a list of all of them, in memory.
const MOST_NAMES: usize = 100_000;

/// Refuses a zip with more names than any records have, before anybody makes a list of them. Each name stands behind a mark of its own,
/// whatever the zip says of their number.
pub(crate) fn too_many(bytes: &[u8]) -> Option<NotThisKind> {
    let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    let marks = bytes.windows(4).filter(|w| *w == b"PK\x01\x02");
    (is_zip && marks.take(MOST_NAMES + 1).count() > MOST_NAMES).then(|| NotThisKind {
        what: format!("it lists more than {MOST_NAMES} files inside it, more than records have, so none was opened"),
        next: "ask the agency what it is; unpack it on your computer, and import the files that hold records"
            .to_owned(),
    })
}

/// The names in the directory, in order. Nothing when the directory cannot be found.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    places(bytes)?.into_iter().map(|place| bytes.get(place)).collect()
}

/// Where these names stand.
pub(crate) fn places(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    /// Without its comment, and with the longest there can be.
    const END: usize = 22;
    const LONGEST_END: usize = END + 65_535;
    let from = bytes.len().saturating_sub(LONGEST_END);
    let tail = bytes.get(from..)?;
    let end = tail.windows(4).rposition(|w| w == b"PK\x05\x06")? + from;
    let size = number(bytes, end + 12, 4)?;
    // Bytes may stand before the zip, so the place is counted from its end.
    let mut at = end.checked_sub(size)?;
    let mut out = Vec::new();
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02".as_slice()) {
        let name = number(bytes, at + 28, 2)?;
        let more = number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
        out.push(at + 46..at + 46 + name);
        at += 46 + name + more;
    }
    Some(out)
}

/// How many bytes stand before the zip, and how many behind it: another zip that was joined to it, or what is no part of any.
pub(crate) fn around(bytes: &[u8]) -> Option<(usize, usize)> {
    const END: usize = 22;
    /// What a zip of the larger form writes instead of a place.
    const ELSEWHERE: usize = 0xFFFF_FFFF;
    let from = bytes.len().saturating_sub(END + 65_535);
    let end = bytes.get(from..)?.windows(4).rposition(|w| w == b"PK\x05\x06")? + from;
    let (size, place) = (number(bytes, end + 12, 4)?, number(bytes, end + 16, 4)?);
    let behind = bytes.len().saturating_sub(end + END + number(bytes, end + 20, 2)?);
    if size == ELSEWHERE || place == ELSEWHERE {
        return Some((0, behind));
    }
    Some((end.checked_sub(size)?.saturating_sub(place), behind))
}

/// Is the zip a document of Word, Excel, OpenDocument or the like?
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [b"[Content_Types].xml", b"mimetype"];
    if let Some(names) = names(bytes).filter(|n| !n.is_empty()) {
        return names.iter().take(LOOKED_AT).any(|n| marks.contains(n));
    }
    // A zip that was cut short has lost its directory; the first file tells.
    let length = number(bytes, 26, 2).unwrap_or(0);
    bytes.get(30..30 + length).is_some_and(|n| marks.contains(&n))
}

/// A name as text. Old programs write names in the character set of MS-DOS, which is told by bytes that are not UTF-8.
pub(crate) fn name(raw: &[u8]) -> String {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    raw.iter()
        .map(|byte| match byte.checked_sub(128) {
            None => char::from(*byte),
            Some(high) => HIGH.chars().nth(high.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
        })
        .collect()
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |all, b| all << 8 | usize::from(*b)))
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_of_old_programs_are_told() {
        assert_eq!(name(b"caf\x82.csv"), "café.csv");
        assert_eq!(name("café.csv".as_bytes()), "café.csv");
        assert_eq!(name(b"\x80\xff"), "Ç\u{a0}");
    }
}
