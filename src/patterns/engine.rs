//! The *engine*: every pattern judged on a scene, findings finished in one way and put in one order.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::{Basis, Cited, Finding, FindingKind, Outcome, Step, Window, WindowBasis},
        hash::hex,
        mention::Hand,
    },
    patterns::{
        conditions::by_case_file,
        parts::{PartOf, Same},
        pattern::Pattern,
        responses::Span,
        scene::Scene,
        shapes::by_name,
        triggers::earlier,
        unclear, wording,
    },
};

/// What a shape hands over to be finished.
#[derive(Debug)]
pub struct Draft {
    /// The entry on which it turns.
    pub first: usize,
    /// Triggers, that entry's first.
    pub triggers: Vec<Cited>,
    /// Expected responses.
    pub steps: Vec<Step>,
    /// What they show, before coverage is looked at.
    pub outcome: Outcome,
    /// The days looked at.
    pub span: Option<Span>,
    /// Agencies whose records have to cover those days; the agency that knew when empty.
    pub covering: Vec<AgencyId>,
}

/// Judges all patterns; findings are ordered by the place of the entry on which they turn, then pattern, then id.
pub fn judge(patterns: &[Pattern], scene: &Scene<'_>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for pattern in patterns.iter().filter(|p| p.tier <= scene.case.tier) {
        if let Some(shape) = by_name(&pattern.shape) {
            out.extend(shape.judge(pattern, scene));
        }
    }
    let place = |f: &Finding| {
        f.triggers
            .first()
            .and_then(|t| scene.place(&t.quote.entry))
            .unwrap_or(usize::MAX)
    };
    out.sort_by_cached_key(|f| (place(f), f.pattern.clone(), f.id.clone()));
    out.dedup_by(|a, b| a.id == b.id);
    fold(patterns, &mut out);
    out
}

/// What a graver pattern already asks of the same words becomes part of its finding: context, counted once.
fn fold(patterns: &[Pattern], findings: &mut [Finding]) {
    let rules: BTreeMap<&str, &[PartOf]> = patterns
        .iter()
        .map(|p| (p.id.as_str(), p.part_of.as_slice()))
        .filter(|(_, rules)| !rules.is_empty())
        .collect();
    let is_open = |f: &Finding| f.kind == FindingKind::Gap && f.outcome != Outcome::Met;
    // Whatever two findings have in common, they share the entry on which the lesser one turns.
    let mut at_entry: BTreeMap<(&str, &EntryId), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let entries: BTreeSet<&EntryId> = finding.triggers.iter().map(|t| &t.quote.entry).collect();
        for entry in entries {
            at_entry.entry((finding.pattern.as_str(), entry)).or_default().push(at);
        }
    }
    let mut folded: BTreeMap<usize, (String, String)> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, f)| is_open(f)) {
        let turns_on = finding.triggers.first().map(|t| &t.quote.entry);
        let whole = rules
            .get(finding.pattern.as_str())
            .into_iter()
            .copied()
            .flatten()
            .find_map(|rule| {
                let near = at_entry.get(&(rule.pattern.as_str(), turns_on?))?.iter();
                let mut others = near
                    .filter(|o| !folded.contains_key(o))
                    .filter_map(|o| findings.get(*o));
                let counts = |o: &Finding| is_open(o) || rule.met && o.kind == FindingKind::Gap;
                others
                    .find(|o| counts(o) && is_of_same(rule.same, finding, o))
                    .map(|o| (o.id.clone(), wording::part_of(&o.title, &rule.why)))
            });
        folded.extend(whole.map(|w| (at, w)));
    }
    for (at, (whole, says)) in folded {
        if let Some(finding) = findings.get_mut(at) {
            finding.kind = FindingKind::Context;
            finding.part_of = whole;
            finding.says = format!("{} {says}", finding.says);
        }
    }
}

/// Do two findings rest on the same words, or turn on the same entry?
fn is_of_same(same: Same, a: &Finding, b: &Finding) -> bool {
    let overlap = |x: &Cited, y: &Cited| {
        x.quote.entry == y.quote.entry && x.quote.start < y.quote.end && y.quote.start < x.quote.end
    };
    match same {
        Same::Words => !a.triggers.is_empty() && a.triggers.iter().all(|x| b.triggers.iter().any(|y| overlap(x, y))),
        Same::Entry => match (a.triggers.first(), b.triggers.first()) {
            (Some(x), Some(y)) => x.quote.entry == y.quote.entry,
            _ => false,
        },
    }
}

