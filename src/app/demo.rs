//! The demonstration: the invented cases that the program carries, imported into a home folder of their own.

use std::{fs, path::Path};

use anyhow::Context;
use rust_embed::RustEmbed;

use crate::{
    app::{home::Home, importing},
    import::Ways,
    model::columns::Headings,
};

#[derive(RustEmbed)]
#[folder = "samples/cases/"]
struct Samples;

/// The sample that the demonstration opens.
pub const FIRST: &str = "rowan-street";

/// Writes the sample case folders below `folder`; returns their names, in order.
pub fn unpack(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for path in Samples::iter() {
        let Some(file) = Samples::get(&path) else {
            continue;
        };
        let target = folder.join(path.as_ref());
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).with_context(|| format!("{}: cannot be made", parent.display()))?;
        }
        fs::write(&target, file.data).with_context(|| format!("{}: cannot be written", target.display()))?;
        if let Some((name, _)) = path.split_once('/').filter(|(_, rest)| *rest == "case.toml") {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Imports one sample into a home folder that does not hold it yet; does nothing where there is no such sample.
pub fn prepare_one(home: &Home, headings: &Headings, slug: &str) -> anyhow::Result<()> {
    if home.case_file(slug).is_file() {
        return Ok(());
    }
    let folder = home.root().join("samples");
    if unpack(&folder)?.iter().any(|name| name == slug) {
        importing::import(home, Ways::from(headings), &folder.join(slug), Some(slug))?;
    }
    Ok(())
}

/// Imports the samples that a home folder does not hold yet; returns their slugs, the first to be opened first.
pub fn prepare(home: &Home, headings: &Headings) -> anyhow::Result<Vec<String>> {
    let folder = home.root().join("samples");
    let mut names = unpack(&folder)?;
    names.sort_by_key(|n| (n != FIRST, n.clone()));
    // The samples are our own and plain text.
    let ways = Ways::from(headings);
    for name in &names {
        importing::import(home, ways, &folder.join(name), Some(name))?;
    }
    Ok(names)
}
