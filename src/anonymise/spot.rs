//! A *spot*: a stretch of a text that tells of somebody, what it is, and who found it.

use serde::{Deserialize, Serialize};

use crate::model::mention::Span;

/// What a spot is. The codes are those of `rules/anonymise/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A person's name, in any form.
    Person,
    /// An agency of the case.
    Agency,
    /// Another organisation: a school, an employer, a shop.
    Organisation,
    /// A town, a district, a street without a number.
    Place,
    /// A house or flat and its street.
    Address,
    /// A postcode.
    Postcode,
    /// A day of birth.
    BirthDate,
    /// Another date.
    Date,
    /// An NHS number.
    NhsNumber,
    /// A National Insurance number, or a number given in its place (TRN).
    Nino,
    /// A Police National Computer id.
    Pnc,
    /// A Criminal Records Office number.
    Cro,
    /// An arrest/summons number.
    Asn,
    /// An nDelius case reference number.
    Crn,
    /// A prison (NOMS) number.
    PrisonNumber,
    /// A driving licence number.
    DrivingLicence,
    /// A passport number.
    Passport,
    /// A vehicle registration.
    Vehicle,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address on the web, or a name on a social network.
    Url,
    /// A sort code, an account or a card number.
    Bank,
    /// A reference that its label tells: URN, UPRN, crime reference, collar number, MARAC or case number, hospital number.
    Reference,
    /// What tells of somebody without naming anybody: a nationality, work, an illness, an amount, an unusual word.
    Telling,
}

/// A stretch of a text that tells of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// Name of the recogniser that found it.
    pub by: &'static str,
}

impl Spot {
    /// Do both share bytes?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.span.start < other.span.end && other.span.start < self.span.end
    }
}

impl What {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Person,
        Self::Agency,
        Self::Organisation,
        Self::Place,
        Self::Address,
        Self::Postcode,
        Self::BirthDate,
        Self::Date,
        Self::NhsNumber,
        Self::Nino,
        Self::Pnc,
        Self::Cro,
        Self::Asn,
        Self::Crn,
        Self::PrisonNumber,
        Self::DrivingLicence,
        Self::Passport,
        Self::Vehicle,
        Self::Phone,
        Self::Email,
        Self::Url,
        Self::Bank,
        Self::Reference,
        Self::Telling,
    ];

    /// The code used in rules and on screens.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Agency => "agency",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::BirthDate => "birth-date",
            Self::Date => "date",
            Self::NhsNumber => "nhs-number",
            Self::Nino => "nino",
            Self::Pnc => "pnc",
            Self::Cro => "cro",
            Self::Asn => "asn",
            Self::Crn => "crn",
            Self::PrisonNumber => "prison-number",
            Self::DrivingLicence => "driving-licence",
            Self::Passport => "passport",
            Self::Vehicle => "vehicle",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Url => "url",
            Self::Bank => "bank",
            Self::Reference => "reference",
            Self::Telling => "telling",
        }
    }
}
