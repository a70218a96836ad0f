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
        anonymising::{chosen, cleared, made_before, said::Said},
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
    /// Numbers of houses in streets of the case.
    houses: BTreeSet<String>,
    /// Ids of entries, and those in their place.
    ids: BTreeMap<String, String>,
}

impl Survey {
    /// Looks a case through.
    pub fn of(matter: &Matter, book: &Rulebook, disguises: &Disguises, level: &Level) -> Self {
        let cleared = cleared(matter);
        let texts = passages(matter);
        let mut marks = Marks::default();
        let mut houses: BTreeSet<String> = BTreeSet::new();
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
            named.extend(streets(&cut, disguises));
            houses.extend(house_numbers(&cut, disguises));
            for at in 0..cut.len() {
                if let Some((length, false)) = words.place_at(&cut, at) {
                    named.extend(place(&cut, at, length, disguises));
                }
            }
        }
        let generic = generic(book);
        for agency in &matter.case.agencies {
            named.extend(agency_words(
                &agency.name,
                (&generic, &disguises.lists.addresses.organisations),
                &words,
            ));
        }
        named.extend(roster::named(&matter.case, &disguises.lists, words));
        taken.extend(roster::words(&matter.case.people));
        let mut others = strangers(matter, book);
        let said = Said::of(&texts, disguises);
        for (word, what) in &cleared {
            let what = match what {
                Clearing::Person | Clearing::Professional => {
                    others.push(figure(word, *what == Clearing::Professional, &said));
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
        said.complete(&mut others, &matter.case);
        taken.extend(
            made_before(&matter.settled)
                .into_iter()
                .flat_map(|(_, m)| m.given_out.iter().cloned()),
        );
        let cast = Cast::new(&matter.case, others, &chosen(matter), disguises.telling());
        // A word of somebody's name is no place beside it.
        // `Sarah Lane`, `Mrs Lane`: names, and no street.
        let is_name = |w: &String| cast.words.contains_key(w) || disguises.telling().is_title(w);
        named.retain(|n| {
            let is_somebody = n.what == What::Address && n.lead == 0 && !n.loose && n.words.iter().all(is_name);
            !is_somebody
                && !(n.words.len() == 1
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
            known: known_words(matter, &generic, disguises),
            houses,
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
            houses: &self.houses,
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

fn figure(word: &str, is_professional: bool, said: &Said) -> Figure {
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
        // `Mr Rowlands`: a surname.
        names: vec![format!(
            "{}{first}{}",
            if said.has_title(word) { "Mr " } else { "" },
            letters.as_str()
        )],
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
    // `44 The Leys` has its kind alone, and is told by it.
    let tail = usize::from(!(words.len() == 2 && words.first().is_some_and(|w| w == "the")));
    Some(Named {
        words,
        lead: 0,
        tail,
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

/// Words of the kinds of agencies, which tell of none of them: `police`, `surgery`, `housing`. What stands in the name of one body alone, as
/// `turning` in *Turning Point*, is no such word.
fn generic(book: &Rulebook) -> BTreeSet<String> {
    let rules = book.lexicon.rules().agencies.iter();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for phrase in rules.flat_map(|r| r.words.iter().chain(&r.titles)) {
        let words: BTreeSet<String> = tokens(phrase).iter().map(|t| plain(t.bare())).collect();
        let many = if words.len() == 1 { 2 } else { 1 };
        for word in words {
            *counts.entry(word).or_default() += many;
        }
    }
    counts
        .into_iter()
        .filter(|(_, n)| *n > 1)
        .map(|(word, _)| word)
        .collect()
}

/// What of an agency's name tells which one it is: `Tarnbeck` of `Tarnbeck Police`, `Quarry Lane` of `Quarry Lane Surgery`, `Lantern`.
fn agency_words(
    name: &str,
    (generic, kinds): (&BTreeSet<String>, &BTreeSet<String>),
    words: &Vocabulary<'_>,
) -> Vec<Named> {
    let all: Vec<String> = tokens(name).iter().map(|t| plain(t.bare())).collect();
    // Words that tell of one agency: none of its kind, none of the field, and no short word between.
    let may_tell = |word: &String| !generic.contains(word) && !words.known.contains(word) && word.chars().count() > 2;
    // `Homes` only says what `Wrackport Homes` is, where another word tells which.
    let has_other = all.iter().any(|w| may_tell(w) && !kinds.contains(w));
    let tells = |word: &String| may_tell(word) && !(has_other && kinds.contains(word));
    let named = |words: &[String], tail: usize, capitals: bool| Named {
        words: words.to_vec(),
        lead: 0,
        tail,
        what: What::Agency,
        capitals,
        loose: false,
    };
    let Some(last) = all.iter().rposition(tells) else {
        return Vec::new();
    };
    let own: Vec<&String> = all.iter().filter(|w| tells(w)).collect();
    let is_ordinary = |word: &String| words.is_ordinary(word);
    let mut out = Vec::new();
    if all.len() > 1 {
        out.push(named(&all, all.len() - last - 1, own.iter().any(|w| is_ordinary(w))));
    }
    match all.get(..=last) {
        // One ordinary word alone tells of it where it has a capital: `Lantern rang`.
        Some([one]) if is_ordinary(one) => out.push(named(std::slice::from_ref(one), 0, true)),
        Some(words) if words.len() > 1 && own.iter().any(|w| is_ordinary(w)) => out.push(named(words, 0, true)),
        _ => {}
    }
    let alone = own.into_iter().filter(|w| !is_ordinary(w));
    out.extend(alone.map(|w| named(std::slice::from_ref(w), 0, false)));
    out
}

/// Numbers that stand before the name of a street: `31` of `31 Rowan St`.
fn house_numbers<'t>(cut: &'t [Token], disguises: &'t Disguises) -> impl Iterator<Item = String> + 't {
    let kinds = &disguises.lists.addresses.kinds;
    cut.iter().enumerate().filter_map(move |(at, token)| {
        let is_number = token.is_number() && token.lower.len() <= 3;
        let mut street = cut
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .take(4)
            .take_while(|t| t.capital && !t.stopped);
        (is_number && street.any(|t| kinds.contains(t.bare()))).then(|| token.lower.clone())
    })
}

/// Streets whose names are ordinary words, by their kind: `COAST RD`, `Coast Road`.
fn streets(cut: &[Token], disguises: &Disguises) -> Vec<Named> {
    let addresses = &disguises.lists.addresses;
    let mut out = Vec::new();
    for (at, token) in cut.iter().enumerate() {
        let kind = plain(token.bare());
        let others = addresses.written.iter().find(|w| w.contains(&kind));
        let Some(others) = others.filter(|_| token.capital) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|b| cut.get(b));
        let Some(word) = before.filter(|w| w.capital && !w.stopped && !w.comma && w.lower.chars().count() > 2) else {
            continue;
        };
        let name = plain(word.bare());
        let is_no_name = addresses.no_street.contains(&name) || word.is_number();
        if is_no_name || addresses.kinds.contains(&name) {
            continue;
        }
        out.extend(others.iter().map(|kind| Named {
            words: vec![name.clone(), kind.clone()],
            lead: 0,
            tail: 1,
            what: What::Address,
            capitals: true,
            loose: false,
        }));
    }
    out
}

/// Words that tell of nobody in this case: those of the field, and those of the agencies' names that only say of what kind they are.
fn known_words(matter: &Matter, generic: &BTreeSet<String>, disguises: &Disguises) -> BTreeSet<String> {
    let names = matter.case.agencies.iter().flat_map(|a| tokens(&a.name));
    let of_kind = names.map(|t| plain(t.bare())).filter(|w| generic.contains(w));
    disguises.known.iter().cloned().chain(of_kind).collect()
}
