//! *Tables* on paper: heads repeated on each page, rows kept whole unless one is higher than a page.

use super::{
    lines::{Line, Style, longest_word, wrap},
    paper::Paper,
    tags::{DOCUMENT, Role},
};
use crate::report::document::{Inline, Table};

/// Size of text in points.
const SIZE: f32 = 9.0;
/// From line to line.
const STEP: f32 = 11.0;
/// Space inside a cell.
const PAD: f32 = 3.5;
/// From line to line of what a table shows.
const CAPTION: f32 = 12.5;
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

impl<'a> Layout<'a> {
    /// How a table is to be laid; nothing when it has neither heads nor cells.
    fn of(paper: &Paper, table: &'a Table) -> Option<Self> {
        let columns = table
            .rows
            .iter()
            .map(Vec::len)
            .chain([table.head.len()])
            .max()
            .filter(|n| *n > 0)?;
        let mut layout = Self {
            table,
            widths: widths(paper, table, columns),
            head: 0.0,
        };
        let height = row_height(paper, &layout.texts(paper, &layout.heads()));
        if !table.head.is_empty() && height < paper.height() / 3.0 {
            layout.head = height;
        }
        Some(layout)
    }

    fn caption(&self, paper: &Paper) -> Vec<Line> {
        if self.table.caption.is_empty() {
            return Vec::new();
        }
        let words = [Inline::Strong(self.table.caption.clone())];
        wrap(paper.fonts, &words, Style::plain(9.5), paper.width())
    }

    /// Height of caption, heads and first row, which stay together.
    fn beginning(&self, paper: &Paper) -> f32 {
        let caption: f32 = self.caption(paper).iter().map(|_| CAPTION).sum();
        let first = self
            .table
            .rows
            .first()
            .map_or(0.0, |r| row_height(paper, &self.texts(paper, r)));
        caption + 6.0 + self.head + first.max(2.0 * STEP)
    }
}

/// How much room the beginning of a table wants.
pub(super) fn beginning(paper: &Paper, table: &Table) -> f32 {
    Layout::of(paper, table).map_or(0.0, |l| l.beginning(paper))
}

/// Lays a table.
pub(super) fn lay(paper: &mut Paper, table: &Table) {
    let Some(layout) = Layout::of(paper, table) else {
        return;
    };
    let room = layout.beginning(paper).min(paper.height() * 0.6);
    paper.need(room);
    paper.y += if paper.is_blank() { 0.0 } else { 4.0 };
    let whole = paper.tags.part(DOCUMENT, Role::Table);
    let lines = layout.caption(paper);
    if !lines.is_empty() {
        let part = paper.tags.part(whole, Role::Caption);
        for line in lines {
            paper.need(CAPTION);
            let base = paper.y + 9.5;
            paper.line(Some(part), line, (Paper::LEFT, base));
            paper.y += CAPTION;
        }
        paper.y += 2.0;
    }
    if !table.head.is_empty() {
        let heads = paper.tags.part(whole, Role::Heads);
        layout.row(paper, heads, &layout.heads(), Ground::Head);
    }
    let rows = paper.tags.part(whole, Role::Rows);
    if table.rows.is_empty() {
        let none = [vec![Inline::Small("No rows.".to_owned())]];
        layout.row(paper, rows, &none, Ground::Plain);
    }
    for cells in &table.rows {
        layout.row(paper, rows, cells, Ground::Plain);
    }
    paper.y += 10.0;
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
    let loose: f32 = pairs().map(|(w, l)| (w - l).max(0.0)).sum();
    if loose <= short {
        // Too many columns for any of this: all alike.
        let alike = paper.width() / wanted.iter().map(|_| 1.0).sum::<f32>();
        return wanted.iter().map(|_| alike).collect();
    }
    pairs()
        .map(|(w, l)| if w < l { *l } else { w - (w - l) * short / loose })
        .collect()
}

/// The ground of a row.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Head,
    Plain,
}

fn row_height(paper: &Paper, cells: &[Cell]) -> f32 {
    let most = cells.iter().map(|c| c.lines.len()).max().unwrap_or(0);
    u16::try_from(most).map_or(f32::MAX, |n| f32::from(n) * STEP * paper.tight) + 2.0 * PAD * paper.tight
}

impl Layout<'_> {
    /// The heads as a row of cells.
    fn heads(&self) -> Vec<Vec<Inline>> {
        let strong = |(words, _): &(String, u8)| vec![Inline::Strong(words.clone())];
        self.table.head.iter().map(strong).collect()
    }

    /// The cells of a row cut to their widths, belonging to no part yet. A row has as many cells as the table has columns.
    fn texts(&self, paper: &Paper, cells: &[Vec<Inline>]) -> Vec<Cell> {
        let style = Style::plain(SIZE);
        self.widths
            .iter()
            .enumerate()
            .map(|(at, width)| {
                let parts = cells.get(at).map(Vec::as_slice).unwrap_or_default();
                Cell {
                    part: None,
                    lines: wrap(paper.fonts, parts, style, width - 2.0 * PAD).into_iter(),
                }
            })
            .collect()
    }

    fn row(&self, paper: &mut Paper, of: usize, cells: &[Vec<Inline>], ground: Ground) {
        let mut cells = self.texts(paper, cells);
        let row = paper.tags.part(of, Role::Row);
        for cell in &mut cells {
            let role = if ground == Ground::Head { Role::Head } else { Role::Cell };
            cell.part = Some(paper.tags.part(row, role));
        }
        let height = row_height(paper, &cells);
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
        if ground == Ground::Plain && self.head > 0.0 {
            let mut heads = self.texts(paper, &self.heads());
            self.slice(paper, &mut heads, Ground::Head);
        }
    }

    /// As much of a row as the page holds, at least a line.
    fn slice(&self, paper: &mut Paper, cells: &mut [Cell], ground: Ground) {
        let top = paper.y;
        let (step, pad) = (STEP * paper.tight, PAD * paper.tight);
        let room = paper.room() - 2.0 * pad;
        let mut high = 0.0_f32;
        let mut x = Paper::LEFT;
        let mut set = Vec::new();
        for (cell, width) in cells.iter_mut().zip(&self.widths) {
            let mut y = 0.0;
            while y + step <= room || y == 0.0 {
                let Some(line) = cell.lines.next() else { break };
                set.push((cell.part, line, (x + PAD, top + pad + y + SIZE)));
                y += step;
            }
            high = high.max(y);
            x += width;
        }
        let height = high + 2.0 * pad;
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
