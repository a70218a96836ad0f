//! *Changed*: what a deed changed in how the case is judged, said on the next page with ways to each finding that changed.

use crate::{
    app::acting,
    model::{finding::Finding, matter::Matter},
    web::{
        addresses,
        asking::{Ask, Link, Opened},
        deeds::{Done, Undone},
        visits::Said,
    },
};

/// No more findings are named in what is said.
const NAMED: usize = 4;

/// What was done, with what it changed since `opened`, and how it is taken back at once where that is offered.
pub(super) fn said(opened: &Opened, after: &Matter, what: &str) -> Said {
    let links = links(opened, after);
    let words = if links.is_empty() {
        format!("{what}. The case was compared with the patterns again: no finding changed.")
    } else {
        format!("{what}. The case was compared with the patterns again, and this changed:")
    };
    Said {
        words,
        links,
        ..Said::default()
    }
}

/// The same for a deed that is done and kept; `more` are ways that stand before those.
pub(super) fn tell(ask: &Ask, opened: &Opened, done: Done, more: Vec<Link>) -> Result<Done, Undone> {
    let to = done.landing();
    let Some(after) = ask.cases.get(&opened.slug)? else {
        return Ok(done);
    };
    let mut said = said(opened, &after, done.said.trim_end_matches('.'));
    said.links.splice(0..0, more);
    ask.visitor.visits.tell(ask.visitor.id, &to, said);
    Ok(Done {
        to,
        said: String::new(),
    })
}

/// The findings that changed, each with the warning that it belongs to and what changed.
fn links(opened: &Opened, after: &Matter) -> Vec<Link> {
    let changed = acting::changed(&opened.matter, after);
    let line = |finding: &Finding, what: String| {
        let words = format!("{}: {what}", finding.title);
        let warning = after.warnings.iter().find(|w| w.findings.contains(&finding.id));
        match warning {
            Some(w) => Link::new(format!("{}, {words}", w.id), opened.warning(&w.id)),
            None => Link::new(words, addresses::finding(&opened.slug, &finding.id)),
        }
    };
    let now = changed.now.iter().map(|(old, new)| {
        let what = format!("now {}, was {}", new.outcome.words(), old.outcome.words());
        line(new, what)
    });
    let new = changed
        .new
        .iter()
        .map(|f| line(f, format!("new, {}", f.outcome.words())));
    let gone = changed.gone.iter().map(|f| {
        let words = format!("{}: no longer found, was {}", f.title, f.outcome.words());
        Link::new(words, opened.address("warnings"))
    });
    let all: Vec<Link> = now.chain(new).chain(gone).collect();
    let more = all.len().saturating_sub(NAMED);
    let mut out: Vec<Link> = all.into_iter().take(NAMED).collect();
    if more > 0 {
        out.push(Link::new(format!("and {more} more"), opened.address("warnings")));
    }
    out
}
