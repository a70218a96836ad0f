//! The *plan*: what is put in the place of what, in one case, for one level. It follows from a secret, and stays in the real case.

mod ways;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::{
        cast::{Cast, Kind, Word},
        draw::Secret,
        level::{Level, Levels},
        phrases::{Named, Phrases},
        pools::{FalseNames, FalsePlaces, Pool, made_up},
        vocabulary::Vocabulary,
    },
    text::one_name::{is_slip, plain, sound},
};

/// How somebody of the cast is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Word by word, by false names.
    Names,
    /// By this, whatever form of the name stands there.
    Label(String),
    /// As they are.
    Kept,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Everybody who has a name.
    pub cast: Cast,
    /// How each of the cast is called.
    pub ways: Vec<Way>,
    /// Words of names (small letters, no accents), and what stands in their place.
    pub words: BTreeMap<String, String>,
    /// Letters that stand for somebody, and those in their place.
    pub letters: BTreeMap<String, String>,
    /// Places, agencies and other organisations.
    pub phrases: Phrases,
    secret: Secret,
}

/// What a plan is drawn from, beside the cast.
#[derive(Debug, Clone, Copy)]
pub struct Hat<'a> {
    /// The secret.
    pub secret: &'a Secret,
    /// The level.
    pub level: &'a Level,
    /// Words of the levels.
    pub levels: &'a Levels,
    /// False names.
    pub names: &'a FalseNames,
    /// False places.
    pub places: &'a FalsePlaces,
    /// Words that cannot be taken: those that stand in the case, and those that were given out for it before. Small letters, no accents.
    pub taken: &'a BTreeSet<String>,
    /// What tells names and abbreviations from other words.
    pub words: Vocabulary<'a>,
}

/// What is given out while a plan is made.
struct Drawing<'a> {
    hat: Hat<'a>,
    cast: &'a Cast,
    used: BTreeSet<String>,
    words: BTreeMap<String, String>,
    letters: BTreeSet<String>,
}

impl Plan {
    /// Draws the plan for a cast and these places, agencies and organisations.
    pub fn draw(cast: Cast, named: Vec<Named>, hat: Hat<'_>) -> Self {
        let mut drawing = Drawing {
            hat,
            cast: &cast,
            used: BTreeSet::new(),
            words: BTreeMap::new(),
            letters: BTreeSet::new(),
        };
        drawing.chosen();
        drawing.surnames();
        drawing.given();
        let letters = drawing.letters();
        let words = std::mem::take(&mut drawing.words);
        let phrases = Phrases::draw(named, &mut |what, words| drawing.place(what, words));
        let ways = ways::of(&cast, hat);
        Self {
            cast,
            ways,
            words,
            letters,
            phrases,
            secret: hat.secret.clone(),
        }
    }

    /// How somebody is called in full: the label, or the false names in the place of the first form of the real one.
    pub fn called(&self, at: usize) -> String {
        match (self.ways.get(at), self.cast.figures.get(at)) {
            (Some(Way::Label(label)), _) => label.clone(),
            (Some(Way::Kept), Some(figure)) => figure.names.first().cloned().unwrap_or_default(),
            (_, Some(figure)) => figure.names.first().map(|n| self.form(at, n)).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// A form of somebody's name with every word of it replaced, letters by those of their own false names.
    pub fn form(&self, at: usize, name: &str) -> String {
        let own = |letter: &str| {
            let kinds = [Kind::Given, Kind::Middle, Kind::Surname];
            let mut words = kinds.into_iter().flat_map(|k| self.cast.words_of(at, k));
            let word = words.find(|w| w.starts_with(&letter.to_lowercase()))?;
            self.words.get(word)?.chars().next().map(String::from)
        };
        let mut out = String::new();
        let mut at = 0;
        for token in crate::text::words::tokens(name) {
            out.push_str(name.get(at..token.span.start).unwrap_or_default());
            let written = name.get(token.span.start..token.span.end).unwrap_or_default();
            let bare = plain(token.bare());
            let new = self
                .words
                .get(&bare)
                .cloned()
                .or_else(|| own(&bare).filter(|_| bare.chars().count() == 1))
                .or_else(|| {
                    self.letters
                        .get(&bare.to_uppercase())
                        .cloned()
                        .filter(|_| token.shouted)
                })
                .map_or_else(|| written.to_owned(), |new| like(written, &new));
            out.push_str(&new);
            at = token.span.end;
        }
        out.push_str(name.get(at..).unwrap_or_default());
        out
    }

    /// The number of a house, in the place of another: all move by the same even number, so that next door stays next door and the other side of the
    /// street the other side.
    pub fn house(&self, number: &str) -> String {
        let by = 2 * (self.secret.number(&["house"]) % 30 + 2);
        number
            .parse::<u64>()
            .map_or_else(|_| number.to_owned(), |n| (n.min(9_999) + by).to_string())
    }

    /// Every false name that was given out: what no later plan of the case may take.
    pub fn given_out(&self) -> BTreeSet<String> {
        let labels = self.phrases.given_out();
        self.words
            .values()
            .map(|w| plain(&w.to_lowercase()))
            .chain(labels)
            .collect()
    }
}

/// A word, in the capitals of another one, with its possessive.
pub fn like(written: &str, new: &str) -> String {
    let letters = || written.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 1 && letters().all(|c| !c.is_lowercase());
    let small = letters().next().is_some_and(char::is_lowercase);
    let body = if shouted {
        new.to_uppercase()
    } else if small {
        new.to_lowercase()
    } else {
        new.to_owned()
    };
    body + possessive(written)
}

/// The possessive with which a word ends; nothing where it has none.
pub(super) fn possessive(written: &str) -> &'static str {
    let all = ["'s", "’s", "'S", "’S", "'", "’"];
    all.into_iter().find(|s| written.ends_with(s)).unwrap_or_default()
}

impl Drawing<'_> {
    fn is_free(&self, name: &str) -> bool {
        let word = plain(&name.to_lowercase());
        let is_near =
            |real: &String| *real == word || is_slip(real, &word) || (word.len() > 3 && sound(real) == sound(&word));
        !self.hat.taken.contains(&word) && !self.used.contains(&word) && !self.cast.words.keys().any(is_near)
    }

