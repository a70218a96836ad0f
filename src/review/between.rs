//! *Between*: what an entry says of contact between the agency that wrote it and another, by whom it names: that the other was told, that
//! it made the contact, or only that there was some. Who told whom is taken from the words alone; where they leave it open, so does this.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;

use crate::{
    model::{
        case::{Agency, AgencyId},
        entry::Entry,
        finding::Warning,
        matter::Matter,
        mention::{Mention, Reading, Span},
        quote::{Part, Quote},
    },
    review::{knowledge::Knowledge, lens::Telling, said::is_said_done},
};

/// Letters from the start of an entry within which whoever made the contact is named.
const AT_THE_START: usize = 20;

/// What the words say of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Another agency's entry says that it was told.
    Told,
    /// Another agency's entry says that it made the contact: it rang, wrote or came.
    Made,
    /// Another agency's entry says that there was contact with it.
    Named,
    /// An entry of its own says that there was contact with the other.
    Wrote,
}

/// Contact that an entry tells of.
#[derive(Debug, Clone)]
pub struct Between<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// What it says of the agency that was asked about.
    pub way: Way,
    /// The sentence that says it.
    pub quote: Quote,
}

/// Contact between an agency and the writers of a warning's own entries: in those entries, and in entries of either of the same day or
/// the day after that name the other.
pub fn about<'a>(
    matter: &'a Matter,
    known: &Knowledge<'a>,
    (warning, agency): (&Warning, &Agency),
    telling: &Telling,
) -> Vec<Between<'a>> {
    let own: Vec<&Entry> = known
        .cited(warning)
        .into_iter()
        .filter(|e| e.agency != agency.id && e.when.latest >= warning.date)
        .collect();
    let days = || own.iter().map(|e| e.when.earliest);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let last = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let mut out = Vec::new();
    for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
        if entry.when.earliest < first || entry.when.earliest > last {
            continue;
        }
        let is_cited = own.iter().any(|o| o.id == entry.id);
        let beside = own.iter().filter(|o| is_beside(entry, o));
        let writers: BTreeSet<&AgencyId> = beside.map(|o| &o.agency).collect();
        if is_cited || writers.contains(&entry.agency) {
            out.extend(says(known, (entry, reading), &agency.id, telling));
        } else if entry.agency == agency.id {
            let said = writers.iter().find_map(|w| says(known, (entry, reading), w, telling));
            out.extend(said.map(|b| Between { way: Way::Wrote, ..b }));
        }
    }
    out
}

/// Is an entry of the same known day as another, or of the day after?
fn is_beside(entry: &Entry, other: &Entry) -> bool {
    let next = other.when.earliest.checked_add_days(Days::new(1));
    entry.when.is_known_day()
        && other.when.is_known_day()
        && entry.when.earliest >= other.when.earliest
        && next.is_some_and(|next| entry.when.earliest <= next)
}

/// What an entry says of contact between its writer and another agency.
pub fn says<'a>(
    known: &Knowledge<'_>,
    (entry, reading): (&'a Entry, &Reading),
    agency: &AgencyId,
    telling: &Telling,
) -> Option<Between<'a>> {
    if entry.agency == *agency {
        return None;
    }
    let named = naming(known, (entry, reading), agency);
    let first = named.first()?;
    let inbound = |m: &Mention| telling.inbound.contains(&m.concept) && m.coded && is_said_done(m);
    let sentence = |at: &Span| {
        let all = reading.sentences.iter();
        let found = all.copied().find(|s| s.start <= at.start && at.end <= s.end);
        found.and_then(|s| Quote::of(entry, Part::Text, s.start, s.end))
    };
    let of = |way, at| {
        Some(Between {
            entry,
            way,
            quote: sentence(at)?,
        })
    };
    let contact = |m: &&Mention| telling.contact.contains(&m.concept) && is_said_done(m) && m.quote.part == Part::Text;
    let mentions = || {
        reading
            .mentions
            .iter()
            .filter(contact)
            .filter(|m| !m.assertion.uncertain && known.disputed(entry, m).is_none())
    };
    for at in &named {
        if mentions().any(|m| is_told(entry, reading, (m, at), telling)) {
            return of(Way::Told, at);
        }
    }
    if first.start < AT_THE_START && reading.mentions.iter().any(inbound) {
        let others = reading.agencies.iter().filter(|a| !known.is_of(a, agency));
        if others.into_iter().all(|a| a.span.start >= first.start) {
            return of(Way::Made, first);
        }
    }
    let same = |at: &&Span| mentions().any(|m| m.sentence.start <= at.start && at.end <= m.sentence.end);
    named.iter().find(same).and_then(|at| of(Way::Named, at))
}

