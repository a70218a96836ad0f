//! *Pages* laid out: tables of each page into grids that know their headings, what stands between them into text.

use super::{
    aligned::{self, Aligned},
    grids::{Found, grids},
    gutter::{self, Columns},
    heads::Known,
    lines::{Line, is_day, lines},
    mixed,
    ruled::{self, Ruled},
    running,
    scans::{self, Seen, letters_of},
    sheet::Way,
    source::{Page, Rule, page_place},
    text::{Said, ends, said, stretches},
};
use crate::import::{
    contents::{Cell, Contents, Fault, Part, Remark, Row},
    table::heads,
};

/// Headings and texts of less than this that are beside tables and name no day are remarks.
const BESIDE: usize = 1_000;

/// Where lines of a row go on over the page break, no more room than this is left at the foot.
const NEAR_FOOT: f32 = 45.0;

/// What is said of a page whose lines cannot be trusted.
const SIDE: &str = "the page has words side by side";

/// What is said of a page that holds a table and could not be read as one.
const TABLE: &str = "the page has days under one another, as in a table whose rows cannot be told apart";

/// What is said of tables without lines, and of those whose lines part columns only.
const NO_LINES: &str = "the table has no lines between its cells; its columns and rows were told by where words stand";
const NO_ROWS: &str = "the table has no lines between its rows, which were told by where words stand";

/// Tables and texts, in the order of the pages.
pub(super) fn laid_out(pages: Vec<Page>) -> Contents {
    let mut out = Contents::default();
    let mut tables: Vec<Found> = Vec::new();
    let mut across = Vec::new();
    let printed_over: Vec<bool> = pages.iter().map(|p| p.is_printed_over).collect();
    let feet: Vec<f32> = pages.iter().map(|p| p.foot).collect();
    let seen: Vec<Seen> = pages.iter().map(Seen::of).collect();
    let mut rest: Vec<Vec<Line>> = Vec::new();
    for (at, mut page) in pages.into_iter().enumerate() {
        for table in ruled::take(&mut page) {
            tables.push(from_ruled(table, at));
        }
        rest.push(lines(std::mem::take(&mut page.words)));
        let mut rules = page.across;
        rules.extend(bands(&page.shades, rest.last().map(Vec::as_slice).unwrap_or_default()));
        across.push(rules);
    }
    let before: Vec<usize> = rest.iter().map(|lines| letters_of(lines)).collect();
    for text in running::take(&mut rest) {
        out.remarks.push(Remark {
            raw: text,
            what: "this line stands at the head or foot of the pages and was not read as an entry".to_owned(),
            next: "read it beside the chronology".to_owned(),
            ..Remark::default()
        });
    }
    let left = rest.iter().map(|lines| letters_of(lines));
    let taken: Vec<usize> = before.into_iter().zip(left).map(|(b, l)| b.saturating_sub(l)).collect();
    out.remarks.extend(scans::take(&mut rest, &seen, &taken));
    let mut text: Vec<Said> = Vec::new();
    let mut known = Known::default();
    let mut gutters: Vec<f32> = Vec::new();
    for (at, page) in rest.iter().enumerate() {
        if let Some(columns) = gutter::find(page, &gutters) {
            text.extend(one_by_one(&columns, at, &mut out));
            known.columns = None;
            gutters = columns.gutters;
            continue;
        }
        gutters.clear();
        let rules = across.get(at).map(Vec::as_slice).unwrap_or_default();
        let mut from = 0;
        while let Some(table) = aligned::find(page, from, &known, rules) {
            let (first, end) = table.lines;
            text.extend(told(page.get(from..first).unwrap_or_default(), at, from + 1, &mut out));
            known.columns = (end >= page.len()).then(|| table.columns.clone());
            if let Some(head) = page.get(first).filter(|_| table.heads > 0) {
                known.heads.entry(head.text()).or_insert(table.heads);
            }
            from = end.max(first + 1);
            let top = page.get(first).map_or(0.0, |l| l.base + l.size);
            let bottom = page.get(..end).and_then(<[Line]>::last).map_or(0.0, |l| l.base);
            tables.push(from_aligned(table, at, (top, bottom)));
        }
        if from < page.len() {
            known.columns = None;
            text.extend(told(page.get(from..).unwrap_or_default(), at, from + 1, &mut out));
        }
    }
    tables.sort_by_key(|t| t.page);
    doubt_unproven(&mut tables);
    for table in tables.iter_mut().filter(|t| printed_over.get(t.page) == Some(&true)) {
        doubt(&mut table.rows);
    }
    set_in_pages(&mut tables, &rest, &feet);
    let has_table = !tables.is_empty();
    let taken = grids(tables, &mut out);
    text.retain(|s| !taken.contains(&(s.page, s.number)));
    out.remarks.extend(without_heads(&mut text, &rest));
    texts(&text, has_table, &mut out);
    out
}

