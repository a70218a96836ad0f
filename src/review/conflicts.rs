//! *Conflicts*: two accounts of one matter that disagree about the day, the person or what happened. Both are shown; neither is preferred.
//!
//! Only entries that are linked already are compared: two agencies' entries, or two of one agency on one day. What follows from a
//! conflict is left to people.

mod days;
mod denied;
mod retold;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    case::{Case, PersonId},
    entry::{Entry, EntryId},
    mention::{ActionStatus, Factuality, Mention, PersonMention, Polarity, Reading, Who, how},
    timeline::{About, Conflict, Relation, Timeline},
    when::When,
};

/// Words of the shorter text that the other must have too, in hundredths, for the two to be one text with changes.
const ONE_TEXT: usize = 70;
/// Words that mark a text as a copy of something older: then its day is that of the copying.
const COPIES: [&str; 12] = [
    "fw",
    "fwd",
    "forwarded",
    "forwarding",
    "copied",
    "copy",
    "pasted",
    "minutes",
    "cc",
    "circulated",
    "typed",
    "retrospective",
];

/// Levels, as of risk or need.
const LEVELS: [&str; 7] = ["standard", "low", "medium", "moderate", "high", "severe", "critical"];

/// An entry with its reading and its words.
struct Account<'a> {
    entry: &'a Entry,
    reading: &'a Reading,
    words: Vec<(String, std::ops::Range<usize>)>,
}

/// Compares linked entries. `readings` belong to `entries`, one for one.
///
/// Entries that only perhaps tell of one event are compared too: where they disagree, a person sees both the doubt and the two accounts.
pub fn find(case: &Case, entries: &[Entry], readings: &[Reading], timeline: &Timeline) -> Vec<Conflict> {
    let offers = timeline.related.iter().filter(|r| r.how == Relation::PerhapsSame);
    let links: Vec<Link<'_>> = timeline
        .duplicates
        .iter()
        .map(|d| (&d.first, &d.second, format!("linked because {}", d.why), false))
        .chain(offers.map(|r| (&r.first, &r.second, format!("{}: {}", r.how.words(), r.why), true)))
        .collect();
    if links.is_empty() {
        return Vec::new();
    }
    let place: BTreeMap<&EntryId, usize> = entries.iter().enumerate().map(|(at, e)| (&e.id, at)).collect();
    let account = |id: &EntryId| {
        let at = *place.get(id)?;
        let entry = entries.get(at)?;
        Some(Account {
            entry,
            reading: readings.get(at)?,
            words: words(&entry.text),
        })
    };
    // An entry often stands in several links, and is cut into words once.
    let linked: BTreeSet<&EntryId> = links.iter().flat_map(|(a, b, ..)| [*a, *b]).collect();
    let accounts: BTreeMap<&EntryId, Account<'_>> =
        linked.into_iter().filter_map(|id| Some((id, account(id)?))).collect();
    let mut out = Vec::new();
    for (first_id, second_id, linked, is_offer) in links {
        let (Some(first), Some(second)) = (accounts.get(first_id), accounts.get(second_id)) else {
            continue;
        };
        let one_day = first.entry.when.is_known_day() && first.entry.when.earliest == second.entry.when.earliest;
        if first.entry.agency == second.entry.agency && !one_day {
            // What one agency writes every week in the same words are different days, and no disagreement.
            continue;
        }
        let alike = shared(first, second);
        let is_one_text = alike >= ONE_TEXT;
        let mut found = Vec::new();
        // Two agencies often write of one event on the day and on the day after: that alone is no disagreement.
        let copied = (is_one_text && !is_offer).then(|| days::one_text(case, first, second));
        found.extend(copied.flatten().or_else(|| about_date(first, second)));
        found.extend(about_person(case, first, second));
        found.extend(about_content(first, second).or_else(|| denied::about_thing(alike, first, second)));
        found.extend(about_numbers(first, second));
        if is_offer || !is_one_text {
            found.extend(retold::about_actor(case, first, second));
            found.extend(retold::about_time(first, second));
        }
        out.extend(found.into_iter().map(|f| Conflict {
            first: first_id.clone(),
            second: second_id.clone(),
            about: f.about,
            why: format!("{}; {linked}", f.why),
            said_first: f.first,
            said_second: f.second,
        }));
    }
    out
}

/// Two entries, why they are compared, and whether it is only offered that they tell of one event.
type Link<'a> = (&'a EntryId, &'a EntryId, String, bool);

