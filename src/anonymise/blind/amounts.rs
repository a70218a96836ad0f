//! Numbers that tell: amounts of money, measures, ages, stretches of time, years, codes. Numbers of laws and paragraphs tell of nobody.

use super::{Cut, Found};
use crate::anonymise::spot::What;

pub(super) fn find(cut: &Cut<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < cut.words.len() {
        match cut.amount(at) {
            Some(((mut span, what, by), next)) => {
                // `approximately EUR 1,800`
                let about = cut.before(at).filter(|w| cut.lists.telling.about.contains(&w.lower));
                if let Some(word) = about.filter(|_| by == "amount") {
                    span.start = word.span.start;
                }
                out.push((span, what, by));
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

impl Cut<'_> {
    fn is_number(&self, at: usize) -> bool {
        let numbers = &self.lists.telling.numbers;
        self.is_figures(at) || self.words.get(at).is_some_and(|w| numbers.contains(w.bare()))
    }

    /// Where a number ends that begins here: `54,525,000`, `seventy-one`, `three hundred and five`.
    fn number(&self, at: usize) -> Option<usize> {
        if !self.is_number(at) {
            return None;
        }
        let mut to = at + 1;
        loop {
            let gap = self.gap(to);
            let blank = matches!(gap, " " | "\u{a0}");
            let joins = blank || matches!(gap, "," | "." | "-" | "/" | "‑" | ":" | "x" | " x ");
            let is_word = |n: usize| self.is_number(n) && !self.is_figures(n);
            // `1 500`: three digits behind a blank go on; words and digits mix in `4 million`.
            let goes_on = joins
                && self.is_number(to)
                && (!blank
                    || is_word(to)
                    || self.is_figures(to - 1)
                        && self.words.get(to).is_some_and(|w| w.is_number() && w.lower.len() == 3));
            // `15 x 10 mm`
            let by = blank && self.lower(to) == "x" && self.is_figures(to + 1) && self.gap(to + 1) == " ";
            let and = blank
                && self.lower(to) == "and"
                && is_word(to + 1)
                && is_word(to - 1)
                && matches!(self.lower(to - 1), "hundred" | "thousand");
            if goes_on {
                to += 1;
            } else if and || by {
                to += 2;
            } else {
                return Some(to);
            }
        }
    }

    fn amount(&self, at: usize) -> Option<(Found, usize)> {
        let telling = &self.lists.telling;
        // `EUR 1,400`, `TRL 381,495,000`
        if let Some(to) = self
            .phrase(at, &telling.money)
            .filter(|_| self.words.get(at).is_some_and(|w| w.shouted))
        {
            if let Some(end) = self.number(to).filter(|_| self.gap(to).trim().is_empty()) {
                return Some(((self.span(at, end), What::Telling, "amount"), end));
            }
            return Some(((self.span(at, to), What::Telling, "amount"), to));
        }
        let end = self.number(at)?;
        let written = self.span(at, end);
        let is_law = self.is_law(at);
        // `50 to 79%`, `50% and 79%`
        let second = matches!(self.lower(end), "to" | "and").then(|| self.number(end + 1));
        let both = second
            .flatten()
            .filter(|to| self.gap(*to).trim_start().starts_with('%') && self.gap(end).len() <= 3);
        if let Some(to) = both {
            return Some(((self.span(at, to), What::Telling, "amount"), to));
        }
        if self.gap(end).trim_start().starts_with('%') {
            let mut span = written;
            span.end += self.gap(end).find('%').map_or(0, |i| i + 1);
            return Some(((span, What::Telling, "amount"), end));
        }
        let counted = || self.counted(at, end).filter(|_| !is_law);
        if let Some(found) = self.measured(at, end).or_else(counted) {
            return Some(found);
        }
        if is_law && !self.is_code(at, end) || !self.is_figures(at) {
            return None;
        }
        Some((self.numbered(at, end), end))
    }

    /// A number with what it counts: `200,000 Turkish liras (TRY)`, `seven other persons`, `three years and nine months`, `63 years old`.
    fn measured(&self, at: usize, end: usize) -> Option<(Found, usize)> {
        let telling = &self.lists.telling;
        let gap_ok = |n: usize| matches!(self.gap(n), " " | "-" | "\u{a0}" | "‑" | "\n");
        for skip in 0..=2 {
            let n = end + skip;
            if !(end..=n).all(gap_ok) {
                break;
            }
            let unit = self.phrase(n, &telling.time).map(|to| (to, What::Date));
            let unit = unit.or_else(|| {
                self.phrase(n, &telling.units)
                    .or_else(|| self.phrase(n, &telling.money))
                    .map(|to| (to, What::Telling))
            });
            if let Some((to, what)) = unit {
                if what == What::Date && skip > 1 {
                    continue;
                }
                let to = if what == What::Date { self.more_time(to) } else { to };
                return Some(((self.span(at, to), what, "amount"), to));
            }
            let passes = self.words.get(n).is_some_and(|w| {
                !w.lower.is_empty() && !w.is_number() && w.lower.chars().all(char::is_alphabetic) && w.lower.len() > 2
            });
            let is_stop = matches!(
                self.lower(n),
                "and" | "the" | "for" | "from" | "with" | "that" | "were" | "was" | "had" | "which"
            );
            if !passes || is_stop {
                break;
            }
        }
        None
    }

    /// `seven different instances`: a count of things.
    fn counted(&self, at: usize, end: usize) -> Option<(Found, usize)> {
        let is_thing = |n: usize| {
            self.words.get(n).is_some_and(|w| {
                w.lower.len() > 4
                    && w.lower.ends_with('s')
                    && !w.lower.ends_with("ss")
                    && !w.capital
                    && self.lists.words.contains(w.bare())
            })
        };
        let thing = (end..=end + 1).find(|n| (end..=*n).all(|g| self.gap(g) == " ") && is_thing(*n));
        thing.map(|n| ((self.span(at, n + 1), What::Telling, "count"), n + 1))
    }

    /// A number by itself, with the words before it that say of what: `no. 128`, `plot no. 900`.
    fn numbered(&self, at: usize, end: usize) -> Found {
        let what = if self.is_code(at, end) {
            What::Reference
        } else {
            What::Telling
        };
        // `no. 128`, `age of 39`, `aged 39`
        let back = |n: usize| {
            at.checked_sub(n)
                .and_then(|b| self.words.get(b))
                .map(|w| w.lower.as_str())
        };
        let head = match (back(2), back(1)) {
            (_, Some("no" | "nos" | "aged" | "number")) => 1,
            (Some("age"), Some("of")) => 2,
            _ => 0,
        };
        let mut from = at - head;
        // `plot no. 900`, `D-4840`
        let noun = head == 1
            && self
                .before(from)
                .is_some_and(|w| !w.capital && w.lower.len() > 3 && !w.lower.ends_with("ed"))
            && self.gap(from) == " ";
        let letter =
            head == 0 && self.gap(at) == "-" && self.before(at).is_some_and(|w| w.shouted && w.lower.len() <= 2);
        if noun || letter {
            from -= 1;
        }
        (self.span(from, end), what, "number")
    }

    /// `three years and nine months`
    fn more_time(&self, to: usize) -> usize {
        let is_and = self.lower(to) == "and";
        let joins = is_and || self.gap(to).contains(',');
        let next = joins.then(|| self.number(to + usize::from(is_and)));
        next.flatten()
            .and_then(|n| self.phrase(n, &self.lists.telling.time))
            .unwrap_or(to)
    }

    /// `12345/99`, `1996/276`: the number of a case.
    fn is_code(&self, at: usize, end: usize) -> bool {
        let span = self.span(at, end);
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        written.contains('/') && written.chars().filter(char::is_ascii_digit).count() >= 4
    }

    fn is_law(&self, at: usize) -> bool {
        let mut n = at;
        // `Articles 6 and 13`, `Article 8 § 1`, `Rule 59 § 3 (b)`
        for _ in 0..8 {
            let gap = self.gap(n);
            if gap.contains('§') {
                return true;
            }
            let Some(word) = self.before(n) else {
                return false;
            };
            if self.lists.telling.law_numbers.contains(&word.lower) {
                return true;
            }
            let passes = word.is_number()
                || matches!(
                    word.lower.as_str(),
                    "no" | "nos"
                        | "and"
                        | "or"
                        | "to"
                        | "a"
                        | "b"
                        | "c"
                        | "d"
                        | "e"
                        | "f"
                        | "in"
                        | "conjunction"
                        | "with"
                        | "taken"
                );
            let is_stop = gap.contains(". ") && !matches!(word.lower.as_str(), "no" | "nos");
            if !passes || is_stop || gap.contains('\n') {
                return false;
            }
            n -= 1;
        }
        false
    }
}
