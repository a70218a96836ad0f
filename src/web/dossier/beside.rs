//! What stands *beside* a finding or warning: notes, lines of enquiry, and why what was done might have made sense at the time, with what
//! the records themselves say of it.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::{
    model::{
        beside::About,
        entry::EntryId,
        finding::{Basis, Cited, Finding, FindingKind},
        mention::Hand,
    },
    review::deciding::State,
    web::{addresses, asking::Link, attaching::Attach, dossier::Desk, evidence::QuoteView, queue::day_of, words},
};

/// What was recorded so long before the days of a finding still tells of them.
const BEFORE: u64 = 30;
/// Kinds of fact that tell how the case was managed at the time.
const MANAGED: [&str; 4] = ["risk-level", "mappa-level", "contact-plan", "allocation"];
/// So many quotes are shown, the nearest to the first day.
const SHOWN: usize = 5;

/// A note.
#[derive(Serialize)]
pub(super) struct NoteView {
    /// Its number, where the visitor wrote it and can take it back; else 0.
    own: u64,
    text: String,
    who: String,
    at: String,
}

/// Why it might have made sense, and what the records show on it.
#[derive(Serialize)]
pub(super) struct SenseView {
    text: String,
    who: String,
    at: String,
    facts: Vec<String>,
    context: Vec<ContextLine>,
    quotes: Vec<QuoteView>,
}

/// A finding of context that bears on it.
#[derive(Serialize)]
struct ContextLine {
    says: String,
    finding: Link,
}

impl Desk<'_> {
    /// Notes about something.
    pub(super) fn notes(&self, about: &About) -> Vec<NoteView> {
        let notes = self.margin.notes_on(about).iter();
        notes
            .map(|(text, by)| NoteView {
                own: if by.who == self.who { by.number } else { 0 },
                text: (*text).to_owned(),
                who: by.who.clone(),
                at: day_of(&by.at),
            })
            .collect()
    }

    /// The form that attaches something to a line of enquiry, sent to this address.
    pub(super) fn attach(&self, about: &About, address: String) -> Attach {
        Attach::of(self.opened, &self.margin, about).sent_to(address)
    }

    /// Why it might have made sense, and what the records show on it: quotes and facts of the case, nothing else.
    pub(super) fn sense(&self, finding: &Finding, back: &str) -> SenseView {
        let said = self.margin.senses.get(finding.id.as_str());
        let mut quotes: Vec<QuoteView> = self
            .bearing(finding)
            .iter()
            .map(|c| QuoteView::of(self.opened, c))
            .collect();
        let mut shown = std::collections::BTreeSet::new();
        for quote in &mut quotes {
            quote.in_place(self.opened, back, &mut shown);
        }
        SenseView {
            text: said.map_or("", |(text, _)| text).to_owned(),
            who: said.map_or(String::new(), |(_, by)| by.who.clone()),
            at: said.map_or(String::new(), |(_, by)| day_of(&by.at)),
            facts: self.facts(finding),
            context: self.context(finding),
            quotes,
        }
    }

    /// What was in force: conditions and facts that the pattern asked for, and the last fact of each kind up to the days of the finding.
    fn facts(&self, finding: &Finding) -> Vec<String> {
        let mut out: Vec<String> = finding.in_force.clone();
        let (_, last) = days(finding);
        let facts = &self.opened.matter.case.facts;
        for kind in MANAGED {
            let known = facts.iter().filter(|f| f.kind == kind && f.date <= last);
            let Some(fact) = known.max_by_key(|f| f.date) else {
                continue;
            };
            if out.iter().any(|told| told.ends_with(&format!(": {}", fact.value))) {
                continue;
            }
            let kind = kind.replace('-', " ");
            out.push(format!("{kind} from {}: {}", words::day(fact.date), fact.value));
        }
        out
    }

    /// Context about the same entries, or of the same agency in the same days, that nobody took away.
    fn context(&self, finding: &Finding) -> Vec<ContextLine> {
        let (from, to) = days(finding);
        let triggers: Vec<&EntryId> = finding.triggers.iter().map(|t| &t.quote.entry).collect();
        let matter = &self.opened.matter;
        let bears = |f: &&Finding| {
            let shares = f.triggers.iter().any(|t| triggers.contains(&&t.quote.entry));
            let days = days(f);
            let is_near = f.agency == finding.agency && days.0 <= to && from <= days.1;
            f.kind == FindingKind::Context
                && f.basis != Basis::Suggested
                && f.part_of.is_empty()
                && (shares || is_near)
                && self.deciding.state(f) != State::NotAccepted
        };
        let all = matter.findings.iter().filter(bears).take(SHOWN);
        all.map(|f| ContextLine {
            says: f.says.clone(),
            finding: Link::new(f.title.clone(), addresses::finding(&self.opened.slug, &f.id)),
        })
        .collect()
    }

    /// Words of the agency's own entries of these days that speak of workload, or of what others had told it.
    fn bearing(&self, finding: &Finding) -> Vec<Cited> {
        let matter = &self.opened.matter;
        let (first, last) = days(finding);
        let from = first.checked_sub_days(Days::new(BEFORE)).unwrap_or(first);
        let mut found: Vec<(i64, Cited)> = Vec::new();
        for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
            let is_near = from <= entry.when.latest && entry.when.earliest <= last;
            if !is_near || entry.agency != finding.agency {
                continue;
            }
            for m in &reading.mentions {
                if m.struck.is_none() && m.hand != Hand::Reader && matter.outline.sense.contains(&m.concept) {
                    let away = (entry.when.earliest - first).num_days().abs();
                    let cited = Cited {
                        quote: m.quote.clone(),
                        concept: m.concept.clone(),
                        assertion: m.assertion.words().iter().map(|w| (*w).to_owned()).collect(),
                    };
                    found.push((away, cited));
                }
            }
        }
        found.sort_by_key(|(away, _)| *away);
        found.into_iter().take(SHOWN).map(|(_, cited)| cited).collect()
    }
}

/// The days that a finding speaks of.
fn days(finding: &Finding) -> (NaiveDate, NaiveDate) {
    let searched = (finding.searched.from, finding.searched.to);
    finding.window.as_ref().map_or(searched, |w| (w.from, w.to))
}
