//! Cultural origin: false names tell it, or tell nothing of it where whoever makes the case chose so. Sex and family are kept all the same.

use std::collections::BTreeSet;

use forewarned::{
    app::{
        anonymising::{self, Made, Order, checking, made_before},
        matters::Matters,
    },
    model::case::Sex,
};

use super::cases::order;
use crate::{cli::forewarned, leaking::made::cleared, whole_cases::book};

fn made(matters: &Matters, secret: &[u8], name: &str, any_origin: bool) -> Made {
    let order = Order {
        any_origin,
        ..order("training", secret, name)
    };
    anonymising::make(matters, "real", &order).unwrap()
}

fn names(made: &Made) -> Vec<Vec<String>> {
    made.matter.case.people.iter().map(|p| p.names.clone()).collect()
}

#[test]
fn false_names_of_any_origin_follow_from_the_key_keep_sex_and_family_and_are_drawn_again_the_same() {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), "rowan-street", "training");
    let pools = book().disguises().unwrap().names;
    // The surname of a family is told to be of an origin, and its false names are of it.
    let real = matters.get("real").unwrap().unwrap();
    assert_eq!(real.case.people[1].names[0], "Adaeze Nwosu");
    let of = |name: &str| {
        let mut all = pools.origin.iter();
        all.find(|o| o.surnames.iter().any(|s| s == name)).map(|o| o.id.clone())
    };
    let surname = |made: &Made, at: usize| {
        let name = made.matter.case.people[at].names[0].clone();
        name.rsplit(' ').next().unwrap().to_owned()
    };
    let mut kept = BTreeSet::new();
    let mut any = BTreeSet::new();
    for at in 0..4_u8 {
        let first = made(&matters, &[at], &format!("kept-{at}"), false);
        kept.insert(of(&surname(&first, 1)).unwrap());
        let second = made(&matters, &[at], &format!("any-{at}"), true);
        any.insert(of(&surname(&second, 1)).unwrap());
        assert_eq!(surname(&second, 1), surname(&second, 5), "her sister has her surname");
        for (real, here) in real.case.people.iter().zip(&second.matter.case.people) {
            assert_eq!(real.sex, here.sex);
            let given = here.names[0].split(' ').next().unwrap();
            let is_of = |list: fn(&forewarned::anonymise::pools::Origin) -> &Vec<String>| {
                pools.origin.iter().any(|o| list(o).iter().any(|n| n == given))
            };
            match here.sex {
                Some(Sex::Female) => assert!(!is_of(|o| &o.male), "{given}"),
                Some(Sex::Male) => assert!(!is_of(|o| &o.female), "{given}"),
                None => {}
            }
        }
    }
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(any.len() > 1, "{any:?}");

    // Who is who is told as it was drawn, and the check knows the false names.
    let real = matters.get("real").unwrap().unwrap();
    let (number, _) = made_before(&real.settled).into_iter().next_back().unwrap();
    let (number, disguise) = (number.number, checking::made_as(&real, Some("any-3")).unwrap());
    assert!(disguise.any_origin);
    let told = matters.names_given("real", number).unwrap();
    let here = matters.get("any-3").unwrap().unwrap();
    assert_eq!(told[1].called, here.case.people[1].names[0]);
    let disguises = book().disguises().unwrap();
    let level = anonymising::level(&disguises, "training").unwrap();
    let toml = format!("{} and {}", told[1].called, told[5].called);
    let mut files = [("case.txt", toml.as_bytes())].into_iter();
    let checked = checking::check(&real, (book(), &disguises), (level, Some(disguise)), &mut files).unwrap();
    assert!(!checked.is_leaking(), "{:?}", checked.leaks);
}

#[test]
fn the_same_key_gives_the_same_names_of_any_origin_and_the_command_line_can_ask_for_them() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = cleared(one.path(), "rowan-street", "training");
    let second = cleared(other.path(), "rowan-street", "training");
    let (a, b) = (made(&first, b"key", "made", true), made(&second, b"key", "made", true));
    assert_eq!(names(&a), names(&b));
    assert_eq!(a.folder, b.folder);
    let out = forewarned(one.path())
        .args([
            "anonymise",
            "make",
            "real",
            "--level",
            "training",
            "--any-origin",
            "--as",
            "again",
        ])
        .args(["--who", "A. Reviewer"])
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let real = first.get("real").unwrap().unwrap();
    let all: Vec<(&str, bool)> = made_before(&real.settled)
        .into_iter()
        .map(|(_, m)| (m.slug.as_str(), m.any_origin))
        .collect();
    assert_eq!(all, [("made", true), ("again", true)]);
}
