//! The *matcher*: phrases compiled to numbers and matched on numbered tokens. One vocabulary serves all phrases of a finder, so that
//! each word of a text is looked up once, however many phrases there are.

use std::{collections::HashMap, sync::Arc};

use crate::text::{
    phrase::{Marks, Phrase, Piece, SetPieces, Slot},
    words::Token,
};

/// The words that occur in phrases, numbered.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: HashMap<String, u32>,
    prefixes: HashMap<String, u32>,
    longest_prefix: usize,
    /// Sets of words that were compiled, by where they lie; each is held, so that nothing else comes to lie there.
    sets: HashMap<usize, (Arc<SetPieces>, Arc<Code>)>,
}

/// The numbers of a token: the words it can stand for, and the prefixes it begins with.
#[derive(Debug, Clone, Default)]
pub struct Numbered {
    words: [Option<u32>; 4],
    prefixes: Vec<u32>,
}

impl Numbered {
    /// Numbers of words.
    pub fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().flatten().copied()
    }

    /// Numbers of prefixes.
    pub fn prefixes(&self) -> &[u32] {
        &self.prefixes
    }

    fn is_word(&self, word: u32) -> bool {
        self.words.contains(&Some(word))
    }
}

impl Vocabulary {
    /// The number of a word, given now if it has none.
    pub fn word(&mut self, word: &str) -> u32 {
        number(&mut self.words, word)
    }

    /// The number of a prefix, given now if it has none.
    pub fn prefix(&mut self, prefix: &str) -> u32 {
        self.longest_prefix = self.longest_prefix.max(prefix.len());
        number(&mut self.prefixes, prefix)
    }

    /// Numbers a token.
    pub fn number(&self, token: &Token) -> Numbered {
        let mut out = Numbered::default();
        let bare = token.bare();
        let whole = Some(token.lower.as_str()).filter(|w| *w != bare);
        let own = whole.into_iter().chain([bare]).filter(|_| !token.only_others);
        let known = own
            .chain(token.others.iter().copied())
            .filter_map(|w| self.words.get(w).copied());
        for (slot, number) in out.words.iter_mut().zip(known) {
            *slot = Some(number);
        }
        for (byte, c) in token.lower.char_indices() {
            let length = byte + c.len_utf8();
            if length > self.longest_prefix {
                break;
            }
            if let Some(number) = token.lower.get(..length).and_then(|p| self.prefixes.get(p)) {
                out.prefixes.push(*number);
            }
        }
        out
    }
}

fn number(all: &mut HashMap<String, u32>, word: &str) -> u32 {
    if let Some(number) = all.get(word) {
        return *number;
    }
    let next = u32::try_from(all.len()).unwrap_or(u32::MAX);
    all.insert(word.to_owned(), next);
    next
}

/// Which numbers occur in a stretch of text: a quick look before a phrase is tried.
#[derive(Debug, Clone, Default)]
pub struct Present(Vec<u64>);

impl Present {
    /// The numbers of these tokens.
    pub fn of(numbered: &[Numbered]) -> Self {
        let mut out = Self::default();
        for token in numbered {
            for word in token.words() {
                out.set(2 * word as usize);
            }
            for prefix in &token.prefixes {
                out.set(2 * *prefix as usize + 1);
            }
        }
        out
    }