struct Found {
    about: About,
    why: String,
    first: String,
    second: String,
}

fn differ(x: &When, y: &When) -> bool {
    x.is_known_day() && y.is_known_day() && x.earliest != y.earliest
}

/// One thing that both date, on two days.
fn about_date(a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    pairs(a, b).find_map(|(m, n)| {
        let (x, y) = (m.happened.as_ref()?, n.happened.as_ref()?);
        let meant = is_fact(m) && is_fact(n) && differ(x, y);
        meant.then(|| Found {
            about: About::Date,
            why: "both say when it happened, and name two days".to_owned(),
            first: sentence(a, m),
            second: sentence(b, n),
        })
    })
}

/// Two names between the same words, of whom each account knows only one.
fn about_person(case: &Case, a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    let (in_a, in_b) = (named(a), named(b));
    let knows = |account: &Account<'_>, who: &Who| account.reading.people.iter().any(|p| &p.who == who);
    in_a.iter().find_map(|(around, first)| {
        let second = in_b.get(around)?;
        let apart = first.who != second.who && !knows(b, &first.who) && !knows(a, &second.who);
        apart.then(|| Found {
            about: About::Person,
            why: format!(
                "one account names {}, the other {}, between the same words",
                name(case, first),
                name(case, second)
            ),
            first: around_it(a, first),
            second: around_it(b, second),
        })
    })
}

fn name_of<'a>(case: &'a Case, id: &'a PersonId) -> &'a str {
    let known = case.person(id).and_then(|p| p.names.first());
    known.map_or(id.0.as_str(), String::as_str)
}

fn name<'a>(case: &'a Case, found: &'a PersonMention) -> &'a str {
    match &found.who {
        Who::Person(id) => name_of(case, id),
        Who::Other(_) | Who::Unresolved => &found.words,
    }
}

/// People named, not only meant, each between two words, where those stand once around a name.
fn named<'a>(a: &'a Account<'_>) -> BTreeMap<(&'a str, &'a str), &'a PersonMention> {
    let mut out = BTreeMap::new();
    let mut twice = BTreeSet::new();
    let by_name = |p: &&PersonMention| {
        matches!(
            p.how.as_str(),
            how::NAME | how::INITIALS | how::TITLE | how::SLIP | how::SHORT | how::ANOTHER
        )
    };
    for found in a.reading.people.iter().filter(by_name) {
        let before = a.words.iter().rev().find(|(_, r)| r.end <= found.span.start);
        let after = a.words.iter().find(|(_, r)| r.start >= found.span.end);
        let (Some((before, _)), Some((after, _))) = (before, after) else {
            continue;
        };
        if before.chars().count() < 4 && after.chars().count() < 4 {
            continue;
        }
        let around = (before.as_str(), after.as_str());
        if out.insert(around, found).is_some() {
            twice.insert(around);
        }
    }
    out.retain(|around, _| !twice.contains(around));
    out
}

/// The sentence that names somebody, or the name alone.
fn around_it(a: &Account<'_>, found: &PersonMention) -> String {
    a.reading
        .sentences
        .iter()
        .find(|s| s.start <= found.span.start && found.span.end <= s.end)
        .and_then(|s| a.entry.text.get(s.start..s.end))
        .unwrap_or(&found.words)
        .trim()
        .to_owned()
}

/// Said to be so in one account, said not to be so in the other; done in one, not done in the other.
fn about_content(a: &Account<'_>, b: &Account<'_>) -> Option<Found> {
    let polarity = |c: &str, account: &Account<'_>| {
        let all: BTreeSet<bool> = facts(account).filter(|m| m.concept == c).map(is_negative).collect();
        all
    };
    pairs(a, b).find_map(|(m, n)| {
        if is_negative(m) == is_negative(n) || !is_statement(m) || !is_statement(n) || !may_be_one_actor(m, n) {
            return None;
        }
        // An account that says both is no witness against the other.
        let is_single = polarity(&m.concept, a).len() == 1 && polarity(&n.concept, b).len() == 1;
        is_single.then(|| Found {
            about: About::Content,
            why: "one account says that it was so, the other that it was not".to_owned(),
            first: sentence(a, m),
            second: sentence(b, n),
        })
    })
}

