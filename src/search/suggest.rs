//! *Did you mean*: words of a query that are in no entry, and the nearest words that are. Offered, never put in place of what was typed.

use tantivy::{Searcher, Term, query::Bm25StatisticsProvider as _};

use crate::search::{
    highlight::{self, distance},
    index::{SearchError, plain, stemmed},
    query::{self, Node},
    run::{self, Book, Shared},
};

/// No more words of a query are looked after.
const WORDS: usize = 4;
/// Shorter words are not looked after: each is near too many others.
const SHORTEST: usize = 4;

/// The query with each unknown word changed into the nearest known one; nothing when there is none, or when that finds nothing either.
pub(super) fn nearest(books: &[Book<'_>], shared: &Shared, typed: &str) -> Result<Option<String>, SearchError> {
    let Some(fields) = books.first().map(|b| b.shelf.index.fields) else {
        return Ok(None);
    };
    let read = query::read(typed);
    let mut asked = Vec::new();
    words(&read.node, &mut asked);
    let mut changed: Vec<(String, String)> = Vec::new();
    for word in asked {
        if changed.len() == WORDS || changed.iter().any(|(w, _)| *w == word) || word.chars().count() < SHORTEST {
            continue;
        }
        let stem = highlight::terms(stemmed(), &word).concat();
        let known = shared.doc_freq(&Term::from_field_text(fields.exact, &word))?
            + shared.doc_freq(&Term::from_field_text(fields.body, &stem))?;
        if known == 0
            && let Some(near) = best(shared.searchers(), fields.exact, &word)?
        {
            changed.push((word, near));
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    let query = put_in(typed, &changed);
    // Only what may be seen counts: a word of an entry that may not is not given away.
    let found = run::collect(books, shared, &query::read(&query).node, &mut Vec::new())?;
    Ok(Some(query).filter(|q| !found.is_empty() && q != typed))
}

/// The words that a query asks for, as the index has them.
fn words(node: &Node, out: &mut Vec<String>) {
    match node {
        Node::Word(text) | Node::Phrase(text) => out.extend(highlight::terms(plain(), text)),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|p| words(p, out)),
        _ => {}
    }
}

/// The known word nearest to this one: the fewest letters changed, then the most entries, then the first of the alphabet.
fn best(searchers: &[Searcher], field: tantivy::schema::Field, word: &str) -> Result<Option<String>, SearchError> {
    let letters = word.chars().count();
    let most = if letters < 6 { 1 } else { 2 };
    let mut best: Option<(usize, std::cmp::Reverse<u32>, String)> = None;
    for segment in searchers.iter().flat_map(Searcher::segment_readers) {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            let Ok(known) = std::str::from_utf8(stream.key()) else {
                continue;
            };
            if known.len().abs_diff(word.len()) > most * 3 || known.chars().any(|c| c.is_ascii_digit()) {
                continue;
            }
            let far = distance(known, word);
            if far <= most {
                let found = (far, std::cmp::Reverse(stream.value().doc_freq), known.to_owned());
                if best.as_ref().is_none_or(|b| found < *b) {
                    best = Some(found);
                }
            }
        }
    }
    Ok(best.map(|(_, _, known)| known))
}

/// What was typed, with words changed where they stand as whole words; everything else stays.
fn put_in(typed: &str, changed: &[(String, String)]) -> String {
    let mut out = String::with_capacity(typed.len());
    let mut word = String::new();
    let finish = |word: &mut String, out: &mut String| {
        let as_indexed = highlight::terms(plain(), word).concat();
        match changed.iter().find(|(from, _)| *from == as_indexed) {
            Some((_, to)) => out.push_str(to),
            None => out.push_str(word),
        }
        word.clear();
    };
    for c in typed.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            finish(&mut word, &mut out);
            out.push(c);
        }
    }
    finish(&mut word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::put_in;

    #[test]
    fn only_whole_words_are_changed_and_the_rest_stays_as_typed() {
        let changed = [("stalkng".to_owned(), "stalking".to_owned())];
        assert_eq!(
            put_in("(Stalkng OR \"x stalkng\") -stalkngs", &changed),
            "(stalking OR \"x stalking\") -stalkngs"
        );
    }
}
