//! The *legend* of a view: what the marks mean, and whose shape is whose where lanes are no agencies.

use std::fmt::Write as _;

use super::{
    LEFT, RIGHT,
    seen::{Seen, whole},
    shapes::{self, colour, escape, hatched, mark},
    view::Lanes,
};

/// Height of the legend.
pub(super) const LEGEND: i64 = 62;

/// Height of a line of the key.
const KEY: i64 = 18;

/// Where lanes are not agencies, the shape and colour of each agency has to be told.
pub(super) fn key_height(seen: &Seen<'_>) -> i64 {
    match seen.view.lanes {
        Lanes::Agency => 0,
        Lanes::Person | Lanes::Concept => KEY * whole(seen.matter.case.agencies.len().div_ceil(3)) + 4,
    }
}

/// Whose mark is whose, three in a line.
pub(super) fn key(seen: &Seen<'_>, y: i64, out: &mut String) {
    if key_height(seen) == 0 {
        return;
    }
    let step = (RIGHT - LEFT) / 3;
    let _ = write!(
        out,
        "<text x=\"8\" y=\"{}\" font-size=\"10\" font-weight=\"bold\" fill=\"#37424a\">Who wrote it</text>",
        y + 10
    );
    for (place, agency) in seen.matter.case.agencies.iter().enumerate() {
        let n = whole(place);
        let (x, m) = (LEFT + step * (n % 3), y + 6 + KEY * (n / 3));
        mark(place, (x + 14, m), (colour(place), 4), out);
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"10\" fill=\"#37424a\">{}</text>",
            x + 36,
            m + 4,
            escape(&shapes::short(&agency.name, 44))
        );
    }
}

/// What the marks mean, in three lines that begin at `y`.
pub(super) fn legend(y: i64, out: &mut String) {
    let _ = write!(
        out,
        "<g font-size=\"10\" fill=\"#37424a\"><text x=\"8\" y=\"{}\" font-weight=\"bold\">How to read it</text>",
        y + 10
    );
    let step = (RIGHT - LEFT) / 3;
    for (n, words) in (0..).zip([
        "an entry, in its agency’s shape",
        "several entries: a column, taller for more",
        "day or time not known: some time in these",
        "ringed: a warning rests on it",
        "no entry in the record (a silence)",
        "records not supplied: nobody can tell",
        "warning, dark for the highest severity (S4)",
        "key date: a fact of the case, or the final event",
        "expected: ○ no record ◐ late ? cannot tell ✓ in time",
    ]) {
        let (x, m) = (LEFT + step * (n % 3), y + 6 + 18 * (n / 3));
        sample(n, (x, m), out);
        let _ = write!(out, "<text x=\"{}\" y=\"{}\">{words}</text>", x + 36, m + 4);
    }
    out.push_str("</g>");
}

/// The mark beside the words of this number.
fn sample(n: i64, (x, m): (i64, i64), out: &mut String) {
    let ink = "#37424a";
    let _ = match n {
        0 => {
            mark(0, (x + 5, m), (ink, 4), out);
            mark(1, (x + 20, m), (ink, 4), out);
            Ok(())
        }
        1 => write!(
            out,
            "<path d=\"M{x} {b} v-5 h10 v5 z M{} {b} v-11 h10 v11 z\" fill=\"{ink}\"/>",
            x + 12,
            b = m + 6
        ),
        2 => write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"28\" height=\"8\" rx=\"2\" fill=\"{ink}\" fill-opacity=\"0.3\" stroke=\"{ink}\"/>",
            m - 4
        ),
        3 => {
            mark(0, (x + 14, m), (ink, 4), out);
            out.push_str(&shapes::ring(x + 14, m, 6));
            Ok(())
        }
        4 => write!(
            out,
            "<line x1=\"{x}\" y1=\"{m}\" x2=\"{}\" y2=\"{m}\" stroke=\"{ink}\" stroke-dasharray=\"2 4\" stroke-width=\"2\"/>",
            x + 28
        ),
        5 => {
            hatched((x, m - 6, 28, 12), out);
            Ok(())
        }
        6 => {
            shapes::warning_box((x, m - 6, 15), true, "⚑", out);
            shapes::warning_box((x + 17, m - 6, 15), false, "⚑", out);
            Ok(())
        }
        7 => write!(
            out,
            "<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" stroke=\"{ink}\" stroke-dasharray=\"3 3\"/>",
            x + 14,
            m - 7,
            m + 7
        ),
        _ => write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"28\" height=\"12\" fill=\"#fbe9e7\" stroke=\"#7a1414\"/>",
            m - 6
        ),
    };
}
