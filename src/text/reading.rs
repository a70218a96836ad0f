//! *Reading*: one entry in, everything found in it out: sentences, people, agencies, mentions with their assertions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::Datelike;

use crate::{
    model::{
        case::Case,
        entry::Entry,
        finding::Rung,
        mention::{ActionStatus, AgencyMention, Applied, Hand, Mention, PersonMention, Polarity, Reading, Span, Who},
        quote::{Part, Quote},
        when::When,
    },
    text::{
        agencies::{AgencyAt, Directory},
        binding::{Roles, earlier_year, is_quoted, mark_names, roles, toward},
        context::{Context, Place},
        dates::find_dates,
        frame::Frame,
        lexicon::{Finder, Found},
        people::{PersonAt, PersonKind, Roster},
        phrase::{Marks, PhraseError},
        relative::{self, times},
        rules::{CodeField, Family, ReadingRules},
        sentences,
        words::{Token, is_shouted, tokens},
    },
};

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
    labels: BTreeMap<String, String>,
}

/// A reader of one case: the rules and who is who in it.
#[derive(Debug)]
pub struct CaseReader<'a> {
    lexicon: &'a Lexicon,
    roster: Roster,
    directory: Directory,
    frame: Frame,
}

/// A text cut up and marked.
pub(super) struct Marked {
    pub(super) tokens: Vec<Token>,
    pub(super) marks: Vec<Marks>,
    pub(super) people: Vec<PersonAt>,
    pub(super) agencies: Vec<AgencyAt>,
}

