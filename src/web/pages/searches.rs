//! Kept searches: each with what it asks, how much it found when it was kept, and whether more is found now.

use serde::Serialize;

use crate::{
    review::margin::Margin,
    web::{
        addresses,
        asking::{Ask, Fault, Link, Opened, Refusal, Reply},
        seeking::Asked,
        words,
    },
};

/// No more kept searches are run to show one page.
const RUN: usize = 60;

#[derive(Serialize)]
struct Body {
    rows: Vec<Row>,
    lists: Vec<Row>,
    left: String,
    seen: u64,
    away: String,
    search: String,
    queries: String,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Row {
    search: Link,
    asks: String,
    then: String,
    now: String,
    new: String,
    by: String,
    /// Name and what was asked, for taking it away.
    name: String,
    asked: String,
}

/// Shows the kept searches of a case.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let margin = Margin::of(&opened.matter.settled);
    let kept: Vec<_> = margin
        .searches
        .iter()
        .map(|(name, (asked, by))| (*name, *asked, *by))
        .collect();
    let (lists, searches): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(_, asked, _)| list_of(asked).is_some());
    let requests: Vec<_> = searches
        .iter()
        .take(RUN)
        .map(|(_, asked, _)| Asked::of_text(asked).request(&opened.slug, (1, 1)))
        .collect();
    let answers = ask.search_each(std::slice::from_ref(&opened), &requests)?;
    let row = |(name, asked, by): &(&str, &str, &crate::model::settled::Settled)| Row {
        search: Link::new(*name, address(&opened, asked)),
        asks: String::new(),
        then: String::new(),
        now: String::new(),
        new: String::new(),
        by: format!("{}, {}", by.who, words::logged(&by.at)),
        name: (*name).to_owned(),
        asked: (*asked).to_owned(),
    };
    let rows = searches.iter().zip(answers).map(|(one, answer)| {
        let then = found_then(one.1);
        Row {
            asks: format!("Entries {}", answer.in_words),
            then: then.map_or_else(|| "not kept".to_owned(), words::number),
            now: words::number(answer.total),
            new: new_since(then, answer.total),
            ..row(one)
        }
    });
    let rows: Vec<Row> = rows.collect();
    let lists = lists.iter().map(|one| Row {
        asks: words::count(list_of(one.1).map_or(0, |l| l.lines().count()), "query", "queries"),
        ..row(one)
    });
    let body = Body {
        lists: lists.collect(),
        left: match searches.len().saturating_sub(RUN) {
            0 => String::new(),
            left => format!("{left} more are kept. Take away those that are no longer needed, to see them."),
        },
        rows,
        seen: opened.seen(),
        away: opened.address("searches/away"),
        search: opened.address("search"),
        queries: opened.address("queries"),
        faults: ask.faults.clone(),
    };
    let above = vec![Link::new("Search", opened.address("search"))];
    Ok(opened.page_under("Kept searches", above, body))
}

/// The list of queries that was kept, if it was one.
fn list_of(asked: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(asked.as_bytes());
    pairs
        .find(|(name, _)| name == "list")
        .map(|(_, list)| list.into_owned())
}

/// The address at which a kept search is run.
pub(crate) fn address(opened: &Opened, asked: &str) -> String {
    match list_of(asked) {
        Some(list) => addresses::with_query(&opened.address("queries"), &[("list", &list)]),
        None => Asked::of_text(asked).address(&opened.address("search")),
    }
}

/// What is kept of a search: what it asks, and how many entries it found.
pub(crate) fn kept_text(asked: &Asked, found: usize) -> String {
    format!("{}&found={found}", asked.text())
}

fn found_then(asked: &str) -> Option<usize> {
    let mut pairs = form_urlencoded::parse(asked.as_bytes());
    pairs
        .find(|(name, _)| name == "found")
        .and_then(|(_, n)| n.parse().ok())
}

/// How much more or less is found than when it was kept. Only numbers were kept: that as many are found does not say that they are the same.
fn new_since(then: Option<usize>, now: usize) -> String {
    match then {
        None => String::new(),
        Some(then) if now > then => format!("{} more than then", words::number(now - then)),
        Some(then) if now < then => format!("{} fewer than then", words::number(then - now)),
        Some(_) => "as many as then".to_owned(),
    }
}
