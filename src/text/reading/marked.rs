//! *Marked*: a text cut into words, with the people and agencies that stand at them. What is said of them is left to the reading.

use super::CaseReader;
use crate::{
    model::{
        case::AgencyId,
        mention::{Span, Who},
    },
    text::{
        agencies::AgencyAt,
        binding::mark_names,
        people::{PersonAt, PersonKind},
        phrase::Marks,
        voices::quotations,
        words::{Token, is_shouted, tokens},
    },
};

/// A text cut up and marked.
pub(in crate::text) struct Marked {
    pub(in crate::text) tokens: Vec<Token>,
    pub(in crate::text) marks: Vec<Marks>,
    pub(in crate::text) people: Vec<PersonAt>,
    pub(in crate::text) agencies: Vec<AgencyAt>,
    /// What stands between quotation marks.
    pub(in crate::text) quoted: Vec<Span>,
}

impl CaseReader<'_> {
    /// Cuts a text into words and marks the people and agencies in it.
    pub(super) fn mark(&self, text: &str, agency: &AgencyId) -> Marked {
        let mut tokens = tokens(text);
        self.company.frame.lay(&mut tokens);
        let shouted = is_shouted(&tokens);
        let mut agencies = self.company.directory.find(&tokens, shouted);
        let mut taken = vec![false; tokens.len()];
        for agency in &agencies {
            for slot in taken.iter_mut().take(agency.end).skip(agency.first) {
                *slot = true;
            }
        }
        let people = {
            let own = self.company.agencies.get(agency).map(|o| &o.initials);
            self.company.roster.find(&tokens, &taken, shouted, own)
        };
        // "Mrs Oak senior" is no manager.
        agencies.retain(|a| {
            let is_only_manager = a.is_manager && a.kind.is_empty();
            !is_only_manager || !people.iter().any(|p| p.first < a.first && a.end <= p.end)
        });
        let mut marks = vec![Marks::default(); tokens.len()];
        for agency in &agencies {
            if let Some(mark) = marks.get_mut(agency.first) {
                if !agency.kind.is_empty() {
                    mark.agencies.push((agency.end, agency.kind.clone()));
                }
                if agency.is_manager {
                    mark.manager = Some(agency.end);
                }
                if agency.is_person {
                    mark.person = Some(agency.end);
                }
            }
        }
        let subject = self.company.roster.subject_id();
        for person in &people {
            if let Some(mark) = marks.get_mut(person.first) {
                mark.person = Some(person.end);
                if matches!((&person.who, &subject), (Who::Person(p), Some(s)) if p == s) {
                    mark.subject = Some(person.end);
                }
                match person.kind {
                    PersonKind::AtRisk => mark.at_risk = Some(person.end),
                    PersonKind::Child => mark.child = Some(person.end),
                    PersonKind::Lay => mark.lay = Some(person.end),
                    PersonKind::Subject | PersonKind::Other => {}
                }
            }
        }
        if !shouted {
            mark_names(&tokens, &taken, &people, &mut marks);
        }
        Marked {
            tokens,
            marks,
            people,
            agencies,
            quoted: quotations(text),
        }
    }
}
