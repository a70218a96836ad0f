//! Measures that rest on *contacts* of the supervising agency with the subject: how long the gaps were, where people met, what was
//! worked on in the last of them.
//!
//! The coded type of an entry is asked first, because it is written to say this; its text is asked only where the type leaves it open.
//! An appointment that lies ahead is no contact.

use chrono::{Days, NaiveDate};

use super::{
    Measured, Shown, Standing,
    rule::{Progress, Span, Ways},
    said::{
        SUPERVISES, done, is_done, is_ours, lies_ahead, opening, pairs, shown, stands, supervised, supervision_covered,
    },
};
use crate::{
    model::{
        entry::Entry,
        matter::Matter,
        mention::{AgencyMention, Hand, Mention, Polarity, Reading},
    },
    text::words::tokens,
};

/// How people were in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By phone, text or video.
    Phone,
    /// In a public place.
    Public,
    /// At home.
    Visit,
    /// Elsewhere, in private as far as the record says.
    Seen,
}

impl Way {
    fn is_private(self) -> bool {
        matches!(self, Self::Visit | Self::Seen)
    }
}

/// A contact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contact<'a> {
    pub(super) entry: &'a Entry,
    pub(super) way: Way,
}

/// Contacts of the supervising agency in the days of supervision, in order.
pub(super) fn contacts<'a>(ways: &Ways, matter: &'a Matter) -> Vec<Contact<'a>> {
    let (from, to) = supervised(matter);
    let mut out: Vec<Contact<'a>> = pairs(matter)
        .filter(|(e, _)| is_ours(matter, e) && e.when.latest >= from && e.when.earliest <= to)
        .filter_map(|(entry, reading)| {
            Some(Contact {
                entry,
                way: way_of(ways, entry, reading)?,
            })
        })
        .collect();
    out.sort_by_key(|c| c.entry.when.earliest);
    out
}

fn way_of(ways: &Ways, entry: &Entry, reading: &Reading) -> Option<Way> {
    let by_text = by_text(ways, entry, reading);
    // What a reviewer read stands before the type.
    if reading
        .mentions
        .iter()
        .any(|m| m.hand == Hand::Reviewer && is_contact(ways, m))
    {
        return by_text;
    }
    let (kind, source) = (words_of(&entry.entry_type), words_of(&entry.source));
    let says = |list: &[String]| list.iter().any(|w| holds(&kind, w));
    if ways.no_contact_sources.iter().any(|w| holds(&source, w)) || says(&ways.no_contact) {
        return None;
    }
    let came = |concepts: &[String]| !came_to_nothing(concepts, reading);
    if says(&ways.phone) {
        let open = says(&ways.open);
        return if open {
            by_text.filter(|w| *w == Way::Phone)
        } else {
            (came(&ways.phone_concepts) && !with_others(ways, reading)).then_some(Way::Phone)
        };
    }
    let missed = reading
        .mentions
        .iter()
        .any(|m| ways.missed.contains(&m.concept) && is_done(m) && (m.coded || !says(&["attended".to_owned()])));
    if missed {
        return None;
    }
    if says(&ways.public) {
        return Some(Way::Public);
    }
    if says(&ways.visit) {
        return came(&ways.visit_concepts).then_some(Way::Visit);
    }
    if says(&ways.seen) {
        let outside = by_text == Some(Way::Public);
        return came(&ways.seen_concepts).then_some(if outside { Way::Public } else { Way::Seen });
    }
    by_text.filter(|w| *w != Way::Phone || !with_others(ways, reading))
}

fn is_contact(ways: &Ways, mention: &Mention) -> bool {
    let all = [
        &ways.public_concepts,
        &ways.visit_concepts,
        &ways.seen_concepts,
        &ways.phone_concepts,
    ];
    all.iter().any(|c| c.contains(&mention.concept))
}

/// What the mentions say: those that were done, on the day of the entry or before it.
fn by_text(ways: &Ways, entry: &Entry, reading: &Reading) -> Option<Way> {
    let is_ahead = |m: &Mention| m.hand != Hand::Reviewer && lies_ahead(&ways.ahead, (entry, reading), m);
    let says = |concepts: &[String]| {
        let mut all = reading.mentions.iter().filter(|m| concepts.contains(&m.concept));
        all.any(|m| is_done(m) && !is_ahead(m))
    };
    [
        (&ways.public_concepts, Way::Public),
        (&ways.visit_concepts, Way::Visit),
        (&ways.seen_concepts, Way::Seen),
        (&ways.phone_concepts, Way::Phone),
    ]
    .into_iter()
    .find(|(concepts, _)| says(concepts))
    .map(|(_, way)| way)
}

