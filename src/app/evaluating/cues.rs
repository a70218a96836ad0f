//! Modifiers against marked sentences: a table with tabs, `number, condition, sentence, Negated|Affirmed, Historical|Recent|…`.
//!
//! Such kits are clinical; the clinical modifiers of `rules/clinical/` are used for them and for nothing else, since there
//! *denies* negates, and here it does not.

use anyhow::{Context as _, bail};

use crate::{
    app::evaluating::Counts,
    model::mention::Polarity,
    text::{
        context::{Context, Place},
        phrase::Marks,
        rules::{Family, ReadingRules},
        words::{Token, tokens},
    },
};

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct CueReport {
    /// Sentences whose condition could be placed.
    pub sentences: usize,
    /// Sentences whose condition does not stand in them word by word; read as a whole.
    pub unplaced: usize,
    /// Negation.
    pub negation: Counts,
    /// History.
    pub history: Counts,
    /// Sentences read otherwise than marked: number, what, sentence.
    pub wrong: Vec<(String, String, String)>,
}

/// Compares a kit's marks with what the modifiers say.
pub fn evaluate(table: &str, rules: &ReadingRules) -> anyhow::Result<CueReport> {
    let context = Context::new(rules).context("the clinical modifiers cannot be used")?;
    let mut out = CueReport::default();
    for (row, line) in table.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [number, condition, sentence, negation, history, ..] = cells.as_slice() else {
            bail!("row {}: wants at least five columns parted by tabs", row + 1);
        };
        let words = tokens(sentence);
        let place = place_of(&words, &tokens(condition));
        out.sentences += 1;
        out.unplaced += usize::from(place.is_none());
        let (first, end) = place.unwrap_or((0, words.len()));
        let marks = vec![Marks::default(); words.len()];
        let found = context.in_sentence(&words, &marks, 0..words.len());
        let (assertion, _) = context.assert(
            Place {
                written: u64::MAX,
                first,
                end,
                family: Family::Harm,
            },
            &found,
            &words,
        );
        let is_negated = assertion.polarity == Polarity::Negated;
        tally(&mut out.negation, *negation == "Negated", is_negated);
        tally(&mut out.history, *history == "Historical", assertion.historical);
        for (what, marked, found) in [
            ("negation", *negation == "Negated", is_negated),
            ("history", *history == "Historical", assertion.historical),
        ] {
            if marked != found {
                let how = if marked { "missed" } else { "false" };
                out.wrong.push((
                    (*number).to_owned(),
                    format!("{what} {how} ({condition})"),
                    (*sentence).to_owned(),
                ));
            }
        }
    }
    Ok(out)
}

fn tally(counts: &mut Counts, marked: bool, found: bool) {
    match (marked, found) {
        (true, true) => counts.hit += 1,
        (true, false) => counts.missed += 1,
        (false, true) => counts.false_alarms += 1,
        (false, false) => {}
    }
}

/// Where a condition stands in a sentence: its words one after the other, or its first word.
fn place_of(sentence: &[Token], condition: &[Token]) -> Option<(usize, usize)> {
    let wanted: Vec<&str> = condition.iter().map(|t| t.lower.as_str()).collect();
    let at = |first: usize, many: usize| {
        sentence
            .get(first..first + many)
            .is_some_and(|s| s.iter().zip(&wanted).all(|(t, w)| t.lower == **w))
    };
    (1..=wanted.len()).rev().find_map(|many| {
        (0..sentence.len())
            .find(|first| at(*first, many))
            .map(|first| (first, first + many))
    })
}
