//! The *risk* of being known again: what in a case may tell of somebody without a name; of an anonymised case also what was found of the real
//! one, what days give away, and what is to be done before it is handed over. It stands in the real case alone.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    anonymise::{
        leaks::Leak,
        quasi::{Sign, together},
    },
    app::{
        anonymising::{Origin, Risks, Signs, made_before},
        training::formats,
    },
    model::{entry::EntryId, matter::Matter},
    report::{self, risk},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::report::plain,
        through, words,
    },
};

/// Its name among the addresses of a case.
const PAGE: &str = "anonymise/risk";
/// Places of a theme that are shown at once; the others are unfolded.
const FIRST: usize = 8;

#[derive(Serialize)]
struct Body {
    /// Is it not shown because part of a case is masked?
    is_masked: bool,
    back: String,
    made: Option<Made>,
    signs: String,
    themes: Vec<ThemeRow>,
    together: Vec<TogetherRow>,
}

/// An anonymised case that was made.
#[derive(Serialize)]
struct Made {
    slug: String,
    open: String,
    level: String,
    audience: String,
    done: Vec<String>,
    found: String,
    figures: Vec<(String, String)>,
    leaks: Vec<LeakRow>,
    more: String,
    outsiders: Vec<String>,
    to_do: Vec<String>,
    claims: Vec<(String, String)>,
    files: Vec<Link>,
    with_real: Vec<Link>,
}

#[derive(Serialize)]
struct LeakRow {
    grave: &'static str,
    what: String,
    how: &'static str,
    place: String,
    times: String,
    to_do: &'static str,
}

#[derive(Serialize)]
struct ThemeRow {
    title: String,
    many: String,
    why: String,
    advice: String,
    first: Vec<SignRow>,
    rest: Vec<SignRow>,
}

#[derive(Serialize)]
struct SignRow {
    entry: Link,
    words: String,
}

/// Somebody of whom several kinds of things are told.
#[derive(Serialize)]
struct TogetherRow {
    name: String,
    themes: String,
    entries: Vec<Link>,
}

/// Where the risk of an anonymised case that was made of this one is shown.
pub(crate) fn address(opened: &Opened, made: &str) -> String {
    addresses::with_query(&opened.address(PAGE), &[("made", made)])
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    if opened.matter.case.is_anonymised() {
        return beside_real(ask, &opened);
    }
    let made = ask.one("made");
    let is_masked = through::is_masked(ask, &opened.slug)? || (!made.is_empty() && through::is_masked(ask, made)?);
    let mut body = Body {
        is_masked,
        back: opened.address("anonymise"),
        made: None,
        signs: String::new(),
        themes: Vec::new(),
        together: Vec::new(),
    };
    if is_masked {
        return Ok(opened.page(HEADING, body));
    }
    if made.is_empty() {
        if let Some(signs) = ask.cases.bringing().signs(&opened.slug)? {
            tell(&mut body, (&opened.slug, &opened.matter), &signs);
        }
        return Ok(opened.page(BEFORE, body));
    }
    let risks = risks(ask, &opened)?;
    tell(&mut body, (made, &risks.made), &risks.signs);
    body.made = Some(told(&opened, &risks, made));
    Ok(opened.page(HEADING, body))
}

const HEADING: &str = "Risk of being known again";
const BEFORE: &str = "What may tell of somebody without a name";

/// The page stands in the real case, which alone knows what is real.
fn beside_real(ask: &Ask, opened: &Opened) -> Result<Reply, Refusal> {
    let origin = origin(ask, opened)?.ok_or_else(|| Refusal::NotThere(Missing::page()))?;
    let there = addresses::of_case(&origin.real, PAGE);
    Ok(Reply::Moved(addresses::with_query(&there, &[("made", &origin.made)])))
}

/// The case that an anonymised one was made of, where it is here.
pub(crate) fn origin(ask: &Ask, opened: &Opened) -> Result<Option<Origin>, Refusal> {
    let is_it = |o: &Origin| o.stands && o.made == opened.slug;
    Ok(ask.cases.origins()?.into_iter().find(is_it))
}

/// Of the anonymised case that the address names.
fn risks(ask: &Ask, opened: &Opened) -> Result<Arc<Risks>, Refusal> {
    let made = ask.one("made");
    let missing = || {
        Refusal::NotThere(Missing {
            what: "No anonymised case of this name that was made of this one is in the home folder.".to_owned(),
            next: "It may have been renamed or moved. The page Anonymise lists those that were made.".to_owned(),
            back: Link::new("Anonymise", opened.address("anonymise")),
        })
    };
    let all = made_before(&opened.matter.settled);
    let (_, disguise) = all
        .into_iter()
        .rev()
        .find(|(_, m)| m.slug == made)
        .ok_or_else(missing)?;
    let here = ask.cases.get(made)?.ok_or_else(missing)?;
    if here.case.disguised.as_ref() != Some(&disguise.level) {
        return Err(missing());
    }
    Ok(ask.cases.bringing().risks(&opened.slug, made)?)
}

