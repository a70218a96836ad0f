//! Searches to keep: one by its name, a list of queries, and taking one away.

use encoding_rs::WINDOWS_1252;

use crate::web::{
    addresses,
    asking::{Ask, Opened},
    deeds::{Done, Undone, put_beside, way_back},
    pages::{
        queries::{LONGEST, MOST, read},
        search::to_keep,
    },
};

/// Browsers and their helpers take no longer address, in bytes.
const LONGEST_ADDRESS: usize = 30_000;

/// Keeps a search under a name.
pub(crate) fn keep(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let name = ask.typed("name");
    if name.is_empty() {
        return Err(Undone::fault("name", "Enter a name for this search"));
    }
    let done = Done {
        to: opened.address("searches"),
        said: format!("The search “{name}” is kept."),
    };
    put_beside(ask, &opened, (to_keep(name, ask.typed("asked"), true), "name"), done)
}

/// Takes a kept search away.
pub(crate) fn take_away(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let name = ask.typed("name");
    let done = Done {
        to: way_back(ask, opened.address("searches")),
        said: format!("The search “{name}” is taken away. It stays in the list of activity."),
    };
    put_beside(ask, &opened, (to_keep(name, ask.typed("asked"), false), "name"), done)
}

/// Runs a list of queries that was typed or chosen as a file, and keeps it where it was given a name.
pub(crate) fn run(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut list = ask.typed("list").to_owned();
    for file in ask.form.files.iter().filter(|f| f.field == "file") {
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(&lines_of(&file.name, &file.bytes).map_err(|why| Undone::fault("file", why))?);
    }
    let (queries, remarks) = read(&list);
    let list = queries.join("\n");
    if queries.is_empty() {
        return Err(Undone::fault(
            "list",
            "Enter at least one query, or choose a file that has one",
        ));
    }
    if !remarks.is_empty() || list.chars().count() > LONGEST {
        return Err(Undone::fault(
            "list",
            format!("Enter at most {MOST} queries with {LONGEST} characters in all; put the others into a second list"),
        ));
    }
    let to = addresses::with_query(&opened.address("queries"), &[("list", &list)]);
    if to.len() > LONGEST_ADDRESS {
        return Err(Undone::fault(
            "list",
            "This list is too long for an address: put some of its queries into a second list",
        ));
    }
    ran(ask, &opened, &list, to)
}

fn ran(ask: &Ask, opened: &Opened, list: &str, to: String) -> Result<Done, Undone> {
    let name = ask.typed("name");
    if name.is_empty() {
        let said = "The list was run. It is not kept.".to_owned();
        return Ok(Done { to, said });
    }
    let asked = addresses::with_query("", &[("list", list)]);
    let done = Done {
        to,
        said: format!("The list was run, and is kept as “{name}”."),
    };
    let asked = asked.trim_start_matches('?');
    put_beside(ask, opened, (to_keep(name, asked, true), "name"), done)
}

/// The queries of a file: its lines, or the first column of a CSV file.
fn lines_of(name: &str, bytes: &[u8]) -> Result<String, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err("This is no text file. Choose a text or CSV file with one query a line".to_owned());
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    if !name.to_lowercase().ends_with(".csv") {
        return Ok(text.replace('\r', "\n"));
    }
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|_| "This CSV file cannot be read. Save it as CSV again, or as text".to_owned())?;
        let first = row.get(0).unwrap_or_default().trim();
        let is_heading = out.is_empty() && ["query", "queries", "search"].contains(&first.to_lowercase().as_str());
        if !first.is_empty() && !is_heading {
            out.push(first.replace(['\n', '\r'], " "));
        }
    }
    Ok(out.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn a_file_gives_one_query_a_line_whoever_wrote_it() {
        let lines = |name, bytes: &[u8]| lines_of(name, bytes).unwrap();
        assert_eq!(
            lines("a.txt", b"knife\r\n\"sat outside\"\n"),
            "knife\n\n\"sat outside\"\n"
        );
        assert_eq!(
            lines(
                "a.csv",
                b"\xEF\xBB\xBFQuery,Why\n\"\"\"sat outside\"\"\",x\n,\nknife,y\n"
            ),
            "\"sat outside\"\nknife"
        );
        assert_eq!(lines("a.CSV", b"caf\xE9\n"), "café");
        assert!(lines_of("a.xlsx", b"PK\0").is_err());
    }
}
