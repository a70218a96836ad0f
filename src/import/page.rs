//! *Pages*: files of HTML, as a system or a browser saves them. Tables become tables, the words around them a text where they hold a
//! day, and are told where they hold none. How marks become words is left to `html`.

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Cell, Contents, Grid, Part, Prose, Remark, Row},
    html,
    opening::decode,
    table::heads::is_dated,
};

/// Reads pages.
#[derive(Debug)]
pub(super) struct Page;

/// Blank cells over which one of a row reaches are laid out up to so many in all.
const MOST: usize = 2_000;

impl Importer for Page {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "a web page, .html, with tables or dated words"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let head = decode::glance(file.head()).trim_start().to_ascii_lowercase();
        let begins = ["<!doctype html", "<html", "<body", "<head"];
        let is_page = begins.iter().any(|mark| head.starts_with(mark)) || head.contains("<html");
        if file.has_extension(&["htm", "html", "xhtml"]) {
            return if is_page { Fit::Content } else { Fit::Name };
        }
        let is_text = file.has_extension(&["txt", "text", "log", "md"]) || !file.name.contains('.');
        let is_page = begins.iter().any(|mark| head.starts_with(mark));
        if is_text && is_page { Fit::Content } else { Fit::No }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        let decoded = decode::decode(file.bytes)?;
        if decoded.text.trim().is_empty() {
            return Err(NotThisKind::empty());
        }
        if !decoded.text.contains('<') {
            return Err(NotThisKind {
                what: "the file has the name of a web page and is none".to_owned(),
                next: "if it is plain text, give it a name that ends in .txt and import it again".to_owned(),
            });
        }
        let mut out = Contents {
            encoding: format!("HTML, {}", decoded.encoding),
            remarks: decoded.remarks(),
            ..Contents::default()
        };
        out.remarks.extend(title(&decoded.text));
        let pieces = pieces(&decoded.text);
        let has_tables = pieces.iter().any(|p| matches!(p, Piece::Table(..)));
        for piece in pieces {
            match piece {
                Piece::Words(marked) if has_tables => beside_tables(marked, &mut out),
                Piece::Words(marked) => whole(marked, &mut out),
                Piece::Table(number, rows, struck) => {
                    out.remarks.extend(struck);
                    out.parts.push(Part::Table(Grid {
                        place: format!("table {number}"),
                        rows,
                        ..Grid::default()
                    }));
                }
            }
        }
        if out.parts.is_empty() {
            return Err(NotThisKind {
                what: "the page shows no words".to_owned(),
                next: "open it in a browser; if it shows words there, copy them to a document and import that"
                    .to_owned(),
            });
        }
        Ok(out)
    }
}

/// A stretch of a page.
enum Piece<'h> {
    Words(&'h str),
    /// A table, by its number, and its rows.
    Table(usize, Vec<Row>, Option<Remark>),
}

/// A page without tables is one text.
fn whole(marked: &str, out: &mut Contents) {
    let (text, struck) = html::to_text(marked);
    out.remarks.extend(struck);
    if !text.trim().is_empty() {
        out.parts.push(Part::Text(Prose {
            text,
            first_line: 1,
            ..Prose::default()
        }));
    }
}

/// Words before, between or below tables: a text where they hold a day, and told where they hold none.
fn beside_tables(marked: &str, out: &mut Contents) {
    let (text, struck) = html::to_text(marked);
    out.remarks.extend(struck);
    if text.trim().is_empty() {
        return;
    }
    let tables = out.parts.iter().filter(|p| matches!(p, Part::Table(_))).count();
    let place = match tables {
        0 => "text above the tables".to_owned(),
        n => format!("text below table {n}"),
    };
    if is_dated(&text) {
        out.parts.push(Part::Text(Prose {
            place,
            text,
            first_line: 1,
            ..Prose::default()
        }));
        return;
    }
    out.remarks.push(Remark {
        place,
        raw: text,
        what: "words of the page hold no day and were not read as entries".to_owned(),
        next: "read them beside the chronology".to_owned(),
        ..Remark::default()
    });
}

/// The page's own title, which is shown nowhere in it.
fn title(page: &str) -> Option<Remark> {
    let small = page.to_ascii_lowercase();
    let from = small.find("<title")?;
    let from = from + small.get(from..)?.find('>')? + 1;
    let to = from + small.get(from..)?.find("</title")?;
    let (words, _) = html::to_text(page.get(from..to)?);
    (!words.trim().is_empty()).then(|| Remark {
        what: format!("the page has the title '{}', which is no entry", words.trim()),
        raw: words,
        next: "read it beside the chronology".to_owned(),
        ..Remark::default()
    })
}

