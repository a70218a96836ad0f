//! *Unknown names*: people named in the records whom the roster does not know, each with its variants, for a person to add, merge or dismiss.
//!
//! Nobody is put on the roster by this. A word with a capital is taken for a name only with a sign: a title, work, kin, an initial,
//! a second name, or what only people do; places, agencies, days and medicines are left out. The words are data (`rules/names.toml`).

mod belief;
mod beside;
mod grouping;
mod likeness;
mod signs;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        case::{AgencyId, Case, PersonId},
        entry::Entry,
        quote::{Part, Quote},
    },
    text::{known::NameWords, names::Title, rules::ReadingRules},
};

pub use signs::NameRules;

/// Quotes kept of each name.
const QUOTES: usize = 3;

/// Somebody whom the roster does not know, as far as names tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The fullest form.
    pub name: String,
    /// Every form as written, with how often it stands in the records; the fullest first.
    pub forms: Vec<(String, usize)>,
    /// How often any form stands in the records.
    pub count: usize,
    /// How often in the records of each agency.
    pub agencies: BTreeMap<AgencyId, usize>,
    /// The first places, in the order of the entries.
    pub first: Vec<Quote>,
    /// What the text says of the person's work (`PC`, `social worker`); empty when it says nothing.
    pub work: String,
    /// Somebody on the roster who may be meant, and why.
    pub likely: Option<Likely>,
    /// True when only what people do tells that this is a name.
    pub is_weak: bool,
}

/// Somebody on the roster who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// Who.
    pub person: PersonId,
    /// Why, in words.
    pub why: String,
}

/// One place at which a name stands.
#[derive(Debug, Clone)]
struct Seen {
    /// The name without titles.
    name: String,
    entry: usize,
    part: Part,
    start: usize,
    end: usize,
    work: String,
    sign: Sign,
    /// The sex that a title before it tells, when there is a title; and the title as written.
    title: Option<Title>,
    title_words: String,
}

/// The entry, and the part of it.
type Place = (usize, Part);

/// How a word shows that it is a name, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A title, work, kin or initial stands before it.
    Sure,
    /// Two names together.
    Pair,
    /// What only people do stands beside it.
    Person,
    /// A capital inside a sentence, and nothing else.
    Neutral,
    /// A place, an agency or a thing.
    Place,
}

/// Finds the names that the roster does not know, the most frequent first. `dismissed` are names that a person said are nobody's.
pub fn find(
    rules: (&ReadingRules, &NameRules),
    case: &Case,
    entries: &[Entry],
    dismissed: &BTreeSet<&str>,
) -> Vec<UnknownName> {
    let words = NameWords::new(rules.0);
    let signs = signs::Signs::new((rules.0, rules.1, &words.given), case, entries);
    let mut all: Vec<Seen> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        signs.in_text(at, entry, &mut all);
        signs.in_author(at, entry, &mut all);
    }
    let roster = likeness::Known::new(case, &words, &rules.1.widespread);
    let all: Vec<Seen> = belief::believed(all, likeness::parts)
        .into_iter()
        .filter_map(|s| roster.unheld(s))
        .filter(|s| !dismissed.contains(s.name.as_str()))
        .collect();
    let mut out: Vec<UnknownName> = grouping::group(&all, |surname| roster.has_surname(surname))
        .into_iter()
        .map(|places| one(&places, entries, &roster))
        .collect();
    out.retain(|n| !dismissed.contains(n.name.as_str()));
    out.sort_by(|a, b| {
        (a.is_weak, std::cmp::Reverse(a.count), &a.name).cmp(&(b.is_weak, std::cmp::Reverse(b.count), &b.name))
    });
    out
}

fn one(places: &[&Seen], entries: &[Entry], roster: &likeness::Known<'_>) -> UnknownName {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut agencies: BTreeMap<AgencyId, usize> = BTreeMap::new();
    let mut works: BTreeMap<&str, usize> = BTreeMap::new();
    for seen in places {
        *counts.entry(seen.name.as_str()).or_default() += 1;
        if let Some(entry) = entries.get(seen.entry) {
            *agencies.entry(entry.agency.clone()).or_default() += 1;
        }
        if !seen.work.is_empty() {
            *works.entry(seen.work.as_str()).or_default() += 1;
        }
    }
    let mut forms: Vec<(String, usize)> = counts.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect();
    // The fullest form: most words, then longest first word, then most often.
    let fullness = |name: &str, count: usize| {
        let cut: Vec<&str> = name.split(' ').collect();
        let first = cut.first().map_or(0, |w| w.chars().count());
        (cut.len(), if cut.len() > 1 { first } else { 0 }, count)
    };
    forms.sort_by(|a, b| fullness(&b.0, b.1).cmp(&fullness(&a.0, a.1)).then(a.0.cmp(&b.0)));
    let name = forms.first().map_or(String::new(), |(n, _)| n.clone());
    let first = places
        .iter()
        .filter_map(|s| Quote::of(entries.get(s.entry)?, s.part, s.start, s.end))
        .take(QUOTES)
        .collect();
    let work = works
        .iter()
        .max_by_key(|(w, count)| (**count, std::cmp::Reverse(**w)))
        .map_or(String::new(), |(w, _)| (*w).to_owned());
    UnknownName {
        likely: roster.likely(places),
        name,
        count: places.len(),
        forms,
        agencies,
        first,
        work,
        is_weak: places.iter().all(|s| s.sign != Sign::Sure),
    }
}