/// Does the entry say of every such contact that it did not come about?
fn came_to_nothing(concepts: &[String], reading: &Reading) -> bool {
    let mut all = reading
        .mentions
        .iter()
        .filter(|m| concepts.contains(&m.concept) && stands(m))
        .peekable();
    all.peek().is_some()
        && all.all(|m| {
            use crate::model::mention::ActionStatus::{Attempted, NotDone};
            matches!(m.assertion.action, Attempted | NotDone) || m.assertion.polarity == Polarity::Negated
        })
}

/// Was it with somebody else? So where the entry opens with another's words, with an agency, or with talk to somebody else: what it
/// says of others further on does not make the call theirs.
fn with_others(ways: &Ways, reading: &Reading) -> bool {
    const OPENING: usize = 12;
    let end_of = |count: usize| reading.sentences.iter().take(count).map(|s| s.end).max().unwrap_or(0);
    let (first, second) = (end_of(1), end_of(2));
    let speaks = matches!(reading.teller.as_str(), "lay" | "at-risk" | "child")
        && reading.people.first().is_some_and(|p| p.span.end <= first);
    let another = |a: &AgencyMention| a.kind != SUPERVISES && a.span.start <= OPENING;
    let tells = |m: &Mention| ways.others.contains(&m.concept) && is_done(m) && !m.coded && m.sentence.end <= second;
    speaks || reading.agencies.iter().any(another) || reading.mentions.iter().any(tells)
}

fn words_of(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|t| t.lower).collect()
}

/// Do these words hold the words of a phrase, one after the other?
fn holds(words: &[String], phrase: &str) -> bool {
    let wanted = words_of(phrase);
    !wanted.is_empty() && words.windows(wanted.len()).any(|w| w == wanted)
}

/// No gap above so many days, and a meeting in private in every run of as many.
pub(super) fn gaps(days: i64, ways: &Ways, matter: &Matter) -> Measured {
    let all = contacts(ways, matter);
    if all.is_empty() {
        return no_contact();
    }
    if !supervision_covered(matter) {
        return Measured::new(
            Standing::NotDeterminable,
            "the records of supervision do not cover the period, so a gap may be theirs",
        );
    }
    let private: Vec<Contact<'_>> = all.iter().copied().filter(|c| c.way.is_private()).collect();
    let (gap, unmet) = (longest(matter, &all), longest(matter, &private));
    let why = format!(
        "longest gap between contacts {} days (from {}); longest time without a meeting in private {} days (from {})",
        gap.days,
        gap.from.format("%d/%m/%Y"),
        unmet.days,
        unmet.from.format("%d/%m/%Y")
    );
    let standing = if gap.days <= days && unmet.days <= days {
        Standing::Met
    } else {
        Standing::NotEvidenced
    };
    let mut ends: Vec<Shown> = Vec::new();
    for entry in [gap.before, gap.after, unmet.before, unmet.after].into_iter().flatten() {
        let words = opening(entry);
        if !ends.contains(&words) {
            ends.push(words);
        }
    }
    Measured::new(standing, why).showing(ends)
}

fn no_contact() -> Measured {
    Measured::new(
        Standing::NotDeterminable,
        "no contact of the supervising agency on record; whether there was none the records do not say",
    )
}

/// The longest stretch of days without one of these.
struct Stretch<'a> {
    days: i64,
    from: NaiveDate,
    before: Option<&'a Entry>,
    after: Option<&'a Entry>,
}

fn longest<'a>(matter: &Matter, all: &[Contact<'a>]) -> Stretch<'a> {
    let (from, to) = supervised(matter);
    let mut best = Stretch {
        days: 0,
        from,
        before: None,
        after: None,
    };
    let mut last: (NaiveDate, Option<&'a Entry>) = (from, None);
    let days = all
        .iter()
        .map(|c| (c.entry.when.earliest.clamp(from, to), Some(c.entry)))
        .chain([(to, None)]);
    for (day, entry) in days {
        let gap = (day - last.0).num_days();
        if gap > best.days {
            best = Stretch {
                days: gap,
                from: last.0,
                before: last.1,
                after: entry,
            };
        }
        last = (day, entry);
    }
    best
}

