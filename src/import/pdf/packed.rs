//! *Packed* rows: as near to one another as the lines of a cell, so that only the ends of lines tell where a cell ends.
//!
//! A line inside a cell breaks because the next word had no room; at the end of a cell there mostly was room. Where every
//! break inside the rows was needed, and most at their ends were not, the rows are those; told otherwise it would be the other
//! way round. This takes several rows of several lines, and more than one way that fits is none.

use super::{
    aligned::force,
    placed::Placed,
    sheet::{Edge, Sheet, Span, Way, spans},
    text::ends,
};

/// So many rows of several lines end where there was room for more.
const FEW: usize = 4;

/// The rows of lines without gaps, if they are set in this way and proven.
pub(super) fn rows(sheet: &Sheet<'_>, way: Way) -> Option<Placed> {
    let starts = match way {
        Way::Top => (0..sheet.lines.len()).map(|at| at == 0 || sheet.has_day(at)).collect(),
        Way::Foot => (0..sheet.lines.len())
            .map(|at| at == 0 || sheet.has_day(at - 1))
            .collect(),
        Way::Middle => middles(sheet)?,
    };
    // A second time in a row is another event, which has no day.
    let mut forced = starts.clone();
    force(&mut forced, sheet.lines, sheet.columns);
    if forced != starts {
        return None;
    }
    let rows: Vec<Span> = spans(&starts).collect();
    let mut doubts = vec![false; starts.len()];
    let long = sheet.long();
    for (at, row) in rows.iter().enumerate() {
        // The rest of a row of the page before stands at the head, or the beginning of one of the next page at the foot.
        let may_be_piece = match way {
            Way::Top => at == 0,
            Way::Foot => at + 1 == rows.len(),
            Way::Middle => false,
        };
        let is_piece = sheet.days(*row) == 0 && may_be_piece;
        let is_row = || sheet.is_set(*row, way, Edge::Written) && sheet.is_even(*row);
        if !is_piece && !is_row() {
            return None;
        }
        *doubts.get_mut(row.0)? = is_piece || may_be_two(sheet, *row);
    }
    is_proven(sheet, &rows, long).then_some(Placed {
        starts,
        doubts,
        way: Some(way),
        is_proven: true,
    })
}

/// Rows whose days stand in their middle: from the first line on, each reaches as far below its day as above it.
fn middles(sheet: &Sheet<'_>) -> Option<Vec<bool>> {
    let all = (0, sheet.lines.len());
    let lines = sheet.own(all, sheet.long());
    let (_, top) = *lines.first()?;
    let mut starts = vec![false; sheet.lines.len()];
    let mut next = 0;
    let days = sheet.own(all, sheet.day);
    for (_, day) in days.iter().filter(|(line, _)| sheet.has_day(*line)) {
        let (from, base) = *lines.get(next)?;
        *starts.get_mut(from)? = true;
        // The last line stands as far below the day as the first stands above it.
        let foot = 2.0 * day - base;
        let near = |(_, own): &(usize, f32)| (own - foot).abs() <= 0.3 * sheet.pitch;
        next += lines.iter().skip(next).position(near)? + 1;
    }
    (next == lines.len() && top >= days.first()?.1 - 0.3 * sheet.pitch && starts.first() == Some(&true))
        .then_some(starts)
}

/// Do rows mostly end where there was room for the first word of the next row, and several of more than one line? Rows of
/// one line would end there in any way that they could be told; and where most fill their line, ends of lines tell nothing.
fn is_proven(sheet: &Sheet<'_>, rows: &[Span], long: usize) -> bool {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let ends = pairs.filter_map(|(row, next)| {
        let (own, next) = (sheet.own(*row, long), sheet.own(*next, long));
        let (last, first) = (own.last()?, next.first()?);
        Some((own.len() > 1, sheet.is_free(long, (last.0, first.0), Edge::Written)))
    });
    let ends: Vec<(bool, bool)> = ends.collect();
    let free = |is_long: bool| ends.iter().filter(|(long, free)| *free && (*long || !is_long)).count();
    let long = ends.iter().filter(|(long, _)| *long).count();
    free(true) >= FEW && free(true) * 10 >= long * 6 && free(false) * 4 >= ends.len() * 3
}

/// Does a new sentence begin with a line inside a cell? It may be a row that has no day.
fn may_be_two(sheet: &Sheet<'_>, row: Span) -> bool {
    (0..sheet.columns.len()).filter(|c| *c != sheet.day).any(|column| {
        let own = sheet.own(row, column);
        let text = |(line, _): &(usize, f32)| {
            sheet
                .cell(*line, column)
                .map(super::lines::Line::text)
                .unwrap_or_default()
        };
        let mut pairs = own.iter().zip(own.iter().skip(1));
        pairs.any(|(a, b)| ends(&text(a)) && text(b).starts_with(|c: char| !c.is_lowercase()))
    })
}
