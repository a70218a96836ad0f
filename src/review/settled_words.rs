//! *Settled words*: what people settled, in words. Reports, lists and what a file that leaves takes with it tell it from here, so that one
//! settlement is never told in two ways.

use crate::{
    model::{
        beside::{About, Beside},
        case::{Hole, Person, Sex, in_words as in_words_of},
        matter::Matter,
        settled::Settlement,
        when::{day_in_words, days_in_words},
    },
    review::row_dates,
};

/// A settlement with every field.
pub fn in_words(matter: &Matter, what: &Settlement) -> String {
    match what {
        Settlement::Decision {
            finding,
            version,
            verdict,
            wrong,
            together,
        } => {
            let title = matter
                .finding(finding)
                .map_or("a finding no longer made", |f| f.title.as_str());
            let wrong = wrong.map_or(String::new(), |w| format!(", because {}", w.words()));
            format!(
                "finding {finding} (pattern version {version}) {}{}{wrong}: {title}",
                verdict.words(),
                with(together)
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
        Settlement::Condition(c) => format!(
            "condition ({}) {}: {}",
            in_words_of(&c.kind),
            c.to.map_or_else(
                || format!("from {}", day_in_words(c.from)),
                |to| days_in_words(c.from, to)
            ),
            c.text
        ),
        Settlement::Fact(f) => format!("{} from {}: {}", in_words_of(&f.kind), day_in_words(f.date), f.value),
        Settlement::NotTheSame { first, second } => format!("{first} and {second} do not tell the same"),
        Settlement::TheSame { first, second } => format!("{first} and {second} tell of one event"),
        Settlement::Conflict { first, second, .. } => format!("{first} and {second} differ; looked at"),
        Settlement::Measure { measure, result } => format!("measure {measure}: {result}"),
        Settlement::Window { pattern, days } => match days {
            Some(days) => format!("pattern {pattern} waits {days} days in this case"),
            None => format!("pattern {pattern} waits as long as the rules say"),
        },
        Settlement::LocalPattern { id, on, .. } => format!(
            "pattern {id} of this case’s own {}",
            if *on { "is judged" } else { "is no longer judged" }
        ),
        Settlement::RowDate(given) => row_dates::in_words(given),
        Settlement::Beside(one) => beside(matter, one),
        Settlement::Undo(number) => {
            let other = matter.settled.iter().find(|s| s.number == *number);
            let what = other
                .filter(|o| !matches!(o.what, Settlement::Undo(_)))
                .map_or(String::new(), |o| format!(" ({})", in_words(matter, &o.what)));
            format!("took settlement {number} back{what}")
        }
    }
}

/// Who else decided, where several decided together.
pub fn with(together: &[String]) -> String {
    match together {
        [] => String::new(),
        names => format!(" together with {}", names.join(", ")),
    }
}

/// What stands beside the records.
fn beside(matter: &Matter, one: &Beside) -> String {
    let off = |on: bool| if on { "" } else { "no longer " };
    match one {
        Beside::Note { about, text } => format!("note on {}: {text}", self::about(matter, about)),
        Beside::Star { entry, on } => format!("{entry} {}starred", off(*on)),
        Beside::Tag { entry, tag, on } => format!("{entry} {}tagged “{tag}”", off(*on)),
        Beside::KeyPoint { entry, text, on } => format!("{entry} {}a key decision point: {text}", off(*on)),
        Beside::Line {
            id,
            title,
            question,
            on,
        } => format!("line of enquiry {id} {}followed: {title}. {question}", off(*on)),
        Beside::Evidence { line, about, text, on } => format!(
            "{} {}attached to line of enquiry {line}: {text}",
            self::about(matter, about),
            off(*on)
        ),
        Beside::Search { name, asked, on } => format!("search “{name}” {}kept: {asked}", off(*on)),
        Beside::Sense { finding, text } => format!("why it might have made sense, finding {finding}: {text}"),
        Beside::Judgement { about, until, text } => {
            let until = until.map_or("the final event".to_owned(), day_in_words);
            format!(
                "judgement on {} before seeing what came after {until}: {text}",
                self::about(matter, about)
            )
        }
        Beside::LookedAt { what, text, on, .. } if *on => format!("problem looked at ({what}): {text}"),
        Beside::LookedAt { what, .. } => format!("problem to be looked at again ({what})"),
        Beside::Terms { text } => format!("terms of reference: {text}"),
        Beside::Blind { on: true, .. } => "began to work without seeing the final event".to_owned(),
        Beside::Blind { on: false, text } if text.is_empty() => {
            "saw the final event again, after a judgement".to_owned()
        }
        Beside::Blind { text, .. } => format!("saw the final event again, without a judgement, because {text}"),
    }
}

/// What something stands beside, in words.
pub fn about(matter: &Matter, about: &About) -> String {
    match about {
        About::Case => "the case".to_owned(),
        About::Entry(id) => id.0.clone(),
        About::Finding(id) => {
            let title = matter
                .finding(id)
                .map_or("a finding no longer made", |f| f.title.as_str());
            format!("finding {id} ({title})")
        }
        About::Warning(triggers) => match matter.warnings.iter().find(|w| w.triggers == *triggers) {
            Some(warning) => format!("warning {} ({})", warning.id, warning.title),
            None => "a warning no longer there".to_owned(),
        },
        About::Search(asked) => format!("search {asked}"),
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
