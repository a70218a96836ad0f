//! Names: whose a name with the surname of the roster is, which names the roster does not know, and what is done about them.

use std::{fs, path::Path};

use forewarned::{
    app::{importing, judging::judge, people},
    model::{
        matter::Matter,
        mention::{Who, how},
    },
    text::unknown_names::UnknownName,
};

use crate::{settling::run, whole_cases::book};

/// Lloyd Tarrant and Bronagh Feeney, more people, and rows of one agency in the year 2021.
fn folder(at: &Path, more: &[(&str, &str, &str)], rows: &[&str]) {
    let person = |id: &str, role: &str, name: &str, sex: &str| {
        format!("[[person]]\nid = \"{id}\"\nrole = \"{role}\"\nnames = [\"{name}\"]\nsex = \"{sex}\"\n")
    };
    let mut case = "title = \"Names\"\nkind = \"dhr\"\nreview_from = 2021-01-01\nreview_to = 2021-12-31\n".to_owned();
    case.push_str(&person("P1", "subject", "Lloyd Tarrant", "male"));
    case.push_str(&person("P2", "victim", "Bronagh Feeney", "female"));
    for (number, (role, name, sex)) in more.iter().enumerate() {
        case.push_str(&person(&format!("P{}", number + 3), role, name, sex));
    }
    case.push_str("[[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"p.csv\"]\nsupplied_from = 2021-01-01\nsupplied_to = 2021-12-31\n");
    let mut table = "Ref,Date,Event\n".to_owned();
    for (number, row) in rows.iter().enumerate() {
        let (day, row) = (number % 28 + 1, row.replace('"', "\"\""));
        table += &[&format!("A{},{day:02}/03/2021", number + 1), ",\"", &row, "\"\n"].concat();
    }
    fs::create_dir_all(at).unwrap();
    fs::write(at.join("case.toml"), case).unwrap();
    fs::write(at.join("p.csv"), table).unwrap();
}

pub(crate) fn matter(more: &[(&str, &str, &str)], rows: &[&str]) -> Matter {
    let at = tempfile::tempdir().unwrap();
    folder(at.path(), more, rows);
    let bundle = importing::read(at.path(), &crate::headings()).unwrap();
    judge(importing::material(bundle), book(), &mut |_| {})
}

/// The same with a woman as subject and a man at risk.
pub(crate) fn turned_round(rows: &[&str]) -> Matter {
    let at = tempfile::tempdir().unwrap();
    folder(at.path(), &[], rows);
    let case = fs::read_to_string(at.path().join("case.toml")).unwrap();
    let case = case.replace("\"male\"", "\"man\"").replace("\"female\"", "\"male\"");
    fs::write(at.path().join("case.toml"), case.replace("\"man\"", "\"female\"")).unwrap();
    let bundle = importing::read(at.path(), &crate::headings()).unwrap();
    judge(importing::material(bundle), book(), &mut |_| {})
}

/// Who is meant by `BF` in a row that this author wrote, and why.
fn initials_by(author: &str) -> (String, String) {
    let at = tempfile::tempdir().unwrap();
    folder(at.path(), &[], &[]);
    let case = fs::read_to_string(at.path().join("case.toml")).unwrap();
    let case = case.replace("[\"Bronagh Feeney\"]", "[\"Bronagh Feeney\", \"BF\"]");
    fs::write(at.path().join("case.toml"), case).unwrap();
    let table = format!("Ref,Date,Author,Event\nA1,01/03/2021,{author},Lock fitted by BF (repairs).\n");
    fs::write(at.path().join("p.csv"), table).unwrap();
    let bundle = importing::read(at.path(), &crate::headings()).unwrap();
    let matter = judge(importing::material(bundle), book(), &mut |_| {});
    let found = matter.readings[0].people.iter().find(|p| p.words == "BF").unwrap();
    (format!("{:?}", found.who), found.how.clone())
}

#[test]
fn initials_of_somebody_who_writes_for_the_agency_too_are_in_doubt() {
    for author in ["B. Fane", "BF", "Bella Fane"] {
        assert_eq!(
            initials_by(author),
            ("Unresolved".to_owned(), how::AUTHOR.to_owned()),
            "{author}"
        );
    }
    assert_eq!(initials_by("D. Oak").1, how::INITIALS);
}

