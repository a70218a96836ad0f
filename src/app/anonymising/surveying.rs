//! *Surveying*: everybody and every place that a case names, and every identifier in it, before anything is put in other words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::{
        cast::{Cast, Figure},
        draw::Secret,
        level::{Level, Placed},
        marks::Marks,
        phrases::Named,
        plan::{Hat, Plan},
        rewrite::Rewriter,
        roster::{self, Lives},
        shift::Shift,
        spot::{Spot, What},
        vocabulary::Vocabulary,
        whole::{numbered, passages},
    },
    app::{
        anonymising::{chosen, cleared, made_before},
        people,
    },
    model::{disguise::Clearing, matter::Matter},
    rulebook::{disguise::Disguises, load::Rulebook},
    text::{
        one_name::plain,
        words::{Token, tokens},
    },
};

/// See the module.
#[derive(Debug, Clone)]
pub struct Survey {
    cast: Cast,
    named: Vec<Named>,
    /// Every identifier, with its number.
    pub marks: Marks,
    taken: BTreeSet<String>,
    cleared: BTreeMap<String, Clearing>,
    /// Telephone numbers and days of birth that the roster knows.
    lives: Lives,
    /// What was found in each text.
    spots: BTreeMap<String, Vec<Spot>>,
    /// Words that tell of nobody: those of the field, and the ordinary ones of the agencies' names.
    known: BTreeSet<String>,
    /// Ids of entries, and those in their place.
    ids: BTreeMap<String, String>,
}

impl Survey {
    /// Looks a case through.
    pub fn of(matter: &Matter, book: &Rulebook, disguises: &Disguises, level: &Level) -> Self {
        let cleared = cleared(matter);
        let texts = passages(matter);
        let mut marks = Marks::default();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut named: BTreeSet<Named> = BTreeSet::new();
        let mut spots: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
        let words = disguises.vocabulary(&disguises.known, &cleared);
        let lives = Lives::new(&matter.case.people);
        for (_, passage) in &texts {
            let cut = tokens(passage.text);
            taken.extend(cut.iter().map(|t| plain(t.bare())));
            let found = spots
                .entry(passage.text.to_owned())
                .or_insert_with(|| lives.spots(passage.text, &disguises.lists));
            for Spot { span, what, .. } in found.iter() {
                let written = passage.text.get(span.start..span.end).unwrap_or_default();
                match *what {
                    What::Address => named.extend(street(written, disguises)),
                    What::Person | What::Agency | What::Organisation | What::Place | What::Date => {}
                    what if level.keeps.contains(&what) => {}
                    what => marks.learn(what, written),
                }
            }
            for at in 0..cut.len() {
                if let Some((length, false)) = words.place_at(&cut, at) {
                    named.extend(place(&cut, at, length, disguises));
                }
            }
        }
        for agency in &matter.case.agencies {
            named.extend(agency_words(&agency.name, book, &words));
        }
        named.extend(roster::named(&matter.case, &disguises.lists, words));
        taken.extend(roster::words(&matter.case.people));
        let mut others = strangers(matter, book);
        for (word, what) in &cleared {
            let what = match what {
                Clearing::Person | Clearing::Professional => {
                    others.push(figure(word, *what == Clearing::Professional));
                    continue;
                }
                Clearing::Place => What::Place,
                Clearing::Organisation => What::Organisation,
                Clearing::Reference => {
                    marks.learn(What::Reference, word);
                    continue;
                }
                Clearing::Ordinary | Clearing::Happening => continue,
            };
            named.insert(Named {
                words: vec![word.clone()],
                lead: 0,
                tail: 0,
                what,
                capitals: disguises.ordinary.contains(word),
                loose: false,
            });
        }
        taken.extend(
            made_before(&matter.settled)
                .into_iter()
                .flat_map(|(_, m)| m.given_out.iter().cloned()),
        );
        let cast = Cast::new(&matter.case, others, &chosen(matter), disguises.telling());
        // A word of somebody's name is no place beside it.
        named.retain(|n| {
            !(n.words.len() == 1
                && cast.words.contains_key(n.words.first().map_or("", String::as_str))
                && (n.what == What::Place || n.loose))
        });
        Self {
            cast,
            named: named.into_iter().collect(),
            marks,
            taken,
            cleared,
            lives,
            spots,
            known: known_words(matter, disguises),
            ids: numbered(matter)
                .1
                .into_iter()
                .map(|(real, new)| (real.0, new.0))
                .collect(),
        }
    }

    /// What is put in the place of what, as it follows from a secret.
    pub fn draw(&self, (disguises, level): (&Disguises, &Level), secret: &Secret) -> Plan {
        let hat = Hat {
            secret,
            level,
            levels: &disguises.levels,
            names: &disguises.names,
            places: &disguises.places,
            taken: &self.taken,
            words: disguises.vocabulary(&self.known, &self.cleared),
        };
        let mut plan = Plan::draw(self.cast.clone(), self.named.clone(), hat);
        plan.phrases = std::mem::take(&mut plan.phrases).keeping(&|what| match what {
            What::Agency => level.agencies == Placed::Kept,
            _ => level.places == Placed::Kept,
        });
        plan
    }

