//! What an Excel sheet says beside the values of its cells: words with a line through them, rows and columns that are hidden,
//! words at the head and foot of the printed page.
//!
//! The sheet is read once more from its beginning to its end, and nothing of it is kept but this. Values are left to `xlsx`.

use std::{collections::BTreeMap, io::BufRead};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    workbook::sheets::{At, Sheet, place_of},
    xlsx::parts::{attribute, push_words},
};

/// Words with a line through them, by the number of the text that holds them.
pub(crate) type Struck = BTreeMap<usize, String>;

/// The shared texts in which some words have a line through them.
pub(crate) fn struck(xml: impl BufRead) -> Struck {
    let mut reader = Reader::from_reader(xml);
    let (mut out, mut number, mut runs, mut buffer) = (Struck::new(), 0, Runs::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::End(end)) if end.local_name().as_ref() == "si" => {
                if let Some(words) = runs.taken() {
                    out.insert(number, words);
                }
                number += 1;
            }
            // An empty text counts as well.
            Ok(Event::Empty(start)) if start.local_name().as_ref() == "si" => number += 1,
            Ok(Event::Eof) | Err(_) => return out,
            Ok(event) => runs.take(&event),
        }
    }
}

/// The runs of one text.
#[derive(Default)]
struct Runs {
    words: String,
    run: String,
    is_struck: bool,
    inside: bool,
}

impl Runs {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "r" => (self.run, self.is_struck) = (String::new(), false),
                "strike" => self.is_struck = !is_off(attribute(start, "val").as_deref()),
                "t" => self.inside = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => self.inside = false,
                "r" if self.is_struck && !self.run.trim().is_empty() => {
                    if !self.words.is_empty() {
                        self.words.push_str(" … ");
                    }
                    self.words.push_str(self.run.trim());
                    self.is_struck = false;
                }
                _ => {}
            },
            _ if self.inside => push_words(event, &mut self.run),
            _ => {}
        }
    }

    fn taken(&mut self) -> Option<String> {
        let words = std::mem::take(self).words;
        (!words.is_empty()).then_some(words)
    }
}

fn is_off(value: Option<&str>) -> bool {
    matches!(value, Some("0" | "false" | "off"))
}

fn is_on(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|v| !is_off(Some(&v)))
}

/// Adds to a sheet what its part says beside values.
pub(crate) fn read(xml: impl BufRead, texts: &Struck, sheet: &mut Sheet) {
    let mut reader = Reader::from_reader(xml);
    let mut walk = Walk::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            // Where the sheet breaks off, that is said where its values are read.
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => walk.take(&event, texts, sheet),
        }
    }
}

#[derive(Default)]
struct Walk {
    row: u32,
    at: At,
    /// Does the cell hold the number of a shared text?
    is_shared: bool,
    value: Option<String>,
    /// The runs of a text that stands in the cell itself.
    own: Option<Runs>,
    margin: Option<String>,
}

impl Walk {
    fn take(&mut self, event: &Event<'_>, texts: &Struck, sheet: &mut Sheet) {
        match event {
            Event::Start(start) => {
                self.begins(start, sheet);
                if let Some(runs) = &mut self.own {
                    runs.take(event);
                }
            }
            Event::Empty(start) => {
                self.begins(start, sheet);
                if let Some(runs) = &mut self.own {
                    runs.take(event);
                }
                self.ends(start.local_name().as_ref(), texts, sheet);
            }
            Event::End(end) => {
                if let Some(runs) = &mut self.own {
                    runs.take(event);
                }
                self.ends(end.local_name().as_ref(), texts, sheet);
            }
            _ => {
                if let Some(words) = self.value.as_mut().or(self.margin.as_mut()) {
                    push_words(event, words);
                } else if let Some(runs) = &mut self.own {
                    runs.take(event);
                }
            }
        }
    }

    fn begins(&mut self, start: &BytesStart<'_>, sheet: &mut Sheet) {
        match start.local_name().as_ref() {
            "col" if is_on(start, "hidden") => {
                let number = |name| attribute(start, name).and_then(|n| n.parse::<u32>().ok()?.checked_sub(1));
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    sheet.hidden_columns.push((first, last));
                }
            }
            "row" => {
                let own = attribute(start, "r").and_then(|r| r.parse::<u32>().ok()?.checked_sub(1));
                self.row = own.unwrap_or(self.row);
                self.at = (self.row, 0);
                if is_on(start, "hidden") {
                    sheet.hidden_rows.insert(self.row);
                }
            }
            "c" => {
                self.at = attribute(start, "r").and_then(|r| place_of(&r)).unwrap_or(self.at);
                self.is_shared = attribute(start, "t").as_deref() == Some("s");
            }
            "v" if self.is_shared => self.value = Some(String::new()),
            "is" => self.own = Some(Runs::default()),
            "filterColumn" => sheet.filtered = true,
            "oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter" | "firstFooter" => {
                self.margin = Some(String::new());
            }
            _ => {}
        }
    }

    fn ends(&mut self, name: &str, texts: &Struck, sheet: &mut Sheet) {
        match name {
            "row" => self.row = self.row.saturating_add(1),
            "c" => self.at.1 = self.at.1.saturating_add(1),
            "v" => {
                let number = self.value.take().and_then(|v| v.trim().parse().ok());
                let words = number.and_then(|n: usize| texts.get(&n));
                sheet.struck.extend(words.map(|w| (self.at, Some(w.clone()))));
            }
            "is" => {
                let words = self.own.take().and_then(|mut runs| runs.taken());
                sheet.struck.extend(words.map(|w| (self.at, Some(w))));
            }
            _ => {
                if let Some(margin) = self
                    .margin
                    .take_if(|_| name.ends_with("Header") || name.ends_with("Footer"))
                {
                    sheet.margins.extend(margin_words(&margin));
                }
            }
        }
    }
}

/// The words at the head or foot of a printed page, without the signs that say where and in which letters they are
/// printed. What the program fills in stands in brackets; where that is all, there are no words.
pub(crate) fn margin_words(code: &str) -> Option<String> {
    let (mut out, mut signs, mut says) = (String::new(), code.chars().peekable(), String::new());
    while let Some(sign) = signs.next() {
        if sign != '&' {
            out.push(sign);
            says.push(sign);
            continue;
        }
        let filled = match signs.next() {
            Some('&') => {
                out.push('&');
                continue;
            }
            Some('L' | 'C' | 'R') => {
                out.push('\n');
                says.push('\n');
                continue;
            }
            Some('"') => {
                signs.by_ref().take_while(|c| *c != '"').for_each(drop);
                continue;
            }
            Some('K') => {
                for _ in 0..6 {
                    if signs.next_if(char::is_ascii_hexdigit).is_none() {
                        break;
                    }
                }
                continue;
            }
            Some(size) if size.is_ascii_digit() => {
                while signs.next_if(char::is_ascii_digit).is_some() {}
                continue;
            }
            Some('P') => "[page]",
            Some('N') => "[pages]",
            Some('D') => "[date]",
            Some('T') => "[time]",
            Some('A') => "[sheet]",
            Some('F') => "[file]",
            Some('Z') => "[folder]",
            Some('G') => "[picture]",
            _ => continue,
        };
        out.push_str(filled);
    }
    let is_word = |w: &str| {
        let plain: String = w.chars().filter(|c| c.is_alphanumeric()).collect();
        plain.chars().any(char::is_alphabetic)
            && !matches!(plain.to_ascii_lowercase().as_str(), "page" | "of" | "pages")
    };
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    says.split_whitespace().any(is_word).then(|| lines.join("\n"))
}