/// Judges with suggested mentions too, and keeps what rests on one and says something new: a gap at an entry for which none of
/// `sure` names the same pattern. Such a finding is shown apart and counted nowhere until a person takes the mention on.
pub fn suggest(patterns: &[Pattern], scene: &Scene<'_>, sure: &[Finding]) -> Vec<Finding> {
    let known: BTreeSet<(&str, &EntryId)> = sure
        .iter()
        .flat_map(|f| f.triggers.iter().map(|t| (f.pattern.as_str(), &t.quote.entry)))
        .collect();
    let is_new = |f: &Finding| {
        f.triggers
            .iter()
            .all(|t| !known.contains(&(f.pattern.as_str(), &t.quote.entry)))
    };
    judge(patterns, scene)
        .into_iter()
        .filter(|f| f.kind == FindingKind::Gap && f.outcome != Outcome::Met && is_new(f))
        .filter(|f| f.triggers.iter().any(|t| rests_on(scene, t, Hand::Reader)))
        .map(|f| Finding {
            basis: Basis::Suggested,
            ..f
        })
        .collect()
}

/// Finishes a finding: rule in force, coverage, identity, wording. Nothing when the rule was not in force, or a good pattern has nothing to say.
pub fn finish(pattern: &Pattern, scene: &Scene<'_>, draft: Draft) -> Option<Finding> {
    let entry = scene.entries.get(draft.first)?;
    if !pattern.in_force_on(entry.when.earliest) || (pattern.kind == FindingKind::Good && draft.outcome != Outcome::Met)
    {
        return None;
    }
    let span = draft.span.unwrap_or(Span::over(entry.when.earliest, entry.when.latest));
    let (steps, keeper) = unclear::beyond(pattern, scene, draft.steps, (span.from, span.to));
    let draft = Draft { steps, ..draft };
    let (outcome, unclear, whose) = settle(pattern, scene, &draft, span);
    // A step that nobody can tell leaves the whole open where the rest does not decide it; what its own records show stays as it is.
    let keeper = keeper.filter(|_| outcome == Outcome::Missed);
    let settled = outcome == draft.outcome;
    let (outcome, unclear) = match &keeper {
        Some(agency) => (
            Outcome::CannotTell,
            wording::not_covered(scene, agency, span.from, span.to),
        ),
        None => (outcome, unclear),
    };
    let rung = scene.highest_rung(draft.first, span.from, span.to);
    let steps = if settled {
        draft.steps
    } else {
        unsettled(pattern, draft.steps, whose)
    };
    let window = pattern.window.as_ref().map(|w| Window {
        from: span.from,
        to: span.to,
        length: pattern
            .length_on(scene.risk_level_on(entry.when.earliest).as_deref())
            .unwrap_or(&w.within)
            .to_owned(),
        basis: w.basis,
    });
    // A shape that cites what came earlier among its triggers need not say it twice.
    let earlier: Vec<Cited> = earlier(pattern, scene, draft.first)
        .into_iter()
        .map(|t| Scene::cite(t.mention))
        .filter(|c| !draft.triggers.iter().any(|t| t.quote == c.quote))
        .collect();
    Some(Finding {
        id: identity(&pattern.id, &draft.triggers),
        pattern: pattern.id.clone(),
        version: pattern.version,
        title: wording::title(&pattern.title, outcome),
        kind: pattern.kind,
        outcome,
        basis: basis(scene, &draft.triggers),
        agency: entry.agency.clone(),
        severity: pattern.severity,
        says: wording::says((pattern, scene), outcome, &steps, (span.from, span.to), rung),
        window: window.or(Some(Window {
            from: span.from,
            to: span.to,
            length: if span.from == span.to {
                "that day alone".to_owned()
            } else {
                "the days between the entries cited".to_owned()
            },
            basis: WindowBasis::NoLimit,
        })),
        triggers: draft.triggers,
        steps,
        rung,
        searched: scene.searched(span.from, span.to),
        unclear,
        earlier: earlier.get(earlier.len().saturating_sub(5)..).unwrap_or(&[]).to_vec(),
        in_force: pattern
            .before
            .as_ref()
            .map_or_else(Vec::new, |rule| by_case_file(rule, scene, draft.first)),
        part_of: String::new(),
    })
}

