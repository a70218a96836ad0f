//! *Secrets*: what the real case knows, and what nobody who reads the anonymised one may find out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::words::{plain, plain_words, words};
use crate::{
    model::{case::Case, entry::Entry, record::Record},
    text::{dates::find_dates, rules::ReadingRules},
};

/// Words for agencies up to this length are letters in capitals.
const SHORT: usize = 4;

/// What kind of thing a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A person of the roster, or another whom a reviewer named.
    Person,
    /// Somebody who wrote entries.
    Author,
    /// An agency of the case.
    Agency,
    /// A school, an employer, a shop.
    Organisation,
    /// A town, a street, a house.
    Place,
    /// A number that belongs to somebody: of the NHS, the police, a telephone, a car.
    Identifier,
    /// The number of an entry in its agency's system.
    Entry,
    /// The name of a file that an agency supplied.
    File,
    /// A day.
    Day,
    /// A word that few entries of the real case have.
    Word,
}

impl Thing {
    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Person => "name of a person",
            Self::Author => "name of an author",
            Self::Agency => "name of an agency",
            Self::Organisation => "name of an organisation",
            Self::Place => "place or address",
            Self::Identifier => "identifier",
            Self::Entry => "number of an entry",
            Self::File => "name of a file",
            Self::Day => "day",
            Self::Word => "rare word",
        }
    }

    /// Is it called by words, of which one alone can tell?
    pub(super) fn is_named(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Author | Self::Agency | Self::Organisation | Self::Place
        )
    }

    /// Is it told by its letters and digits, however they are spaced?
    pub(super) fn is_numbered(self) -> bool {
        matches!(self, Self::Identifier | Self::Entry | Self::File | Self::Place)
    }
}

/// One secret: a thing with every form in which the real case writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is.
    pub thing: Thing,
    /// Every form, the fullest first.
    pub forms: Vec<String>,
}

impl Secret {
    /// A thing that is written in one way.
    pub fn new(thing: Thing, form: impl Into<String>) -> Self {
        Self {
            thing,
            forms: vec![form.into()],
        }
    }
}

/// What of the real case something is that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// The secret of this number.
    Secret(usize),
    /// A day.
    Day(NaiveDate),
    /// A word that few entries of the real case have.
    RareWord,
}

/// Everything that the real case knows, and what was put in its place.
pub struct Secrets<'a> {
    /// People, agencies, places, numbers.
    pub all: Vec<Secret>,
    /// Phrases that tell though each of their words is an ordinary one, as the check compares them: an address, a school of the roster.
    pub sure: BTreeSet<Vec<String>>,
    /// Words of the entries as the check compares them (lower case, no accents), with the number of entries that have each.
    pub words: BTreeMap<String, usize>,
    /// Days of the real case, each with what it is the day of: `the event`, `a birth`, `an entry`.
    pub days: BTreeMap<NaiveDate, &'static str>,
    /// Days of the anonymised case: one of them may be a real day of something else, and tells nothing.
    pub made_days: BTreeSet<NaiveDate>,
    /// False names that were given, whole: of people, agencies, places. What was kept as it is belongs here too.
    pub given: Vec<String>,
    /// Words by which names are told from others.
    pub usual: Usual,
    /// Words that this program prints of its own, as the check compares them ([`super::plain_words`]): authors of publications, names of tools. They
    /// are near no name by chance, and are names only where they are just that.
    pub printed: BTreeSet<String>,
    /// Is it an ordinary word? It is asked in lower case, without accents.
    pub ordinary: &'a dyn Fn(&str) -> bool,
}

impl std::fmt::Debug for Secrets<'_> {
    /// Figures only: secrets are never written where they were not asked for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({} things, {} words)", self.all.len(), self.words.len())
    }
}

impl<'a> Secrets<'a> {
    /// What a case says of itself: its people, agencies, files, entries and days. Further names, places and numbers are added to `all`, and
    /// what was put in their place to `given` and `made_days`.
    pub fn of(
        case: &Case,
        (records, entries): (&[Record], &[Entry]),
        usual: Usual,
        ordinary: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        let mut out = Self {
            all: Vec::new(),
            sure: BTreeSet::new(),
            words: BTreeMap::new(),
            days: BTreeMap::new(),
            made_days: BTreeSet::new(),
            given: Vec::new(),
            usual,
            printed: BTreeSet::new(),
            ordinary,
        };
        out.all.extend(case.people.iter().map(|p| Secret {
            thing: Thing::Person,
            forms: p.names.clone(),
        }));
        let agencies = case.agencies.iter().map(|a| Secret::new(Thing::Agency, &a.name));
        out.all.extend(agencies);
        out.all.push(Secret::new(Thing::Organisation, &case.title));
        let files: BTreeSet<&String> = records.iter().map(|r| &r.file).collect();
        out.all.extend(files.into_iter().map(|f| Secret::new(Thing::File, f)));
        let authors: BTreeSet<&String> = entries.iter().map(|e| &e.author).filter(|a| !a.is_empty()).collect();
        out.all
            .extend(authors.into_iter().map(|a| Secret::new(Thing::Author, a)));
        for entry in entries {
            out.add_entry(entry);
        }
        out.add_days(case);
        out
    }

    fn add_entry(&mut self, entry: &Entry) {
        // An id that the program made follows the row's place and tells of nobody.
        if !entry.made_id {
            self.all.push(Secret::new(Thing::Entry, &entry.id.0));
        }
        let own: BTreeSet<String> = words(&entry.text).into_iter().map(|w| w.plain).collect();
        for word in own {
            *self.words.entry(word).or_insert(0) += 1;
        }
        if entry.when.earliest == entry.when.latest {
            self.days.entry(entry.when.earliest).or_insert("an entry");
        }
        for date in find_dates(&entry.text, None).into_iter().filter(|d| d.of_birth) {
            if date.when.earliest == date.when.latest {
                self.days.insert(date.when.earliest, "a birth");
            }
        }
    }

    fn add_days(&mut self, case: &Case) {
        for fact in &case.facts {
            self.days.insert(fact.date, "a fact of the case");
        }
        if let Some(event) = case.event {
            self.days.insert(event, "the event");
        }
    }
}

/// Words by which names are told from others, in lower case and without accents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usual {
    /// Titles, kin, jobs, days and months, and what agencies are called by: nobody's name.
    pub words: BTreeSet<String>,
    /// Abbreviations of notes: nobody's initials, unless the real case writes somebody so.
    pub abbreviations: BTreeSet<String>,
    /// What only people do: a word before it that may be a name is one.
    pub does: BTreeSet<String>,
}

impl Usual {
    /// Those of the reading rules.
    pub fn of(rules: &ReadingRules, abbreviations: BTreeSet<String>) -> Self {
        let names = &rules.names;
        let mut words = BTreeSet::new();
        for list in [
            &names.titles,
            &names.professional_titles,
            &names.jobs,
            &names.kin,
            &names.never,
        ] {
            words.extend(list.iter().map(|w| plain(w)));
        }
        for agency in &rules.agencies {
            // Short ones are letters of people too, as SM is: those that are no initials stand in the list of abbreviations.
            let said = agency.words.iter().filter(|w| w.len() > SHORT).chain(&agency.titles);
            words.extend(said.flat_map(|w| plain_words(w)));
        }
        Self {
            words,
            abbreviations,
            does: names.does.iter().map(|w| plain(w)).collect(),
        }
    }
}
