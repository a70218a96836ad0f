//! *Order*: whether a text writes the month before the day, as its own dates prove.

use super::tokens::{Gap, Token};

/// Do its dates in figures prove that a text writes the month first (`01/14/2018`), and none that it does not?
pub(super) fn is_month_first(tokens: &[Token<'_>]) -> bool {
    let mut month_first = false;
    for window in tokens.windows(5) {
        let [a, stroke, b, second, year] = window else { continue };
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
        month_first |= (13..=31).contains(&other) && (1..=12).contains(&first);
    }
    month_first
}
