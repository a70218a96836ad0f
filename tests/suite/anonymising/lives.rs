//! What the roster knows of people's lives: addresses, schools, workplaces, telephone numbers and days of birth are found in every way of
//! writing, and stay with the real case.

use std::{fs, path::Path};

use forewarned::{
    anonymise::leaks::{Grave, Thing},
    app::{
        anonymising::{self, checking},
        matters::Matters,
    },
    model::matter::Matter,
};

use super::cases::made;
use crate::{
    cli::forewarned,
    leaking::made::{clear_all, imported_from},
    whole_cases::book,
};

const CASE: &str = r#"
title = "Whinfell Row"
kind = "sfo"
review_from = 2018-01-01
review_to = 2018-12-31
event = 2018-12-30

[[person]]
id = "P1"
role = "subject"
names = ["Rafe Pennock", "Pennock"]
sex = "male"
workplaces = ["Mellow Field Warehouse"]

[[person]]
id = "P2"
role = "child"
names = ["Orla Byrne", "Orla"]
sex = "female"
born = 2001-04-08
addresses = ["Flat 2, 31 Market Street, Kellsworth, LS1 4AP"]
phones = ["07700 900236"]
schools = ["Mill Lane Primary School"]

[[agency]]
id = "police"
name = "Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2018-01-01
supplied_to = 2018-12-31
"#;

/// Each in another way of writing.
const ROWS: [&str; 13] = [
    "Orla lives at 31 Market Street and was seen there.",
    "she was seen outside 31 market st again.",
    "LETTER SENT TO HER AT 31 MARKET STREET TODAY AND RETURNED.",
    "Letter sent to 31,\nMarket Street, Kellsworth.",
    "Orla rang from 07700 900236 today.",
    "Rang her on +44 7700 900236 and then on 0044 7700.900.236.",
    "Number is (07700) 900-236, or +44 (0)7700900236.",
    "Orla was born 08/04/2001 and is at school.",
    "Orla is in the file, 8 April 2001.",
    "Orla is in the file, 8.4.01.",
    "Orla is at Mill Lane Primary and he waits near Mill Lane for her.",
    "he was at mill lane primary school,\nat the gate.",
    "he works at the mellow field warehouse by night.",
];

fn folder(home: &Path) -> std::path::PathBuf {
    written(home, CASE, &ROWS)
}

/// A case folder with this case file, and these rows of the police.
pub(super) fn written(home: &Path, case: &str, rows: &[&str]) -> std::path::PathBuf {
    let folder = home.join("folder");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("case.toml"), case).unwrap();
    let mut table = "Ref,Date,Time,Source,Author,Type,Event\n".to_owned();
    for (at, text) in rows.iter().enumerate() {
        let text = text.replace('"', "\"\"");
        let day = at + 1;
        table.push_str(
            &[
                "PL-",
                &format!("{at:03},{day:02}/06/2018"),
                ",10:00,Log,Duty officer,Call,\"",
                &text,
                "\"\n",
            ]
            .concat(),
        );
    }
    fs::write(folder.join("police.csv"), table).unwrap();
    folder
}

fn home(level: &str) -> (tempfile::TempDir, Matters) {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &folder(home.path()));
    clear_all(&matters, level);
    (home, matters)
}

/// The texts of a case, in the order of its rows.
pub(super) fn texts(matter: &Matter) -> Vec<String> {
    let mut all: Vec<(String, String)> = matter
        .entries
        .iter()
        .map(|e| (e.id.0.clone(), e.text.clone()))
        .collect();
    all.sort();
    all.into_iter().map(|(_, text)| text).collect()
}

/// The words behind these, up to the next of those.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from}: {text}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("{to}: {text}")).0
}

#[test]
fn what_the_roster_knows_of_lives_is_put_in_other_words_in_every_way_of_writing() {
    let (_home, matters) = home("training");
    let made = made(&matters, "training", b"one", "made");
    let texts = texts(&made.matter);
    let [
        lives,
        outside,
        shouted,
        letter,
        rang,
        both,
        twice,
        born,
        _,
        _,
        near,
        school,
        work,
    ] = texts.as_slice()
    else {
        panic!("{texts:#?}")
    };
    let street = between(lives, "lives at ", " Street");
    let small = street.to_lowercase();
    assert!(!small.contains("31") && !small.contains("market"), "{lives}");
    assert!(
        outside.contains(&format!("outside {small} st again")),
        "{outside} {street}"
    );
    assert!(
        shouted.contains(&format!("AT {} STREET TODAY", street.to_uppercase())),
        "{shouted} {street}"
    );
    let (number, name) = street.split_once(' ').unwrap();
    assert!(
        letter.contains(&format!("{number},\n{name} Street, ")) && !letter.contains("Kellsworth"),
        "{letter}"
    );
    assert!(rang.contains("from [phone number 1] today"), "{rang}");
    assert!(
        both.contains("on [phone number 1] and then on [phone number 1]."),
        "{both}"
    );
    assert!(twice.contains("is [phone number 1], or [phone number 1]."), "{twice}");
    let own = between(near, "is at ", " Primary");
    assert!(
        near.contains(&format!("near {own} for her")) && own != "Mill Lane",
        "{near}"
    );
    assert!(
        school.contains(&format!("at {} primary school,\nat", own.to_lowercase())),
        "{school} {own}"
    );
    assert!(
        !work.contains("mellow") && work.contains(" warehouse by night"),
        "{work}"
    );

    // The day of birth moves with all other days, so that an age is what it was; the rest stays with the real case.
    let real = matters.get("real").unwrap().unwrap();
    let age = |m: &Matter| m.case.event.unwrap() - m.case.people[1].born.unwrap();
    assert_eq!(age(&made.matter), age(&real));
    let day = made.matter.case.people[1].born.unwrap();
    assert_ne!(day, real.case.people[1].born.unwrap());
    assert!(born.contains(&day.format("%d/%m/%Y").to_string()), "{born} {day}");
    let (_, toml) = made.folder.first().unwrap();
    let toml = String::from_utf8(toml.clone()).unwrap();
    for word in ["addresses", "phones", "schools", "workplaces", "2001"] {
        assert!(!toml.contains(word), "{word}: {toml}");
    }
    assert!(toml.contains("born = "), "{toml}");
}

