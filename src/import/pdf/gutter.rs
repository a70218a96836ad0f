//! *Gutter*: the strip without words between two columns of text, which are read one after the other.
//!
//! Only what is surely text is parted: two columns of about one width, of long lines without gaps, with dated statements in
//! both. A table whose cells would be torn apart looks otherwise, and is left to those who read tables.

use super::{
    lines::{Line, lines},
    source::Word,
};
use crate::text::dates::find_dates;

/// Lines above and below the columns that may reach over both.
const ACROSS: usize = 5;
/// A column has at least so many lines.
const FEW: usize = 4;

/// A page in two columns.
pub(super) struct Columns {
    /// Lines above them.
    pub(super) head: Vec<Line>,
    pub(super) left: Vec<Line>,
    pub(super) right: Vec<Line>,
    /// Lines below them.
    pub(super) foot: Vec<Line>,
}

/// The two columns of a page, if it has them.
pub(super) fn find(page: &[Line]) -> Option<Columns> {
    // Most pages are told by what is neither at their head nor at their foot.
    let core = page.get(ACROSS..page.len().saturating_sub(ACROSS)).unwrap_or_default();
    if !core.is_empty() {
        gutter(core)?;
    }
    for above in 0..=ACROSS {
        for below in 0..=ACROSS {
            let body = page.get(above..page.len().checked_sub(below)?)?;
            if let Some((left, right)) = parted(body) {
                return Some(Columns {
                    head: page.get(..above)?.to_vec(),
                    left,
                    right,
                    foot: page.get(page.len() - below..)?.to_vec(),
                });
            }
        }
    }
    None
}

fn parted(body: &[Line]) -> Option<(Vec<Line>, Vec<Line>)> {
    if body.len() < FEW {
        return None;
    }
    let gutter = gutter(body)?;
    let words = body.iter().flat_map(|l| l.words.iter().cloned());
    let (left, right): (Vec<Word>, Vec<Word>) = words.partition(|w| w.right <= gutter);
    let (left, right) = (lines(left), lines(right));
    let (one, other) = (width(&left), width(&right));
    let days = (days(&left), days(&right));
    let is_text = is_text(&left)
        && is_text(&right)
        && one.max(other) < 1.5 * one.min(other)
        && days.0.min(days.1) >= 1
        && days.0.max(days.1) <= 4 * days.0.min(days.1);
    is_text.then_some((left, right))
}

/// The middle of the widest strip that no word reaches into, if it lies about the middle of the page.
fn gutter(body: &[Line]) -> Option<f32> {
    let mut words: Vec<(f32, f32)> = body.iter().flat_map(|l| &l.words).map(|w| (w.left, w.right)).collect();
    words.sort_by(|a, b| a.0.total_cmp(&b.0));
    let from = words.first()?.0;
    let to = words.iter().map(|w| w.1).fold(f32::MIN, f32::max);
    let size = body.iter().map(|l| l.size).fold(f32::MAX, f32::min);
    let mut reach = from;
    let mut best: Option<(f32, f32)> = None;
    for (left, right) in words {
        let middle = reach.midpoint(left);
        let share = (middle - from) / (to - from).max(1.0);
        if left - reach > best.map_or(0.8 * size, |(wide, _)| wide) && (0.35..0.65).contains(&share) {
            best = Some((left - reach, middle));
        }
        reach = reach.max(right);
    }
    best.map(|(_, middle)| middle)
}

fn width(column: &[Line]) -> f32 {
    let left = column.iter().map(Line::left).fold(f32::MAX, f32::min);
    column.iter().map(Line::right).fold(0.0, f32::max) - left
}

/// Lines that begin with a day.
fn days(column: &[Line]) -> usize {
    let begins = |l: &&Line| find_dates(&l.text(), None).first().is_some_and(|d| d.span.start <= 4);
    column.iter().filter(begins).count()
}

/// Long lines without gaps, none far below the last.
fn is_text(column: &[Line]) -> bool {
    let wide = width(column);
    let long = column.iter().filter(|l| l.right() - l.left() > 0.6 * wide).count();
    let gaps = column.iter().filter(|l| l.pieces().len() > 1).count();
    let pairs = column.iter().zip(column.iter().skip(1));
    let apart = pairs.filter(|(a, b)| a.base - b.base > 3.0 * a.size.max(b.size)).count();
    column.len() >= FEW && long * 10 >= column.len() * 6 && gaps * 10 <= column.len() && apart == 0
}
