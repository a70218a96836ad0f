//! *Signs* by which a word with a capital is told to be somebody's name, and those by which it is a place, an agency or a thing.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Place, Seen, Sign, beside::Led};
use crate::{
    model::{case::Case, entry::Entry, quote::Part},
    text::{
        known::everyday,
        names::{is_job, is_plain_word, is_title, title_at},
        one_name::{Given, plain},
        rules::ReadingRules,
        words::{Token, is_shouted, tokens},
    },
};

/// `rules/names.toml`: words beside names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameRules {
    /// Before the name of a member of the public.
    pub titles: BTreeSet<String>,
    /// Before the name of a professional.
    pub professional_titles: BTreeSet<String>,
    /// Work that somebody does.
    pub jobs: BTreeSet<String>,
    /// Somebody's own people.
    pub kin: BTreeSet<String>,
    /// What only people do, after a name.
    pub does: BTreeSet<String>,
    /// What is done to people, before a name.
    pub done_to: BTreeSet<String>,
    /// After a word that is part of a place, an agency or a thing.
    pub places_after: BTreeSet<String>,
    /// Before a place, an agency or a thing.
    pub places_before: BTreeSet<String>,
    /// Never names of people here.
    pub never: BTreeSet<String>,
    /// Beside the name of an animal: `cat called Tibby`, `Tibby the cat`.
    #[serde(default)]
    pub animals: BTreeSet<String>,
    /// Given names of men.
    #[serde(default)]
    pub male: BTreeSet<String>,
    /// Given names of women.
    #[serde(default)]
    pub female: BTreeSet<String>,
    /// Given names of either.
    #[serde(default)]
    pub either: BTreeSet<String>,
    /// Other ways to write a given name, the names of one person in a row.
    #[serde(default)]
    pub short_forms: Vec<Vec<String>>,
    /// Surnames that tell nothing of kin.
    #[serde(default)]
    pub widespread: BTreeSet<String>,
    /// Before `to`, `at`, `of` and the like and a name: what is said, felt or done towards people.
    #[serde(default)]
    pub toward: BTreeSet<String>,
    /// Of `does`, what things do too.
    #[serde(default)]
    pub things_do: BTreeSet<String>,
    /// Between the words of `toward` and a name.
    #[serde(default)]
    pub little: BTreeSet<String>,
    /// Of `places_before`, what stands before anything, and before a name of two words tells nothing.
    #[serde(default)]
    pub before_anything: BTreeSet<String>,
}

impl NameRules {
    /// Is this word, in small letters, a given name?
    pub fn is_given(&self, word: &str) -> bool {
        self.male.contains(word) || self.female.contains(word) || self.either.contains(word)
    }
}

/// Everything that tells names from other words in one case.
pub(super) struct Signs<'a> {
    pub(super) names: &'a NameRules,
    professional: BTreeSet<String>,
    /// Words for agencies and their people, as they are written.
    agencies: BTreeSet<String>,
    /// Everyday words: those of the rules, and those that the case writes in small letters.
    common: BTreeSet<String>,
    pub(super) given: &'a Given,
}

/// A text, cut up.
pub(super) struct Cut<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    is_shouted: bool,
}

impl<'a> Signs<'a> {
    pub(super) fn new(
        (rules, names, given): (&ReadingRules, &'a NameRules, &'a Given),
        case: &Case,
        entries: &[Entry],
    ) -> Self {
        let mut professional = names.professional_titles.clone();
        let mut agencies = BTreeSet::new();
        let mut common = everyday(rules, names);
        for rule in &rules.agencies {
            professional.extend(
                rule.titles
                    .iter()
                    .filter(|t| !t.contains(' '))
                    .map(|t| t.to_lowercase()),
            );
            for words in rule.words.iter().chain(&rule.titles) {
                agencies.insert(words.to_lowercase());
            }
        }
        for agency in &case.agencies {
            common.extend(tokens(&agency.name).into_iter().map(|t| t.lower));
        }
        for entry in entries {
            let cut = tokens(&entry.text);
            for token in cut.iter().filter(|t| !t.capital) {
                if !common.contains(token.bare()) {
                    common.insert(token.bare().to_owned());
                }
            }
        }
        Self {
            names,
            professional,
            agencies,
            common,
            given,
        }
    }

