//! What a reader must know of a sheet beside its rows: formulas, errors, days shown in part, comments.

use std::collections::BTreeSet;

use crate::import::{
    contents::Remark,
    html::STRUCK_NEXT,
    workbook::sheets::{At, Sheet, cell_name, column_name},
};

/// Places that a remark names before it says "and so on".
const NAMED: usize = 5;
/// Remarks of one kind that a sheet has before they are counted instead.
const MOST_REMARKS: usize = 200;

/// Letters of struck words that a remark shows.
const SHOWN: usize = 200;

/// What a reader must know of a sheet.
pub(crate) fn of(sheet: &Sheet, place: &str, out: &mut Vec<Remark>) {
    if let Some(why) = &sheet.unread {
        out.push(Remark {
            place: place.to_owned(),
            lost: true,
            what: format!("the sheet '{}' could not be read, or not to its end: {why}", sheet.name),
            next: "open the workbook, save it again as .xlsx, and import that; what was read before is kept".to_owned(),
            ..Remark::default()
        });
    }
    let mut say = |row: usize, raw: &str, what: String, next: &str| {
        out.push(Remark {
            place: place.to_owned(),
            row,
            raw: raw.to_owned(),
            what,
            next: next.to_owned(),
            lost: false,
        });
    };
    hidden_sheet(sheet, &mut say);
    if let Some(places) = named(sheet.formulas.iter()) {
        let what = match sheet.formulas.as_slice() {
            [_] => format!("cell {places} holds a formula; its stored value was read"),
            all => format!(
                "{} cells hold formulas ({places}); their stored values were read",
                all.len()
            ),
        };
        say(
            0,
            "",
            what,
            "if a value looks out of date, ask the agency for a copy with values only",
        );
    }
    if let Some(places) = named(sheet.errors.iter().map(|(at, _)| at)) {
        let shown = sheet.errors.first().map_or("", |(_, e)| e.as_str());
        let what = format!("cells hold an error in place of a value ({places}: {shown}); it was kept as words");
        say(0, shown, what, "ask the agency what stood there");
    }
    shown_otherwise(sheet, &mut say);
    unstored(sheet, &mut say);
    hidden(sheet, &mut say);
    struck(sheet, &mut say);
    if !sheet.margins.is_empty() {
        let what = "the head or foot of the printed sheet holds words, which are no part of any entry".to_owned();
        let next = "read them beside the chronology; a marking, an agency or a day may stand there";
        say(0, &sheet.margins.join("\n"), what, next);
    }
    notes(sheet, &mut say);
}

/// Says something of a row (0 for the whole sheet): raw words, what, and what to do.
type Say<'s> = dyn FnMut(usize, &str, String, &str) + 's;

/// Cells that show less of a day, other figures of a number, or other words than they hold.
fn shown_otherwise(sheet: &Sheet, say: &mut Say<'_>) {
    if let Some(places) = named(sheet.in_part.iter().map(|(at, _)| at)) {
        let all = sheet.in_part.iter().take(MOST_REMARKS);
        let raw: Vec<String> = all.map(|(at, held)| format!("{}: {held}", cell_name(*at))).collect();
        let what = format!(
            "cells show only a part of the day or time that the workbook holds ({places}); how each was read stands beside it"
        );
        say(0, &raw.join("\n"), what, "check these dates against the original");
    }
    if let Some(places) = named(sheet.reworded.iter().map(|(at, _)| at)) {
        let all = sheet.reworded.iter().take(MOST_REMARKS);
        let raw: Vec<String> = all.map(|(at, held)| format!("{}: {held}", cell_name(*at))).collect();
        let what = format!(
            "cells show other words than the workbook holds, or none ({places}); those that it holds were read, and what is shown stands beside it"
        );
        say(0, &raw.join("\n"), what, "compare these cells with the workbook");
    }
    if let Some(places) = named(sheet.numbers.iter().map(|(at, _)| at)) {
        let all = sheet.numbers.iter().take(MOST_REMARKS);
        let raw: Vec<String> = all.map(|(at, held)| format!("{}: {held}", cell_name(*at))).collect();
        let what = format!(
            "cells show a number with other figures or words than the workbook holds ({places}); how each was read stands beside it"
        );
        say(0, &raw.join("\n"), what, "compare these cells with the workbook");
    }
}

/// Formulas that nobody worked out.
fn unstored(sheet: &Sheet, say: &mut Say<'_>) {
    for ((row, column), formula) in sheet.unstored.iter().take(MOST_REMARKS) {
        let what = format!(
            "cell {} holds a formula without a stored value and was read as blank",
            cell_name((*row, *column))
        );
        let next = "open the workbook, save it again, and import that; or ask the agency for a copy with values only";
        say(*row as usize + 1, formula, what, next);
    }
    if sheet.unstored.len() > MOST_REMARKS {
        let more = sheet.unstored.len() - MOST_REMARKS;
        let what = format!("{more} more cells hold formulas without a stored value and were read as blank");
        say(0, "", what, "open the workbook, save it again, and import that");
    }
}

