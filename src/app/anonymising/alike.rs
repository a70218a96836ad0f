//! *Alike*: where the words of an anonymised entry are read otherwise than the real ones were, the real reading goes along as acts of a
//! reviewer, so that the case is judged as the real one is.

use std::collections::BTreeMap;

use crate::{
    anonymise::whole::Whole,
    model::{
        act::{Act, Deed, Given, Pointed, Reason},
        case::PersonId,
        entry::Entry,
        matter::Matter,
        mention::{Hand, Mention, Reading, Who},
        quote::{Part, Quote},
    },
};

/// Who signs such acts.
pub(super) const WHO: &str = "Anonymising";
const BECAUSE: &str = "as it was read in the real case, where other words stand";

/// What of a mention must be the same.
type Key = (
    String,
    Part,
    usize,
    Vec<&'static str>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// Acts that make what is read in the anonymised case the same as what was read in the real one.
pub(super) fn acts(real: &Matter, made: &Matter, whole: &Whole, at: &str) -> Vec<Act> {
    let people: BTreeMap<&PersonId, &PersonId> = real
        .case
        .people
        .iter()
        .zip(&whole.case.people)
        .map(|(real, here)| (&real.id, &here.id))
        .collect();
    let mut out = Vec::new();
    for (entry, reading) in real.entries.iter().zip(&real.readings) {
        let here = whole.refs.get(&entry.id).and_then(|id| made.entry(id));
        if let Some((here, read)) = here {
            out.extend(
                of_entry((entry, reading), (here, read), whole, &people)
                    .into_iter()
                    .map(|deed| Act {
                        number: 0,
                        at: at.to_owned(),
                        who: WHO.to_owned(),
                        entry: here.id.clone(),
                        deed,
                        reason: Reason::Other,
                        because: BECAUSE.to_owned(),
                    }),
            );
        }
    }
    out
}

fn of_entry(
    (entry, reading): (&Entry, &Reading),
    (here, read): (&Entry, &Reading),
    whole: &Whole,
    people: &BTreeMap<&PersonId, &PersonId>,
) -> Vec<Deed> {
    let counts = |m: &&Mention| m.struck.is_none() && m.hand != Hand::Reader && !m.coded;
    let who = |who: &Who| match who {
        Who::Person(id) => people.get(id).map_or(Who::Unresolved, |id| Who::Person((*id).clone())),
        // Somebody outside the roster stays somebody; the words are not carried over.
        Who::Other(_) | Who::Unresolved => Who::Unresolved,
    };
    let wanted: Vec<(Mention, Quote)> = reading
        .mentions
        .iter()
        .filter(counts)
        .filter_map(|m| {
            let span = whole.place(&entry.id, m.quote.part, (m.quote.start, m.quote.end))?;
            let quote = Quote::of(here, m.quote.part, span.0, span.1)?;
            let mut mention = m.clone();
            (mention.actor, mention.target) = (who(&m.actor), who(&m.target));
            Some((mention, quote))
        })
        .collect();
    let key = |m: &Mention, start: usize| -> Key {
        let id = |w: &Who| match w {
            Who::Person(id) => Some(id.0.clone()),
            _ => None,
        };
        (
            m.concept.clone(),
            m.quote.part,
            start,
            m.assertion.words(),
            id(&m.actor),
            id(&m.target),
            m.toward.as_ref().map(|t| {
                if t.starts_with("named:") {
                    "named".to_owned()
                } else {
                    t.clone()
                }
            }),
        )
    };
    let there: Vec<Key> = read
        .mentions
        .iter()
        .filter(counts)
        .map(|m| key(m, m.quote.start))
        .collect();
    let wanted_keys: Vec<Key> = wanted.iter().map(|(m, q)| key(m, q.start)).collect();
    let mut out: Vec<Deed> = Vec::new();
    for (mention, at) in read.mentions.iter().filter(counts).zip(&there) {
        let pointed = || Pointed {
            concept: mention.concept.clone(),
            at: Some((mention.quote.part, mention.quote.start)),
        };
        if !wanted_keys.contains(at) && !out.iter().any(|d| matches!(d, Deed::Strike(p) if *p == pointed())) {
            out.push(Deed::Strike(pointed()));
        }
    }
    for ((mention, quote), key) in wanted.iter().zip(&wanted_keys) {
        if !there.contains(key) {
            out.push(Deed::Add(Given {
                concept: mention.concept.clone(),
                quote: quote.clone(),
                assertion: mention.assertion.clone(),
                actor: mention.actor.clone(),
                target: mention.target.clone(),
                toward: mention.toward.clone().filter(|t| !t.starts_with("named:")),
            }));
        }
    }
    out
}
