//! *Bodies*: the agencies that a promise names, each of which is to be told, and the agency of another's worker whose promise it is.

use crate::{
    model::{
        case::AgencyId,
        finding::{Cited, Finding, NearMiss, Outcome, Step},
        mention::{AgencyMention, Factuality, Mention, Span as TextSpan},
    },
    patterns::{pattern::Response as Rule, scene::Scene, triggers::Episode},
    text::words::tokens,
};

/// The kinds of agency that the words of a promise join, where they are two or more: "speak to CRC and police".
pub(super) fn bodies(scene: &Scene<'_>, episode: &Episode<'_>) -> Vec<String> {
    let Some(trigger) = episode.triggers.first() else {
        return Vec::new();
    };
    let own = scene.kind_of(trigger.entry);
    let text = scene.entries.get(trigger.entry).map_or("", |e| e.text.as_str());
    let (quote, sentence) = (&trigger.mention.quote, trigger.mention.sentence);
    let named = scene.readings.get(trigger.entry).map_or(&[][..], |r| &r.agencies);
    let mut end = quote.end;
    let mut last: Option<TextSpan> = None;
    let mut out: Vec<String> = Vec::new();
    for agency in named
        .iter()
        .filter(|a| a.span.start >= quote.start && a.span.end <= sentence.end)
    {
        let is_joined = last.is_some_and(|l| text.get(l.end..agency.span.start).is_some_and(|t| joins(scene, t)));
        if agency.span.end > end && !is_joined {
            break;
        }
        end = end.max(agency.span.end);
        // An agency at the head of the words acts; one after another word without a join is somebody else's.
        if last.is_some() && !is_joined {
            return Vec::new();
        }
        last = Some(agency.span);
        if agency.kind != own && !agency.kind.is_empty() && !out.contains(&agency.kind) {
            out.push(agency.kind.clone());
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// Do these words, between two agencies, name both? "CRC or police" is kept by either.
fn joins(scene: &Scene<'_>, between: &str) -> bool {
    let words = tokens(between);
    let is_joined = between.contains([',', '&', '+', '/']) || words.iter().any(|w| w.lower == "and");
    is_joined && words.iter().all(|w| scene.is_in_set("promise-join", &w.lower))
}

/// The rule for each body; the rule alone where the promise names one or none. A promise of another's worker is kept by that agency.
/// `told` is the response of the pattern: the message to one kind of agency that a concept is by itself, and what shows any other told.
pub(super) fn for_each(
    scene: &Scene<'_>,
    mut rule: Rule,
    toward: &[String],
    (charged, told): (Option<&str>, Option<&Rule>),
) -> Vec<Rule> {
    if let Some(kind) = charged.filter(|k| !rule.by.iter().any(|b| b == k)) {
        rule.by.push(kind.to_owned());
    }
    if toward.is_empty() {
        return vec![rule];
    }
    toward
        .iter()
        .map(|kind| Rule {
            label: format!("{} ({})", rule.label, name_of(scene, kind)),
            any: shows(&rule.any, told, kind),
            held_by: vec![kind.clone()],
            ..rule.clone()
        })
        .collect()
}

/// What shows that this body was told: "will speak to CRC and police" is called *police told*, and probation is told by another contact.
fn shows(promised: &[String], told: Option<&Rule>, kind: &str) -> Vec<String> {
    let is_message = |c: &String| is_message(c, told);
    let Some(told) = told else { return promised.to_vec() };
    let is_of_others = |c: &String| told.sent_to.get(c).is_some_and(|k| k != kind);
    let mut out: Vec<String> = promised.iter().filter(|c| !is_of_others(c)).cloned().collect();
    if promised.iter().any(is_message) {
        let own = told.sent_to.iter().filter(|(_, k)| *k == kind).map(|(c, _)| c);
        out.extend(told.any.iter().chain(own).cloned());
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The name of the only agency of a kind, or the kind in words.
fn name_of(scene: &Scene<'_>, kind: &str) -> String {
    the_only(scene, kind).map_or_else(|| kind.replace('-', " "), |id| scene.case.agency_name(&id).to_owned())
}

/// The agency of a kind, where the case has one only.
pub(super) fn the_only(scene: &Scene<'_>, kind: &str) -> Option<AgencyId> {
    let mut all = scene.case.agencies.iter().filter(|a| a.kind == kind);
    let first = all.next()?;
    all.next().is_none().then(|| first.id.clone())
}

/// Of what shows a step, only what was done toward this body counts: an entry of its own, or words that name it. What names nobody may
/// have been toward either.
pub(super) fn only_toward(scene: &Scene<'_>, kind: &str, step: &mut Step) {
    if !matches!(step.outcome, Outcome::Met | Outcome::Late) {
        return;
    }
    let (sure, rest): (Vec<Cited>, Vec<Cited>) = { step.shown_by.drain(..) }.partition(|c| {
        let is_its_own = scene.place(&c.quote.entry).is_some_and(|at| scene.kind_of(at) == kind);
        is_its_own || names(scene, c).iter().any(|n| n == kind)
    });
    let may_be = rest.iter().any(|c| names(scene, c).is_empty());
    let otherwise = if may_be { Outcome::CannotTell } else { Outcome::Missed };
    rest_on(step, (sure, rest), otherwise, "its words do not name this agency");
}

/// Lets a step rest on what shows it for sure; where nothing does, the rest only comes near.
fn rest_on(step: &mut Step, (sure, rest): (Vec<Cited>, Vec<Cited>), otherwise: Outcome, why: &str) {
    if sure.is_empty() {
        step.outcome = otherwise;
        step.near.extend(rest.into_iter().take(5).map(|cited| NearMiss {
            cited,
            why: why.to_owned(),
        }));
    }
    step.shown_by = sure;
}

/// Is what was promised a message to another agency?
pub(super) fn is_message(concept: &str, told: Option<&Rule>) -> bool {
    told.is_some_and(|t| t.sent_to.contains_key(concept) || t.any.iter().any(|c| c == concept))
}

/// Of what shows a message sent, in the records of another agency than the one that promised it, only what names that one counts: a
/// message that came to probation from somebody else is not the call that the charity said it would make.
pub(super) fn only_of_who_promised(scene: &Scene<'_>, episode: &Episode<'_>, step: &mut Step) {
    if !matches!(step.outcome, Outcome::Met | Outcome::Late) {
        return;
    }
    let promised: Vec<&str> = episode.triggers.iter().map(|t| scene.kind_of(t.entry)).collect();
    let (sure, rest): (Vec<Cited>, Vec<Cited>) = { step.shown_by.drain(..) }.partition(|c| {
        let is_its_own = scene
            .place(&c.quote.entry)
            .is_some_and(|at| promised.contains(&scene.kind_of(at)));
        is_its_own || names(scene, c).iter().any(|n| promised.contains(&n.as_str()))
    });
    let why = "its words do not name the agency that promised it";
    rest_on(step, (sure, rest), Outcome::Missed, why);
}

/// The kinds of agency named with words: in their sentence or before it in the entry, but not in what is only planned.
fn names(scene: &Scene<'_>, cited: &Cited) -> Vec<String> {
    let Some(at) = scene.place(&cited.quote.entry) else {
        return Vec::new();
    };
    let is_cited = |m: &&Mention| m.concept == cited.concept && m.quote == cited.quote;
    let Some((reading, mention)) = scene.readings.get(at).zip(scene.mentions_of(at).find(is_cited)) else {
        return Vec::new();
    };
    let planned: Vec<TextSpan> = scene
        .mentions_of(at)
        .filter(|m| m.assertion.factuality == Factuality::Planned)
        .map(|m| m.sentence)
        .collect();
    let is_planned = |a: &AgencyMention| planned.iter().any(|s| a.span.start >= s.start && a.span.end <= s.end);
    let before = reading
        .agencies
        .iter()
        .filter(|a| a.span.end <= mention.sentence.end && !is_planned(a));
    let mut out: Vec<String> = before.map(|a| a.kind.clone()).collect();
    out.extend(mention.toward.clone());
    out
}

/// Whose a promise is that is told of another agency's worker: that agency's, in its records. Where the case has none of the kind, or
/// several, it is nobody's, and nobody can tell.
pub(super) fn belongs_to(scene: &Scene<'_>, finding: &mut Finding, kind: &str) {
    match the_only(scene, kind) {
        Some(id) => finding.agency = id,
        None if finding.outcome == Outcome::CannotTell => {
            finding.unclear = format!(
                "It is told of a worker of another agency ({}); whose promise it is, the records do not say.",
                name_of(scene, kind)
            );
        }
        None => {}
    }
}
