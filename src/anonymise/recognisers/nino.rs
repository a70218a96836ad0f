//! National Insurance numbers, and the temporary numbers given in their place.

use super::{
    Recogniser,
    form::{Form, apart, bare, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Nino;

static FORM: Form =
    Form::new(r"(?i)[A-Z]{2}[\s.\-]{0,2}[0-9]{2}[\s.\-]{0,2}[0-9]{2}[\s.\-]{0,2}[0-9]{2}(?:[\s.\-]{0,2}[A-D]\b)?");
static TEMPORARY: Form = Form::new(r"(?i)[0-9]{2}[\s\-]{0,2}[A-Z][0-9][\s\-]{0,2}[0-9]{2}[\s\-]{0,2}[0-9]{2}");

/// Never given, by themselves or as temporary numbers (HMRC NIM39110).
const NEVER: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
/// Given for other purposes, in the place of a number.
const OTHERS: [&str; 8] = ["OO", "CR", "FY", "MW", "NC", "PP", "PY", "PZ"];

impl Recogniser for Nino {
    fn name(&self) -> &'static str {
        "nino"
    }

    fn about(&self) -> &'static str {
        "Two letters that are given out, six digits and A to D (or a blank in its place); a temporary number in its form."
    }

    fn what(&self) -> What {
        What::Nino
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = FORM.find(text, |written, span| {
            let signs = bare(written);
            let has_suffix = signs.len() == 9;
            let is_one_case = is_in_capitals(written) || !written.contains(|c: char| c.is_ascii_uppercase());
            let is_spaced = written.contains(char::is_whitespace);
            // `AB 12 34 56`: without its letter, or in small letters with blanks, other things look so.
            let is_sure = has_suffix && is_one_case && (is_in_capitals(written) || !is_spaced)
                || !has_suffix && is_spaced && is_in_capitals(written) && written.split_whitespace().count() == 4;
            is_given(&signs) && (is_sure || labels.beside(span))
        });
        let is_temporary = |written: &str, span| {
            labels.beside(span) || is_in_capitals(written) && written.split_whitespace().count() == 4
        };
        out.extend(TEMPORARY.find(text, is_temporary));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("NI number AB 12 34 56 C.", &["AB 12 34 56 C"]),
            ("NINO: ab123456c", &["ab123456c"]),
            ("his NI is jr 10 20 30 a, checked", &["jr 10 20 30 a"]),
            ("AB-12-34-56-D on file", &["AB-12-34-56-D"]),
            ("AB 12 34 56", &["AB 12 34 56"]),
            ("NI no AB123456", &["AB123456"]),
            ("OO 12 34 56 A", &["OO 12 34 56 A"]),
            ("TRN 11 A1 11 11", &["11 A1 11 11"]),
            ("AB\n123456\nC", &["AB\n123456\nC"]),
            ("Old form quoted ZZ 18 32 60 A, since corrected", &[]),
            ("GB 92 31 41 A", &[]),
            ("DA 12 34 56 A", &[]),
            ("AO 12 34 56 A", &[]),
            ("at 12 34 56 a man came", &[]),
            ("AB123456", &[]),
        ]
    }
}

fn is_given(signs: &str) -> bool {
    let Some(prefix) = signs.get(..2) else { return false };
    if OTHERS.contains(&prefix) {
        return true;
    }
    let second = prefix.get(1..).unwrap_or_default();
    !prefix.contains(['D', 'F', 'I', 'Q', 'U', 'V']) && second != "O" && !NEVER.contains(&prefix)
}
