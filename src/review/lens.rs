//! From which day an entry was *known* to an agency, as far as the records show.
//!
//! An agency's own entry: the day on which it was typed, where the record says so, else the last day on which it can have
//! happened. Another agency's entry: only where the records show that the agency was told, or where its own entry tells the
//! same. Where nothing shows it, that is what is said: never that an agency did not know.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    model::{
        beside::Beside,
        case::AgencyId,
        entry::{Entry, EntryId},
        matter::Matter,
        mention::{Mention, Reading},
        quote::Quote,
        settled::{Settled, Settlement, standing},
        who,
    },
    review::{receipt::Receipts, said::is_said_done},
};

/// Which readings tell that another agency was told, and which that several sat at one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// Concepts of telling another agency, each with the kind of agency that it means where its words name none; empty for none.
    pub told: BTreeMap<String, String>,
    /// Concepts of asking another agency.
    pub asked: Vec<String>,
    /// Concepts of a meeting of several agencies.
    pub meetings: Vec<String>,
    /// Concepts of contact with another agency, whether or not it was told.
    pub contact: Vec<String>,
    /// Concepts of somebody having made contact: rung, written, come.
    pub inbound: Vec<String>,
    /// Words that say of whoever stands beside them that they were told: `emailed`, `informed`.
    pub told_words: Vec<String>,
}

impl Telling {
    /// The kind of agency that was told, as a mention says; nothing where its words leave open who told whom. An agency that only stands
    /// before the words of telling may be who told.
    pub fn told_kind<'a>(&'a self, mention: &'a Mention, reading: &Reading) -> Option<&'a str> {
        let own = self.told.get(&mention.concept)?.as_str();
        let Some(kind) = mention.toward.as_deref().filter(|k| *k != own) else {
            return Some(own);
        };
        let quote = &mention.quote;
        let named = |kind: &str, from: usize, to: usize| {
            let mut all = reading.agencies.iter();
            all.any(|a| a.kind == kind && a.span.start >= from && a.span.end <= to)
        };
        if own.is_empty() {
            named(kind, quote.start, mention.sentence.end).then_some(kind)
        } else {
            named(own, quote.start, quote.end).then_some(own)
        }
    }
}

/// How the records show that an agency knew of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is the agency's own.
    Own,
    /// The entry says that the agency was told.
    Told(Quote),
    /// The entry says that the agency made the contact in which it was told.
    Made(Quote),
    /// An entry of the agency's own tells the same.
    Same(EntryId),
    /// Both agencies' entries of that day tell of one meeting.
    Meeting(EntryId),
}

/// Since when, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The first day on whose evening the agency knew, as far as the records show.
    pub from: NaiveDate,
    /// How they show it.
    pub how: How,
}

/// The day from which an entry was known to the agency that wrote it: the later of the day on which it was typed, where that is on
/// record, and the day on which it happened. Of an imprecise date the last day: nothing is taken as known before it surely was.
pub fn own_day(entry: &Entry, reading: &Reading) -> NaiveDate {
    match entry.recorded.as_ref().or(reading.typed.as_ref()) {
        Some(typed) => typed.latest.max(entry.when.earliest),
        None => entry.when.latest,
    }
}

/// Does a day lie after every entry there is? To mask it and what came after it would hide nothing. A case without an entry has nothing
/// that could be shown.
pub fn is_after_all(matter: &Matter, event: NaiveDate) -> bool {
    let mut all = matter.entries.iter().zip(&matter.readings);
    !matter.entries.is_empty() && all.all(|(entry, reading)| own_day(entry, reading) < event)
}

/// For each entry of a matter, in its order: since when an agency knew of it, as far as the records show.
pub fn known(matter: &Matter, agency: &AgencyId, telling: &Telling) -> Vec<Option<Known>> {
    known_from(&tellings(matter, telling), matter, agency, telling)
}

/// A mention that some agency was told: place of its entry, the mention, and the kind of agency that was.
type Tells<'a> = (usize, &'a Mention, &'a str);

/// Every mention of a matter that some agency was told, in order: looked for once, for whichever agencies are asked about.
pub(super) fn tellings<'a>(matter: &'a Matter, telling: &'a Telling) -> Vec<Tells<'a>> {
    let receipts = Receipts::of(&matter.case, &matter.entries, &matter.readings);
    let mut out = Vec::new();
    for (at, (entry, reading)) in matter.entries.iter().zip(&matter.readings).enumerate() {
        // What was sent and did not arrive told nobody.
        let arrived = |m: &&Mention| receipts.disputed(&matter.case, (at, entry), m).is_none();
        for mention in reading.mentions.iter().filter(|m| is_said_done(m)).filter(arrived) {
            if let Some(kind) = telling.told_kind(mention, reading) {
                out.push((at, mention, kind));
            }
        }
    }
    out
}

