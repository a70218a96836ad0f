//! References that their label tells, and identifiers whose check is wrong where the text says what they are.

use super::{Recogniser, form::apart};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Reference;

impl Recogniser for Reference {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn about(&self) -> &'static str {
        "What stands beside a label for a number of somebody: URN, crime reference, log, collar, MARAC, hospital, claim, tenancy."
    }

    fn what(&self) -> What {
        What::Reference
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let values = lists.labels.values(text).into_iter();
        // Days of birth and names on networks are read by their own recognisers.
        let out = values
            .filter(|(what, span)| {
                let is_own = matches!(
                    what,
                    What::BirthDate | What::Url | What::Email | What::Postcode | What::Vehicle | What::Address
                );
                let is_thing = *what == What::Reference && lists.labels.of_thing(text, *span);
                !is_own && !is_thing
            })
            .map(|(_, span)| span)
            .collect();
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("MRN: RJ1-1807656.", &["RJ1-1807656"]),
            ("hospital no 0123456, seen", &["0123456"]),
            ("URN 45 AB 1234 17", &["45 AB 1234 17"]),
            ("45AB1234 (URN)", &["45AB1234"]),
            ("UPRN 100023336956", &["100023336956"]),
            ("crime ref 42/12345/18", &["42/12345/18"]),
            ("crime number: CR/1234/18 refers", &["CR/1234/18"]),
            ("OIS log 456 of 12/03/18", &["456"]),
            ("PC 4417 attended", &["4417"]),
            ("collar number 4417", &["4417"]),
            ("MARAC ref M/2018/114", &["M/2018/114"]),
            ("NHS number 943 476 5918", &["943 476 5918"]),
            ("nino: QQ 12 34 56 C", &["QQ 12 34 56 C"]),
            ("PNC 2003/0011985Z", &["2003/0011985Z"]),
            ("claim ref ABC123456D", &["ABC123456D"]),
            ("tenancy no. 700123", &["700123"]),
            ("Lab sample reference 1766711031 (not an NHS number)", &[]),
            ("NHS number 1766711031 (not a valid number)", &[]),
            ("case conference on 12/03/2018", &[]),
            ("logged in at 10.30", &[]),
            ("the case of 2 boys", &[]),
            ("MARAC 15/2, PPN to CSC 01/02", &[]),
            ("PPN, 11 calls to mum", &[]),
            ("incident on the 25th, log at 3.25, PPN x2", &[]),
        ]
    }
}
