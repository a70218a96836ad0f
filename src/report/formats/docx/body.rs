//! The body of a Word document: blocks as paragraphs and tables, and the sections that turn pages on their side for wide tables.

use std::fmt::Write as _;

use super::{
    WORD, XML,
    lines::{escape, runs},
    picture,
};
use crate::report::{
    document::{Block, Document, Inline, Table},
    formats::{
        fitted::{Stretch, stretches},
        sheets::{length, lies_across, shares},
    },
    raster,
};

/// A table of so many columns stands on a page turned on its side.
const WIDE_FROM: usize = 5;
/// A heading no more than this many blocks before a wide part leads to it.
const LEAD: usize = 4;
/// Before the first wide part and between two, no more than this many other blocks stand on turned pages too, so that pages do not
/// turn to and fro.
const BETWEEN: usize = 8;
/// A row of no more lines is never split over two pages; a longer one may be, since some programs lose words of a row that is higher than
/// a page.
const SHORT_ROW: usize = 12;
/// Rows of one table. A longer one goes on in a further table, heads and all: word processors open many short tables in seconds, and a table
/// of ten thousand rows in no time that anybody waits.
const MOST_ROWS: usize = 200;
/// Word takes no longer name of a bookmark.
const LONGEST_BOOKMARK: usize = 40;

/// A page: width, height and margin in twentieths of a point.
pub(super) struct Page {
    width: u32,
    height: u32,
    margin: u32,
    footer: &'static str,
    turned: &'static str,
}

/// A4.
pub(super) const UPRIGHT: Page = Page {
    width: 11_906,
    height: 16_838,
    margin: 1_077,
    footer: "footer_upright",
    turned: "",
};
/// A4 on its side.
pub(super) const WIDE: Page = Page {
    width: 16_838,
    height: 11_906,
    margin: 964,
    footer: "footer_wide",
    turned: " w:orient=\"landscape\"",
};

impl Page {
    /// Width between the margins.
    pub(super) const fn text(&self) -> u32 {
        self.width - 2 * self.margin
    }

    /// Height that a picture may have.
    const fn room(&self) -> u32 {
        self.height - 4_000
    }

    fn properties(&self) -> String {
        let Self {
            width,
            height,
            margin,
            footer,
            turned,
        } = self;
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"default\" r:id=\"{footer}\"/>\
             <w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
             <w:pgMar w:top=\"1247\" w:right=\"{margin}\" w:bottom=\"1247\" w:left=\"{margin}\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr>"
        )
    }
}

/// The body as XML, and the pictures that it points at.
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) pictures: Vec<Vec<u8>>,
    bookmarks: usize,
    /// A new page is begun by the next paragraph.
    new_page: bool,
    /// A table has just ended, and no paragraph came after it yet.
    after_table: bool,
    /// Levels that headings move up, when the title is the only heading of the first level.
    up: u8,
}

impl Body {
    pub(super) fn of(document: &Document) -> Self {
        let first = document.blocks.first();
        let titled = matches!(first, Some(Block::Heading(1, words, _)) if *words == document.title);
        let rest = document.blocks.get(usize::from(titled)..).unwrap_or_default();
        let has_first = rest.iter().any(|b| matches!(b, Block::Heading(1, _, _)));
        let mut body = Self {
            xml: format!(
                "{XML}<w:document {WORD} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                 xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
                 xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                 xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>"
            ),
            pictures: Vec::new(),
            bookmarks: 0,
            new_page: false,
            after_table: false,
            up: u8::from(!has_first),
        };
        body.paragraph("Title", &[Inline::Text(document.title.clone())], None);
        let wide = wide(rest);
        let page = |is_wide: bool| if is_wide { &WIDE } else { &UPRIGHT };
        let mut before = wide.first().copied().unwrap_or(false);
        for (block, is_wide) in rest.iter().zip(&wide) {
            if *is_wide != before {
                // The section ends with a paragraph that takes no room to speak of. It is the only one after a table: with another
                // before it, a table that fills its page would be followed by an empty one.
                body.after_table = false;
                let _ = write!(
                    body.xml,
                    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{}</w:pPr></w:p>",
                    page(before).properties()
                );
                body.new_page = false;
                before = *is_wide;
            }
            body.block(block, page(*is_wide));
        }
        body.part_from_table();
        body.xml.push_str(&page(before).properties());
        body.xml.push_str("</w:body></w:document>");
        body
    }

    /// Two tables without a paragraph between them would become one, and a document does not end with a table.
    fn part_from_table(&mut self) {
        if std::mem::take(&mut self.after_table) {
            self.xml
                .push_str("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>");
        }
    }

    fn block(&mut self, block: &Block, page: &Page) {
        if !matches!(block, Block::NewPage) {
            self.part_from_table();
        }
        match block {
            Block::Heading(level, words, name) => {
                let level = level.saturating_sub(self.up).clamp(1, 4);
                let line = [Inline::Text(words.clone())];
                self.paragraph(&format!("Heading{level}"), &line, name.as_deref());
            }
            Block::Paragraph(line) => self.paragraph("Normal", line, None),
            Block::Note(line) => self.paragraph("Note", line, None),
            Block::Quote(line) => self.paragraph("Quote", line, None),
            Block::List(items) => {
                for item in items {
                    self.paragraph("ListBullet", item, None);
                }
            }
            Block::Table(table) => self.table(table, page),
            Block::Picture(svg) => self.picture(svg, page),
            Block::NewPage => self.new_page = true,
        }
    }

