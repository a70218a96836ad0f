//! The *roster*: what it knows of people's lives beside their names, made ready to be found in texts however it is written: addresses, schools
//! and workplaces as places and organisations are, telephone numbers and days of birth as identifiers.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use regex::Regex;

use crate::{
    anonymise::{
        lists::Lists,
        phrases::Named,
        recognisers::{self, national},
        spot::{Spot, What},
        vocabulary::Vocabulary,
    },
    model::{
        case::{Case, Person},
        life::LEAST_FIGURES,
        mention::Span,
    },
    text::{
        dates::find_dates,
        one_name::plain,
        words::{Token, tokens},
    },
};

/// Telephone numbers and days of birth of the roster.
#[derive(Debug, Clone, Default)]
pub struct Lives {
    phones: Vec<Regex>,
    born: BTreeSet<NaiveDate>,
}

impl Lives {
    /// Those of these people.
    pub fn new(people: &[Person]) -> Self {
        Self {
            phones: people.iter().flat_map(|p| &p.phones).filter_map(|p| phone(p)).collect(),
            born: people.iter().filter_map(|p| p.born).collect(),
        }
    }

    /// Every identifier of a text: what a recogniser finds, and what the roster knows.
    pub fn spots(&self, text: &str, lists: &Lists) -> Vec<Spot> {
        let mut found = recognisers::spots(text, lists);
        let mut own = self.phones(text);
        own.extend(self.births(text));
        // An address on the web that holds a number is taken out as a whole.
        let holds = |s: &Spot, o: &Spot| {
            s.span.start <= o.span.start && o.span.end <= s.span.end && s.span != o.span && s.what != What::Address
        };
        own.retain(|o| !found.iter().any(|s| holds(s, o)));
        found.retain(|s| !own.iter().any(|o| s.overlaps(o)));
        found.extend(own);
        found.sort_by_key(|s| s.span.start);
        found
    }

    fn phones(&self, text: &str) -> Vec<Spot> {
        let mut out: Vec<Spot> = Vec::new();
        for found in self.phones.iter().flat_map(|p| p.find_iter(text)) {
            let before = text.get(..found.start()).and_then(|t| t.chars().next_back());
            let after = text.get(found.end()..).and_then(|t| t.chars().next());
            let is_part = [before, after].into_iter().flatten().any(|c| c.is_ascii_digit());
            let opened = found.as_str().starts_with('(') && !found.as_str().contains(')');
            let spot = Spot {
                span: Span {
                    start: found.start() + usize::from(opened),
                    end: found.end(),
                },
                what: What::Phone,
                by: "roster",
            };
            if !is_part && !out.iter().any(|o| o.overlaps(&spot)) {
                out.push(spot);
            }
        }
        out
    }

    fn births(&self, text: &str) -> Vec<Spot> {
        if self.born.is_empty() {
            return Vec::new();
        }
        let dates = find_dates(text, None).into_iter();
        let born = dates.filter(|d| d.when.earliest == d.when.latest && self.is_birth(d.when.earliest));
        born.map(|d| Spot {
            span: d.span,
            what: What::BirthDate,
            by: "roster",
        })
        .collect()
    }

    /// Is it somebody's day of birth, or the same day of another century, as a year of two figures may be read?
    fn is_birth(&self, day: NaiveDate) -> bool {
        let is_it = |born: &NaiveDate| {
            let apart = (born.year() - day.year()).abs();
            (born.month(), born.day()) == (day.month(), day.day()) && (apart == 0 || apart == 100)
        };
        self.born.iter().any(is_it)
    }
}

/// A number as it is written anywhere: behind 0 or +44, with blanks, dots, dashes and brackets between its figures.
fn phone(written: &str) -> Option<Regex> {
    const BETWEEN: &str = r"[\s.\-–()/]{0,3}";
    let own = national(written.trim());
    if own.len() < LEAST_FIGURES {
        return None;
    }
    let figures: Vec<String> = own.chars().map(String::from).collect();
    let before = r"(?:(?:(?:\+|00)?\s?44[\s.\-]{0,2}(?:\(\s?0\s?\)|0)?|\(?0|\+|00)[\s.\-–()/]{0,3})?";
    Regex::new(&format!("{before}{}", figures.join(BETWEEN))).ok()
}

