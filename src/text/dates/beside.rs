//! Dates with other words beside them in the same cell: `14/01/2018 (letter)`, `14/01/2018, 16/01/2018`.

use super::{
    field::{Reading, plain},
    habit::Habit,
    parts::Fault,
    words::{month_of, weekday_of},
};

/// Words that can change which day is meant.
const CHANGE: [&str; 30] = [
    "and", "or", "to", "until", "till", "through", "from", "since", "before", "after", "by", "onwards", "onward",
    "later", "earlier", "ago", "week", "weeks", "month", "months", "year", "years", "day", "days", "between", "not",
    "except", "wrong", "bst", "gmt",
];

/// Reads a day with words behind it that cannot change the day; says that two days are two.
pub(super) fn read(text: &str, habit: &Habit) -> Option<Result<Reading, Fault>> {
    if is_list(text, habit) {
        return Some(Err(Fault::TwoDates));
    }
    let (at, _) = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '(')
        .find(|(at, _)| {
            text.get(*at..)
                .is_some_and(|rest| !rest.chars().any(|c| c.is_ascii_digit()))
        })?;
    let (date, rest) = text.split_at_checked(at)?;
    let mut reading = plain(date.trim(), habit).ok().filter(|r| r.day().is_some())?;
    let words = || rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let changes =
        |w: &str| CHANGE.iter().any(|c| w.eq_ignore_ascii_case(c)) || month_of(w).is_some() || weekday_of(w).is_some();
    if words().next().is_none() || words().any(changes) || rest.contains(['?', '+', '~']) {
        return None;
    }
    reading.say(format!(
        "written with other words, '{}', which were not read",
        rest.trim()
    ));
    Some(Ok(reading))
}

fn is_list(text: &str, habit: &Habit) -> bool {
    [",", ";", "&", " and ", "\n"].iter().any(|join| {
        let mut parts = text.split(join).map(str::trim).filter(|p| !p.is_empty()).peekable();
        let mut many = 0;
        parts.peek().is_some()
            && parts.all(|part| {
                many += 1;
                plain(part, habit).is_ok()
            })
            && many > 1
    })
}
