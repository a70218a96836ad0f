//! A *lesson*: what a reviewer's act can teach the rules: a line that states a concept, or one that only looks like it.

use serde::Serialize;

use crate::model::{
    act::{Act, Deed, Pointed},
    entry::Entry,
    mention::Reading,
};

/// A marked line, as `forewarned evaluate --lines` reads it. It holds words of the case: it is as sensitive as the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lesson {
    /// Concept id.
    pub concept: String,
    /// Does the line state it?
    pub label: bool,
    /// Kind of agency that wrote it.
    pub agency: String,
    /// The sentence.
    pub text: String,
    /// Why, for a line that does not.
    pub why: String,
    /// The entry it stands in.
    pub entry: String,
    /// Number of the act.
    pub act: u64,
}

/// Lessons of acts, in their order. `kind` gives the kind of agency that wrote an entry.
pub fn lessons(entries: &[Entry], readings: &[Reading], acts: &[Act], kind: &dyn Fn(&Entry) -> String) -> Vec<Lesson> {
    let mut out = Vec::new();
    for act in acts {
        let Some(at) = entries.iter().position(|e| e.id == act.entry) else {
            continue;
        };
        let (Some(entry), Some(reading)) = (entries.get(at), readings.get(at)) else {
            continue;
        };
        let lesson = |concept: &str, label: bool, text: String| Lesson {
            concept: concept.to_owned(),
            label,
            agency: kind(entry),
            text,
            why: if label {
                String::new()
            } else {
                act.reason.code().to_owned()
            },
            entry: entry.id.0.clone(),
            act: act.number,
        };
        match &act.deed {
            Deed::Add(given) => out.push(lesson(
                &given.concept,
                is_plain(given),
                around(reading, entry, given.quote.start),
            )),
            Deed::Strike(pointed) => {
                out.extend(struck(reading, entry, act, pointed).map(|t| lesson(&pointed.concept, false, t)));
            }
            Deed::Correct(pointed, given) => {
                if given.concept != pointed.concept || !is_plain(given) {
                    out.extend(struck(reading, entry, act, pointed).map(|t| lesson(&pointed.concept, false, t)));
                }
                if given.concept != pointed.concept || is_plain(given) {
                    out.push(lesson(
                        &given.concept,
                        is_plain(given),
                        around(reading, entry, given.quote.start),
                    ));
                }
            }
            Deed::Undo(_) => {}
        }
    }
    out
}

fn is_plain(given: &crate::model::act::Given) -> bool {
    given
        .assertion
        .words()
        .iter()
        .all(|w| matches!(*w, "plain" | "denied" | "quoted" | "uncertain"))
}

fn struck<'a>(
    reading: &'a Reading,
    entry: &'a Entry,
    act: &'a Act,
    pointed: &'a Pointed,
) -> impl Iterator<Item = String> + 'a {
    reading
        .mentions
        .iter()
        .filter(move |m| m.struck == Some(act.number) && m.concept == pointed.concept)
        .map(move |m| around(reading, entry, m.quote.start))
}

/// The sentence around a place, or the whole text.
fn around(reading: &Reading, entry: &Entry, at: usize) -> String {
    reading
        .sentences
        .iter()
        .find(|s| s.start <= at && at < s.end)
        .and_then(|s| entry.text.get(s.start..s.end))
        .unwrap_or(&entry.text)
        .trim()
        .to_owned()
}
