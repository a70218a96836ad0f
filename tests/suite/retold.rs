//! One event in the words of two agencies: it is offered, with the reason, and nothing rests on it. E-mails that answer one another.

use std::{fs, path::Path};

use forewarned::{
    app::{
        importing,
        judging::{Material, judge},
    },
    model::{
        entry::EntryId,
        matter::Matter,
        settled::{Settled, Settlement},
        timeline::{About, Relation},
    },
    report::telling,
    review::lens::known,
    rulebook::{files::Files, load::Rulebook},
};

use crate::{
    cli::{forewarned, output, small_case},
    headings,
    whole_cases::{book, material},
};

const ROSTER: &str = "[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Ann Ward\", \"Ms Ward\"]\nsex = \"female\"\n\
    [[person]]\nid = \"P3\"\nrole = \"other\"\nnames = [\"Mr Pike\", \"Pike\"]\nsex = \"male\"\n\
    [[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"q.csv\"]\n\
    supplied_from = 2021-01-01\nsupplied_to = 2023-12-31\n";

fn put(folder: &Path, health: [&str; 2], police: [&str; 2]) {
    let row = |id: &str, [day, text]: [&str; 2]| format!("{id},{day},,,,,\"{}\"\n", text.replace('"', "\"\""));
    small_case(folder, ROSTER, &row("A1", health));
    let rows = row("Q1", police);
    fs::write(
        folder.join("q.csv"),
        format!("Ref,Date,Time,Source,Author,Type,Event\n{rows}"),
    )
    .unwrap();
}

fn of_two(health: [&str; 2], police: [&str; 2]) -> Material {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), health, police);
    importing::material(importing::read(folder.path(), &headings()).unwrap())
}

fn two(health: [&str; 2], police: [&str; 2]) -> Matter {
    judge(of_two(health, police), book(), &mut |_| {})
}

fn offers(matter: &Matter) -> Vec<&str> {
    let all = matter.timeline.related.iter();
    all.filter(|r| r.how == Relation::PerhapsSame)
        .map(|r| r.why.as_str())
        .collect()
}

const POLICE: [&str; 2] = [
    "14/03/2022",
    "Caller says that Mr Pike punched Ann Ward in the kitchen at 12 Mill Road and smashed the window. Officers attended.",
];
const NURSE: [&str; 2] = [
    "15/03/2022",
    "Ann Ward seen at 12 Mill Road with bruising. She says that Mr Pike hit her in the kitchen and broke the window.",
];

#[test]
fn the_examples_beside_the_rule_of_the_same_event_hold() {
    let examples = &book().same_event.example;
    assert!(examples.len() > 2);
    for example in examples {
        let [first, second] = [&example.first, &example.second].map(|[day, text]| [day.as_str(), text.as_str()]);
        let matter = two(first, second);
        assert_eq!(!offers(&matter).is_empty(), example.offered, "{example:?}");
    }
}

#[test]
fn one_event_in_two_agencies_words_is_offered_with_the_reason_and_is_no_link() {
    let matter = two(NURSE, POLICE);
    assert_eq!(offers(&matter).len(), 1, "{:?}", matter.timeline.related);
    let why = offers(&matter)[0];
    for said in [
        "both tell of",
        "physical violence",
        "14 March 2022",
        "of Ann Ward and Mr Pike",
        "at 12 Mill Road",
        "kitchen",
    ] {
        assert!(why.contains(said), "{said}: {why}");
    }
    assert!(matter.timeline.duplicates.is_empty());
}

#[test]
fn one_agency_telling_it_twice_or_two_agencies_in_two_weeks_are_not_offered() {
    let late = ["29/03/2022", NURSE[1]];
    assert!(offers(&two(late, POLICE)).is_empty());
    let folder = tempfile::tempdir().unwrap();
    let rows = format!(
        "A1,{},,,,,\"{}\"\nA2,{},,,,,\"{}\"\n",
        NURSE[0], NURSE[1], POLICE[0], POLICE[1]
    );
    small_case(
        folder.path(),
        "[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Ann Ward\"]\n",
        &rows,
    );
    let bundle = importing::read(folder.path(), &headings()).unwrap();
    assert!(offers(&judge(importing::material(bundle), book(), &mut |_| {})).is_empty());
}