#[test]
fn where_days_stay_a_day_of_birth_has_one_mark_in_every_way_of_writing() {
    let (_home, matters) = home("panel");
    let made = made(&matters, "panel", b"one", "made");
    let texts = texts(&made.matter);
    assert!(texts[7].contains("born [date of birth 1] and"), "{}", texts[7]);
    for text in &texts[8..10] {
        assert!(text.contains("in the file, [date of birth 1]."), "{text}");
    }
    assert!(made.matter.case.people.iter().all(|p| p.born.is_none()));
}

#[test]
fn an_address_or_a_school_of_the_roster_is_a_certain_leak_though_its_words_are_ordinary() {
    for level in ["training", "panel"] {
        let (_home, matters) = home(level);
        let real = matters.get("real").unwrap().unwrap();
        let disguises = anonymising::disguises(book()).unwrap();
        let found = |text: &str| {
            let chosen = anonymising::level(&disguises, level).unwrap();
            let mut files = [("notes.txt", text.as_bytes())].into_iter();
            let checked = checking::check(&real, (book(), &disguises), (chosen, None), &mut files).unwrap();
            let all = checked
                .leaks
                .into_iter()
                .filter(|l| l.grave == Grave::Certain)
                .map(|l| l.thing);
            all.collect::<Vec<Thing>>()
        };
        assert_eq!(found("he went to 31 market street again"), [Thing::Place]);
        assert_eq!(
            found("he went to mill lane primary school again"),
            [Thing::Organisation]
        );
        assert_eq!(
            found("he worked at the mellow field warehouse again"),
            [Thing::Organisation]
        );
        assert_eq!(found("rang +44 7700 900 236 again"), [Thing::Identifier]);
        assert_eq!(found("her day is 8 April 2001"), [Thing::Day]);
        assert_eq!(found("he went to the market and the primary school"), []);
    }
}

#[test]
fn a_case_file_with_a_life_that_cannot_be_is_refused_with_whose_it_is_and_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(home.path());
    for (old, new, said) in [
        (
            "phones = [\"07700 900236\"]",
            "phones = [\"none\"]",
            "phones of the person 'P2': `none` is no telephone number",
        ),
        (
            "born = 2001-04-08",
            "born = 2081-04-08",
            "born of the person 'P2': the day of birth 2081-04-08 lies more than a year after",
        ),
        (
            "schools = [\"Mill Lane Primary School\"]",
            "schools = [\" \"]",
            "schools of the person 'P2': one school of the list is blank",
        ),
        ("born = 2001-04-08", "born = \"8 April\"", "case.toml line 20"),
    ] {
        assert!(CASE.contains(old));
        fs::write(folder.join("case.toml"), CASE.replace(old, new)).unwrap();
        let out = forewarned(home.path()).arg("import").arg(&folder).output().unwrap();
        let words = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!out.status.success() && words.contains(said), "{words}");
    }
}

#[test]
fn on_the_command_line_a_life_is_added_to_what_is_known() {
    let home = tempfile::tempdir().unwrap();
    let matters = imported_from(home.path(), &folder(home.path()));
    let signed = ["--who", "A. Reviewer", "--because", "the letter says so"];
    let run = |arguments: &[&str]| {
        let out = forewarned(home.path()).args(arguments).args(signed).output().unwrap();
        (
            out.status.success(),
            String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr),
        )
    };
    let know = [
        "people",
        "know",
        "real",
        "Orla",
        "--address",
        "9 Quay Road",
        "--workplace",
        "Tidewell",
    ];
    let (done, said) = run(&know);
    assert!(done, "{said}");
    let (done, said) = run(&know);
    assert!(!done && said.contains("known already"), "{said}");
    let (done, said) = run(&["people", "know", "real", "P2", "--phone", "12"]);
    assert!(!done && said.contains("fewer than 5 figures"), "{said}");
    let (done, said) = run(&[
        "people",
        "add",
        "real",
        "Noor Haddad",
        "--role",
        "relative",
        "--born",
        "1970-02-01",
        "--school",
        "Sandside High",
    ]);
    assert!(done, "{said}");
    let case = matters.get("real").unwrap().unwrap().case.clone();
    let orla = &case.people[1];
    assert_eq!(
        orla.addresses,
        ["Flat 2, 31 Market Street, Kellsworth, LS1 4AP", "9 Quay Road"]
    );
    assert_eq!(
        (orla.workplaces.as_slice(), orla.phones.len()),
        (&["Tidewell".to_owned()][..], 1)
    );
    let noor = &case.people[2];
    assert_eq!(
        (noor.born.map(|d| d.to_string()).as_deref(), noor.schools.len()),
        (Some("1970-02-01"), 1)
    );
}