/// A meeting in a public place on record shows itself; that there was none, only records of all the days can show.
pub(super) fn places(ways: &Ways, matter: &Matter) -> Measured {
    let met: Vec<Contact<'_>> = contacts(ways, matter)
        .into_iter()
        .filter(|c| c.way != Way::Phone)
        .collect();
    let outside: Vec<Shown> = met
        .iter()
        .filter(|c| c.way == Way::Public)
        .map(|c| opening(c.entry))
        .collect();
    if met.is_empty() {
        return Measured::new(
            Standing::NotDeterminable,
            "no meeting of the supervising agency on record; whether there was none the records do not say",
        );
    }
    if outside.is_empty() && !supervision_covered(matter) {
        let why = format!(
            "none of {} meetings is recorded in a public place, and the records of supervision do not cover the period",
            met.len()
        );
        return Measured::new(Standing::NotDeterminable, why);
    }
    let why = format!(
        "{} of {} meetings are recorded in a public place",
        outside.len(),
        met.len()
    );
    let standing = if outside.is_empty() {
        Standing::Met
    } else {
        Standing::NotEvidenced
    };
    Measured::new(standing, why).showing(outside)
}

/// Work on domestic abuse in the last contacts.
pub(super) fn progress(rule: &Progress, ways: &Ways, matter: &Matter) -> Measured {
    let (from, to) = supervised(matter);
    if (to - from).num_days() < rule.days {
        let why = format!("supervision under review is shorter than {} days", rule.days);
        return Measured::new(Standing::NotApplicable, why);
    }
    let all = contacts(ways, matter);
    let last = all.get(all.len().saturating_sub(rule.contacts)..).unwrap_or_default();
    let Some(first) = last.first() else {
        return no_contact();
    };
    let since = first.entry.when.earliest;
    let (earlier, work): (Vec<_>, Vec<_>) = done(matter, &rule.work)
        .into_iter()
        .filter(|(e, _)| is_ours(matter, e) && e.when.earliest <= to)
        .partition(|(e, _)| e.when.latest < since);
    let work: Vec<Shown> = work.into_iter().map(|(e, m)| shown(e, m)).collect();
    if !work.is_empty() {
        let why = format!(
            "work on record since {}, in the last {} contacts",
            since.format("%d/%m/%Y"),
            last.len()
        );
        return Measured::new(Standing::Met, why).showing(work);
    }
    if !supervision_covered(matter) {
        return Measured::new(
            Standing::NotDeterminable,
            "no work in the last contacts on record, and the records of supervision do not cover the period",
        );
    }
    let by_phone = last.iter().filter(|c| c.way == Way::Phone).count();
    let before = earlier
        .last()
        .map_or("the program found none before them".to_owned(), |(e, _)| {
            format!("the last before them on {}", e.when.written)
        });
    let why = format!(
        "no work on the offence or on domestic abuse recorded in the last {} contacts, {by_phone} of them by phone; {before}",
        last.len()
    );
    let words = last.iter().map(|c| opening(c.entry));
    let words = words.chain(earlier.last().map(|(e, m)| shown(e, m))).collect();
    Measured::new(Standing::NotEvidenced, why).showing(words)
}

/// The longest run of contacts one after the other without one in private, of those on days that count.
pub(super) fn run_without_private<'a>(ways: &Ways, except: &[Span], matter: &'a Matter) -> (usize, Vec<Contact<'a>>) {
    let all = contacts(ways, matter);
    let counts = |day: NaiveDate| !except.iter().any(|s| s.from <= day && day <= s.to);
    let mut best: Vec<Contact<'a>> = Vec::new();
    let mut run: Vec<Contact<'a>> = Vec::new();
    for contact in &all {
        if contact.way.is_private() {
            run.clear();
        } else if counts(contact.entry.when.earliest) {
            run.push(*contact);
        }
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    (all.len(), best)
}

/// The day so many days after.
pub(super) fn after(day: NaiveDate, days: i64) -> NaiveDate {
    u64::try_from(days)
        .ok()
        .and_then(|d| day.checked_add_days(Days::new(d)))
        .unwrap_or(day)
}
