//! What is found in prose without a case, against court judgments in which every mention is marked (the form of the Text Anonymization Benchmark).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use serde::Deserialize;

use crate::{
    anonymise::{blind, lists::Lists},
    model::mention::Span,
    text::words::tokens,
};

/// One marked text.
#[derive(Debug, Deserialize)]
pub struct MarkedText {
    /// The text.
    pub text: String,
    /// Its mentions.
    pub entities: Vec<MarkedMention>,
}

/// One mention of an entity.
#[derive(Debug, Deserialize)]
pub struct MarkedMention {
    /// As it stands.
    pub span_text: String,
    /// Place, in characters.
    pub start_offset: usize,
    /// Place, in characters.
    pub end_offset: usize,
    /// What it is: PERSON, CODE, LOC, ORG, DEM, DATETIME, QUANTITY, MISC.
    pub entity_type: String,
    /// DIRECT, QUASI or NO_MASK.
    pub identifier_type: String,
    /// Whose mention it is.
    pub entity_id: String,
}

/// What was counted.
#[derive(Debug, Default)]
pub struct Score {
    /// Texts.
    pub texts: usize,
    /// Per kind of identifier, and per type of that kind, entities with all mentions taken out whole, and all.
    pub entities: BTreeMap<(String, String), (usize, usize)>,
    /// Words taken out that are to be taken out, and all that were.
    pub words: (usize, usize),
    /// Stretches taken out that touch what is to be taken out, and all that were.
    pub stretches: (usize, usize),
    /// Entities with something left: kind, type, the mention, words around.
    pub left: Vec<(String, String, String, String)>,
    /// Stretches taken out that nothing asks for, by recogniser and words.
    pub beyond: BTreeMap<(String, String), usize>,
}

/// Reads marked texts, one a line.
///
/// # Errors
/// When a line is not in this form.
pub fn read(text: &str) -> anyhow::Result<Vec<MarkedText>> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| {
                format!(
                    "line {}: no marked text: each line is JSON with `text` and `entities`",
                    at + 1
                )
            })
        })
        .collect()
}

/// Finds and counts. With `roster` the names of people who are to be hidden first of all are known beforehand.
pub fn measure(texts: &[MarkedText], lists: &Lists, roster: bool) -> Score {
    let mut out = Score::default();
    for text in texts {
        out.one(text, lists, roster);
    }
    out
}

impl Score {
    fn one(&mut self, marked: &MarkedText, lists: &Lists, roster: bool) {
        self.texts += 1;
        let text = marked.text.as_str();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let byte = |at: usize| places.get(at).copied().unwrap_or(text.len());
        let is_known = |m: &&MarkedMention| roster && m.entity_type == "PERSON" && m.identifier_type == "DIRECT";
        let names: BTreeSet<&str> = marked
            .entities
            .iter()
            .filter(is_known)
            .map(|m| m.span_text.as_str())
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        let found = blind::spots(text, lists, &names);
        let mut hidden = vec![false; text.len()];
        for spot in &found {
            hidden
                .iter_mut()
                .take(spot.span.end)
                .skip(spot.span.start)
                .for_each(|h| *h = true);
        }
        let mut wanted = vec![false; text.len()];
        let mut entities: BTreeMap<(&str, &str, &str), bool> = BTreeMap::new();
        for mention in &marked.entities {
            let span = Span {
                start: byte(mention.start_offset),
                end: byte(mention.end_offset),
            };
            if mention.identifier_type == "NO_MASK" {
                continue;
            }
            wanted
                .iter_mut()
                .take(span.end)
                .skip(span.start)
                .for_each(|w| *w = true);
            let written = text.get(span.start..span.end).unwrap_or_default();
            let whole = written
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .all(|(at, _)| hidden.get(span.start + at).copied().unwrap_or(false));
            let key = (
                mention.identifier_type.as_str(),
                mention.entity_type.as_str(),
                mention.entity_id.as_str(),
            );
            let entity = entities.entry(key).or_insert(true);
            if !whole && *entity {
                self.left.push((
                    key.0.to_owned(),
                    key.1.to_owned(),
                    mention.span_text.clone(),
                    around(text, span),
                ));
            }
            *entity &= whole;
        }
        for ((kind, of, _), whole) in entities {
            let counts = self.entities.entry((kind.to_owned(), of.to_owned())).or_default();
            counts.1 += 1;
            counts.0 += usize::from(whole);
        }
        let in_span = |flags: &[bool], span: Span| flags.iter().take(span.end).skip(span.start).any(|f| *f);
        for word in tokens(text).iter().filter(|w| in_span(&hidden, w.span)) {
            self.words.1 += 1;
            self.words.0 += usize::from(in_span(&wanted, word.span));
        }
        for spot in &found {
            let asked = in_span(&wanted, spot.span);
            self.stretches.1 += 1;
            self.stretches.0 += usize::from(asked);
            if !asked {
                let written = text.get(spot.span.start..spot.span.end).unwrap_or_default().to_owned();
                *self.beyond.entry((spot.by.to_owned(), written)).or_default() += 1;
            }
        }
    }
}

fn around(text: &str, span: Span) -> String {
    let before: String = text
        .get(..span.start)
        .unwrap_or_default()
        .chars()
        .rev()
        .take(40)
        .collect();
    let before: String = before.chars().rev().collect();
    let after: String = text.get(span.end..).unwrap_or_default().chars().take(30).collect();
    format!(
        "{before}⟦{}⟧{after}",
        text.get(span.start..span.end).unwrap_or_default()
    )
    .replace('\n', " ")
}
