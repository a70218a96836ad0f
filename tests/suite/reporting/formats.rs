//! How reports are written: every part is sound, the marking is on every page, nothing is run, cut or lost, the same bytes every time.

use std::{
    collections::BTreeMap,
    io::{Cursor, ErrorKind, Read as _},
};

use calamine::{Data, Reader as _, Xlsx};
use forewarned::report::{
    self, FORMATS, KINDS, ReportError, Settings,
    document::{Block, Document, Happening, Inline, Table, text},
};

use crate::whole_cases::matter;

const LONGEST: usize = 32_767;

fn written(document: &Document, format: &str) -> Vec<u8> {
    let mut out = Vec::new();
    report::format(format).unwrap().write(document, &mut out).unwrap();
    out
}

/// The parts of a package by name, each checked to be XML that a parser reads to its end.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.rsplit('.').next() == Some("png") {
            let mut picture = Vec::new();
            file.read_to_end(&mut picture).unwrap();
            assert!(picture.starts_with(b"\x89PNG"), "{name}");
            continue;
        }
        let mut part = String::new();
        file.read_to_string(&mut part).unwrap();
        let mut reader = quick_xml::Reader::from_str(&part);
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
        assert!(
            part.chars().all(|c| c >= ' ' || "\n\r\t".contains(c)),
            "{name} holds a control character"
        );
        out.insert(name, part);
    }
    out
}

fn table(name: &str, heads: &[&str], rows: &[&[&str]]) -> Table {
    Table {
        name: name.to_owned(),
        caption: format!("The table {name}"),
        head: heads.iter().map(|h| ((*h).to_owned(), 0)).collect(),
        rows: rows.iter().map(|r| r.iter().map(|c| text(*c)).collect()).collect(),
        ..Table::default()
    }
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Harrow Lane & after".to_owned(),
        marking: "OFFICIAL-SENSITIVE & <PRIVATE>".to_owned(),
        blocks,
        ..Document::default()
    }
}

fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

