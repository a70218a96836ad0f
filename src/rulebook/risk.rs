//! `rules/anonymise/`: what is looked for in an anonymised case before it goes out (`quasi.toml`, `leaks.toml`), and what the report on the
//! risk of being identified says of law and guidance (`risk.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    anonymise::{
        leaks::plain_words,
        quasi::{Quasi, QuasiFile},
    },
    patterns::source::SourceTag,
    rulebook::{
        files::Files,
        load::{RuleError, Rulebook, parse, wrong},
    },
};

const QUASI: &str = "anonymise/quasi.toml";
const LEAKS: &str = "anonymise/leaks.toml";
const CLAIMS: &str = "anonymise/risk.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeaksFile {
    abbreviations: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimsFile {
    claim: Vec<Claim>,
}

/// A sentence of law or guidance, with where it was read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The sentence.
    pub says: String,
    /// Key of its source.
    pub source: String,
    /// Place in it.
    pub at: String,
    /// How it was read.
    pub tag: SourceTag,
}

fn text<'a>(files: &'a Files, file: &str) -> Result<&'a str, RuleError> {
    let missing = || wrong(file, "is not there; take it from the rules built into the program");
    files.get(file).ok_or_else(missing)
}

/// What tells of somebody without a name.
///
/// # Errors
/// When the file is not there or not in its form, or a short name occurs twice.
pub fn quasi(files: &Files) -> Result<Quasi, RuleError> {
    let file: QuasiFile = parse(QUASI, text(files, QUASI)?)?;
    for (number, theme) in file.themes.iter().enumerate() {
        if file.themes.iter().take(number).any(|t| t.id == theme.id) {
            return Err(wrong(QUASI, format!("the theme `{}` occurs twice", theme.id)));
        }
        if theme.hit.is_empty() || theme.miss.is_empty() {
            return Err(wrong(QUASI, format!("the theme `{}` wants `hit` and `miss`", theme.id)));
        }
    }
    Quasi::new(file).map_err(|e| wrong(QUASI, e))
}

/// Letters in capitals that are nobody's initials.
///
/// # Errors
/// When the file is not there or not in its form.
pub fn abbreviations(files: &Files) -> Result<Vec<String>, RuleError> {
    Ok(parse::<LeaksFile>(LEAKS, text(files, LEAKS)?)?.abbreviations)
}

/// Words that the rules print of their own: titles, authors and addresses of publications, as the leak check compares them.
pub fn printed(files: &Files) -> BTreeSet<String> {
    files
        .get("sources.toml")
        .map(plain_words)
        .into_iter()
        .flatten()
        .collect()
}

/// What law and guidance say, each with the title of its source, the place, and how it was read.
///
/// # Errors
/// When the file is not there or not in its form, or names a source that is not in `rules/sources.toml`.
pub fn claims(files: &Files, book: &Rulebook) -> Result<Vec<(String, String)>, RuleError> {
    let mut out = Vec::new();
    for claim in parse::<ClaimsFile>(CLAIMS, text(files, CLAIMS)?)?.claim {
        let Some(source) = book.sources.get(&claim.source) else {
            let said = format!("the source `{}` is not in rules/sources.toml", claim.source);
            return Err(wrong(CLAIMS, said));
        };
        let note = if source.note.is_empty() {
            String::new()
        } else {
            format!("; {}", source.note)
        };
        out.push((
            claim.says,
            format!("{}, {} ({}{note})", source.title, claim.at, claim.tag.words()),
        ));
    }
    Ok(out)
}