/// Absence of a record is absence of an act only where the records cover the window, the window had ended, and the record points to
/// no other that was not supplied.
fn settle(pattern: &Pattern, scene: &Scene<'_>, draft: &Draft, span: Span) -> (Outcome, String, Whose) {
    let Some(entry) = scene.entries.get(draft.first) else {
        return (draft.outcome, String::new(), Whose::All);
    };
    match draft.outcome {
        Outcome::Missed => match unsettled_by(pattern, scene, draft, (entry, span)) {
            Some((why, whose)) => (Outcome::CannotTell, why, whose),
            None => (Outcome::Missed, String::new(), Whose::All),
        },
        // What is recorded late may have been done in time, in the part of the records that was not supplied.
        Outcome::Late => match not_covered(scene, draft, (entry, span)) {
            Some(why) => (Outcome::CannotTell, why, Whose::All),
            None => (Outcome::Late, String::new(), Whose::All),
        },
        Outcome::CannotTell => (
            Outcome::CannotTell,
            unclear::of_draft(pattern, scene, draft, span),
            Whose::All,
        ),
        Outcome::Met => (Outcome::Met, String::new(), Whose::All),
    }
}

/// Why absence of a record settles nothing here; nothing when it does.
fn unsettled_by(
    pattern: &Pattern,
    scene: &Scene<'_>,
    draft: &Draft,
    (entry, span): (&Entry, Span),
) -> Option<(String, Whose)> {
    let (from, to) = (span.from, span.to);
    if let Some(why) = not_covered(scene, draft, (entry, span)) {
        return Some((why, Whose::All));
    }
    if scene.case.event.is_some_and(|event| event <= to && event > from) {
        let why = "The window had not ended on the day of the final event.".to_owned();
        return Some((why, Whose::All));
    }
    let places: Vec<usize> = draft
        .triggers
        .iter()
        .filter_map(|t| scene.place(&t.quote.entry))
        .collect();
    if let Some(mention) = scene.says_elsewhere(&places, &entry.agency, from, to) {
        return Some((wording::elsewhere(mention), Whose::All));
    }
    let kinds: Vec<String> = pattern
        .responses
        .iter()
        .filter(|r| r.required)
        .flat_map(|r| r.held_by.iter().cloned())
        .collect();
    let beyond = scene.points_beyond(&places, &kinds, from, to)?;
    Some((wording::points_to(scene, &beyond, from, to), Whose::Others))
}

/// Why the records do not cover the window; nothing when they do.
fn not_covered(scene: &Scene<'_>, draft: &Draft, (entry, span): (&Entry, Span)) -> Option<String> {
    let own = std::slice::from_ref(&entry.agency);
    let covering = if draft.covering.is_empty() {
        own
    } else {
        draft.covering.as_slice()
    };
    let agency = covering.iter().find(|a| !scene.covers(a, span.from, span.to))?;
    Some(wording::not_covered(scene, agency, span.from, span.to))
}

/// A finding rests on a reviewer's reading when one of its triggers does.
fn basis(scene: &Scene<'_>, triggers: &[Cited]) -> Basis {
    let by_reviewer = triggers.iter().any(|t| rests_on(scene, t, Hand::Reviewer));
    if by_reviewer { Basis::Reviewer } else { Basis::Rule }
}

/// Was what is cited read by this hand?
fn rests_on(scene: &Scene<'_>, cited: &Cited, hand: Hand) -> bool {
    scene.place(&cited.quote.entry).is_some_and(|at| {
        scene
            .mentions_of(at)
            .any(|m| m.hand == hand && m.concept == cited.concept && m.quote == cited.quote)
    })
}

/// Whose records leave it open: those of the agency that knew too, or only another's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    All,
    Others,
}

/// What nobody can tell. What the agency's own records alone would show, and they cover the days, they do show.
fn unsettled(pattern: &Pattern, steps: Vec<Step>, whose: Whose) -> Vec<Step> {
    let is_own = |s: &Step| pattern.responses.iter().any(|r| r.own && r.label == s.label);
    steps
        .into_iter()
        .map(|s| {
            if matches!(s.outcome, Outcome::Missed | Outcome::Late) && !(whose == Whose::Others && is_own(&s)) {
                Step {
                    outcome: Outcome::CannotTell,
                    ..s
                }
            } else {
                s
            }
        })
        .collect()
}

/// Pattern and trigger entries make the identity, so that decisions survive a re-run.
fn identity(pattern: &str, triggers: &[Cited]) -> String {
    let mut refs: Vec<&EntryId> = triggers.iter().map(|t| &t.quote.entry).collect();
    refs.sort();
    refs.dedup();
    let mut hash = Sha256::new();
    hash.update(pattern.as_bytes());
    for id in refs {
        hash.update([0]);
        hash.update(id.0.as_bytes());
    }
    let digest = hash.finalize();
    format!("{pattern}-{}", hex(digest.get(..6).unwrap_or(&[])))
}
