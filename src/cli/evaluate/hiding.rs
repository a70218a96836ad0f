//! The lines of `forewarned evaluate` about what is found to be hidden.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context;

use super::{Desk, Half};
use crate::{
    app::evaluating::{identifiers, rate, redaction},
    rulebook::lists,
};

/// `--identifiers FILE`
pub(super) fn notes(path: &Path, is_verbose: bool, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let marked = identifiers::read(&text).with_context(|| path.display().to_string())?;
    let score = identifiers::measure(&marked, &lists::load(&desk.book)?);
    counts("to be gone", "gone", &score.gone, score.all_gone(), desk)?;
    counts("to stay", "kept", &score.kept, score.all_kept(), desk)?;
    if is_verbose {
        for (word, all) in [("left", &score.left), ("lost", &score.lost)] {
            for (cat, value, redacted) in all {
                writeln!(desk.out, "{word}\t{cat}\t{value}\t{redacted}")?;
            }
        }
    }
    Ok(())
}

fn counts(
    head: &str,
    done: &str,
    all: &BTreeMap<String, (usize, usize)>,
    total: (usize, usize),
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    writeln!(desk.out, "{head:<34} {done:>6} {:>6}  share", "of")?;
    let rows = all
        .iter()
        .map(|(cat, c)| (cat.as_str(), *c))
        .chain([("together", total)]);
    for (cat, (part, whole)) in rows {
        writeln!(desk.out, "{cat:<34} {part:>6} {whole:>6}  {}", three(part, whole))?;
    }
    Ok(())
}

/// `--redaction FILE`
pub(super) fn judgments(
    path: &Path,
    (roster, half): (bool, Option<Half>),
    is_verbose: bool,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let all = redaction::read(&text).with_context(|| path.display().to_string())?;
    let wanted = |at: usize| half.is_none_or(|h| (h == Half::Odd) == at.is_multiple_of(2));
    let texts: Vec<_> = all
        .into_iter()
        .enumerate()
        .filter(|(at, _)| wanted(*at))
        .map(|(_, t)| t)
        .collect();
    let score = redaction::measure(&texts, &lists::load(&desk.book)?, roster);
    for kind in ["DIRECT", "QUASI"] {
        writeln!(
            desk.out,
            "{:<34} {:>6} {:>6}  share",
            format!("{kind} entities"),
            "hidden",
            "of"
        )?;
        let types = score
            .entities
            .iter()
            .filter(|((k, _), _)| k == kind)
            .map(|((_, of), c)| (of.as_str(), *c));
        for (of, (part, whole)) in types.chain([("together", score.of_kind(kind))]) {
            writeln!(desk.out, "{of:<34} {part:>6} {whole:>6}  {}", three(part, whole))?;
        }
    }
    let ((words, of_words), (stretches, of_stretches)) = (score.words, score.stretches);
    writeln!(
        desk.out,
        "{} texts; of {of_words} words hidden {words} were to be hidden ({}), of {of_stretches} stretches {stretches} ({})",
        score.texts,
        three(words, of_words),
        three(stretches, of_stretches)
    )?;
    if is_verbose {
        for (kind, of, mention, around) in &score.left {
            writeln!(desk.out, "left\t{kind} {of}\t{mention}\t{around}")?;
        }
        for ((by, written), many) in &score.beyond {
            writeln!(desk.out, "beyond\t{many}\t{by}\t{written}")?;
        }
    }
    Ok(())
}

fn three(part: usize, whole: usize) -> String {
    rate(part, whole).map_or_else(|| "-".to_owned(), |r| format!("{r:.3}"))
}