#[test]
fn every_kind_is_written_in_every_format_that_fits_and_twice_the_same() {
    let matter = matter("saltmarsh");
    let settings = Settings::default();
    for kind in KINDS {
        for format in FORMATS.iter().filter(|f| report::fits(*kind, **f)) {
            let (kind, format) = (kind.name(), format.name());
            let bytes = report::make(&matter, kind, format, &settings).unwrap();
            // A table of nothing holds little: the sample follows no line of enquiry.
            assert!(bytes.len() > 500 || kind == "lines", "{kind} {format}");
            assert!(
                bytes == report::make(&matter, kind, format, &settings).unwrap(),
                "{kind} {format} differs"
            );
            if ["docx", "xlsx"].contains(&format) {
                parts(&bytes);
            }
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_said_with_what_to_choose_instead() {
    let matter = matter("saltmarsh");
    let refused = report::make(&matter, "warnings", "svg", &Settings::default()).unwrap_err();
    assert!(matches!(refused, ReportError::Unsupported { .. }), "{refused}");
    assert!(refused.to_string().contains("no picture; choose"), "{refused}");
    for format in ["csv", "svg", "timesketch"] {
        let nothing = report::format(format)
            .unwrap()
            .write(&document(vec![]), &mut Vec::new());
        assert_eq!(nothing.unwrap_err().kind(), ErrorKind::Unsupported, "{format}");
    }
}

#[test]
fn word_has_headings_repeated_heads_and_the_marking_and_number_on_every_page() {
    let mut wide = table("Wide", &["A", "B", "C", "D", "E"], &[&["1", "2", "3", "4", "5"]]);
    wide.rows.push(vec![text("x".repeat(2_000))]);
    let mut blocks = vec![
        Block::Heading(1, "Harrow Lane & after".to_owned(), None),
        Block::Heading(2, "First".to_owned(), Some("W 1".to_owned())),
    ];
    blocks.extend((0..12).map(|n| Block::Paragraph(text(format!("Paragraph {n}")))));
    blocks.push(Block::List(vec![text("a point")]));
    blocks.push(Block::Quote(vec![
        Inline::Text("He was ".to_owned()),
        Inline::Marked("outside again".to_owned()),
        Inline::Agency(1, "Police".to_owned()),
    ]));
    blocks.push(Block::Table(wide));
    let parts = parts(&written(&document(blocks), "docx"));
    let body = &parts["word/document.xml"];
    for looked_for in [
        "<w:pStyle w:val=\"Title\"/>",
        "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"b_W_1\"/>",
        "<w:pStyle w:val=\"ListBullet\"/>",
        "<w:pStyle w:val=\"Quote\"/>",
        "<w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">outside again</w:t>",
        "<w:color w:val=\"9C2F13\"/></w:rPr><w:t xml:space=\"preserve\">■\u{a0}Police</w:t>",
        "<w:tblHeader/>",
    ] {
        assert!(body.contains(looked_for), "{looked_for} is not in {body}");
    }
    // A short row is kept together, a long one is not.
    assert_eq!(body.matches("<w:cantSplit/>").count(), 2);
    // Upright pages, then turned ones; each section has the header and a footer.
    assert_eq!(body.matches("<w:sectPr>").count(), 2);
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(
        body.matches("<w:headerReference w:type=\"default\" r:id=\"header\"/>")
            .count(),
        2
    );
    let marking = "OFFICIAL-SENSITIVE &amp; &lt;PRIVATE&gt;";
    assert!(parts["word/header.xml"].contains(marking));
    for footer in ["word/footer_upright.xml", "word/footer_wide.xml"] {
        for looked_for in [marking, " PAGE ", " NUMPAGES ", "Harrow Lane &amp; after"] {
            assert!(parts[footer].contains(looked_for), "{footer} lacks {looked_for}");
        }
    }
    for style in [
        "Title",
        "heading 1",
        "heading 4",
        "Normal",
        "Quote",
        "Note",
        "Table Head",
        "Table Text",
        "Small",
        "Marking",
        "caption",
    ] {
        assert!(
            parts["word/styles.xml"].contains(&format!("<w:name w:val=\"{style}\"/>")),
            "{style}"
        );
    }
    assert!(!parts["docProps/core.xml"].contains("dcterms"));
}

#[test]
fn characters_that_no_file_can_hold_are_seen_and_new_lines_are_kept() {
    let hostile = "be\u{0}fore\u{b} <w:p> & \"x\" ]]> _x0041_\r\nsecond\tline\u{ffff}";
    let document = document(vec![
        Block::Paragraph(text(hostile)),
        Block::Table(table("Odd", &["Words", "More\u{1}"], &[&[hostile, "y"]])),
    ]);
    let word = parts(&written(&document, "docx"));
    let body = &word["word/document.xml"];
    assert_eq!(
        body.matches("be\u{fffd}fore\u{fffd} &lt;w:p&gt; &amp; ").count(),
        2,
        "{body}"
    );
    assert!(body.contains(
        "<w:br/><w:t xml:space=\"preserve\">second</w:t><w:tab/><w:t xml:space=\"preserve\">line\u{fffd}</w:t>"
    ));
    let excel = written(&document, "xlsx");
    parts(&excel);
    let sheets = sheets(&excel);
    let cell = sheets[1].1[1][0].to_string();
    assert!(
        cell.starts_with("be\u{fffd}fore\u{fffd} <w:p> & \"x\" ]]> _x0041_") && cell.ends_with("line\u{fffd}"),
        "{cell:?}"
    );
}

#[test]
fn a_cell_that_looks_like_a_formula_is_words_in_excel_and_csv() {
    let formulas = [
        "=1+1",
        "+44 7700 900123",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=2",
        " =cmd|' /C calc'!A0",
        "plain",
    ];
    let rows: Vec<Vec<&str>> = formulas.iter().map(|f| vec![*f, "7"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let document = document(vec![Block::Table(table("Cells", &["=HEAD()", "Count"], &rows))]);
    let excel = written(&document, "xlsx");
    let package = parts(&excel);
    for (name, part) in package.iter().filter(|(name, _)| name.contains("worksheets/")) {
        assert!(!part.contains("<f>") && !part.contains("<f "), "{name} holds a formula");
    }
    assert!(package["xl/styles.xml"].contains("quotePrefix=\"1\""));
    let sheets = sheets(&excel);
    for (at, formula) in formulas.iter().enumerate() {
        let cell = &sheets[1].1[at + 1][0];
        assert!(matches!(cell, Data::String(_)), "{formula}: {cell:?}");
        assert_eq!(cell.to_string().trim_start(), formula.trim_start());
    }
    let csv = String::from_utf8(written(&document, "csv")).unwrap();
    assert!(
        csv.starts_with(
            "\u{feff}'=HEAD(),Count\r\n'=1+1,7\r\n'+44 7700 900123,7\r\n'-5,7\r\n'@SUM(A1),7\r\n'\t=1,7\r\n"
        )
    );
    assert!(
        csv.contains("\"'\r=2\",7\r\n") && csv.ends_with("\r\nplain,7\r\n"),
        "{csv:?}"
    );
}

#[test]
fn a_text_longer_than_a_cell_of_excel_is_whole_on_a_sheet_of_its_own() {
    let long = "word 😀 another ".repeat(7_000);
    assert!(long.encode_utf16().count() > 3 * LONGEST);
    let document = document(vec![
        Block::Paragraph(text("short")),
        Block::Table(table("Long", &["Ref", "Text"], &[&["A", "short"], &["B", &long]])),
    ]);
    let sheets = sheets(&written(&document, "xlsx"));
    let cell = sheets[1].1[2][1].to_string();
    assert!(cell.encode_utf16().count() <= LONGEST);
    assert!(
        cell.ends_with("is number 1 of the sheet 'Long texts']"),
        "{}",
        &cell[cell.len() - 100..]
    );
    let (name, rows) = sheets.last().unwrap();
    assert_eq!(name, "Long texts");
    assert_eq!(
        rows[1][..4].iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["1", "Long", "3", "Text"]
    );
    let whole: String = rows[1..].iter().map(|r| r[5].to_string()).collect();
    assert!(whole == long, "the parts do not make the whole");
}

#[test]
fn sheets_have_names_that_excel_takes_and_only_counts_are_numbers() {
    let long = "A name: of [more] than 31 characters / for a sheet?";
    let blocks = vec![
        Block::Table(table(long, &["Ref", "Entries"], &[&["1", "12"], &["007", "0"]])),
        Block::Table(table(&long.to_uppercase(), &["Date"], &[&["14/01/2018"]])),
        Block::Table(table("About", &["Number"], &[&["1234567890123456"]])),
        Block::Table(table("'History'", &["N"], &[])),
    ];
    let bytes = written(&document(blocks), "xlsx");
    let sheets = sheets(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "About",
            "A name of more than 31",
            "A NAME OF MORE THAN 31 (2)",
            "About (2)",
            "History (2)"
        ]
    );
    assert_eq!(sheets[1].1[2], [Data::String("007".to_owned()), Data::Float(0.0)]);
    assert_eq!(sheets[1].1[1], [Data::String("1".to_owned()), Data::Float(12.0)]);
    assert_eq!(sheets[3].1[1], [Data::String("1234567890123456".to_owned())]);
    for (name, part) in parts(&bytes)
        .iter()
        .filter(|(name, _)| name.contains("worksheets/sheet"))
    {
        assert!(part.contains("OFFICIAL-SENSITIVE &amp;&amp; &lt;PRIVATE&gt;"), "{name}");
        assert!(
            part.contains("Page &amp;P of &amp;N") && part.contains("orientation=\"landscape\""),
            "{name}"
        );
        if !name.ends_with("sheet1.xml") {
            assert!(
                part.contains("state=\"frozen\"") && part.contains("<autoFilter "),
                "{name}"
            );
        }
    }
}

#[test]
fn tables_that_repeat_under_headings_share_a_sheet_that_says_where_each_row_belongs() {
    let like = |cell: &str| Table {
        name: String::new(),
        ..table("", &["Expected", "On record"], &[&[cell, "no record"]])
    };
    let blocks = vec![
        Block::Heading(3, "W1".to_owned(), None),
        Block::Table(like("Police told")),
        Block::Heading(3, "W2".to_owned(), None),
        Block::Table(like("Referral made")),
    ];
    let sheets = sheets(&written(&document(blocks), "xlsx"));
    assert_eq!(sheets.len(), 2);
    let rows: Vec<String> = sheets[1]
        .1
        .iter()
        .map(|r| r.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "Under|Expected|On record",
            "W1|Police told|no record",
            "W2|Referral made|no record"
        ]
    );
}

#[test]
fn csv_holds_the_main_table_and_json_holds_everything() {
    let mut document = document(vec![
        Block::Heading(2, "Part".to_owned(), Some("part".to_owned())),
        Block::Quote(vec![Inline::Text("a ".to_owned()), Inline::Marked("b".to_owned())]),
        Block::Table(table("Long", &["X"], &[&["1"], &["2"]])),
        Block::Table(table("Point", &["Y"], &[&["café, \"there\"\nagain"]])),
    ]);
    let longest = String::from_utf8(written(&document, "csv")).unwrap();
    assert_eq!(longest, "\u{feff}X\r\n1\r\n2\r\n");
    document.main = Some("Point".to_owned());
    let named = String::from_utf8(written(&document, "csv")).unwrap();
    assert_eq!(named, "\u{feff}Y\r\n\"café, \"\"there\"\"\nagain\"\r\n");
    let json: serde_json::Value = serde_json::from_slice(&written(&document, "json")).unwrap();
    assert_eq!(json["main"], "Point");
    assert_eq!(json["marking"], "OFFICIAL-SENSITIVE & <PRIVATE>");
    assert_eq!(json["blocks"][0]["text"], "Part");
    assert_eq!(json["blocks"][1]["marked"][0], "b");
    assert_eq!(json["blocks"][3]["columns"][0], "Y");
    assert_eq!(json["blocks"][3]["rows"][0][0], "café, \"there\"\nagain");
}

#[test]
fn timesketch_gets_universal_time_and_says_where_the_clocks_made_it_unclear() {
    let happening = |at: &str, field: &str| Happening {
        at: at.to_owned(),
        message: "=rang, \"twice\"".to_owned(),
        meaning: "Entry of Police".to_owned(),
        fields: vec![(field.to_owned(), "v".to_owned())],
        tags: vec!["W1".to_owned(), "late, known".to_owned()],
    };
    let mut document = document(vec![]);
    document.happenings = vec![
        happening("2018-01-14T14:30:00", "agency"),
        happening("2018-07-14", "ref"),
        happening("2018-10-28T01:30:00", "agency"),
        happening("2018-03-25T01:30:00", "tag"),
    ];
    let bytes = written(&document, "timesketch");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        heads,
        [
            "message",
            "datetime",
            "timestamp_desc",
            "timestamp",
            "tag",
            "agency",
            "ref",
            "tag_2",
            "time_note"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][0], "=rang, \"twice\"");
    assert_eq!(&rows[0][1], "2018-01-14T14:30:00+00:00");
    assert_eq!(&rows[0][3], "1515940200000000");
    assert_eq!(&rows[0][4], "[\"W1\",\"late, known\"]");
    assert_eq!((&rows[0][8], &rows[1][1]), ("", "2018-07-13T23:00:00+00:00"));
    assert_eq!(&rows[2][1], "2018-10-28T00:30:00+00:00");
    assert!(rows[2][8].contains("came twice"));
    assert_eq!(&rows[3][1], "2018-03-25T01:30:00+00:00");
    assert!(rows[3][8].contains("did not come"));
    document.happenings = vec![happening("soon", "x")];
    let unread = report::format("timesketch").unwrap().write(&document, &mut Vec::new());
    assert!(unread.unwrap_err().to_string().contains("`soon` is no day"));
}