    fn set(&mut self, bit: usize) {
        if self.0.len() <= bit / 64 {
            self.0.resize(bit / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn has(&self, bit: u32) -> bool {
        self.0
            .get(bit as usize / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

/// A phrase, compiled.
#[derive(Debug, Clone)]
pub struct Compiled {
    codes: Vec<Code>,
    /// Of each of these sets one has to occur: even for words, odd for prefixes. The three smallest.
    needs: Vec<Vec<u32>>,
}

#[derive(Debug, Clone)]
enum Code {
    Word(u32),
    Prefix(u32),
    /// One of these single words, in order of number.
    Words(Vec<u32>),
    OneOf(Ways),
    /// Words that are not the phrase's own.
    Set(Arc<Code>),
    Optional(Vec<Code>),
    Gap(u8),
    Slot(Slot),
}

/// Alternatives, to be found by the word that they begin with.
#[derive(Debug, Clone)]
struct Ways {
    all: Vec<Vec<Code>>,
    /// Word and the alternative that begins with it, in order.
    by_word: Vec<(u32, u16)>,
    /// Alternatives that begin otherwise, in order.
    others: Vec<u16>,
}

impl Ways {
    fn new(all: Vec<Vec<Code>>) -> Self {
        let mut by_word = Vec::new();
        let mut others = Vec::new();
        for (number, way) in (0_u16..).zip(&all) {
            match way.first() {
                Some(Code::Word(word)) => by_word.push((*word, number)),
                Some(Code::Words(words)) => by_word.extend(words.iter().map(|w| (*w, number))),
                _ => others.push(number),
            }
        }
        by_word.sort_unstable();
        Self { all, by_word, others }
    }

    /// Tries those that can begin with a token, in the order in which the phrase writes them.
    fn find_map<T>(&self, token: Option<&Numbered>, mut attempt: impl FnMut(&[Code]) -> Option<T>) -> Option<T> {
        let mut numbers: [u16; 12] = [0; 12];
        let mut count = 0;
        let mut keep = |number: u16| {
            if let Some(place) = numbers.get_mut(count) {
                *place = number;
            }
            count += 1;
        };
        for word in token.into_iter().flat_map(Numbered::words) {
            let from = self.by_word.partition_point(|(w, _)| *w < word);
            let rest = self.by_word.get(from..).unwrap_or(&[]);
            rest.iter().take_while(|(w, _)| *w == word).for_each(|(_, n)| keep(*n));
        }
        self.others.iter().for_each(|n| keep(*n));
        match numbers.get_mut(..count) {
            Some(some) => {
                some.sort_unstable();
                let mut last = None;
                some.iter()
                    .filter(|n| last.replace(**n) != Some(**n))
                    .find_map(|n| self.all.get(usize::from(*n)).and_then(|way| attempt(way)))
            }
            // More than are worth sorting: all of them.
            None => self.all.iter().find_map(|way| attempt(way)),
        }
    }
}

/// A text as the matcher sees it.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Tokens up to the end of the range looked at.
    pub tokens: &'a [Token],
    /// What stands at them.
    pub marks: &'a [Marks],
    /// Their numbers, from `begin` on.
    pub numbered: &'a [Numbered],
    /// First token of the range.
    pub begin: usize,
}

impl View<'_> {
    fn at(&self, at: usize) -> Option<&Numbered> {
        self.numbered.get(at.checked_sub(self.begin)?)
    }

    /// The token after the range: people and agencies of the next sentence are no part of a phrase of this one.
    fn end(&self) -> usize {
        self.begin + self.numbered.len()
    }
}

impl Compiled {
    /// Compiles a phrase with the words of this vocabulary.
    pub fn new(phrase: &Phrase, vocabulary: &mut Vocabulary) -> Self {
        let codes = compile(phrase.pieces(), vocabulary);
        let mut needs: Vec<Vec<u32>> = codes.iter().filter_map(need).collect();
        needs.sort_by_key(Vec::len);
        needs.truncate(3);
        Self { codes, needs }
    }

    /// Can it match at all, where only these words occur?
    pub fn may_match(&self, present: &Present) -> bool {
        self.needs.iter().all(|set| set.iter().any(|n| present.has(*n)))
    }

    /// Matches at a token.
    pub fn matches(&self, at: usize, view: View<'_>) -> Option<Match> {
        let start = Match { end: at, written: 0 };
        run(&self.codes, start, at, view, &mut Some).filter(|m| m.end > at)
    }
}

/// How a phrase matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Token after the last.
    pub end: usize,
    /// Which tokens, counted from the first, are words that the phrase writes, and no gap or slot; the first 64.
    pub written: u64,
}

impl Match {
    fn to(self, end: usize) -> Self {
        Self { end, ..self }
    }

    /// One more token, a word that is written.
    fn word(self, begin: usize) -> Self {
        let bit = u32::try_from(self.end - begin)
            .ok()
            .and_then(|n| 1_u64.checked_shl(n))
            .unwrap_or(0);
        Self {
            end: self.end + 1,
            written: self.written | bit,
        }
    }
}

/// A set of which one has to occur for a piece to match; nothing when it can do without.
fn need(code: &Code) -> Option<Vec<u32>> {
    match code {
        Code::Word(word) => Some(vec![2 * word]),
        Code::Prefix(prefix) => Some(vec![2 * prefix + 1]),
        Code::Words(words) => Some(words.iter().map(|w| 2 * w).collect()),
        Code::OneOf(ways) => {
            let mut all = Vec::new();
            for way in &ways.all {
                all.extend(way.iter().filter_map(need).min_by_key(Vec::len)?);
            }
            Some(all)
        }
        Code::Set(inner) => need(inner),
        Code::Optional(_) | Code::Gap(_) | Code::Slot(_) => None,
    }
}

fn compile(pieces: &[Piece], vocabulary: &mut Vocabulary) -> Vec<Code> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Word(word) => Code::Word(vocabulary.word(word)),
            Piece::Prefix(prefix) => Code::Prefix(vocabulary.prefix(prefix)),
            Piece::OneOf(ways) => one_of(ways, vocabulary),
            Piece::Set(set) => Code::Set(one_set(set, vocabulary)),
            Piece::Optional(inner) => Code::Optional(compile(inner, vocabulary)),
            Piece::Gap(most) => Code::Gap(*most),
            Piece::Slot(slot) => Code::Slot(slot.clone()),
        })
        .collect()
}

