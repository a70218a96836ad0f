//! *Expected* responses of a view: for each warning the days in which a response was expected, with what the record shows of it; and the
//! warnings themselves, counted where they are many.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use chrono::NaiveDate;

use super::{
    LEFT, RIGHT,
    drawn::{Linked, Ways, linked},
    seen::Seen,
    shapes::{escape, reach},
    warnings::{Band, Flag, title},
};
use crate::model::{
    finding::{Basis, FindingKind, Outcome, Severity, Warning},
    matter::Matter,
};

/// Up to this many warnings or windows each have a place of their own; with more they are counted.
const APART: usize = 70;
/// Width of a counted place.
const CELL: i64 = 46;
/// Height of a row of windows.
const ROW: i64 = 15;
/// Rows of windows; those that no row has room for stand in the tables only, and are counted in the last.
const ROWS: usize = 10;

/// The days in which a response to a warning was expected, and what the record shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The warning.
    pub warning: &'a Warning,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What the record shows.
    pub outcome: Outcome,
    /// How long, as the pattern words it.
    pub length: &'a str,
}

/// Windows of findings that count, each once, in the order of days.
pub(super) fn expected(matter: &Matter, holds: impl Fn(NaiveDate, NaiveDate) -> bool) -> Vec<Expected<'_>> {
    let findings: BTreeMap<&str, _> = matter.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let mut out = Vec::new();
    let gone = matter.not_accepted();
    for warning in matter.standing_warnings() {
        let own = warning.findings.iter().filter_map(|id| findings.get(id.as_str()));
        let own = own.filter(|f| f.kind == FindingKind::Gap && f.basis != Basis::Suggested);
        let own = own.filter(|f| !gone.contains(f.id.as_str()));
        let mut known = BTreeSet::new();
        for finding in own {
            let Some(window) = finding.window.as_ref().filter(|w| holds(w.from, w.to)) else {
                continue;
            };
            if known.insert((window.from, window.to, finding.outcome)) {
                out.push(Expected {
                    warning,
                    from: window.from,
                    to: window.to,
                    outcome: finding.outcome,
                    length: &window.length,
                });
            }
        }
    }
    out.sort_by_key(|e| (e.from, e.to, e.warning.id.len(), e.warning.id.as_str(), e.outcome));
    out
}

/// The sign of an outcome, as on every screen.
fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Missed => "○",
        Outcome::Late => "◐",
        Outcome::CannotTell => "?",
        Outcome::Met => "✓",
    }
}

/// Ground and line of an outcome.
fn paint(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Missed => ("#fbe9e7", "#7a1414"),
        Outcome::Late => ("#fdf0dc", "#6b3a00"),
        Outcome::CannotTell => ("#eeecf8", "#3a3560"),
        Outcome::Met => ("#e3f3ea", "#0b4a32"),
    }
}

/// The warnings of a view in boxes: each its own where they are few, else counted.
pub(super) fn flags(seen: &Seen<'_>, ways: &dyn Ways) -> Band {
    let link = |href: String, from: NaiveDate| {
        (!href.is_empty()).then(|| format!("href=\"{}\" tabindex=\"-1\" data-t=\"{from}T00:00\"", escape(&href)))
    };
    if seen.warnings.len() <= APART {
        let flags = seen.warnings.iter().map(|w| Flag {
            day: seen.scale.x(w.date),
            label: format!("⚑{} {}", w.id, w.severity.code()),
            title: title(w),
            link: link(ways.warning(w), w.date),
            gravest: w.severity == Severity::S4,
        });
        return Band::placed(flags.collect(), 16);
    }
    let mut cells: BTreeMap<i64, Vec<&Warning>> = BTreeMap::new();
    for warning in &seen.warnings {
        let cell = (seen.scale.x(warning.date) - LEFT) / CELL;
        cells.entry(cell).or_default().push(warning);
    }
    let flags = cells.into_iter().filter_map(|(cell, own)| {
        let (from, to) = (own.iter().map(|w| w.date).min()?, own.iter().map(|w| w.date).max()?);
        let gravest = own.iter().filter(|w| w.severity == Severity::S4).count();
        let end = to.succ_opt().unwrap_or(to);
        let midnight = chrono::NaiveTime::MIN;
        Some(Flag {
            day: (LEFT + cell * CELL + CELL / 2).min(RIGHT),
            label: format!("⚑ {}", own.len()),
            title: format!(
                "{} warnings, {} to {}, {gravest} of the highest severity (S4)",
                own.len(),
                from.format("%-d %b %Y"),
                to.format("%-d %b %Y")
            ),
            link: link(ways.view(from.and_time(midnight), end.and_time(midnight)), from),
            gravest: gravest > 0,
        })
    });
    Band::placed(flags.collect(), 8)
}

