//! Files of one name in a zip, and days whose year is none: both are read or told, and nothing is taken for another.

use std::io::{Cursor, Write as _};

use forewarned::model::record::Supplied;

use super::{import_one, lost, moment};

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    all.join("\n")
}

/// A zip of files whose names stand there as they are given. Names of the same length are written as `?` and then put right,
/// since no library writes a name twice.
fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, content)) in files.iter().enumerate() {
        let mark = format!("{at}{}", name.get(1..).unwrap_or_default());
        writer
            .start_file(mark, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    for (at, (name, _)) in files.iter().enumerate() {
        let mark = format!("{at}{}", name.get(1..).unwrap_or_default());
        let places: Vec<usize> = bytes
            .windows(mark.len())
            .enumerate()
            .filter(|(_, w)| *w == mark.as_bytes())
            .map(|(at, _)| at)
            .collect();
        for place in places {
            bytes[place..place + name.len()].copy_from_slice(name.as_bytes());
        }
    }
    bytes
}

#[test]
fn files_of_one_name_in_a_zip_are_all_read_and_told_apart_by_their_number() {
    let row = |id: &str| format!("Ref,Date,Event\n{id},12/03/2021,Rang {id}.\n");
    let bytes = zip_of(&[
        ("a.csv", &row("A-1")),
        ("a.csv", &row("A-2")),
        ("A.csv", &row("A-3")),
        ("b.csv", &row("A-4")),
        ("a.csv", &row("A-5")),
    ]);
    let supplied = import_one("a.zip", bytes);
    let seen: Vec<(&str, &str)> = supplied
        .entries
        .iter()
        .map(|e| (e.id.0.as_str(), e.origin.part.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("A-1", "file 'a.csv' (1 of 3)"),
            ("A-2", "file 'a.csv' (2 of 3)"),
            ("A-3", "file 'A.csv'"),
            ("A-4", "file 'b.csv'"),
            ("A-5", "file 'a.csv' (3 of 3)"),
        ]
    );
    assert!(
        said(&supplied).contains("holds 3 files of this name"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn no_day_is_read_from_a_piece_of_a_longer_number_and_each_is_told() {
    for wrong in ["12/03/20211", "12/03/202", "12 March 20211", "12 March 202"] {
        let supplied = import_one(
            "a.txt",
            format!("10/03/2021 He rang.\n\n{wrong} Rang again.\n").into_bytes(),
        );
        let days: Vec<String> = supplied.entries.iter().map(moment).collect();
        assert_eq!(days, ["2021-03-10"], "{wrong}");
        assert_eq!(lost(&supplied), [format!("{wrong} Rang again.\n")]);
        let inside = import_one(
            "a.txt",
            format!("10/03/2021 He rang.\nShe rang on {wrong}. Nobody came.\n").into_bytes(),
        );
        assert_eq!(inside.entries.len(), 1, "{wrong}");
        assert!(
            said(&inside).contains(&format!("line 2 holds '{wrong}'")),
            "{}",
            said(&inside)
        );
        let cell = import_one("a.csv", format!("Date,Event\n{wrong},Rang.\n").into_bytes());
        assert_eq!(
            (cell.entries.len(), lost(&cell)),
            (0, vec![format!("{wrong},Rang.").as_str()])
        );
    }
}

#[test]
fn a_number_behind_a_day_and_a_month_is_no_year_of_theirs() {
    let supplied = import_one(
        "a.txt",
        b"10/03/2021 He rang.\nOn 12 March 200 calls were made.\n".to_vec(),
    );
    let days: Vec<String> = supplied.entries.iter().map(moment).collect();
    assert_eq!(days, ["2021-03-10", "2021-03-12"]);
    assert!(
        !said(&supplied).contains("could not be read as a date"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn letters_of_old_code_pages_are_read_where_they_are_proved() {
    let dos = import_one(
        "a.csv",
        b"Date,Event\n14/01/2018,Jos\x82 paid \x9C50 at the caf\x82.\n15/01/2018,Fran\x87ois M\x81ller rang.\n"
            .to_vec(),
    );
    assert_eq!(dos.record.encoding, "cp850 (MS-DOS)");
    assert_eq!(dos.entries[0].text, "José paid £50 at the café.");
    assert_eq!(dos.entries[1].text, "François Müller rang.");
    assert!(said(&dos).contains("they were read as cp850"), "{}", said(&dos));
    let mac = import_one(
        "a.csv",
        b"Date,Event\n14/01/2018,\xD2No\xD3 \xD0 she\xD5s paid \xA350 at the caf\x8E.\n".to_vec(),
    );
    assert_eq!(mac.record.encoding, "Mac Roman");
    assert_eq!(mac.entries[0].text, "“No” – she’s paid £50 at the café.");
    // One sign that could stand nowhere proves nothing of the others.
    let windows = import_one("a.csv", b"Date,Event\n14/01/2018,\x93No\x94 \x96 she\x92s paid \xA350 at the caf\xE9\x85 20\xB0 \xC5ngstr\xF6m \xD7 3.\n".to_vec());
    assert_eq!(windows.record.encoding, "Windows-1252");
    assert!(
        windows.entries[0].text.contains("she’s paid £50 at the café… 20°"),
        "{}",
        windows.entries[0].text
    );
}
