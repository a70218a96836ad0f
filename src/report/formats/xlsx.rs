//! Excel: a workbook with a sheet `About` and one sheet for each table, to filter and sort. Tables that repeat under several
//! headings with the same columns stand together on one sheet, and a first column says where each row belongs.
//!
//! Words are written as words, so that no cell is ever a formula; only a column in which every cell is a plain whole number
//! holds numbers. A cell longer than Excel holds goes on in the sheet `Long texts`, and says so.

mod cells;

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::cells::{Long, Placed, Styles, clip, head_lines, heighten, is_count, lines};
use crate::{
    model::case::in_words_first,
    report::{
        Format,
        document::{Block, Document, Table, plain},
        formats::sheets::{free, names, shares},
    },
};

/// Rows of a sheet; a longer table goes on in a further sheet. Excel itself ends at 1,048,576.
const MOST_ROWS: usize = 1_000_000;
/// Columns of a sheet; Excel itself ends at 16,384.
const MOST_COLUMNS: usize = 16_000;
/// Characters that the columns of a sheet share.
const WIDTH: u32 = 150;
/// Width of the sheet `About`.
const ABOUT: u32 = 95;
/// The head that comes before those of a table of which there are several.
const UNDER: &str = "Under";

/// See the module.
#[derive(Debug)]
pub struct Xlsx;

impl Format for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn title(&self) -> &'static str {
        "Excel"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&workbook(document).map_err(io::Error::other)?)
    }
}

/// A sheet to be: its name, and the tables on it, each with the heading that it stands under.
struct Plan<'a> {
    name: String,
    /// What the headings are over the first column: `Agency`.
    under: String,
    tables: Vec<(&'a str, &'a Table)>,
}

impl Plan<'_> {
    /// Days of its rows; nothing when several tables share the sheet.
    fn days(&self) -> &[(NaiveDate, NaiveDate)] {
        match self.tables.as_slice() {
            [(_, table)] if table.days.len() == table.rows.len() => &table.days,
            _ => &[],
        }
    }
}

fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let (mut taken, styles, mut long) = (BTreeSet::new(), Styles::new(), Long::default());
    taken.extend(["about", "history", "long texts"].map(str::to_owned));
    let plans = plans(document, &mut taken);
    let mut sheets = vec![about(document, &plans, &styles, &mut long)?];
    for plan in &plans {
        let rows: Vec<Placed<'_>> = plan
            .tables
            .iter()
            .flat_map(|(under, table)| table.rows.iter().map(move |row| (*under, row.as_slice())))
            .collect();
        let mut parts: Vec<&[_]> = rows.chunks(MOST_ROWS).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        for (at, part) in parts.into_iter().enumerate() {
            let name = match at {
                0 => plan.name.clone(),
                _ => free(&plan.name, &mut taken),
            };
            let mut sheet = empty_sheet(document, &name)?;
            let columns = fill(&mut sheet, plan, (&name, part), &styles, &mut long)?;
            let days = plan.days().chunks(MOST_ROWS).nth(at).unwrap_or_default();
            let columns = columns + dated(&mut sheet, columns, days, &styles)?;
            if let Some(last) = columns.checked_sub(1) {
                sheet.autofilter(0, 0, u32::try_from(part.len()).unwrap_or(u32::MAX), last)?;
            }
            sheets.push(sheet);
        }
    }
    if !long.is_empty() {
        let mut sheet = empty_sheet(document, "Long texts")?;
        long.fill(&mut sheet, &styles)?;
        sheets.push(sheet);
    }
    let mut book = Workbook::new();
    // A day that never changes: the same report gives the same bytes. When it was made stands on the sheet About.
    book.set_properties(
        &DocProperties::new()
            .set_title(clip(&document.title, 250))
            .set_author("Forewarned")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// Tables of one kind share a sheet: those with the same heads and no name of their own, and those whose names say so.
fn plans<'a>(document: &'a Document, taken: &mut BTreeSet<String>) -> Vec<Plan<'a>> {
    let mut plans: Vec<Plan<'a>> = Vec::new();
    let (mut names, mut under) = (names(document).into_iter(), "");
    for block in &document.blocks {
        match block {
            Block::Heading(_, words, _) => under = words,
            Block::Table(table) => {
                let name = names.next().unwrap_or_default();
                let same = plans
                    .iter_mut()
                    .find(|p| p.tables.first().is_some_and(|(_, t)| are_of_one_kind(t, table)));
                match same {
                    Some(plan) => plan.tables.push((under, table)),
                    None => plans.push(Plan {
                        name: free(table.kind().map_or(name.as_str(), |(kind, _)| kind), taken),
                        under: table.kind().map_or(UNDER, |(_, by)| by).to_owned(),
                        tables: vec![(under, table)],
                    }),
                }
            }
            _ => {}
        }
    }
    plans
}

fn are_of_one_kind(a: &Table, b: &Table) -> bool {
    let heads = |t: &'_ Table| t.head.iter().map(|(head, _)| head.clone()).collect::<Vec<_>>();
    let is_named_so = match (a.kind(), b.kind()) {
        (None, None) => a.name.is_empty() && b.name.is_empty(),
        (kind, other) => kind == other,
    };
    is_named_so && heads(a) == heads(b)
}

/// A sheet that prints on A4 landscape with the marking on each page.
fn empty_sheet(document: &Document, name: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    // Excel takes 255 characters for a whole header, and `&` for the start of a code.
    let words = |text: &str, most| clip(text, most).replace('&', "&&");
    let (marking, title) = (words(&document.marking, 60), words(&document.title, 60));
    sheet
        .set_name(name)?
        .set_paper_size(9)
        .set_landscape()
        .set_header(format!("&C&\"Arial,Bold\"{marking}"))
        .set_footer(format!("&L&8{title}&C&\"Arial,Bold\"{marking}&R&8Page &P of &N"));
    Ok(sheet)
}

