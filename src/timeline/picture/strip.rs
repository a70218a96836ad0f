//! The *strip*: how the levels that the case file states (risk of serious harm, MAPPA) stood over the time under review, a band for each kind.
//! The table of dated facts says the same in words.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

use super::shapes::{escape, short};
use crate::model::{
    case::{Fact, in_words_first},
    matter::Matter,
};

/// Kinds of facts that are levels, in the order of their bands.
const LEVELS: &[&str] = &["risk-level", "mappa-level"];
/// Narrow enough that its words are of the size of text on a page that stands upright.
const WIDTH: i64 = 700;
const LEFT: i64 = 110;
const RIGHT: i64 = WIDTH - 8;
const TOP: i64 = 26;
const BAND: i64 = 30;
/// Width of a letter.
const LETTER: i64 = 8;

/// The strip as SVG; nothing when the case file states no level.
pub fn strip(matter: &Matter) -> Option<String> {
    let of = |kind: &str| {
        let mut all: Vec<&Fact> = matter.case.facts.iter().filter(|f| f.kind == kind).collect();
        all.sort_by_key(|f| f.date);
        all
    };
    let bands: Vec<(&str, Vec<&Fact>)> = LEVELS
        .iter()
        .map(|k| (*k, of(k)))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    let days = || bands.iter().flat_map(|(_, all)| all).map(|f| f.date);
    let from = days().min()?.min(matter.case.review_from);
    let to = days().max()?.max(matter.case.review_to);
    let span = (to - from).num_days().max(1);
    let x = |day: NaiveDate| LEFT + (day - from).num_days() * (RIGHT - LEFT) / span;
    let height = TOP + BAND * i64::try_from(bands.len()).unwrap_or(0) + 4;
    let about =
        "Levels of risk and management over the time under review. The table of dated facts says the same in words.";
    let mut out = String::new();
    // Writing to a string cannot go wrong.
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" role=\"img\" aria-label=\"{about}\" font-family=\"arial, sans-serif\" font-size=\"14\"><title>Levels over time</title><desc>{about}</desc><rect x=\"0\" y=\"0\" width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    );
    years((from, to), &x, height, &mut out);
    for (at, (kind, all)) in (0_i64..).zip(&bands) {
        let y = TOP + BAND * at;
        let _ = write!(
            out,
            "<text x=\"4\" y=\"{}\" fill=\"#0b0c0c\">{}</text>",
            y + 19,
            escape(&short(&in_words_first(kind), 14))
        );
        for (fact, next) in all.iter().zip(all.iter().skip(1).map(|f| f.date).chain([to])) {
            level(fact, next, (x(fact.date), x(next), y), &mut out);
        }
    }
    out.push_str("</svg>");
    Some(out)
}

/// A line and a number at the beginning of each year, about a dozen of them at most; the first and the last day where there is no such day.
fn years((from, to): (NaiveDate, NaiveDate), x: &dyn Fn(NaiveDate) -> i64, bottom: i64, out: &mut String) {
    let step = usize::try_from((to.year() - from.year()) / 12 + 1).unwrap_or(1);
    let firsts = (from.year() + 1..=to.year()).step_by(step);
    let mut marks: Vec<(NaiveDate, String)> = firsts
        .filter_map(|y| NaiveDate::from_ymd_opt(y, 1, 1).map(|d| (d, y.to_string())))
        .collect();
    if marks.len() < 2 {
        let words = |d: NaiveDate| (d, d.format("%-d %b %Y").to_string());
        marks = vec![words(from), words(to)];
    }
    for (day, words) in marks {
        let x = x(day);
        let anchor = match x {
            x if x > RIGHT - 40 => "end",
            x if x < LEFT + 40 => "start",
            _ => "middle",
        };
        let _ = write!(
            out,
            "<line x1=\"{x}\" y1=\"18\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#d5d9dc\"/><text x=\"{x}\" y=\"14\" fill=\"#37424a\" text-anchor=\"{anchor}\">{words}</text>"
        );
    }
}

/// One level, from its day to the next; its words where they fit.
fn level(fact: &Fact, next: NaiveDate, (from, to, y): (i64, i64, i64), out: &mut String) {
    let (ground, ink) = colours(&fact.value);
    let day = |d: NaiveDate| d.format("%-d %B %Y").to_string();
    let _ = write!(
        out,
        "<g><title>{}: {} to {}</title><rect x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"26\" fill=\"{ground}\" stroke=\"#37424a\"/>",
        escape(&fact.value),
        day(fact.date),
        day(next),
        (to - from).max(2)
    );
    let letters = usize::try_from((to - from - 8) / LETTER).unwrap_or(0);
    if letters >= 3 {
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" fill=\"{ink}\">{}</text>",
            from + 5,
            y + 18,
            escape(&short(&fact.value, letters))
        );
    }
    out.push_str("</g>");
}

/// Ground and ink of a level; anything else has a grey one.
pub(super) fn colours(value: &str) -> (&'static str, &'static str) {
    match value.to_lowercase() {
        v if v.contains("very high") => ("#7a1f14", "#ffffff"),
        v if v.contains("high") => ("#a8452c", "#ffffff"),
        v if v.contains("medium") => ("#f0c27a", "#0b0c0c"),
        v if v.contains("low") => ("#dfe8d8", "#0b0c0c"),
        _ => ("#e0e5e9", "#0b0c0c"),
    }
}
