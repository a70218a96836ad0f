//! *Mirror*: features of an earlier offence, or the known signs before a relapse, recur together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        finding::Finding,
        mention::{Mention, Polarity},
    },
    patterns::{
        engine::{Draft, finish},
        length::Length,
        parts::Features,
        pattern::Pattern,
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, Triggered, fits_by, shows_done},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Mirror;

impl Shape for Mirror {
    fn name(&self) -> &'static str {
        "mirror"
    }

    fn about(&self) -> &'static str {
        "features of an earlier offence, or of a known relapse, that recur together"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let (Some(rule), Ok(Some(lengths))) = (&pattern.features, pattern.lengths()) else {
            return Vec::new();
        };
        let within = Length::parse(&rule.within).unwrap_or(Length::Days(60));
        let accounts = accounts(rule, scene);
        let Some(first_account) = accounts.keys().next().copied() else {
            return Vec::new();
        };
        let recurring: Vec<(usize, &Mention)> = scene
            .mentions(&rule.any)
            .into_iter()
            .filter(|(at, m)| {
                *at > first_account
                    && !accounts.contains_key(at)
                    && !scene.is_after_event(*at)
                    && Scene::may_trigger(m, &pattern.trigger.allow)
                    && fits_by(&pattern.trigger.by, scene, m)
                    && known_before(&accounts, *at).is_some_and(|f| f.contains(m.concept.as_str()))
                    && !shows_done(scene, *at, &pattern.trigger.unless)
            })
            .collect();
        let mut out = Vec::new();
        let mut silent_until = None;
        for (place, (at, mention)) in recurring.iter().enumerate() {
            let Some(entry) = scene.entries.get(*at) else {
                continue;
            };
            if silent_until.is_some_and(|day| entry.when.earliest <= day) {
                continue;
            }
            let mut near: Vec<&(usize, &Mention)> = recurring
                .iter()
                .take(place + 1)
                .rev()
                .take_while(|(o, _)| scene.is_within(*o, *at, within))
                .collect();
            near.reverse();
            let kinds: BTreeSet<&str> = near.iter().map(|(_, m)| m.concept.as_str()).collect();
            if kinds.len() < rule.count.max(2) {
                continue;
            }
            silent_until = Some(within.after(entry.when.earliest, scene.calendar));
            let span = Span::new(scene, &entry.when, lengths);
            let episode = Episode {
                triggers: vec![Triggered { entry: *at, mention }],
                opened: None,
            };
            let steps = steps(pattern, scene, &episode, span);
            let outcome = outcome(pattern, &steps);
            let mut seen = BTreeSet::from([*at]);
            let mut triggers = vec![Scene::cite(mention)];
            triggers.extend(
                near.iter()
                    .rev()
                    .filter(|(o, _)| seen.insert(*o))
                    .take(6)
                    .map(|(_, m)| Scene::cite(m)),
            );
            // What it is compared with stands last.
            triggers.extend(accounts.range(..*at).next_back().map(|(_, (m, _))| Scene::cite(m)));
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first: *at,
                    triggers,
                    steps,
                    outcome,
                    span: Some(span),
                    covering: Vec::new(),
                },
            ));
        }
        out
    }
}

type Accounts<'a> = BTreeMap<usize, (&'a Mention, BTreeSet<&'a str>)>;

/// Entries that tell how the earlier offence came about, each with the features it names, whatever is said of them but that they were not so.
fn accounts<'a>(rule: &Features, scene: &Scene<'a>) -> Accounts<'a> {
    // Each account is kept with the features of all that stand before it, and its own.
    let mut out: Accounts<'a> = BTreeMap::new();
    for (at, mention) in scene.mentions(&rule.from) {
        let features: BTreeSet<&str> = scene
            .mentions_of(at)
            .filter(|m| rule.any.contains(&m.concept) && m.assertion.polarity == Polarity::Affirmed)
            .map(|m| m.concept.as_str())
            .collect();
        if features.len() >= rule.count.max(2) && mention.assertion.polarity == Polarity::Affirmed {
            let mut all = known_before(&out, at).cloned().unwrap_or_default();
            all.extend(features);
            out.entry(at).or_insert((mention, all));
        }
    }
    out
}

/// Features of all accounts that stand before an entry.
fn known_before<'a, 'b>(accounts: &'b Accounts<'a>, at: usize) -> Option<&'b BTreeSet<&'a str>> {
    accounts.range(..at).next_back().map(|(_, (_, f))| f)
}
