//! Anonymising: what is found of people and identifiers, and how well.

mod cases;
mod happenings;
mod lives;
mod measured;
mod named;
mod nicknames;
mod origins;
mod readers;
mod recognisers;

use std::sync::LazyLock;

use forewarned::{
    anonymise::lists::Lists,
    rulebook::{files::Files, lists, load::Rulebook},
};

/// The lists of the rules built in.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let book = Rulebook::load(&Files::built_in().unwrap()).unwrap();
    lists::load(&book).unwrap()
});
