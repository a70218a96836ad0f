//! Police National Computer ids: year, serial number, check letter (mod 23).

use super::{
    Recogniser,
    form::{Form, check_letter, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Pnc;

static FORM: Form = Form::new(r"(?i)(?:[0-9]{4}|[0-9]{2})\s?[/\\\-]?\s?[0-9]{1,7}\s?[A-HJ-NP-RT-Z]");

impl Recogniser for Pnc {
    fn name(&self) -> &'static str {
        "pnc"
    }

    fn about(&self) -> &'static str {
        "Year, stroke, up to seven digits and a letter that fits them; without the stroke only beside its label."
    }

    fn what(&self) -> What {
        What::Pnc
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        FORM.find(text, |written, span| {
            let signs: Vec<char> = written.chars().filter(|c| !c.is_whitespace()).collect();
            let Some((letter, rest)) = signs.split_last() else {
                return false;
            };
            let rest: String = rest.iter().collect();
            let parts = rest.split_once(['/', '\\', '-']);
            let is_valid = |year: &str, serial: &str| {
                let year = year.get(year.len().saturating_sub(2)..).unwrap_or_default();
                serial.len() <= 7 && check_letter(&format!("{year}{serial:0>7}")) == Some(letter.to_ascii_uppercase())
            };
            if let Some((year, serial)) = parts {
                // `02/3m` and the like are other things.
                let is_long = serial.len() > 2 || serial.len() == 2 && is_in_capitals(written);
                let is_year = year.len() == 2 || year.starts_with("19") || year.starts_with("20");
                return is_year && is_valid(year, serial) && (is_long && !written.contains(' ') || labels.beside(span));
            }
            let cut = |n: usize| Some(is_valid(rest.get(..n)?, rest.get(n..).filter(|s| !s.is_empty())?));
            labels.beside(span) && (cut(4) == Some(true) || cut(2) == Some(true))
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("PNC 81/34U", &["81/34U"]),
            ("pnc id 02/73319z", &["02/73319z"]),
            ("00/223R, checked", &["00/223R"]),
            ("79/163001B", &["79/163001B"]),
            ("67/9893091D", &["67/9893091D"]),
            ("PNC: 2002/0073319Z", &["2002/0073319Z"]),
            ("PNC 20020073319Z", &["20020073319Z"]),
            ("2003/0011985Z", &[]),
            ("2001/0171310S", &[]),
            ("20020073319Z", &[]),
            ("on 12/03 b", &[]),
        ]
    }
}
