//! Arrest/summons numbers: year, force, unit, system, serial number, check letter (mod 23).

use super::{
    Recogniser,
    form::{Form, apart, bare, check_letter},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Asn;

static PARTS: Form = Form::new(r"(?i)[0-9]{2}[/ \-][0-9A-Z]{4}[/ \-][0-9A-Z]{2}[/ \-][0-9]{1,11}\s?[A-HJ-NP-RT-Z]");
static WHOLE: Form = Form::new(r"(?i)[0-9]{2}[0-9A-Z]{4}[0-9]{2}[0-9]{11}[A-HJ-NP-RT-Z]");

impl Recogniser for Asn {
    fn name(&self) -> &'static str {
        "asn"
    }

    fn about(&self) -> &'static str {
        "Year, force and unit, system, digits and a letter that fits them, with strokes or twenty signs together."
    }

    fn what(&self) -> What {
        What::Asn
    }

    fn find(&self, text: &str, _: &Lists) -> Vec<Span> {
        let mut out = WHOLE.find(text, |written, _| {
            let signs = bare(written);
            let part = |from: usize, to: usize| signs.get(from..to).unwrap_or_default();
            is_valid((part(0, 2), part(2, 4), part(6, 8)), part(8, 19), part(19, 20))
        });
        out.extend(PARTS.find(text, |written, _| {
            let all: Vec<String> = written.split(['/', ' ', '-']).map(bare).collect();
            let [year, unit, system, rest @ ..] = all.as_slice() else {
                return false;
            };
            let rest = rest.concat();
            let (serial, letter) = rest.split_at(rest.len().saturating_sub(1));
            is_valid((year, unit.get(..2).unwrap_or_default(), system), serial, letter)
        }));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("ASN 1101ZD0100000410780J", &["1101ZD0100000410780J"]),
            ("asn 11/01zd/01/410780j, bailed", &["11/01zd/01/410780j"]),
            ("11/01ZD/01/410780J", &["11/01ZD/01/410780J"]),
            ("11 01ZD 01 410780J", &["11 01ZD 01 410780J"]),
            ("11/01ZD/01/410780K", &[]),
            ("1101ZD0100000410781J", &[]),
        ]
    }
}

/// A force's code may have a letter: its place in the alphabet from 10 on counts, as in the standard.
fn is_valid((year, force, system): (&str, &str, &str), serial: &str, letter: &str) -> bool {
    let figures: String = format!("{force}{system}{year}{serial:0>11}")
        .chars()
        .map(|c| c.to_digit(36).map_or_else(String::new, |d| d.to_string()))
        .collect();
    check_letter(&figures).is_some_and(|c| letter.starts_with(c))
}