/// The addresses, schools and workplaces of a case's roster, as they are looked for in texts.
pub fn named(case: &Case, lists: &Lists, words: Vocabulary<'_>) -> Vec<Named> {
    let cut = Cut { case, lists, words };
    let mut out = Vec::new();
    for person in &case.people {
        for address in &person.addresses {
            cut.address(address, &mut out);
        }
        for place in person.schools.iter().chain(&person.workplaces) {
            cut.organisation(place, &mut out);
        }
    }
    out
}

/// Every word of them, which no false name may be.
pub fn words(people: &[Person]) -> impl Iterator<Item = String> {
    let all = people.iter().flat_map(|p| [&p.addresses, &p.schools, &p.workplaces]);
    all.flatten().flat_map(|text| tokens(text)).map(|t| plain(t.bare()))
}

/// The parts of an address with a number in them, as they tell where somebody lives: `31 Rowan Street`.
pub fn houses(address: &str) -> impl Iterator<Item = &str> {
    let parts = address.split([',', ';']).map(str::trim);
    parts.filter(|p| p.bytes().any(|b| b.is_ascii_digit()) && p.split_whitespace().count() > 2)
}

/// Is an address, school or workplace told by its words however they are written: by a figure, a word that is no ordinary one, or a kind behind
/// words of its own? Others (`care home`, `no fixed abode`) are told by their capitals alone.
pub fn is_told(place: &str, lists: &Lists) -> bool {
    let all = small(&tokens(place));
    let kinds = generic(&all, lists);
    let own = all.get(..all.len() - kinds).unwrap_or(&all);
    let is_own = |w: &String| !lists.words.contains(w) && !lists.known.contains(w);
    place.bytes().any(|b| b.is_ascii_digit()) || own.iter().any(is_own) || kinds > 0 && !own.is_empty()
}

/// Is a school or workplace of the roster one of the agencies of the case?
pub fn is_agency(case: &Case, place: &str, lists: &Lists) -> bool {
    let all = small(&tokens(place));
    let own = &all.get(..all.len() - generic(&all, lists)).unwrap_or(&all);
    let begins = |name: &str| small(&tokens(name)).starts_with(own);
    !own.is_empty() && case.agencies.iter().any(|a| begins(&a.name))
}

fn small(cut: &[Token]) -> Vec<String> {
    let is_article = |t: &&Token| t.lower == "the";
    cut.iter().skip_while(is_article).map(|t| plain(t.bare())).collect()
}

/// How many of the last words only say of what kind an organisation is.
fn generic(words: &[String], lists: &Lists) -> usize {
    let kinds = &lists.addresses.organisations;
    words.iter().rev().take_while(|w| kinds.contains(w.as_str())).count()
}

struct Cut<'a> {
    case: &'a Case,
    lists: &'a Lists,
    words: Vocabulary<'a>,
}

