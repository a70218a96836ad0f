//! Days of birth: dates beside words that say so.

use super::{
    Recogniser,
    form::{Form, apart},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
    text::dates::find_dates,
};

pub(super) struct BirthDate;

/// What is a day only where a label says so.
static BARE: Form = Form::new(
    r"(?i)[0-9OoIl]{1,2}\s?[./\-–\\ ]\s?[0-9OoIl]{1,2}\s?[./\-–\\ ]\s?(?:[0-9OoIl]{4}|[0-9OoIl]{2})|[0-9]{8}|[0-9]{6}|(?:19|20)[0-9]{2}(?:[\-/.][0-9]{1,2}[\-/.][0-9]{1,2})?|[0-9]{1,2}(?:st|nd|rd|th)?[\s\-.]*(?:of\s+)?[a-z]{3,9}[\s\-.,]*(?:[0-9]{4}|[0-9]{2})",
);

impl Recogniser for BirthDate {
    fn name(&self) -> &'static str {
        "birth-date"
    }

    fn about(&self) -> &'static str {
        "A date, or digits that can be one, beside DOB, born or date of birth."
    }

    fn what(&self) -> What {
        What::BirthDate
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        if labels.places().is_empty() {
            return Vec::new();
        }
        let dates = find_dates(text, None).into_iter();
        let mut out: Vec<Span> = dates.map(|d| d.span).filter(|s| labels.beside(*s)).collect();
        out.extend(BARE.find(text, |_, span| labels.beside(span)));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("DOB: 12/12/1962", &["12/12/1962"]),
            ("D.O.B. 27/01/1989.", &["27/01/1989"]),
            ("date of birth 20.6.45", &["20.6.45"]),
            ("Born on 12 May 1980 in Leeds", &["12 May 1980"]),
            ("dob 120380", &["120380"]),
            ("born 1974", &["1974"]),
            ("dob 12/O3/198O", &["12/O3/198O"]),
            ("12/12/1962 (DOB)", &["12/12/1962"]),
            ("DOB\n01-02-1990", &["01-02-1990"]),
            ("born on the 3rd of March 1991", &["3rd of March 1991"]),
            ("d o b 1/2/90", &["1/2/90"]),
            ("seen on 12/12/2018", &[]),
            ("baby born, home by 10", &[]),
        ]
    }
}
