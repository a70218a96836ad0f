//! *Gutters*: strips without words between columns of text, which are read one after the other.
//!
//! Only what is surely text is parted: columns of about one width, of long lines without gaps, with dated statements in
//! each. A table whose cells would be torn apart looks otherwise, and is left to those who read tables.

use super::{
    lines::{Line, lines},
    source::Word,
};
use crate::text::dates::find_dates;

/// Lines above and below the columns that may reach over all of them.
const ACROSS: usize = 5;
/// A column has at least so many lines, but the last.
const FEW: usize = 4;
/// A page has no more columns.
const MOST: usize = 4;

/// A page in columns.
pub(super) struct Columns {
    /// Lines above them.
    pub(super) head: Vec<Line>,
    pub(super) texts: Vec<Vec<Line>>,
    /// Lines below them.
    pub(super) foot: Vec<Line>,
    /// Where the gutters are.
    pub(super) gutters: Vec<f32>,
}

/// The columns of a page, if it has some. `known` are the gutters of the page before: the last page may be nearly empty.
pub(super) fn find(page: &[Line], known: &[f32]) -> Option<Columns> {
    // Most pages are told by what is neither at their head nor at their foot.
    let core = page.get(ACROSS..page.len().saturating_sub(ACROSS)).unwrap_or_default();
    if known.is_empty() && !core.is_empty() && gutters(core).is_empty() {
        return None;
    }
    for above in 0..=ACROSS {
        for below in 0..=ACROSS {
            let body = page.get(above..page.len().checked_sub(below)?).unwrap_or_default();
            let (head, foot) = (page.get(..above)?, page.get(page.len() - below..)?);
            let Some((columns, gutters)) = parted(body, known) else {
                continue;
            };
            // A line that does not reach over a gutter is parted by it as others are.
            if head.iter().chain(foot).all(|l| is_across(l, &gutters)) {
                return Some(Columns {
                    head: head.to_vec(),
                    texts: columns,
                    foot: foot.to_vec(),
                    gutters,
                });
            }
        }
    }
    None
}

fn is_across(line: &Line, gutters: &[f32]) -> bool {
    let reach = |at: &f32| {
        let before = line.words.iter().rfind(|w| w.left < *at);
        let after = line.words.iter().find(|w| w.right > *at);
        before
            .zip(after)
            .is_some_and(|(b, a)| a.left - b.right < 0.75 * line.size)
    };
    gutters.iter().any(reach)
}

fn parted(body: &[Line], known: &[f32]) -> Option<(Vec<Vec<Line>>, Vec<f32>)> {
    let own = gutters(body);
    if !own.is_empty() && own.len() < MOST && body.len() >= FEW {
        let columns = columns(body, &own);
        if columns.iter().all(|c| is_text(c))
            && columns.iter().rev().skip(1).all(|c| c.len() >= FEW)
            && are_alike(&columns)
        {
            return Some((columns, own));
        }
    }
    let columns = columns(body, known);
    let is_clear = columns.iter().flatten().flat_map(|l| &l.words).all(|w| {
        let reaches = |at: &f32| w.left < *at && w.right > *at;
        !known.iter().any(reaches)
    });
    let goes_on = !known.is_empty() && is_clear && columns.iter().filter(|c| !c.is_empty()).count() > 1;
    let is_like = columns.first().is_some_and(|c| is_text(c));
    (goes_on && is_like).then(|| (columns, known.to_vec()))
}

fn columns(body: &[Line], gutters: &[f32]) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Word>> = vec![Vec::new(); gutters.len() + 1];
    for word in body.iter().flat_map(|l| &l.words) {
        let own = gutters.iter().filter(|at| word.left >= **at).count();
        if let Some(column) = out.get_mut(own) {
            column.push(word.clone());
        }
    }
    out.into_iter().map(lines).collect()
}

/// Are columns of about one width, with statements that begin with a day in each? The last may be short.
fn are_alike(columns: &[Vec<Line>]) -> bool {
    let Some((last, full)) = columns.split_last() else {
        return false;
    };
    let is_short = full.first().is_some_and(|first| last.len() * 2 < first.len());
    let alike = if is_short { full } else { columns };
    let widths = alike.iter().map(|c| width(c));
    let (narrow, wide) = widths.fold((f32::MAX, 0.0_f32), |(a, b), w| (a.min(w), b.max(w)));
    let counts: Vec<usize> = alike.iter().map(|c| days(c)).collect();
    let (few, many) = (counts.iter().min().copied(), counts.iter().max().copied());
    let is_dated = few.zip(many).is_some_and(|(few, many)| few >= 1 && many <= 4 * few);
    wide < 1.5 * narrow && width(last) < 1.5 * wide && is_dated && days(last) >= 1
}

/// The middles of the strips that no word reaches into.
fn gutters(body: &[Line]) -> Vec<f32> {
    let mut words: Vec<(f32, f32)> = body.iter().flat_map(|l| &l.words).map(|w| (w.left, w.right)).collect();
    words.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = body.iter().map(|l| l.size).fold(f32::MAX, f32::min);
    let mut reach = words.first().map_or(0.0, |w| w.1);
    let mut out = Vec::new();
    for (left, right) in words {
        if left - reach > 0.8 * size {
            out.push(reach.midpoint(left));
        }
        reach = reach.max(right);
    }
    out
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
    let apart = pairs
        .filter(|(a, b)| a.base - b.base > 3.0 * a.size.max(b.size))
        .count();
    long * 10 >= column.len() * 6 && gaps * 10 <= column.len() && apart == 0
}
