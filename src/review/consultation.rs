//! *Consultation*: for a warning and an agency, what the records show of who held it, was told, was asked and answered. Report and
//! screen are made from the same cell, so that they never differ.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::{
        case::Agency,
        entry::{Entry, EntryId},
        finding::{Cited, Finding, Outcome, Warning},
        matter::Matter,
        mention::{Factuality, Mention},
    },
    review::{
        between::{self, Between, Way},
        knowledge::Knowledge,
        lens::Telling,
        said::is_asserted,
    },
};

/// Shape of patterns that look for an agency with which no contact is on record.
const NOT_ASKED: &str = "unconsulted";

/// What an entry of another agency says of contact with this one.
#[derive(Debug)]
pub struct Contact<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Was it only planned?
    pub is_planned: bool,
    /// Does it only come near: of other days, of another event, or in words that settle nothing? Then it tells of no contact about this
    /// warning.
    pub comes_near: bool,
    /// Do its words of telling leave open who told whom? Then they tell of contact and no more.
    pub leaves_open: bool,
    /// The words by which a later entry says that what was sent did not arrive. Sent is then all that is shown.
    pub disputed: Option<&'a Mention>,
    /// The mentions that say it, in the order of the text.
    pub mentions: Vec<&'a Mention>,
}

/// For which of the days looked through an agency's records were supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supplied {
    /// For all.
    All,
    /// Not for all.
    Partly,
    /// There are records; for which days is not stated.
    NotStated,
    /// None were.
    No,
}

/// What a cell shows, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// The warning cites an entry of the agency.
    Held,
    /// Its own entries show a step that was looked for.
    Acted,
    /// Another agency's entry says that it was told.
    Told,
    /// Another agency's entry says that it was asked.
    Asked,
    /// Another agency's entry tells of contact, and its words do not settle which.
    Contact,
    /// An entry tells of contact that only comes near what was looked for.
    Near,
    /// Its response is recorded, after the days in which it was expected.
    Late,
    /// It is said to be involved, and no contact with it is on record.
    NeverAsked,
    /// Its records were not supplied for all of the days.
    CannotTell,
    /// Its records were supplied, and the warning cites nothing of it.
    Nothing,
}

impl Shows {
    /// All of them, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Self::Held,
        Self::Acted,
        Self::Told,
        Self::Asked,
        Self::Contact,
        Self::Near,
        Self::Late,
        Self::NeverAsked,
        Self::CannotTell,
        Self::Nothing,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Held => "held information",
            Self::Acted => "recorded a step",
            Self::Told => "was told",
            Self::Asked => "was asked",
            Self::Contact => "was in contact",
            Self::Near => "contact that comes near",
            Self::Late => "answered late",
            Self::NeverAsked => "no record of being asked",
            Self::CannotTell => "cannot tell: records not supplied",
            Self::Nothing => "nothing cited",
        }
    }

    /// What that means, as one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Held => {
                "The warning rests on an entry of this agency. That does not say that it knew all of the warning."
            }
            Self::Acted => {
                "An entry of this agency shows a step that was looked for. That does not say from whom it knew of the warning."
            }
            Self::Told => {
                "An entry of another agency says that this one was told. That is no record of this agency’s own."
            }
            Self::Asked => "An entry of another agency says that this one was asked.",
            Self::Contact => {
                "An entry tells of contact between this agency and another; who told or asked whom, and of what, its words do not settle."
            }
            Self::Near => {
                "An entry tells of contact on other days, about another event, or in words that leave it open. It does not count as contact about this warning."
            }
            Self::Late => "A response of this agency is recorded after the days in which it was expected.",
            Self::NeverAsked => {
                "An entry says that this agency was involved, and the records supplied hold no contact with it."
            }
            Self::CannotTell => {
                "This agency’s records were not supplied for all of the days looked through, or it is not stated for which."
            }
            Self::Nothing => {
                "This agency’s records were supplied; the warning rests on none of its entries, and none shows a step that was looked for."
            }
        }
    }

    /// A sign beside the words, so that no meaning hangs on a colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Held => "■",
            Self::Acted => "□",
            Self::Told => "▶",
            Self::Asked => "◆",
            Self::Contact => "◇",
            Self::Near => "≈",
            Self::Late => "◐",
            Self::NeverAsked => "○",
            Self::CannotTell => "?",
            Self::Nothing => "–",
        }
    }

    /// The code used in addresses, files and styles.
    pub fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Acted => "acted",
            Self::Told => "told",
            Self::Asked => "asked",
            Self::Contact => "contact",
            Self::Near => "near",
            Self::Late => "late",
            Self::NeverAsked => "never-asked",
            Self::CannotTell => "cannot-tell",
            Self::Nothing => "nothing",
        }
    }
}