/// The same, from the mentions that tell.
pub(super) fn known_from(
    tells: &[Tells<'_>],
    matter: &Matter,
    agency: &AgencyId,
    telling: &Telling,
) -> Vec<Option<Known>> {
    let mut told: BTreeMap<usize, &Quote> = BTreeMap::new();
    for (at, mention, to) in tells {
        if let Some(reading) = matter.readings.get(*at)
            && !told.contains_key(at)
            && is_meant(matter, (mention, reading), (agency, to))
        {
            told.insert(*at, &mention.quote);
        }
    }
    let all = || matter.entries.iter().zip(&matter.readings);
    let places: BTreeMap<&EntryId, usize> = (0..).zip(&matter.entries).map(|(n, e)| (&e.id, n)).collect();
    let table = meetings(matter, agency, telling);
    let mut out: Vec<Option<Known>> = all()
        .enumerate()
        .map(|(at, (entry, reading))| {
            if entry.agency == *agency {
                let from = own_day(entry, reading);
                return Some(Known { from, how: How::Own });
            }
            let told = told.get(&at).map(|quote| Known {
                from: own_day(entry, reading),
                how: How::Told((*quote).clone()),
            });
            told.or_else(|| met(entry, reading, &table))
        })
        .collect();
    // That two agencies write of one event, as a reviewer said, does not tell either what the other wrote of it.
    for pair in matter.timeline.duplicates.iter().filter(|pair| !pair.own_words) {
        for (own, other) in [(&pair.first, &pair.second), (&pair.second, &pair.first)] {
            let (Some(&at), Some(&to)) = (places.get(own), places.get(other)) else {
                continue;
            };
            let Some((entry, reading)) = matter.entries.get(at).zip(matter.readings.get(at)) else {
                continue;
            };
            let is_other = matter.entries.get(to).is_some_and(|e| e.agency != *agency);
            if entry.agency == *agency && is_other {
                let known = Known {
                    from: own_day(entry, reading),
                    how: How::Same(own.clone()),
                };
                if let Some(slot) = out.get_mut(to)
                    && slot.as_ref().is_none_or(|k| known.from < k.from)
                {
                    *slot = Some(known);
                }
            }
        }
    }
    out
}

/// Is this agency meant by a kind of agency that a mention names? Where the case has several of the kind, only the one that its
/// sentence names.
pub fn is_meant(matter: &Matter, (mention, reading): (&Mention, &Reading), (agency, kind): (&AgencyId, &str)) -> bool {
    if kind.is_empty() || matter.case.agency_kind(agency) != kind {
        return false;
    }
    let several = matter.case.agencies.iter().filter(|a| a.kind == kind).count() > 1;
    let names = || {
        reading.agencies.iter().any(|a| {
            a.agency.as_ref() == Some(agency)
                && a.span.start >= mention.sentence.start
                && a.span.end <= mention.sentence.end
        })
    };
    !several || names()
}

/// The meetings that an agency's own entries tell of: concept and day, with the entry and the day from which it was known.
type Table<'a> = BTreeMap<(&'a str, NaiveDate), (&'a EntryId, NaiveDate)>;

fn meetings<'a>(matter: &'a Matter, agency: &AgencyId, telling: &'a Telling) -> Table<'a> {
    let mut out = Table::new();
    for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
        if entry.agency == *agency && entry.when.is_known_day() {
            for mention in meeting_mentions(reading, telling) {
                out.entry((mention.concept.as_str(), entry.when.earliest))
                    .or_insert((&entry.id, own_day(entry, reading)));
            }
        }
    }
    out
}

fn meeting_mentions<'a>(reading: &'a Reading, telling: &'a Telling) -> impl Iterator<Item = &'a Mention> {
    let all = reading.mentions.iter();
    all.filter(|m| telling.meetings.contains(&m.concept) && is_said_done(m))
}

/// Was what an entry tells said at a meeting that the agency tells of too?
fn met(entry: &Entry, reading: &Reading, table: &Table<'_>) -> Option<Known> {
    if !entry.when.is_known_day() {
        return None;
    }
    reading.mentions.iter().filter(|m| is_said_done(m)).find_map(|m| {
        let (own, from) = table.get(&(m.concept.as_str(), entry.when.earliest))?;
        Some(Known {
            from: *from,
            how: How::Meeting((*own).clone()),
        })
    })
}

/// The settlement with which this person began to work without seeing the final event, where that has not ended. Names are compared
/// as people see them.
pub fn blind_since<'a>(settled: &'a [Settled], of: &str) -> Option<&'a Settled> {
    let own = |s: &&Settled| who::is_same(&s.who, of);
    let tells = |s: &&Settled| matches!(s.what, Settlement::Beside(Beside::Blind { .. }));
    let last = standing(settled).into_iter().rev().filter(own).find(tells);
    last.filter(|s| matches!(s.what, Settlement::Beside(Beside::Blind { on: true, .. })))
}

/// Does anybody work without seeing the final event?
pub fn is_anybody_blind(settled: &[Settled]) -> bool {
    standing(settled).iter().any(|s| {
        matches!(s.what, Settlement::Beside(Beside::Blind { on: true, .. })) && blind_since(settled, &s.who).is_some()
    })
}