impl Lexicon {
    /// Compiles the rules; an error names the phrase that cannot be read.
    pub fn new(rules: ReadingRules) -> Result<Self, PhraseError> {
        // One look-up serves concepts and modifiers: owners from `rules.concepts.len()` on are modifiers.
        let mut all = Finder::default();
        for (number, rule) in rules.concepts.iter().enumerate() {
            all.add(number, &rule.phrases, &rule.not, &rules.sets)?;
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
        let elsewhere = rules.concepts.iter().filter(|c| c.elsewhere).map(|c| c.id.clone()).collect();
        let labels = rules.concepts.iter().map(|c| (c.id.clone(), c.label.clone())).collect();
        let rungs = rules
            .concepts
            .iter()
            .filter_map(|c| Some((c.id.clone(), c.rung?)))
            .collect();
        Ok(Self {
            rules,
            all,
            codes,
            context,
            families,
            rungs,
            own,
            elsewhere,
            labels,
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

    /// Words for a concept; nothing when there is no such concept.
    pub fn label(&self, concept: &str) -> Option<&str> {
        self.labels.get(concept).map(String::as_str)
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
            roster: Roster::new(&lexicon.rules, case),
            directory: Directory::new(&lexicon.rules, case, entries),
            frame: Frame::of(case),
        }
    }

    /// Reads one entry.
    pub fn read(&self, entry: &Entry) -> Reading {
        let marked = self.mark(&entry.text);
        let sentences = sentences::split(&entry.text);
        let base = self.lexicon.rules.concepts.len();
        let mut whole = self.field_modifiers(entry);
        let mut found: Vec<(Span, Range<usize>, Vec<Found>, Vec<Found>)> = Vec::new();
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
            found.push((*sentence, range, concepts, near));
        }
        let mut mentions = self.coded(entry, &whole);
        for (sentence, range, concepts, near) in found {
            let dates = if concepts.is_empty() {
                Vec::new()
            } else {
                dates_in(entry, &marked, sentence, range.clone())
            };
            for hit in concepts {
                mentions.extend(self.mention(
                    entry,
                    &marked,
                    sentence,
                    hit,
                    (&near, &whole, range.clone(), &dates),
                ));
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

    fn mark(&self, text: &str) -> Marked {
        let mut tokens = tokens(text);
        self.frame.lay(&mut tokens);
        let shouted = is_shouted(&tokens);
        let agencies = self.directory.find(&tokens, shouted);
        let mut taken = vec![false; tokens.len()];
        for agency in &agencies {
            for slot in taken.iter_mut().take(agency.end).skip(agency.first) {
                *slot = true;
            }
        }
        let people = self.roster.find(&tokens, &taken, shouted);
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
        let subject = self.roster.subject_id();
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
        }
    }

    /// Modifiers of the whole entry that its fields state.
    fn field_modifiers(&self, entry: &Entry) -> Vec<Found> {
        let mut found = Vec::new();
        for field in [&entry.entry_type, &entry.source] {
            let cut = tokens(field);
            let marks = vec![Marks::default(); cut.len()];
            found.extend(self.lexicon.context.of_entry(&cut, &marks));
        }
        found
    }

    /// Mentions given by the coded fields.
    fn coded(&self, entry: &Entry, whole: &[Found]) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        for (field, finder) in &self.lexicon.codes {
            let part = match field {
                CodeField::Type => Part::Type,
                CodeField::Source => Part::Source,
                CodeField::Author => Part::Author,
            };
            let text = part.of(entry);
            let marked = self.mark(text);
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
                self.lexicon.context.assert_coded(whole, family, &mut assertion);
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

    fn mention(
        &self,
        entry: &Entry,
        marked: &Marked,
        sentence: Span,
        found: Found,
        (near, whole, range, dates): (&[Found], &[Found], Range<usize>, &[(Span, When)]),
    ) -> Option<Mention> {
        let rule = self.lexicon.rules.concepts.get(found.owner)?;
        let place = Place {
            written: found.written,
            first: found.first,
            end: found.end,
            family: rule.family,
        };
        let (mut assertion, mut looked_at) = self.lexicon.context.assert(place, near, &marked.tokens);
        let span = span(&marked.tokens, found.first, found.end);
        let quote = Quote::of(entry, Part::Text, span.start, span.end)?;
        for id in self.lexicon.context.assert_entry(whole, rule.family, &mut assertion) {
            looked_at.push(Applied {
                modifier: id,
                span,
                words: "the whole entry".to_owned(),
                blocked_by: None,
            });
        }
        assertion.quoted = is_quoted(&entry.text, sentence, span.start);
        let Roles {
            mut actor,
            mut target,
            of_outsider,
        } = roles(marked, found, rule, range.clone());
        if let Who::Person(id) = &actor
            && rule.family == Family::Harm
            && !rule.own
            && self.roster.is_harmed_or_tells(id)
        {
            // "Ms A: card, texts": who is named first is told of or tells; who does it is not said, and is not guessed.
            target = actor.clone();
            actor = Who::Unresolved;
        }
        if matches!(rule.family, Family::Harm | Family::Event) {
            assertion.other_person |= matches!(actor, Who::Other(_)) || of_outsider;
            if let Some(year) = earlier_year(&marked.tokens, range.clone(), entry.when.earliest.year()) {
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
            hand: Hand::Rules,
            struck: None,
        })
    }
}

fn token_range(tokens: &[Token], sentence: Span) -> Range<usize> {
    let first = tokens.partition_point(|t| t.span.start < sentence.start);
    let end = tokens.partition_point(|t| t.span.start < sentence.end);
    first..end
}

/// Whoever an entry opens with, if it opens with somebody of the case: notes begin with who rang, came or is the patient. A
/// professional who opens it tells of somebody else.
fn teller(marked: &Marked) -> String {
    const OPENING: usize = 5;
    let person = marked.people.iter().find(|p| p.first < OPENING && p.how != "pronoun");
    let agency_first = |p: &PersonAt| marked.agencies.iter().any(|a| a.first < p.first && !a.kind.is_empty());
    let owns = |p: &PersonAt| {
        p.end
            .checked_sub(1)
            .and_then(|last| marked.tokens.get(last))
            .is_some_and(|t| t.lower.ends_with("'s"))
    };
    person
        .filter(|p| !agency_first(p) && !owns(p))
        .map_or(String::new(), |p| p.kind.word().to_owned())
}

/// Days that a sentence names, with the bytes that name them.
fn dates_in(entry: &Entry, marked: &Marked, sentence: Span, range: Range<usize>) -> Vec<(Span, When)> {
    let day = entry.when.earliest;
    let words = |s: Span| entry.text.get(s.start..s.end).unwrap_or("").to_owned();
    let mut out: Vec<(Span, When)> = relative::find(&marked.tokens, range, day)
        .into_iter()
        .map(|r| {
            let span = span(&marked.tokens, r.first, r.end);
            let when = When {
                earliest: r.earliest,
                latest: r.latest,
                time: None,
                written: words(span),
                doubtful: false,
            };
            (span, when)
        })
        .collect();
    let text = entry.text.get(sentence.start..sentence.end).unwrap_or("");
    if text.bytes().any(|b| b.is_ascii_digit()) {
        let dated = find_dates(text, Some(day)).into_iter().filter(|d| !d.of_birth && d.when.earliest <= day);
        out.extend(dated.map(|d| {
            let span = Span {
                start: sentence.start + d.span.start,
                end: sentence.start + d.span.end,
            };
            (span, d.when)
        }));
    }
    out
}

/// The day named nearest to a mention in its sentence.
fn happened(dates: &[(Span, When)], at: Span) -> Option<When> {
    let apart = |s: &Span| {
        if s.start >= at.end {
            s.start - at.end
        } else {
            at.start.saturating_sub(s.end)
        }
    };
    dates.iter().min_by_key(|(s, _)| apart(s)).map(|(_, w)| w.clone())
}

/// More than a year before the entry: something of the past, told now.
fn is_long_before(happened: &When, entry: &When) -> bool {
    (entry.earliest - happened.latest).num_days() > 365
}

/// `(typed 22/03)`, `(added 26/11, found in team inbox)`: when the entry was written, said by itself.
fn typed(entry: &Entry) -> Option<When> {
    const CUES: [&str; 6] = ["(typed", "(added", "(entered", "(late entry", "(written up", "(recorded late"];
    let lower = entry.text.to_lowercase();
    let at = CUES.iter().find_map(|c| lower.find(c))?;
    let rest = entry.text.get(at..)?;
    let inside = rest.split(')').next().unwrap_or(rest);
    // A day without a year is the next such day on or after the entry's.
    let forward = format!("due {}", inside.split_once(' ').map_or("", |(_, r)| r));
    find_dates(&forward, Some(entry.when.earliest)).into_iter().next().map(|d| d.when)
}

fn span(tokens: &[Token], first: usize, end: usize) -> Span {
    let start = tokens.get(first).map_or(0, |t| t.span.start);
    let stop = end
        .checked_sub(1)
        .and_then(|l| tokens.get(l))
        .map_or(start, |t| t.span.end);
    Span { start, end: stop }
}

fn people(entry: &Entry, marked: &Marked) -> Vec<PersonMention> {
    marked
        .people
        .iter()
        .filter_map(|p| {
            let span = span(&marked.tokens, p.first, p.end);
            Some(PersonMention {
                span,
                words: entry.text.get(span.start..span.end)?.to_owned(),
                who: p.who.clone(),
                how: p.how.to_owned(),
            })
        })
        .collect()
}

fn agencies(entry: &Entry, marked: &Marked) -> Vec<AgencyMention> {
    marked
        .agencies
        .iter()
        .filter(|a| !a.kind.is_empty())
        .filter_map(|a| {
            let span = span(&marked.tokens, a.first, a.end);
            Some(AgencyMention {
                span,
                words: entry.text.get(span.start..span.end)?.to_owned(),
                kind: a.kind.clone(),
                agency: a.agency.clone(),
            })
        })
        .collect()
}
