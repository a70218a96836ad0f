//! The same contacts, sent in every format, are the same entries.

use std::{fs, path::Path};

use forewarned::model::{entry::Entry, record::Supplied};

use super::import_one;

/// What must be the same: everything an agency wrote, with white space as it falls on a page.
type Said = (String, String, String, String, Option<String>, [String; 4]);

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats/same")
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(entry: &Entry) -> Said {
    let when = &entry.when;
    (
        entry.id.0.clone(),
        // A page breaks a line where the cell is full: after the question mark of `?02/02/2018`, for one.
        when.written.split_whitespace().collect(),
        when.earliest.to_string(),
        when.latest.to_string(),
        when.time.map(|t| t.to_string()),
        [&entry.source, &entry.author, &entry.entry_type, &entry.text].map(|t| even(t)),
    )
}

fn read(name: &str) -> Supplied {
    import_one(name, fs::read(folder().join(name)).unwrap())
}

#[test]
fn the_same_contacts_in_every_format_are_the_same_entries() {
    let table = read("same.csv");
    let wanted: Vec<Said> = table.entries.iter().map(said).collect();
    assert_eq!(wanted.len(), 8);
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|f| f.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with("same."))
        .collect();
    names.sort();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        let supplied = read(&name);
        let got: Vec<Said> = supplied
            .entries
            .iter()
            // An e-mail is an entry itself; the table attached to it is the same as by itself.
            .filter(|e| !e.entry_type.starts_with("E-mail") || e.id.0.starts_with("HSG"))
            .map(said)
            .collect();
        assert_eq!(got, wanted, "{name}: {:#?}", supplied.problems);
    }
}
