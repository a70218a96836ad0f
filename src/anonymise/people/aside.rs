//! *Asides*: another name of somebody beside their name, in brackets or quotation marks.

use std::collections::BTreeSet;

use super::{Names, Run};
use crate::{model::mention::Span, text::one_name::plain};

/// Another name of somebody beside their name, in brackets or quotation marks: `Ama (Mimi) Danquah`.
pub(super) struct Aside {
    /// Its tokens.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Its bytes, with the blank and the sign before it and the sign behind it.
    pub(super) span: Span,
    pub(super) close: &'static str,
}

/// Signs before and behind an aside.
const ASIDES: [(&str, &str); 7] = [
    ("(", ")"),
    ("[", "]"),
    ("\"", "\""),
    ("“", "”"),
    ("‘", "’"),
    ("'", "'"),
    ("(\"", "\")"),
];
/// What may stand before the name in an aside.
const SAYS: [&str; 9] = ["aka", "a", "k", "known", "as", "also", "called", "née", "nee"];

impl<'a> Names<'a> {
    /// What stands behind a run, without the sign that closes an aside.
    pub(super) fn gap_behind(&self, run: &Run) -> &'a str {
        let gap = run.end.checked_sub(1).map_or("", |last| self.gap(last));
        run.last_aside().and_then(|a| gap.strip_prefix(a.close)).unwrap_or(gap)
    }

    /// Another name of the same person, in signs that open right behind a run and close right behind the name; and whose both can be.
    pub(super) fn aside(&self, run: &Run) -> Option<(Aside, BTreeSet<usize>)> {
        let opening = self.gap_behind(run).trim_start_matches(' ');
        let (_, close) = ASIDES.iter().copied().find(|(open, _)| *open == opening)?;
        let before = self.tokens.get(run.end.checked_sub(1)?)?;
        let behind_last = run.last_aside().map_or(before.span.end, |a| a.span.end);
        let (mut owners, mut end, mut is_named) = (run.owners.clone(), run.end, false);
        while let Some(token) = self.token(end) {
            if end > run.end && !matches!(self.gap(end - 1), " " | "-" | "." | ". ") {
                break;
            }
            match self.aside_owners(end) {
                Some(theirs) => {
                    owners = owners.intersection(theirs).copied().collect();
                    is_named = true;
                }
                None if !is_named && SAYS.contains(&token.lower.as_str()) => {}
                None => return None,
            }
            end += 1;
        }
        let last = self.tokens.get(end.checked_sub(1)?)?;
        let is_closed = self.passage.text.get(last.span.end..)?.starts_with(close);
        let aside = Aside {
            first: run.end,
            end,
            span: Span {
                start: behind_last,
                end: last.span.end + close.len(),
            },
            close,
        };
        (is_named && is_closed && !owners.is_empty()).then_some((aside, owners))
    }

    /// Whose a word or letters in an aside can be. A nickname may be an ordinary word too.
    fn aside_owners(&self, at: usize) -> Option<&'a BTreeSet<usize>> {
        let cast = &self.rewriter.plan.cast;
        if let Some(word) = self.word(at).or_else(|| self.nickname(at)) {
            return cast.words.get(&word).map(|w| &w.owners);
        }
        let token = self.token(at).filter(|t| t.shouted)?;
        cast.letters.get(&plain(token.bare()).to_uppercase()).map(|l| &l.owners)
    }

    pub(super) fn nickname(&self, at: usize) -> Option<String> {
        let word = plain(self.token(at).filter(|t| t.capital)?.bare());
        self.rewriter.plan.words.contains_key(&word).then_some(word)
    }
}
