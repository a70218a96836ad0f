//! *Joining*: one text of two, where two people wrote at once what only one version of can hold. Nothing is decided here: it is
//! what a person begins with who puts both together by hand.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::settled::{Settled, Settlement};

/// One text of two, and the field of the form that it goes into.
#[derive(Debug, Serialize)]
pub(crate) struct Joined {
    /// The name of the field.
    pub(crate) field: String,
    /// The other person's words, then each line of the sender's own that is not among them.
    pub(crate) text: String,
}

/// Both texts in one; nothing where there are not two texts, or one of them holds the other.
pub(super) fn joined(fields: &[(String, String)], newer: &[Settled], all: &[Settled]) -> Option<Joined> {
    let [mine] = all else { return None };
    let (theirs, mine) = (words(newer.last()?)?, words(mine)?);
    let is_mine = |(_, value): &&(String, String)| same(value, mine);
    let (field, _) = fields.iter().find(is_mine)?;
    let known: BTreeSet<&str> = theirs.lines().map(str::trim).collect();
    let more: Vec<&str> = mine
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty() && !known.contains(line.trim()))
        .collect();
    let text = format!("{theirs}\n{}", more.join("\n"));
    (!more.is_empty() && !same(&text, mine)).then(|| Joined {
        field: field.clone(),
        text,
    })
}

fn words(settled: &Settled) -> Option<&str> {
    match &settled.what {
        Settlement::Beside(one) => one.shared_words(),
        _ => None,
    }
}

/// The same words, however their lines end.
fn same(one: &str, other: &str) -> bool {
    one.trim().lines().eq(other.trim().lines())
}
