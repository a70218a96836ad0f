//! *Reading*: one entry in, everything found in it out: sentences, people, agencies, mentions with their assertions.
//!
//! How a text is marked is left to `marked`, what the fields beside it say to `coded`.

mod coded;
mod marked;
mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::{
    model::{
        case::{AgencyId, Case},
        entry::Entry,
        finding::Rung,
        mention::{ActionStatus, Applied, Hand, Mention, Polarity, Reading, Span, Who},
        quote::{Part, Quote},
        when::When,
    },
    text::{
        agencies::Directory,
        around::{agencies, dates_in, happened, is_long_before, people, span, teller, token_range, typed},
        binding::{Roles, is_of_initials, is_quoted, roles, toward},
        context::{Context, Place},
        doubt::{self, Asks},
        frame::Frame,
        known::NameWords,
        lexicon::{Finder, Found},
        people::Roster,
        phrase::PhraseError,
        relative::times,
        rules::{CodeField, Family, ReadingRules},
        sentences,
        voices::is_within,
        years::earlier_year,
    },
};
pub(super) use marked::Marked;
use own::{Own, own};

/// The reading rules, compiled once and used for every case.
#[derive(Debug, Clone)]
pub struct Lexicon {
    rules: ReadingRules,
    all: Finder,
    codes: Vec<(CodeField, Finder)>,
    context: Context,
    families: BTreeMap<String, Family>,
    rungs: BTreeMap<String, Rung>,
    own: BTreeSet<String>,
    elsewhere: BTreeSet<String>,
    occasions: BTreeSet<String>,
    lives: BTreeSet<String>,
    labels: BTreeMap<String, String>,
    promised: BTreeMap<String, String>,
    names: Arc<NameWords>,
}

/// A reader of one case: the rules and who is who in it.
#[derive(Debug)]
pub struct CaseReader<'a> {
    lexicon: &'a Lexicon,
    company: Company,
}

/// Who is who in a case. With the rules this is all that an entry is read by, beside what it says itself: where it is the same, the
/// same entry reads the same.
#[derive(Debug, Clone, Default)]
pub struct Company {
    roster: Roster,
    directory: Directory,
    frame: Frame,
    agencies: BTreeMap<AgencyId, Own>,
}

impl Company {
    /// Does an entry read the same in both, by the same rules?
    pub fn reads_as(&self, other: &Self) -> bool {
        self.frame == other.frame
            && self.agencies == other.agencies
            && self.roster.finds_as(&other.roster)
            && self.directory.finds_as(&other.directory)
    }
}

/// A sentence and what was found in it.
struct Searched {
    sentence: Span,
    /// Its tokens.
    range: Range<usize>,
    concepts: Vec<Found>,
    /// Modifiers of this sentence.
    near: Vec<Found>,
}

impl Lexicon {
    /// Compiles the rules; an error names the phrase that cannot be read.
    pub fn new(rules: ReadingRules) -> Result<Self, PhraseError> {
        // One look-up serves concepts and modifiers: owners from `rules.concepts.len()` on are modifiers.
        let mut all = Finder::default();
        for (number, rule) in rules.concepts.iter().enumerate() {
            all.add(number, &rule.phrases, &rule.not, &rules.sets)?;
            all.add_possible(number, &rule.possible, &rules.sets)?;
        }
        for (number, rule) in rules.modifiers.iter().enumerate() {
            all.add(rules.concepts.len() + number, &rule.phrases, &rule.pseudo, &rules.sets)?;
        }
        let mut codes = Vec::new();
        for field in [CodeField::Type, CodeField::Source, CodeField::Author] {
            let mut finder = Finder::default();
            for (number, rule) in rules
                .codes
                .iter()
                .enumerate()
                .filter(|(_, r)| r.fields.contains(&field))
            {
                finder.add(number, &rule.phrases, &rule.not, &rules.sets)?;
            }
            codes.push((field, finder));
        }
        let context = Context::new(&rules)?;
        let families = rules.concepts.iter().map(|c| (c.id.clone(), c.family)).collect();
        let own = rules.concepts.iter().filter(|c| c.own).map(|c| c.id.clone()).collect();
        let elsewhere = rules
            .concepts
            .iter()
            .filter(|c| c.elsewhere)
            .map(|c| c.id.clone())
            .collect();
        let occasions = rules.concepts.iter().filter(|c| c.occasion);
        let occasions = occasions.map(|c| c.id.clone()).collect();
        let lives = rules.concepts.iter().filter(|c| c.life);
        let lives = lives.map(|c| c.id.clone()).collect();
        let labels = rules.concepts.iter().map(|c| (c.id.clone(), c.label.clone())).collect();
        let promised = rules.concepts.iter().filter(|c| !c.promised.is_empty());
        let promised = promised.map(|c| (c.id.clone(), c.promised.clone())).collect();
        let rungs = rules
            .concepts
            .iter()
            .filter_map(|c| Some((c.id.clone(), c.rung?)))
            .collect();
        let names = Arc::new(NameWords::new(&rules));
        Ok(Self {
            rules,
            all,
            codes,
            context,
            families,
            rungs,
            own,
            elsewhere,
            occasions,
            lives,
            labels,
            promised,
            names,
        })
    }

