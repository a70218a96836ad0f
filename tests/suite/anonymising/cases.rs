//! A whole case in other words: judged as before, the same from the same key, and nothing of one key in what another gives.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use forewarned::{
    anonymise::{draw::Secret, shift::Shift},
    app::{
        anonymising::{self, Made, Order, made_before},
        matters::Matters,
    },
    model::{
        disguise::Clearing,
        settled::{Settlement, Verdict},
    },
};
use proptest::prelude::*;

use crate::leaking::made::{cleared, signed};

pub(super) fn order(level: &str, secret: &[u8], name: &str) -> Order {
    Order {
        level: level.to_owned(),
        slug: Some(name.to_owned()),
        title: Some("Case A".to_owned()),
        secret: Some(Secret::of(secret)),
        any_origin: false,
        who: "A. Reviewer".to_owned(),
        anyway: false,
    }
}

pub(super) fn made(matters: &Matters, level: &str, secret: &[u8], name: &str) -> Made {
    anonymising::make(matters, "real", &order(level, secret, name)).unwrap()
}

#[test]
fn a_case_made_for_training_is_judged_as_the_real_one_and_decisions_go_along() {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), "hollin-bank", "training");
    let real = matters.get("real").unwrap().unwrap();
    let finding = &real.findings.first().unwrap().id;
    let what = forewarned::app::settling::decision(&real, finding, Verdict::Accept).unwrap();
    matters.settle("real", &signed(what)).unwrap();
    let made = made(&matters, "training", b"one", "made");
    assert_eq!(made.differences, []);
    assert_eq!(made.same, real.findings.len());
    let kept = matters.get("made").unwrap().unwrap();
    assert_eq!(
        kept.findings.len(),
        real.findings.len(),
        "the case that is kept is judged as the one that was made"
    );
    assert!(
        kept.decision(kept.findings.first().unwrap()).is_some(),
        "the decision names the finding here"
    );
    assert_eq!(kept.case.disguised.as_deref(), Some("training"));
    assert!(
        kept.settled.iter().all(|s| s.who != "A. Reviewer"),
        "reviewers have numbers"
    );
    assert!(
        !kept
            .settled
            .iter()
            .any(|s| matches!(s.what, Settlement::Disguised(_) | Settlement::Cleared { .. }))
    );
    let again = anonymising::make(&matters, "made", &order("training", b"two", "twice")).unwrap_err();
    assert!(again.to_string().contains("anonymised already"), "{again}");
}

#[test]
fn the_same_key_gives_the_same_bytes_and_another_key_no_name_of_it() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = made(
        &cleared(one.path(), "rowan-street", "training"),
        "training",
        b"key",
        "made",
    );
    let matters = cleared(other.path(), "rowan-street", "training");
    let second = made(&matters, "training", b"key", "made");
    assert_eq!(first.folder, second.folder, "the same case and key");
    let third = made(&matters, "training", b"another", "again");
    assert_ne!(second.folder, third.folder);
    let real = matters.get("real").unwrap().unwrap();
    let before = made_before(&real.settled).into_iter();
    let given: Vec<&BTreeSet<String>> = before.map(|(_, m)| &m.given_out).collect();
    let [a, b] = given.as_slice() else {
        panic!("two were made")
    };
    let shared: Vec<&String> = a.intersection(b).collect();
    assert!(!a.is_empty() && shared.is_empty(), "{shared:?}");
    let names = |m: &Made| -> BTreeSet<String> {
        let all = m.matter.case.people.iter().flat_map(|p| &p.names);
        all.flat_map(|n| n.split_whitespace())
            .filter(|w| w.chars().count() > 3 && !w.ends_with('.'))
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (names(&second), names(&third));
    let shared: Vec<&String> = a
        .intersection(&b)
        .filter(|w| !["miss", "mrs"].contains(&w.as_str()))
        .collect();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn nothing_is_made_while_a_word_is_left_and_what_is_left_is_named() {
    let home = tempfile::tempdir().unwrap();
    let matters = crate::leaking::made::imported(home.path(), "rowan-street");
    let refused = anonymising::make(&matters, "real", &order("training", b"one", "made")).unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("Nothing was made") && said.contains("Tyrefast"), "{said}");
    assert_eq!(matters.slugs().unwrap(), ["real"]);
    assert!(made_before(&matters.get("real").unwrap().unwrap().settled).is_empty());
    // A title that tells of the real case is refused before anything is looked at.
    let telling = Order {
        title: Some("What was known of Nwosu".to_owned()),
        ..order("training", b"one", "made")
    };
    let refused = anonymising::make(&matters, "real", &telling).unwrap_err();
    assert!(
        refused.to_string().contains("“nwosu” stands in the real case"),
        "{refused}"
    );
}

