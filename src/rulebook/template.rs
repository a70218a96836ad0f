//! `rules/template.toml`: the blank chronology that is sent to agencies.

use crate::{
    model::template::Template,
    rulebook::{
        files::Files,
        load::{RuleError, parse},
    },
};

const FILE: &str = "template.toml";

/// The template of these rules; an empty one when they have none.
pub(super) fn load(files: &Files) -> Result<Template, RuleError> {
    files
        .get(FILE)
        .map_or_else(|| Ok(Template::default()), |text| parse(FILE, text))
}
