//! Reading notes: who is meant, what is said of a concept, and quotes that are the very bytes.

use chrono::NaiveDate;
use forewarned::{
    model::{
        case::{Agency, AgencyId, Case, CaseKind, Person, PersonId, Sex, Tier},
        entry::{Entry, EntryId, Origin},
        mention::{ActionStatus, Factuality, Reading, Who},
        when::When,
    },
    text::{
        reading::{CaseReader, Lexicon},
        rules::{AgenciesFile, ContextFile, LexiconFile, ReadingRules, RolesFile},
    },
};

const LEXICON: &str = r#"
[[concept]]
id = "stalking"
label = "Following"
family = "harm"
about = "x"
phrases = ["follow{s,ed,ing} <person>", "(sat|waiting) ~2 outside", "stalk*"]
not = ["follow up"]
[[concept]]
id = "police-told"
label = "Police told"
family = "practice"
about = "x"
rung = "R4"
phrases = ["(rang|told|let|tell|informed|ring) ~1 <agency:police>"]
"#;

const CONTEXT: &str = r#"
[[modifier]]
id = "no"
value = "negated"
direction = "forward"
phrases = ["no", "not"]
pseudo = ["no further action"]
[[modifier]]
id = "denied"
value = "denied"
direction = "forward"
phrases = ["denie{s,d}"]
[[modifier]]
id = "will"
value = "planned"
direction = "forward"
scope = 3
phrases = ["will", "I'd", "<person> to"]
[[modifier]]
id = "if"
value = "hypothetical"
direction = "sentence"
phrases = ["if"]
"#;

const AGENCIES: &str = r#"
[[agency]]
kind = "police"
label = "Police"
words = ["police", "PPU", "101"]
titles = ["DC", "PC"]
[[agency]]
kind = "mental-health"
label = "Mental health"
words = ["CMHT"]
titles = ["CPN"]
[[manager]]
words = ["SPO"]
"#;

const ROLES: &str = r#"
[[role]]
words = ["ex", "ex-partner"]
roles = ["ex-partner", "victim"]
[[role]]
words = ["neighbour"]
roles = []
[[role]]
words = ["mum"]
roles = ["parent"]
relations = ["mother"]
sex = "female"
"#;

fn lexicon() -> Lexicon {
    let agencies: AgenciesFile = toml::from_str(AGENCIES).unwrap();
    Lexicon::new(ReadingRules {
        concepts: toml::from_str::<LexiconFile>(LEXICON).unwrap().concept,
        modifiers: toml::from_str::<ContextFile>(CONTEXT).unwrap().modifier,
        roles: toml::from_str::<RolesFile>(ROLES).unwrap().role,
        terminators: vec!["but".to_owned(), "although".to_owned()],
        agencies: agencies.agency,
        managers: agencies.manager,
        ..ReadingRules::default()
    })
    .unwrap()
}

