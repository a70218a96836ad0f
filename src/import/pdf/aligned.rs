//! *Aligned* tables: no lines are drawn, and columns are told by where words begin under a line of headings.
//!
//! A row begins where the gap above it is wider than between the lines of a cell, or with a day in the column of days.

use super::{
    heads::{self, Known, day_column},
    lines::{Line, cell_text, is_day},
    placed,
    sheet::Way,
};
use crate::import::pdf::source::Rule;

/// Words that begin no further from a heading than this are under it.
pub(super) const BESIDE: f32 = 4.0;
/// Lines under the headings that are looked at.
pub(super) const LOOKED_AT: usize = 30;

/// A table of a page.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// Its first line and the one after its last.
    pub(super) lines: (usize, usize),
    pub(super) rows: Vec<Vec<String>>,
    /// Where its columns begin.
    pub(super) columns: Vec<f32>,
    /// True when words of neighbouring rows cannot be told apart.
    pub(super) is_mixed: bool,
    /// True when its rows need no other page to be believed.
    pub(super) is_sure: bool,
    /// True when rows of other pages cannot make its own doubtful.
    pub(super) is_proven: bool,
    /// How its cells are set, where that was told.
    pub(super) way: Option<Way>,
    /// Rows that may be two, of which one has no day.
    pub(super) doubts: Vec<bool>,
    /// Lines of its headings.
    pub(super) heads: usize,
    /// True when the first row under the headings has a day.
    is_first_dated: bool,
}

/// The first table at or after a line. `known` holds the columns of the page before, for a page that goes on without headings.
pub(super) fn find(page: &[Line], from: usize, known: &Known, across: &[Rule]) -> Option<Aligned> {
    let days: Vec<bool> = page
        .iter()
        .map(|l| l.pieces().iter().any(|p| is_day(&p.text)))
        .collect();
    let headed = heads::find(page, from, &days, known);
    let goes_on = known
        .columns
        .as_ref()
        .filter(|_| from == 0)
        .and_then(|columns| heads::going_on(page, columns));
    match (headed, goes_on) {
        (Some(heads), Some((first, columns))) if first < heads.at => Some(body(page, (first, first), &columns, across)),
        (None, Some((first, columns))) => Some(body(page, (first, first), &columns, across)),
        (Some(heads), _) => {
            let whole = || body(page, (heads.at, heads.at + heads.lines), &heads.columns, across);
            // Where cells are not set at the top, lines under the headings may be the first of a row.
            let short = (heads.lines > 1 && !heads.is_known)
                .then(|| body(page, (heads.at, heads.at + 1), &heads.columns, across));
            let is_told = short.as_ref().is_none_or(|t| t.is_first_dated && !t.is_mixed);
            let table = short.filter(|_| is_told);
            let is_short = table.is_some();
            let mut table = table.unwrap_or_else(whole);
            let is_at_top = table.way == Some(Way::Top);
            // Nothing stands between headings and the first row: words without a day there are of a row set otherwise, or,
            // where rows are known to begin with their day, a second line of headings or a row without one.
            let is_whole = heads.is_known || table.is_first_dated || (is_at_top && table.is_proven);
            table.is_mixed |= !is_whole;
            // Lines that were taken for headings may be the first of a row that does not begin with its day.
            table.is_mixed |= !is_short && heads.lines > 1 && table.way.is_some() && !is_at_top;
            if table.is_mixed && !heads.is_known {
                let mut all = body(page, (heads.at, heads.at + 1), &heads.columns, across);
                all.is_mixed = true;
                return Some(all);
            }
            Some(table)
        }
        (None, None) => None,
    }
}

pub(super) fn has_day(line: &Line, columns: &[f32], column: usize) -> bool {
    columns_of(line, columns)
        .iter()
        .any(|(at, cell)| *at == column && is_day(&cell.text()))
}

/// The words of a line in their columns. Words that run on from the column before stay in it.
pub(super) fn columns_of(line: &Line, columns: &[f32]) -> Vec<(usize, Line)> {
    let mut out: Vec<(usize, Line)> = Vec::new();
    let mut end = f32::MIN;
    for word in &line.words {
        let own = columns.iter().rposition(|c| *c <= word.left + BESIDE).unwrap_or(0);
        let begins = columns.get(own).is_some_and(|c| (c - word.left).abs() <= 2.0);
        let runs_on = word.left - end < 0.75 * line.size;
        match out.last_mut() {
            Some((at, cell)) if *at == own || (runs_on && !begins) => cell.words.push(word.clone()),
            _ => {
                let cell = Line {
                    words: vec![word.clone()],
                    base: line.base,
                    size: line.size,
                };
                out.push((own, cell));
            }
        }
        end = word.right;
    }
    out
}

