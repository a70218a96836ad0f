//! *Ruled* tables: cells between lines that are drawn. A cell that no line parts from its neighbour is one with it.

use super::{
    lines::{Line, cell_text, lines},
    source::{Page, Rule, Word},
};

/// A network of lines with more cells than this is a drawing.
const MOST_CELLS: usize = 40_000;
/// A joined cell with more than this gives its value to its first row only: it is no day and no name.
const REPEATED: usize = 2_000;
/// Lines nearer than this to one another are one boundary.
const NEAR: f32 = 3.0;

/// A table with its words.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    /// Where its columns begin, and where the last ends.
    pub(super) columns: Vec<f32>,
    /// Where it begins.
    pub(super) top: f32,
    /// Where it ends.
    pub(super) bottom: f32,
    pub(super) rows: Vec<Vec<RuledCell>>,
    /// Lines of words in each row.
    pub(super) bands: Vec<Vec<Line>>,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct RuledCell {
    pub(super) text: String,
    pub(super) from_above: bool,
}

/// Takes the words that stand in ruled tables off the page.
pub(super) fn take(page: &mut Page) -> Vec<Ruled> {
    let across = joined(&page.across);
    let upright = joined(&page.upright);
    let mut out = Vec::new();
    for (across, upright) in networks(&across, &upright) {
        let columns = places(&upright);
        let heights = with_open_ends(places(&across), &upright);
        let (Some(left), Some(right)) = (columns.first(), columns.last()) else {
            continue;
        };
        let (Some(bottom), Some(top)) = (heights.first(), heights.last()) else {
            continue;
        };
        if columns.len() < 3 || heights.len() < 2 || columns.len() * heights.len() > MOST_CELLS {
            continue;
        }
        let is_inside = |w: &Word| {
            let middle = w.left.midpoint(w.right);
            let height = w.base + 0.3 * w.size;
            (*left..=*right).contains(&middle) && (*bottom..=*top).contains(&height)
        };
        let (inside, outside) = std::mem::take(&mut page.words).into_iter().partition(is_inside);
        page.words = outside;
        out.push(table(inside, &columns, &heights, (&across, &upright)));
    }
    out.sort_by(|a, b| b.top.total_cmp(&a.top));
    out
}

/// Lines that touch and go the same way are one.
pub(super) fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in sorted {
        // Those of the same height are at the end of what was put out so far.
        let same = out.iter_mut().rev().take_while(|o| rule.at - o.at <= 1.2);
        let mut touching = same.filter(|o| rule.from <= o.to + NEAR && rule.to >= o.from - NEAR);
        match touching.next() {
            Some(one) => {
                one.from = one.from.min(rule.from);
                one.to = one.to.max(rule.to);
            }
            None => out.push(rule),
        }
    }
    out
}

/// Where lines stand, each boundary once, in order.
fn places(rules: &[Rule]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|r| r.at).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in all {
        if out.last().is_none_or(|last| at - last > NEAR) {
            out.push(at);
        }
    }
    out
}

/// A page cuts a row where upright lines go on beyond the last line across: they end where its piece does.
fn with_open_ends(mut heights: Vec<f32>, upright: &[Rule]) -> Vec<f32> {
    let (Some(bottom), Some(top)) = (heights.first().copied(), heights.last().copied()) else {
        return heights;
    };
    let outer = |end: fn(&Rule) -> f32, beyond: &dyn Fn(f32) -> bool| {
        let ends: Vec<f32> = upright.iter().map(end).filter(|at| beyond(*at)).collect();
        (ends.len() >= 3).then_some(ends)
    };
    if let Some(ends) = outer(|r| r.from, &|at| at < bottom - NEAR) {
        heights.insert(0, ends.into_iter().fold(f32::MAX, f32::min));
    }
    if let Some(ends) = outer(|r| r.to, &|at| at > top + NEAR) {
        heights.push(ends.into_iter().fold(f32::MIN, f32::max));
    }
    heights
}

/// Lines that cross or touch one another, directly or through others.
fn networks(across: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..across.len()).collect();
    let mut of_upright: Vec<Option<usize>> = vec![None; upright.len()];
    for (at, up) in upright.iter().enumerate() {
        let mut mine: Option<usize> = None;
        for (other, line) in across.iter().enumerate() {
            let meets = (line.from - NEAR..=line.to + NEAR).contains(&up.at)
                && (up.from - NEAR..=up.to + NEAR).contains(&line.at);
            if !meets {
                continue;
            }
            let theirs = group.get(other).copied().unwrap_or(other);
            match mine {
                None => mine = Some(theirs),
                Some(kept) if kept != theirs => {
                    for g in &mut group {
                        if *g == theirs {
                            *g = kept;
                        }
                    }
                    for g in of_upright.iter_mut().flatten() {
                        if *g == theirs {
                            *g = kept;
                        }
                    }
                }
                Some(_) => {}
            }
        }
        if let Some(slot) = of_upright.get_mut(at) {
            *slot = mine;
        }
    }
    let mut names: Vec<usize> = of_upright.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| {
            let a = across.iter().zip(&group).filter(|(_, g)| **g == name).map(|(r, _)| *r);
            let u = upright.iter().zip(&of_upright).filter(|(_, g)| **g == Some(name));
            (a.collect(), u.map(|(r, _)| *r).collect())
        })
        .collect()
}

