//! Search in a case or in all of them: a box, hits with what matched marked, counts that narrow the search, a picture of dates, and how
//! the query was read.

mod lost;
mod view;

use serde::Serialize;

use crate::{
    model::beside::{About, Beside},
    review::margin::Margin,
    search::answer::{Answer, Sort},
    web::{
        addresses,
        asking::{Ask, Fault, Link, Opened, Refusal, Reply},
        attaching::Attach,
        paging::{Long, Paging},
        seeking::Asked,
        words,
    },
};

use view::{Dates, Group, HitView};

/// The word that ids of the form begin with that attaches a search to a line of enquiry.
const ATTACH: &str = "line-";
/// Hits a page.
pub(super) const PER_PAGE: usize = 20;

#[derive(Serialize)]
struct Body {
    /// Where the box sends what is typed.
    address: String,
    query: String,
    /// What stays in force when something else is typed.
    keep: Vec<Hidden>,
    /// The query whose results can be searched further; empty when there is none.
    within: String,
    label: &'static str,
    hint: String,
    chosen: Vec<Chosen>,
    clear: String,
    answer: Option<AnswerView>,
    /// Kept searches of this case.
    kept: Vec<Link>,
    /// Other ways to search.
    further: Vec<Link>,
    save: Option<Save>,
    /// This page, whatever was sent to it.
    here: String,
    /// The form that attaches this search to a line of enquiry.
    attach: Option<Attach>,
}

#[derive(Serialize)]
struct Hidden {
    name: String,
    value: String,
}

/// The form with which a search is kept.
#[derive(Serialize)]
struct Save {
    address: String,
    seen: u64,
    asked: String,
    name: String,
    faults: Vec<Fault>,
}

/// A narrowing in force, and the address without it.
#[derive(Serialize)]
struct Chosen {
    label: String,
    without: String,
}

#[derive(Serialize)]
struct AnswerView {
    read_as: String,
    in_words: String,
    remarks: Vec<String>,
    instead: Vec<Link>,
    /// The query that is nearly the same and finds something.
    meant: Option<Link>,
    /// Said when that query was taken because nothing else was found; with the address that insists on what was typed.
    taken: Option<Link>,
    sorts: Vec<SortLink>,
    hits: Vec<HitView>,
    groups: Vec<Group>,
    bars: Dates,
    paging: Paging,
    /// Rows that became no entry and hold the words, case by case: they are in no index.
    lost: Vec<Link>,
    nothing: Vec<String>,
}

#[derive(Serialize)]
struct SortLink {
    link: Link,
    current: bool,
}

/// The cases that are searched, and how addresses of the search begin.
struct Ground {
    cases: Vec<Opened>,
    base: String,
    /// Is it all cases at once?
    all: bool,
}

/// Searches a case.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let base = opened.address("search");
    let ground = Ground {
        cases: vec![opened],
        base,
        all: false,
    };
    let asked = Asked::of(&ask.query);
    let body = body(ask, &ground, &asked)?;
    match ground.cases.first() {
        Some(opened) => Ok(opened.page(heading(&asked), body)),
        None => Err(anyhow::anyhow!("a search has no case").into()),
    }
}

/// Searches all cases.
pub(crate) fn all(ask: &Ask) -> Result<Reply, Refusal> {
    let ground = Ground {
        cases: ask.every_case()?,
        base: "/search".to_owned(),
        all: true,
    };
    let asked = Asked::of(&ask.query);
    let heading = if asked.is_nothing() {
        "Search all cases"
    } else {
        "Search results from all cases"
    };
    let body = body(ask, &ground, &asked)?;
    Ok(Reply::outside(heading, vec![Link::new("Cases", "/")], body))
}

fn heading(asked: &Asked) -> &'static str {
    if asked.is_nothing() { "Search" } else { "Search results" }
}