#[test]
fn accounts_of_one_event_that_differ_in_person_or_time_stand_side_by_side() {
    let other = [
        "14/03/2022",
        "Ann Ward says that Mr B punched her in the kitchen at 12 Mill Road at 6pm.",
    ];
    let matter = two(
        other,
        [
            "14/03/2022",
            "Log. At 21:40 Mr Pike punched Ann Ward in the kitchen at 12 Mill Road.",
        ],
    );
    let about: Vec<About> = matter.timeline.conflicts.iter().map(|c| c.about).collect();
    assert!(
        about.contains(&About::Person) && about.contains(&About::Time),
        "{:?}",
        matter.timeline.conflicts
    );
    assert!(
        matter
            .timeline
            .conflicts
            .iter()
            .all(|c| c.why.contains("perhaps the same event"))
    );
    let alike = [
        "14/03/2022",
        "Ann Ward says that Mr Pike punched her in the kitchen at 12 Mill Road at 9.40pm.",
    ];
    let matter = two(
        alike,
        [
            "14/03/2022",
            "Log. At 21:50 Mr Pike punched Ann Ward in the kitchen at 12 Mill Road.",
        ],
    );
    assert_eq!(offers(&matter).len(), 1);
    assert!(matter.timeline.conflicts.is_empty(), "{:?}", matter.timeline.conflicts);
}

#[test]
fn the_day_on_which_each_wrote_is_no_conflict_of_an_offer() {
    let matter = two(NURSE, POLICE);
    assert!(matter.timeline.conflicts.is_empty(), "{:?}", matter.timeline.conflicts);
}

#[test]
fn what_is_offered_changes_no_finding_of_any_sample() {
    let files = tempfile::tempdir().unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    copy(&rules, files.path());
    fs::remove_file(files.path().join("same_event.toml")).unwrap();
    let without = Rulebook::load(&Files::of_folder(files.path()).unwrap()).unwrap();
    let mut offered = 0;
    for case in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let plain = judge(material(case), &without, &mut |_| {});
        let with = judge(material(case), book(), &mut |_| {});
        assert!(offers(&plain).is_empty());
        offered += offers(&with).len();
        assert_eq!(plain.timeline.duplicates, with.timeline.duplicates, "{case}");
        assert_eq!(
            format!("{:?}", plain.findings),
            format!("{:?}", with.findings),
            "{case}"
        );
        assert_eq!(
            format!("{:?}", plain.warnings),
            format!("{:?}", with.warnings),
            "{case}"
        );
    }
    assert!(offered > 0, "the samples hold at least one such pair");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}

fn said(what: Settlement) -> Settled {
    Settled {
        number: 1,
        at: "today".to_owned(),
        who: "R. Panel".to_owned(),
        what,
        because: "read side by side".to_owned(),
    }
}

#[test]
fn a_person_confirms_an_offer_or_takes_it_apart() {
    let (first, second) = (EntryId("A1".to_owned()), EntryId("Q1".to_owned()));
    let pair = || (first.clone(), second.clone());
    let mut same = of_two(NURSE, POLICE);
    same.settled.push(said({
        let (first, second) = pair();
        Settlement::TheSame { first, second }
    }));
    let same = judge(same, book(), &mut |_| {});
    assert!(offers(&same).is_empty());
    let [link] = same.timeline.duplicates.as_slice() else {
        panic!("{:?}", same.timeline.duplicates)
    };
    assert_eq!(
        (link.first.0.as_str(), link.second.0.as_str()),
        ("Q1", "A1"),
        "the earlier one first"
    );
    assert!(
        link.why.contains("R. Panel") && link.why.contains("12 Mill Road"),
        "{}",
        link.why
    );
    // One event is not one entry: neither agency knows by it what the other wrote.
    for (at, entry) in same.entries.iter().enumerate() {
        let writers = same.case.agencies.iter().filter(|a| a.id != entry.agency);
        for other in writers {
            let knew = known(&same, &other.id, &telling());
            assert!(knew[at].is_none(), "{} of {}: {:?}", other.id.0, entry.id.0, knew[at]);
        }
    }
    let mut apart = of_two(NURSE, POLICE);
    apart.settled.push(said({
        let (first, second) = pair();
        Settlement::NotTheSame { first, second }
    }));
    let apart = judge(apart, book(), &mut |_| {});
    assert!(offers(&apart).is_empty() && apart.timeline.duplicates.is_empty());
}