    /// The rules it was made from.
    pub fn rules(&self) -> &ReadingRules {
        &self.rules
    }

    /// Family of a concept; nothing when there is no such concept.
    pub fn family(&self, concept: &str) -> Option<Family> {
        self.families.get(concept).copied()
    }

    /// Is a concept somebody's own: who is named before it feels, says or does it of himself?
    pub fn is_own(&self, concept: &str) -> bool {
        self.own.contains(concept)
    }

    /// Does a concept say that a record exists which was not supplied?
    pub fn is_elsewhere(&self, concept: &str) -> bool {
        self.elsewhere.contains(concept)
    }

    /// Does the concept only say on which occasion something was written?
    pub fn is_occasion(&self, concept: &str) -> bool {
        self.occasions.contains(concept)
    }

    /// Is the concept something in somebody's own life?
    pub fn is_life(&self, concept: &str) -> bool {
        self.lives.contains(concept)
    }

    /// Words for a concept; nothing when there is no such concept.
    pub fn label(&self, concept: &str) -> Option<&str> {
        self.labels.get(concept).map(String::as_str)
    }

    /// What stands after "Said that" where a step of practice was only promised; nothing for what nobody promises.
    pub fn promised(&self, concept: &str) -> Option<&str> {
        self.promised.get(concept).map(String::as_str)
    }

    /// Concepts by which an entry says that a record exists which was not supplied.
    pub fn elsewhere(&self) -> impl Iterator<Item = &str> {
        self.elsewhere.iter().map(String::as_str)
    }

    /// Rung that a concept of practice reaches when done.
    pub fn rung(&self, concept: &str) -> Option<Rung> {
        self.rungs.get(concept).copied()
    }
}

impl<'a> CaseReader<'a> {
    /// Gets to know a case: its roster, its agencies, the people who write its entries.
    pub fn new(lexicon: &'a Lexicon, case: &Case, entries: &[Entry]) -> Self {
        Self {
            lexicon,
            company: Company {
                roster: Roster::new(&lexicon.rules, Arc::clone(&lexicon.names), case, entries),
                directory: Directory::new(&lexicon.rules, case, entries).with_names(Arc::clone(&lexicon.names)),
                frame: Frame::of(case),
                agencies: own(case, entries),
            },
        }
    }

    /// Who is who in the case.
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// The same, for those who keep it longer.
    pub fn into_company(self) -> Company {
        self.company
    }

    /// Reads one entry.
    pub fn read(&self, entry: &Entry) -> Reading {
        let marked = self.mark(&entry.text, &entry.agency);
        let sentences = sentences::split(&entry.text);
        let base = self.lexicon.rules.concepts.len();
        let mut whole = self.field_modifiers(entry);
        let mut found: Vec<Searched> = Vec::new();
        for sentence in &sentences {
            let range = token_range(&marked.tokens, *sentence);
            let (mut concepts, mut near) = (Vec::new(), Vec::new());
            for hit in self.lexicon.all.find(&marked.tokens, &marked.marks, range.clone()) {
                match hit.owner.checked_sub(base) {
                    None => concepts.push(hit),
                    Some(owner) if self.lexicon.context.is_of_entry(owner) => whole.push(Found { owner, ..hit }),
                    Some(owner) => near.push(Found { owner, ..hit }),
                }
            }
            found.push(Searched {
                sentence: *sentence,
                range,
                concepts,
                near,
            });
        }
        let mut mentions = self.coded(entry, &whole);
        for searched in &found {
            let dates = if searched.concepts.is_empty() {
                Vec::new()
            } else {
                dates_in(entry, &marked, searched.sentence, searched.range.clone())
            };
            for hit in &searched.concepts {
                mentions.extend(self.mention((entry, &marked), searched, *hit, (&whole, &dates)));
            }
        }
        mentions.sort_by(|a, b| {
            (a.quote.part, a.quote.start, &a.concept, a.quote.end).cmp(&(
                b.quote.part,
                b.quote.start,
                &b.concept,
                b.quote.end,
            ))
        });
        Reading {
            entry: entry.id.clone(),
            sentences,
            mentions,
            people: people(entry, &marked),
            agencies: agencies(entry, &marked),
            teller: teller(&marked),
            typed: typed(entry),
        }
    }

