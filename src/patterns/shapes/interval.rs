//! *Interval*: contact less frequent than was planned: the gap between two contacts against the frequency in force.

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::Agency,
        entry::Entry,
        finding::{Cited, Finding, NearMiss, Outcome, Step},
        mention::{ActionStatus, Factuality, Mention, Polarity},
    },
    patterns::{
        contacts::{ByType, may_be_contact},
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
        let mut contacts = scene.entries_showing(&rule.any);
        let by_type = ByType {
            of: &rule.any,
            types: &rule.types,
            not_types: &rule.not_types,
            missed: &rule.missed,
        };
        contacts.extend((0..scene.entries.len()).filter(|at| may_be_contact(by_type, scene, *at)));
        contacts.sort_unstable();
        contacts.dedup();
        contacts.retain(|at| !is_with_others(rule, scene, *at));
        let ends: Vec<usize> = scene
            .entries_showing(&rule.until)
            .into_iter()
            .filter(|at| contacts.binary_search(at).is_err())
            .collect();
        let mut out = Vec::new();
        for agency in scene.case.agencies.iter().filter(|a| rule.known_to.contains(&a.kind)) {
            let own = |at: &usize| scene.entries.get(*at).is_some_and(|e| e.agency == agency.id);
            let mut bounds: Vec<(usize, bool)> = contacts
                .iter()
                .filter(|at| own(at))
                .map(|at| (*at, true))
                .chain(ends.iter().filter(|at| own(at)).map(|at| (*at, false)))
                .collect();
            bounds.sort_unstable();
            let plans = plans(rule, scene, agency);
            let gaps = bounds.windows(2).filter_map(|pair| match pair {
                [(from, true), (to, _)] => gap(rule, scene, &plans, (*from, *to)),
                _ => None,
            });
            // Gaps that follow each other are one stretch of contact below the plan.
            let mut stretches: Vec<Vec<Gap>> = Vec::new();
            for gap in gaps {
                match stretches.last_mut() {
                    Some(stretch)
                        if stretch
                            .last()
                            .is_some_and(|g| g.to == gap.from && g.outcome == gap.outcome) =>
                    {
                        stretch.push(gap);
                    }
                    _ => stretches.push(vec![gap]),
                }
            }
            out.extend(stretches.iter().filter_map(|s| finding(pattern, scene, agency, s)));
        }
        out
    }
}

/// "Telephone: Message taken from nurse", "Supervision: with SPO": does only the type tell of contact, and the text opens with contact with
/// somebody else?
fn is_with_others(rule: &Contact, scene: &Scene<'_>, at: usize) -> bool {
    let is_sure = |m: &Mention| {
        rule.any.contains(&m.concept) && Scene::is_done(m) && !(m.coded && rule.remote.contains(&m.concept))
    };
    let opening = scene.readings.get(at).and_then(|r| r.sentences.first());
    let opens = |m: &Mention| {
        let is_first = !m.coded && opening.is_some_and(|s| m.sentence.start == s.start);
        rule.others.contains(&m.concept) && is_first && Scene::is_done(m)
    };
    !scene.mentions_of(at).any(is_sure) && scene.mentions_of(at).any(opens)
}

/// The day of a contact: that of its entry, or the next where the words say so ("DNA. Attended next day").
fn day_of(rule: &Contact, scene: &Scene<'_>, at: usize) -> Option<(NaiveDate, NaiveDate)> {
    let when = &scene.entries.get(at)?.when;
    let next = |d: NaiveDate| d.checked_add_days(Days::new(1)).unwrap_or(d);
    let is_next = scene
        .mentions_of(at)
        .any(|m| rule.next_day.contains(&m.concept) && Scene::is_done(m));
    Some(if is_next {
        (next(when.earliest), next(when.latest))
    } else {
        (when.earliest, when.latest)
    })
}

/// Two contacts that are further apart than the plan allows.
struct Gap {
    from: usize,
    to: usize,
    /// Days between contacts by the plan.
    planned: u64,
    /// Days apart at least, and at most with the pattern's slack.
    least: i64,
    limit: i64,
    outcome: Outcome,
}

