//! A nickname in brackets or quotation marks beside a name: one person, one name, and nothing of the surname left.

use super::{
    cases::made,
    lives::{texts, written},
};
use crate::leaking::made::{clear_all, imported_from};

const CASE: &str = r#"
title = "Whinfell Row"
kind = "sfo"
review_from = 2018-01-01
review_to = 2018-12-31

[[person]]
id = "P1"
role = "subject"
names = ["Rafe Pennock", "Pennock"]
sex = "male"

[[person]]
id = "P2"
role = "victim"
names = ["Ama Danquah", "Mimi", "Sunny"]
sex = "female"

[[person]]
id = "P3"
role = "relative"
names = ["Efua Danquah"]
sex = "female"
of = "P2"
relation = "sister"

[[agency]]
id = "police"
name = "Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2018-01-01
supplied_to = 2018-12-31
"#;

/// What was written, what it is where people are called by what they are, and where they have names.
const TABLE: [(&str, &str, &str); 13] = [
    ("Ama (Mimi) Danquah rang.", "{role} rang.", "{given} {surname} rang."),
    ("Danquah, Ama (Mimi) rang.", "{role} rang.", "{surname}, {given} rang."),
    ("Ama \"Mimi\" Danquah rang.", "{role} rang.", "{given} {surname} rang."),
    ("Ama “Mimi” Danquah rang.", "{role} rang.", "{given} {surname} rang."),
    ("Ama 'Mimi' Danquah rang.", "{role} rang.", "{given} {surname} rang."),
    ("Mimi (Ama) rang.", "{role} rang.", "{given} rang."),
    ("Ama (aka Mimi) rang.", "{role} rang.", "{given} rang."),
    (
        "Ama Danquah (known as Mimi) rang.",
        "{role} rang.",
        "{given} {surname} rang.",
    ),
    ("Ama (Sunny) Danquah rang.", "{role} rang.", "{given} {surname} rang."),
    (
        "Ama Danquah (Mimi), his partner, rang.",
        "{role}, his partner, rang.",
        "{given} {surname}, his partner, rang.",
    ),
    (
        "Ms Ama (Mimi) Danquah's phone.",
        "{role}'s phone.",
        "Ms {given} {surname}'s phone.",
    ),
    ("Ama (Efua) rang.", "{role} ({other}) rang.", "{given} ({sister}) rang."),
    (
        "Ama (at home) rang.",
        "{role} (at home) rang.",
        "{given} (at home) rang.",
    ),
];

#[test]
fn a_nickname_in_brackets_is_the_same_person_once() {
    let rows: Vec<&str> = TABLE.iter().map(|(text, ..)| *text).collect();
    for level in ["publication", "training"] {
        let home = tempfile::tempdir().unwrap();
        let matters = imported_from(home.path(), &written(home.path(), CASE, &rows));
        clear_all(&matters, level);
        let made = made(&matters, level, b"one", "made");
        let name = |at: usize| made.matter.case.people[at].names[0].clone();
        let (own, other) = (name(1), name(2));
        for ((real, by_role, by_name), text) in TABLE.iter().zip(texts(&made.matter)) {
            let (given, surname) = own.split_once(' ').unwrap();
            let wanted = if level == "publication" {
                by_role.replace("{role}", &own).replace("{other}", &other)
            } else {
                let sister = other.split_once(' ').unwrap().0;
                let named = by_name.replace("{given}", given).replace("{surname}", surname);
                named.replace("{sister}", sister)
            };
            assert_eq!(text, wanted, "{real}");
        }
    }
}
