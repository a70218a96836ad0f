//! The leak check finds what the real case knows in whatever form it would go out, and stays quiet where it is not.

pub(crate) mod made;
mod unpacked;

use std::{collections::BTreeSet, sync::LazyLock};

use forewarned::{
    anonymise::{
        leaks::{Check, Grave, How, Leak, Piece, Secret, Secrets, Thing, Usual, by_days, check, in_words},
        quasi::{Quasi, together},
    },
    report::{self, FORMATS, Settings, document::plain, risk},
};
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::whole_cases::{book, matter};

/// Words that stand in the texts of these tests and are nobody's name.
const ORDINARY: &[&str] = &[
    "will",
    "mark",
    "grace",
    "told",
    "that",
    "she",
    "go",
    "the",
    "report",
    "days",
    "of",
    "a",
    "to",
    "mellow",
    "house",
    "lane",
    "trust",
    "street",
    "rang",
    "park",
    "left",
    "his",
    "plan",
    "for",
    "by",
    "and",
    "said",
    "at",
    "in",
    "is",
    "was",
    "he",
    "northern",
    "field",
    "see",
    "call",
    "number",
    "marking",
    "marketing",
    "remarks",
    "surgery",
    "rose",
    "on",
    "with",
    "from",
    "review",
    "it",
    "not",
    "young",
    "brown",
    "about",
];

fn ordinary(word: &str) -> bool {
    ORDINARY.contains(&word)
}

/// Abbreviations, read once: the lists are long.
static ABBREVIATIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let exact = book().disguises().unwrap().exact;
    exact.iter().map(|w| w.to_lowercase()).collect()
});

pub(crate) fn usual_words() -> Usual {
    Usual::of(book().lexicon.rules(), ABBREVIATIONS.clone())
}

fn person(forms: &[&str]) -> Secret {
    Secret {
        thing: Thing::Person,
        forms: forms.iter().map(|f| (*f).to_owned()).collect(),
    }
}

fn secrets() -> Secrets<'static> {
    let days = [
        ("2018-01-14", "the event"),
        ("2017-05-02", "an entry"),
        ("1984-03-09", "a birth"),
    ];
    Secrets {
        all: vec![
            person(&["Simon Mellors", "Mr Mellors", "Mellors"]),
            person(&["Grace Will"]),
            person(&["Halina Łęcka", "Halina Lecka", "HŁ"]),
            person(&["Kayleigh Braithwaite"]),
            person(&["Patrick O’Dowd"]),
            person(&["Jo Ng"]),
            person(&["Gareth Prosser"]),
            person(&["Rhoda Jessop"]),
            Secret::new(Thing::Agency, "Penhallow Trust"),
            Secret::new(Thing::Place, "14 Harrowgate Lane"),
            Secret::new(Thing::Place, "HX1 4QT"),
            Secret::new(Thing::Identifier, "943 476 5919"),
            Secret::new(Thing::Identifier, "07700 900123"),
            Secret::new(Thing::Identifier, "02/73319Z"),
            Secret::new(Thing::Entry, "PRB-014"),
            Secret::new(Thing::File, "probation.csv"),
            Secret::new(Thing::File, "harrowgate_log.xlsx"),
        ],
        sure: BTreeSet::new(),
        words: [("pickleworth", 1), ("trust", 1), ("bramblefax", 40)]
            .map(|(w, n)| (w.to_owned(), n))
            .into(),
        days: days.map(|(d, of)| (d.parse().unwrap(), of)).into(),
        made_days: ["2017-05-02".parse().unwrap()].into(),
        given: vec![
            "Tessa Moor".to_owned(),
            "Graham Parr".to_owned(),
            "Gillian Pryce".to_owned(),
        ],
        usual: usual_words(),
        printed: BTreeSet::new(),
        ordinary: &ordinary,
    }
}

fn piece(text: &str) -> Piece {
    Piece {
        file: "f.txt".to_owned(),
        place: String::new(),
        text: text.to_owned(),
    }
}

fn leaks(text: &str) -> Vec<Leak> {
    let secrets = secrets();
    check(&secrets, &[piece(text)])
}

