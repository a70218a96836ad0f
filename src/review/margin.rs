//! The *margin*: what people put beside the records, collected for looking up. Only what stands; of two about one thing the later.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    beside::{About, Beside},
    entry::EntryId,
    settled::{Settled, Settlement, standing},
};

/// A line of enquiry of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Short name.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What it asks.
    pub question: &'a str,
    /// What is attached to it, in the order in which it was.
    pub evidence: Vec<(&'a About, &'a str, &'a Settled)>,
}

/// Everything that stands beside the records.
#[derive(Debug, Default)]
pub struct Margin<'a> {
    /// Notes by what they are about, in the order in which they were written.
    pub notes: BTreeMap<&'a About, Vec<(&'a str, &'a Settled)>>,
    /// Starred entries, by person.
    pub stars: BTreeMap<&'a str, BTreeSet<&'a EntryId>>,
    /// Tags of entries.
    pub tags: BTreeMap<&'a EntryId, BTreeSet<&'a str>>,
    /// Key decision points.
    pub key_points: BTreeMap<&'a EntryId, (&'a str, &'a Settled)>,
    /// Lines of enquiry, in the order in which they were first named.
    pub lines: Vec<Line<'a>>,
    /// Searches by name.
    pub searches: BTreeMap<&'a str, (&'a str, &'a Settled)>,
    /// Why what was done might have made sense, by finding.
    pub senses: BTreeMap<&'a str, (&'a str, &'a Settled)>,
    /// Judgements recorded before their writers saw what came after, in order.
    pub judgements: Vec<(&'a Beside, &'a Settled)>,
    /// Problems of the material that were looked at, by their key.
    pub looked_at: BTreeMap<&'a str, (&'a str, &'a Settled)>,
    /// The terms of reference.
    pub terms: Option<(&'a str, &'a Settled)>,
}

impl<'a> Margin<'a> {
    /// The margin of a case.
    pub fn of(settled: &'a [Settled]) -> Self {
        let mut margin = Self::default();
        for one in standing(settled) {
            if let Settlement::Beside(what) = &one.what {
                margin.take(what, one);
            }
        }
        margin.lines.retain(|l| !l.title.is_empty());
        margin
    }

    fn take(&mut self, what: &'a Beside, by: &'a Settled) {
        match what {
            Beside::Note { about, text } => self.notes.entry(about).or_default().push((text, by)),
            Beside::Star { entry, on } => put(self.stars.entry(&by.who).or_default(), entry, *on),
            Beside::Tag { entry, tag, on } => put(self.tags.entry(entry).or_default(), tag.as_str(), *on),
            Beside::KeyPoint { entry, text, on } => set(&mut self.key_points, entry, (text, by), *on),
            Beside::Search { name, asked, on } => set(&mut self.searches, name.as_str(), (asked, by), *on),
            // Words taken away leave nothing to show.
            Beside::Sense { finding, text } => {
                set(&mut self.senses, finding.as_str(), (text, by), !text.is_empty());
            }
            Beside::LookedAt { problem, text, on, .. } => {
                set(&mut self.looked_at, problem.as_str(), (text, by), *on);
            }
            Beside::Judgement { .. } => self.judgements.push((what, by)),
            // Who works without seeing the final event is told by `review::lens`, letters by `review::requests`, and who decided what by
            // `review::deciding`.
            Beside::Blind { .. } | Beside::Letter { .. } | Beside::Apart { .. } => {}
            Beside::Terms { text } => self.terms = Some((text.as_str(), by)).filter(|(t, _)| !t.is_empty()),
            Beside::Line {
                id,
                title,
                question,
                on,
            } => self.at_line(id, |line| {
                // A line that is no longer followed keeps its place and its evidence, should it be taken up again.
                line.title = if *on { title } else { "" };
                line.question = question;
            }),
            Beside::Evidence { line, about, text, on } => self.at_line(line, |line| {
                line.evidence.retain(|(a, _, _)| *a != about);
                if *on {
                    line.evidence.push((about, text, by));
                }
            }),
        }
    }

    fn at_line(&mut self, id: &'a str, change: impl FnOnce(&mut Line<'a>)) {
        if let Some(line) = self.lines.iter_mut().find(|l| l.id == id) {
            return change(line);
        }
        let mut line = Line {
            id,
            title: "",
            question: "",
            evidence: Vec::new(),
        };
        change(&mut line);
        self.lines.push(line);
    }

    /// Notes about something.
    pub fn notes_on(&self, about: &About) -> &[(&'a str, &'a Settled)] {
        self.notes.get(about).map_or(&[], Vec::as_slice)
    }

    /// Did this person star this entry?
    pub fn is_starred(&self, who: &str, entry: &EntryId) -> bool {
        self.stars.get(who).is_some_and(|s| s.contains(entry))
    }
}

fn put<T: Ord>(set: &mut BTreeSet<T>, one: T, on: bool) {
    if on {
        set.insert(one);
    } else {
        set.remove(&one);
    }
}

fn set<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: V, on: bool) {
    if on {
        map.insert(key, value);
    } else {
        map.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Beside, EntryId, Margin, Settled, Settlement};

    fn all(what: Vec<Beside>) -> Vec<Settled> {
        (1..)
            .zip(what)
            .map(|(number, what)| Settled {
                number,
                at: String::new(),
                who: "A".to_owned(),
                what: Settlement::Beside(what),
                because: String::new(),
            })
            .collect()
    }

    #[test]
    fn the_later_word_holds_and_a_line_taken_up_again_has_its_evidence() {
        let entry = EntryId("P-1".to_owned());
        let line = |on| Beside::Line {
            id: "l1".to_owned(),
            title: "Housing".to_owned(),
            question: "Who knew?".to_owned(),
            on,
        };
        let evidence = Beside::Evidence {
            line: "l1".to_owned(),
            about: About::Entry(entry.clone()),
            text: "the call".to_owned(),
            on: true,
        };
        let star = |on| Beside::Star {
            entry: entry.clone(),
            on,
        };
        let mut settled = all(vec![line(true), evidence, star(true), star(false), line(false)]);
        assert!(Margin::of(&settled).lines.is_empty());
        assert!(!Margin::of(&settled).is_starred("A", &entry));
        settled.extend(all(vec![line(true)]));
        let margin = Margin::of(&settled);
        assert_eq!((margin.lines.len(), margin.lines[0].evidence.len()), (1, 1));
    }

    #[test]
    fn what_was_taken_back_leaves_no_trace() {
        let mut settled = all(vec![Beside::Terms {
            text: "To establish".to_owned(),
        }]);
        assert!(Margin::of(&settled).terms.is_some());
        settled.push(Settled {
            number: 2,
            what: Settlement::Undo(1),
            ..settled[0].clone()
        });
        assert!(Margin::of(&settled).terms.is_none());
    }
}
