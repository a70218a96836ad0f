//! *Placed* rows: no lines are drawn between rows, and each is told by where its words stand beside its day.
//!
//! Rows are parted by gaps that are wider than those within cells; where there are none, by how cells are set in their
//! rows: every one at the top, in the middle or at the foot. A way of setting holds only when every cell of every row is in
//! its place. When none holds, or two do that give other rows, the rows cannot be told apart.

use super::{
    aligned::{columns_of, force},
    lines::{Line, is_day},
};

/// Lines that are nearer than this share of the usual distance of lines are on one height.
const LEVEL: f32 = 0.4;
/// A cell stands no further from its place: half a distance off, it is in another.
const OFF: f32 = 0.3;
/// A gap wider than this many usual distances parts rows.
pub(super) const GAP: f32 = 1.25;
/// So many rows of several lines tell how the cells of a table are set.
const ENOUGH: usize = 3;
/// No more lines of a row of the page before are looked for.
const MOST_LEFT: usize = 80;

/// Rows that were told.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Placed {
    /// For each line, whether a row begins with it.
    pub(super) starts: Vec<bool>,
    /// For each line, whether it begins a row that may be two of which one has no day.
    pub(super) doubts: Vec<bool>,
    /// True when nothing else could hold, and enough rows have several lines to tell so.
    pub(super) is_sure: bool,
    /// How cells are set, where that was told.
    pub(super) set: Option<Set>,
}

/// How cells are set in their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Top,
    Middle,
    Foot,
}

/// The lines of a table, looked at by columns.
pub(super) struct Sheet<'a> {
    pub(super) lines: &'a [Line],
    pub(super) columns: &'a [f32],
    pub(super) cells: Vec<Vec<(usize, Line)>>,
    /// The column of days.
    pub(super) day: usize,
    /// The first and the last line of each cell there.
    days: Vec<(usize, usize)>,
    /// How far apart lines of one cell stand.
    pub(super) pitch: f32,
    /// How far to the right each column is written.
    pub(super) right: Vec<f32>,
}

/// A way in which the rows may be told.
struct Way {
    set: Set,
    starts: Vec<bool>,
    /// How much speaks against it.
    oddities: usize,
    /// True when no words are left above its first row, or below its last.
    is_whole: bool,
}

/// The rows of lines under headings, if they can be told. `known` is how cells are set on a page before.
pub(super) fn rows(lines: &[Line], columns: &[f32], day: usize, known: Option<Set>) -> Option<Placed> {
    let sheet = Sheet::of(lines, columns, day);
    if let Some(starts) = sheet.by_gaps() {
        return Some(Placed {
            doubts: vec![false; starts.len()],
            starts,
            is_sure: true,
            set: None,
        });
    }
    let mut ways = sheet.ways();
    ways.sort_by_key(|w| w.oddities);
    let at = best(&ways, known)?;
    let is_clear = |w: &Way| w.oddities > 0 && w.oddities >= 3 * ways.first().map_or(0, |w| w.oddities);
    let is_clear = at == 0 && ways.get(1).is_none_or(is_clear);
    let Way { set, starts, .. } = ways.into_iter().nth(at)?;
    let many = Sheet::rows(&starts).filter(|(from, end)| end - from > 1).count();
    let is_told = is_clear && many >= ENOUGH;
    Some(Placed {
        doubts: sheet.doubts(&starts, set),
        is_sure: is_told || known == Some(set),
        set: is_told.then_some(set),
        starts,
    })
}

/// The one of the ways that is to be believed; `ways` begin with that against which least speaks.
fn best(ways: &[Way], known: Option<Set>) -> Option<usize> {
    let first = ways.first()?;
    let Some(second) = ways.get(1) else {
        return Some(0);
    };
    // Another way that holds has to break lines where none need be broken.
    // Few tables are set at the foot.
    let is_usual = first.set == Set::Top && second.set == Set::Foot;
    let enough = if is_usual { 3 } else { 6 } * first.oddities;
    if second.oddities > first.oddities && 2 * second.oddities >= enough {
        return Some(0);
    }
    let as_known = |w: &&Way| Some(w.set) == known;
    if ways.iter().filter(as_known).count() == 1 {
        let at = ways.iter().position(|w| as_known(&w))?;
        return (ways.get(at)?.oddities <= 2 * first.oddities).then_some(at);
    }
    // What is set at the top could nearly always be set at the foot, and the other way round, with a rest of a row.
    let is_pair = ways.len() == 2 && ways.iter().all(|w| w.set != Set::Middle);
    let whole = ways.iter().position(|w| w.is_whole)?;
    let is_one = ways.iter().filter(|w| w.is_whole).count() == 1;
    (is_pair && is_one && ways.get(whole)?.oddities <= 2 * first.oddities).then_some(whole)
}

