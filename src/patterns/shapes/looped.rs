//! *Loop*: a response that was planned, and whether an entry shows it done.

use chrono::NaiveDate;

use crate::{
    model::{
        finding::{Finding, Outcome, Step},
        mention::{ActionStatus, AgencyMention, Factuality, Reading, Span as TextSpan, Who},
    },
    patterns::{
        engine::{Draft, finish},
        pattern::{Pattern, Response as Rule},
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::{
            Shape,
            bodies::{belongs_to, bodies, for_each, is_message, only_of_who_promised, only_toward, the_only},
            charged::says_of_another,
        },
        triggers::{Episode, Triggered, find},
    },
    text::{due::stated, rules::Value, words::tokens},
};

/// See the module.
#[derive(Debug)]
pub struct Loop;

impl Shape for Loop {
    fn name(&self) -> &'static str {
        "loop"
    }

    fn about(&self) -> &'static str {
        "a response that was planned, and no entry shows it done"
    }

    fn looks_for(&self, _: &[String], finding: &Finding) -> Vec<String> {
        finding.triggers.iter().take(1).map(|t| t.concept.clone()).collect()
    }

    fn reads_as(&self, listed: String) -> String {
        format!("the very step that was promised; toward a body named beside others, also: {listed}")
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let mut out: Vec<((usize, TextSpan), Finding)> = Vec::new();
        for Promise {
            entry,
            concept,
            trigger,
            retold,
        } in told_once(promises(pattern, scene), scene)
        {
            let place = (entry, trigger.mention.sentence);
            let Some(e) = scene.entries.get(entry) else {
                continue;
            };
            let quote = &trigger.mention.quote;
            let quote = TextSpan {
                start: quote.start,
                end: quote.end,
            };
            let due = stated(&e.text, trigger.mention.sentence, quote, e.when.earliest);
            let span = until(Span::new(scene, &e.when, lengths), due);
            let episode = Episode {
                triggers: std::iter::once(trigger).chain(retold).collect(),
                opened: None,
            };
            let label = pattern.responses.first().map_or("Done", |r| r.label.as_str());
            // What closes the loop is the very thing that was promised, toward each body that the promise names.
            let rule = closing_rule(pattern, scene, &concept, (&episode, label.to_owned()));
            let charged = episode.triggers.first().and_then(|t| says_of_another(scene, t));
            let toward = bodies(scene, &episode);
            let closing = Pattern {
                responses: for_each(scene, rule, &toward, (charged, pattern.responses.first())),
                ..pattern.clone()
            };
            let mut steps: Vec<Step> = steps(&closing, scene, &episode, span)
                .into_iter()
                .map(|s| without_itself(s, &e.id))
                .collect();
            if toward.is_empty() {
                if is_message(&concept, pattern.responses.first()) {
                    for step in &mut steps {
                        only_of_who_promised(scene, &episode, step);
                    }
                }
                corroborate(scene, (entry, &episode), span, &mut steps);
            } else {
                for (step, kind) in steps.iter_mut().zip(&toward) {
                    only_toward(scene, kind, step);
                }
            }
            // A promise that states no day is kept when it is kept at all.
            for step in steps.iter_mut().filter(|s| due.is_none() && s.outcome == Outcome::Late) {
                step.outcome = Outcome::Met;
            }
            let theirs = charged.and_then(|kind| the_only(scene, kind));
            let outcome = match outcome(&closing, &steps) {
                Outcome::Missed if charged.is_some() && theirs.is_none() => Outcome::CannotTell,
                found => found,
            };
            let Some(mut finding) = finish(
                &closing,
                scene,
                Draft {
                    first: entry,
                    triggers: episode.cited(),
                    steps,
                    outcome,
                    span: Some(span),
                    covering: theirs.into_iter().collect(),
                },
            ) else {
                continue;
            };
            if let Some(kind) = charged {
                belongs_to(scene, &mut finding, kind);
            }
            if let Some(window) = finding.window.as_mut().filter(|_| due.is_some()) {
                "the day that the promise states".clone_into(&mut window.length);
            }
            // What one sentence promises is one finding, and stands as its worst part does.
            match out
                .iter_mut()
                .rev()
                .take_while(|((e, _), _)| *e == entry)
                .find(|(at, _)| *at == place)
            {
                Some((_, held)) if finding.outcome < held.outcome => *held = finding,
                Some(_) => {}
                None => out.push((place, finding)),
            }
        }
        out.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// A promise, with the other agencies' records of it.
struct Promise<'a> {
    entry: usize,
    concept: String,
    trigger: Triggered<'a>,
    retold: Vec<Triggered<'a>>,
}

