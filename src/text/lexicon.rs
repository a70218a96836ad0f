//! The *lexicon*: many phrases looked up at once, each belonging to an owner (a concept, a modifier, a code).
//!
//! A phrase is tried only where one of its anchor words stands, so that the cost follows the text and not the number of phrases.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{
    matcher::{Compiled, Match, Numbered, Present, View, Vocabulary},
    phrase::{Anchor, Marks, Phrase, PhraseError, Sets},
    words::Token,
};

/// A phrase found: tokens `first..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Whose phrase it is, as given to [`Finder::add`].
    pub owner: usize,
    /// Number of the phrase, for [`Finder::literal`].
    pub phrase: usize,
    /// Which of its tokens, counted from the first, the phrase writes; the others fill gaps and slots.
    pub written: u64,
    /// False for a phrase that only suggests.
    pub sure: bool,
}

#[derive(Debug, Clone)]
struct Held {
    literal: String,
    compiled: Compiled,
    owner: usize,
    role: Role,
}

/// What a phrase does for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It says it.
    Says,
    /// It may mean it.
    Suggests,
    /// It shields what it overlaps.
    Shields,
}

/// Many phrases, looked up at once.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    held: Vec<Held>,
    vocabulary: Vocabulary,
    /// By number of the word.
    words: Vec<Vec<Start>>,
    /// By number of the prefix.
    prefixes: Vec<Vec<Start>>,
}

/// A phrase that may begin so many tokens before the word at hand.
#[derive(Debug, Clone, Copy)]
struct Start {
    phrase: u32,
    least: u16,
    most: u16,
}

impl Finder {
    /// Adds an owner's phrases, and those that shield what they overlap.
    pub fn add(
        &mut self,
        owner: usize,
        phrases: &[String],
        shields: &[String],
        sets: &Sets,
    ) -> Result<(), PhraseError> {
        self.add_all(owner, phrases, Role::Says, sets)?;
        self.add_all(owner, shields, Role::Shields, sets)
    }

    /// Adds phrases of an owner that only suggest.
    pub fn add_possible(&mut self, owner: usize, phrases: &[String], sets: &Sets) -> Result<(), PhraseError> {
        self.add_all(owner, phrases, Role::Suggests, sets)
    }

    fn add_all(&mut self, owner: usize, literals: &[String], role: Role, sets: &Sets) -> Result<(), PhraseError> {
        for literal in literals {
            let phrase = Phrase::parse(literal, sets)?;
            let number = self.held.len();
            for anchored in phrase.anchors() {
                let start = Start {
                    phrase: u32::try_from(number).unwrap_or(u32::MAX),
                    least: u16::try_from(anchored.least).unwrap_or(u16::MAX),
                    most: u16::try_from(anchored.most).unwrap_or(u16::MAX),
                };
                let (starts, number) = match &anchored.anchor {
                    Anchor::Word(word) => (&mut self.words, self.vocabulary.word(word)),
                    Anchor::Prefix(prefix) => (&mut self.prefixes, self.vocabulary.prefix(prefix)),
                };
                let number = number as usize;
                if starts.len() <= number {
                    starts.resize_with(number + 1, Vec::new);
                }
                starts.get_mut(number).into_iter().for_each(|s| s.push(start));
            }
            let compiled = Compiled::new(&phrase, &mut self.vocabulary);
            self.held.push(Held {
                literal: phrase.literal,
                compiled,
                owner,
                role,
            });
        }
        Ok(())
    }

    /// A phrase as its rule file writes it.
    pub fn literal(&self, phrase: usize) -> &str {
        self.held.get(phrase).map_or("", |h| h.literal.as_str())
    }

