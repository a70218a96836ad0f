//! *Happenings* of which everybody knows the year: a lockdown, an election, a storm with a name. Where days are moved they tell by how much.
//!
//! Their phrases are data (`rules/anonymise/happenings.toml`). A person says of each whether it stays.

use serde::Deserialize;

use crate::{
    anonymise::quasi::places,
    model::mention::Span,
    text::{
        lexicon::Finder,
        one_name::plain,
        phrase::{PhraseError, Sets},
        words::{Token, tokens},
    },
};

/// `rules/anonymise/happenings.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HappeningsFile {
    /// Its kinds.
    #[serde(default, rename = "happening")]
    pub kinds: Vec<Kind>,
}

/// Happenings in whose place the same words stand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its short name.
    pub id: String,
    /// What is put in their place.
    pub instead: String,
    /// Phrases, in the notation of all rules.
    pub phrases: Vec<String>,
    /// Phrases that shield what they overlap.
    #[serde(default)]
    pub not: Vec<String>,
    /// Sentences in which one is found.
    pub hit: Vec<String>,
    /// Sentences in which none is.
    pub miss: Vec<String>,
}

/// Happenings ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Happenings {
    /// Their kinds.
    pub kinds: Vec<Kind>,
    finder: Finder,
}

/// A happening that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Its tokens: the first, and the one behind the last.
    pub tokens: (usize, usize),
    /// Its bytes.
    pub span: Span,
    /// As it is looked up: small letters, no accents, no article, with one blank between words.
    pub word: String,
    /// Number of its kind.
    pub kind: usize,
}

impl Happenings {
    /// Makes kinds ready.
    ///
    /// # Errors
    /// When a phrase is not in the notation.
    pub fn new(file: HappeningsFile) -> Result<Self, PhraseError> {
        let mut finder = Finder::default();
        for (number, kind) in file.kinds.iter().enumerate() {
            finder.add(number, &kind.phrases, &kind.not, &Sets::default())?;
        }
        Ok(Self {
            kinds: file.kinds,
            finder,
        })
    }

    /// The happenings that a text names, in order of place, none of them sharing words.
    pub fn find(&self, text: &str) -> Vec<Happening> {
        let all = tokens(text);
        let mut out: Vec<Happening> = Vec::new();
        for (kind, first, end) in places(&self.finder, text, &all) {
            let own = all.get(first..end).unwrap_or_default();
            let (Some(from), Some(to)) = (own.first(), own.last()) else {
                continue;
            };
            let is_article = |t: &&Token| t.lower == "the";
            let words: Vec<String> = own.iter().skip_while(is_article).map(|t| plain(t.bare())).collect();
            if out.last().is_none_or(|before| before.tokens.1 <= first) {
                out.push(Happening {
                    tokens: (first, end),
                    span: Span {
                        start: from.span.start,
                        end: to.span.end,
                    },
                    word: words.join(" "),
                    kind,
                });
            }
        }
        out
    }

    /// What is put in the place of a happening of this kind; of what somebody says to be one and no rule knows, that of the first.
    pub fn instead(&self, kind: Option<usize>) -> &str {
        let kind = self.kinds.get(kind.unwrap_or(0));
        kind.map_or("a public event", |k| k.instead.as_str())
    }
}
