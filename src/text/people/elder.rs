//! The *elder* of two people who have one surname: `Mrs Oak senior`, `Mr Oak snr`, `Mrs Oak the elder`.

use crate::{
    model::{
        case::Person,
        mention::{Who, how},
    },
    text::{
        names::{is_title, kind_of_role, sexes_differ},
        one_name::plain,
        people::{PersonAt, PersonKind, Roster},
        words::{Token, tokens},
    },
};

/// Words after a name that tell the older or the younger of two.
const GENERATIONS: [&str; 9] = [
    "senior", "snr", "sr", "elder", "junior", "jnr", "jr", "younger", "older",
];

/// Of them, those of the older.
const ELDERS: [&str; 5] = ["senior", "snr", "sr", "elder", "older"];

/// Words for a parent, as a roster writes them beside a name.
const PARENTS: [&str; 8] = [
    "mother",
    "mum",
    "mam",
    "father",
    "dad",
    "parent",
    "grandmother",
    "grandfather",
];

/// Does the word only tell which of two people of one name is meant?
pub(in crate::text) fn is_generation(word: &str) -> bool {
    GENERATIONS.contains(&word)
}

/// May the word be written small inside a name of the roster?
pub(super) fn is_written_small(word: &str) -> bool {
    is_generation(word) || PARENTS.contains(&word) || word == "the"
}

impl Roster {
    /// With a word for the elder after a title and a surname: the one whom the roster calls so, the parent of the one who would be
    /// meant, or somebody else of that surname.
    pub(super) fn elder(&self, words: &[Token], found: PersonAt) -> PersonAt {
        let is_titled = words.get(found.first).is_some_and(|t| is_title(&t.lower));
        let surname = words.get(found.first + 1).map_or(String::new(), |t| plain(t.bare()));
        let Some(end) = elder_after(words, found.end).filter(|_| is_titled && self.known.begins_surname(&surname))
        else {
            return found;
        };
        let has_surname = |p: &Person| {
            p.names
                .iter()
                .any(|n| tokens(n).iter().any(|t| plain(t.bare()) == surname))
        };
        let of_surname = self
            .people
            .iter()
            .filter(|p| has_surname(p) && !sexes_differ(found.sex, p.sex));
        let of_surname: Vec<&Person> = of_surname.collect();
        let is_called = |p: &&&Person| {
            let mut names = p.names.iter();
            names.any(|n| tokens(n).iter().any(|t| ELDERS.contains(&t.lower.as_str())))
        };
        let is_parent = |p: &&&Person| {
            let relation = tokens(p.relation.as_deref().unwrap_or(""));
            p.role == "relative" && relation.iter().any(|t| PARENTS.contains(&t.lower.as_str()))
        };
        let one = only(of_surname.iter().filter(is_called)).or_else(|| only(of_surname.iter().filter(is_parent)));
        if let Some(person) = one {
            return PersonAt {
                end,
                who: Who::Person(person.id.clone()),
                how: how::NAME,
                sex: person.sex,
                kind: kind_of_role(&person.role),
                ..found
            };
        }
        // Where a younger one of that surname and sex is in the case, the one found may be the elder.
        let is_told_apart = of_surname.iter().any(|p| is_called_or_child(p));
        if is_told_apart || !matches!(found.who, Who::Person(_)) {
            return PersonAt { end, ..found };
        }
        PersonAt {
            end,
            who: Who::Unresolved,
            how: how::ANOTHER,
            kind: PersonKind::Lay,
            ..found
        }
    }
}

fn is_called_or_child(person: &Person) -> bool {
    let mut names = person.names.iter();
    person.role == "child" || names.any(|n| tokens(n).iter().any(|t| is_generation(&t.lower)))
}

/// The only one; nothing when there are none or several.
fn only<'a>(mut all: impl Iterator<Item = &'a &'a Person>) -> Option<&'a Person> {
    match (all.next(), all.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// The token after a word for the elder that follows a name. A job begins so too: "Mrs Oak, senior social worker".
fn elder_after(words: &[Token], end: usize) -> Option<usize> {
    let joined = |at: usize| words.get(at).filter(|t| !(t.comma || t.colon || t.stopped));
    let first = joined(end)?;
    let after = if first.lower == "the" { end + 1 } else { end };
    let word = joined(after)?;
    let is_job = || {
        let next = joined(after + 1).filter(|n| !n.parted);
        next.is_some_and(|n| crate::text::names::is_job(&n.lower))
    };
    (ELDERS.contains(&word.lower.as_str()) && !is_job()).then_some(after + 1)
}
