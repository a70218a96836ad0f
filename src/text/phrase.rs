//! *Phrases*: the small notation of `rules/` (see `docs/writing-patterns.md`, section 1), parsed and matched word by word.

mod sets;

use std::{borrow::Cow, sync::Arc};

use crate::text::{
    matcher::{Compiled, Numbered, View, Vocabulary},
    words::Token,
};

pub(super) use self::sets::SetPieces;
pub use self::sets::{Sets, holds};

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Word(String),
    Prefix(String),
    OneOf(Vec<Vec<Piece>>),
    /// The words of a set: they are not the phrase's own, so that modifiers act on them.
    Set(Arc<SetPieces>),
    Optional(Vec<Piece>),
    Gap(u8),
    Slot(Slot),
}

/// A place for somebody or something that is known by more than a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    Person,
    Subject,
    AtRisk,
    Child,
    Lay,
    Manager,
    Number,
    Name,
    Agency(Option<String>),
}

/// A parsed phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As the rule file writes it.
    pub literal: String,
    pieces: Vec<Piece>,
    anchors: Vec<Anchored>,
}

/// A word from which a phrase can be looked up, and how many tokens the phrase begins before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchored {
    /// The word.
    pub anchor: Anchor,
    /// At least so many tokens before.
    pub least: usize,
    /// At most so many.
    pub most: usize,
}

/// Where phrases can be looked up from a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// The word itself.
    Word(String),
    /// A word that begins so.
    Prefix(String),
}

/// What stands at a token beyond its word. Ends are token indexes, exclusive.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Somebody begins here.
    pub person: Option<usize>,
    /// The subject begins here.
    pub subject: Option<usize>,
    /// Somebody at risk begins here.
    pub at_risk: Option<usize>,
    /// A child begins here.
    pub child: Option<usize>,
    /// A relative, neighbour or other lay person begins here.
    pub lay: Option<usize>,
    /// A manager begins here.
    pub manager: Option<usize>,
    /// Something with a name of its own begins here that is neither a known person nor a known agency.
    pub name: Option<usize>,
    /// Agencies begin here: end and kind.
    pub agencies: Vec<(usize, String)>,
}

/// A phrase that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("phrase `{phrase}`: {what}")]
pub struct PhraseError {
    phrase: String,
    what: String,
}

impl Phrase {
    /// Reads a phrase.
    pub fn parse(literal: &str, sets: &Sets) -> Result<Self, PhraseError> {
        let fail = |what: String| PhraseError {
            phrase: literal.to_owned(),
            what,
        };
        let mut reader = Reader { rest: literal, sets };
        let pieces = reader.sequence(0).map_err(fail)?;
        if !reader.rest.trim().is_empty() {
            return Err(fail(format!(
                "`{}` is left over; a bracket is closed that was not opened",
                reader.rest.trim()
            )));
        }
        let phrase = Self {
            literal: literal.to_owned(),
            anchors: best_anchors(&pieces).unwrap_or_default(),
            pieces,
        };
        if phrase.anchors.is_empty() {
            return Err(fail("it needs at least one plain word, outside `[ ]`".to_owned()));
        }
        Ok(phrase)
    }

    /// The words from which it can be looked up: any text that it matches holds one of them, at that distance from its start.
    pub fn anchors(&self) -> &[Anchored] {
        &self.anchors
    }

    /// Its pieces.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// All places where it matches, in order: first token and the token after the last. Places may overlap.
    pub fn places(&self, tokens: &[Token], marks: &[Marks]) -> Vec<(usize, usize)> {
        let mut vocabulary = Vocabulary::default();
        let compiled = Compiled::new(self, &mut vocabulary);
        let numbered: Vec<Numbered> = tokens.iter().map(|t| vocabulary.number(t)).collect();
        let view = View {
            tokens,
            marks,
            numbered: &numbered,
            begin: 0,
        };
        (0..tokens.len())
            .filter_map(|at| compiled.matches(at, view).map(|m| (at, m.end)))
            .collect()
    }
}

