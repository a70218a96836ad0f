//! *Responses*: what the record shows of each expected step, and what only comes near it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        finding::{Cited, NearMiss, Outcome, Step},
        mention::{ActionStatus, Factuality, Mention},
        when::When,
    },
    patterns::{
        elsewhere::untied,
        held_before,
        length::Length,
        pattern::{Lengths, Pattern, Response},
        scene::Scene,
        triggers::Episode,
        unclear,
    },
    text::NAMED,
};

/// The days looked at for an answer.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// The day on which it was first known, at the earliest.
    pub from: NaiveDate,
    /// The last day in time, if it was known at the earliest day.
    pub sure: NaiveDate,
    /// The last day in time, if it was known at the latest day.
    pub to: NaiveDate,
    /// The last day that still counts as late.
    pub late: NaiveDate,
    /// The first day on which an answer already covers it; `from` itself when none does.
    pub back: NaiveDate,
}

impl Span {
    /// The days from one to another, where no length is counted.
    pub fn over(from: NaiveDate, last: NaiveDate) -> Self {
        Self {
            from,
            sure: last,
            to: last,
            late: last,
            back: from,
        }
    }

    /// The span of a pattern for something first known at `when`.
    pub fn new(scene: &Scene<'_>, when: &When, lengths: Lengths) -> Self {
        let Lengths { within, late, back } = lengths;
        let to = within.after(when.latest, scene.calendar);
        Self {
            from: when.earliest,
            sure: within.after(when.earliest, scene.calendar),
            to,
            late: late.after(when.latest, scene.calendar).max(to),
            back: when
                .earliest
                .checked_sub_days(Days::new(u64::try_from(back.calendar_days()).unwrap_or(0)))
                .unwrap_or(when.earliest),
        }
    }
}

/// A step for each response of a pattern, all with the same outcome: for shapes that look by themselves.
pub fn same_steps(pattern: &Pattern, outcome: Outcome, shown_by: &[Cited]) -> Vec<Step> {
    pattern
        .responses
        .iter()
        .map(|r| Step {
            label: r.label.clone(),
            required: r.required,
            outcome,
            shown_by: shown_by.to_vec(),
            near: Vec::new(),
        })
        .collect()
}

/// All steps of a pattern for an episode.
pub fn steps(pattern: &Pattern, scene: &Scene<'_>, episode: &Episode<'_>, span: Span) -> Vec<Step> {
    pattern
        .responses
        .iter()
        .map(|r| step(pattern, r, scene, episode, span))
        .collect()
}

/// The outcome that the required steps decide together: one of a group is enough, every group must be met.
pub fn outcome(pattern: &Pattern, steps: &[Step]) -> Outcome {
    let mut groups: Vec<(Option<&str>, Outcome)> = Vec::new();
    for (rule, step) in pattern.responses.iter().zip(steps).filter(|(_, s)| s.required) {
        let name = rule.group.as_deref();
        match groups.iter_mut().find(|(g, _)| g.is_some() && *g == name) {
            Some((_, best)) => *best = better(*best, step.outcome),
            None => groups.push((name, step.outcome)),
        }
    }
    groups
        .into_iter()
        .map(|(_, o)| o)
        .min_by_key(|o| severity(*o))
        .unwrap_or(Outcome::Missed)
}

/// For a group: met is best, then what cannot be told, then late, then nothing.
fn better(a: Outcome, b: Outcome) -> Outcome {
    if severity(a) >= severity(b) { a } else { b }
}

fn severity(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Missed => 0,
        Outcome::Late => 1,
        Outcome::CannotTell => 2,
        Outcome::Met => 3,
    }
}

