//! Names by which somebody is called, in quotation marks or not, names at the end of a letter or a message, and who stands against whom in court.

use super::{Cut, Lead, Named, Role, loose::Like};

/// Words of a name in quotation marks, at most.
const QUOTED: usize = 3;

impl Cut<'_> {
    /// `driver "Smokey"`, `Jordan "Jinx" Tooley`, `"Vlad" and "the Boss"`.
    pub(super) fn nicknames(&self, taken: &mut [bool], out: &mut Vec<Named>) {
        let mut last: Option<usize> = None;
        for at in 0..self.words.len() {
            let Some(to) = self.quoted(at) else { continue };
            let first = usize::from(self.lower(at) == "the");
            let is_named = (at + first..to).all(|n| {
                self.words.get(n).is_some_and(|w| {
                    w.capital && w.lower.chars().all(|c| c.is_alphabetic() || c == '\'') && !self.is_known(w)
                })
            });
            let is_taken = |n: Option<usize>| n.and_then(|n| taken.get(n)).copied().unwrap_or(false);
            let opens = |gap: &str| matches!(gap.trim(), "\"" | "“" | "(\"" | "(“" | "'" | "‘" | "('" | "(‘");
            // `Jordan "Jinx" Tooley`
            let behind_name = is_taken(at.checked_sub(1)) && opens(self.gap(at));
            let follows = last.is_some_and(|l| l + 1 >= at || l + 2 == at && matches!(self.lower(l), "and" | "or"));
            let is_nickname = is_named && at + first < to && (behind_name || self.is_called(at) || follows);
            let is_free = !(at..to).any(|n| is_taken(Some(n)));
            if is_nickname && is_free {
                self.take_as(at, to, Role::Lay, taken, out);
            }
            if is_nickname || !is_free {
                last = Some(to);
            }
            // The surname behind it.
            let is_surname = (is_nickname || !is_free)
                && behind_name
                && taken.get(to) == Some(&false)
                && matches!(self.gap(to).trim(), "\"" | "”" | "\")" | "”)" | "'" | "’")
                && self.words.get(to).is_some_and(|w| {
                    w.capital
                        && !self.is_never(w)
                        && !self.is_known(w)
                        && (!self.is_common(w) || self.lists.surnames.contains(w.bare()))
                });
            if is_surname {
                self.take_as(to, to + 1, Role::Lay, taken, out);
            }
        }
    }

    /// `aka Dodger`, `goes by Scooter`: an ordinary word too is a name there.
    pub(super) fn aliases(&self, taken: &mut [bool], out: &mut Vec<Named>) {
        for at in 1..self.words.len() {
            let before = self.lower(at - 1);
            let two = format!("{} {before}", at.checked_sub(2).map_or("", |n| self.lower(n)));
            let aliases = &self.lists.people.aliases;
            let is_near = self.is_next(at) || matches!(self.gap(at).trim(), ":" | "=") && self.gap(at).len() < 4;
            let is_part = |n: usize| {
                let word = self.words.get(n).filter(|w| taken.get(n) == Some(&false) && w.capital);
                word.is_some_and(|w| {
                    let is_letters =
                        w.lower.chars().count() > 1 && w.lower.chars().all(|c| c.is_alphabetic() || c == '\'');
                    let is_thing = self.is_known(w) || self.is_never(w) || self.is_nobody(n) || self.is_job(w);
                    is_letters && !is_thing && !self.lists.people.things.contains(w.bare())
                })
            };
            if !is_near || !(aliases.contains(before) || aliases.contains(&two)) {
                continue;
            }
            let many = (at..at + 3)
                .take_while(|n| (*n == at || self.goes_on(*n)) && is_part(*n))
                .count();
            if many > 0 {
                self.take_as(at, at + many, Role::Lay, taken, out);
            }
        }
    }

    /// Where quotation marks close that open right before this word, one to three words on.
    fn quoted(&self, at: usize) -> Option<usize> {
        let open = self.gap(at);
        let close = match open.chars().next_back()? {
            '"' => '"',
            '“' => '”',
            '‘' => '’',
            '\'' => '\'',
            _ => return None,
        };
        let to = (at + 1..=at + QUOTED).find(|n| self.gap(*n).starts_with(close))?;
        (at + 1..to).all(|n| self.gap(n) == " ").then_some(to)
    }

    /// Does a word for what somebody is called, or for somebody, stand before the quotation marks?
    fn is_called(&self, at: usize) -> bool {
        let lower = |back: usize| at.checked_sub(back).map_or("", |n| self.lower(n));
        let near = self
            .gap(at)
            .chars()
            .all(|c| !c.is_alphanumeric() && !matches!(c, '.' | '\n'))
            && self.gap(at).len() < 9;
        let two = format!("{} {}", lower(2), lower(1));
        let three = format!("{} {two}", lower(3));
        let names = &self.lists.people.nicknames;
        // `saved in her phone as "Kwame"`
        let is_saved = lower(1) == "as" && (2..8).any(|n| lower(n) == "saved");
        let is_kin = self.lists.names.kin.contains(lower(1))
            || self.lists.people.kin.contains(lower(1))
            || self.lists.names.titles.contains(lower(1));
        near && (is_saved || is_kin || names.contains(lower(1)) || names.contains(&two) || names.contains(&three))
    }

    /// `Thanks` and, on a line of its own, who writes.
    pub(super) fn signatures(&self, taken: &mut [bool], out: &mut Vec<Named>) {
        for at in 1..self.words.len() {
            let is_closed = self.gap(at).contains('\n')
                && self
                    .gap(at)
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '-' | '–'));
            if !is_closed || !self.lists.people.closings.contains(self.lower(at - 1)) {
                continue;
            }
            let ends = |n: usize| n >= self.words.len() || self.gap(n).contains('\n');
            let is_word = |n: usize| {
                taken.get(n) == Some(&false)
                    && self.words.get(n).is_some_and(|w| {
                        let is_letters = w.capital && w.lower.chars().all(|c| c.is_alphabetic() || c == '\'');
                        is_letters
                            && !self.is_never(w)
                            && (self.like(n) != Like::No
                                || self.is_given(w)
                                || n > at && self.lists.surnames.contains(w.bare()))
                    })
            };
            let many = (at..at + 3)
                .take_while(|n| (*n == at || self.goes_on(*n)) && is_word(*n))
                .count();
            if many > 0 && ends(at + many) {
                self.take(at, at + many, taken, out);
            }
        }
    }
}