#[test]
fn a_family_has_one_name_and_a_chosen_name_is_taken() {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), "rowan-street", "training");
    let real = matters.get("real").unwrap().unwrap();
    for taken in ["Ngozi Bright", "Adaeze"] {
        let refused = anonymising::called_as(&real, "P2", taken).unwrap_err();
        assert!(refused.to_string().contains("real case"), "{refused}");
    }
    matters
        .settle(
            "real",
            &signed(anonymising::called_as(&real, "P2", "Philippa Orchard").unwrap()),
        )
        .unwrap();
    // A word that a person said is a number or code of somebody has a mark in its place.
    let code = anonymising::clearing("Tyrefast", Clearing::Reference).unwrap();
    matters.settle("real", &signed(code)).unwrap();
    let made = made(&matters, "training", b"one", "made");
    let name = |at: usize| made.matter.case.people.get(at).unwrap().names.first().unwrap().clone();
    assert_eq!(name(1), "Philippa Orchard");
    assert!(name(5).ends_with(" Orchard"), "her sister has her surname: {}", name(5));
    let text: String = made.matter.entries.iter().map(|e| e.text.as_str()).collect();
    assert!(text.contains("Philippa") && !text.contains("Adaeze") && !text.contains("Ada "));
    assert!(
        text.contains("Started [reference ") && !text.contains("Tyrefast"),
        "{text}"
    );
    let sexes = |case: &forewarned::model::case::Case| case.people.iter().map(|p| p.sex).collect::<Vec<_>>();
    assert_eq!(sexes(&made.matter.case), sexes(&real.case));
}

proptest! {
    #[test]
    fn a_shift_keeps_intervals_weekdays_and_order(years in -11..12_i32, from in 0..20_000_u64, length in 0..4_000_u64) {
        let start = NaiveDate::from_ymd_opt(1980, 1, 1).unwrap();
        let (first, second) = (start + Days::new(from), start + Days::new(from + length));
        let shift = Shift::of_years(years);
        let (a, b) = (shift.day(first), shift.day(second));
        prop_assert_eq!(b - a, second - first);
        prop_assert_eq!(a.weekday(), first.weekday());
        prop_assert!(a <= b);
    }

    #[test]
    fn the_words_of_a_day_are_the_words_of_the_day_it_is_moved_to(years in 1..12_i32, from in 0..16_000_u64) {
        use forewarned::text::dates::read_when;
        let day = NaiveDate::from_ymd_opt(1985, 1, 1).unwrap() + Days::new(from);
        let shift = Shift::of_years(-years);
        for form in ["%d/%m/%Y", "%-d.%-m.%y", "%-d %b %Y", "%d %B %Y", "%Y-%m-%d", "%a %-d %b %Y"] {
            let written = day.format(form).to_string();
            let Ok(when) = read_when(&written, "") else { continue };
            let read = |words: &str| read_when(words, "").ok().map(|w| (w.earliest, w.latest));
            let moved = shift.words(&written, (when.earliest, when.latest), &read);
            let again = read_when(&moved, "").unwrap();
            prop_assert_eq!(again.earliest, shift.day(when.earliest), "{} → {}", written, moved);
            prop_assert_eq!(again.latest, shift.day(when.latest));
        }
    }
}
