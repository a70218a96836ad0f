//! *Unpacking*: everything that a file holds as words, so that it can be searched for what must not go out: what is shown, and what stands in it
//! unseen: properties, attributes, attachments, comments, freed pages of a case file.
//!
//! What a file is, its first bytes tell, and not its name. Every format that this program writes is known; of anything else the words among its
//! bytes are taken.

mod markup;
mod packages;
mod pdf;
mod strings;

use anyhow::{Context as _, bail};

use crate::{
    anonymise::leaks::Piece,
    store::{self, Value},
};

/// Files inside files are unpacked so deep.
const DEEPEST: usize = 5;
/// No more is unpacked of one file.
const MOST_BYTES: usize = 512 * 1024 * 1024;
/// No more files are unpacked of one.
const MOST_FILES: usize = 20_000;

/// What may still be unpacked, and what was.
#[derive(Debug)]
struct Unpacking {
    bytes: usize,
    files: usize,
    pieces: Vec<Piece>,
}

/// Where something stands: its file, its place in it, and how deep it is packed.
#[derive(Debug, Clone)]
struct At {
    file: String,
    place: String,
    depth: usize,
}

impl At {
    /// A place in the same file.
    fn place(&self, place: &str) -> Self {
        let place = match (self.place.as_str(), place) {
            ("", place) => place.to_owned(),
            (before, "") => before.to_owned(),
            (before, place) => format!("{before}, {place}"),
        };
        Self { place, ..self.clone() }
    }

    /// A file inside this one.
    fn inner(&self, name: &str) -> Self {
        let outer = if self.place.is_empty() {
            self.file.clone()
        } else {
            format!("{} ({})", self.file, self.place)
        };
        Self {
            file: format!("{outer}: {name}"),
            place: String::new(),
            depth: self.depth + 1,
        }
    }

    /// What is packed at a place of the same file.
    fn deeper(&self, place: &str) -> Self {
        Self {
            depth: self.depth + 1,
            ..self.place(place)
        }
    }
}

/// Every text of a file, each with where it stands.
///
/// # Errors
/// When it is damaged, or unpacks to more than can be searched: then it is not known to be clean, and what to do is said.
pub fn pieces_of(name: &str, bytes: &[u8]) -> anyhow::Result<Vec<Piece>> {
    let mut out = Unpacking {
        bytes: MOST_BYTES,
        files: MOST_FILES,
        pieces: Vec::new(),
    };
    let at = At {
        file: name.to_owned(),
        place: String::new(),
        depth: 0,
    };
    out.unpack(&at, bytes)
        .with_context(|| format!("{name}: it cannot be checked"))?;
    Ok(out.pieces)
}

impl Unpacking {
    fn unpack(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        if at.depth > DEEPEST {
            bail!(
                "{}: files are packed in one another more than {DEEPEST} times; unpack it yourself and check what is in it",
                at.file
            );
        }
        self.files = self.files.checked_sub(1).with_context(|| {
            format!(
                "{}: it holds more than {MOST_FILES} files; unpack it yourself and check it in parts",
                at.file
            )
        })?;
        if packages::is_zip(bytes) {
            return self.package(at, bytes);
        }
        if bytes.starts_with(b"%PDF-") {
            return self.pdf(at, bytes);
        }
        if store::is_database(bytes) {
            return self.database(at, bytes);
        }
        if bytes.starts_with(strings::PNG) {
            return self.picture(at, bytes);
        }
        match strings::text_of(bytes) {
            Some(text) => self.text(at, text),
            None => self.put(at, strings::found_in(bytes)),
        }
    }

    /// Keeps a text, if it holds anything.
    fn put(&mut self, at: &At, text: String) -> anyhow::Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.take(at, text.len())?;
        self.pieces.push(Piece {
            file: at.file.clone(),
            place: at.place.clone(),
            text,
        });
        Ok(())
    }

    fn take(&mut self, at: &At, bytes: usize) -> anyhow::Result<()> {
        let most = MOST_BYTES / 1024 / 1024;
        self.bytes = self.bytes.checked_sub(bytes).with_context(|| {
            format!(
                "{}: it unpacks to more than {most} MB; unpack it yourself and check it in parts",
                at.file
            )
        })?;
        Ok(())
    }

    fn text(&mut self, at: &At, text: String) -> anyhow::Result<()> {
        match text.trim_start().chars().next() {
            Some('<') => self.marked_up(at, &text),
            Some('{' | '[') => match json(&text) {
                Some(words) => self.put(at, words),
                None => self.put(at, text),
            },
            _ => self.put(at, text),
        }
    }

    fn marked_up(&mut self, at: &At, text: &str) -> anyhow::Result<()> {
        let read = markup::read(text);
        self.put(at, read.text)?;
        self.put(&at.place("attributes"), read.attributes)?;
        self.put(&at.place("comments"), read.comments)
    }

    fn database(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        let mut keep = |cell: store::Cell| -> anyhow::Result<()> {
            let place = format!("table {}, row {}, {}", cell.table, cell.row, cell.column);
            match cell.value {
                Value::Text(text) => self.text(&at.place(&place), text),
                Value::Bytes(own) => {
                    let name = if cell.file.is_empty() { &cell.column } else { &cell.file };
                    self.put(&at.place(&place), name.clone())?;
                    self.unpack(&at.deeper(&place), &own)
                }
            }
        };
        let read = store::cells(bytes, &mut |cell| keep(cell).map_err(|e| format!("{e:#}")));
        // Pages that a database freed keep their words until they are written over.
        self.put(&at.place("raw bytes, freed pages included"), strings::found_in(bytes))?;
        read.map_err(|why| anyhow::anyhow!("{why}; open the case once with this program, close it, and check it again"))
    }

    fn picture(&mut self, at: &At, bytes: &[u8]) -> anyhow::Result<()> {
        for (place, text) in strings::png_texts(bytes) {
            self.put(&at.place(&place), text)?;
        }
        Ok(())
    }
}

/// Keys and values of JSON, a line each; nothing when it is none, or deeper than the reader goes.
fn json(text: &str) -> Option<String> {
    fn walk(value: &serde_json::Value, out: &mut String) {
        let mut line = |words: &str| {
            out.push_str(words);
            out.push('\n');
        };
        match value {
            serde_json::Value::String(words) => line(words),
            serde_json::Value::Number(number) => line(&number.to_string()),
            serde_json::Value::Array(all) => all.iter().for_each(|v| walk(v, out)),
            serde_json::Value::Object(all) => {
                for (key, value) in all {
                    out.push_str(key);
                    out.push_str(":\n");
                    walk(value, out);
                }
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
    let mut out = String::new();
    let mut read = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    for value in &mut read {
        walk(&value.ok()?, &mut out);
    }
    Some(out)
}
