//! The guide inside the program: its pages, and the page of words.

use serde::Serialize;

use crate::web::{
    asking::{Ask, Link, Missing, Refusal, Reply},
    help::{self, Word},
};

#[derive(Serialize)]
struct Body {
    /// Markup made from the guide, in which everything that was written is escaped.
    html: String,
    words: Vec<Word>,
    pages: Vec<Link>,
    /// Number of steps of the tour, on the first page.
    tour: bool,
}

/// Shows the guide's first page.
pub(crate) fn index(_: &Ask) -> Result<Reply, Refusal> {
    of(help::INDEX)
}

/// Shows a page of the guide.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    of(ask.part("page"))
}

fn of(name: &str) -> Result<Reply, Refusal> {
    if name == "glossary" {
        let words = help::words().to_vec();
        return Ok(reply("Words", name, (String::new(), words)));
    }
    let page = help::page(name).ok_or_else(|| {
        Refusal::NotThere(Missing {
            what: "The guide has no page of this name.".to_owned(),
            next: "The first page of the guide lists all of them.".to_owned(),
            back: Link::new("Guide", "/help"),
        })
    })?;
    Ok(reply(&page.title, name, (page.html, Vec::new())))
}

fn reply(heading: &str, name: &str, (html, words): (String, Vec<Word>)) -> Reply {
    let is_first = name == help::INDEX;
    let mut pages: Vec<Link> = help::pages()
        .into_iter()
        .filter(|(other, _)| other != name && other != help::INDEX)
        .map(|(name, title)| Link::new(title, format!("/help/{name}")))
        .collect();
    if name != "glossary" {
        pages.push(Link::new("Words", "/help/glossary"));
    }
    let crumbs = if is_first {
        vec![Link::new("Cases", "/")]
    } else {
        vec![Link::new("Cases", "/"), Link::new("Guide", "/help")]
    };
    let body = Body {
        html,
        words,
        pages,
        tour: is_first,
    };
    Reply::outside(heading, crumbs, body)
}
