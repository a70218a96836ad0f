//! What a form says of somebody's life: day of birth, addresses, telephone numbers, schools, workplaces. What is not sent stays as it was, so
//! that a program which knows nothing of them takes nothing away.

use crate::{
    model::{case::Case, life::Life, who},
    web::{
        asking::{Ask, Fault},
        deeds::offer::{Field, Kind::Text, may},
        words,
    },
};

/// Day of birth.
pub(super) const BORN: Field = may(
    "born",
    Text,
    "day of birth: 8/4/2001 or 2001-04-08; as it was where it is not sent",
);

/// A field of several lines.
const fn lines(name: &'static str, about: &'static str) -> Field {
    may(name, Text, about)
}

/// Addresses.
pub(super) const ADDRESSES: Field = lines(
    "addresses",
    "addresses, one on a line; as they were where none are sent",
);
/// Telephone numbers.
pub(super) const PHONES: Field = lines(
    "phones",
    "telephone numbers, one on a line; as they were where none are sent",
);
/// Schools.
pub(super) const SCHOOLS: Field = lines(
    "schools",
    "schools and colleges, one on a line; as they were where none are sent",
);
/// Workplaces.
pub(super) const WORKPLACES: Field = lines(
    "workplaces",
    "employers and places of work, one on a line; as they were where none are sent",
);

/// No line is longer, in characters.
const LONGEST: usize = 200;

/// What was said, over what is known; what cannot be so is added to the faults.
pub(super) fn life(ask: &Ask, case: &Case, before: Life, faults: &mut Vec<Fault>) -> Life {
    let mut out = before;
    if ask.has("born") {
        let typed = ask.typed("born");
        out.born = match words::typed_days(typed) {
            _ if typed.is_empty() => None,
            Some((first, last)) if first == last => Some(first),
            _ => {
                faults.push(Fault::of(
                    "born",
                    "Enter the day of birth as 8/4/2001, or leave it empty",
                ));
                return out;
            }
        };
    }
    for (name, list) in [
        ("addresses", &mut out.addresses),
        ("phones", &mut out.phones),
        ("schools", &mut out.schools),
        ("workplaces", &mut out.workplaces),
    ] {
        if !ask.has(name) {
            continue;
        }
        let lines = ask.typed(name).lines().map(str::trim).filter(|l| !l.is_empty());
        *list = lines.map(str::to_owned).collect();
        if list.iter().any(|line| !who::is_line(line, LONGEST)) {
            let words = format!("Enter one on a line, each of at most {LONGEST} characters and all of them visible");
            faults.push(Fault::of(name, words));
        }
    }
    if !faults.is_empty() {
        return out;
    }
    if let Some(wrong) = out.amiss(case.review_to) {
        let words = format!("{}: {}", words::sentence(&wrong.what), wrong.next);
        faults.push(Fault::of(wrong.field, words));
    }
    out
}