/// A set is compiled once for all phrases of a vocabulary.
fn one_set(set: &Arc<SetPieces>, vocabulary: &mut Vocabulary) -> Arc<Code> {
    let place = Arc::as_ptr(set).addr();
    if let Some((_, code)) = vocabulary.sets.get(&place) {
        return Arc::clone(code);
    }
    let code = Arc::new(one_of(&set.ways, vocabulary));
    vocabulary.sets.insert(place, (Arc::clone(set), Arc::clone(&code)));
    code
}

fn one_of(ways: &[Vec<Piece>], vocabulary: &mut Vocabulary) -> Code {
    fn single(way: &Vec<Piece>) -> Option<&str> {
        match way.as_slice() {
            [Piece::Word(word)] => Some(word),
            _ => None,
        }
    }
    let words: Option<Vec<&str>> = ways.iter().map(single).collect();
    match words {
        Some(words) => {
            let mut numbers: Vec<u32> = words.iter().map(|w| vocabulary.word(w)).collect();
            numbers.sort_unstable();
            numbers.dedup();
            Code::Words(numbers)
        }
        None => Code::OneOf(Ways::new(ways.iter().map(|way| compile(way, vocabulary)).collect())),
    }
}

/// Tries `codes` from where `so_far` ends, then hands the match to `then`, trying other ways while `then` declines.
fn run(
    codes: &[Code],
    so_far: Match,
    begin: usize,
    view: View<'_>,
    then: &mut dyn FnMut(Match) -> Option<Match>,
) -> Option<Match> {
    let Some((first, rest)) = codes.split_first() else {
        return then(so_far);
    };
    let at = so_far.end;
    match first {
        Code::Word(word) => {
            if view.at(at)?.is_word(*word) {
                run(rest, so_far.word(begin), begin, view, then)
            } else {
                None
            }
        }
        Code::Words(words) => {
            if view.at(at)?.words().any(|w| words.binary_search(&w).is_ok()) {
                run(rest, so_far.word(begin), begin, view, then)
            } else {
                None
            }
        }
        Code::Prefix(prefix) => {
            if view.at(at)?.prefixes.contains(prefix) {
                run(rest, so_far.word(begin), begin, view, then)
            } else {
                None
            }
        }
        Code::OneOf(ways) => ways.find_map(view.at(at), |way| {
            run(way, so_far, begin, view, &mut |m| run(rest, m, begin, view, then))
        }),
        Code::Set(inner) => run(std::slice::from_ref(&**inner), so_far, begin, view, &mut |m| {
            run(rest, so_far.to(m.end), begin, view, then)
        }),
        Code::Optional(inner) => run(inner, so_far, begin, view, &mut |m| run(rest, m, begin, view, then))
            .or_else(|| run(rest, so_far, begin, view, then)),
        Code::Gap(most) => {
            for skip in 0..=usize::from(*most) {
                // A gap does not reach over a sign that parts.
                if skip > 0 && view.tokens.get(at + skip - 1).is_none_or(|t| t.parted) {
                    return None;
                }
                if let Some(found) = run(rest, so_far.to(at + skip), begin, view, then) {
                    return Some(found);
                }
            }
            None
        }
        Code::Slot(slot) => slot_ends(slot, at, view)
            .into_iter()
            .flatten()
            .filter(|end| *end <= view.end())
            .find_map(|end| run(rest, so_far.to(end), begin, view, then)),
    }
}

/// Where a slot can end: at most four places, for agencies of several kinds.
fn slot_ends(slot: &Slot, at: usize, view: View<'_>) -> [Option<usize>; 4] {
    let one = |end: Option<usize>| [end, None, None, None];
    let Some(mark) = view.marks.get(at) else {
        return [None; 4];
    };
    match slot {
        Slot::Person => one(mark.person),
        Slot::Subject => one(mark.subject),
        Slot::AtRisk => one(mark.at_risk),
        Slot::Child => one(mark.child),
        Slot::Lay => one(mark.lay),
        Slot::Manager => one(mark.manager),
        Slot::Name => one(mark.name),
        Slot::Number => one(view.tokens.get(at).filter(|t| t.is_number()).map(|_| at + 1)),
        Slot::Agency(kind) => {
            let mut out = [None; 4];
            let fits = mark
                .agencies
                .iter()
                .filter(|(_, k)| kind.as_ref().is_none_or(|wanted| wanted == k));
            for (slot, (end, _)) in out.iter_mut().zip(fits) {
                *slot = Some(*end);
            }
            out
        }
    }
}
