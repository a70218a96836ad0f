//! PDF reports, read back by another program's reader: marking, heads, tags, words. And the picture that they print.

use std::collections::BTreeSet;

use forewarned::{
    model::{case::Fact, matter::Matter},
    report::{
        self, Format, Settings,
        document::{Block, Document, Inline, Table, text},
        formats::pdf::Pdf,
    },
    timeline::picture,
};
use lopdf::{Dictionary, Object};

use crate::whole_cases::matter;

fn written(blocks: Vec<Block>) -> Vec<u8> {
    let document = Document {
        title: "Mill Lane: a review".to_owned(),
        marking: "OFFICIAL-SENSITIVE [TEST]".to_owned(),
        blocks,
        happenings: Vec::new(),
        main: None,
    };
    let mut out = Vec::new();
    Pdf.write(&document, &mut out).unwrap();
    assert!(out.starts_with(b"%PDF-1.7"));
    out
}

fn report(matter: &Matter, kind: &str) -> Vec<u8> {
    report::make(matter, kind, "pdf", &Settings::default()).unwrap()
}

/// The text of each page.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let document = pdf_oxide::PdfDocument::from_bytes(pdf.to_vec()).unwrap();
    (0..document.page_count().unwrap())
        .map(|n| document.extract_text(n).unwrap())
        .collect()
}

/// Parts of the structure with this role.
fn parts(pdf: &[u8], role: &str) -> Vec<Dictionary> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document
        .objects
        .values()
        .filter_map(|o| o.as_dict().ok())
        .filter(|d| {
            d.get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|s| s == role.as_bytes())
                && d.get(b"P").is_ok()
        })
        .cloned()
        .collect()
}

fn table(columns: usize, rows: usize) -> Table {
    Table {
        caption: "Entries".to_owned(),
        head: (1..=columns).map(|n| (format!("Head{n}"), 0)).collect(),
        rows: (0..rows)
            .map(|r| (0..columns).map(|c| text(format!("cell{r}x{c}"))).collect())
            .collect(),
        ..Table::default()
    }
}

#[test]
fn the_same_case_gives_the_same_bytes_tagged_and_without_a_date() {
    for name in ["rowan-street", "saltmarsh"] {
        let pdf = report(&matter(name), "full");
        assert!(pdf == report(&matter(name), "full"), "{name}");
        let document = lopdf::Document::load_mem(&pdf).unwrap();
        let catalog = document.catalog().unwrap();
        let marks = document.get_dict_in_dict(catalog, b"MarkInfo").unwrap();
        assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
        let whole = String::from_utf8_lossy(&pdf);
        assert!(
            whole.contains("<pdfuaid:part>1</pdfuaid:part>"),
            "{name} does not keep PDF/UA-1"
        );
        assert!(!whole.contains("CreationDate") && !whole.contains("CreateDate"));
        assert!(
            whole.contains("/FontFile2") && !whole.contains("/Helvetica"),
            "every font is in the file"
        );
    }
}

#[test]
fn marking_title_and_number_stand_on_every_page() {
    let all = pages(&report(&matter("rowan-street"), "full"));
    assert!(all.len() > 20);
    for (n, page) in all.iter().enumerate() {
        assert_eq!(page.matches("OFFICIAL-SENSITIVE").count(), 2, "page {}: {page}", n + 1);
        assert!(
            page.contains(&format!("Page {} of {}", n + 1, all.len())),
            "page {}",
            n + 1
        );
        assert!(page.contains("Rowan Street: chronology and warnings"));
    }
}

#[test]
fn every_word_of_every_entry_can_be_read_back() {
    for name in ["rowan-street", "saltmarsh", "hollin-bank"] {
        let matter = matter(name);
        let all = pages(&report(&matter, "chronology")).join("\n");
        let words: BTreeSet<&str> = all.split_whitespace().collect();
        for entry in &matter.entries {
            for word in entry.text.split_whitespace() {
                assert!(words.contains(word), "{name} {}: {word} is not in the PDF", entry.id);
            }
        }
    }
}

