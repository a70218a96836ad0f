//! What entries *say*: mentions that show a thing, the words to show for them, and the days of supervision.

use chrono::NaiveDate;

use super::Shown;
use crate::model::{
    entry::Entry,
    matter::Matter,
    mention::{ActionStatus, Factuality, Hand, Mention, Polarity, Reading},
    quote::{Part, Quote},
    when::When,
};

/// Kind of agency that supervises.
pub(super) const SUPERVISES: &str = "probation";
/// Facts from which supervision in the community runs.
const STARTS: [&str; 2] = ["order-start", "release"];
/// As many characters of a record are shown.
const LONGEST: usize = 180;

/// Entries with a mention of one of these concepts that says it was done, in order, each once.
pub(super) fn done<'a>(matter: &'a Matter, concepts: &[String]) -> Vec<(&'a Entry, &'a Mention)> {
    with(matter, concepts, is_done)
}

/// Entries with a mention of one of these concepts for which this holds, in order, each once.
pub(super) fn with<'a>(
    matter: &'a Matter,
    concepts: &[String],
    holds: fn(&Mention) -> bool,
) -> Vec<(&'a Entry, &'a Mention)> {
    pairs(matter)
        .filter_map(|(entry, reading)| {
            let found = reading
                .mentions
                .iter()
                .find(|m| concepts.contains(&m.concept) && holds(m))?;
            Some((entry, found))
        })
        .collect()
}

/// Entries with their readings, in order.
pub(super) fn pairs(matter: &Matter) -> impl Iterator<Item = (&Entry, &Reading)> {
    matter.entries.iter().zip(&matter.readings)
}

/// Is the entry of the agency that supervises?
pub(super) fn is_ours(matter: &Matter, entry: &Entry) -> bool {
    matter.case.agency_kind(&entry.agency) == SUPERVISES
}

/// Does the mention count at all?
pub(super) fn stands(mention: &Mention) -> bool {
    mention.struck.is_none() && mention.hand != Hand::Reader && !mention.assertion.other_person
}

/// Does it say that the thing was done, and leave no doubt of it?
pub(super) fn is_done(mention: &Mention) -> bool {
    let said = &mention.assertion;
    stands(mention)
        && said.polarity == Polarity::Affirmed
        && said.factuality == Factuality::Actual
        && said.action == ActionStatus::Done
        && !(said.historical || said.denied || said.uncertain)
}

/// Does it speak of the thing, and not as done?
pub(super) fn is_not_done(mention: &Mention) -> bool {
    stands(mention) && !is_done(mention)
}

/// Does a mention lie ahead of its entry: on a later day, or in words that touch those of something to come?
pub(super) fn lies_ahead(ahead: &[String], (entry, reading): (&Entry, &Reading), mention: &Mention) -> bool {
    let is_later = |w: &When| w.earliest > entry.when.latest;
    let quote = &mention.quote;
    let touches = |q: &Quote| q.part == quote.part && q.start < quote.end && quote.start < q.end;
    let mut to_come = reading.mentions.iter().filter(|a| ahead.contains(&a.concept));
    mention.happened.as_ref().is_some_and(is_later) || to_come.any(|a| stands(a) && touches(&a.quote))
}

/// The sentence of a mention, with the day of its entry; where a coded field says it, that field and the beginning of the text.
pub(super) fn shown(entry: &Entry, mention: &Mention) -> Shown {
    if mention.quote.part != Part::Text {
        return opening(entry);
    }
    let words = entry.text.get(mention.sentence.start..mention.sentence.end);
    shown_of(entry, words.unwrap_or(&mention.quote.text))
}

/// The sentence in which a quote stands.
pub(super) fn around(entry: &Entry, reading: &Reading, quote: &Quote) -> Shown {
    if quote.part != Part::Text {
        return opening(entry);
    }
    let sentence = reading
        .sentences
        .iter()
        .find(|s| s.start <= quote.start && quote.start < s.end)
        .and_then(|s| entry.text.get(s.start..s.end.max(quote.end)));
    shown_of(entry, sentence.unwrap_or(&quote.text))
}

/// The beginning of an entry, with its day; its type, when it says no more.
pub(super) fn opening(entry: &Entry) -> Shown {
    let text = entry.text.trim();
    let words = if text.is_empty() {
        entry.entry_type.clone()
    } else if entry.entry_type.trim().is_empty() {
        text.to_owned()
    } else {
        format!("[{}] {text}", entry.entry_type.trim())
    };
    shown_of(entry, &words)
}

/// These words of an entry, cut where they are long.
pub(super) fn shown_of(entry: &Entry, words: &str) -> Shown {
    let words = words.trim();
    let mut cut: String = words.chars().take(LONGEST).collect();
    if cut.len() < words.len() {
        cut.push('…');
    }
    Shown {
        of: entry.id.0.clone(),
        day: entry.when.written.clone(),
        words: cut,
    }
}

/// The days of supervision: from the order or release, if the case file states one, else from the first entry of the agency that
/// supervises, to the end of the review.
pub(super) fn supervised(matter: &Matter) -> (NaiveDate, NaiveDate) {
    let case = &matter.case;
    let stated = case
        .facts
        .iter()
        .filter(|f| STARTS.contains(&f.kind.as_str()))
        .map(|f| f.date)
        .min();
    let first = || {
        let ours = matter.entries.iter().filter(|e| is_ours(matter, e));
        ours.map(|e| e.when.earliest).filter(|d| *d >= case.review_from).min()
    };
    let from = stated.or_else(first).unwrap_or(case.review_from).max(case.review_from);
    let to = case.event.map_or(case.review_to, |e| e.min(case.review_to));
    (from, to.max(from))
}

/// Do the records of the agency that supervises cover those days?
pub(super) fn supervision_covered(matter: &Matter) -> bool {
    let (from, to) = supervised(matter);
    matter
        .coverage
        .iter()
        .any(|c| matter.case.agency_kind(&c.agency) == SUPERVISES && c.covers(from, to))
}