fn body(ask: &Ask, ground: &Ground, asked: &Asked) -> Result<Body, Refusal> {
    let answer = if asked.is_nothing() {
        None
    } else {
        Some(answer(ask, ground, asked)?)
    };
    let opened = ground.cases.first().filter(|_| !ground.all);
    let kept = opened.map_or_else(Vec::new, kept);
    let found = answer.as_ref().map_or(0, |a| a.1);
    Ok(Body {
        save: opened.filter(|_| answer.is_some()).map(|o| save(ask, o, asked, found)),
        here: asked.address(&ground.base),
        attach: opened.filter(|_| answer.is_some()).map(|o| attach(ask, o, asked)),
        answer: answer.map(|a| a.0),
        address: ground.base.clone(),
        query: asked.one("q").to_owned(),
        keep: hidden(asked),
        within: asked.one("q").to_owned(),
        label: if ground.all {
            "Search all cases"
        } else {
            "Search this case"
        },
        hint: hint(ground),
        chosen: chosen(ground, asked),
        clear: Asked::default().set("q", asked.one("q")).address(&ground.base),
        kept,
        further: further(opened, asked),
    })
}

fn hint(ground: &Ground) -> String {
    let entries: usize = ground.cases.iter().map(|c| c.matter.entries.len()).sum();
    let entries = words::count(entries, "entry", "entries");
    if ground.all {
        format!("{entries} in {}", words::count(ground.cases.len(), "case", "cases"))
    } else {
        format!("{entries} in this case")
    }
}

/// What was narrowed down stays when something else is typed.
fn hidden(asked: &Asked) -> Vec<Hidden> {
    let stays = |(name, _): &&(String, String)| name != "q";
    let hidden = |(name, value): &(String, String)| Hidden {
        name: name.clone(),
        value: value.clone(),
    };
    asked.pairs().iter().filter(stays).map(hidden).collect()
}

fn kept(opened: &Opened) -> Vec<Link> {
    let margin = Margin::of(&opened.matter.settled);
    let searches = margin.searches.iter();
    searches
        .map(|(name, (asked, _))| Link::new(*name, super::searches::address(opened, asked)))
        .collect()
}

fn further(opened: Option<&Opened>, asked: &Asked) -> Vec<Link> {
    let mut out = Vec::new();
    if let Some(opened) = opened {
        out.push(Link::new("Kept searches", opened.address("searches")));
        out.push(Link::new("Search for a list of queries", opened.address("queries")));
        let all = Asked::default().set("q", asked.one("q"));
        out.push(Link::new("Search all cases", all.address("/search")));
    }
    out
}

fn save(ask: &Ask, opened: &Opened, asked: &Asked, found: usize) -> Save {
    Save {
        // The address asks the same, so that the results stand there still when something is wrong with the name.
        address: asked.address(&opened.address("searches/keep")),
        seen: opened.seen(),
        asked: super::searches::kept_text(asked, found),
        name: ask.typed("name").to_owned(),
        faults: if ask.typed("form") == ATTACH {
            Vec::new()
        } else {
            ask.faults.clone()
        },
    }
}

/// The form that attaches the search itself. Its address asks the same, so that the results stay where something is wrong with it.
fn attach(ask: &Ask, opened: &Opened, asked: &Asked) -> Attach {
    Attach::of(
        opened,
        &Margin::of(&opened.matter.settled),
        &About::Search(asked.text()),
    )
    .sent_to(asked.address(&opened.address("search/line")))
    .with_typed(ask, ATTACH)
}

/// The answer as it is shown, and the number of entries found for what was typed.
fn answer(ask: &Ask, ground: &Ground, asked: &Asked) -> Result<(AnswerView, usize), Refusal> {
    let case = ground.cases.first().map_or("", |o| o.slug.as_str());
    let page = ask.one("page").parse().unwrap_or(1);
    let typed = ask.search(&ground.cases, &asked.request(case, (page, PER_PAGE)))?;
    let insists = ask.one("exact") == "1";
    // Only where nothing is found is the nearest query taken, and said.
    let nearest = typed.did_you_mean.clone().filter(|_| typed.total == 0 && !insists);
    if let Some(nearest) = nearest {
        let near = asked.set("q", &nearest);
        let answer = ask.search(&ground.cases, &near.request(case, (page, PER_PAGE)))?;
        if answer.total > 0 {
            let mut insist = asked.address(&ground.base);
            insist.push_str("&exact=1");
            let mut view = told(ask, ground, &near, answer);
            view.taken = Some(Link::new(asked.one("q"), insist));
            // A row that became no entry may hold what was typed: no nearest word passes over it.
            view.lost = lost::rows(&ground.cases, ground.all, asked.one("q"));
            for link in &mut view.lost {
                link.label.push_str(" as typed");
            }
            return Ok((view, 0));
        }
    }
    let found = typed.total;
    Ok((told(ask, ground, asked, typed), found))
}

