//! Registrations of vehicles.

use super::{
    Recogniser,
    form::{Form, apart, bare, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
    text::dates::is_month,
};

pub(super) struct Vehicle;

static CURRENT: Form = Form::new(r"(?i)[A-HJ-PR-Y]{2}[0-9]{2}[\s.\-]?[A-HJ-PR-Z]{3}");
static OLDER: Form = Form::new(
    r"(?i)[A-HJ-NPR-TV-Y][0-9]{1,3}[\s.\-]?[A-Z]{3}|[A-Z]{3}[\s.\-]?[0-9]{1,3}[\s.\-]?[A-Z]|[A-Z]{1,3}[\s.\-]?[0-9]{1,4}|[0-9]{1,4}[\s.\-]?[A-Z]{1,3}",
);

/// Without an age: `KEZ 4471`, `881 TYF`.
static DATELESS: Form = Form::new(r"[A-Z]{3}[\s.\-]?[0-9]{1,4}|[0-9]{1,4}[\s.\-]?[A-Z]{3}");

impl Recogniser for Vehicle {
    fn name(&self) -> &'static str {
        "vehicle"
    }

    fn about(&self) -> &'static str {
        "Two letters, the digits of an age, three letters; older forms only near words for vehicles."
    }

    fn what(&self) -> What {
        What::Vehicle
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let is_near = |span| labels.beside(span) || lists.labels.near_vehicle(text, span);
        let mut out = CURRENT.find(text, |written, span| {
            let signs = bare(written);
            let age = signs.get(2..4).and_then(|a| a.parse::<u32>().ok()).unwrap_or(0);
            let tail = signs.get(4..).unwrap_or_default().to_lowercase();
            let is_age = (2..=29).contains(&age) || (51..=79).contains(&age);
            // `at12 the`, `ON12 MAY`: an ordinary word behind it.
            let is_word = lists.words.contains(&tail) && (!is_in_capitals(written) || is_month(&tail));
            let is_plain = is_in_capitals(written) || !written.contains(char::is_whitespace);
            is_age && (is_near(span) || is_plain && !is_word)
        });
        out.extend(OLDER.find(text, |written, span| {
            let signs = bare(written);
            let letters = signs.chars().filter(char::is_ascii_alphabetic).count();
            let is_long = letters == 4 && signs.len() >= 5;
            let is_dateless = letters < 4 && signs.len() >= 4 && is_in_capitals(written);
            let has_word = signs
                .split(|c: char| c.is_ascii_digit())
                .any(|p| p.len() > 1 && lists.words.contains(&p.to_lowercase()));
            let is_upper = is_in_capitals(written);
            is_long && is_near(span) && (is_upper || !has_word) || is_dateless && labels.beside(span)
        }));
        // Forms without an age are as much like other things: a word for a vehicle stands right by.
        out.extend(DATELESS.find(text, |written, span| {
            is_plate(&bare(written), lists) && lists.labels.right_by_vehicle(text, span)
        }));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("silver Fiesta AB12 CDE outside", &["AB12 CDE"]),
            ("AB12CDE", &["AB12CDE"]),
            ("vrm kx57abz", &["kx57abz"]),
            ("car reg kx57 abz", &["kx57 abz"]),
            ("van, reg A123 BCD", &["A123 BCD"]),
            ("vehicle ABC 123D", &["ABC 123D"]),
            ("VRM: ABZ 1234", &["ABZ 1234"]),
            ("AB12\nCDE", &["AB12\nCDE"]),
            ("ANPR hit KEZ 4471 04:10", &["KEZ 4471"]),
            ("drives her Rover 881 TYF home", &["881 TYF"]),
            ("van NIZ 221 seen", &["NIZ 221"]),
            ("RK of car WXK 12 is out", &["WXK 12"]),
            ("in a black Golf P773 LBD", &["P773 LBD"]),
            ("A123 BCD", &[]),
            ("drove 200 MG home", &[]),
            ("parked 10 PM", &[]),
            ("car did 30 MPH there", &[]),
            ("ABZ 1234", &[]),
            ("driver GCS 15", &[]),
            ("car on the M62, PHQ 9", &[]),
            ("AB49 CDE", &[]),
            ("AB01 CDE", &[]),
            ("seen on12 may", &[]),
            ("ON12 MAY", &[]),
        ]
    }
}

/// Is it of a form without an age, and its letters no word or abbreviation? Those of Northern Ireland have an I or a Z.
fn is_plate(signs: &str, lists: &Lists) -> bool {
    let letters: String = signs.chars().filter(char::is_ascii_alphabetic).collect();
    let digits = signs.len() - letters.len();
    let small = letters.to_lowercase();
    let is_northern = letters.contains(['I', 'Z']) && digits >= 2;
    let is_known = lists.words.contains(&small)
        || lists.known.contains(&small)
        || lists.exact.contains(&letters)
        || lists.addresses.never.contains(&small)
        || lists.telling.units.contains(&small)
        || is_month(&small);
    letters.len() == 3 && (1..=4).contains(&digits) && (digits < 4 || is_northern) && !is_known
}
