//! The warnings: a list to choose from, then each in full with its evidence, its checklist and the questions to ask.

use serde::Serialize;

use crate::{
    model::finding::{Basis, Finding, FindingKind, Outcome, Severity, Warning},
    review::knowledge::Knowledge,
    web::{
        addresses::{self, WARNINGS_A_PAGE},
        asking::{Ask, Link, Opened, Refusal, Reply},
        evidence::FindingView,
        paging::{Long, Paging},
        words::{self, AgencyMark, Tag},
    },
};

#[derive(Serialize)]
struct Body {
    address: String,
    severities: Vec<Choice>,
    outcomes: Vec<Choice>,
    agencies: Vec<Choice>,
    remarks: Vec<String>,
    filtered: String,
    list: Vec<Line>,
    warnings: Vec<WarningView>,
    paging: Paging,
    good: Vec<FindingView>,
    context: Vec<FindingView>,
    possible: Vec<FindingView>,
}

#[derive(Serialize)]
struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Line {
    warning: Link,
    date: String,
    title: String,
    agencies: Vec<AgencyMark>,
    severity: Tag,
    outcome: Tag,
}

/// A warning in full.
#[derive(Serialize)]
pub(super) struct WarningView {
    id: String,
    date: String,
    title: String,
    severity: Tag,
    outcome: Tag,
    knew: Vec<Knew>,
    findings: Vec<FindingView>,
    ask: Vec<String>,
}

/// An agency whose record holds the warning, and from when.
#[derive(Serialize)]
struct Knew {
    agency: AgencyMark,
    written: String,
    entry: Link,
}

/// Shows the warnings.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let known = Knowledge::new(matter);
    let mut remarks = Vec::new();
    let severity = chosen(ask, "severity", &SEVERITIES.map(Severity::code), &mut remarks);
    let outcome = chosen(ask, "outcome", &OUTCOMES.map(Outcome::code), &mut remarks);
    let ids: Vec<&str> = matter.case.agencies.iter().map(|a| a.id.0.as_str()).collect();
    let agency = chosen(ask, "agency", &ids, &mut remarks);
    let kept: Vec<&Warning> = matter
        .warnings
        .iter()
        .filter(|w| severity.is_empty() || w.severity.code() == severity)
        .filter(|w| outcome.is_empty() || w.outcome.code() == outcome)
        .filter(|w| agency.is_empty() || who_knew(&opened, &known, w).iter().any(|k| k.agency.id == agency))
        .collect();
    let base = opened.address("warnings");
    let asked = [
        ("severity", severity.as_str()),
        ("outcome", outcome.as_str()),
        ("agency", agency.as_str()),
    ];
    let long = Long {
        total: kept.len(),
        per_page: WARNINGS_A_PAGE,
        called: ("warning", "warnings"),
    };
    let paging = Paging::of(&long, ask.one("page"), &base, &asked);
    let left_out = matter.warnings.len() - kept.len();
    let body = Body {
        severities: choices(SEVERITIES.map(words::severity), &severity, true),
        outcomes: choices(OUTCOMES.map(words::outcome), &outcome, false),
        agencies: agency_choices(&opened, &agency),
        remarks,
        filtered: if left_out == 0 {
            String::new()
        } else {
            format!(
                "{} left out by the filter",
                words::count(left_out, "warning", "warnings")
            )
        },
        list: list(&opened, &known, &kept, (&base, &asked)),
        warnings: paging.part(&kept).iter().map(|w| warning(&opened, &known, w)).collect(),
        paging,
        good: others(&opened, |f| f.kind == FindingKind::Good && f.basis != Basis::Suggested),
        context: others(&opened, |f| {
            f.kind == FindingKind::Context && f.basis != Basis::Suggested
        }),
        possible: others(&opened, |f| f.basis == Basis::Suggested),
        address: base,
    };
    Ok(opened.page("Warnings", body))
}

const SEVERITIES: [Severity; 4] = [Severity::S4, Severity::S3, Severity::S2, Severity::S1];
const OUTCOMES: [Outcome; 4] = [Outcome::Missed, Outcome::Late, Outcome::CannotTell, Outcome::Met];