#[test]
fn the_command_line_shows_offers_and_keeps_what_is_said_of_them() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mill-road");
    put(&folder, NURSE, POLICE);
    let (code, _, err) = output(forewarned(home.path()).args(["import", folder.to_str().unwrap()]));
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = output(forewarned(home.path()).args(["conflicts", "small"]));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Q1 and A1: perhaps the same event; both tell of"), "{out}");
    assert!(
        out.contains("Not settled yet, in conflict or perhaps of one event: 1 pair"),
        "{out}"
    );
    let (code, _, err) = output(forewarned(home.path()).args([
        "conflicts",
        "same",
        "small",
        "A1",
        "Q1",
        "--who",
        "RP",
        "--because",
        "one call",
    ]));
    assert_eq!(code, 0, "{err}");
    let (_, out, _) = output(forewarned(home.path()).args(["timeline", "small"]));
    assert!(
        out.contains("Q1 and A1: RP said that both tell of one event: one call"),
        "{out}"
    );
}

/// The e-mails of one agency, as an .mbox of Python's `mailbox` holds them.
fn mails(all: &[&str]) -> Matter {
    let folder = tempfile::tempdir().unwrap();
    let more = "[[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"m.mbox\"]\n";
    small_case(folder.path(), more, "");
    let from = "From desk@a.invalid Mon Mar  1 10:00:00 2021\n";
    fs::write(
        folder.path().join("m.mbox"),
        format!("{from}{}\n\n", all.join(&format!("\n\n{from}"))),
    )
    .unwrap();
    let bundle = importing::read(folder.path(), &headings()).unwrap();
    judge(importing::material(bundle), book(), &mut |_| {})
}

fn threads(matter: &Matter) -> Vec<(usize, usize, &str)> {
    let place = |id: &EntryId| matter.timeline.order.iter().position(|o| o == id).unwrap();
    let all = matter.timeline.related.iter().filter(|r| r.how == Relation::Thread);
    all.map(|r| (place(&r.first), place(&r.second), r.why.as_str()))
        .collect()
}

const ASKED: &str = "From: A <a@a.invalid>\nTo: b@b.invalid\nDate: Mon, 01 Mar 2021 10:00:00 +0000\nSubject: Mill Road\nMessage-ID: <one@a.invalid>\n\nIs the alarm fitted yet?\n";

#[test]
fn an_answer_is_linked_to_the_e_mail_it_answers_and_is_no_copy_of_it() {
    let matter = mails(&[
        ASKED,
        "From: B <b@b.invalid>\nTo: a@a.invalid\nDate: Tue, 02 Mar 2021 09:00:00 +0000\nSubject: RE: Mill Road\nMessage-ID: <two@b.invalid>\nIn-Reply-To: <one@a.invalid>\n\nNo, on Friday.\n",
        "From: C <c@c.invalid>\nTo: a@a.invalid\nDate: Wed, 03 Mar 2021 09:00:00 +0000\nSubject: Re: Mill Road\nMessage-ID: <four@c.invalid>\nReferences: <one@a.invalid>\n <two@b.invalid> <three@b.invalid>\nIn-Reply-To: <three@b.invalid>\n\nThanks both.\n",
    ]);
    let [answer, later] = threads(&matter)[..] else {
        panic!("{:?}", matter.timeline.related)
    };
    assert_eq!((answer.0, answer.1), (0, 1));
    assert!(
        answer.2.contains("its In-Reply-To names the Message-ID one@a.invalid"),
        "{}",
        answer.2
    );
    assert_eq!((later.0, later.1), (1, 2), "the nearest one that the case holds");
    assert!(later.2.contains("References"), "{}", later.2);
    assert!(matter.timeline.duplicates.is_empty());
}

