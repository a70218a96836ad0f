//! *Fitted* to paper: a table with more columns than a page can show is cut into several, each with the first columns of the whole, so that no
//! word stands a letter a line; one with more rows than a format bears goes on in further tables. Each part says which it is. Formats without
//! pages show a table whole.

use std::borrow::Cow;

use crate::report::document::{Block, Document, Inline, Table};

/// More columns than this are too thin on A4 across: about eleven letters each.
const MOST_COLUMNS: usize = 12;
/// Columns of each part of a table that was cut.
const PART: usize = 9;

/// The document with no table wider than a page.
pub(super) fn fitted(document: &Document) -> Cow<'_, Document> {
    if document.tables().all(|t| t.head.len() <= MOST_COLUMNS) {
        return Cow::Borrowed(document);
    }
    let mut out = document.clone();
    out.blocks = document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(table) if table.head.len() > MOST_COLUMNS => {
                parts(table).into_iter().map(Block::Table).collect()
            }
            other => vec![other.clone()],
        })
        .collect();
    Cow::Owned(out)
}

fn parts(table: &Table) -> Vec<Table> {
    let keys = table.keys.clamp(1, PART / 2);
    let rest = table.head.len().saturating_sub(keys);
    let count = rest.div_ceil(PART - keys).max(1);
    // Parts are of one size, give or take a column.
    let size = rest.div_ceil(count).max(1);
    (0..count)
        .map(|part| {
            let from = keys + part * size;
            let to = (from + size).min(table.head.len());
            // Cells beyond the heads stand in the last part, so that no word is dropped.
            let end = |len: usize| if part + 1 == count { len } else { to.min(len) };
            let rows = table.rows.iter().map(|row| {
                let mut cells: Vec<_> = row.iter().take(keys).cloned().collect();
                cells.resize(keys, Vec::new());
                cells.extend(row.get(from..end(row.len())).unwrap_or_default().iter().cloned());
                cells
            });
            let heads = table.head.get(from..to).unwrap_or_default();
            let keyed = table.head.iter().take(keys);
            let which = format!(
                "part {} of {count}, because all {} columns do not fit a page: {}",
                part + 1,
                table.head.len(),
                heads.iter().map(|(h, _)| h.as_str()).collect::<Vec<_>>().join(", ")
            );
            let caption = captioned(&table.caption, &which);
            Table {
                name: table.name.clone(),
                caption,
                head: keyed.chain(heads).cloned().collect(),
                rows: rows.collect(),
                keys,
                days: table.days.clone(),
            }
        })
        .collect()
}

/// Some rows of a table, and what stands over them.
pub(super) struct Stretch<'a> {
    pub(super) caption: Cow<'a, str>,
    pub(super) rows: &'a [Vec<Vec<Inline>>],
}

/// A table with no more than so many rows together.
pub(super) fn stretches(table: &Table, most: usize) -> Vec<Stretch<'_>> {
    let all = table.rows.len();
    if all <= most {
        return vec![Stretch {
            caption: Cow::Borrowed(&table.caption),
            rows: &table.rows,
        }];
    }
    let parts = (1..).step_by(most).zip(table.rows.chunks(most));
    parts
        .map(|(from, rows)| {
            let to = from - 1 + rows.len();
            let which = format!("rows {from} to {to} of {all}");
            let caption = if from == 1 {
                captioned(&table.caption, &which)
            } else {
                // What else is said over rows that go on stands over the first of them.
                let what = table.caption.split(". ").next().unwrap_or_default();
                captioned(what, &format!("{which}, continued"))
            };
            Stretch {
                caption: Cow::Owned(caption),
                rows,
            }
        })
        .collect()
}

/// What a table shows, which part of it this is, and what else is said over the table.
fn captioned(caption: &str, which: &str) -> String {
    match caption.split_once(". ") {
        Some((what, more)) => format!("{what} ({which}). {more}"),
        None => format!("{} ({which})", caption.trim_end_matches('.')),
    }
}
