//! The *glossary* of reports: abbreviations spelled out, and a text without them for families.

use serde::Deserialize;

use crate::report::{
    document::{Block, Inline, text},
    kinds::parts::table_or,
};

const FILE: &str = include_str!("../../../../templates/reports/glossary.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Word>,
}

/// A word and what it means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    short: String,
    plain: String,
    means: String,
}

/// The words; read once for a report.
#[derive(Debug)]
pub(crate) struct Glossary(Vec<Word>);

impl Glossary {
    /// The words built into the program.
    pub(crate) fn built_in() -> Self {
        // The file is part of the program and a test reads it: were it wrong, a report would lack its glossary and no more.
        Self(toml::from_str::<File>(FILE).map_or_else(|_| Vec::new(), |f| f.word))
    }

    /// As a table.
    pub(crate) fn block(&self) -> Block {
        let rows = self
            .0
            .iter()
            .map(|w| vec![vec![Inline::Strong(w.short.clone())], text(w.means.clone())]);
        table_or(
            "glossary",
            "Words and abbreviations",
            &[("Word", 20), ("Meaning", 80)],
            rows.collect(),
            "The glossary is empty.",
        )
    }

    /// The words with every abbreviation of the glossary spelled out.
    pub(crate) fn spelled_out(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut word = String::new();
        for c in words.chars().chain(std::iter::once('\0')) {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                let plain = self.0.iter().find(|w| w.short == word && !w.plain.is_empty());
                out.push_str(plain.map_or(word.as_str(), |w| w.plain.as_str()));
                word.clear();
            }
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }
}