/// Doubts the rows of tables without lines that are not proven. A page on which nothing is out of line is set as the others
/// are, and pages of one table that are set in two ways are not understood.
fn doubt_unproven(tables: &mut [Found]) {
    let mixed: Vec<usize> = tables.iter().filter(|t| t.is_mixed).map(|t| t.columns).collect();
    let ways: Vec<(usize, Way)> = tables.iter().filter_map(|t| Some((t.columns, t.way?))).collect();
    for table in tables {
        let is_other = |(columns, way): &(usize, Way)| *columns == table.columns && Some(*way) != table.way;
        let is_two_ways = table.way.is_some() && ways.iter().any(is_other);
        table.is_mixed |= is_two_ways || (!table.is_sure && !table.is_proven && mixed.contains(&table.columns));
        if table.is_mixed {
            mixed::doubt(&mut table.rows);
        }
    }
}

/// What stands above and below each table on its page, and whether it reaches the foot.
fn set_in_pages(tables: &mut [Found], rest: &[Vec<Line>], feet: &[f32]) {
    let ends = tables.iter().map(|t| t.reach.1);
    let lowest = rest
        .iter()
        .flatten()
        .map(|l| l.base)
        .chain(ends)
        .fold(f32::MAX, f32::min);
    for table in tables {
        let foot = feet.get(table.page).copied().unwrap_or(f32::MAX);
        table.is_at_foot = table.reach.1 <= lowest + NEAR_FOOT && table.reach.1 <= foot;
        let lines = rest.get(table.page).map(Vec::as_slice).unwrap_or_default();
        let numbered = lines.iter().enumerate();
        let below = numbered.filter(|(_, l)| l.base < table.reach.1 - 1.0);
        table.below = below.map(|(at, l)| (at + 1, l.text())).collect();
        table.has_above = lines.iter().any(|l| l.base > table.reach.0 + 1.0);
    }
}

/// Takes headings of page after page out of text, and tells of them.
fn without_heads(text: &mut Vec<Said>, rest: &[Vec<Line>]) -> Option<Remark> {
    let heads = running::headings(rest);
    let remark = text.iter().find(|s| heads.contains(&s.text)).map(|head| Remark {
        place: page_place(head.page),
        row: head.number,
        raw: head.text.clone(),
        what: "these headings stand at the head of page after page and are no part of an entry".to_owned(),
        next: "read them beside the chronology".to_owned(),
        ..Remark::default()
    });
    text.retain(|s| !heads.contains(&s.text));
    remark
}

