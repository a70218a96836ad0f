//! *Tables* on paper: heads repeated on each page, rows kept whole unless one is higher than a page.

use super::{
    lines::{Line, Style, longest_word, wrap},
    paper::Paper,
    tags::{DOCUMENT, Role},
};
use crate::report::document::{Inline, Table};

/// Size of text in points.
const SIZE: f32 = 8.5;
/// From line to line.
const STEP: f32 = 11.0;
/// Space inside a cell.
const PAD: f32 = 3.5;
/// No column is thinner than this.
const THIN: f32 = 24.0;

/// A cell on its way to pages.
struct Cell {
    part: Option<usize>,
    lines: std::vec::IntoIter<Line>,
}

/// A table being laid.
struct Layout<'a> {
    table: &'a Table,
    widths: Vec<f32>,
    /// Height of the heads where they are repeated; 0 when they are too high for that.
    head: f32,
}

/// Lays a table.
pub(super) fn lay(paper: &mut Paper, table: &Table) {
    let columns = table
        .rows
        .iter()
        .map(Vec::len)
        .chain([table.head.len()])
        .max()
        .unwrap_or(0);
    if columns == 0 {
        return;
    }
    let mut layout = Layout {
        table,
        widths: widths(paper, table, columns),
        head: 0.0,
    };
    let whole = paper.tags.part(DOCUMENT, Role::Table);
    let head = layout.heads(paper, None);
    let height = row_height(&head);
    layout.head = if height < paper.height() / 3.0 { height } else { 0.0 };
    caption(paper, table, (whole, height));
    if !table.head.is_empty() {
        let heads = paper.tags.part(whole, Role::Heads);
        let row = paper.tags.part(heads, Role::Row);
        let cells = layout.heads(paper, Some(row));
        layout.row(paper, cells, Ground::Head);
    }
    let rows = paper.tags.part(whole, Role::Rows);
    if table.rows.is_empty() {
        let row = paper.tags.part(rows, Role::Row);
        let cells = layout.cells(paper, row, &[vec![Inline::Small("No rows.".to_owned())]]);
        layout.row(paper, cells, Ground::Plain);
    }
    for cells in &table.rows {
        let row = paper.tags.part(rows, Role::Row);
        let cells = layout.cells(paper, row, cells);
        layout.row(paper, cells, Ground::Plain);
    }
    paper.y += 10.0;
}

fn caption(paper: &mut Paper, table: &Table, (whole, head): (usize, f32)) {
    paper.y += if paper.is_blank() { 0.0 } else { 4.0 };
    let words = [Inline::Strong(table.caption.clone())];
    let lines = if table.caption.is_empty() {
        Vec::new()
    } else {
        wrap(paper.fonts, &words, Style::plain(9.5), paper.width())
    };
    let height: f32 = lines.iter().map(|_| 12.5).sum();
    // What a table shows, its heads and the beginning of its first row stay together.
    paper.need(height + head.min(paper.height() / 3.0) + 4.0 * STEP);
    if lines.is_empty() {
        return;
    }
    let part = paper.tags.part(whole, Role::Caption);
    for line in lines {
        paper.need(12.5);
        let base = paper.y + 9.5;
        paper.line(Some(part), line, (Paper::LEFT, base));
        paper.y += 12.5;
    }
    paper.y += 2.0;
}

/// Widths of columns by their shares; none is thinner than the longest word of its head.
fn widths(paper: &Paper, table: &Table, columns: usize) -> Vec<f32> {
    let share = |at: usize| table.head.get(at).map_or(0.0, |(_, s)| f32::from(*s));
    let given: f32 = (0..columns).map(share).sum();
    let free = (0..columns).filter(|at| share(*at) <= 0.0).map(|_| 1.0).sum::<f32>();
    let each = if free > 0.0 {
        (100.0 - given).max(10.0 * free) / free
    } else {
        0.0
    };
    let share = |at| if share(at) > 0.0 { share(at) } else { each };
    let total: f32 = (0..columns).map(share).sum();
    let bold = Style::plain(SIZE).bold();
    let least: Vec<f32> = (0..columns)
        .map(|at| {
            let words = table.head.get(at).map_or("", |(w, _)| w.as_str());
            (longest_word(paper.fonts, words, bold) + 2.0 * PAD + 0.5).clamp(THIN, 90.0)
        })
        .collect();
    let wanted: Vec<f32> = (0..columns).map(|at| share(at) / total * paper.width()).collect();
    let pairs = || wanted.iter().zip(&least);
    let short: f32 = pairs().map(|(w, l)| (l - w).max(0.0)).sum();
    let spare: f32 = pairs().map(|(w, l)| (w - l).max(0.0)).sum();
    if spare <= short {
        // Too many columns for any of this: all alike.
        return wanted.iter().map(|_| paper.width() / wanted.len() as f32).collect();
    }
    pairs()
        .map(|(w, l)| if w < l { *l } else { w - (w - l) * short / spare })
        .collect()
}

