//! What fresh readers found in anonymised cases: words that stayed, people who were swallowed, days that moved by other amounts, findings that
//! nobody accepted.

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};
use forewarned::{
    anonymise::{draw::Secret, residual::Why},
    app::{
        anonymising::{self, Form, Made},
        home::Home,
        matters::Matters,
        settling,
    },
    model::settled::{Settlement, Verdict, standing},
};

use super::{
    cases::{made, order},
    lives::{texts, written},
};
use crate::{
    leaking::made::{clear_all, cleared, imported_from, signed},
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
names = ["Devin Arkwell", "Arkwell D", "Arkwell"]
sex = "male"

[[person]]
id = "P2"
role = "victim"
names = ["Paulette Reeve", "Ms Reeve", "Paulette"]
sex = "female"

[[person]]
id = "P3"
role = "child"
names = ["Mia Reeve", "Mia"]
sex = "female"
of = "P2"
relation = "daughter"

[[person]]
id = "P4"
role = "professional"
names = ["Tamsin Hale", "T Hale"]
sex = "female"

[[person]]
id = "P5"
role = "professional"
names = ["D Gill", "DG"]

[[person]]
id = "P6"
role = "relative"
names = ["Will Oxley", "Will"]
sex = "male"

[[person]]
id = "P7"
role = "neighbour"
names = ["Sarah Lane", "Mrs Lane"]
sex = "female"

[[agency]]
id = "police"
name = "Stanmoor Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2018-01-01
supplied_to = 2018-12-31

[[agency]]
id = "das"
name = "Lantern Domestic Abuse Service"
kind = "domestic-abuse-service"
involved = true

[[agency]]
id = "drugs"
name = "Turning Tide"
kind = "drug-alcohol"
involved = true

[[agency]]
id = "landlord"
name = "Fellside Homes"
kind = "housing"
involved = true
"#;

const ROWS: [&str; 14] = [
    "Reeve P: reporting party, quiet since. Arkwell/Reeve separated.",
    "Lantern rang. Turning Tide rang. Fellside Homes wrote, and Fellside rang too.",
    "ARKWELL D AT BUS STOP ON COAST RD. F LIFE EXTINCT 1958. ARRESTED 1950.",
    "He was at the bus stop on Coast Road again.",
    "Emailed 06/06. Seen on 4th. Panel for the 12th.",
    "Lives at 31 Rowan Street. Next door, no 33, heard it.",
    "Known as kez_paulette_88 online.",
    "DA unit: logs 611 and 588 refer.",
    "Waiting for Paulette. Paulette wants him to leave.",
    "Ms Reeve, Mia and a friend came.",
    "Mr Arkwell was told by CPN Hale.",
    "D Gill saw him. Countersigned DG.",
    "Application, ref D23-014. Later D23-014. 'Given by phone.'",
    "Mrs Lane rang. Sarah Lane came in.",
];

fn made_at(level: &str) -> (Vec<String>, Made) {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), CASE, &ROWS));
    clear_all(&matters, level);
    let made = made(&matters, level, b"readers", "made");
    (texts(&made.matter), made)
}

/// No text has one of these words.
fn none_of(text: &str, words: &[&str]) {
    let small = text.to_lowercase();
    for word in words {
        assert!(!small.contains(word), "{word}: {text}");
    }
}

#[test]
fn nothing_real_stays_where_words_are_ordinary_or_stand_oddly() {
    let (all, made) = made_at("training");
    none_of(&all[0], &["reeve", "arkwell", " p:"]);
    none_of(&all[1], &["lantern", "turning", "tide", "fellside"]);
    none_of(&all[2], &["coast", "arkwell"]);
    none_of(&all[3], &["coast"]);
    none_of(&all[5], &["31", "33", "rowan"]);
    none_of(&all[6], &["paulette", "kez", "88"]);
    none_of(&all[7], &["611", "588"]);
    none_of(&all[12], &["d23", "014"]);
    none_of(&all[13], &["sarah", "lane"]);
    for agency in &made.matter.case.agencies {
        none_of(&agency.name, &["lantern", "turning", "tide", "fellside", "stanmoor"]);
    }
    // A street and a body have one name, however they are written.
    let street = all[3].split("stop on ").nth(1).unwrap().split(' ').next().unwrap();
    assert!(
        all[2].contains(&format!("{} RD", street.to_uppercase())),
        "{} {street}",
        all[2]
    );
    let (wrote, rang) = all[1].split_once(" wrote, and ").unwrap();
    let short = rang.split_once(" rang too").unwrap().0;
    assert!(wrote.ends_with(&format!("{short} Homes")), "{}", all[1]);
    // Next door stays next door.
    let figures = |text: &str| -> Vec<u32> {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty());
        runs.map(|r| r.parse().unwrap()).collect()
    };
    let houses = figures(&all[5]);
    assert_eq!(houses.len(), 2, "{}", all[5]);
    assert_eq!(houses[0] + 2, houses[1]);
    // The letters of somebody are those of their false name.
    let name = all[11].split_once(" saw him").unwrap().0;
    let initials: String = name.split(' ').filter_map(|w| w.chars().next()).collect();
    assert!(all[11].ends_with(&format!("Countersigned {initials}.")), "{}", all[11]);
}

