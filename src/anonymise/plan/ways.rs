//! How everybody of a cast is called.

use std::collections::BTreeMap;

use super::{Hat, Way};
use crate::anonymise::{cast::Cast, level::Called};

/// How each of the cast is called, in their order.
pub(super) fn of(cast: &Cast, hat: Hat<'_>) -> Vec<Way> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    cast.figures
        .iter()
        .map(|figure| {
            let called = if figure.is_professional() {
                hat.level.professionals
            } else {
                hat.level.people
            };
            match called {
                Called::Names => Way::Names,
                Called::Kept => Way::Kept,
                Called::Roles if figure.chosen.is_some() => match figure.chosen.as_deref().map(str::trim) {
                    // One name that a family chose is all of it: no surname that nobody chose stands beside it.
                    Some(chosen) if !chosen.contains(char::is_whitespace) => Way::Label(chosen.to_owned()),
                    _ => Way::Names,
                },
                Called::Roles => {
                    let role = hat.levels.role(&figure.role);
                    let count = counts.entry(role).or_default();
                    *count += 1;
                    let number = if figure.is_professional() {
                        count.to_string()
                    } else {
                        letter(*count)
                    };
                    Way::Label(format!("{role} {number}"))
                }
            }
        })
        .collect()
}

/// A, B, … Z, then AA, AB, …
fn letter(number: usize) -> String {
    let mut left = number;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    out.into_iter().rev().collect()
}