    /// Names in the text of an entry.
    pub(super) fn in_text(&self, at: usize, entry: &Entry, out: &mut Vec<Seen>) {
        let cut = Cut::of(&entry.text);
        self.collect(&cut, (at, Part::Text), out);
    }

    /// Names of those who wrote an entry: `Probation practitioner (Y Rahimi)`.
    pub(super) fn in_author(&self, at: usize, entry: &Entry, out: &mut Vec<Seen>) {
        let cut = Cut::of(&entry.author);
        let from = out.len();
        self.collect(&cut, (at, Part::Author), out);
        for seen in out.iter_mut().skip(from) {
            let rest = entry.author.replace(seen.name.as_str(), "");
            let rest = rest.replace(['(', ')', ',', ':'], " ");
            let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
            seen.work = if rest.is_empty() { "author".to_owned() } else { rest };
        }
    }

    fn collect(&self, cut: &Cut<'_>, place: Place, out: &mut Vec<Seen>) {
        let mut at = 0;
        while at < cut.tokens.len() {
            match self.at(cut, at, place.1) {
                Some((from, to, sign, work)) => {
                    let title = from.checked_sub(1).and_then(|t| title_at(&cut.tokens, t));
                    let title = title.filter(|_| cut.runs_on(from));
                    let title_words = title.map_or(String::new(), |_| cut.raw(from - 1, from));
                    out.extend(cut.seen(from, to, place).map(|seen| Seen {
                        work,
                        sign,
                        title,
                        title_words,
                        ..seen
                    }));
                    at = to;
                }
                None => at += 1,
            }
        }
    }

    /// A name that starts, with its title or sign, at this word: its words, how sure, and what work it tells of.
    fn at(&self, cut: &Cut<'_>, at: usize, part: Part) -> Option<(usize, usize, Sign, String)> {
        let token = cut.get(at)?;
        let is_lay = self.names.titles.contains(&token.lower);
        let is_professional = (token.capital || cut.is_shouted) && self.professional.contains(&token.lower);
        if (is_lay || is_professional) && cut.runs_on(at + 1) {
            let to = self.name_from(cut, at + 1, is_lay)?;
            let work = if is_lay { String::new() } else { cut.raw(at, at + 1) };
            return Some((at + 1, to, Sign::Sure, work));
        }
        let (is_work, is_kin) = (
            self.names.jobs.contains(&token.lower),
            self.names.kin.contains(&token.lower),
        );
        if (is_work || is_kin) && cut.runs_on(at + 1) {
            let Some(to) = self.name_from(cut, at + 1, false) else {
                return if cut.is_shouted { self.shouted(cut, at) } else { None };
            };
            if self.is_place(cut, at + 1, to) {
                return Some((at + 1, to, Sign::Place, String::new()));
            }
            let work = if is_work { self.work(cut, at) } else { String::new() };
            return Some((at + 1, to, Sign::Sure, work));
        }
        if cut.is_shouted {
            return self.shouted(cut, at);
        }
        // "Wayne T. Lumbar strain": the letter ends a name, and the sentence.
        let ends_name = || {
            cut.between(at + 1).contains('.') && cut.runs_on(at) && at > 0 && cut.get(at - 1).is_some_and(|t| t.capital)
        };
        if is_initial(token) && ends_name() || !is_initial(token) && !self.is_name(token) {
            return None;
        }
        let to = self.name_from(cut, at, false)?;
        let sign = self.sign(cut, at, to, part)?;
        Some((at, to, sign, String::new()))
    }