#[test]
fn a_time_in_capitals_is_no_year_and_days_move_with_their_entry() {
    let (all, made) = made_at("training");
    assert!(
        all[2].contains("EXTINCT 1958") && all[2].contains("ARRESTED 1950"),
        "{}",
        all[2]
    );
    let real = NaiveDate::from_ymd_opt(2018, 6, 5).unwrap();
    let mut days: Vec<NaiveDate> = made.matter.entries.iter().map(|e| e.when.earliest).collect();
    days.sort_unstable();
    let moved = |day: u64| days[4] + Days::new(day) - Days::new(5);
    assert_ne!(days[4], real, "days are moved");
    let ending = |day: u32| match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let (seen, panel) = (moved(4).day(), moved(12).day());
    let wanted = format!(
        "Emailed {}. Seen on {seen}{}. Panel for the {panel}{}.",
        moved(6).format("%d/%m"),
        ending(seen),
        ending(panel)
    );
    assert_eq!(all[4], wanted);
    // Which rules were in force on moved days nobody can say here.
    assert!(made.matter.case.days_moved);
    assert!(made.matter.warnings.iter().all(|w| w.policy.is_empty()));
}

#[test]
fn nobody_is_swallowed_and_work_is_kept_where_people_are_called_by_what_they_are() {
    let (all, _) = made_at("publication");
    assert_eq!(all[8], "Waiting for Victim A. Victim A wants him to leave.");
    assert_eq!(all[9], "Victim A, Child A and a friend came.");
    assert_eq!(all[10], "Subject A was told by CPN Professional 1.");
}

#[test]
fn initials_nicknames_and_words_in_quotation_marks_are_looked_at() {
    let rows = [
        "Plan signed. Who: TH, school.",
        "Willy rang, upset.",
        "Driver known as \"Smokey\" waits outside.",
        "Text read: 'hope you are well T'",
        "Sentenced. To ML. Fortnightly.",
    ];
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), CASE, &rows));
    let real = matters.get("real").unwrap().unwrap();
    let disguises = anonymising::disguises(book()).unwrap();
    let level = anonymising::level(&disguises, "training").unwrap();
    let look = anonymising::look(&real, book(), &disguises, (level, &Secret::of(b"x"))).unwrap();
    let why = |word: &str| look.left.iter().find(|g| g.word == word).map(|g| g.why);
    assert_eq!(why("th"), Some(Why::Letters));
    assert_eq!(why("t"), Some(Why::Letters));
    assert_eq!(why("ml"), Some(Why::Letters));
    assert_eq!(why("willy"), Some(Why::Name));
    assert!(why("smokey").is_some(), "{:?}", look.left);
}

#[test]
fn a_name_or_title_that_tells_of_a_street_a_day_or_the_case_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), CASE, &ROWS));
    clear_all(&matters, "publication");
    for (slug, title) in [
        ("made", "The killing of Rowan Street"),
        ("made", "Seen on 5 June 2018"),
        ("whinfell-row-1", "Case A"),
        ("rowan-street", "Case A"),
    ] {
        let order = anonymising::Order {
            slug: Some(slug.to_owned()),
            title: Some(title.to_owned()),
            ..order("publication", b"x", "made")
        };
        let refused = anonymising::make(&matters, "real", &order).unwrap_err().to_string();
        assert!(
            refused.contains("give another name or title"),
            "{slug} {title}: {refused}"
        );
    }
}

#[test]
fn nothing_is_handed_on_unsearched_where_the_real_case_cannot_be_read() {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), CASE, &ROWS));
    clear_all(&matters, "training");
    made(&matters, "training", b"readers", "made");
    assert!(
        matters
            .hand_on("made", Form::Folder)
            .unwrap()
            .unwrap()
            .checked
            .is_some()
    );
    std::fs::write(matters.home().case_file("real"), "no case any more").unwrap();
    // As a program that was started anew, which remembers nothing.
    let fresh = Matters::new(Home::new(home.path()), Arc::new(book().clone()));
    let refused = fresh.hand_on("made", Form::Folder).unwrap_err().to_string();
    assert!(refused.contains("real: this case cannot be read"), "{refused}");
}

