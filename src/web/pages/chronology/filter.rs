//! The *filter* of the chronology: what was asked for, as far as it could be read, which entries fit, and how it is said in words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{
        act::{Act, Deed},
        beside::{About, Beside},
        entry::{Entry, EntryId},
        matter::Matter,
        mention::{Reading, Who},
        settled::{Settlement, standing},
    },
    review::{
        linked::{Link, Linked},
        margin::Margin,
    },
    web::{addresses, asking::Ask, evidence, words},
};

/// Names under which a filter is asked for.
const NAMES: [&str; 9] = [
    "agency", "person", "type", "concept", "tag", "only", "text", "from", "to",
];

/// Ticks: code, what stands beside the tick, and how it is said in the summary.
pub(super) const TICKS: [(&str, &str, &str); 13] = [
    ("warnings", "Only warnings", "cited by a warning"),
    ("problems", "With a problem", "with a problem of reading"),
    (
        "conflicts",
        "In conflict with another",
        "whose account conflicts with another’s",
    ),
    ("twice", "Stands twice", "of which the same stands in another entry too"),
    (
        "perhaps-same",
        "Perhaps of one event",
        "perhaps of the same event as another",
    ),
    (
        "unsettled",
        "Conflict or perhaps one event, not settled yet",
        "in conflict or perhaps of one event with another, and not settled yet",
    ),
    ("imprecise", "Imprecise date", "with a date that is not certain"),
    (
        "mine",
        "Anything of mine",
        "with a star, tag, note, key decision point or reading by you",
    ),
    ("starred", "Starred by me", "starred by you"),
    ("tagged", "Tagged by me", "tagged by you"),
    ("noted", "Noted by me", "with a note by you"),
    ("key", "Key decision points", "marked as key decision points"),
    (
        "read-by-people",
        "Corrected by a reviewer",
        "with a mention added, corrected or struck out by a reviewer",
    ),
];

/// Ticks for entries that are linked with another one.
pub(super) const LINKS: [(&str, Link); 4] = [
    ("conflicts", Link::Conflict),
    ("twice", Link::Twice),
    ("perhaps-same", Link::Perhaps),
    ("unsettled", Link::Unsettled),
];

/// What was asked for, as far as it could be read.
#[derive(Default)]
pub(super) struct Filter {
    pub(super) agencies: BTreeSet<String>,
    pub(super) person: String,
    pub(super) types: BTreeSet<String>,
    pub(super) concept: String,
    pub(super) tag: String,
    pub(super) only: BTreeSet<&'static str>,
    /// As typed.
    pub(super) text: String,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    pub(super) remarks: Vec<String>,
}

/// One thing that was asked for, and the address without it.
#[derive(Serialize)]
pub(super) struct Chip {
    words: String,
    without: String,
}

impl Filter {
    /// Reads what was asked for.
    pub(super) fn of(ask: &Ask, matter: &Matter) -> Self {
        let mut filter = Self {
            text: ask.one("text").to_owned(),
            types: ask.many("type").into_iter().collect(),
            tag: ask.one("tag").to_owned(),
            ..Self::default()
        };
        filter.take_agencies(ask, matter);
        filter.take_person(ask, matter);
        filter.take_concept(ask, matter);
        filter.take_days(ask);
        for asked in ask.many("only") {
            match TICKS.iter().find(|(code, _, _)| *code == asked) {
                Some((code, _, _)) => {
                    filter.only.insert(code);
                }
                None => filter
                    .remarks
                    .push("Something was asked for that cannot be filtered by: left out of the filter.".to_owned()),
            }
        }
        filter
    }

    fn take_agencies(&mut self, ask: &Ask, matter: &Matter) {
        for id in ask.many("agency") {
            if matter.case.agencies.iter().any(|a| a.id.0 == id) {
                self.agencies.insert(id);
            } else {
                self.remarks
                    .push("An agency was asked for that the case does not have: left out of the filter.".to_owned());
            }
        }
    }

    fn take_person(&mut self, ask: &Ask, matter: &Matter) {
        let person = ask.one("person");
        if person.is_empty() || matter.case.people.iter().any(|p| p.id.0 == person) {
            person.clone_into(&mut self.person);
        } else {
            self.remarks
                .push("A person was asked for who is not on the roster: entries about everybody are shown.".to_owned());
        }
    }

    fn take_concept(&mut self, ask: &Ask, matter: &Matter) {
        let concept = ask.one("concept");
        if concept.is_empty() || matter.concepts.contains_key(concept) {
            concept.clone_into(&mut self.concept);
        } else {
            self.remarks
                .push("A concept was asked for that the rules do not have: left out of the filter.".to_owned());
        }
    }