    fn take(&mut self, real: &str, name: &str) {
        self.used.insert(plain(&name.to_lowercase()));
        self.words.insert(real.to_owned(), name.to_owned());
    }

    /// The first free name of the pool that fits, then the first free one, then one that is made up.
    fn pick(&self, (pool, origin): (Pool, Option<usize>), purpose: &str, fits: &dyn Fn(char) -> bool) -> String {
        let lists = self.hat.names.of(pool, origin);
        for is_strict in [true, false] {
            for list in &lists {
                let fit = |name: &&str| name.chars().next().is_some_and(|c| !is_strict || fits(c));
                let all = self.hat.secret.shuffled(purpose, list.iter().copied());
                if let Some(name) = all.into_iter().filter(fit).find(|n| self.is_free(n)) {
                    return name.to_owned();
                }
            }
        }
        self.invented(purpose)
    }

    fn invented(&self, purpose: &str) -> String {
        (0..10_000)
            .map(|round| made_up(self.hat.secret, purpose, round))
            .find(|n| self.is_free(n))
            .unwrap_or_else(|| format!("Name{}", self.used.len()))
    }

    /// The origin that a name tells; none where it is not to be kept.
    fn origin(&self, word: &str, held: &Word) -> Option<usize> {
        if !self.hat.level.keeps_origin {
            return None;
        }
        let names = self.hat.names;
        let of_owners = || {
            let words = self
                .cast
                .words
                .iter()
                .filter(|(_, w)| !w.owners.is_disjoint(&held.owners));
            names.told_by(words.map(|(w, _)| w.as_str()))
        };
        names.told_by([word]).or_else(of_owners).or(Some(0))
    }

    /// Names that somebody chose: they are taken as they are.
    fn chosen(&mut self) {
        for (at, figure) in self.cast.figures.iter().enumerate() {
            let Some(chosen) = &figure.chosen else { continue };
            let mut parts = chosen.split_whitespace();
            let (first, last) = (parts.next(), parts.next_back());
            let given = self.cast.main(at, Kind::Given);
            let surname = self.cast.main(at, Kind::Surname);
            for (real, name) in [
                (given, first),
                (surname, last.or(if given.is_none() { first } else { None })),
            ] {
                if let (Some(real), Some(name)) = (real, name) {
                    self.take(real, name);
                }
            }
        }
    }

    fn surnames(&mut self) {
        let cast = self.cast;
        let mut firsts: BTreeSet<char> = BTreeSet::new();
        for (word, held) in cast.words.iter().filter(|(_, w)| w.kind == Kind::Surname) {
            if self.words.contains_key(word) {
                continue;
            }
            let origin = self.origin(word, held);
            let own = word.chars().next().map(|c| c.to_ascii_uppercase());
            let name = self.pick((Pool::Surname, origin), &format!("surname of {word}"), &|c| {
                Some(c) != own && !firsts.contains(&c)
            });
            firsts.extend(name.chars().next());
            self.take(word, &name);
        }
    }

