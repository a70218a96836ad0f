//! *People* in a text that is rewritten: names word by word, or by what somebody is in the case; letters that stand for somebody; places.

mod aside;
mod letters;
mod owners;

use std::collections::BTreeSet;

use self::aside::Aside;
use crate::{
    anonymise::{
        cast::{Kind, PARTICLES},
        plan::{Way, like, possessive},
        rewrite::{Change, Passage, Rewriter},
        spot::What,
        vocabulary::begins,
    },
    model::{
        disguise::Clearing,
        mention::{PersonMention, Span, Who, how},
    },
    text::{
        one_name::{is_slip, plain},
        words::Token,
    },
};

/// A text and what is known of it while names are looked for.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) rewriter: &'a Rewriter<'a>,
    pub(super) passage: Passage<'a>,
    pub(super) tokens: &'a [Token],
    /// Tokens that are part of an identifier or a date.
    pub(super) taken: &'a [bool],
    pub(super) is_shouted: bool,
}

/// A run of words that name one person.
struct Run {
    end: usize,
    owners: BTreeSet<usize>,
    asides: Vec<Aside>,
}

impl Run {
    fn aside_at(&self, at: usize) -> Option<&Aside> {
        self.asides.iter().find(|a| (a.first..a.end).contains(&at))
    }

    /// The aside with which it ends, if it does.
    fn last_aside(&self) -> Option<&Aside> {
        self.asides.last().filter(|a| a.end == self.end)
    }
}

const NAMED: [&str; 6] = [
    how::NAME,
    how::INITIALS,
    how::SLIP,
    how::SHORT,
    how::SHARED,
    how::ANOTHER,
];

