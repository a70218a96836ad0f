//! *Numbering*: the numbers and bullets that Word shows before a paragraph and does not write into its text.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::package::{attribute, events};

/// Lists and styles of a document, and how far each list has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// List to its kind.
    kinds: BTreeMap<String, String>,
    /// Levels of a kind of list.
    levels: BTreeMap<(String, usize), Level>,
    styles: BTreeMap<String, Style>,
    counted: BTreeMap<(String, usize), u32>,
}

#[derive(Debug, Default, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    list: Option<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(numbering: &str, styles: &str) -> Self {
        let mut out = Self::default();
        let (mut kind, mut level, mut list) = (String::new(), 0, String::new());
        events(numbering, |event| {
            if let Event::Start(e) | Event::Empty(e) = event {
                let value = || attribute(&e, "val").unwrap_or_default();
                match e.local_name().into_inner() {
                    "abstractNum" => kind = attribute(&e, "abstractNumId").unwrap_or_default(),
                    "lvl" => {
                        level = number(&e, "ilvl");
                        out.levels.entry((kind.clone(), level)).or_default().start = 1;
                    }
                    "num" => list = attribute(&e, "numId").unwrap_or_default(),
                    "abstractNumId" => {
                        out.kinds.insert(list.clone(), value());
                    }
                    "start" => out.level(&kind, level).start = value().parse().unwrap_or(1),
                    "numFmt" => out.level(&kind, level).format = value(),
                    "lvlText" => out.level(&kind, level).text = value().chars().take(60).collect(),
                    _ => {}
                }
            }
        });
        let mut style = String::new();
        events(styles, |event| {
            if let Event::Start(e) | Event::Empty(e) = event {
                let value = || attribute(&e, "val").unwrap_or_default();
                let known = out.styles.entry(style.clone()).or_default();
                match e.local_name().into_inner() {
                    "style" => style = attribute(&e, "styleId").unwrap_or_default(),
                    "name" if known.name.is_empty() => known.name = value(),
                    "numId" => known.list.get_or_insert_default().0 = value(),
                    "ilvl" => known.list.get_or_insert_default().1 = number(&e, "val"),
                    _ => {}
                }
            }
        });
        out
    }

    fn level(&mut self, kind: &str, level: usize) -> &mut Level {
        self.levels.entry((kind.to_owned(), level)).or_default()
    }

    /// Is a paragraph of this style a heading or a title?
    pub(super) fn is_heading(&self, style: &str) -> bool {
        let name = self.styles.get(style).map_or(style, |s| s.name.as_str());
        let name = name.to_ascii_lowercase();
        ["heading", "title", "subtitle", "caption"]
            .iter()
            .any(|h| name.starts_with(h))
    }

    /// What Word shows before the paragraph, and counts it.
    pub(super) fn label(&mut self, own: Option<(String, usize)>, style: &str) -> String {
        let Some((list, level)) = own.or_else(|| self.styles.get(style).and_then(|s| s.list.clone())) else {
            return String::new();
        };
        let Some(kind) = self.kinds.get(&list).filter(|_| list != "0").cloned() else {
            return String::new();
        };
        let Some(this) = self.levels.get(&(kind.clone(), level)).cloned() else {
            return String::new();
        };
        let first = this.start;
        let count = self.counted.entry((list.clone(), level)).or_insert(0);
        *count = if *count == 0 { first } else { count.saturating_add(1) };
        for deeper in level + 1..9 {
            self.counted.remove(&(list.clone(), deeper));
        }
        if this.format == "bullet" {
            return "•".to_owned();
        }
        if this.format == "none" {
            return String::new();
        }
        let mut label = this.text.clone();
        for at in 0..9_usize {
            let mark = format!("%{}", at + 1);
            if label.contains(&mark) {
                let format = self.levels.get(&(kind.clone(), at)).cloned().unwrap_or_default();
                let count = self.counted.get(&(list.clone(), at)).copied().unwrap_or(format.start);
                label = label.replace(&mark, &shown(count, &format.format));
            }
        }
        label
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|v| v.parse().ok()).unwrap_or(0)
}

fn shown(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// a to z, then aa to zz, as Word counts.
fn letters(count: u32) -> String {
    let at = count.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (at / 26 + 1).min(10) as usize).collect()
}

fn roman(count: u32) -> String {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut left, mut out) = (count.min(3999), String::new());
    for (value, figure) in FIGURES {
        while left >= value {
            out.push_str(figure);
            left -= value;
        }
    }
    out
}