impl Cut<'_> {
    /// `R v Oakley`: who stands against whom.
    pub(super) fn versus(&self, taken: &mut [bool], out: &mut Vec<Named>) {
        for at in 1..self.words.len() {
            let is_v = matches!(self.lower(at), "v" | "vs") && self.gap(at).len() < 3;
            let before = self.lower(at - 1);
            let is_crown = matches!(before, "r" | "regina" | "rex" | "crown" | "police" | "cps");
            if !is_v || !(is_crown || taken.get(at - 1) == Some(&true) || self.like(at - 1) != Like::No) {
                continue;
            }
            let is_part = |n: usize| {
                taken.get(n) == Some(&false)
                    && self.words.get(n).is_some_and(|w| {
                        let is_name = w.capital
                            && w.lower.chars().count() > 1
                            && w.lower.chars().all(|c| c.is_alphabetic() || c == '\'');
                        is_name && !self.is_job(w) && !self.is_known(w) && !self.lists.telling.bodies.contains(w.bare())
                    })
            };
            let many = (at + 1..at + 4)
                .take_while(|n| (*n == at + 1 || self.goes_on(*n)) && is_part(*n))
                .count();
            if many > 0 && self.gap(at + 1).len() < 3 && self.name(at + 1, Lead::Title).is_some() {
                self.take(at + 1, at + 1 + many, taken, out);
            }
        }
    }
}
