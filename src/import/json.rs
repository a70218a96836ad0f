//! Lists of objects as JSON, whole (`.json`) or one a line (`.jsonl`): each object is a row, each field a column.
//!
//! Nothing of an object is dropped: what is no column by itself is kept as JSON in one. What a certain system means by its
//! fields is left to `delius` and `timesketch`.

mod shapes;
pub(super) mod value;

use std::collections::BTreeMap;

use crate::{
    import::{
        Fit, Importer, NotThisKind, Supply,
        contents::{Cell, Contents, Fault, Grid, Part, Remark, Row},
        json::{
            shapes::{DEEPEST, holds_entries, lists, rows_of, sound},
            value::{Fields, Json, flat},
        },
        opening::decode,
        stamp,
        workbook::sheets,
    },
    model::columns::plain,
};

/// Reads lists of objects.
#[derive(Debug)]
pub(super) struct Objects;

/// No more places for cells are laid out: objects of which each has fields of its own make a table huge.
const MOST_PLACES: usize = 12_000_000;

impl Importer for Objects {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "a list of objects as JSON, .json, or one object a line, .jsonl"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let named = file.has_extension(&["json", "jsonl", "ndjson"]);
        match looks_so(file) {
            true if named => Fit::Content,
            true => Fit::Name,
            false if named => Fit::Name,
            false => Fit::No,
        }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        open_as(file, |_, cells| cells)
    }
}

/// Does the file begin as JSON objects do?
pub(super) fn looks_so(file: &Supply<'_>) -> bool {
    let head = decode::glance(file.head());
    let head: String = head.chars().filter(|c| !c.is_whitespace()).take(3).collect();
    ["{\"", "{}", "[{", "[]"].iter().any(|begins| head.starts_with(begins))
}

/// Opens a file of objects, each of which `mapped` may give other headings.
pub(super) fn open_as(file: &Supply<'_>, mapped: impl Fn(&Fields, Named) -> Named) -> Result<Contents, NotThisKind> {
    let decoded = decode::decode(file.bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(NotThisKind::empty());
    }
    let mut out = Contents {
        encoding: format!("JSON, {}", decoded.encoding),
        remarks: decoded.remarks(),
        ..Contents::default()
    };
    let by_lines = file.has_extension(&["jsonl", "ndjson"]);
    let whole = Json::read(&decoded.text);
    if let Some(rows) = whole.as_ref().ok().filter(|_| !by_lines).and_then(rows_of) {
        out.parts.push(Part::Table(rows));
        return Ok(out);
    }
    let lists = match whole {
        Ok(whole) if !by_lines || matches!(whole, Json::List(_)) => lists(whole, &decoded.text, &mut out.remarks),
        Ok(_) => vec![(String::new(), by_line(&decoded.text, file).unwrap_or_default())],
        Err(wrong) => vec![(
            String::new(),
            by_line(&decoded.text, file).ok_or_else(|| no_json(&wrong))?,
        )],
    };
    let several = lists.len() > 1;
    for (place, items) in lists {
        let place = if several {
            format!("list '{place}'")
        } else {
            String::new()
        };
        let nested = inner_days(&place, &items);
        let grid = table(place, items, &mapped)?;
        out.remarks.extend(nested);
        let cells = || grid.rows.iter().flat_map(|r| &r.cells);
        let told = [stamp::remark(cells()), stamp::counted_remark(cells())];
        out.remarks.extend(told.into_iter().flatten().map(|r| Remark {
            place: grid.place.clone(),
            ..r
        }));
        out.parts.push(Part::Table(grid));
    }
    Ok(out)
}

fn no_json(wrong: &serde_json::Error) -> NotThisKind {
    NotThisKind {
        what: format!("the file is no JSON that can be read: {wrong}"),
        next: "ask the agency to export it again; a file that was cut short ends in the middle of an object".to_owned(),
    }
}

