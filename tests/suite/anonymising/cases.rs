//! A whole case in other words: judged as before, the same from the same key, and nothing of one key in what another gives.

use std::{collections::BTreeSet, fs, sync::Arc};

use chrono::{Datelike, Days, NaiveDate};
use forewarned::{
    anonymise::{draw::Secret, shift::Shift},
    app::{
        anonymising::{self, Form, Made, Order, made_before},
        home::Home,
        matters::Matters,
    },
    model::{
        act::{Act, Deed, Pointed, Reason},
        beside::{About, Beside},
        disguise::Clearing,
        settled::{Settlement, Verdict},
    },
};
use proptest::prelude::*;

use crate::{
    cli::{forewarned, output},
    leaking::made::{cleared, signed},
    whole_cases::book,
};

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
    let real = matters.get("real").unwrap().unwrap();
    for (person, taken) in [("P1", "Philippa Vale"), ("P1", "Orlando Orchard")] {
        let refused = anonymising::called_as(&real, person, taken).unwrap_err();
        assert!(
            refused.to_string().contains("called Philippa Orchard already"),
            "{refused}"
        );
    }
    let sister = real.case.people.get(5).unwrap().id.0.clone();
    anonymising::called_as(&real, &sister, "Nell Orchard").unwrap();
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

/// A case file that somebody was given, in a home of its own.
fn taken_in(home: &std::path::Path, bytes: &[u8]) -> Matters {
    let matters = Matters::new(Home::new(home), Arc::new(book().clone()));
    fs::create_dir_all(matters.home().cases()).unwrap();
    fs::write(matters.home().case_file("given"), bytes).unwrap();
    matters
}

#[test]
fn a_case_that_is_handed_on_whole_is_judged_elsewhere_as_here() {
    let (home, away) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let matters = cleared(home.path(), "rowan-street", "training");
    let real = matters.get("real").unwrap().unwrap();
    let finding = &real.findings.first().unwrap().id;
    let what = forewarned::app::settling::decision(&real, finding, Verdict::Accept).unwrap();
    matters.settle("real", &signed(what)).unwrap();
    let (entry, mention) = real
        .readings
        .iter()
        .find_map(|r| Some((r.entry.clone(), r.mentions.iter().find(|m| !m.coded)?)))
        .unwrap();
    let strike = Act {
        number: 0,
        at: "2026-11-27T12:00:00+00:00".to_owned(),
        who: "A. Reviewer".to_owned(),
        entry,
        deed: Deed::Strike(Pointed {
            concept: mention.concept.clone(),
            at: Some((mention.quote.part, mention.quote.start)),
        }),
        reason: Reason::Other,
        because: "read otherwise".to_owned(),
    };
    matters.keep_all_after("real", &[strike], 0).unwrap().unwrap().unwrap();
    made(&matters, "training", b"two", "made");
    let kept = matters.get("made").unwrap().unwrap();
    assert!(!kept.acts.is_empty() && !kept.settled.is_empty(), "{:?}", kept.settled);

    let handed = matters.hand_on("made", Form::Whole).unwrap().unwrap();
    assert_eq!(handed.certain(), 0, "{:#?}", handed.checked);
    let searched = &handed.checked.as_ref().unwrap().searched;
    assert!(searched.files == 1 && searched.words > 500, "{searched:?}");
    let there = taken_in(away.path(), &handed.bytes).get("given").unwrap().unwrap();
    assert_eq!(there.findings, kept.findings);
    assert_eq!(there.warnings, kept.warnings);
    assert_eq!((&there.settled, &there.acts), (&kept.settled, &kept.acts));
    assert_eq!(
        there.decision(&there.findings[0]).map(|d| &d.because),
        kept.decision(&kept.findings[0]).map(|d| &d.because)
    );
    // Nothing of the real case is known there, and so nothing is searched for when it is handed on from there.
    let again = taken_in(away.path(), &handed.bytes)
        .hand_on("given", Form::Whole)
        .unwrap()
        .unwrap();
    assert!(again.checked.is_none());
    // The real case is not handed on in any form, and what is not there neither.
    for form in Form::ALL {
        assert!(matters.hand_on("real", form).unwrap().is_none(), "{form:?}");
        assert!(matters.hand_on("nobody", form).unwrap().is_none(), "{form:?}");
    }
    // The folder has the tables alone.
    let folder = matters.hand_on("made", Form::Folder).unwrap().unwrap();
    assert_eq!(folder.certain(), 0, "{:#?}", folder.checked);
    assert!(folder.bytes.starts_with(b"PK"));
}

#[test]
fn what_was_said_of_an_anonymised_case_since_is_searched_before_it_leaves() {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), "saltmarsh", "training");
    made(&matters, "training", b"three", "made");
    let real = matters.get("real").unwrap().unwrap();
    let name = real
        .case
        .people
        .iter()
        .flat_map(|p| &p.names)
        .find(|n| n.contains(' '))
        .unwrap();
    assert_eq!(matters.hand_on("made", Form::Whole).unwrap().unwrap().certain(), 0);
    let note = Settlement::Beside(Beside::Note {
        about: About::Case,
        text: format!("Compare what {name} said."),
    });
    matters.settle("made", &signed(note)).unwrap();
    let handed = matters.hand_on("made", Form::Whole).unwrap().unwrap();
    assert!(handed.certain() > 0);
    // That it was made of the real case is known though it was taken back there.
    let number = real
        .settled
        .iter()
        .find(|s| matches!(s.what, Settlement::Disguised(_)))
        .unwrap()
        .number;
    matters.settle("real", &signed(Settlement::Undo(number))).unwrap();
    assert!(matters.hand_on("made", Form::Whole).unwrap().unwrap().certain() > 0);

    let file = home.path().join("out.fwcase");
    let hand_on = |more: &[&str]| {
        let mut command = forewarned(home.path());
        command
            .args(["anonymise", "hand-on", "made", "-o"])
            .arg(&file)
            .args(more);
        output(&mut command)
    };
    let (code, said, error) = hand_on(&[]);
    assert!(code != 0 && !file.exists(), "{said}");
    assert!(
        said.contains(name.as_str()) && error.contains("nothing was written"),
        "{said} {error}"
    );
    let (code, said, error) = hand_on(&["--anyway"]);
    assert_eq!(code, 0, "{said} {error}");
    assert!(fs::read(&file).unwrap().starts_with(b"SQLite format 3"));
    let (code, _, error) = output(forewarned(home.path()).args(["anonymise", "hand-on", "made", "-o", "made.txt"]));
    assert!(code != 0 && error.contains(".fwcase or .zip"), "{error}");
}
