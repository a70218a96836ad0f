//! *Quasi-identifiers*: what tells of somebody without a name: a rare job, twins, a weapon that the press told of, a club, a car.
//!
//! The phrases, why each may tell and what can be done are data (`rules/anonymise/quasi.toml`). Nothing is changed here: a person decides of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    model::{
        entry::{Entry, EntryId},
        mention::{Reading, Span, Who},
    },
    text::{
        lexicon::Finder,
        phrase::{Marks, PhraseError, Sets},
        sentences,
        words::{Token, tokens},
    },
};

/// Somebody of whom so many different things are told can be picked out by them together.
const TOGETHER: usize = 3;

/// `rules/anonymise/quasi.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuasiFile {
    /// Its themes, in the order in which they are told.
    #[serde(rename = "theme")]
    pub themes: Vec<Theme>,
}

/// One kind of thing that may tell of somebody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its short name.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Why it may tell.
    pub why: String,
    /// What can be done: generalise, remove, or keep where the case rests on it.
    pub advice: String,
    /// Phrases, in the notation of all rules.
    pub phrases: Vec<String>,
    /// Phrases that shield what they overlap.
    #[serde(default)]
    pub not: Vec<String>,
    /// Sentences in which it is found.
    pub hit: Vec<String>,
    /// Sentences in which it is not.
    pub miss: Vec<String>,
}

/// Themes ready to be looked for.
#[derive(Debug, Clone)]
pub struct Quasi {
    /// The themes.
    pub themes: Vec<Theme>,
    finder: Finder,
}

/// A place that may tell of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Number of its theme.
    pub theme: usize,
    /// The entry.
    pub entry: EntryId,
    /// Where in its text.
    pub span: Span,
    /// The words.
    pub words: String,
    /// Ids of the people whom its sentence names.
    pub who: BTreeSet<String>,
}

/// Several kinds of things told of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Id of the person.
    pub who: String,
    /// Numbers of the themes.
    pub themes: BTreeSet<usize>,
    /// The entries.
    pub entries: BTreeSet<EntryId>,
}

impl Quasi {
    /// Makes themes ready.
    pub fn new(file: QuasiFile) -> Result<Self, PhraseError> {
        let mut finder = Finder::default();
        for (number, theme) in file.themes.iter().enumerate() {
            finder.add(number, &theme.phrases, &theme.not, &Sets::default())?;
        }
        Ok(Self {
            themes: file.themes,
            finder,
        })
    }

    /// Places of a text that may tell of somebody: theme and bytes, in order of place.
    pub fn find(&self, text: &str) -> Vec<(usize, Span)> {
        let all = tokens(text);
        let place = |at: usize| all.get(at).map(|t: &Token| (t.span.start, t.span.end));
        let mut out = Vec::new();
        for (theme, first, end) in places(&self.finder, text, &all) {
            if let (Some((start, _)), Some((_, end))) = (place(first), place(end.saturating_sub(1))) {
                out.push((theme, Span { start, end }));
            }
        }
        out.sort_by_key(|(theme, span)| (span.start, span.end, *theme));
        out.dedup();
        out
    }

    /// The same in every entry of an anonymised case. With readings it is told whom each may tell of.
    pub fn signs(&self, entries: &[Entry], readings: &[Reading]) -> Vec<Sign> {
        let by_entry: BTreeMap<&EntryId, &Reading> = readings.iter().map(|r| (&r.entry, r)).collect();
        let mut out = Vec::new();
        for entry in entries {
            let reading = by_entry.get(&entry.id);
            for (theme, span) in self.find(&entry.text) {
                out.push(Sign {
                    theme,
                    entry: entry.id.clone(),
                    words: entry.text.get(span.start..span.end).unwrap_or_default().to_owned(),
                    who: reading.map(|r| named_beside(r, &span)).unwrap_or_default(),
                    span,
                });
            }
        }
        out
    }
}

/// Where the phrases of a finder stand in a text that is cut into these words: whose, the first word and the one behind the last, in order of
/// place.
pub(super) fn places(finder: &Finder, text: &str, all: &[Token]) -> Vec<(usize, usize, usize)> {
    // What has a capital may be a name: of a court, a prison, a school.
    let mark = |(at, token): (usize, &Token)| Marks {
        name: token.capital.then_some(at + 1),
        ..Marks::default()
    };
    let marks: Vec<Marks> = all.iter().enumerate().map(mark).collect();
    let mut out = Vec::new();
    for sentence in sentences::split(text) {
        let found = finder.find(all, &marks, within(all, &sentence));
        out.extend(found.into_iter().map(|f| (f.owner, f.first, f.end)));
    }
    // The longest of those that begin at one word comes first.
    out.sort_by_key(|(owner, first, end)| (*first, std::cmp::Reverse(*end), *owner));
    out
}

fn within(all: &[Token], sentence: &Span) -> std::ops::Range<usize> {
    let first = all.partition_point(|t| t.span.start < sentence.start);
    let end = all.partition_point(|t| t.span.start < sentence.end);
    first..end.max(first)
}

/// People of the roster who are named in the sentence of this place.
fn named_beside(reading: &Reading, place: &Span) -> BTreeSet<String> {
    let holds = |s: &&Span| s.start <= place.start && place.start < s.end;
    let Some(sentence) = reading.sentences.iter().find(holds) else {
        return BTreeSet::new();
    };
    let inside = |span: &Span| sentence.start <= span.start && span.start < sentence.end;
    let people = reading.people.iter().filter(|p| inside(&p.span));
    people
        .filter_map(|p| match &p.who {
            Who::Person(id) => Some(id.0.clone()),
            _ => None,
        })
        .collect()
}

/// People of whom three or more kinds of things are told, which together can pick somebody out though each alone does not.
pub fn together(signs: &[Sign]) -> Vec<Together> {
    let mut all: BTreeMap<&String, Together> = BTreeMap::new();
    for sign in signs {
        for who in &sign.who {
            let one = all.entry(who).or_insert_with(|| Together {
                who: who.clone(),
                themes: BTreeSet::new(),
                entries: BTreeSet::new(),
            });
            one.themes.insert(sign.theme);
            one.entries.insert(sign.entry.clone());
        }
    }
    let mut out: Vec<Together> = all.into_values().filter(|t| t.themes.len() >= TOGETHER).collect();
    out.sort_by(|a, b| (b.themes.len(), &a.who).cmp(&(a.themes.len(), &b.who)));
    out
}
