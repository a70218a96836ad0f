//! What reviewers said, in other words: quotes, ids, days and words are put in their places here; codes stay.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Maker, Place};
use crate::model::{
    act::{Act, Deed},
    beside::Beside,
    case::{AgencyId, PersonId},
    entry::{Entry, EntryId},
    mention::Span,
    quote::{Part, Quote},
    settled::{Settled, Settlement, standing},
};

impl Maker<'_> {
    fn reviewer(&mut self, who: &str) -> String {
        let number = self.reviewers.len() + 1;
        self.reviewers
            .entry(who.to_owned())
            .or_insert_with(|| format!("Reviewer {number}"))
            .clone()
    }

    pub(super) fn acts(&mut self, entries: &[Entry], at: &str) -> Vec<Act> {
        let matter = self.matter;
        let by_id: BTreeMap<&EntryId, &Entry> = entries.iter().map(|e| (&e.id, e)).collect();
        let mut out: Vec<Act> = Vec::new();
        // Numbers here are given anew: an act whose words are not found again leaves no gap, and what took it back goes with it.
        let mut numbers: BTreeMap<u64, u64> = BTreeMap::new();
        for act in &matter.acts {
            let who = self.reviewer(&act.who);
            let because = self.plain(&Place::Reviewer, &act.because);
            let made = serde_json::to_value(act)
                .ok()
                .map(|v| self.walk(v, &by_id, ""))
                .and_then(|v| serde_json::from_value::<Act>(v).ok());
            let Some(mut made) = made else { continue };
            if let Deed::Undo(number) = &mut made.deed {
                match numbers.get(number) {
                    Some(here) => *number = *here,
                    None => continue,
                }
            }
            made.who = who;
            made.because = because;
            at.clone_into(&mut made.at);
            made.number = u64::try_from(out.len() + 1).unwrap_or(u64::MAX);
            numbers.insert(act.number, made.number);
            out.push(made);
        }
        out
    }

    /// What goes along, still under its real numbers, and under the real ids of findings.
    pub(super) fn settled(&mut self, at: &str) -> Vec<Settled> {
        let matter = self.matter;
        let level = self.rewriter.level;
        let mut out: Vec<Settled> = Vec::new();
        for settled in standing(&matter.settled) {
            let goes = match &settled.what {
                Settlement::Decision { .. } => level.decisions,
                Settlement::TheSame { .. }
                | Settlement::NotTheSame { .. }
                | Settlement::Conflict { .. }
                | Settlement::Measure { .. }
                | Settlement::LocalPattern { .. }
                | Settlement::Window { .. } => true,
                Settlement::Beside(beside) => match beside {
                    Beside::Search { .. } | Beside::LookedAt { .. } | Beside::Blind { .. } | Beside::Star { .. } => {
                        false
                    }
                    Beside::Apart { .. } | Beside::Letter { .. } | Beside::Sense { .. } => level.decisions,
                    _ => level.notes,
                },
                // Laid over the case already, or of the real case alone.
                _ => false,
            };
            if !goes {
                continue;
            }
            let who = self.reviewer(&settled.who);
            let because = self.plain(&Place::Reviewer, &settled.because);
            let mut value = serde_json::to_value(settled).unwrap_or(Value::Null);
            value = self.walk(value, &BTreeMap::new(), "");
            let Ok(mut made) = serde_json::from_value::<Settled>(value) else {
                continue;
            };
            if let Settlement::Conflict { words, .. } = &mut made.what {
                words.clear();
            }
            if let Settlement::Decision { together, .. } = &mut made.what {
                *together = together.iter().map(|t| self.reviewer(t)).collect();
            }
            made.who = who;
            made.because = because;
            at.clone_into(&mut made.at);
            out.push(made);
        }
        out
    }

    /// What was kept, with its ids, days, quotes and words put in other words. Codes stay.
    fn walk(&mut self, value: Value, entries: &BTreeMap<&EntryId, &Entry>, key: &str) -> Value {
        const WORDS: [&str; 9] = [
            "text", "because", "what", "title", "question", "name", "tag", "result", "toml",
        ];
        match value {
            Value::Object(map) => {
                if let Ok(quote) = serde_json::from_value::<Quote>(Value::Object(map.clone())) {
                    let moved = self.quote(&quote, entries);
                    return moved.and_then(|q| serde_json::to_value(q).ok()).unwrap_or(Value::Null);
                }
                let entry = map.get("entry").and_then(Value::as_str).map(|e| EntryId(e.to_owned()));
                let walked = map.into_iter().map(|(key, value)| {
                    let value = match (key.as_str(), &entry) {
                        ("deed", Some(entry)) => self.deed(value, entry),
                        _ => value,
                    };
                    let new = self.walk(value, entries, &key);
                    (key, new)
                });
                Value::Object(walked.collect())
            }
            Value::Array(all) => Value::Array(all.into_iter().map(|v| self.walk(v, entries, key)).collect()),
            Value::String(text) => {
                let day = chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
                let id = EntryId(text.clone());
                let person = PersonId(text.clone());
                Value::String(match key {
                    "entry" | "first" | "second" | "warning" => self.refs.get(&id).map_or(text, |r| r.0.clone()),
                    "person" => self.people.get(&person).map_or(text, |p| p.0.clone()),
                    "agency" => self.agency(&AgencyId(text)).0,
                    _ if day.is_some() && key != "at" => day.map_or(text, |d| self.rewriter.shift.day(d).to_string()),
                    _ if WORDS.contains(&key) => self.plain(&Place::Reviewer, &text),
                    "other" => self.plain(&Place::Reviewer, &text),
                    _ => text,
                })
            }
            other => other,
        }
    }

    /// Where a deed points at a byte of a part, it points at the same words now.
    fn deed(&self, value: Value, entry: &EntryId) -> Value {
        match value {
            Value::Object(map) => {
                let walked = map.into_iter().map(|(key, value)| {
                    let value = match (key.as_str(), value) {
                        ("at", Value::Array(at)) => self.pointed(entry, at),
                        (_, value) => self.deed(value, entry),
                    };
                    (key, value)
                });
                Value::Object(walked.collect())
            }
            Value::Array(all) => Value::Array(all.into_iter().map(|v| self.deed(v, entry)).collect()),
            other => other,
        }
    }

    fn pointed(&self, entry: &EntryId, mut at: Vec<Value>) -> Value {
        let part = at.first().cloned().and_then(|p| serde_json::from_value::<Part>(p).ok());
        let start = at.get(1).and_then(Value::as_u64).and_then(|s| usize::try_from(s).ok());
        if let (Some(part), Some(start)) = (part, start)
            && let Some(made) = self.texts.get(&(entry.clone(), part))
            && let Some(place) = at.get_mut(1)
        {
            *place = Value::from(made.span(Span { start, end: start }).start);
        }
        Value::Array(at)
    }

    fn quote(&self, quote: &Quote, entries: &BTreeMap<&EntryId, &Entry>) -> Option<Quote> {
        let made = self.texts.get(&(quote.entry.clone(), quote.part))?;
        let entry = entries.get(self.refs.get(&quote.entry)?)?;
        let span = made.span(Span {
            start: quote.start,
            end: quote.end,
        });
        Quote::of(entry, quote.part, span.start, span.end)
    }
}
