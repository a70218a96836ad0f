//! The place in a supplied file from which an entry was read, as the file has it; and the file itself, to keep.

use serde::Serialize;

use crate::{
    app::original::Place,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Refusal, Reply},
        words::{self, AgencyMark},
    },
};

#[derive(Serialize)]
struct Body {
    agency: AgencyMark,
    entry: Link,
    file: String,
    place: String,
    sha256: String,
    size: String,
    encoding: String,
    cells: Vec<(String, String)>,
    lines: Vec<Line>,
    unshown: String,
    download: String,
}

#[derive(Serialize)]
struct Line {
    number: usize,
    is_it: bool,
    text: String,
}

/// Shows the row.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let at = ask.entry_at(&opened)?;
    let matter = &opened.matter;
    let Some(entry) = matter.entries.get(at) else {
        return Err(Refusal::NotThere(Missing::page()));
    };
    let origin = &entry.origin;
    let record = matter.records.iter().find(|r| r.sha256 == origin.sha256);
    let mut body = Body {
        agency: words::agency(&matter.case, &entry.agency),
        entry: Link::new(entry.id.0.clone(), opened.entry(&entry.id)),
        file: origin.file.clone(),
        place: if origin.part.is_empty() {
            format!("row {}", origin.row)
        } else {
            format!("{}, row {}", origin.part, origin.row)
        },
        sha256: origin.sha256.clone(),
        size: record.map_or_else(String::new, |r| {
            let bytes = usize::try_from(r.bytes).unwrap_or(usize::MAX);
            words::count(bytes, "byte", "bytes")
        }),
        encoding: record.map_or_else(String::new, |r| r.encoding.clone()),
        cells: Vec::new(),
        lines: Vec::new(),
        unshown: String::new(),
        download: format!(
            "{}/{}",
            addresses::record(&opened.slug, &entry.id.0),
            addresses::escape(&plain_name(&origin.file))
        ),
    };
    match ask.cases.place_in_record(&opened.slug, &entry.id)? {
        Some(Place::Row(cells)) => body.cells = cells,
        Some(Place::Lines(lines)) => {
            let all = lines.into_iter();
            body.lines = all.map(|(number, is_it, text)| Line { number, is_it, text }).collect();
        }
        Some(Place::Unshown(why)) => body.unshown = why,
        None => "The file is not in the case file any more.".clone_into(&mut body.unshown),
    }
    let above = vec![
        Link::new("Chronology", opened.address("chronology")),
        Link::new(format!("Entry {}", entry.id), opened.entry(&entry.id)),
    ];
    Ok(opened.page_under(format!("Record of entry {}", entry.id), above, body))
}

/// Gives the file as it was supplied, byte for byte.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let at = ask.entry_at(&opened)?;
    let Some(entry) = opened.matter.entries.get(at) else {
        return Err(Refusal::NotThere(Missing::page()));
    };
    match ask.cases.original(&opened.slug, &entry.origin.sha256)? {
        Some(bytes) => Ok(Reply::Download {
            name: format!("OFFICIAL-SENSITIVE-{}", plain_name(&entry.origin.file)),
            // Never a type that a browser would open by itself.
            media_type: "application/octet-stream",
            bytes,
        }),
        None => Err(Refusal::NotThere(Missing::page())),
    }
}

/// The file's name in plain letters, digits, `-` and `.`.
fn plain_name(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '.' {
                c
            } else {
                '-'
            }
        })
        .take(120)
        .collect();
    let plain = plain.trim_matches(['.', '-']);
    if plain.is_empty() {
        "record".to_owned()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn the_name_of_a_file_is_safe_in_a_header_and_an_address() {
        assert_eq!(plain_name("police log (2).xlsx"), "police-log--2-.xlsx");
        assert_eq!(plain_name("../a\"\r\nb.csv"), "a---b.csv");
        assert_eq!(plain_name("…"), "record");
    }
}
