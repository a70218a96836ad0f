//! Documents in: Word files and PDFs give the entries that the same table gives as CSV, and tell what they could not read.

use super::{adds_up, import_one, sample};
use forewarned::{
    import::{self, Budget, Supply},
    model::{entry::Entry, record::Supplied},
};

/// What two ways of sending one table must agree on; white space may differ.
fn facts(entry: &Entry) -> Vec<String> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        entry.id.0.clone(),
        entry.when.earliest.to_string(),
        entry.when.latest.to_string(),
        format!("{:?}", entry.when.time),
        plain(&entry.source),
        plain(&entry.author),
        plain(&entry.entry_type),
        plain(&entry.text),
    ]
}

fn said(supplied: &Supplied) -> Vec<String> {
    supplied.problems.iter().map(ToString::to_string).collect()
}

/// The one problem whose words hold all of these.
fn says(supplied: &Supplied, parts: &[&str]) {
    let all = said(supplied);
    let found = all.iter().filter(|s| parts.iter().all(|p| s.contains(p))).count();
    assert_eq!(found, 1, "{parts:?} among {all:#?}");
}

fn texts(supplied: &Supplied) -> Vec<&str> {
    supplied.entries.iter().map(|e| e.text.trim()).collect()
}

#[test]
fn the_same_table_gives_the_same_entries_as_word_file_and_as_pdf() {
    let table = sample("docx/same-as-good.csv");
    let wanted: Vec<Vec<String>> = table.entries.iter().map(facts).collect();
    assert_eq!(wanted.len(), 7);
    for path in [
        "docx/good.docx",
        "docx/good-libreoffice.docx",
        "pdf/good.pdf",
        "pdf/good-no-lines.pdf",
    ] {
        let supplied = sample(path);
        let got: Vec<Vec<String>> = supplied.entries.iter().map(facts).collect();
        assert_eq!(got, wanted, "{path}");
        assert!(
            supplied.problems.iter().all(|p| !p.lost_row),
            "{path}: {:#?}",
            said(&supplied)
        );
    }
}

#[test]
fn a_table_over_many_pages_is_one_table_whose_cut_rows_are_put_together() {
    let supplied = sample("pdf/good-pages.pdf");
    assert_eq!((supplied.record.rows, supplied.entries.len()), (40, 40));
    let first = sample("docx/same-as-good.csv");
    for (at, entry) in supplied.entries.iter().enumerate() {
        let like = &first.entries[at % 7];
        let text = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text, format!("Entry {}. {}", at + 1, like.text));
        assert_eq!(entry.when.earliest, like.when.earliest);
        assert_eq!(entry.source, like.source);
    }
    assert!(
        said(&supplied)
            .iter()
            .any(|s| s.contains("the row goes on with the last row of page 4"))
    );
    let last = supplied.entries.last().unwrap();
    assert_eq!((last.origin.part.as_str(), last.origin.row), ("page 11", 3));
}

#[test]
fn tables_that_other_programs_print_are_read_page_by_page() {
    let first = sample("docx/same-as-good.csv");
    for (path, rows) in [
        ("pdf/good-chromium.pdf", 28),
        ("pdf/good-sheet.pdf", 42),
        ("pdf/good-upright-lines.pdf", 28),
    ] {
        let supplied = sample(path);
        // A line above the table that names a day is an entry as well.
        let table: Vec<&Entry> = supplied.entries.iter().filter(|e| e.source != "Narrative").collect();
        assert_eq!(table.len(), rows, "{path}");
        assert!(
            supplied.problems.iter().all(|p| !p.lost_row),
            "{path}: {:#?}",
            said(&supplied)
        );
        for (at, entry) in table.into_iter().enumerate() {
            let like = &first.entries[at % 7];
            assert_eq!(entry.id.0, format!("{}-{at}", like.id.0), "{path}");
            assert_eq!(facts(entry)[1..], facts(like)[1..], "{path}");
        }
    }
}

#[test]
fn a_page_that_is_printed_on_its_side_is_read() {
    let supplied = sample("pdf/good-turned.pdf");
    let days: Vec<String> = supplied.entries.iter().map(|e| e.when.earliest.to_string()).collect();
    assert_eq!(days, ["2018-01-14", "2018-01-21", "2018-02-02"]);
    assert_eq!(supplied.entries[2].author, "P. Whitlock");
}

