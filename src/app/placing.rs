//! *Placing*: which case and which agency somebody means who writes their names and not their ids.

use anyhow::bail;

use crate::{
    app::{
        home::{CASE_FILE, Home},
        importing::Order,
        matters::{is_slug, slug_of},
    },
    model::case::{AgencyId, Case},
    review::settling::over_case,
    store::{CaseFile, StoreError},
};

/// The order with the slug of the case and the id of the agency in it, where names were given.
pub fn place(home: &Home, mut order: Order) -> anyhow::Result<Order> {
    if let Some(name) = &order.case {
        order.case = Some(case(home, name)?);
    }
    if let (Some(slug), Some(whose)) = (&order.case, &mut order.whose) {
        let file = home.case_file(slug);
        if file.exists() {
            let now = case_now(&CaseFile::open(&file)?)?;
            whose.agency = agency(&now, &whose.agency)?;
            // An agency that somebody named on a screen is in no case file before its first records are.
            if let Some(known) = now.agency(&AgencyId(whose.agency.clone())) {
                whose.name.get_or_insert_with(|| known.name.clone());
                whose.kind.get_or_insert_with(|| known.kind.clone());
            }
        }
    }
    Ok(order)
}

/// What a case file states, with what people settled since laid over it.
pub(super) fn case_now(file: &CaseFile) -> Result<Case, StoreError> {
    let mut case = file.case()?;
    over_case(&mut case, &file.settlements()?);
    Ok(case)
}

/// The case of this slug; else the one of this title; else the one whose slug is made of the name. A name that could be a
/// slug and is that of no case is left as it is: a case may be made under it.
pub(super) fn case(home: &Home, name: &str) -> anyhow::Result<String> {
    match known(home, name)? {
        Some(slug) => Ok(slug),
        None if is_slug(name) => Ok(name.to_owned()),
        None => bail!(
            "`{name}` is the title of no case here, and no name for a new one; use letters, digits and hyphens: {}",
            slug_of(name)
        ),
    }
}

/// The case of this slug; else the one of this title; else the one whose slug is made of the name; nothing when there is none.
pub(super) fn known(home: &Home, name: &str) -> anyhow::Result<Option<String>> {
    if is_slug(name) && home.case_file(name).is_file() {
        return Ok(Some(name.to_owned()));
    }
    let titled = titled(home, name)?;
    match titled.as_slice() {
        [one] => Ok(Some(one.clone())),
        [] => Ok(Some(slug_of(name)).filter(|made| home.case_file(made).is_file())),
        several => bail!(
            "`{name}` is the title of several cases; give the name of one: {}",
            several.join(", ")
        ),
    }
}

/// Slugs of the cases of this title, in order. A case file that cannot be opened is none of them.
fn titled(home: &Home, title: &str) -> anyhow::Result<Vec<String>> {
    let folder = home.cases();
    let mut out = Vec::new();
    if !folder.exists() {
        return Ok(out);
    }
    for item in std::fs::read_dir(&folder)? {
        let path = item?.path();
        let slug = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if path.extension().is_none_or(|e| e != CASE_FILE) || !is_slug(slug) {
            continue;
        }
        let is_it = CaseFile::open(&path)
            .and_then(|file| case_now(&file))
            .is_ok_and(|case| is_same(&case.title, title));
        if is_it {
            out.push(slug.to_owned());
        }
    }
    out.sort();
    Ok(out)
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The id of the agency of this id or, if there is but one, of this name; what the case does not know is left as it is.
pub(super) fn agency(case: &Case, name: &str) -> anyhow::Result<String> {
    if case.agencies.iter().any(|a| a.id.0 == name) {
        return Ok(name.to_owned());
    }
    let named: Vec<&str> = case
        .agencies
        .iter()
        .filter(|a| is_same(&a.name, name) || is_same(&a.id.0, name))
        .map(|a| a.id.0.as_str())
        .collect();
    match named.as_slice() {
        [] => Ok(name.to_owned()),
        [one] => Ok((*one).to_owned()),
        several => bail!(
            "`{name}` is the name of several agencies; give the id of one: {}",
            several.join(", ")
        ),
    }
}
