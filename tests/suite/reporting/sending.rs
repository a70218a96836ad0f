//! Several reports at once with their manifest, and the blank chronology that goes out to agencies and comes back.

use std::{fs, io::Cursor, path::Path};

use calamine::{Reader as _, Xlsx};
use forewarned::{
    import::{self, Taken, narrative_case},
    model::{case::AgencyId, columns::Field, hash::hex, record::Supplied},
    report::{FORMATS, KINDS},
};
use sha2::{Digest, Sha256};

use crate::{headings, whole_cases::sample};

fn run(arguments: &[&str]) -> (String, String, bool) {
    let done = assert_cmd::Command::cargo_bin("forewarned")
        .unwrap()
        .args(arguments)
        .output()
        .unwrap();
    (
        String::from_utf8(done.stdout).unwrap(),
        String::from_utf8(done.stderr).unwrap(),
        done.status.success(),
    )
}

fn import(name: &str, content: &str) -> Supplied {
    let case = narrative_case("case");
    let agency = AgencyId("narrative".to_owned());
    import::read_file(
        &case,
        &headings(),
        &agency,
        (name, content.as_bytes().to_vec()),
        &mut Taken::new(),
    )
}

#[test]
fn a_folder_of_reports_has_a_manifest_in_which_every_hash_is_right() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pack");
    let case = sample("saltmarsh");
    let (out, err, done) = run(&[
        "report",
        case.to_str().unwrap(),
        "--kind",
        "all",
        "--format",
        "all",
        "--undated",
        "--marking",
        "OFFICIAL",
        "--output",
        folder.to_str().unwrap(),
    ]);
    assert!(done, "{err}");
    let manifest = fs::read_to_string(folder.join("MANIFEST.txt")).unwrap();
    assert!(
        manifest.contains("Case: ")
            && manifest.contains("Rules SHA-256: ")
            && manifest.contains(env!("CARGO_PKG_VERSION"))
    );
    let mut files = 0;
    for file in fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        if name == "MANIFEST.txt" {
            continue;
        }
        files += 1;
        let bytes = fs::read(&file).unwrap();
        let line = manifest.lines().find(|l| l.ends_with(&format!("  {name}"))).unwrap();
        assert!(
            line.starts_with(&hex(&Sha256::digest(&bytes))) && line.contains(&bytes.len().to_string()),
            "{line}"
        );
        if file.extension().is_some_and(|e| e == "html") {
            assert!(
                String::from_utf8(bytes)
                    .unwrap()
                    .contains("<p class=\"marking\">OFFICIAL</p>")
            );
        }
    }
    let told = out.lines().filter(|l| l.starts_with("not written: ")).count();
    assert_eq!(files + told, KINDS.len() * FORMATS.len());
    assert!(manifest.contains("Not written:\nthe report `"));
    assert!(folder.join("saltmarsh-full.docx").exists());
}

#[test]
fn several_reports_without_a_folder_and_unknown_names_are_refused_with_what_to_do() {
    let case = sample("saltmarsh");
    let case = case.to_str().unwrap();
    let (_, err, done) = run(&["report", case, "--format", "html,docx"]);
    assert!(!done && err.contains("--output FOLDER"), "{err}");
    let (_, err, done) = run(&["report", case, "--format", "html,odt", "-o", "x"]);
    assert!(!done && err.contains("no format `odt`; there are html, docx"), "{err}");
}

#[test]
fn a_place_that_cannot_be_written_to_and_a_name_of_another_format_are_refused_with_what_to_do() {
    let (case, folder) = (sample("saltmarsh"), tempfile::tempdir().unwrap());
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("file"), "words").unwrap();
    let tried = |rest: &[&str]| {
        let (_, err, done) = run(&[&["report", case.to_str().unwrap(), "--kind", "loops"], rest].concat());
        assert!(!done, "{rest:?}");
        err
    };
    let err = tried(&["--format", "html,docx", "-o", &at("file")]);
    assert!(
        err.contains("file is a file, and several reports need a folder"),
        "{err}"
    );
    let err = tried(&["-o", &at("file/a.html")]);
    assert!(err.contains("file is no folder. Give another --output"), "{err}");
    let err = tried(&["-o", &at("no/a.html")]);
    assert!(err.contains("no does not exist. Make that folder"), "{err}");
    let err = tried(&["--format", "docx", "-o", &at("a.PDF")]);
    assert!(err.contains("Say --format pdf, or end its name in .docx"), "{err}");
    assert_eq!(fs::read_to_string(at("file")).unwrap(), "words");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written");
}

fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range
        .rows()
        .map(|r| r.iter().map(ToString::to_string).collect())
        .collect()
}

