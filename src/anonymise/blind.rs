//! *Blind*: what tells of somebody in a text of which no case is known: identifiers, dates, people, places, bodies, amounts, and words that are no
//! ordinary ones. It hides more than a case needs, where the roster and a person who looks through the rest do that work.

use std::collections::BTreeSet;

use crate::{
    anonymise::{
        lists::Lists,
        named::Cut,
        recognisers,
        spot::{Spot, What},
    },
    model::mention::Span,
    text::{
        dates::{WEEKDAYS, find_dates, is_month},
        words::{Token, tokens},
    },
};

mod amounts;
mod capitals;

/// Everything in a text that may tell of somebody, in order of place, none of them sharing bytes. `roster` are names known beforehand.
pub fn spots(text: &str, lists: &Lists, roster: &[&str]) -> Vec<Spot> {
    let words = tokens(text);
    let mut all = recognisers::spots(text, lists);
    let mut push = |span: Span, what: What, by: &'static str| all.push(Spot { span, what, by });
    for date in find_dates(text, None) {
        push(date.span, What::Date, "date");
    }
    let cut = Cut::new(text, &words, lists);
    for span in cut.days() {
        push(span, What::Date, "date");
    }
    for named in cut.people() {
        push(named.with_title, What::Person, "people");
    }
    for span in on_roster(&words, roster) {
        push(span, What::Person, "roster");
    }
    for (span, what, by) in amounts::find(&cut)
        .into_iter()
        .chain(capitals::find(&cut))
        .chain(cut.telling())
    {
        push(span, what, by);
    }
    joined(text, all)
}

/// What was found: its bytes, what it is, and by what.
type Found = (Span, What, &'static str);

impl Cut<'_> {
    /// Does this word begin with a digit?
    fn is_figures(&self, at: usize) -> bool {
        self.lower(at).starts_with(|c: char| c.is_ascii_digit())
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let end = self.before(to).map_or(0, |w| w.span.end);
        Span {
            start: self.words.get(from).map_or(end, |w| w.span.start),
            end,
        }
    }

    /// Where a phrase of a list that begins at this word ends, the longest; only blanks and hyphens inside.
    fn phrase(&self, at: usize, list: &BTreeSet<String>) -> Option<usize> {
        let mut written = String::new();
        let mut found = None;
        for to in at..at + 5 {
            let Some(word) = self.words.get(to) else { break };
            if to > at {
                let gap = self.gap(to);
                match gap {
                    "-" | "‑" => written.push('-'),
                    "/" => written.push('/'),
                    _ if !gap.is_empty() && gap.chars().all(char::is_whitespace) => written.push(' '),
                    _ => break,
                }
            }
            let whole = format!("{written}{}", word.lower);
            let bare = format!("{written}{}", word.bare());
            written.clone_from(&whole);
            let single = |w: &str| list.contains(w) || w.strip_suffix('s').is_some_and(|s| list.contains(s));
            if single(&whole) || single(&bare) {
                found = Some(to + 1);
            }
        }
        found
    }

    /// Days and seasons without a year, and bare years.
    fn days(&self) -> Vec<Span> {
        let mut out = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let next = self
                .words
                .get(at + 1)
                .filter(|_| matches!(self.gap(at + 1), " " | "\u{a0}"));
            let is_day = word.lower.len() <= 4 && self.is_figures(at);
            let names_month = |w: &Token| w.capital && is_month(&w.lower);
            let before = self.before(at);
            let is_alone = names_month(word)
                && (word.lower != "may" && word.lower != "march"
                    || before.is_some_and(|b| {
                        matches!(
                            b.lower.as_str(),
                            "in" | "of"
                                | "since"
                                | "until"
                                | "by"
                                | "and"
                                | "late"
                                | "early"
                                | "mid"
                                | "to"
                                | "from"
                                | "between"
                        )
                    }));
            // `the 1980s`, `9.30 a.m.`
            let is_decade = word.lower.len() == 5 && word.lower.ends_with('s') && word.lower.starts_with("19");
            let is_clock = matches!(word.lower.as_str(), "a" | "p")
                && self.lower(at + 1) == "m"
                && self.gap(at + 1).starts_with('.')
                && at > 0
                && self.is_figures(at - 1);
            if is_clock {
                let many = (1..4)
                    .take_while(|n| {
                        at.checked_sub(*n)
                            .and_then(|b| self.words.get(b))
                            .is_some_and(Token::is_number)
                    })
                    .count();
                out.push(self.span(at - many, at + 2));
            }
            let is_year = word.is_number()
                && word.lower.len() == 4
                && (word.lower.starts_with("19") || word.lower.starts_with("20"));
            let is_season = matches!(word.lower.as_str(), "spring" | "summer" | "autumn" | "winter");
            let is_weekday = WEEKDAYS.contains(&word.lower.as_str());
            if is_day && next.is_some_and(names_month) {
                out.push(self.span(at, at + 2));
            } else if is_alone || is_decade || is_weekday || is_season || is_year {
                out.push(word.span);
            }
        }
        out
    }

    /// Peoples, work, health.
    fn telling(&self) -> Vec<Found> {
        let telling = &self.lists.telling;
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let people = self
                .phrase(at, &telling.peoples)
                .filter(|_| word.capital || word.lower != "polish");
            let work = self
                .phrase(at, &telling.work)
                .filter(|to| *to > at + 1 || !word.capital || at == 0);
            let health = self
                .phrase(at, &telling.health)
                .or_else(|| self.is_health(&word.lower).then_some(at + 1));
            if let Some(from) = self.phrase(at, &telling.leads) {
                let from = from + usize::from(matches!(self.lower(from), "a" | "an" | "the" | "his" | "her"));
                let to = self.phrase_end(from);
                if to > from {
                    out.push((self.span(from, to), What::Telling, "led"));
                }
            }
            if let Some(to) = people.max(work).max(health) {
                let (from, to) = if people == Some(to) {
                    (at, self.national(to))
                } else {
                    self.widened(at, self.injury(to))
                };
                out.push((self.span(from, to), What::Telling, "telling"));
                at = to;
            } else {
                at += 1;
            }
        }
        out
    }

    /// Where the phrase that begins here ends: up to four words, no sign or little word between them.
    fn phrase_end(&self, from: usize) -> usize {
        const ENDS: [&str; 34] = [
            "in", "at", "by", "on", "for", "with", "from", "to", "and", "or", "who", "which", "that", "was", "is",
            "had", "has", "were", "when", "while", "as", "since", "until", "under", "because", "during", "after",
            "before", "if", "but", "of", "the", "his", "her",
        ];
        (from..from + 4)
            .take_while(|n| {
                (*n == from || self.gap(*n) == " ")
                    && self
                        .words
                        .get(*n)
                        .is_some_and(|w| !ENDS.contains(&w.lower.as_str()) && !w.is_number())
            })
            .count()
            + from
    }

    /// `Swedish national`
    fn national(&self, to: usize) -> usize {
        let is_next = matches!(
            self.lower(to),
            "national" | "nationals" | "citizen" | "citizens" | "origin" | "nationality" | "citizenship"
        );
        to + usize::from(is_next && self.gap(to) == " ")
    }

    /// `senior lecturer in law`, `severe bipolar disorder`: words before and behind that are part of it.
    fn widened(&self, at: usize, to: usize) -> (usize, usize) {
        let telling = &self.lists.telling;
        let joins = |n: usize| matches!(self.gap(n), " " | "-" | "\u{a0}" | "‑");
        let many = (1..=2)
            .take_while(|n| *n <= at && joins(at + 1 - n) && telling.before.contains(self.lower(at - n)))
            .count();
        let mut end = to;
        while let Some(to) = self.phrase(end, &telling.after).filter(|_| joins(end)) {
            end = to;
        }
        (at - many, end)
    }

    /// `fracture of the left kneecap`: small words between two of health.
    fn injury(&self, to: usize) -> usize {
        let small = |n: usize| {
            self.is_figures(n)
                || matches!(
                    self.lower(n),
                    "of" | "the" | "his" | "her" | "left" | "right" | "lower" | "upper" | "to" | "in" | "and"
                )
        };
        let many = (to..to + 5).take_while(|n| small(*n) && self.gap(*n) == " ").count();
        let is_next = many > 0
            && self.words.get(to + many).is_some_and(|w| self.is_health(&w.lower))
            && self.gap(to + many) == " ";
        if is_next { self.injury(to + many + 1) } else { to }
    }

    fn is_health(&self, word: &str) -> bool {
        let health = &self.lists.telling.health;
        health.contains(word)
            || word.len() > 3
                && (3..=word.len()).any(|n| word.get(..n).is_some_and(|head| health.contains(&format!("{head}*"))))
    }
}