/// What the records show of an agency and a warning.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Its entries that the warning cites, in order.
    pub held: Vec<&'a Entry>,
    /// What entries of other agencies say of contact with it.
    pub contacts: Vec<Contact<'a>>,
    /// What the warning's own entries, and those of the day after, say of contact between it and their writers in other words.
    pub parties: Vec<Between<'a>>,
    /// Findings whose response is recorded late, each with what shows it.
    pub late: Vec<Vec<&'a Cited>>,
    /// What names it as involved, where no contact with it is on record.
    pub never_asked: Vec<&'a Cited>,
    /// Steps that its own entries show.
    pub steps: Vec<&'a Cited>,
    /// All its entries of the days looked through.
    pub own: Vec<&'a Entry>,
    /// The days looked through.
    pub days: (NaiveDate, NaiveDate),
    /// For which of them its records were supplied.
    pub supplied: Supplied,
}

impl Cell<'_> {
    /// Does the warning cite anything of it or about it?
    pub fn is_cited(&self) -> bool {
        !(self.held.is_empty()
            && self.contacts.is_empty()
            && self.parties.is_empty()
            && self.late.is_empty()
            && self.never_asked.is_empty()
            && self.steps.is_empty())
    }

    /// What it shows, in words; at least one.
    pub fn shows(&self, telling: &Telling) -> Vec<Shows> {
        let tells = |m: &Mention| telling.told.contains_key(&m.concept);
        let asks = |m: &Mention| telling.asked.contains(&m.concept);
        let done = || self.contacts.iter().filter(|c| !c.is_planned && !c.comes_near);
        let is_told = |c: &Contact<'_>| !c.leaves_open && c.mentions.iter().any(|m| tells(m));
        let is_asked = |c: &Contact<'_>| c.mentions.iter().any(|m| asks(m));
        let mut out = Vec::new();
        let mut say = |is_so: bool, shows: Shows| {
            if is_so {
                out.push(shows);
            }
        };
        say(!self.held.is_empty(), Shows::Held);
        say(
            !self.steps.is_empty() && self.held.is_empty() && self.late.is_empty(),
            Shows::Acted,
        );
        let parties = |fits: fn(Way) -> bool| self.parties.iter().any(|p| fits(p.way));
        say(done().any(is_told) || parties(|w| w == Way::Told), Shows::Told);
        say(done().any(is_asked), Shows::Asked);
        // One entry that says what it was about settles what its other words leave open.
        let is_open = done().any(|c| !is_told(c) && !is_asked(c));
        say(is_open || parties(|w| w != Way::Told), Shows::Contact);
        say(self.contacts.iter().any(|c| !c.is_planned && c.comes_near), Shows::Near);
        say(!self.late.is_empty(), Shows::Late);
        say(!self.never_asked.is_empty(), Shows::NeverAsked);
        say(self.supplied != Supplied::All, Shows::CannotTell);
        if out.is_empty() {
            out.push(Shows::Nothing);
        }
        out
    }
}

/// What the records show of an agency and a warning.
pub fn cell<'a>(
    matter: &'a Matter,
    known: &Knowledge<'a>,
    (warning, agency): (&Warning, &Agency),
    telling: &Telling,
) -> Cell<'a> {
    let findings = known.findings_of(warning);
    let is_own = |id: &EntryId| entry(matter, known, id).is_some_and(|e| e.agency == agency.id);
    let results = known.results_of(warning);
    let late = results
        .iter()
        .filter(|f| f.agency == agency.id && f.outcome == Outcome::Late)
        .map(|f| f.steps.iter().flat_map(|s| &s.shown_by).collect());
    let steps = results.iter().flat_map(|f| &f.steps).flat_map(|s| &s.shown_by);
    let days = looked_at(warning, &findings);
    let contacts = contacts(matter, known, (warning, &findings, agency), telling);
    let mut parties = between::about(matter, known, (warning, agency), telling);
    parties.retain(|p| !contacts.iter().any(|c| c.entry.id == p.entry.id && !c.is_planned));
    Cell {
        held: known
            .cited(warning)
            .into_iter()
            .filter(|e| e.agency == agency.id)
            .collect(),
        contacts,
        parties,
        late: late.collect(),
        never_asked: never_asked(matter, known, &results, agency),
        steps: steps.filter(|c| is_own(&c.quote.entry)).collect(),
        own: matter
            .entries
            .iter()
            .filter(|e| e.agency == agency.id && e.when.earliest <= days.1 && e.when.latest >= days.0)
            .collect(),
        days,
        supplied: supplied(matter, agency, days),
    }
}

