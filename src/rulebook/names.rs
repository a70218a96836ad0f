//! `rules/names.toml`: words by which names of people are told from other words with a capital.

use crate::{
    rulebook::{
        files::Files,
        load::{RuleError, parse, wrong},
    },
    text::unknown_names::NameRules,
};

const FILE: &str = "names.toml";

/// The words of these rules.
///
/// # Errors
/// When the file is not in its form, or a word has a capital and could never be found. A folder of rules without the file knows no such words.
pub fn load(files: &Files) -> Result<NameRules, RuleError> {
    let Some(text) = files.get(FILE) else {
        return Ok(NameRules::default());
    };
    let rules: NameRules = parse(FILE, text)?;
    let all = [
        &rules.titles,
        &rules.professional_titles,
        &rules.jobs,
        &rules.kin,
        &rules.does,
        &rules.done_to,
        &rules.places_after,
        &rules.places_before,
        &rules.never,
        &rules.male,
        &rules.female,
        &rules.either,
        &rules.widespread,
        &rules.toward,
        &rules.things_do,
        &rules.little,
        &rules.before_anything,
    ];
    let short = rules.short_forms.iter().flatten();
    if let Some(word) = all.into_iter().flatten().chain(short).find(|w| **w != w.to_lowercase()) {
        return Err(wrong(
            FILE,
            format!("`{word}` is to be written `{}`", word.to_lowercase()),
        ));
    }
    Ok(rules)
}