/// The words of known names, each wherever it stands with a capital.
fn on_roster(words: &[Token], roster: &[&str]) -> Vec<Span> {
    let is_part = |w: &Token| w.capital && w.bare().chars().count() > 1;
    let known: BTreeSet<String> = roster
        .iter()
        .flat_map(|n| tokens(n))
        .filter(is_part)
        .map(|w| w.bare().to_owned())
        .collect();
    let held = words.iter().filter(|w| w.capital && known.contains(w.bare()));
    held.map(|w| w.span).collect()
}

/// The same bytes once: what overlaps, or is parted by blanks alone and of one kind, becomes one stretch, named by its longest part.
fn joined(text: &str, mut all: Vec<Spot>) -> Vec<Spot> {
    all.retain(|s| s.span.end > s.span.start);
    all.sort_by_key(|s| (s.span.start, std::cmp::Reverse(s.span.end)));
    let mut out: Vec<(Spot, usize)> = Vec::new();
    for spot in all {
        let size = spot.span.end - spot.span.start;
        match out.last_mut() {
            Some((last, longest)) if spot.span.start < last.span.end => {
                last.span.end = last.span.end.max(spot.span.end);
                if size > *longest {
                    (last.what, last.by, *longest) = (spot.what, spot.by, size);
                }
            }
            // `1994, 1995 and 1997`: days in a row are told in one.
            Some((last, _))
                if last.what == What::Date && spot.what == What::Date && is_row(text, last.span, spot.span) =>
            {
                last.span.end = spot.span.end;
            }
            // `PKK (the Workers' Party)`
            Some((last, _))
                if text.get(last.span.end..spot.span.start).is_some_and(|g| g == " (the ") && last.by == "name" =>
            {
                last.span.end = spot.span.end;
            }
            _ => out.push((spot, size)),
        }
    }
    out.into_iter().map(|(s, _)| s).collect()
}

/// Do only commas, `and`, `to` and the like lie between both?
fn is_row(text: &str, first: Span, second: Span) -> bool {
    let gap = text.get(first.end..second.start).unwrap_or_default().trim();
    matches!(gap, "," | "and" | ", and" | "or" | "to" | "-" | "–" | "until" | "of")
}
