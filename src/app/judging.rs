//! Judging a case: entries put in order, read, and judged by the rules. The same entries, rules and settings give the same matter.

use crate::{
    model::{case::Case, coverage, entry::Entry, matter::Matter, problem::Problem, record::Record},
    patterns::{engine, scene::Scene, warnings},
    rulebook::load::Rulebook,
    text::reading::CaseReader,
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
}

/// Judges a case. `progress` hears how many entries were read.
pub fn judge(material: Material, book: &Rulebook, progress: &mut dyn FnMut(usize)) -> Matter {
    let Material {
        case,
        records,
        problems,
        mut entries,
    } = material;
    let order = timeline::merge(&case, &mut entries);
    let reader = CaseReader::new(&book.lexicon, &case, &entries);
    let mut readings = Vec::with_capacity(entries.len());
    for entry in &entries {
        readings.push(reader.read(entry));
        progress(readings.len());
    }
    let coverage = coverage::of_case(&case);
    let (findings, warnings) = {
        let scene = Scene::new(
            &case,
            (&entries, &readings),
            &order,
            &coverage,
            (&book.calendar, &book.lexicon),
        );
        let findings = engine::judge(&book.patterns, &scene);
        let warnings = warnings::group(&findings, &scene);
        (findings, warnings)
    };
    Matter {
        case,
        records,
        problems,
        entries,
        readings,
        timeline: order,
        coverage,
        findings,
        warnings,
        patterns: book.cards(),
        concepts: book.concept_labels(),
        rules_sha256: book.sha256.clone(),
    }
}
