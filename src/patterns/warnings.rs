//! *Warnings*: findings about the same entries, shown as one episode. A panel reads tens of warnings, not hundreds of findings.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    model::{
        entry::EntryId,
        finding::{Check, Cited, Finding, FindingKind, Outcome, Rung, Severity, TitleResult, Warning},
        mention::{Factuality, Mention},
    },
    patterns::{scene::Scene, wording},
    text::rules::Family,
};

/// Findings that turn on the same day, or cite the same entry, no further apart than this are one warning.
const APART_DAYS: i64 = 3;

/// A title is no longer than this.
const LONGEST: usize = 80;

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
    let leads = Finding::leading(findings.iter().copied());
    let is_good = |f: &&&Finding| f.kind == FindingKind::Good;
    let about = about(&findings, scene);
    let title = title(&about, &findings);
    let triggers: Vec<EntryId> = places
        .into_iter()
        .filter_map(|p| scene.entries.get(p))
        .map(|e| e.id.clone())
        .collect();
    Warning {
        id: format!("W{number}"),
        date: scene
            .entries
            .get(group.first)
            .map_or(chrono::NaiveDate::MIN, |e| e.when.earliest),
        judged_title: title.clone(),
        results: results(&about, &title, &findings),
        title,
        about: if about.is_empty() {
            // Nothing but what is counted, such as contacts: the pattern says what the records hold.
            findings.first().map(|f| f.held().to_owned()).into_iter().collect()
        } else {
            about.into_iter().map(|c| c.words).collect()
        },
        severity: leads.map_or(Severity::S1, |f| f.severity),
        outcome: leads.map_or(Outcome::Met, |f| f.outcome),
        rung: findings.iter().map(|f| f.rung).max().unwrap_or(Rung::R0),
        checklist: checklist(&findings),
        good: findings.iter().filter(is_good).map(|f| f.id.clone()).collect(),
        asks: Vec::new(),
        policy: Vec::new(),
        judged_triggers: triggers.clone(),
        triggers,
        findings: findings.iter().map(|f| f.id.clone()).collect(),
    }
}

/// A clause of a title, and of a promise what the records show of it.
struct Clause {
    /// Id of the finding that it is made of.
    finding: String,
    words: String,
    kept: Option<Outcome>,
    /// It only says on which occasion something was written.
    occasion: bool,
    /// It tells of harm: nobody knows more than that it is reported.
    harm: bool,
}

/// What words promise, where they promise a step of practice. “Will inform police” promises a contact and that police will be told: it
/// is told as what goes further.
fn promised<'a>(cited: &Cited, scene: &Scene<'a>) -> Option<&'a str> {
    if !cited.assertion.iter().any(|w| w == "planned") {
        return None;
    }
    let lexicon = scene.lexicon;
    let own = lexicon.promised(&cited.concept)?;
    let at = scene.place(&cited.quote.entry);
    let same = |m: &&Mention| {
        let (a, b) = (&m.quote, &cited.quote);
        m.assertion.factuality == Factuality::Planned && a.part == b.part && a.start < b.end && b.start < a.end
    };
    let further = at.into_iter().flat_map(|at| scene.mentions_of(at)).filter(same);
    let best = further
        .filter(|m| lexicon.promised(&m.concept).is_some())
        .max_by_key(|m| (lexicon.rung(&m.concept), m.concept == cited.concept));
    best.and_then(|m| lexicon.promised(&m.concept)).or(Some(own))
}

/// What the entries say, in the words of the concepts that made the gravest findings: two of them at most. An act that was only
/// promised is told as said, never as done.
fn about(findings: &[&Finding], scene: &Scene<'_>) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    // A gap that is only counted has no words of its own; what was done well in the same entry does not say what the warning is about.
    let is_counted =
        |f: &&&Finding| f.kind == FindingKind::Gap && f.triggers.first().is_some_and(|t| t.concept.is_empty());
    let only_counted = findings.iter().any(|f| is_counted(&f));
    for finding in findings
        .iter()
        .filter(|f| !(only_counted && f.kind == FindingKind::Good))
    {
        let Some(cited) = finding.triggers.first() else {
            continue;
        };
        let promised = promised(cited, scene);
        let kept = promised.map(|_| finding.outcome);
        let words = match promised {
            Some(words) => Some(format!("Said that {words}")),
            None => scene.lexicon.label(&cited.concept).map(|l| with_assertion(l, cited)),
        };
        let Some(words) = words.filter(|w| !out.iter().any(|c| c.words == *w)) else {
            continue;
        };
        let lexicon = scene.lexicon;
        out.push(Clause {
            finding: finding.id.clone(),
            words,
            kept,
            occasion: lexicon.is_occasion(&cited.concept),
            harm: lexicon.family(&cited.concept) == Some(Family::Harm),
        });
    }
    out.truncate(2);
    out
}

/// A label, with what else the words say of it.
fn with_assertion(label: &str, cited: &Cited) -> String {
    let has = |word: &str| cited.assertion.iter().any(|w| w == word);
    let more = [
        ("denied", "denied"),
        ("negated", "said not to be so"),
        ("historical", "from before"),
        ("uncertain", "not certain"),
    ];
    let more: Vec<&str> = more.iter().filter(|(code, _)| has(code)).map(|(_, w)| *w).collect();
    if more.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({})", more.join(", "))
    }
}

/// A clause, and of a promise what the records show of it.
fn whole(c: &Clause) -> String {
    match c.kept {
        Some(outcome) => format!("{}; {}", c.words, wording::kept(outcome)),
        None => c.words.clone(),
    }
}

