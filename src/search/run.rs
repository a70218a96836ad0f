//! Running a query: from what was read to what is answered, with counts over all matches.

use std::{
    collections::BTreeMap,
    ops::Bound,
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::{Datelike, NaiveDate};
use tantivy::{
    Term,
    collector::TopDocs,
    query::{
        AllQuery, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery,
        RegexQuery, TermQuery,
    },
    schema::{Field as SchemaField, IndexRecordOption},
};

use crate::{
    model::matter::Matter,
    search::{
        answer::{Answer, Facets, Hit, Request},
        highlight,
        index::{Index, SearchError, people, plain, stemmed},
        query::{self, Field, Node},
    },
};

/// What the names of agencies, people and concepts in a query mean in this case.
pub(super) struct Resolved<'a> {
    matter: &'a Matter,
}

impl Resolved<'_> {
    fn agencies(&self, value: &str) -> Vec<String> {
        let wanted = value.to_lowercase();
        let all = &self.matter.case.agencies;
        let exact: Vec<String> = all
            .iter()
            .filter(|a| a.id.0.to_lowercase() == wanted || a.kind == wanted)
            .map(|a| a.id.0.clone())
            .collect();
        if exact.is_empty() {
            all.iter()
                .filter(|a| has_words(&a.name, &wanted))
                .map(|a| a.id.0.clone())
                .collect()
        } else {
            exact
        }
    }

    /// Ids of the people that a name or id means.
    pub(super) fn people(&self, value: &str) -> Vec<String> {
        let wanted = value.to_lowercase();
        let all = &self.matter.case.people;
        let exact: Vec<String> = all
            .iter()
            .filter(|p| p.id.0.to_lowercase() == wanted || p.names.iter().any(|n| n.to_lowercase() == wanted))
            .map(|p| p.id.0.clone())
            .collect();
        if exact.is_empty() {
            all.iter()
                .filter(|p| p.role == wanted || p.names.iter().any(|n| has_words(n, &wanted)))
                .map(|p| p.id.0.clone())
                .collect()
        } else {
            exact
        }
    }

    /// Ids of the concepts that an id, a beginning with `*`, or words of a label mean.
    pub(super) fn concepts(&self, value: &str) -> Vec<String> {
        let wanted = value.to_lowercase();
        let all = &self.matter.concepts;
        if let Some(prefix) = wanted.strip_suffix('*') {
            return all.keys().filter(|id| id.starts_with(prefix)).cloned().collect();
        }
        if all.contains_key(&wanted) {
            return vec![wanted];
        }
        all.iter()
            .filter(|(_, label)| has_words(label, &wanted))
            .map(|(id, _)| id.clone())
            .collect()
    }
}

fn has_words(text: &str, wanted: &str) -> bool {
    let words = highlight::terms(plain(), text);
    let wanted = highlight::terms(plain(), wanted);
    !wanted.is_empty() && wanted.iter().all(|w| words.contains(w))
}

/// Days since the first of year 1, never below 0.
pub(super) fn day_number(day: NaiveDate) -> u64 {
    u64::try_from(day.num_days_from_ce()).unwrap_or(0)
}

/// Answers a request. tantivy is known to panic on some queries, so that it runs where a panic is caught.
pub(super) fn search(index: &Index, request: &Request, matter: &Matter) -> Result<Answer, SearchError> {
    let read = query::read(&request.query);
    let mut remarks = read.remarks;
    let resolved = Resolved { matter };
    let mut parts = vec![(Occur::Must, translate(index, &resolved, &read.node, &mut remarks))];
    for (values, field) in [
        (&request.agencies, index.fields.agency),
        (&request.concepts, index.fields.concept),
    ] {
        if !values.is_empty() {
            parts.push((Occur::Must, any_of(field, values)));
        }
    }
    let whole = BooleanQuery::new(parts);
    let found = catch_unwind(AssertUnwindSafe(|| collect(index, &whole))).map_err(|_| SearchError::Broken)??;
    let per_page = match request.per_page {
        0 => 20,
        n => n.min(200),
    };
    let page = request.page.max(1);
    let hits = found
        .iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page)
        .filter_map(|(score, order)| {
            let (entry, reading) = (matter.entries.get(*order)?, matter.readings.get(*order)?);
            let (pieces, cut) = highlight::pieces(&read.node, &resolved, entry, reading);
            Some(Hit {
                entry: entry.id.0.clone(),
                agency: entry.agency.0.clone(),
                written: entry.when.shown(),
                entry_type: entry.entry_type.clone(),
                score: *score,
                pieces,
                cut,
            })
        })
        .collect();
    Ok(Answer {
        read_as: read.node.to_string(),
        remarks,
        total: found.len(),
        hits,
        facets: facets(matter, &found),
    })
}

/// All matches with their place in the timeline: best first, ties in the order of the timeline.
fn collect(index: &Index, query: &dyn Query) -> Result<Vec<(f32, usize)>, SearchError> {
    let searcher = index.reader.searcher();
    let limit = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX).max(1);
    let mut out = Vec::new();
    for (score, address) in searcher.search(query, &TopDocs::with_limit(limit).order_by_score())? {
        let column = searcher
            .segment_reader(address.segment_ord)
            .fast_fields()
            .u64("order")?;
        if let Some(order) = column.first(address.doc_id) {
            out.push((score, usize::try_from(order).unwrap_or(usize::MAX)));
        }
    }
    out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(out)
}

fn term(field: SchemaField, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}

fn any_of(field: SchemaField, values: &[String]) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(
        values.iter().map(|v| (Occur::Should, term(field, v))).collect(),
    ))
}

