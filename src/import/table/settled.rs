//! *Settled* columns: of several that could be the same field, the one that is it, and what becomes of the others.
//!
//! A list of crimes has the day on which a crime was reported, the first day on which it may have happened and the last. What a
//! single heading means is left to `headings`.

use crate::{
    import::table::{columns::once_each, headings::Known},
    model::columns::{Field, Mapped, ToldBy, plain},
};

/// The columns, each field once.
pub(crate) fn settled(mut columns: Vec<Mapped>, known: Known<'_>) -> Vec<Mapped> {
    spans_first(&mut columns, known);
    without_told(&mut columns, known);
    let is_start = |c: &Mapped| known.headings.over_days.get(&plain(&c.heading)) == Some(&Field::Date);
    let starts: Vec<bool> = columns.iter().map(|c| c.field == Field::Date && is_start(c)).collect();
    let mut columns = once_each(columns);
    let gave_way = starts
        .iter()
        .zip(&columns)
        .any(|(was, c)| *was && c.field != Field::Date);
    // An end that belongs to a start which is no start here is no end either, and none ends on the day it was told.
    let is_only_told = columns
        .iter()
        .any(|c| c.field == Field::Date && c.told_by != ToldBy::Chosen && is_told(c, known));
    for column in columns.iter_mut().filter(|_| gave_way || is_only_told) {
        let is_end = known.headings.over_days.get(&plain(&column.heading)) == Some(&Field::EndDate);
        if column.field == Field::EndDate && column.told_by == ToldBy::Heading && (is_end || is_only_told) {
            column.field = Field::Further;
        }
    }
    columns
}

/// Is the heading that of a day on which something was told, not of one on which it happened?
pub(super) fn is_told(column: &Mapped, known: Known<'_>) -> bool {
    known.headings.beside.get(&plain(&column.heading)) == Some(&Field::Recorded)
}

/// Is the heading that of the first day of a span?
pub(super) fn is_first_day(column: &Mapped, known: Known<'_>) -> bool {
    column.told_by == ToldBy::Heading && known.headings.spans.contains(&plain(&column.heading))
}

/// The first day of a span whose end has a column comes before every other day, unless a person chose one.
fn spans_first(columns: &mut [Mapped], known: Known<'_>) {
    let is_chosen = |c: &Mapped| c.field == Field::Date && c.told_by == ToldBy::Chosen;
    let is_start = |c: &Mapped| c.field == Field::Date && is_first_day(c, known);
    let has_end = columns.iter().any(|c| c.field == Field::EndDate);
    let start = columns.iter().position(is_start);
    let Some(start) = start.filter(|_| has_end && !columns.iter().any(is_chosen)) else {
        return;
    };
    // Those that give way have another meaning beside it, and are left to do so.
    let gives_way = |c: &Mapped| known.headings.gives_way.contains(&plain(&c.heading));
    for (at, column) in columns.iter_mut().enumerate() {
        if at != start && column.field == Field::Date && !gives_way(column) {
            column.field = Field::Further;
        }
    }
}

/// A day on which something was told gives way to one on which it happened, and comments to what says what happened.
fn without_told(columns: &mut [Mapped], known: Known<'_>) {
    let gives_way = |c: &Mapped| c.told_by == ToldBy::Heading && known.headings.gives_way.contains(&plain(&c.heading));
    for field in [Field::Date, Field::Event, Field::Type] {
        if !columns.iter().any(|c| c.field == field && !gives_way(c)) {
            continue;
        }
        let mut is_recorded = columns.iter().any(|c| c.field == Field::Recorded);
        for column in columns.iter_mut().filter(|c| c.field == field && gives_way(c)) {
            let beside = known.headings.beside.get(&plain(&column.heading)).copied();
            let free = beside.filter(|field| *field != Field::Recorded || !is_recorded);
            column.field = free.unwrap_or(Field::Further);
            is_recorded |= column.field == Field::Recorded;
        }
    }
}