#[test]
fn heads_of_a_table_stand_on_each_page_and_count_once() {
    let pdf = written(vec![Block::Table(table(3, 200))]);
    let all = pages(&pdf);
    assert!(all.len() > 3);
    for page in &all {
        assert_eq!(page.matches("Head2").count(), 1, "{page}");
    }
    for row in 0..200 {
        let on = all
            .iter()
            .filter(|p| p.split_whitespace().any(|w| w == format!("cell{row}x2")))
            .count();
        assert_eq!(on, 1, "row {row}");
    }
    assert_eq!(parts(&pdf, "Table").len(), 1);
    assert_eq!(parts(&pdf, "TR").len(), 201);
    assert_eq!(parts(&pdf, "TD").len(), 600);
    assert_eq!(
        parts(&pdf, "TH").len(),
        3,
        "heads that are repeated for the eye are not told again"
    );
}

#[test]
fn wide_tables_lie_across_and_the_rest_stands_upright() {
    let pdf = written(vec![
        Block::Heading(2, "Narrow".to_owned(), None),
        Block::Table(table(3, 20)),
        Block::Heading(2, "Wide".to_owned(), None),
        Block::Table(table(5, 12)),
        Block::Heading(2, "Narrow again".to_owned(), None),
        Block::Table(table(3, 20)),
    ]);
    assert_eq!(across(&pdf), [false, true, false]);
}

#[test]
fn a_heading_and_two_lines_do_not_stand_alone_between_pages_that_turn() {
    let wide = |rows| Block::Table(table(5, rows));
    let heading = |words: &str| Block::Heading(2, words.to_owned(), None);
    let line = || Block::Quote(text("A line."));
    let before = written(vec![heading("Little"), line(), line(), heading("Wide"), wide(12)]);
    assert_eq!(across(&before), [true], "before a table that lies across");
    let after = written(vec![heading("Wide"), wide(12), heading("Little"), line(), line()]);
    assert_eq!(across(&after), [true], "after it, with nothing to follow");
    let full = vec![heading("Much"), Block::Table(table(3, 38)), heading("Little"), line()];
    let left_over = written(full.into_iter().chain([heading("Wide"), wide(12)]).collect());
    assert_eq!(
        across(&left_over),
        [false, true],
        "what is left over lies with what follows"
    );
    let set_tightly = (18..=26).map(|rows| {
        let all = vec![wide(rows), heading("Much"), Block::Table(table(3, 30))];
        across(&written(all)).len()
    });
    let set_tightly: Vec<usize> = set_tightly.collect();
    assert!(
        set_tightly.windows(2).all(|w| w[0] <= w[1]),
        "more rows never take fewer pages: {set_tightly:?}"
    );
}

/// Whether each page lies across.
fn across(pdf: &[u8]) -> Vec<bool> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document
        .get_pages()
        .values()
        .map(|id| {
            let page = document.get_dictionary(*id).unwrap();
            let place = page.get(b"MediaBox").unwrap().as_array().unwrap();
            place[2].as_float().unwrap() > place[3].as_float().unwrap()
        })
        .collect()
}

#[test]
fn characters_that_no_font_has_or_that_nobody_sees_stand_as_numbers() {
    let pdf = written(vec![
        Block::Quote(text(
            "knot \u{1FAA2} water \u{6C34} smile \u{1F600} bell\u{7} turned \u{202E}back mark \u{FEFF} private \u{E000}",
        )),
        Block::Table(Table {
            head: vec![("Łódź".to_owned(), 0), ("Ωμέγα".to_owned(), 0)],
            rows: vec![vec![text("Привет"), text("one\r\ntwo\tthree\u{0}")]],
            ..Table::default()
        }),
    ]);
    let all = pages(&pdf).concat();
    for seen in [
        "[U+1FAA2]",
        "[U+6C34]",
        "😀",
        "bell[U+0007]",
        "[U+202E]back",
        "[U+FEFF]",
        "[U+E000]",
        "[U+0000]",
        "Łódź",
        "Ωμέγα",
        "Привет",
    ] {
        assert!(all.contains(seen), "{seen} is not in {all}");
    }
    assert!(String::from_utf8_lossy(&pdf).contains("pdfuaid"));
}

