//! Names that no sign leads to: words with a capital that are nothing else, two of them together or one where people stand; given names in small
//! letters that are no words.

use super::{Cut, Named, Role, is_initial};
use crate::{
    anonymise::vocabulary::begins,
    text::{dates::is_month, one_name::plain, words::Token},
};

/// How much a word looks like a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Like {
    /// Not at all, or it is ordinary.
    No,
    /// A capital, and no word that is known.
    Odd,
    /// On a list of names, and no ordinary word.
    Name,
}

/// The fewest letters of a given name in small letters.
const SMALL: usize = 4;

impl Cut<'_> {
    /// Adds the names that no sign leads to.
    pub(super) fn loose(&self, out: &mut Vec<Named>) {
        let mut taken = self.taken(out);
        self.versus(&mut taken, out);
        let mut at = 0;
        while at < self.words.len() {
            let is_free = taken.get(at) == Some(&false);
            let found = is_free
                .then(|| {
                    self.pair(at, &taken)
                        .or_else(|| self.single(at, &taken))
                        .or_else(|| self.small(at))
                })
                .flatten();
            match found {
                Some(to) => {
                    self.take(at, to, &mut taken, out);
                    at = to.max(at + 1);
                }
                None => at += 1,
            }
        }
        self.nicknames(&mut taken, out);
        self.aliases(&mut taken, out);
        self.signatures(&mut taken, out);
    }

    /// Puts a name among those found.
    pub(super) fn take(&self, from: usize, to: usize, taken: &mut [bool], out: &mut Vec<Named>) {
        let role = self.role_behind(to);
        self.take_as(from, to, role, taken, out);
    }

    pub(super) fn take_as(&self, from: usize, to: usize, role: Role, taken: &mut [bool], out: &mut Vec<Named>) {
        out.push(self.named(from, from, to, role));
        taken.iter_mut().take(to).skip(from).for_each(|t| *t = true);
    }

    /// Is it a word of the language or of the field, or one that tells of a people, a body, a law or work?
    pub(super) fn is_common(&self, word: &Token) -> bool {
        let bare = plain(word.bare());
        let words = &self.lists.words;
        let is_word =
            |w: &str| words.contains(w) || w.strip_suffix('s').is_some_and(|s| s.len() > 3 && words.contains(s));
        if is_word(word.bare()) || is_word(&bare) || words.contains(&word.lower) || self.is_known(word) {
            return true;
        }
        let (telling, names, people) = (&self.lists.telling, &self.lists.names, &self.lists.people);
        let lists = [
            &telling.peoples,
            &telling.public,
            &telling.bodies,
            &telling.areas,
            &telling.laws,
            &telling.work,
            &names.never,
            &names.jobs,
            &names.kin,
            &people.kin,
            &names.titles,
            &people.titles,
            &people.professional_titles,
            &names.professional_titles,
            &self.lists.addresses.kinds,
        ];
        !self.is_listed(&bare) && lists.iter().any(|l| l.contains(&bare) || l.contains(word.bare()))
    }

    fn is_listed(&self, bare: &str) -> bool {
        let is = |w: &str| self.lists.given.contains(w) || self.lists.surnames.contains(w);
        is(bare) || bare.contains('\'') && is(&bare.replace('\'', ""))
    }

    /// How much a word looks like a name, by itself.
    pub(super) fn like(&self, at: usize) -> Like {
        let Some(word) = self.words.get(at).filter(|w| w.capital) else {
            return Like::No;
        };
        let bare = plain(word.bare());
        let count = bare.chars().count();
        let is_letters = bare.chars().all(|c| c.is_alphabetic() || c == '\'') && count > 1;
        if !is_letters || self.is_nobody(at) || self.is_never(word) || self.is_common(word) || self.is_handled(at) {
            return Like::No;
        }
        let is_listed = self.is_listed(&bare);
        // `Zolmitriptan`
        let is_medicine = count > 6
            && self
                .lists
                .people
                .medicines
                .iter()
                .any(|end| bare.ends_with(end.as_str()));
        if is_medicine && !is_listed {
            return Like::No;
        }
        // `ŁĘCKA`, `ADEBAYO` beside small letters: longer than abbreviations are.
        if word.shouted {
            let long = if self.is_shouted { 4 } else { 5 };
            return match (is_listed && count > 3, count > long && has_vowel(&bare)) {
                (true, _) => Like::Name,
                (_, true) => Like::Odd,
                _ => Like::No,
            };
        }
        if is_listed && count > 2 {
            Like::Name
        } else if count > 2 && has_vowel(&bare) && !self.lists.places.contains_key(&bare) {
            Like::Odd
        } else {
            Like::No
        }
    }

    /// Is it part of an address of e-mail or of the web, or of a file's name?
    fn is_handled(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let before = self.text.get(..word.span.start).unwrap_or_default();
        let after = self.text.get(word.span.end..).unwrap_or_default();
        let mut back = before.chars().rev();
        let mut on = after.chars();
        let (first, second) = (back.next(), back.next());
        matches!(first, Some('@' | '_' | '#'))
            || matches!(first, Some('.')) && second.is_some_and(char::is_alphanumeric) && !word.capital
            || after.starts_with(['@', '_'])
            || on.next() == Some('.') && on.next().is_some_and(char::is_lowercase)
    }

    /// Two or more words of a name: `Yohannes Tekle`, `BAPTISTE, Marie-Claire`.
    fn pair(&self, at: usize, taken: &[bool]) -> Option<usize> {
        let first = self.like(at);
        if first == Like::No {
            return None;
        }
        // `the Oyinda Quashie`: what stands before anything tells nothing of two words.
        let is_before = |b: &Token| self.lists.names.before_anything.contains(&b.lower);
        let is_led_off = self.is_led_off(at) && !self.before(at).is_some_and(is_before);
        let mut to = at + 1;
        let mut names = 1;
        while to < at + 6 && taken.get(to) == Some(&false) && (self.goes_on(to) || self.is_turned(to)) {
            let Some(word) = self.words.get(to) else { break };
            let is_piece = self.lists.people.particles.contains(&word.lower)
                && self.goes_on(to + 1)
                && (self.like(to + 1) != Like::No || self.is_second(to + 1));
            let is_lone = is_initial(word) && self.is_initial_here(to);
            if self.like(to) != Like::No || self.is_second(to) {
                names += 1;
            } else if !is_piece && !is_lone {
                break;
            }
            to += 1;
            if word.bare() != word.lower || self.is_possessed_here(to) {
                break;
            }
        }
        let is_pair = names > 1 || to > at + 1;
        let given = self.words.get(at).is_some_and(|w| self.is_given(w));
        let is_somewhere = is_led_off && !given && !self.is_household(to);
        let is_name = is_pair && !is_somewhere && (!self.is_of_thing(to, false) || self.is_household(to));
        is_name.then_some(to)
    }

    fn is_possessed_here(&self, to: usize) -> bool {
        self.before(to).is_some_and(|w| w.bare() != w.lower)
    }

    /// `HALE, Derek`: the surname first.
    fn is_turned(&self, at: usize) -> bool {
        let Some(before) = self.before(at).filter(|b| b.shouted && !self.is_shouted) else {
            return false;
        };
        let is_given = self.words.get(at).is_some_and(|w| w.capital && !w.shouted);
        matches!(self.gap(at), ", " | "," | " , ") && is_given && self.like(at) != Like::No && !is_initial(before)
    }

    /// May it be the second word of a name: an ordinary word or a place that is a surname too?
    fn is_second(&self, at: usize) -> bool {
        let Some(word) = self
            .words
            .get(at)
            .filter(|w| w.capital && (!w.shouted || self.is_shouted))
        else {
            return false;
        };
        let bare = plain(word.bare());
        let is_name =
            self.lists.surnames.contains(&bare) || self.lists.places.contains_key(&bare) || self.is_given(word);
        is_name && !self.ends_sentence_word(at) && !self.is_job(word) && !self.is_nobody(at) && !self.is_never(word)
    }

    /// One word where people stand.
    fn single(&self, at: usize, taken: &[bool]) -> Option<usize> {
        let like = self.like(at);
        let word = self.words.get(at)?;
        let to = at + 1;
        let joined = self.is_beside_name(at, taken);
        if like == Like::No {
            // `Rose and Hakan`: a word that is a given name too, beside a name.
            let is_given = word.capital && !word.shouted && self.is_given(word) && !self.is_never(word);
            return (is_given && joined && !self.is_nobody(at) && !self.is_of_thing(to, true)).then_some(to);
        }
        let is_possessive = word.bare() != word.lower;
        // `the Kowalczyks`
        let is_several = self.before(at).is_some_and(|b| b.lower == "the")
            && plain(word.bare()).strip_suffix('s').is_some_and(|w| self.is_listed(w));
        if self.is_household(to) || is_several && !self.is_of_thing(to, false) {
            return Some(to);
        }
        let is_thing = self.is_of_thing(to, like == Like::Name || is_possessive);
        if is_thing || self.is_medicine(to) || self.is_led_off(at) && !self.is_doing(at) || self.is_behind_thing(at) {
            return None;
        }
        let begins = begins(self.text, self.words, at);
        let led = joined || self.is_led(at);
        let does = self.does(to) || is_possessive && !self.is_place(word);
        let is_place = self.lists.places.contains_key(&plain(word.bare()));
        let is_name = match like {
            _ if is_place => led || does && !is_possessive,
            Like::Name => true,
            _ if self.is_shouted => led || self.does(to),
            _ if word.shouted => led,
            _ => !begins || led || does || self.is_told(to),
        };
        is_name.then_some(to)
    }

    /// A given name in small letters that is no word: `hi its jodie`.
    fn small(&self, at: usize) -> Option<usize> {
        let word = self.words.get(at).filter(|w| !w.capital && !self.is_shouted)?;
        let bare = plain(word.bare());
        // Of three letters only short forms: `daz`.
        let names = &self.lists.names;
        let is_short = |w: &str| {
            let is_form = names.short_forms.iter().flatten().any(|f| f == w);
            let is_other = self.lists.shorthand.contains(w) || is_month(w);
            (is_form || names.is_given(w) || self.lists.people.given.contains(w)) && !is_other
        };
        let is_name = |w: &str| match w.chars().count() {
            0..=2 => false,
            many if many < SMALL => is_short(w),
            _ => self.lists.given.contains(w),
        };
        // `jodies sister`
        let without = bare.strip_suffix('s').is_some_and(is_name);
        let is_given = is_name(&bare) || without;
        let is_street = self
            .words
            .get(at + 1)
            .is_some_and(|n| self.runs_on(at + 1) && self.is_thing(n));
        let is_free = !self.is_nobody(at) && !self.is_never(word) && !self.is_handled(at);
        (is_given && is_free && !is_street && !self.is_common(word)).then_some(at + 1)
    }

    /// Only a blank lies before it, on the same line.
    pub(super) fn is_next(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.is_empty() && gap.len() < 4 && gap.chars().all(|c| c.is_whitespace() && c != '\n')
    }

    /// `in Oakmere`, `the Oakmere`: a place or a thing.
    fn is_led_off(&self, at: usize) -> bool {
        let before = self.before(at).filter(|_| self.is_next(at));
        before.is_some_and(|b| self.lists.names.places_before.contains(&b.lower))
    }

    /// `said that Xhesika rang`: what stands before anything tells nothing of a word that does something.
    fn is_doing(&self, at: usize) -> bool {
        let before = self
            .before(at)
            .filter(|b| self.lists.names.before_anything.contains(&b.lower));
        before.is_some() && self.does(at + 1)
    }

    /// `Operation Oakmere`: an ordinary word with a capital inside a sentence, which is nobody's title.
    fn is_behind_thing(&self, at: usize) -> bool {
        let Some(before) = self.before(at).filter(|b| b.capital && !b.shouted && self.is_next(at)) else {
            return false;
        };
        if self.lists.people.things_before.contains(&before.lower) {
            return true;
        }
        let is_somebody = self.is_led(at) || self.is_job(before) || self.lists.names.does.contains(&before.lower);
        !is_somebody && self.is_common(before) && !begins(self.text, self.words, at - 1)
    }

    /// `Oakmere Lettings`: what stands behind it tells a body or a thing.
    fn is_of_thing(&self, to: usize, capital_only: bool) -> bool {
        let joins = self.is_next(to) || self.gap(to) == "-";
        let next = self.words.get(to).filter(|n| joins && (n.capital || !capital_only));
        next.is_some_and(|n| {
            let w = n.bare();
            self.lists.people.things.contains(w)
                || n.capital
                    && !n.shouted
                    && (self.lists.names.places_after.contains(w)
                        || self.lists.addresses.kinds.contains(w)
                        || self.lists.telling.bodies.contains(w)
                        || self.lists.telling.areas.contains(w))
        })
    }

    /// `the Oakmere children`
    fn is_household(&self, to: usize) -> bool {
        let next = self.words.get(to).filter(|n| self.is_next(to) && !n.capital);
        next.is_some_and(|n| self.lists.people.households.contains(n.bare()))
    }

    /// `Zolpex 5mg`
    fn is_medicine(&self, to: usize) -> bool {
        let next = self
            .words
            .get(to)
            .filter(|n| self.gap(to).len() < 3 && n.lower.starts_with(|c: char| c.is_ascii_digit()));
        let unit = next.map(|n| n.lower.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned());
        let is_unit = |w: &str| {
            matches!(
                w,
                "mg" | "mcg" | "g" | "ml" | "iu" | "units" | "mgs" | "microgram" | "micrograms" | "puffs"
            )
        };
        unit.is_some_and(|u| {
            is_unit(&u) || u.is_empty() && (is_unit(self.lower(to + 1)) || self.gap(to + 1).starts_with('%'))
        })
    }

    /// Does what follows tell what only people do?
    fn does(&self, to: usize) -> bool {
        let next = self
            .words
            .get(to)
            .filter(|n| self.is_next(to) && !n.capital || self.is_shouted);
        next.is_some_and(|n| self.lists.names.does.contains(&n.lower))
    }

    /// `Iestyn (4)`, `Iestyn, 14,`, `Iestyn ?surname`, or alone on its line: what is told of people.
    fn is_told(&self, to: usize) -> bool {
        let gap = self.gap(to).trim();
        let next = self.lower(to);
        let is_age = next.len() < 4 && next.starts_with(|c: char| c.is_ascii_digit());
        let is_kin = self.lists.names.kin.contains(next) || self.lists.people.kin.contains(next);
        let is_alone = (to == self.words.len() || self.gap(to).contains('\n')) && self.gap(to - 1).contains('\n');
        matches!(gap, "(" | "," | "-") && (is_age || is_kin || next == "aged")
            || gap == "?" && !next.is_empty()
            || is_alone
    }

    /// Does kin, a label or a greeting stand before it?
    fn is_led(&self, at: usize) -> bool {
        let gap = self.gap(at).trim();
        let Some(before) = self
            .before(at)
            .filter(|_| matches!(gap, "" | ":" | "=" | "-" | "–" | "," | "(" | ":-"))
        else {
            return false;
        };
        let (w, people, names) = (before.lower.as_str(), &self.lists.people, &self.lists.names);
        let is_near = self.is_next(at);
        let leads = people.greetings.contains(w)
            || names.kin.contains(w)
            || people.kin.contains(w)
            || people.labels.iter().any(|l| l == w)
            || is_near && (names.done_to.contains(w) || names.jobs.contains(w));
        leads && !(w == "from" && is_near) && !(w == "to" && is_near)
    }

    /// `Gulsen & Hakan`: a name that was found stands beside it.
    fn is_beside_name(&self, at: usize, taken: &[bool]) -> bool {
        let is_taken = |n: Option<usize>| n.and_then(|n| taken.get(n)).copied().unwrap_or(false);
        let is_sign = |n: usize| matches!(self.gap(n).trim(), "&" | "+" | "/");
        let is_and = |n: usize| matches!(self.lower(n), "and" | "n");
        let before = at.checked_sub(1);
        // `BAPTISTE, Marie-Claire`; a word beside the rest of the name.
        let is_turned = self.gap(at + 1) == ", " && self.words.get(at).is_some_and(|w| w.shouted);
        let is_rest = (is_turned || self.goes_on(at + 1)) && is_taken(Some(at + 1));
        is_rest
            || self.goes_on(at) && is_taken(before) && self.gap(at).trim().is_empty()
            || is_sign(at) && is_taken(before)
            || is_sign(at + 1) && is_taken(Some(at + 1))
            || before.is_some_and(|b| is_and(b) && self.is_next(at) && is_taken(b.checked_sub(1)))
            || is_and(at + 1) && self.is_next(at + 1) && is_taken(Some(at + 2))
    }
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y', 'ı', 'ə']) || word.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}
