//! What is *left*: every word with a capital, and every word that is no ordinary one, which nothing put in other words. A person says of each
//! what it is, and before that nothing goes out.

use crate::{
    anonymise::{
        cast::Kind,
        happenings::Happening,
        people::{Names, is_capitals},
        rewrite::{Change, Rewriter},
        vocabulary::begins,
    },
    model::{disguise::Clearing, mention::Span},
    text::{one_name::plain, words::Token},
};

/// Why a word must be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It looks like a name of somebody.
    Name,
    /// It is the name of a place, and a word or a name too.
    Place,
    /// It tells of a year, and days are moved.
    Happening,
    /// A capital, and no ordinary word.
    Capital,
    /// Figures, or letters and figures, that no recogniser knows.
    Figures,
    /// Letters in capitals that are no abbreviation known here.
    Letters,
    /// No ordinary word, in small letters.
    Unknown,
    /// An ordinary word that stands with a capital inside a sentence.
    Ordinary,
}

impl Why {
    /// All of them, the gravest first.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Place,
        Self::Happening,
        Self::Capital,
        Self::Figures,
        Self::Letters,
        Self::Unknown,
        Self::Ordinary,
    ];

    /// The code used in files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Happening => "happening",
            Self::Capital => "capital",
            Self::Figures => "figures",
            Self::Letters => "letters",
            Self::Unknown => "unknown",
            Self::Ordinary => "ordinary",
        }
    }

    /// In words, for screens.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "It looks like a name",
            Self::Place => "A place that is a word or a name too",
            Self::Happening => "It tells of a year, and days are moved",
            Self::Capital => "A capital, and no ordinary word",
            Self::Figures => "Figures that nothing tells",
            Self::Letters => "Capitals that are no known abbreviation",
            Self::Unknown => "No ordinary word",
            Self::Ordinary => "An ordinary word with a capital inside a sentence",
        }
    }

    /// What it most likely is; nothing where that is not to be guessed.
    pub fn suggests(self) -> Option<Clearing> {
        match self {
            Self::Ordinary | Self::Unknown => Some(Clearing::Ordinary),
            Self::Name => Some(Clearing::Person),
            Self::Place => Some(Clearing::Place),
            Self::Happening => Some(Clearing::Happening),
            Self::Figures => Some(Clearing::Reference),
            Self::Capital | Self::Letters => None,
        }
    }
}

impl std::str::FromStr for Why {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let mut all = Self::ALL.iter().copied();
        all.find(|w| w.code() == code).ok_or_else(|| {
            let all: Vec<&str> = Self::ALL.iter().map(|w| w.code()).collect();
            format!("`{code}` is none of {}", all.join(", "))
        })
    }
}

/// A word that must be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands in the text as it was.
    pub span: Span,
    /// As it is looked up: small letters, no accents.
    pub word: String,
    /// Why.
    pub why: Why,
}

/// The words of a text that nothing changed and that a person must look at. Happenings are told as a whole.
pub(super) fn find(
    rewriter: &Rewriter<'_>,
    names: &Names<'_>,
    (changes, happenings): (&[Change], &[Happening]),
) -> Vec<Left> {
    let text = names.passage.text;
    let words = rewriter.words;
    let mut out = Vec::new();
    // Up to which token a place, a phrase or a street reaches.
    let mut passed = 0;
    for (at, token) in names.tokens.iter().enumerate() {
        let is_changed = is_in(changes, token);
        if let Some(found) = rewriter.plan.phrases.at(names.tokens, at) {
            passed = passed.max(at + found.all);
        }
        passed = passed.max(at + words.phrase_at(names.tokens, at));
        if let Some(found) = happenings.iter().find(|h| h.tokens.0 == at) {
            passed = passed.max(found.tokens.1);
            // Where the roster knows all of it as a name, it is said in other words already.
            let own = names.tokens.get(at..found.tokens.1).unwrap_or_default();
            let is_left = !words.cleared.contains_key(&found.word) && !own.iter().all(|t| is_in(changes, t));
            out.extend(is_left.then(|| Left {
                span: found.span,
                word: found.word.clone(),
                why: Why::Happening,
            }));
        }
        if names.token(at).is_none() || is_changed || at < passed {
            continue;
        }
        let word = plain(token.bare());
        // Of what a person cleared, an ordinary word stays, and anything else stands unchanged only where the level keeps it.
        let is_cleared = words.cleared.contains_key(&word);
        let is_word = rewriter.plan.words.contains_key(&word) && words.is_ordinary(&word) && !token.capital;
        if is_cleared || is_word {
            continue;
        }
        let place = words.place_at(names.tokens, at);
        let count = word.chars().count();
        let has_figure = word.bytes().any(|b| b.is_ascii_digit());
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        // `driver "Smokey"`: one word in quotation marks begins no sentence.
        let starts = begins(text, names.tokens, at) && !is_quoted(text, token.span);
        let written = text.get(token.span.start..token.span.end).unwrap_or_default();
        let is_capitals = is_capitals(written) && letters > 1;
        let is_plural =
            is_capitals && written.ends_with('s') && word.strip_suffix('s').is_some_and(|w| words.is_ordinary(w));
        let is_known =
            words.known.contains(&word) || words.exact.contains(written) || is_plural || word.starts_with("i'");
        let is_ordinary = words.is_ordinary(&word) || is_known || words.telling.is_title(&word);
        let is_street = rewriter.lists.addresses.kinds.contains(&word);
        // `The` at the head of a sentence is no *Theo*.
        let may_start = !is_ordinary || !starts || rewriter.lists.given.contains(&word);
        let may_be_name = token.capital && !names.is_shouted && !is_known && may_start;
        let is_like_name = may_be_name && is_like_given(rewriter, &word);
        let why = if is_initials(rewriter, names, at, &word) {
            Some(Why::Letters)
        } else if is_like_name {
            Some(Why::Name)
        } else if has_figure {
            let digits = count - letters;
            let is_code = (letters > 1 && digits > 2) || digits > 4;
            is_code.then_some(Why::Figures)
        } else if count < 2 {
            None
        } else if is_ordinary {
            let stands_out = token.capital
                && !is_capitals
                && !starts
                && !names.is_shouted
                && !is_known
                && !words.telling.is_title(&word);
            let is_name = words.telling.is_given(&word)
                && token.capital
                && !is_known
                && (!starts || rewriter.plan.words.contains_key(&word));
            match (is_name, place, stands_out) {
                (true, ..) if !names.is_shouted => Some(Why::Name),
                (_, Some(_), true) if !is_street => Some(Why::Place),
                (_, _, true) => Some(Why::Ordinary),
                _ => None,
            }
        } else if words.telling.is_given(&word) {
            Some(Why::Name)
        } else if place.is_some() {
            Some(Why::Place)
        } else if is_capitals && count <= 5 && !names.is_shouted {
            Some(Why::Letters)
        } else if token.capital {
            Some(Why::Capital)
        } else {
            Some(Why::Unknown)
        };
        // `Dr Price`, `her sister Faith`, an author: a name, though the word is an ordinary one.
        let is_name_here = token.capital && !names.is_shouted && (names.passage.is_name || is_led(names, at));
        let why = match why {
            Some(Why::Ordinary | Why::Unknown | Why::Capital | Why::Place) if is_name_here => Some(Why::Name),
            other => other,
        };
        if let Some(why) = why {
            out.push(Left {
                span: token.span,
                word,
                why,
            });
        }
    }
    out
}

