//! *Flash cards*, made of the examples of patterns: a few entries, a question, and what was expected to follow, with why and on what
//! authority. The order is that of a number that is given in, so that the same number gives the same pack.

use serde::Serialize;

use crate::{
    model::{
        finding::{Outcome, held},
        matter::{PatternCard, SourceCard},
        when::day_in_words,
    },
    text::notation,
};

/// An example of a pattern, as its file has it.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// What it shows.
    pub name: &'a str,
    /// `missed`, `late`, `met`, `cannot-tell` or `silent`.
    pub expect: &'a str,
    /// Its entries.
    pub chronology: &'a str,
    /// Days supplied, conditions and facts that it takes for granted, in words.
    pub given: &'a [String],
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Name of its pattern and of its example: the same card has the same name in every pack.
    pub name: String,
    /// Its entries, in order.
    pub lines: Vec<Line>,
    /// What it takes for granted.
    pub given: Vec<String>,
    /// What the records show of it; nothing where no warning is in it.
    pub outcome: Option<Outcome>,
    /// What the pattern looks for.
    pub title: String,
    /// What the example shows.
    pub shows: String,
    /// What is expected to follow.
    pub expected: Vec<String>,
    /// Within what time, and on whose word.
    pub window: String,
    /// Why it matters.
    pub why: String,
    /// What a fair reader must rule out.
    pub consider: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceCard>,
}

/// An entry of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its day, in words; as written where it is not one known day.
    pub day: String,
    /// Kind of agency that wrote it.
    pub agency: String,
    /// Its code, where it has one.
    pub code: String,
    /// What was written.
    pub text: String,
    /// Does the warning rest on it?
    pub is_trigger: bool,
    /// Does it show what was expected?
    pub is_response: bool,
}

impl Card {
    /// The card of an example; nothing where it cannot be read.
    pub fn of(pattern: &PatternCard, example: Example<'_>) -> Option<Self> {
        let read = notation::read(example.chronology).ok()?;
        let lines = read.entries.iter().zip(&read.marks).map(|(entry, mark)| Line {
            day: if entry.when.is_known_day() {
                day_in_words(entry.when.earliest)
            } else {
                entry.when.shown()
            },
            agency: entry.agency.0.replace('-', " "),
            code: entry.entry_type.clone(),
            text: entry.text.clone(),
            is_trigger: mark.is_trigger(),
            is_response: mark.is_response(),
        });
        let outcomes = [Outcome::Missed, Outcome::Late, Outcome::CannotTell, Outcome::Met];
        let outcome = outcomes.into_iter().find(|o| o.code() == example.expect);
        if outcome.is_none() && example.expect != "silent" {
            return None;
        }
        let mut expected: Vec<String> = pattern.looked_for.iter().map(|l| l.label.clone()).collect();
        expected.dedup();
        Some(Self {
            name: format!("{} {}", pattern.id, example.name),
            lines: lines.collect(),
            given: example.given.to_vec(),
            outcome,
            title: held(&pattern.title).to_owned(),
            shows: example.name.to_owned(),
            expected,
            window: pattern.window.clone(),
            why: pattern.why.clone(),
            consider: pattern.consider.clone(),
            sources: pattern.sources.clone(),
        })
    }
}

/// The things in an order that hangs on the number alone.
pub fn shuffled<T>(mut things: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed;
    for last in (1..things.len()).rev() {
        // SplitMix64: small, and the same on every machine.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let places = u64::try_from(last).unwrap_or(0) + 1;
        things.swap(last, usize::try_from(mixed % places).unwrap_or(0));
    }
    things
}

#[cfg(test)]
mod tests {
    use super::shuffled;

    #[test]
    fn a_pack_has_every_card_once_and_the_same_number_gives_the_same_order() {
        let all: Vec<u32> = (0..50).collect();
        let one = shuffled(all.clone(), 7);
        assert_eq!(one, shuffled(all.clone(), 7));
        assert_ne!(one, shuffled(all.clone(), 8));
        assert_ne!(one, all);
        let mut sorted = one;
        sorted.sort_unstable();
        assert_eq!(sorted, all);
    }
}
