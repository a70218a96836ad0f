//! Names of places and bodies, and every other word that is no ordinary one.

use super::{Cut, Found};
use crate::{anonymise::spot::What, text::words::Token};

pub(super) fn find(cut: &Cut<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = cut.words.get(at) {
        if !is_letters(word) {
            at += 1;
            continue;
        }
        if word.capital {
            let to = cut.run(at);
            cut.of_run(at, to, &mut out);
            at = to;
        } else {
            if cut.is_odd(word) && word.lower.chars().count() > 2 {
                out.push((word.span, What::Telling, "unknown word"));
            }
            at += 1;
        }
    }
    out
}

fn is_letters(word: &Token) -> bool {
    word.lower.chars().any(char::is_alphabetic) && !word.lower.starts_with(|c: char| c.is_ascii_digit())
}

impl Cut<'_> {
    /// Where a run of words with capitals ends, small words of names between them.
    fn run(&self, from: usize) -> usize {
        let mut to = from + 1;
        loop {
            let joins = |n: usize| {
                matches!(
                    self.gap(n),
                    " " | "-" | "\u{a0}" | "‑" | " / " | "/" | "'" | "’" | "' " | "’ " | ". " | "."
                ) && (!self.gap(n).starts_with('.')
                    || self.words.get(n - 1).is_some_and(|w| w.lower.chars().count() == 1))
            };
            let is_capital = |n: usize| self.words.get(n).is_some_and(|w| w.capital && is_letters(w));
            if joins(to) && is_capital(to) {
                to += 1;
                continue;
            }
            let small = (1..=3).find(|many| {
                (to..to + many).all(|n| joins(n) && self.lists.telling.inside.contains(self.lower(n)))
                    && joins(to + many)
                    && is_capital(to + many)
            });
            // `Könkämä and 38 Others v. Sweden`
            let versus =
                matches!(self.lower(to), "v" | "vs") && self.gap(to) == " " && matches!(self.gap(to + 1), " " | ". ");
            let small = small.or_else(|| (versus && is_capital(to + 1)).then_some(1));
            match small {
                Some(many) => to += many + 1,
                None => return to,
            }
        }
    }

    /// What of a run is hidden: without phrases of everybody, what has an odd word, or is the name of a body or a place.
    fn of_run(&self, from: usize, to: usize, out: &mut Vec<Found>) {
        let telling = &self.lists.telling;
        let mut start = from;
        let mut end = to;
        // The first word of a sentence has a capital anyway.
        while start < end {
            let Some(word) = self.words.get(start) else { break };
            let begins = start == from && self.begins_sentence(start);
            let little = telling.inside.contains(&word.lower);
            if little
                || begins
                    && !self.is_odd(word)
                    && self.lists.words.contains(word.bare())
                    && !telling.bodies.contains(word.bare())
                    && end - start > 1
                    && !self.words.get(start + 1).is_some_and(|w| w.capital)
            {
                start += 1;
            } else {
                break;
            }
        }
        while end > start && telling.inside.contains(self.lower(end - 1)) {
            end -= 1;
        }
        if start >= end {
            return;
        }
        let whole: Vec<&str> = self.words.iter().take(end).skip(start).map(Token::bare).collect();
        let is_foreign = self.gap(end).trim() == "(" && self.words.get(end).is_some_and(|w| self.is_odd(w));
        let is_public = |w: &&str| telling.public.contains(*w) || telling.inside.contains(*w);
        if !is_foreign && whole.iter().all(is_public) {
            return;
        }
        if !is_foreign && telling.public.contains(&whole.join(" "))
            || telling.public.contains(&format!("the {}", whole.join(" ")))
        {
            return;
        }
        // `against the Republic of Turkey`: a state by its full name is the other side, not a place.
        let is_state = matches!(
            whole.as_slice(),
            ["republic" | "kingdom", "of", ..] | ["federal", "republic", ..]
        ) || whole.last() == Some(&"republic")
            && telling.peoples.contains(whole.first().copied().unwrap_or_default());
        if is_state {
            return;
        }
        let odd = (start..end).any(|n| {
            self.words
                .get(n)
                .is_some_and(|w| self.is_odd(w) || self.lists.places.get(w.bare()) == Some(&false))
        });
        let last = self.words.get(end - 1).map(|w| w.bare().to_owned()).unwrap_or_default();
        let first = self.words.get(start).map(|w| w.bare().to_owned()).unwrap_or_default();
        let is_area = telling.areas.contains(&last) || telling.areas.contains(&first);
        let is_body = telling.bodies.contains(&last) || telling.bodies.contains(&first);
        let what = if is_body {
            What::Organisation
        } else if is_area {
            What::Place
        } else {
            What::Telling
        };
        let many = end - start;
        let is_initials =
            many > 1 && (start..end).all(|n| self.words.get(n).is_some_and(|w| w.lower.chars().count() == 1));
        let peoples = (start..end).any(|n| self.words.get(n).is_some_and(|w| telling.peoples.contains(w.bare())));
        let is_nation = peoples && many > 1 && (is_body || last == "government");
        let (wide_start, wide_end) = self.wide_name(start, end);
        let is_wide = wide_start < start || wide_end > end;
        // `“Taxed Mountains Case”`, `PKK (Workers’ Party)`: a title, or what short letters stand for.
        let (before, after) = (self.gap(start), self.gap(end));
        let is_title = before.ends_with(['“', '"', '‘']) && after.starts_with(['”', '"', '’']);
        let is_spelt =
            many > 1 && before.trim() == "(" && self.before(start).is_some_and(|w| w.shouted || self.is_odd(w));
        if odd
            || is_title
            || is_spelt
            || is_initials
            || is_nation
            || (peoples || is_foreign) && is_wide
            || is_foreign && many > 1
        {
            out.push((self.span(wide_start, wide_end), what, "name"));
        } else if many > 1 && (is_body || is_area) {
            out.push((self.span(start, end), what, "body"));
        } else if many > 2 && !self.begins_sentence(start) && !telling.laws.contains(&last) {
            out.push((self.span(start, end), What::Telling, "capitals"));
        }
    }

    /// What belongs to a name in small letters: `municipality of …`, `northern …`, `… garrison`, `…-based`.
    fn wide_name(&self, start: usize, end: usize) -> (usize, usize) {
        let telling = &self.lists.telling;
        let is_kind = |n: usize| {
            self.words
                .get(n)
                .is_some_and(|w| !w.capital && (telling.areas.contains(w.bare()) || telling.bodies.contains(w.bare())))
        };
        let plain = |n: usize| matches!(self.gap(n), " " | "-" | "\u{a0}");
        let mut from = start;
        let is_of = start > 1 && self.lower(start - 1) == "of" && plain(start);
        if is_of && plain(start - 1) && is_kind(start - 2) {
            from = start - 2;
        } else if start > 0 && plain(start) && is_kind(start - 1) {
            from = start - 1;
        }
        let mut to = end;
        if plain(end) && (is_kind(end) || self.gap(end) == "-" && self.words.get(end).is_some_and(|w| !w.capital)) {
            to = end + 1;
        }
        if to > end && self.gap(end) == "-" && plain(to) && is_kind(to) {
            to += 1;
        }
        (from, to)
    }

    fn begins_sentence(&self, at: usize) -> bool {
        at == 0 || self.gap(at).contains(['.', '!', '?', '\n', ':', '“', '"'])
    }

    /// Is it no ordinary word?
    fn is_odd(&self, word: &Token) -> bool {
        let bare = word.bare();
        let words = &self.lists.words;
        let telling = &self.lists.telling;
        let is_known = |w: &str| words.contains(w) || w.strip_suffix('s').is_some_and(|s| words.contains(s));
        let roman = bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        bare.chars().count() > 1
            && !roman
            && !is_known(bare)
            && !is_known(&bare.replace('’', "'"))
            && !telling.peoples.contains(bare)
            && !telling.public.contains(bare)
    }
}