#[test]
fn joined_split_and_repeated_parts_of_word_tables_are_put_right_and_told() {
    let supplied = sample("docx/good-tables.docx");
    let rows: Vec<(String, String, usize, String)> = supplied
        .entries
        .iter()
        .map(|e| {
            (
                e.when.earliest.to_string(),
                e.origin.part.clone(),
                e.origin.row,
                e.text.clone(),
            )
        })
        .collect();
    let want = [
        (
            "2018-04-03",
            "table 1",
            2,
            "Rang the school & left word.\nSecond paragraph.",
        ),
        ("2018-04-03", "table 1", 3, "School rang back."),
        (
            "2018-04-05",
            "table 1",
            5,
            "Seen in the office. \nHeight\t120 cm\nWeight\t22 kg\nWeighed by the nurse.",
        ),
        (
            "2018-04-09",
            "table 1",
            7,
            "Mother asked for urgent help. No date given.",
        ),
        ("2018-04-12", "table 2", 1, "Closed: no further contact."),
        ("2018-04-20", "table 2", 2, "Re-opened."),
        (
            "2018-05-02",
            "text after table 2",
            1,
            "On 2 May 2018 the file was sent to the archive by the clerk.",
        ),
    ]
    .map(|(day, part, row, text)| (day.to_owned(), part.to_owned(), row, text.to_owned()));
    let mut rows = rows;
    rows.sort();
    assert_eq!(rows, want);
    says(&supplied, &["table 2", "no headings", "was read with its headings"]);
    says(&supplied, &["row 4", "headings are written again"]);
    says(&supplied, &["row 5", "a table inside a cell"]);
    says(&supplied, &["text before table 1", "name no day"]);
}

#[test]
fn tracked_changes_and_comments_are_told_with_who_and_when() {
    let supplied = sample("docx/good-tables.docx");
    says(
        &supplied,
        &[
            "table 1",
            "row 7",
            "inserted by P. Whitlock on 2019-05-03 10:15:00",
            "read as text",
        ],
    );
    says(
        &supplied,
        &["row 7", "deleted by R. Marsh on 2019-06-11 09:00:00", "not read"],
    );
    says(&supplied, &["row 6", "the whole row was deleted by R. Marsh"]);
    says(
        &supplied,
        &["comment by L. Adeyemi on 2019-07-01 08:00:00 on 'by the clerk'"],
    );
    let raw: Vec<&str> = supplied.problems.iter().map(|p| p.raw.as_str()).collect();
    assert!(raw.contains(&"a chat"));
    assert!(raw.contains(&"06/04/2018\t10:00\tDuty log\tCall from aunt about bruises."));
    assert!(raw.contains(&"Who took this call?"));
    assert!(
        texts(&supplied)
            .iter()
            .all(|t| !t.contains("aunt") && !t.contains("a chat"))
    );
}

#[test]
fn dated_paragraphs_of_a_word_file_keep_every_word() {
    let supplied = sample("docx/good-text.docx");
    let all: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    for words in [
        "Seen at home on 4 June 2018. [footnote: Source: district nurse’s diary.]",
        "she said:\n“I am\ttired”.",
        "Alert: do not visit alone.",
        "1. Review on 11 June 2018, first action: ring the clinic.",
        "2. By 14 June 2018 a co-ordinator was to ring.",
        "• Missed on 20 June 2018.",
        "Status on 25 June 2018: open ✓.",
        "Neighbour heard him shout.",
        "On 9 July 2018 nothing was written <sic>.",
    ] {
        assert_eq!(all.matches(words).count(), 1, "{words:?} in {all:?}");
    }
    assert!(!all.contains("HYPERLINK") && !all.contains("of note"));
    says(&supplied, &["hidden in Word"]);
    says(&supplied, &["moved away by R. Marsh"]);
    says(&supplied, &["picture 1 holds no text"]);
    says(&supplied, &["header of the pages"]);
    assert!(supplied.problems.iter().any(|p| p.raw == "OFFICIAL-SENSITIVE"));
}