/// Edges of shaded rows: they reach over most of the width of what is written.
fn bands(shades: &[Rule], lines: &[Line]) -> Vec<Rule> {
    let left = lines.iter().map(Line::left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(Line::right).fold(f32::MIN, f32::max);
    let mut bands = ruled::joined(shades);
    bands.retain(|b| b.to.min(right) - b.from.max(left) > 0.6 * (right - left));
    bands
}

/// The text of a page, and a remark when words stand side by side in it. When most do, it is not read.
fn told(lines: &[Line], page: usize, first: usize, out: &mut Contents) -> Vec<Said> {
    let beside = mixed::side_by_side(lines);
    // One line may be a heading with its number beside it.
    let is_table = mixed::is_table(lines);
    // Pages of one file are set alike, and go on with the cells of one another.
    let goes_on = out.remarks.iter().any(|r| r.lost && r.what.starts_with(TABLE));
    if is_table || (goes_on && !lines.is_empty()) {
        let raw: Vec<String> = lines.iter().map(Line::text).collect();
        out.remarks.push(Remark {
            place: page_place(page),
            row: first,
            lost: true,
            raw: raw.join("\n"),
            what: format!("{TABLE}, and was not read"),
            next: "ask for the spreadsheet or the Word file, or type its entries".to_owned(),
        });
        return Vec::new();
    }
    if beside <= 1 && beside * 5 <= lines.len() {
        return said(lines, page, first);
    }
    let lost = beside * 2 > lines.len() || out.remarks.iter().any(|r| r.lost && r.what.starts_with(SIDE));
    let raw: Vec<String> = lines.iter().map(Line::text).collect();
    let done = if lost { "was not read" } else { "was read line by line" };
    out.remarks.push(Remark {
        place: page_place(page),
        row: first,
        lost,
        raw: raw.join("\n"),
        what: format!("{SIDE}, as in a table or in columns, and {done}: lines of different entries may be mixed"),
        next: "ask for the spreadsheet or the Word file, or type its entries".to_owned(),
    });
    if lost { Vec::new() } else { said(lines, page, first) }
}

/// The text of a page in columns, one after the other.
fn one_by_one(page: &Columns, at: usize, out: &mut Contents) -> Vec<Said> {
    out.remarks.push(Remark {
        place: page_place(at),
        what: format!(
            "the page is set in {} columns, and was read one column after the other",
            page.texts.len()
        ),
        next: "compare the page with the original".to_owned(),
        ..Remark::default()
    });
    let mut text = said(&page.head, at, 1);
    for (number, part) in page.texts.iter().chain([&page.foot]).enumerate() {
        let mut more = said(part, at, text.len() + 1);
        // A sentence goes on from the foot of one column at the head of the next.
        if let (Some(first), Some(last)) = (more.first_mut(), text.last()) {
            first.begins = ends(&last.text) || number == 0 || number == page.texts.len();
        }
        text.append(&mut more);
    }
    text
}

fn from_ruled(table: Ruled, page: usize) -> Found {
    let columns = table.columns.len().saturating_sub(1);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut is_mixed, mut unruled) = (false, None);
    for (cells, band) in table.rows.into_iter().zip(&table.bands) {
        // Columns are drawn, rows may not be: then one band holds many days under one another.
        match aligned::rows_between(band, &table.columns).filter(|_| cells.iter().all(|c| !c.from_above)) {
            Some((many, mixed)) => {
                is_mixed |= mixed;
                unruled = Some(NO_ROWS);
                rows.extend(many.into_iter().map(|r| r.into_iter().map(Cell::words).collect()));
            }
            None => rows.push(
                cells
                    .into_iter()
                    .map(|c| Cell {
                        text: c.text,
                        from_above: c.from_above,
                        ..Cell::default()
                    })
                    .collect(),
            ),
        }
    }
    Found {
        page,
        columns,
        rows: numbered(rows),
        unruled,
        is_mixed,
        is_sure: true,
        is_proven: true,
        way: None,
        reach: (table.top, table.bottom),
        below: Vec::new(),
        has_above: false,
        is_at_foot: false,
    }
}

fn from_aligned(table: Aligned, page: usize, reach: (f32, f32)) -> Found {
    let rows = table.rows.into_iter().map(|r| r.into_iter().map(Cell::words).collect());
    let mut rows = numbered(rows.collect());
    for row in &mut rows {
        let number = row.number.saturating_sub(1);
        if table.doubts.get(number) == Some(&true) {
            mixed::doubt_row(row);
        }
    }
    Found {
        page,
        columns: table.columns.len(),
        rows,
        unruled: Some(NO_LINES),
        is_mixed: table.is_mixed,
        is_sure: table.is_sure,
        is_proven: table.is_proven,
        way: table.way,
        reach,
        below: Vec::new(),
        has_above: false,
        is_at_foot: false,
    }
}

/// Rows of a page on which words are printed over others may hold words of their neighbours.
fn doubt(rows: &mut [Row]) {
    for row in rows
        .iter_mut()
        .filter(|r| r.cells.iter().any(|c| is_day(c.text.trim())))
    {
        row.fault = Some(Fault {
            what: "words of the page are printed over one another, so the row may hold words of its neighbours"
                .to_owned(),
            next: "ask for the table itself (a spreadsheet), or type the entry from the original".to_owned(),
        });
    }
}

fn numbered(rows: Vec<Vec<Cell>>) -> Vec<Row> {
    let rows = rows.into_iter().enumerate().map(|(at, cells)| Row {
        number: at + 1,
        cells,
        ..Row::default()
    });
    rows.filter(|r| !r.is_blank()).collect()
}

/// Text outside tables. Beside a table, short words without any day are titles and notes: remarks, and no entries.
fn texts(lines: &[Said], has_table: bool, out: &mut Contents) {
    for prose in stretches(lines) {
        if has_table && prose.text.len() <= BESIDE && !heads::is_dated(&prose.text) {
            out.remarks.push(Remark {
                place: prose.place,
                row: prose.first_line,
                raw: prose.text,
                what: "these words stand beside a table and name no day of an event, so they are no entry".to_owned(),
                next: "read them beside the chronology; if they tell of an event, give them a date".to_owned(),
                lost: false,
            });
        } else {
            out.parts.push(Part::Text(prose));
        }
    }
}
