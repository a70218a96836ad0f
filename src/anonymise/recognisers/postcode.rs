//! Postcodes whose first half is in use.

use super::{
    Recogniser,
    form::{Form, apart, bare, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Postcode;

static FORM: Form = Form::new(r"(?i)[A-Z]{1,2}[0-9OI][A-Z0-9]?[\s.\-]{0,3}[0-9O][ABD-HJLNP-UW-Z]{2}");
static OTHERS: Form = Form::new(r"(?i)GIR ?0AA|BFPO ?[0-9]{1,4}|(?:ASCN|STHL|TDCU|BBND|BIQQ|FIQQ|PCRN|SIQQ|TKCA) ?1ZZ");
static FIRST: Form = Form::new(r"(?i)[A-Z]{1,2}[0-9][A-Z0-9]?");

impl Recogniser for Postcode {
    fn name(&self) -> &'static str {
        "postcode"
    }

    fn about(&self) -> &'static str {
        "A first half that is in use and a second half of the right form; any of that form, or a first half alone, beside its label."
    }

    fn what(&self) -> What {
        What::Postcode
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = FORM.find(text, |written, span| {
            let signs = bare(written);
            // A letter taken for a digit is believed only in capitals, beside a real one.
            let is_mistaken = !signs.contains(|c: char| c.is_ascii_digit())
                || !is_in_capitals(written)
                    && !written
                        .get(1..3)
                        .is_some_and(|h| h.contains(|c: char| c.is_ascii_digit()));
            if is_mistaken {
                return false;
            }
            let Some((first, second)) = signs.split_at_checked(signs.len().saturating_sub(3)) else {
                return false;
            };
            // `in 2 hrs`, `w1 2hr`: small letters with a blank are hours and tablets as often.
            let is_unit =
                !is_in_capitals(written) && ["HR", "ND", "TH", "RD", "ST"].iter().any(|u| second.ends_with(u));
            is_used(first, lists) && !is_unit || labels.beside(span) && first.contains(|c: char| c.is_ascii_digit())
        });
        out.extend(OTHERS.find(text, |_, _| true));
        out.extend(FIRST.find(text, |written, span| {
            labels.beside(span) && is_used(&bare(written), lists)
        }));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("lives at SW1A 2AA now", &["SW1A 2AA"]),
            ("ls14dy", &["ls14dy"]),
            ("b33 8th", &[]),
            ("B33 8TH", &["B33 8TH"]),
            ("EC1A\n1BB", &["EC1A\n1BB"]),
            ("CF10  1EP", &["CF10  1EP"]),
            ("SW1A OAA", &["SW1A OAA"]),
            ("M1.1AE", &["M1.1AE"]),
            ("postcode b33 8th", &["b33 8th"]),
            ("postcode: LS1", &["LS1"]),
            ("BFPO 57", &["BFPO 57"]),
            ("QX9 9ZZ", &[]),
            ("took B12 5MG", &[]),
            ("LS1", &[]),
        ]
    }
}

/// Is the first half in use, as it stands or as a scanner mistook it?
fn is_used(first: &str, lists: &Lists) -> bool {
    if lists.outcodes.is_empty() || lists.outcodes.contains(first) {
        return first.contains(|c: char| c.is_ascii_digit());
    }
    let letters = first.chars().take_while(char::is_ascii_alphabetic).count();
    (1..=letters).filter(|n| *n < 3).any(|n| {
        let tail: String = first
            .chars()
            .skip(n)
            .map(|c| {
                if c == 'O' {
                    '0'
                } else if c == 'I' {
                    '1'
                } else {
                    c
                }
            })
            .collect();
        lists
            .outcodes
            .contains(&format!("{}{tail}", first.get(..n).unwrap_or_default()))
    })
}