fn told(ask: &Ask, ground: &Ground, asked: &Asked, answer: Answer) -> AnswerView {
    let long = Long {
        total: answer.total,
        per_page: PER_PAGE,
        called: ("entry found", "entries found"),
    };
    let mut remarks = answer.remarks.clone();
    remarks.extend(answer.index_made.iter().map(|slug| {
        let of = if ground.all { format!(" of the case {slug}") } else { String::new() };
        format!("The search index{of} was made anew from the case file, as it is where records or their reading changed; nothing is lost.")
    }));
    let query = |query: &String| Link::new(query.clone(), asked.set("q", query).address(&ground.base));
    let pairs: Vec<(&str, &str)> = asked.pairs().iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut back = pairs.clone();
    back.push(("page", ask.one("page")));
    let here = addresses::with_query(&ground.base, &back);
    AnswerView {
        bars: view::bars(&answer, asked, &ground.base),
        groups: view::groups(&ground.cases, ground.all, (asked, &ground.base), &answer.facets),
        hits: answer
            .hits
            .iter()
            .filter_map(|h| view::hit(&ground.cases, ground.all, h, &here))
            .collect(),
        nothing: nothing(&answer, asked),
        lost: lost::rows(&ground.cases, ground.all, asked.one("q")),
        paging: Paging::of(&long, ask.one("page"), &ground.base, &pairs),
        sorts: sorts(asked, &ground.base),
        instead: answer.instead.iter().map(query).collect(),
        meant: answer.did_you_mean.as_ref().map(query),
        taken: None,
        read_as: answer.read_as,
        in_words: answer.in_words,
        remarks,
    }
}

fn sorts(asked: &Asked, base: &str) -> Vec<SortLink> {
    let now = Sort::of_code(asked.one("sort"));
    [
        (Sort::Relevance, "Best match first"),
        (Sort::Oldest, "Oldest first"),
        (Sort::Newest, "Newest first"),
    ]
    .map(|(sort, label)| {
        let code = if sort == Sort::Relevance { "" } else { sort.code() };
        SortLink {
            link: Link::new(label, asked.set("sort", code).address(base)),
            current: sort == now,
        }
    })
    .into()
}

/// What to do where nothing was found.
fn nothing(answer: &Answer, asked: &Asked) -> Vec<String> {
    if answer.total > 0 {
        return Vec::new();
    }
    let mut out = Vec::new();
    if asked.pairs().iter().any(|(name, _)| name != "q" && name != "sort") {
        out.push("Take away one of the limits above.".to_owned());
    }
    out.push("Use fewer words: every word must stand in the entry.".to_owned());
    out.push("Write OR between words of which one is enough.".to_owned());
    out.push(
        "Write the beginning of a word and a star (stalk*), or a word and ~ for another spelling (Hartnol~)."
            .to_owned(),
    );
    out.push(
        "That nothing is found means that no entry supplied says it in these words. It may be written in others."
            .to_owned(),
    );
    out
}

fn chosen(ground: &Ground, asked: &Asked) -> Vec<Chosen> {
    let narrowing = |(name, _): &&(String, String)| !matches!(name.as_str(), "q" | "sort");
    let pairs = asked.pairs().iter().filter(narrowing);
    pairs
        .map(|(name, value)| Chosen {
            label: format!(
                "{}: {}",
                view::kind(name),
                view::value(&ground.cases, ground.all, name, value)
            ),
            without: asked.without(name, value).address(&ground.base),
        })
        .collect()
}

/// What is kept of a search.
pub(crate) fn to_keep(name: &str, asked: &str, on: bool) -> Beside {
    Beside::Search {
        name: name.to_owned(),
        asked: asked.to_owned(),
        on,
    }
}