    /// Given names: one for each person, whatever form stands there; a name that two people share stays one that they share.
    fn given(&mut self) {
        let cast = self.cast;
        for at in 0..cast.figures.len() {
            let main = cast.main(at, Kind::Given).map(str::to_owned);
            let mine = |w: &&Word| w.owners.contains(&at);
            let words: Vec<(&String, &Word)> = cast
                .words
                .iter()
                .filter(|(_, w)| w.kind != Kind::Surname && mine(w))
                .collect();
            let mut order: Vec<(&String, &Word)> = words.clone();
            order.sort_by_key(|(word, _)| Some(word.as_str()) != main.as_deref());
            for (word, held) in order {
                if self.words.contains_key(word) {
                    continue;
                }
                let is_shared = |w: &str| cast.words.get(w).is_some_and(|w| w.owners.len() > 1);
                let is_own_form = held.kind == Kind::Given && !is_shared(word);
                let of_main = main.as_deref().filter(|m| is_own_form && *m != word && !is_shared(m));
                if let Some(name) = of_main.and_then(|m| self.words.get(m)).cloned() {
                    self.words.insert(word.clone(), name);
                    continue;
                }
                let name = self.given_name(at, word, held);
                self.take(word, &name);
            }
        }
    }

    fn given_name(&mut self, at: usize, word: &str, held: &Word) -> String {
        let cast = self.cast;
        let sexes: BTreeSet<_> = held
            .owners
            .iter()
            .filter_map(|o| cast.figures.get(*o))
            .filter_map(|f| f.sex.map(|s| s as u8))
            .collect();
        let sex = cast.figures.get(at).and_then(|f| f.sex).filter(|_| sexes.len() == 1);
        let surname = cast.main(at, Kind::Surname).and_then(|s| self.words.get(s));
        let last = surname.and_then(|s| s.chars().next());
        let own = word.chars().next().map(|c| c.to_ascii_uppercase());
        let pair = |c: char| last.map(|l| format!("{c}{l}"));
        let fits = |c: char| Some(c) != own && pair(c).is_none_or(|p| self.is_free_pair(&p));
        let origin = self.origin(word, held);
        let name = self.pick((Pool::Given(sex), origin), &format!("given name of {word}"), &fits);
        let first = name.chars().next();
        self.letters.extend(first.and_then(pair));
        name
    }

    fn is_free_pair(&self, letters: &str) -> bool {
        !self.letters.contains(letters)
            && !self.cast.letters.contains_key(letters)
            && !self.hat.words.is_abbreviation(letters)
    }

    /// Letters that stand for somebody: those of the false names, where they stand for nobody else.
    fn letters(&mut self) -> BTreeMap<String, String> {
        let cast = self.cast;
        let mut out: BTreeMap<String, String> = BTreeMap::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (letters, held) in &cast.letters {
            let owner = held.owners.first().copied().unwrap_or_default();
            let mut left: Vec<&str> = [Kind::Given, Kind::Middle, Kind::Surname]
                .into_iter()
                .flat_map(|k| cast.words_of(owner, k))
                .collect();
            let main = |kind| cast.main(owner, kind);
            left.sort_by_key(|w| Some(*w) != main(Kind::Given) && Some(*w) != main(Kind::Surname));
            let mut new = String::new();
            for c in letters.chars() {
                let small: String = c.to_lowercase().collect();
                let place = left.iter().position(|w| w.starts_with(&small));
                let word = place.map(|p| left.remove(p));
                let first = word.and_then(|w| self.words.get(w)).and_then(|n| n.chars().next());
                // `D Gill`, of whom only the letter is known: its letter is the same wherever it stands.
                let alone = out.get(&c.to_string()).and_then(|n| n.chars().next());
                let first = first.or(alone);
                new.push(first.unwrap_or_else(|| self.any_letter(letters, new.len())));
            }
            let is_wrong =
                |n: &String| used.contains(n) || cast.letters.contains_key(n) || self.hat.words.is_abbreviation(n);
            if letters.chars().count() > 1 {
                new = (0..400)
                    .map(|round| {
                        if round == 0 {
                            new.clone()
                        } else {
                            self.other_letters(&new, letters, round)
                        }
                    })
                    .find(|n| !is_wrong(n))
                    .unwrap_or(new);
            }
            used.insert(new.clone());
            out.insert(letters.clone(), new);
        }
        out
    }

    fn any_letter(&self, letters: &str, place: usize) -> char {
        let number = self.hat.secret.number(&["letter", letters, &place.to_string()]);
        char::from(b'A' + u8::try_from(number % 26).unwrap_or(0))
    }

    /// Other letters, with as many of the first ones as there is room for.
    fn other_letters(&self, new: &str, letters: &str, round: usize) -> String {
        let change = |(at, c): (usize, char)| {
            if at + 1 == new.chars().count() || round > 26 {
                self.any_letter(letters, at + 31 * round)
            } else {
                c
            }
        };
        new.chars().enumerate().map(change).collect()
    }

    /// What stands in the place of these words of a place or an organisation.
    fn place(&mut self, pool: Pool, words: &str) -> String {
        let purpose = format!("place {words}");
        let all = self.hat.secret.shuffled(&purpose, self.hat.places.of(pool));
        let name = all
            .into_iter()
            .find(|n| self.is_free(n))
            .map_or_else(|| self.invented(&purpose), str::to_owned);
        self.used.insert(plain(&name.to_lowercase()));
        name
    }
}
