//! *Anonymising*: a case is looked through, what is left is cleared by a person, and an anonymised case is made of it. Finding, drawing and
//! rewriting are left to `anonymise`.

mod alike;
pub mod checking;
mod compared;
mod handing_on;
mod looked;
mod making;
mod origins;
mod risks;
mod said;
mod surveying;
mod twins;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};

use crate::{
    anonymise::{
        cast::Cast,
        draw::Secret,
        level::Level,
        plan::Way,
        residual::Why,
        shift::Shift,
        spot::What,
        whole::{LeftAt, Place},
    },
    model::{
        case::{Case, Person, PersonId},
        disguise::{Clearing, Disguise},
        matter::Matter,
        settled::{Settled, Settlement, standing},
    },
    rulebook::{disguise::Disguises, load::Rulebook},
    text::{
        is_title,
        one_name::plain,
        words::{Token, tokens},
    },
};

pub use compared::Difference;
pub use handing_on::{Form, Handed};
pub use looked::Looks;
pub use making::{Made, Order, make, write};
pub use origins::{Origin, Origins};
pub use risks::{Risks, Signs};
pub use surveying::Survey;
pub use twins::{Twins, folder};

/// A group of words that are left, all of them one word in any form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The word, as it is looked up.
    pub word: String,
    /// As it stands most often.
    pub written: String,
    /// Why it must be looked at.
    pub why: Why,
    /// How often it stands in the case.
    pub count: usize,
    /// The first places, each with the words around.
    pub places: Vec<(Place, String)>,
    /// A name of the roster that is like it, and whose.
    pub near: Option<(String, String)>,
}

/// Somebody of the case, and how they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledBy {
    /// The id on the roster; nothing for others.
    pub id: Option<String>,
    /// What somebody is.
    pub role: String,
    /// The real name.
    pub real: String,
    /// The name in the anonymised case.
    pub called: String,
    /// Did a person choose it?
    pub is_chosen: bool,
}

/// What a look at a case for one level gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The level.
    pub level: Level,
    /// What a person must look at, the gravest first.
    pub left: Vec<Group>,
    /// How people are called, with a secret that is made for this look alone.
    pub people: Vec<CalledBy>,
    /// Places, agencies and organisations, and what stands in their place.
    pub places: Vec<(String, String, What)>,
    /// How many identifiers of each kind.
    pub identifiers: BTreeMap<What, usize>,
    /// Places in texts that are put in other words.
    pub changed: usize,
}

/// How often a word stands, in which forms, and the first places.
type Stands<'a> = (usize, BTreeMap<&'a str, usize>, Vec<(Place, String)>);

/// Words of a happening, at most.
const LONGEST: usize = 6;
/// Quotes that are kept of each group.
const QUOTES: usize = 3;

/// The rules by which cases are anonymised.
///
/// # Errors
/// When a file of them is not in its form, or there is no level.
pub fn disguises(book: &Rulebook) -> anyhow::Result<Disguises> {
    let out = book.disguises()?;
    if out.levels.level.is_empty() {
        bail!("these rules have no levels by which a case could be anonymised; add rules/anonymise/levels.toml");
    }
    Ok(out)
}

/// The level of this name.
pub fn level<'d>(disguises: &'d Disguises, name: &str) -> anyhow::Result<&'d Level> {
    disguises.levels.get(name).ok_or_else(|| {
        let all: Vec<&str> = disguises.levels.level.iter().map(|l| l.id.as_str()).collect();
        anyhow!("--level {name}: there is no such level; there are {}", all.join(", "))
    })
}

/// A level as an anonymised case was made by it.
pub(crate) fn as_made(level: &Level, any_origin: bool) -> Level {
    Level {
        keeps_origin: level.keeps_origin && !any_origin,
        ..level.clone()
    }
}

/// Refuses a case that was anonymised already.
pub(super) fn refuse_disguised(matter: &Matter) -> anyhow::Result<()> {
    match &matter.case.disguised {
        Some(level) if matter.case.is_anonymised() => bail!(
            "this case was anonymised already ({level}); anonymise the case that it was made of, which alone knows who is who"
        ),
        _ => Ok(()),
    }
}

