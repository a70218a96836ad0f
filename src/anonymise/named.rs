//! *Named*: people told without a roster, by labels, titles, kin and given names before and in their names, and whether they are there by their work.

mod name;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::lists::Lists,
    model::mention::Span,
    text::words::{Token, is_shouted, tokens},
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
    let words = tokens(text);
    let cut = Cut {
        text,
        is_shouted: is_shouted(&words),
        words: &words,
        lists,
    };
    let mut out = cut.signed();
    cut.again(&mut out);
    out.sort_by_key(|n| n.span);
    out
}

struct Cut<'a> {
    text: &'a str,
    words: &'a [Token],
    is_shouted: bool,
    lists: &'a Lists,
}

impl Cut<'_> {
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
            let found = self
                .name(at + 1, Lead::Title)
                .map(|to| (self.named(at, at + 1, to, Role::Lay), to));
            // `Mr and Mrs Hale`
            return found
                .filter(|(n, to)| !self.is_at_work(*to) || n.role == Role::Professional)
                .or_else(|| {
                    let to = self.name(at + 1, Lead::Title)?;
                    Some((self.named(at, at + 1, to, Role::Professional), to))
                });
        }
        // `dr` in small letters is a title where a name with a capital follows; so is `nurse`.
        let is_own = (names.kin.contains(w) || people.kin.contains(w)) && (!word.capital || self.is_possessed(at));
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
        if let Some(to) = self.name(at + 1, Lead::Kin).filter(|_| is_kin) {
            return Some((self.named(at + 1, at + 1, to, self.role_behind(to)), to));
        }
        if let Some((from, role)) = self.label(at) {
            let (from, role) = self.after_label(from, role);
            if let Some(to) = self.name(from, Lead::Label) {
                return Some((self.named(from, from, to, role), to));
            }
        }
        self.by_given(at)
    }

    /// `their sister`, `the patient's father`
    fn is_possessed(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .and_then(|b| self.words.get(b))
            .filter(|_| self.runs_on(at));
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
        if !is_given || self.is_never(word) || self.is_place_at(at) || self.is_place_of_two(at) {
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
        let end = to
            .checked_sub(1)
            .and_then(|l| self.words.get(l))
            .map_or(0, |w| w.span.end);
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
        let word = self.words.get(at)?;
        let (start, first) = (word.span.start, word.lower.as_str());
        let alone = self
            .text
            .get(..start)?
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let people = &self.lists.people;
        let sides = [
            (&people.professional_labels, Role::Professional),
            (&people.labels, Role::Lay),
        ];
        let mut best: Option<(usize, usize, Role)> = None;
        for (labels, role) in sides {
            for label in labels {
                let parts = || label.split([' ', '-', '/', '.']).filter(|p| !p.is_empty());
                if parts().next() != Some(first) {
                    continue;
                }
                let many = parts().count();
                let fits = alone
                    && parts()
                        .zip(self.words.iter().skip(at))
                        .filter(|(l, w)| *l == w.lower)
                        .count()
                        == many;
                if fits && best.is_none_or(|(b, _, _)| many > b) {
                    best = Some((many, at + many, role));
                }
            }
        }
        let (_, from, role) = best?;
        let gap = self.gap(from);
        let rest: Vec<char> = gap.chars().filter(|c| !c.is_whitespace()).collect();
        let is_bound = rest
            .iter()
            .all(|c| matches!(c, ':' | '-' | '–' | '=' | '(' | '*' | '|' | '>' | '"' | '“'));
        if !is_bound || gap.len() > 12 {
            return None;
        }
        // `name is …`, `known as …`
        let from = if self
            .words
            .get(from)
            .is_some_and(|w| matches!(w.lower.as_str(), "is" | "was" | "are"))
        {
            from + 1
        } else {
            from
        };
        let word = self.words.get(from)?;
        let is_titled = self.lists.names.titles.contains(&word.lower)
            || self.lists.people.professional_titles.contains(&word.lower);
        let is_marked = rest.iter().any(|c| matches!(c, ':' | '-' | '–' | '=' | '|'));
        let surely = is_marked
            || is_titled
            || self.is_given(word)
            || word.capital && (self.is_surname(word) || !self.lists.words.contains(word.bare()));
        surely.then_some((from, role))
    }

    fn named(&self, title: usize, from: usize, to: usize, role: Role) -> Named {
        let start = |n: usize| self.words.get(n).map_or(0, |w| w.span.start);
        let last = to.checked_sub(1).and_then(|l| self.words.get(l));
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
        let mut roles: BTreeMap<String, Role> = BTreeMap::new();
        for named in out.iter() {
            let written = self.text.get(named.span.start..named.span.end).unwrap_or_default();
            for word in tokens(written) {
                let bare = word.bare().to_owned();
                let is_long = bare.chars().count() > 2 && word.capital && !self.lists.people.particles.contains(&bare);
                if is_long && !self.is_never(&word) && (!self.lists.words.contains(&bare) || self.is_surname(&word)) {
                    let role = roles.entry(bare).or_insert(named.role);
                    // Who is named both ways may be two: the one who is protected more counts.
                    *role = (*role).max(named.role);
                }
            }
        }
        let taken: BTreeSet<usize> = out
            .iter()
            .flat_map(|n| {
                self.words
                    .iter()
                    .filter(|w| w.span.start >= n.span.start && w.span.start < n.span.end)
            })
            .map(|w| w.span.start)
            .collect();
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let from = at;
            at += 1;
            let Some(role) = roles
                .get(word.bare())
                .filter(|_| word.capital && !taken.contains(&word.span.start))
            else {
                continue;
            };
            let mut role = *role;
            while self.goes_on(at)
                && self
                    .words
                    .get(at)
                    .is_some_and(|w| w.capital && !taken.contains(&w.span.start) && roles.contains_key(w.bare()))
            {
                role = role.max(
                    self.words
                        .get(at)
                        .and_then(|w| roles.get(w.bare()))
                        .copied()
                        .unwrap_or(role),
                );
                at += 1;
            }
            if !self.is_place_at(from) {
                out.push(self.named(from, from, at, role));
            }
        }
    }
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
