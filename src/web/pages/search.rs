//! Search in a case: a box, hits with what matched marked, counts that narrow the search, and how the query was read.

use serde::Serialize;

use crate::{
    model::{
        case::{AgencyId, PersonId},
        entry::EntryId,
    },
    search::answer::{Answer, Facets, Hit, Piece, Request},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        evidence,
        paging::{Long, Paging},
        words::{self, AgencyMark},
    },
};

const PER_PAGE: usize = 20;
/// Counts shown of each kind.
const FACETS: usize = 12;

#[derive(Serialize)]
struct Body {
    address: String,
    query: String,
    chosen: Vec<Chosen>,
    answer: Option<AnswerView>,
}

/// A narrowing in force, and the address without it.
#[derive(Serialize)]
struct Chosen {
    name: &'static str,
    value: String,
    label: String,
    without: String,
}

#[derive(Serialize)]
struct AnswerView {
    read_as: String,
    remarks: Vec<String>,
    hits: Vec<HitView>,
    groups: Vec<Group>,
    paging: Paging,
}

#[derive(Serialize)]
struct HitView {
    entry: Link,
    agency: AgencyMark,
    written: String,
    entry_type: String,
    pieces: Vec<Piece>,
    cut: bool,
}

/// Counts of one kind, each a way to narrow the search.
#[derive(Serialize)]
struct Group {
    label: &'static str,
    counts: Vec<Count>,
    left: String,
}

#[derive(Serialize)]
struct Count {
    narrow: Link,
    count: u64,
}

/// What was asked, as the address says it.
struct Asked {
    query: String,
    agencies: Vec<String>,
    concepts: Vec<String>,
}

/// Searches a case.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let asked = Asked {
        query: ask.one("q").to_owned(),
        agencies: ask.many("agency"),
        concepts: ask.many("concept"),
    };
    let base = opened.address("search");
    let anything = !(asked.query.is_empty() && asked.agencies.is_empty() && asked.concepts.is_empty());
    let answer = if anything {
        Some(answer(ask, &opened, &asked, &base)?)
    } else {
        None
    };
    let heading = if asked.query.is_empty() {
        "Search"
    } else {
        "Search results"
    };
    let body = Body {
        chosen: narrowings(&opened, &asked, &base),
        answer,
        query: asked.query,
        address: base,
    };
    Ok(opened.page(heading, body))
}

fn answer(ask: &Ask, opened: &Opened, asked: &Asked, base: &str) -> Result<AnswerView, Refusal> {
    let request = Request {
        query: asked.query.clone(),
        agencies: asked.agencies.clone(),
        concepts: asked.concepts.clone(),
        page: ask.one("page").parse().unwrap_or(1),
        per_page: PER_PAGE,
    };
    let missing = || Refusal::NotThere(Missing::page());
    let first = ask.cases.search(&opened.slug, &request)?.ok_or_else(missing)?;
    let long = Long {
        total: first.total,
        per_page: PER_PAGE,
        called: ("entry found", "entries found"),
    };
    let paging = Paging::of(&long, ask.one("page"), base, &asked.pairs());
    let answer: Answer = if paging.page == request.page.max(1) {
        first
    } else {
        let again = Request {
            page: paging.page,
            ..request
        };
        ask.cases.search(&opened.slug, &again)?.ok_or_else(missing)?
    };
    Ok(AnswerView {
        groups: groups(opened, asked, &answer.facets, base),
        hits: answer.hits.into_iter().map(|h| hit(opened, h)).collect(),
        read_as: answer.read_as,
        remarks: answer.remarks,
        paging,
    })
}

impl Asked {
    fn pairs(&self) -> Vec<(&str, &str)> {
        let mut pairs = vec![("q", self.query.as_str())];
        pairs.extend(self.agencies.iter().map(|a| ("agency", a.as_str())));
        pairs.extend(self.concepts.iter().map(|c| ("concept", c.as_str())));
        pairs
    }

    /// The address that asks one thing more.
    fn and(&self, base: &str, name: &'static str, value: &str) -> String {
        let mut pairs = self.pairs();
        if !pairs.contains(&(name, value)) {
            pairs.push((name, value));
        }
        addresses::with_query(base, &pairs)
    }

    /// The address whose query has one term more.
    fn and_term(&self, base: &str, term: &str) -> String {
        let query = if self.query.is_empty() {
            term.to_owned()
        } else {
            format!("({}) AND {term}", self.query)
        };
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| *name != "q");
        pairs.insert(0, ("q", &query));
        addresses::with_query(base, &pairs)
    }

    /// The address that asks one thing less.
    fn without(&self, base: &str, name: &str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|pair| *pair != (name, value));
        addresses::with_query(base, &pairs)
    }
}

fn narrowings(opened: &Opened, asked: &Asked, base: &str) -> Vec<Chosen> {
    let case = &opened.matter.case;
    let agencies = asked.agencies.iter().map(|a| {
        let label = format!("Agency: {}", case.agency_name(&AgencyId(a.clone())));
        ("agency", a, label)
    });
    let concepts = asked.concepts.iter().map(|c| {
        let label = format!("Concept: {}", evidence::concept(&opened.matter, c));
        ("concept", c, label)
    });
    agencies
        .chain(concepts)
        .map(|(name, value, label)| Chosen {
            name,
            value: value.clone(),
            label,
            without: asked.without(base, name, value),
        })
        .collect()
}

fn hit(opened: &Opened, hit: Hit) -> HitView {
    HitView {
        agency: words::agency(&opened.matter.case, &AgencyId(hit.agency)),
        entry: Link::new(hit.entry.clone(), opened.entry(&EntryId(hit.entry))),
        written: hit.written,
        entry_type: hit.entry_type,
        pieces: hit.pieces,
        cut: hit.cut,
    }
}

fn groups(opened: &Opened, asked: &Asked, facets: &Facets, base: &str) -> Vec<Group> {
    let case = &opened.matter.case;
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', " "));
    [
        group("Agency", &facets.agencies, |id| {
            let label = case.agency_name(&AgencyId(id.to_owned())).to_owned();
            Link::new(label, asked.and(base, "agency", id))
        }),
        group("Concept", &facets.concepts, |id| {
            Link::new(evidence::concept(&opened.matter, id), asked.and(base, "concept", id))
        }),
        group("Person", &facets.people, |id| {
            let label = words::person(case, &PersonId(id.to_owned()));
            Link::new(label, asked.and_term(base, &format!("person:{}", quoted(id))))
        }),
        group("Kind of contact", &facets.types, |kind| {
            Link::new(kind, asked.and_term(base, &format!("type:{}", quoted(kind))))
        }),
        group("Year", &facets.years, |year| {
            Link::new(year, asked.and_term(base, &format!("date:{year}")))
        }),
    ]
    .into_iter()
    .filter(|group| !group.counts.is_empty())
    .collect()
}

fn group(label: &'static str, counts: &[(String, u64)], link: impl Fn(&str) -> Link) -> Group {
    let left = counts.len().saturating_sub(FACETS);
    Group {
        label,
        counts: counts
            .iter()
            .take(FACETS)
            .map(|(value, count)| Count {
                narrow: link(value),
                count: *count,
            })
            .collect(),
        left: if left == 0 {
            String::new()
        } else {
            format!("and {left} more")
        },
    }
}