/// The rows under headings. `first` is the first line of the table and the first under its headings.
fn body(page: &[Line], first: (usize, usize), columns: &[f32], across: &[Rule]) -> Aligned {
    let rest: Vec<&Line> = page.iter().skip(first.1).take(LOOKED_AT).collect();
    let column = day_column(&rest, columns).unwrap_or(0);
    let end = (first.1..page.len())
        .find(|at| is_outside(page, *at, columns, column))
        .unwrap_or(page.len());
    let heads = page.get(first.0..first.1).unwrap_or_default();
    let below = page.get(first.1..end).unwrap_or_default();
    let mut rows = Vec::new();
    if !heads.is_empty() {
        rows.push(cells(heads, columns));
    }
    // Headings that are written again further down begin a row of their own.
    let again = heads.first().map(Line::text).unwrap_or_default();
    let mut starts: Vec<bool> = below.iter().map(|l| l.text() == again).collect();
    for at in (1..starts.len()).rev() {
        let after = starts.get(at - 1).copied().unwrap_or(false);
        if let Some(start) = starts.get_mut(at) {
            *start |= after;
        }
    }
    let (mut is_mixed, mut is_sure, mut is_first_dated) = (false, true, false);
    let (mut is_proven, mut ways) = (true, Vec::new());
    let mut doubts = Vec::new();
    for part in groups(below, &starts) {
        let parts = split(part, columns, column, across);
        is_mixed |= parts.is_mixed;
        is_sure &= parts.is_sure;
        is_proven &= parts.is_proven;
        ways.extend(parts.way);
        if rows.len() == usize::from(!heads.is_empty()) {
            let mut first = parts.rows.iter().take(1).flat_map(|r| r.iter());
            is_first_dated = first.any(|l| has_day(l, columns, column));
        }
        doubts.resize(rows.len(), false);
        doubts.extend(&parts.doubts);
        rows.extend(parts.rows.into_iter().map(|r| cells(r, columns)));
    }
    Aligned {
        lines: (first.0, end),
        rows,
        columns: columns.to_vec(),
        // All rows of a page are set alike.
        is_mixed: is_mixed || ways.iter().any(|way| ways.first() != Some(way)),
        is_sure,
        is_proven,
        way: ways.first().copied(),
        doubts,
        heads: first.1 - first.0,
        is_first_dated,
    }
}

/// Does the table end before this line? Its words begin left of all columns, or run across them from the first.
fn is_outside(page: &[Line], at: usize, columns: &[f32], column: usize) -> bool {
    let (Some(line), Some(left)) = (page.get(at), columns.first()) else {
        return true;
    };
    if line.left() < left - 3.0 * BESIDE {
        return true;
    }
    let dated = |l: &Line| has_day(l, columns, column);
    let is_dated = dated(line);
    let before = at.checked_sub(1).and_then(|b| page.get(b));
    let is_far = before.is_some_and(|b| b.base - line.base > 4.0 * line.size);
    // Tall rows stand far apart as well: there a table ends below its last day.
    if !is_dated && is_far && !page.iter().skip(at).any(dated) {
        return true;
    }
    let crosses = columns_of(line, columns)
        .first()
        .zip(columns.get(1))
        .is_some_and(|((at, cell), second)| *at == 0 && columns.len() > 2 && cell.right() > second + BESIDE);
    crosses && !is_dated
}

/// Lines in the rows that were told.
#[derive(Default)]
struct Split<'l> {
    rows: Vec<&'l [Line]>,
    /// Rows that may be two; empty when none is.
    doubts: Vec<bool>,
    /// True when words of neighbouring rows cannot be told apart.
    is_mixed: bool,
    /// True when the rows of this page need no others to be believed.
    is_sure: bool,
    /// True when rows of other pages cannot make these doubtful.
    is_proven: bool,
    way: Option<Way>,
}

/// Lines into rows.
fn split<'l>(lines: &'l [Line], columns: &[f32], column: usize, across: &[Rule]) -> Split<'l> {
    let days: Vec<bool> = lines.iter().map(|l| has_day(l, columns, column)).collect();
    let count = days.iter().filter(|d| **d).count();
    let mut drawn = by_rules(lines, across);
    let counts = |rows: &[&[Line]]| -> Vec<usize> {
        let dated = |l: &&Line| has_day(l, columns, column);
        rows.iter().map(|row| row.iter().filter(dated).count()).collect()
    };
    // Right when no row that is drawn has two days, and few have none.
    let is_drawn = counts(&groups(lines, &drawn)).iter().all(|n| *n <= 1) && drawn.iter().filter(|d| **d).count() > 1;
    force(&mut drawn, lines, columns);
    let rows = groups(lines, &drawn);
    let without = counts(&rows).iter().filter(|n| **n == 0).count();
    if is_drawn && without * 4 <= count {
        return Split {
            rows,
            is_sure: true,
            is_proven: true,
            ..Split::default()
        };
    }
    if let Some(placed) = placed::rows(lines, columns, column) {
        let begins = placed.starts.iter().zip(&placed.doubts).filter(|(starts, _)| **starts);
        return Split {
            doubts: begins.map(|(_, doubt)| *doubt).collect(),
            rows: groups(lines, &placed.starts),
            is_proven: placed.is_proven,
            way: placed.way,
            ..Split::default()
        };
    }
    let mut starts = days;
    force(&mut starts, lines, columns);
    Split {
        rows: groups(lines, &starts),
        is_mixed: true,
        ..Split::default()
    }
}

