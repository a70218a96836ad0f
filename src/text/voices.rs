//! *Voices*: which words of an entry are not its writer's: what stands between quotation marks, over as many sentences as it takes, and
//! what follows "e-mail from Mr A:". Who those people are is left to those who know the case.

use std::ops::Range;

use crate::{
    model::mention::Span,
    text::{
        sentences,
        words::{Token, tokens},
    },
};

/// Words of somebody other than the writer, and the words that lead up to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What leads up to it, the nearest sentence first: who speaks stands there.
    pub before: Vec<Span>,
    /// The words themselves.
    pub words: Span,
}

/// Sentences before a passage in which it may say who speaks.
const BACK: usize = 2;
/// Words of a sentence in which a colon still ends who sent what.
const HEADING: usize = 16;

/// Stretches between an opening quotation mark and the one that closes it. A mark that nothing closes opens nothing.
pub fn quotations(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, n)| *n);
        let end = at + c.len_utf8();
        match (open, closing(c)) {
            // An apostrophe stands inside a word; a mark of quoting stands at its edge.
            (Some((mark, from)), _) if c == mark && !(previous.is_alphanumeric() && next.is_alphanumeric()) => {
                out.push(Span { start: from, end: at });
                open = None;
            }
            (None, Some(mark)) if !previous.is_alphanumeric() && !next.is_whitespace() => open = Some((mark, end)),
            _ => {}
        }
        previous = c;
    }
    out
}

/// What closes a mark of quoting.
fn closing(mark: char) -> Option<char> {
    match mark {
        '“' => Some('”'),
        '‘' => Some('’'),
        '"' => Some('"'),
        '\'' => Some('\''),
        _ => None,
    }
}

/// Does a place stand inside one of these stretches?
pub fn is_within(stretches: &[Span], at: usize) -> bool {
    stretches.iter().any(|s| s.start <= at && at < s.end)
}

/// All words of others in a text, in order. `is_letter` tells words for what somebody sends or says to an agency.
pub fn passages(text: &str, is_letter: &dyn Fn(&str) -> bool) -> Vec<Passage> {
    let quoted = quotations(text);
    let all = sentences::split(text);
    let mut out: Vec<Passage> = quoted.iter().map(|words| passage(&all, *words)).collect();
    let paragraph = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        rest.find("\n\n").map_or(text.len(), |at| from + at)
    };
    for sentence in &all {
        let words = tokens(text.get(sentence.start..sentence.end).unwrap_or(""));
        let Some(first) = sent_by(&words, is_letter) else {
            continue;
        };
        let start = sentence.start + first;
        if is_within(&quoted, start) || out.iter().any(|p| p.words.start <= start && start < p.words.end) {
            continue;
        }
        out.push(Passage {
            before: vec![Span {
                start: sentence.start,
                end: start,
            }],
            words: Span {
                start,
                end: paragraph(start),
            },
        });
    }
    out.sort_by_key(|p| p.words.start);
    out
}

fn passage(all: &[Span], words: Span) -> Passage {
    let leading = all.iter().filter(|s| s.start < words.start).rev();
    let before = leading.map(|s| Span {
        start: s.start,
        end: s.end.min(words.start),
    });
    Passage {
        before: before.take(BACK).collect(),
        words,
    }
}

/// "Fwd e-mail from Mr A, no 4: his van was here": where the words begin that somebody sent, counted from the sentence's start.
fn sent_by(words: &[Token], is_letter: &dyn Fn(&str) -> bool) -> Option<usize> {
    let heading: Range<usize> = 0..words.len().min(HEADING);
    let letter = words.get(heading.clone())?.iter().position(|t| is_letter(&t.lower))?;
    let from = letter + words.get(letter..heading.end)?.iter().position(|t| t.lower == "from")?;
    let first = words.get(from..)?.iter().take(HEADING).find(|t| t.colon)?;
    Some(first.span.start)
}