    /// Everything found in a range of tokens: shielded phrases left out, the longest of an owner's overlapping ones kept, in order of place.
    pub fn find(&self, tokens: &[Token], marks: &[Marks], range: Range<usize>) -> Vec<Found> {
        let Some(tokens) = tokens.get(..range.end) else {
            return Vec::new();
        };
        let mut candidates: Vec<(u32, usize)> = Vec::new();
        let numbered: Vec<Numbered> = tokens
            .iter()
            .skip(range.start)
            .map(|t| self.vocabulary.number(t))
            .collect();
        for (at, token) in (range.start..).zip(&numbered) {
            self.look_up(token, at, range.start, &mut candidates);
        }
        let view = View {
            tokens,
            marks,
            numbered: &numbered,
            begin: range.start,
        };
        candidates.sort_unstable();
        candidates.dedup();
        let present = Present::of(&numbered);
        let mut last = (u32::MAX, false);
        let mut hits = Vec::new();
        let mut shields: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (number, first) in candidates {
            let Some(held) = self.held.get(number as usize) else {
                continue;
            };
            // Candidates of one phrase stand together: it is looked at once.
            if last.0 != number {
                last = (number, held.compiled.may_match(&present));
            }
            if !last.1 {
                continue;
            }
            let number = number as usize;
            let Some(Match { end, written }) = held.compiled.matches(first, view) else {
                continue;
            };
            if held.role == Role::Shields {
                shields.entry(held.owner).or_default().push(first..end);
            } else {
                hits.push(Found {
                    first,
                    end,
                    owner: held.owner,
                    phrase: number,
                    written,
                    sure: held.role == Role::Says,
                });
            }
        }
        // Shields of an owner by where they begin; the farthest end of those that begin no later decides.
        let shields: BTreeMap<usize, Vec<(usize, usize)>> =
            shields.into_iter().map(|(owner, all)| (owner, reaching(all))).collect();
        hits.retain(|h| {
            !shields.get(&h.owner).is_some_and(|all| {
                let before = all.partition_point(|(start, _)| *start < h.end);
                before
                    .checked_sub(1)
                    .and_then(|at| all.get(at))
                    .is_some_and(|(_, end)| *end > h.first)
            })
        });
        keep_longest(hits)
    }

    fn look_up(&self, token: &Numbered, at: usize, begin: usize, out: &mut Vec<(u32, usize)>) {
        let mut take = |starts: Option<&Vec<Start>>| {
            for start in starts.into_iter().flatten() {
                let from = at.saturating_sub(usize::from(start.most)).max(begin);
                let Some(to) = at.checked_sub(usize::from(start.least)) else {
                    continue;
                };
                out.extend((from..=to).map(|first| (start.phrase, first)));
            }
        };
        for word in token.words() {
            take(self.words.get(word as usize));
        }
        for prefix in token.prefixes() {
            take(self.prefixes.get(*prefix as usize));
        }
    }
}

/// Ranges in order of their beginning, each with the farthest end of itself and all before it.
fn reaching(mut all: Vec<Range<usize>>) -> Vec<(usize, usize)> {
    all.sort_unstable_by_key(|r| r.start);
    let mut farthest = 0;
    all.into_iter()
        .map(|r| {
            farthest = farthest.max(r.end);
            (r.start, farthest)
        })
        .collect()
}

/// Of an owner's overlapping hits keeps the longest, the first of equals; what says it comes before what suggests it.
fn keep_longest(mut hits: Vec<Found>) -> Vec<Found> {
    hits.sort_by_key(|h| (h.owner, !h.sure, std::cmp::Reverse(h.end - h.first), h.first, h.phrase));
    let mut kept: Vec<Found> = Vec::new();
    // Those kept of one owner lie apart: only the last that begins before a hit ends can overlap it.
    let mut of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for hit in hits {
        let last = of.range((hit.owner, 0)..(hit.owner, hit.end)).next_back();
        if last.is_none_or(|(_, end)| *end <= hit.first) {
            of.insert((hit.owner, hit.first), hit.end);
            kept.push(hit);
        }
    }
    kept.sort_unstable();
    kept
}
