//! *Settled words*: what people settled, in words. Reports, lists and what a file that leaves takes with it tell it from here, so that one
//! settlement is never told in two ways.

use crate::model::{
    case::{Hole, Person, Sex},
    matter::Matter,
    settled::Settlement,
    when::days_in_words,
};

/// A settlement with every field.
pub fn in_words(matter: &Matter, what: &Settlement) -> String {
    match what {
        Settlement::Decision {
            finding,
            version,
            verdict,
        } => {
            let title = matter
                .finding(finding)
                .map_or("a finding no longer made", |f| f.title.as_str());
            format!(
                "finding {finding} (pattern version {version}) {}: {title}",
                verdict.words()
            )
        }
        Settlement::Person(who) => person(who),
        Settlement::Name { name, person } => format!("the name “{name}” is {person}"),
        Settlement::NoPerson { name } => format!("the name “{name}” is nobody’s who matters here"),
        Settlement::Coverage {
            agency,
            from,
            to,
            holes,
        } => {
            let name = matter.case.agency_name(agency);
            format!(
                "records of {name} supplied from {}; {}",
                days_in_words(*from, *to),
                missing(holes)
            )
        }
        Settlement::NotTheSame { first, second } => format!("{first} and {second} do not tell the same"),
        Settlement::TheSame { first, second } => format!("{first} and {second} tell of one event"),
        Settlement::Conflict { first, second, .. } => format!("{first} and {second} differ; looked at"),
        Settlement::Measure { measure, result } => format!("measure {measure}: {result}"),
        Settlement::Undo(number) => {
            let other = matter.settled.iter().find(|s| s.number == *number);
            let what = other
                .filter(|o| !matches!(o.what, Settlement::Undo(_)))
                .map_or(String::new(), |o| format!(" ({})", in_words(matter, &o.what)));
            format!("took settlement {number} back{what}")
        }
    }
}

fn person(person: &Person) -> String {
    let mut out = format!(
        "{} is on the roster as {}: {}",
        person.id,
        person.role,
        person.names.join(", ")
    );
    let sex = person.sex.map(|s| match s {
        Sex::Male => "male",
        Sex::Female => "female",
    });
    for (what, value) in [
        ("sex", sex),
        ("of", person.of.as_ref().map(|o| o.0.as_str())),
        ("relation", person.relation.as_deref()),
    ] {
        if let Some(value) = value {
            out = format!("{out}; {what}: {value}");
        }
    }
    out
}

/// Every span that is missing, with the agency's reason.
fn missing(holes: &[Hole]) -> String {
    if holes.is_empty() {
        return "nothing missing in between".to_owned();
    }
    let each = holes.iter().map(|h| {
        let why = h.why.as_deref().unwrap_or("no reason given");
        format!("{} ({why})", days_in_words(h.from, h.to))
    });
    format!("missing in between: {}", each.collect::<Vec<_>>().join("; "))
}
