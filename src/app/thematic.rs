//! Across cases: the thematic table over a set of cases.

use std::collections::BTreeSet;

use anyhow::Context as _;

use crate::{
    model::matter::Matter,
    patterns::measures,
    report::{
        self, Settings,
        thematic::{Line, Thematic},
    },
    rulebook::{load::Rulebook, measures as rules},
};

/// Each case once, and a sentence for each that was named again: a case and the folder it was imported from are one.
pub fn each_once<'a>(matters: impl Iterator<Item = &'a Matter>) -> (Vec<&'a Matter>, Vec<String>) {
    let (mut out, mut again): (Vec<&Matter>, Vec<String>) = (Vec::new(), Vec::new());
    for matter in matters {
        match out.iter_mut().find(|m| is_same(m, matter)) {
            Some(kept) => {
                again.push(format!(
                    "{} was named more than once (a case and its folder are one); it is counted once.",
                    matter.case.title
                ));
                // The one that knows what people settled stands.
                if kept.settled.len() < matter.settled.len() {
                    *kept = matter;
                }
            }
            None => out.push(matter),
        }
    }
    (out, again)
}

/// Of the same title and made of the same records.
fn is_same(one: &Matter, other: &Matter) -> bool {
    let records = |m: &Matter| m.records.iter().map(|r| r.sha256.clone()).collect::<BTreeSet<_>>();
    one.case.title == other.case.title && records(one) == records(other)
}

/// Measures these cases and writes the table, with sentences about this set above it; `format` is a name of the registry in `report`.
pub fn table(
    said: &[String],
    matters: &[&Matter],
    book: &Rulebook,
    format: &str,
    settings: &Settings,
) -> anyhow::Result<Vec<u8>> {
    let mut thematic = measure(matters, book)?;
    thematic.cautions.splice(0..0, said.iter().cloned());
    let document = report::thematic::compose(&thematic, settings);
    Ok(report::write(&document, format)?)
}

/// Measures these cases.
pub fn measure(matters: &[&Matter], book: &Rulebook) -> anyhow::Result<Thematic> {
    let loaded = rules::load(book).context("the measures cannot be used")?;
    let source = |key: &str| {
        book.sources
            .get(key)
            .map_or_else(|| key.to_owned(), |s| format!("{} [{}]", s.title, key))
    };
    let about = &loaded.about;
    let mut cautions = vec![format!(
        "Published figures: {}. Sample: {} ({}).",
        source(&about.source),
        about.sample,
        source(&about.sample_source)
    )];
    cautions.extend(about.cautions.iter().cloned());
    Ok(Thematic {
        cases: matters.iter().map(|m| m.case.title.clone()).collect(),
        lines: loaded
            .all
            .iter()
            .map(|measure| Line {
                measure: measure.clone(),
                results: matters
                    .iter()
                    .map(|m| measures::measure(measure, &loaded.ways, m))
                    .collect(),
            })
            .collect(),
        cautions,
        later: loaded
            .later
            .iter()
            .map(|l| [l.code.clone(), l.says.clone(), l.published.clone(), source(&l.source)])
            .collect(),
        rules_sha256: book.sha256.clone(),
    })
}