    /// How sure it is that the words `at..to` are somebody's name.
    fn sign(&self, cut: &Cut<'_>, at: usize, to: usize, part: Part) -> Option<Sign> {
        let is_common = to - at == 1 && cut.get(at).is_some_and(|t| !self.is_rare(t));
        let after = cut.get(to).filter(|_| cut.runs_on(to));
        let does = after.is_some_and(|t| {
            self.names.does.contains(&t.lower) && !(is_common && self.names.things_do.contains(&t.lower))
        });
        if self.is_part_of_place(cut, at, to) || self.is_animal(cut, at, to) {
            return Some(Sign::Place);
        }
        if cut.get(at).is_some_and(is_initial) {
            return Some(Sign::Sure);
        }
        let led = self.is_led_to(cut, at);
        // "By Jan" is a day of the month, "Jan said" is somebody.
        let is_never = to - at == 1 && cut.get(at).is_some_and(|t| self.names.never.contains(t.bare()));
        let done_to = !is_never && (self.is_done_to(cut, at) || self.is_beside(cut, at, to));
        // "Said that Leanne Prosser is his girlfriend", "at 10:30 Robbo rang": what people do outweighs a word before it.
        let is_given = cut.get(at).is_some_and(|t| self.given.holds(&plain(t.bare())));
        let is_led = led == Some(Led::Place) || led == Some(Led::Anything) && to - at == 1 && (is_common || !is_given);
        if is_led && !does && !done_to {
            return if is_common { None } else { Some(Sign::Place) };
        }
        if to - at > 1 {
            return Some(if part == Part::Author { Sign::Sure } else { Sign::Pair });
        }
        if part == Part::Author {
            return Some(Sign::Person);
        }
        let person = does || done_to || is_given && (!is_common || self.is_listed(cut, at, to));
        if is_common || cut.starts_sentence(at) {
            // The first word of a sentence has a capital anyway; `Brady said` is a name all the same.
            return person.then_some(Sign::Person);
        }
        Some(if person { Sign::Person } else { Sign::Neutral })
    }

    /// `cat called Tibby`, `his dog Rex`, `Rex the dog`: no person.
    fn is_animal(&self, cut: &Cut<'_>, at: usize, to: usize) -> bool {
        let is = |n: Option<usize>, words: &dyn Fn(&str) -> bool| {
            n.and_then(|n| cut.get(n)).is_some_and(|t| words(&t.lower))
        };
        let animal = |w: &str| self.names.animals.contains(w);
        let before = at.checked_sub(1).filter(|_| cut.runs_on(at));
        let calls = is(before, &|w| matches!(w, "called" | "named" | "name" | "is"));
        is(before, &animal)
            || calls && is(at.checked_sub(2), &animal)
            || is(Some(to), &|w| matches!(w, "the" | "her" | "his" | "their")) && is(Some(to + 1), &animal)
    }

    /// Where a name that starts here ends: up to two initials, then one to three words. `lenient` after a title: then any word with a capital is a name.
    fn name_from(&self, cut: &Cut<'_>, from: usize, lenient: bool) -> Option<usize> {
        let mut to = from;
        while to < from + 2 && cut.get(to).is_some_and(is_initial) && (to == from || cut.runs_on(to)) {
            to += 1;
        }
        let initials = to - from;
        let is_word = |n: usize, t: &Token| {
            let is_first = n == from + initials;
            let capital = if cut.is_shouted {
                t.shouted
            } else {
                t.capital && !t.shouted
            };
            let free = lenient && is_first && !self.names.never.contains(t.bare()) && !is_job(t.bare());
            capital
                && t.bare().chars().count() > 2
                && all_letters(t)
                && (free || self.is_name(t) || cut.is_shouted && self.is_rare(t))
        };
        while to < from + initials + 3
            && cut.get(to).is_some_and(|t| is_word(to, t))
            && (to == from || cut.runs_on(to))
            && !(to > from + initials && cut.is_shouted)
        {
            to += 1;
            // "Brady's neighbour": the name ends at the apostrophe.
            if cut.get(to - 1).is_some_and(|t| t.bare() != t.lower) {
                break;
            }
        }
        (to > from + initials).then_some(to)
    }

    /// `DUQUESNE A, 9 HOLLIN BANK`: in a text typed in capitals a surname is known by the initial after it.
    fn shouted(&self, cut: &Cut<'_>, at: usize) -> Option<(usize, usize, Sign, String)> {
        let (word, initial) = (cut.get(at)?, cut.get(at + 1)?);
        let ends = cut.get(at + 2).is_none_or(|t| t.comma || t.parted || t.is_number());
        let fits = word.lower.chars().count() > 2
            && all_letters(word)
            && self.is_rare(word)
            && !self.names.places_after.contains(&word.lower)
            && initial.lower.chars().count() == 1
            && initial.lower.chars().all(char::is_alphabetic)
            && cut.runs_on(at + 1)
            && ends;
        fits.then(|| (at, at + 2, Sign::Pair, String::new()))
    }

