//! Letters that stand for somebody.

use std::collections::BTreeSet;

use super::{Names, is_capitals};
use crate::{
    anonymise::{
        cast::{Kind, Word},
        plan::{Way, possessive},
        rewrite::Change,
        spot::What,
    },
    model::{disguise::Clearing, mention::Span},
    text::{one_name::plain, words::Token},
};

impl Names<'_> {
    /// The initial of the false name, for an initial beside a name.
    pub(super) fn initial(&self, owners: &BTreeSet<usize>, letter: &str) -> String {
        let plan = self.rewriter.plan;
        let of = |(word, held): &(&String, &crate::anonymise::cast::Word)| {
            word.starts_with(letter) && !held.owners.is_disjoint(owners)
        };
        let word = plan.cast.words.iter().find(of).map(|(w, _)| w);
        let name = word.and_then(|w| plan.words.get(w)).and_then(|n| n.chars().next());
        let by_letters = || plan.letters.get(&letter.to_uppercase()).cloned();
        name.map(|c| c.to_string())
            .or_else(by_letters)
            .unwrap_or_else(|| "X".to_owned())
    }

    /// The letter of a surname behind a title, whose full name stands elsewhere: `Mrs D` of *Mrs Dale*.
    fn titled_letter(&self, at: usize, letter: &str) -> Option<(Vec<Change>, usize)> {
        let plan = self.rewriter.plan;
        let token = self.token(at)?;
        let titled = self.titled(at);
        if titled == at || letter.chars().count() != 1 {
            return None;
        }
        let begins =
            |(word, held): &(&String, &Word)| held.kind == Kind::Surname && word.starts_with(&letter.to_lowercase());
        let (word, held) = plan.cast.words.iter().find(begins)?;
        let owner = held.owners.first()?;
        let (from, to) = match plan.ways.get(*owner) {
            Some(Way::Kept) => return Some((Vec::new(), at + 1)),
            Some(Way::Label(label)) => (titled, label.clone()),
            _ => (at, plan.words.get(word)?.chars().next()?.to_string()),
        };
        let change = Change {
            span: Span {
                start: self.tokens.get(from)?.span.start,
                end: token.span.end,
            },
            to: to + possessive(self.written(token)),
            what: What::Person,
        };
        Some((vec![change], at + 1))
    }

    /// Letters that stand for somebody: `SM`, `S.M.`, and one letter where somebody was read.
    pub(super) fn letters(&self, at: usize) -> Option<(Vec<Change>, usize)> {
        let token = self
            .token(at)
            .filter(|t| is_capitals(self.written(t)) && !t.is_number())?;
        let count = |t: &Token| plain(t.bare()).chars().count();
        let mut letters = plain(token.bare()).to_uppercase();
        let mut end = at + 1;
        // S.M. is two tokens.
        while count(token) == 1 && letters.len() < 3 {
            let next = self.token(end).filter(|t| t.shouted && !t.is_number() && count(t) == 1);
            let Some(next) = next.filter(|_| matches!(self.gap(end - 1), "." | ". ")) else {
                break;
            };
            letters.push_str(&plain(next.bare()).to_uppercase());
            end += 1;
        }
        let plan = self.rewriter.plan;
        let Some(held) = plan.cast.letters.get(&letters) else {
            return self.titled_letter(at, &letters);
        };
        let last = self.tokens.get(end - 1)?;
        // Letters of somebody who writes for an agency are read as that agency.
        let is_of_agency = self.passage.agencies.iter().any(|a| {
            a.span.start == token.span.start
                && a.words
                    .trim_end_matches(['.', 's', '\'', '’'])
                    .eq_ignore_ascii_case(&letters)
        });
        let is_read = self.read_at(token).is_some() || (is_of_agency && held.given);
        let is_whole = self.passage.is_name && self.tokens.len() == end - at;
        let is_plain = letters.chars().count() > 1
            && !self.rewriter.words.is_abbreviation(&letters)
            && (!self.is_shouted || held.given);
        // `Mrs D`; letters of which a person said that they are somebody's.
        let is_titled = self.titled(at) < at && !self.is_shouted;
        let said = self.rewriter.words.cleared.get(&letters.to_lowercase());
        let is_said = matches!(said, Some(Clearing::Person | Clearing::Professional));
        if !(is_read || is_whole || is_plain || is_titled || is_said) {
            return None;
        }
        let owner = self.owner_read(token, &held.owners);
        let mut span = Span {
            start: token.span.start,
            end: last.span.end,
        };
        let to = match owner.and_then(|o| plan.ways.get(o)) {
            Some(Way::Kept) => return Some((Vec::new(), end)),
            Some(Way::Label(label)) => {
                span.start = self.tokens.get(self.titled(at)).map_or(span.start, |t| t.span.start);
                label.clone()
            }
            _ => {
                let new = plan.letters.get(&letters)?;
                if end - at > 1 {
                    let dotted: Vec<String> = new.chars().map(|c| c.to_string()).collect();
                    dotted.join(self.gap(at))
                } else {
                    new.clone()
                }
            }
        };
        let change = Change {
            span,
            to: to + possessive(self.written(last)),
            what: What::Person,
        };
        Some((vec![change], end))
    }
}
