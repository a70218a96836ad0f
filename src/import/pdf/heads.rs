//! *Heads* of aligned tables: the line of headings that columns are told by, or the columns of the page before.

use std::collections::BTreeMap;

use super::{
    aligned::{BESIDE, LOOKED_AT, has_day},
    lines::{Line, Piece, is_day},
};

/// The first day stands no more lines below the headings, unless all that stands there is under them.
const FIRST_DAY: usize = 3;

/// Headings are short.
const HEADING: usize = 40;

/// A line of headings.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    /// The line.
    pub(super) at: usize,
    /// How many lines they may have.
    pub(super) lines: usize,
    /// Where the columns begin.
    pub(super) columns: Vec<f32>,
    /// True when a page before has the same.
    pub(super) is_known: bool,
}

/// What pages before told of tables.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Columns of the table that reaches the end of the page before.
    pub(super) columns: Option<Vec<f32>>,
    /// Lines of headings and how many they are, by the first of them.
    pub(super) heads: BTreeMap<String, usize>,
}

/// The first headings at or after a line. `days` tells which lines have a day.
pub(super) fn find(page: &[Line], from: usize, days: &[bool], known: &Known) -> Option<Heads> {
    let Some(mut heads) = nearest(page, from, days) else {
        return known_only(page, from, known);
    };
    if let Some(lines) = page.get(heads.at).and_then(|l| known.heads.get(&l.text())) {
        heads.lines = *lines;
        heads.is_known = true;
    }
    Some(heads)
}

/// Headings of pages before, above the rest of a row that fills the page: no day stands under them.
fn known_only(page: &[Line], from: usize, known: &Known) -> Option<Heads> {
    let is_known = |at: &usize| page.get(*at).is_some_and(|l| known.heads.contains_key(&l.text()));
    let at = (from..page.len()).find(is_known)?;
    let line = page.get(at)?;
    Some(Heads {
        at,
        lines: *known.heads.get(&line.text())?,
        columns: line.pieces().iter().map(|p| p.left).collect(),
        is_known: true,
    })
}

fn nearest(page: &[Line], from: usize, days: &[bool]) -> Option<Heads> {
    let within = |reach: usize| {
        (from..page.len())
            .filter(move |at| days.iter().skip(at + 1).take(reach + 1).any(|d| *d))
            .find_map(move |at| headings(page, at, reach))
    };
    let near = within(FIRST_DAY);
    // The first row may have many lines above its day. What stands nearer to a day is then a line of that row.
    let far = within(LOOKED_AT).filter(|far| {
        let near = near.as_ref();
        far.columns.len() >= 3 && near.is_none_or(|n| far.at < n.at && far.columns.len() >= n.columns.len())
    });
    far.or(near)
}

/// Could this be a line of headings? Pieces that are short and name no day, with days in a column under one of them.
fn headings(page: &[Line], at: usize, reach: usize) -> Option<Heads> {
    let line = page.get(at)?;
    let pieces = line.pieces();
    if !(2..=60).contains(&pieces.len()) || pieces.iter().any(|p| p.text.len() > HEADING || is_day(&p.text)) {
        return None;
    }
    if is_filled_in(&pieces) {
        return None;
    }
    let columns: Vec<f32> = pieces.iter().map(|p| p.left).collect();
    let below: Vec<&Line> = page.iter().skip(at + 1).take(LOOKED_AT).collect();
    let column = day_column(&below, &columns)?;
    let days = below.iter().filter(|l| has_day(l, &columns, column)).count();
    let first_day = below.iter().position(|l| has_day(l, &columns, column))?;
    if days < if pieces.len() > 2 { 1 } else { 2 } || first_day > reach {
        return None;
    }
    // Most of what stands below begins under a heading.
    let is_far = first_day > FIRST_DAY;
    let skipped = if is_far { 0 } else { first_day };
    let below: Vec<Piece> = below.iter().skip(skipped).flat_map(|l| l.pieces()).collect();
    let under = below
        .iter()
        .filter(|p| columns.iter().any(|c| (c - p.left).abs() <= BESIDE));
    if under.count() * 10 < below.len() * if is_far { 9 } else { 7 } {
        return None;
    }
    // Headings of two lines stand closer together than rows do; nothing under them is a row before the first day.
    let close = page.iter().skip(at).zip(page.iter().skip(at + 1)).take(first_day);
    let is_short = |l: &Line| l.pieces().iter().all(|p| p.text.len() <= HEADING);
    let extra = close
        .take_while(|(a, b)| a.base - b.base <= 1.3 * a.size && is_short(b))
        .count();
    Some(Heads {
        at,
        lines: 1 + if is_far { 0 } else { extra },
        columns,
        is_known: false,
    })
}

/// Is this a line of a form, with a value beside its label: `Officer:  A. Reed`? Then it heads no columns.
fn is_filled_in(pieces: &[Piece]) -> bool {
    let is_label = |p: &Piece| p.text.trim_end().ends_with(':');
    let mut pairs = pieces.iter().zip(pieces.iter().skip(1));
    pairs.any(|(label, value)| is_label(label) && !is_label(value))
}

/// A page that goes on with the table of the page before: its first lines stand under the same columns, and have days.
pub(super) fn going_on(page: &[Line], columns: &[f32]) -> Option<(usize, Vec<f32>)> {
    let first: Vec<&Line> = page.iter().take(LOOKED_AT).collect();
    let Some(column) = day_column(&first, columns) else {
        return rest_only(page, columns);
    };
    let at = page.iter().position(|l| has_day(l, columns, column))?;
    // Lines before the first day go on with a row of the page before when they stand under a later column.
    let edge = columns.get(column).copied().unwrap_or_default() + BESIDE;
    let rest = page.iter().take(at).rev().take_while(|l| l.left() > edge).count();
    Some((at - rest, columns.to_vec()))
}

/// A page that begins with the rest of a row: its lines stand under columns, and none under the first.
fn rest_only(page: &[Line], columns: &[f32]) -> Option<(usize, Vec<f32>)> {
    let under = |l: &Line| columns.iter().skip(1).any(|c| (c - l.left()).abs() <= 0.5 * BESIDE);
    (!page.is_empty() && page.iter().all(under)).then(|| (0, columns.to_vec()))
}

pub(super) fn day_column(lines: &[&Line], columns: &[f32]) -> Option<usize> {
    let count = |column: usize| lines.iter().filter(|l| has_day(l, columns, column)).count();
    let best = (0..columns.len()).rev().max_by_key(|c| count(*c))?;
    (count(best) > 0).then_some(best)
}
