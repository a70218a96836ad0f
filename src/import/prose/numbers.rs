//! *Numbers* of paragraphs that look like days: `3.2.14`, `4.3.12 of the policy`.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::text::dates::FoundDate;

/// Words before such a number.
const BEFORE: [&str; 21] = [
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "section",
    "sections",
    "clause",
    "policy",
    "page",
    "rule",
    "regulation",
    "standard",
    "appendix",
    "version",
    "item",
    "figure",
    "table",
    "chapter",
    "part",
    "step",
    "recommendation",
];
/// Words behind it.
const BEHIND: [&str; 8] = [
    "of", "above", "below", "refers", "states", "says", "requires", "applies",
];

/// What is said of a day that may be such a number.
const SAID: &str = "written like the number of a paragraph, which it may be";

/// Is it written with dots, a year of two figures and no nought before: `3.2.14`?
fn parts(written: &str) -> Option<(u32, u32, u32)> {
    let parts: Vec<&str> = written.split('.').collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let is_number = |p: &&&str| (1..=2).contains(&p.len()) && p.bytes().all(|d| d.is_ascii_digit());
    let is_bare = [a, b, c].iter().all(is_number) && c.len() == 2 && (a.len() == 1 || b.len() == 1);
    let is_padded = a.starts_with('0') || b.starts_with('0');
    (is_bare && !is_padded).then_some((a.parse().ok()?, b.parse().ok()?, c.parse().ok()?))
}

/// The dates without numbers of paragraphs; those that may be such numbers are doubtful.
pub(super) fn without(text: &str, dates: Vec<FoundDate>) -> Vec<FoundDate> {
    let begins = |d: &FoundDate| {
        let above = text.get(..d.span.start).unwrap_or_default();
        above.trim_end_matches([' ', '\t']).ends_with('\n') || above.trim().is_empty()
    };
    let heads: Vec<(u32, u32, u32)> = dates
        .iter()
        .filter(|d| begins(d))
        .filter_map(|d| parts(&d.when.written))
        .collect();
    // Numbers of paragraphs count on at their end; the same day of two years does so too, and nothing says which it is.
    let mut counted: BTreeSet<(u32, u32, u32)> = BTreeSet::new();
    for pair in heads.windows(2) {
        if let [(a, b, c), next] = pair
            && *next == (*a, *b, c + 1)
        {
            counted.extend(pair);
        }
    }
    let days: Vec<NaiveDate> = dates.iter().filter(|d| begins(d)).map(|d| d.when.earliest).collect();
    // Between two heads in order, a day fits as a day.
    let fitting: BTreeSet<NaiveDate> = days
        .windows(3)
        .filter_map(|w| match w {
            [a, b, c] if a <= b && b <= c && a < c => Some(*b),
            _ => None,
        })
        .collect();
    let others = days.len() - heads.len();
    let mut out = Vec::with_capacity(dates.len());
    for mut date in dates {
        let Some(number) = parts(&date.when.written) else {
            out.push(date);
            continue;
        };
        if is_beside_words(text, &date) {
            continue;
        }
        let is_lone = number.0 <= 12 && heads.len() < 2.max(others) && !fitting.contains(&date.when.earliest);
        if begins(&date) && (is_lone || counted.contains(&number)) {
            date.when.doubtful = true;
            date.when.remark = Some(
                date.when
                    .remark
                    .take()
                    .map_or(SAID.to_owned(), |r| format!("{r}; {SAID}")),
            );
        }
        out.push(date);
    }
    out
}

fn is_beside_words(text: &str, date: &FoundDate) -> bool {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let before = text.get(..date.span.start).unwrap_or_default();
    let before = before.trim_end().rsplit(char::is_whitespace).next().map(word);
    let behind = text.get(date.span.end..).unwrap_or_default();
    let behind = behind.split_whitespace().next().map(word);
    before.is_some_and(|w| BEFORE.contains(&w.as_str())) || behind.is_some_and(|w| BEHIND.contains(&w.as_str()))
}
