//! A *scene*: a case as read, laid out so that patterns can be judged on it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::{AgencyId, Case, Person},
        coverage::Coverage,
        entry::{Entry, EntryId},
        finding::{Cited, Searched},
        mention::{ActionStatus, Factuality, Hand, Mention, PersonMention, Polarity, Reading, Who},
        quote::{Part, Quote},
        timeline::{Relation, Timeline},
    },
    patterns::{calendar::Calendar, length::Length},
    review::receipt::Receipts,
    text::{reading::Lexicon, rules::Family},
};

/// A case as read. Entries and readings are in the order of the timeline, one for one.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The case.
    pub case: &'a Case,
    /// Entries in order.
    pub entries: &'a [Entry],
    /// Their readings.
    pub readings: &'a [Reading],
    /// Days supplied.
    pub coverage: &'a [Coverage],
    /// Working days.
    pub calendar: &'a Calendar,
    /// Families and rungs of concepts.
    pub lexicon: &'a Lexicon,
    /// Are suggested mentions looked at?
    suggestions: bool,
    /// Where each concept is mentioned: entry, mention.
    by_concept: BTreeMap<&'a str, Vec<(usize, usize)>>,
    /// Place of each entry in the timeline.
    places: BTreeMap<&'a EntryId, usize>,
    /// Entries that tell the same thing, by entry.
    duplicates: BTreeMap<usize, Vec<usize>>,
    /// E-mails of one exchange, by entry.
    exchanges: BTreeMap<usize, Vec<usize>>,
    /// What entries say of referrals that did not arrive.
    receipts: Receipts<'a>,
}

/// Assertion words that set a mention aside as a trigger, unless a pattern allows them.
const SET_ASIDE: &[&str] = &[
    "negated",
    "planned",
    "instructed",
    "hypothetical",
    "generic",
    "historical",
    "other-person",
];

/// Struck out by a reviewer, a mention counts no more; suggested, it counts only where suggestions are looked at.
fn is_looked_at(mention: &Mention, suggestions: bool) -> bool {
    mention.struck.is_none() && (suggestions || mention.hand != Hand::Reader)
}

fn by_concept(readings: &[Reading], suggestions: bool) -> BTreeMap<&str, Vec<(usize, usize)>> {
    let mut out: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (e, reading) in readings.iter().enumerate() {
        let looked_at = |(_, m): &(usize, &Mention)| is_looked_at(m, suggestions);
        for (m, mention) in reading.mentions.iter().enumerate().filter(looked_at) {
            out.entry(mention.concept.as_str()).or_default().push((e, m));
        }
    }
    out
}

/// Which entries are linked with which, by place.
fn linked<'a>(
    places: &BTreeMap<&EntryId, usize>,
    links: impl Iterator<Item = (&'a EntryId, &'a EntryId)>,
) -> BTreeMap<usize, Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (first, second) in links {
        if let (Some(a), Some(b)) = (places.get(first), places.get(second)) {
            out.entry(*a).or_default().push(*b);
            out.entry(*b).or_default().push(*a);
        }
    }
    out
}

impl<'a> Scene<'a> {
    /// Lays a case out by what is said in it; suggested mentions are left out.
    pub fn new(
        case: &'a Case,
        (entries, readings): (&'a [Entry], &'a [Reading]),
        timeline: &Timeline,
        coverage: &'a [Coverage],
        (calendar, lexicon): (&'a Calendar, &'a Lexicon),
    ) -> Self {
        let places: BTreeMap<&'a EntryId, usize> = entries.iter().enumerate().map(|(at, e)| (&e.id, at)).collect();
        let duplicates = linked(&places, timeline.duplicates.iter().map(|d| (&d.first, &d.second)));
        let threads = timeline.related.iter().filter(|r| r.how == Relation::Thread);
        let exchanges = linked(&places, threads.map(|r| (&r.first, &r.second)));
        Self {
            case,
            entries,
            readings,
            coverage,
            calendar,
            lexicon,
            suggestions: false,
            by_concept: by_concept(readings, false),
            places,
            duplicates,
            exchanges,
            receipts: Receipts::of(case, entries, readings),
        }
    }

