//! *Walk*: once through a part of a Word file, from its XML into blocks.
//!
//! It never calls itself, however deep the file nests: what is open lies on two stacks. What it does not know it walks
//! through, so that words inside count all the same; formatting as it was before a change is passed over.

use quick_xml::events::{BytesStart, Event};

use super::{
    blocks::{Table, TableCell, TableRow, flat, note},
    frames::Frame,
    package::{attribute, events, reference, without_marks},
    story::{Item, Shared, Story},
    words::{Field, Words},
};
use crate::import::contents::Remark;

/// Tables and text boxes inside one another are told apart no deeper than this.
const DEEPEST: usize = 48;
/// The same is not said of a part more often.
const MANY: usize = 50;

/// What an open element is, for when it closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Other,
    /// A frame that was put up for it comes down with it.
    Framed,
    Item,
    Skipped,
    Paragraph,
    ParagraphProps,
    Run,
    RunProps,
    RowProps,
    Text,
    Instruction,
    Tracked,
    SimpleField,
    CheckBox,
    Choice,
    Alternate(usize),
}

/// Walks through a part.
pub(super) fn walk(xml: &str, shared: &mut Shared) -> Story {
    let mut walker = Walker {
        shared,
        frames: vec![Frame::Story(Vec::new())],
        open: Vec::new(),
        story: Story::default(),
        item: (String::new(), Item::default()),
        written: 0,
        stray: String::new(),
    };
    let broken = events(xml, |event| walker.event(event));
    while walker.frames.len() > 1 {
        walker.close_frame();
    }
    if let Some(byte) = broken {
        let what = format!("the text is damaged: it can be read no further than byte {byte} of its part");
        let next = "open the file in Word, let Word repair it, and compare what follows the last entry";
        let rest = usize::try_from(byte)
            .ok()
            .and_then(|at| xml.get(at..))
            .unwrap_or_default();
        walker.story.notes.push(Remark {
            lost: true,
            ..note(what, &without_marks(rest), next)
        });
    }
    if !walker.stray.trim().is_empty() {
        let what = "words stand where Word allows none, and were not read as entries".to_owned();
        let stray = note(what, &walker.stray, "compare them with the original");
        walker.story.notes.push(Remark { lost: true, ..stray });
    }
    if let Some(Frame::Story(blocks)) = walker.frames.pop() {
        walker.story.blocks = blocks;
    }
    walker.story
}

struct Walker<'s> {
    shared: &'s mut Shared,
    frames: Vec<Frame>,
    open: Vec<Open>,
    story: Story,
    item: (String, Item),
    /// Bytes of text so far: tells whether the first way of showing a drawing held any.
    written: usize,
    stray: String,
}