/// The value asked for, when it is one of those there are; otherwise nothing, with a remark.
fn chosen(ask: &Ask, name: &str, known: &[&str], remarks: &mut Vec<String>) -> String {
    let asked = ask.one(name);
    if asked.is_empty() || known.contains(&asked) {
        return asked.to_owned();
    }
    remarks.push(format!(
        "The {name} asked for is not one there is: left out of the filter."
    ));
    String::new()
}

fn choices(tags: [Tag; 4], chosen: &str, with_code: bool) -> Vec<Choice> {
    tags.into_iter()
        .map(|tag| Choice {
            code: tag.code.to_owned(),
            label: if with_code {
                format!("{}: {}", tag.code, tag.words)
            } else {
                tag.words.to_owned()
            },
            chosen: tag.code == chosen,
        })
        .collect()
}

fn agency_choices(opened: &Opened, chosen: &str) -> Vec<Choice> {
    opened
        .matter
        .case
        .agencies
        .iter()
        .map(|a| Choice {
            code: a.id.0.clone(),
            label: a.name.clone(),
            chosen: a.id.0 == chosen,
        })
        .collect()
}

/// All that were kept, each leading to the page of this list where it is shown in full.
fn list(
    opened: &Opened,
    known: &Knowledge<'_>,
    kept: &[&Warning],
    (base, asked): (&str, &[(&str, &str)]),
) -> Vec<Line> {
    kept.iter()
        .enumerate()
        .map(|(at, w)| {
            let page = (at / WARNINGS_A_PAGE + 1).to_string();
            let mut pairs = asked.to_vec();
            pairs.push(("page", if at < WARNINGS_A_PAGE { "" } else { &page }));
            let address = addresses::with_query(base, &pairs);
            Line {
                warning: Link::new(w.id.clone(), format!("{address}#{}", addresses::escape(&w.id))),
                date: words::warning_day(known, w),
                title: w.title.clone(),
                agencies: who_knew(opened, known, w).into_iter().map(|k| k.agency).collect(),
                severity: words::severity(w.severity),
                outcome: words::outcome(w.outcome),
            }
        })
        .collect()
}

/// A warning in full: what was on record, who knew, what is expected to follow, the questions to ask.
pub(super) fn warning(opened: &Opened, known: &Knowledge<'_>, warning: &Warning) -> WarningView {
    let matter = &opened.matter;
    let findings: Vec<&Finding> = warning
        .findings
        .iter()
        .filter_map(|id| matter.finding(id))
        .filter(|f| f.basis != Basis::Suggested)
        .collect();
    let mut questions: Vec<String> = Vec::new();
    for question in findings
        .iter()
        .filter_map(|f| matter.patterns.get(&f.pattern))
        .flat_map(|card| &card.ask)
    {
        if !questions.contains(question) {
            questions.push(question.clone());
        }
    }
    WarningView {
        id: warning.id.clone(),
        date: words::warning_day(known, warning),
        title: warning.title.clone(),
        severity: words::severity(warning.severity),
        outcome: words::outcome(warning.outcome),
        knew: who_knew(opened, known, warning),
        findings: findings.iter().map(|f| FindingView::of(opened, f)).collect(),
        ask: questions,
    }
}

/// The agencies whose records hold the warning, each with its first entry about it, in the order of the timeline.
fn who_knew(opened: &Opened, known: &Knowledge<'_>, warning: &Warning) -> Vec<Knew> {
    let knew = known.knew(warning).into_iter();
    knew.map(|entry| Knew {
        agency: words::agency(&opened.matter.case, &entry.agency),
        written: entry.when.shown(),
        entry: Link::new(entry.id.0.clone(), opened.entry(&entry.id)),
    })
    .collect()
}

fn others(opened: &Opened, wanted: impl Fn(&Finding) -> bool) -> Vec<FindingView> {
    opened
        .matter
        .findings
        .iter()
        .filter(|f| wanted(f))
        .map(|f| FindingView::of(opened, f))
        .collect()
}