#[test]
fn every_broken_word_file_says_what_is_wrong_and_what_to_do() {
    super::check("docx/broken-cut-short.docx", 0, 0, &["damaged or cut short"]);
    super::check("docx/broken-empty.docx", 0, 0, &["the file is empty"]);
    super::check("docx/broken-no-text.docx", 0, 0, &["holds no Word text"]);
    super::check("docx/broken-not-word.docx", 0, 0, &["named as a Word file and is none"]);
    super::check("docx/broken-locked.docx", 0, 0, &["locked with a password"]);
    super::check("docx/broken-old.doc", 0, 0, &["old Word (.doc)"]);
    super::check(
        "docx/broken-damaged-xml.docx",
        2,
        1,
        &["can be read no further than byte"],
    );
    let entity = sample("docx/broken-entity.docx");
    assert_eq!(texts(&entity), ["On 4 June 2018 he rang &secret; twice."]);
    says(&entity, &["&secret;", "never looked up"]);
}

#[test]
fn a_word_file_that_unfolds_to_too_much_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..257 {
        std::io::Write::write_all(&mut zip, &blanks).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024);
    let supplied = import_one("bomb.docx", bytes);
    says(&supplied, &["unfolds to more than 256 MB"]);
}

#[test]
fn a_word_file_that_nests_without_end_is_read_as_far_as_it_tells_something() {
    let deep = 20_000;
    let mut xml = String::from("<w:document><w:body>");
    xml.push_str(&"<w:tbl><w:tr><w:tc>".repeat(deep));
    xml.push_str("<w:p><w:r><w:t>On 4 June 2018 he rang.</w:t></w:r></w:p>");
    xml.push_str(&"</w:tc></w:tr></w:tbl>".repeat(deep));
    xml.push_str("</w:body></w:document>");
    let supplied = import_one("deep.docx", word_file(&xml));
    assert_eq!(texts(&supplied), ["On 4 June 2018 he rang."]);
    assert!(said(&supplied).iter().any(|s| s.contains("nested so deep")));
}

fn word_file(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut zip, document.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn macros_and_embedded_files_are_told_and_not_read() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        (
            "word/document.xml",
            "<w:document><w:body><w:p><w:r><w:t>On 4 June 2018 he rang.</w:t></w:r></w:p></w:body></w:document>",
        ),
        ("word/vbaProject.bin", "x"),
        ("word/embeddings/oleObject1.bin", "x"),
    ] {
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    let supplied = import_one("a.docm", zip.finish().unwrap().into_inner());
    assert_eq!(supplied.entries.len(), 1);
    says(&supplied, &["the file has macros"]);
    says(&supplied, &["embedded", "oleObject1.bin"]);
}

