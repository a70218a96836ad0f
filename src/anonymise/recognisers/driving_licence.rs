//! Driving licence numbers: they hold five letters of a surname and the day of birth.

use super::{
    Recogniser,
    form::{Form, bare},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct DrivingLicence;

static FORM: Form = Form::new(
    r"(?i)[A-Z9]{5}[\s\-.]?[0-9](?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][\s\-.]?[A-Z9]{2}[A-Z0-9][A-Z]{2}(?:[\s\-]?[0-9]{2})?",
);

impl Recogniser for DrivingLicence {
    fn name(&self) -> &'static str {
        "driving-licence"
    }

    fn about(&self) -> &'static str {
        "Sixteen signs: five of a surname, a day of birth, initials and three more, with a month and a day that there are."
    }

    fn what(&self) -> What {
        What::DrivingLicence
    }

    fn find(&self, text: &str, _: &Lists) -> Vec<Span> {
        FORM.find(text, |written, _| {
            // A short surname is filled up with nines behind its letters.
            let signs = bare(written);
            let name = signs.get(..5).unwrap_or_default();
            let letters = name.trim_end_matches('9');
            !letters.is_empty() && !letters.contains('9')
        })
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("driving licence MORGA657054SM9IJ", &["MORGA657054SM9IJ"]),
            ("morga657054sm9ij", &["morga657054sm9ij"]),
            ("MORGA 657054 SM9IJ 35", &["MORGA 657054 SM9IJ 35"]),
            ("LEE99 801015 J99AB", &["LEE99 801015 J99AB"]),
            ("MORGA674054SM9IJ", &[]),
            ("MORGA657454SM9IJ", &[]),
            ("9MORG657054SM9IJ", &[]),
        ]
    }
}
