//! Rows of a corrected file, matched with those before.

use chrono::NaiveDate;

use super::{Taken, diff, settle};
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
        made_id: id.starts_with("gp-"),
        origin: Origin {
            file: "gp.csv".to_owned(),
            sha256: String::new(),
            part: String::new(),
            row: 2,
        },
    }
}

fn taken(rows: &[Entry]) -> Taken {
    Taken {
        all: rows.iter().map(|e| e.id.clone()).collect(),
        ..Taken::default()
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
    let changes = settle(&old, &mut new, &taken(&old));
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
    let changes = settle(&old, &mut new, &taken(&old));
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

#[test]
fn a_ref_that_somebody_wrote_holds_its_row_whatever_it_looks_like() {
    let mut old = row("gp-001", 1, "asked for a sick note");
    let mut new = row("gp-001", 9, "district nurse dressed the leg");
    (old.made_id, new.made_id) = (false, false);
    let changes = diff(&[old], &[new]);
    assert_eq!(changes.in_words(), "0 unchanged, 1 changed, 0 new, 0 no longer there");
}

#[test]
fn a_ref_of_a_row_that_left_another_file_is_given_to_no_new_row() {
    let taken = Taken {
        bygone: [EntryId("A1".to_owned())].into(),
        ..Taken::default()
    };
    let mut new = [row("A1", 1, "asked for a sick note"), row("A2", 1, "no reply")];
    let changes = settle(&[], &mut new, &taken);
    assert_eq!(ids(&changes.new), ["A1-2", "A2"]);
    assert_eq!(changes.renamed[0].written.0, "A1");
    assert!(new[0].made_id && !new[1].made_id);
}

#[test]
fn seconds_doubt_and_how_a_date_was_read_are_part_of_what_a_row_says() {
    let old = row("G1", 1, "asked for a sick note");
    let fields = |change: &dyn Fn(&mut Entry)| -> Vec<(String, String, String)> {
        let (mut before, mut new) = (old.clone(), old.clone());
        before.when.time = chrono::NaiveTime::from_hms_opt(10, 0, 0);
        new.when.time = before.when.time;
        before.recorded = Some(before.when.clone());
        new.recorded = before.recorded.clone();
        change(&mut new);
        let changes = diff(&[before], &[new]);
        let all = changes.changed.into_iter().flat_map(|c| c.fields);
        all.map(|f| (f.field, f.old, f.new)).collect()
    };
    let told = |field: &str, old: &str, new: &str| vec![(field.to_owned(), old.to_owned(), new.to_owned())];
    assert_eq!(fields(&|_| ()), []);
    let late = |e: &mut Entry| e.when.time = chrono::NaiveTime::from_hms_opt(10, 0, 59);
    assert_eq!(fields(&late), told("Time", "10:00", "10:00:59"));
    assert_eq!(fields(&|e| e.when.doubtful = true), told("Date doubtful", "", "yes"));
    let repaired = |e: &mut Entry| e.when.remark = Some("read month first".to_owned());
    assert_eq!(fields(&repaired), told("How the date was read", "", "read month first"));
    let typed = |e: &mut Entry| e.recorded.as_mut().unwrap().doubtful = true;
    let day = "2021-03-01 to 2021-03-01, 10:00";
    assert_eq!(
        fields(&typed),
        told("Recorded as read", day, &format!("{day}, doubtful"))
    );
}

/// As many rows of one head as a system without authors and types writes on one day.
fn many(text: impl Fn(usize) -> String) -> Vec<Entry> {
    (0..4_000)
        .map(|n| row(&format!("gp-{:03}", n + 2), 1, &text(n)))
        .collect()
}

fn found_again(told: &str, old: &[Entry], new: &mut [Entry]) {
    let before = old.to_vec();
    let changes = settle(old, new, &taken(old));
    assert_eq!(changes.in_words(), told);
    let moved = new.iter().zip(&before).filter(|(a, b)| a.id != b.id).count();
    assert_eq!(moved, 0, "each row keeps its own id");
}

#[test]
fn thousands_of_rows_of_one_day_are_found_again_by_the_words_that_few_of_them_have() {
    let text = |n: usize, word: &str| format!("{word} flat {n} about the noise from number {}", n + 7);
    let old = many(|n| text(n, "Visited"));
    let mut new = many(|n| text(n, if n % 2 == 0 { "Visited" } else { "Visitad" }));
    found_again("2000 unchanged, 2000 changed, 0 new, 0 no longer there", &old, &mut new);
}

#[test]
fn thousands_of_rows_of_one_day_whose_own_words_changed_are_found_again_in_their_order() {
    let text = |n: usize, more: &str| format!("Rang {n}{more} from the door again today");
    let old = many(|n| text(n, ""));
    let mut new = many(|n| text(n, if n % 2 == 0 { "" } else { "x" }));
    found_again("2000 unchanged, 2000 changed, 0 new, 0 no longer there", &old, &mut new);
}

#[test]
fn thousands_of_rows_that_say_nothing_of_their_own_are_found_again_in_any_number() {
    let old = many(|n| String::from(if n % 3 == 0 { "No reply" } else { "Left a card" }));
    let mut new = old.clone();
    new.reverse();
    for entry in &mut new {
        entry.when.written = "1 March".to_owned();
    }
    let changes = settle(&old, &mut new, &taken(&old));
    assert_eq!(
        changes.in_words(),
        "0 unchanged, 4000 changed, 0 new, 0 no longer there"
    );
    assert!(
        changes.changed.iter().all(|c| c.fields.len() == 1),
        "only the date is written otherwise"
    );
}