/// The windows of a view, each in a row.
pub(super) struct Windows<'a> {
    placed: Vec<(Expected<'a>, (i64, i64), usize)>,
    /// How many found no place.
    over: usize,
    top: i64,
}

impl<'a> Windows<'a> {
    /// Those of the view, from a top; where they are very many, none is drawn and all are counted.
    pub(super) fn of(seen: &Seen<'a>, top: i64) -> Self {
        let all = seen.expected();
        if all.len() > APART {
            return Self {
                placed: Vec::new(),
                over: all.len(),
                top,
            };
        }
        let mut ends: Vec<i64> = Vec::new();
        let mut placed = Vec::new();
        let mut over = 0;
        for window in all {
            let (from, to) = (seen.scale.x(window.from), seen.scale.end(window.to));
            let words = reach(&label(&window));
            let end = if to - from > words + 6 {
                to
            } else {
                to.max(from + 3) + words + 4
            };
            let row = ends.iter().position(|e| *e + 4 <= from).unwrap_or(ends.len());
            match ends.get_mut(row) {
                Some(e) => *e = end,
                None if row < ROWS => ends.push(end),
                None => {
                    over += 1;
                    continue;
                }
            }
            placed.push((window, (from, to), row));
        }
        Self { placed, over, top }
    }

    fn rows(&self) -> i64 {
        let rows = self.placed.iter().map(|(_, _, row)| row + 1).max().unwrap_or(0);
        i64::try_from(rows).unwrap_or(0) + i64::from(self.over > 0)
    }

    /// Where they end.
    pub(super) fn bottom(&self) -> i64 {
        self.top + if self.rows() > 0 { self.rows() * ROW + 6 } else { 0 }
    }

    /// The heading, and the number of those that have no place.
    pub(super) fn heading(&self, out: &mut String) {
        if self.rows() == 0 {
            return;
        }
        let _ = write!(
            out,
            "<text x=\"8\" y=\"{}\" fill=\"#0b0c0c\" font-weight=\"bold\">Expected responses</text>",
            self.top + 13
        );
        if self.over > 0 {
            let what = if self.placed.is_empty() { "" } else { " more" };
            let s = if self.over == 1 { "" } else { "s" };
            let _ = write!(
                out,
                "<text x=\"{LEFT}\" y=\"{}\" fill=\"#37424a\" font-size=\"11\">{}{what} expected response{s}: zoom in to see them here</text>",
                self.top + 12 + ROW * (self.rows() - 1),
                self.over
            );
        }
    }

    /// The bars, each a link to its warning.
    pub(super) fn draw(&self, ways: &dyn Ways, out: &mut String) {
        for (window, (from, to), row) in &self.placed {
            let y = self.top + 3 + ROW * i64::try_from(*row).unwrap_or(0);
            let (ground, line) = paint(window.outcome);
            let title = words(window);
            let data = format!(" data-t=\"{}T00:00\"", window.from);
            let href = ways.warning(window.warning);
            linked(
                Linked {
                    href: &href,
                    title: &title,
                    data: &data,
                },
                out,
                |out| {
                    let words = label(window);
                    // A window that is too narrow for its words has them behind it, or before it where the picture ends.
                    let fits = to - from > reach(&words) + 6;
                    let x = if fits { from + 4 } else { (from + 3).max(*to) + 3 };
                    let x = if x + reach(&words) > RIGHT + 12 {
                        from - reach(&words) - 3
                    } else {
                        x
                    };
                    let _ = write!(
                        out,
                        "<rect x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"12\" fill=\"{ground}\" stroke=\"{line}\"/><text x=\"{x}\" y=\"{}\" fill=\"{line}\" font-size=\"10\">{}</text>",
                        (to - from).max(3),
                        y + 10,
                        escape(&words)
                    );
                },
            );
        }
    }
}

fn label(window: &Expected<'_>) -> String {
    format!("{} {}", sign(window.outcome), window.warning.id)
}

/// A window in a line.
fn words(window: &Expected<'_>) -> String {
    let day = |d: NaiveDate| d.format("%-d %b %Y");
    format!(
        "{}: a response was expected {} to {} ({}): {}",
        window.warning.id,
        day(window.from),
        day(window.to),
        window.length,
        window.outcome.words()
    )
}
