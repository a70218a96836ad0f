//! The *lexicon*: many phrases looked up at once, each belonging to an owner (a concept, a modifier, a code).
//!
//! A phrase is tried only where one of its anchor words stands, so that the cost follows the text and not the number of phrases.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::text::{
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
}

#[derive(Debug, Clone)]
struct Held {
    phrase: Phrase,
    owner: usize,
    shields: bool,
}

/// Many phrases, looked up at once.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    held: Vec<Held>,
    words: HashMap<String, Vec<Start>>,
    prefixes: HashMap<String, Vec<Start>>,
    longest_prefix: usize,
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
        for (literals, is_shield) in [(phrases, false), (shields, true)] {
            for literal in literals {
                let phrase = Phrase::parse(literal, sets)?;
                let number = self.held.len();
                for anchored in phrase.anchors() {
                    let start = Start {
                        phrase: u32::try_from(number).unwrap_or(u32::MAX),
                        least: u16::try_from(anchored.least).unwrap_or(u16::MAX),
                        most: u16::try_from(anchored.most).unwrap_or(u16::MAX),
                    };
                    match &anchored.anchor {
                        Anchor::Word(word) => self.words.entry(word.clone()).or_default().push(start),
                        Anchor::Prefix(prefix) => {
                            self.longest_prefix = self.longest_prefix.max(prefix.len());
                            self.prefixes.entry(prefix.clone()).or_default().push(start);
                        }
                    }
                }
                self.held.push(Held {
                    phrase,
                    owner,
                    shields: is_shield,
                });
            }
        }
        Ok(())
    }

    /// A phrase as its rule file writes it.
    pub fn literal(&self, phrase: usize) -> &str {
        self.held.get(phrase).map_or("", |h| h.phrase.literal.as_str())
    }

    /// Everything found in a range of tokens: shielded phrases left out, the longest of an owner's overlapping ones kept, in order of place.
    pub fn find(&self, tokens: &[Token], marks: &[Marks], range: Range<usize>) -> Vec<Found> {
        let Some(tokens) = tokens.get(..range.end) else {
            return Vec::new();
        };
        let mut candidates: Vec<(u32, usize)> = Vec::new();
        for at in range.clone() {
            if let Some(token) = tokens.get(at) {
                self.look_up(token, at, range.start, &mut candidates);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut hits = Vec::new();
        let mut shields: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (number, first) in candidates {
            let number = number as usize;
            let Some(held) = self.held.get(number) else {
                continue;
            };
            let Some(end) = held.phrase.matches(first, tokens, marks) else {
                continue;
            };
            if held.shields {
                shields.entry(held.owner).or_default().push(first..end);
            } else {
                hits.push(Found {
                    first,
                    end,
                    owner: held.owner,
                    phrase: number,
                });
            }
        }
        hits.retain(|h| {
            !shields
                .get(&h.owner)
                .is_some_and(|all| all.iter().any(|s| s.start < h.end && h.first < s.end))
        });
        keep_longest(hits)
    }

    fn look_up(&self, token: &Token, at: usize, begin: usize, out: &mut Vec<(u32, usize)>) {
        let mut take = |starts: &[Start]| {
            for start in starts {
                let from = at.saturating_sub(usize::from(start.most)).max(begin);
                let Some(to) = at.checked_sub(usize::from(start.least)) else {
                    continue;
                };
                out.extend((from..=to).map(|first| (start.phrase, first)));
            }
        };
        let bare = token.bare();
        let whole = Some(token.lower.as_str()).filter(|w| *w != bare);
        for word in whole.into_iter().chain([bare]) {
            if let Some(starts) = self.words.get(word) {
                take(starts);
            }
        }
        for (byte, c) in token.lower.char_indices() {
            let length = byte + c.len_utf8();
            if length > self.longest_prefix {
                break;
            }
            if let Some(starts) = token.lower.get(..length).and_then(|p| self.prefixes.get(p)) {
                take(starts);
            }
        }
    }
}

/// Of an owner's overlapping hits keeps the longest, the first of equals.
fn keep_longest(mut hits: Vec<Found>) -> Vec<Found> {
    hits.sort_by_key(|h| (h.owner, std::cmp::Reverse(h.end - h.first), h.first, h.phrase));
    let mut kept: Vec<Found> = Vec::new();
    for hit in hits {
        if !kept
            .iter()
            .any(|k| k.owner == hit.owner && k.first < hit.end && hit.first < k.end)
        {
            kept.push(hit);
        }
    }
    kept.sort_unstable();
    kept
}
