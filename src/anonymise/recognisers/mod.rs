//! *Recognisers*: identifiers told by their form, their check digit or the label before them. They know no case.
//!
//! To add one: a file beside this one with its table of examples, and a line in [`RECOGNISERS`].

mod address;
mod asn;
mod bank;
mod birth_date;
mod code;
mod crn;
mod cro;
mod driving_licence;
mod email;
mod form;
mod nhs_number;
mod nino;
mod passport;
mod phone;
mod pnc;
mod postcode;
mod prison_number;
mod reference;
mod url;
mod vehicle;

pub(crate) use phone::in_full;
pub(super) use phone::national;

use crate::{
    anonymise::{
        lists::Lists,
        spot::{Spot, What},
    },
    model::mention::Span,
};

/// Finds identifiers of one kind.
pub trait Recogniser: Sync {
    /// Its name, in lower case with hyphens: `nhs-number`.
    fn name(&self) -> &'static str;
    /// One sentence for people: what it finds, and by what it is told.
    fn about(&self) -> &'static str;
    /// What it finds.
    fn what(&self) -> What;
    /// The stretches of the text that are one, in order of place, none of them sharing bytes.
    fn find(&self, text: &str, lists: &Lists) -> Vec<Span>;
    /// Texts with what is to be found in each, as it stands there; nothing where nothing is.
    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])];
}

/// All recognisers. Where two find the same bytes, the longer stretch counts, and of equal ones the earlier of this list.
pub const RECOGNISERS: &[&dyn Recogniser] = &[
    &nhs_number::NhsNumber,
    &nino::Nino,
    &pnc::Pnc,
    &cro::Cro,
    &asn::Asn,
    &crn::Crn,
    &prison_number::PrisonNumber,
    &driving_licence::DrivingLicence,
    &passport::Passport,
    &bank::Bank,
    &phone::Phone,
    &email::Email,
    &url::Url,
    &address::Address,
    &postcode::Postcode,
    &birth_date::BirthDate,
    &vehicle::Vehicle,
    &reference::Reference,
    &code::Code,
];

/// Every spot of a text that a recogniser finds, in order of place, none of them sharing bytes.
pub fn spots(text: &str, lists: &Lists) -> Vec<Spot> {
    let mut all: Vec<(usize, Spot)> = Vec::new();
    for (rank, recogniser) in RECOGNISERS.iter().enumerate() {
        let found = recogniser.find(text, lists).into_iter();
        all.extend(found.map(|span| {
            let spot = Spot {
                span,
                what: recogniser.what(),
                by: recogniser.name(),
            };
            (rank, spot)
        }));
    }
    all.sort_by_key(|(rank, s)| (std::cmp::Reverse(s.span.end - s.span.start), *rank, s.span.start));
    let mut out: Vec<Spot> = Vec::new();
    for (_, spot) in all {
        if !out.iter().any(|s| s.overlaps(&spot)) {
            out.push(spot);
        }
    }
    out.sort_by_key(|s| s.span.start);
    out
}
