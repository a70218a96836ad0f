//! The lines of `forewarned evaluate` about what is found to be hidden.

use std::path::Path;

use anyhow::Context;

use super::{Desk, Half, text_of, three};
use crate::{
    app::evaluating::{identifiers, rate, redaction},
    cli::text::count,
    rulebook::lists,
};

/// `--identifiers FILE`
pub(super) fn notes(path: &Path, is_verbose: bool, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let text = text_of(path)?;
    let marked = identifiers::read(&text).with_context(|| path.display().to_string())?;
    let score = identifiers::measure(&marked, &lists::load(&desk.book)?);
    counts(("to be gone", "gone"), score.gone.iter(), desk)?;
    counts(("to stay", "kept"), score.kept.iter(), desk)?;
    if is_verbose {
        for (word, all) in [("left", &score.left), ("lost", &score.lost)] {
            for (cat, value, redacted) in all {
                writeln!(desk.out, "{word}\t{cat}\t{value}\t{redacted}")?;
            }
        }
    }
    Ok(())
}

/// A table of parts and wholes, a line each, and of all together.
fn counts<'a>(
    (head, done): (&str, &str),
    all: impl Iterator<Item = (&'a String, &'a (usize, usize))>,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    writeln!(desk.out, "{head:<34} {done:>6} {:>6}  share", "of")?;
    let mut rows: Vec<(&str, (usize, usize))> = all.map(|(of, c)| (of.as_str(), *c)).collect();
    let total = rows.iter().fold((0, 0), |sum, (_, c)| (sum.0 + c.0, sum.1 + c.1));
    rows.push(("together", total));
    for (of, (part, whole)) in rows {
        writeln!(desk.out, "{of:<34} {part:>6} {whole:>6}  {}", three(rate(part, whole)))?;
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
    let text = text_of(path)?;
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
        let types = score.entities.iter().filter(|((k, _), _)| k == kind);
        let types = types.map(|((_, of), c)| (of, c));
        let head = format!("{kind} entities");
        counts((&head, "hidden"), types, desk)?;
    }
    let ((words, of_words), (stretches, of_stretches)) = (score.words, score.stretches);
    writeln!(
        desk.out,
        "{}; of {of_words} words hidden {words} were to be hidden ({}), of {of_stretches} stretches {stretches} ({})",
        count(score.texts, "text"),
        three(rate(words, of_words)),
        three(rate(stretches, of_stretches))
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
