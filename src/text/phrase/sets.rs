//! *Sets* of words that phrases name: read once, however many phrases name them.

use std::{collections::BTreeMap, sync::Arc};

use super::{Anchored, Piece, Reader, anchors_of_ways};

/// Sets of words by id, each a list of phrases of plain words. A set is read once, however many phrases name it.
#[derive(Debug, Clone, Default)]
pub struct Sets(pub(super) BTreeMap<String, OneSet>);

#[derive(Debug, Clone)]
pub(super) struct OneSet {
    words: Vec<String>,
    /// Its words as pieces, or why they cannot be read: told of the phrase that names the set.
    pub(super) read: Result<Arc<SetPieces>, String>,
}

/// The words of a set, read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::text) struct SetPieces {
    /// One way for each of its phrases.
    pub(in crate::text) ways: Vec<Vec<Piece>>,
    pub(super) anchors: Option<Vec<Anchored>>,
}

impl Sets {
    /// The words of a set, as the rule file writes them.
    pub fn words(&self, id: &str) -> Option<&[String]> {
        self.0.get(id).map(|s| s.words.as_slice())
    }

    /// The words of all sets.
    pub fn all_words(&self) -> impl Iterator<Item = &String> {
        self.0.values().flat_map(|s| &s.words)
    }
}

impl FromIterator<(String, Vec<String>)> for Sets {
    fn from_iter<T: IntoIterator<Item = (String, Vec<String>)>>(sets: T) -> Self {
        let read = |words: &[String]| {
            let ways = words
                .iter()
                .map(|w| {
                    Reader {
                        rest: w,
                        sets: &Sets::default(),
                    }
                    .sequence(0)
                })
                .collect::<Result<Vec<_>, _>>()?;
            let anchors = anchors_of_ways(&ways);
            Ok(Arc::new(SetPieces { ways, anchors }))
        };
        let one = |(id, words): (String, Vec<String>)| {
            let read = read(&words);
            (id, OneSet { words, read })
        };
        Self(sets.into_iter().map(one).collect())
    }
}

/// Does the set of this id hold this word?
pub fn holds(sets: &Sets, id: &str, word: &str) -> bool {
    sets.words(id).is_some_and(|words| words.iter().any(|w| w == word))
}
