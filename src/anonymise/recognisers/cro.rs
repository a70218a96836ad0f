//! Criminal Records Office numbers: serial number, year, check letter (mod 23); of files: SF, year, serial number, letter.

use super::{
    Recogniser,
    form::{Form, apart, check_letter, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Cro;

static STANDARD: Form = Form::new(r"(?i)[0-9]{1,6}\s?/\s?[0-9]{2}\s?[A-HJ-NP-RT-Z]");
static FILES: Form = Form::new(r"(?i)SF\s?[0-9]{2}\s?/\s?[0-9]{1,6}\s?[A-HJ-NP-RT-Z]");

impl Recogniser for Cro {
    fn name(&self) -> &'static str {
        "cro"
    }

    fn about(&self) -> &'static str {
        "Up to six digits, stroke, year and a letter that fits them; SF, year, stroke, digits and letter."
    }

    fn what(&self) -> What {
        What::Cro
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let cut = |written: &str| {
            let signs: String = written.chars().filter(|c| !c.is_whitespace()).collect();
            let (parts, letter) = signs.split_at_checked(signs.len().saturating_sub(1))?;
            let (first, second) = parts.split_once('/')?;
            Some((
                first.to_ascii_uppercase(),
                second.to_owned(),
                letter.to_ascii_uppercase().chars().next()?,
            ))
        };
        let mut out = STANDARD.find(text, |written, span| {
            let Some((serial, year, letter)) = cut(written) else {
                return false;
            };
            let is_long = serial.len() > 2 && !written.contains(' ') || serial.len() == 2 && is_in_capitals(written);
            check_letter(&format!("{year}{serial:0>6}")) == Some(letter) && (is_long || labels.beside(span))
        });
        out.extend(FILES.find(text, |written, _| {
            cut(written).is_some_and(|(year, serial, letter)| {
                let year = year.strip_prefix("SF").unwrap_or_default();
                check_letter(&format!("{year}{serial}")) == Some(letter)
            })
        }));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("CRO 65656/91H", &["65656/91H"]),
            ("cro no. 65656/91h on file", &["65656/91h"]),
            ("SF05/482703J", &["SF05/482703J"]),
            ("CRO: SF83/50058Z", &["SF83/50058Z"]),
            ("sf83/50058z", &["sf83/50058z"]),
            ("85227/65G", &[]),
            ("SF05/482703K", &[]),
            ("5/12 a week", &[]),
        ]
    }
}
