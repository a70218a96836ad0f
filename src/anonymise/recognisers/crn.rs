//! nDelius case reference numbers.

use super::{
    Recogniser,
    form::{Form, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Crn;

static FORM: Form = Form::new(r"(?i)[A-Z] ?[0-9]{6}");

impl Recogniser for Crn {
    fn name(&self) -> &'static str {
        "crn"
    }

    fn about(&self) -> &'static str {
        "A capital and six digits; in small letters or with a blank only beside its label."
    }

    fn what(&self) -> What {
        What::Crn
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        FORM.find(text, |written, span| {
            let is_plain = is_in_capitals(written) && !written.contains(' ') && !lists.labels.of_thing(text, span);
            is_plain || labels.beside(span)
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("CRN X123456", &["X123456"]),
            ("X320741 did not attend", &["X320741"]),
            ("crn: x123456", &["x123456"]),
            ("delius x 123456 checked", &["x 123456"]),
            ("x123456", &[]),
            ("X12345", &[]),
            ("X1234567", &[]),
            ("paid a 120000 sum", &[]),
        ]
    }
}
