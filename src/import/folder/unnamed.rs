//! *Unnamed*: files that lie in a case folder and that its `case.toml` does not name. Nobody reads them, and that is said.

use std::{collections::BTreeSet, fs, path::Path};

use crate::model::case::Case;

/// Names that are listed.
const LISTED: usize = 20;
/// Files and folders that are looked at, at most.
const LOOKED_AT: usize = 10_000;
/// Files about a case, or of operating systems, that are never records; in small letters.
const NO_RECORDS: [&str; 6] = [
    "case.toml",
    "gold.json",
    "thumbs.db",
    "desktop.ini",
    "__macosx",
    "indexes",
];

/// What is said of such files: their names, and what happened. Nothing when every file is named.
pub(crate) fn unnamed(root: &Path, case: &Case) -> Option<(String, String)> {
    let named: BTreeSet<&str> = case
        .agencies
        .iter()
        .flat_map(|a| &a.files)
        .map(String::as_str)
        .collect();
    let mut found = Vec::new();
    let mut left = LOOKED_AT;
    walk(root, "", &mut left, &mut found);
    found.retain(|name| !named.contains(name.as_str()));
    found.sort();
    if found.is_empty() {
        return None;
    }
    let mut shown = found.get(..LISTED).unwrap_or(&found).join(", ");
    if found.len() > LISTED {
        shown = format!("{shown} and {} more", found.len() - LISTED);
    }
    let what = format!("the folder holds files that case.toml does not name: {shown}");
    Some((found.join("\n"), what))
}

/// Links are not followed, and what cannot be listed is passed over: the files that are named say so themselves.
fn walk(folder: &Path, below: &str, left: &mut usize, out: &mut Vec<String>) {
    let Ok(items) = fs::read_dir(folder) else {
        return;
    };
    for item in items.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let own = item.file_name().to_string_lossy().into_owned();
        let (small, Ok(kind)) = (own.to_lowercase(), item.file_type()) else {
            continue;
        };
        let is_about = small.starts_with("readme") || small.rsplit('.').next() == Some("md");
        // Case files of this program, with what their database keeps beside them.
        let is_ours = small.contains(".fwcase");
        // Lock files of office programs begin with ~$ or .~lock.
        let is_litter = small.starts_with('.') || small.starts_with("~$");
        if is_about || is_litter || is_ours || NO_RECORDS.contains(&small.as_str()) {
            continue;
        }
        let name = if below.is_empty() {
            own
        } else {
            format!("{below}/{own}")
        };
        if kind.is_dir() {
            walk(&item.path(), &name, left, out);
        } else if kind.is_file() {
            out.push(name);
        }
    }
}