fn step(pattern: &Pattern, rule: &Response, scene: &Scene<'_>, episode: &Episode<'_>, span: Span) -> Step {
    let mut out = Step {
        label: rule.label.clone(),
        required: rule.required,
        outcome: Outcome::Missed,
        shown_by: Vec::new(),
        near: Vec::new(),
    };
    if let Some(cited) = held_before::unasked(rule, scene, episode) {
        // Who is asked to have told an agency cannot be that agency: its entry shows the step, and decides nothing.
        return Step {
            required: false,
            outcome: Outcome::Met,
            shown_by: vec![cited],
            ..out
        };
    }
    let mut best: Option<Outcome> = None;
    let mut hers: Vec<NearMiss> = Vec::new();
    let back = reaching_back(rule, span);
    for (entry, mention) in candidates(pattern, rule, scene, (episode, back)) {
        let Some(e) = scene.entries.get(entry) else {
            continue;
        };
        let span = if is_in_hand(rule, scene, episode, entry) {
            back
        } else {
            span
        };
        if scene.is_after_event(entry) || is_before(scene, episode, entry, span) || scene.is_of_others(entry) {
            continue;
        }
        let is_own = !rule.any.contains(&mention.concept);
        let cited = Scene::cite(mention);
        let is_of_many = !is_own && Scene::is_of_many(mention);
        if !is_own && !is_of_many && !Scene::is_done(mention) {
            if e.when.earliest <= span.late && out.near.len() < 5 {
                out.near.extend(why_not(mention).map(|why| NearMiss { cited, why }));
            }
            continue;
        }
        let is_doubted = !is_own && mention.assertion.uncertain;
        let found = match place(&e.when, span) {
            // Report and answer in one note of one day: that its day is doubted does not part them.
            Some(Outcome::CannotTell) if entry == episode.first() && e.when.earliest == e.when.latest => {
                Some(Outcome::Met)
            }
            found => found,
        };
        let found = match found {
            // What it says cannot be seen: the entry itself tells that the document was not supplied.
            Some(Outcome::Met | Outcome::Late) if scene.is_elsewhere(entry) => Some(Outcome::CannotTell),
            Some(Outcome::Met) if is_of_many || is_doubted => Some(Outcome::CannotTell),
            Some(Outcome::Late) if is_of_many => None,
            found => found,
        };
        let told_it = is_own && matches!(found, Some(Outcome::Met | Outcome::Late));
        if let Some(why) = told_it
            .then(|| held_before::told_by_herself(rule, scene, (episode, entry)))
            .flatten()
        {
            hers.push(NearMiss { cited, why });
            continue;
        }
        let untied = found.and_then(|found| untied((pattern, rule), scene, (episode, entry), (found, is_doubted)));
        if let Some(why) = untied.map(str::to_owned) {
            out.near.extend((out.near.len() < 5).then_some(NearMiss { cited, why }));
            continue;
        }
        // Sent, and a later entry says that it did not arrive.
        let is_lost = found.is_some() && scene.disputed(entry, mention).is_some();
        match found.map(|f| if is_lost { Outcome::CannotTell } else { f }) {
            Some(found) if best.is_none_or(|b| severity(found) > severity(b)) => {
                best = Some(found);
                out.shown_by = vec![cited];
            }
            Some(found) if best == Some(found) && out.shown_by.len() < 5 => out.shown_by.push(cited),
            _ => {}
        }
    }
    out.outcome = best.unwrap_or(Outcome::Missed);
    if matches!(out.outcome, Outcome::Missed | Outcome::Late) && !hers.is_empty() {
        out.outcome = Outcome::CannotTell;
        out.shown_by.clear();
        out.near.extend(hers.into_iter().take(3));
        return out;
    }
    if out.outcome == Outcome::Missed
        && let Some(near) = held_before::told_before(rule, scene, episode)
    {
        out.outcome = Outcome::CannotTell;
        out.near.push(near);
        return out;
    }
    if matches!(out.outcome, Outcome::Missed | Outcome::Late) {
        out.near.extend(before(rule, scene, episode, span));
    }
    if out.outcome == Outcome::CannotTell {
        out.near.extend(out.shown_by.drain(..).map(|cited| {
            let why = unclear::of_entry(scene, &cited).unwrap_or_else(|| unclear::of_warning(scene, episode.first()));
            NearMiss { cited, why }
        }));
    }
    out
}

/// Days in which the last such step before is told beside one that is not on record.
const BEFORE_DAYS: u64 = 42;

