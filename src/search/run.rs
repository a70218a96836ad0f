//! Running a query over one index or several: from what was read to what is answered.
//!
//! Several indexes score by the same counts of words, so that their hits can stand in one list. What is answered is made from the cases
//! as they may be seen, whatever the index holds.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use tantivy::{
    Searcher, Term,
    collector::TopDocs,
    query::{Bm25StatisticsProvider, BooleanQuery, Occur, Query},
    schema::Field as SchemaField,
};

use crate::{
    model::matter::Matter,
    search::{
        alike,
        answer::{Answer, Hit, Request, Sort},
        facets, highlight,
        index::{Index, SearchError},
        query::{self, Node},
        suggest, telling,
        translate::{Resolved, translate},
    },
};

/// An index and the case it was made from.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The case's slug.
    pub slug: &'a str,
    /// The index.
    pub index: &'a Index,
    /// The case from which the index was made.
    pub whole: &'a Matter,
    /// The case as it may be seen: only its entries are answered.
    pub seen: &'a Matter,
}

/// A shelf, ready for a search.
pub(super) struct Book<'a> {
    pub(super) shelf: Shelf<'a>,
    /// Place among the seen entries of each entry of the index; nothing where it may not be seen.
    places: Vec<Option<usize>>,
    /// Is the entry at this place one of a warning?
    pub(super) warned: Vec<bool>,
}

/// A match: its score, its case and its place there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) score: f32,
    pub(super) book: usize,
    pub(super) place: usize,
}

impl<'a> Book<'a> {
    fn of(shelf: Shelf<'a>) -> Self {
        let seen: BTreeMap<&str, usize> = (0..)
            .zip(&shelf.seen.entries)
            .map(|(n, e)| (e.id.0.as_str(), n))
            .collect();
        let place = |id: &str| seen.get(id).copied();
        let mut warned = vec![false; shelf.seen.entries.len()];
        for id in shelf.seen.standing_warnings().into_iter().flat_map(|w| &w.triggers) {
            if let Some(mark) = place(&id.0).and_then(|p| warned.get_mut(p)) {
                *mark = true;
            }
        }
        Self {
            places: shelf.whole.entries.iter().map(|e| place(&e.id.0)).collect(),
            warned,
            shelf,
        }
    }
}

/// Counts of words over all indexes of a search.
pub(super) struct Shared(Vec<Searcher>);

impl Bm25StatisticsProvider for Shared {
    fn total_num_tokens(&self, field: SchemaField) -> tantivy::Result<u64> {
        self.0.iter().map(|s| s.total_num_tokens(field)).sum()
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.iter().map(Bm25StatisticsProvider::total_num_docs).sum()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.iter().map(|s| s.doc_freq(term)).sum()
    }
}

