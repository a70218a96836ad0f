//! The reviewer's reading: acts checked against the case before they are kept, and the lessons they give.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};

use crate::{
    app::{clock, people::person_of},
    model::{
        act::{Act, Deed, Given, Pointed, Reason},
        case::Case,
        entry::{Entry, EntryId},
        finding::Finding,
        matter::Matter,
        mention::{Assertion, Mention, Who},
        quote::{Part, Quote},
    },
    review::lesson::{Lesson, lessons},
};

/// A mention as somebody asks for it, in words.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// `Ref` of the entry.
    pub entry: String,
    /// Concept id.
    pub concept: String,
    /// Words of the entry, as they stand; its whole text when empty.
    pub words: String,
    /// Where they stand (bytes), when they stand at several places.
    pub at: Option<usize>,
    /// `plain`, `negated`, `planned`, … joined by `+`; plain, or as it was read, when left out.
    pub status: Option<String>,
    /// Who does it: id or a name of the roster; `nobody` when it cannot be told.
    pub by: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// Kind of agency that it is directed to.
    pub toward: Option<String>,
}

/// Who acts, and why.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Name or initials of the reviewer.
    pub who: String,
    /// Why.
    pub reason: Reason,
    /// In words.
    pub because: String,
}

/// A mention, checked against the case.
pub fn given(matter: &Matter, wanted: &Wanted) -> anyhow::Result<Given> {
    let (entry, _) = matter.entry(&EntryId(wanted.entry.clone())).ok_or_else(|| {
        anyhow!(
            "{}: there is no such entry in this case; `forewarned timeline` lists all",
            wanted.entry
        )
    })?;
    concept(matter, &wanted.concept)?;
    let words = if wanted.words.is_empty() {
        entry.text.as_str()
    } else {
        wanted.words.as_str()
    };
    let start = the_place(entry, words, wanted.at)?;
    let quote = Quote::of(entry, Part::Text, start, start + words.len())
        .ok_or_else(|| anyhow!("entry {} is empty", entry.id))?;
    Ok(Given {
        concept: wanted.concept.clone(),
        quote,
        assertion: Assertion::of_words(wanted.status.as_deref().unwrap_or("plain")).map_err(|e| anyhow!(e))?,
        actor: who(&matter.case, wanted.by.as_deref())?,
        target: who(&matter.case, wanted.to.as_deref())?,
        toward: wanted.toward.clone(),
    })
}