fn told(opened: &Opened, risks: &Risks, made: &str) -> Made {
    let leaks = &risks.checked.leaks;
    let file = |format: &str, real: &str| {
        let address = opened.address(&format!("{PAGE}/risk.{format}"));
        addresses::with_query(&address, &[("made", made), ("real", real)])
    };
    let files = |real: &str| {
        let all = formats().filter(|f| ["html", "docx", "pdf"].contains(&f.extension()));
        all.map(|f| Link::new(f.title(), file(f.name(), real))).collect()
    };
    Made {
        slug: made.to_owned(),
        open: addresses::case(made),
        level: risks.level.title.clone(),
        audience: risks.level.about.clone(),
        done: risks.done.clone(),
        found: risks.checked.words.clone(),
        figures: risk::figures(&risks.checked.searched)
            .into_iter()
            .map(|(what, many)| (what, words::number(many)))
            .collect(),
        leaks: leaks.iter().take(risk::LISTED).map(leak).collect(),
        more: match leaks.len().saturating_sub(risk::LISTED) {
            0 => String::new(),
            n => words::count(n, "more is not listed here", "more are not listed here"),
        },
        outsiders: risk::outsiders(&risks.days),
        to_do: risk::to_do(leaks, &risks.signs.all),
        claims: risks.claims.clone(),
        files: files(""),
        with_real: files("yes"),
    }
}

fn leak(one: &Leak) -> LeakRow {
    let place = match one.place.as_str() {
        "" => one.file.clone(),
        place => format!("{}, {place}", one.file),
    };
    LeakRow {
        grave: one.grave.words(),
        what: format!("{}: {} (found: {})", one.thing.words(), one.real, one.found),
        how: one.how.words(),
        place: format!("{}: {}", place.trim_start_matches(", "), one.excerpt),
        times: words::number(one.times),
        to_do: one.to_do(),
    }
}

/// What may tell of somebody in this case, by theme, and of whom several kinds of things are told.
fn tell(body: &mut Body, (slug, matter): (&str, &Matter), signs: &Signs) {
    let link = |id: &EntryId| Link::new(id.0.clone(), addresses::entry(slug, &id.0));
    let row = |s: &&Sign| SignRow {
        entry: link(&s.entry),
        words: s.words.clone(),
    };
    body.signs = words::count(
        signs.all.len(),
        "place may tell of somebody without a name",
        "places may tell of somebody without a name",
    );
    let themes = signs.quasi.themes.iter().enumerate().map(|(at, theme)| {
        let own: Vec<&Sign> = signs.all.iter().filter(|s| s.theme == at).collect();
        ThemeRow {
            title: theme.title.clone(),
            many: words::count(own.len(), "place", "places"),
            why: theme.why.clone(),
            advice: theme.advice.clone(),
            first: own.iter().take(FIRST).map(row).collect(),
            rest: own.iter().skip(FIRST).map(row).collect(),
        }
    });
    body.themes = themes.filter(|t| !t.first.is_empty()).collect();
    let title = |at: &usize| {
        let theme = signs.quasi.themes.get(*at);
        theme.map(|t| t.title.to_lowercase()).unwrap_or_default()
    };
    let name = |id: &str| {
        let person = matter.case.people.iter().find(|p| p.id.0 == id);
        let name = person.and_then(|p| p.names.first());
        name.map_or(id, String::as_str).to_owned()
    };
    let rows = together(&signs.all).into_iter().map(|one| TogetherRow {
        name: name(&one.who),
        themes: one.themes.iter().map(title).collect::<Vec<_>>().join("; "),
        entries: one.entries.iter().map(link).collect(),
    });
    body.together = rows.collect();
}

/// The report on it, as a file; with what was found in the words of the real case where that is asked for.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let missing = || Refusal::NotThere(Missing::page());
    let made = ask.one("made");
    if opened.matter.case.is_anonymised() || through::is_masked(ask, &opened.slug)? || through::is_masked(ask, made)? {
        return Err(missing());
    }
    let format = ask.part("file").strip_prefix("risk.").ok_or_else(missing)?;
    let format = formats().find(|f| f.name() == format).ok_or_else(missing)?;
    let tells_real = !ask.one("real").is_empty();
    let document = risks(ask, &opened)?.document_now(tells_real);
    let bytes = report::write(&document, format.name()).map_err(anyhow::Error::from)?;
    let name = if tells_real {
        format!("{}-risk-with-real-words", plain(&opened.slug))
    } else {
        format!("{}-risk", plain(made))
    };
    Ok(Reply::Download {
        name: format!("{name}.{}", format.extension()),
        media_type: format.media_type(),
        bytes,
    })
}
