//! A *frame*: words that tell a sex, read alike whoever is of which sex.
//!
//! Phrases are written with a man as subject and a woman at risk, since most records are so. Where it is the other way round the
//! words of the text are looked up with the sexes exchanged, and where both are of one sex (or nobody knows) either way. So a rule
//! never depends on somebody's sex; `tests/suite/whole_cases.rs` holds it.

use crate::{
    model::case::{Case, Sex},
    text::words::Token,
};

/// How the gendered words of a case are looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Frame {
    /// As they stand: a man is the subject, women are at risk.
    #[default]
    AsWritten,
    /// With the sexes exchanged.
    Exchanged,
    /// Either way.
    Either,
}

impl Frame {
    /// The frame of a case.
    pub fn of(case: &Case) -> Self {
        let Some(subject) = case.subject().and_then(|s| s.sex) else {
            return if case.subject().is_some() {
                Self::Either
            } else {
                Self::AsWritten
            };
        };
        let mut at_risk = case
            .people
            .iter()
            .filter(|p| p.is_at_risk())
            .filter(|p| p.role == "victim" || p.of.is_none() || case.subject().map(|s| &s.id) == p.of.as_ref());
        if at_risk.any(|p| p.sex.is_none_or(|s| s == subject)) {
            Self::Either
        } else if subject == Sex::Male {
            Self::AsWritten
        } else {
            Self::Exchanged
        }
    }

    /// Sets the words by which tokens are looked up.
    pub fn lay(self, tokens: &mut [Token]) {
        if self == Self::AsWritten {
            return;
        }
        for token in tokens {
            let others = exchanged(token.bare());
            if others.is_empty() {
                continue;
            }
            token.only_others = self == Self::Exchanged;
            token.others = others;
        }
    }
}

/// Words of the other sex that a word stands for.
fn exchanged(word: &str) -> &'static [&'static str] {
    const PAIRS: &[(&str, &[&str])] = &[
        ("he", &["she"]),
        ("she", &["he"]),
        ("him", &["her"]),
        ("his", &["her"]),
        ("her", &["him", "his"]),
        ("hers", &["his"]),
        ("himself", &["herself"]),
        ("herself", &["himself"]),
        ("he'd", &["she'd"]),
        ("she'd", &["he'd"]),
        ("he'll", &["she'll"]),
        ("she'll", &["he'll"]),
        ("he's", &["she's"]),
        ("she's", &["he's"]),
        ("girlfriend", &["boyfriend"]),
        ("boyfriend", &["girlfriend"]),
        ("gf", &["bf"]),
        ("bf", &["gf"]),
        ("wife", &["husband"]),
        ("husband", &["wife"]),
        ("missus", &["hubby"]),
        ("hubby", &["missus"]),
        ("woman", &["man"]),
        ("man", &["woman"]),
        ("women", &["men"]),
        ("men", &["women"]),
        ("lady", &["bloke"]),
        ("bloke", &["lady"]),
        ("girl", &["lad"]),
        ("lad", &["girl"]),
        ("lass", &["lad"]),
        ("fella", &["lady"]),
        ("mother", &["father"]),
        ("father", &["mother"]),
        ("mum", &["dad"]),
        ("dad", &["mum"]),
        ("mam", &["dad"]),
        ("daughter", &["son"]),
        ("son", &["daughter"]),
        ("sister", &["brother"]),
        ("brother", &["sister"]),
        ("mr", &["ms"]),
        ("ms", &["mr"]),
        ("mrs", &["mr"]),
        ("male", &["female"]),
        ("female", &["male"]),
    ];
    PAIRS.iter().find(|(w, _)| *w == word).map_or(&[], |(_, o)| o)
}
