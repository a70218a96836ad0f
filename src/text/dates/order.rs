//! *Order*: whether a text writes the month before the day, as its own dates prove.

use super::tokens::{Gap, Token};

/// A line has its date at its begin when no more words and signs stand before it.
const NEAR: usize = 8;

/// Do its dates in figures prove that a text writes the month first (`01/14/2018`), and none that it does not?
///
/// Where dates stand at the begin of lines, those prove it: a letter that is quoted inside a note may be written otherwise.
pub(super) fn is_month_first(tokens: &[Token<'_>]) -> bool {
    let (mut proved, mut proved_near, mut has_near) = (false, false, false);
    let mut line = 0;
    for (at, window) in tokens.windows(5).enumerate() {
        let [a, stroke, b, second, year] = window else { continue };
        if matches!(a.gap, Gap::Line | Gap::Break) {
            line = at;
        }
        let is_stroke = |t: &Token<'_>| t.is_mark(&['/']) && t.gap == Gap::None;
        let is_date = a.is_number(1..=2)
            && b.is_number(1..=2)
            && (year.is_number(2..=2) || year.is_number(4..=4))
            && is_stroke(stroke)
            && is_stroke(second)
            && b.gap == Gap::None
            && year.gap == Gap::None;
        let (Some(first), Some(other)) = (a.value().filter(|_| is_date), b.value()) else {
            continue;
        };
        if (13..=31).contains(&first) && (1..=12).contains(&other) {
            return false;
        }
        let is_near = at - line <= NEAR;
        let is_proof = (13..=31).contains(&other) && (1..=12).contains(&first);
        has_near |= is_near;
        proved |= is_proof;
        proved_near |= is_proof && is_near;
    }
    proved_near || (proved && !has_near)
}
