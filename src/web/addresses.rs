//! *Addresses*: where each page is found. Whatever a case calls its entries and agencies, the address stays well formed.

use chrono::NaiveDate;

/// Warnings listed on one page.
pub(crate) const WARNINGS_A_PAGE: usize = 50;

/// A case's overview.
pub(crate) fn case(slug: &str) -> String {
    format!("/case/{}", escape(slug))
}

/// A page of a case, for example `chronology`.
pub(crate) fn of_case(slug: &str, page: &str) -> String {
    format!("/case/{}/{page}", escape(slug))
}

/// An entry of a case.
pub(crate) fn entry(slug: &str, reference: &str) -> String {
    format!("/case/{}/entry/{}", escape(slug), escape(reference))
}

/// The place in a record from which an entry was read.
pub(crate) fn record(slug: &str, reference: &str) -> String {
    format!("/case/{}/record/{}", escape(slug), escape(reference))
}

/// The anchor of an entry in the chronology.
pub(crate) fn anchor(reference: &str) -> String {
    format!("E-{}", escape(reference))
}

/// An address without a host, all of it characters that a header can hold: it leads to a page of ours.
pub(crate) fn is_ours(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// A warning of a case.
pub(crate) fn warning(slug: &str, id: &str) -> String {
    format!("/case/{}/warning/{}", escape(slug), escape(id))
}

/// A finding of a case, by its id, which stays when warnings are numbered anew.
pub(crate) fn finding(slug: &str, id: &str) -> String {
    format!("/case/{}/finding/{}", escape(slug), escape(id))
}

/// The timeline of a case over these days, with lanes of this kind, and the way back to the page that leads there.
pub(crate) fn timeline(slug: &str, (from, to): (NaiveDate, NaiveDate), lanes: &str, back: &str) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    with_query(
        &of_case(slug, "timeline"),
        &[("from", &from), ("to", &to), ("lanes", lanes), ("back", back)],
    )
}

/// A pattern's page in a case.
pub(crate) fn pattern(slug: &str, id: &str) -> String {
    format!("/case/{}/pattern/{}", escape(slug), escape(id))
}

/// A line of enquiry of a case.
pub(crate) fn line(slug: &str, id: &str) -> String {
    format!("/case/{}/line/{}", escape(slug), escape(id))
}

/// An address with what was asked, empty values left out.
pub(crate) fn with_query(base: &str, pairs: &[(&str, &str)]) -> String {
    let asked: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    if asked.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", asked.join("&"))
    }
}

/// Writes every byte that is not a plain letter, digit, `-`, `_`, `.` or `~` as `%XX`.
pub(crate) fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Do the escapes of an address stand for text? Others, such as `%FF`, name nothing here.
pub(crate) fn is_text(path: &str) -> bool {
    let digit = |b: Option<&u8>| {
        b.and_then(|b| char::from(*b).to_digit(16))
            .and_then(|d| u8::try_from(d).ok())
    };
    let (bytes, mut out) = (path.as_bytes(), Vec::new());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%').then(|| Some((digit(bytes.get(at + 1))?, digit(bytes.get(at + 2))?)));
        if let Some(Some((high, low))) = escaped {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(out).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{entry, escape, is_ours, with_query};

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        assert!(is_ours("/case/ashdown/warnings?page=2"));
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\nb",
            "/\u{1}",
            "/ok\0",
            "/\u{7f}",
            "/é",
        ] {
            assert!(!is_ours(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_entry_whose_reference_holds_a_slash_has_one_address() {
        assert_eq!(entry("ashdown", "PRB/014 é"), "/case/ashdown/entry/PRB%2F014%20%C3%A9");
        assert_eq!(escape("a-b_c.d~e"), "a-b_c.d~e");
    }

    #[test]
    fn empty_values_are_left_out_of_an_address() {
        assert_eq!(with_query("/x", &[("a", ""), ("b", "1&2")]), "/x?b=1%262");
        assert_eq!(with_query("/x", &[("a", "")]), "/x");
    }
}
