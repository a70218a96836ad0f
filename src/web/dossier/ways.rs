//! *Ways* from a warning to other pages that tell of the same days.

use crate::{
    model::finding::Warning,
    review::knowledge::Knowledge,
    web::{
        addresses,
        asking::{Link, Opened},
        queue::{Item, Queue},
        words,
    },
};

/// Who knew of a warning by its first day; of an imprecise one by the last that it can be.
pub(super) fn knew_by(opened: &Opened, known: &Knowledge<'_>, warning: &Warning) -> Link {
    let day = words::day(known.first_day(warning).1);
    let asked = [("about", warning.id.as_str()), ("by", day.as_str())];
    Link::new(
        format!("Who knew of it by {day}"),
        addresses::with_query(&opened.address("knowledge"), &asked),
    )
}

/// The days of a warning on the timeline: from the first that its entries can be of to the last in which a response was expected; and the
/// way back to this page.
pub(super) fn timeline(queue: &Queue<'_>, here: &str, item: &Item<'_>) -> Link {
    let (opened, day) = (queue.opened, item.warning.date);
    let triggers = item.warning.triggers.iter();
    let entries: Vec<_> = triggers
        .filter_map(|id| opened.matter.entry(id))
        .map(|(e, _)| &e.when)
        .collect();
    let windows = item.findings.iter().filter_map(|f| f.window.as_ref());
    let from = entries.iter().map(|w| w.earliest).min().unwrap_or(day);
    let ends = entries.iter().map(|w| w.latest).chain(windows.map(|w| w.to));
    let to = ends.max().unwrap_or(day).max(from);
    Link::new(
        format!("{} on the timeline", words::days(from, to)),
        addresses::timeline(&opened.slug, (from, to), "", here),
    )
}