fn entry<'a>(matter: &'a Matter, known: &Knowledge<'a>, id: &EntryId) -> Option<&'a Entry> {
    known.place(id).and_then(|at| matter.entries.get(at))
}

pub(super) fn supplied(matter: &Matter, agency: &Agency, (from, to): (NaiveDate, NaiveDate)) -> Supplied {
    match matter.coverage.iter().find(|c| c.agency == agency.id) {
        Some(c) if c.covers(from, to) => Supplied::All,
        Some(_) => Supplied::Partly,
        None if matter.entries.iter().any(|e| e.agency == agency.id) => Supplied::NotStated,
        None => Supplied::No,
    }
}

/// The days that the findings of a warning looked at.
pub fn looked_at(warning: &Warning, findings: &[&Finding]) -> (NaiveDate, NaiveDate) {
    let from = findings.iter().map(|f| f.searched.from).chain([warning.date]).min();
    let to = findings.iter().map(|f| f.searched.to).chain([warning.date]).max();
    (from.unwrap_or(warning.date), to.unwrap_or(warning.date))
}

/// Steps of other agencies that are directed to this one: in the entries a warning rests on, and in those that show or come near a
/// response. By entry, and what was done before what was only planned.
fn contacts<'a>(
    matter: &'a Matter,
    known: &Knowledge<'a>,
    (warning, findings, agency): (&Warning, &[&'a Finding], &Agency),
    telling: &Telling,
) -> Vec<Contact<'a>> {
    let steps = findings.iter().flat_map(|f| &f.steps);
    let of = |c: &'a Cited| &c.quote.entry;
    let near: BTreeSet<&EntryId> = steps
        .clone()
        .flat_map(|s| s.near.iter().map(|n| of(&n.cited)))
        .collect();
    let triggers = findings.iter().flat_map(|f| &f.triggers);
    let counted: BTreeSet<&EntryId> = triggers.chain(steps.flat_map(|s| &s.shown_by)).map(of).collect();
    let mut out = Vec::new();
    for (id, at) in counted.union(&near).filter_map(|id| Some((id, known.place(id)?))) {
        let comes_near = !counted.contains(id);
        let Some((entry, reading)) = matter.entries.get(at).zip(matter.readings.get(at)) else {
            continue;
        };
        // What was said before the warning's first day was said of something else, also in an entry cited for what came before.
        if entry.agency == agency.id || entry.when.latest < warning.date {
            continue;
        }
        let is_told = |m: &Mention| telling.told_kind(m, reading) == Some(agency.kind.as_str());
        // What the entry itself doubts ("?police told") settles nothing: it comes near. A plan is open anyhow.
        for (is_planned, is_doubted) in [(false, false), (false, true), (true, false)] {
            let fits = |m: &&Mention| {
                let planned = m.assertion.factuality == Factuality::Planned;
                telling.contact.contains(&m.concept)
                    && (m.toward.as_deref() == Some(agency.kind.as_str()) || is_told(m))
                    && planned == is_planned
                    && (planned || (m.assertion.uncertain || known.disputed(entry, m).is_some()) == is_doubted)
                    && (is_asserted(m) || (m.struck.is_none() && planned))
            };
            let mentions: Vec<&Mention> = reading.mentions.iter().filter(fits).collect();
            if !mentions.is_empty() {
                out.push(Contact {
                    entry,
                    is_planned,
                    comes_near: comes_near || is_doubted,
                    leaves_open: !mentions.iter().any(|m| is_told(m)),
                    disputed: mentions.iter().find_map(|m| known.disputed(entry, m)),
                    mentions,
                });
            }
        }
    }
    out
}

/// What names this agency as involved, where no contact with it is on record.
fn never_asked<'a>(
    matter: &'a Matter,
    known: &Knowledge<'a>,
    findings: &[&'a Finding],
    agency: &Agency,
) -> Vec<&'a Cited> {
    let shape = |f: &&&'a Finding| {
        let card = matter.patterns.get(&f.pattern);
        card.is_some_and(|c| c.place.shape == NOT_ASKED) && f.outcome == Outcome::Missed
    };
    let first = findings.iter().filter(shape).filter_map(|f| f.triggers.first());
    first
        .filter(|trigger| {
            let reading = known.place(&trigger.quote.entry).and_then(|at| matter.readings.get(at));
            reading.is_some_and(|r| {
                r.mentions.iter().any(|m| {
                    m.quote.start == trigger.quote.start
                        && m.concept == trigger.concept
                        && m.toward.as_deref() == Some(agency.kind.as_str())
                })
            })
        })
        .collect()
}
