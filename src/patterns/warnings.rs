//! *Warnings*: findings about the same entries, shown as one episode. A panel reads tens of warnings, not hundreds of findings.

use crate::{
    model::{
        entry::EntryId,
        finding::{Finding, FindingKind, Outcome, Severity, Warning},
    },
    patterns::scene::Scene,
};

/// Findings that turn on the same day, or cite the same entry, no further apart than this are one warning.
const APART_DAYS: i64 = 3;

#[derive(Debug)]
struct Group<'a> {
    findings: Vec<&'a Finding>,
    first: usize,
}

/// Groups gap findings that are not met; those that are met, and what was done well, are added where they share an entry.
pub fn group(findings: &[Finding], scene: &Scene<'_>) -> Vec<Warning> {
    let place = |id: &EntryId| scene.place(id).unwrap_or(usize::MAX);
    let turns_on = |f: &Finding| f.triggers.first().map_or(usize::MAX, |t| place(&t.quote.entry));
    let mut groups: Vec<Group<'_>> = Vec::new();
    let open = |f: &&Finding| f.kind == FindingKind::Gap && f.outcome != Outcome::Met;
    for finding in findings.iter().filter(open) {
        let at = turns_on(finding);
        match groups.iter_mut().rev().take(6).find(|g| joins(g, finding, at, scene)) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group {
                findings: vec![finding],
                first: at,
            }),
        }
    }
    for finding in findings.iter().filter(|f| !open(f)) {
        let at = turns_on(finding);
        // Groups are in order of place: only those near by are looked at.
        let end = groups.partition_point(|g| g.first <= at) + 6;
        let near = groups.iter_mut().take(end).rev().take(12);
        if let Some(group) = { near }.find(|g| joins(g, finding, at, scene)) {
            group.findings.push(finding);
        }
    }
    groups.sort_by_key(|g| g.first);
    groups
        .into_iter()
        .enumerate()
        .map(|(n, g)| warning(n + 1, g, scene))
        .collect()
}

fn joins(group: &Group<'_>, finding: &Finding, at: usize, scene: &Scene<'_>) -> bool {
    let (Some(a), Some(b)) = (scene.entries.get(group.first), scene.entries.get(at)) else {
        return false;
    };
    let apart = (b.when.earliest - a.when.earliest).num_days().abs();
    let anchors = || {
        group
            .findings
            .iter()
            .filter_map(|f| f.triggers.first())
            .map(|t| &t.quote.entry)
    };
    let is_shared = finding.triggers.iter().take(1).any(|t| {
        group
            .findings
            .iter()
            .any(|f| f.triggers.iter().any(|o| o.quote.entry == t.quote.entry))
    }) || finding.triggers.iter().any(|t| anchors().any(|o| o == &t.quote.entry));
    let tells_same = anchors().any(|id| scene.place(id).is_some_and(|o| scene.are_duplicates(o, at)));
    apart <= APART_DAYS && (is_shared || tells_same)
}

fn warning(number: usize, group: Group<'_>, scene: &Scene<'_>) -> Warning {
    let mut findings = group.findings;
    findings.sort_by(|a, b| (rank(a), &a.pattern, &a.id).cmp(&(rank(b), &b.pattern, &b.id)));
    let mut places: Vec<usize> = findings
        .iter()
        .flat_map(|f| &f.triggers)
        .filter_map(|t| scene.place(&t.quote.entry))
        .collect();
    places.sort_unstable();
    places.dedup();
    let gaps = || {
        findings
            .iter()
            .filter(|f| f.kind == FindingKind::Gap && f.outcome != Outcome::Met)
    };
    Warning {
        id: format!("W{number}"),
        date: scene
            .entries
            .get(group.first)
            .map_or(chrono::NaiveDate::MIN, |e| e.when.earliest),
        title: findings.first().map_or(String::new(), |f| f.title.clone()),
        severity: gaps().map(|f| f.severity).max().unwrap_or(Severity::S1),
        outcome: gaps().map(|f| f.outcome).min().unwrap_or(Outcome::Met),
        triggers: places
            .into_iter()
            .filter_map(|p| scene.entries.get(p))
            .map(|e| e.id.clone())
            .collect(),
        findings: findings.iter().map(|f| f.id.clone()).collect(),
    }
}

/// Open gaps first, the gravest and clearest of them before the others; then what was met or done well.
fn rank(finding: &Finding) -> (bool, std::cmp::Reverse<Severity>, Outcome) {
    let is_open = finding.kind == FindingKind::Gap && finding.outcome != Outcome::Met;
    (!is_open, std::cmp::Reverse(finding.severity), finding.outcome)
}