/// Do the words say that whoever stands at a place was told: a word of telling right after the names (`CSC and CRC emailed`) or before
/// them (`Emailed CSC and CRC`), with nothing but other names between?
fn is_told(entry: &Entry, reading: &Reading, (mention, at): (&Mention, &Span), telling: &Telling) -> bool {
    let is_there = mention.sentence.start <= at.start && at.end <= mention.sentence.end;
    let Some((before, after)) = is_there.then(|| around(entry, mention, at)).flatten() else {
        return false;
    };
    let is_word = |w: &str| telling.told_words.iter().any(|t| t.eq_ignore_ascii_case(w));
    let is_name = |w: &str| {
        let is_one = |a: &Span| {
            entry
                .text
                .get(a.start..a.end)
                .is_some_and(|n| n.split_whitespace().any(|n| n == w))
        };
        matches!(w, "and" | "AND" | "&" | "the") || reading.agencies.iter().any(|a| is_one(&a.span))
    };
    // “CSC emailed: …” and “police told me” name who told.
    let mut next = words(after).skip_while(|w| is_name(w));
    let follows = next.next().is_some_and(is_word) && {
        let rest = !after.contains(':');
        rest && next.next().is_none_or(|w| {
            matches!(w.to_lowercase().as_str(), "of" | "about" | "re" | "by" | "on" | "today")
                || w.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let mut last = words(before)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .skip_while(|w| is_name(w));
    // “LC told police”: whoever stands before the word told them; the writer did where nobody does.
    follows || last.next().is_some_and(is_word)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '(' | ')'))
        .filter(|w| !w.is_empty())
}

/// The words of a sentence before a place and after it.
fn around<'a>(entry: &'a Entry, mention: &Mention, at: &Span) -> Option<(&'a str, &'a str)> {
    let before = entry.text.get(mention.sentence.start..at.start)?;
    Some((before, entry.text.get(at.end..mention.sentence.end)?))
}

/// Where an entry names an agency, or somebody who writes its records, in the order of the text.
pub fn naming(known: &Knowledge<'_>, (entry, reading): (&Entry, &Reading), agency: &AgencyId) -> Vec<Span> {
    // In a text all in capitals two letters are as soon a word (`44 ROWAN ST`) as somebody's initials.
    let is_capitals = !entry.text.contains(char::is_lowercase);
    let is_initials = |words: &str| {
        let mut of = known.staff.iter();
        of.any(|(surname, _)| words.chars().count() == 2 && words.chars().nth(1) == surname.chars().next())
    };
    let all = reading.agencies.iter().filter(|a| known.is_of(a, agency));
    let mut out: Vec<Span> = all
        .filter(|a| !(is_capitals && is_initials(&a.words)))
        .map(|a| a.span)
        .collect();
    for (surname, _) in known.staff.iter().filter(|(_, a)| **a == agency) {
        let upper = surname.to_uppercase();
        for found in entry
            .text
            .match_indices(*surname)
            .chain(entry.text.match_indices(&upper))
        {
            let (start, end) = (found.0, found.0 + found.1.len());
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = entry.text.get(..start).and_then(|t| t.chars().next_back());
            let after = entry.text.get(end..).and_then(|t| t.chars().next());
            if !is_letter(before) && !is_letter(after) {
                out.push(Span { start, end });
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Surnames of those who write records (`CPN S Tierney`), each of one agency only and of nobody on the roster.
pub(super) fn staff(matter: &Matter) -> BTreeMap<&str, &AgencyId> {
    let mut all: BTreeMap<&str, BTreeSet<&AgencyId>> = BTreeMap::new();
    for entry in &matter.entries {
        let mut words = entry.author.split_whitespace().rev();
        if let Some((last, initial)) = words.next().zip(words.next())
            && last.chars().count() > 2
            && last.starts_with(char::is_uppercase)
            && (initial.chars().count() == 1 || initial == "Dr")
        {
            all.entry(last).or_default().insert(&entry.agency);
        }
    }
    let names = || {
        matter
            .case
            .people
            .iter()
            .filter(|p| !p.is_professional())
            .flat_map(|p| &p.names)
    };
    let is_of_roster = |s: &str| names().any(|n| n.split_whitespace().any(|w| w.eq_ignore_ascii_case(s)));
    all.into_iter()
        .filter(|(surname, _)| !is_of_roster(surname))
        .filter(|(_, of)| of.len() == 1)
        .filter_map(|(surname, of)| Some((surname, of.into_iter().next()?)))
        .collect()
}