/// The last such step before this became known, where words of an entry and not only its type tell of it. It cannot answer it; a reader who knows of it misses it otherwise.
fn before(rule: &Response, scene: &Scene<'_>, episode: &Episode<'_>, span: Span) -> Option<NearMiss> {
    let knew = scene.entries.get(episode.first())?;
    let from = span.from.checked_sub_days(Days::new(BEFORE_DAYS))?;
    let (at, mention) = scene
        .mentions_between(&rule.any, from, span.from)
        .into_iter()
        .filter(|(at, m)| Scene::is_done(m) && !m.assertion.historical && !scene.is_of_others(*at))
        .filter(|(at, _)| !rule.own || scene.entries.get(*at).is_some_and(|e| e.agency == knew.agency))
        .filter(|(at, _)| rule.by.is_empty() || rule.by.iter().any(|k| k == scene.kind_of(*at)))
        .filter(|(at, _)| !rule.not_by.iter().any(|k| k == scene.kind_of(*at)))
        .filter(|(at, m)| scene.entries.get(*at).is_some_and(|e| m.quote.end <= e.text.len()))
        .rfind(|(at, _)| {
            let when = scene.entries.get(*at).map(|e| &e.when);
            when.is_some_and(|w| w.earliest >= from && w.latest < span.from.min(span.back))
        })?;
    let written = scene.entries.get(at).map(|e| e.when.written.clone())?;
    Some(NearMiss {
        cited: Scene::cite(mention),
        why: format!("done before this became known ({written}); it does not answer it"),
    })
}

/// The days of a step that may have been in hand before: `in_hand` reaches further back for the agencies that would hold it.
fn reaching_back(rule: &Response, span: Span) -> Span {
    let reach = rule.in_hand.as_deref().and_then(|w| Length::parse(w).ok());
    let days = reach.map_or(0, Length::calendar_days);
    let first = span.from.checked_sub_days(Days::new(u64::try_from(days).unwrap_or(0)));
    Span {
        back: first.map_or(span.back, |f| f.min(span.back)),
        ..span
    }
}

/// May a step from before the trigger have it in hand: was it taken by an agency that would hold it, for the same person at risk?
fn is_in_hand(rule: &Response, scene: &Scene<'_>, episode: &Episode<'_>, entry: usize) -> bool {
    if rule.in_hand.is_none() || !rule.would_be_held_by(scene.kind_of(entry)) {
        return false;
    }
    is_of_same_person(scene, episode, entry)
}

/// Is an entry of the person at risk whom the warning is about?
pub(super) fn is_of_same_person(scene: &Scene<'_>, episode: &Episode<'_>, entry: usize) -> bool {
    let named = |until: usize| -> BTreeSet<_> { (0..=until).flat_map(|at| scene.at_risk(at)).collect() };
    let told: BTreeSet<_> = episode.triggers.iter().flat_map(|t| scene.at_risk(t.entry)).collect();
    // Where the warning names nobody, it can only be the one person at risk whom the records know by then.
    if told.is_empty() {
        named(episode.first()).len() <= 1
    } else {
        !told.is_disjoint(&scene.at_risk(entry))
    }
}

/// Mentions that could show a step: its concepts, and for `entry_of` the trigger concepts in such an agency's entries.
fn candidates<'a>(
    pattern: &Pattern,
    rule: &Response,
    scene: &Scene<'a>,
    (episode, span): (&Episode<'_>, Span),
) -> Vec<(usize, &'a Mention)> {
    let knew = scene.entries.get(episode.first()).map(|e| &e.agency);
    let is_trigger = |at: usize| episode.triggers.iter().any(|t| t.entry == at);
    let mut out: Vec<(usize, &Mention)> = scene
        .mentions_between(&rule.any, span.back, span.late)
        .into_iter()
        .filter(|(at, _)| rule.by.is_empty() || rule.by.iter().any(|k| k == scene.kind_of(*at)))
        .filter(|(at, _)| !rule.not_by.iter().any(|k| k == scene.kind_of(*at)))
        .filter(|(at, _)| !rule.own || scene.entries.get(*at).map(|e| &e.agency) == knew)
        .filter(|(_, m)| {
            rule.sent_to
                .get(&m.concept)
                .is_none_or(|kind| kind != scene.kind_of(episode.first()))
        })
        .filter(|(at, _)| rule.same_entry || !is_trigger(*at))
        .filter(|(at, m)| rule.toward.is_empty() || is_toward(rule, scene, *at, m))
        .filter(|(at, m)| !rule.answers || follows(scene, episode, *at, m))
        .filter(|(at, _)| rule.with.is_empty() || says(scene, *at, &rule.with))
        .filter(|(at, m)| rule.not_as.is_empty() || !says_as(scene, *at, m, &rule.not_as))
        .filter(|(at, _)| rule.not_with.is_empty() || is_trigger(*at) || !says(scene, *at, &rule.not_with))
        .collect();
    if !rule.entry_of.is_empty() {
        let own = scene.mentions_between(&pattern.trigger.any, span.from, span.late);
        out.extend(
            own.into_iter()
                .filter(|(at, m)| rule.entry_of.iter().any(|k| k == scene.kind_of(*at)) && Scene::may_trigger(m, &[])),
        );
    }
    out.sort_by_key(|(at, m)| (*at, m.quote.start));
    out
}