impl Walker<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(e) => {
                let open = self.start(&e);
                self.open.push(open);
            }
            Event::Empty(e) => {
                let open = self.start(&e);
                self.open.push(open);
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) if self.takes_text() => match reference(&name) {
                Ok(c) => self.text(c.encode_utf8(&mut [0; 4])),
                Err(unknown) => {
                    self.text(&unknown);
                    let what = format!("{unknown} stands for something outside the text, which is never looked up");
                    let next = "compare the place with the original";
                    if self.story.notes.len() < MANY {
                        self.story.notes.push(note(what, &unknown, next));
                    }
                }
            },
            _ => {}
        }
    }

    fn takes_text(&self) -> bool {
        matches!(self.open.last(), Some(Open::Text | Open::Instruction))
    }

    fn text(&mut self, text: &str) {
        if !self.takes_text() {
            return;
        }
        self.written += text.len();
        let is_instruction = self.open.last() == Some(&Open::Instruction);
        match self.words() {
            Some(words) if is_instruction => words.instruction(text),
            Some(words) => words.write(text),
            None if is_instruction => {}
            None => self.stray.push_str(text),
        }
    }

    fn words(&mut self) -> Option<&mut Words> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(words)) => Some(words),
            _ => None,
        }
    }

    fn within(&self, kind: Open) -> bool {
        self.open.iter().rev().take(4).any(|o| *o == kind)
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Open {
        if self.open.last() == Some(&Open::Skipped) {
            return Open::Skipped;
        }
        let name = e.local_name();
        match name.into_inner() {
            "t" | "delText" => Open::Text,
            "instrText" | "delInstrText" => Open::Instruction,
            "rPrChange" | "pPrChange" | "tblPrChange" | "tblGridChange" | "sectPrChange" | "trPrChange"
            | "tcPrChange" | "tblPrExChange" | "numberingChange" => Open::Skipped,
            "Fallback" => self.fallback(),
            "AlternateContent" => Open::Alternate(self.written),
            "tbl" | "tr" | "tc" | "p" | "txbxContent" | "footnote" | "endnote" | "comment" => self.structure(e),
            "ins" | "del" | "moveFrom" | "moveTo" => self.tracked(e),
            _ if matches!(self.open.last(), Some(Open::RowProps)) || self.is_cell_property(e) => {
                self.table_property(e);
                Open::Other
            }
            "trPr" => Open::RowProps,
            _ => match self.words() {
                Some(_) => self.inside_paragraph(e),
                None => self.joined_document(e),
            },
        }
    }

    /// A drawing is often there twice, for newer and for older programs: the second is read only when the first held no text.
    fn fallback(&self) -> Open {
        match self.open.last() {
            Some(Open::Alternate(before)) if *before < self.written => Open::Skipped,
            _ => Open::Choice,
        }
    }

    fn joined_document(&mut self, e: &BytesStart<'_>) -> Open {
        if matches!(e.local_name().into_inner(), "altChunk" | "subDoc") {
            let what = "another document is joined in and was not read".to_owned();
            let next =
                "open the file in Word and save it again, so that it becomes part of the text, and import the copy";
            self.story.notes.push(Remark {
                lost: true,
                ..note(what, "", next)
            });
        }
        Open::Other
    }

    fn structure(&mut self, e: &BytesStart<'_>) -> Open {
        let name = e.local_name();
        let frame = match (name.into_inner(), self.frames.last()) {
            ("tbl", Some(Frame::Story(_) | Frame::Cell(..))) if self.frames.len() < DEEPEST => {
                Frame::Table(Table::default())
            }
            ("tr", Some(Frame::Table(_))) => Frame::Row(TableRow::default()),
            ("tc", Some(Frame::Row(_))) => {
                let cell = TableCell {
                    span: 1,
                    ..TableCell::default()
                };
                Frame::Cell(cell, Vec::new())
            }
            ("p", Some(Frame::Story(_) | Frame::Cell(..))) => Frame::Paragraph(Box::default()),
            ("p", Some(Frame::Paragraph(_))) => {
                // Too deep, or a text box in a place of its own: its words are lines of the paragraph that holds it.
                if let Some(words) = self.words() {
                    words.new_line();
                }
                return Open::Other;
            }
            ("txbxContent", Some(Frame::Paragraph(_) | Frame::Story(_) | Frame::Cell(..)))
                if self.frames.len() < DEEPEST =>
            {
                Frame::Story(Vec::new())
            }
            ("footnote" | "endnote" | "comment", Some(Frame::Story(_))) if self.frames.len() == 1 => {
                let item = Item {
                    author: attribute(e, "author").unwrap_or_default(),
                    date: attribute(e, "date").unwrap_or_default(),
                    ..Item::default()
                };
                self.item = (attribute(e, "id").unwrap_or_default(), item);
                self.frames.push(Frame::Story(Vec::new()));
                return Open::Item;
            }
            ("tbl" | "txbxContent", _) if self.frames.len() >= DEEPEST => {
                let what = "tables or text boxes are nested so deep that they were read as plain text".to_owned();
                if self.story.notes.iter().take(MANY).all(|n| n.what != what) {
                    self.story
                        .notes
                        .push(note(what, "", "compare the place with the original"));
                }
                return Open::Other;
            }
            _ => return Open::Other,
        };
        let is_paragraph = matches!(frame, Frame::Paragraph(_));
        self.frames.push(frame);
        if is_paragraph { Open::Paragraph } else { Open::Framed }
    }

    fn tracked(&mut self, e: &BytesStart<'_>) -> Open {
        if self.open.last() == Some(&Open::RowProps) {
            let name = e.local_name();
            let is_deleted = name.into_inner() == "del";
            if let Some(Frame::Row(row)) = self.frames.last_mut() {
                row.is_deleted = is_deleted;
                row.notes.push(super::words::whole_row_changed(e, is_deleted));
            }
            return Open::Other;
        }
        // On the mark that ends a paragraph: nothing is written or taken away but the break.
        if self.within(Open::RunProps) || self.within(Open::ParagraphProps) {
            return Open::Other;
        }
        let is_told = self.words().is_some_and(|words| words.tracked(e));
        if is_told { Open::Tracked } else { Open::Other }
    }

    fn is_cell_property(&self, e: &BytesStart<'_>) -> bool {
        let name = e.local_name();
        matches!(self.frames.last(), Some(Frame::Cell(..) | Frame::Row(_)))
            && matches!(
                name.into_inner(),
                "gridSpan" | "vMerge" | "hMerge" | "cellIns" | "cellDel" | "gridBefore" | "tblHeader"
            )
    }

    fn table_property(&mut self, e: &BytesStart<'_>) {
        let value = attribute(e, "val");
        let count = value.as_deref().and_then(|v| v.parse::<usize>().ok()).unwrap_or(1);
        let name = e.local_name();
        match (name.into_inner(), self.frames.last_mut()) {
            ("gridBefore", Some(Frame::Row(row))) => row.before = count.min(1000),
            ("tblHeader", Some(Frame::Row(row))) => row.is_header = super::words::is_on(value.as_deref()),
            ("gridSpan", Some(Frame::Cell(cell, _))) => cell.span = count.clamp(1, 1000),
            ("vMerge", Some(Frame::Cell(cell, _))) => cell.from_above = value.as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn inside_paragraph(&mut self, e: &BytesStart<'_>) -> Open {
        let in_props = self.within(Open::ParagraphProps);
        let in_run_props = self.open.last() == Some(&Open::RunProps);
        let Some(Frame::Paragraph(words)) = self.frames.last_mut() else {
            return Open::Other;
        };
        let name = e.local_name();
        match name.into_inner() {
            "pPr" => Open::ParagraphProps,
            "r" => {
                (words.is_hidden, words.is_struck) = (false, false);
                Open::Run
            }
            "rPr" => Open::RunProps,
            _ if in_props => {
                words.property(e);
                Open::Other
            }
            "vanish" if in_run_props => {
                words.is_hidden = super::words::is_on(attribute(e, "val").as_deref());
                Open::Other
            }
            "strike" | "dstrike" if in_run_props => {
                words.is_struck |= super::words::is_on(attribute(e, "val").as_deref());
                Open::Other
            }
            "fldSimple" => {
                words.open_field(Field::simple(attribute(e, "instr").unwrap_or_default()));
                Open::SimpleField
            }
            "checkBox" => {
                words.is_checked = false;
                Open::CheckBox
            }
            _ => {
                words.element(e, self.shared);
                Open::Other
            }
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Framed | Open::Paragraph) => self.close_frame(),
            Some(Open::Item) => {
                // Frames that a damaged part left open come down first.
                while self.frames.len() > 2 {
                    self.close_frame();
                }
                if let Some(Frame::Story(blocks)) = self.frames.pop() {
                    let (id, mut item) = std::mem::take(&mut self.item);
                    item.text = flat(blocks, &mut self.story.notes);
                    self.story.items.insert(id, item);
                }
            }
            Some(Open::Tracked) => {
                if let Some(words) = self.words() {
                    words.tracked_ends();
                }
            }
            Some(Open::SimpleField) => {
                if let Some(words) = self.words() {
                    words.fields.pop();
                }
            }
            Some(Open::CheckBox) => {
                if let Some(words) = self.words() {
                    words.check_box_ends();
                }
            }
            Some(Open::Run) => {
                if let Some(words) = self.words() {
                    (words.is_hidden, words.is_struck) = (false, false);
                }
            }
            _ => {}
        }
    }

    /// Takes the last frame down and puts what it holds into the one below.
    fn close_frame(&mut self) {
        let is_in_cell = self.frames.iter().rev().any(|f| matches!(f, Frame::Cell(..)));
        if let (Some(frame), Some(below)) = (self.frames.pop(), self.frames.last_mut()) {
            frame.settle(below, self.shared, is_in_cell);
        }
    }
}
