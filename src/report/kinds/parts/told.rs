//! *Told by*: who told it, where the words of an entry say so. Whom a note without such words has it from is left open: an entry that
//! opens with somebody is about him or her as often as it is from him or her.

use crate::{
    model::{
        entry::Entry,
        mention::{PersonMention, Reading},
    },
    report::kinds::parts::links::Links,
};

/// What stands where the words do not say it.
pub(crate) const NOT_STATED: &str = "not stated";

/// Verbs by which somebody tells, whatever follows.
const TELLS: &[&str] = &[
    "said",
    "says",
    "states",
    "stated",
    "tells",
    "discloses",
    "disclosed",
    "alleges",
    "alleged",
    "explains",
    "explained",
    "describes",
    "described",
    "mentioned",
    "mentions",
    "confirms",
    "confirmed",
    "complains",
    "complained",
];
/// Verbs that tell only before some words: “reported at 13:25” is an arrival, “was told to” an instruction.
const MAY_TELL: &[(&[&str], &[&str])] = &[
    (
        &["told"],
        &[
            "us",
            "me",
            "that",
            "writer",
            "staff",
            "police",
            "probation",
            "her",
            "him",
            "them",
            "the",
            "my",
            "our",
            "this",
        ],
    ),
    (
        &["reports", "reported"],
        &[
            "that", "being", "feeling", "having", "she", "he", "they", "her", "his", "a", "an",
        ],
    ),
];
/// Words that may stand between somebody and the verb.
const BETWEEN: &[&str] = &[
    "has",
    "had",
    "have",
    "also",
    "then",
    "now",
    "again",
    "later",
    "who",
    "rang",
    "phoned",
    "called",
    "came",
    "in",
    "and",
    "to",
    "openly",
    "tearfully",
];
/// How many of them.
const MOST_BETWEEN: usize = 3;
/// Words before somebody that say he or she told it.
const BY: &[&str] = &[
    "according to",
    "told by",
    "told us by",
    "told me by",
    "reported by",
    "said by",
    "disclosed by",
    "as per",
];

/// The words of an entry that say who told it, each once, in their order; none where they do not say it.
pub(crate) fn by<'a>(links: &Links<'a>, entry: &'a Entry) -> Vec<&'a str> {
    let reading = links.reading(&entry.id);
    let mut out: Vec<&str> = Vec::new();
    for words in reading.into_iter().flat_map(|r| in_reading(entry, r)) {
        if !out.contains(&words) {
            out.push(words);
        }
    }
    out
}

fn in_reading<'a>(entry: &'a Entry, reading: &'a Reading) -> impl Iterator<Item = &'a str> {
    // Whom `she` means the words around do not say for certain.
    let named = reading.people.iter().filter(|p| p.how != "pronoun");
    named.filter_map(|p| after(entry, reading, p).or_else(|| before(entry, reading, p)))
}

/// `ex-partner told us that`: somebody, and a verb of telling close behind.
fn after<'a>(entry: &'a Entry, reading: &Reading, person: &PersonMention) -> Option<&'a str> {
    let sentence = reading
        .sentences
        .iter()
        .find(|s| (s.start..s.end).contains(&person.span.start))?;
    let rest = entry.text.get(person.span.end..sentence.end)?;
    if rest.starts_with(['\'', '’']) {
        // “Tomasz's mother says”: another tells.
        return None;
    }
    let mut words = words(rest).into_iter().peekable();
    for _ in 0..=MOST_BETWEEN {
        let (at, word) = words.next()?;
        let end = person.span.end + at + word.len();
        let lower = word.to_lowercase();
        if TELLS.contains(&lower.as_str()) {
            return entry.text.get(person.span.start..end);
        }
        let next = words.peek().map(|(_, w)| w.to_lowercase()).unwrap_or_default();
        let may = |(verbs, before): &(&[&str], &[&str])| verbs.contains(&&*lower) && before.contains(&&*next);
        if MAY_TELL.iter().any(may) {
            return entry.text.get(person.span.start..end);
        }
        if !BETWEEN.contains(&lower.as_str()) {
            return None;
        }
    }
    None
}

/// `according to the ex-partner`.
fn before<'a>(entry: &'a Entry, reading: &Reading, person: &PersonMention) -> Option<&'a str> {
    let sentence = reading
        .sentences
        .iter()
        .find(|s| (s.start..s.end).contains(&person.span.start))?;
    let lead = entry.text.get(sentence.start..person.span.start)?;
    let mut bare = lead.trim_end();
    for article in [" the", " his", " her", " their", " a"] {
        bare = bare.strip_suffix(article).unwrap_or(bare);
    }
    let said = BY.iter().find(|by| {
        let from = bare.len().checked_sub(by.len());
        from.and_then(|f| bare.get(f..))
            .is_some_and(|end| end.eq_ignore_ascii_case(by))
    })?;
    let start = sentence.start + bare.len() - said.len();
    entry.text.get(start..person.span.end)
}

/// Words with where they begin; a mark of the end of a clause ends them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split(' ') {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let lead = part.find(bare).unwrap_or(0);
        if !bare.is_empty() {
            out.push((at + lead, bare));
        }
        if part.ends_with(['.', ',', ';', ':', '!', '?']) || part.starts_with('(') {
            break;
        }
        at += part.len() + 1;
    }
    out
}