    fn take_days(&mut self, ask: &Ask) {
        let mut day = |name: &str, which: &str| {
            let typed = ask.one(name);
            let read = words::typed_days(typed);
            if read.is_none() && !typed.is_empty() {
                self.remarks.push(format!(
                    "The {which} date could not be read and was left out. Write it like 14/1/2018, Jan 2018 or 2018."
                ));
            }
            read
        };
        let (from, to) = (day("from", "first"), day("to", "last"));
        (self.from, self.to) = (from.map(|d| d.0), to.map(|d| d.1));
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            self.remarks
                .push("The first date lies after the last: no entry can be between them.".to_owned());
        }
    }

    /// Does it ask for entries that are linked with another one?
    pub(super) fn is_of_linked(&self) -> bool {
        LINKS.iter().any(|(code, _)| self.only.contains(code))
    }

    /// Places of the entries that fit, in the order of the timeline.
    pub(super) fn kept(&self, matter: &Matter, margin: &Margin<'_>, who: &str) -> Vec<usize> {
        let looked_up = Ticked::of(self, matter, margin, who);
        let text = self.text.to_lowercase();
        let all = matter.entries.iter().zip(&matter.readings).enumerate();
        all.filter(|(_, (entry, reading))| self.keeps((entry, reading), &text, &looked_up))
            .map(|(at, _)| at)
            .collect()
    }

    fn keeps(&self, (entry, reading): (&Entry, &Reading), text: &str, ticked: &Ticked<'_>) -> bool {
        (self.agencies.is_empty() || self.agencies.contains(&entry.agency.0))
            && (self.types.is_empty() || self.types.contains(entry.entry_type.trim()))
            // An entry whose day is not known is kept when it may lie inside: leaving it out would be a guess.
            && self.from.is_none_or(|from| entry.when.latest >= from)
            && self.to.is_none_or(|to| entry.when.earliest <= to)
            && ticked.keeps(entry, reading)
            && (self.concept.is_empty()
                || reading.mentions.iter().any(|m| m.struck.is_none() && m.concept == self.concept))
            && (self.person.is_empty() || is_about(reading, &self.person))
            && (text.is_empty()
                || [&entry.text, &entry.entry_type, &entry.author, &entry.source, &entry.id.0]
                    .iter()
                    .any(|part| holds(part, text)))
    }

    /// What is asked for in words, each with the address without it.
    pub(super) fn chips(&self, ask: &Ask, matter: &Matter, base: &str) -> Vec<Chip> {
        let case = &matter.case;
        let mut out = Vec::new();
        let mut add = |name: &str, value: &str, words: String| {
            let pairs: Vec<(&str, &str)> = ask
                .query
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .filter(|(n, v)| {
                    !(["page", "open", "at", "near", "mend", "hide"].contains(n) || *n == name && v.trim() == value)
                })
                .collect();
            out.push(Chip {
                words,
                without: addresses::with_query(base, &pairs),
            });
        };
        for agency in &case.agencies {
            if self.agencies.contains(&agency.id.0) {
                add("agency", &agency.id.0, format!("kept by {}", agency.name));
            }
        }
        if let Some(person) = case.people.iter().find(|p| p.id.0 == self.person) {
            add(
                "person",
                &self.person,
                format!("about {}", words::person(case, &person.id)),
            );
        }
        for kind in &self.types {
            add("type", kind, format!("of the type “{kind}”"));
        }
        if !self.concept.is_empty() {
            let label = evidence::concept(matter, &self.concept);
            add("concept", &self.concept, format!("read as {label}"));
        }
        if !self.tag.is_empty() {
            add("tag", &self.tag, format!("tagged “{}”", self.tag));
        }
        for (code, _, said) in TICKS {
            if self.only.contains(code) {
                add("only", code, said.to_owned());
            }
        }
        if !self.text.is_empty() {
            add("text", &self.text, format!("with the words “{}”", self.text));
        }
        if let Some(from) = self.from {
            add("from", ask.one("from"), format!("from {}", words::day(from)));
        }
        if let Some(to) = self.to {
            add("to", ask.one("to"), format!("to {}", words::day(to)));
        }
        out
    }
}

/// Is this a name under which the filter is asked for?
pub(super) fn is_of_filter(name: &str) -> bool {
    NAMES.contains(&name)
}

fn is_about(reading: &Reading, person: &str) -> bool {
    let is = |who: &Who| matches!(who, Who::Person(id) if id.0 == person);
    reading.people.iter().any(|p| is(&p.who))
        || reading
            .mentions
            .iter()
            .any(|m| m.struck.is_none() && (is(&m.actor) || is(&m.target)))
}

/// Does the text hold these words, which are in small letters? Plain letters are compared without making a copy.
fn holds(text: &str, wanted: &str) -> bool {
    if !text.is_ascii() || !wanted.is_ascii() {
        return text.to_lowercase().contains(wanted);
    }
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let Some((first, _)) = wanted.split_first() else {
        return true;
    };
    text.windows(wanted.len())
        .any(|w| w.first().is_some_and(|b| b.eq_ignore_ascii_case(first)) && w.eq_ignore_ascii_case(wanted))
}

