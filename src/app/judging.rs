//! Judging a case: entries put in order, read, and judged by the rules. The same entries, rules and settings give the same matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        act::Act,
        case::Case,
        coverage,
        entry::{Entry, EntryId},
        finding::{Finding, FindingKind, Outcome, Warning},
        history::History,
        matter::Matter,
        mention::{Hand, Mention, Reading},
        problem::Problem,
        record::Record,
        settled::Settled,
    },
    patterns::{engine, pattern::Pattern, scene::Scene, warnings},
    review::{conflicts, overlay, same_event, settling},
    rulebook::load::Rulebook,
    text::{agencies::kind_in_rules, reading::CaseReader},
    timeline,
};

/// What is to be judged.
#[derive(Debug, Clone)]
pub struct Material {
    /// The case.
    pub case: Case,
    /// Its records.
    pub records: Vec<Record>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Entries, in any order.
    pub entries: Vec<Entry>,
    /// What reviewers said of readings, in order.
    pub acts: Vec<Act>,
    /// What people settled, in order.
    pub settled: Vec<Settled>,
}

/// Judges a case. `progress` hears how many entries were read.
pub fn judge(material: Material, book: &Rulebook, progress: &mut dyn FnMut(usize)) -> Matter {
    judge_after(material, book, None, progress).0
}

/// Readings on which acts of reviewers lie, as they were read.
pub type Untouched = BTreeMap<EntryId, Reading>;

/// The same, for a case that was judged `before`: entries are read again only where case, entries or rules are others now, so that an
/// act or a link is judged at once. The matter is the one that judging afresh gives.
pub fn judge_after(
    material: Material,
    book: &Rulebook,
    before: Option<(&Matter, &Untouched)>,
    progress: &mut dyn FnMut(usize),
) -> (Matter, Untouched) {
    let rules = book.of_case(&material.settled);
    let Material {
        mut case,
        records,
        problems,
        mut entries,
        acts,
        settled,
    } = material;
    settling::over_case(&mut case, &settled);
    for agency in &mut case.agencies {
        agency.kind = kind_in_rules(book.lexicon.rules(), &agency.kind, &agency.name);
    }
    let mut order = timeline::merge(&case, &mut entries);
    let is_read =
        |matter: &Matter| matter.rules_sha256 == book.sha256 && matter.case == case && matter.entries == entries;
    let mut readings = match before.filter(|(matter, _)| is_read(matter)) {
        Some((matter, untouched)) => as_read(matter, untouched),
        None => read(&CaseReader::new(&book.lexicon, &case, &entries), &entries, progress),
    };
    let untouched = touched(&readings, &acts);
    let strays = overlay::lay(&entries, &mut readings, &acts)
        .into_iter()
        .map(|s| (s.act, s.why))
        .collect();
    let offered = same_event::find(
        &case,
        (&entries, &readings),
        &order,
        &book.same_event,
        &book.concept_labels(),
    );
    order.related.extend(offered);
    settling::over_links(&mut order, &settled);
    order.conflicts = conflicts::find(&case, &entries, &readings, &order);
    let coverage = coverage::of_case(&case);
    let (findings, warnings) = {
        let scene = Scene::new(
            &case,
            (&entries, &readings),
            &order,
            &coverage,
            (&book.calendar, &book.lexicon),
        );
        let mut findings = engine::judge(&rules.patterns, &scene);
        let mut warnings = warnings::group(&findings, &scene);
        for warning in &mut warnings {
            complete(warning, &findings, (book, &rules.patterns));
        }
        warnings::order(&mut warnings);
        let is_suggested = |m: &Mention| m.hand == Hand::Reader;
        if readings.iter().flat_map(|r| &r.mentions).any(is_suggested) {
            let suggested = engine::suggest(&rules.patterns, &scene.with_suggestions(), &findings);
            findings.extend(suggested);
        }
        rules.tell(&mut findings);
        (findings, warnings)
    };
    let matter = Matter {
        case,
        records,
        problems,
        entries,
        readings,
        timeline: order,
        coverage,
        findings,
        warnings,
        acts,
        settled,
        strays,
        history: History::default(),
        patterns: rules.cards,
        concepts: book.concept_labels(),
        outline: rules.outline,
        own: rules.own,
        rules_sha256: book.sha256.clone(),
    };
    (matter, untouched)
}

/// The readings of a matter without the acts that lie over them.
fn as_read(matter: &Matter, untouched: &Untouched) -> Vec<Reading> {
    let all = matter.readings.iter();
    all.map(|r| untouched.get(&r.entry).unwrap_or(r).clone()).collect()
}

/// The readings over which acts are going to be laid.
fn touched(readings: &[Reading], acts: &[Act]) -> Untouched {
    let wanted: BTreeSet<&EntryId> = acts.iter().map(|a| &a.entry).collect();
    let all = readings.iter().filter(|r| wanted.contains(&r.entry));
    all.map(|r| (r.entry.clone(), r.clone())).collect()
}

/// Questions and rules in force, which the rulebook holds.
fn complete(warning: &mut Warning, findings: &[Finding], (book, all): (&Rulebook, &[Pattern])) {
    let patterns: BTreeSet<&str> = findings
        .iter()
        .filter(|f| f.kind == FindingKind::Gap && f.outcome != Outcome::Met && warning.findings.contains(&f.id))
        .map(|f| f.pattern.as_str())
        .collect();
    for pattern in all.iter().filter(|p| patterns.contains(p.id.as_str())) {
        for ask in &pattern.ask {
            if !warning.asks.contains(ask) {
                warning.asks.push(ask.clone());
            }
        }
    }
    warning.policy = book.in_force(warning.date, &patterns);
}

/// Entries are read by as many threads as the machine has cores; each reading stands at its entry's place, whoever read it.
fn read(reader: &CaseReader<'_>, entries: &[Entry], progress: &mut dyn FnMut(usize)) -> Vec<Reading> {
    const AT_ONCE: usize = 4_000;
    let threads = std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(8);
    let mut out = Vec::with_capacity(entries.len());
    for batch in entries.chunks(AT_ONCE) {
        let share = batch.len().div_ceil(threads).max(100);
        let parts: Vec<Vec<Reading>> = std::thread::scope(|scope| {
            let running: Vec<_> = batch
                .chunks(share)
                .map(|part| scope.spawn(move || part.iter().map(|e| reader.read(e)).collect::<Vec<_>>()))
                .collect();
            running
                .into_iter()
                .map(|thread| match thread.join() {
                    Ok(part) => part,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });
        out.extend(parts.into_iter().flatten());
        progress(out.len());
    }
    out
}
