//! *Examples* of pattern files and of reading rules, run as tests: in `./test`, in `forewarned patterns test FILE`, on a pattern's page.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::{Agency, AgencyId, Case, CaseKind, Condition, Fact, Person, PersonId, Sex, Tier},
        coverage,
        entry::{Entry, EntryId, Origin},
        finding::{FindingKind, Outcome},
        mention::Mention,
        when::When,
    },
    patterns::{
        calendar::Calendar,
        engine,
        pattern::{Example, Pattern},
        scene::Scene,
    },
    text::{
        notation::{self, Chronology, Mark},
        reading::{CaseReader, Lexicon},
    },
    timeline,
};

/// The roster of all examples: Mr B, the subject, and Ms A.
pub fn roster() -> Vec<Person> {
    vec![
        person("P1", "subject", &["Mr B", "B"], Sex::Male),
        person("P2", "victim", &["Ms A", "A"], Sex::Female),
    ]
}

fn person(id: &str, role: &str, names: &[&str], sex: Sex) -> Person {
    Person {
        id: PersonId(id.to_owned()),
        role: role.to_owned(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
        sex: Some(sex),
        ..Person::default()
    }
}

fn case(agencies: Vec<Agency>) -> Case {
    let day = |y| NaiveDate::from_ymd_opt(y, 1, 1).unwrap_or(NaiveDate::MIN);
    Case {
        title: "Example".to_owned(),
        kind: CaseKind::Sfo,
        tier: Tier::T3,
        review_from: day(2015),
        review_to: day(2026),
        event: None,
        people: roster(),
        agencies,
        conditions: Vec::new(),
        facts: Vec::new(),
        disguised: None,
        days_moved: false,
    }
}

fn agency(kind: &str, from: NaiveDate, to: NaiveDate) -> Agency {
    Agency {
        id: AgencyId(kind.to_owned()),
        name: kind.replace('-', " "),
        kind: kind.to_owned(),
        files: vec![format!("{kind}.csv")],
        supplied_from: Some(from),
        supplied_to: Some(to),
        columns: std::collections::BTreeMap::new(),
        involved: false,
        holes: Vec::new(),
    }
}

/// Reads one text as an entry of probation of 10 March 2021, as examples of concepts and modifiers are.
pub fn read_text(lexicon: &Lexicon, text: &str) -> Vec<Mention> {
    read_as(lexicon, text, "probation", roster())
}

/// Reads a marked line as an entry of this kind of agency. Its roster has a new partner, Ms D, and a child C too; the subject is a
/// woman where the line says Ms B.
pub fn read_line(lexicon: &Lexicon, text: &str, kind: &str) -> Vec<Mention> {
    let mut people = roster();
    if let Some(subject) = people
        .first_mut()
        .filter(|_| !text.contains("Mr B"))
        .filter(|_| text.contains("Ms B"))
    {
        subject.names = vec!["Ms B".to_owned(), "B".to_owned()];
        subject.sex = Some(Sex::Female);
    }
    if let Some(victim) = people.get_mut(1).filter(|_| text.contains("Mr A")) {
        victim.names = vec!["Mr A".to_owned(), "A".to_owned()];
        victim.sex = Some(Sex::Male);
    }
    people.push(person("P3", "partner", &["Ms D", "D"], Sex::Female));
    people.push(Person {
        sex: None,
        ..person("P4", "child", &["C"], Sex::Male)
    });
    read_as(lexicon, text, if kind.is_empty() { "probation" } else { kind }, people)
}

fn read_as(lexicon: &Lexicon, text: &str, kind: &str, people: Vec<Person>) -> Vec<Mention> {
    let day = NaiveDate::from_ymd_opt(2021, 3, 10).unwrap_or(NaiveDate::MIN);
    let mut case = case(vec![agency(kind, day, day)]);
    case.people = people;
    let entry = Entry {
        id: EntryId("L1".to_owned()),
        agency: AgencyId(kind.to_owned()),
        when: When::day(day),
        source: String::new(),
        author: String::new(),
        entry_type: String::new(),
        text: text.to_owned(),
        sequence: None,
        recorded: None,
        further: Vec::new(),
        made_id: false,
        origin: Origin {
            file: "example".to_owned(),
            sha256: String::new(),
            part: String::new(),
            row: 1,
        },
    };
    CaseReader::new(lexicon, &case, std::slice::from_ref(&entry))
        .read(&entry)
        .mentions
}

/// Runs one example; the error says what was found instead.
pub fn run(pattern: &Pattern, example: &Example, lexicon: &Lexicon, calendar: &Calendar) -> Result<(), String> {
    let result = judge(pattern, example, lexicon, calendar);
    match (&example.known_gap, result) {
        (Some(_), Ok(())) => Err("this known gap is closed: remove `known_gap`".to_owned()),
        (Some(_), Err(_)) => Ok(()),
        (None, result) => result,
    }
}

fn judge(pattern: &Pattern, example: &Example, lexicon: &Lexicon, calendar: &Calendar) -> Result<(), String> {
    let Chronology { mut entries, marks } = notation::read(&example.chronology)?;
    if entries.is_empty() {
        return Err("the chronology has no lines".to_owned());
    }
    let marked = |is: fn(Mark) -> bool| -> BTreeSet<String> {
        entries
            .iter()
            .zip(&marks)
            .filter(|(_, m)| is(**m))
            .map(|(e, _)| e.id.0.clone())
            .collect()
    };
    let (wanted_triggers, wanted_responses) = (marked(Mark::is_trigger), marked(Mark::is_response));
    let case = example_case(example, &entries)?;
    let order = timeline::merge(&case, &mut entries);
    let reader = CaseReader::new(lexicon, &case, &entries);
    let readings: Vec<_> = entries.iter().map(|e| reader.read(e)).collect();
    let coverage = coverage::of_case(&case);
    let scene = Scene::new(&case, (&entries, &readings), &order, &coverage, (calendar, lexicon));
    let findings = engine::judge(std::slice::from_ref(pattern), &scene);
    let triggers: BTreeSet<String> = findings
        .iter()
        .flat_map(|f| &f.triggers)
        .map(|c| c.quote.entry.0.clone())
        .collect();
    let responses: BTreeSet<String> = findings
        .iter()
        .flat_map(|f| &f.steps)
        .filter(|s| s.required)
        .flat_map(|s| &s.shown_by)
        .map(|c| c.quote.entry.0.clone())
        .collect();
    let outcomes: BTreeSet<&str> = findings.iter().map(|f| f.outcome.code()).collect();
    let told = || {
        format!(
            "found {outcomes:?}, triggers {triggers:?}, responses {responses:?}{}",
            seen(&readings)
        )
    };
    if example.expect == "silent" {
        return if findings.is_empty() {
            Ok(())
        } else {
            Err(format!("expected silence; {}", told()))
        };
    }
    if !outcomes.iter().all(|o| *o == example.expect) || outcomes.is_empty() {
        return Err(format!("expected {}; {}", example.expect, told()));
    }
    if triggers != wanted_triggers {
        return Err(format!("triggers marked are {wanted_triggers:?}; {}", told()));
    }
    let is_shown = example.expect == Outcome::Met.code() || example.expect == Outcome::Late.code();
    if is_shown && pattern.shape != "contrary" && responses != wanted_responses {
        return Err(format!("responses marked are {wanted_responses:?}; {}", told()));
    }
    Ok(())
}

fn seen(readings: &[crate::model::mention::Reading]) -> String {
    let mentions: Vec<String> = readings
        .iter()
        .flat_map(|r| {
            r.mentions.iter().map(move |m| {
                format!(
                    "{} {} “{}” {}",
                    r.entry,
                    m.concept,
                    m.quote.text,
                    m.assertion.words().join("+")
                )
            })
        })
        .collect();
    format!(
        "; mentions: {}",
        if mentions.is_empty() {
            "none".to_owned()
        } else {
            mentions.join(" · ")
        }
    )
}

fn example_case(example: &Example, entries: &[Entry]) -> Result<Case, String> {
    let first = entries.iter().map(|e| e.when.earliest).min().unwrap_or_default();
    let last = entries.iter().map(|e| e.when.latest).max().unwrap_or_default();
    let year = Days::new(366);
    let (from, to) = (
        first.checked_sub_days(year).unwrap_or(first),
        last.checked_add_days(year).unwrap_or(last),
    );
    let mut agencies: Vec<Agency> = Vec::new();
    for written in &example.supplied {
        let (kind, until) = match written.split_once(" until ") {
            Some((kind, until)) => (
                kind,
                NaiveDate::parse_from_str(until.trim(), "%Y-%m-%d")
                    .map_err(|_| format!("`{written}`: the day after `until` is written 2021-02-01"))?,
            ),
            None => (written.as_str(), to),
        };
        agencies.push(agency(kind.trim(), from, until));
    }
    let kinds: BTreeSet<&str> = entries.iter().map(|e| e.agency.0.as_str()).collect();
    for kind in kinds {
        if !agencies.iter().any(|a| a.kind == kind) {
            agencies.push(agency(kind, from, to));
        }
    }
    let mut out = case(agencies);
    out.conditions = example
        .conditions
        .iter()
        .map(|kind| Condition {
            from,
            to: None,
            kind: kind.clone(),
            text: kind.clone(),
        })
        .collect();
    out.facts = example
        .facts
        .iter()
        .map(|written| {
            let (kind, value) = written.split_once(':').unwrap_or((written, ""));
            Fact {
                kind: kind.trim().to_owned(),
                date: from,
                value: value.trim().to_owned(),
            }
        })
        .collect();
    Ok(out)
}

/// What is wrong with a pattern's examples as a set: two that fire, three that do not, or cannot tell.
pub fn lacking(pattern: &Pattern) -> Option<String> {
    let (firing, quiet) = counted(pattern);
    (firing < 2 || quiet < 3).then(|| format!("{firing} examples fire and {quiet} do not; it wants at least 2 and 3"))
}

/// How many of a pattern's examples expect it to find something, and how many expect otherwise.
pub fn counted(pattern: &Pattern) -> (usize, usize) {
    let fires = |e: &&Example| match pattern.kind {
        FindingKind::Good => e.expect == "met",
        _ => e.expect == "missed" || e.expect == "late",
    };
    let firing = pattern.examples.iter().filter(fires).count();
    (firing, pattern.examples.len() - firing)
}
