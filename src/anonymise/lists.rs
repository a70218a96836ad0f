//! *Lists*: the words that finding rests on, from `rules/anonymise/`. Loading is left to `rulebook`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{anonymise::labels::Labels, text::unknown_names::NameRules};

/// Everything that finding knows beforehand of words.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// First halves of postcodes, in capitals. Where there are none, every outcode of the right form counts.
    pub outcodes: BTreeSet<String>,
    /// Given names, in small letters.
    pub given: BTreeSet<String>,
    /// Surnames, in small letters without accents; some are ordinary words too.
    pub surnames: BTreeSet<String>,
    /// Words and abbreviations of the field that tell of nobody (`known.toml`): small letters without accents, no given names.
    pub known: BTreeSet<String>,
    /// What tells of nobody only in these capitals (`known_with_care.toml`).
    pub exact: BTreeSet<String>,
    /// In small letters shorthand (`tel`), with a capital a name (`known_with_care.toml`).
    pub shorthand: BTreeSet<String>,
    /// What tells of nobody only as a whole, though a name may stand in it (`Clare's Law`): by first word, the rest of each.
    pub phrases: BTreeMap<String, Vec<Vec<String>>>,
    /// Ordinary words, in small letters: no names by themselves.
    pub words: BTreeSet<String>,
    /// Names of places in small letters, and whether each is an ordinary word too.
    pub places: BTreeMap<String, bool>,
    /// Words beside identifiers (`labels.toml`).
    pub labels: Labels,
    /// Words beside numbers of houses (`addresses.toml`).
    pub addresses: AddressWords,
    /// Words around days and years (`days.toml`).
    pub days: DayWords,
    /// Words beside names (`people.toml`).
    pub people: PeopleWords,
    /// Words beside names that the reading rules have (`names.toml`).
    pub names: NameRules,
    /// Words that tell of somebody without a name (`telling.toml`).
    pub telling: TellingWords,
}

/// `rules/anonymise/addresses.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressWords {
    /// Kinds of street: `road`.
    pub kinds: BTreeSet<String>,
    /// Of these, those that are nothing else behind a word with a capital, in every way of writing each: `road`, `rd`.
    #[serde(default)]
    pub written: Vec<Vec<String>>,
    /// Before one of these, no name of a street: `the`.
    #[serde(default)]
    pub no_street: BTreeSet<String>,
    /// Of these, the ones that are written in small letters of other things too.
    pub also_words: BTreeSet<String>,
    /// Before the number or name of a part of a house: `flat`.
    pub units: BTreeSet<String>,
    /// The last word of a house's name: `cottage`.
    pub houses: BTreeSet<String>,
    /// Words of the name of a school or an employer that only say of what kind it is: `primary`, `school`, `ltd`.
    #[serde(default)]
    pub organisations: BTreeSet<String>,
    /// Never part of a street's name, in small letters.
    pub never: BTreeSet<String>,
}

/// `rules/anonymise/days.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayWords {
    /// Before a bare day that is still to come: `next`.
    pub to_come: BTreeSet<String>,
    /// Before one that is past: `since`.
    pub past: BTreeSet<String>,
    /// Before one that may be either: `the`.
    pub either: BTreeSet<String>,
    /// Before one, what was on it: `marac`.
    #[serde(default)]
    pub happens: BTreeSet<String>,
    /// Behind one: `at`.
    pub behind: BTreeSet<String>,
    /// Before four figures that are no year: `log`.
    pub no_year_before: BTreeSet<String>,
    /// Behind them: `hrs`.
    pub no_year_behind: BTreeSet<String>,
    /// Before a year: `since`.
    pub year_before: BTreeSet<String>,
    /// Before a time, in capitals: `extinct`.
    pub timed: BTreeSet<String>,
}

