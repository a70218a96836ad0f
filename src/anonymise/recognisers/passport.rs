//! Passport numbers: only beside the word, since any nine digits look like one.

use super::{Recogniser, form::Form};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Passport;

static FORM: Form = Form::new(r"(?i)[A-Z]{0,2}[0-9]{3} ?[0-9]{3} ?[0-9]{1,3}[A-Z]?");

impl Recogniser for Passport {
    fn name(&self) -> &'static str {
        "passport"
    }

    fn about(&self) -> &'static str {
        "Seven to nine digits, with up to two letters before them, beside the word passport."
    }

    fn what(&self) -> What {
        What::Passport
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        FORM.find(text, |_, span| labels.beside(span))
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("passport number 123456789", &["123456789"]),
            ("Passport: AB1234567", &["AB1234567"]),
            ("passport no. 533 380 006", &["533 380 006"]),
            ("his passport is 533380006, expired", &["533380006"]),
            ("123456789", &[]),
            ("passport expired in 2019", &[]),
        ]
    }
}