impl<'a> Names<'a> {
    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at).filter(|_| self.taken.get(at) == Some(&false))
    }

    fn written(&self, token: &Token) -> &'a str {
        self.passage
            .text
            .get(token.span.start..token.span.end)
            .unwrap_or_default()
    }

    fn written_before(&self, token: &Token) -> Option<char> {
        self.passage.text.get(..token.span.start)?.chars().next_back()
    }

    fn gap(&self, before: usize) -> &'a str {
        match (self.tokens.get(before), self.tokens.get(before + 1)) {
            (Some(a), Some(b)) => self.passage.text.get(a.span.end..b.span.start).unwrap_or_default(),
            _ => "\n",
        }
    }

    /// What begins at this token, and where to go on.
    pub(super) fn at(&self, at: usize) -> Option<(Vec<Change>, usize)> {
        self.token(at)?;
        self.phrase(at).or_else(|| self.name(at)).or_else(|| self.letters(at))
    }

    fn phrase(&self, at: usize) -> Option<(Vec<Change>, usize)> {
        let found = self.rewriter.plan.phrases.at(self.tokens, at)?;
        let from = at + found.lead;
        let first = self.tokens.get(from)?;
        let last = self.tokens.get((from + found.tokens).checked_sub(1)?)?;
        let Some(to) = found.to else {
            return Some((Vec::new(), at + found.all));
        };
        let written = self
            .passage
            .text
            .get(first.span.start..last.span.end)
            .unwrap_or_default();
        let change = Change {
            span: Span {
                start: first.span.start,
                end: last.span.end,
            },
            to: like(written, to),
            what: found.what,
        };
        let house = self.house(at).filter(|_| found.lead > 0);
        Some((house.into_iter().chain([change]).collect(), at + found.all))
    }

    /// The number of a house that stands here, in the place of another.
    fn house(&self, at: usize) -> Option<Change> {
        let token = self.tokens.get(at)?;
        let digits: String = token.lower.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| Change {
            span: Span {
                start: token.span.start,
                end: token.span.start + digits.len(),
            },
            to: self.rewriter.plan.house(&digits),
            what: What::Address,
        })
    }

    /// Somebody on the roster who was read at this token.
    fn read_at(&self, token: &Token) -> Option<&'a PersonMention> {
        let is_there = |p: &&PersonMention| p.span.start <= token.span.start && token.span.end <= p.span.end;
        let is_named = |p: &&PersonMention| {
            NAMED.contains(&p.how.as_str())
                || (p.how == how::TITLE || p.how == how::AUTHOR) && matches!(p.who, Who::Person(_))
        };
        self.passage.people.iter().find(|p| is_there(p) && is_named(p))
    }

    /// The word of a name that stands here, as the plan knows it.
    fn word(&self, at: usize) -> Option<String> {
        let token = self.token(at)?;
        let word = plain(token.bare());
        let plan = self.rewriter.plan;
        if plan.words.contains_key(&word) {
            return self.is_name_here(at, token, &word).then_some(word);
        }
        // A possessive without its sign: `sarahs phone`.
        let without = word
            .strip_suffix('s')
            .filter(|w| w.chars().count() > 3 && !self.rewriter.words.is_ordinary(&word));
        if let Some(name) = without.filter(|w| plan.words.contains_key(*w)) {
            return Some(name.to_owned());
        }
        // A slip of the pen: somebody was read here, or the word is no word and nearly a name.
        let owner = self.read_at(token).and_then(|p| match &p.who {
            Who::Person(id) => plan.cast.figures.iter().position(|f| f.key == id.0),
            _ => None,
        });
        let is_ordinary = self.rewriter.words.is_ordinary(&word);
        if word.chars().count() < 4 || self.rewriter.words.telling.is_title(&word) || (is_ordinary && owner.is_none()) {
            return None;
        }
        let mut near = plan.cast.words.iter().filter(|(w, _)| is_slip(w, &word));
        let of_owner = owner.and_then(|o| near.clone().find(|(_, w)| w.owners.contains(&o)));
        let found = of_owner.or_else(|| near.next().filter(|_| token.capital && !is_ordinary));
        found.map(|(w, _)| w.clone())
    }

    fn is_name_here(&self, at: usize, token: &Token, word: &str) -> bool {
        if self.passage.is_name || !self.rewriter.words.is_ordinary(word) {
            return true;
        }
        if !token.capital {
            return self.is_small_name(at, word);
        }
        // Somebody said that it is a name: it is one wherever it has a capital.
        if matches!(
            self.rewriter.words.cleared.get(word),
            Some(Clearing::Person | Clearing::Professional)
        ) {
            return true;
        }
        let has_name = |n: Option<usize>, gap: &str| {
            let near = n
                .and_then(|n| self.tokens.get(n))
                .filter(|_| matches!(gap, " " | "-" | "/" | " / "));
            near.is_some_and(|t| {
                let word = plain(t.bare());
                self.rewriter.words.telling.is_title(&word)
                    || (t.capital && self.rewriter.plan.words.contains_key(&word))
            })
        };
        let before = at.checked_sub(1);
        let has_neighbour =
            has_name(before, before.map_or("", |b| self.gap(b))) || has_name(Some(at + 1), self.gap(at));
        // `Reeve P: reporting party`: a surname that is a word too, with the letter of a name behind it.
        let next = self.tokens.get(at + 1).filter(|_| self.gap(at) == " ");
        let is_letter = next.filter(|t| t.shouted && t.lower.chars().count() == 1 && !t.is_number());
        let held = self.rewriter.plan.cast.words.get(word);
        let has_letter = is_letter
            .zip(held)
            .is_some_and(|(t, w)| self.has_initial(&w.owners, &t.lower));
        self.read_at(token).is_some()
            || has_neighbour
            || has_letter
            || (!self.is_shouted && !begins(self.passage.text, self.tokens, at))
    }

    /// `daddy mark is`, `when may is home`: a name that is a word too, in small letters, where that word cannot stand.
    fn is_small_name(&self, at: usize, word: &str) -> bool {
        let telling = self.rewriter.words.telling;
        let is_held = self
            .rewriter
            .plan
            .cast
            .words
            .get(word)
            .is_some_and(|w| w.kind == Kind::Given);
        let next = self.tokens.get(at + 1).filter(|_| self.gap(at) == " ");
        let does = next.is_some_and(|n| telling.people.only_behind_names.contains(&n.lower));
        let before = at
            .checked_sub(1)
            .filter(|b| self.gap(*b) == " ")
            .and_then(|b| self.tokens.get(b));
        let is_kin = before.is_some_and(|b| telling.is_kin(b.bare()));
        is_held && does && (is_kin || telling.people.modals.contains(word))
    }

    fn run(&self, at: usize) -> Option<Run> {
        let cast = &self.rewriter.plan.cast;
        let owners_of = |n: usize| self.word(n).and_then(|w| cast.words.get(&w)).map(|w| w.owners.clone());
        let mut run = Run {
            end: at + 1,
            owners: owners_of(at)?,
            asides: Vec::new(),
        };
        while let Some(token) = self.token(run.end) {
            if let Some((aside, owners)) = self.aside(&run) {
                (run.owners, run.end) = (owners, aside.end);
                run.asides.push(aside);
                continue;
            }
            let gap = self.gap_behind(&run);
            // `J. Smith` is one name; `waiting for Ada. Ada wants him` is two sentences.
            let is_short = run.end.checked_sub(1).and_then(|n| self.tokens.get(n));
            let is_short = is_short.is_some_and(|t| t.lower.chars().count() == 1);
            let joins = matches!(gap, " " | "-" | "  ") || is_short && matches!(gap, ". " | ".");
            let is_comma = gap == ", " && self.is_reversed(at, run.end);
            let is_initial = token.shouted && token.lower.chars().count() == 1 && !token.is_number();
            let next: Option<BTreeSet<usize>> = match owners_of(run.end) {
                Some(owners) if joins || is_comma => {
                    let both: BTreeSet<usize> = owners.intersection(&run.owners).copied().collect();
                    Some(both).filter(|b| !b.is_empty())
                }
                None if joins && is_initial && gap != ". " && self.has_initial(&run.owners, &token.lower) => {
                    Some(run.owners.clone())
                }
                None if gap == " "
                    && self.token(run.end + 1).is_some()
                    && PARTICLES.contains(&token.lower.as_str()) =>
                {
                    let after = owners_of(run.end + 1);
                    after
                        .map(|o| o.intersection(&run.owners).copied().collect::<BTreeSet<usize>>())
                        .filter(|b| !b.is_empty())
                }
                _ => None,
            };
            let Some(owners) = next else { break };
            run.owners = owners;
            run.end += 1;
        }
        Some(run)
    }

    /// Is it `Lecka, Maja`, and not `Ms Lecka, Maja and Gran`?
    fn is_reversed(&self, at: usize, next: usize) -> bool {
        let (Some(first), Some(last)) = (self.tokens.get(at), self.tokens.get(next)) else {
            return false;
        };
        let is_one = |p: &PersonMention| p.span.start <= first.span.start && last.span.end <= p.span.end;
        let is_alone = next == at + 1 && self.titled(at) == at && self.read_at(first).is_none();
        self.passage.is_name || is_alone || self.passage.people.iter().any(is_one)
    }

    fn has_initial(&self, owners: &BTreeSet<usize>, letter: &str) -> bool {
        let cast = &self.rewriter.plan.cast;
        cast.words
            .iter()
            .any(|(word, w)| word.starts_with(letter) && !w.owners.is_disjoint(owners))
    }

    fn name(&self, at: usize) -> Option<(Vec<Change>, usize)> {
        let head = if self.word(at).is_none() { self.lead(at)? } else { at };
        let body = (head..self.tokens.len()).find(|n| self.word(*n).is_some())?;
        let mut run = self.run(body)?;
        let titled = || self.owner_titled(body, &run.owners);
        let read = || self.tokens.get(body).and_then(|t| self.owner_read(t, &run.owners));
        if let Some(owner) = titled().or_else(read) {
            run.owners = BTreeSet::from([owner]);
        }
        let ways: Vec<&Way> = run
            .owners
            .iter()
            .filter_map(|o| self.rewriter.plan.ways.get(*o))
            .collect();
        let changes = match ways.as_slice() {
            [Way::Label(label)] => vec![self.labelled(head, &run, label)?],
            // A name of several of them, and nothing tells whose: a false name beside what others are called would be nobody's.
            all if all.iter().any(|way| matches!(way, Way::Label(_))) => match self.likely(body, &run) {
                Some(Way::Label(label)) => vec![self.labelled(head, &run, label)?],
                _ => self.word_by_word(head, &run),
            },
            all if all.iter().all(|way| **way == Way::Kept) => Vec::new(),
            _ => self.word_by_word(head, &run),
        };
        Some((changes, run.end))
    }

    /// A title or an initial that leads to a name: where the name begins.
    fn lead(&self, at: usize) -> Option<usize> {
        let mut n = at;
        let mut is_led = false;
        while n < at + 4 {
            let token = self.token(n)?;
            if self.word(n).is_some() {
                return is_led.then_some(at);
            }
            let is_title = token.capital && self.rewriter.words.telling.is_title(token.bare());
            // The B of `S/B Ben` is no letter of a name.
            let is_joined = self.written_before(token).is_some_and(|c| matches!(c, '/' | '&'));
            let is_initial = token.shouted && token.lower.chars().count() == 1 && !token.is_number() && !is_joined;
            if !(is_title || is_initial) || !matches!(self.gap(n), " " | ". " | "." | "  ") {
                return None;
            }
            is_led = true;
            n += 1;
        }
        None
    }

    /// The whole name, with its title, by what somebody is.
    fn labelled(&self, head: usize, run: &Run, label: &str) -> Option<Change> {
        // What somebody works as stays: `CPN Professional 2`.
        let head = (head..run.end).find(|n| !self.is_work(*n)).unwrap_or(head);
        let first = self.tokens.get(self.titled(head))?;
        let last = self.tokens.get(run.end.checked_sub(1)?)?;
        Some(Change {
            span: Span {
                start: first.span.start,
                end: run.last_aside().map_or(last.span.end, |a| a.span.end),
            },
            to: label.to_owned() + possessive(self.written(last)),
            what: What::Person,
        })
    }

    /// Is it the title of a professional, which tells what they do: `CPN`?
    fn is_work(&self, at: usize) -> bool {
        let telling = self.rewriter.words.telling;
        self.token(at).is_some_and(|t| {
            let word = plain(t.bare());
            t.capital
                && (telling.people.professional_titles.contains(&word)
                    || telling.names.professional_titles.contains(&word))
        })
    }

    /// The first of the titles that stand right before a token, but for those of professionals.
    fn titled(&self, at: usize) -> usize {
        let mut first = at;
        while let Some(before) = first.checked_sub(1) {
            let is_title = self
                .token(before)
                .is_some_and(|t| t.capital && self.rewriter.words.telling.is_title(t.bare()));
            if !is_title || self.is_work(before) || !matches!(self.gap(before), " " | ". ") {
                break;
            }
            first = before;
        }
        first
    }

    /// Each word of a name by another. A nickname that is called as the name beside it falls away: one person, one name.
    fn word_by_word(&self, head: usize, run: &Run) -> Vec<Change> {
        let each = (head..run.end).filter_map(|n| Some((n, self.one_word(n, run)?)));
        let (mut inside, outside): (Vec<_>, Vec<_>) = each.partition(|(n, _)| run.aside_at(*n).is_some());
        let said: BTreeSet<String> = outside.iter().map(|(_, c)| c.to.to_lowercase()).collect();
        let mut out: Vec<Change> = outside.into_iter().map(|(_, c)| c).collect();
        for aside in &run.asides {
            let (own, others): (Vec<_>, Vec<_>) = inside
                .into_iter()
                .partition(|(n, _)| (aside.first..aside.end).contains(n));
            inside = others;
            if own.iter().all(|(_, c)| said.contains(&c.to.to_lowercase())) {
                out.push(Change {
                    span: aside.span,
                    to: String::new(),
                    what: What::Person,
                });
            } else {
                out.extend(own.into_iter().map(|(_, c)| c));
            }
        }
        out
    }

    fn one_word(&self, at: usize, run: &Run) -> Option<Change> {
        let plan = self.rewriter.plan;
        let token = self.tokens.get(at)?;
        let written = self.written(token);
        let is_aside = run.aside_at(at).is_some();
        let to = match self.word(at).or_else(|| self.nickname(at).filter(|_| is_aside)) {
            Some(word) => {
                let has_s = plain(token.bare()).strip_suffix('s') == Some(word.as_str());
                like(written, plan.words.get(&word)?) + if has_s { "s" } else { "" }
            }
            None if token.shouted && token.lower.chars().count() == 1 => self.initial(&run.owners, &token.lower),
            None if is_aside && token.shouted => plan.letters.get(&plain(token.bare()).to_uppercase())?.clone(),
            None => return None,
        };
        Some(Change {
            span: token.span,
            to,
            what: What::Person,
        })
    }
}

/// Capitals, but for a possessive?
pub(super) fn is_capitals(written: &str) -> bool {
    let body = written.trim_end_matches(['s', '\'', '’']);
    !body.is_empty() && body.chars().all(|c| !c.is_lowercase()) && body.chars().any(char::is_alphabetic)
}