impl Cut<'_> {
    fn is_ordinary(&self, word: &str) -> bool {
        self.words.is_ordinary(word)
    }

    /// Each part of an address: the house in its street, the house or street with a name, the town.
    fn address(&self, address: &str, out: &mut Vec<Named>) {
        let mut number: Option<String> = None;
        for part in address.split([',', ';']) {
            let postcodes = recognisers::spots(part, self.lists);
            let is_postcode = |t: &Token| {
                let mut codes = postcodes.iter().filter(|s| s.what == What::Postcode);
                codes.any(|s| s.span.start <= t.span.start && t.span.end <= s.span.end)
            };
            let cut: Vec<Token> = tokens(part).into_iter().filter(|t| !is_postcode(t)).collect();
            let mut left = self.without_unit(&cut);
            while let Some((first, rest)) = left.split_first() {
                if !first.lower.starts_with(|c: char| c.is_ascii_digit()) {
                    break;
                }
                number = Some(first.lower.clone());
                left = rest;
            }
            let all: Vec<String> = left.iter().map(|t| plain(t.bare())).collect();
            if !all.is_empty() {
                self.street(&all, number.take(), out);
            }
        }
    }

    /// `Flat 2, …`: the number of a part of a house tells only with the house.
    fn without_unit<'t>(&self, mut cut: &'t [Token]) -> &'t [Token] {
        while let [unit, number, rest @ ..] = cut {
            let is_number = number.lower.bytes().any(|b| b.is_ascii_digit()) || number.lower.chars().count() == 1;
            if !(self.lists.addresses.units.contains(&unit.lower) && is_number) {
                break;
            }
            cut = rest;
        }
        cut
    }

    fn street(&self, all: &[String], number: Option<String>, out: &mut Vec<Named>) {
        let rules = &self.lists.addresses;
        let is_kind = |w: &String| rules.kinds.contains(w) || rules.houses.contains(w);
        // `42 The Leys`: the street is told by its own word, `44 the Leys` too.
        if let Some((article, rest @ [first, ..])) = all.split_first()
            && article == "the"
            && !is_kind(first)
        {
            if let Some(number) = &number {
                out.push(Named {
                    words: std::iter::once(number).chain(all).cloned().collect(),
                    lead: 2,
                    tail: 0,
                    what: What::Address,
                    capitals: false,
                    loose: true,
                });
            }
            return self.street(rest, number, out);
        }
        let has_kind = all.len() > 1 && all.last().is_some_and(is_kind) && all.first().is_some_and(|w| w != "the");
        let tail = usize::from(has_kind);
        let own = all.get(..all.len() - tail).unwrap_or(all);
        let is_plain = own.iter().all(|w| self.is_ordinary(w));
        let is_numbered = number.is_some();
        if let Some(number) = number {
            let is_short = is_plain && own.len() == 1;
            let mut push = |kind: Option<&String>| {
                let words = own.iter().chain(kind).cloned();
                out.push(Named {
                    words: std::iter::once(number.clone()).chain(words).collect(),
                    lead: 1,
                    tail: usize::from(kind.is_some()),
                    what: What::Address,
                    capitals: is_short && kind.is_none(),
                    loose: true,
                });
            };
            // `2 high` is no house; `2 high street` and `2 high st` are.
            if is_short && tail == 1 {
                rules.kinds.iter().for_each(|kind| push(Some(kind)));
            } else {
                push(None);
            }
        }
        // A house without a kind of street tells nothing by an ordinary word alone.
        // `NFA` is an abbreviation of the field, and no place.
        let is_nothing = all.len() == 1 && all.iter().all(|w| self.lists.known.contains(w));
        if !(is_numbered && tail == 0 && is_plain || is_nothing) {
            out.push(Named {
                words: all.to_vec(),
                lead: 0,
                tail,
                what: if tail > 0 { What::Address } else { What::Place },
                capitals: is_plain,
                loose: true,
            });
        }
    }

    /// A school or an employer: by its whole name however it is written, and by its own words as places are.
    fn organisation(&self, place: &str, out: &mut Vec<Named>) {
        let (name, rest) = place.split_once(',').unwrap_or((place, ""));
        self.address(rest, out);
        let all = small(&tokens(name));
        let kinds = generic(&all, self.lists);
        let own = all.get(..all.len() - kinds).unwrap_or(&all);
        let what = if is_agency(self.case, name, self.lists) {
            What::Agency
        } else {
            What::Organisation
        };
        let mut push = |words: &[String], tail: usize, capitals: bool| {
            out.push(Named {
                words: words.to_vec(),
                lead: 0,
                tail,
                what,
                capitals,
                loose: true,
            });
        };
        if own.is_empty() {
            // `The Warehouse` is told by its capitals, where it has more words than one.
            if all.len() > 1 {
                push(&all, 0, true);
            }
            return;
        }
        let is_plain = own.iter().all(|w| self.is_ordinary(w));
        for tail in 1..=kinds {
            let words = all.get(..own.len() + tail).unwrap_or(&all);
            push(words, tail, is_plain && tail < kinds);
        }
        if !is_plain || own.len() > 1 {
            push(own, 0, is_plain);
        }
        // `Works at Dunelm`, of `Dunelm Fradley`: a name that everybody knows, and no abbreviation.
        let begins = name.split_whitespace().next().unwrap_or_default();
        let is_brand = |w: &&String| {
            self.lists.known.contains(*w)
                && !self.lists.words.contains(*w)
                && !(begins.len() < 5 && begins.chars().all(|c| !c.is_lowercase()))
        };
        if let Some(first) = own.first().filter(|_| own.len() > 1).filter(is_brand) {
            push(std::slice::from_ref(first), 0, true);
        }
        let is_own = |w: &&String| !self.is_ordinary(w) && !self.words.telling.is_given(w) && w.chars().count() > 2;
        for word in own.iter().filter(is_own) {
            push(std::slice::from_ref(word), 0, false);
        }
    }
}