/// Comments.
fn notes(sheet: &Sheet, say: &mut Say<'_>) {
    for note in &sheet.notes {
        let by = if note.author.is_empty() {
            String::new()
        } else {
            format!(" by {}", note.author)
        };
        let what = format!(
            "cell {} has a comment{by}, which is no part of any entry",
            cell_name(note.at)
        );
        let next = "read it beside the entry; if it tells of an event, add a row for it";
        say(note.at.0 as usize + 1, &note.text, what, next);
    }
}

/// Is the sheet itself hidden?
fn hidden_sheet(sheet: &Sheet, say: &mut Say<'_>) {
    if sheet.hidden && sheet.has_words() {
        let how = if sheet.very_hidden {
            "is hidden in the workbook so that its menu does not show it,"
        } else {
            "is hidden in the workbook"
        };
        let what = format!("the sheet '{}' {how} and was read like the others", sheet.name);
        say(
            0,
            "",
            what,
            "ask the agency whether it is meant to be part of the record",
        );
    }
}

/// Rows and columns with words that the file hides.
fn hidden(sheet: &Sheet, say: &mut Say<'_>) {
    let next = "look at them in the workbook, and ask the agency whether they are meant to be part of the record";
    let rows = sheet.hidden_rows.iter().filter(|r| sheet.row_has_words(**r));
    let rows = spans(rows.map(|r| (*r, u64::from(*r) + 1)).map(|(at, n)| (at, n.to_string())));
    if !rows.is_empty() {
        let filter = if sheet.filtered { " (a filter is set)" } else { "" };
        let (noun, are, were) = many(&rows, "row");
        let what = format!(
            "{noun} {} {are} hidden in the file{filter} and {were} read like the others",
            listed(&rows)
        );
        say(0, &rows.join(", "), what, next);
    }
    if sheet.hidden_columns.is_empty() {
        return;
    }
    let is_hidden = |c: &u32| {
        sheet
            .hidden_columns
            .iter()
            .any(|(first, last)| (first..=last).contains(&c))
    };
    let columns = sheet.columns_with_words().into_iter().filter(is_hidden);
    let columns = spans(columns.map(|c| (c, column_name(c as usize))));
    if !columns.is_empty() {
        let (noun, are, were) = many(&columns, "column");
        let what = format!(
            "{noun} {} {are} hidden in the file and {were} read like the others",
            listed(&columns)
        );
        say(0, &columns.join(", "), what, next);
    }
}

fn many(all: &[String], one: &str) -> (String, &'static str, &'static str) {
    if matches!(all, [single] if !single.contains(" to ")) {
        (one.to_owned(), "is", "was")
    } else {
        (format!("{one}s"), "are", "were")
    }
}

/// Numbers or letters one after the other as spans: `14`, `16 to 20`.
fn spans(all: impl Iterator<Item = (u32, String)>) -> Vec<String> {
    let mut out: Vec<(u32, String, String)> = Vec::new();
    for (at, name) in all {
        match out.last_mut() {
            Some((last, _, to)) if *last + 1 == at => (*last, *to) = (at, name),
            _ => out.push((at, name.clone(), name)),
        }
    }
    let shown = |(_, from, to): (u32, String, String)| if from == to { from } else { format!("{from} to {to}") };
    out.into_iter().map(shown).collect()
}

/// The first of these, and how many more there are.
fn listed(all: &[String]) -> String {
    let first: Vec<&str> = all.iter().take(NAMED * 2).map(String::as_str).collect();
    match all.len().saturating_sub(NAMED * 2) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Words that are struck through, of a cell or of a part of it.
fn struck(sheet: &Sheet, say: &mut Say<'_>) {
    let in_part: BTreeSet<At> = sheet
        .struck
        .iter()
        .filter(|(_, w)| w.is_some())
        .map(|(at, _)| *at)
        .collect();
    let mut all: Vec<(At, &str)> = Vec::new();
    for (at, words) in &sheet.struck {
        match (words, sheet.words_at(*at)) {
            (Some(words), Some(_)) => all.push((*at, words)),
            (None, Some(words)) if !in_part.contains(at) => all.push((*at, words)),
            _ => {}
        }
    }
    all.sort_unstable();
    for (at, words) in all.iter().take(MOST_REMARKS) {
        let shown: String = words.chars().take(SHOWN).collect();
        let more = if shown.len() < words.len() { "…" } else { "" };
        let what = format!(
            "words of cell {} are struck through: '{shown}{more}'; they are read as they stand",
            cell_name(*at)
        );
        say(at.0 as usize + 1, words, what, STRUCK_NEXT);
    }
    if let Some(more) = all.len().checked_sub(MOST_REMARKS).filter(|more| *more > 0) {
        let what = format!("words of {more} more cells are struck through; they are read as they stand");
        say(0, "", what, STRUCK_NEXT);
    }
}

/// The first few of these places: `F14, F15 and 3 more`.
fn named<'a>(all: impl ExactSizeIterator<Item = &'a At>) -> Option<String> {
    let count = all.len();
    let first: Vec<String> = all.take(NAMED).map(|at| cell_name(*at)).collect();
    match (count, count.saturating_sub(NAMED)) {
        (0, _) => None,
        (_, 0) => Some(first.join(", ")),
        (_, more) => Some(format!("{} and {more} more", first.join(", "))),
    }
}
