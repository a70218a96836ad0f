//! The *overlay*: reviewers' acts laid over readings. A reviewer ranks above the rules; what the rules found is kept, marked as struck.

use std::collections::BTreeSet;

use crate::model::{
    act::{Act, Deed, Given, Pointed},
    entry::Entry,
    mention::{Hand, Mention, Reading, Span},
};

/// An act that could not be laid over the reading, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Number of the act.
    pub act: u64,
    /// Why, and what to do.
    pub why: String,
}

/// Lays acts over readings, in the order in which they were done. `readings` belong to `entries`, one for one.
pub fn lay(entries: &[Entry], readings: &mut [Reading], acts: &[Act]) -> Vec<Stray> {
    let undone: BTreeSet<u64> = acts
        .iter()
        .filter_map(|a| match a.deed {
            Deed::Undo(number) => Some(number),
            _ => None,
        })
        .collect();
    let mut strays = Vec::new();
    for act in acts.iter().filter(|a| !undone.contains(&a.number)) {
        let stray = |why: String| Stray { act: act.number, why };
        let Some(at) = entries.iter().position(|e| e.id == act.entry) else {
            strays.push(stray(format!(
                "there is no entry {} in this case; import its record, or undo the act",
                act.entry
            )));
            continue;
        };
        let (Some(entry), Some(reading)) = (entries.get(at), readings.get_mut(at)) else {
            continue;
        };
        let outcome = match &act.deed {
            Deed::Add(given) => add(entry, reading, act, given),
            Deed::Strike(pointed) => strike(reading, act, pointed),
            // Nothing is struck out whose new reading cannot be laid.
            Deed::Correct(pointed, given) => holds(entry, given)
                .and_then(|()| strike(reading, act, pointed))
                .and_then(|()| add(entry, reading, act, given)),
            Deed::Undo(_) => Ok(()),
        };
        strays.extend(outcome.err().map(stray));
    }
    strays
}

fn holds(entry: &Entry, given: &Given) -> Result<(), String> {
    if given.quote.holds_in(entry) {
        return Ok(());
    }
    Err(format!(
        "the words “{}” do not stand at that place of entry {}; give the words as they stand",
        given.quote.text, entry.id
    ))
}

fn add(entry: &Entry, reading: &mut Reading, act: &Act, given: &Given) -> Result<(), String> {
    holds(entry, given)?;
    let sentence = reading
        .sentences
        .iter()
        .find(|s| s.start <= given.quote.start && given.quote.start < s.end)
        .copied()
        .unwrap_or(Span {
            start: given.quote.start,
            end: given.quote.end,
        });
    reading.mentions.push(Mention {
        concept: given.concept.clone(),
        quote: given.quote.clone(),
        literal: format!("reviewer’s act {}", act.number),
        sentence,
        assertion: given.assertion.clone(),
        actor: given.actor.clone(),
        target: given.target.clone(),
        toward: given.toward.clone(),
        modifiers: Vec::new(),
        happened: None,
        times: None,
        coded: false,
        hand: Hand::Reviewer,
        struck: None,
    });
    reading.mentions.sort_by(|a, b| {
        (a.quote.part, a.quote.start, &a.concept, a.quote.end).cmp(&(
            b.quote.part,
            b.quote.start,
            &b.concept,
            b.quote.end,
        ))
    });
    Ok(())
}

fn strike(reading: &mut Reading, act: &Act, pointed: &Pointed) -> Result<(), String> {
    let mut struck = false;
    for mention in reading.mentions.iter_mut().filter(|m| {
        m.struck.is_none()
            && m.concept == pointed.concept
            && pointed
                .at
                .is_none_or(|(part, start)| m.quote.part == part && m.quote.start == start)
    }) {
        mention.struck = Some(act.number);
        struck = true;
    }
    if struck {
        Ok(())
    } else {
        Err(format!(
            "entry {} has no mention of `{}` there (any more); undo the act",
            reading.entry, pointed.concept
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::lay;
    use crate::model::{
        act::{Act, Deed, Given, Pointed, Reason},
        case::AgencyId,
        entry::{Entry, EntryId, Origin},
        mention::{Assertion, Reading, Who},
        quote::{Part, Quote},
        when::When,
    };

    fn entry() -> Entry {
        Entry {
            id: EntryId("A-1".to_owned()),
            agency: AgencyId("gp".to_owned()),
            when: When::day(chrono::NaiveDate::from_ymd_opt(2021, 3, 10).unwrap()),
            source: String::new(),
            author: String::new(),
            entry_type: String::new(),
            text: "Zoë’s ex sits outside.".to_owned(),
            sequence: None,
            recorded: None,
            further: Vec::new(),
            made_id: false,
            origin: Origin {
                file: String::new(),
                sha256: String::new(),
                part: String::new(),
                row: 2,
            },
        }
    }

    fn act(number: u64, deed: Deed) -> Act {
        Act {
            number,
            at: "2021-04-01T10:00:00Z".to_owned(),
            who: "panel".to_owned(),
            entry: EntryId("A-1".to_owned()),
            deed,
            reason: Reason::NotSeen,
            because: String::new(),
        }
    }

    fn given(entry: &Entry, words: &str) -> Given {
        let start = entry.text.find(words).unwrap();
        Given {
            concept: "stalking".to_owned(),
            quote: Quote::of(entry, Part::Text, start, start + words.len()).unwrap(),
            assertion: Assertion::plain(),
            actor: Who::Unresolved,
            target: Who::Unresolved,
            toward: None,
        }
    }

    #[test]
    fn acts_are_laid_over_and_can_be_taken_back() {
        let entries = [entry()];
        let blank = Reading {
            entry: EntryId("A-1".to_owned()),
            sentences: Vec::new(),
            mentions: Vec::new(),
            people: Vec::new(),
            agencies: Vec::new(),
            teller: String::new(),
            typed: None,
        };
        let added = act(1, Deed::Add(given(&entries[0], "sits outside")));
        let mut readings = [blank.clone()];
        assert!(lay(&entries, &mut readings, std::slice::from_ref(&added)).is_empty());
        assert_eq!(readings[0].mentions.len(), 1);

        let pointed = Pointed {
            concept: "stalking".to_owned(),
            at: None,
        };
        let mut readings = [blank.clone()];
        let acts = [added.clone(), act(2, Deed::Strike(pointed))];
        assert!(lay(&entries, &mut readings, &acts).is_empty());
        assert_eq!(readings[0].mentions[0].struck, Some(2));

        let mut readings = [blank.clone()];
        let acts = [acts[0].clone(), acts[1].clone(), act(3, Deed::Undo(2))];
        assert!(lay(&entries, &mut readings, &acts).is_empty());
        assert_eq!(readings[0].mentions[0].struck, None);

        let mut wrong = added;
        wrong.entry = EntryId("A-9".to_owned());
        let mut readings = [blank];
        let strays = lay(&entries, &mut readings, &[wrong]);
        assert!(strays[0].why.contains("no entry A-9"));
    }
}