#[test]
fn a_cell_higher_than_many_pages_is_split_and_loses_nothing() {
    let words: Vec<String> = (0..20_000).map(|n| format!("w{n}")).collect();
    let long = "x".repeat(3_000);
    let mut huge = table(5, 2);
    huge.rows[1][3] = text(words.join(" "));
    huge.rows[1][4] = text(long);
    let pdf = written(vec![Block::Table(huge)]);
    let all = pages(&pdf);
    assert!(all.len() > 10 && all.iter().all(|p| p.contains("Head4")));
    let all = all.join("\n");
    let seen: BTreeSet<&str> = all.split_whitespace().collect();
    for word in &words {
        assert!(seen.contains(word.as_str()), "{word}");
    }
    assert_eq!(all.matches('x').count() - all.matches("cell").count(), 3_000);
    assert_eq!(parts(&pdf, "TD").len(), 10, "a split cell is still one");
}

#[test]
fn tables_without_rows_or_with_rows_of_other_lengths_are_whole() {
    let mut odd = table(2, 1);
    odd.rows.push(vec![text("only")]);
    odd.rows.push(vec![text("a"), text("b"), text("over")]);
    let pdf = written(vec![
        Block::Table(table(2, 0)),
        Block::Table(odd),
        Block::Table(Table::default()),
        Block::List(vec![text("item one"), text("item two")]),
    ]);
    let all = pages(&pdf).concat();
    assert!(all.contains("No rows.") && all.contains("only") && all.contains("over"));
    assert_eq!(parts(&pdf, "LI").len(), 2);
    // Every row has as many cells as its table has columns.
    for row in parts(&pdf, "TR") {
        let cells = row.get(b"K").unwrap().as_array().map_or(1, Vec::len);
        assert!(cells == 2 || cells == 3, "{cells}");
    }
}

#[test]
fn headings_are_tagged_by_level_and_stand_beside_the_pages() {
    let pdf = written(vec![
        Block::Heading(1, "First".to_owned(), None),
        Block::Note(text("noted")),
        Block::Heading(2, "Second".to_owned(), None),
        Block::NewPage,
        Block::NewPage,
        Block::Heading(4, "Fourth".to_owned(), None),
        Block::Paragraph(vec![
            Inline::Marked("marked".to_owned()),
            Inline::Agency(2, "Harbour Homes".to_owned()),
        ]),
    ]);
    for level in ["H1", "H2", "H4"] {
        assert_eq!(parts(&pdf, level).len(), 1, "{level}");
    }
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let titles: Vec<String> = document
        .objects
        .values()
        .filter_map(|o| o.as_dict().ok())
        .filter(|d| d.get(b"Dest").is_ok())
        .filter_map(|d| lopdf::decode_text_string(d.get(b"Title").ok()?).ok())
        .collect();
    for words in ["First", "Second", "Fourth"] {
        assert!(titles.iter().any(|t| t == words), "{titles:?}");
    }
    let all = pages(&pdf);
    assert_eq!(all.len(), 2, "two new pages in a row leave no empty one");
    assert!(all[1].contains("▲") && all[1].contains("Harbour Homes"));
}