/// The days in which a promise is due: until the day that it states, where it states one.
fn until(span: Span, due: Option<NaiveDate>) -> Span {
    let Some(due) = due else {
        return span;
    };
    let late = due.max(span.from) + (span.late - span.from);
    Span {
        sure: due.max(span.from),
        to: due.max(span.from),
        late,
        ..span
    }
}

/// Days in which a minute and the agency's own note of it are one promise.
const RETOLD_DAYS: i64 = 7;

/// An action that a meeting gave to another agency, and that agency's own note of it, are one promise: its own.
fn told_once<'a>(all: Vec<(usize, String, Triggered<'a>)>, scene: &Scene<'a>) -> Vec<Promise<'a>> {
    let day = |at: usize| scene.entries.get(at).map(|e| e.when.earliest);
    let near = |a: usize, b: usize| match (day(a), day(b)) {
        (Some(a), Some(b)) => (a - b).num_days().abs() <= RETOLD_DAYS,
        _ => false,
    };
    // Where an agency's own note of it stands: its entry, and what the promise is called there.
    let own_note = |(entry, concept, trigger): &(usize, String, Triggered<'a>)| {
        let own = scene.kind_of(*entry);
        let (sentence, start) = (trigger.mention.sentence, trigger.mention.quote.start);
        let readings = scene.readings.get(*entry).into_iter();
        let named = readings.flat_map(|r| &r.agencies);
        let named = named.filter(|a| a.span.start >= sentence.start && a.span.end <= start);
        // Who is to be told is not charged with telling: only an agency named before the words acts.
        let mut charged: Vec<&str> = named.map(|a| a.kind.as_str()).collect();
        charged.extend(says_of_another(scene, trigger));
        charged.retain(|k| *k != own);
        // "He will ring police" in its record is no note of what the agency itself will do.
        let is_it = |(e, _, t): &&(usize, String, Triggered<'a>)| {
            tells_of(scene, t, concept)
                && near(*e, *entry)
                && charged.contains(&scene.kind_of(*e))
                && says_of_another(scene, t).is_none()
        };
        let apart = |e: usize| day(e).zip(day(*entry)).map(|(a, b)| (a - b).num_days().abs());
        all.iter()
            .filter(is_it)
            .min_by_key(|(e, ..)| apart(*e))
            .map(|(e, c, _)| (*e, c.clone()))
    };
    let kept: Vec<Option<(usize, String)>> = all.iter().map(own_note).collect();
    let mut out: Vec<Promise<'a>> = Vec::new();
    let mut others = Vec::new();
    for ((entry, concept, trigger), own) in all.into_iter().zip(kept) {
        match own {
            Some(own) => others.push((own, concept, trigger)),
            None => out.push(Promise {
                entry,
                concept,
                trigger,
                retold: Vec::new(),
            }),
        }
    }
    for ((own, called), concept, trigger) in others {
        match out.iter_mut().find(|p| p.entry == own && p.concept == called) {
            Some(promise) => promise.retold.push(trigger),
            // Each points to the other: the first stands.
            None => out.push(Promise {
                entry: trigger.entry,
                concept,
                trigger,
                retold: Vec::new(),
            }),
        }
    }
    out.sort_by(|a, b| (a.entry, &a.concept).cmp(&(b.entry, &b.concept)));
    out
}

/// Do the words of a promise say this too? "Ring police" is called a contact in one entry, and police told in the other.
fn tells_of(scene: &Scene<'_>, t: &Triggered<'_>, concept: &str) -> bool {
    t.mention.concept == concept
        || scene.mentions_of(t.entry).any(|m| {
            let (a, b) = (&m.quote, &t.mention.quote);
            m.concept == concept && m.assertion.factuality == Factuality::Planned && a.overlaps(b)
        })
}