    /// A word with a capital that no everyday word is, or a known given name.
    fn is_name(&self, token: &Token) -> bool {
        token.capital
            && !token.shouted
            && token.lower.chars().count() > 2
            && all_letters(token)
            && (self.is_rare(token) || self.given.holds(&plain(token.bare())))
    }

    fn is_rare(&self, token: &Token) -> bool {
        let word = token.bare();
        let plural = word.strip_suffix('s').unwrap_or(word);
        !self.common.contains(word)
            && !self.common.contains(plural)
            && !self.professional.contains(word)
            && !self.names.titles.contains(word)
            && !is_job(word)
            && !is_plain_word(word)
    }

    /// `social worker`, where that is a word of the rules; else the one word.
    fn work(&self, cut: &Cut<'_>, at: usize) -> String {
        let two = at.checked_sub(1).map(|b| cut.raw(b, at + 1));
        two.filter(|words| self.agencies.contains(&words.to_lowercase()))
            .unwrap_or_else(|| cut.raw(at, at + 1))
    }
}

fn is_initial(token: &Token) -> bool {
    token.shouted
        && token.lower.chars().count() == 1
        && token.lower.chars().all(char::is_alphabetic)
        && token.lower != "i"
}

fn all_letters(token: &Token) -> bool {
    token.bare().chars().all(|c| c.is_alphabetic() || c == '\'')
}

impl<'a> Cut<'a> {
    fn of(text: &'a str) -> Self {
        let tokens = tokens(text);
        let is_shouted = is_shouted(&tokens);
        Self {
            text,
            tokens,
            is_shouted,
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn between(&self, at: usize) -> &str {
        let from = at.checked_sub(1).and_then(|b| self.get(b)).map_or(0, |t| t.span.end);
        let to = self.get(at).map_or(self.text.len(), |t| t.span.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Does this word go on where the one before ended: a blank, a hyphen, or the full stop of an abbreviation between them?
    pub(super) fn runs_on(&self, at: usize) -> bool {
        let Some(token) = self.get(at) else { return false };
        let gap = self.between(at);
        let before = at.checked_sub(1).and_then(|b| self.get(b));
        let is_short =
            before.is_some_and(|t| is_initial(t) || is_title(&t.lower) || matches!(t.lower.as_str(), "dr" | "prof"));
        !token.parted
            && !token.comma
            && !token.colon
            && (gap.trim().is_empty() || gap == "-" || is_short && gap.trim() == ".")
    }

    fn starts_sentence(&self, at: usize) -> bool {
        at == 0
            || self.between(at).contains([
                '.', '!', '?', ':', ';', '\n', '"', '“', '‘', '\'', '(', '-', '–', '/', '•',
            ])
    }

    fn raw(&self, from: usize, to: usize) -> String {
        let start = self.get(from).map_or(0, |t| t.span.start);
        let end = to
            .checked_sub(1)
            .and_then(|l| self.get(l))
            .map_or(start, |t| t.span.end);
        self.text.get(start..end).unwrap_or_default().to_owned()
    }

    fn seen(&self, from: usize, to: usize, (entry, part): Place) -> Option<Seen> {
        let start = self.get(from)?.span.start;
        let last = self.get(to.checked_sub(1)?)?;
        // A possessive is no part of the name.
        let end = last.span.end
            - last
                .lower
                .len()
                .saturating_sub(last.bare().len())
                .min(last.span.end - last.span.start);
        let mut end = end;
        while end > start && !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let name = self.text.get(start..end)?.trim_end_matches(['\'', '’', '‘']).to_owned();
        let end = start + name.len();
        Some(Seen {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            entry,
            part,
            start,
            end,
            work: String::new(),
            sign: Sign::Neutral,
            title: None,
            title_words: String::new(),
        })
    }
}