/// The ground of a row.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Head,
    Plain,
}

fn row_height(cells: &[Cell]) -> f32 {
    let most = cells.iter().map(|c| c.lines.len()).max().unwrap_or(0);
    u16::try_from(most).map_or(f32::MAX, |n| f32::from(n) * STEP) + 2.0 * PAD
}

impl Layout<'_> {
    /// The heads: of a row of the table, or of none where they are repeated.
    fn heads(&self, paper: &mut Paper, row: Option<usize>) -> Vec<Cell> {
        let bold = Style::plain(SIZE).bold();
        self.widths
            .iter()
            .enumerate()
            .map(|(at, width)| {
                let words = self.table.head.get(at).map(|(w, _)| w.clone()).unwrap_or_default();
                Cell {
                    part: row.map(|row| paper.tags.part(row, Role::Head)),
                    lines: wrap(paper.fonts, &[Inline::Text(words)], bold, width - 2.0 * PAD).into_iter(),
                }
            })
            .collect()
    }

    fn cells(&self, paper: &mut Paper, row: usize, cells: &[Vec<Inline>]) -> Vec<Cell> {
        self.widths
            .iter()
            .enumerate()
            .map(|(at, width)| {
                let parts = cells.get(at).map(Vec::as_slice).unwrap_or_default();
                Cell {
                    part: Some(paper.tags.part(row, Role::Cell)),
                    lines: wrap(paper.fonts, parts, Style::plain(SIZE), width - 2.0 * PAD).into_iter(),
                }
            })
            .collect()
    }

    fn row(&self, paper: &mut Paper, mut cells: Vec<Cell>, ground: Ground) {
        let height = row_height(&cells);
        let fits_a_page = height <= paper.height() - self.head;
        if height > paper.room() && (fits_a_page || paper.room() < 4.0 * STEP) {
            self.next_page(paper, ground);
        }
        loop {
            self.slice(paper, &mut cells, ground);
            if cells.iter().all(|c| c.lines.len() == 0) {
                return;
            }
            self.next_page(paper, ground);
        }
    }

    fn next_page(&self, paper: &mut Paper, ground: Ground) {
        if paper.is_blank() {
            return;
        }
        paper.new_page();
        if ground == Ground::Plain && self.head > 0.0 && !self.table.head.is_empty() {
            let mut heads = self.heads(paper, None);
            self.slice(paper, &mut heads, Ground::Head);
        }
    }

    /// As much of a row as the page holds, at least a line.
    fn slice(&self, paper: &mut Paper, cells: &mut [Cell], ground: Ground) {
        let top = paper.y;
        let room = paper.room() - 2.0 * PAD;
        let mut high = 0.0_f32;
        let mut x = Paper::LEFT;
        let mut set = Vec::new();
        for (cell, width) in cells.iter_mut().zip(&self.widths) {
            let mut y = 0.0;
            while y + STEP <= room || y == 0.0 {
                let Some(line) = cell.lines.next() else { break };
                set.push((cell.part, line, (x + PAD, top + PAD + y + SIZE)));
                y += STEP;
            }
            high = high.max(y);
            x += width;
        }
        let height = high + 2.0 * PAD;
        x = Paper::LEFT;
        for width in &self.widths {
            if ground == Ground::Head {
                paper.area((x, top, *width, height), [0xe8, 0xec, 0xef]);
            }
            paper.border((x, top, *width, height), [0xb1, 0xb7, 0xbc]);
            x += width;
        }
        for (part, line, place) in set {
            paper.line(part, line, place);
        }
        paper.y += height;
    }
}