/// Is a step directed to one of the kinds of agency asked for? What names none is.
fn is_toward(rule: &Response, scene: &Scene<'_>, entry: usize, mention: &Mention) -> bool {
    let kind = mention.toward.as_deref().filter(|k| !k.starts_with(NAMED));
    rule.toward.iter().any(|t| t == scene.kind_of(entry)) || kind.is_none_or(|k| rule.toward.iter().any(|t| t == k))
}

/// Does what shows a step stand after the words that triggered, where both are in one entry?
fn follows(scene: &Scene<'_>, episode: &Episode<'_>, entry: usize, mention: &Mention) -> bool {
    let is_text = |m: &Mention| scene.entries.get(entry).is_some_and(|e| m.quote.end <= e.text.len());
    episode
        .triggers
        .iter()
        .filter(|t| t.entry == entry && is_text(t.mention))
        .all(|t| mention.quote.start >= t.mention.quote.start)
}

/// Do the very words of a mention, or some of them, also say one of these?
fn says_as(scene: &Scene<'_>, entry: usize, mention: &Mention, concepts: &[String]) -> bool {
    scene
        .mentions_of(entry)
        .any(|m| concepts.contains(&m.concept) && m.quote.overlaps(&mention.quote))
}

/// Does an entry say one of these?
fn says(scene: &Scene<'_>, entry: usize, concepts: &[String]) -> bool {
    scene
        .mentions_of(entry)
        .any(|m| concepts.contains(&m.concept) && Scene::may_trigger(m, &[]))
}

/// Is an entry wholly before the one that opened the episode? On one day other agencies' clocks are not compared.
fn is_before(scene: &Scene<'_>, episode: &Episode<'_>, entry: usize, span: Span) -> bool {
    let (Some(trigger), Some(e)) = (scene.entries.get(episode.first()), scene.entries.get(entry)) else {
        return false;
    };
    if entry == episode.first() || (span.back < span.from && e.when.earliest >= span.back) {
        return false;
    }
    if e.when.latest < trigger.when.earliest {
        return true;
    }
    e.agency == trigger.agency
        && entry < episode.first()
        && e.when.order(&trigger.when) == crate::model::when::Order::Before
}

/// Where an answer stands: in time, late, or nobody can tell; nothing when it is out of reach.
fn place(when: &When, span: Span) -> Option<Outcome> {
    // A doubtful day ("?11/03") places nothing for certain near the end of the days looked at; months after it cannot lie inside them.
    let beyond = when.earliest.signed_duration_since(span.to).num_days();
    if when.earliest >= span.back && when.latest <= span.sure {
        Some(if when.doubtful {
            Outcome::CannotTell
        } else {
            Outcome::Met
        })
    } else if when.earliest > span.to {
        let found = if when.doubtful && beyond <= unclear::DOUBTED_BY {
            Outcome::CannotTell
        } else {
            Outcome::Late
        };
        (when.earliest <= span.late).then_some(found)
    } else if when.latest < span.back {
        None
    } else {
        Some(Outcome::CannotTell)
    }
}

/// Why a mention that comes near does not count, in words.
fn why_not(mention: &Mention) -> Option<String> {
    let a = &mention.assertion;
    if a.other_person || a.historical || a.factuality == Factuality::Generic {
        return None;
    }
    let why = match (a.factuality, a.action) {
        (Factuality::Planned, _) | (_, ActionStatus::Planned) => "planned; a plan is not yet the act",
        (Factuality::Instructed, _) => "somebody was told to do it",
        (Factuality::Hypothetical, _) => "only if something happened",
        (_, ActionStatus::Attempted) => "attempted",
        (_, ActionStatus::NotDone) => "the entry says that it was not done",
        _ => return None,
    };
    Some(why.to_owned())
}
