//! *Words* of a paragraph: what Word shows, what a tracked change took away or put in, what is hidden, and what is no text at all.

use quick_xml::events::BytesStart;

use super::{
    blocks::{Block, Paragraph, note, struck_through},
    package::attribute,
    story::{Item, Shared},
};
use crate::import::contents::Remark;

/// A paragraph of a cell that is no longer than this may be a day or a name: nothing is put beside it.
const SHORT: usize = 40;
/// Changes, fields or comments that may be open at once in a paragraph.
const OPEN: usize = 64;
/// Words to which a comment is tied, as far as the remark shows them.
const SHOWN: usize = 200;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    style: String,
    list: Option<(Option<String>, usize)>,
    /// True while words are read that Word does not show.
    pub(super) is_hidden: bool,
    hidden: String,
    /// True while words are read that are struck through.
    pub(super) is_struck: bool,
    struck: String,
    /// Tracked changes that are open, the innermost last.
    changes: Vec<Change>,
    /// The last one, which may go on in the next run.
    done: Option<Change>,
    pub(super) fields: Vec<Field>,
    /// Comments whose words are being read.
    anchors: Vec<(String, String)>,
    footnotes: Vec<String>,
    /// Text boxes that hang on it.
    pub(super) after: Vec<Block>,
    drop_down: (usize, Vec<String>),
    pub(super) is_checked: bool,
    notes: Vec<Remark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    is_deletion: bool,
    /// `inserted`, `deleted`, `moved here`, `moved away`.
    how: &'static str,
    author: String,
    date: String,
    words: String,
}

/// A field: words that Word works out, such as the number of the page.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    is_result: bool,
}

impl Field {
    pub(super) fn simple(instruction: String) -> Self {
        Self {
            instruction,
            is_result: true,
        }
    }

    /// Numbers of pages are of this copy of the file, not of what it tells.
    fn counts_pages(&self) -> bool {
        let name = self.instruction.split_whitespace().next().unwrap_or_default();
        self.is_result && ["PAGE", "NUMPAGES", "SECTIONPAGES"].contains(&name.to_ascii_uppercase().as_str())
    }
}

/// A property that is there is on, unless it says otherwise.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}

/// Who changed something and when, as a file says it.
fn by_whom(author: &str, date: &str) -> String {
    let author = if author.trim().is_empty() {
        "somebody unnamed"
    } else {
        author
    };
    if date.is_empty() {
        format!("by {author}")
    } else {
        format!("by {author} on {}", date.replace('T', " ").trim_end_matches('Z'))
    }
}

/// A row that a tracked change put in or took away.
pub(super) fn whole_row_changed(e: &BytesStart<'_>, is_deleted: bool) -> Remark {
    let whom = by_whom(
        &attribute(e, "author").unwrap_or_default(),
        &attribute(e, "date").unwrap_or_default(),
    );
    let (what, next) = if is_deleted {
        (
            format!("the whole row was deleted {whom} (tracked change) and was not read"),
            "ask the agency why; if the row is to count, reject the change in Word and import the copy",
        )
    } else {
        (
            format!("the whole row was inserted {whom} (tracked change) and was read"),
            "ask the agency whether it was there from the first",
        )
    };
    note(what, "", next)
}

impl Words {
    pub(super) fn write(&mut self, words: &str) {
        if self.fields.iter().any(Field::counts_pages) {
            return;
        }
        let mut is_deleted = false;
        if let Some(change) = self.changes.last_mut() {
            change.words.push_str(words);
        }
        is_deleted |= self.changes.iter().any(|c| c.is_deletion);
        if is_deleted {
            return;
        }
        if self.is_hidden {
            self.hidden.push_str(words);
        }
        if self.is_struck {
            self.struck.push_str(words);
        } else if !self.struck.is_empty() && !self.struck.ends_with('…') && !words.trim().is_empty() {
            // What stands between two of them is left out of the remark.
            self.struck.push('…');
        }
        for (_, anchor) in &mut self.anchors {
            if anchor.len() < SHOWN {
                anchor.push_str(words);
            }
        }
        self.text.push_str(words);
    }

    pub(super) fn instruction(&mut self, words: &str) {
        if let Some(field) = self.fields.last_mut() {
            field.instruction.push_str(words);
        }
    }