/// Looks a case through for a level. The false names shown are drawn from this secret.
pub fn look(
    matter: &Matter,
    book: &Rulebook,
    disguises: &Disguises,
    (level, secret): (&Level, &Secret),
) -> anyhow::Result<Look> {
    refuse_disguised(matter)?;
    let survey = Survey::of(matter, book, disguises, level);
    let plan = survey.draw((disguises, level), secret);
    let rewriter = survey.rewriter(&plan, (disguises, level), Shift::default());
    let whole = crate::anonymise::whole::rewrite(matter, rewriter, "", "");
    let figures = plan.cast.figures.iter().enumerate();
    let on_roster = |key: &str| matter.case.people.iter().any(|p| p.id.0 == key);
    Ok(Look {
        level: level.clone(),
        left: groups(&whole.left, &plan.cast),
        people: figures
            .map(|(at, f)| CalledBy {
                id: on_roster(&f.key).then(|| f.key.clone()),
                role: f.role.clone(),
                real: f.names.first().cloned().unwrap_or_default(),
                called: plan.called(at),
                is_chosen: f.chosen.is_some() && plan.ways.get(at) == Some(&Way::Names),
            })
            .collect(),
        places: plan
            .phrases
            .all()
            .map(|(real, to, what)| (real, to.to_owned(), what))
            .collect(),
        identifiers: survey.marks.counts().clone(),
        changed: whole.changed,
    })
}

/// What is left, word by word.
pub(super) fn groups(left: &[LeftAt], cast: &Cast) -> Vec<Group> {
    let mut out: BTreeMap<(Why, &str), Stands<'_>> = BTreeMap::new();
    // A word that is told in several ways is told once, in the gravest.
    let mut gravest: BTreeMap<&str, Why> = BTreeMap::new();
    for one in left {
        let why = gravest.entry(&one.left.word).or_insert(one.left.why);
        *why = (*why).min(one.left.why);
    }
    for one in left {
        let why = gravest.get(one.left.word.as_str()).copied().unwrap_or(one.left.why);
        let (count, forms, places) = out.entry((why, &one.left.word)).or_default();
        *count += 1;
        *forms.entry(&one.written).or_default() += 1;
        if places.len() < QUOTES {
            places.push((one.place.clone(), one.around.clone()));
        }
    }
    let mut out: Vec<Group> = out
        .into_iter()
        .map(|((why, word), (count, forms, places))| Group {
            word: word.to_owned(),
            written: forms
                .iter()
                .max_by_key(|(_, n)| **n)
                .map_or(word, |(w, _)| w)
                .to_owned(),
            why,
            count,
            places,
            near: near(word, cast),
        })
        .collect();
    out.sort_by_key(|g| (g.why, std::cmp::Reverse(g.count), g.word.clone()));
    out
}

/// A name of the cast that a word is like.
fn near(word: &str, cast: &Cast) -> Option<(String, String)> {
    use crate::text::one_name::{is_slip, sound};
    let is_near = |name: &String| {
        is_slip(name, word) || (word.len() > 4 && sound(name) == sound(word) && name.len().abs_diff(word.len()) < 3)
    };
    let (name, held) = cast.words.iter().find(|(name, _)| is_near(name))?;
    let figure = held.owners.first().and_then(|o| cast.figures.get(*o))?;
    Some((name.clone(), figure.names.first().cloned().unwrap_or_default()))
}

/// What people said of words, the last of each.
pub fn cleared(matter: &Matter) -> BTreeMap<String, Clearing> {
    let mut out = BTreeMap::new();
    for one in standing(&matter.settled) {
        if let Settlement::Cleared { word, what } = &one.what {
            out.insert(word.clone(), *what);
        }
    }
    out
}

/// The names that people chose, by the ids of the roster.
pub fn chosen(matter: &Matter) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for one in standing(&matter.settled) {
        if let Settlement::CalledAs { person, name } = &one.what {
            if name.is_empty() {
                out.remove(&person.0);
            } else {
                out.insert(person.0.clone(), name.clone());
            }
        }
    }
    out
}

/// The anonymised cases that were made of a case of which this was settled, each with the settlement that tells of it.
pub fn made_before(settled: &[Settled]) -> Vec<(&Settled, &Disguise)> {
    let each = standing(settled).into_iter();
    each.filter_map(|s| match &s.what {
        Settlement::Disguised(made) => Some((s, &**made)),
        _ => None,
    })
    .collect()
}

