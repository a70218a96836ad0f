//! What a reader must know of a sheet beside its rows: formulas, errors, days shown in part, comments.

use crate::import::{
    contents::Remark,
    workbook::sheets::{At, Sheet, cell_name},
};

/// Places that a remark names before it says "and so on".
const NAMED: usize = 5;
/// Remarks of one kind that a sheet has before they are counted instead.
const MOST_REMARKS: usize = 200;

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
    if sheet.hidden && sheet.has_words() {
        let what = format!(
            "the sheet '{}' is hidden in the workbook and was read like the others",
            sheet.name
        );
        say(
            0,
            "",
            what,
            "ask the agency whether it is meant to be part of the record",
        );
    }
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
    if let Some(places) = named(sheet.in_part.iter().map(|(at, _)| at)) {
        let all = sheet.in_part.iter().take(MOST_REMARKS);
        let raw: Vec<String> = all.map(|(at, held)| format!("{}: {held}", cell_name(*at))).collect();
        let what = format!(
            "cells show only a part of the day or time that the workbook holds ({places}); how each was read stands beside it"
        );
        say(0, &raw.join("\n"), what, "check these dates against the original");
    }
    if let Some(places) = named(sheet.numbers.iter().map(|(at, _)| at)) {
        let all = sheet.numbers.iter().take(MOST_REMARKS);
        let raw: Vec<String> = all.map(|(at, held)| format!("{}: {held}", cell_name(*at))).collect();
        let what = format!(
            "cells show a number with other figures or words than the workbook holds ({places}); how each was read stands beside it"
        );
        say(0, &raw.join("\n"), what, "compare these cells with the workbook");
    }
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
