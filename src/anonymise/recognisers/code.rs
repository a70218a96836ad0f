//! References told by their form alone: capitals and many digits, or groups of both between strokes or hyphens.

use super::{
    Recogniser,
    form::{Form, apart},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
    text::dates::is_month,
};

pub(super) struct Code;

/// `TEN-00418827`
static TIED: Form = Form::new(r"[A-Z]{2,6}[\-/][0-9]{5,}");
/// `CMHT/OB/3317`, `X/24/CICA-709113`
static GROUPS: Form = Form::new(r"[A-Z0-9]{1,10}(?:[\-/][A-Z0-9]{1,12}){2,6}");
/// `NFRC250904417733`, `T20260083`, `01TS1048825`
static WHOLE: Form = Form::new(r"[A-Z]{2,5}[0-9]{6,16}|[A-Z][0-9]{7,12}|[0-9]{2,4}[A-Z]{1,4}[0-9]{5,12}");
/// `24/08/00317/002`, `2025/218837`, `42/12345/18`
static FIGURES: Form =
    Form::new(r"[0-9]{2}/[0-9]{2}/[0-9]{5,8}(?:/[0-9]{2,4})?|20[0-9]{2}/[0-9]{5,8}|[0-9]{2}/[0-9]{5,7}/[0-9]{2}");

impl Recogniser for Code {
    fn name(&self) -> &'static str {
        "code"
    }

    fn about(&self) -> &'static str {
        "Two to six capitals with five digits or more, or three groups of capitals and digits between strokes or hyphens; not days, names of forms or products."
    }

    fn what(&self) -> What {
        What::Reference
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let is_of_somebody = |span: Span| !lists.labels.of_thing(text, span) && !lists.labels.denies(text, span);
        let mut out = TIED.find(text, |_, span| is_of_somebody(span));
        out.extend(GROUPS.find(text, |written, span| is_code(written) && is_of_somebody(span)));
        out.extend(WHOLE.find(text, |written, span| {
            // `ON12032018`: the blank behind a word was lost.
            let letters = written.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
            !lists.words.contains(&letters) && is_of_somebody(span)
        }));
        out.extend(FIGURES.find(text, |_, span| is_of_somebody(span)));
        let is_whole = |s: &Span| {
            // Part of a longer one: `URN-06/KD/…`, an address on the web.
            let before = text.get(..s.start).unwrap_or_default();
            let after = text.get(s.end..).unwrap_or_default();
            !before.ends_with(['/', '@', '_', '£', '$', '€', '#']) && !after.starts_with(['@', '_', '%'])
        };
        out.retain(is_whole);
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("Tenancy is TEN-00418827 now", &["TEN-00418827"]),
            ("spoke about ASB-77120", &["ASB-77120"]),
            ("HB/0045512 quoted", &["HB/0045512"]),
            ("quoted CMHT/OB/3317 on it", &["CMHT/OB/3317"]),
            ("X/24/CICA-709113 refers", &["X/24/CICA-709113"]),
            ("24/08/00317/002", &["24/08/00317/002"]),
            ("2025/218837", &["2025/218837"]),
            ("42/12345/18", &["42/12345/18"]),
            ("06/KD/3381/25", &["06/KD/3381/25"]),
            ("NFRC250904417733", &["NFRC250904417733"]),
            ("card QA0093817 found", &["QA0093817"]),
            ("T20260083", &["T20260083"]),
            ("01TS1048825", &["01TS1048825"]),
            ("COVID-19 in 2020", &[]),
            ("DASH-14, PHQ-9, GAD-7", &[]),
            ("PHQ-9/GAD-7/2024", &[]),
            ("H2 2025, B12, A1, M62", &[]),
            ("12-MAR-2021", &[]),
            ("12/03/2018", &[]),
            ("24/7/365", &[]),
            ("SNOMED code SN/4471/22891", &[]),
            ("serial number AB-123456", &[]),
            ("MG11/MG5/DASH", &[]),
            ("ON12032018", &[]),
            ("S47/S17/S20", &[]),
            ("£AB12345678", &[]),
        ]
    }
}

/// Groups that hold a number of somebody: three digits in a row that are no year, letters among them, and no month.
fn is_code(written: &str) -> bool {
    let parts: Vec<&str> = written.split(['-', '/']).collect();
    let is_year = |p: &str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20"));
    let figures = |p: &&&str| p.bytes().all(|b| b.is_ascii_digit()) && !is_year(p);
    let longest = parts.iter().filter(figures).map(|p| p.len()).max().unwrap_or(0);
    let digits: usize = parts
        .iter()
        .filter(|p| !is_year(p))
        .map(|p| p.bytes().filter(u8::is_ascii_digit).count())
        .sum();
    let has_letters = written.contains(|c: char| c.is_ascii_alphabetic());
    let has_month = parts.iter().any(|p| is_month(&p.to_lowercase()));
    has_letters && !has_month && longest >= 3 && digits >= 4
}
