//! Rows of a corrected file, matched with those before.

use chrono::NaiveDate;

use super::{diff, settle};
use crate::model::{
    case::AgencyId,
    entry::{Entry, EntryId, Origin},
    when::When,
};

fn row(id: &str, day: u32, text: &str) -> Entry {
    Entry {
        id: EntryId(id.to_owned()),
        agency: AgencyId("gp".to_owned()),
        when: When::day(NaiveDate::from_ymd_opt(2021, 3, day).unwrap()),
        source: String::new(),
        author: "Dr Heald".to_owned(),
        entry_type: "Telephone".to_owned(),
        text: text.to_owned(),
        sequence: None,
        recorded: None,
        further: Vec::new(),
        origin: Origin {
            file: "gp.csv".to_owned(),
            sha256: String::new(),
            part: String::new(),
            row: 2,
        },
    }
}

fn ids(all: &[EntryId]) -> Vec<&str> {
    all.iter().map(|i| i.0.as_str()).collect()
}

#[test]
fn a_row_put_in_at_the_top_moves_no_made_id() {
    let old = [
        row("gp-002", 1, "asked for a sick note"),
        row("gp-003", 2, "came with her mother"),
    ];
    let mut new = [
        row("gp-002", 1, "rang about a repeat prescription"),
        row("gp-003", 1, "asked for a sick note"),
        row("gp-004", 2, "came with her mother"),
    ];
    let changes = settle(&old, &mut new, &old.iter().map(|e| e.id.clone()).collect());
    assert_eq!(ids(&changes.unchanged), ["gp-002", "gp-003"]);
    assert_eq!(new[1].id.0, "gp-002");
    assert_eq!(
        ids(&changes.new),
        ["gp-002-2"],
        "an id that was somebody's is given to nobody else"
    );
    assert!(changes.gone.is_empty() && changes.changed.is_empty() && changes.renamed.is_empty());
}

#[test]
fn a_change_names_the_field_and_both_its_values() {
    let old = [
        row("G1", 1, "asked for a sick note"),
        row("G2", 2, "came with her mother"),
    ];
    let new = [
        row("G1", 1, "asked for a sick note, back pain"),
        row("G3", 5, "not at home"),
    ];
    let changes = diff(&old, &new);
    let [row] = changes.changed.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!(row.id.0, "G1");
    assert_eq!(row.fields.len(), 1);
    assert_eq!(row.fields[0].field, "Event");
    assert_eq!(row.fields[0].new, "asked for a sick note, back pain");
    assert_eq!((ids(&changes.new), ids(&changes.gone)), (vec!["G3"], vec!["G2"]));
}

#[test]
fn refs_that_were_numbered_anew_do_not_move_words_under_another_id() {
    let old = [
        row("1", 1, "asked for a sick note"),
        row("2", 2, "came with her mother and sister"),
    ];
    let mut new = [
        row("1", 9, "district nurse dressed the leg"),
        row("2", 1, "asked for a sick note"),
        row("3", 2, "came with her mother and sister"),
    ];
    let changes = settle(&old, &mut new, &old.iter().map(|e| e.id.clone()).collect());
    assert_eq!(ids(&changes.unchanged), ["1", "2"]);
    assert_eq!(
        new.iter().map(|e| e.id.0.as_str()).collect::<Vec<_>>(),
        ["1-2", "1", "2"]
    );
    assert_eq!(changes.renamed.len(), 3);
}

#[test]
fn a_corrected_date_is_a_change_of_the_same_row() {
    let old = [row("gp-002", 1, "came with her mother and sister")];
    let new = [row("gp-002", 11, "came with her mother and sister")];
    let changes = diff(&old, &new);
    assert_eq!(changes.changed[0].fields[0].field, "Date");
    assert!(changes.new.is_empty() && changes.gone.is_empty());
}

#[test]
fn a_corrected_author_is_a_change_of_the_same_row_however_short_its_text() {
    let old = [row("gp-002", 1, "No reply")];
    let mut new = old.clone();
    new[0].author = "Nurse Oak".to_owned();
    let changes = diff(&old, &new);
    assert_eq!(changes.changed[0].fields[0].field, "Author");
    assert!(changes.new.is_empty() && changes.gone.is_empty());
}

#[test]
fn rows_that_say_the_same_are_matched_once_each() {
    let old = [row("gp-002", 1, "no reply"), row("gp-003", 1, "no reply")];
    let new = [row("gp-002", 1, "no reply")];
    let changes = diff(&old, &new);
    assert_eq!((changes.unchanged.len(), changes.gone.len()), (1, 1));
}
