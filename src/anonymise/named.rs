//! *Named*: people told without a roster, by labels, titles, kin and given names before and in their names, by words that are nothing else, and
//! whether they are there by their work.

mod loose;
mod name;
mod signs;

use std::collections::BTreeMap;

use crate::{
    anonymise::{lists::Lists, vocabulary::begins},
    model::mention::Span,
    text::{
        dates::is_month,
        one_name::plain,
        words::{Token, is_shouted, tokens},
    },
};

/// In what part somebody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// By their work: a doctor, an officer, a teacher.
    Professional,
    /// As anybody else.
    Lay,
}

/// The name of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The name, without title and possessive.
    pub span: Span,
    /// The name with the title before it.
    pub with_title: Span,
    /// In what part.
    pub role: Role,
}

/// The people whom a text names, in order of place. A name known by a sign once is known everywhere in the text.
pub fn people(text: &str, lists: &Lists) -> Vec<Named> {
    Cut::new(text, &tokens(text), lists).people()
}

/// A text, cut up.
pub(super) struct Cut<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Token],
    pub(super) lists: &'a Lists,
    is_shouted: bool,
    /// Words of phrases that tell of nobody, though a name stands in them: `Clare's Law`.
    nobody: Vec<bool>,
}

impl<'a> Cut<'a> {
    pub(super) fn new(text: &'a str, words: &'a [Token], lists: &'a Lists) -> Self {
        Self {
            text,
            words,
            lists,
            is_shouted: is_shouted(words),
            nobody: nobody(words, lists),
        }
    }
}

/// Which words are part of a phrase that tells of nobody.
fn nobody(words: &[Token], lists: &Lists) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    for (at, word) in words.iter().enumerate() {
        // `5 Jan`: a month, though somebody may be called so.
        let is_number = |n: Option<usize>| {
            let near = n
                .and_then(|n| words.get(n))
                .map(|w| w.lower.trim_end_matches(char::is_alphabetic));
            near.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        };
        if is_month(&word.lower) && (is_number(at.checked_sub(1)) || is_number(Some(at + 1))) {
            out.iter_mut().skip(at).take(1).for_each(|is| *is = true);
        }
        // `Barthel 14`
        if lists.people.scales.contains(word.bare()) && is_number(Some(at + 1)) {
            out.iter_mut().skip(at).take(1).for_each(|is| *is = true);
        }
        let Some(rests) = lists.phrases.get(&plain(word.bare())) else {
            continue;
        };
        let fits = |rest: &&Vec<String>| {
            let there = words.get(at + 1..at + 1 + rest.len());
            there.is_some_and(|t| {
                t.iter()
                    .zip(rest.iter())
                    .all(|(t, w)| plain(t.bare()) == *w && !t.stopped)
            })
        };
        let longest = rests.iter().filter(fits).map(Vec::len).max();
        for part in longest.into_iter().flat_map(|many| at..=at + many) {
            if let Some(is) = out.get_mut(part) {
                *is = true;
            }
        }
    }
    out
}

