//! *Shapes* in which programs lay entries out as JSON: a list of objects, lists inside objects, objects under days or numbers, lists
//! of cells, a list for each column. Each becomes a list of objects, or rows; what an object holds is left to `value`.

use std::ops::Range;

use super::{Broken, Item};
use crate::{
    import::{
        contents::{Fault, Grid, Remark, Row},
        json::value::{Fields, Json},
    },
    model::columns::plain,
    text::dates::read_when,
};

/// How deep in a file lists of objects are looked for.
pub(super) const DEEPEST: usize = 4;
/// Names of fields that an entry has and a wrapping has not.
const ENTRY_DATES: &[&str] = &[
    "date",
    "datetime",
    "startdatetime",
    "startdate",
    "starttime",
    "eventdate",
    "contactdate",
    "contactstart",
    "eventdatetime",
    "contactdatetime",
    "incidentdate",
    "timestamp",
    "epoch",
    "event date",
    "start date",
    "sent",
    "visitdate",
    "when",
    "occurred",
];
/// The lists of objects in a value, each with its name. A value without any is the only item of a list.
pub(super) fn lists(whole: Json, text: &str, remarks: &mut Vec<Remark>) -> Vec<(String, Vec<Item>)> {
    let mut found = Vec::new();
    match whole {
        Json::List(items) => found.push((String::new(), items)),
        Json::Object(fields, place) if is_entry(&fields) => {
            found.push((String::new(), vec![Json::Object(fields, place)]));
        }
        Json::Object(fields, _) if is_by_day(&fields) => found.push((String::new(), by_day(fields))),
        Json::Object(fields, _) if is_by_name(&fields) => found.push((String::new(), by_name(fields))),
        Json::Object(fields, place) => {
            let mut beside = Vec::new();
            take_lists("", fields.clone(), DEEPEST, (&mut found, &mut beside));
            if found.is_empty() {
                found.push((String::new(), vec![Json::Object(fields, place)]));
            } else if beside.iter().any(|(_, v)| *v != Json::Null) {
                remarks.push(Remark {
                    raw: Json::Object(beside, Range::default()).compact(),
                    what: "the file holds fields beside its list, which are no part of any entry".to_owned(),
                    next: "read them beside the chronology".to_owned(),
                    ..Remark::default()
                });
            }
        }
        other => found.push((String::new(), vec![other])),
    }
    let numbered = |items: Vec<Json>| {
        items
            .into_iter()
            .enumerate()
            .map(|(at, i)| (at + 1, sound(i, text)))
            .collect()
    };
    let opened = |items: Vec<Json>| {
        if are_wrappings(&items) {
            items.into_iter().flat_map(unwrapped).collect()
        } else {
            items
        }
    };
    found
        .into_iter()
        .map(|(name, items)| (name, numbered(opened(items))))
        .collect()
}

/// Is the object that the file holds an entry by itself, and no wrapping round a list of them?
fn is_entry(fields: &Fields) -> bool {
    let dated = |name: &str| ENTRY_DATES.contains(&plain(name).as_str());
    let is_dated = fields.iter().any(|(name, value)| {
        dated(name) && (value.scalar().is_some_and(|v| !v.is_empty()) || value.day(name).is_some())
    });
    is_dated && !holds_entries(fields, DEEPEST)
}

/// Is there a list inside, the objects of which are dated themselves? Then a day beside it is that of the export.
pub(super) fn holds_entries(fields: &Fields, depth: usize) -> bool {
    fields.iter().any(|(_, value)| match value {
        Json::List(items) => items.iter().filter_map(Json::fields).any(is_entry),
        Json::Object(inner, _) if depth > 0 => holds_entries(inner, depth - 1),
        _ => false,
    })
}

pub(super) fn sound(item: Json, text: &str) -> Result<(Json, String), Broken> {
    if item.fields().is_some() {
        let written = item.as_written(text);
        return Ok((item, written));
    }
    Err(Broken {
        raw: item.compact(),
        fault: Fault {
            what: "the item of the list is no object, so nothing says what it means".to_owned(),
            next: "ask the agency what it is".to_owned(),
        },
    })
}

/// Takes lists of objects out of the fields; what is left stays beside them.
fn take_lists(
    above: &str,
    fields: Fields,
    depth: usize,
    (found, beside): (&mut Vec<(String, Vec<Json>)>, &mut Fields),
) {
    for (name, value) in fields {
        let path = if above.is_empty() {
            name.clone()
        } else {
            format!("{above}.{name}")
        };
        match value {
            Json::List(items) if items.iter().any(|i| i.fields().is_some()) => found.push((path, items)),
            Json::Object(inner, _) if depth > 0 => take_lists(&path, inner, depth - 1, (found, beside)),
            other => beside.push((path, other)),
        }
    }
}

/// Is every field named by a day? Then what stands under each happened on it.
fn is_by_day(fields: &Fields) -> bool {
    let is_day =
        |name: &str| name.len() <= 40 && name.bytes().any(|b| b.is_ascii_digit()) && read_when(name, "").is_ok();
    let is_year = |name: &str| name.len() <= 4;
    !fields.is_empty() && fields.iter().all(|(name, _)| is_day(name) && !is_year(name))
}

