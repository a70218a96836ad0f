//! One entry, on a page of its own: the same panel that stands beside the chronology.

use serde::Serialize;

use crate::web::{
    addresses,
    asking::{Ask, Link, Refusal, Reply},
    panel::{Here, Panel},
    words,
};

#[derive(Serialize)]
struct Body {
    entry: Panel,
}

/// Shows one entry.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let at = ask.entry_at(&opened)?;
    let matter = &opened.matter;
    let back = [ask.one("back"), ask.typed("back")]
        .into_iter()
        .find(|a| addresses::is_ours(a))
        .unwrap_or_default()
        .to_owned();
    let list = if back.contains("/chronology") {
        back.as_str()
    } else {
        ""
    };
    let Some(id) = matter.entries.get(at).map(|e| e.id.clone()) else {
        return Err(anyhow::anyhow!("an entry is not in its case: analyse the case again").into());
    };
    let neighbour = |at: Option<usize>| {
        let other = matter.entries.get(at?)?;
        let address = addresses::with_query(&opened.entry(&other.id), &[("back", &back)]);
        Some(Link::new(format!("{}, {}", other.id, other.when.shown()), address))
    };
    let hidden = ask.many("hide").into_iter().map(|h| ("hide".to_owned(), h));
    let here = Here {
        base: opened.entry(&id),
        pairs: hidden.chain([("back".to_owned(), back.clone())]).collect(),
        in_list: list.to_owned(),
        level: 2,
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        place: format!(
            "Entry {} of {} in the chronology",
            words::number(at + 1),
            words::number(matter.entries.len())
        ),
    };
    let body = Body {
        entry: Panel::of(ask, &opened, at, here)?,
    };
    let chronology = if list.is_empty() {
        opened.address("chronology")
    } else {
        list.to_owned()
    };
    let mut above = vec![Link::new("Chronology", chronology)];
    if list.is_empty() && !back.is_empty() {
        let is_warning = back.contains("/warning") || back.contains("/finding");
        let label = if is_warning {
            "Back to the warning"
        } else {
            "Back to where you were"
        };
        above.push(Link::new(label, back));
    }
    Ok(opened.page_under(format!("Entry {id}"), above, body))
}
