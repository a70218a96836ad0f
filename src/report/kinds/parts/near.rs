//! *Near*: entries that come near an expected response and do not count as one. Each is told once, with its day and the reason, where
//! that response is not on record in time; later findings about the same point at it.

use std::collections::BTreeMap;

use crate::{
    model::{
        finding::{Outcome, Step},
        matter::PatternCard,
    },
    report::{
        document::Inline,
        kinds::parts::{lines, links::Links},
    },
};

/// What came near and was told already: entry and expected response, and the number of the finding where it stands.
#[derive(Debug, Default)]
pub(crate) struct Near {
    told: BTreeMap<(String, String), String>,
    cards: BTreeMap<String, String>,
}

impl Near {
    /// What comes near a step of the finding of this number.
    pub(crate) fn cell(&mut self, links: &Links<'_>, step: &Step, number: &str) -> Vec<Inline> {
        // Where the response itself is on record, nothing hangs on what only comes near it.
        if step.outcome == Outcome::Met {
            return Vec::new();
        }
        let mut out = Vec::new();
        for near in step.near.iter().filter(|n| !n.why.is_empty()) {
            let quote = &near.cited.quote;
            let key = (quote.entry.to_string(), step.label.clone());
            match self.told.get(&key) {
                Some(place) if place == number => {}
                Some(place) => out.push(format!("{}: see {place}", quote.entry)),
                None => {
                    let day = links
                        .entry(&quote.entry)
                        .map_or_else(String::new, |e| format!(", {}", e.when.shown()));
                    out.push(format!("{}{day} “{}”: {}", quote.entry, quote.text, near.why));
                    self.told.insert(key, number.to_owned());
                }
            }
        }
        out.dedup();
        lines(out.into_iter().map(|line| vec![Inline::Small(line)]).collect())
    }

    /// The finding at which what is to be ruled out for a pattern, and its questions, stand already.
    pub(crate) fn card(&self, card: &PatternCard, number: &str) -> Option<&str> {
        let place = self.cards.get(&card.id)?;
        (place != number).then_some(place.as_str())
    }

    /// They stand at this finding.
    pub(crate) fn tell(&mut self, card: &PatternCard, number: &str) {
        self.cards.insert(card.id.clone(), number.to_owned());
    }
}
