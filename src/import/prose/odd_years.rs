//! *Odd years*: a day and a month with a year that is none. Nothing of them is read as a day; they are told of.

use super::lines::Odd;
use crate::text::dates::read_when;

/// `12/03/20211`, `12/03/202`, `12 March 20211`: a day and a month with a year that is none.
pub(super) fn at(words: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_odd = |year: usize| year == 3 || (5..=8).contains(&year);
    let day = digits(words);
    let rest = words.get(day..).filter(|_| (1..=2).contains(&day))?;
    if let Some(named) = rest.strip_prefix(' ') {
        let month = named.find(|c: char| !c.is_alphabetic()).filter(|end| *end >= 3)?;
        let year = digits(named.get(month..)?.strip_prefix(' ')?);
        let begins = named
            .get(month + 1..)
            .is_some_and(|y| y.starts_with("19") || y.starts_with("20"));
        let is_month = read_when(&format!("1 {} 2020", named.get(..month)?), "").is_ok();
        let end = day + 1 + month + 1 + year;
        // `12 March 200 calls` is a day and a number of calls.
        let goes_on = words
            .get(end..)
            .is_some_and(|w| w.trim_start().starts_with(char::is_lowercase));
        let is_year = is_odd(year) && (year > 3 || !goes_on);
        return words
            .get(..end)
            .filter(|_| begins && is_year && is_month && ends_so(words, end));
    }
    let month = digits(rest.strip_prefix('/')?);
    let year = digits(rest.get(1 + month..)?.strip_prefix('/')?);
    let end = day + month + year + 2;
    let whole = words.get(..end)?;
    let fits = read_when(&format!("{}/2020", words.get(..=day + month)?), "").is_ok();
    (fits && is_odd(year) && ends_so(words, end)).then_some(whole)
}

fn ends_so(words: &str, end: usize) -> bool {
    let after = words.get(end..).and_then(|rest| rest.chars().next());
    after.is_none_or(|c| !c.is_alphanumeric() && c != '/')
}

/// Days inside the lines of a text with a year that is none: nothing of them is read as a day. Each with the lines before it.
pub(super) fn inside(text: &str, odd: &[Odd]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let at_begin = |above: usize| odd.iter().find(|o| o.above == above).map(|o| o.shaped.as_str());
    for (above, line) in text.lines().enumerate() {
        let begins = |at: &usize| {
            let before = line.get(..*at).and_then(|b| b.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric() && c != '/')
        };
        let digits = line
            .char_indices()
            .filter(|(_, c)| c.is_ascii_digit())
            .map(|(at, _)| at);
        let found = digits.filter(begins).filter_map(|place| at(line.get(place..)?));
        out.extend(
            found
                .filter(|f| at_begin(above) != Some(*f))
                .map(|f| (above, f.to_owned())),
        );
    }
    out
}