/// Planned mentions, one for each concept of an entry, that the same entry does not already show as done.
fn promises<'a>(pattern: &Pattern, scene: &Scene<'a>) -> Vec<(usize, String, Triggered<'a>)> {
    let mut out = Vec::new();
    let is_planned = |t: &Triggered<'_>| {
        let a = &t.mention.assertion;
        a.factuality == Factuality::Planned && matches!(a.action, ActionStatus::Planned | ActionStatus::Done)
    };
    for concept in &pattern.trigger.any {
        let mut one = pattern.clone();
        one.trigger.any = vec![concept.clone()];
        one.trigger.allow.push("planned".to_owned());
        let all = scene.mentions(&one.trigger.any);
        let counting: Vec<usize> = find(&one, scene).into_iter().map(|t| t.entry).collect();
        for (entry, mention) in &all {
            let trigger = Triggered { entry: *entry, mention };
            let is_closed_here = scene
                .mentions_of(*entry)
                .any(|m| m.concept == *concept && m.quote != mention.quote && Scene::is_done(m));
            let is_taken = out
                .last()
                .is_some_and(|(at, c, _): &(usize, String, Triggered<'_>)| at == entry && c == concept);
            if is_planned(&trigger)
                && is_professional(scene, &trigger)
                && !is_closed_here
                && !says_done(scene, &trigger)
                && !is_taken
                && counting.binary_search(entry).is_ok()
            {
                out.push((*entry, concept.clone(), trigger));
            }
        }
    }
    out.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    // The same words are one promise, whatever it is called.
    out.dedup_by(|b, a| a.2.mention.quote.overlaps(&b.2.mention.quote));
    out
}

/// Is it a professional who promises? "She says she'll apply herself", said of a sister, is her own intention.
fn is_professional(scene: &Scene<'_>, t: &Triggered<'_>) -> bool {
    let people = scene.readings.get(t.entry).map_or(&[][..], |r| &r.people);
    let is_of_the_case = |span: TextSpan| {
        people.iter().any(|p| {
            let is_lay =
                matches!(&p.who, Who::Person(id) if scene.case.person(id).is_some_and(|p| !p.is_professional()));
            p.span.start >= span.start && p.span.end <= span.end && is_lay
        })
    };
    let modifiers = &scene.lexicon.rules().modifiers;
    let plans = |id: &str| modifiers.iter().any(|m| m.id == id && m.value == Value::Planned);
    let mut planned = t
        .mention
        .modifiers
        .iter()
        .filter(|m| m.blocked_by.is_none() && plans(&m.modifier))
        .peekable();
    planned.peek().is_none() || planned.any(|m| !is_of_the_case(m.span))
}

/// "Locksmith first thing tomorrow (done 6th)": the writer came back to say so.
fn says_done(scene: &Scene<'_>, t: &Triggered<'_>) -> bool {
    const REACH: usize = 6;
    let quote = &t.mention.quote;
    let rest = scene.entries.get(t.entry).and_then(|e| e.text.get(quote.start..));
    let words = tokens(rest.unwrap_or(""));
    let inside = words
        .iter()
        .take_while(|w| w.span.start < quote.end - quote.start)
        .count();
    let mut near = words.iter().take(inside + REACH);
    near.any(|w| w.parted && scene.is_in_set("promise-done", &w.lower))
}

/// What closes a promise: the same thing done, by the agency that promised or by one that the promise names.
fn closing_rule(pattern: &Pattern, scene: &Scene<'_>, concept: &str, (episode, label): (&Episode<'_>, String)) -> Rule {
    let first = pattern.responses.first();
    let mut by: Vec<String> = first.map(|r| r.by.clone()).unwrap_or_default();
    // "Chain and camera being fitted tomorrow": by whom is not said, so whoever does it closes it.
    let is_by_nobody = episode.triggers.first().is_some_and(|t| {
        let words = tokens(&t.mention.quote.text);
        words.iter().any(|w| matches!(w.lower.as_str(), "being" | "be")) && t.mention.toward.is_none()
    });
    if by.is_empty() && !is_by_nobody {
        by.push(scene.kind_of(episode.first()).to_owned());
        for trigger in &episode.triggers {
            by.extend(trigger.mention.toward.clone());
            let sentence = trigger.mention.sentence;
            let quote = &trigger.mention.quote;
            let named = scene.readings.get(trigger.entry).into_iter().flat_map(|r| &r.agencies);
            let named: Vec<&AgencyMention> = named
                .filter(|a| a.span.start >= sentence.start && a.span.end <= sentence.end)
                .collect();
            let is_inside = |a: &&AgencyMention| a.span.start >= quote.start && a.span.end <= quote.end;
            // "Police revisit, school told": an item that names its agency waits on no other of the list.
            let is_listed = named.iter().any(is_inside);
            let text = scene.entries.get(trigger.entry).map_or("", |e| e.text.as_str());
            let is_apart = |a: &&AgencyMention| {
                let between = (a.span.end.min(quote.end), a.span.start.max(quote.start));
                text.get(between.0..between.1).is_some_and(|t| t.contains(','))
            };
            // "Our safeguarding lead" is the agency's own.
            let is_own = |a: &&AgencyMention| {
                let before = text.get(..a.span.start).unwrap_or("").trim_end().to_lowercase();
                ["our", "my"].iter().any(|w| before.ends_with(&format!(" {w}")))
            };
            let own_items = named.into_iter().filter(|a| !(is_own(a) || is_listed && is_apart(a)));
            by.extend(own_items.map(|a| a.kind.clone()));
        }
    }
    let own = scene.kind_of(episode.first());
    let to_be_told: Vec<String> = by.iter().filter(|k| *k != own && !k.is_empty()).cloned().collect();
    let anybody = first.filter(|_| is_by_nobody).map(|r| r.held_by.clone());
    Rule {
        sent_to: std::collections::BTreeMap::new(),
        label,
        any: vec![concept.to_owned()],
        held_by: anybody.unwrap_or(to_be_told),
        kept_by: Vec::new(),
        by,
        not_by: Vec::new(),
        entry_of: Vec::new(),
        unasked_of: Vec::new(),
        told_before: None,
        own: false,
        of_this: false,
        required: true,
        group: None,
        in_hand: None,
        with: Vec::new(),
        not_with: Vec::new(),
        not_as: Vec::new(),
        names_concern: false,
        same_entry: true,
        answers: false,
        together: Vec::new(),
        toward: Vec::new(),
    }
}

