//! What is told by its form alone: names on networks, identifiers that are known from elsewhere, and labels that stand twice.

use super::{Change, Rewriter};
use crate::{
    anonymise::{
        plan::{Way, possessive},
        spot::What,
    },
    model::mention::Span,
    text::one_name::plain,
};

impl Rewriter<'_> {
    /// Two parts of one name that are called alike side by side are called so once: `Relative B Relative B`.
    pub(super) fn once(&self, text: &str, changes: &mut Vec<Change>) {
        let is_label = |to: &str| self.plan.ways.iter().any(|w| matches!(w, Way::Label(l) if l == to));
        let mut out: Vec<Change> = Vec::new();
        for change in changes.drain(..) {
            let same = out.last_mut().filter(|last| {
                let gap = text.get(last.span.end..change.span.start);
                last.what == What::Person
                    && change.what == What::Person
                    && matches!(gap, Some(" " | ", "))
                    && is_label(&last.to)
                    && change.to.starts_with(&last.to)
                    && possessive(&change.to).len() + last.to.len() == change.to.len()
            });
            match same {
                Some(last) => {
                    last.span.end = change.span.end;
                    last.to = change.to;
                }
                None => out.push(change),
            }
        }
        *changes = out;
    }

    /// Names by which somebody is known on a network (`kez_m_88`), and identifiers that stand in another text beside what tells what they are.
    pub(super) fn known_by_form(&self, text: &str) -> Vec<Change> {
        let mut out = Vec::new();
        let is_sign = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.'));
        let mut from = 0;
        for word in text.split(is_sign) {
            let start = from;
            from += word.len()
                + text
                    .get(from + word.len()..)
                    .and_then(|t| t.chars().next())
                    .map_or(0, char::len_utf8);
            let word = word.trim_end_matches(['.', '-', '/', '_']);
            let has_figure = word.bytes().any(|b| b.is_ascii_digit());
            let part = |p: &str| p.chars().count() > 2 && self.plan.cast.words.contains_key(&plain(&p.to_lowercase()));
            let mut parts = word.split(|c: char| !c.is_alphabetic());
            let is_handle = word.contains('_') && parts.any(part);
            let what = if is_handle {
                Some(What::Url)
            } else if has_figure && word.len() > 4 {
                self.marks.what(word)
            } else {
                None
            };
            if let Some(what) = what {
                out.push(Change {
                    span: Span {
                        start,
                        end: start + word.len(),
                    },
                    to: self.marks.mark(what, word, self.levels),
                    what,
                });
            }
        }
        out
    }
}
