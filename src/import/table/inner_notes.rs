//! *Inner notes*: lines inside a cell that begin with a day of their own, as where a worker added to a row later. They stay words of the
//! row, and that is said. Texts that are not in a table are left to `prose`.

use chrono::NaiveDate;

use crate::{model::when::When, text::dates::find_dates};

/// No more of a line is looked at to find the day with which it begins.
const HEAD: usize = 48;

/// The lines that begin with another day than that of their row, and the first such days as they are written.
pub(super) fn of(text: &str, when: &When) -> Vec<(String, String)> {
    let within = |day: NaiveDate| when.earliest <= day && day <= when.latest;
    let other = |line: &str| {
        let head: String = line.chars().take(HEAD).collect();
        if !may_begin_with_day(&head) {
            return None;
        }
        let date = find_dates(&head, None).into_iter().find(|d| !d.of_birth)?;
        let lead = head.get(..date.span.start)?;
        let turned = super::order::exchanged(date.when.earliest);
        let is_own = within(date.when.earliest) || turned.is_some_and(within);
        let is_other = !lead.contains(char::is_alphanumeric) && date.when.is_known_day() && !is_own;
        is_other.then(|| (date.when.written.trim().to_owned(), line.trim().to_owned()))
    };
    text.lines().filter_map(other).collect()
}

/// Most lines begin with words: only those that begin with a figure, or a day of the week or a month, are looked at.
fn may_begin_with_day(head: &str) -> bool {
    const NAMES: [&str; 19] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
        "oct", "nov", "dec",
    ];
    let words = head.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begin: String = words.chars().take(3).flat_map(char::to_lowercase).collect();
    let has_figure = head.contains(|c: char| c.is_ascii_digit());
    has_figure && (begin.starts_with(|c: char| c.is_ascii_digit()) || NAMES.contains(&begin.as_str()))
}
