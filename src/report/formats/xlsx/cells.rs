//! Cells of a workbook: how they look, what may be a number, and where words go that are too long for one.

use std::borrow::Cow;

use rust_xlsxwriter::{Format as Style, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::report::{
    document::{Inline, plain},
    formats::sheets::visible,
};

/// Excel holds 32,767 characters in a cell; the rest is room for the words that say where the text goes on.
const LONGEST_CELL: usize = 32_500;

/// A row, with the heading that it stands under.
pub(super) type Placed<'a> = (&'a str, &'a [Vec<Inline>]);

/// The looks of cells.
pub(super) struct Styles {
    pub(super) title: Style,
    pub(super) strong: Style,
    pub(super) plain: Style,
    pub(super) head: Style,
    pub(super) cell: Style,
    pub(super) number: Style,
    pub(super) day: Style,
}

impl Styles {
    pub(super) fn new() -> Self {
        let words = || {
            Style::new()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_font_name("Arial")
                .set_font_size(10)
        };
        let ruled = || words().set_border(FormatBorder::Thin).set_border_color(0x00b1_b7bc);
        Self {
            title: words().set_bold().set_font_size(16),
            strong: words().set_bold().set_font_size(11),
            plain: words(),
            head: ruled().set_bold().set_background_color(0x00e8_ecef),
            cell: ruled(),
            number: ruled().set_align(FormatAlign::Right),
            day: ruled().set_align(FormatAlign::Right).set_num_format("dd/mm/yyyy"),
        }
    }

    /// Writes words as words. Those that a program could take for a formula get Excel's own sign for text, so that they
    /// stay words when somebody edits the cell.
    #[allow(clippy::unused_self, reason = "the looks and the way of writing belong together")]
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        words: &str,
        style: &Style,
    ) -> Result<(), XlsxError> {
        let words = visible(words);
        if words.trim_start().starts_with(['=', '+', '-', '@']) {
            let quoted = style.clone().set_quote_prefix();
            sheet.write_string_with_format(row, column, words, &quoted)?;
        } else if words.is_empty() {
            sheet.write_blank(row, column, style)?;
        } else {
            sheet.write_string_with_format(row, column, words, style)?;
        }
        Ok(())
    }
}

/// Whole texts of cells that hold only their beginning.
#[derive(Default)]
pub(super) struct Long(Vec<(String, u32, String, String)>);

impl Long {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words themselves, or as many as a cell holds with a note that says where all of them are.
    pub(super) fn within<'w>(&mut self, words: &'w str, (sheet, row, head): (&str, u32, &str)) -> Cow<'w, str> {
        // A character is at least as many bytes as it counts for in Excel.
        if words.len() <= LONGEST_CELL || words.encode_utf16().count() <= LONGEST_CELL {
            return words.into();
        }
        self.0
            .push((sheet.to_owned(), row + 1, head.to_owned(), words.to_owned()));
        format!(
            "{} … [goes on: the whole text of {} characters is number {} of the sheet 'Long texts']",
            clip(words, LONGEST_CELL),
            words.chars().count(),
            self.0.len()
        )
        .into()
    }

    /// Writes the whole texts, each in as many rows as it needs.
    pub(super) fn fill(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        let heads = [
            ("Number", 9),
            ("Sheet", 20),
            ("Row", 9),
            ("Column", 20),
            ("Part", 9),
            ("Text", 90),
        ];
        for (at, (head, width)) in (0_u16..).zip(heads) {
            sheet.set_column_width(at, width)?;
            styles.write(sheet, (0, at), head, &styles.head)?;
        }
        let mut row = 0;
        for (number, (of, place, head, words)) in (1_u32..).zip(&self.0) {
            let (mut rest, mut part) = (words.as_str(), 0_u32);
            while !rest.is_empty() {
                let piece = clip(rest, LONGEST_CELL);
                rest = rest.get(piece.len()..).unwrap_or_default();
                (row, part) = (row + 1, part + 1);
                let cells = [
                    number.to_string(),
                    of.clone(),
                    place.to_string(),
                    head.clone(),
                    part.to_string(),
                ];
                for (at, cell) in (0_u16..).zip(&cells) {
                    styles.write(sheet, (row, at), cell, &styles.cell)?;
                }
                styles.write(sheet, (row, 5), piece, &styles.cell)?;
            }
        }
        sheet
            .set_freeze_panes(1, 0)?
            .set_repeat_rows(0, 0)?
            .set_print_fit_to_pages(1, 0);
        sheet.autofilter(0, 0, row, 5)?;
        Ok(())
    }
}

/// Height of a line of words, in points.
const LINE: u32 = 14;
/// Excel has no higher row; what does not fit is seen when the cell is opened.
const HIGHEST: u32 = 406;

/// Lines that words need in a column of this width. Not every program works the height of rows out for itself, and too high
/// is better than words that cannot be seen.
pub(super) fn lines(words: &str, width: u32) -> u32 {
    // A column is measured in noughts, which are wider than most letters; words that do not fit take room on the next line.
    let width = (usize::try_from(width).unwrap_or(1) * 10 / 9).max(1);
    let lines: usize = words
        .split('\n')
        .map(|l| l.chars().count().div_ceil(width).max(1))
        .sum();
    u32::try_from(lines).unwrap_or(HIGHEST)
}

/// Lines that a head needs: words are kept whole, bold letters are wider, and the sign of the filter covers about three of them.
pub(super) fn head_lines(head: &str, width: u32) -> u32 {
    let room = usize::try_from(width).unwrap_or(1).saturating_sub(3).max(4);
    let (mut lines, mut filled) = (1, 0);
    for word in head.split_whitespace().map(|w| w.chars().count()) {
        let is_first = filled == 0;
        if !is_first && filled + 1 + word > room {
            (lines, filled) = (lines + 1, 0);
        }
        filled += word + usize::from(filled > 0);
        lines += u32::try_from((filled - 1) / room).unwrap_or(0);
        filled = (filled - 1) % room + 1;
    }
    lines
}

/// Makes a row high enough for so many lines.
pub(super) fn heighten(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, lines.saturating_mul(LINE).min(HIGHEST))?;
    }
    Ok(())
}

/// As many characters of the words as count for no more than this in Excel.
pub(super) fn clip(words: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in words.char_indices() {
        units += c.len_utf16();
        if units > most {
            return words.get(..at).unwrap_or(words);
        }
    }
    words
}

/// Is every cell of the column a whole number such as people count with? `007` is a name.
pub(super) fn is_count(rows: &[Placed<'_>], at: usize) -> bool {
    let counts = |words: &str| {
        let digits = words.bytes().all(|b| b.is_ascii_digit());
        digits && (1..=15).contains(&words.len()) && (words == "0" || !words.starts_with('0'))
    };
    !rows.is_empty()
        && rows
            .iter()
            .all(|(_, row)| row.get(at).is_some_and(|cell| counts(&plain(cell))))
}
