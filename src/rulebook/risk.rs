//! `rules/anonymise/`: what is looked for in an anonymised case before it goes out (`quasi.toml`), happenings that tell of a year
//! (`happenings.toml`), and what the report on the risk of being
//! identified says of law and guidance (`risk.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    anonymise::{
        happenings::{Happenings, HappeningsFile},
        leaks::plain_words,
        quasi::{Quasi, QuasiFile},
    },
    patterns::source::SourceTag,
    rulebook::load::{RuleError, Rulebook, parse, wrong},
};

const QUASI: &str = "anonymise/quasi.toml";
const HAPPENINGS: &str = "anonymise/happenings.toml";
const CLAIMS: &str = "anonymise/risk.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimsFile {
    claim: Vec<Claim>,
}

/// A sentence of law or guidance, with where it was read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    says: String,
    /// Key of its source.
    source: String,
    /// Place in it.
    at: String,
    tag: SourceTag,
}

impl Rulebook {
    fn text_of(&self, file: &str) -> Result<&str, RuleError> {
        let missing = || wrong(file, "is not there; take it from the rules built into the program");
        let own = file.rsplit('/').next().unwrap_or(file);
        self.disguise.get(own).map(String::as_str).ok_or_else(missing)
    }

    /// What tells of somebody without a name.
    ///
    /// # Errors
    /// When the file is not there or not in its form, or a short name occurs twice.
    pub fn quasi(&self) -> Result<Quasi, RuleError> {
        let file: QuasiFile = parse(QUASI, self.text_of(QUASI)?)?;
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

    /// Happenings of which everybody knows the year; none where the rules have no file of them.
    ///
    /// # Errors
    /// When the file is not in its form.
    pub(super) fn happenings(&self) -> Result<Happenings, RuleError> {
        let Ok(text) = self.text_of(HAPPENINGS) else {
            return Ok(Happenings::default());
        };
        let file: HappeningsFile = parse(HAPPENINGS, text)?;
        if let Some(kind) = file.kinds.iter().find(|k| k.hit.is_empty() || k.miss.is_empty()) {
            return Err(wrong(
                HAPPENINGS,
                format!("the happenings `{}` want `hit` and `miss`", kind.id),
            ));
        }
        Happenings::new(file).map_err(|e| wrong(HAPPENINGS, e))
    }

    /// Words that the program prints of its own, as the leak check compares them: publications and their authors, patterns, policy.
    pub fn printed(&self) -> BTreeSet<String> {
        let sources = self
            .sources
            .values()
            .flat_map(|s| [&s.title, &s.address, &s.read, &s.note]);
        let patterns = self.patterns.iter().flat_map(|p| {
            let told = p.consider.iter().chain(&p.ask);
            let cited = p.sources.iter().flat_map(|s| [&s.says, &s.at]);
            [&p.title, &p.summary, &p.why].into_iter().chain(told).chain(cited)
        });
        sources.chain(patterns).flat_map(|text| plain_words(text)).collect()
    }

    /// What law and guidance say, each with the title of its source, the place, and how it was read.
    ///
    /// # Errors
    /// When the file is not there or not in its form, or names a source that is not in `rules/sources.toml`.
    pub fn claims(&self) -> Result<Vec<(String, String)>, RuleError> {
        let mut out = Vec::new();
        for claim in parse::<ClaimsFile>(CLAIMS, self.text_of(CLAIMS)?)?.claim {
            let Some(source) = self.sources.get(&claim.source) else {
                let said = format!("the source `{}` is not in rules/sources.toml", claim.source);
                return Err(wrong(CLAIMS, said));
            };
            let note = match source.note.as_str() {
                "" => String::new(),
                note => format!("; {note}"),
            };
            let told = format!("{}, {} ({}{note})", source.title, claim.at, claim.tag.words());
            out.push((claim.says, told));
        }
        Ok(out)
    }
}