#[test]
fn cells_of_a_row_that_spans_columns_stay_under_their_headings() {
    let cell = |text: &str, span: usize| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &[(&str, usize)]| {
        let cells: String = cells.iter().map(|(t, s)| cell(t, *s)).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let table = [
        row(&[("Contacts with the family", 4)]),
        row(&[("Date", 1), ("Time", 1), ("Source", 1), ("Event", 1)]),
        row(&[("03/04/2018", 1), ("09:00", 1), ("Log", 1), ("Rang.", 1)]),
        row(&[("04/04/2018", 3), ("Wrote.", 1)]),
    ]
    .concat();
    let xml = format!("<w:document><w:body><w:tbl>{table}</w:tbl></w:body></w:document>");
    let supplied = import_one("span.docx", word_file(&xml));
    assert_eq!(texts(&supplied), ["Rang.", "Wrote."]);
    assert_eq!(
        (supplied.entries[1].origin.row, supplied.entries[1].source.as_str()),
        (4, "")
    );
    says(&supplied, &["row 1", "above the headings"]);
}

#[test]
fn a_page_without_text_is_a_problem_that_counts_and_names_ocr() {
    let supplied = sample("pdf/good-scanned-page.pdf");
    assert_eq!((supplied.record.rows, supplied.entries.len()), (4, 3));
    says(&supplied, &["page 2", "is a picture (a scan)", "OCR"]);
    let days: Vec<String> = supplied.entries.iter().map(|e| e.when.earliest.to_string()).collect();
    assert_eq!(days, ["2018-05-03", "2018-05-09", "2018-05-20"]);
    assert_eq!(supplied.entries[2].origin.part, "page 3");
}

#[test]
fn a_printed_log_is_read_line_by_line_without_what_runs_along_its_pages() {
    let supplied = sample("pdf/good-log.pdf");
    assert_eq!(supplied.entries.len(), 60);
    for (at, entry) in supplied.entries.iter().enumerate() {
        assert!(entry.text.contains(&format!("message {}.", at + 1)), "{:?}", entry.text);
        assert!(!entry.text.contains("Printed by") && !entry.text.contains("CALL HANDLING"));
        assert_eq!(entry.text.contains("Line two of the same message"), at % 4 == 0);
    }
    let raw: Vec<&str> = supplied.problems.iter().map(|p| p.raw.as_str()).collect();
    let running = [
        "CALL HANDLING SYSTEM INCIDENT LOG 0417 14/01/2018",
        "Printed by user 5512 Page 1 of 2",
    ];
    assert_eq!(raw, running);
}

#[test]
fn lines_that_stand_alike_on_every_page_but_not_at_its_edge_are_text() {
    let supplied = sample("pdf/good-statement.pdf");
    assert_eq!(supplied.entries.len(), 61);
    for (at, entry) in supplied.entries.iter().skip(1).enumerate() {
        let text = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Nobody called."), "{text:?}");
        assert!(text.ends_with(&format!("as note {at}.")), "{text:?}");
    }
    assert_eq!(supplied.entries[60].origin.part, "page 6");
}

#[test]
fn a_row_whose_day_is_left_blank_is_never_put_into_the_row_above() {
    let supplied = sample("pdf/broken-blank-days.pdf");
    // Its nested table leaves doubt how cells are set: every row is told with its own words, and none is joined with another.
    let lost = super::lost(&supplied);
    assert_eq!(lost.len(), 7, "{lost:#?}");
    assert!(lost[0].ends_with("Rang the school & left word. Second paragraph."));
    assert_eq!(lost[1], "\t15:30\tDuty log\tSchool rang back.");
    says(&supplied, &["row 4", "the headings are written again"]);
}

#[test]
fn the_number_of_a_note_is_no_figure_of_the_year() {
    let supplied = sample("pdf/good-note-marks.pdf");
    let note = supplied
        .entries
        .iter()
        .find(|e| e.text.contains("Seen at home"))
        .unwrap();
    assert!(note.text.contains("Seen at home on 4 June 2018 [1] ."), "{}", note.text);
    assert_eq!(note.when.latest.to_string(), "2018-06-04");
}

#[test]
fn rows_that_no_line_parts_and_nothing_proves_are_problems_with_their_words() {
    let supplied = sample("pdf/broken-log-columns.pdf");
    // A line above the table that names a day is an entry as well.
    assert!(supplied.entries.iter().all(|e| e.source == "Narrative"));
    let mut lost = supplied.problems.iter().filter(|p| p.lost_row);
    assert!(
        lost.any(|p| p.raw.contains("Message 3 about the noise")),
        "{:#?}",
        said(&supplied)
    );
}

#[test]
fn comments_forms_and_files_on_a_pdf_are_told() {
    let supplied = sample("pdf/good-notes.pdf");
    says(&supplied, &["page 1", "a comment on the page"]);
    says(&supplied, &["the field 'reply' of the form is filled in"]);
    says(&supplied, &["a file of 27 bytes hangs on the PDF", "log.csv"]);
    let raw: Vec<&str> = supplied.problems.iter().map(|p| p.raw.as_str()).collect();
    assert!(raw.contains(&"Not on the duty log") && raw.contains(&"by 9 May 2018"));
}

#[test]
fn a_pdf_that_opens_to_anybody_is_read_and_one_with_a_password_is_refused() {
    assert_eq!(sample("pdf/good-owner-password.pdf").entries.len(), 4);
    super::check("pdf/broken-password.pdf", 0, 0, &["locked with a password"]);
}

#[test]
fn every_broken_pdf_says_what_is_wrong_and_what_to_do() {
    super::check("pdf/broken-empty.pdf", 0, 0, &["the file is empty"]);
    super::check("pdf/broken-not-pdf.pdf", 0, 0, &["no page of it can be read"]);
    let short = sample("pdf/broken-cut-short.pdf");
    says(&short, &["the PDF is cut short"]);
    says(&short, &["page 2", "no words in this copy"]);
    assert!(short.entries.len() > 30);
    let over = sample("pdf/broken-printed-over.pdf");
    assert_eq!(over.entries, []);
    assert_eq!(over.record.problems, 42);
    assert!(said(&over).iter().any(|s| s.contains("printed over one another")));
}

#[test]
fn a_damaged_copy_never_brings_the_program_down() {
    for path in ["pdf/good.pdf", "docx/good-text.docx"] {
        let whole = std::fs::read(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("samples/formats")
                .join(path),
        )
        .unwrap();
        let name = path.rsplit('/').next().unwrap();
        for step in 1..12 {
            let mut broken = whole.clone();
            let at = whole.len() * step / 12;
            broken[at] ^= 0x55;
            adds_up(&import_one(name, broken));
            adds_up(&import_one(name, whole[..at].to_vec()));
        }
    }
}

#[test]
fn a_scan_that_is_stamped_is_no_page_that_was_read() {
    let supplied = sample("pdf/broken-stamped-scan.pdf");
    assert_eq!(supplied.entries, []);
    assert_eq!((supplied.record.rows, supplied.record.problems), (3, 3));
    for page in ["page 1", "page 2", "page 3"] {
        says(&supplied, &[page, "is a picture (a scan)", "OCR"]);
    }
    let kept = |p: &&forewarned::model::problem::Problem| p.raw.contains("OFFICIAL-SENSITIVE Bundle GP-7 Page 1 of 3");
    assert!(supplied.problems.iter().any(|p| kept(&p)), "{:#?}", supplied.problems);
}

#[test]
fn words_stamped_on_one_picture_stay_and_a_page_with_a_crest_or_a_chart_is_read() {
    let supplied = sample("pdf/good-stamped-page.pdf");
    says(&supplied, &["page 1", "is a picture (a scan)", "OCR"]);
    assert_eq!(supplied.record.problems, 1, "{:#?}", said(&supplied));
    let all = texts(&supplied).join("\n");
    assert!(all.contains("received by the panel on 4 June 2019"), "{all}");
    assert!(all.contains("On 9 May 2018 she was seen at home."), "{all}");
    assert_eq!(supplied.entries.iter().filter(|e| e.origin.part == "page 3").count(), 6);
}

#[test]
fn a_heading_above_a_table_that_names_a_day_is_an_entry() {
    let supplied = sample("docx/good-dated-heading.docx");
    assert_eq!(
        texts(&supplied),
        [
            "14 January 2018: Brook held her by the throat and she told the midwife",
            "Rang twice.",
            "Visited.",
        ]
    );
    assert_eq!(supplied.entries[0].when.earliest.to_string(), "2018-01-14");
    let beside = supplied
        .problems
        .iter()
        .filter(|p| p.what.contains("stand beside a table"));
    let raw: Vec<&str> = beside.map(|p| p.raw.as_str()).collect();
    assert_eq!(raw, ["Prepared for the panel.", "Contacts"]);
}

#[test]
fn what_is_packed_in_a_document_counts_with_all_else_that_one_supplied_file_holds() {
    let formats = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    for path in ["docx/good.docx", "xlsx/good.xlsx", "ods/good.ods"] {
        let bytes = std::fs::read(formats.join(path)).unwrap();
        let budget = Budget::default();
        let whole = budget.bytes();
        import::open(&Supply::of(path, &bytes, &budget)).unwrap();
        assert!(budget.bytes() < whole, "{path} takes from the budget");
        budget.spend(budget.bytes() - 100);
        let refused = import::open(&Supply::of(path, &bytes, &budget)).unwrap_err();
        assert!(refused.what.contains("what lies beside it"), "{path}: {}", refused.what);
    }
}
