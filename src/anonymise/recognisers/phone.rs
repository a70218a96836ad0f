//! Telephone numbers, as they are written in the United Kingdom, and numbers of other countries with their plus.

use super::{
    Recogniser,
    form::{Form, apart, digits, is_alone, is_repeated},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Phone;

/// Each sign of a number, with what may stand between two of them.
static NATIONAL: Form = Form::new(
    r"(?:(?:\+|00)\s?44[\s.\-]{0,2}(?:\(\s?0\s?\)[\s.\-]{0,2}|0)?|\(?[0Oo])(?:[\s.\-–‑()/_*·]{0,3}[0-9OoIl]){9,10}\)?",
);
static FOREIGN: Form = Form::new(r"(?:\+|\b00)\s?[1-9](?:[\s.\-()]{0,2}[0-9]){8,14}");
/// Behind a number, part of it.
static EXTENSION: Form = Form::new(r"(?i)[\s,(]{0,3}(?:ext(?:ension|n|\.)?|xtn|x)[\s.:]{0,2}(?:no\.? ?)?[0-9]{2,6}");
static SHORT: Form = Form::new(r"[0-9]{2,8}(?:[\s.\-][0-9]{2,8}){0,3}");

impl Recogniser for Phone {
    fn name(&self) -> &'static str {
        "phone"
    }

    fn about(&self) -> &'static str {
        "Ten digits behind 0 or +44, with blanks, dots, dashes and brackets; other countries with their plus; shorter ones beside a label."
    }

    fn what(&self) -> What {
        What::Phone
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = NATIONAL.find(text, |written, span| {
            let national = national(written);
            let is_spaced = written.trim_start_matches('(').contains([' ', '-', '.', ')', '\n']);
            let is_mobile = national.starts_with('7');
            let is_whole = national.len() == 10
                || national.len() == 9 && (labels.beside(span) || is_spaced && is_short_area(&national));
            let figures = written.chars().filter(char::is_ascii_digit).count();
            let is_used = national.starts_with(['1', '2', '3', '5', '7', '8', '9']);
            let is_thing = lists.labels.of_thing(text, span) || lists.labels.denies(text, span);
            // A letter O in the place of the 0 is believed only where the rest looks like a telephone number.
            let is_sure = is_spaced || is_mobile || written.starts_with(['+', '0']);
            is_whole
                && is_used
                && figures >= 7
                && !is_repeated(&national)
                && is_sure
                && (!is_thing || labels.beside(span))
        });
        out.extend(FOREIGN.find(text, |_, span| !lists.labels.of_thing(text, span)));
        let short = SHORT.find(text, |written, span| {
            (5..=12).contains(&digits(written).len()) && labels.beside(span) && !is_date(written)
        });
        out.extend(short);
        // `0117 496 0388 ext 214`
        let with_extension = |s: Span| Span {
            start: s.start,
            end: EXTENSION.end(text, s.end).unwrap_or(s.end),
        };
        let mut out = apart(out.into_iter().map(|s| with_extension(trimmed(text, s))).collect());
        out.retain(|s| is_alone(text, *s));
        out
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("rang 07700 900236 twice", &["07700 900236"]),
            ("07700900236", &["07700900236"]),
            ("tel 020 7946 0583.", &["020 7946 0583"]),
            ("(0161) 496 0123", &["(0161) 496 0123"]),
            ("+44 7700 900 236", &["+44 7700 900 236"]),
            ("+44 (0)161 496 0123", &["+44 (0)161 496 0123"]),
            ("0044 161-496-0123", &["0044 161-496-0123"]),
            ("07700.900.236", &["07700.900.236"]),
            ("mob: O7700 9OO236", &["O7700 9OO236"]),
            ("07700\n900236", &["07700\n900236"]),
            ("contact number 496 0123", &["496 0123"]),
            ("rang 0117 496 0388 ext 214 today", &["0117 496 0388 ext 214"]),
            ("01632 960117 x12", &["01632 960117 x12"]),
            ("07700_900_236", &["07700_900_236"]),
            ("07700*900*236", &["07700*900*236"]),
            ("0161/4960123", &["0161/4960123"]),
            ("tel 245678", &["245678"]),
            ("+353 1 234 5678", &["+353 1 234 5678"]),
            ("0800 111 111", &[]),
            ("sample reference 0176671103 (not an NHS number)", &[]),
            ("0000000000", &[]),
            ("on 01/02/2018", &[]),
            ("seen at 09 00 10 00", &[]),
        ]
    }
}

/// The digits behind 0 or +44.
pub(in crate::anonymise) fn national(written: &str) -> String {
    let figures = digits(written);
    // Numbers of other countries keep the figures of their country.
    let country = if written.starts_with('+') { "44" } else { "0044" };
    let figures = figures.strip_prefix(country).unwrap_or(&figures);
    figures.strip_prefix('0').unwrap_or(figures).to_owned()
}

/// A number in full, with its figures alone: that of the United Kingdom behind a 0.
pub(crate) fn in_full(phone: &str) -> String {
    let own = national(phone.trim());
    if matches!(own.len(), 9 | 10) {
        format!("0{own}")
    } else {
        own
    }
}

/// Areas whose numbers have nine digits behind the 0, and old freephone numbers.
fn is_short_area(national: &str) -> bool {
    [
        "16977", "1204", "1208", "1254", "1276", "1297", "1298", "1363", "1364", "1384", "1386", "1404", "1420",
        "1460", "1461", "1480", "1488", "1524", "1527", "1562", "1566", "1606", "1629", "1635", "1647", "1659", "1695",
        "1726", "1744", "1750", "1768", "1827", "1837", "1884", "1900", "1905", "1935", "1946", "1949", "1963", "1995",
        "500",
    ]
    .iter()
    .any(|a| national.starts_with(a))
}

/// A bracket at the end belongs to it only where it is opened in it.
fn trimmed(text: &str, span: Span) -> Span {
    let written = text.get(span.start..span.end).unwrap_or_default();
    let (opened, closed) = (written.matches('(').count(), written.matches(')').count());
    let mut out = span;
    if written.ends_with(')') && closed > opened {
        out.end -= 1;
    }
    if written.starts_with('(') && opened > closed {
        out.start += 1;
    }
    out
}

fn is_date(written: &str) -> bool {
    let parts: Vec<&str> = written.split(['.', '-', ' ']).collect();
    parts.len() == 3
        && parts.iter().all(|p| p.len() <= 2 || p.len() == 4)
        && parts.first().is_some_and(|p| p.len() <= 2)
}
