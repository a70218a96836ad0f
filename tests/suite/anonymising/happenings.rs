//! Happenings of which everybody knows the year: each is found by its examples, and a person says of each whether it stays before days are moved.

use forewarned::{
    anonymise::{draw::Secret, residual::Why},
    app::{
        anonymising::{self, Group},
        matters::Matters,
    },
    model::disguise::Clearing,
};

use super::{
    cases::{made, order},
    lives::{texts, written},
};
use crate::{
    cli::forewarned,
    leaking::made::{clear_all, imported_from, signed},
    whole_cases::book,
};

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

[[agency]]
id = "police"
name = "Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2018-01-01
supplied_to = 2018-12-31
"#;

const ROWS: [&str; 5] = [
    "Pennock was at home for the World Cup with her.",
    "Lockdown began and he moved in.",
    "PENNOCK SHOUTED DURING LOCKDOWN AGAIN, NEIGHBOUR RANG POLICE.",
    "Fence is down after Storm Eunice and he came to mend it.",
    "Canvasser for the general election was shouted at.",
];

fn left(matters: &Matters, level: &str) -> Vec<Group> {
    let real = matters.get("real").unwrap().unwrap();
    let disguises = anonymising::disguises(book()).unwrap();
    let level = anonymising::level(&disguises, level).unwrap();
    let look = anonymising::look(&real, book(), &disguises, (level, &Secret::of(b"x"))).unwrap();
    look.left.into_iter().filter(|g| g.why == Why::Happening).collect()
}

#[test]
fn every_kind_of_happening_is_found_in_its_examples_and_in_nothing_else() {
    let happenings = book().disguises().unwrap().happenings;
    assert!(happenings.kinds.len() > 2);
    for (number, kind) in happenings.kinds.iter().enumerate() {
        let found = |text: &String| happenings.find(text).iter().any(|h| h.kind == number);
        for text in &kind.hit {
            assert!(found(text), "{}: {text}", kind.id);
        }
        for text in &kind.miss {
            assert!(happenings.find(text).is_empty(), "{}: {text}", kind.id);
        }
    }
}

#[test]
fn a_happening_that_tells_of_a_year_is_cleared_before_days_are_moved_and_stays_or_is_said_in_other_words() {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), CASE, &ROWS));
    assert_eq!(left(&matters, "panel"), [], "where days stay they tell nothing");
    let words: Vec<(String, usize)> = left(&matters, "training")
        .into_iter()
        .map(|g| (g.word, g.count))
        .collect();
    let words: Vec<(&str, usize)> = words.iter().map(|(w, n)| (w.as_str(), *n)).collect();
    assert_eq!(
        words,
        [
            ("lockdown", 2),
            ("general election", 1),
            ("storm eunice", 1),
            ("world cup", 1)
        ]
    );
    let refused = anonymising::make(&matters, "real", &order("training", b"one", "made")).unwrap_err();
    assert!(refused.to_string().contains("World Cup"), "{refused}");

    // One stays, by the command line; the others are said in other words.
    let run = |arguments: &[&str]| {
        let who = ["--who", "A. Reviewer", "--because", "looked at"];
        let out = forewarned(home.path()).args(arguments).args(who).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    };
    run(&["anonymise", "clear", "real", "general election", "--as", "ordinary"]);
    assert_eq!(left(&matters, "training").len(), 3);
    run(&["anonymise", "clear", "real", "--all", "happening", "--as", "happening"]);
    assert_eq!(left(&matters, "training"), []);
    let two = anonymising::clearing("world cup", Clearing::Place).unwrap_err();
    assert!(two.to_string().contains("one word at a time"), "{two}");
    // A word that no rule knows can be said to be one too.
    matters
        .settle(
            "real",
            &signed(anonymising::clearing("fence", Clearing::Happening).unwrap()),
        )
        .unwrap();
    clear_all(&matters, "training");
    clear_all(&matters, "panel");
    let texts_of = |level: &str, name: &str| texts(&made(&matters, level, b"one", name).matter);
    let moved = texts_of("training", "made");
    assert!(moved[0].contains("at home for a public event with her"), "{}", moved[0]);
    assert!(moved[1].starts_with("A public emergency began and he"), "{}", moved[1]);
    assert!(moved[2].contains("DURING A PUBLIC EMERGENCY AGAIN"), "{}", moved[2]);
    assert_eq!(moved[3], "A public event is down after a storm and he came to mend it.");
    assert!(moved[4].contains("for the general election was"), "{}", moved[4]);
    let stays = texts_of("panel", "stays");
    assert!(
        stays[0].contains("for the World Cup with her") && stays[3].contains("Fence"),
        "{stays:?}"
    );
}
