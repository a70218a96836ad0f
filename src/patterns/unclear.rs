//! *Unclear*: why the records do not settle an outcome: the one reason that applies, with the entry or the agency whose it is.

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::AgencyId,
        entry::Entry,
        finding::{Cited, Outcome, Step},
        mention::Mention,
        when::When,
    },
    patterns::{
        engine::Draft,
        pattern::{Pattern, Response},
        responses::Span,
        scene::Scene,
        wording::{self, day},
    },
};

/// Why what an entry says in doubt shows no step.
pub(super) const DOUBTED: &str = "the entry itself is not sure that it was done";

/// Why an entry that is cited may show a step and does not settle it; nothing when the reason is not its own.
pub(super) fn of_entry(scene: &Scene<'_>, cited: &Cited) -> Option<String> {
    let at = scene.place(&cited.quote.entry)?;
    let entry = scene.entries.get(at)?;
    if scene.is_elsewhere(at) {
        return Some("the entry says that the document itself was not supplied".to_owned());
    }
    if let Some(lost) = disputed(scene, cited, at) {
        return Some(lost);
    }
    if cited.assertion.iter().any(|w| w == "generic") {
        return Some("it tells of many cases; whether this one was dealt with is not told".to_owned());
    }
    if cited.assertion.iter().any(|w| w == "uncertain") {
        return Some(DOUBTED.to_owned());
    }
    of_day(&entry.when).map(|why| format!("{why}, so that it may lie inside the days looked at or outside them"))
}

/// That what an entry sent did not arrive, as a later one says.
fn disputed(scene: &Scene<'_>, cited: &Cited, at: usize) -> Option<String> {
    let mention = scene
        .mentions_of(at)
        .find(|m| m.concept == cited.concept && m.quote == cited.quote)?;
    let lost = &scene.disputed(at, mention)?.quote;
    Some(format!(
        "sent; that it was received is disputed by entry {} (“{}”)",
        lost.entry, lost.text
    ))
}

/// Why the day of the warning leaves it open.
pub(super) fn of_warning(scene: &Scene<'_>, warned: usize) -> String {
    let Some(entry) = scene.entries.get(warned) else {
        return "the days do not settle whether it is inside the window".to_owned();
    };
    match of_day(&entry.when) {
        Some(why) => format!(
            "of the warning, {}, {why}, so that the window cannot be placed",
            entry.id
        ),
        None => "the days do not settle whether it is inside the window".to_owned(),
    }
}

/// What is imprecise in a day; nothing when it is one day, and not doubted.
fn of_day(when: &When) -> Option<String> {
    if when.doubtful {
        Some(format!("its day ({}) is doubted by the record itself", when.written))
    } else if when.earliest < when.latest {
        Some(format!("its date ({}) stands for several days", when.written))
    } else {
        None
    }
}

/// Why a shape could not tell. A reason that is about the days looked at comes before one that is not: an entry of those days that may
/// show it, records of those days that were not supplied, the day of the warning itself, and only then an entry of other days.
pub(super) fn of_draft(pattern: &Pattern, scene: &Scene<'_>, draft: &Draft, span: Span) -> String {
    let open_steps = || draft.steps.iter().filter(|s| s.outcome == Outcome::CannotTell);
    if let Some(told) = held_before(pattern, scene, draft) {
        return told;
    }
    let is_asked_for = |s: &&Step| s.required || !open_steps().any(|o| o.required);
    let may_show = open_steps().filter(is_asked_for).flat_map(|s| {
        let near = s.near.iter().map(|n| &n.cited);
        s.shown_by.iter().chain(near).map(move |c| (c, s.label.as_str()))
    });
    let (inside, outside): (Vec<_>, Vec<_>) = may_show
        .filter(|(c, _)| may_be_done(c))
        .partition(|(c, _)| is_of_days(scene, c, span));
    let warned = imprecise_warning(scene, draft);
    let open = |e: &Entry| e.when.latest.signed_duration_since(e.when.earliest);
    // Where the warning leaves as many days open as the entry does, or more, it is the warning that cannot be placed.
    let is_clearer = |(c, _): &(&Cited, &str)| {
        let day_of = scene
            .place(&c.quote.entry)
            .filter(|at| is_open_by_day_alone(scene, c, *at));
        let entry = day_of.and_then(|at| scene.entries.get(at));
        warned.zip(entry).is_none_or(|(w, e)| open(w) < open(e))
    };
    inside
        .iter()
        .filter(|c| is_clearer(c))
        .find_map(|(c, label)| of_cited(scene, c, label))
        .or_else(|| of_missing(pattern, scene, draft, span))
        .or_else(|| warned.and_then(of_imprecise))
        .or_else(|| outside.iter().find_map(|(c, label)| of_cited(scene, c, label)))
        .unwrap_or_else(|| {
            let ids: Vec<String> = draft.triggers.iter().map(|t| t.quote.entry.to_string()).collect();
            format!(
                "The entries cited ({}) and their days do not settle it.",
                ids.join(", ")
            )
        })
}

