//! The terms of reference and the lines of enquiry that a case follows, and those that the rules offer.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{
        beside::{About, Beside},
        settled::{Settlement, standing},
    },
    review::enquiry::Enquiry,
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        attaching::{self, Attach},
        deeds::lines::question_of,
        words,
    },
};

#[derive(Serialize)]
struct Body {
    seen: u64,
    terms: Option<Terms>,
    terms_typed: String,
    terms_address: String,
    lines: Vec<LineView>,
    new_address: String,
    title: String,
    question: String,
    starters: Vec<Starter>,
    dropped: Vec<Dropped>,
    /// The form for attaching, where it came back with something wrong.
    attach: Option<Attach>,
    back: String,
    report: String,
}

#[derive(Serialize)]
struct Terms {
    paragraphs: Vec<String>,
    by: String,
}

#[derive(Serialize)]
struct LineView {
    page: Link,
    question: String,
    attached: String,
    accepted: String,
}

#[derive(Serialize)]
struct Starter {
    take: Link,
    found: String,
}

#[derive(Serialize)]
struct Dropped {
    title: String,
    address: String,
}

/// Shows them.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let enquiry = Enquiry::new(matter);
    let margin = enquiry.margin();
    let lines = margin.lines.iter().map(|line| {
        let attached = enquiry.attached(line);
        LineView {
            page: Link::new(line.title, addresses::line(&opened.slug, line.id)),
            question: line.question.to_owned(),
            attached: match attached.len() {
                0 => "nothing attached yet".to_owned(),
                n => words::count(n, "thing attached", "things attached"),
            },
            accepted: words::count(
                enquiry.accepted(&attached).len(),
                "finding accepted",
                "findings accepted",
            ),
        }
    });
    let sent = |form: &str| ask.typed("form") == form;
    let title = if sent("new-") {
        ask.typed("title")
    } else {
        ask.one("title")
    };
    let question = match (sent("new-"), title) {
        (true, _) => ask.typed("question").to_owned(),
        (false, "") => String::new(),
        (false, title) => question_of(title),
    };
    let attach = attaching::read(ask.typed("about")).map(|about: About| {
        let mut form = Attach::of(&opened, &margin, &about);
        ask.typed("line").clone_into(&mut form.line);
        ask.typed("text").clone_into(&mut form.text);
        form
    });
    let body = Body {
        seen: opened.seen(),
        terms: margin.terms.map(|(text, by)| Terms {
            paragraphs: text.split("\n\n").map(str::to_owned).collect(),
            by: words::signed(by),
        }),
        terms_typed: if sent("terms-") {
            ask.typed("text").to_owned()
        } else {
            margin.terms.map_or_else(String::new, |(text, _)| text.to_owned())
        },
        terms_address: opened.address("lines/terms"),
        lines: lines.collect(),
        new_address: opened.address("lines/new"),
        title: title.to_owned(),
        question,
        starters: starters(&opened, &attaching::starters(matter, &margin)),
        dropped: dropped(&opened),
        attach,
        back: ask.typed("back").to_owned(),
        report: addresses::with_query(&opened.address("report"), &[("kind", "lines")]),
    };
    Ok(opened.page("Lines of enquiry", body))
}

/// Lines that the rules offer, each with how much the program found that belongs to it.
fn starters(opened: &Opened, titles: &[String]) -> Vec<Starter> {
    let matter = &opened.matter;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in matter.counted() {
        for line in matter
            .patterns
            .get(&finding.pattern)
            .iter()
            .flat_map(|c| &c.place.lines)
        {
            *counts.entry(line).or_default() += 1;
        }
    }
    titles
        .iter()
        .map(|title| Starter {
            take: Link::new(
                title.clone(),
                format!(
                    "{}#new",
                    addresses::with_query(&opened.address("lines"), &[("title", title)])
                ),
            ),
            found: match counts.get(title.as_str()) {
                Some(n) => words::count(*n, "finding of the program", "findings of the program"),
                None => "nothing found by the program".to_owned(),
            },
        })
        .collect()
}

/// Lines that were followed and are not any more.
fn dropped(opened: &Opened) -> Vec<Dropped> {
    let mut last: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for one in standing(&opened.matter.settled) {
        if let Settlement::Beside(Beside::Line { id, title, on, .. }) = &one.what {
            last.insert(id, (title, *on));
        }
    }
    last.into_iter()
        .filter(|(_, (_, on))| !on)
        .map(|(id, (title, _))| Dropped {
            title: title.to_owned(),
            address: format!("{}/change", addresses::line(&opened.slug, id)),
        })
        .collect()
}
