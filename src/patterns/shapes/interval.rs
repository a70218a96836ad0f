//! *Interval*: contact less frequent than was planned: the gap between two contacts against the frequency in force.

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::Agency,
        finding::{Finding, NearMiss, Outcome, Step},
        mention::ActionStatus,
    },
    patterns::{
        engine::{Draft, finish},
        parts::Contact,
        pattern::Pattern,
        responses::Span,
        scene::Scene,
        shapes::Shape,
    },
    text::words::tokens,
};

/// See the module.
#[derive(Debug)]
pub struct Interval;

impl Shape for Interval {
    fn name(&self) -> &'static str {
        "interval"
    }

    fn about(&self) -> &'static str {
        "a gap between contacts that is longer than the frequency in force allows"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Some(rule) = &pattern.contact else {
            return Vec::new();
        };
        let contacts = scene.entries_showing(&rule.any);
        let ends = scene.entries_showing(&rule.until);
        let mut out = Vec::new();
        for agency in scene.case.agencies.iter().filter(|a| rule.known_to.contains(&a.kind)) {
            let own = |at: &usize| scene.entries.get(*at).is_some_and(|e| e.agency == agency.id);
            let mut bounds: Vec<(usize, bool)> = contacts
                .iter()
                .filter(|at| own(at))
                .map(|at| (*at, true))
                .chain(ends.iter().filter(|at| own(at) && !contacts.contains(at)).map(|at| (*at, false)))
                .collect();
            bounds.sort_unstable();
            for pair in bounds.windows(2) {
                if let [(from, true), (to, _)] = pair {
                    out.extend(gap(pattern, rule, scene, (agency, *from, *to)));
                }
            }
        }
        out
    }
}

fn gap(pattern: &Pattern, rule: &Contact, scene: &Scene<'_>, (agency, from, to): (&Agency, usize, usize)) -> Option<Finding> {
    let (a, b) = (scene.entries.get(from)?, scene.entries.get(to)?);
    let planned = planned(rule, scene, agency, a.when.latest)?;
    let limit = i64::try_from(planned * rule.slack_percent / 100).ok()?;
    let least = (b.when.earliest - a.when.latest).num_days();
    let most = (b.when.latest - a.when.earliest).num_days();
    if most <= limit || scene.is_after_event(to) {
        return None;
    }
    let due = a.when.earliest.checked_add_days(Days::new(u64::try_from(limit).ok()?))?;
    let span = Span {
        from: a.when.earliest,
        sure: due,
        to: b.when.latest,
        late: b.when.latest,
        back: a.when.earliest,
    };
    let outcome = if least > limit { Outcome::Missed } else { Outcome::CannotTell };
    let near = attempts(rule, scene, agency, (from, to));
    let steps = pattern
        .responses
        .iter()
        .map(|r| Step {
            label: format!("{} (every {planned} days planned; {least} days apart on record)", r.label),
            required: r.required,
            outcome,
            shown_by: Vec::new(),
            near: near.clone(),
        })
        .collect();
    let triggers = [from, to].iter().filter_map(|at| scene.cite_entry(*at)).collect();
    finish(
        pattern,
        scene,
        Draft {
            first: from,
            triggers,
            steps,
            outcome,
            span: Some(span),
            covering: vec![agency.id.clone()],
        },
    )
}

/// Contacts in between that were tried and did not come about.
fn attempts(rule: &Contact, scene: &Scene<'_>, agency: &Agency, (from, to): (usize, usize)) -> Vec<NearMiss> {
    scene
        .mentions(&rule.any)
        .into_iter()
        .filter(|(at, m)| {
            *at > from
                && *at < to
                && matches!(m.assertion.action, ActionStatus::Attempted | ActionStatus::NotDone)
                && scene.entries.get(*at).is_some_and(|e| e.agency == agency.id)
        })
        .map(|(_, m)| NearMiss {
            cited: Scene::cite(m),
            why: "attempted".to_owned(),
        })
        .take(5)
        .collect()
}

/// The frequency in force on a day: the latest that the case file or this agency's entries state.
fn planned(rule: &Contact, scene: &Scene<'_>, agency: &Agency, day: NaiveDate) -> Option<u64> {
    let by_fact = scene
        .case
        .facts
        .iter()
        .filter(|f| rule.facts.contains(&f.kind) && f.date <= day)
        .filter_map(|f| Some((f.date, days_of(rule, &f.value)?)))
        .max_by_key(|(date, _)| *date)
        .filter(|_| agency.kind == "probation" || rule.known_to.len() == 1);
    let by_text = scene
        .mentions(&rule.concepts)
        .into_iter()
        .filter_map(|(at, m)| {
            let e = scene.entries.get(at)?;
            let in_time = e.agency == agency.id && e.when.earliest <= day && !scene.is_after_event(at);
            let days = days_of(rule, &m.quote.text).filter(|_| in_time)?;
            Some((e.when.earliest, days))
        })
        .max_by_key(|(date, _)| *date);
    match (by_fact, by_text) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b.1 } else { a.1 }),
        (a, b) => a.or(b).map(|(_, days)| days),
    }
}

/// The days that the longest fitting words mean.
fn days_of(rule: &Contact, written: &str) -> Option<u64> {
    let text: Vec<String> = tokens(written).into_iter().map(|t| t.lower).collect();
    let fits = |words: &str| {
        let wanted: Vec<String> = tokens(words).into_iter().map(|t| t.lower).collect();
        !wanted.is_empty() && text.windows(wanted.len()).any(|w| w == wanted.as_slice())
    };
    rule.frequencies
        .iter()
        .flat_map(|f| f.words.iter().map(move |w| (w, f.days)))
        .filter(|(w, _)| fits(w))
        .max_by_key(|(w, _)| w.len())
        .map(|(_, days)| days)
}
