//! *Addresses* that hold a word which elsewhere means an agency: `Curlew Court`, `School Lane`. Nobody is meant by them.

use super::Directory;
use crate::text::{names::is_plain_word, words::Token};

/// Words that make the word before them the name of a street.
const STREETS: [&str; 13] = [
    "road", "rd", "lane", "close", "street", "avenue", "ave", "drive", "terrace", "gardens", "crescent", "grove",
    "mews",
];

/// Words before `Court` that say which court it is.
const COURTS: [&str; 14] = [
    "crown",
    "county",
    "family",
    "magistrates",
    "magistrates'",
    "magistrate's",
    "high",
    "youth",
    "appeal",
    "supreme",
    "sheriff",
    "central",
    "criminal",
    "remand",
];

/// Words after `Court` that only a court of law has.
const OF_LAW: [&str; 13] = [
    "hearing",
    "hearings",
    "date",
    "order",
    "orders",
    "listing",
    "usher",
    "clerk",
    "appearance",
    "case",
    "bail",
    "heard",
    "bailed",
];

impl Directory {
    /// Is the word here part of an address?
    pub(super) fn is_address(&self, tokens: &[Token], at: usize) -> bool {
        let Some(here) = tokens.get(at).filter(|t| t.capital && !t.shouted) else {
            return false;
        };
        let next = tokens.get(at + 1).filter(|n| is_joined(n));
        if next.is_some_and(|n| n.capital && !n.shouted && STREETS.contains(&n.lower.as_str())) {
            return true;
        }
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        let Some(before) = before.filter(|_| here.lower == "court" && is_joined(here)) else {
            return false;
        };
        let is_of_law = next.is_some_and(|n| OF_LAW.contains(&n.lower.as_str()));
        !is_of_law && self.is_place_name(before)
    }

    /// Could it be the name of a block of flats? A place after which an agency of the case is called has a court of law.
    fn is_place_name(&self, word: &Token) -> bool {
        let lower = word.lower.as_str();
        let is_other = lower.ends_with("ed") || lower.ends_with("ing") || self.names.everyday.contains(lower);
        let is_name = word.capital && !word.shouted && lower.chars().count() > 2 && !is_plain_word(lower) && !is_other;
        is_name && !COURTS.contains(&lower) && !self.by_first.contains_key(lower)
    }
}

fn is_joined(token: &Token) -> bool {
    !(token.parted || token.comma || token.colon || token.stopped)
}