#[test]
fn an_e_mail_that_quotes_another_without_naming_it_is_linked_by_its_words() {
    let quoting = "From: B <b@b.invalid>\nTo: a@a.invalid\nDate: Tue, 02 Mar 2021 09:00:00 +0000\nSubject: FW: RE: Mill Road\nMessage-ID: <two@b.invalid>\n\nNo.\n\nOn Mon, 1 Mar 2021, A wrote:\n> Is the alarm\n> fitted yet?\n";
    let matter = mails(&[ASKED, quoting]);
    let [one] = threads(&matter)[..] else {
        panic!("{:?}", matter.timeline.related)
    };
    assert!(one.2.contains("holds all words of"), "{}", one.2);
    let other = quoting.replace("Mill Road", "Another matter");
    assert!(threads(&mails(&[ASKED, &other])).is_empty(), "another subject");
}

/// What the accounts of one text, told by two agencies, disagree about: the words of each.
fn said_of(health: [&str; 2], police: [&str; 2]) -> Vec<[String; 2]> {
    let conflicts = two(health, police).timeline.conflicts;
    conflicts.into_iter().map(|c| [c.said_first, c.said_second]).collect()
}

const CALL: &str = "999 call from Ann Ward. Mr Pike had strangled her in the kitchen at 12 Mill Road and left in a silver Vauxhall. She had red marks to the neck. DASH high risk, 17 ticks.";

#[test]
fn a_thing_that_one_account_has_and_the_other_has_not_and_levels_are_told() {
    let other = CALL
        .replace("red marks", "no marks")
        .replace("high risk", "medium risk");
    let said = said_of(["14/03/2022", &other], ["14/03/2022", CALL]);
    let all = format!("{said:?}");
    assert!(all.contains("no marks to") && all.contains("red marks to"), "{all}");
    assert!(
        all.contains("DASH medium risk") && all.contains("DASH high risk"),
        "{all}"
    );
    let both = CALL.replace("red marks", "no marks");
    assert_eq!(
        said_of(["14/03/2022", &both], ["14/03/2022", &both]),
        Vec::<[String; 2]>::new()
    );
}

#[test]
fn the_day_of_the_words_counts_before_the_day_on_which_another_agency_wrote_them_down() {
    let told = format!("From police: {CALL}");
    assert_eq!(
        said_of(["15/03/2022", &told], ["14/03/2022", CALL]),
        Vec::<[String; 2]>::new()
    );
    let on_another = told.replace("had strangled her", "had strangled her on 12/03/2022");
    let said = said_of(["15/03/2022", &on_another], ["14/03/2022", CALL]);
    assert_eq!(said, [["14/03/2022".to_owned(), "12/03/2022".to_owned()]]);
    // Without a word of whom it is from, two days of one text are a disagreement.
    assert_eq!(said_of(["15/03/2022", CALL], ["14/03/2022", CALL]).len(), 1);
}

#[test]
fn conflicts_say_what_was_compared_and_a_look_is_asked_for_again_when_words_were_changed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mill-road");
    let run = |arguments: &[&str]| {
        let (code, out, err) = output(forewarned(home.path()).args(arguments));
        assert_eq!(code, 0, "{err}");
        out
    };
    put(
        &folder,
        ["14/03/2022", &CALL.replace("17 ticks", "12 ticks")],
        ["14/03/2022", CALL],
    );
    run(&["import", folder.to_str().unwrap()]);
    run(&[
        "conflicts",
        "looked",
        "small",
        "A1",
        "Q1",
        "--who",
        "RP",
        "--because",
        "form seen",
    ]);
    let before = run(&["conflicts", "small"]);
    assert!(
        before.contains("looked at by RP") && !before.contains("look again"),
        "{before}"
    );
    assert!(
        before.contains("1 conflict among 1 pair") && before.contains("Compared: the day"),
        "{before}"
    );
    assert!(!before.contains("Not settled yet"), "{before}");
    put(
        &folder,
        ["14/03/2022", &CALL.replace("17 ticks", "9 ticks")],
        ["14/03/2022", CALL],
    );
    run(&["import", folder.to_str().unwrap()]);
    let after = run(&["conflicts", "small"]);
    assert!(
        after.contains("look again: the words of one account were changed since"),
        "{after}"
    );
    assert!(
        after.contains("Not settled yet, in conflict or perhaps of one event: 1 pair"),
        "{after}"
    );
}
