//! How a large case was read is kept between starts: the case is the one that reading afresh gives, and what is kept is taken only where it
//! is whole and rests on the same.

use std::{fmt::Write as _, fs, path::Path, sync::Arc};

use forewarned::{
    app::{home::Home, importing, matters::Matters},
    model::matter::Matter,
};

use crate::{headings, judged_again::all_of, whole_cases};

const CASE: &str = r#"
title = "Rows"
kind = "sfo"
review_from = 2017-01-01
review_to = 2018-12-31

[[person]]
id = "P1"
role = "subject"
names = ["Martin Orme", "MO"]

[[person]]
id = "P2"
role = "victim"
names = ["Dorothy Vane", "DV"]

[[agency]]
id = "police"
name = "Fernshire Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-12-31
"#;

/// A home with a case of so many rows.
fn home(at: &Path, rows: usize) {
    let folder = at.join("in");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("case.toml"), CASE).unwrap();
    let mut csv = "Ref,Date,Time,Source,Author,Type,Event\n".to_owned();
    for row in 0..rows {
        let words = match row % 50 {
            7 => "DV says MO followed her to work on 3/4/17 and threatened to kill her x3. Police told.",
            _ => "Seen.",
        };
        let _ = writeln!(
            csv,
            "R{row},{:02}/0{}/2017,,Log,PC,Note,\"{words}\"",
            row % 28 + 1,
            row % 9 + 1
        );
    }
    fs::write(folder.join("police.csv"), csv).unwrap();
    importing::import(&Home::new(at), &headings(), &folder, Some("c")).unwrap();
}

/// The case after a start of the program, and how many entries were read for it.
fn started(at: &Path) -> (Arc<Matter>, usize) {
    let matters = Matters::new(Home::new(at), Arc::new(whole_cases::book().clone()));
    let mut read = 0;
    let (_, matter) = matters.open("c", &mut |n| read = n).unwrap().unwrap();
    (matter, read)
}

#[test]
fn a_large_case_is_read_once_and_is_the_same_after_the_next_start() {
    let at = tempfile::tempdir().unwrap();
    home(at.path(), 210);
    let kept = Home::new(at.path()).readings("c");
    let (first, read) = started(at.path());
    assert_eq!(read, 210);
    assert!(first.readings.iter().any(|r| !r.mentions.is_empty()) && kept.is_file());
    let (again, read) = started(at.path());
    assert_eq!(read, 0, "nothing is read again");
    assert_eq!(all_of(&again), all_of(&first));

    // What is damaged, and what was kept of another case or by other rules, is not taken.
    let whole = fs::read(&kept).unwrap();
    let mut flipped = whole.clone();
    let at_end = flipped.len() - 40;
    flipped[at_end] ^= 1;
    let mut of_another = whole.clone();
    of_another[30] = if of_another[30] == b'0' { b'1' } else { b'0' };
    for (what, bytes) in [
        ("a changed byte", &flipped[..]),
        ("half of it", &whole[..whole.len() / 2]),
        ("another case", &of_another[..]),
        ("nothing", b""),
    ] {
        fs::write(&kept, bytes).unwrap();
        let (again, read) = started(at.path());
        assert_eq!(read, 210, "{what}");
        assert_eq!(all_of(&again), all_of(&first), "{what}");
        assert_eq!(
            fs::read(&kept).unwrap(),
            whole,
            "{what}: it is made again, the same to the byte"
        );
    }
}

#[test]
fn a_small_case_leaves_nothing_beside_its_index() {
    let at = tempfile::tempdir().unwrap();
    home(at.path(), 20);
    assert_eq!(started(at.path()).1, 20);
    assert!(!Home::new(at.path()).readings("c").exists());
    assert_eq!(started(at.path()).1, 20);
}

#[test]
fn a_reading_that_is_kept_is_the_reading_that_was_made() {
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let made = whole_cases::matter(name).readings;
        let kept = serde_json::to_vec(&made).unwrap();
        let taken: Vec<forewarned::model::mention::Reading> = serde_json::from_slice(&kept).unwrap();
        assert!(taken == made, "{name}");
    }
}
