//! Prison (NOMS) numbers.

use super::{
    Recogniser,
    form::{Form, apart},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct PrisonNumber;

static FORM: Form = Form::new(r"(?i)[A-Z][0-9]{4}[A-Z]{2}");
static LOOSE: Form = Form::new(r"(?i)[A-Z][\s\-]?[0-9]{4}[\s\-]?[A-Z]{2}");
/// Before 2009.
static OLD: Form = Form::new(r"(?i)[A-Z]{2}[\s\-]?[0-9]{4}");

impl Recogniser for PrisonNumber {
    fn name(&self) -> &'static str {
        "prison-number"
    }

    fn about(&self) -> &'static str {
        "A letter, four digits and two letters; with blanks, or as two letters and four digits, only beside its label."
    }

    fn what(&self) -> What {
        What::PrisonNumber
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = FORM.find(text, |_, _| true);
        out.extend(LOOSE.find(text, |_, span| labels.beside(span)));
        out.extend(OLD.find(text, |_, span| labels.beside(span)));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("A1234BC moved to HMP", &["A1234BC"]),
            ("noms no a1234bc", &["a1234bc"]),
            ("NOMS: A 1234 BC", &["A 1234 BC"]),
            ("prison number AB1234", &["AB1234"]),
            ("AB1234", &[]),
            ("a 1234 bc", &[]),
            ("A12345BC", &[]),
        ]
    }
}
