//! Pages of PDFs: rows that no lines part, rows that a page cuts, lines that run along the pages, and text in columns.

use super::sample;
use forewarned::model::record::Supplied;

const TOLD: [&str; 5] = [
    "Caller heard shouting and a door slammed twice; a child was crying in the hall, and the caller rang again later to say it had gone quiet.",
    "Visit made; nobody answered, a card was left.",
    "School says he was not in class on three days of this week, and that nobody at home picked up the telephone when the office rang to ask.",
    "Seen at the surgery with a sore wrist, said she slipped on the stairs; asked to come back in a week if it is no better than it was by then.",
    "Rang back; the line was dead. Will try the grandmother tomorrow, who has the children on Fridays.",
];
const SOURCES: [&str; 5] = ["Duty log", "Front desk", "School", "Surgery", "Duty log"];

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(supplied: &Supplied) -> Vec<String> {
    supplied.problems.iter().map(ToString::to_string).collect()
}

fn told(supplied: &Supplied, words: &str) -> usize {
    said(supplied).iter().filter(|s| s.contains(words)).count()
}

/// The words of the rows that became problems.
fn lost(supplied: &Supplied) -> Vec<String> {
    super::lost(supplied).into_iter().map(plain).collect()
}

/// Every row of the table that was printed, whole and with its own day and source, and nothing else.
fn is_whole(path: &str, rows: usize) -> Supplied {
    let supplied = sample(path);
    assert_eq!(supplied.entries.len(), rows, "{path}: {:#?}", said(&supplied));
    for (at, entry) in supplied.entries.iter().enumerate() {
        let day = format!("2022-{:02}-{:02}", 3 + at / 28, at % 28 + 1);
        assert_eq!(entry.when.earliest.to_string(), day, "{path}");
        assert_eq!(entry.source, SOURCES[at % 5], "{path}");
        assert_eq!(plain(&entry.text), TOLD[at % 5], "{path}");
    }
    assert!(
        supplied.problems.iter().all(|p| !p.lost_row),
        "{path}: {:#?}",
        said(&supplied)
    );
    supplied
}

/// Entries of a table of which some rows are lost: each is a row that was printed, whole.
fn are_whole(path: &str, supplied: &Supplied) {
    for entry in &supplied.entries {
        let day = entry.when.earliest.to_string();
        let number = |range: std::ops::Range<usize>| day[range].parse::<usize>().unwrap();
        let at = (number(5..7) - 3) * 28 + number(8..10) - 1;
        assert_eq!(entry.source, SOURCES[at % 5], "{path}");
        assert_eq!(plain(&entry.text), TOLD[at % 5], "{path}");
    }
}

#[test]
fn rows_without_gaps_are_read_where_the_ends_of_lines_prove_them_and_lost_with_their_words_elsewhere() {
    for path in ["pdf/broken-middle-packed.pdf", "pdf/broken-foot-packed.pdf"] {
        let supplied = sample(path);
        assert_eq!(supplied.entries.len(), 15, "{path}");
        are_whole(path, &supplied);
        let lost = lost(&supplied).concat();
        for words in ["16/03/2022", "17/03/2022", "20/03/2022", "grandmother", "surgery"] {
            assert!(lost.contains(words), "{path}: {words}");
        }
    }
}

#[test]
fn a_row_beside_a_page_that_could_not_be_read_is_said_to_go_on_there_perhaps() {
    for path in ["pdf/broken-middle-packed.pdf", "pdf/broken-foot-packed.pdf"] {
        let supplied = sample(path);
        assert_eq!(told(&supplied, "the row may go on on page 2"), 1, "{path}");
    }
    let supplied = sample("pdf/broken-printed-when.pdf");
    assert_eq!(
        told(
            &supplied,
            "may be only the end of one that the page cuts: the rows of page 2"
        ),
        1,
        "{:#?}",
        said(&supplied)
    );
}

#[test]
fn rows_without_gaps_of_which_some_have_no_day_are_never_put_together() {
    let supplied = sample("pdf/broken-packed-blank-days.pdf");
    assert_eq!(supplied.entries, []);
    let lost = lost(&supplied).concat();
    assert_eq!(lost.matches("grandmother").count(), 4);
}

#[test]
fn cells_in_the_middle_of_rows_that_gaps_part_are_rows() {
    let supplied = sample("pdf/good-middle.pdf");
    let entries: Vec<_> = supplied.entries.iter().filter(|e| e.source != "Narrative").collect();
    assert_eq!(entries.len(), 28);
    assert_eq!(lost(&supplied), Vec::<String>::new());
    for (at, entry) in entries.iter().enumerate() {
        let first = entries[at % 7];
        assert_eq!(
            (entry.when.earliest, &entry.source, plain(&entry.text)),
            (first.when.earliest, &first.source, plain(&first.text))
        );
    }
    assert_eq!(entries[1].text, "No reply. Card left.");
    assert!(entries[0].text.starts_with("Neighbour at no. 14") && entries[0].text.ends_with("of the same day."));
}

#[test]
fn a_form_repeated_down_the_pages_gives_one_entry_each() {
    let supplied = sample("pdf/good-form.pdf");
    assert_eq!(supplied.entries.len(), 12, "{:#?}", said(&supplied));
    for (at, entry) in supplied.entries.iter().enumerate() {
        assert_eq!(entry.when.earliest.to_string(), format!("2022-03-{:02}", at + 1));
        let text = plain(&entry.text);
        assert!(text.ends_with(TOLD[at % 5]), "{text}");
        assert!(!text.contains("Details:"), "{text}");
        assert_eq!(entry.author, "A. Reed", "{text}");
    }
}

