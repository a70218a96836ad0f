//! Addresses: a number or a house's name with its street.

use super::{
    Recogniser,
    form::{Form, apart, is_in_capitals},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
    text::words::{Token, tokens},
};

pub(super) struct Address;

static NUMBER: Form = Form::new(r"[0-9]{1,4} ?[A-Fa-f]\b|[0-9]{1,4}(?:\s?[\-/–]\s?[0-9]{1,4})?");

/// Words of a street's name, its kind not counted.
const LONGEST: usize = 4;

impl Recogniser for Address {
    fn name(&self) -> &'static str {
        "address"
    }

    fn about(&self) -> &'static str {
        "The number of a house or flat and up to four words that end in a kind of street, over commas and line breaks; a house's name before it."
    }

    fn what(&self) -> What {
        What::Address
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let words = tokens(text);
        let labels = lists.labels.of(self.what(), text);
        let mut out = Vec::new();
        let street = Street {
            text,
            words: &words,
            lists,
        };
        for number in NUMBER.find(text, |_, _| true) {
            out.extend(street.end(number, labels.beside(number)).map(|end| Span {
                start: street.start(number),
                end,
            }));
        }
        // `Flat 3, Hollin Court`: a part of a house that has a name.
        for (at, word) in words.iter().enumerate() {
            let is_unit = lists.addresses.units.contains(&word.lower);
            out.extend(street.unit(at).filter(|_| is_unit));
        }
        // `Rose Cottage, The Green`: a house with a name in a street.
        for at in 1..words.len() {
            out.extend(street.house(at));
        }
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("lives at 14 Mill Lane with her mother", &["14 Mill Lane"]),
            ("Flat 3, 12 Hollin Bank Road, Leeds", &["Flat 3, 12 Hollin Bank Road"]),
            ("12A\nSt. Mary's Terrace", &["12A\nSt. Mary's Terrace"]),
            ("at 7 rowan street", &["7 rowan street"]),
            ("9, The Crescent", &["9, The Crescent"]),
            ("Rose Cottage, 4 Mill Lane", &["Rose Cottage, 4 Mill Lane"]),
            ("flat 2b hollin court", &["flat 2b hollin court"]),
            ("FLAT 9 OAK HOUSE", &["FLAT 9 OAK HOUSE"]),
            ("22-24 High St", &["22-24 High St"]),
            ("14 Mill Road Close", &["14 Mill Road Close"]),
            ("9 Weavers' Fold", &["9 Weavers' Fold"]),
            ("at Rose Cottage, The Green, Overby", &["Rose Cottage, The Green"]),
            ("to The Old Forge, Nettle Lane", &["The Old Forge, Nettle Lane"]),
            ("at Moor Farm, Mr Lane said", &[]),
            ("after 10 days in court", &[]),
            ("2 hours on the road", &[]),
            ("a 5 mile drive", &[]),
            ("seen in Mill Lane", &[]),
            ("page 3 Court", &[]),
            ("not at no 31, Mr Shaw came out", &[]),
            ("in 2015 Kim Heath", &[]),
        ]
    }
}

struct Street<'a> {
    text: &'a str,
    words: &'a [Token],
    lists: &'a Lists,
}

