//! E-mail addresses.

use super::{Recogniser, form::Form};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Email;

static FORM: Form = Form::new(
    r"(?i)[\p{L}0-9](?:[\p{L}0-9._%+'&\-]*[\p{L}0-9_])?(?:\s?(?:\(at\)|\[at\])\s?|@| @ | @|@ )[\p{L}0-9\-]+(?:(?:\.|\s?(?:\(dot\)|\[dot\])\s?)[\p{L}0-9\-]+)+",
);

impl Recogniser for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn about(&self) -> &'static str {
        "A name, an at sign (or “(at)”) and a domain."
    }

    fn what(&self) -> What {
        What::Email
    }

    fn find(&self, text: &str, _: &Lists) -> Vec<Span> {
        FORM.find(text, |written, _| {
            // `met @ 10.30`: a domain ends in letters.
            let last = written.rsplit(['.', ']', ')']).next().unwrap_or_default();
            last.chars().filter(|c| c.is_alphabetic()).count() >= 2
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("write to jo.bloggs@example.com.", &["jo.bloggs@example.com"]),
            ("JO_B+1@mail.example.co.uk", &["JO_B+1@mail.example.co.uk"]),
            ("jo (at) example.org", &["jo (at) example.org"]),
            ("jo[at]example[dot]org", &["jo[at]example[dot]org"]),
            ("jo @ example.com", &["jo @ example.com"]),
            ("met @ 10.30", &[]),
            ("seen @ the flat", &[]),
        ]
    }
}