/// Numbers, times and levels that differ between the same words.
fn about_numbers(a: &Account<'_>, b: &Account<'_>) -> Vec<Found> {
    let (of_a, of_b) = (numbers(a), numbers(b));
    of_a.iter()
        .filter_map(|(around, (number, range))| {
            let (other, its) = of_b.get(around)?;
            if number == other {
                return None;
            }
            Some(Found {
                about: About::Content,
                why: format!("one account says {number}, the other {other}, between the same words"),
                first: near(a, range),
                second: near(b, its),
            })
        })
        .collect()
}

/// Each number between two words, where those stand once in the text.
fn numbers<'a>(a: &'a Account<'_>) -> BTreeMap<(&'a str, &'a str), (&'a str, std::ops::Range<usize>)> {
    // `high risk` and `medium risk` differ as numbers do.
    let is_number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) || LEVELS.contains(&w);
    let mut out = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for three in a.words.windows(3) {
        let [(before, from), (number, _), (after, to)] = three else {
            continue;
        };
        let telling = before.chars().count() > 3 || after.chars().count() > 3;
        if !is_number(number) || is_number(before) || is_number(after) || !telling {
            continue;
        }
        let around = (before.as_str(), after.as_str());
        if out.insert(around, (number.as_str(), from.start..to.end)).is_some() {
            twice.insert(around);
        }
    }
    out.retain(|around, _| !twice.contains(around));
    out
}

/// Mentions of one concept in both accounts.
fn pairs<'a>(a: &'a Account<'_>, b: &'a Account<'_>) -> impl Iterator<Item = (&'a Mention, &'a Mention)> {
    facts(a).flat_map(move |m| facts(b).filter(move |n| n.concept == m.concept).map(move |n| (m, n)))
}

/// Mentions in words that stand: codes say too little to disagree about.
fn facts<'a>(a: &'a Account<'_>) -> impl Iterator<Item = &'a Mention> {
    a.reading.mentions.iter().filter(|m| m.struck.is_none() && !m.coded)
}

fn is_statement(m: &Mention) -> bool {
    m.assertion.factuality == Factuality::Actual
        && !m.assertion.historical
        && !m.assertion.other_person
        && !m.assertion.uncertain
        && !m.assertion.denied
        && !matches!(m.assertion.action, ActionStatus::Planned | ActionStatus::Attempted)
}

fn is_fact(m: &Mention) -> bool {
    is_statement(m) && !is_negative(m)
}

fn is_negative(m: &Mention) -> bool {
    m.assertion.polarity == Polarity::Negated || m.assertion.action == ActionStatus::NotDone
}

fn may_be_one_actor(m: &Mention, n: &Mention) -> bool {
    match (&m.actor, &n.actor) {
        (Who::Person(x), Who::Person(y)) => x == y,
        _ => true,
    }
}

fn is_copy(a: &Account<'_>) -> bool {
    a.words.iter().any(|(w, _)| COPIES.contains(&w.as_str())) || a.entry.entry_type.to_lowercase().contains("minutes")
}

fn word_set<'a>(account: &'a Account<'_>) -> BTreeSet<&'a str> {
    account.words.iter().map(|(w, _)| w.as_str()).collect()
}

/// Words of the shorter text that the other has too, in hundredths.
fn shared(a: &Account<'_>, b: &Account<'_>) -> usize {
    let (x, y) = (word_set(a), word_set(b));
    let shorter = x.len().min(y.len()).max(1);
    x.intersection(&y).count() * 100 / shorter
}

fn words(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let mut out = Vec::new();
    let mut start = None;
    // A time or a sum is one word: 14.30, 14:30, 1,200.
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let between = matches!(c, '.' | ':' | ',' | '/')
            && start.is_some()
            && text
                .get(..at)
                .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
            && chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if c.is_alphanumeric() || between {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            out.extend(text.get(from..at).map(|w| (w.to_lowercase(), from..at)));
        }
    }
    if let Some(from) = start {
        out.extend(text.get(from..).map(|w| (w.to_lowercase(), from..text.len())));
    }
    out
}

fn sentence(a: &Account<'_>, m: &Mention) -> String {
    m.quote
        .part
        .of(a.entry)
        .get(m.sentence.start..m.sentence.end)
        .unwrap_or(&m.quote.text)
        .trim()
        .to_owned()
}

fn near(a: &Account<'_>, range: &std::ops::Range<usize>) -> String {
    a.entry.text.get(range.clone()).unwrap_or_default().to_owned()
}
