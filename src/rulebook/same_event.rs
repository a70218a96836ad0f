//! `rules/same_event.toml`: when two agencies' entries are offered as perhaps telling of one event.

use std::collections::BTreeSet;

use crate::{
    review::same_event::Rules,
    rulebook::{
        files::Files,
        load::{RuleError, parse, wrong},
    },
};

const FILE: &str = "same_event.toml";

/// The rules; a folder of rules without the file offers nothing.
pub(super) fn load(files: &Files, concepts: &BTreeSet<String>) -> Result<Rules, RuleError> {
    let Some(text) = files.get(FILE) else {
        return Ok(Rules::default());
    };
    let rules: Rules = parse(FILE, text)?;
    if let Some(unknown) = rules.events.iter().find(|c| !concepts.contains(*c)) {
        return Err(wrong(
            FILE,
            format!("there is no concept `{unknown}` in rules/lexicons"),
        ));
    }
    if let Some(word) = rules.places.iter().find(|w| **w != w.to_lowercase()) {
        let said = format!("`{word}` is to be written `{}`", word.to_lowercase());
        return Err(wrong(FILE, said));
    }
    Ok(rules)
}