fn gap(rule: &Contact, scene: &Scene<'_>, plans: &[(NaiveDate, u64)], (from, to): (usize, usize)) -> Option<Gap> {
    let (a, b) = (scene.entries.get(from)?, scene.entries.get(to)?);
    // The frequency in force is the latest that was stated; one stated in between may have changed the next date.
    let stated = plans.partition_point(|(day, _)| *day <= a.when.latest);
    let in_force = plans.get(stated.checked_sub(1)?..)?;
    let planned = in_force
        .iter()
        .take_while(|(day, _)| *day < b.when.latest || *day <= a.when.latest)
        .map(|(_, days)| *days)
        .max()?;
    let limit = i64::try_from(planned * rule.slack_percent / 100).ok()?;
    let ((a_first, a_last), (b_first, b_last)) = (day_of(rule, scene, from)?, day_of(rule, scene, to)?);
    let least = (b_first - a_last).num_days();
    let most = (b_last - a_first).num_days();
    if most <= limit || scene.is_after_event(to) {
        return None;
    }
    let outcome = if least > limit {
        Outcome::Missed
    } else {
        Outcome::CannotTell
    };
    Some(Gap {
        from,
        to,
        planned,
        least,
        limit,
        outcome,
    })
}

/// How many days two contacts are apart. Where the day of one is not known exactly, it is the least that it can be, and is told as such.
fn apart(scene: &Scene<'_>, gap: &Gap) -> String {
    let ends = [gap.from, gap.to];
    let is_exact = |at: &usize| scene.entries.get(*at).is_some_and(|e| e.when.earliest == e.when.latest);
    if ends.iter().all(is_exact) {
        gap.least.to_string()
    } else {
        format!("at least {}", gap.least)
    }
}

fn finding(pattern: &Pattern, scene: &Scene<'_>, agency: &Agency, stretch: &[Gap]) -> Option<Finding> {
    let rule = pattern.contact.as_ref()?;
    let (first, last) = (stretch.first()?, stretch.last()?);
    let (a, b) = (scene.entries.get(first.from)?, scene.entries.get(last.to)?);
    let due = a
        .when
        .earliest
        .checked_add_days(Days::new(u64::try_from(first.limit).ok()?))?;
    let span = Span {
        from: a.when.earliest,
        sure: due,
        to: b.when.latest,
        late: b.when.latest,
        back: a.when.earliest,
    };
    let near: Vec<NearMiss> = stretch
        .iter()
        .flat_map(|g| attempts(rule, scene, agency, (g.from, g.to)))
        .collect();
    // Where the plan changes in between, each part is told with its own.
    let parts: Vec<String> = stretch
        .chunk_by(|a, b| a.planned == b.planned)
        .filter_map(|gaps| {
            let planned = gaps.first()?.planned;
            let apart: Vec<String> = gaps.iter().map(|g| apart(scene, g)).collect();
            Some(format!(
                "every {planned} days planned; {} days apart on record",
                apart.join(", then ")
            ))
        })
        .collect();
    let steps = pattern
        .responses
        .iter()
        .map(|r| Step {
            label: format!("{} ({})", r.label, parts.join("; then ")),
            required: r.required,
            outcome: first.outcome,
            shown_by: Vec::new(),
            near: near.clone(),
        })
        .collect();
    let cited = std::iter::once(first.from).chain(stretch.iter().map(|g| g.to));
    // What was tried in between belongs to the gap: a reader wants to see it.
    let mut triggers: Vec<Cited> = cited.filter_map(|at| scene.cite_entry(at)).collect();
    for tried in near.iter().map(|n| &n.cited) {
        if triggers.iter().all(|t| t.quote.entry != tried.quote.entry) {
            triggers.push(tried.clone());
        }
    }
    finish(
        pattern,
        scene,
        Draft {
            first: first.from,
            triggers,
            steps,
            outcome: first.outcome,
            span: Some(span),
            covering: vec![agency.id.clone()],
        },
    )
}