/// That an agency which was to be told had the same from the person herself.
fn held_before(pattern: &Pattern, scene: &Scene<'_>, draft: &Draft) -> Option<String> {
    let rules = pattern.responses.iter().filter(|r| r.told_before.is_some());
    let mut open = rules.filter_map(|r| {
        draft
            .steps
            .iter()
            .find(|s| s.label == r.label && s.outcome == Outcome::CannotTell)
    });
    let is_alone =
        |s: &&Step| s.shown_by.is_empty() && s.near.last().is_some_and(|n| of_entry(scene, &n.cited).is_none());
    let near = open.find(is_alone)?.near.last()?;
    Some(format!("Entry {}: {}.", near.cited.quote.entry, near.why))
}

/// Is it only the day of an entry that leaves open what it shows?
fn is_open_by_day_alone(scene: &Scene<'_>, cited: &Cited, at: usize) -> bool {
    !scene.is_elsewhere(at) && !is_doubted(cited)
}

/// Does what is cited tell of many cases, or doubt that it was done?
pub(super) fn is_doubted(cited: &Cited) -> bool {
    let is_open = |w: &String| matches!(w.as_str(), "generic" | "uncertain");
    cited.assertion.iter().any(is_open)
}

/// Why an entry that may show a step does not settle it.
fn of_cited(scene: &Scene<'_>, cited: &Cited, label: &str) -> Option<String> {
    if let Some(mention) = not_supplied(scene, cited) {
        return Some(wording::elsewhere(mention));
    }
    let (why, id) = (of_entry(scene, cited)?, &cited.quote.entry);
    Some(format!(
        "Entry {id} may show it ({}): {why}.",
        wording::lower_first(label)
    ))
}

/// May an entry be of the days looked at? A day that is doubted may be one near it.
fn is_of_days(scene: &Scene<'_>, cited: &Cited, span: Span) -> bool {
    let slack = |e: &Entry| Days::new(if e.when.doubtful { DOUBTED_BY.unsigned_abs() } else { 0 });
    let entry = scene.place(&cited.quote.entry).and_then(|at| scene.entries.get(at));
    entry.is_some_and(|e| {
        let last = e.when.latest.checked_add_days(slack(e)).unwrap_or(e.when.latest);
        let first = e.when.earliest.checked_sub_days(slack(e)).unwrap_or(e.when.earliest);
        last >= span.from.min(span.back) && first <= span.to
    })
}

/// Days by which a doubted day may be out.
pub(super) const DOUBTED_BY: i64 = 14;

/// Records that would show a step and were not supplied for the days looked at.
fn of_missing(pattern: &Pattern, scene: &Scene<'_>, draft: &Draft, span: Span) -> Option<String> {
    let (from, to) = (span.from, span.to);
    let open = |r: &&Response| {
        let mut steps = draft.steps.iter().filter(|s| s.label == r.label);
        r.required && steps.all(|s| s.outcome != Outcome::Met)
    };
    let has_supplied = |id: &AgencyId| scene.coverage.iter().any(|c| &c.agency == id);
    let agency = { pattern.responses.iter().filter(open) }
        .filter(|r| !r.own)
        .find_map(|r| keepers(r).find_map(|k| scene.uncovered_of(k, from, to).filter(has_supplied)))?;
    Some(wording::not_covered(scene, &agency, from, to))
}

/// The first entry of the warning whose day is imprecise.
fn imprecise_warning<'a>(scene: &Scene<'a>, draft: &Draft) -> Option<&'a Entry> {
    let warned = draft.triggers.iter().filter_map(|t| scene.place(&t.quote.entry));
    { warned.filter_map(|at| scene.entries.get(at)) }.find(|e| of_day(&e.when).is_some())
}