/// What the ticks and the tag ask for, looked up once for all entries; nothing where it was not asked for.
#[derive(Default)]
struct Ticked<'a> {
    sets: Vec<BTreeSet<&'a EntryId>>,
    problems: Option<BTreeSet<(&'a str, &'a str, usize)>>,
    imprecise: bool,
    by_people: bool,
}

impl<'a> Ticked<'a> {
    fn of(filter: &Filter, matter: &'a Matter, margin: &Margin<'a>, who: &str) -> Self {
        let asks = |code: &str| filter.only.contains(code);
        let mut out = Self {
            imprecise: asks("imprecise"),
            by_people: asks("read-by-people"),
            ..Self::default()
        };
        if asks("problems") {
            let all = matter.problems.iter();
            out.problems = Some(all.map(|p| (p.file.as_str(), p.part.as_str(), p.row)).collect());
        }
        if asks("warnings") {
            out.sets.push(
                matter
                    .standing_warnings()
                    .into_iter()
                    .flat_map(|w| &w.triggers)
                    .collect(),
            );
        }
        if filter.is_of_linked() {
            let linked = Linked::of(matter);
            let asked = LINKS.iter().filter(|(code, _)| asks(code));
            out.sets.extend(asked.map(|(_, link)| linked.entries(*link)));
        }
        let starred = || margin.stars.get(who).cloned().unwrap_or_default();
        if asks("mine") {
            let own = [tagged_by(matter, who), noted_by(margin, who), read_by(matter, who)];
            let key = margin.key_points.iter().filter(|(_, (_, by))| by.who == who);
            let mut mine = starred();
            mine.extend(own.into_iter().flatten().chain(key.map(|(id, _)| *id)));
            out.sets.push(mine);
        }
        if asks("starred") {
            out.sets.push(starred());
        }
        if asks("tagged") {
            out.sets.push(tagged_by(matter, who));
        }
        if asks("noted") {
            out.sets.push(noted_by(margin, who));
        }
        if asks("key") {
            out.sets.push(margin.key_points.keys().copied().collect());
        }
        if !filter.tag.is_empty() {
            let with = margin
                .tags
                .iter()
                .filter(|(_, tags)| tags.contains(filter.tag.as_str()));
            out.sets.push(with.map(|(id, _)| *id).collect());
        }
        out
    }

    fn keeps(&self, entry: &Entry, reading: &Reading) -> bool {
        let origin = &entry.origin;
        let at = (origin.file.as_str(), origin.part.as_str(), origin.row);
        self.sets.iter().all(|set| set.contains(&entry.id))
            && self.problems.as_ref().is_none_or(|all| all.contains(&at))
            && (!self.imprecise || !entry.when.is_known_day())
            && (!self.by_people
                || reading
                    .mentions
                    .iter()
                    .any(|m| m.struck.is_some() || m.hand == crate::model::mention::Hand::Reviewer))
    }
}

/// Entries on which a tag stands that this person put there.
fn tagged_by<'a>(matter: &'a Matter, who: &str) -> BTreeSet<&'a EntryId> {
    let mut tags: BTreeMap<(&EntryId, &str), bool> = BTreeMap::new();
    for one in standing(&matter.settled) {
        if let Settlement::Beside(Beside::Tag { entry, tag, on }) = &one.what {
            tags.insert((entry, tag), *on && one.who == who);
        }
    }
    let held = tags.into_iter().filter(|(_, mine)| *mine);
    held.map(|((entry, _), _)| entry).collect()
}

/// Entries with a note by this person.
fn noted_by<'a>(margin: &Margin<'a>, who: &str) -> BTreeSet<&'a EntryId> {
    let noted = margin.notes.iter().filter_map(|(about, notes)| match about {
        About::Entry(id) if notes.iter().any(|(_, by)| by.who == who) => Some(id),
        _ => None,
    });
    noted.collect()
}

/// Entries whose reading this person mended, where that was not taken back.
fn read_by<'a>(matter: &'a Matter, who: &str) -> BTreeSet<&'a EntryId> {
    let acts = || matter.acts.iter();
    let undone = acts().filter_map(|a| match a.deed {
        Deed::Undo(number) => Some(number),
        _ => None,
    });
    let undone: BTreeSet<u64> = undone.collect();
    let stands = |a: &&Act| !matches!(a.deed, Deed::Undo(_)) && !undone.contains(&a.number);
    let mine = acts().filter(stands).filter(|a| a.who == who);
    mine.map(|a| &a.entry).collect()
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn words_are_found_whatever_the_size_of_their_letters() {
        assert!(holds("Said he FOLLOWED her", "followed h"));
        assert!(holds("Élise rang", "élise"));
        assert!(!holds("followed", "followed her"));
        assert!(holds("x", ""));
    }
}