/// Contacts in between that were tried and did not come about.
fn attempts(rule: &Contact, scene: &Scene<'_>, agency: &Agency, (from, to): (usize, usize)) -> Vec<NearMiss> {
    let days = scene.entries.get(from).zip(scene.entries.get(to));
    let near = days.map_or_else(Vec::new, |(a, b)| {
        scene.mentions_between(&rule.any, a.when.earliest, b.when.latest)
    });
    near.into_iter()
        .filter(|(at, m)| {
            *at > from
                && *at < to
                && (matches!(m.assertion.action, ActionStatus::Attempted | ActionStatus::NotDone)
                    || m.assertion.polarity == Polarity::Negated)
                && scene.entries.get(*at).is_some_and(|e| e.agency == agency.id)
        })
        .map(|(_, m)| NearMiss {
            cited: Scene::cite(m),
            why: "attempted".to_owned(),
        })
        .take(5)
        .collect()
}

/// Does the sentence name another agency right before the words: is it that one's contact?
fn names_other(scene: &Scene<'_>, at: usize, mention: &Mention, own: &Agency) -> bool {
    scene.readings.get(at).is_some_and(|r| {
        r.agencies.iter().any(|a| {
            !a.kind.is_empty()
                && a.kind != own.kind
                && a.span.start >= mention.sentence.start
                && a.span.end <= mention.quote.start
        })
    })
}

/// Frequencies that the case file and this agency's entries state, by day.
fn plans(rule: &Contact, scene: &Scene<'_>, agency: &Agency) -> Vec<(NaiveDate, u64)> {
    let facts = scene.case.facts.iter().filter(|f| rule.facts.contains(&f.kind));
    let mut out: Vec<(NaiveDate, u64)> = Vec::new();
    for (at, mention) in scene.mentions(&rule.concepts) {
        let Some(e) = scene.entries.get(at).filter(|e| e.agency == agency.id) else {
            continue;
        };
        // "If the level goes up he will report weekly" and "CPN to see fortnightly" are no plan of this agency.
        let a = &mention.assertion;
        let is_plan = a.polarity == Polarity::Affirmed
            && matches!(
                a.factuality,
                Factuality::Actual | Factuality::Planned | Factuality::Instructed
            )
            && !a.other_person
            && !names_other(scene, at, mention, agency);
        if let Some(days) = days_in(rule, e, mention).filter(|_| is_plan && !scene.is_after_event(at)) {
            out.push((e.when.earliest, days));
        }
    }
    // The case file states the plan of the agency that supervises; on one day it goes before what an entry says.
    let stated = facts
        .filter(|_| agency.kind == "probation")
        .filter_map(|f| Some((f.date, days_of(rule, &f.value)?)));
    let stated: Vec<(NaiveDate, u64)> = stated.collect();
    out.retain(|(day, _)| stated.iter().all(|(on, _)| on != day));
    out.extend(stated);
    out.sort_by_key(|(day, _)| *day);
    out
}

/// The days that a mention's words mean. "Reporting moved from weekly to fortnightly" is what it was moved to.
fn days_in(rule: &Contact, entry: &Entry, mention: &Mention) -> Option<u64> {
    let before = days_of(rule, &mention.quote.text)?;
    let is_from = tokens(&mention.quote.text).iter().any(|t| t.lower == "from");
    let rest = entry
        .text
        .get(mention.quote.end..mention.sentence.end)
        .filter(|_| is_from);
    let next = rest.and_then(|r| {
        let words = tokens(r);
        let leads = words.first().is_some_and(|t| t.lower == "to");
        let end = words.get(words.len().min(4).checked_sub(1)?)?.span.end;
        days_of(rule, r.get(..end)?).filter(|_| leads)
    });
    // Where both stand in the words, it is what comes last.
    let within = mention.quote.text.rsplit_once(" to ").filter(|_| is_from);
    Some(
        next.or_else(|| within.and_then(|(_, to)| days_of(rule, to)))
            .unwrap_or(before),
    )
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