/// The smallest set of anchors among the pieces that must be there.
fn best_anchors(pieces: &[Piece]) -> Option<Vec<Anchored>> {
    let (mut least, mut most) = (0, 0);
    let mut best: Option<(_, Cow<'_, [Anchored]>, _)> = None;
    for piece in pieces {
        if let Some(found) = piece_anchors(piece) {
            let cost = cost(&found);
            if best.as_ref().is_none_or(|(b, ..)| cost < *b) {
                best = Some((cost, found, (least, most)));
                if cost == CHEAPEST {
                    break;
                }
            }
        }
        let (shortest, longest) = piece_length(piece);
        least += shortest;
        most += longest;
    }
    let (_, found, (least, most)) = best?;
    let mut found = found.into_owned();
    for anchored in &mut found {
        anchored.least += least;
        anchored.most += most;
    }
    Some(found)
}

/// One word that is not in every sentence.
const CHEAPEST: (u8, usize) = (0, 1);

fn cost(anchors: &[Anchored]) -> (u8, usize) {
    (
        anchors.iter().map(|a| commonness(&a.anchor)).max().unwrap_or(0),
        anchors.len(),
    )
}

fn piece_anchors(piece: &Piece) -> Option<Cow<'_, [Anchored]>> {
    let one = |anchor| {
        Some(Cow::Owned(vec![Anchored {
            anchor,
            least: 0,
            most: 0,
        }]))
    };
    match piece {
        Piece::Word(word) => one(Anchor::Word(word.clone())),
        Piece::Prefix(prefix) => one(Anchor::Prefix(prefix.clone())),
        Piece::OneOf(ways) => anchors_of_ways(ways).map(Cow::Owned),
        Piece::Set(set) => set.anchors.as_deref().map(Cow::Borrowed),
        Piece::Optional(_) | Piece::Gap(_) | Piece::Slot(_) => None,
    }
}

fn anchors_of_ways(ways: &[Vec<Piece>]) -> Option<Vec<Anchored>> {
    let mut all = Vec::new();
    for way in ways {
        all.extend(best_anchors(way)?);
    }
    all.sort();
    all.dedup();
    Some(all)
}

/// The most tokens that a slot covers: a long agency name.
const LONGEST_SLOT: usize = 8;

fn piece_length(piece: &Piece) -> (usize, usize) {
    let of = |pieces: &[Piece]| {
        pieces
            .iter()
            .map(piece_length)
            .fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
    };
    let of_ways = |ways: &[Vec<Piece>]| {
        ways.iter()
            .map(|w| of(w))
            .fold((usize::MAX, 0), |(least, most), (a, b)| (least.min(a), most.max(b)))
    };
    match piece {
        Piece::Word(_) | Piece::Prefix(_) => (1, 1),
        Piece::OneOf(ways) => of_ways(ways),
        Piece::Set(set) => of_ways(&set.ways),
        Piece::Optional(inner) => (0, of(inner).1),
        Piece::Gap(most) => (0, usize::from(*most)),
        Piece::Slot(_) => (1, LONGEST_SLOT),
    }
}

/// Short words are in every sentence: looking up from them is slow. 1 for those, 0 for others.
fn commonness(anchor: &Anchor) -> u8 {
    match anchor {
        Anchor::Word(w) => u8::from(w.len() <= 3 || COMMON.contains(&w.as_str())),
        Anchor::Prefix(p) => u8::from(p.len() <= 2),
    }
}

/// Longer words that notes are full of.
const COMMON: &[&str] = &[
    "with", "from", "that", "this", "been", "have", "will", "when", "says", "said", "told", "then", "there", "about",
    "they", "them", "their", "were", "what", "would",
];

struct Reader<'a> {
    rest: &'a str,
    sets: &'a Sets,
}