    pub(super) fn new_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A tracked change begins. False when too many are open in one another for another to be told apart.
    pub(super) fn tracked(&mut self, e: &BytesStart<'_>) -> bool {
        if self.changes.len() >= OPEN {
            return false;
        }
        let name = e.local_name();
        let (is_deletion, how) = match name.into_inner() {
            "del" => (true, "deleted"),
            "moveFrom" => (true, "moved away"),
            "moveTo" => (false, "moved here"),
            _ => (false, "inserted"),
        };
        self.changes.push(Change {
            is_deletion,
            how,
            author: attribute(e, "author").unwrap_or_default(),
            date: attribute(e, "date").unwrap_or_default(),
            words: String::new(),
        });
        true
    }

    pub(super) fn open_field(&mut self, field: Field) {
        if self.fields.len() < OPEN {
            self.fields.push(field);
        }
    }

    pub(super) fn tracked_ends(&mut self) {
        let Some(change) = self.changes.pop() else {
            return;
        };
        // Word cuts one change into many runs; they are told as one.
        match &mut self.done {
            Some(last) if (last.how, &last.author, &last.date) == (change.how, &change.author, &change.date) => {
                last.words.push_str(&change.words);
            }
            _ => {
                self.say_change();
                self.done = Some(change);
            }
        }
    }

    fn say_change(&mut self) {
        let Some(change) = self.done.take().filter(|c| !c.words.trim().is_empty()) else {
            return;
        };
        let whom = by_whom(&change.author, &change.date);
        let (read, next) = if change.is_deletion {
            (
                "not read",
                "ask the agency why; if they are to count, reject the change in Word and import the copy",
            )
        } else {
            ("read as text", "ask the agency whether they were there from the first")
        };
        let what = format!(
            "these words were {} {whom} (tracked change) and were {read}",
            change.how
        );
        self.notes.push(note(what, &change.words, next));
    }

    /// What is said of the paragraph itself: its style, and the list that it is in.
    pub(super) fn property(&mut self, e: &BytesStart<'_>) {
        let value = attribute(e, "val").unwrap_or_default();
        let name = e.local_name();
        match name.into_inner() {
            "pStyle" => self.style = value,
            "numId" => self.list.get_or_insert_default().0 = Some(value),
            "ilvl" => self.list.get_or_insert_default().1 = value.parse().unwrap_or(0),
            _ => {}
        }
    }

