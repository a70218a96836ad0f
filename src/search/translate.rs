//! From a query as it was read to a query of the engine: what names of agencies, people and concepts mean in a case is looked up here.

use std::{collections::BTreeSet, ops::Bound};

use chrono::{Datelike, NaiveDate};
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery,
        RegexQuery, TermQuery, TermSetQuery,
    },
    schema::{Field as SchemaField, IndexRecordOption},
};

use crate::{
    model::{beside::About, entry::EntryId, matter::Matter},
    review::margin::Margin,
    search::{
        highlight,
        index::{Index, plain, stemmed},
        query::{Field, Node},
    },
};

/// What the names of agencies, people and concepts in a query mean in this case.
pub(super) struct Resolved<'a> {
    pub(super) matter: &'a Matter,
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

    /// Entries beside which this stands: a note with these words, a tag, a warning.
    fn beside(&self, field: Field, value: &str) -> BTreeSet<&EntryId> {
        let margin = Margin::of(&self.matter.settled);
        let has = |what: Field| field == what;
        let mut out = BTreeSet::new();
        let asks_for = |kind: &str| has(Field::Has) && value.eq_ignore_ascii_case(kind);
        if has(Field::Note) || asks_for("note") {
            for (about, notes) in &margin.notes {
                if has(Field::Has) || notes.iter().any(|(text, _)| has_words(text, value)) {
                    out.extend(self.entries_of(about));
                }
            }
        }
        if has(Field::Tag) || asks_for("tag") {
            let fits = |tags: &BTreeSet<&str>| has(Field::Has) || tags.iter().any(|t| has_words(t, value));
            out.extend(
                margin
                    .tags
                    .iter()
                    .filter(|(_, t)| !t.is_empty() && fits(t))
                    .map(|(id, _)| *id),
            );
        }
        if asks_for("warning") {
            out.extend(self.matter.standing_warnings().into_iter().flat_map(|w| &w.triggers));
        }
        if asks_for("star") {
            out.extend(margin.stars.values().flatten().copied());
        }
        out
    }

    /// The entries that something stands beside.
    fn entries_of<'m>(&'m self, about: &'m About) -> Vec<&'m EntryId> {
        match about {
            About::Entry(id) => vec![id],
            About::Warning(triggers) => triggers.iter().collect(),
            About::Finding(id) => {
                let found = self.matter.finding(id);
                found.map_or_else(Vec::new, |f| f.triggers.iter().map(|t| &t.quote.entry).collect())
            }
            About::Case | About::Search(_) => Vec::new(),
        }
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

pub(super) fn term(field: SchemaField, text: &str) -> Box<dyn Query> {
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

pub(super) fn translate(
    index: &Index,
    resolved: &Resolved<'_>,
    node: &Node,
    remarks: &mut Vec<String>,
) -> Box<dyn Query> {
    match node {
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
        leaf => leaf_query(index, leaf),
    }
}

/// What needs no case to be understood.
fn leaf_query(index: &Index, node: &Node) -> Box<dyn Query> {
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
        Node::Dates(from, to) => dates(index, *from, *to),
        Node::Like(terms, least) => {
            let weighed = |(text, weight): &(String, f32)| {
                let one: Box<dyn Query> = Box::new(BoostQuery::new(term(fields.body, text), *weight));
                (Occur::Should, one)
            };
            Box::new(BooleanQuery::with_minimum_required_clauses(
                terms.iter().map(weighed).collect(),
                *least,
            ))
        }
        _ => Box::new(EmptyQuery),
    }
}

/// An imprecise entry matches when its interval overlaps.
fn dates(index: &Index, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Box<dyn Query> {
    let fields = &index.fields;
    let bound = |field, day: Option<NaiveDate>| {
        day.map_or(Bound::Unbounded, |d| {
            Bound::Included(Term::from_field_u64(field, day_number(d)))
        })
    };
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
        Field::Note | Field::Tag | Field::Has => {
            if field == Field::Has && !["warning", "note", "tag", "star"].contains(&value.to_lowercase().as_str()) {
                remarks.push(format!(
                    "There is no has:{value}; there are has:warning, has:note, has:tag and has:star."
                ));
            }
            let found = resolved.beside(field, value);
            let terms = found
                .iter()
                .map(|id| Term::from_field_text(fields.reference, &id.0.to_lowercase()));
            return Box::new(TermSetQuery::new(terms));
        }
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