    fn paragraph(&mut self, style: &str, line: &[Inline], name: Option<&str>) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
        if std::mem::take(&mut self.new_page) {
            self.xml.push_str("<w:pageBreakBefore/>");
        }
        self.xml.push_str("</w:pPr>");
        if let Some(name) = name {
            self.bookmarks += 1;
            let _ = write!(
                self.xml,
                "<w:bookmarkStart w:id=\"{0}\" w:name=\"{1}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
                self.bookmarks,
                bookmark(name)
            );
        }
        runs(line, &mut self.xml);
        self.xml.push_str("</w:p>");
    }

    fn picture(&mut self, svg: &str, page: &Page) {
        if let Some((png, width, height)) = raster::png(svg, picture::DOTS) {
            self.pictures.push(png);
            let room = (page.text(), page.room());
            let words = picture::paragraph(self.pictures.len(), (width, height), room);
            self.xml.push_str(&words);
        } else {
            let words = "The timeline picture is in the HTML and PDF forms of this report.";
            self.paragraph("Normal", &[Inline::Text(words.to_owned())], None);
        }
    }

    fn table(&mut self, table: &Table, page: &Page) {
        for stretch in stretches(table, MOST_ROWS) {
            self.part_from_table();
            self.part(table, &stretch, page);
        }
    }

    /// A table, or some rows of one.
    fn part(&mut self, table: &Table, Stretch { caption, rows }: &Stretch<'_>, page: &Page) {
        if !caption.is_empty() {
            self.paragraph("Caption", &[Inline::Text(caption.to_string())], None);
        } else if self.new_page {
            self.paragraph("Caption", &[], None);
        }
        let widths: Vec<u32> = shares(table).iter().map(|s| s * page.text() / 1000).collect();
        if widths.is_empty() {
            return;
        }
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
            widths.iter().sum::<u32>()
        );
        if !caption.is_empty() {
            let _ = write!(self.xml, "<w:tblCaption w:val=\"{}\"/>", escape(caption));
        }
        self.xml.push_str("</w:tblPr><w:tblGrid>");
        for width in &widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml
            .push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for ((head, _), width) in table.head.iter().zip(&widths) {
            self.cell("TableHead", &[Inline::Text(head.clone())], *width);
        }
        self.xml.push_str("</w:tr>");
        for row in *rows {
            let is_short = row
                .iter()
                .zip(&widths)
                .all(|(cell, width)| height(cell, *width) <= SHORT_ROW);
            self.xml.push_str(if is_short {
                "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            } else {
                "<w:tr>"
            });
            let empty: &[Inline] = &[];
            for (at, width) in widths.iter().enumerate() {
                let is_last = at + 1 == widths.len();
                match row.get(at..).filter(|rest| is_last && rest.len() > 1) {
                    // More cells than heads: the last column holds all that is left, so that no word is dropped.
                    Some(rest) => {
                        let line: Vec<Inline> = rest.join(&Inline::Break);
                        self.cell("TableText", &line, *width);
                    }
                    None => self.cell("TableText", row.get(at).map_or(empty, Vec::as_slice), *width),
                }
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.after_table = true;
    }

    fn cell(&mut self, style: &str, line: &[Inline], width: u32) {
        let _ = write!(
            self.xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"
        );
        runs(line, &mut self.xml);
        self.xml.push_str("</w:p></w:tc>");
    }
}

/// Lines that a cell takes in a column of this width, in twentieths of a point.
fn height(cell: &[Inline], width: u32) -> usize {
    // A letter of nine points is about ninety of them wide.
    let letters = usize::try_from(width.saturating_sub(160) / 90).unwrap_or(1).max(1);
    let breaks = cell.iter().filter(|part| matches!(part, Inline::Break)).count();
    length(cell).div_ceil(letters) + breaks
}

/// Which blocks stand on turned pages: wide tables and pictures, the headings and words that lead to them, and what little is between two.
fn wide(blocks: &[Block]) -> Vec<bool> {
    let is_wide = |block: &Block| match block {
        Block::Table(table) => table.head.len() >= WIDE_FROM,
        Block::Picture(svg) => lies_across(svg),
        _ => false,
    };
    let mut out: Vec<bool> = blocks.iter().map(is_wide).collect();
    let wide: Vec<usize> = (0..out.len()).filter(|at| out.get(*at) == Some(&true)).collect();
    let mut turn = |from: usize, to: usize| {
        if let Some(part) = out.get_mut(from..to) {
            part.fill(true);
        }
    };
    let (mut last, mut free) = (None, 0);
    for at in wide {
        let from = lead(blocks, at).max(free);
        match last {
            None if from <= BETWEEN => turn(0, at),
            Some(last) if from.saturating_sub(last) <= BETWEEN => turn(last, at),
            _ => turn(from, at),
        }
        // Words that follow belong to it, up to the next heading, table or page.
        let is_words = |b: &Block| {
            matches!(
                b,
                Block::Paragraph(_) | Block::Note(_) | Block::Quote(_) | Block::List(_)
            )
        };
        let after = blocks.iter().skip(at + 1).take_while(|b| is_words(b)).count();
        free = at + 1 + after.min(BETWEEN);
        turn(at, free);
        last = Some(at);
    }
    out
}

/// The first of the headings that lead to this block, or the block itself.
fn lead(blocks: &[Block], at: usize) -> usize {
    let is_heading = |at: &usize| matches!(blocks.get(*at), Some(Block::Heading(..)));
    let is_apart = |at: &usize| matches!(blocks.get(*at), Some(Block::NewPage | Block::Table(_)));
    let near = (at.saturating_sub(LEAD)..at).rev().take_while(|at| !is_apart(at));
    let mut from = near.into_iter().find(is_heading).unwrap_or(at);
    while from.checked_sub(1).is_some_and(|before| is_heading(&before)) {
        from -= 1;
    }
    from
}

/// A name that Word takes for a bookmark.
fn bookmark(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let name: String = plain.take(LONGEST_BOOKMARK - 2).collect();
    format!("b_{name}")
}
