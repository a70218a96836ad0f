//! The *thematic table* over several cases: which of them it is made of, a preview, and the file. Each case is measured as the visitor
//! may see it.

use serde::Serialize;

use crate::{
    app::{
        clock,
        matters::{Listing, why_closed},
        thematic,
    },
    report::{self, FORMATS, Format, Settings, thematic::HOLDS},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::report::{Pick, pick},
        through,
    },
};

/// Where it is put together.
pub(super) const ADDRESS: &str = "/thematic";

#[derive(Serialize)]
struct Body {
    address: &'static str,
    cases: Vec<Pick>,
    remarks: Vec<String>,
    files: Vec<Link>,
    /// The table as a page, when it is to be seen.
    preview: Option<String>,
}

/// Lists the cases to choose from.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let wanted = ask.many("case");
    let (mut cases, mut remarks) = (Vec::new(), Vec::new());
    let listed = ask.cases.list()?;
    for one in &listed {
        let is_wanted = wanted.contains(&one.slug);
        if one.closed.is_some() {
            remarks.push(closed(ask, one));
            continue;
        }
        if through::is_masked(ask, &one.slug)? {
            remarks.push(masked(&one.title));
        }
        cases.push(pick(&*one.slug, &*one.title, is_wanted));
    }
    let there = wanted.iter().filter(|slug| listed.iter().any(|one| one.slug == **slug));
    let pairs: Vec<(&str, &str)> = there.map(|slug| ("case", slug.as_str())).collect();
    if pairs.len() < wanted.len() {
        remarks.push("A case that was asked for is not there, and was left out.".to_owned());
    }
    let file = |below: &str| addresses::with_query(&format!("{ADDRESS}/{below}"), &pairs);
    // Without a case in the address the files would be of all cases: where all that were asked for are gone, there are none.
    let none = pairs.is_empty() && !wanted.is_empty();
    let formats = FORMATS.iter().filter(|f| !none && report::takes(**f, HOLDS));
    let body = Body {
        address: ADDRESS,
        cases,
        remarks,
        files: formats
            .map(|f| Link::new(f.title(), file(&format!("thematic.{}", f.name()))))
            .collect(),
        preview: (ask.one("preview") == "yes" && !none).then(|| file("preview/thematic.html")),
    };
    let above = vec![Link::new("Cases", "/")];
    Ok(Reply::outside("Thematic table over several cases", above, body))
}

/// That a case is left out. Why one is covered is said; what is wrong with a file is told in the list of cases, not in a table that goes out.
fn closed(ask: &Ask, one: &Listing) -> String {
    match (&one.closed, ask.cases.covered_by(&one.slug)) {
        (Some(why), Ok(Some(_))) => format!("{} is left out: {why}.", one.title),
        _ => format!("{} cannot be opened and is left out.", one.title),
    }
}

fn masked(title: &str) -> String {
    format!("Part of a case is masked for you: {title}. It is measured as if the rest had never been there.")
}

/// The cases that are asked for as the visitor may see them, all when none is named; and a sentence for each that is told in part or not at all.
fn chosen(ask: &Ask) -> Result<(Vec<Opened>, Vec<String>), Refusal> {
    let wanted = ask.many("case");
    let (mut opened, mut said) = (Vec::new(), Vec::new());
    let listed = ask.cases.list()?;
    if let Some(gone) = wanted.iter().find(|slug| listed.iter().all(|one| one.slug != **slug)) {
        return Err(Refusal::NotThere(Missing {
            what: format!("There is no case “{gone}” to measure."),
            next: "Nothing was made, so that no table lacks a case that was asked for. Choose the cases anew."
                .to_owned(),
            back: Link::new("Thematic table", ADDRESS),
        }));
    }
    for one in listed {
        if !wanted.is_empty() && !wanted.contains(&one.slug) {
            continue;
        }
        if one.closed.is_some() {
            said.push(closed(ask, &one));
            continue;
        }
        match ask.case_named(&one.slug) {
            Ok(case) => {
                if through::is_masked(ask, &one.slug)? {
                    said.push(masked(&case.matter.case.title));
                }
                opened.push(case);
            }
            // It went away since, or its file was damaged: the others are measured all the same.
            Err(Refusal::NotThere(_)) => said.push(closed(ask, &one)),
            Err(Refusal::Fault(error)) if why_closed(&error).is_some() => said.push(closed(ask, &one)),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok((opened, said))
}

/// The table in the format that the address names.
fn made(ask: &Ask) -> Result<(&'static dyn Format, Vec<u8>), Refusal> {
    let not_there = |what: &str, next: &str| {
        Refusal::NotThere(Missing {
            what: what.to_owned(),
            next: next.to_owned(),
            back: Link::new("Thematic table", ADDRESS),
        })
    };
    let format = ask.part("file").strip_prefix("thematic.");
    let format = format.and_then(|name| report::format(name).ok());
    let format = format.filter(|f| report::takes(*f, HOLDS)).ok_or_else(|| {
        not_there(
            "There is no thematic table of this format.",
            "The page of the table shows the formats there are.",
        )
    })?;
    let rules = ask.cases.rules();
    if rules.measures.is_none() {
        return Err(not_there(
            "The rules in use hold no measures for a thematic table.",
            "Whoever set Forewarned up has to put measures.toml into the folder of rules, and start it again.",
        ));
    }
    let (cases, said) = chosen(ask)?;
    if cases.is_empty() {
        return Err(not_there(
            "There is no case to measure.",
            "Choose cases that can be opened; the list of cases shows them.",
        ));
    }
    let (all, mut again) = thematic::each_once(cases.iter().map(|c| &*c.matter));
    again.extend(said);
    let settings = Settings {
        made_at: Some(clock::now_in_words()),
        ..Settings::default()
    };
    let bytes = thematic::table(&again, &all, &rules, format.name(), &settings)?;
    Ok((format, bytes))
}

/// Makes the table and gives it as a file.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let (format, bytes) = made(ask)?;
    Ok(Reply::Download {
        name: format!("thematic.{}", format.extension()),
        media_type: format.media_type(),
        bytes,
    })
}

/// Makes the table to be looked at inside a page of ours, where nothing in it runs.
pub(crate) fn preview(ask: &Ask) -> Result<Reply, Refusal> {
    let (format, bytes) = made(ask)?;
    // Only what a browser shows by itself as a page.
    if !format.media_type().starts_with("text/html") {
        return Err(Refusal::NotThere(Missing::page()));
    }
    Ok(Reply::Framed(bytes))
}