impl Street<'_> {
    /// Where the street ends that begins behind a number.
    fn end(&self, number: Span, is_labelled: bool) -> Option<usize> {
        let first = self.words.partition_point(|w| w.span.start < number.end);
        let gap = self.text.get(number.end..self.words.get(first)?.span.start)?;
        if gap.len() > 3 || !gap.chars().all(|c| c.is_whitespace() || c == ',') || gap.is_empty() {
            return None;
        }
        // `2015 into Lanchester Road`, `On 3 May 2023 Kim Heath`: a year.
        let written = self.text.get(number.start..number.end)?;
        let is_year = written.len() == 4 && (written.starts_with("19") || written.starts_with("20"));
        if is_year && !is_labelled {
            return None;
        }
        self.name(first, is_labelled)
    }

    /// Where a name of one to four words and a kind ends.
    fn name(&self, first: usize, is_labelled: bool) -> Option<usize> {
        let rules = &self.lists.addresses;
        let mut found = None;
        for (many, word) in self.words.get(first..)?.iter().take(LONGEST + 2).enumerate() {
            if many > 0 && !self.runs_on(first + many) {
                break;
            }
            let is_kind = rules.kinds.contains(word.bare());
            let is_saint = word.lower == "st" && many == 0;
            if is_kind && many > 0 && !is_saint {
                let has_capital = word.capital;
                if has_capital || is_labelled || self.is_plain(first, many) && !rules.also_words.contains(word.bare()) {
                    found = Some(word.span.end);
                }
                continue;
            }
            let is_never = rules.never.contains(word.bare());
            let is_month = crate::text::dates::is_month(word.bare());
            // `at no 31, Mr Shaw`: a title begins somebody's name.
            let has_turned = word.capital && self.is_small(first) || self.lists.names.titles.contains(&word.lower);
            if found.is_some() || word.is_number() || has_turned || is_month || is_never && !(word.capital && many == 0)
            {
                break;
            }
            let joins = matches!(
                word.lower.as_str(),
                "of" | "the" | "and" | "le" | "la" | "de" | "upon" | "on"
            );
            let may_join = if joins { many > 0 } else { self.is_small(first) };
            if !word.capital && !may_join {
                break;
            }
        }
        found
    }

    /// Does a street in small letters begin here?
    fn is_small(&self, first: usize) -> bool {
        self.words.get(first).is_some_and(|w| !w.capital)
    }

    /// `7 rowan street`: one or two words in small letters that are no measure.
    fn is_plain(&self, first: usize, many: usize) -> bool {
        many <= 2
            && self
                .words
                .iter()
                .skip(first)
                .take(many)
                .all(|w| !self.lists.addresses.never.contains(w.bare()))
    }

    /// Does this word go on where the one before ended?
    fn runs_on(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.words.get(b));
        let (Some(before), Some(word)) = (before, self.words.get(at)) else {
            return false;
        };
        let gap = self.text.get(before.span.end..word.span.start).unwrap_or_default();
        let is_short = before.lower == "st" || before.lower.chars().count() == 1;
        let gap = gap.trim_start_matches(['\'', '’']);
        gap.len() <= 3 && (gap.chars().all(char::is_whitespace) || gap == "-" || is_short && gap.trim() == ".")
    }

    /// Where an address begins whose number this is: a flat, or the name of a house, stands before it.
    fn start(&self, number: Span) -> usize {
        let at = self.words.partition_point(|w| w.span.start < number.start);
        let is_near = |from: usize, to: usize| {
            self.text
                .get(from..to)
                .is_some_and(|g| g.len() <= 4 && g.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.')))
        };
        let get = |back: usize| at.checked_sub(back).and_then(|n| self.words.get(n));
        let rules = &self.lists.addresses;
        let mut start = number.start;
        // `Flat 3, 12 …`, `no 12 …`
        for back in 1..=2 {
            let Some(word) = get(back) else { break };
            let next = if back == 1 {
                number.start
            } else {
                get(back - 1).map_or(0, |w| w.span.start)
            };
            if !is_near(word.span.end, next) {
                break;
            }
            if rules.units.contains(&word.lower) {
                start = word.span.start;
                break;
            }
            if back == 1 && word.lower.chars().count() > 3 {
                break;
            }
        }
        // `Rose Cottage, 4 …`
        let first = self.words.partition_point(|w| w.span.start < start);
        let house = first.checked_sub(1).and_then(|n| self.words.get(n));
        let is_house =
            house.is_some_and(|h| h.capital && rules.houses.contains(h.bare()) && is_near(h.span.end, start));
        if is_house {
            let mut from = first - 1;
            while from > first.saturating_sub(3)
                && from > 0
                && self.runs_on(from)
                && self.words.get(from - 1).is_some_and(|w| w.capital)
            {
                from -= 1;
            }
            start = self.words.get(from).map_or(start, |w| w.span.start);
        }
        start
    }

    /// A house whose name ends with this word, with its street: `Rose Cottage, The Green`.
    fn house(&self, at: usize) -> Option<Span> {
        let is_named = |n: usize| self.words.get(n).is_some_and(|w| w.capital && !w.is_number());
        let word = self.words.get(at)?;
        if !self.lists.addresses.houses.contains(word.bare()) || !is_named(at) || !is_named(at + 1) {
            return None;
        }
        let gap = self.text.get(word.span.end..self.words.get(at + 1)?.span.start)?;
        let end = self.name(at + 1, false).filter(|_| gap.trim() == ",")?;
        let mut from = at;
        while from > at.saturating_sub(3) && from > 0 && self.runs_on(from) && is_named(from - 1) {
            from -= 1;
        }
        let start = self.words.get(from).filter(|_| from < at)?.span.start;
        Some(Span { start, end })
    }

    /// `Flat 9 Oak House`.
    fn unit(&self, at: usize) -> Option<Span> {
        let unit = self.words.get(at)?;
        let number = self
            .words
            .get(at + 1)
            .filter(|n| n.lower.starts_with(|c: char| c.is_ascii_digit()) || n.lower.len() == 1)?;
        let name = self.words.get(at + 2)?;
        let near = |from: usize, to: usize| {
            self.text
                .get(from..to)
                .is_some_and(|g| g.len() <= 3 && g.chars().all(|c| c.is_whitespace() || c == ','))
        };
        if !near(unit.span.end, number.span.start) || !near(number.span.end, name.span.start) {
            return None;
        }
        let mut end = None;
        for (many, word) in self.words.iter().skip(at + 2).take(4).enumerate() {
            if many > 0 && !self.runs_on(at + 2 + many) {
                break;
            }
            if many > 0
                && (self.lists.addresses.houses.contains(word.bare())
                    || self.lists.addresses.kinds.contains(word.bare()))
            {
                end = Some(word.span.end);
                break;
            }
            if self.lists.addresses.never.contains(word.bare()) || self.lists.names.titles.contains(&word.lower) {
                break;
            }
        }
        let span = Span {
            start: unit.span.start,
            end: end?,
        };
        let written = self.text.get(span.start..span.end)?;
        (is_in_capitals(written) || name.capital == unit.capital || name.capital).then_some(span)
    }
}
