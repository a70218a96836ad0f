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
    step: Vec<Plain>,
    matter: Vec<Plain>,
}

/// A label of the program, and a clause that says it to a family.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    label: String,
    plain: String,
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
pub(crate) struct Glossary {
    words: Vec<Word>,
    steps: Vec<Plain>,
    matters: Vec<Plain>,
}

impl Glossary {
    /// The words built into the program.
    pub(crate) fn built_in() -> Self {
        // The file is part of the program and a test reads it: were it wrong, a report would lack its glossary and no more.
        let (words, steps, matters) =
            toml::from_str::<File>(FILE).map_or_else(|_| Default::default(), |f| (f.word, f.step, f.matter));
        Self { words, steps, matters }
    }

    /// A step that was looked for as a clause after “that”; nothing where the author has to find the words.
    pub(crate) fn step(&self, label: &str) -> Option<&str> {
        // `Contact as often as planned (every 7 days planned; 14 days apart on record)`.
        let bare = label.split_once(" (").map_or(label, |(bare, _)| bare);
        let found = self.steps.iter().find(|p| p.label == label || p.label == bare);
        found.map(|p| p.plain.as_str())
    }

    /// What records tell of, as a clause; nothing where the author has to find the words.
    pub(crate) fn matter(&self, label: &str) -> Option<&str> {
        let found = self
            .matters
            .iter()
            .find(|p| p.label.to_lowercase() == label.to_lowercase());
        found.map(|p| p.plain.as_str())
    }

    /// A step as a clause after “that”; where no plain words are known, its label says it.
    pub(crate) fn clause(&self, label: &str) -> String {
        let plain = self.step(label).map(str::to_owned);
        plain.unwrap_or_else(|| format!("there is this: {}", self.lower(label)))
    }

    /// A label inside a sentence, its abbreviations spelled out.
    pub(crate) fn lower(&self, label: &str) -> String {
        let spelled = self.spelled_out(label);
        let mut chars = spelled.chars();
        match chars.next() {
            Some(first) if !chars.as_str().starts_with(char::is_uppercase) => {
                first.to_lowercase().chain(chars).collect()
            }
            _ => spelled,
        }
    }

    /// As a table.
    pub(crate) fn block(&self) -> Block {
        let rows = self
            .words
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
                let plain = self.words.iter().find(|w| w.short == word && !w.plain.is_empty());
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
