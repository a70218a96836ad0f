//! The JSON contract of `analyse --format json`: fields may be added, never changed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    model::{
        entry::{Entry, EntryId},
        finding::{Basis, Cited, Finding, FindingKind, Warning, WindowBasis},
        matter::{Matter, OwnRules},
    },
    review::knowledge::Knowledge,
};

/// The contract for a judged case.
pub fn of(matter: &Matter) -> Value {
    let known = Knowledge::new(matter);
    let entries: BTreeMap<&EntryId, &Entry> = matter.entries.iter().map(|e| (&e.id, e)).collect();
    json!({
        "forewarned": env!("CARGO_PKG_VERSION"),
        "rules": {"sha256": matter.rules_sha256},
        "case": {"title": matter.case.title, "kind": matter.case.kind.code()},
        "records": matter.records.iter().map(|r| json!({
            "file": r.file, "agency": r.agency, "sha256": r.sha256, "rows": r.rows, "entries": r.entries, "problems": r.problems, "encoding": r.encoding,
        })).collect::<Vec<_>>(),
        "problems": matter.problems.iter().map(|p| json!({"file": p.file, "row": p.row, "lost_row": p.lost_row, "raw": p.raw, "what": p.what, "next": p.next})).collect::<Vec<_>>(),
        "coverage": matter.coverage.iter().map(|c| json!({
            "agency": c.agency, "from": c.from, "to": c.to,
            "holes": c.holes.iter().map(|h| json!({"from": h.from, "to": h.to, "why": h.why})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "warnings": matter.warnings.iter().map(|w| warning(w, &known)).collect::<Vec<_>>(),
        "findings": matter.findings.iter().map(|f| finding(f, (&entries, &matter.own))).collect::<Vec<_>>(),
        "own_rules": matter.own,
    })
}

fn warning(warning: &Warning, known: &Knowledge<'_>) -> Value {
    json!({
        "id": warning.id, "date": warning.date, "title": warning.title, "severity": warning.severity.code(), "outcome": warning.outcome.code(),
        "triggers": warning.triggers, "findings": warning.findings, "rung": warning.rung.code(),
        "knew": known.knew(warning).into_iter().map(|e| json!({"agency": e.agency, "entry": e.id, "from": e.when.earliest, "to": e.when.latest})).collect::<Vec<_>>(),
        "checklist": warning.checklist.iter().map(|c| json!({
            "label": c.label, "outcome": c.outcome.code(), "shown_by": c.shown_by, "patterns": c.patterns,
            "near": c.near.iter().map(|n| json!({"entry": n.cited.quote.entry, "quote": n.cited.quote.text, "why": n.why})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "good": warning.good, "asks": warning.asks,
        "policy": warning.policy.iter().map(|p| json!({"rule": p.rule, "from": p.from, "to": p.to, "source": p.source, "tag": p.tag})).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding, (entries, own): (&BTreeMap<&EntryId, &Entry>, &OwnRules)) -> Value {
    let cited = |all: &[Cited]| all.iter().map(|c| cite(c, entries)).collect::<Vec<_>>();
    let responses: Vec<Value> = finding
        .steps
        .iter()
        .filter(|s| s.required)
        .flat_map(|s| &s.shown_by)
        .map(|c| cite(c, entries))
        .collect();
    json!({
        "id": finding.id, "pattern": finding.pattern, "version": finding.version, "title": finding.title, "kind": kind(finding.kind),
        "outcome": finding.outcome.code(), "basis": basis(finding.basis), "agency": finding.agency, "severity": finding.severity.code(),
        "window": finding.window.as_ref().map(|w| json!({"from": w.from, "to": w.to, "length": w.length, "basis": w.basis.code(), "set_for_this_case": w.basis == WindowBasis::ThisCase})),
        "own": own.holds(&finding.pattern),
        "triggers": cited(&finding.triggers), "responses": responses,
        "steps": finding.steps.iter().map(|s| json!({
            "label": s.label, "required": s.required, "outcome": s.outcome.code(), "shown_by": cited(&s.shown_by),
            "near": s.near.iter().map(|n| json!({"entry": cite(&n.cited, entries), "why": n.why})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "rung": finding.rung.code(),
        "searched": {
            "entries": finding.searched.entries, "agencies": finding.searched.agencies, "from": finding.searched.from, "to": finding.searched.to,
            "not_supplied": finding.searched.not_supplied,
        },
        "earlier": cited(&finding.earlier), "in_force": finding.in_force,
        "says": finding.says, "unclear": finding.unclear, "part_of": finding.part_of,
    })
}

fn cite(cited: &Cited, entries: &BTreeMap<&EntryId, &Entry>) -> Value {
    let quote = &cited.quote;
    let entry = entries.get(&quote.entry);
    json!({
        "ref": quote.entry, "file": entry.map(|e| &e.origin.file), "row": entry.map(|e| e.origin.row), "date": entry.map(|e| &e.when.written),
        "agency": entry.map(|e| &e.agency), "quote": quote.text, "part": quote.part, "start": quote.start, "end": quote.end,
        "concept": cited.concept, "assertion": cited.assertion,
    })
}

fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Gap => "gap",
        FindingKind::Good => "good",
        FindingKind::Context => "context",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Rule => "rule",
        Basis::Reviewer => "reviewer",
        Basis::Suggested => "suggested",
    }
}