impl Reader<'_> {
    fn sequence(&mut self, depth: usize) -> Result<Vec<Piece>, String> {
        if depth > 8 {
            return Err("brackets are nested more than 8 deep".to_owned());
        }
        let mut out = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| {
                matches!(c, '-' | '/' | '.' | ',' | '&' | '\'' | '"') || c.is_whitespace()
            });
            let Some(first) = self.rest.chars().next() else {
                return Ok(out);
            };
            match first {
                ')' | ']' | '|' => return Ok(out),
                '(' => out.push(Piece::OneOf(self.alternatives(depth, ')')?)),
                '[' => out.push(Piece::Optional(vec![Piece::OneOf(self.alternatives(depth, ']')?)])),
                '~' => {
                    self.skip(1);
                    let digits = self.take(|c| c.is_ascii_digit());
                    out.push(Piece::Gap(
                        digits
                            .parse()
                            .ok()
                            .filter(|n| *n <= 12)
                            .ok_or("`~` wants a number from 1 to 12")?,
                    ));
                }
                '@' => {
                    self.skip(1);
                    let id = self.take(|c| c.is_alphanumeric() || c == '-');
                    out.push(self.set(&id)?);
                }
                '<' => {
                    self.skip(1);
                    let name = self.take(|c| c != '>');
                    self.close('>')?;
                    out.push(Piece::Slot(slot(&name)?));
                }
                c if c.is_alphanumeric() => out.push(self.word()?),
                c => return Err(format!("`{c}` has no meaning here")),
            }
        }
    }

    fn alternatives(&mut self, depth: usize, end: char) -> Result<Vec<Vec<Piece>>, String> {
        self.skip(1);
        let mut ways = Vec::new();
        loop {
            let way = self.sequence(depth + 1)?;
            if way.is_empty() {
                return Err("an alternative is empty; use `[ ]` for what may be left out".to_owned());
            }
            ways.push(way);
            if self.rest.starts_with('|') {
                self.skip(1);
            } else {
                self.close(end)?;
                return Ok(ways);
            }
        }
    }

    fn word(&mut self) -> Result<Piece, String> {
        let mut word = self.take(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        if !word.is_ascii() {
            word = word.replace('’', "'");
        }
        let word = word.to_lowercase();
        if self.rest.starts_with('*') {
            self.skip(1);
            return Ok(Piece::Prefix(word));
        }
        if self.rest.starts_with('{') {
            self.skip(1);
            let endings = self.take(|c| c != '}');
            self.close('}')?;
            let ways = endings
                .split(',')
                .map(|ending| vec![Piece::Word(format!("{word}{}", ending.trim()))])
                .collect();
            return Ok(Piece::OneOf(ways));
        }
        Ok(Piece::Word(word.trim_end_matches('\'').to_owned()))
    }

    fn set(&self, id: &str) -> Result<Piece, String> {
        let set = self
            .sets
            .0
            .get(id)
            .ok_or_else(|| format!("there is no set `{id}` in rules/lexicons/sets.toml"))?;
        match &set.read {
            Ok(read) => Ok(Piece::Set(Arc::clone(read))),
            Err(what) => Err(format!("in set `{id}`: {what}")),
        }
    }

    fn take(&mut self, keep: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.to_owned()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    fn close(&mut self, bracket: char) -> Result<(), String> {
        self.rest = self
            .rest
            .strip_prefix(bracket)
            .ok_or_else(|| format!("`{bracket}` is missing"))?;
        Ok(())
    }
}

fn slot(name: &str) -> Result<Slot, String> {
    match name {
        "person" => Ok(Slot::Person),
        "subject" => Ok(Slot::Subject),
        "at-risk" => Ok(Slot::AtRisk),
        "child" => Ok(Slot::Child),
        "lay" => Ok(Slot::Lay),
        "manager" => Ok(Slot::Manager),
        "number" => Ok(Slot::Number),
        "name" => Ok(Slot::Name),
        "agency" => Ok(Slot::Agency(None)),
        _ => match name.strip_prefix("agency:") {
            Some(kind) => Ok(Slot::Agency(Some(kind.to_owned()))),
            None => Err(format!(
                "`<{name}>` is not one of <person>, <subject>, <at-risk>, <child>, <lay>, <manager>, <number>, <name>, <agency>, <agency:KIND>"
            )),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, Phrase, Sets};
    use crate::text::words::tokens;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let sets = [("her".to_owned(), vec!["her".to_owned(), "the victim".to_owned()])];
        let sets = Sets::from_iter(sets);
        let words = tokens(text);
        let marks = vec![Marks::default(); words.len()];
        let phrase = Phrase::parse(phrase, &sets).unwrap();
        phrase
            .places(&words, &marks)
            .into_iter()
            .map(|(a, b)| text[words[a].span.start..words[b - 1].span.end].to_owned())
            .collect()
    }

    #[test]
    fn the_notation_means_what_the_guide_says() {
        assert_eq!(
            found(
                "follow{s,ed,ing} @her",
                "He follows her and followed the victim. Follow her."
            ),
            ["follows her", "followed the victim"]
        );
        assert_eq!(found("stalk*", "stalking, Stalker's"), ["stalking", "Stalker's"]);
        assert_eq!(
            found("(rang|called up) [the] police", "Rang the police; called up police"),
            ["Rang the police", "called up police"]
        );
        assert_eq!(
            found(
                "sat ~2 outside",
                "sat in car outside; sat outside; sat in the blue car outside"
            ),
            ["sat in car outside", "sat outside"]
        );
        assert_eq!(found("no-contact", "told no contact"), ["no contact"]);
        assert_eq!(found("log <number>", "log 0412 of, log x"), ["log 0412"]);
    }

    #[test]
    fn a_phrase_that_cannot_be_read_says_why() {
        let fail = |p: &str| Phrase::parse(p, &Sets::default()).unwrap_err().to_string();
        assert!(fail("(a|b").contains("`)` is missing"));
        assert!(fail("@nobody here").contains("no set `nobody`"));
        assert!(fail("[maybe] ~3").contains("at least one plain word"));
        assert!(fail("<thing> x").contains("<thing>"));
        assert!(fail("a) b").contains("left over"));
    }
}
