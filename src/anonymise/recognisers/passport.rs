//! Passport numbers: only beside the word, since any nine digits look like one.

use super::{
    Recogniser,
    form::{Form, bare},
};
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
        "Seven to nine digits, with up to two letters before them, beside the word passport, or nine signs some words behind it."
    }

    fn what(&self) -> What {
        What::Passport
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        FORM.find(text, |written, span| {
            let signs = bare(written);
            let letters = signs.chars().filter(char::is_ascii_alphabetic).count();
            // Nine signs are sure enough for a label some words before: `Needs passport for hols – 120558467`.
            let is_whole = signs.len() == 9 || letters > 0 && signs.len() >= 8;
            labels.beside(span) || is_whole && labels.ahead_of(span, 45)
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("passport number 123456789", &["123456789"]),
            ("Passport: AB1234567", &["AB1234567"]),
            ("passport no. 533 380 006", &["533 380 006"]),
            ("his passport is 533380006, expired", &["533380006"]),
            ("Needs passport for hols – 120558467 held by LA", &["120558467"]),
            ("on spouse visa, psprt C4471902.", &["C4471902"]),
            ("pasport no 533380006", &["533380006"]),
            ("p/port 533380006", &["533380006"]),
            ("passport (Polish) EA1234567", &["EA1234567"]),
            ("travel document 533380006", &["533380006"]),
            ("123456789", &[]),
            ("passport lost. Rang 533380006", &[]),
            ("passport application took 6 weeks", &[]),
            ("passport expired in 2019", &[]),
        ]
    }
}