/// Who is meant by these words in the one row, and why.
pub(crate) fn read(more: &[(&str, &str, &str)], row: &str, words: &str) -> (String, String) {
    let matter = matter(more, &[row]);
    let all = &matter.readings[0].people;
    let found = all.iter().find(|p| p.words.ends_with(words));
    let found = found.unwrap_or_else(|| panic!("{row}: {all:?}"));
    let who = match &found.who {
        Who::Person(id) => id.0.clone(),
        Who::Other(name) => format!("other {name}"),
        Who::Unresolved => "unresolved".to_owned(),
    };
    (who, found.how.clone())
}

fn unknown(more: &[(&str, &str, &str)], rows: &[&str]) -> Vec<UnknownName> {
    people::unknown(&matter(more, rows), book())
}

fn hint(names: &[UnknownName], name: &str) -> String {
    let found = names
        .iter()
        .find(|n| n.name == name)
        .unwrap_or_else(|| panic!("{name}: {names:?}"));
    let likely = found.likely.as_ref();
    likely.map_or("nobody".to_owned(), |l| format!("{}: {}", l.person, l.why))
}

#[test]
fn another_first_name_before_the_surname_is_another_person() {
    for name in [
        "Wayne",
        "Tariq",
        "Ffion",
        "Kwame",
        "Agnieszka",
        "Gurpreet",
        "Rose",
        "Dean",
        "Wyndham",
        "B.",
    ] {
        let row = format!("{name} Tarrant hit Bronagh Feeney.");
        let (who, why) = read(&[], &row, "Tarrant");
        assert_eq!((who.as_str(), why.as_str()), ("unresolved", how::ANOTHER), "{row}");
        assert!(
            matter(&[], &[&row]).readings[0]
                .mentions
                .iter()
                .all(|m| m.actor != Who::Person(forewarned::model::case::PersonId("P1".to_owned()))),
            "{row}"
        );
        let listed = unknown(&[], &[&row]);
        let name = format!("{name} Tarrant");
        assert!(hint(&listed, &name).contains("a relative?"), "{listed:?}");
    }
    let (who, _) = read(&[], "His brother Dean Tarrant hit Bronagh Feeney.", "Dean Tarrant");
    assert_eq!(who, "other dean tarrant");
    let (who, _) = read(&[], "Noreen Feeney rang about the children.", "Noreen Feeney");
    assert_eq!(who, "unresolved");
}

#[test]
fn a_title_of_the_other_sex_is_another_person_and_his_own_title_is_his() {
    assert_eq!(read(&[], "Mr Tarrant hit her.", "Tarrant").0, "P1");
    assert_eq!(read(&[], "Mrs Tarrant hit her.", "Tarrant").0, "unresolved");
    assert_eq!(
        read(&[], "His father Mr Brian Tarrant hit her.", "Brian Tarrant").0,
        "other mr brian tarrant"
    );
    assert_eq!(read(&[], "Mr Lloyd Tarrant hit her.", "Tarrant").0, "P1");
    let son = [
        ("child", "Callum Tarrant", "male"),
        ("relative", "Jean Tarrant", "female"),
    ];
    assert_eq!(read(&son, "Mr Tarrant hit her.", "Tarrant").0, "P1");
    assert_eq!(read(&son, "Mrs Tarrant rang.", "Tarrant").0, "P4");
    let listed = unknown(&[], &["Mrs Tarrant rang. Mr Tarrant was out."]);
    assert!(hint(&listed, "Mrs Tarrant").starts_with("P1"), "{listed:?}");
    assert_eq!(listed.len(), 1, "{listed:?}");
}

#[test]
fn a_slip_or_a_short_form_of_the_first_name_stays_with_the_person_and_is_told() {
    for (roster, written, why) in [
        ("Siobhan Merrow", "Siobahn Merrow", how::SLIP),
        ("Mohammed Iqbal", "Muhammad Iqbal", how::SHORT),
        ("Katarzyna Zielinska", "Katarzina Zielinska", how::SLIP),
        ("Oluwaseun Adeyemi", "Oluwasuen Adeyemi", how::SLIP),
        ("Robert O'Hagan", "Bob O'Hagan", how::SHORT),
        ("Elizabeth Carter-Hughes", "Liz Carter-Hughes", how::SHORT),
        ("Zoë McBride", "Zoe McBride", how::NAME),
        ("Maria de Souza", "Maria de Souza", how::NAME),
        ("Gareth Pugh", "G. Pugh", how::INITIALS),
        ("Gareth Pugh", "Mr G Pugh", how::INITIALS),
    ] {
        let sex = if ["Bob", "Muh", "G. ", "Mr "].iter().any(|m| written.starts_with(m)) {
            "male"
        } else {
            "female"
        };
        let sex = if roster.starts_with("Olu") { "male" } else { sex };
        let found = read(
            &[("relative", roster, sex)],
            &format!("{written} rang at nine."),
            written,
        );
        assert_eq!(found, ("P3".to_owned(), why.to_owned()), "{written}");
    }
    let (who, why) = read(&[], "Her ex Loyd Tarrant hit her.", "Loyd Tarrant");
    assert_eq!((who.as_str(), why.as_str()), ("P1", how::SLIP));
    let listed = unknown(&[], &["Loyd Tarrant rang."]);
    assert!(
        hint(&listed, "Loyd Tarrant").contains("P1: is read as this person: “Loyd” is likely a slip of “Lloyd”"),
        "{listed:?}"
    );
}

