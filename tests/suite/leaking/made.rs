//! An anonymised case as the program makes it, searched as somebody would who wants to undo it.

use std::{fs, sync::Arc};

use forewarned::{
    anonymise::{
        draw::Secret,
        leaks::{Grave, Leak, Thing},
    },
    app::{
        anonymising::{self, Order, Risks, checking},
        home::Home,
        importing,
        matters::Matters,
        settling::{self, Signed},
    },
    model::disguise::Clearing,
    report::{self, Settings},
};

use crate::{
    headings,
    whole_cases::{book, sample},
};

/// A home with the sample as it is.
pub(crate) fn imported(home: &std::path::Path, name: &str) -> Matters {
    imported_from(home, &sample(name))
}

/// A home with the case of a folder.
pub(crate) fn imported_from(home: &std::path::Path, folder: &std::path::Path) -> Matters {
    let matters = Matters::new(Home::new(home), Arc::new(book().clone()));
    importing::import(matters.home(), &headings(), folder, Some("real")).unwrap();
    matters
}

/// Something settled, signed.
pub(crate) fn signed(what: forewarned::model::settled::Settlement) -> forewarned::model::settled::Settled {
    let signed = Signed {
        who: "A. Reviewer".to_owned(),
        because: "looked at".to_owned(),
    };
    settling::settled(what, &signed).unwrap()
}

/// A home with the sample, in which everything that is left is cleared as the program suggests, or as a place.
pub(crate) fn cleared(home: &std::path::Path, name: &str, level: &str) -> Matters {
    let matters = imported(home, name);
    clear_all(&matters, level);
    matters
}

/// Clears everything that is left as the program suggests, or as a place.
pub(crate) fn clear_all(matters: &Matters, level: &str) {
    let disguises = anonymising::disguises(book()).unwrap();
    for _ in 0..5 {
        let real = matters.get("real").unwrap().unwrap();
        let level = anonymising::level(&disguises, level).unwrap();
        let look = anonymising::look(&real, book(), &disguises, (level, &Secret::of(b"x"))).unwrap();
        if look.left.is_empty() {
            break;
        }
        let said: Vec<_> = look
            .left
            .iter()
            .map(|g| anonymising::clearing(&g.word, g.why.suggests().unwrap_or(Clearing::Place)).unwrap())
            .map(signed)
            .collect();
        matters
            .settle_all_after("real", &said, real.settled.last().map_or(0, |s| s.number))
            .unwrap()
            .unwrap()
            .unwrap();
    }
}

#[test]
fn no_name_of_the_roster_is_left_in_what_is_made_of_saltmarsh() {
    nothing_is_left_of("saltmarsh");
}

#[test]
fn no_name_of_the_roster_is_left_in_what_is_made_of_rowan_street() {
    nothing_is_left_of("rowan-street");
}

#[test]
fn no_name_of_the_roster_is_left_in_what_is_made_of_hollin_bank() {
    nothing_is_left_of("hollin-bank");
}

/// Every report in every format, the folder and the case file of the anonymised sample, unpacked and searched.
fn nothing_is_left_of(name: &str) {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), name, "training");
    let order = Order {
        level: "training".to_owned(),
        slug: Some("made".to_owned()),
        title: None,
        secret: Some(Secret::of(b"a secret of this test")),
        any_origin: false,
        who: "A. Reviewer".to_owned(),
        anyway: false,
    };
    let made = anonymising::make(&matters, "real", &order).unwrap();
    let real = matters.get("real").unwrap().unwrap();
    let disguises = anonymising::disguises(book()).unwrap();
    let level = anonymising::level(&disguises, "training").unwrap();
    let mut files = vec![(
        "made.fwcase".to_owned(),
        fs::read(matters.home().case_file("made")).unwrap(),
    )];
    for kind in report::KINDS {
        for format in report::FORMATS.iter().filter(|f| report::fits(*kind, **f)) {
            // Some kinds have nothing to say in some formats of a case without dated findings.
            if let Ok(bytes) = report::make(&made.matter, kind.name(), format.name(), &Settings::default()) {
                files.push((format!("{}.{}", kind.name(), format.name()), bytes));
            }
        }
    }
    assert!(files.len() > 80, "{} files", files.len());
    files.extend(made.folder.iter().cloned());
    let disguise = checking::made_as(&real, Some("made")).unwrap();
    let own = checking::check(
        &real,
        (book(), &disguises),
        (level, Some(disguise)),
        &mut files.iter().map(|(n, b)| (n.as_str(), b.as_slice())),
    )
    .unwrap();
    let certain: Vec<&Leak> = own
        .leaks
        .iter()
        .filter(|l| l.grave == Grave::Certain && l.thing == Thing::Person)
        .collect();
    assert!(certain.is_empty(), "{certain:#?}");
    let told = Risks::of((&real, &Arc::new(made.matter)), book(), (level, own))
        .unwrap()
        .document(&Settings::default(), false);
    let text = String::from_utf8(report::write(&told, "json").unwrap()).unwrap();
    for person in &real.case.people {
        assert!(!text.contains(person.names[0].as_str()), "{}", person.names[0]);
    }
    assert!(!text.contains(&disguise.secret) && text.contains(&level.title));
    // The same files of the real case are full of leaks.
    let bytes = report::make(&real, "full", "docx", &Settings::default()).unwrap();
    let own = checking::check(
        &real,
        (book(), &disguises),
        (level, Some(disguise)),
        &mut [("real.docx", bytes.as_slice())].into_iter(),
    )
    .unwrap();
    assert!(own.is_leaking());
}
