//! The *legend* of a picture: what the marks mean, and whose shape is whose where lanes are no agencies.

use std::fmt::Write as _;

use super::{
    LEFT, RIGHT,
    seen::{Seen, whole},
    shapes::{self, colour, escape, hatched, mark},
    view::Lanes,
};

/// Height of the legend.
pub(super) const LEGEND: i64 = 62;

/// Ink of words and marks.
const INK: &str = "#37424a";

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

/// What the marks of a view mean.
pub(super) fn legend(y: i64, out: &mut String) {
    let words = [
        "an entry, in its agency’s shape",
        "several entries: a column, taller for more",
        "day or time not known: some time in these",
        "ringed: a warning rests on it",
        "no entry in the record (a silence)",
        "records not supplied: nobody can tell",
        "warning, dark for the highest severity (S4)",
        "key date: a fact of the case, or the final event",
        "expected: ○ no record ◐ late ? cannot tell ✓ in time",
    ];
    lines(y, words, sample, out);
}

/// What the marks of the picture that reports print mean.
pub(super) fn printed(y: i64, out: &mut String) {
    let words = [
        "an entry; larger: several",
        "an entry that a warning rests on",
        "day not known: some time in these days",
        "no entry in the record (a silence)",
        "records not supplied: nobody can tell",
        "very many entries: columns, taller for more",
        "warning of the highest severity (S4)",
        "warning of another severity",
        "key date: a fact of the case, or the final event",
    ];
    lines(y, words, printed_sample, out);
}

/// Draws the mark beside the words of a number, at a place.
type Sample = fn(i64, (i64, i64), &mut String);

/// Three lines that begin at `y`, each of three marks with their words.
fn lines(y: i64, words: [&str; 9], sample: Sample, out: &mut String) {
    let _ = write!(
        out,
        "<g font-size=\"10\" fill=\"{INK}\"><text x=\"8\" y=\"{}\" font-weight=\"bold\">How to read it</text>",
        y + 10
    );
    let step = (RIGHT - LEFT) / 3;
    let at = |n: i64| (LEFT + step * (n % 3), y + 6 + 18 * (n / 3));
    for n in 0..9 {
        sample(n, at(n), out);
    }
    for (n, words) in (0..).zip(words) {
        let (x, m) = at(n);
        let _ = write!(out, "<text x=\"{}\" y=\"{}\">{words}</text>", x + 36, m + 4);
    }
    out.push_str("</g>");
}

fn sample(n: i64, (x, m): (i64, i64), out: &mut String) {
    let _ = match n {
        0 => {
            mark(0, (x + 5, m), (INK, 4), out);
            mark(1, (x + 20, m), (INK, 4), out);
            Ok(())
        }
        1 => write!(
            out,
            "<path d=\"M{x} {b} v-5 h10 v5 z M{} {b} v-11 h10 v11 z\" fill=\"{INK}\"/>",
            x + 12,
            b = m + 6
        ),
        2 => write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"28\" height=\"8\" rx=\"2\" fill=\"{INK}\" fill-opacity=\"0.3\" stroke=\"{INK}\"/>",
            m - 4
        ),
        3 => {
            mark(0, (x + 14, m), (INK, 4), out);
            out.push_str(&shapes::ring(x + 14, m, 6));
            Ok(())
        }
        4 => silence((x, m), out),
        5 => {
            hatched((x, m - 6, 28, 12), out);
            Ok(())
        }
        6 => {
            shapes::warning_box((x, m - 6, 15), true, "⚑", out);
            shapes::warning_box((x + 17, m - 6, 15), false, "⚑", out);
            Ok(())
        }
        7 => key_date((x, m), out),
        _ => write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"28\" height=\"12\" fill=\"#fbe9e7\" stroke=\"#7a1414\"/>",
            m - 6
        ),
    };
}

fn printed_sample(n: i64, (x, m): (i64, i64), out: &mut String) {
    let _ = match n {
        0 => {
            mark(0, (x + 5, m), (INK, 4), out);
            mark(0, (x + 20, m), (INK, 7), out);
            Ok(())
        }
        1 => {
            mark(0, (x + 14, m), (INK, 4), out);
            out.push_str(&shapes::ring(x + 14, m, 6));
            Ok(())
        }
        2 => write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"28\" height=\"4\" fill=\"{INK}\" fill-opacity=\"0.35\"/>",
            m - 2
        ),
        3 => silence((x, m), out),
        4 => {
            hatched((x, m - 6, 28, 12), out);
            Ok(())
        }
        5 => write!(
            out,
            "<path d=\"M{x} {b} v-5 h4 v5 z M{} {b} v-11 h4 v11 z M{} {b} v-8 h4 v8 z\" fill=\"{INK}\"/>",
            x + 6,
            x + 12,
            b = m + 6
        ),
        6 => {
            shapes::warning_box((x, m - 6, 26), true, "W1", out);
            Ok(())
        }
        7 => {
            shapes::warning_box((x, m - 6, 26), false, "W2", out);
            Ok(())
        }
        _ => key_date((x, m), out),
    };
}

fn silence((x, m): (i64, i64), out: &mut String) -> std::fmt::Result {
    write!(
        out,
        "<line x1=\"{x}\" y1=\"{m}\" x2=\"{}\" y2=\"{m}\" stroke=\"{INK}\" stroke-dasharray=\"2 4\" stroke-width=\"2\"/>",
        x + 28
    )
}

fn key_date((x, m): (i64, i64), out: &mut String) -> std::fmt::Result {
    write!(
        out,
        "<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" stroke=\"{INK}\" stroke-dasharray=\"3 3\"/>",
        x + 14,
        m - 7,
        m + 7
    )
}