/// `rules/anonymise/people.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleWords {
    /// Before the name of a member of the public, with a colon or a title between: `re`, `patient`.
    pub labels: Vec<String>,
    /// Before the name of a professional: `seen by`.
    pub professional_labels: Vec<String>,
    /// Titles of professionals, beside those of `names.toml`.
    pub professional_titles: BTreeSet<String>,
    /// Titles of members of the public, beside those of `names.toml`.
    pub titles: BTreeSet<String>,
    /// Right after a professional's name: `social worker`.
    pub work: Vec<String>,
    /// Own people, beside those of `names.toml`.
    pub kin: BTreeSet<String>,
    /// Titles and kin that say that somebody is a woman.
    #[serde(default)]
    pub women: BTreeSet<String>,
    /// The same of men.
    #[serde(default)]
    pub men: BTreeSet<String>,
    /// Given names that are auxiliary verbs too.
    #[serde(default)]
    pub modals: BTreeSet<String>,
    /// In small letters, behind names and no auxiliary verb.
    #[serde(default)]
    pub only_behind_names: BTreeSet<String>,
    /// Inside a name, in small letters: `van`.
    pub particles: BTreeSet<String>,
    /// Never a name, however it is written.
    pub never: BTreeSet<String>,
    /// What only people do, after a name, beside those of `names.toml`.
    pub does: BTreeSet<String>,
    /// Given names, beside those of the lists.
    pub given: BTreeSet<String>,
    /// Before a name in quotation marks by which somebody is called: `driver`.
    pub nicknames: BTreeSet<String>,
    /// Before a name by which somebody is called, without quotation marks: `aka`.
    pub aliases: BTreeSet<String>,
    /// Before the name at the end of a letter: `thanks`.
    pub closings: BTreeSet<String>,
    /// Before a name at the head of a letter: `dear`.
    pub greetings: BTreeSet<String>,
    /// Behind a name, several who bear it: `children`.
    pub households: BTreeSet<String>,
    /// Scales named after somebody: with a number behind them they name nobody.
    pub scales: BTreeSet<String>,
    /// How the names of medicines end.
    pub medicines: BTreeSet<String>,
    /// Before a word with a capital, that it names a thing: `operation`.
    pub things_before: BTreeSet<String>,
    /// Behind a word with a capital, that it names a body or a thing: `ltd`.
    pub things: BTreeSet<String>,
}

/// `rules/anonymise/telling.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellingWords {
    /// Nationalities, peoples, faiths, languages.
    pub peoples: BTreeSet<String>,
    /// Work, offices and states of life.
    pub work: BTreeSet<String>,
    /// Before a word of work or health, part of it.
    pub before: BTreeSet<String>,
    /// Behind one, part of it.
    pub after: BTreeSet<String>,
    /// Before somebody's work or state.
    pub leads: BTreeSet<String>,
    /// Words of health and injury, or how they begin where they end in `*`.
    pub health: BTreeSet<String>,
    /// What an amount is counted in.
    pub units: BTreeSet<String>,
    /// Money.
    pub money: BTreeSet<String>,
    /// Stretches of time.
    pub time: BTreeSet<String>,
    /// Numbers in words.
    pub numbers: BTreeSet<String>,
    /// Names of bodies, laws and documents of everybody, that tell of nobody.
    pub public: BTreeSet<String>,
    /// The last word of the name of a body: `court`.
    pub bodies: BTreeSet<String>,
    /// The last word of the name of a law: `act`.
    pub laws: BTreeSet<String>,
    /// The last word of the name of a place: `province`.
    pub areas: BTreeSet<String>,
    /// Before the number of a law, a rule or a paragraph.
    pub law_numbers: BTreeSet<String>,
    /// Before an amount, part of it: `nearly`.
    pub about: BTreeSet<String>,
    /// Between the words of the name of a body or a place, in small letters: `of`.
    pub inside: BTreeSet<String>,
}

/// The lines of a list: without comments, blank lines and what stands behind a tab.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    text.lines()
        .map(str::trim_end)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split_once('\t').map_or((l, None), |(word, mark)| (word, Some(mark))))
}