#[test]
fn a_decision_goes_along_only_where_its_finding_is_the_same_and_what_differs_is_set_right() {
    let home = tempfile::tempdir().unwrap();
    let matters = cleared(home.path(), "rowan-street", "publication");
    let real = matters.get("real").unwrap().unwrap();
    let accepted: Vec<_> = real
        .findings
        .iter()
        .map(|f| signed(settling::decision(&real, &f.id, Verdict::Accept).unwrap()))
        .collect();
    let last = real.settled.last().map_or(0, |s| s.number);
    matters
        .settle_all_after("real", &accepted, last)
        .unwrap()
        .unwrap()
        .unwrap();
    let made = made(&matters, "publication", b"one", "made");
    assert!(
        !made.differences.is_empty(),
        "this case is read otherwise where people have no names"
    );
    let verdicts = |wanted: Verdict| {
        let all = standing(&made.matter.settled).into_iter();
        all.filter(|s| matches!(&s.what, Settlement::Decision { verdict, .. } if *verdict == wanted))
            .count()
    };
    let (mut changed, mut further, mut gone) = (0, 0, 0);
    for one in &made.differences {
        match (&one.real, &one.made) {
            (Some(_), Some(_)) => changed += 1,
            (None, _) => further += 1,
            (Some(_), None) => gone += 1,
        }
        assert_eq!(
            one.decided,
            one.real.is_some(),
            "every finding of the real case was accepted"
        );
    }
    assert_eq!(verdicts(Verdict::Accept), real.findings.len() - changed - gone);
    assert_eq!(
        verdicts(Verdict::Reject),
        further,
        "what arises from other words is set aside"
    );
    assert_eq!(
        verdicts(Verdict::Amend),
        changed,
        "the real result is said in its place"
    );
}

/// The texts of a case of these rows, in which this word was cleared as a person first.
fn texts_of(level: &str, case: &str, rows: &[&str], person: &str) -> Vec<String> {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &written(home.path(), case, rows));
    let said = anonymising::clearing(person, forewarned::model::disguise::Clearing::Person).unwrap();
    matters.settle("real", &signed(said)).unwrap();
    clear_all(&matters, level);
    texts(&made(&matters, level, b"strokes", "made").matter)
}

#[test]
fn a_surname_that_is_a_word_is_found_between_strokes_and_where_somebody_said_that_it_is_a_name() {
    let rows = [
        "Arkwell / Reeve: phones and a wages card.",
        "He knows Carol well, and w/ Carol. Told.",
        "S/B Will in town. T/B Will.",
        "\"daddy will is here\" says Mia.",
    ];
    let all = texts_of("training", CASE, &rows, "carol");
    none_of(&all[0], &["reeve", "arkwell"]);
    none_of(&all[1], &["carol"]);
    assert!(
        !all[2].contains("Will") && all[2].contains("S/B ") && all[2].contains("T/B "),
        "{}",
        all[2]
    );
    none_of(&all[3], &["will", "mia"]);
}

#[test]
fn an_officer_with_the_surname_of_the_victim_is_not_the_victim() {
    let rows = [
        "PC Reeve attended. Ms Reeve was calm.",
        "Mr Rowlands next door. Rowlands heard it.",
    ];
    let all = texts_of("publication", CASE, &rows, "rowlands");
    assert!(
        all[0].starts_with("PC Professional") && all[0].contains("Victim A was calm"),
        "{}",
        all[0]
    );
    let all = texts_of("training", CASE, &rows, "rowlands");
    let name = all[1].split_whitespace().nth(1).unwrap();
    assert!(all[1].contains(&format!("{name} heard it")), "{}", all[1]);
    let disguises = anonymising::disguises(book()).unwrap();
    let is_given = disguises
        .names
        .origin
        .iter()
        .any(|o| o.female.contains(&name.to_owned()) || o.male.contains(&name.to_owned()));
    assert!(!is_given, "{name} is no surname");
}

#[test]
fn a_street_with_an_article_and_days_behind_what_was_on_them_are_found() {
    let case = CASE.replace(
        "names = [\"Paulette Reeve\", \"Ms Reeve\", \"Paulette\"]",
        "names = [\"Paulette Reeve\", \"Ms Reeve\", \"Paulette\"]\naddresses = [\"42 The Leys\"]",
    );
    assert_ne!(case, CASE);
    let rows = [
        "AT 44 THE LEYS. Noise at 42 the Leys.",
        "MARAC 14/6, CP conf 16th. Bail to return 28th.",
        "Chef, furloughed. Had his covid jab.",
    ];
    let all = texts_of("training", &case, &rows, "zelda");
    none_of(&all[0], &["leys", "42"]);
    // Rows stand on consecutive days of June: this one on the 2nd.
    none_of(&all[1], &["14/6", "16th", "28th"]);
    assert!(
        all[2].contains("laid off for a time") || all[2].contains("furloughed"),
        "{}",
        all[2]
    );
}