    /// By which texts are rewritten.
    pub fn rewriter<'a>(
        &'a self,
        plan: &'a Plan,
        (disguises, level): (&'a Disguises, &'a Level),
        shift: Shift,
    ) -> Rewriter<'a> {
        Rewriter {
            plan,
            marks: &self.marks,
            level,
            levels: &disguises.levels,
            shift,
            words: disguises.vocabulary(&self.known, &self.cleared),
            lists: &disguises.lists,
            happenings: &disguises.happenings,
            spots: &self.spots,
            lives: &self.lives,
            ids: &self.ids,
        }
    }
}

/// People whom the records name and the roster does not know, where more than their doings tells that it is a name.
fn strangers(matter: &Matter, book: &Rulebook) -> Vec<Figure> {
    people::unknown(matter, book)
        .into_iter()
        .filter(|n| !n.is_weak)
        .map(|n| Figure {
            key: format!("other: {}", n.name),
            role: if n.work.is_empty() { "other" } else { "professional" }.to_owned(),
            sex: None,
            names: n.forms.into_iter().map(|(form, _)| form).collect(),
            chosen: None,
        })
        .collect()
}

fn figure(word: &str, is_professional: bool) -> Figure {
    // Two or three letters that are no name are somebody's initials.
    let is_initials = word.chars().count() <= 3 && !word.chars().any(|c| "aeiouy".contains(c));
    if is_initials {
        return Figure {
            key: format!("cleared: {word}"),
            role: if is_professional { "professional" } else { "other" }.to_owned(),
            sex: None,
            names: vec![word.to_uppercase()],
            chosen: None,
        };
    }
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Figure {
        key: format!("cleared: {word}"),
        role: if is_professional { "professional" } else { "other" }.to_owned(),
        sex: None,
        names: vec![first + letters.as_str()],
        chosen: None,
    }
}

/// The words of a street in an address: `Rowan Street` of `Flat 2, 31 Rowan Street`.
fn street(written: &str, disguises: &Disguises) -> Option<Named> {
    let cut = tokens(written);
    let kinds = &disguises.lists.addresses.kinds;
    let at = cut.iter().rposition(|t| kinds.contains(t.bare()))?;
    let from = (0..at)
        .rev()
        .take_while(|n| {
            cut.get(*n).is_some_and(|t| {
                let has_figure = t.lower.bytes().any(|b| b.is_ascii_digit());
                t.capital && !has_figure && !disguises.lists.addresses.units.contains(t.bare())
            })
        })
        .last()?;
    let words: Vec<String> = cut.get(from..=at)?.iter().map(|t| plain(t.bare())).collect();
    Some(Named {
        words,
        lead: 0,
        tail: 1,
        what: What::Address,
        capitals: true,
        loose: false,
    })
}

/// A place of the country, with the kind of street after it where there is one.
fn place(cut: &[Token], at: usize, length: usize, disguises: &Disguises) -> Option<Named> {
    let words: Vec<String> = cut.get(at..at + length)?.iter().map(|t| plain(t.bare())).collect();
    let is_ordinary = words.iter().all(|w| disguises.ordinary.contains(w));
    Some(Named {
        words,
        lead: 0,
        tail: 0,
        what: What::Place,
        capitals: is_ordinary,
        loose: false,
    })
}

/// What of an agency's name tells which one it is: `Tarnbeck` of `Tarnbeck Police`, `Quarry Lane` of `Quarry Lane Surgery`.
fn agency_words(name: &str, book: &Rulebook, words: &Vocabulary<'_>) -> Vec<Named> {
    let cut = tokens(name);
    let generic: BTreeSet<String> = book
        .lexicon
        .rules()
        .agencies
        .iter()
        .flat_map(|r| r.words.iter().chain(&r.titles))
        .flat_map(|w| tokens(w))
        .map(|t| t.lower)
        .collect();
    let own: Vec<&Token> = cut
        .iter()
        .take_while(|t| !generic.contains(t.bare()) && !words.known.contains(t.bare()))
        .collect();
    let mut out = Vec::new();
    if own.len() > 1 && own.iter().any(|t| words.is_ordinary(t.bare())) {
        out.push(Named {
            words: own.iter().map(|t| plain(t.bare())).collect(),
            lead: 0,
            tail: 0,
            what: What::Agency,
            capitals: true,
            loose: false,
        });
    }
    // One ordinary word tells of the agency only together with what kind it is: `Estuary Surgery`.
    if let ([one], Some(next)) = (own.as_slice(), cut.get(own.len()))
        && words.is_ordinary(one.bare())
        && !words.known.contains(one.bare())
    {
        out.push(Named {
            words: vec![plain(one.bare()), plain(next.bare())],
            lead: 0,
            tail: 1,
            what: What::Agency,
            capitals: true,
            loose: false,
        });
    }
    for token in &cut {
        let word = plain(token.bare());
        let is_own = !words.is_ordinary(&word) && !generic.contains(&word);
        if is_own && word.chars().count() > 2 {
            out.push(Named {
                words: vec![word],
                lead: 0,
                tail: 0,
                what: What::Agency,
                capitals: false,
                loose: false,
            });
        }
    }
    out
}

/// Words that tell of nobody in this case.
fn known_words(matter: &Matter, disguises: &Disguises) -> BTreeSet<String> {
    let names = matter.case.agencies.iter().flat_map(|a| tokens(&a.name));
    let ordinary = names
        .map(|t| plain(t.bare()))
        .filter(|w| disguises.ordinary.contains(w));
    disguises.known.iter().cloned().chain(ordinary).collect()
}