    /// The words by which a later entry says that what this mention sent did not arrive.
    pub fn disputed(&self, entry: usize, mention: &Mention) -> Option<&'a Mention> {
        let e = self.entries.get(entry)?;
        self.receipts.disputed(self.case, (entry, e), mention)
    }

    /// The same case with suggested mentions looked at too.
    #[must_use]
    pub fn with_suggestions(self) -> Self {
        Self {
            suggestions: true,
            by_concept: by_concept(self.readings, true),
            ..self
        }
    }

    /// Mentions of any of these concepts: entry and mention, in order.
    pub fn mentions(&self, concepts: &[String]) -> Vec<(usize, &'a Mention)> {
        let mut out: Vec<(usize, usize)> = concepts
            .iter()
            .filter_map(|c| self.by_concept.get(c.as_str()))
            .flatten()
            .copied()
            .collect();
        out.sort_unstable();
        out.dedup();
        out.into_iter()
            .filter_map(|(e, m)| Some((e, self.readings.get(e)?.mentions.get(m)?)))
            .collect()
    }

    /// Mentions of any of these concepts in entries whose earliest day lies in `from..=to`, one year of imprecision before `from` looked at too.
    pub fn mentions_between(&self, concepts: &[String], from: NaiveDate, to: NaiveDate) -> Vec<(usize, &'a Mention)> {
        let from = from.checked_sub_days(Days::new(366)).unwrap_or(from);
        let day = |at: usize| self.entries.get(at).map(|e| e.when.earliest);
        let mut out: Vec<(usize, usize)> = Vec::new();
        for places in concepts.iter().filter_map(|c| self.by_concept.get(c.as_str())) {
            let first = places.partition_point(|(e, _)| day(*e).is_some_and(|d| d < from));
            out.extend(
                places
                    .iter()
                    .skip(first)
                    .take_while(|(e, _)| day(*e).is_some_and(|d| d <= to)),
            );
        }
        out.sort_unstable();
        out.dedup();
        out.into_iter()
            .filter_map(|(e, m)| Some((e, self.readings.get(e)?.mentions.get(m)?)))
            .collect()
    }

    /// Mentions of an entry that count: those struck out by a reviewer are left out.
    pub fn mentions_of(&self, entry: usize) -> impl Iterator<Item = &'a Mention> + use<'a> {
        let (readings, suggestions) = (self.readings, self.suggestions);
        readings
            .get(entry)
            .into_iter()
            .flat_map(|r| &r.mentions)
            .filter(move |m| is_looked_at(m, suggestions))
    }

    /// Entries that mention any of these concepts as done, in order, once each.
    pub fn entries_showing(&self, concepts: &[String]) -> Vec<usize> {
        let mut out: Vec<usize> = self
            .mentions(concepts)
            .into_iter()
            .filter(|(at, m)| Self::is_done(m) && !self.is_after_event(*at))
            .map(|(at, _)| at)
            .collect();
        out.dedup();
        out
    }

    /// Cites an entry as a whole: by its first bytes, since nothing in it need be a mention.
    pub fn cite_entry(&self, entry: usize) -> Option<Cited> {
        let e = self.entries.get(entry)?;
        let end = e.text.char_indices().nth(80).map_or(e.text.len(), |(at, _)| at);
        Some(Cited {
            quote: Quote::of(e, Part::Text, 0, end)?,
            concept: String::new(),
            assertion: Vec::new(),
        })
    }

    /// The value of the latest fact of one of these kinds in force on a day, in lower case.
    pub fn fact_on(&self, kinds: &[String], day: NaiveDate) -> Option<String> {
        self.case
            .facts
            .iter()
            .filter(|f| kinds.contains(&f.kind) && f.date <= day)
            .max_by_key(|f| f.date)
            .map(|f| f.value.to_lowercase())
    }

    /// The risk level that the case file states for a day.
    pub fn risk_level_on(&self, day: NaiveDate) -> Option<String> {
        self.fact_on(&["risk-level".to_owned()], day)
    }

    /// An entry of these days, or one of `own`, by which an agency says that a record exists which was not supplied.
    pub fn says_elsewhere(
        &self,
        own: &[usize],
        agency: &AgencyId,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Option<&'a Mention> {
        let concepts: Vec<String> = self.lexicon.elsewhere().map(str::to_owned).collect();
        let in_days = self
            .mentions_between(&concepts, from, to)
            .into_iter()
            .filter(|(at, _)| {
                self.entries
                    .get(*at)
                    .is_some_and(|e| &e.agency == agency && e.when.latest >= from)
            });
        let at_triggers = self.mentions(&concepts).into_iter().filter(|(at, _)| own.contains(at));
        at_triggers
            .chain(in_days)
            .map(|(_, m)| m)
            .find(|m| Self::may_trigger(m, &[]))
    }

    /// Does an entry say of itself that the record it stands for was not supplied?
    pub fn is_elsewhere(&self, entry: usize) -> bool {
        self.mentions_of(entry)
            .any(|m| self.lexicon.is_elsewhere(&m.concept) && Self::may_trigger(m, &[]))
    }

    /// Is an entry about other people altogether: it tells of things that somebody else does, of no harm besides, and names neither
    /// the subject nor anybody at risk from him? It warns of nothing here, and what was done about it answers nothing.
    pub fn is_of_others(&self, entry: usize) -> bool {
        let person = |who: &Who| match who {
            Who::Person(id) => self.case.person(id),
            _ => None,
        };
        let is_of_case =
            |p: &Person| p.role == "subject" || p.is_at_risk() || p.role == "child" || p.role == "relative";
        let is_theirs = |m: &Mention| {
            m.assertion.other_person
                || matches!(m.actor, Who::Other(_))
                || person(&m.actor).is_some_and(|p| !is_of_case(p) && !p.is_professional())
        };
        // What a coded field says is of the same people as the text.
        let is_ours =
            |m: &Mention| m.quote.part == Part::Text && self.family(&m.concept) == Family::Harm && !is_theirs(m);
        // "He", in a note about others, is one of them.
        let is_named = |p: &PersonMention| p.how != "pronoun" && person(&p.who).is_some_and(is_of_case);
        let names_nobody = |r: &Reading| !r.people.iter().any(is_named);
        self.mentions_of(entry).any(is_theirs)
            && !self.mentions_of(entry).any(is_ours)
            && self.readings.get(entry).is_some_and(names_nobody)
    }

    /// An agency of one of these kinds that the record points to and whose records of these days were not supplied. Looked at are
    /// the entries `own` and the entries of the same agency in these days.
    pub fn points_beyond(&self, own: &[usize], kinds: &[String], from: NaiveDate, to: NaiveDate) -> Option<AgencyId> {
        let agency = own.first().and_then(|at| self.entries.get(*at)).map(|e| &e.agency)?;
        let begin = self.entries.partition_point(|e| e.when.earliest < from);
        let near = self
            .entries
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(_, e)| e.when.earliest <= to)
            .filter(|(_, e)| &e.agency == agency)
            .map(|(at, _)| at);
        let mut looked_at: Vec<usize> = own.iter().copied().chain(near).collect();
        looked_at.sort_unstable();
        looked_at.dedup();
        looked_at
            .iter()
            .filter_map(|at| self.readings.get(*at))
            .flat_map(|r| &r.agencies)
            .filter(|m| kinds.contains(&m.kind))
            .find_map(|m| match &m.agency {
                Some(id) => (!self.covers(id, from, to)).then(|| id.clone()),
                None => self.uncovered_of(&m.kind, from, to),
            })
    }

    /// An agency of this kind, when the case has some and the records of none cover these days.
    pub fn uncovered_of(&self, kind: &str, from: NaiveDate, to: NaiveDate) -> Option<AgencyId> {
        let all: Vec<&AgencyId> = self
            .case
            .agencies
            .iter()
            .filter(|a| a.kind == kind)
            .map(|a| &a.id)
            .collect();
        if all.iter().any(|id| self.covers(id, from, to)) {
            return None;
        }
        all.first().map(|id| (*id).clone())
    }

    /// Place of an entry in the timeline.
    pub fn place(&self, id: &EntryId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Kind of the agency that wrote an entry.
    pub fn kind_of(&self, entry: usize) -> &str {
        self.entries.get(entry).map_or("", |e| self.case.agency_kind(&e.agency))
    }

    /// Do two entries tell the same thing?
    pub fn are_duplicates(&self, a: usize, b: usize) -> bool {
        self.duplicates.get(&a).is_some_and(|all| all.contains(&b))
    }

    /// Does an e-mail quote these words from another one of its exchange? Only what it says anew is said again.
    pub fn is_quoted_from(&self, words: &Mention, by: usize, earlier: usize) -> bool {
        let is_linked = self.exchanges.get(&by).is_some_and(|all| all.contains(&earlier));
        let quote = words.quote.text.as_str();
        is_linked && self.entries.get(earlier).is_some_and(|e| e.text.contains(quote))
    }

    /// Does an earlier entry lie no further before a later one than this?
    pub fn is_within(&self, earlier: usize, later: usize, span: Length) -> bool {
        self.entries
            .get(earlier)
            .zip(self.entries.get(later))
            .is_some_and(|(a, b)| b.when.earliest <= span.after(a.when.earliest, self.calendar))
    }

    /// Is an entry of the day of the final event, or later? Such entries warn of nothing and answer nothing.
    pub fn is_after_event(&self, entry: usize) -> bool {
        match (self.case.event, self.entries.get(entry)) {
            (Some(event), Some(e)) => e.when.earliest >= event,
            _ => false,
        }
    }

    /// Is a mention one that may count as a trigger?
    pub fn may_trigger(mention: &Mention, allow: &[String]) -> bool {
        mention
            .assertion
            .words()
            .iter()
            .all(|w| !SET_ASIDE.contains(w) || allow.iter().any(|a| a == w))
    }

    /// Does a mention say that something was done (or declined with a reason)?
    pub fn is_done(mention: &Mention) -> bool {
        let a = &mention.assertion;
        let meant = a.factuality == Factuality::Actual && !a.other_person && !a.historical;
        meant
            && (a.action == ActionStatus::Declined
                || (a.action == ActionStatus::Done && a.polarity == Polarity::Affirmed))
    }

    /// Does a coded field state a step in an entry that tells of many cases? Whether this one was meant is not told.
    pub fn is_of_many(mention: &Mention) -> bool {
        let a = &mention.assertion;
        let is_done = a.action == ActionStatus::Done && a.polarity == Polarity::Affirmed;
        mention.coded && a.factuality == Factuality::Generic && is_done
    }

    /// Cites an entry by the mention that made it count.
    pub fn cite(mention: &Mention) -> Cited {
        Cited {
            quote: mention.quote.clone(),
            concept: mention.concept.clone(),
            assertion: mention.assertion.words().into_iter().map(str::to_owned).collect(),
        }
    }

    /// Do the records of an agency cover all these days?
    pub fn covers(&self, agency: &AgencyId, from: NaiveDate, to: NaiveDate) -> bool {
        self.coverage.iter().any(|c| &c.agency == agency && c.covers(from, to))
    }

    /// What was searched for an answer in these days.
    pub fn searched(&self, from: NaiveDate, to: NaiveDate) -> Searched {
        // Imprecise entries may begin up to a year before the window and still reach into it.
        let begin = self.entries.partition_point(|e| {
            e.when
                .earliest
                .checked_add_days(Days::new(366))
                .is_some_and(|d| d < from)
        });
        let near = self
            .entries
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(_, e)| e.when.earliest <= to);
        let entries = near
            .filter(|(at, e)| e.when.latest >= from && e.when.earliest <= to && !self.is_after_event(*at))
            .count();
        let covering: Vec<AgencyId> = self
            .coverage
            .iter()
            .filter(|c| c.covers(from, to))
            .map(|c| c.agency.clone())
            .collect();
        let not_supplied = self
            .case
            .agencies
            .iter()
            .map(|a| a.id.clone())
            .filter(|id| !covering.contains(id))
            .collect();
        Searched {
            entries,
            agencies: covering,
            from,
            to,
            not_supplied,
        }
    }

    /// Family of a concept.
    pub fn family(&self, concept: &str) -> Family {
        self.lexicon.family(concept).unwrap_or(Family::Context)
    }
}
