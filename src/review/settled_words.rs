//! *Settled words*: what people settled, in words. Reports, lists and what a file that leaves takes with it tell it from here, so that one
//! settlement is never told in two ways.

use crate::{
    model::{
        bare_fact::BareFact,
        beside::{About, Beside},
        case::{Hole, Person, PersonId, Sex, in_words as in_words_of},
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
            let wrong = wrong.map_or(String::new(), |w| format!(", because {}", w.words()));
            let older = match matter.finding(finding) {
                Some(now) if now.version != *version => format!(" (version {version} of its pattern)"),
                _ => String::new(),
            };
            format!(
                "{}{}{wrong}: {}{older}",
                verdict.words(),
                with(together),
                found(matter, finding)
            )
        }
        Settlement::Person(who) => person(who),
        Settlement::Name { name, person } => format!("the name “{name}” is {}", person_of(matter, person)),
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
        Settlement::Cleared { word, what } => format!("for anonymising, “{word}” is {}", what.words()),
        Settlement::CalledAs { person, name } if name.is_empty() => {
            format!(
                "in anonymised cases, {} has a name that is drawn",
                person_of(matter, person)
            )
        }
        Settlement::CalledAs { person, name } => {
            format!("in anonymised cases, {} is called “{name}”", person_of(matter, person))
        }
        Settlement::Disguised(made) => format!(
            "an anonymised case was made of this one ({}{}): {}",
            made.level,
            if made.any_origin {
                ", with false names of any origin"
            } else {
                ""
            },
            made.slug
        ),
        Settlement::BareFact(fact) => bare_fact(fact),
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
            Some(1) => format!("“{}” waits 1 day in this case", pattern_of(matter, pattern)),
            Some(days) => format!("“{}” waits {days} days in this case", pattern_of(matter, pattern)),
            None => format!("“{}” waits as long as the rules say", pattern_of(matter, pattern)),
        },
        Settlement::LocalPattern { id, on, .. } => format!(
            "pattern {id} of this case’s own {}",
            if *on { "is used" } else { "is no longer used" }
        ),
        Settlement::RowDate(given) => row_dates::in_words_now(matter, given),
        Settlement::Beside(one) => beside(matter, one),
        Settlement::Undo(number) => {
            let other = matter.settled.iter().find(|s| s.number == *number);
            let other = other.filter(|o| !matches!(o.what, Settlement::Undo(_)));
            other.map_or_else(
                || "took something back".to_owned(),
                |o| format!("took back what {} settled: {}", o.who, in_words(matter, &o.what)),
            )
        }
    }
}

/// What is said of a case since it was started.
fn bare_fact(fact: &BareFact) -> String {
    match fact {
        BareFact::Title(title) => format!("the case is called “{title}”"),
        BareFact::Kind(kind) => format!("kind of review: {}", kind.words()),
        BareFact::Review { from, to } => format!("days under review: {}", days_in_words(*from, *to)),
        BareFact::Event(day) => format!("day of the offence or death: {}", day_in_words(*day)),
        BareFact::Agency { name, kind, .. } => match kind.as_str() {
            "other" => format!("agency “{name}” is involved"),
            kind => format!("agency “{name}” ({}) is involved", in_words_of(kind)),
        },
    }
}

/// A finding as people know it: the warning it is of, its title, whose it is and on what it rests first.
fn found(matter: &Matter, id: &str) -> String {
    let Some(finding) = matter.finding(id) else {
        return "a finding no longer made".to_owned();
    };
    let warning = matter.warnings.iter().find(|w| w.findings.iter().any(|f| f == id));
    let warning = warning.map_or(String::new(), |w| format!("{}, ", w.id));
    let first = finding
        .triggers
        .first()
        .map_or(String::new(), |t| format!(", {}", t.quote.entry));
    format!(
        "{warning}{} ({}{first})",
        finding.title,
        matter.case.agency_name(&finding.agency)
    )
}

/// What a search asks for, as it stands in its address, in words.
fn search(asked: &str) -> String {
    let pairs = form_urlencoded::parse(asked.as_bytes());
    let each: Vec<String> = pairs
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| match name.as_ref() {
            "q" => format!("“{value}”"),
            "found" => match value.as_ref() {
                "1" => "1 entry found".to_owned(),
                n => format!("{n} entries found"),
            },
            name => format!("{}: {value}", name.replace('-', " ")),
        })
        .collect();
    each.join(", ")
}

/// The title of a line of enquiry; its short name where nobody gave one.
fn title_of<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}

fn line_of<'a>(matter: &'a Matter, line: &'a str) -> &'a str {
    let mut titles = matter.settled.iter().rev().filter_map(|s| match &s.what {
        Settlement::Beside(Beside::Line { id, title, .. }) if id == line => Some(title.as_str()),
        _ => None,
    });
    titles.find(|t| !t.is_empty()).unwrap_or(line)
}

fn person_of<'a>(matter: &'a Matter, id: &'a PersonId) -> &'a str {
    let known = matter.case.people.iter().find(|p| p.id == *id);
    known
        .and_then(|p| p.names.first())
        .map_or(id.0.as_str(), String::as_str)
}

fn pattern_of<'a>(matter: &'a Matter, id: &'a str) -> &'a str {
    matter.patterns.get(id).map_or(id, |c| c.title.as_str())
}

/// Who else decided, where several decided together.
pub fn with(together: &[impl AsRef<str>]) -> String {
    match together {
        [] => String::new(),
        names => {
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            format!(" together with {}", names.join(", "))
        }
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
        } => format!(
            "line of enquiry “{}” {}followed. {question}",
            title_of(title, id),
            off(*on)
        ),
        Beside::Evidence { line, about, text, on } => format!(
            "{} {}attached to line of enquiry “{}”: {text}",
            self::about(matter, about),
            off(*on),
            line_of(matter, line)
        ),
        Beside::Search { name, asked, on } => format!("search “{name}” {}kept: {}", off(*on), search(asked)),
        Beside::Sense { finding, text } => format!("why it might have made sense, {}: {text}", found(matter, finding)),
        Beside::Apart { finding, decision } => format!(
            "did not decide together with {}, {}",
            matter
                .settled
                .iter()
                .find(|s| s.number == *decision)
                .map_or("another reviewer", |s| s.who.as_str()),
            found(matter, finding)
        ),
        Beside::Letter { finding, agency, text } => match agency {
            Some(agency) => format!(
                "{} is asked, in its letter: {text} (for {})",
                matter.case.agency_name(agency),
                found(matter, finding)
            ),
            None => format!("no agency is asked for {}", found(matter, finding)),
        },
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
        About::Finding(id) => found(matter, id),
        About::Warning(triggers) => match matter.warnings.iter().find(|w| w.is_of(triggers)) {
            Some(warning) => format!("warning {} ({})", warning.id, warning.title),
            None => "a warning no longer there".to_owned(),
        },
        About::Search(asked) => format!("the search {}", search(asked)),
    }
}

fn person(person: &Person) -> String {
    let mut out = format!(
        "{} is on the roster as {}: {}",
        person.names.first().unwrap_or(&person.id.0),
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
    for known in person.life().in_words() {
        out = format!("{out}; {known}");
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
