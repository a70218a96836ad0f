//! The blank chronology as a workbook and as a Word document: what `model::template` holds, laid out to be filled in.

use std::io;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format as Style, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::{
    model::template::Template,
    report::{
        Format as _,
        document::{Block, Document, Inline, Table, text},
        formats::docx::Docx,
    },
};

/// Blank rows of the Word table.
const ROWS: usize = 30;
/// Rows of the sheet beside which a message says what belongs in the cell. No comments: they would come back with every file.
const GUARDED: u32 = 5_000;
/// Characters that the columns of the sheet share.
const WIDTH: f64 = 210.0;
/// Excel shows no longer message beside a cell.
const LONGEST_MESSAGE: usize = 250;

/// A blank chronology for one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank<'a> {
    /// Its words.
    pub template: &'a Template,
    /// The agency it is sent to; empty when it is to be written in.
    pub agency: &'a str,
    /// The period under review in words; empty when it is to be written in.
    pub period: &'a str,
    /// Protective marking of the form when it is filled in.
    pub marking: &'a str,
}

impl Blank<'_> {
    /// What is known of an answer before the form is sent: the agency and the period are the first two questions.
    fn answer(&self, at: usize) -> &str {
        match at {
            0 => self.agency,
            1 => self.period,
            _ => "",
        }
    }

    /// As a Word document.
    pub fn docx(&self) -> io::Result<Vec<u8>> {
        let template = self.template;
        let questions = template.questions.iter().enumerate().map(|(at, q)| {
            let mut asked = vec![Inline::Strong(q.label.clone())];
            if !q.help.is_empty() {
                asked.extend([Inline::Break, Inline::Small(q.help.clone())]);
            }
            vec![asked, text(self.answer(at))]
        });
        let columns: Vec<(String, u8)> = template.columns.iter().map(|c| (c.heading.clone(), c.width)).collect();
        let blank = vec![vec![Vec::new(); columns.len()]; ROWS];
        let document = Document {
            title: template.title.clone(),
            marking: self.marking.to_owned(),
            blocks: vec![
                Block::Heading(1, template.title.clone(), None),
                Block::Note(text(template.purpose.clone())),
                Block::Heading(2, template.instructions_heading.clone(), None),
                Block::List(template.instructions.iter().map(|i| text(i.clone())).collect()),
                Block::NewPage,
                Block::Table(Table {
                    head: vec![
                        (template.questions_heading.clone(), 40),
                        (template.answer_heading.clone(), 60),
                    ],
                    rows: questions.collect(),
                    ..Table::default()
                }),
                Block::NewPage,
                Block::Table(Table {
                    caption: template.chronology_heading.clone(),
                    head: columns,
                    rows: blank,
                    ..Table::default()
                }),
            ],
            ..Document::default()
        };
        let mut out = Vec::new();
        Docx.write(&document, &mut out)?;
        Ok(out)
    }

    /// As a workbook: a sheet of instructions and questions, and the chronology.
    pub fn xlsx(&self) -> io::Result<Vec<u8>> {
        self.workbook().map_err(io::Error::other)
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // A day that never changes: the same form gives the same bytes.
        book.set_properties(
            &DocProperties::new()
                .set_title(&self.template.title)
                .set_author("Forewarned")
                .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
        );
        book.push_worksheet(self.instructions()?);
        book.push_worksheet(self.chronology()?);
        book.save_to_buffer()
    }

    fn sheet(&self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        let marking: String = self.marking.replace('&', "&&").chars().take(100).collect();
        sheet
            .set_name(name)?
            .set_paper_size(9)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_header(format!("&C&\"Arial,Bold\"{marking}"))
            .set_footer(format!("&L&8&A&C&\"Arial,Bold\"{marking}&R&8Page &P of &N"));
        Ok(sheet)
    }

    fn instructions(&self) -> Result<Worksheet, XlsxError> {
        let template = self.template;
        let mut sheet = self.sheet(&template.instructions_heading)?;
        sheet
            .set_column_width(0, 60)?
            .set_column_width(1, 70)?
            .set_column_width(2, 50)?;
        let (plain, strong) = (words(), words().set_bold());
        let (ruled, head) = (ruled(), ruled().set_bold().set_background_color(0x00e8_ecef));
        sheet.write_string_with_format(0, 0, &template.title, &words().set_bold().set_font_size(16))?;
        sheet.set_row_height(0, 24)?;
        let mut row = 1;
        let across = |sheet: &mut Worksheet, row: u32, line: &str, style: &Style| -> Result<u32, XlsxError> {
            // Joined cells keep no height of their own: one line for so many characters.
            let lines = u32::try_from(line.chars().count() / 135 + 1).unwrap_or(1);
            sheet.merge_range(row, 0, row, 1, line, style)?;
            sheet.set_row_height(row, 14 * lines)?;
            Ok(row + 1)
        };
        row = across(&mut sheet, row, &template.purpose, &plain)?;
        row = across(&mut sheet, row, &template.instructions_heading, &strong)?;
        for line in &template.instructions {
            row = across(&mut sheet, row, line, &plain)?;
        }
        row += 1;
        sheet.write_string_with_format(row, 0, &template.questions_heading, &head)?;
        sheet.write_string_with_format(row, 1, &template.answer_heading, &head)?;
        for (at, question) in template.questions.iter().enumerate() {
            row += 1;
            sheet.write_string_with_format(row, 0, &question.label, &ruled.clone().set_bold())?;
            sheet.write_string_with_format(row, 1, self.answer(at), &ruled.clone().set_num_format("@"))?;
            if !question.help.is_empty() {
                sheet.write_string_with_format(row, 2, &question.help, &plain)?;
            }
        }
        Ok(sheet)
    }

    fn chronology(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(&self.template.chronology_heading)?;
        let head = ruled().set_bold().set_background_color(0x00e8_ecef);
        // Every cell is text, so that no program turns a day round or makes a number of a Ref.
        let cell = words().set_num_format("@");
        for (at, column) in (0_u16..).zip(&self.template.columns) {
            sheet.set_column_width(at, (f64::from(column.width) * WIDTH / 100.0).max(9.0))?;
            sheet.set_column_format(at, &cell)?;
            sheet.write_string_with_format(0, at, &column.heading, &head)?;
            let message: String = column.help.chars().take(LONGEST_MESSAGE).collect();
            let title: String = column.heading.chars().take(32).collect();
            let guard = DataValidation::new()
                .allow_any_value()
                .set_input_title(title)?
                .set_input_message(message)?;
            sheet.add_data_validation(0, at, GUARDED, at, &guard)?;
        }
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(sheet)
    }
}

fn words() -> Style {
    Style::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_name("Arial")
        .set_font_size(10)
}

fn ruled() -> Style {
    words().set_border(FormatBorder::Thin).set_border_color(0x00b1_b7bc)
}