#[test]
fn a_relative_on_the_roster_takes_neither_the_slips_nor_the_initials_of_the_subject() {
    let brother = [("relative", "Leon Tarrant", "male")];
    assert_eq!(read(&brother, "Loyd Tarrant hit her.", "Tarrant").0, "P1");
    assert_eq!(read(&brother, "Leon Tarrant hit her.", "Tarrant").0, "P3");
    let (who, why) = read(&brother, "L Tarrant hit her.", "L Tarrant");
    assert_eq!((who.as_str(), why.as_str()), ("unresolved", how::SHARED));
    let listed = unknown(&brother, &["L Tarrant hit her."]);
    let hint = hint(&listed, "L Tarrant");
    assert!(hint.contains("fits P1 Lloyd Tarrant and P3 Leon Tarrant"), "{hint}");
    // One whom the letter fits is meant by it, though others have the surname.
    let sister = [("relative", "Jean Tarrant", "female")];
    assert_eq!(read(&sister, "L Tarrant hit her.", "L Tarrant").0, "P1");
}

#[test]
fn shared_names_of_many_people_tell_of_no_kin() {
    let roster = [
        ("relative", "Manpreet Kaur", "female"),
        ("neighbour", "Harjit Singh", "male"),
    ];
    assert_eq!(read(&roster, "Jaspal Singh hit her.", "Singh").0, "unresolved");
    assert_eq!(read(&roster, "Harjit Singh hit her.", "Singh").0, "P4");
    let listed = unknown(&roster, &["Balvinder Kaur rang."]);
    let hint = hint(&listed, "Balvinder Kaur");
    assert!(
        hint.contains("very many people") && !hint.contains("relative"),
        "{hint}"
    );
    let polish = [("relative", "Marek Kowalski", "male")];
    let listed = unknown(&polish, &["Anna Kowalska rang."]);
    assert!(self::hint(&listed, "Anna Kowalska").starts_with("P3"), "{listed:?}");
}

#[test]
fn words_that_are_no_first_names_leave_the_surname_to_the_person() {
    for row in [
        "Visited Tarrant at home.",
        "Told Tarrant to leave.",
        "Arrested Tarrant again.",
        "Offender Tarrant seen.",
    ] {
        assert_eq!(read(&[], row, "Tarrant").0, "P1", "{row}");
    }
    assert_eq!(read(&[], "Visited Lloyd Tarrant at home.", "Lloyd Tarrant").0, "P1");
    assert_eq!(read(&[], "Bronagh Tarrant rang.", "Bronagh Tarrant").0, "P2");
    assert_eq!(read(&[], "Lloyd James Tarrant rang.", "Lloyd James Tarrant").0, "P1");
    assert_eq!(
        read(&[], "WAYNE TARRANT OUTSIDE THE HOUSE SHOUTING AGAIN", "TARRANT").0,
        "unresolved"
    );
    assert_eq!(
        read(&[], "OUTSIDE TARRANT HOUSE SHOUTING AGAIN ALL NIGHT", "TARRANT").0,
        "P1"
    );
}

#[test]
fn a_pronoun_after_a_relative_of_unknown_sex_is_not_the_subject() {
    let matter = matter(&[], &["Wyndham Tarrant rang. He hit her."]);
    let he = matter.readings[0].people.iter().find(|p| p.words == "He").unwrap();
    assert_eq!(he.who, Who::Unresolved);
}