/// The entries under days: each gets its day as a field in front.
fn by_day(fields: Fields) -> Vec<Json> {
    let mut out = Vec::new();
    for (day, value) in fields {
        let items = match value {
            Json::List(items) => items,
            one => vec![one],
        };
        out.extend(items.into_iter().map(|item| {
            let date = ("date".to_owned(), Json::Words(day.clone()));
            let rest = match item {
                Json::Object(inner, _) => inner,
                other => vec![("text".to_owned(), other)],
            };
            Json::Object([date].into_iter().chain(rest).collect(), Range::default())
        }));
    }
    out
}

/// Is what stands under every name an entry, as where a program keeps its entries by their numbers?
fn is_by_name(fields: &Fields) -> bool {
    let is_dated = |(_, value): &(String, Json)| value.fields().is_some_and(is_entry);
    fields.len() > 1 && fields.iter().all(is_dated)
}

fn by_name(fields: Fields) -> Vec<Json> {
    let named = |(name, value): (String, Json)| match value {
        Json::Object(mut inner, _) => {
            let key = if inner.iter().any(|(n, _)| plain(n) == "id") {
                "key"
            } else {
                "id"
            };
            inner.insert(0, (key.to_owned(), Json::Words(name)));
            Json::Object(inner, Range::default())
        }
        other => other,
    };
    fields.into_iter().map(named).collect()
}

/// Are these no entries themselves but wrappings round lists of them: persons with contacts, conversations with messages?
fn are_wrappings(items: &[Json]) -> bool {
    let fields = || items.iter().filter_map(Json::fields);
    fields().any(has_list) && !fields().any(is_dated)
}

/// Does the object have a day of its own?
fn is_dated(fields: &Fields) -> bool {
    let dated = |name: &str| ENTRY_DATES.contains(&plain(name).as_str());
    let mut all = fields.iter();
    all.any(|(name, value)| dated(name) && *value != Json::Null)
}

fn has_list(fields: &Fields) -> bool {
    fields.iter().any(|(_, value)| is_list_of_entries(value))
}

fn is_list_of_entries(value: &Json) -> bool {
    matches!(value, Json::List(items) if items.iter().filter_map(Json::fields).any(is_entry))
}

/// The entries inside a wrapping, each with what stands beside their list.
fn unwrapped(item: Json) -> Vec<Json> {
    let Some(fields) = item.fields().filter(|f| has_list(f)) else {
        return vec![item];
    };
    let (lists, beside): (Vec<_>, Vec<_>) = fields.iter().cloned().partition(|(_, v)| is_list_of_entries(v));
    let mut out = Vec::new();
    for (list, value) in lists {
        let Json::List(inner) = value else { continue };
        out.extend(inner.into_iter().map(|entry| match entry {
            Json::Object(mut own, _) => {
                own.push(("list".to_owned(), Json::Words(list.clone())));
                own.extend(beside.iter().map(|(name, v)| (format!("around {name}"), v.clone())));
                Json::Object(own, Range::default())
            }
            other => other,
        }));
    }
    out
}

/// Rows, where the file is a list of lists of cells, has its headings and its rows in two lists, or a list for each column.
pub(super) fn rows_of(whole: &Json) -> Option<Grid> {
    match whole {
        Json::List(rows) => grid(&[], rows),
        Json::Object(fields, _) => {
            let list = |names: &[&str]| {
                let found = fields.iter().find(|(n, _)| names.contains(&n.as_str()));
                match found {
                    Some((_, Json::List(items))) => Some(items),
                    _ => None,
                }
            };
            let is_split = fields.len() <= 3;
            match (list(&["columns", "headers", "fields"]), list(&["data", "rows"])) {
                (Some(heads), Some(rows)) if is_split => grid(heads, rows),
                _ => by_column(fields),
            }
        }
        _ => None,
    }
}

fn grid(heads: &[Json], rows: &[Json]) -> Option<Grid> {
    let cells = |row: &Json| match row {
        Json::List(cells) => cells.iter().map(Json::scalar).collect::<Option<Vec<String>>>(),
        _ => None,
    };
    let heads: Option<Vec<String>> = heads.iter().map(Json::scalar).collect();
    let heads = heads?;
    let rows: Option<Vec<Vec<String>>> = rows.iter().map(cells).collect();
    let rows = rows.filter(|r| !r.is_empty())?;
    let heads = (!heads.is_empty()).then(|| Row::of(0, heads));
    let rows = rows.into_iter().enumerate().map(|(at, cells)| Row::of(at + 1, cells));
    Some(Grid {
        rows: heads.into_iter().chain(rows).collect(),
        ..Grid::default()
    })
}

/// A list for each column, all of one length, one of them of days.
fn by_column(fields: &Fields) -> Option<Grid> {
    let columns: Option<Vec<Vec<String>>> = fields
        .iter()
        .map(|(_, value)| match value {
            Json::List(items) => items.iter().map(Json::scalar).collect(),
            _ => None,
        })
        .collect();
    let columns = columns?;
    let length = columns.first()?.len();
    let is_dated = fields.iter().any(|(n, _)| ENTRY_DATES.contains(&plain(n).as_str()));
    if length == 0 || !is_dated || columns.iter().any(|c| c.len() != length) {
        return None;
    }
    let heads = Row::of(0, fields.iter().map(|(n, _)| n.clone()).collect());
    let row = |at: usize| columns.iter().map(|c| c.get(at).cloned().unwrap_or_default()).collect();
    Some(Grid {
        rows: std::iter::once(heads)
            .chain((0..length).map(|at| Row::of(at + 1, row(at))))
            .collect(),
        ..Grid::default()
    })
}
