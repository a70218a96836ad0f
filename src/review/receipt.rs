//! *Receipt*: of a referral that was sent, whether a later entry says that it did not arrive. Sent is not told: where its receipt is
//! disputed, nobody is taken to have been told until an entry says that it came.

use chrono::Days;

use crate::{
    model::{
        case::Case,
        entry::Entry,
        mention::{Mention, Reading},
    },
    review::said::is_asserted,
};

/// Concepts of things that are sent to an agency, each with the kind of agency that it means where its words name none; what was said on
/// the telephone has arrived.
const SENT: [(&str, &str); 4] = [
    ("marac-referral", MEETING),
    ("safeguarding-referral", "childrens-social-care"),
    ("adult-safeguarding", "adult-social-care"),
    ("safeguarding-unnamed", ""),
];
/// The kind of agency that is known by its meeting: whoever writes the word means those who hold it.
const MEETING: &str = "marac";
/// The concept by which an entry says that something did not arrive.
const DISPUTED: &str = "receipt-disputed";
/// The concept by which an entry says that it came.
const CONFIRMED: &str = "receipt-acknowledged";
/// Days after the sending in which such words are about it, where they name the agency.
const REACH: u64 = 92;
/// The same, where they name none: only the sender's own entry can mean it.
const UNNAMED_REACH: u64 = 14;

/// What a case says of things that did not arrive, or did.
#[derive(Debug, Default)]
pub struct Receipts<'a> {
    disputed: Vec<Said<'a>>,
    confirmed: Vec<Said<'a>>,
}

/// What one entry says of it.
#[derive(Debug)]
struct Said<'a> {
    place: usize,
    entry: &'a Entry,
    mention: &'a Mention,
    /// Kind of the agency that says it.
    by: &'a str,
    /// Kinds of agency that its sentence names.
    names: Vec<&'a str>,
}

impl<'a> Receipts<'a> {
    /// All of it, looked for once.
    pub fn of(case: &'a Case, entries: &'a [Entry], readings: &'a [Reading]) -> Self {
        let said = |concept: &str| {
            let mut out = Vec::new();
            for (place, (entry, reading)) in entries.iter().zip(readings).enumerate() {
                let all = reading.mentions.iter();
                for mention in all.filter(|m| m.concept == concept && is_asserted(m)) {
                    let inside = |at: usize| mention.sentence.start <= at && at < mention.sentence.end;
                    let named = reading.agencies.iter().filter(|a| inside(a.span.start));
                    let sentence = entry.text.get(mention.sentence.start..mention.sentence.end);
                    let meeting = sentence.filter(|s| s.to_lowercase().contains(MEETING)).map(|_| MEETING);
                    let kinds = named.map(|a| a.kind.as_str()).filter(|k| !k.is_empty());
                    out.push(Said {
                        place,
                        entry,
                        mention,
                        by: case.agency_kind(&entry.agency),
                        names: kinds.chain(meeting).collect(),
                    });
                }
            }
            out
        };
        Self {
            disputed: said(DISPUTED),
            confirmed: said(CONFIRMED),
        }
    }

    /// The words by which a later entry says that what a mention sent did not arrive; nothing where none does, or where a later one still
    /// says that it came.
    pub fn disputed(&self, case: &Case, (place, entry): (usize, &Entry), mention: &Mention) -> Option<&'a Mention> {
        let (_, usual) = SENT.iter().find(|(concept, _)| *concept == mention.concept)?;
        if self.disputed.is_empty() || mention.coded {
            return None;
        }
        // What is known by its name only ("named:…") is of no kind.
        let named = mention.toward.as_deref().filter(|k| !k.contains(':'));
        let to = named.or(Some(*usual).filter(|k| !k.is_empty()));
        let sent = Sent {
            place,
            entry,
            end: mention.quote.end,
            from: case.agency_kind(&entry.agency),
            to,
        };
        let lost = self.disputed.iter().find(|s| sent.is_meant_by(s))?;
        let is_later = |s: &&Said<'_>| {
            (s.place, s.mention.quote.start) > (lost.place, lost.mention.quote.start) && sent.is_meant_by(s)
        };
        if self.confirmed.iter().any(|s| is_later(&s)) {
            return None;
        }
        Some(lost.mention)
    }
}

/// Something that was sent.
struct Sent<'a> {
    place: usize,
    entry: &'a Entry,
    end: usize,
    from: &'a str,
    to: Option<&'a str>,
}

impl Sent<'_> {
    /// Do the words mean what was sent: do they stand after it, and name whom it was sent to, or does that agency name who sent it?
    fn is_meant_by(&self, said: &Said<'_>) -> bool {
        let is_after = said.place > self.place || said.place == self.place && said.mention.quote.start >= self.end;
        let within = |days: u64| {
            let last = self.entry.when.latest.checked_add_days(Days::new(days));
            last.is_none_or(|l| said.entry.when.earliest <= l)
        };
        let is_own = said.entry.agency == self.entry.agency;
        let is_named = self.to.is_some_and(|to| {
            is_own && said.names.contains(&to)
                || said.by == to && (said.names.is_empty() || said.names.contains(&self.from))
        });
        is_after && (is_named && within(REACH) || is_own && said.names.is_empty() && within(UNNAMED_REACH))
    }
}