/// The results that a title tells: of promises, or of the finding that it is the title of.
fn results(about: &[Clause], title: &str, findings: &[&Finding]) -> Vec<TitleResult> {
    if let Some(own) = findings.first().filter(|f| f.title == title && f.held() != title) {
        return vec![TitleResult {
            finding: own.id.clone(),
            words: title.to_owned(),
            bare: own.held().to_owned(),
        }];
    }
    // The first letter of a clause is small where it comes second.
    let tail = |words: &str| words.chars().skip(1).collect::<String>();
    let told = about.iter().filter(|c| c.kept.is_some());
    told.map(|c| TitleResult {
        finding: c.finding.clone(),
        words: tail(&whole(c)),
        bare: tail(&c.words),
    })
    .filter(|r| title.contains(&r.words))
    .collect()
}

/// The title: what the entries say, harm as reported, and of a promise whether the records show it done. As much as fits a line. Where the
/// entries only tell of an occasion, such as an office visit, the gravest finding says what it is about.
fn title(about: &[Clause], findings: &[&Finding]) -> String {
    let mut named = about.iter().filter(|c| !c.occasion);
    let Some(first) = named.next() else {
        return findings.first().map_or(String::new(), |f| f.title.clone());
    };
    let begun = if first.harm && first.kept.is_none() {
        format!("Reported: {}", wording::lower_first(&first.words))
    } else {
        whole(first)
    };
    let longer = named
        .next()
        .map(|c| format!("{begun}; {}", wording::lower_first(&whole(c))));
    let fitting = longer.filter(|l| l.chars().count() <= LONGEST);
    fitting.unwrap_or(begun)
}

/// Expected responses of all gap findings, the same label once with the best outcome found; without a record first.
pub fn checklist(findings: &[&Finding]) -> Vec<Check> {
    let mut out: Vec<Check> = Vec::new();
    for finding in findings
        .iter()
        .filter(|f| f.kind == FindingKind::Gap || !f.part_of.is_empty())
    {
        for step in &finding.steps {
            let shown: Vec<EntryId> = step.shown_by.iter().map(|c| c.quote.entry.clone()).collect();
            match out.iter_mut().find(|c| c.label == step.label) {
                Some(check) => {
                    check.outcome = check.outcome.max(step.outcome);
                    check.shown_by.extend(shown);
                    check.patterns.push(finding.pattern.clone());
                    check.near.extend(step.near.iter().cloned());
                }
                None => out.push(Check {
                    label: step.label.clone(),
                    outcome: step.outcome,
                    shown_by: shown,
                    patterns: vec![finding.pattern.clone()],
                    near: step.near.clone(),
                }),
            }
        }
    }
    for check in &mut out {
        check.shown_by.sort();
        check.shown_by.dedup();
        check.patterns.sort();
        check.patterns.dedup();
        let mut seen: Vec<(EntryId, String)> = Vec::new();
        check.near.retain(|n| {
            let key = (n.cited.quote.entry.clone(), n.why.clone());
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
    }
    out.sort_by_key(|c| c.outcome);
    out
}

/// Makes a warning anew of some of its findings, as if it had no others: its title, results, entries and first day are theirs alone.
pub fn narrow(
    warning: &mut Warning,
    findings: &[&Finding],
    labels: &BTreeMap<String, String>,
    day: &dyn Fn(&EntryId) -> Option<NaiveDate>,
) {
    if findings.len() == warning.findings.len() {
        return;
    }
    let mut about: Vec<String> = Vec::new();
    for finding in findings {
        let cited = finding.triggers.first();
        let words = cited.and_then(|c| Some(with_assertion(labels.get(&c.concept)?, c)));
        // Of a promise the words say what was promised: the finding says it.
        let words = words.filter(|w| warning.about.contains(w));
        let words = words.unwrap_or_else(|| finding.held().to_owned());
        if !about.contains(&words) {
            about.push(words);
        }
    }
    about.truncate(2);
    warning.about = about;
    warning.title = findings.first().map_or_else(String::new, |f| f.title.clone());
    let leads = Finding::leading(findings.iter().copied());
    warning.severity = leads.map_or(Severity::S1, |f| f.severity);
    warning.outcome = leads.map_or(Outcome::Met, |f| f.outcome);
    warning.rung = findings.iter().map(|f| f.rung).max().unwrap_or(Rung::R0);
    warning.checklist = checklist(findings);
    let opens = findings.iter().filter_map(|f| f.triggers.first());
    warning.date = opens.filter_map(|t| day(&t.quote.entry)).min().unwrap_or(warning.date);
    let is_told = |id: &String| findings.iter().any(|f| f.id == *id);
    warning.findings.retain(is_told);
    warning.good.retain(is_told);
    let cites = |id: &EntryId| findings.iter().flat_map(|f| &f.triggers).any(|t| t.quote.entry == *id);
    warning.triggers.retain(cites);
}

/// The gravest and clearest first: severity, then what the record shows, then how many findings, then the day.
pub fn order(warnings: &mut [Warning]) {
    warnings.sort_by(|a, b| {
        (
            std::cmp::Reverse(a.severity),
            a.outcome,
            std::cmp::Reverse(a.findings.len()),
            a.date,
            &a.id,
        )
            .cmp(&(
                std::cmp::Reverse(b.severity),
                b.outcome,
                std::cmp::Reverse(b.findings.len()),
                b.date,
                &b.id,
            ))
    });
}

/// Open gaps first, the gravest and clearest of them before the others; then what was met or done well.
fn rank(finding: &Finding) -> (bool, std::cmp::Reverse<Severity>, Outcome) {
    let is_open = finding.kind == FindingKind::Gap && finding.outcome != Outcome::Met;
    (!is_open, std::cmp::Reverse(finding.severity), finding.outcome)
}
