//! *Addresses* that hold a word which elsewhere means an agency: `Curlew Court`, `School Lane`, or the
//! door of a house. Nobody is meant by them.

use super::Directory;
use crate::text::{
    names::is_plain_word,
    phrase::{Sets, holds},
    rules::ReadingRules,
    words::Token,
};

/// Words that make the word before them the name of a street; words before and after `Court` that only a court of law has.
const SETS: [&str; 5] = ["street", "before-court", "after-court", "doors", "house-door"];

/// Those of the rules.
pub(super) fn sets(rules: &ReadingRules) -> Sets {
    let own = |id: &&str| Some(((*id).to_owned(), rules.sets.words(id)?.to_vec()));
    SETS.iter().filter_map(own).collect()
}

impl Directory {
    /// Is the word here part of an address?
    pub(super) fn is_address(&self, tokens: &[Token], at: usize) -> bool {
        let Some(here) = tokens.get(at).filter(|t| t.capital && !t.shouted) else {
            return false;
        };
        let next = tokens.get(at + 1).filter(|n| is_joined(n));
        if next.is_some_and(|n| n.capital && !n.shouted && self.is_in_set("street", &n.lower)) {
            return true;
        }
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        let Some(before) = before.filter(|_| here.lower == "court" && is_joined(here)) else {
            return false;
        };
        let is_of_law = next.is_some_and(|n| self.is_in_set("after-court", &n.lower));
        !is_of_law && self.is_place_name(before)
    }

    /// Are the words, of which the last stands before `end`, the door of a house? "Kicked in front door" tells of no agency that is called so.
    pub(super) fn is_house_door(&self, tokens: &[Token], at: usize, end: usize) -> bool {
        const REACH: usize = 3;
        let is_door = |t: &Token| self.is_in_set("doors", &t.lower);
        if !end
            .checked_sub(1)
            .and_then(|last| tokens.get(last))
            .is_some_and(is_door)
        {
            return false;
        }
        // A sign is kept with the word that it stands before.
        let before = (0..=at)
            .rev()
            .map_while(|n| Some((tokens.get(n).filter(|t| is_joined(t))?, n.checked_sub(1)?)));
        let before = before.filter_map(|(_, n)| tokens.get(n));
        let after = tokens
            .get(end..)
            .unwrap_or_default()
            .iter()
            .take_while(|t| is_joined(t));
        before
            .take(REACH)
            .chain(after.take(REACH))
            .any(|t| self.is_in_set("house-door", &t.lower))
    }

    fn is_in_set(&self, set: &str, word: &str) -> bool {
        holds(&self.sets, set, word)
    }

    /// Could it be the name of a block of flats? A place after which an agency of the case is called has a court of law.
    fn is_place_name(&self, word: &Token) -> bool {
        let lower = word.lower.as_str();
        let is_other = lower.ends_with("ed") || lower.ends_with("ing") || self.names.everyday.contains(lower);
        let is_name = word.capital && !word.shouted && lower.chars().count() > 2 && !is_plain_word(lower) && !is_other;
        is_name && !self.is_in_set("before-court", lower) && !self.by_first.contains_key(lower)
    }
}

fn is_joined(token: &Token) -> bool {
    !(token.parted || token.comma || token.colon || token.stopped)
}
