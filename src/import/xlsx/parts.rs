//! What an Excel workbook holds beside its cells: comments, words in drawings, pictures, macros. Facts may stand there.
//!
//! No part that the workbook names outside itself is opened, and no entity is resolved.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    opening::packed::Packed,
    workbook::sheets::{Book, Note, place_of},
    xlsx::sheet,
};

/// Adds to the sheets and to the workbook what stands beside the cells.
pub(crate) fn add(packed: &mut Packed<'_>, book: &mut Book) {
    let texts = relations(packed, "xl/workbook.xml")
        .into_values()
        .find(|(kind, _)| kind.ends_with("/sharedStrings"))
        .map_or_else(|| "xl/sharedStrings.xml".to_owned(), |(_, part)| part);
    let struck = packed.reader(&texts).map(sheet::struck).unwrap_or_default();
    for (sheet, part) in sheet_parts(packed) {
        let Some(at) = book.sheets.iter().position(|s| s.name == sheet) else {
            continue;
        };
        if let (Some(xml), Some(sheet)) = (packed.reader(&part), book.sheets.get_mut(at)) {
            sheet::read(xml, &struck, sheet);
        }
        for comments in related(packed, &part, "/comments") {
            let notes = packed.text(&comments).map(|xml| comments_of(&xml)).unwrap_or_default();
            if let Some(sheet) = book.sheets.get_mut(at) {
                sheet.notes.extend(notes);
            }
        }
    }
    beside(packed, book);
}

/// What lies over the sheets or inside the file, of which no cell tells.
fn beside(packed: &mut Packed<'_>, book: &mut Book) {
    let names = packed.names();
    for drawing in names.iter().filter(|n| n.starts_with("xl/drawings/drawing")) {
        let words = packed.text(drawing).map(|xml| words_of(&xml, "p")).unwrap_or_default();
        if !words.trim().is_empty() {
            let what =
                "a drawing or text box lies over a sheet and holds words, which are no part of any entry".to_owned();
            book.say(
                &words,
                what,
                "read them beside the chronology; if they tell of an event, add a row for it",
            );
        }
    }
    for drawing in names.iter().filter(|n| n.starts_with("xl/drawings/drawing")) {
        let described = packed.text(drawing).map(|xml| described(&xml)).unwrap_or_default();
        if !described.is_empty() {
            let what = "pictures or drawings in the workbook are described in words, which are no part of any entry"
                .to_owned();
            book.say(
                &described.join("\n"),
                what,
                "read them beside the chronology; look at the pictures in the workbook",
            );
        }
    }
    let count = |folder: &str| names.iter().filter(|n| n.starts_with(folder)).count();
    if count("xl/media/") > 0 {
        let what = format!(
            "the workbook holds {} picture(s), which were not read",
            count("xl/media/")
        );
        book.say(
            "",
            what,
            "look at them in the workbook; a picture of a letter or a screen may hold facts",
        );
    }
    if count("xl/embeddings/") > 0 {
        let what = format!(
            "the workbook holds {} file(s) inside, which were not read",
            count("xl/embeddings/")
        );
        book.say("", what, "take them out of the workbook and import them by themselves");
    }
    if names.iter().any(|n| n.ends_with("vbaProject.bin")) {
        let what = "the workbook holds macros; they were not run, and the stored values were read".to_owned();
        book.say(
            "",
            what,
            "nothing, unless a value looks wrong: then ask the agency for a copy without macros",
        );
    }
}

/// What is written of pictures and drawings for those who cannot see them.
fn described(xml: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_start(xml, |start| {
        if start.local_name().as_ref() == "cNvPr" {
            let words = ["title", "descr"].iter().filter_map(|name| attribute(start, name));
            // `Picture` and `Picture 3` are what a program writes by itself.
            let says = |w: &String| {
                w.split_whitespace()
                    .filter(|w| w.chars().any(char::is_alphabetic))
                    .count()
                    > 1
            };
            out.extend(words.filter(says));
        }
    });
    out
}