/// Does a title, or somebody's kin, stand right before?
fn is_led(names: &Names<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| names.tokens.get(b)) else {
        return false;
    };
    let telling = names.rewriter.words.telling;
    let lead = plain(before.bare());
    let start = names.tokens.get(at).map_or(0, |t| t.span.start);
    let gap = names.passage.text.get(before.span.end..start).unwrap_or_default();
    matches!(gap, " " | ". ") && (telling.is_title(&lead) || telling.is_kin(&lead))
}

/// Does it end what somebody wrote: before a quotation mark, or at the end?
fn closes(text: &str, span: Span) -> bool {
    let behind = text.get(span.end..).unwrap_or_default().trim_start_matches(['.', ' ']);
    let is_end = behind.is_empty() || behind.starts_with(['\'', '"', '’', '”', '\n']);
    let before = text.get(..span.start).unwrap_or_default();
    is_end && before.ends_with(' ') && before.trim_end().ends_with(char::is_alphanumeric)
}

/// May it be letters of somebody, though they mean something else too: `TH`, `hope you are well T`, `To ML.`?
fn is_initials(rewriter: &Rewriter<'_>, names: &Names<'_>, at: usize, word: &str) -> bool {
    let Some(token) = names.tokens.get(at).filter(|t| t.capital && !names.is_shouted) else {
        return false;
    };
    let text = names.passage.text;
    let count = word.chars().count();
    let is_whole = is_capitals(text.get(token.span.start..token.span.end).unwrap_or_default());
    let is_alone = count == 1 && word != "i" && (closes(text, token.span) || token.bare() != token.lower);
    if rewriter.plan.cast.letters.contains_key(&word.to_uppercase()) {
        return is_alone || is_whole && (2..=3).contains(&count);
    }
    let before = at.checked_sub(1).and_then(|b| names.tokens.get(b));
    is_whole && is_unit(word) && !before.is_some_and(Token::is_number)
}

/// Is it written small where it is a unit, so that in capitals it may be somebody?
fn is_unit(word: &str) -> bool {
    matches!(word, "ml" | "mg" | "kg" | "cm" | "mm" | "am" | "pm" | "km")
}

/// Does it stand alone in quotation marks?
fn is_quoted(text: &str, span: Span) -> bool {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'');
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let behind = text.get(span.end..).and_then(|t| t.chars().next());
    before.is_some_and(is_mark) && behind.is_some_and(is_mark)
}

/// Is it another form of a given name of the case: `Willy` of `Will`?
fn is_like_given(rewriter: &Rewriter<'_>, word: &str) -> bool {
    let long = |w: &str| w.chars().count();
    rewriter.plan.cast.words.iter().any(|(given, held)| {
        held.kind != Kind::Surname
            && given != word
            && long(given).min(long(word)) > 2
            && long(given).abs_diff(long(word)) < 3
            && (given.starts_with(word) || word.starts_with(given.as_str()))
    })
}

/// Is a token put in other words?
fn is_in(changes: &[Change], token: &Token) -> bool {
    let meets = |c: &Change| c.span.start < token.span.end && token.span.start < c.span.end;
    changes.iter().any(meets)
}

/// The words around a stretch, cut at words.
pub(super) fn around(text: &str, span: Span) -> String {
    const SIDE: usize = 48;
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(SIDE).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
    let cut = |t: &str| t.replace(['\n', '\r'], " ");
    let head = if from > 0 { "…" } else { "" };
    let tail = if to < after.len() { "…" } else { "" };
    let word = text.get(span.start..span.end).unwrap_or_default();
    format!(
        "{head}{}{word}{}{tail}",
        cut(before.get(from..).unwrap_or_default()),
        cut(after.get(..to).unwrap_or_default())
    )
}