impl Shared {
    pub(super) fn of(books: &[Book<'_>]) -> Self {
        Self(books.iter().map(|b| b.shelf.index.reader.searcher()).collect())
    }

    pub(super) fn searchers(&self) -> &[Searcher] {
        &self.0
    }
}

/// Answers a request from several cases.
///
/// # Errors
/// When an index cannot be used, or the engine cannot answer this query.
pub fn search(shelves: &[Shelf<'_>], request: &Request) -> Result<Answer, SearchError> {
    let books: Vec<Book<'_>> = shelves.iter().map(|s| Book::of(*s)).collect();
    // The engine is known to panic on some queries, so that it runs where a panic is caught.
    catch_unwind(AssertUnwindSafe(|| answer(&books, request))).map_err(|_| SearchError::Broken)?
}

fn answer(books: &[Book<'_>], request: &Request) -> Result<Answer, SearchError> {
    let shared = Shared::of(books);
    let read = query::read(&request.query);
    let mut answer = Answer {
        remarks: read.remarks,
        instead: read.instead,
        ..Answer::default()
    };
    let mut nodes = vec![read.node];
    nodes.extend(request.within.iter().map(|w| query::read(w).node));
    if let Some(like) = &request.like {
        nodes.push(alike::node(books, &shared, like, &mut answer.remarks)?);
    }
    let node = both(nodes);
    answer.read_as = node.to_string();
    answer.in_words = telling::in_words(&node);
    let found = collect(books, &shared, &node, &mut answer.remarks)?;
    let found = without_itself(books, request, found);
    if found.is_empty() || !request.query.is_empty() {
        answer.did_you_mean = suggest::nearest(books, &shared, &request.query)?;
    }
    let mut found = facets::sift(books, request, found, &mut answer);
    sort(books, request.sort, &mut found);
    answer.total = found.len();
    let per_page = match request.per_page {
        0 => 20,
        n => n.min(200),
    };
    answer.page = request.page.clamp(1, found.len().div_ceil(per_page).max(1));
    let page = found.iter().skip((answer.page - 1) * per_page).take(per_page);
    answer.hits = page.filter_map(|f| hit(books, &node, f)).collect();
    Ok(answer)
}

/// All of these, those that ask nothing left out.
fn both(mut nodes: Vec<Node>) -> Node {
    nodes.retain(|n| *n != Node::All);
    match nodes.len() {
        0 => Node::All,
        1 => nodes.pop().unwrap_or(Node::All),
        _ => Node::And(nodes),
    }
}

/// An entry is not told to be like itself.
fn without_itself(books: &[Book<'_>], request: &Request, mut found: Vec<Found>) -> Vec<Found> {
    if let Some((case, entry)) = &request.like {
        let is_it = |f: &Found| {
            let book = books.get(f.book).filter(|b| b.shelf.slug == case);
            book.and_then(|b| b.shelf.seen.entries.get(f.place))
                .is_some_and(|e| e.id.0 == *entry)
        };
        found.retain(|f| !is_it(f));
    }
    found
}

/// All matches that may be seen.
pub(super) fn collect(
    books: &[Book<'_>],
    shared: &Shared,
    node: &Node,
    remarks: &mut Vec<String>,
) -> Result<Vec<Found>, SearchError> {
    let mut out = Vec::new();
    // What is unknown in one case may be known in another: it is remarked when it is unknown in all.
    let mut unknown: Option<Vec<String>> = None;
    for (at, (book, searcher)) in books.iter().zip(shared.searchers()).enumerate() {
        let index = book.shelf.index;
        let resolved = Resolved {
            matter: book.shelf.seen,
        };
        let mut own = Vec::new();
        let query = translate(index, &resolved, node, &mut own);
        unknown = Some(match unknown {
            None => own,
            Some(before) => before.into_iter().filter(|r| own.contains(r)).collect(),
        });
        let whole = BooleanQuery::new(vec![(Occur::Must, query)]);
        for (score, place) in places(searcher, shared, &whole)? {
            if let Some(place) = book.places.get(place).copied().flatten() {
                out.push(Found { score, book: at, place });
            }
        }
    }
    let mut unknown = unknown.unwrap_or_default();
    unknown.dedup();
    remarks.append(&mut unknown);
    Ok(out)
}

/// All matches of one index, with their places in the order in which it was made.
fn places(searcher: &Searcher, shared: &Shared, query: &dyn Query) -> Result<Vec<(f32, usize)>, SearchError> {
    let limit = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX).max(1);
    let all = TopDocs::with_limit(limit).order_by_score();
    let mut columns = BTreeMap::new();
    let mut out = Vec::new();
    for (score, address) in searcher.search_with_statistics_provider(query, &all, shared)? {
        let column = match columns.entry(address.segment_ord) {
            std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                let segment = searcher.segment_reader(address.segment_ord);
                free.insert(segment.fast_fields().u64("order")?)
            }
        };
        if let Some(order) = column.first(address.doc_id) {
            out.push((score, usize::try_from(order).unwrap_or(usize::MAX)));
        }
    }
    Ok(out)
}

/// Puts matches in order: what is the same otherwise in the order of the timeline.
fn sort(books: &[Book<'_>], by: Sort, found: &mut [Found]) {
    let when = |f: &Found| {
        let entry = books.get(f.book).and_then(|b| b.shelf.seen.entries.get(f.place));
        entry.map(|e| e.when.sort_key())
    };
    let in_time = |a: &Found, b: &Found| {
        if a.book == b.book {
            a.place.cmp(&b.place)
        } else {
            when(a).cmp(&when(b)).then(a.book.cmp(&b.book))
        }
    };
    match by {
        Sort::Relevance => found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| in_time(a, b))),
        Sort::Oldest => found.sort_by(in_time),
        Sort::Newest => found.sort_by(|a, b| in_time(b, a)),
    }
}

fn hit(books: &[Book<'_>], node: &Node, found: &Found) -> Option<Hit> {
    let shelf = books.get(found.book)?.shelf;
    let (entry, reading) = (
        shelf.seen.entries.get(found.place)?,
        shelf.seen.readings.get(found.place)?,
    );
    let resolved = Resolved { matter: shelf.seen };
    let (pieces, cut) = highlight::pieces(node, &resolved, entry, reading);
    Some(Hit {
        case: shelf.slug.to_owned(),
        entry: entry.id.0.clone(),
        place: found.place,
        agency: entry.agency.0.clone(),
        written: entry.when.shown(),
        entry_type: entry.entry_type.clone(),
        score: found.score,
        pieces,
        cut,
    })
}
