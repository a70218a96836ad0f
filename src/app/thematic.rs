//! Across cases: the thematic table over a set of cases.

use anyhow::Context as _;

use crate::{
    model::matter::Matter,
    patterns::measures,
    report::{
        self, Settings,
        thematic::{Line, Thematic},
    },
    rulebook::{files::Files, load::Rulebook, measures as rules},
};

/// Measures these cases and writes the table; `format` is a name of the registry in `report`.
pub fn table(
    matters: &[&Matter],
    (files, book): (&Files, &Rulebook),
    format: &str,
    settings: &Settings,
) -> anyhow::Result<Vec<u8>> {
    let thematic = measure(matters, files, book)?;
    let document = report::thematic::compose(&thematic, settings);
    Ok(report::write(&document, format)?)
}

/// Measures these cases.
pub fn measure(matters: &[&Matter], files: &Files, book: &Rulebook) -> anyhow::Result<Thematic> {
    let measures = rules::load(files, book).context("the measures cannot be used")?;
    let source = |key: &str| {
        book.sources
            .get(key)
            .map_or_else(|| key.to_owned(), |s| format!("{} [{}]", s.title, key))
    };
    let about = &measures.about;
    let mut cautions = vec![format!(
        "Published figures: {}. Sample: {} ({}).",
        source(&about.source),
        about.sample,
        source(&about.sample_source)
    )];
    cautions.extend(about.cautions.iter().cloned());
    Ok(Thematic {
        cases: matters.iter().map(|m| m.case.title.clone()).collect(),
        lines: measures
            .all
            .iter()
            .map(|measure| Line {
                measure: measure.clone(),
                results: matters.iter().map(|m| measures::measure(measure, m)).collect(),
            })
            .collect(),
        cautions,
        later: measures
            .later
            .iter()
            .map(|l| [l.code.clone(), l.says.clone(), l.published.clone(), source(&l.source)])
            .collect(),
        rules_sha256: book.sha256.clone(),
    })
}