/// The tables of a page, and the words around them. Of tables inside each other the innermost are tables; the others lay the page out.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let small = page.to_ascii_lowercase();
    let mut marks: Vec<(usize, bool)> = small.match_indices("<table").map(|(at, _)| (at, true)).collect();
    marks.extend(small.match_indices("</table").map(|(at, _)| (at, false)));
    marks.sort_unstable();
    let (mut out, mut done, mut open, mut number) = (Vec::new(), 0, None, 0);
    for (at, is_begin) in marks {
        if is_begin {
            open = Some(at);
            continue;
        }
        let Some(from) = open.take() else { continue };
        let Some((rows, struck)) = page.get(from..at).and_then(rows) else {
            continue;
        };
        number += 1;
        out.extend(page.get(done..from).map(Piece::Words));
        out.push(Piece::Table(number, rows, struck));
        done = at;
    }
    out.extend(page.get(done..).map(Piece::Words));
    out
}

/// The rows of a table that is one: two columns at least. One of single cells only frames words.
fn rows(table: &str) -> Option<(Vec<Row>, Option<Remark>)> {
    let small = table.to_ascii_lowercase();
    let (mut out, mut struck): (Vec<Row>, Option<Remark>) = (Vec::new(), None);
    // Cells that reach down from rows above: for each column, how many more rows, and the cell.
    let mut down: Vec<(usize, Cell)> = Vec::new();
    for (start, end) in stretches(&small, &["<tr"]) {
        let (row, small) = (table.get(start..end)?, small.get(start..end)?);
        let mut cells: Vec<Cell> = Vec::new();
        for (start, end) in stretches(small, &["<td", "<th"]) {
            reach_down(&mut cells, &mut down);
            let marked = row.get(start..end)?;
            let (text, remark) = html::to_text(marked);
            struck = struck.or(remark);
            let tag = small
                .get(start..end)
                .and_then(|cell| cell.split('>').next())
                .unwrap_or_default();
            let (wide, deep) = (span(tag, "colspan"), span(tag, "rowspan"));
            for at in 0..wide.min(MOST.saturating_sub(cells.len()).max(1)) {
                let cell = if at == 0 {
                    Cell::words(text.as_str())
                } else {
                    Cell::default()
                };
                if down.len() <= cells.len() {
                    down.resize(cells.len() + 1, (0, Cell::default()));
                }
                if let Some(below) = down.get_mut(cells.len()) {
                    *below = (
                        deep.saturating_sub(1),
                        Cell {
                            from_above: true,
                            ..cell.clone()
                        },
                    );
                }
                cells.push(cell);
            }
        }
        reach_down(&mut cells, &mut down);
        let row = Row {
            number: out.len() + 1,
            cells,
            ..Row::default()
        };
        out.push(row);
    }
    let is_table = out.len() > 1 && out.iter().filter(|r| r.cells.len() > 1).count() > 1;
    is_table.then_some((out, struck))
}

/// Puts the cells that reach down from above where the row has come to.
fn reach_down(cells: &mut Vec<Cell>, down: &mut [(usize, Cell)]) {
    while let Some((more, cell)) = down.get_mut(cells.len()).filter(|(more, _)| *more > 0) {
        *more -= 1;
        cells.push(cell.clone());
    }
}

/// From each of these marks to the next of them, or to the end.
fn stretches(small: &str, marks: &[&str]) -> Vec<(usize, usize)> {
    let is_mark = |at: usize| {
        let rest = small.get(at..).unwrap_or_default();
        let behind = |mark: &&&str| {
            rest.strip_prefix(**mark)
                .is_some_and(|r| r.starts_with(|c: char| !c.is_alphanumeric()))
        };
        marks.iter().any(|mark| behind(&mark))
    };
    let starts: Vec<usize> = small
        .match_indices('<')
        .map(|(at, _)| at)
        .filter(|at| is_mark(*at))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([small.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Over how many columns or rows a cell reaches.
fn span(tag: &str, name: &str) -> usize {
    let value = tag.split(name).nth(1).unwrap_or_default();
    let figures: String = value
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    figures.parse().unwrap_or(1).clamp(1, MOST)
}