    fn mention(
        &self,
        (entry, marked): (&Entry, &Marked),
        searched: &Searched,
        found: Found,
        (whole, dates): (&[Found], &[(Span, When)]),
    ) -> Option<Mention> {
        let (sentence, near, range) = (searched.sentence, searched.near.as_slice(), searched.range.clone());
        let rule = self.lexicon.rules.concepts.get(found.owner)?;
        if rule.another && self.is_to_own(entry, marked, found) {
            return None;
        }
        let place = Place {
            written: found.written,
            first: found.first,
            end: found.end,
            family: rule.family,
        };
        let (mut assertion, mut looked_at) = self.lexicon.context.assert(place, near, &marked.tokens);
        let span = span(&marked.tokens, found.first, found.end);
        let doubt = doubt_mark(&entry.text, span.start);
        assertion.uncertain |= doubt.is_some();
        let from = doubt.unwrap_or(span.start);
        let from = hedge(&entry.text, &looked_at, from).unwrap_or(from);
        let quote = Quote::of(entry, Part::Text, from, span.end)?;
        for id in self.lexicon.context.assert_entry(whole, rule.family, &mut assertion) {
            looked_at.push(Applied {
                modifier: id,
                span,
                words: "the whole entry".to_owned(),
                blocked_by: None,
            });
        }
        let is_step = rule.family == Family::Practice;
        if let Some(mark) = doubt::mark(
            &entry.text,
            sentence,
            span,
            if is_step { Asks::Whole } else { Asks::Part },
        ) {
            assertion.uncertain = true;
            looked_at.push(Applied {
                modifier: "question-mark".to_owned(),
                span: mark,
                words: "?".to_owned(),
                blocked_by: None,
            });
        }
        assertion.quoted = is_quoted(&entry.text, sentence, span.start) || is_within(&marked.quoted, span.start);
        let Roles {
            actor,
            target,
            of_outsider,
        } = roles(marked, found, rule, range.clone());
        let (actor, target) = match rule.family {
            Family::Harm => self.of_harm(marked, (found, rule.own), (actor, target)),
            _ => (actor, target),
        };
        assertion.other_person |= is_of_initials(&entry.text, marked, found, &self.lexicon.rules.sets);
        if matches!(rule.family, Family::Harm | Family::Event) {
            assertion.other_person |= matches!(actor, Who::Other(_)) || of_outsider;
            if let Some(year) = earlier_year(&marked.tokens, range.clone(), (&entry.when, &self.lexicon.rules.sets)) {
                assertion.historical = true;
                looked_at.push(Applied {
                    modifier: "year".to_owned(),
                    span,
                    words: year,
                    blocked_by: None,
                });
            }
        }
        if rule.family == Family::Practice
            && assertion.polarity == Polarity::Negated
            && assertion.action == ActionStatus::Done
        {
            assertion.action = ActionStatus::NotDone;
        }
        let happened = happened(dates, span);
        if matches!(rule.family, Family::Harm | Family::Event)
            && happened.as_ref().is_some_and(|w| is_long_before(w, &entry.when))
        {
            assertion.historical = true;
        }
        let times = times(&marked.tokens, range.clone());
        let toward = toward(marked, found, range);
        Some(Mention {
            concept: rule.id.clone(),
            quote,
            literal: self.lexicon.all.literal(found.phrase).to_owned(),
            sentence,
            assertion,
            actor,
            target,
            toward,
            modifiers: looked_at,
            happened,
            times,
            coded: false,
            hand: if found.sure { Hand::Rules } else { Hand::Reader },
            struck: None,
        })
    }
}

/// Where the question mark stands that puts what follows in doubt: `?stalking`, `? strategy discussion had`. A quote keeps it.
fn doubt_mark(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start)?.trim_end_matches(' ');
    let at = before.strip_suffix('?')?.trim_end_matches('?').len();
    sentences::is_doubt_mark(text, at).then_some(at)
}

/// Where the words begin that put what follows them in doubt: "possibly told police". A quote keeps them.
fn hedge(text: &str, looked_at: &[Applied], from: usize) -> Option<usize> {
    let is_doubt = |a: &&Applied| a.modifier == UNCERTAIN && a.blocked_by.is_none();
    let before = looked_at.iter().filter(is_doubt).map(|a| a.span);
    let stands_right_before = |s: &Span| text.get(s.end..from).is_some_and(|between| between.trim().is_empty());
    before.filter(stands_right_before).map(|s| s.start).min()
}

/// The modifier of words that put what follows in doubt.
const UNCERTAIN: &str = "uncertain";