fn row(field: SchemaField, terms: Vec<String>) -> Box<dyn Query> {
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [one] => term(field, one),
        _ => Box::new(PhraseQuery::new(
            terms.iter().map(|t| Term::from_field_text(field, t)).collect(),
        )),
    }
}

fn translate(index: &Index, resolved: &Resolved<'_>, node: &Node, remarks: &mut Vec<String>) -> Box<dyn Query> {
    let fields = &index.fields;
    match node {
        Node::All => Box::new(AllQuery),
        Node::Word(word) => {
            // The word as written counts double, so that a panel that means the word itself finds it first.
            let stem = row(fields.body, highlight::terms(stemmed(), word));
            let exact = Box::new(BoostQuery::new(row(fields.exact, highlight::terms(plain(), word)), 2.0));
            Box::new(BooleanQuery::new(vec![(Occur::Should, stem), (Occur::Should, exact)]))
        }
        Node::Phrase(phrase) => row(fields.exact, highlight::terms(plain(), phrase)),
        Node::Prefix(prefix) => {
            let stem: String = highlight::terms(plain(), prefix).concat();
            // Only letters and digits are left of it, so that nothing in it has a meaning as a pattern.
            let safe: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
            match RegexQuery::from_pattern(&format!("{safe}.*"), fields.exact) {
                Ok(query) if !safe.is_empty() => Box::new(query),
                _ => Box::new(EmptyQuery),
            }
        }
        Node::Fuzzy(word, distance) => {
            let word = highlight::terms(plain(), word).concat();
            Box::new(FuzzyTermQuery::new(
                Term::from_field_text(fields.exact, &word),
                *distance,
                true,
            ))
        }
        Node::Dates(from, to) => {
            let bound = |field, day: &Option<NaiveDate>| {
                day.map_or(Bound::Unbounded, |d| {
                    Bound::Included(Term::from_field_u64(field, day_number(d)))
                })
            };
            // An imprecise entry matches when its interval overlaps.
            let begins = RangeQuery::new(
                Bound::Included(Term::from_field_u64(fields.earliest, 0)),
                bound(fields.earliest, to),
            );
            let ends = RangeQuery::new(bound(fields.latest, from), Bound::Unbounded);
            let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(begins))];
            if from.is_some() {
                parts.push((Occur::Must, Box::new(ends)));
            }
            Box::new(BooleanQuery::new(parts))
        }
        Node::Field(field, value) => field_query(index, resolved, (*field, value), remarks),
        Node::And(parts) => {
            let mut out: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            for part in parts {
                match part {
                    Node::Not(inner) => out.push((Occur::MustNot, translate(index, resolved, inner, remarks))),
                    other => out.push((Occur::Must, translate(index, resolved, other, remarks))),
                }
            }
            if !out.iter().any(|(o, _)| *o == Occur::Must) {
                out.push((Occur::Must, Box::new(AllQuery)));
            }
            Box::new(BooleanQuery::new(out))
        }
        Node::Or(parts) => Box::new(BooleanQuery::new(
            parts
                .iter()
                .map(|p| (Occur::Should, translate(index, resolved, p, remarks)))
                .collect(),
        )),
        Node::Not(inner) => Box::new(BooleanQuery::new(vec![
            (Occur::Must, Box::new(AllQuery)),
            (Occur::MustNot, translate(index, resolved, inner, remarks)),
        ])),
    }
}

fn field_query(
    index: &Index,
    resolved: &Resolved<'_>,
    (field, value): (Field, &str),
    remarks: &mut Vec<String>,
) -> Box<dyn Query> {
    let fields = &index.fields;
    let (ids, place, what) = match field {
        Field::Type => return row(fields.entry_type, highlight::terms(plain(), value)),
        Field::Ref => return term(fields.reference, &value.to_lowercase()),
        Field::Agency => (resolved.agencies(value), fields.agency, "agency"),
        Field::Person => (resolved.people(value), fields.person, "person"),
        Field::Concept => (resolved.concepts(value), fields.concept, "concept"),
    };
    if ids.is_empty() {
        remarks.push(format!(
            "There is no {what} `{value}` in this case, so that nothing matches it."
        ));
        return Box::new(EmptyQuery);
    }
    any_of(place, &ids)
}

fn facets(matter: &Matter, found: &[(f32, usize)]) -> Facets {
    let (mut agencies, mut types, mut concepts, mut persons, mut years) = (
        BTreeMap::new(),
        BTreeMap::new(),
        BTreeMap::new(),
        BTreeMap::new(),
        BTreeMap::new(),
    );
    for (_, order) in found {
        let (Some(entry), Some(reading)) = (matter.entries.get(*order), matter.readings.get(*order)) else {
            continue;
        };
        *agencies.entry(entry.agency.0.clone()).or_insert(0_u64) += 1;
        if !entry.entry_type.is_empty() {
            *types.entry(entry.entry_type.clone()).or_insert(0) += 1;
        }
        *years.entry(entry.when.earliest.format("%Y").to_string()).or_insert(0) += 1;
        let mut own: Vec<&str> = reading
            .mentions
            .iter()
            .filter(|m| m.struck.is_none() && !m.assertion.other_person)
            .map(|m| m.concept.as_str())
            .collect();
        own.sort_unstable();
        own.dedup();
        for concept in own {
            *concepts.entry(concept.to_owned()).or_insert(0) += 1;
        }
        for person in people(reading) {
            *persons.entry(person.to_owned()).or_insert(0) += 1;
        }
    }
    let by_count = |counts: BTreeMap<String, u64>| {
        let mut out: Vec<(String, u64)> = counts.into_iter().collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out
    };
    Facets {
        agencies: by_count(agencies),
        types: by_count(types),
        concepts: by_count(concepts),
        people: by_count(persons),
        years: years.into_iter().collect(),
    }
}
