//! *Alike*: entries that share the most telling words of another. A word tells the more, the fewer entries have it.

use std::collections::BTreeMap;

use tantivy::{Term, query::Bm25StatisticsProvider as _};

use crate::search::{
    highlight,
    index::{SearchError, stemmed},
    query::Node,
    run::{Book, Shared},
};

/// So many words are looked for.
const WORDS: usize = 16;
/// So many of them another entry must have.
const SHARED: usize = 2;
/// No more words of an entry are weighed.
const WEIGHED: usize = 3_000;

/// The query that finds entries like this one.
pub(super) fn node(
    books: &[Book<'_>],
    shared: &Shared,
    (case, entry): &(String, String),
    remarks: &mut Vec<String>,
) -> Result<Node, SearchError> {
    let book = books.iter().find(|b| b.shelf.slug == case);
    let meant = book.and_then(|b| b.shelf.seen.entries.iter().find(|e| e.id.0 == *entry));
    let (Some(book), Some(meant)) = (book, meant) else {
        remarks.push(format!(
            "There is no entry {entry} in this case to compare others with."
        ));
        return Ok(Node::Like(Vec::new(), 1));
    };
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for word in highlight::terms(stemmed(), &meant.text).into_iter().take(WEIGHED) {
        *times.entry(word).or_insert(0) += 1;
    }
    let all = shared.total_num_docs()?;
    // A word that every fifth entry has tells nothing of one of them.
    let most = (all / 5).max(5);
    let mut weighed = Vec::new();
    for (word, count) in times {
        if word.chars().count() < 3 || word.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let term = Term::from_field_text(book.shelf.index.fields.body, &word);
        let entries = shared.doc_freq(&term)?;
        if (2..=most).contains(&entries) {
            weighed.push((word, weight(count, entries, all)));
        }
    }
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weighed.truncate(WORDS);
    if weighed.is_empty() {
        remarks.push(format!("Entry {entry} shares no telling word with another entry."));
    }
    let least = weighed.len().clamp(1, SHARED);
    Ok(Node::Like(weighed, least))
}

/// How much a word tells that stands so often in an entry, and in so many entries of all.
fn weight(count: u32, entries: u64, all: u64) -> f32 {
    // Counts are far below where a float would round them.
    #[allow(clippy::cast_precision_loss, reason = "only the order of weights matters")]
    let (entries, all) = (entries as f32, all as f32);
    #[allow(clippy::cast_precision_loss, reason = "only the order of weights matters")]
    let count = (count as f32).sqrt();
    count * (1.0 + all / entries).ln()
}