/// A word by which this name or title would tell of a real case: of a name on its roster, or of its title where that is no word of
/// everybody's.
pub fn tells(matter: &Matter, text: &str) -> Option<String> {
    let cut = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|w| w.chars().count() > 2)
            .map(|w| plain(&w.to_lowercase()))
            .collect()
    };
    let given = cut(text);
    if let Some(word) = given.iter().find(|w| whose(&matter.case, w).is_some()) {
        return Some(word.clone());
    }
    let own = cut(&matter.case.title);
    let is_part = given.len() > 1 && given.iter().all(|w| own.contains(w));
    // `saltmarsh-training` has all of `Saltmarsh`.
    let is_whole = !own.is_empty() && own.iter().all(|w| given.contains(w));
    (is_part || is_whole).then(|| text.to_owned())
}

/// Somebody of the roster who has this word in a name.
fn whose<'c>(case: &'c Case, word: &str) -> Option<&'c Person> {
    let has = |name: &String| tokens(name).iter().any(|t| plain(t.bare()) == word);
    case.people.iter().find(|p| p.names.iter().any(has))
}

/// What a person says of a word, to be kept.
pub fn clearing(word: &str, what: Clearing) -> anyhow::Result<Settlement> {
    let all = tokens(word);
    // A happening may have several words: `world cup`.
    let most = match what {
        Clearing::Ordinary | Clearing::Happening => LONGEST,
        _ => 1,
    };
    if !(1..=most).contains(&all.len()) {
        bail!("{word}: give one word at a time, as the list of what is left gives it");
    }
    // As happenings are looked up: without their article.
    let is_article = |t: &&Token| all.len() > 1 && t.lower == "the";
    let words: Vec<String> = all.iter().skip_while(is_article).map(|t| plain(t.bare())).collect();
    Ok(Settlement::Cleared {
        word: words.join(" "),
        what,
    })
}

/// Somebody else for whom a name was chosen that has the same given name, or the same surname though they share none: the real name, and the
/// chosen one.
fn called_alike(matter: &Matter, (id, name): (&PersonId, &str)) -> Option<(String, String)> {
    let cut = |name: &str| -> Vec<String> { tokens(name).iter().map(|t| plain(t.bare())).collect() };
    let own = cut(name);
    let person = |id: &str| matter.case.people.iter().find(|p| p.id.0 == id);
    let words = |p: &Person| -> BTreeSet<String> {
        p.names
            .iter()
            .flat_map(|n| cut(n))
            .filter(|w| w.len() > 1 && !is_title(w))
            .collect()
    };
    let mine = person(&id.0).map(words).unwrap_or_default();
    let others = chosen(matter).into_iter().filter(|(other, _)| *other != id.0);
    let mut alike = others.filter_map(|(other, theirs)| {
        let there = cut(&theirs);
        let held = person(&other)?;
        let is_same = !own.is_empty() && own.first() == there.first();
        let is_surname = own.len() > 1 && there.len() > 1 && own.last() == there.last();
        let are_kin = !mine.is_disjoint(&words(held));
        (is_same || is_surname && !are_kin).then(|| (held.names.first().cloned().unwrap_or_default(), theirs))
    });
    alike.next()
}

/// How somebody is to be called, to be kept.
pub fn called_as(matter: &Matter, person: &str, name: &str) -> anyhow::Result<Settlement> {
    let name = name.trim();
    let id = crate::app::people::person_of(&matter.case, person)?;
    if name.split_whitespace().count() > 3 || !(name.is_empty() || crate::model::who::is_line(name, 60)) {
        bail!("{name}: give a given name, or a given name and a surname, in one line");
    }
    let words = tokens(name);
    if let Some(owner) = words.iter().find_map(|t| whose(&matter.case, &plain(t.bare()))) {
        bail!(
            "{name}: a word of it is a name of {} in the real case; choose another",
            owner.names.first().map_or("somebody", String::as_str)
        );
    }
    if let Some((other, theirs)) = called_alike(matter, (&id, name)) {
        bail!("{name}: {other} is called {theirs} already, and nobody could tell them apart; choose another");
    }
    Ok(Settlement::CalledAs {
        person: id,
        name: name.to_owned(),
    })
}
