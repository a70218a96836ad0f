//! NHS numbers: ten digits whose last is a check (mod 11).

use super::{
    Recogniser,
    form::{Form, digits, is_repeated},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct NhsNumber;

static FORM: Form = Form::new(r"[0-9OoIl]{3}[\s.\-–]{0,3}[0-9OoIl]{3}[\s.\-–]{0,3}[0-9OoIl]{4}|[0-9]{5} [0-9]{5}");

impl Recogniser for NhsNumber {
    fn name(&self) -> &'static str {
        "nhs-number"
    }

    fn about(&self) -> &'static str {
        "Ten digits whose check digit is right, written together, as 3-3-4 or 5-5; the same digit ten times is none."
    }

    fn what(&self) -> What {
        What::NhsNumber
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        FORM.find(text, |written, span| {
            let figures = digits(written);
            let is_plain = written.len() == 10;
            let is_figures = !written.contains(|c: char| c.is_ascii_alphabetic());
            // One in eleven of any ten digits pass the check: a telephone number or a number of a thing may.
            let is_other = figures.starts_with('0') || lists.labels.of_thing(text, span);
            is_valid(&figures) && (labels.beside(span) || is_figures && !(is_plain && is_other))
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("NHS number 943 476 5919", &["943 476 5919"]),
            ("nhs no: 9434765919, seen today", &["9434765919"]),
            ("943-476-5919 is hers", &["943-476-5919"]),
            ("NHS No. 943 476 59l9", &["943 476 59l9"]),
            ("NHS 943\n476\n5919", &["943\n476\n5919"]),
            ("943.476.5919", &["943.476.5919"]),
            ("Mrs Hale (94347 65919)", &["94347 65919"]),
            ("Mrs Hale (94347 65918)", &[]),
            ("4010232137 (NHS number)", &["4010232137"]),
            ("Lab sample reference 9434765918 (not an NHS number)", &[]),
            ("0000000000", &[]),
            ("1111111111", &[]),
            ("123 456 7890", &[]),
            ("batch number 9434765919", &[]),
            ("19434765919", &[]),
        ]
    }
}

fn is_valid(digits: &str) -> bool {
    if digits.len() != 10 || is_repeated(digits) {
        return false;
    }
    let sum: usize = digits
        .bytes()
        .zip((1..=10).rev())
        .map(|(b, weight)| usize::from(b - b'0') * weight)
        .sum();
    sum.is_multiple_of(11)
}