fn case() -> Case {
    let person = |id: &str, role: &str, names: &[&str], sex| Person {
        id: PersonId(id.to_owned()),
        role: role.to_owned(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
        sex: Some(sex),
        ..Person::default()
    };
    let day = NaiveDate::from_ymd_opt(2021, 3, 10).unwrap();
    let agency = |id: &str, kind: &str| Agency {
        id: AgencyId(id.to_owned()),
        name: id.to_owned(),
        kind: kind.to_owned(),
        files: vec![format!("{id}.csv")],
        supplied_from: Some(day),
        supplied_to: Some(day),
        columns: std::collections::BTreeMap::new(),
        involved: false,
        holes: vec![],
    };
    Case {
        title: "x".to_owned(),
        kind: CaseKind::Sfo,
        tier: Tier::default(),
        review_from: day,
        review_to: day,
        event: None,
        people: vec![
            person("P1", "subject", &["Rafał Żak", "RZ"], Sex::Male),
            person("P2", "victim", &["Zoë Hart", "ZH"], Sex::Female),
        ],
        agencies: vec![agency("probation", "probation"), agency("forces", "police")],
        conditions: vec![],
        facts: vec![],
        disguised: None,
        days_moved: false,
    }
}

fn entry(agency: &str, author: &str, text: &str) -> Entry {
    Entry {
        id: EntryId(format!("{agency}-{}", text.len())),
        agency: AgencyId(agency.to_owned()),
        when: When::day(NaiveDate::from_ymd_opt(2021, 3, 10).unwrap()),
        source: String::new(),
        author: author.to_owned(),
        entry_type: String::new(),
        text: text.to_owned(),
        sequence: None,
        recorded: None,
        further: Vec::new(),
        made_id: false,
        origin: Origin {
            file: "x".to_owned(),
            sha256: String::new(),
            part: String::new(),
            row: 2,
        },
    }
}

fn read(text: &str) -> (Entry, Reading) {
    read_in(&case(), text)
}

fn read_in(case: &Case, text: &str) -> (Entry, Reading) {
    let lexicon = lexicon();
    let entries = vec![
        entry("probation", "SPO (J Oakes)", text),
        entry("forces", "DC Farrant", "x"),
    ];
    let reading = CaseReader::new(&lexicon, case, &entries).read(&entries[0]);
    (entries[0].clone(), reading)
}

fn status(text: &str) -> Vec<String> {
    read(text)
        .1
        .mentions
        .iter()
        .map(|m| format!("{} {}", m.concept, m.assertion.words().join("+")))
        .collect()
}

#[test]
fn every_quote_is_the_very_bytes_beyond_ascii_too() {
    let (entry, reading) = read("Żak – “RZ” – was following her again… Zoë’s scared. Rang PPU.");
    assert_eq!(reading.mentions.len(), 2);
    for mention in &reading.mentions {
        assert!(mention.quote.holds_in(&entry));
    }
    assert_eq!(reading.mentions[0].quote.text, "following her");
}

#[test]
fn a_denial_is_an_allegation_and_a_denial() {
    assert_eq!(status("RZ denies following her."), ["stalking denied"]);
    assert_eq!(status("Not following her now."), ["stalking negated"]);
}

#[test]
fn no_further_action_negates_nothing() {
    assert_eq!(
        status("No further action, he followed her to work."),
        ["stalking plain"]
    );
}

#[test]
fn a_terminator_stops_a_modifier_and_the_block_is_kept() {
    let (_, reading) = read("No drinking but he followed her.");
    assert_eq!(reading.mentions[0].assertion.words(), ["plain"]);
    assert_eq!(reading.mentions[0].modifiers[0].blocked_by.as_deref(), Some("but"));
}

#[test]
fn what_is_promised_is_not_done() {
    let (_, reading) = read("Said I'd let Farrant know.");
    let told = &reading.mentions[0];
    assert_eq!(
        (told.concept.as_str(), told.assertion.factuality, told.assertion.action),
        ("police-told", Factuality::Planned, ActionStatus::Planned)
    );
    assert_eq!(
        told.toward.as_deref(),
        Some("police"),
        "the surname of an author of police entries means the police"
    );
    assert_eq!(status("ZH to ring police."), ["police-told planned"]);
    assert_eq!(status("Rang police."), ["police-told plain"]);
}

#[test]
fn somebody_outside_the_roster_is_somebody_else() {
    assert_eq!(
        status("Neighbour says her ex Colin is following her."),
        ["stalking other-person"]
    );
    assert_eq!(
        status("Mrs Oak is waiting outside the office."),
        ["stalking other-person"]
    );
    assert_eq!(status("ZH rang, he followed her."), ["stalking plain"]);
}

#[test]
fn pronouns_are_resolved_within_a_note() {
    let (_, reading) = read("ZH rang. He followed her.");
    assert_eq!(
        reading.mentions[0].actor,
        Who::Person(PersonId("P1".to_owned())),
        "he is the subject when nobody else was named"
    );
    let (_, reading) = read("Mr Oak was here. He followed her.");
    assert_eq!(reading.mentions[0].actor, Who::Other("oak".to_owned()));
}

#[test]
fn what_is_said_only_for_the_case_that_it_happens_is_hypothetical() {
    let found = status("If he follows her she will ring 101.");
    assert_eq!(found, ["stalking hypothetical", "police-told hypothetical"]);
}

#[test]
fn mum_is_the_mother_of_the_child_in_the_case_but_a_grown_man_lives_at_his_own_mum_s() {
    let mut case = case();
    let of = |id: &str, role: &str, whose: &str, relation: &str| Person {
        id: PersonId(id.to_owned()),
        role: role.to_owned(),
        names: vec![format!("Person {id}")],
        sex: Some(Sex::Female),
        of: Some(PersonId(whose.to_owned())),
        relation: Some(relation.to_owned()),
        ..Person::default()
    };
    case.people.push(of("P3", "child", "P2", "daughter"));
    case.people.push(of("P4", "relative", "P1", "mother"));
    let meant = |text: &str| {
        let people = read_in(&case, text).1.people;
        people.into_iter().find(|p| p.words.starts_with("mum")).unwrap().who
    };
    assert_eq!(meant("Says mum scared."), Who::Person(PersonId("P2".to_owned())));
    assert_eq!(meant("RZ living at mum's now."), Who::Person(PersonId("P4".to_owned())));
    assert_eq!(meant("His mum rang."), Who::Person(PersonId("P4".to_owned())));
}
