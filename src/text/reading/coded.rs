//! *Coded* fields of an entry, its type, source and author: what they mention by themselves, and what they say of the whole entry.

use super::CaseReader;
use crate::{
    model::{
        entry::Entry,
        mention::{Hand, Mention, Span, Who},
        quote::{Part, Quote},
    },
    text::{
        around::span,
        context::Place,
        lexicon::Found,
        phrase::Marks,
        rules::{CodeField, Family},
        words::tokens,
    },
};

impl CaseReader<'_> {
    /// Modifiers of the whole entry that its fields state.
    pub(super) fn field_modifiers(&self, entry: &Entry) -> Vec<Found> {
        let mut found = Vec::new();
        for field in [&entry.entry_type, &entry.source] {
            let cut = tokens(field);
            let marks = vec![Marks::default(); cut.len()];
            found.extend(self.lexicon.context.of_entry(&cut, &marks));
        }
        found
    }

    /// Mentions given by the coded fields.
    pub(super) fn coded(&self, entry: &Entry, whole: &[Found]) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        for (field, finder) in &self.lexicon.codes {
            let part = match field {
                CodeField::Type => Part::Type,
                CodeField::Source => Part::Source,
                CodeField::Author => Part::Author,
            };
            let text = part.of(entry);
            let marked = self.mark(text, &entry.agency);
            let all = 0..marked.tokens.len();
            let modifiers = self
                .lexicon
                .context
                .in_sentence(&marked.tokens, &marked.marks, all.clone());
            for found in finder.find(&marked.tokens, &marked.marks, all.clone()) {
                let Some(rule) = self.lexicon.rules.codes.get(found.owner) else {
                    continue;
                };
                let family = self.lexicon.family(&rule.concept).unwrap_or(Family::Context);
                let (mut assertion, looked_at) = self.lexicon.context.assert(
                    Place {
                        written: found.written,
                        first: found.first,
                        end: found.end,
                        family,
                    },
                    &modifiers,
                    &marked.tokens,
                );
                // The text may say that what the code states did not come about: the two disagree, and the text is shown.
                // That nobody was met or reached undoes nothing of who wrote it.
                let is_author = *field == CodeField::Author;
                self.lexicon
                    .context
                    .assert_coded(whole, (family, is_author), &mut assertion);
                let span = span(&marked.tokens, found.first, found.end);
                let Some(quote) = Quote::of(entry, part, span.start, span.end) else {
                    continue;
                };
                if out.iter().any(|m| m.concept == rule.concept) {
                    continue;
                }
                out.push(Mention {
                    concept: rule.concept.clone(),
                    quote,
                    literal: finder.literal(found.phrase).to_owned(),
                    sentence: Span {
                        start: 0,
                        end: text.len(),
                    },
                    assertion,
                    actor: Who::Unresolved,
                    target: Who::Unresolved,
                    toward: None,
                    modifiers: looked_at,
                    happened: None,
                    times: None,
                    coded: true,
                    hand: Hand::Rules,
                    struck: None,
                });
            }
        }
        out
    }
}