/// Where words stand in an entry, as whole words; an error when they stand nowhere, or at several places and none is given.
fn the_place(entry: &Entry, words: &str, at: Option<usize>) -> anyhow::Result<usize> {
    if words.trim().is_empty() {
        bail!("entry {} is empty: there are no words to quote", entry.id);
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = |start: usize| {
        let before = entry.text.get(..start).and_then(|s| s.chars().next_back());
        let after = entry.text.get(start + words.len()..).and_then(|s| s.chars().next());
        let cuts_before = is_letter(before) && is_letter(words.chars().next());
        let cuts_after = is_letter(after) && is_letter(words.chars().next_back());
        !cuts_before && !cuts_after
    };
    let places: Vec<usize> = entry
        .text
        .match_indices(words)
        .map(|(start, _)| start)
        .filter(|start| is_whole(*start))
        .collect();
    match (places.as_slice(), at) {
        ([], _) => bail!(
            "entry {} does not say “{words}”; give whole words exactly as they stand in it",
            entry.id
        ),
        (all, Some(at)) if all.contains(&at) => Ok(at),
        ([one], _) => Ok(*one),
        (all, _) => bail!(
            "“{words}” stands at {} places in entry {}; give more of the words around it, so that they stand there once",
            all.len(),
            entry.id
        ),
    }
}

/// Mentions of a concept in an entry; only the one that these words mean, when words are given: the same words, or else the only
/// mention that holds them or stands in them.
pub fn pointed(matter: &Matter, entry: &str, id: &str, words: &str) -> anyhow::Result<Pointed> {
    let (entry, reading) = matter
        .entry(&EntryId(entry.to_owned()))
        .ok_or_else(|| anyhow!("{entry}: there is no such entry in this case; `forewarned timeline` lists all"))?;
    concept(matter, id)?;
    let mut found = reading
        .mentions
        .iter()
        .filter(|m| m.concept == id && m.struck.is_none());
    let at = if words.is_empty() {
        found.next().map(|_| None)
    } else {
        let all: Vec<&Mention> = found.collect();
        let same: Vec<&&Mention> = all.iter().filter(|m| m.quote.text == words).collect();
        let near: Vec<&&Mention> = all
            .iter()
            .filter(|m| m.quote.text.contains(words) || words.contains(m.quote.text.as_str()))
            .collect();
        match (same.as_slice(), near.as_slice()) {
            ([one], _) | ([], [one]) => Some(Some((one.quote.part, one.quote.start))),
            ([], []) => None,
            _ => bail!(
                "“{words}” stands in several mentions of `{id}` in entry {}; give more of the words, as `forewarned mention list` shows them",
                entry.id
            ),
        }
    };
    let Some(at) = at else {
        bail!(
            "entry {} has no mention of `{id}` to strike out; `forewarned mention list` shows what was read",
            entry.id
        );
    };
    Ok(Pointed {
        concept: id.to_owned(),
        at,
    })
}

/// A correction: what was read is struck out, and what is wanted stands in its place; whatever the wish leaves out stays as it was
/// read. An error when several mentions could be meant.
pub fn correction(matter: &Matter, pointed: Pointed, wanted: &Wanted) -> anyhow::Result<Deed> {
    let (entry, reading) = matter.entry(&EntryId(wanted.entry.clone())).ok_or_else(|| {
        anyhow!(
            "{}: there is no such entry in this case; `forewarned timeline` lists all",
            wanted.entry
        )
    })?;
    let is_meant = |m: &&Mention| {
        m.struck.is_none()
            && m.concept == pointed.concept
            && pointed
                .at
                .is_none_or(|(part, start)| m.quote.part == part && m.quote.start == start)
    };
    let all: Vec<&Mention> = reading.mentions.iter().filter(is_meant).collect();
    let [read] = all.as_slice() else {
        bail!(
            "entry {} has {} mentions of `{}`; say which with its words, as `forewarned mention list` shows them",
            entry.id,
            all.len(),
            pointed.concept
        );
    };
    let mut wanted = wanted.clone();
    if wanted.words.is_empty() || read.quote.text.contains(&wanted.words) || wanted.words.contains(&read.quote.text) {
        // The words that the program read stay the words.
        (wanted.words, wanted.at) = (read.quote.text.clone(), Some(read.quote.start));
    }
    let asked = given(matter, &wanted)?;
    let new = Given {
        assertion: if wanted.status.is_some() {
            asked.assertion
        } else {
            read.assertion.clone()
        },
        actor: if wanted.by.is_some() {
            asked.actor
        } else {
            read.actor.clone()
        },
        target: if wanted.to.is_some() {
            asked.target
        } else {
            read.target.clone()
        },
        toward: asked.toward.or_else(|| read.toward.clone()),
        ..asked
    };
    let pointed = Pointed {
        at: Some((read.quote.part, read.quote.start)),
        ..pointed
    };
    Ok(Deed::Correct(pointed, new))
}

/// An act to take back, checked.
pub fn undo(matter: &Matter, number: u64) -> anyhow::Result<(EntryId, Deed)> {
    let Some(act) = matter.acts.iter().find(|a| a.number == number) else {
        bail!("there is no act {number}; `forewarned mention list` shows all");
    };
    if matter.acts.iter().any(|a| a.deed == Deed::Undo(number)) {
        bail!("act {number} was taken back already");
    }
    if matches!(act.deed, Deed::Undo(_)) {
        bail!("act {number} took another back; do that act again instead");
    }
    Ok((act.entry.clone(), Deed::Undo(number)))
}

/// The act, dated now.
pub fn act(entry: EntryId, deed: Deed, signed: &Signed) -> Act {
    Act {
        number: 0,
        at: clock::now(),
        who: signed.who.clone(),
        entry,
        deed,
        reason: signed.reason,
        because: signed.because.clone(),
    }
}

/// What became of the findings of a case when it was judged anew.
#[derive(Debug, Default)]
pub struct Changed<'a> {
    /// Those there were not before.
    pub new: Vec<&'a Finding>,
    /// Those there are no longer.
    pub gone: Vec<&'a Finding>,
    /// Those with another outcome: before, and now.
    pub now: Vec<(&'a Finding, &'a Finding)>,
}

/// What became of the findings between two judgings.
pub fn changed<'a>(before: &'a Matter, after: &'a Matter) -> Changed<'a> {
    let by_id = |matter: &'a Matter| -> BTreeMap<&'a str, &'a Finding> {
        matter.findings.iter().map(|f| (f.id.as_str(), f)).collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    Changed {
        new: after
            .findings
            .iter()
            .filter(|f| !old.contains_key(f.id.as_str()))
            .collect(),
        gone: before
            .findings
            .iter()
            .filter(|f| !new.contains_key(f.id.as_str()))
            .collect(),
        now: before
            .findings
            .iter()
            .filter_map(|f| Some((f, *new.get(f.id.as_str())?)))
            .filter(|(old, new)| old.outcome != new.outcome)
            .collect(),
    }
}

/// What the acts of a case can teach the rules.
pub fn lessons_of(matter: &Matter) -> Vec<Lesson> {
    lessons(&matter.entries, &matter.readings, &matter.acts, &|e| {
        matter.case.agency_kind(&e.agency).to_owned()
    })
}

fn concept(matter: &Matter, id: &str) -> anyhow::Result<()> {
    if matter.concepts.contains_key(id) {
        return Ok(());
    }
    let near: Vec<&str> = matter
        .concepts
        .keys()
        .map(String::as_str)
        .filter(|k| k.contains(id) || id.split('-').any(|part| part.len() > 3 && k.contains(part)))
        .take(8)
        .collect();
    if near.is_empty() {
        bail!("`{id}`: there is no such concept; `forewarned patterns concepts` lists all");
    }
    bail!("`{id}`: there is no such concept; near are {}", near.join(", "));
}

fn who(case: &Case, name: Option<&str>) -> anyhow::Result<Who> {
    let Some(name) = name.filter(|n| *n != "nobody") else {
        return Ok(Who::Unresolved);
    };
    Ok(Who::Person(person_of(case, name)?))
}