/// Where in the page the boundaries of a table are: columns from the left, rows from the top.
struct Frame<'a> {
    columns: &'a [f32],
    down: &'a [f32],
    across: &'a [Rule],
    upright: &'a [Rule],
}

/// The row and the column of a cell.
type At = (usize, usize);

impl Frame<'_> {
    fn wide(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    fn high(&self) -> usize {
        self.down.len().saturating_sub(1)
    }

    /// For each cell, the first of those with which it is one.
    fn owners(&self) -> Vec<At> {
        let mut out: Vec<At> = Vec::with_capacity(self.wide() * self.high());
        for row in 0..self.high() {
            for column in 0..self.wide() {
                let joined = if column > 0 && !self.is_parted_left(row, column) {
                    out.last().copied()
                } else if row > 0 && !self.is_parted_above(row, column) {
                    out.get((row - 1) * self.wide() + column).copied()
                } else {
                    None
                };
                out.push(joined.unwrap_or((row, column)));
            }
        }
        out
    }

    fn is_parted_left(&self, row: usize, column: usize) -> bool {
        let middle = edge(self.down, row).midpoint(edge(self.down, row + 1));
        covers(self.upright, edge(self.columns, column), middle)
    }

    fn is_parted_above(&self, row: usize, column: usize) -> bool {
        let middle = edge(self.columns, column).midpoint(edge(self.columns, column + 1));
        covers(self.across, edge(self.down, row), middle)
    }

    fn cell_of(&self, word: &Word) -> At {
        let height = word.base + 0.3 * word.size;
        let row = self.down.iter().skip(1).position(|y| height >= *y);
        let middle = word.left.midpoint(word.right);
        let column = self.columns.iter().skip(1).position(|x| middle <= *x);
        (
            row.unwrap_or(self.high().saturating_sub(1)),
            column.unwrap_or(self.wide().saturating_sub(1)),
        )
    }
}

fn edge(list: &[f32], at: usize) -> f32 {
    list.get(at).copied().unwrap_or_default()
}

fn table(words: Vec<Word>, columns: &[f32], heights: &[f32], (across, upright): (&[Rule], &[Rule])) -> Ruled {
    let down: Vec<f32> = heights.iter().rev().copied().collect();
    let frame = Frame {
        columns,
        down: &down,
        across,
        upright,
    };
    let (wide, high) = (frame.wide(), frame.high());
    let owners = frame.owners();
    let mut cells: Vec<Vec<Word>> = vec![Vec::new(); wide * high];
    let mut bands: Vec<Vec<Word>> = vec![Vec::new(); high];
    for word in words {
        let (row, column) = frame.cell_of(&word);
        if let Some(band) = bands.get_mut(row) {
            band.push(word.clone());
        }
        let owner = owners.get(row * wide + column).copied().unwrap_or((row, column));
        if let Some(cell) = cells.get_mut(owner.0 * wide + owner.1) {
            cell.push(word);
        }
    }
    let texts: Vec<String> = cells
        .into_iter()
        .enumerate()
        .map(|(at, words)| {
            // The cell reaches as far as others on its row are one with it.
            let own = (at / wide, at % wide);
            let same = owners.iter().skip(at).take(wide - own.1).take_while(|o| **o == own);
            cell_text(
                &lines(words),
                (edge(columns, own.1), edge(columns, own.1 + same.count().max(1))),
            )
        })
        .collect();
    let rows = owners.chunks(wide).enumerate().map(|(row, owners)| {
        let cells = owners.iter().enumerate().map(|(column, owner)| {
            let from_above = owner.1 == column && owner.0 < row;
            let shown = from_above || *owner == (row, column);
            let text = texts.get(owner.0 * wide + owner.1).filter(|_| shown);
            let text = text.filter(|t| !from_above || t.len() <= REPEATED);
            RuledCell {
                text: text.cloned().unwrap_or_default(),
                from_above,
            }
        });
        cells.collect()
    });
    Ruled {
        top: edge(&down, 0),
        bottom: heights.first().copied().unwrap_or_default(),
        columns: columns.to_vec(),
        rows: rows.collect(),
        bands: bands.into_iter().map(lines).collect(),
    }
}

/// Does a line at this place reach over this point?
fn covers(rules: &[Rule], at: f32, point: f32) -> bool {
    rules
        .iter()
        .any(|r| (r.at - at).abs() <= NEAR && (r.from..=r.to).contains(&point))
}