#[test]
fn a_name_is_found_in_every_way_in_which_somebody_may_write_it() {
    use {Grave::*, How::*};
    let mut wrong = Vec::new();
    for (text, real, how, grave) in [
        ("Rang Simon Mellors about it", "Simon Mellors", Exact, Certain),
        ("Rang Mellors about it", "Simon Mellors", Exact, Certain),
        ("Simon rang", "Simon Mellors", Exact, Certain),
        ("Simon\n   Mellors rang", "Simon Mellors", Exact, Certain),
        ("mellors's plan", "Simon Mellors", Possessive, Certain),
        ("Mellors’s plan", "Simon Mellors", Possessive, Certain),
        ("SIMON MELLORS RANG", "Simon Mellors", Capitals, Certain),
        ("rang mellors", "Simon Mellors", Capitals, Certain),
        ("HALINA LECKA RANG", "Halina Łęcka", Capitals, Certain),
        ("Rang Le\u{301}cka", "Halina Łęcka", Accents, Certain),
        ("Mellors, Simon", "Simon Mellors", Reversed, Certain),
        ("Mellors S rang", "Simon Mellors", Reversed, Certain),
        ("MELLORS, S.", "Simon Mellors", Reversed, Certain),
        ("simon.mellors", "Simon Mellors", Joined, Certain),
        ("Simon-Mellors", "Simon Mellors", Joined, Certain),
        ("simon_mellors plan", "Simon Mellors", Joined, Certain),
        ("smellors@mail.invalid", "Simon Mellors", Inside, Certain),
        ("mellors72@mail.invalid", "Simon Mellors", Inside, Certain),
        ("SimonMellorsPlan.docx", "Simon Mellors", Inside, Certain),
        ("SM’s plan", "Simon Mellors", Initials, Look),
        ("told S.M. that", "Simon Mellors", Initials, Look),
        ("told S M that", "Simon Mellors", Initials, Look),
        ("RJ’s plan", "Rhoda Jessop", Initials, Look),
        ("told R.J. that", "Rhoda Jessop", Initials, Look),
        ("told HŁ that", "Halina Łęcka", Initials, Certain),
        ("told Melors that", "Simon Mellors", Spelling, Look),
        ("told Mellros that", "Simon Mellors", Spelling, Look),
        ("told Brathwaite that", "Kayleigh Braithwaite", Spelling, Look),
        ("told Kaylee that", "Kayleigh Braithwaite", Sound, Look),
        ("told O'Dowd that", "Patrick O’Dowd", Accents, Certain),
        ("told ODowd that", "Patrick O’Dowd", Accents, Certain),
        ("told Grace that", "Grace Will", Exact, Look),
        ("Grace rang", "Grace Will", Exact, Look),
        ("Melors rang", "Simon Mellors", Spelling, Look),
        ("MELORS RANG", "Simon Mellors", Spelling, Look),
        ("Jo rang", "Jo Ng", Exact, Look),
        ("told Grace Will that", "Grace Will", Exact, Certain),
        ("told Jo that", "Jo Ng", Exact, Look),
        ("the Penhallow Trust", "Penhallow Trust", Exact, Certain),
        ("at penhallow", "Penhallow Trust", Capitals, Certain),
        ("at 14 Harrowgate Lane", "14 Harrowgate Lane", Exact, Certain),
        ("at Harrowgate", "14 Harrowgate Lane", Exact, Certain),
        ("at hx14qt", "HX1 4QT", Spacing, Certain),
        ("NHS 943-476-5919", "943 476 5919", Spacing, Certain),
        ("NHS 9434765919", "943 476 5919", Spacing, Certain),
        ("call 07700900123", "07700 900123", Spacing, Certain),
        ("call +44 7700 900 123", "07700 900123", Spacing, Certain),
        ("ref 02 73319 z", "02/73319Z", Spacing, Certain),
        ("see prb014", "PRB-014", Spacing, Certain),
        ("see harrowgate_log.xlsx", "harrowgate_log.xlsx", Exact, Look),
        ("at Pickleworth", "pickleworth", Exact, Look),
    ] {
        let found = leaks(text);
        let hit = found.iter().find(|l| l.real == real && l.how == how);
        if hit.is_none_or(|l| l.grave != grave) {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_name_is_left_alone() {
    for text in [
        "He will go. Will he go? Mark the report.",
        "Grace days of the house",
        "Marketing remarks, marking and mellow",
        "The GP, PC and DV report; GP's surgery",
        "GW and SM-7 are not X",
        "RJ is for mental health",
        "Tessa Moor and Graham Parr rang Gillian",
        "trust, brown, young, bramblefax",
        "a probation.csv report",
        "at 10 AM on it",
        "see number 943 476 5918, 4765919, PRB-015",
        "S. said M. left",
        "",
        "12/12/2012",
    ] {
        let found: Vec<Leak> = leaks(text).into_iter().filter(|l| l.how != How::FalseName).collect();
        // `SM-7` has the letters of a person: a person looks at it; nothing else may be found.
        let found: Vec<&Leak> = found
            .iter()
            .filter(|l| !text.contains("SM-7") || l.how != How::Initials)
            .collect();
        assert!(found.is_empty(), "{text}: {found:#?}");
    }
}

#[test]
fn initials_that_a_false_name_has_as_well_tell_nobody() {
    // Gareth Prosser’s letters are those of Graham Parr and Gillian Pryce, and notes write GP of a doctor.
    assert!(leaks("told GP that").iter().all(|l| l.how != How::Initials));
    let mut secrets = secrets();
    secrets.given.push("Susan Marsh".to_owned());
    assert!(
        check(&secrets, &[piece("told SM that")])
            .iter()
            .all(|l| l.how != How::Initials)
    );
}

#[test]
fn a_real_day_that_still_stands_is_found_and_a_day_of_the_new_case_is_not() {
    for (text, real, grave) in [
        ("on 14/01/2018 at", "14 January 2018 (day of the event)", Grave::Certain),
        ("on 14.1.18 at", "14 January 2018 (day of the event)", Grave::Certain),
        (
            "on 14th January 2018 at",
            "14 January 2018 (day of the event)",
            Grave::Certain,
        ),
        (
            "\"2018-01-14T10:00:00\"",
            "14 January 2018 (day of the event)",
            Grave::Certain,
        ),
        ("born 9 March 1984", "9 March 1984 (day of a birth)", Grave::Certain),
    ] {
        let found = leaks(text);
        assert!(
            found
                .iter()
                .any(|l| l.thing == Thing::Day && l.real == real && l.grave == grave),
            "{text}: {found:#?}"
        );
    }
    for text in ["on 02/05/2017 at", "in January 2018", "on 15/01/2018", "in 1984"] {
        assert!(leaks(text).iter().all(|l| l.thing != Thing::Day), "{text}");
    }
}

#[test]
fn a_false_name_that_is_a_real_one_is_told_once() {
    let mut secrets = secrets();
    secrets
        .given
        .extend(["Simon Oakes".to_owned(), "Kayleigh Braithwaite".to_owned()]);
    let found = check(&secrets, &[piece("Simon Oakes rang Simon.")]);
    let told: Vec<_> = found
        .iter()
        .filter(|l| l.how == How::FalseName)
        .map(|l| (l.found.as_str(), l.grave))
        .collect();
    assert_eq!(
        told,
        [("Kayleigh Braithwaite", Grave::Certain), ("Simon Oakes", Grave::Look)]
    );
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn the_summary_counts_and_tells_what_could_not_be_searched_for() {
    let mut secrets = secrets();
    secrets.all.push(Secret::new(Thing::Identifier, "12"));
    let mut looked = Check::new(&secrets);
    looked.look(&piece("Mellors and Mellors"));
    let (found, searched) = (looked.leaks(), looked.searched());
    assert_eq!(found.first().unwrap().times, 2);
    assert_eq!(searched.too_short, ["12"]);
    let said = in_words(&found, &searched);
    for looked_for in ["1 file", "1 leak was found for certain", "1 thing is too short"] {
        assert!(said.contains(looked_for), "{said}");
    }
    assert!(!said.contains("Mellors") && !format!("{secrets:?}{looked:?}").contains("Mellors"));
}

fn quasi() -> Quasi {
    book().quasi().unwrap()
}

#[test]
fn every_theme_finds_its_examples_and_leaves_the_others() {
    let quasi = quasi();
    let mut wrong = Vec::new();
    for (number, theme) in quasi.themes.iter().enumerate() {
        for text in &theme.hit {
            if !quasi.find(text).iter().any(|(t, _)| *t == number) {
                wrong.push(format!("{} does not find: {text}", theme.id));
            }
        }
        for text in &theme.miss {
            for (_, span) in quasi.find(text).iter().filter(|(t, _)| *t == number) {
                wrong.push(format!(
                    "{} finds “{}” in: {text}",
                    theme.id,
                    &text[span.start..span.end]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn three_kinds_of_things_told_of_one_person_are_put_together() {
    let mut matter = matter("saltmarsh");
    let quasi = quasi();
    let entry = &mut matter.entries[0];
    "Halina, 34 years old, is a vicar. Halina has a red Corsa and goes to choir. Rui has a parrot."
        .clone_into(&mut entry.text);
    let reading = &mut matter.readings[0];
    let end = entry.text.len();
    let second = entry.text.find("Halina has").unwrap();
    let third = entry.text.find("Rui has").unwrap();
    let span = |start, end| forewarned::model::mention::Span { start, end };
    reading.sentences = vec![span(0, second), span(second, third), span(third, end)];
    let named = |at: usize, id: &str| forewarned::model::mention::PersonMention {
        span: span(at, at + 3),
        words: String::new(),
        who: forewarned::model::mention::Who::Person(forewarned::model::case::PersonId(id.to_owned())),
        how: String::new(),
    };
    reading.people = vec![named(0, "P2"), named(second, "P2"), named(third, "P6")];
    let signs = quasi.signs(&matter.entries[..1], &matter.readings[..1]);
    let themes: BTreeSet<&str> = signs.iter().map(|s| quasi.themes[s.theme].id.as_str()).collect();
    assert_eq!(themes, ["age", "car", "club", "job", "pets"].into());
    let all = together(&signs);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((all[0].who.as_str(), all[0].themes.len()), ("P2", 4));
}

#[test]
fn the_report_says_first_that_it_is_personal_data_and_hides_what_is_real_where_asked() {
    let secrets = secrets();
    let mut looked = Check::new(&secrets);
    looked.look(&piece("Mellors, aged 34, on 14/01/2018"));
    let (found, searched) = (looked.leaks(), looked.searched());
    let days = ["2018-01-14", "2018-01-20"].map(|d| d.parse::<chrono::NaiveDate>().unwrap());
    let days = days.map(|d| (d, d - chrono::Days::new(7 * 111)));
    let by_days = by_days(&days, 1, &[("the event", 1)]);
    let (quasi, matter) = (quasi(), matter("saltmarsh"));
    let signs = quasi.signs(&matter.entries, &matter.readings);
    assert!(!signs.is_empty());
    for tells_real in [true, false] {
        let told = risk::Risk {
            title: "Oak".to_owned(),
            level: "Training".to_owned(),
            audience: "Staff in training".to_owned(),
            done: vec!["Names were replaced.".to_owned()],
            searched: &searched,
            leaks: &found,
            days: &by_days,
            quasi: &quasi,
            signs: &signs,
            names: [("P2".to_owned(), "Tessa Moor".to_owned())].into(),
            claims: book().claims().unwrap(),
            tells_real,
        };
        let document = risk::compose(&told, &Settings::default());
        let text = report::write(&document, "json").unwrap();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text.contains("Mellors"), tells_real);
        assert!(!text.contains("777") && !text.contains("111"), "the shift is told");
        for looked_for in [
            "Recital 26",
            "is still personal data",
            "Before it is handed over",
            "Who may have it",
            "Staff in training",
        ] {
            assert!(text.contains(looked_for), "{looked_for}");
        }
        let first = document.blocks.iter().find_map(|b| match b {
            report::document::Block::Note(line) => Some(plain(line)),
            _ => None,
        });
        assert!(first.unwrap().starts_with("An anonymised case is still personal data"));
        for format in FORMATS.iter().filter(|f| report::takes(**f, &[report::Part::Table])) {
            assert!(!report::write(&document, format.name()).unwrap().is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_stops_the_check(text in any::<String>(), other in "[A-Za-zÀ-ÿŁłę'’. \\-\u{301}\u{ad}0-9/@_]{0,120}") {
        let secrets = secrets();
        let mut own = check(&secrets, &[piece(&text), piece(&other)]);
        own.retain(|l| l.how != How::FalseName);
        for leak in own {
            assert!(text.contains(&leak.found) || other.contains(&leak.found));
        }
        quasi().find(&text);
    }

    #[test]
    fn any_name_can_be_a_secret(name in any::<String>(), text in "[a-zA-Z'é ]{0,60}") {
        let mut secrets = secrets();
        secrets.all.push(person(&[&name]));
        secrets.given.push(text.clone());
        check(&secrets, &[piece(&text), piece(&name)]);
    }
}
