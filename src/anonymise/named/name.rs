//! Which words are a name: how it begins, goes on and ends, and what is a place or a part of somebody's work instead.

use super::{Cut, Lead, is_initial, loose::Like};
use crate::text::{one_name::plain, words::Token};

/// Words of a name, at most.
const LONGEST: usize = 5;

impl Cut<'_> {
    /// Where a name ends that begins here; nothing when none does.
    pub(super) fn name(&self, from: usize, lead: Lead) -> Option<usize> {
        let mut to = from;
        let mut full = 0;
        while to < from + LONGEST {
            let Some(word) = self.words.get(to) else { break };
            let joined = if to == from {
                self.may_begin(from, lead)
            } else {
                self.goes_on(to)
            };
            if !joined {
                break;
            }
            if is_initial(word) && self.is_initial_here(to) {
                to += 1;
                continue;
            }
            // `van der Berg`; with a capital, what stands in no name alone: `Ní Bhriain`, `St. John`.
            let is_short = word.lower.chars().count() < 4 && !word.shouted;
            let particle =
                to > from && self.lists.people.particles.contains(&word.lower) && (!word.capital || is_short);
            if particle && self.words.get(to + 1).is_some_and(|n| n.capital) && self.goes_on(to + 1) && full > 0 {
                to += 1;
                continue;
            }
            if !self.is_name_word(to, lead, to == from, full) {
                break;
            }
            full += 1;
            to += 1;
            if word.bare() != word.lower {
                break;
            }
        }
        (to > from && (full > 0 || lead == Lead::Title || lead == Lead::Work)).then_some(to)
    }

    pub(super) fn is_name_word(&self, at: usize, lead: Lead, is_first: bool, full: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let bare = word.bare();
        let letters = bare.chars().all(|c| c.is_alphabetic() || c == '\'');
        // `uncle Tel`, `sister May`: behind kin, what is never a name elsewhere.
        let is_kin = lead == Lead::Kin && is_first && word.capital && self.is_given(word) && !self.is_counted(at);
        if !letters || bare.chars().count() < 2 || self.is_nobody(at) || self.is_never(word) && !is_kin {
            return false;
        }
        if !word.capital {
            // `re: derek hale`: small letters behind a label or a title, a known given name.
            let known = self.is_given(word) && !self.lists.words.contains(bare);
            let after_given = full == 1
                && self.gap(at) == " "
                && self.words.get(at.wrapping_sub(1)).is_some_and(|w| !w.capital)
                && (!self.lists.words.contains(bare) || self.ends_phrase(at));
            return matches!(lead, Lead::Label | Lead::Title | Lead::Kin)
                && (is_first && (known || lead == Lead::Title && !self.lists.words.contains(bare)) || after_given);
        }
        if word.shouted && !self.is_shouted && bare.chars().count() > 1 {
            if self.is_known(word) {
                return false;
            }
            // `Patient: HALE Derek`; `Mr HALE`; but not `Derek DOB`.
            let plain = lead == Lead::Title && is_first
                || lead != Lead::Given && !self.lists.words.contains(bare) && (is_first || bare.chars().count() > 3);
            // `PIC DEREK HALE`: an ordinary surname behind a name in capitals.
            let is_second =
                full > 0 && self.lists.surnames.contains(bare) && self.before(at).is_some_and(|b| b.shouted);
            return plain || is_second || full == 1 && bare.chars().count() > 3 && !self.lists.words.contains(bare);
        }
        if self.is_shouted {
            return !self.lists.words.contains(bare)
                || self.is_given(word) && lead != Lead::Given
                || full > 0 && self.lists.surnames.contains(bare) && !self.ends_sentence_word(at)
                // `DEAN ROCKLIFFE`
                || is_first && self.is_given(word) && self.goes_on(at + 1) && self.like(at + 1) != Like::No
                || is_first && lead == Lead::Title;
        }
        let is_second = full > 0 && self.lists.surnames.contains(bare) && !self.ends_sentence_word(at);
        let is_ordinary =
            self.lists.words.contains(bare) && !self.is_surname(word) && !self.is_given(word) && !is_second
                || self.is_known(word);
        match lead {
            Lead::Label if is_first => !is_ordinary || self.names_follow(at),
            Lead::Title | Lead::Label => {
                !is_ordinary || is_first || full == 1 && !self.is_job(word) && !self.ends_sentence_word(at)
            }
            Lead::Work => {
                !self.is_job(word) && (!is_ordinary || is_first && !self.is_thing(word) && !self.leads_on(at))
            }
            // `her mum Lien`: a capital inside a sentence behind kin of somebody's.
            Lead::Kin => !self.is_job(word) && (!is_ordinary || is_first && self.is_kin_of(at)),
            Lead::Given => is_first || !is_ordinary && !self.is_job(word),
        }
    }

    /// `Client: Thistle Oakley`, `Client: Thistle DOB …`: an ordinary word at the head of a name has another behind it, or what is told of a person.
    fn names_follow(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).filter(|n| n.capital && self.goes_on(at + 1));
        let is_name = next.is_some_and(|n| {
            !n.shouted
                && !self.is_known(n)
                && !self.is_job(n)
                && !self.lists.people.things.contains(n.bare())
                && !self.ends_sentence_word(at + 1)
        });
        is_name || self.is_counted(at) || next.is_some_and(|n| n.shouted)
    }

    /// Does kin of somebody stand before this word, and is it none itself, nor a thing or what somebody does?
    fn is_kin_of(&self, at: usize) -> bool {
        let (Some(word), Some(kin)) = (self.words.get(at), self.before(at)) else {
            return false;
        };
        let is_kin = |w: &str| self.lists.names.kin.contains(w) || self.lists.people.kin.contains(w);
        let is_other = self.is_known(word) || self.is_thing(word) || self.lists.people.things.contains(word.bare());
        !kin.capital
            && self.gap(at) == " "
            && self.is_possessed(at - 1)
            && !is_other
            && !is_kin(&word.lower)
            && !self.ends_sentence_word(at)
            && !self.lists.telling.peoples.contains(word.bare())
    }

    /// `Tel 01632`, `May 2019`
    fn is_counted(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).filter(|_| self.gap(at + 1).len() < 4);
        next.is_some_and(|n| n.lower.starts_with(|c: char| c.is_ascii_digit()))
            || self.gap(at + 1).trim_start().starts_with(':')
    }

    /// Is it part of a phrase that tells of nobody?
    pub(super) fn is_nobody(&self, at: usize) -> bool {
        self.nobody.get(at).copied().unwrap_or(false)
    }

    /// Is it a word or an abbreviation of the field?
    pub(super) fn is_known(&self, word: &Token) -> bool {
        let bare = plain(word.bare());
        self.lists.known.contains(&bare) && !self.lists.given.contains(&bare)
            || word.shouted && self.lists.exact.contains(&bare.to_uppercase())
    }

    /// Is it the name of a place, and nobody's name?
    pub(super) fn is_place(&self, word: &Token) -> bool {
        let bare = plain(word.bare());
        self.lists.places.contains_key(&bare)
            && !self.lists.given.contains(&bare)
            && !self.lists.surnames.contains(&bare)
    }

    /// Does a sign, a line's end or a number follow it?
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        let gap = self.gap(at + 1);
        let is_number = self.words.get(at + 1).is_some_and(Token::is_number);
        is_number || at + 1 == self.words.len() || gap.contains(['\n', ',', ';', '(', '|', '/']) || gap.contains(". ")
    }

    /// A word with a capital behind a name that begins what is told: `Mr Hale Attended`.
    pub(super) fn ends_sentence_word(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|w| self.lists.people.does.contains(&w.lower) || self.lists.names.does.contains(&w.lower))
    }

    pub(super) fn is_thing(&self, word: &Token) -> bool {
        self.lists.names.places_after.contains(&word.lower) && !self.is_surname(word)
    }

    pub(super) fn is_job(&self, word: &Token) -> bool {
        let w = word.lower.as_str();
        self.lists.names.jobs.contains(w)
            || self.lists.telling.work.contains(w)
            || self.lists.people.professional_titles.contains(w) && w.len() > 3
    }

    pub(super) fn is_surname(&self, word: &Token) -> bool {
        self.lists.names.widespread.contains(word.bare())
    }

    pub(super) fn is_given(&self, word: &Token) -> bool {
        self.lists.given.contains(word.bare()) || self.lists.given.contains(&plain(word.bare()))
    }

    pub(super) fn is_never(&self, word: &Token) -> bool {
        let bare = word.bare();
        self.lists.people.never.contains(bare)
            || self.lists.people.never.contains(&word.lower)
            || crate::text::dates::is_month(bare) && !self.is_given(word)
    }

    /// `Derek Street`, `in Hartley`: a place.
    pub(super) fn is_place_at(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).filter(|_| self.runs_on(at + 1));
        let is_street = next.is_some_and(|n| {
            n.capital
                && (self.lists.addresses.kinds.contains(&n.lower) || self.lists.names.places_after.contains(&n.lower))
                // `Agnes Mc Intyre`
                && !(n.lower == "mc" && self.goes_on(at + 2) && self.words.get(at + 2).is_some_and(|w| w.capital))
                // `Lamar St. John`
                && !(n.lower == "st" && self.goes_on(at + 2) && self.words.get(at + 2).is_some_and(|w| w.capital && self.is_given(w)))
        });
        let before = self.before(at).filter(|_| self.runs_on(at));
        let is_in = before.is_some_and(|b| matches!(b.lower.as_str(), "in" | "near" | "at" | "st" | "saint" | "hmp"))
            && self
                .words
                .get(at)
                .is_some_and(|w| self.lists.places.contains_key(w.bare()) || self.lists.words.contains(w.bare()));
        is_street || is_in || before.is_some_and(|b| matches!(b.lower.as_str(), "st" | "saint" | "hmp"))
    }

    /// `Milton Keynes`, `Essex Partnership`: a place or a body whose first word is a given name too.
    pub(super) fn is_place_of_two(&self, at: usize) -> bool {
        let (Some(first), Some(second)) = (
            self.words.get(at),
            self.words.get(at + 1).filter(|_| self.runs_on(at + 1)),
        ) else {
            return false;
        };
        let whole = format!("{} {}", first.lower, second.bare());
        let is_body = second.capital
            && (self.lists.telling.bodies.contains(second.bare()) || self.lists.telling.areas.contains(second.bare()));
        self.lists.places.contains_key(&whole) || is_body
    }

    /// `Consultant Colorectal Surgeon`: an ordinary word with another word with a capital behind it is part of what the work is called.
    pub(super) fn leads_on(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).filter(|_| self.runs_on(at + 1));
        next.is_some_and(|n| n.capital && (self.lists.words.contains(n.bare()) || self.is_job(n)))
    }

    pub(super) fn is_shoulder_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.is_number() && w.lower.len() < 6)
            && self.runs_on(at)
            && self.runs_on(at + 1)
    }

    /// Only blanks, a hyphen, or the full stop of a short word lie before it.
    pub(super) fn runs_on(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.len() <= 6 && gap.chars().all(char::is_whitespace) && !gap.contains("\n\n") || gap == "-"
    }

    /// Does the first word of a name follow its sign?
    pub(super) fn may_begin(&self, at: usize, lead: Lead) -> bool {
        let gap = self.gap(at);
        match lead {
            Lead::Given => true,
            Lead::Label => gap.len() <= 12,
            // `Dr. Hale`; but `seen by the GP. On Monday` is two sentences.
            Lead::Title | Lead::Work => {
                let before = self.before(at);
                let is_short = before.is_some_and(|b| {
                    self.lists.names.titles.contains(&b.lower)
                        || matches!(
                            b.lower.as_str(),
                            "dr" | "prof" | "rev" | "revd" | "sgt" | "insp" | "supt" | "cllr" | "hon" | "con" | "det"
                        )
                });
                self.runs_on(at) || gap.len() <= 4 && gap.trim() == "." && is_short
            }
            Lead::Kin => {
                let is_sign = matches!(
                    gap.trim(),
                    "," | "(" | ":" | "-" | "=" | "–" | ":-" | "=>" | "/" | "\"" | "“" | "- \"" | "(\"" | ", \""
                );
                self.runs_on(at) || is_sign && gap.len() <= 5
            }
        }
    }

    pub(super) fn goes_on(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let before = self.before(at);
        let is_short = before.is_some_and(|b| is_initial(b) || b.lower.chars().count() <= 2 && b.capital);
        let on_one_line = !gap.contains('\n');
        (self.runs_on(at) && on_one_line
            || is_short && matches!(gap, "." | ". " | ".-")
            || matches!(gap, "'" | "’" | "‑" | "-"))
            && !self
                .words
                .get(at)
                .is_some_and(|w| w.parted && !matches!(gap, "-" | "‑"))
    }

    /// A single capital is an initial; at the end of a sentence only where one stands before a name: `J. Hale`.
    pub(super) fn is_initial_here(&self, at: usize) -> bool {
        let gap = self.gap(at + 1);
        // `Kyron B-J`: the second of two initials.
        let is_pair = self.gap(at) == "-" && self.before(at).is_some_and(is_initial);
        let is_last =
            self.lower(at) != "i" && self.lower(at) != "a" && gap.starts_with([',', ';', ')', '(', ':', '\n']);
        self.words.get(at + 1).is_some_and(|n| n.capital) || gap.starts_with('.') || is_pair || is_last
    }
}
