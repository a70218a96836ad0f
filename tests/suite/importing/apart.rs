//! Files that nobody can vouch for are opened by a process of their own: it says the same, and it may die alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test"
)]

use std::{
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use forewarned::{
    import::{Opener, Taken, Ways, narrative_case, read_file},
    model::record::Supplied,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{adds_up, import_one};
use crate::headings;

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("forewarned").to_owned()
}

fn apart(program: PathBuf, (seconds, megabytes): (u64, u64), name: &str, content: Vec<u8>) -> Supplied {
    let case = narrative_case(name);
    let agency = case.agencies[0].id.clone();
    let headings = headings();
    let ways = Ways {
        headings: &headings,
        opener: &Opener::Apart {
            program,
            seconds,
            megabytes,
        },
    };
    let supplied = read_file(&case, ways, &agency, (name, content), &mut Taken::new());
    adds_up(&supplied);
    supplied
}

/// A zip whose one table has so many cells that no small process can hold them.
fn cells() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("cells.csv", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"Date,Event\n").unwrap();
    zip.write_all(&vec![b','; 7 * 1024 * 1024]).unwrap();
    zip.finish().unwrap().into_inner()
}

fn said(supplied: &Supplied) -> String {
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    said.join("\n")
}

#[test]
fn a_file_opened_apart_gives_what_it_gives_here() {
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    for file in [
        "eml/good.eml",
        "eml/good-attachments.eml",
        "msg/good.msg",
        "zip/good.zip",
        "zip/broken-password.zip",
        "zip/broken-cut-short.zip",
    ] {
        let name = file.rsplit('/').next().unwrap();
        let content = fs::read(formats.join(file)).unwrap();
        let there = apart(program(), (60, 2048), name, content.clone());
        assert_eq!(there, import_one(name, content), "{file}");
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_needs_too_much_memory_is_refused_and_nothing_else_is_harmed() {
    let supplied = apart(program(), (60, 160), "cells.zip", cells());
    assert_eq!(supplied.record.encoding, "");
    assert!(
        said(&supplied).contains("needed more than 160 MB of memory and was stopped; split it into smaller files"),
        "{}",
        said(&supplied)
    );
}

#[cfg(unix)]
fn script(folder: &Path, words: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join("program");
    fs::write(&path, format!("#!/bin/sh\n{words}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
#[cfg(unix)]
fn a_process_that_does_not_answer_is_stopped_and_the_file_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mail = || b"From: a\nMIME-Version: 1.0\n\nx".to_vec();
    for (words, refusal) in [
        ("exec sleep 600", "opening it took more than 1 seconds and was stopped"),
        ("exit 3", "the process that opened it stopped without an answer"),
        (
            "echo '{\"Opened\":'",
            "the process that opened it stopped without an answer",
        ),
        (
            "echo 'thread main has overflowed its stack' >&2; kill -ABRT $$",
            "deeper than any program writes them",
        ),
        ("kill -XCPU $$", "took more than 1 seconds"),
    ] {
        let supplied = apart(script(folder.path(), words), (1, 64), "a.eml", mail());
        assert!(said(&supplied).contains(refusal), "{words}: {}", said(&supplied));
        assert_eq!(supplied.record.encoding, "", "nothing of it was read");
    }
    let gone = apart(folder.path().join("no-such-program"), (1, 64), "a.eml", mail());
    assert!(
        said(&gone).contains("no second process could be started"),
        "{}",
        said(&gone)
    );
}

#[test]
#[cfg(unix)]
fn the_command_line_opens_files_apart_and_says_which_were_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("case.toml"),
        "title = \"Limits\"\nkind = \"sfo\"\nreview_from = 2018-01-01\nreview_to = 2018-12-31\n\n[[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"cells.zip\", \"notes.csv\"]\nsupplied_from = 2018-01-01\nsupplied_to = 2018-12-31\n",
    )
    .unwrap();
    fs::write(folder.path().join("cells.zip"), cells()).unwrap();
    fs::write(folder.path().join("notes.csv"), "Date,Event\n14/01/2018,Seen.\n").unwrap();
    let output = Command::new(program())
        .args(["--file-megabytes", "160", "analyse", "--format", "json"])
        .arg(folder.path())
        .output()
        .unwrap();
    let json = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["records"][0]["file"], "cells.zip");
    assert_eq!(told["records"][0]["entries"], 0);
    assert_eq!(told["records"][1]["entries"], 1);
    // A file that was not read says nothing of the days that it covers.
    assert_eq!(told["coverage"], serde_json::json!([]), "{json}");
}

#[test]
#[cfg(unix)]
fn the_name_of_a_file_is_no_argument_of_the_process_that_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let words = format!(
        "cd '{}'; echo \"$@\" > arguments; cat > input; exit 3",
        folder.path().display()
    );
    let mail = b"From: a\nMIME-Version: 1.0\n\nx".to_vec();
    apart(script(folder.path(), &words), (9, 64), "Casey Brook.eml", mail.clone());
    let arguments = fs::read_to_string(folder.path().join("arguments")).unwrap();
    assert_eq!(arguments, "open-file 9 64\n");
    let input = fs::read(folder.path().join("input")).unwrap();
    assert_eq!(
        input,
        [&15_u32.to_le_bytes(), b"Casey Brook.eml".as_slice(), &mail].concat()
    );
}

#[test]
#[cfg(unix)]
fn a_process_that_answers_with_too_much_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let supplied = apart(
        script(folder.path(), "cat > /dev/null; exec head -c 140000000 /dev/zero"),
        (60, 64),
        "a.eml",
        b"From: a\nMIME-Version: 1.0\n\nx".to_vec(),
    );
    assert!(
        said(&supplied).contains("more than 128 MB as tables and texts; split it"),
        "{}",
        said(&supplied)
    );
}

#[test]
#[cfg(unix)]
fn what_is_packed_is_opened_apart_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let program = script(folder.path(), "exit 3");
    for head in [b"PK\x03\x04".as_slice(), b"PK\x05\x06", b"%PDF-", b"\xD0\xCF\x11\xE0"] {
        let supplied = apart(program.clone(), (9, 64), "notes.csv", head.repeat(9));
        assert!(
            said(&supplied).contains("stopped without an answer"),
            "{}",
            said(&supplied)
        );
    }
}
