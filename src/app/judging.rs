//! Judging a case: entries put in order, read, and judged by the rules. The same entries, rules and settings give the same matter.

use std::collections::BTreeSet;

use crate::{
    app::as_read::{self, AsRead, Known},
    model::{
        act::Act,
        case::Case,
        coverage,
        entry::Entry,
        finding::{Finding, FindingKind, Outcome, Warning},
        history::History,
        matter::Matter,
        mention::{Hand, Mention},
        places::Places,
        problem::Problem,
        record::Record,
        settled::Settled,
    },
    patterns::{engine, pattern::Pattern, scene::Scene, warnings},
    review::{conflicts, overlay, row_dates, same_event, settling},
    rulebook::load::Rulebook,
    text::agencies::kind_in_rules,
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

/// The same, for a case that was judged `before`: an entry is read again only where it, the rules, or who is who in the case are others
/// now, so that an act or a link is judged at once. The matter is the one that judging afresh gives.
pub fn judge_after(
    material: Material,
    book: &Rulebook,
    before: Option<(&Matter, &AsRead)>,
    progress: &mut dyn FnMut(usize),
) -> (Matter, AsRead) {
    let known = Known { before, kept_in: None };
    judge_knowing(material, book, known, progress)
}

/// The same, with all that is known of how the case was read.
pub(super) fn judge_knowing(
    material: Material,
    book: &Rulebook,
    known: Known<'_>,
    progress: &mut dyn FnMut(usize),
) -> (Matter, AsRead) {
    let rules = book.of_case(&material.settled);
    let Material {
        mut case,
        mut records,
        mut problems,
        mut entries,
        acts,
        settled,
    } = material;
    settling::over_case(&mut case, &settled);
    row_dates::over_rows((&mut entries, &mut problems, &mut records), &settled);
    for agency in &mut case.agencies {
        agency.kind = kind_in_rules(book.lexicon.rules(), &agency.kind, &agency.name);
    }
    let mut order = timeline::merge(&case, &mut entries);
    let (mut readings, company) = as_read::readings((&case, &entries), book, known, progress);
    let as_read = AsRead::of(company, &readings, &acts);
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
            complete(warning, &findings, (book, &rules.patterns), case.days_moved);
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
    let mut matter = Matter {
        case,
        records,
        problems,
        entries,
        readings,
        timeline: order,
        coverage,
        findings,
        untold: Vec::new(),
        warnings,
        acts,
        settled: Vec::new(),
        strays,
        history: History::default(),
        patterns: rules.cards,
        concepts: book.concept_labels(),
        outline: rules.outline,
        own: rules.own,
        rules_sha256: book.sha256.clone(),
        places: Places::default(),
        end_is_masked: false,
        decisions_are_masked: false,
    };
    matter.settle(settled);
    (matter, as_read)
}

/// Questions and rules in force, which the rulebook holds.
fn complete(warning: &mut Warning, findings: &[Finding], (book, all): (&Rulebook, &[Pattern]), days_moved: bool) {
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
    if !days_moved {
        warning.policy = book.in_force(warning.date, &patterns);
    }
}