#[test]
fn a_picture_has_words_of_its_own_and_one_that_cannot_be_drawn_says_so() {
    let matter = matter("rowan-street");
    let pdf = written(vec![
        Block::Picture(picture::svg(&matter)),
        Block::Picture("<svg".to_owned()),
    ]);
    let figures = parts(&pdf, "Figure");
    assert_eq!(figures.len(), 1);
    let words = lopdf::decode_text_string(figures[0].get(b"Alt").unwrap()).unwrap();
    assert!(
        words.contains("Timeline of Rowan Street") && words.contains(&format!("{} warnings", matter.warnings.len())),
        "{words}"
    );
    let all = pages(&pdf).concat();
    assert!(all.contains("W28") && all.contains("no entry, 236 days"), "{all}");
    assert!(all.contains("cannot be drawn"));
}

#[test]
fn titles_headings_and_markings_of_any_characters_are_written() {
    let odd = "a\u{0}b\nc\u{7}\u{1FAA2}<&>\u{202E}\u{FFFF}";
    let document = Document {
        title: odd.to_owned(),
        marking: odd.repeat(40),
        blocks: vec![
            Block::Heading(9, odd.to_owned(), None),
            Block::Heading(0, String::new(), None),
            Block::Paragraph(Vec::new()),
            Block::List(vec![Vec::new()]),
            Block::Note(vec![Inline::Break, Inline::Small(odd.to_owned())]),
        ],
        happenings: Vec::new(),
        main: None,
    };
    let mut pdf = Vec::new();
    Pdf.write(&document, &mut pdf).unwrap();
    let all = pages(&pdf);
    assert_eq!(all.len(), 1);
    assert!(
        all[0]
            .matches("a[U+0000]b c[U+0007][U+1FAA2]<&>[U+202E][U+FFFF]")
            .count()
            > 80,
        "{}",
        all[0]
    );
    assert_eq!(parts(&pdf, "H4").len(), 1);
}

#[test]
fn a_document_of_nothing_is_one_page() {
    let all = pages(&written(Vec::new()));
    assert!(all.len() == 1 && all[0].contains("Page 1 of 1") && all[0].contains("OFFICIAL-SENSITIVE"));
}

#[test]
fn the_picture_names_key_dates_conditions_and_what_was_not_supplied() {
    let mut matter = matter("saltmarsh");
    matter.case.agencies[0].name = "The Wrackport and Marsh Villages Community Rehabilitation Company".to_owned();
    matter.case.facts.push(Fact {
        kind: "risk-level".to_owned(),
        date: matter.case.review_to,
        value: "very high <b>".to_owned(),
    });
    let svg = picture::svg(&matter);
    for seen in [
        ">Risk level: medium</text>",
        "Risk level: very high &lt;b&gt;</text>",
        "Exclusion: Restraining order",
        ">not supplied</text>",
        ">records not supplied</text>",
        ">no entry, 92 days</text>",
        "‹ 16 Aug 2020 Index offence",
        "<title>The Wrackport and Marsh Villages Community Rehabilitation Company</title>",
        ">How to read it</text>",
    ] {
        assert!(svg.contains(seen), "{seen}\n{svg}");
    }
    assert!(
        !svg.contains("Rehabilitation Company</text>"),
        "a long name is cut in its lane"
    );
    for warning in &matter.warnings {
        assert!(svg.contains(&format!(">{}</text></a>", warning.id)), "{}", warning.id);
    }
}

#[test]
fn ten_thousand_entries_in_lanes_are_columns() {
    let mut matter = matter("rowan-street");
    let one = matter.entries.clone();
    for (n, entry) in (0..10_000_u64).zip(one.iter().cycle()) {
        let mut more = entry.clone();
        more.id.0 = format!("X-{n}");
        let day = matter.case.review_from + chrono::Days::new(n % 500);
        (more.when.earliest, more.when.latest) = (day, day + chrono::Days::new(if n % 7 == 0 { n % 90 } else { 0 }));
        matter.entries.push(more);
    }
    let svg = picture::svg(&matter);
    assert!(svg.len() < 400_000, "{} bytes", svg.len());
    assert!(svg.contains("tallest column"));
    assert!(svg.contains("entries whose day is not known"));
}