#[test]
fn a_row_in_which_a_name_tells_nothing_takes_it_from_no_other_row() {
    let rows = ["Imani Okoro rang. She told Imani Okoro to leave.", "Kezzo hit her."];
    let more = [
        "Bronagh Feeney said that Imani Okoro is his girlfriend.",
        "She is angry at Kezzo.",
        "Asked to check on Kezzo.",
        "At 10:30 Kezzo rang.",
        "04/03/2021 Imani Okoro rang.",
        "Seen near Kezzo.",
    ];
    let mut all: Vec<&str> = rows.to_vec();
    for row in more {
        all.push(row);
        let listed = unknown(&[], &all);
        let names: Vec<&str> = listed.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["Imani Okoro", "Kezzo"], "{row}");
    }
    let listed = unknown(&[], &["Kezzo rang.", "Seen in Kezzo Road, at 14 Imani Fold."]);
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(listed[0].count, 1, "the road is nobody: {listed:?}");
}

#[test]
fn short_names_that_are_words_too_are_listed_where_they_are_people() {
    let rows = [
        "Gaz hit her. She is frightened of Gaz.",
        "Mags rang.",
        "Seen with Mark. Dean said that Sean was out.",
        "Rose arrested.",
        "Spoke to Shiv.",
    ];
    let listed = unknown(&[("relative", "Siobhan Quill", "female")], &rows);
    for name in ["Gaz", "Mags", "Mark", "Dean", "Sean", "Rose", "Shiv"] {
        assert!(listed.iter().any(|n| n.name == name), "{name}: {listed:?}");
    }
    assert!(hint(&listed, "Shiv").contains("short for the first name “Siobhan”"));
    let rows = [
        "Mark on her arm. Red mark to face.",
        "A rose left at the door. Grant awarded.",
        "Up before the mags in May.",
    ];
    assert_eq!(unknown(&[], &rows), []);
}

#[test]
fn a_woman_called_as_the_magistrates_are_is_no_court() {
    let agencies = |row: &str| {
        let matter = matter(&[], &[row]);
        let found = matter.readings[0].agencies.iter();
        found.map(|a| a.kind.clone()).collect::<Vec<_>>()
    };
    assert!(agencies("Mags rang.").is_empty());
    assert_eq!(agencies("Up before the Mags today."), ["court"]);
}

#[test]
fn a_surname_alone_with_a_slip_goes_with_no_relative_of_that_name() {
    let rows = [
        "Noreen Feeney, grandmother, rang.",
        "Ms Feeny said that he hit her.",
        "Noreen Feeney rang again.",
    ];
    let listed = unknown(&[], &rows);
    assert!(hint(&listed, "Feeny").starts_with("P2"), "{listed:?}");
    assert_eq!(listed.iter().find(|n| n.name == "Noreen Feeney").unwrap().count, 2);
}

#[test]
fn a_merge_that_the_records_do_not_bear_out_is_refused_until_it_is_asked_for_anyway() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path().join("in");
    folder(&at, &[], &["Dr Ilderton rang.", "Lolo hit her."]);
    run(home.path(), &["import", at.to_str().unwrap(), "--case", "n"]);
    let merge = |name: &str, more: &[&str]| {
        let first = ["people", "merge", "n", name, "P1", "--who", "Ada", "--because", "asked"];
        run(home.path(), &[&first[..], more].concat())
    };
    let (ok, out) = merge("Zzyzx Qqq", &[]);
    assert!(
        !ok && out.contains("nowhere in the records") && out.contains("--anyway"),
        "{out}"
    );
    let (ok, out) = merge("Dr Ilderton", &[]);
    assert!(!ok && out.contains("professional") && out.contains("--anyway"), "{out}");
    let (ok, out) = merge("Bronagh Feeney", &[]);
    assert!(!ok && out.contains("a name of P2 already"), "{out}");
    let (ok, out) = merge("Lolo", &[]);
    assert!(ok, "{out}");
    let (ok, out) = merge("Zzyzx Qqq", &["--anyway"]);
    assert!(ok, "{out}");
}

#[test]
fn common_nouns_are_no_names_in_a_report() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path().join("in");
    let rows = [
        "Her mother rang. His sister's ex Corin came. Mrs Wetherall saw it. His uncle left.",
        "Wayne Tarrant hit her.",
    ];
    folder(&at, &[], &rows);
    run(home.path(), &["import", at.to_str().unwrap(), "--case", "n"]);
    let out = home.path().join("c.csv");
    let (ok, said) = run(
        home.path(),
        &[
            "report",
            "n",
            "--kind",
            "chronology",
            "--columns",
            "ref,people",
            "--format",
            "csv",
            "--output",
            out.to_str().unwrap(),
        ],
    );
    assert!(ok, "{said}");
    let text = fs::read_to_string(out).unwrap();
    assert!(text.contains("not on the roster: Mrs Wetherall"), "{text}");
    assert!(
        !text.contains("roster: mother") && !text.contains("roster: uncle"),
        "{text}"
    );
    assert!(text.contains("somebody with the surname of a person on it"), "{text}");
}