fn of_imprecise(warned: &Entry) -> Option<String> {
    of_day(&warned.when).map(|why| {
        format!(
            "Of the warning, entry {}, {why}: the days in which it was to follow cannot be placed.",
            warned.id
        )
    })
}

/// Was what is cited done, as far as its words go?
fn may_be_done(cited: &Cited) -> bool {
    let open = [
        "planned",
        "instructed",
        "hypothetical",
        "negated",
        "not-done",
        "attempted",
    ];
    !cited.assertion.iter().any(|w| open.contains(&w.as_str()))
}

/// Where an entry says that a record exists which was not supplied.
fn not_supplied<'a>(scene: &Scene<'a>, cited: &Cited) -> Option<&'a Mention> {
    let at = scene.place(&cited.quote.entry)?;
    { scene.mentions_of(at) }.find(|m| scene.lexicon.is_elsewhere(&m.concept) && Scene::may_trigger(m, &[]))
}

/// Kinds of agency whose own records would show a step.
fn keepers(rule: &Response) -> impl Iterator<Item = &String> {
    rule.held_by.iter().chain(&rule.entry_of).chain(&rule.kept_by)
}

/// Steps of which the records supplied show nothing, and which another agency's records would show that were not all supplied for these
/// days, cannot be told, whatever the shape. The agency is given where that leaves the whole open: where every part that is asked for
/// and not on record has such a step.
pub(super) fn beyond(
    pattern: &Pattern,
    scene: &Scene<'_>,
    steps: Vec<Step>,
    (from, to): (NaiveDate, NaiveDate),
) -> (Vec<Step>, Option<AgencyId>) {
    // Of an agency that supplied nothing at all every report says so; there the record has to point to it (`Scene::points_beyond`).
    let has_supplied = |id: &AgencyId| scene.coverage.iter().any(|c| &c.agency == id);
    let mut open: Vec<(Option<&str>, Option<AgencyId>, bool)> = Vec::new();
    let mut out = Vec::new();
    for mut step in steps {
        let rule = pattern.responses.iter().find(|r| r.label == step.label);
        let keeper = rule
            .filter(|r| !r.own && step.outcome == Outcome::Missed)
            .and_then(|r| keepers(r).find_map(|k| scene.uncovered_of(k, from, to).filter(has_supplied)));
        if keeper.is_some() {
            step.outcome = Outcome::CannotTell;
        }
        if let Some(rule) = rule.filter(|r| r.required && step.required) {
            let (name, is_open) = (
                rule.group.as_deref(),
                keeper.is_some() || step.outcome != Outcome::Missed,
            );
            match open.iter_mut().find(|(g, ..)| g.is_some() && *g == name) {
                Some((_, agency, all)) => {
                    *all |= is_open;
                    *agency = agency.take().or(keeper);
                }
                None => open.push((name, keeper, is_open)),
            }
        }
        out.push(step);
    }
    let leaves_open = open.iter().all(|(_, _, is_open)| *is_open);
    let agency = open.into_iter().find_map(|(_, agency, _)| agency);
    (out, agency.filter(|_| leaves_open))
}

/// Which of the days looked at an agency's records leave out, where they leave out some only.
pub(super) fn days_missing(scene: &Scene<'_>, agency: &AgencyId, (from, to): (NaiveDate, NaiveDate)) -> String {
    let spans = missing(scene, agency, (from, to));
    if spans.is_empty() || spans == [(from, to)] {
        return String::new();
    }
    let words: Vec<String> = spans
        .iter()
        .map(|(a, b)| {
            if a == b {
                day(*a)
            } else {
                format!("{} to {}", day(*a), day(*b))
            }
        })
        .collect();
    format!(" Missing are those of {}.", words.join(", and of "))
}

/// The days for which an agency's records were not supplied, as spans.
fn missing(scene: &Scene<'_>, agency: &AgencyId, (from, to): (NaiveDate, NaiveDate)) -> Vec<(NaiveDate, NaiveDate)> {
    let covers = |day: &NaiveDate| scene.covers(agency, *day, *day);
    let mut out: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in from.iter_days().take_while(|d| *d <= to).filter(|d| !covers(d)) {
        match out.last_mut().filter(|(_, last)| last.succ_opt() == Some(day)) {
            Some((_, last)) => *last = day,
            None => out.push((day, day)),
        }
    }
    out
}
