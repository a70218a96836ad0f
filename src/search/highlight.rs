//! *Highlights*: which bytes of an entry's text matched, found in the text itself.

use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use crate::{
    model::{entry::Entry, mention::Reading, quote::Part},
    search::{
        answer::Piece,
        index::{plain, stemmed},
        query::{Field, Node},
        translate::Resolved,
    },
};

/// Characters shown of a long text.
const WINDOW: usize = 420;

/// A word of a text: where it stands, as it is and without its ending.
struct Word {
    start: usize,
    end: usize,
    plain: String,
    stem: String,
}

/// The text in pieces, and whether something was left out.
pub(super) fn pieces(node: &Node, resolved: &Resolved, entry: &Entry, reading: &Reading) -> (Vec<Piece>, bool) {
    let words = words(&entry.text);
    let mut ranges = Vec::new();
    mark(node, resolved, &words, reading, &mut ranges);
    ranges.sort_unstable();
    ranges.dedup();
    cut(&entry.text, &ranges)
}

fn words(text: &str) -> Vec<Word> {
    let all = |mut analyzer: TextAnalyzer| {
        let mut out = Vec::new();
        let mut stream = analyzer.token_stream(text);
        while stream.advance() {
            let token = stream.token();
            out.push((token.offset_from, token.offset_to, token.text.clone()));
        }
        out
    };
    all(plain())
        .into_iter()
        .zip(all(stemmed()))
        .map(|((start, end, plain), (_, _, stem))| Word {
            start,
            end,
            plain,
            stem,
        })
        .collect()
}

/// Words of a query, by either analyser.
pub(super) fn terms(mut analyzer: TextAnalyzer, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut stream = analyzer.token_stream(text);
    while stream.advance() {
        out.push(stream.token().text.clone());
    }
    out
}

fn mark(node: &Node, resolved: &Resolved, words: &[Word], reading: &Reading, out: &mut Vec<(usize, usize)>) {
    match node {
        Node::Word(word) => runs(words, &terms(stemmed(), word), |w| &w.stem, out),
        Node::Phrase(phrase) => runs(words, &terms(plain(), phrase), |w| &w.plain, out),
        Node::Prefix(prefix) => {
            let prefix = terms(plain(), prefix).concat();
            out.extend(
                words
                    .iter()
                    .filter(|w| !prefix.is_empty() && w.plain.starts_with(&prefix))
                    .map(|w| (w.start, w.end)),
            );
        }
        Node::Fuzzy(word, most) => {
            let word = terms(plain(), word).concat();
            out.extend(
                words
                    .iter()
                    .filter(|w| distance(&w.plain, &word) <= usize::from(*most))
                    .map(|w| (w.start, w.end)),
            );
        }
        Node::Field(Field::Concept, value) => {
            let ids = resolved.concepts(value);
            out.extend(
                reading
                    .mentions
                    .iter()
                    .filter(|m| m.struck.is_none() && m.quote.part == Part::Text && ids.contains(&m.concept))
                    .map(|m| (m.quote.start, m.quote.end)),
            );
        }
        Node::Field(Field::Person, value) => {
            let ids = resolved.people(value);
            let is_meant = |who: &crate::model::mention::Who| matches!(who, crate::model::mention::Who::Person(id) if ids.contains(&id.0));
            out.extend(
                reading
                    .people
                    .iter()
                    .filter(|p| is_meant(&p.who))
                    .map(|p| (p.span.start, p.span.end)),
            );
        }
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|p| mark(p, resolved, words, reading, out)),
        Node::Like(terms, _) => out.extend(
            words
                .iter()
                .filter(|w| terms.iter().any(|(t, _)| *t == w.stem))
                .map(|w| (w.start, w.end)),
        ),
        Node::All | Node::Field(..) | Node::Dates(..) | Node::Not(_) => {}
    }
}

fn runs(words: &[Word], wanted: &[String], form: fn(&Word) -> &String, out: &mut Vec<(usize, usize)>) {
    if wanted.is_empty() {
        return;
    }
    for run in words.windows(wanted.len()) {
        if run.iter().zip(wanted).all(|(w, t)| form(w) == t) {
            out.extend(run.first().zip(run.last()).map(|(a, b)| (a.start, b.end)));
        }
    }
}

/// Letters to change, add, leave out or swap with a neighbour.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |r: usize, c: usize| {
                rows.get(r)
                    .and_then(|row| row.get(c))
                    .copied()
                    .unwrap_or(usize::MAX - 1)
            };
            let left = row.last().copied().unwrap_or(0);
            let mut best = (cell(i, j) + usize::from(x != y)).min(cell(i, j + 1) + 1).min(left + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if is_swap {
                best = best.min(cell(i - 1, j - 1) + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|r| r.last()).copied().unwrap_or(usize::MAX)
}

fn cut(text: &str, ranges: &[(usize, usize)]) -> (Vec<Piece>, bool) {
    let (from, to) = window(text, ranges.first().map_or(0, |r| r.0));
    let mut out = Vec::new();
    let mut at = from;
    let mut push = |start: usize, end: usize, hit: bool| {
        if let Some(piece) = text.get(start..end).filter(|p| !p.is_empty()) {
            out.push(Piece {
                text: piece.to_owned(),
                hit,
            });
        }
    };
    for (start, end) in ranges {
        let (start, end) = ((*start).max(at), (*end).min(to));
        if start >= end {
            continue;
        }
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, to, false);
    (out, from > 0 || to < text.len())
}

/// A stretch of the text round a place, beginning and ending between words.
fn window(text: &str, at: usize) -> (usize, usize) {
    if text.chars().count() <= WINDOW {
        return (0, text.len());
    }
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let place = starts.partition_point(|i| *i < at);
    let first = place.saturating_sub(WINDOW / 4);
    let from = starts.get(first).copied().unwrap_or(0);
    let to = starts.get(first + WINDOW).copied().unwrap_or(text.len());
    let from = if from == 0 {
        0
    } else {
        text.get(from..at)
            .and_then(|t| t.find(' '))
            .map_or(from, |space| from + space + 1)
    };
    let to = if to == text.len() {
        to
    } else {
        text.get(..to)
            .and_then(|t| t.rfind(' '))
            .filter(|space| *space > at)
            .unwrap_or(to)
    };
    (from, to)
}