#[test]
fn a_title_that_fits_two_people_is_settled_by_nobody_but_a_person() {
    let brother = [("relative", "Leon Tarrant", "male")];
    let (who, why) = read(&brother, "Mr Tarrant hit her.", "Mr Tarrant");
    assert_eq!((who.as_str(), why.as_str()), ("unresolved", how::SHARED));
    let listed = unknown(&brother, &["Mr Tarrant hit her."]);
    assert!(hint(&listed, "Mr Tarrant").contains("fits P1 Lloyd Tarrant and P3 Leon Tarrant"));
    let mother = [("relative", "Orla Feeney", "female")];
    assert_eq!(read(&mother, "Ms Feeney rang.", "Ms Feeney").0, "other feeney");
}

#[test]
fn a_surname_with_an_initial_on_the_roster_is_that_person() {
    let brother = [("relative", "Tarrant R", "male")];
    assert!(unknown(&brother, &["VEH KEEPER TARRANT R, DEFECTIVE LAMP."]).is_empty());
    assert!(!unknown(&[], &["VEH KEEPER TARRANT R, DEFECTIVE LAMP."]).is_empty());
}

#[test]
fn the_elder_of_two_of_one_surname_is_not_the_younger() {
    let elder = [("relative", "Mrs Fee\u{144}ey senior", "female")];
    for name in [
        "Mrs Feeney senior",
        "Mrs Fee\u{144}ey Senior",
        "Mrs Feeney snr",
        "Mrs Feeney the elder",
    ] {
        let row = format!("{name} rang. Says that he sits in the car park.");
        assert_eq!(read(&elder, &row, name).0, "P3", "{row}");
    }
    // Nobody is called so on the roster: it is not the victim all the same.
    let none = read(&[], "Mrs Feeney senior rang about him.", "Mrs Feeney senior");
    assert_eq!(none.0, "unresolved");
    assert_eq!(
        read(&elder, "Ms Feeney senior social worker", "Ms Feeney").0,
        "other feeney"
    );
    assert_eq!(read(&[], "Ms Feeney rang about him.", "Ms Feeney").0, "P2");
    assert_eq!(read(&elder, "Bronagh Feeney rang about him.", "Bronagh Feeney").0, "P2");
    // The word is no manager of the writer's either.
    let matter = matter(&elder, &["Mrs Feeney senior rang, says that he follows Bronagh."]);
    let mut said = matter.readings[0].mentions.iter();
    assert!(said.all(|m| m.concept != "manager-discussion"));
}

#[test]
fn an_address_and_childrens_services_are_what_they_are() {
    let agencies = |row: &str| {
        let matter = matter(&[], &[row]);
        let found = matter.readings[0].agencies.iter();
        found.map(|a| a.kind.clone()).collect::<Vec<_>>()
    };
    assert!(agencies("He was seen at 12 Curlew Court again.").is_empty());
    assert!(agencies("She has moved to School Lane.").is_empty());
    assert_eq!(agencies("He was taken to Crown Court again."), ["court"]);
    assert_eq!(agencies("Moorbury Court hearing adjourned."), ["court"]);
    assert_eq!(agencies("Told the School that he waits."), ["education"]);
    // The door of a house is no agency that is called so.
    for row in [
        "He kicked in front door again.",
        "He was shouting and banging on the front door.",
        "Stood at her front door.",
    ] {
        assert!(agencies(row).is_empty(), "{row}");
    }
    for row in [
        "Rang front door, no further action.",
        "Referral to the front door closed.",
        "Hit her, front door told.",
    ] {
        assert_eq!(agencies(row), ["childrens-social-care"], "{row}");
    }

    let child = [("child", "Orla Feeney", "female")];
    let who = |row: &str| {
        let matter = matter(&child, &[row]);
        let found = matter.readings[0].people.iter();
        found.map(|p| p.words.clone()).collect::<Vec<_>>()
    };
    assert!(who("Rang children's services.").is_empty());
    assert_eq!(who("Her children are scared."), ["Her", "children"]);
}