    /// Anything else inside a paragraph that stands for words, or for what is no words.
    pub(super) fn element(&mut self, e: &BytesStart<'_>, shared: &mut Shared) {
        let name = e.local_name();
        let value = |name: &str| attribute(e, name).unwrap_or_default();
        match name.into_inner() {
            "tab" | "ptab" => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.write(&symbol(&value("font"), &value("char"))),
            "fldChar" => self.field(&value("fldCharType")),
            "checked" => self.is_checked = is_on(attribute(e, "val").as_deref()),
            "default" => self.is_checked |= value("val") == "1",
            "result" => self.drop_down.0 = value("val").parse().unwrap_or(0),
            "listEntry" => self.drop_down.1.push(value("val")),
            "footnoteReference" => self.footnote(shared.footnotes.get_mut(&value("id"))),
            "endnoteReference" => self.footnote(shared.endnotes.get_mut(&value("id"))),
            "commentRangeStart" if self.anchors.len() < OPEN => self.anchors.push((value("id"), String::new())),
            "commentReference" => self.comment(&value("id"), shared),
            "blip" | "imagedata" => {
                shared.pictures += 1;
                let what = format!("picture {} holds no text that can be read", shared.pictures);
                let next = "look at it in the original; if it tells of an event, type it into the chronology";
                self.notes.push(note(what, "", next));
            }
            "OLEObject" => {
                let what = format!(
                    "an object of another program ({}) is embedded and was not read",
                    value("ProgID")
                );
                let next = "open it in Word, save it as a file of its own and import that";
                self.notes.push(note(what, "", next));
            }
            "chart" | "relIds" => {
                let what = "a chart or diagram was not read".to_owned();
                self.notes.push(note(what, "", "look at it in the original"));
            }
            other => self.notes.extend(super::blocks::drawn(other, &value)),
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.open_field(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                }
            }
            _ => {
                let ended = self.fields.pop().unwrap_or_default();
                let (chosen, entries) = std::mem::take(&mut self.drop_down);
                if ended.instruction.contains("FORMDROPDOWN")
                    && let Some(entry) = entries.get(chosen)
                {
                    self.write(entry);
                }
            }
        }
    }

    pub(super) fn check_box_ends(&mut self) {
        let mark = if self.is_checked { "[x]" } else { "[ ]" };
        self.is_checked = false;
        self.write(mark);
    }

    fn footnote(&mut self, item: Option<&mut Item>) {
        // A note that is referred to again is told where it is first.
        if let Some(item) = item.filter(|i| !i.is_used) {
            item.is_used = true;
            self.footnotes.push(item.text.trim().to_owned());
        }
    }

    fn comment(&mut self, id: &str, shared: &mut Shared) {
        let at = self.anchors.iter().rposition(|(anchor, _)| anchor == id);
        let words = at.map(|at| self.anchors.remove(at).1).unwrap_or_default();
        if let Some(item) = shared.comments.get_mut(id).filter(|i| !i.is_used) {
            item.is_used = true;
            self.notes.push(comment(item, &words));
        }
    }

    /// The paragraph, and the text boxes that hang on it.
    pub(super) fn finish(mut self, shared: &mut Shared, is_in_cell: bool) -> Vec<Block> {
        while !self.changes.is_empty() {
            self.tracked_ends();
        }
        self.say_change();
        if !self.hidden.trim().is_empty() {
            let what = "these words are hidden in Word and were read as text".to_owned();
            let next = "ask the agency why they are hidden";
            self.notes.push(note(what, &self.hidden, next));
        }
        let struck = self.struck.trim_end_matches('…').trim();
        if !struck.is_empty() {
            self.notes.push(struck_through(struck));
        }
        let keeps_apart = is_in_cell && self.text.trim().len() <= SHORT;
        for footnote in std::mem::take(&mut self.footnotes) {
            if keeps_apart {
                let what = format!("'{}' has a footnote", self.text.trim());
                self.notes.push(note(what, &footnote, "read it beside the entry"));
            } else {
                self.text.push_str(" [footnote: ");
                self.text.push_str(&footnote);
                self.text.push(']');
            }
        }
        let list = self.list.take().map(|(list, level)| (list.unwrap_or_default(), level));
        let is_number = list.is_some() || !self.style.is_empty();
        let is_blank = self.text.trim().is_empty();
        if is_number && (is_in_cell || !is_blank) {
            let label = shared.numbering.label(list.filter(|(l, _)| !l.is_empty()), &self.style);
            if is_blank {
                self.text = label;
            } else if !label.is_empty() && !keeps_apart {
                self.text = format!("{label} {}", self.text);
            }
        }
        let paragraph = Paragraph {
            is_heading: shared.numbering.is_heading(&self.style),
            text: self.text,
            notes: self.notes,
        };
        std::iter::once(Block::Paragraph(paragraph)).chain(self.after).collect()
    }
}

/// What is said of a comment.
pub(super) fn comment(item: &Item, words: &str) -> Remark {
    let whom = by_whom(&item.author, &item.date);
    let on = match words.trim() {
        "" => String::new(),
        words => format!(" on '{words}'"),
    };
    let what = format!("a comment {whom}{on} is no part of the text and was not read as an entry");
    note(what, &item.text, "read it beside the entry")
}

/// A sign of a font of signs. Ticks and crosses tell something, so the usual ones are put into words of Unicode.
fn symbol(font: &str, code: &str) -> String {
    let at = u32::from_str_radix(code, 16).unwrap_or(0);
    let known = match (font.to_ascii_lowercase().as_str(), at & 0xFF) {
        ("wingdings", 0xFC) => "✓",
        ("wingdings", 0xFB) => "✗",
        ("wingdings", 0xFE) => "☑",
        ("wingdings", 0xFD | 0x78) => "☒",
        ("wingdings", 0x6F | 0xA8) => "☐",
        ("wingdings", 0xE0 | 0xE8) => "→",
        ("symbol", 0xB7) => "•",
        ("symbol", 0xB3) => "≥",
        ("symbol", 0xA3) => "≤",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    match char::from_u32(at) {
        Some(c) if at != 0 && !(0xF000..=0xF0FF).contains(&at) => c.to_string(),
        _ => format!("[symbol {code} of {font}]"),
    }
}
