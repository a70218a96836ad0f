//! `rules/columns.toml`: headings of columns, and the forms that agencies use.

use serde::Deserialize;

use crate::{
    model::columns::{Field, Form, Headings, plain},
    rulebook::{
        files::Files,
        load::{RuleError, parse, wrong},
        template,
    },
};

const FILE: &str = "columns.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnsFile {
    column: Vec<ColumnRule>,
    #[serde(default)]
    form: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnRule {
    field: Field,
    headings: Vec<String>,
    /// What is to stand below the headings for them to mean this.
    over: Option<Over>,
    /// Does another column of the same field come before these, wherever it stands?
    #[serde(default)]
    gives_way: bool,
    /// What such a column is where another came before it.
    beside: Option<Field>,
    /// Is it the first day of a span, which beside its end comes before every other day?
    #[serde(default)]
    span: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Over {
    Days,
    Times,
    Several,
}

/// The headings of these rules.
///
/// # Errors
/// When the file is not in its form, or gives one heading two meanings. A folder of rules without the file knows no headings.
pub fn load(files: &Files) -> Result<Headings, RuleError> {
    let Some(text) = files.get(FILE) else {
        return Ok(Headings::default());
    };
    let file: ColumnsFile = parse(FILE, text)?;
    let mut headings = Headings::default();
    for rule in file.column {
        let known = match rule.over {
            None => &mut headings.known,
            Some(Over::Days) => &mut headings.over_days,
            Some(Over::Times) => &mut headings.over_times,
            Some(Over::Several) => &mut headings.over_several,
        };
        for heading in rule.headings {
            if heading != plain(&heading) {
                return Err(wrong(
                    FILE,
                    format!("`{heading}` is to be written `{}`", plain(&heading)),
                ));
            }
            if rule.gives_way {
                headings.gives_way.insert(heading.clone());
            }
            if let Some(field) = rule.beside {
                headings.beside.insert(heading.clone(), field);
            }
            if rule.span {
                headings.spans.insert(heading.clone());
            }
            if let Some(other) = known.insert(heading.clone(), rule.field) {
                return Err(wrong(
                    FILE,
                    format!(
                        "`{heading}` is given for {} and for {}",
                        other.code(),
                        rule.field.code()
                    ),
                ));
            }
        }
    }
    for form in &file.form {
        let written = form.needs.iter().chain(form.columns.keys());
        if let Some(heading) = written.into_iter().find(|h| **h != plain(h)) {
            return Err(wrong(
                FILE,
                format!("{}: `{heading}` is to be written `{}`", form.name, plain(heading)),
            ));
        }
    }
    headings.forms = file.form;
    headings.template = template::load(files)?;
    Ok(headings)
}

/// The headings built into the program.
///
/// # Errors
/// Never, unless the program was built of rules that are wrong.
pub fn built_in() -> Result<Headings, RuleError> {
    let files = Files::built_in().map_err(|e| wrong(FILE, e))?;
    load(&files)
}