/// The other side's own record may show it: an entry of the agency that was to be told or asked, in time, that names the one that
/// promised, or a service for the person at risk that speaks with the very person whom the promise is about.
fn corroborate(scene: &Scene<'_>, (entry, episode): (usize, &Episode<'_>), span: Span, steps: &mut [Step]) {
    let own = scene.kind_of(entry);
    let toward = episode.triggers.first().and_then(|t| t.mention.toward.as_deref());
    let (Some(toward), Some(step)) = (toward.filter(|k| *k != own), steps.first_mut()) else {
        return;
    };
    if step.outcome == Outcome::Met {
        return;
    }
    let begin = scene.entries.partition_point(|e| e.when.earliest < span.from);
    let shown = (begin..scene.entries.len())
        .take_while(|at| scene.entries.get(*at).is_some_and(|e| e.when.earliest <= span.to))
        .filter(|at| *at != entry && scene.kind_of(*at) == toward && !scene.is_after_event(*at))
        .filter(|at| scene.entries.get(*at).is_some_and(|e| e.when.latest <= span.sure))
        .find(|at| {
            let names_it = |r: &Reading| r.agencies.iter().any(|a| a.kind == own);
            scene.readings.get(*at).is_some_and(names_it)
                || toward == SERVICE && !scene.at_risk(*at).is_disjoint(&scene.at_risk(entry))
        });
    if let Some(cited) = shown.and_then(|at| scene.cite_entry(at)) {
        step.outcome = Outcome::Met;
        step.shown_by = vec![cited];
    }
}

/// The kind of service that is there for the person at risk.
const SERVICE: &str = "domestic-abuse-service";

/// The promise itself is not a near miss of what was promised.
fn without_itself(mut step: Step, entry: &crate::model::entry::EntryId) -> Step {
    step.near.retain(|n| &n.cited.quote.entry != entry);
    step
}