fn as_csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The template as it is sent to an agency, as a workbook.
fn sent(home: &Path) -> std::path::PathBuf {
    let (out, err, done) = run(&[
        "template",
        "--output",
        home.to_str().unwrap(),
        "--agency",
        "Tarnbeck Police",
        "--review",
        "2022-02-07..2023-07-31",
    ]);
    assert!(done && out.contains("need no mapping"), "{err}");
    home.join("chronology-template-tarnbeck-police.xlsx")
}

#[test]
fn the_blank_chronology_comes_back_without_mapping() {
    let home = tempfile::tempdir().unwrap();
    let mut rows = sheet(&sent(home.path()), "Chronology");
    assert_eq!(rows.len(), 1);
    let filled = [
        "P-1",
        "w/c 08/01/2018",
        "14:30",
        "Niche",
        "PC Lund",
        "Call",
        "Neighbour heard shouting.",
        "20/01/2018",
        "No reply",
        "DH, AN",
        "No",
        "The log was closed the same night.",
    ];
    rows.push(filled.map(str::to_owned).to_vec());
    let back = import("police.csv", &as_csv(&rows));
    assert_eq!((back.record.rows, back.entries.len()), (1, 1), "{:?}", back.problems);
    let entry = &back.entries[0];
    assert_eq!(
        (entry.id.0.as_str(), entry.text.as_str()),
        ("P-1", "Neighbour heard shouting.")
    );
    assert_eq!((entry.source.as_str(), entry.author.as_str()), ("Niche", "PC Lund"));
    assert_eq!(entry.entry_type, "Call - No reply");
    assert_eq!(entry.when.written, "w/c 08/01/2018");
    assert_eq!(entry.recorded.as_ref().unwrap().written, "20/01/2018");
    let further: Vec<&str> = entry.further.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(further, ["People involved", "Seen alone", "Comment of IMR author"]);
    let mapping = &back.record.columns[0];
    let told: Vec<Field> = mapping.columns.iter().map(|c| c.field).collect();
    assert_eq!(
        told[..9],
        [
            Field::Ref,
            Field::Date,
            Field::Time,
            Field::Source,
            Field::Author,
            Field::Type,
            Field::Event,
            Field::Recorded,
            Field::Outcome
        ]
    );
}

#[test]
fn instructions_of_the_template_become_no_entries_and_answers_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut rows = sheet(&sent(home.path()), "Instructions");
    let back = import("police.csv", &as_csv(&rows));
    assert_eq!((back.record.rows, back.entries.len()), (0, 0), "{:?}", back.problems);
    assert!(back.problems.iter().all(|p| !p.lost_row));
    let said = |words: &str| back.problems.iter().any(|p| p.what.contains(words));
    assert!(said("instructions of the blank chronology"));
    assert!(said("under 'Agency': Tarnbeck Police"));
    assert!(said("under 'Period under review': 7 February 2022 to 31 July 2023"));
    // One word more, and the row is the agency's own: it is kept as everything else is.
    let changed = rows
        .iter()
        .position(|r| r[0].starts_with("Include it if in doubt"))
        .unwrap();
    rows[changed][0].push_str(" On 14/01/2018 he was seen.");
    let back = import("police.csv", &as_csv(&rows));
    let kept = back
        .problems
        .iter()
        .any(|p| p.raw.contains("On 14/01/2018 he was seen") || p.what.contains("On 14/01/2018 he was seen"))
        || back.entries.iter().any(|e| e.text.contains("he was seen"));
    assert!(kept, "{:?}", back.problems);
}

#[test]
fn a_text_with_the_instructions_above_it_keeps_its_own_words_and_lines() {
    let template = headings().template;
    let mut text = format!(
        "{}\n{}\n{}\n",
        template.title, template.purpose, template.instructions_heading
    );
    for line in &template.instructions {
        text.extend(["• ", line, "\n"]);
    }
    let only = import("police.txt", &text);
    assert_eq!((only.record.rows, only.entries.len()), (0, 0), "{:?}", only.problems);
    text.push_str("14/01/2018 Neighbour heard shouting. Police told.\n");
    let more = import("police.txt", &text);
    assert_eq!(more.entries.len(), 1, "{:?}", more.entries);
    assert_eq!(more.entries[0].origin.row, text.lines().count());
    assert!(more.entries[0].text.contains("Neighbour heard shouting"));
    assert!(!more.entries[0].text.contains("Include it if in doubt"));
}

#[test]
fn the_template_is_the_same_every_time_and_says_what_is_wrong_with_a_period() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (sent(one.path()), sent(two.path()));
    assert!(fs::read(&first).unwrap() == fs::read(&second).unwrap());
    assert!(fs::read(first.with_extension("docx")).unwrap() == fs::read(second.with_extension("docx")).unwrap());
    for (period, words) in [
        ("2022", "is no period; write it as"),
        ("2022-02-02..2021-01-01", "ends before it begins"),
    ] {
        let (_, err, done) = run(&["template", "-o", one.path().to_str().unwrap(), "--review", period]);
        assert!(!done && err.contains(words), "{err}");
    }
}