/// Sheets and their parts inside the file.
fn sheet_parts(packed: &mut Packed<'_>) -> Vec<(String, String)> {
    let Some(workbook) = packed.text("xl/workbook.xml") else {
        return Vec::new();
    };
    let targets = relations(packed, "xl/workbook.xml");
    let mut out = Vec::new();
    each_start(&workbook, |start| {
        if start.local_name().as_ref() == "sheet" {
            let part = attribute(start, "id").and_then(|id| targets.get(&id).cloned());
            if let (Some(name), Some((_, part))) = (attribute(start, "name"), part) {
                out.push((name, part));
            }
        }
    });
    out
}

/// Parts of this kind that a part names.
fn related(packed: &mut Packed<'_>, part: &str, kind: &str) -> Vec<String> {
    let all = relations(packed, part);
    all.into_values()
        .filter(|(k, _)| k.ends_with(kind))
        .map(|(_, target)| target)
        .collect()
}

/// Identifier to kind and place, of what a part names inside the file.
fn relations(packed: &mut Packed<'_>, part: &str) -> BTreeMap<String, (String, String)> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let mut out = BTreeMap::new();
    let Some(xml) = packed.text(&format!("{folder}/_rels/{file}.rels")) else {
        return out;
    };
    each_start(&xml, |start| {
        let is_outside = attribute(start, "TargetMode").is_some_and(|m| m == "External");
        if start.local_name().as_ref() != "Relationship" || is_outside {
            return;
        }
        if let (Some(id), Some(kind), Some(target)) = (
            attribute(start, "Id"),
            attribute(start, "Type"),
            attribute(start, "Target"),
        ) {
            out.insert(id, (kind, resolved(folder, &target)));
        }
    });
    out
}

/// `../comments1.xml` seen from `xl/worksheets`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/")
}

fn each_start(xml: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => visit(&start),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The value of an attribute, whatever its namespace.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    let raw = found.value.as_ref();
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned))
}

/// Adds the words of an event to a text. An entity that is not one of XML's own is kept as written.
pub(crate) fn push_words(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => {
            let name = entity.xml10_content();
            if let Ok(Some(sign)) = entity.resolve_char_ref() {
                out.push(sign);
            } else if let Some(words) = quick_xml::escape::resolve_predefined_entity(&name) {
                out.push_str(words);
            } else {
                out.extend(["&", name.as_ref(), ";"]);
            }
        }
        _ => {}
    }
}

/// The words of all `t` elements, each paragraph on a line of its own.
fn words_of(xml: &str, paragraph: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut inside) = (String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(s)) if s.local_name().as_ref() == "t" => inside = true,
            Ok(Event::End(e)) if e.local_name().as_ref() == "t" => inside = false,
            Ok(Event::End(e)) if e.local_name().as_ref() == paragraph && !out.ends_with('\n') => out.push('\n'),
            Ok(Event::Eof) | Err(_) => return out.trim().to_owned(),
            Ok(event) if inside => push_words(&event, &mut out),
            Ok(_) => {}
        }
    }
}

fn comments_of(xml: &str) -> Vec<Note> {
    let mut reader = Reader::from_str(xml);
    let (mut authors, mut notes): (Vec<String>, Vec<Note>) = (Vec::new(), Vec::new());
    let (mut note, mut words, mut in_author, mut in_text): (Option<Note>, String, bool, bool) = Default::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(s)) => match s.local_name().as_ref() {
                "author" => (in_author, words) = (true, String::new()),
                "comment" => {
                    let author = attribute(&s, "authorId").and_then(|id| id.parse().ok());
                    let author = author
                        .and_then(|id: usize| authors.get(id).cloned())
                        .unwrap_or_default();
                    note = attribute(&s, "ref").and_then(|r| place_of(&r)).map(|at| Note {
                        at,
                        author,
                        text: String::new(),
                    });
                }
                "t" => in_text = true,
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "author" => {
                    authors.push(words.trim().to_owned());
                    in_author = false;
                }
                "comment" => notes.extend(note.take()),
                "t" => in_text = false,
                _ => {}
            },
            Ok(Event::Empty(s)) if s.local_name().as_ref() == "author" => authors.push(String::new()),
            Ok(Event::Eof) | Err(_) => return notes,
            Ok(event) if in_author => push_words(&event, &mut words),
            Ok(event) if in_text => {
                if let Some(note) = &mut note {
                    push_words(&event, &mut note.text);
                }
            }
            Ok(_) => {}
        }
    }
}