#[test]
fn rows_of_one_line_between_upright_lines_are_rows() {
    let supplied = sample("pdf/good-upright-one-line.pdf");
    assert_eq!(supplied.entries.len(), 20, "{:#?}", said(&supplied));
    for (at, entry) in supplied.entries.iter().enumerate() {
        assert_eq!(entry.when.earliest.to_string(), format!("2022-03-{:02}", at + 1));
        assert_eq!(entry.source, SOURCES[at % 5]);
        assert!(entry.text.ends_with(&format!(" Message {}.", at + 1)), "{}", entry.text);
    }
    assert_eq!(lost(&supplied), Vec::<String>::new());
    assert_eq!(told(&supplied, "which were told by where words stand"), 1);
}

#[test]
fn gaps_inside_cells_at_the_foot_of_their_rows_part_no_rows() {
    let supplied = sample("pdf/broken-foot-paragraphs.pdf");
    assert_eq!(supplied.entries, []);
    let lost = lost(&supplied);
    for number in 2..=6 {
        let words = format!("on visit {number}.");
        assert!(lost.iter().any(|raw| raw.contains(&words)), "{words}");
    }
}

#[test]
fn rows_that_are_shaded_in_turn_are_rows() {
    is_whole("pdf/good-shaded-rows.pdf", 40);
}

#[test]
fn a_ruled_row_that_a_page_cuts_is_one_row() {
    is_whole("pdf/good-cut-rows.pdf", 40);
}

#[test]
fn a_line_that_says_when_the_page_was_printed_is_no_entry_and_is_told_once() {
    for path in ["pdf/broken-printed-when.pdf", "pdf/good-cut-rows.pdf"] {
        let supplied = sample(path);
        let lines: Vec<&str> = supplied
            .problems
            .iter()
            .filter(|p| p.what.contains("stands at the head or foot of the pages"))
            .map(|p| p.raw.as_str())
            .collect();
        assert_eq!(lines, ["Printed 14/03/2023 10:21 Page 1 of 3"], "{path}");
    }
}

#[test]
fn a_table_without_lines_whose_rows_go_on_over_the_page_gives_whole_entries_only_and_loses_no_words() {
    let supplied = sample("pdf/broken-printed-when.pdf");
    are_whole("pdf/broken-printed-when.pdf", &supplied);
    assert_eq!((supplied.entries.len(), supplied.record.problems), (23, 18));
    let raw = lost(&supplied).concat();
    for day in 17..=28 {
        assert!(raw.contains(&format!("{day}/03/2022")), "{day}");
    }
}

#[test]
fn a_row_without_a_day_is_not_put_to_a_table_that_ends_above_the_foot_of_its_page() {
    let supplied = sample("pdf/broken-above-foot.pdf");
    let texts: Vec<String> = supplied.entries.iter().map(|e| plain(&e.text)).collect();
    assert_eq!(texts, [TOLD[0], TOLD[2], TOLD[4]]);
    assert_eq!(lost(&supplied), [TOLD[3]]);
    assert_eq!(
        told(&supplied, "the table on page 1 ends above the foot of that page"),
        1
    );
}

#[test]
fn rows_that_could_be_told_in_two_ways_are_lost_with_their_words_and_never_mixed() {
    let supplied = sample("pdf/broken-two-ways.pdf");
    assert_eq!(supplied.entries, []);
    assert_eq!(told(&supplied, "words of neighbouring rows cannot be told apart"), 5);
    let raw: Vec<&str> = supplied.problems.iter().map(|p| p.raw.as_str()).collect();
    for words in [
        "has a bruise on his arm.",
        "Not in class.",
        "at the door.",
        "Rang back.",
    ] {
        assert!(raw.iter().any(|r| r.contains(words)), "{words}");
    }
}

#[test]
fn pages_in_columns_of_text_are_read_one_column_after_the_other() {
    for (path, number, pages) in [
        ("pdf/good-text-columns.pdf", 50, 2),
        ("pdf/good-three-columns.pdf", 31, 1),
    ] {
        let supplied = sample(path);
        assert_eq!(supplied.entries.len(), number, "{path}: {:#?}", said(&supplied));
        for (at, entry) in supplied.entries.iter().enumerate() {
            let (day, month) = if pages == 1 || at < 28 {
                (at + 1, "March")
            } else {
                (at - 27, "April")
            };
            assert_eq!(
                plain(&entry.text),
                format!("{day} {month} 2022: {}", TOLD[at % 5]),
                "{path}"
            );
        }
        assert_eq!(told(&supplied, "read one column after the other"), pages, "{path}");
    }
}

#[test]
fn notes_beside_the_text_are_told_and_not_read_across() {
    let supplied = sample("pdf/broken-side-notes.pdf");
    assert_eq!(supplied.entries, []);
    assert_eq!(
        told(
            &supplied,
            "words side by side, as in a table or in columns, and was not read"
        ),
        1
    );
    assert!(supplied.problems[0].raw.contains("gone quiet."));
}

#[test]
fn a_row_whose_day_stands_on_the_next_page_is_marked_as_perhaps_its_end_only() {
    let supplied = super::sample("pdf/broken-day-below.pdf");
    let marked: Vec<&str> = supplied
        .problems
        .iter()
        .filter(|p| p.what.contains("may be only the end of one that the page cuts"))
        .map(|p| p.raw.as_str())
        .collect();
    assert_eq!(marked.len(), 1, "{:?}", supplied.problems);
    assert!(marked[0].starts_with("05/03/2022"), "{marked:?}");
    assert!(supplied.problems.iter().any(|p| p.lost_row && p.part == "page 1"));
}
