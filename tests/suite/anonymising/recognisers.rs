//! Recognisers: each finds its own examples, alone and in sentences, and nothing else; none stumbles over any text.

use std::collections::BTreeSet;

use forewarned::{
    anonymise::{
        blind, named,
        recognisers::{RECOGNISERS, spots},
        spot::What,
    },
    model::mention::Span,
};
use proptest::prelude::*;

use super::LISTS;

fn written(text: &str, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|s| text[s.start..s.end].to_owned()).collect()
}

#[test]
fn every_recogniser_finds_what_its_examples_say_alone_and_in_sentences() {
    let mut wrong = Vec::new();
    for recogniser in RECOGNISERS {
        for (text, wanted) in recogniser.examples() {
            for text in [
                (*text).to_owned(),
                format!("Seen today. {text} Then left."),
                format!("Zoë’s note – {text}\nno change"),
            ] {
                let found = written(&text, &recogniser.find(&text, &LISTS));
                if found != *wanted {
                    wrong.push(format!("{}: {text:?}: {found:?}, not {wanted:?}", recogniser.name()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_recogniser_has_examples_of_both_kinds_and_one_that_it_knows_in_small_letters() {
    let mut names = BTreeSet::new();
    for recogniser in RECOGNISERS {
        let name = recogniser.name();
        assert!(names.insert(name), "{name} twice");
        assert!(recogniser.about().ends_with('.'), "{name}");
        let examples = recogniser.examples();
        let hits = || examples.iter().filter(|(_, wanted)| !wanted.is_empty());
        assert!(hits().count() >= 3, "{name}: too few hits");
        assert!(
            examples.iter().filter(|(_, w)| w.is_empty()).count() >= 2,
            "{name}: too few misses"
        );
        let in_small_letters = |text: &str, wanted: &[&str]| {
            let text = text.to_lowercase();
            let wanted: Vec<String> = wanted.iter().map(|w| w.to_lowercase()).collect();
            written(&text, &recogniser.find(&text, &LISTS)) == wanted
        };
        assert!(
            hits().any(|(text, wanted)| in_small_letters(text, wanted)),
            "{name}: none in small letters"
        );
        for (text, _) in examples.iter().filter(|(_, w)| w.is_empty()) {
            assert!(
                in_small_letters(text, &[]),
                "{name}: {text:?} is none, in small letters it is"
            );
        }
    }
}

/// What an untidy note holds, and as what it is found.
#[test]
fn an_untidy_note_is_found_whole() {
    let note = "re: Ms Jas OAKES  D.O.B:12.03.81 nhs no 943-476-5919,ni QQ 12 34 56 C\n\
        flat 3, 12 hollin road\nls1 4dy mob 07700\n900236 e: jas.o@example.com insta: jas_o81\n\
        PC 4417 att re log 456 of 12/03/18. crn x320741, noms A1234BC. VRM kx57 abz";
    let found: Vec<(What, String)> = spots(note, &LISTS)
        .into_iter()
        .map(|s| (s.what, note[s.span.start..s.span.end].to_owned()))
        .collect();
    let wanted = [
        (What::BirthDate, "12.03.81"),
        (What::NhsNumber, "943-476-5919"),
        (What::Reference, "QQ 12 34 56 C"),
        (What::Address, "flat 3, 12 hollin road"),
        (What::Postcode, "ls1 4dy"),
        (What::Phone, "07700\n900236"),
        (What::Email, "jas.o@example.com"),
        (What::Url, "jas_o81"),
        (What::Reference, "4417"),
        (What::Reference, "456"),
        (What::Crn, "x320741"),
        (What::PrisonNumber, "A1234BC"),
        (What::Vehicle, "kx57 abz"),
    ];
    let wanted: Vec<(What, String)> = wanted.map(|(what, text)| (what, text.to_owned())).to_vec();
    assert_eq!(found, wanted);
}

/// A number whose check is wrong is none, unless a label says what it is; and where the text says that it is none, it stays.
#[test]
fn a_number_with_a_wrong_check_is_found_only_where_the_text_says_what_it_is() {
    let one = |text: &str| spots(text, &LISTS).into_iter().map(|s| s.what).collect::<Vec<_>>();
    assert_eq!(one("NHS number 943 476 5919"), [What::NhsNumber]);
    assert_eq!(one("NHS number 943 476 5918"), [What::Reference]);
    assert_eq!(one("943 476 5918"), []);
    assert_eq!(one("Lab sample reference 9434765918 (not an NHS number)"), []);
    assert_eq!(one("NHS number 9434765918 (invalid)"), []);
    assert_eq!(one("Old form quoted ZZ 18 32 60 A, since corrected"), []);
    assert_eq!(one("PNC 2003/0011985Z"), [What::Reference]);
    assert_eq!(one("2003/0011985Z"), []);
}

/// What is written otherwise than in forms: words between label and value, references without a label, accounts beside each other, days joined to names.
#[test]
fn numbers_of_untidy_notes_are_found_as_what_they_are() {
    let found = |text: &str| -> Vec<(What, String)> {
        let all = spots(text, &LISTS).into_iter();
        all.map(|s| (s.what, text[s.span.start..s.span.end].to_owned()))
            .collect()
    };
    for (text, what, wanted) in [
        (
            "the ref you gave me is REP-2291847 but nobody came",
            What::Reference,
            "REP-2291847",
        ),
        ("NASS 24/08/00317/002. Says 16", What::Reference, "24/08/00317/002"),
        ("MRN: 77-04-3318. Son", What::Reference, "77-04-3318"),
        ("NHS / Hosp QA0093817 seen", What::Reference, "QA0093817"),
        (
            "quote policy HOM/7719923/A when ringing",
            What::Reference,
            "HOM/7719923/A",
        ),
        ("booking ref 8841207 for the taxi", What::Reference, "8841207"),
        ("Badge: 77123 shown", What::Reference, "77123"),
        ("PC 2050 attended", What::Reference, "2050"),
        ("CUSTODY – PIC DELROY HALE  280283  bailed", What::BirthDate, "280283"),
        ("D: Mehmet dob02/06/1990.", What::BirthDate, "02/06/1990"),
        ("psprt C4471902 kept", What::Passport, "C4471902"),
        ("ANPR hit KEZ 4471 northbound", What::Vehicle, "KEZ 4471"),
        (
            "threats on snapchat.example/add/zr.zayn today",
            What::Url,
            "snapchat.example/add/zr.zayn",
        ),
        ("rang 0117 496 0388 ext 214", What::Phone, "0117 496 0388 ext 214"),
    ] {
        assert_eq!(found(text), [(what, wanted.to_owned())], "{text}");
    }
    let both = [(What::Bank, "20-45-09".to_owned()), (What::Bank, "53310674".to_owned())];
    assert_eq!(found("refund to 20-45-09 / 53310674."), both);
}

/// Doses, times, days and counts are nobody's number.
#[test]
fn what_tells_of_nobody_is_left() {
    for text in [
        "Sertraline 100 mg od, seen at 10.30 on 12/03/2018 for 50 minutes",
        "BP 120/80, 3/7 course, 2 tabs bd, PHQ-9 score 14/27",
        "met @ Boots 14:00, stayed 2 hrs. 3 children, 2 dogs",
        "Section 136 MHA 1983; s.47 OAPA 1861; Form 5B; Category B; Level 3",
        "He owed £120 and paid 20 back in 10 days in court",
        "W/C 08/01/2018 2 of 6 sessions; 10 weeks drive awareness",
        "COVID-19, DASH-14, A1, B12, H2 2025, PHQ-9 21, GAD-7 18, ICD-10 F32.1, SNOMED 370143000",
        "Policy 2018, booking 10.30, referral 14/11, order 4 of 6, claim in 2019, home office guidance 2023, ASB case 2 of 3",
        "Car did 120 miles, 30 MPH limit, van 10 yrs old, vehicle seen at 1430, driver GCS 15, parked 3 hrs",
        "Snapchat 3 times, Facebook 2019 photos, Instagram 200 followers, TikTok 24hrs, posted at 2.30pm",
        "Aged 34 on the list, was 5 (now 7), turned 3, 34 yo, Mr Hale 45 seen 12/03/2024",
        "Lab ref 6914749278 is sample no, NOT an nhs number; serial number 88123499 on the router",
    ] {
        let found: Vec<String> = spots(text, &LISTS)
            .iter()
            .map(|s| text[s.span.start..s.span.end].to_owned())
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

/// Pieces of which texts are made that come near identifiers.
fn pieces() -> impl Strategy<Value = String> {
    let all: Vec<String> = RECOGNISERS
        .iter()
        .flat_map(|r| r.examples())
        .flat_map(|(text, wanted)| {
            wanted
                .iter()
                .copied()
                .chain(text.split(' '))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .chain(
            [
                "Re:", "Mr", "Zoë", "’s", "–", "\n", "§", "İ", "ß", "K.", "(", "DOB", "né", "\u{301}", "０１",
            ]
            .map(str::to_owned),
        )
        .collect();
    prop::collection::vec(
        (
            prop::sample::select(all),
            prop::sample::select(vec!["", " ", "\n", ", ", ": ", "’", "-"]),
        ),
        0..12,
    )
    .prop_map(|parts| parts.into_iter().map(|(a, b)| a + b).collect())
}

fn holds(text: &str) {
    let mut last = 0;
    for spot in spots(text, &LISTS) {
        assert!(spot.span.start >= last && spot.span.end > spot.span.start, "{text:?}");
        assert!(text.get(spot.span.start..spot.span.end).is_some(), "{text:?}");
        last = spot.span.end;
    }
    let people = named::people(text, &LISTS);
    for named in &people {
        assert!(
            text.get(named.span.start..named.span.end)
                .is_some_and(|n| !n.is_empty()),
            "{text:?}"
        );
        assert!(text.get(named.with_title.start..named.span.end).is_some(), "{text:?}");
    }
    for spot in blind::spots(text, &LISTS, &["Zoë Hale"]) {
        assert!(
            text.get(spot.span.start..spot.span.end).is_some_and(|n| !n.is_empty()),
            "{text:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_brings_them_down_and_every_spot_lies_on_characters(text in any::<String>(), near in pieces()) {
        holds(&text);
        holds(&near);
    }
}