/// Everything of the document that is no table, in order, with words that say where the tables are.
fn about(document: &Document, plans: &[Plan<'_>], styles: &Styles, long: &mut Long) -> Result<Worksheet, XlsxError> {
    let mut sheet = empty_sheet(document, "About")?;
    sheet.set_column_width(0, ABOUT)?;
    let mut about = vec![
        (document.title.clone(), &styles.title),
        (document.marking.clone(), &styles.strong),
    ];
    for block in &document.blocks {
        match block {
            Block::Heading(_, words, _) if *words == document.title => {}
            Block::Heading(_, words, _) => about.push((words.clone(), &styles.strong)),
            Block::Paragraph(line) | Block::Note(line) | Block::Quote(line) => about.push((plain(line), &styles.plain)),
            Block::List(items) => about.extend(items.iter().map(|i| (format!("• {}", plain(i)), &styles.plain))),
            Block::Table(table) => {
                let is_here = |p: &&Plan<'_>| p.tables.iter().any(|(_, t)| std::ptr::eq(*t, table));
                let name = plans.iter().find(is_here).map_or("", |p| &p.name);
                let words = format!("Sheet '{name}': {} ({} rows)", table.caption, table.rows.len());
                about.push((words, &styles.plain));
            }
            Block::Picture(_) => about.push((
                "The timeline picture is in the HTML and PDF forms of this report.".to_owned(),
                &styles.plain,
            )),
            Block::NewPage => {}
        }
    }
    for (row, (words, style)) in (0_u32..).zip(about) {
        // The title is in larger letters.
        heighten(&mut sheet, row, lines(&words, ABOUT).max(u32::from(row == 0) * 2))?;
        styles.write(&mut sheet, (row, 0), &long.within(&words, ("About", row, "")), style)?;
    }
    Ok(sheet)
}

fn fill(
    sheet: &mut Worksheet,
    plan: &Plan<'_>,
    (name, rows): (&str, &[Placed<'_>]),
    styles: &Styles,
    long: &mut Long,
) -> Result<u16, XlsxError> {
    let Some((_, first)) = plan.tables.first() else {
        return Ok(0);
    };
    let mut heads: Vec<&str> = first.head.iter().map(|(head, _)| head.as_str()).collect();
    let mut widths: Vec<u32> = shares(first).iter().map(|s| (s * WIDTH / 1000).clamp(9, 90)).collect();
    let shift = usize::from(plan.tables.len() > 1);
    let under = in_words_first(&plan.under);
    if shift > 0 {
        heads.insert(0, &under);
        widths.insert(0, 32);
    }
    for (at, (head, width)) in (0_u16..).zip(heads.iter().zip(&widths)) {
        sheet.set_column_width(at, *width)?;
        styles.write(sheet, (0, at), clip(head, 1000), &styles.head)?;
    }
    // Bold letters are wider, and the sign of the filter covers some: a head is given room for both.
    let high = heads
        .iter()
        .zip(&widths)
        .map(|(head, width)| head_lines(head, *width))
        .max();
    heighten(sheet, 0, high.unwrap_or(1))?;
    let counts: Vec<bool> = (0..heads.len())
        .map(|at| at.checked_sub(shift).is_some_and(|at| is_count(rows, at)))
        .collect();
    for (row, (under, cells)) in (1_u32..).zip(rows) {
        let place = (shift > 0).then(|| (*under).to_owned());
        let words = place.into_iter().chain(cells.iter().map(|c| plain(c)));
        let mut high = 1;
        for (at, words) in (0_u16..).zip(words.take(MOST_COLUMNS)) {
            high = high.max(lines(&words, widths.get(usize::from(at)).copied().unwrap_or(9)));
            let is_count = counts.get(usize::from(at)).copied().unwrap_or(false);
            match words.parse::<f64>() {
                Ok(number) if is_count => {
                    sheet.write_number_with_format(row, at, number, &styles.number)?;
                }
                _ => {
                    let head = heads.get(usize::from(at)).copied().unwrap_or_default();
                    let words = long.within(&words, (name, row, head));
                    styles.write(sheet, (row, at), &words, &styles.cell)?;
                }
            }
        }
        heighten(sheet, row, high)?;
    }
    sheet
        .set_freeze_panes(1, 0)?
        .set_repeat_rows(0, 0)?
        .set_print_fit_to_pages(1, 0);
    Ok(u16::try_from(heads.len().min(MOST_COLUMNS)).unwrap_or(u16::MAX))
}

/// First and last day of each row as days that a spreadsheet sorts and counts, in two columns after the others. How many columns it wrote.
fn dated(sheet: &mut Worksheet, at: u16, days: &[(NaiveDate, NaiveDate)], styles: &Styles) -> Result<u16, XlsxError> {
    if days.is_empty() {
        return Ok(0);
    }
    for (at, head) in (at..).zip(["First day (program)", "Last day (program)"]) {
        sheet.set_column_width(at, 12)?;
        styles.write(sheet, (0, at), head, &styles.head)?;
    }
    for (row, (from, to)) in (1_u32..).zip(days) {
        for (at, day) in (at..).zip([from, to]) {
            let parts = (
                u16::try_from(day.year()),
                u8::try_from(day.month()),
                u8::try_from(day.day()),
            );
            let known = match parts {
                (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
                _ => None,
            };
            match known {
                Some(known) => {
                    sheet.write_datetime_with_format(row, at, &known, &styles.day)?;
                }
                // Excel knows no day before 1900.
                None => styles.write(sheet, (row, at), &day.to_string(), &styles.cell)?,
            }
        }
    }
    Ok(2)
}