impl Cut<'_> {
    /// As [`people`].
    pub(super) fn people(&self) -> Vec<Named> {
        let mut out = self.signed();
        // Who is there by their work is known by a sign: before other words are taken for anybody.
        self.again(&mut out);
        self.loose(&mut out);
        self.again(&mut out);
        out.sort_by_key(|n| n.span);
        out
    }

    /// The word before this one.
    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|b| self.words.get(b))
    }

    /// This word in small letters; behind the last one nothing.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.lower.as_str())
    }

    /// The bytes between this word and the one before it.
    pub(super) fn gap(&self, at: usize) -> &str {
        let from = self.before(at).map_or(0, |w| w.span.end);
        let to = self.words.get(at).map_or(self.text.len(), |w| w.span.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Names with a sign.
    fn signed(&self) -> Vec<Named> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            match self.at(at) {
                Some((named, next)) => {
                    out.push(named);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        out
    }

    /// The name whose sign, or first word, stands at this word; and the word behind it.
    fn at(&self, at: usize) -> Option<(Named, usize)> {
        let word = self.words.get(at)?;
        let (people, names) = (&self.lists.people, &self.lists.names);
        let w = word.lower.as_str();
        let is_lay = names.titles.contains(w) || people.titles.contains(w);
        let is_title = is_lay && !people.professional_titles.contains(w);
        let is_work =
            people.professional_titles.contains(w) || names.professional_titles.contains(w) || names.jobs.contains(w);
        if is_title && (word.capital || w.len() < 5) {
            let to = self.name(at + 1, Lead::Title)?;
            return Some((self.named(at, at + 1, to, self.role_behind(to)), to));
        }
        // `dr` in small letters is a title where a name with a capital follows; so is `nurse`.
        // Whom a label of members of the public calls so is one: `Sponsor: …`.
        // `Sister Donna-Marie offers` is somebody's sister: a nurse is called by her surname too.
        let is_first = self.runs_on(at + 1)
            && self.words.get(at + 1).is_some_and(|n| n.capital && self.is_given(n))
            && !(self.runs_on(at + 2) && self.gap(at + 2) == " " && self.words.get(at + 2).is_some_and(|n| n.capital));
        let is_own = people.labels.iter().any(|l| l == w)
            || (names.kin.contains(w) || people.kin.contains(w))
                && (!word.capital || self.is_possessed(at) || is_first);
        if is_work && !is_own && (self.words.get(at + 1).is_some_and(|n| n.capital) || word.capital) {
            let from = if self.is_shoulder_number(at + 1) {
                at + 2
            } else {
                at + 1
            };
            if let Some(to) = self.name(from, Lead::Work) {
                return Some((self.named(at, from, to, Role::Professional), to));
            }
        }
        let is_kin = names.kin.contains(w) || people.kin.contains(w);
        // `mum is Huda`, `partner called Jo`
        let from = at + 1 + usize::from(matches!(self.lower(at + 1), "is" | "was" | "called") && self.runs_on(at + 1));
        if let Some(to) = self.name(from, Lead::Kin).filter(|_| is_kin) {
            return Some((self.named(from, from, to, self.role_behind(to)), to));
        }
        if let Some((from, role)) = self.label(at) {
            let (from, role) = self.after_label(from, role);
            if let Some(to) = self.name(from, Lead::Label) {
                // `signed: L. Hale (tenant)`
                let is_lay = self.gap(to).trim() == "(" && people.labels.iter().any(|l| l == self.lower(to));
                let role = if is_lay { Role::Lay } else { role };
                return Some((self.named(from, from, to, role), to));
            }
        }
        self.by_given(at)
    }

    /// `their sister`, `the patient's father`
    fn is_possessed(&self, at: usize) -> bool {
        let before = self.before(at).filter(|_| self.runs_on(at));
        before.is_some_and(|b| {
            matches!(
                b.lower.as_str(),
                "his" | "her" | "their" | "my" | "our" | "your" | "whose"
            ) || b.bare() != b.lower
        })
    }

    /// Behind a label a title may tell more: `Re: Dr Hale`.
    fn after_label(&self, from: usize, role: Role) -> (usize, Role) {
        let Some(word) = self.words.get(from) else {
            return (from, role);
        };
        let w = word.lower.as_str();
        if self.lists.people.professional_titles.contains(w) {
            return (from + 1, Role::Professional);
        }
        if self.lists.names.titles.contains(w) || self.lists.people.titles.contains(w) {
            return (from + 1, role);
        }
        (from, role)
    }

    /// `Derek returned today`, `Eileen Hale`: a given name that is no ordinary word, or one with a surname or a deed behind it.
    fn by_given(&self, at: usize) -> Option<(Named, usize)> {
        let word = self.words.get(at)?;
        let is_given = (word.capital && !word.shouted || self.is_shouted) && self.is_given(word);
        if !is_given || self.is_nobody(at) || self.is_never(word) || self.is_place_at(at) || self.is_place_of_two(at) {
            return None;
        }
        let to = self.name(at, Lead::Given)?;
        let is_word = self.lists.words.contains(word.bare()) || self.lists.places.contains_key(word.bare());
        let next = self.words.get(to).filter(|_| self.runs_on(to));
        let does =
            next.is_some_and(|n| self.lists.names.does.contains(&n.lower) || self.lists.people.does.contains(&n.lower));
        let starts = word.stopped || word.parted || at == 0;
        let second = to > at + 1
            && self
                .words
                .get(to - 1)
                .is_some_and(|s| !self.lists.words.contains(s.bare()) || self.is_surname(s));
        let personal = next.is_some_and(|n| self.lists.names.does.contains(&n.lower));
        let is_ordinary = self.lists.words.contains(word.bare());
        // `Will is`, `May was`: an ordinary word at the head of a sentence wants what only people do.
        let sure = !is_word || second || if is_ordinary { personal || does && !starts } else { does };
        sure.then(|| (self.named(at, at, to, self.role_behind(to)), to))
    }

    /// Who a name is by what stands behind it: `Jane Carr, social worker`.
    fn role_behind(&self, to: usize) -> Role {
        if self.is_at_work(to) {
            Role::Professional
        } else {
            Role::Lay
        }
    }

    fn is_at_work(&self, to: usize) -> bool {
        // `Hannah's sister` is nobody's nurse.
        let is_kin = self.gap(to) == " " && self.lists.names.kin.contains(self.lower(to));
        if is_kin || self.before(to).is_some_and(|w| w.bare() != w.lower) {
            return false;
        }
        let end = self.before(to).map_or(0, |w| w.span.end);
        let rest = self.text.get(end..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', ',', '(', '-', '–', '\t']);
        let rest: String = rest.chars().take(40).flat_map(char::to_lowercase).collect();
        let rest = rest
            .strip_prefix("a ")
            .or_else(|| rest.strip_prefix("the "))
            .unwrap_or(&rest);
        self.lists.people.work.iter().any(|w| {
            rest.strip_prefix(w.as_str())
                .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })
    }

    /// Behind a label: the word that the name begins with, and who is named so.
    fn label(&self, at: usize) -> Option<(usize, Role)> {
        let before = self.text.get(..self.words.get(at)?.span.start)?;
        if before.ends_with(char::is_alphanumeric) {
            return None;
        }
        let people = &self.lists.people;
        let sides = [
            (&people.professional_labels, Role::Professional),
            (&people.labels, Role::Lay),
        ];
        let mut best: Option<(usize, Role)> = None;
        for (labels, role) in sides {
            for label in labels {
                let parts = || label.split([' ', '-', '/', '.']).filter(|p| !p.is_empty());
                if !parts().enumerate().all(|(n, part)| self.lower(at + n) == part) {
                    continue;
                }
                let many = parts().count();
                if many > best.map_or(0, |(most, _)| most) {
                    best = Some((many, role));
                }
            }
        }
        let (many, role) = best?;
        let from = at + many;
        let gap = self.gap(from);
        let rest: Vec<char> = gap.chars().filter(|c| !c.is_whitespace()).collect();
        let is_bound = rest
            .iter()
            .all(|c| matches!(c, ':' | '-' | '–' | '=' | '(' | '*' | '|' | '>' | '"' | '“'));
        if !is_bound || gap.len() > 12 {
            return None;
        }
        // `name is …`, `known as …`
        let from = from + usize::from(matches!(self.lower(from), "is" | "was" | "are"));
        let word = self.words.get(from)?;
        let is_titled = self.lists.names.titles.contains(&word.lower)
            || self.lists.people.professional_titles.contains(&word.lower);
        let is_marked = rest.iter().any(|c| matches!(c, ':' | '-' | '–' | '=' | '|'));
        let surely = is_marked
            || is_titled
            || self.is_given(word)
            || word.capital && (self.is_surname(word) || !self.is_common(word) && !self.is_place(word));
        surely.then_some((from, role))
    }

    fn named(&self, title: usize, from: usize, to: usize, role: Role) -> Named {
        let start = |n: usize| self.words.get(n).map_or(0, |w| w.span.start);
        let last = self.before(to);
        let end = last.map_or(0, |w| without_possessive(self.text, w));
        // The full stop of a last initial is part of the name: `Mr J.S.`
        let stop = last.is_some_and(is_initial) && self.text.get(end..).is_some_and(|r| r.starts_with('.'));
        let end = end + usize::from(stop);
        Named {
            span: Span {
                start: start(from),
                end,
            },
            with_title: Span {
                start: start(title),
                end,
            },
            role,
        }
    }

    /// The words of known names wherever else they stand.
    fn again(&self, out: &mut Vec<Named>) {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for named in out.iter() {
            let written = self.text.get(named.span.start..named.span.end).unwrap_or_default();
            let words = tokens(written);
            for word in &words {
                let bare = word.bare().to_owned();
                let is_word = self.lists.words.contains(&bare) && !self.is_surname(word);
                let is_long = bare.chars().count() > 2 && !self.lists.people.particles.contains(&bare);
                // `Jo Baker`, later `Baker`; but `Mr Carpet` makes no name of every carpet.
                let is_second = words.len() > 1 && self.lists.surnames.contains(&bare);
                if is_long && !self.is_never(word) && (!is_word || is_second) {
                    let known = known.entry(bare).or_insert(Known {
                        role: named.role,
                        is_word,
                    });
                    // Who is named both ways may be two: the one who is protected more counts.
                    known.role = known.role.max(named.role);
                }
            }
        }
        let taken = self.taken(out);
        let is_taken = |at: usize| taken.get(at).copied().unwrap_or(true);
        let held = |at: usize| {
            let word = self.words.get(at).filter(|_| !is_taken(at) && !self.is_nobody(at))?;
            let known = known.get(word.bare())?;
            let is_small = !word.capital && (word.lower.chars().count() < 4 || self.lists.words.contains(word.bare()));
            let is_ordinary = known.is_word && begins(self.text, self.words, at);
            (!is_small && !is_ordinary).then_some(known.role)
        };
        let mut at = 0;
        while at < self.words.len() {
            let from = at;
            at += 1;
            let Some(mut role) = held(from) else { continue };
            while let Some(next) = held(at).filter(|_| self.goes_on(at)) {
                role = role.max(next);
                at += 1;
            }
            if !self.is_place_at(from) {
                out.push(self.named(from, from, at, role));
            }
        }
    }

    /// Which words are part of a name that was found.
    fn taken(&self, found: &[Named]) -> Vec<bool> {
        let mut spans: Vec<Span> = found.iter().map(|n| n.with_title).collect();
        spans.sort();
        let is_in = |w: &Token| spans.iter().any(|s| w.span.start >= s.start && w.span.start < s.end);
        self.words.iter().map(is_in).collect()
    }
}

/// A word of a name that was found.
struct Known {
    role: Role,
    /// Is it an ordinary word too?
    is_word: bool,
}

/// What led to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Title,
    Work,
    Kin,
    Label,
    Given,
}

fn is_initial(word: &Token) -> bool {
    word.shouted && word.lower.chars().count() == 1 && word.lower.chars().all(char::is_alphabetic)
}

/// Where a word ends without its possessive.
fn without_possessive(text: &str, word: &Token) -> usize {
    let written = text.get(word.span.start..word.span.end).unwrap_or_default();
    let cut = ["'s", "’s", "‘s", "'S", "’S"]
        .iter()
        .find_map(|s| written.strip_suffix(s))
        .unwrap_or(written);
    word.span.start + cut.trim_end_matches(['\'', '’']).len()
}