/// Lists inside an object of which the items have days of their own: they stay words of its entry, and that is said of each.
fn inner_days(place: &str, items: &[Item]) -> Vec<Remark> {
    let holds = |item: &&Item| {
        let fields = item.1.as_ref().ok().and_then(|(object, _)| object.fields());
        fields.is_some_and(|f| holds_entries(f, DEEPEST))
    };
    let with = items.iter().filter(holds);
    with.map(|(number, _)| Remark {
        place: place.to_owned(),
        row: *number,
        what:
            "the item holds a list whose items have days of their own; they stand as written under the day of the item \
               and became no entries of their own"
                .to_owned(),
        next: "ask the agency for the inner lists as lists of their own, or add what matters as entries of those days"
            .to_owned(),
        ..Remark::default()
    })
    .collect()
}

/// One item of a list: its number, itself and its words in the file, or why it cannot be trusted.
type Item = (usize, Result<(Json, String), Broken>);

/// An item that is no object.
struct Broken {
    raw: String,
    fault: Fault,
}

/// Cells of an object under their headings.
pub(super) type Named = Vec<(String, Cell)>;

/// Objects, one a line; a line that is none becomes a row that says so. None when the first line is no object either.
fn by_line(text: &str, file: &Supply<'_>) -> Option<Vec<Item>> {
    let mut out: Vec<Item> = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let item = match Json::read(line) {
            Ok(value) => sound(value, line),
            Err(wrong) => Err(Broken {
                raw: line.to_owned(),
                fault: Fault {
                    what: format!("the line is no JSON that can be read: {wrong}"),
                    next:
                        "ask the agency to export it again; a line that was cut short ends in the middle of an object"
                            .to_owned(),
                },
            }),
        };
        if out.is_empty() && item.is_err() && !file.has_extension(&["jsonl", "ndjson"]) {
            return None;
        }
        out.push((at + 1, item));
    }
    out.iter().any(|(_, i)| i.is_ok()).then_some(out)
}

/// A table of objects: a column for every heading, in the order in which they are first seen.
fn table(place: String, items: Vec<Item>, mapped: &impl Fn(&Fields, Named) -> Named) -> Result<Grid, NotThisKind> {
    let mut headings: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(items.len() + 1);
    rows.push(Row::default());
    let mut places = 0;
    for (number, item) in items {
        let (raw, fault, named) = match item {
            Err(broken) => (broken.raw, Some(broken.fault), Vec::new()),
            Ok((object, written)) => {
                let fields = object.fields().cloned().unwrap_or_default();
                let cells = flat(&fields)
                    .into_iter()
                    .map(|(name, words)| {
                        let cell = stamp::named_cell(&name, words);
                        (name, cell)
                    })
                    .collect();
                (written, None, mapped(&fields, cells))
            }
        };
        let mut cells: Vec<Cell> = Vec::new();
        let mut filled = std::collections::BTreeSet::new();
        for (heading, cell) in named {
            let column = column_of(&heading, (&mut headings, &mut known), &filled);
            filled.insert(column);
            if cells.len() <= column && !cell.text.is_empty() {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(at) = cells.get_mut(column) {
                *at = cell;
            }
        }
        places += cells.len();
        if places > MOST_PLACES {
            return Err(sheets::too_large(
                "too many different fields; it cannot be laid out as a table",
            ));
        }
        rows.push(Row {
            number,
            cells,
            raw: Some(raw),
            fault,
        });
    }
    if let Some(first) = rows.first_mut() {
        first.cells = headings.into_iter().map(Cell::words).collect();
    }
    Ok(Grid {
        place,
        rows,
        dates_1904: false,
    })
}

/// The column of a heading. A heading that an object has twice has a second column.
fn column_of(
    heading: &str,
    (headings, known): (&mut Vec<String>, &mut BTreeMap<String, usize>),
    filled: &std::collections::BTreeSet<usize>,
) -> usize {
    let mut name = heading.to_owned();
    let key = |name: &str| {
        Some(plain(name))
            .filter(|k| !k.is_empty())
            .unwrap_or_else(|| name.to_owned())
    };
    for again in 2.. {
        match known.get(&key(&name)) {
            Some(column) if filled.contains(column) => name = format!("{heading} ({again})"),
            Some(column) => return *column,
            None => break,
        }
    }
    known.insert(key(&name), headings.len());
    headings.push(name);
    headings.len() - 1
}