/// A second time in one row, on a line that fills most columns, begins a row of its own, though its day is left out: better a
/// row that is told as having no day than two events as one.
pub(super) fn force(starts: &mut [bool], lines: &[Line], columns: &[f32]) {
    let mut had_time: Option<usize> = None;
    for (start, line) in starts.iter_mut().zip(lines) {
        let cells = columns_of(line, columns);
        let time = cells.iter().find(|(_, cell)| is_time(&cell.text())).map(|(at, _)| *at);
        let is_full = cells.len() >= columns.len().saturating_sub(1).min(3);
        if *start {
            had_time = None;
        } else if time.is_some() && time == had_time && is_full {
            *start = true;
        }
        had_time = time.or(had_time);
    }
}

/// `14:30`, and nothing else.
pub(super) fn is_time(text: &str) -> bool {
    let mut parts = text.trim().split([':', '.']);
    let (Some(hours), Some(minutes), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    matches!(hours.len(), 1 | 2) && minutes.len() == 2 && is_number(hours) && is_number(minutes)
}

fn groups<'l>(lines: &'l [Line], starts: &[bool]) -> Vec<&'l [Line]> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, start) in starts.iter().enumerate().chain([(lines.len(), &true)]) {
        if *start && at > from {
            out.extend(lines.get(from..at));
            from = at;
        }
    }
    out
}

/// A row begins under each line that is drawn across.
fn by_rules(lines: &[Line], across: &[Rule]) -> Vec<bool> {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let drawn = pairs.map(|(a, b)| {
        let between = |r: &Rule| r.at < a.base && r.at > b.base && r.to - r.from > 50.0 && r.from < b.right();
        across.iter().any(between)
    });
    std::iter::once(true).chain(drawn).collect()
}

/// The cells of a row that has several lines.
fn cells(row: &[Line], columns: &[f32]) -> Vec<String> {
    let mut cells: Vec<Vec<Line>> = vec![Vec::new(); columns.len()];
    for line in row {
        for (at, cell) in columns_of(line, columns) {
            if let Some(lines) = cells.get_mut(at) {
                lines.push(cell);
            }
        }
    }
    let widest = |own: &[Line]| own.iter().map(Line::right).fold(0.0, f32::max);
    cells
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let left = columns.get(at).copied().unwrap_or_default();
            let right = columns.get(at + 1).map_or_else(|| widest(own), |next| next - BESIDE);
            cell_text(own, (left, right))
        })
        .collect()
}

/// The rows of a table whose columns are drawn and whose rows are not, and whether they are mixed.
pub(super) fn rows_between(band: &[Line], edges: &[f32]) -> Option<(Vec<Vec<String>>, bool)> {
    // Columns begin where their words do, not at the line drawn before them.
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
    let mut columns: Vec<f32> = edges.iter().take(edges.len().saturating_sub(1)).copied().collect();
    let mut lefts = vec![f32::MAX; columns.len()];
    for word in band.iter().flat_map(|l| &l.words) {
        let own = inner
            .iter()
            .filter(|edge| **edge < word.left.midpoint(word.right))
            .count();
        if let Some(left) = lefts.get_mut(own) {
            *left = left.min(word.left);
        }
    }
    for (column, left) in columns.iter_mut().zip(lefts) {
        *column = if left < f32::MAX { left } else { *column };
    }
    let all: Vec<&Line> = band.iter().collect();
    let column = day_column(&all, &columns)?;
    if band.iter().filter(|l| has_day(l, &columns, column)).count() < 2 {
        return None;
    }
    // Headings fill every column; the rest of a row that the page cut has no word under the day.
    let is_heads = |l: &Line| columns_of(l, &columns).len() == columns.len() && !has_day(l, &columns, column);
    let (heads, below) = band.split_at(usize::from(band.first().is_some_and(is_heads)));
    let parts = split(below, &columns, column, &[]);
    let rows = heads.chunks(1).chain(parts.rows).map(|row| cells(row, &columns));
    // Rows that may be two cannot be marked one by one here.
    let is_doubtful = parts.doubts.iter().any(|d| *d);
    Some((rows.collect(), parts.is_mixed || is_doubtful))
}
