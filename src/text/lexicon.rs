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
    words: HashMap<String, Vec<usize>>,
    prefixes: HashMap<String, Vec<usize>>,
    longest_prefix: usize,
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
                for anchor in phrase.anchors() {
                    match anchor {
                        Anchor::Word(word) => self.words.entry(word).or_default().push(number),
                        Anchor::Prefix(prefix) => {
                            self.longest_prefix = self.longest_prefix.max(prefix.len());
                            self.prefixes.entry(prefix).or_default().push(number);
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
        let mut candidates: Vec<usize> = Vec::new();
        for token in tokens.iter().skip(range.start) {
            self.look_up(token, &mut candidates);
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut hits = Vec::new();
        let mut shields: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for number in candidates {
            let Some(held) = self.held.get(number) else {
                continue;
            };
            for first in range.clone() {
                if let Some(end) = held.phrase.matches(first, tokens, marks) {
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
            }
        }
        hits.retain(|h| {
            !shields
                .get(&h.owner)
                .is_some_and(|all| all.iter().any(|s| s.start < h.end && h.first < s.end))
        });
        keep_longest(hits)
    }

    fn look_up(&self, token: &Token, out: &mut Vec<usize>) {
        for word in [token.lower.as_str(), token.bare()] {
            if let Some(numbers) = self.words.get(word) {
                out.extend(numbers);
            }
        }
        for (at, c) in token.lower.char_indices() {
            let length = at + c.len_utf8();
            if length > self.longest_prefix {
                break;
            }
            if let Some(numbers) = token.lower.get(..length).and_then(|p| self.prefixes.get(p)) {
                out.extend(numbers);
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