/// Where a cell stands.
pub(super) fn base(cell: &Line) -> f32 {
    cell.words.first().map_or(cell.base, |w| w.base)
}

impl<'a> Sheet<'a> {
    fn of(lines: &'a [Line], columns: &'a [f32], day: usize) -> Self {
        let cells: Vec<Vec<(usize, Line)>> = lines.iter().map(|l| columns_of(l, columns)).collect();
        let mut right = vec![0.0_f32; columns.len()];
        let mut above: Vec<Option<f32>> = vec![None; columns.len()];
        let mut pitch = f32::MAX;
        for (at, cell) in cells.iter().flatten() {
            let (Some(right), Some(above)) = (right.get_mut(*at), above.get_mut(*at)) else {
                continue;
            };
            *right = right.max(cell.right());
            let apart = above.map_or(f32::MAX, |a| a - base(cell));
            if apart >= 0.9 * cell.size {
                pitch = pitch.min(apart);
            }
            *above = Some(base(cell));
        }
        let mut sheet = Self {
            lines,
            columns,
            cells,
            day,
            days: Vec::new(),
            pitch: if pitch < f32::MAX { pitch } else { 12.0 },
            right,
        };
        sheet.days = sheet.find_days();
        sheet
    }

    /// Cells of the column of days: one begins with a day, or with a gap.
    fn find_days(&self) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for at in 0..self.lines.len() {
            let Some(cell) = self.cell(at, self.day) else {
                continue;
            };
            let text = cell.text();
            let begins = text.len() > 4 && is_day(&text);
            match out.last_mut() {
                Some((_, last)) if !begins && self.apart(*last, at) <= GAP * self.pitch => *last = at,
                _ => out.push((at, at)),
            }
        }
        out
    }

    pub(super) fn cell(&self, line: usize, column: usize) -> Option<&Line> {
        let cells = self.cells.get(line)?;
        cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    fn height(&self, line: usize) -> f32 {
        self.lines.get(line).map_or(0.0, |l| l.base)
    }

    fn apart(&self, above: usize, below: usize) -> f32 {
        self.height(above) - self.height(below)
    }

    fn is_level(&self, one: f32, other: f32) -> bool {
        (one - other).abs() <= LEVEL * self.pitch
    }

    /// The first line of each row and the one after its last.
    pub(super) fn rows(starts: &[bool]) -> impl Iterator<Item = (usize, usize)> {
        let from = starts.iter().enumerate().filter(|(_, s)| **s).map(|(at, _)| at);
        let next = from.clone().skip(1).chain([starts.len()]);
        from.zip(next)
    }

    /// The heights of the first and the last line of a cell of a row.
    fn reach(&self, (from, end): (usize, usize), column: usize) -> Option<(f32, f32)> {
        let mut own = (from..end).filter_map(|line| self.cell(line, column)).map(base);
        let first = own.next()?;
        Some((first, own.next_back().unwrap_or(first)))
    }

    /// Every way that holds, each rows once.
    fn ways(&self) -> Vec<Way> {
        let middle = self.in_middle();
        let top = self.at_top().map(|starts| (Set::Top, starts));
        let foot = self.at_foot().map(|starts| (Set::Foot, starts));
        let middle = middle.into_iter().map(|starts| (Set::Middle, starts));
        let mut out: Vec<Way> = Vec::new();
        for (set, starts) in top.into_iter().chain(foot).chain(middle) {
            if out.iter().all(|w| w.starts != starts) {
                let edge = if set == Set::Foot {
                    Self::rows(&starts).last()
                } else {
                    Self::rows(&starts).next()
                };
                let is_whole = edge.is_some_and(|row| self.days_in(row).next().is_some());
                out.push(Way {
                    set,
                    oddities: self.oddities(&starts),
                    is_whole,
                    starts,
                });
            }
        }
        out
    }

    /// Rows parted by gaps: right when no row has two days, and few have none.
    fn by_gaps(&self) -> Option<Vec<bool>> {
        let mut starts: Vec<bool> = (0..self.lines.len())
            .map(|at| at == 0 || self.apart(at - 1, at) > GAP * self.pitch)
            .collect();
        force(&mut starts, self.lines, self.columns);
        let counts: Vec<usize> = Self::rows(&starts).map(|row| self.days_in(row).count()).collect();
        let without = counts.iter().filter(|n| **n == 0).count();
        let is_right = counts.len() > 1 && counts.iter().all(|n| *n <= 1) && without * 4 <= self.days.len();
        // Where a row has none, it may be a part of one: then cells of the others are not where any way of setting puts them.
        let is_set = || {
            [Set::Top, Set::Middle, Set::Foot]
                .into_iter()
                .any(|set| self.holds(&starts, set))
        };
        (is_right && (without == 0 || is_set())).then_some(starts)
    }

    fn days_in(&self, (from, end): (usize, usize)) -> impl Iterator<Item = &(usize, usize)> {
        let first = self.days.partition_point(|(at, _)| *at < from);
        self.days.iter().skip(first).take_while(move |(at, _)| *at < end)
    }

    /// Every cell begins on the line of its day.
    fn at_top(&self) -> Option<Vec<bool>> {
        let mut starts = vec![false; self.lines.len()];
        *starts.first_mut()? = true;
        for (first, _) in &self.days {
            let level = |at: &usize| self.is_level(self.height(*at), self.height(*first));
            let from = (0..*first).rev().take_while(level).last().unwrap_or(*first);
            *starts.get_mut(from)? = true;
        }
        force(&mut starts, self.lines, self.columns);
        self.part_without_day(&mut starts);
        self.holds(&starts, Set::Top).then_some(starts)
    }

    /// Every cell ends on the line of its day.
    fn at_foot(&self) -> Option<Vec<bool>> {
        let mut starts = vec![false; self.lines.len()];
        *starts.first_mut()? = true;
        for (_, last) in &self.days {
            let level = |at: &usize| self.is_level(self.height(*at), self.height(*last));
            let end = (*last..self.lines.len()).take_while(level).last().unwrap_or(*last);
            if let Some(next) = starts.get_mut(end + 1) {
                *next = true;
            }
        }
        self.holds(&starts, Set::Foot).then_some(starts)
    }

    /// Every cell reaches as far above the middle of its day as below it. Where a row begins tells where it ends. Lines above
    /// the first row may go on with a row of the page before: every number of them that can be is looked at.
    fn in_middle(&self) -> Vec<Vec<bool>> {
        let first = self.days.first().map_or(0, |(first, _)| *first);
        (0..=first.min(MOST_LEFT))
            .filter_map(|from| self.middle_from(from))
            .collect()
    }

    fn middle_from(&self, mut from: usize) -> Option<Vec<bool>> {
        let mut starts = vec![false; self.lines.len()];
        *starts.first_mut()? = true;
        let mut held = self.lines.len();
        for (at, (first, last)) in self.days.iter().enumerate() {
            if *first < from {
                return None;
            }
            *starts.get_mut(from)? = true;
            let middle = self.height(*first).midpoint(self.height(*last));
            let foot = 2.0 * middle - self.height(from);
            let distance = |at: &usize| (self.height(*at) - foot).abs();
            let near = |at: &usize| self.height(*at) > foot - 2.0 * self.pitch;
            let below = (*last.max(&from)..self.lines.len()).take_while(near);
            let end = below.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
            if distance(&end) > 2.0 * LEVEL * self.pitch {
                return None;
            }
            let level = |at: &usize| self.is_level(self.height(*at), self.height(end));
            let next = (end..self.lines.len()).take_while(level).last().unwrap_or(end) + 1;
            // A row that the page cuts has its day at its head.
            if at + 1 == self.days.len()
                && next < self.lines.len()
                && self.is_level(self.height(from), self.height(*first))
            {
                held = from;
                from = self.lines.len();
            } else {
                from = next;
            }
        }
        let held_starts = starts.get(..held)?;
        let mut cut = vec![false; held];
        cut.extend(starts.get(held..)?);
        let holds = self.holds(held_starts, Set::Middle) && self.holds(&cut, Set::Top);
        (from == self.lines.len() && holds).then_some(starts)
    }

    /// Is every cell of every row that has a day where this way of setting puts it?
    fn holds(&self, starts: &[bool], set: Set) -> bool {
        let mut off: Vec<(f32, f32)> = vec![(f32::MAX, f32::MIN); self.columns.len()];
        for row in Self::rows(starts) {
            let Some(day) = self.reach(row, self.day) else {
                continue;
            };
            for (column, off) in off.iter_mut().enumerate() {
                let Some(own) = self.reach(row, column) else {
                    continue;
                };
                let by = match set {
                    Set::Top => own.0 - day.0,
                    Set::Middle => own.0.midpoint(own.1) - day.0.midpoint(day.1),
                    Set::Foot => own.1 - day.1,
                };
                *off = (off.0.min(by), off.1.max(by));
            }
        }
        // Letters of another height stand a little off their place, all of a column alike.
        off.iter()
            .filter(|(low, high)| low <= high)
            .all(|(low, high)| low.abs().max(high.abs()) <= OFF * self.pitch && high - low <= 0.6 * OFF * self.pitch)
    }
}
